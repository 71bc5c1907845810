#pragma once

#include "scoring/command_payloads.h"
#include "station/checked_dialog.h"

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QSpinBox;

namespace sandau::station {

/// What a timetable is made from: fields, start, length of a run or match, rest, a break.
class ScheduleDialog : public CheckedDialog {
public:
    ScheduleDialog(const Face& face, const StageId& stage, QWidget* parent);
    commands::StageSchedule command() const;

private:
    QLayout* build_form();
    void estimate();
    bool of_matches() const;
    std::size_t runs() const;
    std::size_t matches() const;
    std::size_t games() const { return of_matches() ? matches() : runs(); }
    std::optional<Fault> fault() const override;
    WallTime instant(const QDateTimeEdit* edit) const;

    const StageId stage_;
    QComboBox* division_;
    QSpinBox* fields_;
    QDateTimeEdit* start_;
    QSpinBox* slot_min_;
    QSpinBox* rest_min_;
    QCheckBox* with_break_;
    QDateTimeEdit* break_from_;
    QDateTimeEdit* break_until_;
    QSpinBox* seed_;
    QLabel* estimate_;
};

}  // namespace sandau::station
