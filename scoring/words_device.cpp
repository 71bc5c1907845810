#include "scoring/words_tables.h"

namespace sandau {

namespace {

constexpr WordsRow rows[] = {
    {"device.address", "địa chỉ “{address}” không đọc được: viết như 192.168.1.50:7000",
     "the address “{address}” is unreadable: write it like 192.168.1.50:7000"},
    {"device.already_open", "“{spec}” đã mở rồi", "“{spec}” is open already"},
    {"device.no_id", "thiết bị thiếu mã: chờ thiết bị tự giới thiệu",
     "the device has no id: wait until it says who it is"},
    {"device.clock_restarted", "đồng hồ của thiết bị chạy lại từ đầu", "the device's clock started anew"},
    {"device.events_missing", "mất tín hiệu của thiết bị: kiểm tra với giờ bấm tay",
     "events of the device are missing: check with the hand time"},
    {"device.flooding", "thiết bị gửi quá nhiều nên bị ngắt: cắm lại",
     "the device sent too much and was cut off: connect it again"},
    {"device.lost_in_device", "thiết bị không giữ kịp tín hiệu: kiểm tra với giờ bấm tay",
     "the device could not keep all its events: check with the hand time"},
    {"device.no_change", "thiết bị {device} vẫn như cũ", "the device {device} is as it was"},
    {"device.not_open", "“{spec}” chưa mở", "“{spec}” is not open"},
    {"device.other_body", "thiết bị gửi hai tín hiệu khác nhau cùng một số",
     "the device sent two events under one number"},
    {"device.port_taken", "cổng {address} đang có chương trình khác dùng: đóng nó hoặc chọn cổng khác",
     "the port {address} is taken: close the other program or choose another"},
    {"device.queue_full", "tín hiệu đến nhiều hơn máy giữ kịp", "more events came than the host can hold"},
    {"device.rate_refused", "đồng hồ của thiết bị sai quá 1 %: đổi thiết bị",
     "the device's clock is more than 1 % off: use another device"},
    {"device.rebooted", "thiết bị khởi động lại", "the device restarted"},
    {"device.record_directory", "không ghi được vào thư mục “{directory}”: kiểm tra quyền ghi",
     "the folder “{directory}” cannot be written: check its permissions"},
    {"device.replay_not_one", "“{file}” không phải bản ghi thiết bị", "“{file}” is no recording of a device"},
    {"device.replay_unreadable", "không đọc được bản ghi “{file}”", "the recording “{file}” cannot be read"},
    {"device.recording_failed", "không ghi được bản ghi thiết bị: kiểm tra ổ đĩa",
     "the recording cannot be written: check the disk"},
    {"device.second_device", "hai thiết bị cùng một mã: rút một cái", "two devices have one id: unplug one"},
    {"device.silent", "thiết bị im lặng: kiểm tra dây và nguồn",
     "the device is silent: check cable and power"},
    {"device.sim_fields", "số sân {fields} không hợp lệ: từ 1 đến {limit}",
     "{fields} fields cannot be: 1 to {limit}"},
    {"device.sim_link", "liên kết “{link}” không hiểu: viết như {right}",
     "the link “{link}” is not understood: write it like {right}"},
    {"device.sim_link_exists", "“{path}” đã có và không phải liên kết: chọn tên khác",
     "“{path}” is there and no link: choose another name"},
    {"device.sim_speed", "tốc độ {speed} không hợp lệ: từ 1 đến {limit}",
     "the speed {speed} cannot be: 1 to {limit}"},
    {"device.sim_times", "lượt nhanh nhất phải ngắn hơn lượt chậm nhất",
     "the fastest run must be shorter than the slowest"},
    {"device.sim_uid", "mã “{uid}” không hợp lệ: tám chữ số thập lục phân viết hoa",
     "the UID “{uid}” cannot be: eight upper-case hex digits"},
    {"device.spec_address", "“{spec}”: địa chỉ không đọc được: viết như tcp:192.168.1.50:7000",
     "“{spec}”: the address is unreadable: write it like tcp:192.168.1.50:7000"},
    {"device.spec_baud", "“{spec}”: tốc độ cổng không hợp lệ: ví dụ baud=115200",
     "“{spec}”: no such baud rate: e.g. baud=115200"},
    {"device.spec_driver", "“{spec}”: không có trình điều khiển đó: dùng driver=flp",
     "“{spec}”: no such driver: use driver=flp"},
    {"device.spec_empty", "thiếu thiết bị: viết như serial:/dev/ttyACM0?driver=flp",
     "the device is missing: write it like serial:/dev/ttyACM0?driver=flp"},
    {"device.spec_link", "“{spec}”: loại liên kết lạ: dùng serial, tcp, tcp-listen, udp, replay",
     "“{spec}”: an unknown kind of link: use serial, tcp, tcp-listen, udp, replay"},
    {"device.spec_option", "“{spec}”: tùy chọn lạ “{option}”", "“{spec}”: an unknown option “{option}”"},
    {"device.spec_port", "“{spec}”: thiếu cổng hoặc cổng không hợp lệ",
     "“{spec}”: the port is missing or wrong"},
    {"device.spec_speed", "“{spec}”: tốc độ phát lại từ 1 đến 100",
     "“{spec}”: the replay's speed is 1 to 100"},
    {"device.too_many", "quá nhiều thiết bị: tối đa {limit}", "too many devices: at most {limit}"},
    {"device.unknown", "thiết bị “{device}” chưa kết nối", "the device “{device}” is not connected"},
};

}  // namespace

WordsTable words_device() {
    return rows;
}

}  // namespace sandau
