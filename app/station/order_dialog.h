#pragma once

#include <QDialog>
#include <optional>
#include <vector>

#include "station/reason_foot.h"

class QListWidget;

namespace sandau::station {

/// Entries are put in order by hand, with what the order rests on: those that tie, by the committee; the
/// seeds of a knock-out, by lot.
class OrderDialog : public QDialog {
public:
    struct Asks {
        Phrase title, what, hint, action;
    };
    OrderDialog(const Face& face, const std::vector<EntryId>& entries, const Asks& asks, QWidget* parent);
    std::vector<EntryId> order() const;
    QString reason() const;

private:
    void move(int by);

    QListWidget* list_;
    std::optional<ReasonFoot> foot_;
};

}  // namespace sandau::station
