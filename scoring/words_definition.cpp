#include "scoring/words_tables.h"

namespace sandau {

namespace {

constexpr WordsRow rows[] = {
    {"definition.bad_date", "“{found}” không phải ngày có thật: viết như 2013-01-31",
     "“{found}” is no day that exists: write 2013-01-31"},
    {"definition.best_next_needs_groups",
     "best_next chỉ dùng khi chọn theo bảng đấu: per “group”, thể thức vòng tròn hoặc Thụy Sĩ",
     "best_next goes with groups only: per “group”, in a round robin or swiss stage"},
    {"definition.cell_is_row_and_column", "một ô cần hai số: [hàng, cột], đếm từ 0",
     "a cell is two numbers: [row, column], from 0"},
    {"definition.decide_step",
     "bước này có {count} khóa: đúng một trong instant_win, key, bouts_won, decision",
     "this step has {count} keys: exactly one of instant_win, key, bouts_won, decision"},
    {"definition.decision_not_last", "decision không ở cuối: đặt nó sau mọi khóa xếp hạng",
     "the decision is not last: put it after all keys"},
    {"definition.game_of_wrong_kind",
     "bài thi “{game}” không hợp với thể thức {format}: runs cần loại run, còn lại cần match hoặc series",
     "the game “{game}” does not fit the format {format}: runs take a run, the others a match or series"},
    {"definition.head_to_head_alone",
     "ở cột {column}, head_to_head phải đứng một mình: tách thành một khóa xếp hạng riêng",
     "at column {column}, head_to_head stands alone: make it a rank key of its own"},
    {"definition.key_beside_decision", "key đứng cạnh decision: mỗi bước chỉ một trong hai",
     "key beside decision: one of the two in a step"},
    {"definition.key_of_another_format",
     "khóa “{key}” không thuộc thể thức {format}: bỏ đi hoặc đổi thể thức",
     "the key “{key}” does not belong to the format {format}: take it away or change the format"},
    {"definition.key_of_another_kind", "khóa “{key}” không thuộc loại {kind}: bỏ đi hoặc đổi loại",
     "the key “{key}” does not belong to the kind {kind}: take it away or change the kind"},
    {"definition.matrix_size", "có {found}: cần đúng {needed}",
     "there are {found}: exactly {needed} are needed"},
    {"definition.max_in_threshold", "cách xét theo ngưỡng không có số lượng: bỏ max, dùng min",
     "a threshold has no maximum: take max away, use min"},
    {"definition.must_be_true", "chỉ viết true: nếu không dùng thì bỏ bước này",
     "only true is written here: leave the step out otherwise"},
    {"definition.no_number_column", "không có cột số để xếp hạng: thêm rank hoặc một cột kind “number”",
     "there is no number column to rank by: give rank, or a column of kind “number”"},
    {"definition.no_total", "không có giá trị “total”: thêm {\"id\": \"total\", \"formula\": …}",
     "there is no “total”: add {\"id\": \"total\", \"formula\": …}"},
    {"definition.number_of_sides", "có {found} bên: từ 2 đến {max}",
     "there are {found} sides: from 2 to {max}"},
    {"definition.one_division", "thể thức {format} chỉ dành cho một bảng: viết divisions với đúng một mã",
     "the format {format} is for one division: give divisions with one id"},
    {"definition.override_of_fixed", "không thay được “{key}” của một mục: tạo mục khác trong bài thi",
     "“{key}” of an item cannot be overridden: make another item in the game"},
    {"definition.rubric_max", "max là {found} nhưng tổng hệ số × điểm tối đa là {needed}: sửa một trong hai",
     "max is {found} but Σ weight × max is {needed}: correct one of them"},
    {"definition.stage_not_earlier", "vòng thi “{id}” không đứng trước: chọn một vòng trước",
     "the stage “{id}” is not earlier: name one before this"},
    {"definition.stage_not_later", "vòng thi “{id}” không đứng sau: chọn một vòng sau",
     "the stage “{id}” is not later: name one after this"},
    {"definition.taken_name", "tên “{id}” đã có nghĩa riêng: chọn tên khác",
     "the name “{id}” is taken: choose another"},
    {"definition.two_dates", "cần hai ngày: [\"từ\", \"đến\"]", "two dates are needed: [\"from\", \"to\"]"},
    {"definition.two_sides_only", "bài thi “{game}” có hơn hai bên: thể thức {format} cần đúng hai",
     "the game “{game}” has more than two sides: the format {format} takes two"},
    {"definition.unknown_division", "không có bảng “{id}”: dùng mã trong divisions",
     "there is no division “{id}”: use an id of divisions"},
    {"definition.unknown_game", "không có bài thi “{id}”: dùng mã trong games",
     "there is no game “{id}”: use an id of games"},
    {"definition.unknown_item",
     "bài thi “{game}” không có mục “{id}”: dùng mã trong items của mọi bài thi ở vòng này",
     "the game “{game}” has no item “{id}”: use one that all games of the stage have"},
    {"definition.unknown_option", "không có lựa chọn “{found}”: dùng mã trong options",
     "there is no option “{found}”: use an id of options"},
    {"definition.unknown_rubric", "không có thang điểm “{id}”: dùng mã trong rubrics",
     "there is no rubric “{id}”: use an id of rubrics"},
    {"definition.unknown_stage", "không có vòng thi “{id}”: dùng mã trong stages",
     "there is no stage “{id}”: use an id of stages"},
};

}  // namespace

WordsTable words_definition() {
    return rows;
}

}  // namespace sandau
