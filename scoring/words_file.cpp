#include "scoring/words_tables.h"

namespace sandau {

namespace {

constexpr WordsRow rows[] = {
    {"file.busy", "tệp đang bị chương trình khác giữ: đóng chương trình đó; máy tự thử lại mỗi giây",
     "another program holds the file: close it; it is tried again each second"},
    {"file.commit_failed", "không chắc đã ghi được ({detail}): đang mở lại tệp, kiểm tra rồi làm lại",
     "the write may have failed ({detail}): the file is opened anew, look and try again"},
    {"file.damaged", "tệp bị hỏng ({detail}): khôi phục từ bản sao lưu",
     "the file is damaged ({detail}): restore a backup"},
    {"file.exists", "tệp đã có: chọn tên khác", "the file is there already: choose another name"},
    {"file.full", "ổ đĩa đầy, chưa lưu: giải phóng dung lượng; máy tự chạy tiếp",
     "the disk is full, nothing was saved: free some space; it goes on by itself"},
    {"file.hosted",
     "tệp đang được mở ở một chương trình khác trên máy này: dùng chương trình đó, hoặc đóng nó lại",
     "another program hosts this file: use that one, or close it"},
    {"file.io", "ổ đĩa báo lỗi ({detail}): đang mở lại tệp, kiểm tra rồi làm lại",
     "the disk reports an error ({detail}): the file is opened anew, look and try again"},
    {"file.missing", "không có tệp này: kiểm tra đường dẫn", "there is no such file: check the path"},
    {"file.newer",
     "tệp do phiên bản mới hơn ghi (dạng {version}, chương trình này đọc tới {supported}): cập nhật chương "
     "trình",
     "a newer version wrote this file (format {version}, this program reads up to {supported}): update the "
     "program"},
    {"file.no_memory", "máy hết bộ nhớ: đóng bớt chương trình",
     "the machine is out of memory: close other programs"},
    {"file.not_contest", "đây không phải tệp cuộc thi: chọn tệp .sandau",
     "this is no contest file: choose a .sandau file"},
    {"file.not_created", "không tạo được tệp ({detail}): kiểm tra thư mục và quyền ghi",
     "the file cannot be made ({detail}): check the folder and its permissions"},
    {"file.not_lockable", "không khóa được tệp ({detail}): đặt tệp vào ổ đĩa của máy này",
     "the file cannot be locked ({detail}): keep it on this machine's own disk"},
    {"file.older", "tệp dạng cũ ({version}): mở bằng chương trình để nâng cấp",
     "an older format ({version}): open it with the program to upgrade it"},
    {"file.read_only",
     "chỉ đọc, không lưu được nữa ({why}): đóng chương trình, sao tệp sang ổ đĩa tốt rồi mở lại",
     "read-only, nothing can be saved ({why}): close the program, copy the file to a good disk, open it "
     "there"},
    {"file.schema", "các bảng trong tệp đã bị chương trình khác sửa ({name}): khôi phục từ bản sao lưu",
     "another program changed the tables ({name}): restore a backup"},
    {"file.too_large", "tệp quá lớn: kiểm tra đó có phải tệp cuộc thi",
     "the file is too large: check that it is a contest file"},
    {"file.unreadable", "không đọc được tệp ({detail}): kiểm tra quyền đọc",
     "the file cannot be read ({detail}): check its permissions"},
    {"host.closing", "chương trình đang đóng: mở lại rồi thử tiếp",
     "the program is closing: open it again and try once more"},
    {"host.refused", "chương trình đang mở tệp từ chối (mã {status})",
     "the host of the file refused (status {status})"},
    {"host.unreachable", "không liên lạc được với chương trình đang mở tệp ({address}): thử lại",
     "the host of the file does not answer ({address}): try again"},
    {"input.unreadable", "không đọc được “{file}”: kiểm tra đường dẫn và quyền đọc",
     "“{file}” cannot be read: check its path and permissions"},
    {"journal.gap", "nhật ký thiếu mục {seq}: khôi phục từ bản sao lưu",
     "the journal lacks entry {seq}: restore a backup"},
    {"journal.repeated_command", "lệnh này đã ghi rồi", "this command is written already"},
    {"journal.unavailable", "nhật ký không mở ở đây", "the journal is not open here"},
    {"journal.unreadable", "mục nhật ký {seq} không đọc được: khôi phục từ bản sao lưu",
     "journal entry {seq} is unreadable: restore a backup"},
    {"output.unwritable", "không ghi được “{file}”: kiểm tra thư mục và quyền ghi",
     "“{file}” cannot be written: check the folder and its permissions"},
    {"personal.unsealed", "dữ liệu cá nhân của {person} chưa được niêm",
     "the personal data of {person} was not sealed"},
    {"restore.not_fine", "bản sao lưu không nguyên vẹn ({problems} lỗi): dùng bản khác",
     "the backup is not intact ({problems} problems): use another"},
    {"server.address", "địa chỉ “{address}” không đọc được: viết như 0.0.0.0:8080",
     "the address “{address}” is unreadable: write it like 0.0.0.0:8080"},
    {"server.listen", "không mở được cổng {address} ({why}): chọn địa chỉ khác",
     "cannot listen on {address} ({why}): choose another address"},
    {"server.port_taken", "cổng {address} đang có chương trình khác dùng: chọn cổng khác",
     "the port {address} is taken: choose another"},
    {"tls.certificate", "không dùng được chứng chỉ “{path}” ({why}): cần tệp PEM còn đọc được",
     "the certificate “{path}” is of no use ({why}): a PEM file is needed"},
    {"tls.key", "khóa “{path}” không đọc được hoặc không thuộc chứng chỉ này ({why})",
     "the key “{path}” is unreadable or of another certificate ({why})"},
    {"verify.chain",
     "mục nhật ký {seq} không còn như lúc ghi, hoặc mục trước nó bị mất: khôi phục từ bản sao lưu",
     "journal entry {seq} is not as it was written, or one before it is gone: restore a backup"},
    {"verify.integrity", "cơ sở dữ liệu bị hỏng ({detail}): khôi phục từ bản sao lưu",
     "the database is damaged ({detail}): restore a backup"},
    {"verify.journal", "mục nhật ký {seq} không đọc được: khôi phục từ bản sao lưu",
     "journal entry {seq} is unreadable: restore a backup"},
    {"verify.personal", "dữ liệu cá nhân của {person} không khớp nhật ký: có người đã sửa ngoài chương trình",
     "the personal data of {person} does not match the journal: it was changed from outside"},
    {"verify.row_differs",
     "bảng {table}, dòng {key}, cột {column} là “{file}”, theo nhật ký là “{journal}”: có người đã sửa ngoài "
     "chương trình",
     "table {table}, row {key}, column {column} has “{file}”, the journal gives “{journal}”: it was changed "
     "from outside"},
    {"verify.row_extra", "bảng {table} thừa dòng {key}: có người đã thêm ngoài chương trình",
     "table {table} has the row {key} too many: it was added from outside"},
    {"verify.row_missing", "bảng {table} thiếu dòng {key}: có người đã xóa ngoài chương trình",
     "table {table} lacks the row {key}: it was removed from outside"},
};

}  // namespace

WordsTable words_file() {
    return rows;
}

}  // namespace sandau
