#include "scoring/words_tables.h"

namespace sandau {

namespace {

constexpr WordsRow rows[] = {
    {"formula.argument_count", "ở cột {column}, {found} có {count} tham số: cần {needed}",
     "at column {column}, {found} has {count} arguments: it takes {needed}"},
    {"formula.bad_text", "ở cột {column}, không hiểu “{found}”: cần số, tên, phép tính hoặc ngoặc",
     "at column {column}, “{found}” means nothing here: a number, name, operator or bracket"},
    {"formula.chained_comparison", "ở cột {column}, so sánh nối tiếp “{found}”: dùng AND(…, …) hoặc ngoặc",
     "at column {column}, a second comparison “{found}”: use AND(…, …) or brackets"},
    {"formula.cycle", "{name} phụ thuộc vào chính nó ({members}): bỏ một trong các phụ thuộc đó",
     "{name} hangs on itself ({members}): take one of these dependencies away"},
    {"formula.division_by_zero", "ở cột {column}, luôn chia cho 0: chia cho số khác 0",
     "at column {column}, always divides by zero: divide by something else"},
    {"formula.expected_close",
     "ở cột {column}, thấy “{found}”: cần “)” đóng ngoặc mở ở cột {opened}, hoặc một phép tính",
     "at column {column}, found “{found}”: expected “)” for the bracket at column {opened}, or an operator"},
    {"formula.expected_constant",
     "ở cột {column}, tham số cuối của {function} không cố định: cần một số nguyên viết sẵn",
     "at column {column}, the last argument of {function} may change: it must be a written whole number"},
    {"formula.expected_end", "ở cột {column}, thấy “{found}”: cần một phép tính hoặc hết công thức",
     "at column {column}, found “{found}”: expected an operator or the end"},
    {"formula.expected_name", "ở cột {column}, thấy “{found}”: {function} cần một tên",
     "at column {column}, found “{found}”: {function} takes a name"},
    {"formula.expected_value", "ở cột {column}, thấy “{found}”: cần số, tên, hàm hoặc ngoặc",
     "at column {column}, found “{found}”: expected a number, name, function or bracket"},
    {"formula.field_state_is_no_value",
     "ở cột {column}, “{name}” là trạng thái sân: dùng nó trong ROW_OWNED, OWN_COUNT …",
     "at column {column}, “{name}” is the field's state: use it in ROW_OWNED, OWN_COUNT …"},
    {"formula.item_without_points", "ở cột {column}, mục “{name}” không có points: thêm points cho mục đó",
     "at column {column}, the item “{name}” has no points: give it points"},
    {"formula.needs_cell_points", "ở cột {column}, “{name}” không có points: thêm bảng points cho các ô",
     "at column {column}, “{name}” has no points: give its cells points"},
    {"formula.needs_grid", "ở cột {column}, “{name}” không phải lưới ô: hàm này cần một grid",
     "at column {column}, “{name}” is no grid: this function needs one"},
    {"formula.needs_lines", "ở cột {column}, “{name}” không có lines: thêm lines cho lưới",
     "at column {column}, “{name}” has no lines: give the grid lines"},
    {"formula.needs_stacks", "ở cột {column}, “{name}” không phải các chồng: hàm này cần stacks",
     "at column {column}, “{name}” is no stacks: this function needs them"},
    {"formula.no_other_side", "ở cột {column}, ở đây không có other.{name}: chỉ dùng trong trận hai bên",
     "at column {column}, there is no other.{name} here: only in a match of two sides"},
    {"formula.no_such_column", "ở cột {column}, lưới “{name}” không có cột đó: đếm từ 0",
     "at column {column}, the grid “{name}” has no such column: they count from 0"},
    {"formula.no_such_row", "ở cột {column}, lưới “{name}” không có hàng đó: đếm từ 0",
     "at column {column}, the grid “{name}” has no such row: they count from 0"},
    {"formula.too_deep", "ở cột {column}, lồng nhau quá sâu: tối đa {max} lớp",
     "at column {column}, nested too deeply: at most {max} levels"},
    {"formula.too_large", "công thức quá dài: tối đa {max}", "the formula is too long: at most {max}"},
    {"formula.unfinished", "ở cột {column}, công thức chưa hết: cần số, tên, hàm hoặc ngoặc",
     "at column {column}, the formula breaks off: expected a number, name, function or bracket"},
    {"formula.unknown_column", "ở cột {column}, không có cột “{name}”: chỉ có {known}",
     "at column {column}, there is no column “{name}”: only {known}"},
    {"formula.unknown_field_state",
     "ở cột {column}, không có trạng thái sân “{name}”: khai báo nó trong shared",
     "at column {column}, there is no field state “{name}”: declare it in shared"},
    {"formula.unknown_function", "ở cột {column}, không có hàm “{found}”: ví dụ IF, SUM, MAX, ROUND, POINTS",
     "at column {column}, there is no function “{found}”: such as IF, SUM, MAX, ROUND, POINTS"},
    {"formula.unknown_item", "ở cột {column}, không có mục “{name}”: POINTS cần mã của một mục",
     "at column {column}, there is no item “{name}”: POINTS takes an item's id"},
    {"@formula.no_names", "không tên nào", "none"},
    {"formula.unknown_name", "ở cột {column}, không có tên “{name}”: chỉ có {known}",
     "at column {column}, there is no name “{name}”: only {known}"},
};

}  // namespace

WordsTable words_formula() {
    return rows;
}

}  // namespace sandau
