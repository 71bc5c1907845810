#pragma once

#include <QDialog>

#include "scoring/command_payloads.h"
#include "station/face.h"

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QSpinBox;

namespace sandau::station {

/// What a timetable is made from: fields, start, length of a run or match, rest, a break.
class ScheduleDialog : public QDialog {
public:
    ScheduleDialog(const Face& face, const StageId& stage, QWidget* parent);
    commands::StageSchedule command() const;

private:
    QLayout* build_form();
    void estimate();
    bool of_matches() const;
    std::size_t runs() const;
    std::size_t matches() const;
    WallTime instant(const QDateTimeEdit* edit) const;

    const Face face_;
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
