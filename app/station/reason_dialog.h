#pragma once

#include <QDialog>
#include <functional>
#include <optional>
#include <vector>

#include "station/reason_foot.h"

namespace sandau::station {

/// Asks for the reason of something grave; without one there is no going on. Ready-made reasons are put in
/// by a click.
class ReasonDialog : public QDialog {
public:
    ReasonDialog(const Face& face, const QString& title, const QString& what_follows, const QString& action,
                 const std::vector<Phrase>& ready, QWidget* parent);
    QString reason() const;

    /// Opens it and calls `then` with the reason when it was given.
    static void ask(const Face& face, QWidget* parent, const QString& title, const QString& what_follows,
                    const QString& action, const std::vector<Phrase>& ready,
                    std::function<void(const QString&)> then);

private:
    std::optional<ReasonFoot> foot_;
};

}  // namespace sandau::station
