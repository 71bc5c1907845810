#include "station/refusals.h"

#include <array>

#include "scoring/words.h"
#include "station/words.h"

namespace sandau::station {

namespace {

struct Sentence {
    std::string_view code;
    Phrase phrase;  ///< {name} stands for an argument
};

// Every code that a command of the station may be refused with.
constexpr std::array sentences{
    Sentence{"busy", {"Máy đang bận, hãy thử lại sau giây lát.", "The host is busy, try again in a moment."}},
    Sentence{"not_found",
             {"Không còn {what} {id}. Có thể vừa bị người khác đổi.",
              "There is no {what} {id} any more. Somebody may just have changed it."}},
    Sentence{"command.stale",
             {"Người khác vừa đổi phần này. Hãy xem lại rồi làm lại.",
              "Somebody else just changed this. Look at it again, then repeat."}},
    Sentence{"grant.missing",
             {"Bạn không có quyền làm việc này. Hãy nhờ Ban Tổ chức.",
              "You have no right to do this. Ask the organiser."}},
    Sentence{"reason.missing", {"Cần ghi lý do.", "A reason is needed."}},
    Sentence{"entry.not_competing",
             {"Đội này chưa đủ điều kiện hoặc không được vào vòng này. Hãy xét ở Hồ sơ dự thi.",
              "This team is not eligible or not in this stage. See Entries."}},
    Sentence{"entry.on_another_field",
             {"Đội đang ở sân {field}. Hãy cho rời sân đó trước.",
              "The team is on field {field}. Send it away from there first."}},
    Sentence{"entry.withdrawn", {"Đội đã rút lui.", "The team has withdrawn."}},
    Sentence{"entry.has_results",
             {"Đội đã có kết quả thi nên không đổi được như vậy.",
              "The team has results already, so this cannot be changed."}},
    Sentence{"entry.name_missing", {"Thiếu tên đội.", "The team's name is missing."}},
    Sentence{"entry.none_named", {"Chưa chọn đội nào.", "No team is chosen."}},
    Sentence{"field.busy",
             {"Trên sân {field} còn lượt chưa xác nhận. Hãy xác nhận hoặc cho đội rời sân.",
              "Field {field} has a run that is not confirmed. Confirm it or send the team away."}},
    Sentence{"field.missing", {"Chưa chọn sân.", "No field is chosen."}},
    Sentence{"run.none_left",
             {"Đội đã thi đủ số lượt ({attempts}).", "The team has used all its runs ({attempts})."}},
    Sentence{"run.not_next",
             {"Lượt tiếp theo của đội là lượt {next}.", "The team's next run is number {next}."}},
    Sentence{"run.wrong_step",
             {"Lượt thi đang ở bước khác, không làm được việc này lúc này.",
              "The run stands at another step, this cannot be done now."}},
    Sentence{"run.clock_estimated",
             {"Máy vừa khởi động lại. Hãy chọn chạy tiếp, đặt lại đồng hồ hoặc thi lại.",
              "The machine was restarted. Choose to go on, set the clock, or rerun."}},
    Sentence{"sheet.wrong_step",
             {"Phiếu đang ở bước khác, không làm được việc này lúc này.",
              "The sheet stands at another step, this cannot be done now."}},
    Sentence{"sheet.unknown_item", {"Phiếu không có mục {item}.", "The sheet has no item {item}."}},
    Sentence{"stage.no_runs", {"Vòng thi này không chấm theo lượt.", "This stage has no runs."}},
    Sentence{"stage.not_its_division",
             {"Bảng của đội không thi ở vòng này.", "The team's division does not play in this stage."}},
    Sentence{"stage.nothing_published",
             {"Chưa có kết quả nào được công bố ở vòng này.", "Nothing of this stage is published yet."}},
    Sentence{"promote.none", {"Vòng này không chọn đội vào vòng sau.", "This stage promotes nobody."}},
    Sentence{"promote.tie",
             {"Có đội bằng nhau ở suất cuối của bảng {division}. Ban Tổ chức cần quyết định.",
              "Teams tie at the cut of division {division}. The committee has to decide."}},
    Sentence{"promote.nobody", {"Chưa có đội nào đủ điều kiện đi tiếp.", "Nobody can be promoted yet."}},
    Sentence{"promote.already_running",
             {"Vòng sau đã có lượt thi nên không chọn lại được.",
              "The next stage has runs already, so this cannot be done again."}},
    Sentence{"schedule.nobody",
             {"Chưa có đội nào để xếp lịch. Hãy xét điều kiện hoặc chọn đội vào vòng.",
              "There is nobody to schedule. Qualify or promote teams first."}},
    Sentence{"schedule.none", {"Chưa có lịch thi đấu.", "There is no timetable yet."}},
    Sentence{"timetable.request",
             {"Số liệu xếp lịch chưa hợp lý: {what}.", "The timetable's figures do not fit: {what}."}},
    Sentence{"awards.open",
             {"Còn việc phải quyết định trước khi công bố giải.",
              "Something has to be decided before the awards are published."}},
    Sentence{"awards.nobody", {"Chưa có đội nào đạt giải.", "Nobody has an award yet."}},
    Sentence{"awards.unpublished",
             {"Còn phiếu chưa công bố: {sheet}. Hãy công bố hết kết quả trước.",
              "A sheet is not published yet: {sheet}. Publish all results first."}},
    Sentence{
        "undo.in_the_way",
        {"Không hoàn tác được: đã có thay đổi sau đó (mục {seq} trong nhật ký). Hãy hoàn tác mục đó trước.",
         "Cannot be undone: entry {seq} of the journal changed it since. Undo that one first."}},
    Sentence{"undo.not_undoable",
             {"Việc này không hoàn tác được. Hãy rút lại hoặc sửa kết quả.",
              "This cannot be undone. Retract or correct the result instead."}},
    Sentence{"protest.too_late", {"Đã hết thời hạn khiếu nại.", "The time for protests is over."}},
    Sentence{"protest.resolved", {"Khiếu nại này đã được giải quyết.", "This protest is resolved already."}},
    Sentence{"event.in_use", {"Tín hiệu này đã dùng cho lượt khác.", "Another run uses this event already."}},
    Sentence{"event.other_boot",
             {"Tín hiệu này có từ trước khi máy khởi động lại nên không so được giờ.",
              "This event is from before the machine was restarted: its time cannot be compared."}},
    Sentence{"event.after_confirmation",
             {"Lượt đã xác nhận. Hãy sửa kết quả có lý do.",
              "The run is confirmed. Correct the result, with a reason."}},
    Sentence{"file.missing",
             {"Không tìm thấy tệp. Tệp có thể đã bị chuyển chỗ hoặc đổi tên.",
              "The file is not there. It may have been moved or renamed."}},
    Sentence{"file.exists",
             {"Đã có tệp tên này. Hãy chọn tên khác.",
              "A file of this name is there already. Choose another name."}},
    Sentence{"file.not_contest", {"Tệp này không phải tệp cuộc thi.", "This is not a contest file."}},
    Sentence{"file.newer",
             {"Tệp do phiên bản mới hơn ghi. Hãy cập nhật chương trình.",
              "A newer version wrote this file. Update the program."}},
    Sentence{"file.hosted",
             {"Tệp đang mở ở một chương trình khác. Hãy đóng ở đó trước.",
              "Another program has this file open. Close it there first."}},
    Sentence{"file.full",
             {"Đĩa đầy. Hãy xóa bớt tệp, chương trình tự ghi tiếp.",
              "The disk is full. Make room; writing goes on by itself."}},
    Sentence{"file.busy", {"Tệp đang bận. Chương trình đang thử lại.", "The file is busy. Retrying."}},
    Sentence{"import.empty", {"Bảng tính không có dòng nào để nhập.", "The sheet has no row to import."}},
};

}  // namespace

QString sentence_of(const Refusal& refusal, const Words& words) {
    QString text;
    if (refusal.code == "sheet.has_errors") {
        Text rule;
        for (const auto& [name, value] : refusal.arguments) {
            if (name == "vi") rule.vi = value;
            if (name == "en") rule.en = value;
        }
        text = words.say({"Phiếu còn lỗi: ", "The sheet has an error: "}) + words.say(rule);
        return text + u'.';
    }
    for (const Sentence& sentence : sentences)
        if (sentence.code == refusal.code) text = words.say(sentence.phrase);
    if (text.isEmpty()) {
        text = QString::fromStdString(sandau::say(words.language(), refusal));
        if (!text.isEmpty()) text[0] = text[0].toUpper();
        return text;
    }
    for (const auto& [name, value] : refusal.arguments)
        text.replace(u'{' + QString::fromStdString(name) + u'}', QString::fromStdString(value));
    return text;
}

}  // namespace sandau::station
