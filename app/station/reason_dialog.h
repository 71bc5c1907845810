#pragma once

#include <functional>
#include <vector>

#include "station/reasoned_dialog.h"

namespace sandau::station {

/// Asks for the reason of something grave; without one there is no going on. Ready-made reasons are put in
/// by a click.
class ReasonDialog : public ReasonedDialog {
public:
    ReasonDialog(const Face& face, const QString& title, const QString& what_follows, const QString& action,
                 const std::vector<Phrase>& ready, QWidget* parent);

    /// Opens it and calls `then` with the reason when it was given.
    static void ask(const Face& face, QWidget* parent, const QString& title, const QString& what_follows,
                    const QString& action, const std::vector<Phrase>& ready,
                    std::function<void(const QString&)> then);
};

}  // namespace sandau::station
