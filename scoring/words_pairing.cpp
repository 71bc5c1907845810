#include "scoring/words_tables.h"

namespace sandau {

namespace {

constexpr WordsRow rows[] = {
    {"@pairing.all_had_bye", "mọi đội đều đã được miễn đấu một lần", "every entry has had its bye"},
    {"@pairing.has_met_all", "có đội đã gặp tất cả các đội còn lại", "an entry has met all others"},
    {"@pairing.too_many_met", "những cặp chưa gặp nhau không ghép đủ cho mọi đội",
     "those who have not met cannot be paired so that everyone plays"},
    {"draw.groups", "{groups} bảng đấu cho {entries} đội: cần từ 1 bảng đến {entries} bảng",
     "{groups} groups for {entries} entries: from 1 to {entries}"},
    {"pairing.none",
     "không có cách ghép hợp lệ nào ({why}): giảm số vòng, hoặc ghép tay và chấp nhận gặp lại",
     "there is no legal pairing ({why}): play fewer rounds, or pair by hand and allow a rematch"},
    {"pairing.met_itself", "đội {team} gặp chính mình: ghi hai đội khác nhau",
     "team {team} met itself: two different teams"},
    {"pairing.none_in_round", "không có cách ghép hợp lệ nào cho vòng {round} ({why}): giảm số vòng",
     "there is no legal pairing for round {round} ({why}): play fewer rounds"},
    {"pairing.points_too_fine",
     "điểm chênh nhau quá nhiều hoặc có quá nhiều chữ số thập phân: dùng điểm gọn hơn",
     "points are too far apart or have too many decimals: use plainer points"},
    {"pairing.too_many_entries", "quá nhiều đội: tối đa {max}", "too many entries: at most {max}"},
    {"pairing.two_teams", "có {found}: mỗi cặp đã gặp là đúng hai đội",
     "there are {found}: those who met are two teams"},
    {"pairing.unknown_team", "không có đội {found}: các đội là số từ 1 đến {teams}",
     "there is no team {found}: teams are numbers from 1 to {teams}"},
    {"timetable.too_few_teams", "có {teams} đội, mỗi trận cần {needed}: thêm đội hoặc đổi số đội mỗi bên",
     "there are {teams} teams and a match takes {needed}: more teams, or fewer in an alliance"},
    {"usage.break_minutes", "“{text}” không phải giờ nghỉ: viết như 240/300, tính bằng phút từ lúc bắt đầu",
     "“{text}” is no break: write 240/300, in minutes from the start"},
    {"usage.whole_minutes", "“{text}” không phải số phút nguyên: viết như 4 hoặc 15m",
     "“{text}” is not whole minutes: write 4 or 15m"},
};

}  // namespace

WordsTable words_pairing() {
    return rows;
}

}  // namespace sandau
