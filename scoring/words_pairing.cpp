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
    {"pairing.points_too_fine",
     "điểm chênh nhau quá nhiều hoặc có quá nhiều chữ số thập phân: dùng điểm gọn hơn",
     "points are too far apart or have too many decimals: use plainer points"},
    {"pairing.too_many_entries", "quá nhiều đội: tối đa {max}", "too many entries: at most {max}"},
};

}  // namespace

WordsTable words_pairing() {
    return rows;
}

}  // namespace sandau
