#include "scoring/words_tables.h"

namespace sandau {

namespace {

constexpr WordsRow rows[] = {
    {"@sheet.no_file", "không có tệp này", "there is no such file"},
    {"@sheet.no_regular_file", "đây không phải là tệp", "this is not a file"},
    {"@sheet.may_not_open", "không được phép mở", "it may not be opened"},
    {"@sheet.reading_failed", "đọc bị lỗi giữa chừng", "reading failed on the way"},
    {"sheet.unreadable", "không đọc được bảng tính ({why}): kiểm tra lại tên và quyền của tệp",
     "the sheet cannot be read ({why}): check its name and permissions"},
    {"sheet.empty", "tệp rỗng: chọn tệp có dữ liệu", "the file is empty: choose one with data"},
    {"sheet.binary", "tệp này không phải bảng tính: cần XLSX, CSV hoặc TSV",
     "this file is no spreadsheet: XLSX, CSV or TSV"},
    {"sheet.encoding_unknown",
     "không nhận ra bảng mã của tệp: mở trong Excel và lưu lại dạng XLSX hoặc CSV UTF-8",
     "the file's encoding is unknown: open it in Excel and save it as XLSX or CSV UTF-8"},
    {"sheet.old_excel", "tệp Excel kiểu cũ (XLS) hoặc có mật khẩu: lưu lại dạng XLSX không mật khẩu",
     "an old Excel file (XLS), or one with a password: save it as XLSX without a password"},
    {"sheet.not_xlsx", "tệp nén này không phải XLSX: trong Excel hoặc LibreOffice, lưu lại dạng XLSX",
     "this archive is not XLSX: save it as XLSX in Excel or LibreOffice"},
    {"sheet.damaged", "tệp bị hỏng ở “{part}”: sao chép hoặc tải lại, hoặc lưu lại từ Excel",
     "the file is damaged at “{part}”: copy or download it again, or save it anew from Excel"},
    {"sheet.doctype", "“{part}” có khai báo DOCTYPE, bảng tính thật không có: lưu lại từ Excel",
     "“{part}” has a DOCTYPE, which no real spreadsheet has: save it anew from Excel"},
    {"sheet.too_deep", "“{part}” lồng nhau quá sâu: lưu lại từ Excel",
     "“{part}” is nested too deeply: save it anew from Excel"},
    {"sheet.file_too_large", "tệp quá lớn: tối đa {max} byte", "the file is too large: at most {max} bytes"},
    {"sheet.unpacked_too_large", "tệp giải nén ra quá lớn: tối đa {max} byte",
     "the file unpacks to too much: at most {max} bytes"},
    {"sheet.too_much_text", "quá nhiều chữ: các ô cộng lại tối đa {max} byte",
     "too much text: at most {max} bytes in all cells together"},
    {"sheet.cell_too_long", "ô {cell} quá dài: tối đa {max} byte",
     "cell {cell} is too long: at most {max} bytes"},
    {"sheet.too_many_cells", "quá nhiều ô: tối đa {max}", "too many cells: at most {max}"},
    {"sheet.too_many_columns", "dòng {row} có quá nhiều cột: tối đa {max}",
     "row {row} has too many columns: at most {max}"},
    {"sheet.too_many_rows", "quá nhiều dòng: tối đa {max}", "too many rows: at most {max}"},
    {"sheet.too_many_sheets", "quá nhiều trang tính: tối đa {max}", "too many sheets: at most {max}"},
    {"sheet.row_out_of_range", "số dòng “{row}” sai: từ 1 đến 1048576, tăng dần",
     "bad row number “{row}”: 1 to 1048576, going up"},
    {"sheet.open_quote", "ở dòng {row}, dấu nháy kép mở mà không đóng: thêm dấu đóng, hoặc bỏ dấu mở",
     "in row {row}, a quotation mark that is never closed: close it or take it out"},

    {"map.wrong_type", "sai kiểu: cần {wanted}", "wrong type: it must be {wanted}"},
    {"map.unknown_key", "khóa lạ “{key}”: chỉ có columns, values, key",
     "unknown key “{key}”: there are only columns, values, key"},
    {"map.unknown_target",
     "“{target}” không phải là đích: dùng number, name, division, registered_at, organization.name, "
     "organization.parent, coach.name, coach.phone, coach.email, members[0].name, members[0].birth, "
     "members[].name, runs[0].items.MỤC, runs[0].time_s, runs[0].time_ms, runs[0].status, scores.CỘT",
     "“{target}” is no target: number, name, division, registered_at, organization.name, "
     "organization.parent, "
     "coach.name, coach.phone, coach.email, members[0].name, members[0].birth, members[].name, "
     "runs[0].items.ITEM, runs[0].time_s, runs[0].time_ms, runs[0].status, scores.COLUMN"},
    {"map.target_twice", "“{target}” được gán cho hai cột: mỗi đích một cột",
     "“{target}” has two columns: one column for each target"},
    {"map.unknown_key_field", "“{field}” không dùng làm khóa được: number, name, division, organization.name",
     "“{field}” cannot be a key: number, name, division, organization.name"},
    {"map.unknown_division",
     "“{value}” được gán cho bảng “{division}” không có trong thể lệ: gần nhất là {nearest}",
     "“{value}” means division “{division}”, which the rules do not have: the nearest is {nearest}"},
    {"map.unknown_status", "“{status}” không phải là trạng thái: OK, DNF, DNS, DSQ, VOID",
     "“{status}” is no status: OK, DNF, DNS, DSQ, VOID"},

    {"import.no_such_sheet", "không có trang tính “{sheet}”: tệp có {sheets}",
     "there is no sheet “{sheet}”: the file has {sheets}"},
    {"import.no_header",
     "không tìm thấy dòng tiêu đề ({sheets}): cần một dòng có “Tên đội”, “Bảng”, “Đơn vị”…, hoặc bản đồ cột",
     "no header row was found ({sheets}): a row with “Team name”, “Division”, “School”…, or a map of "
     "columns"},
    {"import.no_name_column", "dòng tiêu đề {row} không có cột tên: đặt “Tên đội”, hoặc gán cột cho name",
     "the header in row {row} has no column of names: call it “Team name”, or map a column to name"},
    {"import.no_division_column",
     "dòng tiêu đề {row} không có cột bảng: đặt “Bảng”, hoặc gán cột cho division",
     "the header in row {row} has no column of divisions: call it “Division”, or map a column to division"},
    {"import.no_rows", "dưới dòng tiêu đề {row} không có dữ liệu: kiểm tra lại trang tính",
     "there is nothing below the header in row {row}: check the sheet"},
    {"import.column_missing", "bản đồ có cột “{wanted}” mà trang tính không có: kiểm tra lại tên cột",
     "the map has a column “{wanted}” that the sheet has not: check its name"},
    {"import.skip_unknown", "dòng {row} cần bỏ không có dữ liệu: kiểm tra lại số dòng",
     "row {row}, to be skipped, has no data: check its number"},
    {"import.name_missing", "dòng {row}, cột {column} “{header}”, thiếu tên: điền tên, hoặc bỏ dòng này",
     "row {row}, column {column} “{header}”, the name is missing: fill it in, or skip the row"},
    {"import.name_repeated",
     "dòng {row}, cột {column} “{header}”, tên “{name}” đã có ở dòng {first_row}: đổi tên, hoặc bỏ dòng này",
     "row {row}, column {column} “{header}”, the name “{name}” is already in row {first_row}: change it, or "
     "skip the "
     "row"},
    {"import.row_repeated", "dòng {row} lặp lại nguyên dòng {first_row}: bỏ dòng này",
     "row {row} is the whole row {first_row} again: skip it"},
    {"import.number_repeated",
     "dòng {row}, cột {column} “{header}”, số “{number}” đã có ở dòng {first_row}: xem lại",
     "row {row}, column {column} “{header}”, the number “{number}” is already in row {first_row}: have a "
     "look"},
    {"import.person_repeated",
     "dòng {row}, cột {column} “{header}”, “{name}” (cùng ngày sinh) đã có ở dòng {first_row}: xem lại",
     "row {row}, column {column} “{header}”, “{name}” (same birthday) is already in row {first_row}: have a "
     "look"},
    {"import.division_missing", "dòng {row}, cột {column} “{header}”, thiếu bảng: điền tên bảng",
     "row {row}, column {column} “{header}”, the division is missing: fill it in"},
    {"import.division_unknown",
     "dòng {row}, cột {column} “{header}”, không có bảng “{value}”: gần nhất là “{nearest_name}” ({nearest})",
     "row {row}, column {column} “{header}”, there is no division “{value}”: the nearest is “{nearest_name}” "
     "({nearest})"},
    {"import.date_impossible",
     "dòng {row}, cột {column} “{header}”, không có ngày “{value}”: viết ngày/tháng/năm có thật",
     "row {row}, column {column} “{header}”, there is no day “{value}”: a real day/month/year"},
    {"import.date_incomplete",
     "dòng {row}, cột {column} “{header}”, ngày “{value}” chưa đủ: viết đủ ngày/tháng/năm",
     "row {row}, column {column} “{header}”, the date “{value}” is not whole: day/month/year"},
    {"import.date_unreadable",
     "dòng {row}, cột {column} “{header}”, “{value}” không phải là ngày: viết ngày/tháng/năm",
     "row {row}, column {column} “{header}”, “{value}” is no date: day/month/year"},
    {"import.date_from_number",
     "dòng {row}, cột {column} “{header}”, số {value} được hiểu là ngày {date}: định dạng ô thành ngày cho "
     "chắc",
     "row {row}, column {column} “{header}”, the number {value} is taken for {date}: format the cell as a "
     "date"},
    {"import.birth_unlikely",
     "dòng {row}, cột {column} “{header}”, {name} sinh ngày {value}, khó có thật: xem lại năm sinh",
     "row {row}, column {column} “{header}”, {name} born on {value} is unlikely: check the year"},
    {"import.birth_outside_division",
     "dòng {row}, cột {column} “{header}”, {name} sinh ngày {value}, ngoài tuổi của bảng {division}: từ "
     "{from} đến "
     "{to}",
     "row {row}, column {column} “{header}”, {name}, born on {value}, is not of division {division}'s age: "
     "{from} to "
     "{to}"},
    {"import.member_name_missing",
     "dòng {row}, cột {column} “{header}”, có ngày sinh mà thiếu tên thành viên: điền tên, hoặc xóa ngày "
     "sinh",
     "row {row}, column {column} “{header}”, a birth date without a member's name: fill the name in, or "
     "clear the "
     "date"},
    {"import.members_differ",
     "dòng {row}, cột {column} “{header}”, {names} tên mà {births} ngày sinh: mỗi người một ngày sinh, cách "
     "nhau bằng "
     "dấu chấm phẩy",
     "row {row}, column {column} “{header}”, {names} names but {births} birth dates: one for each, parted by "
     "semicolons"},
    {"import.phone_invalid",
     "dòng {row}, cột {column} “{header}”, “{value}” không phải số điện thoại: 10 chữ số, bắt đầu bằng 0 "
     "hoặc +84",
     "row {row}, column {column} “{header}”, “{value}” is no telephone number: 10 digits, from 0 or +84"},
    {"import.email_invalid",
     "dòng {row}, cột {column} “{header}”, “{value}” không phải địa chỉ thư: ví dụ ten@truong.edu.vn",
     "row {row}, column {column} “{header}”, “{value}” is no e-mail address: as name@school.edu.vn"},
    {"import.several_entries",
     "dòng {row}, cột {column} “{header}”, “{name}” khớp nhiều hồ sơ ({entries}): chọn khóa khác, ví dụ thêm "
     "bảng",
     "row {row}, column {column} “{header}”, “{name}” meets several entries ({entries}): choose another key, "
     "with the "
     "division for one"},
    {"import.same_entry",
     "dòng {row}, cột {column} “{header}”, “{name}” khớp hồ sơ {entry}, đã khớp dòng {first_row}: bỏ một "
     "dòng",
     "row {row}, column {column} “{header}”, “{name}” meets entry {entry}, which row {first_row} met: skip "
     "one"},

    {"scores.stage_format", "vòng “{stage}” không nhận điểm từ bảng tính: chỉ vòng kiểu runs hoặc import",
     "stage “{stage}” takes no scores from a sheet: only stages of format runs or import do"},
    {"scores.no_score_column",
     "dòng tiêu đề {row} không có cột điểm nào: đặt “Điểm lượt 1”, hoặc dùng bản đồ cột",
     "the header in row {row} has no column of scores: call one “Points run 1”, or use a map"},
    {"scores.key_column_missing", "khóa cần cột {field} mà trang tính không có: thêm cột, hoặc đổi khóa",
     "the key needs a column {field} that the sheet has not: add it, or change the key"},
    {"scores.unknown_item", "vòng này không có mục “{item}”: xem items trong thể lệ",
     "this stage has no item “{item}”: see the items of its game"},
    {"scores.unknown_column", "vòng này không có cột “{column}”: xem columns trong thể lệ",
     "this stage has no column “{column}”: see its columns in the rules"},
    {"scores.no_entry",
     "dòng {row}, cột {column} “{header}”, không có hồ sơ nào là “{name}”: gần nhất là “{nearest}”, hoặc bỏ "
     "dòng này",
     "row {row}, column {column} “{header}”, no entry is “{name}”: the nearest is “{nearest}”; or skip the "
     "row"},
    {"scores.several_entries",
     "dòng {row}, cột {column} “{header}”, “{name}” khớp nhiều hồ sơ ({entries}): thêm cột bảng hoặc đơn vị",
     "row {row}, column {column} “{header}”, “{name}” meets several entries ({entries}): add the division or "
     "school"},
    {"scores.entry_repeated",
     "dòng {row}, cột {column} “{header}”, “{name}” đã có ở dòng {first_row}: bỏ một dòng",
     "row {row}, column {column} “{header}”, “{name}” is already in row {first_row}: skip one"},
    {"scores.division_not_in_stage",
     "dòng {row}, cột {column} “{header}”, “{name}” thuộc bảng {division}, không thi vòng này: bỏ dòng này",
     "row {row}, column {column} “{header}”, “{name}” is of division {division}, which is not in this stage: "
     "skip it"},
    {"scores.item_not_in_division",
     "dòng {row}, cột {column} “{header}”, bảng của đội không có mục “{item}”: để trống ô này",
     "row {row}, column {column} “{header}”, the team's division has no item “{item}”: leave the cell empty"},
    {"scores.not_a_number",
     "dòng {row}, cột {column} “{header}”, “{value}” không phải là số: viết như 76,5 hoặc một trạng thái "
     "(DNS…)",
     "row {row}, column {column} “{header}”, “{value}” is no number: as 76.5, or a status (DNS…)"},
    {"scores.not_a_flag", "dòng {row}, cột {column} “{header}”, “{value}” không rõ: viết x, có hoặc không",
     "row {row}, column {column} “{header}”, “{value}” is neither: write x, yes or no"},
    {"scores.unknown_option",
     "dòng {row}, cột {column} “{header}”, không có lựa chọn “{value}”: một trong {options}",
     "row {row}, column {column} “{header}”, there is no option “{value}”: one of {options}"},
    {"scores.unknown_status",
     "dòng {row}, cột {column} “{header}”, “{value}” không phải là trạng thái: OK, DNF, DNS, DSQ, VOID",
     "row {row}, column {column} “{header}”, “{value}” is no status: OK, DNF, DNS, DSQ, VOID"},
    {"scores.status_conflict",
     "dòng {row}, cột {column} “{header}”, “{value}” trái với trạng thái khác của cùng lượt: giữ một trạng "
     "thái",
     "row {row}, column {column} “{header}”, “{value}” is not the status that the run has elsewhere: keep "
     "one"},
    {"scores.not_a_time",
     "dòng {row}, cột {column} “{header}”, “{value}” không phải thời gian: giây như 76,15 hoặc 1:16,15",
     "row {row}, column {column} “{header}”, “{value}” is no time: seconds as 76.15, or 1:16.15"},
    {"scores.time_too_fine",
     "dòng {row}, cột {column} “{header}”, “{value}” nhỏ hơn phần nghìn giây: tối đa 3 chữ số thập phân",
     "row {row}, column {column} “{header}”, “{value}” is finer than a thousandth: at most 3 decimals"},
    {"scores.time_negative",
     "dòng {row}, cột {column} “{header}”, thời gian “{value}” nhỏ hơn 0: từ 0 trở lên",
     "row {row}, column {column} “{header}”, the time “{value}” is below 0: 0 or more"},
    {"scores.time_not_whole",
     "dòng {row}, cột {column} “{header}”, “{value}” không phải mili giây nguyên: số nguyên",
     "row {row}, column {column} “{header}”, “{value}” is not whole milliseconds: a whole number"},
    {"scores.run_gap",
     "dòng {row}, cột {column} “{header}”, lượt {run} có điểm mà lượt trước trống, nên thành lượt {becomes}: "
     "xem lại",
     "row {row}, column {column} “{header}”, run {run} has scores but one before it is empty, so it becomes "
     "run "
     "{becomes}: have a look"},

    {"table.too_large", "bảng quá lớn: tối đa {rows} dòng, {columns} cột",
     "the table is too large: at most {rows} rows and {columns} columns"},
    {"table.write_failed", "không ghi được tệp ({why}): kiểm tra thư mục, quyền và chỗ trống",
     "the file cannot be written ({why}): check the folder, permissions and free space"},
};

}  // namespace

WordsTable words_import() {
    return rows;
}

}  // namespace sandau
