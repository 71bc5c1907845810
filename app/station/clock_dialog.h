#pragma once

#include <optional>
#include <string>

#include "station/checked_dialog.h"
#include "station/run_steps.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace sandau::station {

/// Sets a held clock to what the referee says holds: after the host's machine was started again in the
/// middle of a run its clock is only an estimate. Says what is known, asks for the time gone.
class ClockDialog : public CheckedDialog {
public:
    ClockDialog(const Face& face, const FieldView& field, QWidget* parent);
    /// Nothing while what is typed is no time of this run.
    std::optional<std::int64_t> elapsed_ms() const;
    std::string reason() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    QStringList known(const FieldView& field) const;
    std::optional<Fault> fault() const override;

    const std::int64_t period_ms_;  ///< 0: open-ended
    const std::int64_t shown_ms_;   ///< what the clock shows now
    QLineEdit* time_;
    QLineEdit* reason_;
};

}  // namespace sandau::station
