#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "scoring/definition.h"
#include "station/words.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace sandau::station {

class ElidedButton;

/// A criterion of a mark: what may be given for it, and the figure, typed or pressed. Enter goes to the next
/// one, the arrows give a step more or less.
class CriterionRow : public QWidget {
public:
    struct Deeds {
        std::function<void(const QString&)> type;
        std::function<void(const Rational&)> give;
        std::function<void()> next;
        std::function<void()> leave;
    };
    CriterionRow(const Words& words, Criterion criterion, Deeds deeds);

    /// `trouble`: why what stands there is no mark; empty: it is one, or nothing.
    void show_figure(const Figure& figure, const QString& typed, const QString& trouble, bool is_open);
    /// Hands over what is typed and was not yet.
    void take_typed();
    void focus_figure();
    bool has_focus() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build_choices(QVBoxLayout* column);
    void give_stepped(int way);

    const Words& words_;
    const Criterion criterion_;
    const Deeds deeds_;
    Figure now_;
    bool is_open_ = false;
    QLabel* range_;
    QLabel* trouble_;
    QLineEdit* figure_;
    QPushButton* less_;
    QPushButton* more_;
    std::vector<std::pair<QPushButton*, Rational>> figures_;
    std::vector<ElidedButton*> bands_;
};

}  // namespace sandau::station
