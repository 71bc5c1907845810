// What match control does: the next step, the confirmation, and what is grave, each with its reason.
#include <QPushButton>
#include <algorithm>

#include "scoring/command_payloads.h"
#include "station/clock_dialog.h"
#include "station/field_panels.h"
#include "station/item_editors.h"
#include "station/match_control.h"
#include "station/match_entry.h"
#include "station/match_panels.h"
#include "station/match_steps.h"
#include "station/reason_dialog.h"
#include "station/widgets.h"

namespace sandau::station {

QString MatchControl::named(const Phrase& what, const FieldView& now) const {
    return QStringLiteral("%1, %2").arg(face_.say(what), now.who(face_.session.contest()));
}

QString MatchControl::side_name(const FieldView& now, const SideId& side) const {
    const auto found = now.match->sides.find(side.text);
    const QString team =
        found != now.match->sides.end() ? entry_name(face_.session.contest(), found->second) : QString();
    return side_words(face_.words, *now.game, side) + u' ' + team;
}

template <class Command>
void MatchControl::step(const Phrase& what) {
    const FieldView now = view();
    if (now.match == nullptr) return;
    Command command;
    if constexpr (requires { command.match; })
        command.match = now.match->id;
    else
        command.sheet = now.played();
    face_.session.submit(this, command, named(what, now));
}

void MatchControl::start(const std::string& period, const Phrase& what) {
    const FieldView now = view();
    if (now.match == nullptr) return;
    face_.session.submit(this, commands::MatchStart{now.match->id, period}, named(what, now));
}

void MatchControl::press_next() {
    const FieldView now = view();
    say_hint({});
    if (entry_->instant_win())
        return say_hint(face_
                            .say({"Công nhận bằng %1, hoặc bấm “Không phải”.",
                                  "Accept it with %1, or press “It is none”."})
                            .arg(keys_.on_button(face_.words, {Deed::Confirm})));
    switch (now.next) {
        case NextAction::Call:
            return call_next();
        case NextAction::Ready:
        case NextAction::Start:
            return start({}, {"bắt đầu", "start"});
        case NextAction::NextPeriod:
            return start({}, {"sang hiệp", "next period"});
        case NextAction::Overtime:
            return start(overtime_after(*now.game, now.match->clock.period)->id, {"hiệp phụ", "overtime"});
        case NextAction::Resume:
            return step<commands::MatchResume>({"chạy tiếp", "go on"});
        case NextAction::End:
            return step<commands::MatchEnd>({"kết thúc", "end"});
        case NextAction::Review:
            return review();
        case NextAction::Confirm:
        case NextAction::Publish:
            return say_hint(keys_.stops_here(face_.words));
    }
}

void MatchControl::press(const KeyAction& action) {
    const auto click = [](QPushButton* button) {
        if (button->isVisible()) button->click();
    };
    const auto item = static_cast<std::size_t>(std::max(0, action.number - 1));
    if (action.deed == Deed::ChooseBefore) return next_teams_->choose_next(-1);
    if (action.deed == Deed::ChooseAfter) return next_teams_->choose_next(1);
    if (action.deed == Deed::OtherWay) return click(other_);
    if (action.deed == Deed::SetClock) return click(set_clock_);
    if (action.deed == Deed::Protest) return click(protest_);
    if (action.deed == Deed::FirstWins) return click(judges_[0]);
    if (action.deed == Deed::SecondWins) return click(judges_[1]);
    if (action.deed == Deed::FirstMore) return sheets_[0]->bump(item, 1);
    if (action.deed == Deed::FirstLess) return sheets_[0]->bump(item, -1);
    if (action.deed == Deed::SecondMore) return sheets_[1]->bump(item, 1);
    if (action.deed == Deed::SecondLess) return sheets_[1]->bump(item, -1);
}

HoldButton* MatchControl::held_by(const KeyAction& action) const {
    const std::pair<Deed, HoldButton*> held[] = {{Deed::Rerun, rerun_},
                                                 {Deed::SendAway, abort_},
                                                 {Deed::FirstAbsent, dns_[0]},
                                                 {Deed::SecondAbsent, dns_[1]},
                                                 {Deed::FirstDisqualified, dsq_[0]},
                                                 {Deed::SecondDisqualified, dsq_[1]}};
    for (const auto& [deed, button] : held)
        if (deed == action.deed) return button;
    return nullptr;
}

void MatchControl::review() {
    for (SidePanel* sheet : sheets_)
        if (sheet->focus_wrong()) return say_hint(wrong_words(face_));
    for (SidePanel* sheet : sheets_)
        if (sheet->focus_unanswered())
            return say_hint(
                face_.say({"Còn mục chưa trả lời Có hay Không.", "A yes-or-no item is not answered yet."}));
    step<commands::ScoreReview>({"soát điểm", "review"});
}

void MatchControl::call_next() {
    const std::optional<NextUp> next = next_teams_->chosen();
    if (!next) return;
    const QString named = face_.say({"gọi vào sân, %1", "call, %1"}).arg(next_teams_->chosen_words());
    if (next->match.empty())
        return face_.session.submit(this, commands::RunLoad{next->slot.stage, next->slot.entry, field_, 0},
                                    named);
    face_.session.submit(this, commands::MatchLoad{next->match, field_, {}}, named);
}

void MatchControl::press_confirm() {
    const FieldView now = view();
    if (now.match == nullptr) return;
    say_hint({});
    if (entry_->instant_win()) return entry_->confirm_instant_win();
    if (now.next == NextAction::Publish) return publish(now.played(), now.who(face_.session.contest()));
    if (now.next == NextAction::Confirm) confirm(now);
}

void MatchControl::confirm(const FieldView& now) {
    if (entry_->saved() != Saved::Durable)
        return say_hint(face_.say({"Phiếu chưa ghi xong, chờ một chút rồi bấm lại.",
                                   "The sheet is not written yet; wait a moment, then again."}));
    if (waits_for_judges(now))
        return say_hint(face_.say({"Giám khảo chọn bên thắng rồi mới xác nhận.",
                                   "The judges name the winner first, then confirm."}));
    commands::ScoreCommit command;
    command.sheet = now.played();
    // What is confirmed is what was seen: a change in between is refused.
    face_.session.submit(
        this, command, named({"xác nhận", "confirm"}, now),
        [this, match = now.played(), teams = now.who(face_.session.contest())](const Result<Answer>& answer) {
            if (answer) publish(match, teams);
        },
        face_.session.as_seen(now.sheet->object()));
}

void MatchControl::publish(const RunId& match, const QString& teams) {
    commands::ScorePublish command;
    command.sheet = match;
    face_.session.submit(this, command, face_.say({"công bố, %1", "publish, %1"}).arg(teams));
}

void MatchControl::press_hold() {
    const FieldView now = view();
    if (now.is_running() && now.clock()->state == ClockState::Running)
        step<commands::MatchPause>({"tạm dừng", "hold"});
}

void MatchControl::ask_judges(std::size_t side) {
    const FieldView now = view();
    if (!waits_for_judges(now) || side >= now.game->sides.size()) return;
    const SideId winner = now.game->sides[side];
    const QString title = face_.say({"Giám khảo quyết định: %1 thắng", "The judges decide: %1 wins"})
                              .arg(side_name(now, winner));
    std::string by = "judges";
    for (const DecideStep& one : now.game->decide)
        if (one.kind == DecideStep::Kind::Decision) by = std::string(to_text(one.by));
    ReasonDialog::ask(face_, this, title,
                      face_.say({"Quyết định được ghi cùng căn cứ và công bố cùng kết quả trận.",
                                 "The decision is kept with its reason and shown with the result."}),
                      face_.say({"Ghi quyết định", "Record the decision"}),
                      {{"Hội ý của tổ trọng tài", "The referees conferred"},
                       {"Rút thăm trước hai đội", "A lot was drawn before both teams"}},
                      [this, match = *now.match, winner, by, title](const QString& reason) {
                          Json decision;
                          decision.set("kind", "match_winner").set("stage", match.stage.text);
                          decision.set("match", match.name()).set("side", winner.text);
                          decision.set("by", by).set("reason", reason.toStdString());
                          face_.session.submit(this, commands::DecisionMake{decision}, title);
                      });
}

void MatchControl::ask_status(std::size_t side, SheetStatus status) {
    const FieldView now = view();
    if (now.match == nullptr || side >= now.game->sides.size()) return;
    const SideId who = now.game->sides[side];
    const auto known = now.sheet->content.match->sides.find(who.text);
    const bool back = known != now.sheet->content.match->sides.end() && known->second.status == status;
    const bool absent = status == SheetStatus::DNS;
    const QString name = side_name(now, who);
    const QString title =
        back ? face_.say({"Bỏ “%1”: %2", "No longer “%1”: %2"}).arg(face_.say(status_name(status)), name)
             : QStringLiteral("%1: %2").arg(face_.say(status_name(status)), name);
    std::vector<Phrase> ready;
    if (absent && !back)
        ready = {{"Gọi ba lần không có mặt", "Called three times, not there"},
                 {"Đội báo không thi đấu trận này", "The team gave this match up"}};
    else if (!back)
        ready = {{"Chạm vào robot khi không được phép", "Touched the robot when it was not allowed"},
                 {"Robot không đúng quy định", "The robot breaks the rules"}};
    const QString follows =
        back ? face_.say({"Bên này lại được tính điểm theo phiếu.", "The side counts by its sheet again."})
             : face_.say({"Bên này thua trận, bên kia thắng.", "This side loses the match, the other wins."});
    ReasonDialog::ask(face_, this, title, follows, face_.say({"Ghi vào phiếu", "Put on the sheet"}), ready,
                      [this, id = now.played(), who, status, back, title](const QString& reason) {
                          commands::ScoreSet command;
                          command.sheet = id;
                          command.match.emplace();
                          commands::SideGiven& given = command.match->sides[who.text];
                          given.status = back ? SheetStatus::OK : status;
                          given.reason = reason.toStdString();
                          face_.session.submit(this, command, title);
                      });
}

void MatchControl::ask_rerun() {
    const FieldView now = view();
    if (now.match == nullptr) return;
    const QString title = named({"Đấu lại", "Rerun"}, now);
    ReasonDialog::ask(face_, this, title,
                      face_.say({"Phiếu của trận này để trống lại, trận trở về đầu danh sách chờ gọi.",
                                 "The sheet is emptied and the match waits to be called again."}),
                      face_.say({"Cho đấu lại", "Play it anew"}),
                      {{"Cảm biến hoặc đồng hồ trục trặc", "A sensor or the clock failed"},
                       {"Mất điện hoặc sự cố sân", "Power cut or trouble with the field"},
                       {"Có người can thiệp vào sân", "Somebody interfered"}},
                      [this, match = now.match->id, title](const QString& reason) {
                          commands::MatchRerun command;
                          command.match = match;
                          command.reason = reason.toStdString();
                          face_.session.submit(this, command, title);
                      });
}

void MatchControl::ask_abort() {
    const FieldView now = view();
    if (now.match == nullptr) return;
    const QString title = named({"Cho rời sân", "Send away"}, now);
    ReasonDialog::ask(face_, this, title,
                      face_.say({"Hai đội rời sân, trận chưa có kết quả và được gọi lại sau.",
                                 "Both leave without a result; the match may be called again later."}),
                      face_.say({"Cho rời sân", "Send away"}),
                      {{"Gọi nhầm trận", "The wrong match was called"},
                       {"Nhường sân cho trận khác", "The field is needed for another match"}},
                      [this, match = now.match->id, title](const QString& reason) {
                          commands::MatchAbort command;
                          command.match = match;
                          command.reason = reason.toStdString();
                          face_.session.submit(this, command, title);
                      });
}

void MatchControl::ask_no_win() {
    const FieldView now = view();
    if (now.match == nullptr) return;
    const QString title = named({"Chưa thắng, đấu tiếp", "No win, go on"}, now);
    ReasonDialog::ask(
        face_, this, title,
        face_.say(
            {"Đồng hồ chạy tiếp từ chỗ đã dừng. Hãy sửa phiếu: mục đã cho thắng tuyệt đối còn trên đó.",
             "The clock goes on from where it stopped. Mend the sheet: what won at once is still on it."}),
        face_.say({"Đấu tiếp", "Go on"}),
        {{"Nhập nhầm khi ghi phiếu", "Typed wrongly"},
         {"Trọng tài không công nhận", "The referee does not accept it"}},
        [this, match = now.match->id, title](const QString& reason) {
            commands::MatchResume command;
            command.match = match;
            command.reason = reason.toStdString();
            face_.session.submit(this, command, title);
        });
}

void MatchControl::ask_protest() {
    const FieldView now = view();
    if (now.match == nullptr) return;
    const QString title = named({"Khiếu nại", "Protest"}, now);
    ReasonDialog::ask(
        face_, this, title,
        face_.say({"Ghi rõ đội nào khiếu nại và về điều gì. Kết quả chưa thành chính thức cho tới "
                   "khi khiếu nại được giải quyết ở phòng Chấm điểm.",
                   "Say which team protests against what. The result does not become official "
                   "until it is resolved in Scoring."}),
        face_.say({"Nhận khiếu nại", "Lodge the protest"}), {},
        [this, id = now.played(), title, by = now.who(face_.session.contest())](const QString& text) {
            commands::ProtestLodge command;
            command.sheet = id;
            command.by = by.toStdString();
            command.text = text.toStdString();
            face_.session.submit(this, command, title);
        });
}

void MatchControl::ask_clock() {
    const FieldView now = view();
    if (now.match == nullptr || now.game == nullptr || now.match->clock.state != ClockState::Paused) return;
    auto* dialog = new ClockDialog(face_, now, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        dialog, &QDialog::accepted, this,
        [this, dialog, match = now.match->id, teams = now.who(face_.session.contest())] {
            const std::optional<std::int64_t> ms = dialog->elapsed_ms();
            if (!ms) return;
            face_.session.submit(
                this, commands::MatchSetClock{match, *ms, dialog->reason()},
                face_.say({"đặt đồng hồ %1, %2", "clock set to %1, %2"}).arg(face_.words.time(*ms), teams));
        });
    dialog->open();
}

}  // namespace sandau::station
