#pragma once

#include "scoring/definition.h"
#include "scoring/standings.h"
#include "station/face.h"
#include "station/kept.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace sandau::station {

class ChoiceRow;
class FlagBox;
class PageHead;
class TierCard;

/// Who stands in which tier, what waits for the committee, and the money against the budget.
class AwardsRoom : public Room {
    Q_OBJECT

public:
    explicit AwardsRoom(const Face& face);

protected:
    void render() override;

private:
    QWidget* build_side();
    std::vector<KeptGrid::Row> rows_of(const Awards& scheme, const std::optional<DivisionId>& division) const;
    void render_divisions(const Awards& scheme);
    void render_money(const Awards& scheme);
    void render_flags(const Awards& scheme);
    void ask_order(const std::vector<EntryId>& tied, const StageId& stage);
    void publish();
    const Awards* scheme() const;

    PageHead* head_;
    ChoiceRow* schemes_;
    QLabel* no_awards_;
    KeptColumn<TierCard> divisions_;
    QLabel* no_flags_;
    KeptColumn<FlagBox> flags_;
    QLabel* money_;
    QProgressBar* spent_;
    QLabel* posted_;
    QPushButton* publish_;
};

}  // namespace sandau::station
