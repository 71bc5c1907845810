#pragma once

#include <vector>

#include "station/reasoned_dialog.h"

class QListWidget;

namespace sandau::station {

/// Entries are put in order by hand, with what the order rests on: those that tie, by the committee; the
/// seeds of a knock-out, by lot.
class OrderDialog : public ReasonedDialog {
public:
    struct Asks {
        Phrase title, what, hint, action;
    };
    OrderDialog(const Face& face, const std::vector<EntryId>& entries, const Asks& asks, QWidget* parent);
    std::vector<EntryId> order() const;

private:
    void move(int by);

    QListWidget* list_;
};

}  // namespace sandau::station
