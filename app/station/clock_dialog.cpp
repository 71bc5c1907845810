#include "station/clock_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "scoring/run_clock.h"
#include "station/dialog_foot.h"
#include "station/item_editors.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {
/// Tenths are what a referee reads off a stopwatch.
QString tenths(const Words& words, std::int64_t ms) {
    return words.time(ms).chopped(2);
}
}  // namespace

ClockDialog::ClockDialog(const Face& face, const FieldView& field, QWidget* parent)
    : CheckedDialog(face, parent),
      period_ms_(clock_face(*field.clock(), *field.game, face.session.now()).period_ms),
      shown_ms_(field.clock()->elapsed_ns / 1'000'000),
      time_(new QLineEdit),
      reason_(new QLineEdit) {
    setMinimumWidth(520);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    auto* head = heading(
        face.say({"Đặt lại đồng hồ: %1", "Set the clock: %1"}).arg(field.who(face.session.contest())));
    setWindowTitle(head->text());
    head->setTextFormat(Qt::PlainText);
    head->setWordWrap(true);
    column->addWidget(head);
    for (const QString& one : known(field)) {
        auto* label = new QLabel(one);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    auto* row = new QHBoxLayout;
    auto* name =
        new QLabel(face.say({"Đã chạy (phút:giây,phần mười)", "Time gone (minutes:seconds.tenths)"}));
    name->setBuddy(time_);
    row->addWidget(name, 1);
    time_->setObjectName(QStringLiteral("clock_time"));
    time_->setAccessibleName(name->text());
    time_->setPlaceholderText(tenths(face.words, shown_ms_));
    time_->setAlignment(Qt::AlignRight);
    time_->setFixedWidth(150);
    row->addWidget(time_);
    column->addLayout(row);
    auto* why = new QLabel(face.say({"Lý do (ghi vào nhật ký)", "Reason (kept in the journal)"}));
    why->setBuddy(reason_);
    column->addWidget(why);
    reason_->setObjectName(QStringLiteral("clock_reason"));
    reason_->setAccessibleName(why->text());
    column->addWidget(reason_);
    add_checked_foot(column, face.say({"Đặt đồng hồ", "Set the clock"}))
        ->setObjectName(QStringLiteral("clock_accept"));
    time_->setFocus();
}

void ClockDialog::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    keep_all_lines(*this);
}

QStringList ClockDialog::known(const FieldView& field) const {
    QStringList lines;
    const QString shown = tenths(face_.words, shown_ms_);
    lines
        << (field.clock()->estimated
                ? face_
                      .say(
                          {"Máy ước lượng đã chạy %1, tính cả lúc máy tắt theo giờ của máy tính.",
                           "The machine's estimate is %1, with the time that it was down by its wall clock."})
                      .arg(shown)
                : face_.say({"Đồng hồ đang dừng ở %1.", "The clock is held at %1."}).arg(shown));
    const Contest& contest = face_.session.contest();
    const DeviceRecord* start =
        field.run != nullptr ? contest.table<DeviceRecord>().find(field.run->start_event.text) : nullptr;
    if (start != nullptr)
        lines << face_.say({"Cổng xuất phát báo lúc %1.", "The start gate spoke at %1."})
                     .arg(face_.words.clock_time(start->at.wall, face_.utc_offset_min()));
    if (period_ms_ > 0)
        lines << face_.say({"Thời gian của lượt: %1.", "The run's time: %1."})
                     .arg(tenths(face_.words, period_ms_));
    lines << face_.say({"Đồng hồ vẫn dừng sau khi đặt; chạy tiếp hoặc kết thúc do trọng tài quyết định.",
                        "The clock stays held; the referee then goes on or ends the run."});
    return lines;
}

std::optional<std::int64_t> ClockDialog::elapsed_ms() const {
    const std::optional<std::int64_t> ms = read_time_ms(time_->text());
    if (!ms || (period_ms_ > 0 && *ms > period_ms_)) return std::nullopt;
    return ms;
}

std::string ClockDialog::reason() const {
    return reason_->text().trimmed().toStdString();
}

std::optional<Fault> ClockDialog::fault() const {
    if (!read_time_ms(time_->text()))
        return Fault{
            time_, face_.say({"Ghi thời gian như 1:02,5 hoặc 62,5.", "Write the time like 1:02.5 or 62.5."})};
    if (!elapsed_ms())
        return Fault{
            time_,
            face_.say({"Lượt chỉ có %1.", "The run has only %1."}).arg(tenths(face_.words, period_ms_))};
    return text_fault(face_, reason_, reason_->text().simplified(),
                      {"Hãy ghi lý do, ví dụ: theo đồng hồ bấm tay của trọng tài.",
                       "Say why, like: by the referee's stopwatch."},
                      reason_letters_max);
}

}  // namespace sandau::station
