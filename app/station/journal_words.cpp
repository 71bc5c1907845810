#include "station/journal_room.h"
#include "station/run_steps.h"

namespace sandau::station {

QString command_words(const Words& words, const std::string& kind) {
    constexpr std::pair<const char*, Phrase> known[] = {
        {"contest.settings", {"đổi thiết đặt", "settings changed"}},
        {"definition.amend", {"đổi thể lệ", "rules changed"}},
        {"entry.import", {"nhập hồ sơ", "entries imported"}},
        {"organization.add", {"nhập đơn vị", "organizations brought in"}},
        {"entry.add", {"thêm hồ sơ", "entry added"}},
        {"entry.change", {"sửa hồ sơ", "entry changed"}},
        {"entry.qualify", {"xét điều kiện", "eligibility decided"}},
        {"entry.check_in", {"điểm danh", "check-in"}},
        {"entry.inspect", {"kiểm tra robot", "inspection"}},
        {"entry.withdraw", {"rút lui", "withdrawn"}},
        {"entry.attach", {"đính kèm tệp", "file attached"}},
        {"entry.detach", {"gỡ tệp đính kèm", "file taken away"}},
        {"score.import", {"nhập điểm", "scores imported"}},
        {"stage.promote", {"chọn vào vòng sau", "promoted"}},
        {"stage.schedule", {"xếp lịch", "timetable made"}},
        {"schedule.move", {"dời lịch", "timetable changed"}},
        {"stage.publish", {"công bố xếp hạng", "ranking published"}},
        {"schedule.publish", {"công bố lịch", "timetable published"}},
        {"run.load", {"gọi vào sân", "called to the field"}},
        {"run.ready", {"sẵn sàng", "ready"}},
        {"run.start", {"bắt đầu", "started"}},
        {"run.pause", {"tạm dừng", "held"}},
        {"run.resume", {"chạy tiếp", "went on"}},
        {"run.end", {"kết thúc", "ended"}},
        {"run.unload", {"cho rời sân", "sent away"}},
        {"run.set_clock", {"đặt đồng hồ", "clock set"}},
        {"run.rerun", {"thi lại", "rerun"}},
        {"stage.draw", {"bốc thăm", "draw made"}},
        {"match.load", {"gọi trận vào sân", "match called"}},
        {"match.start", {"bắt đầu hiệp", "period started"}},
        {"match.pause", {"tạm dừng trận", "match held"}},
        {"match.resume", {"trận chạy tiếp", "match went on"}},
        {"match.end", {"kết thúc trận", "match ended"}},
        {"match.abort", {"cho rời sân", "match sent away"}},
        {"match.rerun", {"đấu lại", "match played anew"}},
        {"match.set_clock", {"đặt đồng hồ trận", "match clock set"}},
        {"score.set", {"ghi phiếu", "sheet filled in"}},
        {"score.review", {"soát điểm", "reviewed"}},
        {"score.reopen", {"mở lại phiếu", "reopened"}},
        {"score.commit", {"xác nhận", "confirmed"}},
        {"score.publish", {"công bố", "published"}},
        {"score.publish_stage", {"công bố kết quả", "results published"}},
        {"score.retract", {"rút lại", "retracted"}},
        {"score.correct", {"sửa kết quả", "corrected"}},
        {"result.finalize", {"kết quả chính thức", "made official"}},
        {"protest.lodge", {"khiếu nại", "protest lodged"}},
        {"protest.resolve", {"giải quyết khiếu nại", "protest resolved"}},
        {"decision.record", {"quyết định", "decision"}},
        {"award.publish", {"công bố giải", "awards published"}},
        {"device.assign", {"gán thiết bị", "device assigned"}},
        {"device.event", {"tín hiệu thiết bị", "device event"}},
        {"device.fault", {"tình trạng thiết bị", "state of a device"}},
        {"event.adopt", {"xử lý tín hiệu", "event settled"}},
        {"display.show", {"đổi màn hình", "display changed"}},
        {"user.grant", {"cấp quyền", "rights given"}},
        {"user.revoke", {"thu quyền", "rights taken"}},
        {"journal.undo", {"hoàn tác", "undone"}},
        {"clock.recover", {"khôi phục đồng hồ", "clocks recovered"}},
    };
    for (const auto& [code, phrase] : known)
        if (kind == code) return words.say(phrase);
    return text_of(kind);
}

QString record_words(const Words& words, const std::string& kind) {
    constexpr std::pair<const char*, Phrase> known[] = {
        {"settings", {"thiết đặt", "settings"}},
        {"definition", {"thể lệ", "rules"}},
        {"organization", {"đơn vị", "school"}},
        {"person", {"người", "person"}},
        {"entry", {"hồ sơ", "entry"}},
        {"entrants", {"danh sách vào vòng", "entrants of"}},
        {"slot", {"chỗ trong lịch", "place in the timetable"}},
        {"run", {"lượt thi", "run"}},
        {"draw", {"bốc thăm", "draw of"}},
        {"match", {"trận đấu", "match"}},
        {"sheet", {"phiếu", "sheet"}},
        {"scores", {"điểm nhập", "imported scores"}},
        {"field", {"sân", "field"}},
        {"device", {"thiết bị", "device"}},
        {"device_health", {"tình trạng của", "state of"}},
        {"device_event", {"tín hiệu", "device event"}},
        {"user", {"người dùng", "user"}},
        {"decision", {"quyết định", "decision"}},
        {"protest", {"khiếu nại", "protest"}},
        {"publication", {"bản công bố", "publication"}},
        {"display", {"màn hình", "display"}},
    };
    for (const auto& [code, phrase] : known)
        if (kind == code) return words.say(phrase);
    return text_of(kind);
}

}  // namespace sandau::station
