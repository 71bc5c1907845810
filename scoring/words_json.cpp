#include "scoring/words_tables.h"

namespace sandau {

namespace {

constexpr WordsRow rows[] = {
    {"@type.list", "danh sách", "a list"},
    {"@type.null", "null", "null"},
    {"@type.number", "số", "a number"},
    {"@type.object", "đối tượng {…}", "an object {…}"},
    {"@type.people_text", "chữ, hoặc {\"vi\": …, \"en\": …}", "text, or {\"vi\": …, \"en\": …}"},
    {"@type.text", "chữ", "text"},
    {"@type.truth", "true hoặc false", "true or false"},
    {"@type.whole", "số nguyên", "a whole number"},
    {"@warning", "cảnh báo", "warning"},
    {"json.syntax",
     "ở dòng {line}, cột {column}, không phải JSON: kiểm tra dấu ngoặc, dấu phẩy, dấu nháy ở đó",
     "at line {line}, column {column}, not JSON: check the brackets, commas and quotes there"},
    {"json.repeated_key", "ở dòng {line}, khóa “{key}” lặp lại: mỗi khóa chỉ viết một lần",
     "at line {line}, the key “{key}” is repeated: write each key once"},
    {"json.too_deep", "lồng nhau quá sâu: tối đa {max} lớp", "nested too deeply: at most {max} levels"},
    {"json.too_large", "tệp quá lớn: tối đa {max} byte", "the file is too large: at most {max} bytes"},
    {"json.not_utf8", "không phải UTF-8: hãy lưu lại tệp bằng mã UTF-8", "not UTF-8: save the file as UTF-8"},
    {"number.syntax", "“{found}” không phải là số: viết như 12, -0.5 hoặc 2/3 (phân số chỉ trong thể lệ)",
     "“{found}” is not a number: write 12, -0.5 or 2/3 (a fraction only in a definition)"},
    {"number.too_long", "số quá dài: tối đa {max} chữ số", "the number is too long: at most {max} digits"},
    {"number.zero_denominator", "“{found}” chia cho 0: mẫu số phải khác 0",
     "“{found}” divides by zero: the denominator must not be 0"},
    {"document.bad_choice", "“{found}” không có trong các lựa chọn: chọn một trong {known}",
     "“{found}” is not a choice: one of {known}"},
    {"document.bad_contest_id",
     "mã cuộc thi “{found}” sai: chữ cái không dấu, số, _ và -, bắt đầu bằng chữ cái",
     "bad contest id “{found}”: letters, digits, _ and -, beginning with a letter"},
    {"document.bad_id", "mã “{found}” sai: chữ cái không dấu, số và _, bắt đầu bằng chữ cái",
     "bad id “{found}”: letters, digits and _, beginning with a letter"},
    {"document.empty_list", "danh sách rỗng: cần ít nhất một mục",
     "the list is empty: it needs at least one"},
    {"document.list_too_long", "danh sách quá dài: tối đa {max} mục", "the list is too long: at most {max}"},
    {"document.min_above_max", "{min} lớn hơn {max}: giá trị nhỏ phải đứng trước giá trị lớn",
     "{min} is above {max}: the lower one must not be above the upper"},
    {"document.missing_key", "thiếu khóa “{key}”: hãy viết thêm",
     "the key “{key}” is missing: write it here"},
    {"document.negative", "{found} nhỏ hơn 0: cần số từ 0 trở lên", "{found} is below 0: 0 or more"},
    {"document.not_positive", "{found} không lớn hơn 0: cần số lớn hơn 0",
     "{found} is not above 0: it must be"},
    {"document.not_whole", "{found} không phải số nguyên: cần số nguyên",
     "{found} is not whole: a whole number"},
    {"document.out_of_range", "{found} ngoài khoảng cho phép: từ {min} đến {max}",
     "{found} is out of range: from {min} to {max}"},
    {"document.repeated_id", "mã “{id}” lặp lại: mỗi mã chỉ dùng một lần",
     "the id “{id}” is repeated: use each id once"},
    {"document.too_many_digits", "tài liệu có quá nhiều số dài: rút gọn các con số",
     "the document has too many long numbers: shorten them"},
    {"document.too_many_problems", "hơn {max} lỗi: các lỗi sau không liệt kê nữa",
     "more than {max} problems: the rest is not listed"},
    {"document.unknown_key", "khóa lạ “{key}”: ở đây chỉ có {known} (khóa bắt đầu bằng _ là ghi chú)",
     "unknown key “{key}”: here there are only {known} (a key that begins with _ is a comment)"},
    {"document.wrong_format", "“{found}” không phải định dạng cần có: “{needed}”",
     "“{found}” is not the format needed: “{needed}”"},
    {"document.wrong_type", "ở đây là {found}: cần {expected}", "this is {found}: it must be {expected}"},
};

}  // namespace

WordsTable words_json() {
    return rows;
}

}  // namespace sandau
