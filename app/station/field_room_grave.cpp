// What of match control is grave: each is held for a second, asks for its reason, and can be undone.
#include "scoring/command_payloads.h"
#include "station/clock_dialog.h"
#include "station/field_room.h"
#include "station/reason_dialog.h"

namespace sandau::station {

void FieldRoom::ask_status(SheetStatus status) {
    const FieldView now = view();
    if (now.run == nullptr) return;
    std::vector<Phrase> ready;
    QString follows;
    switch (status) {
        case SheetStatus::DNF:
            ready = {{"Đội xin dừng lượt", "The team asked to stop"},
                     {"Robot hỏng, không chạy tiếp được", "The robot broke down"}};
            follows = face_.say({"Lượt được ghi là không hoàn thành; điểm đã có vẫn tính theo thể lệ.",
                                 "The run counts as not finished; points so far count as the rules say."});
            break;
        case SheetStatus::DNS:
            ready = {{"Gọi ba lần không có mặt", "Called three times, not there"},
                     {"Đội báo không thi lượt này", "The team gave this run up"}};
            follows = face_.say({"Lượt được ghi là vắng mặt, không có điểm.",
                                 "The run counts as not started, without points."});
            break;
        case SheetStatus::DSQ:
            ready = {{"Chạm vào robot khi không được phép", "Touched the robot when it was not allowed"},
                     {"Robot không đúng quy định", "The robot breaks the rules"}};
            follows = face_.say(
                {"Lượt bị truất quyền, không có điểm.", "The run is disqualified, without points."});
            break;
        case SheetStatus::OK:
        case SheetStatus::VOID:
            return;
    }
    const QString title =
        QStringLiteral("%1: %2").arg(face_.say(status_name(status)), text_of(now.entry->name));
    ReasonDialog::ask(face_, this, title, follows, face_.say({"Ghi vào phiếu", "Put on the sheet"}), ready,
                      [this, run = now.run->id, status, title](const QString& reason) {
                          commands::ScoreSet command;
                          command.sheet = run;
                          command.status = status;
                          command.reason = reason.toStdString();
                          face_.session.submit(
                              this, command, title, [this, run](const Result<Answer>& answer) {
                                  const Run* known = face_.session.contest().table<Run>().find(run.text);
                                  if (!answer || known == nullptr || known->state != RunState::Running)
                                      return;
                                  commands::RunEnd end;
                                  end.run = run;
                                  face_.session.submit(this, end, {});
                              });
                      });
}

void FieldRoom::ask_rerun() {
    const FieldView now = view();
    if (now.run == nullptr) return;
    const QString title = face_.say({"Thi lại: %1", "Rerun: %1"}).arg(text_of(now.entry->name));
    ReasonDialog::ask(
        face_, this, title,
        face_.say({"Lượt này bị hủy, không tính, và đội được gọi lại ngay trên sân này.",
                   "This run becomes void and does not count; the team is called again on this field."}),
        face_.say({"Hủy lượt và thi lại", "Void and rerun"}),
        {{"Cảm biến hoặc đồng hồ trục trặc", "A sensor or the clock failed"},
         {"Mất điện hoặc sự cố sân", "Power cut or trouble with the field"},
         {"Có người can thiệp vào sân", "Somebody interfered"}},
        [this, run = now.run->id, title](const QString& reason) {
            face_.session.submit(this, commands::RunRerun{run, reason.toStdString()}, title);
        });
}

void FieldRoom::ask_unload() {
    const FieldView now = view();
    if (now.run == nullptr) return;
    const QString title = face_.say({"Cho rời sân: %1", "Send away: %1"}).arg(text_of(now.entry->name));
    ReasonDialog::ask(face_, this, title,
                      face_.say({"Đội rời sân, lượt này chưa có kết quả và được gọi lại sau.",
                                 "The team leaves without a result and may be called again later."}),
                      face_.say({"Cho rời sân", "Send away"}),
                      {{"Gọi nhầm đội", "The wrong team was called"},
                       {"Nhường sân cho đội khác", "The field is needed for another team"}},
                      [this, run = now.run->id, title](const QString& reason) {
                          commands::RunUnload command;
                          command.run = run;
                          command.reason = reason.toStdString();
                          face_.session.submit(this, command, title);
                      });
}

void FieldRoom::ask_clock() {
    const FieldView now = view();
    if (now.run == nullptr || now.game == nullptr || now.run->clock.state != ClockState::Paused) return;
    auto* dialog = new ClockDialog(face_, now, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        dialog, &QDialog::accepted, this,
        [this, dialog, now_run = now.run->id, team = entry_name(face_.session.contest(), now.run->entry)] {
            const std::optional<std::int64_t> ms = dialog->elapsed_ms();
            if (!ms) return;
            face_.session.submit(
                this, commands::RunSetClock{now_run, *ms, dialog->reason()},
                face_.say({"đặt đồng hồ %1, %2", "clock set to %1, %2"}).arg(face_.words.time(*ms), team));
        });
    dialog->open();
}

void FieldRoom::ask_protest() {
    const FieldView now = view();
    if (now.run == nullptr) return;
    const QString title = face_.say({"Khiếu nại: %1", "Protest: %1"}).arg(text_of(now.entry->name));
    const std::string by = now.entry->name;
    ReasonDialog::ask(
        face_, this, title,
        face_.say({"Kết quả của lượt này chưa thành chính thức cho tới khi khiếu nại được giải quyết ở phòng "
                   "Chấm điểm.",
                   "The run's result does not become official until the protest is resolved in Scoring."}),
        face_.say({"Nhận khiếu nại", "Lodge the protest"}), {},
        [this, run = now.run->id, title, by](const QString& text) {
            commands::ProtestLodge command;
            command.sheet = run;
            command.by = by;
            command.text = text.toStdString();
            face_.session.submit(this, command, title);
        });
}

}  // namespace sandau::station
