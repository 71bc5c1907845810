#include "scoring/words_tables.h"

namespace sandau {

namespace {

constexpr WordsRow rows[] = {
    {"draw.divisions_differ", "bảng đấu “{group}” có đội của hai bảng khác nhau: mỗi bảng đấu chỉ một bảng",
     "group “{group}” has entries of two divisions: a group is of one"},
    {"draw.group_name", "bảng đấu chưa có tên: đặt tên cho từng bảng đấu",
     "a group has no name: give each group one"},
    {"draw.lot", "“{found}” của {entry} không phải số hạt giống dùng được: mỗi đội một số nguyên khác nhau",
     "“{found}” of {entry} is no seed number: a whole number, another for each entry"},
    {"draw.many_sides", "bảng đấu {group} có {entries} đội: trận {sides} bên cần từ {sides} đến {max} đội",
     "the table {group} has {entries} entries: matches of {sides} sides need {sides} to {max}"},
    {"draw.no_matches", "vòng “{stage}” không thi đấu trận: chỉ bốc thăm vòng có trận đấu",
     "stage “{stage}” has no matches: only stages of matches are drawn"},
    {"draw.nobody", "vòng “{stage}” chưa đủ hai đội để bốc thăm: xét điều kiện và chọn đội trước",
     "stage “{stage}” has fewer than two entries: qualify or promote them first"},
    {"draw.not_all", "thăm còn thiếu đội: {entries}", "the lots leave out: {entries}"},
    {"draw.played", "trận {match} đã gọi hoặc đã có điểm: không bốc thăm lại được nữa",
     "the match {match} was called or has a sheet: the draw stays"},
    {"draw.round_open", "trận {match} của lượt đấu này chưa xác nhận: xác nhận rồi bốc thăm lượt sau",
     "the match {match} of this round is not confirmed: confirm it, then pair the next round"},
    {"draw.rounds_done", "vòng “{stage}” đã đủ {rounds} lượt đấu theo thể lệ",
     "stage “{stage}” has had its {rounds} rounds"},
    {"draw.seeds_needed",
     "thứ hạt giống của vòng “{stage}” không suy ra được từ vòng trước: nhập thứ hạt giống đã bốc thăm",
     "the seeds of “{stage}” do not follow from the stage before: give those that were drawn"},
    {"draw.tied", "các đội bằng nhau: {entries}: ghi quyết định thứ hạng hoặc nhập thứ hạt giống",
     "these tie: {entries}: record a decision on their order, or give the seeds"},
    {"draw.twice", "đội {entry} có hai lá thăm: mỗi đội một lá", "the entry {entry} has two lots: one each"},
    {"match.bye", "trận {match} không có đối thủ: đội được đặc cách, không phải thi đấu",
     "the match {match} is a bye: there is nothing to play"},
    {"match.clock_estimated",
     "đồng hồ trận {match} là ước lượng sau khi máy khởi động lại: trọng tài cho chạy tiếp, đặt lại hoặc đấu "
     "lại",
     "the clock of {match} is an estimate after a restart: resume it, set it or play the match anew"},
    {"match.no_period", "trận {match} không còn hiệp nào để bắt đầu: kết thúc trận, hoặc gọi tên hiệp phụ",
     "the match {match} has no further period: end it, or name the overtime"},
    {"match.waiting", "trận {match} chưa biết hai đội: chờ các trận trước",
     "it is not known yet who meets in {match}: wait for the matches before it"},
    {"match.wrong_sides", "hai bên phải đúng là hai đội của trận {match}, mỗi đội một bên",
     "the sides must be the entries of {match}, one on each"},
    {"match.wrong_step", "trận {match} đang ở bước “{state}”: làm bước kế tiếp",
     "the match {match} is {state}: take the next step"},
    {"@noun.match", "trận đấu", "match"},
    {"sheet.no_bouts", "trận này không có hiệp đấu nhỏ: bỏ phần “bouts”",
     "this match has no bouts: leave them out"},
    {"sheet.of_a_match", "phiếu {sheet} là phiếu trận đấu: ghi điểm theo từng bên",
     "the sheet {sheet} is a match's: give its values by side"},
    {"sheet.of_a_run", "phiếu {sheet} là phiếu lượt thi: không có hai bên",
     "the sheet {sheet} is a run's: it has no sides"},
    {"sheet.stack_too_high", "“{item}” cao hơn mức thể lệ cho phép: sửa lại",
     "“{item}” is higher than the rules allow"},
    {"sheet.too_many_bouts", "ghi nhiều hiệp hơn thể lệ cho phép: bỏ hiệp thừa",
     "more bouts than the rules allow"},
    {"sheet.unknown_side", "trận đấu không có bên “{side}”: dùng bên trong thể lệ",
     "a match has no side “{side}”: use those of the rules"},
};

}  // namespace

WordsTable words_matches() {
    return rows;
}

}  // namespace sandau
