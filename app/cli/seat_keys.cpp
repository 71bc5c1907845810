#include "cli/seat_keys.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "db/owner_file.h"
#include "scoring/json.h"

namespace sandau::cli {

namespace {

constexpr std::uintmax_t file_bytes_max = 256u << 10;

std::string text_at(const Json& json, std::string_view key) {
    const Json* found = json.find(key);
    const std::string* text = found != nullptr ? found->as_string() : nullptr;
    return text != nullptr ? *text : std::string();
}

std::optional<KeptSeat> seat_of(const Json& json) {
    const Result<HostAddress> address = parse_host_address(text_at(json, "address"));
    KeptSeat seat{{HostAddress(), text_at(json, "fingerprint"), text_at(json, "session")},
                  UserId(text_at(json, "seat"))};
    if (!address || seat.at.session.empty() || seat.seat.empty()) return std::nullopt;
    seat.at.address = *address;
    return seat;
}

}  // namespace

std::vector<KeptSeat> SeatKeys::read() const {
    std::vector<KeptSeat> seats;
    std::error_code none;
    const std::uintmax_t bytes = file_.empty() ? 0 : std::filesystem::file_size(file_, none);
    if (file_.empty() || none || bytes > file_bytes_max) return seats;
    std::ifstream file(file_, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const Result<Json> json = read_json(text);
    const Json* list = json ? json->find("seats") : nullptr;
    if (list == nullptr || list->as_array() == nullptr) return seats;
    for (const Json& one : *list->as_array())
        if (const std::optional<KeptSeat> seat = seat_of(one); seat && seats.size() < seats_max)
            seats.push_back(*seat);
    return seats;
}

bool SeatKeys::write(const std::vector<KeptSeat>& seats) const {
    if (file_.empty()) return false;
    Json::Array list;
    for (const KeptSeat& seat : seats) {
        Json one;
        one.set("address", seat.at.address.text());
        one.set("fingerprint", seat.at.fingerprint);
        one.set("session", seat.at.session);
        one.set("seat", seat.seat.text);
        list.push_back(std::move(one));
    }
    Json json;
    json.set("seats", Json(std::move(list)));
    // Under another name first: half a list opens no seat.
    const std::filesystem::path fresh = file_.string() + ".new";
    std::error_code failed;
    std::filesystem::create_directories(file_.parent_path(), failed);
    std::filesystem::remove(fresh, failed);
    if (!db::write_new_file(fresh, write_json(json))) return false;
    std::filesystem::rename(fresh, file_, failed);
    return !failed;
}

std::optional<KeptSeat> SeatKeys::find(const HostAddress& address) const {
    for (const KeptSeat& seat : read())
        if (seat.at.address == address) return seat;
    return std::nullopt;
}

std::string SeatKeys::last() const {
    const std::vector<KeptSeat> seats = read();
    return seats.empty() ? std::string() : seats.front().at.address.text();
}

bool SeatKeys::keep(const KeptSeat& seat) {
    std::vector<KeptSeat> seats = read();
    std::erase_if(seats, [&](const KeptSeat& one) { return one.at.address == seat.at.address; });
    seats.insert(seats.begin(), seat);
    if (seats.size() > seats_max) seats.resize(seats_max);
    return write(seats);
}

bool SeatKeys::forget(const HostAddress& address) {
    std::vector<KeptSeat> seats = read();
    std::erase_if(seats, [&](const KeptSeat& one) { return one.at.address == address; });
    return write(seats);
}

}  // namespace sandau::cli
