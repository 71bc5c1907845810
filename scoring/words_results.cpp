#include "scoring/words_tables.h"

namespace sandau {

namespace {

constexpr WordsRow rows[] = {
    {"results.division_not_in_stage",
     "“{id}” thuộc bảng {division}, vòng “{stage}” không có bảng đó: bỏ ra khỏi vòng này",
     "“{id}” is of division {division}, which the stage “{stage}” has not: take it out"},
    {"results.divisions_differ", "“{id}” ở bảng khác: chỉ ghép các đội cùng một bảng",
     "“{id}” is of another division: only one division together"},
    {"results.entry_in_no_group", "“{id}” không ở bảng đấu nào: thêm vào groups",
     "“{id}” is in no group: add it to groups"},
    {"results.entry_in_two_groups", "“{id}” ở hai bảng đấu: chỉ để ở một",
     "“{id}” is in two groups: leave it in one"},
    {"results.entry_of_another_group", "“{id}” ở bảng đấu “{group}”: trận này của bảng đấu “{expected}”",
     "“{id}” is in the group “{group}”: this match is of “{expected}”"},
    {"results.open_side", "trận thiếu đội: chỉ trận hai bên được để trống một bên (miễn đấu)",
     "the match lacks entries: only one side of two may be open (a bye)"},
    {"results.panel_too_large",
     "có {marks} giám khảo chấm, hội đồng chỉ có {size} người: mọi phiếu đều được tính, kiểm tra lại",
     "{marks} judges marked it, the panel has {size}: all marks count, make sure that they should"},
    {"results.plays_itself", "“{id}” gặp chính mình: mỗi bên một đội khác",
     "“{id}” plays itself: each side another entry"},
    {"results.scheme_is_per_contest", "giải này xét chung cả cuộc thi: bỏ division",
     "this scheme is for the whole contest: take division away"},
    {"results.unknown_column", "không có cột “{id}”: dùng mã cột của vòng thi",
     "there is no column “{id}”: use one of the stage"},
    {"results.unknown_criterion", "không có tiêu chí “{id}”: dùng mã tiêu chí của thang điểm",
     "there is no criterion “{id}”: use one of the rubric"},
    {"results.unknown_entry", "không có đội “{id}”: dùng mã trong entries",
     "there is no entry “{id}”: use an id of entries"},
    {"results.unknown_group", "không có bảng đấu “{id}”: khai báo trong groups",
     "there is no group “{id}”: declare it in groups"},
    {"results.unknown_item", "không có mục “{id}”: dùng mã mục của bài thi",
     "there is no item “{id}”: use one of the game"},
    {"results.unknown_judge", "không có giám khảo “{id}”: thêm vào judges",
     "there is no judge “{id}”: add them to judges"},
    {"results.unknown_scheme", "không có cơ cấu giải “{id}”: dùng mã trong awards",
     "there is no scheme “{id}”: use an id of awards"},
    {"results.unknown_shared", "không có trạng thái sân “{id}”: dùng mã trong shared của bài thi",
     "there is no field state “{id}”: use one of the game's shared"},
    {"results.unknown_side", "không có bên “{id}”: dùng mã trong sides của bài thi",
     "there is no side “{id}”: use one of the game's sides"},
    {"results.unknown_tier", "không có giải “{id}”: dùng mã trong tiers hoặc specials",
     "there is no tier “{id}”: use an id of tiers or specials"},
    {"sheet.not_whole", "{found} không phải số nguyên: nhập số nguyên",
     "{found} is not whole: enter a whole number"},
    {"sheet.number_too_large", "con số quá lớn để tính: kiểm tra các giá trị đã nhập",
     "the number is too large to compute: check what was entered"},
    {"sheet.out_of_range", "{found} ngoài khoảng cho phép: từ {min} đến {max}",
     "{found} is out of range: from {min} to {max}"},
    {"sheet.rule", "phiếu không hợp lệ: phải thỏa {rule}",
     "the sheet does not add up: it must satisfy {rule}"},
    {"sheet.too_many_decimals", "{found} có quá nhiều chữ số thập phân: tối đa {max}",
     "{found} has too many decimals: at most {max}"},
    {"sheet.unknown_option", "không có lựa chọn “{found}”: chọn một trong danh sách",
     "there is no option “{found}”: choose one of the list"},
    {"sheet.wrong_type", "giá trị sai loại: cần {expected}",
     "the wrong kind of value: it must be {expected}"},
};

}  // namespace

WordsTable words_results() {
    return rows;
}

}  // namespace sandau
