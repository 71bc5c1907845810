#include "devices/alge.h"

#include <utility>

namespace sandau::devices {

namespace {

constexpr std::size_t columns = 26;
constexpr std::size_t columns_with_checksum = 28;
constexpr std::string_view ask_for_the_memory = "RSM\r";

bool checksum_is_right(std::string_view line) {
    unsigned sum = 0;
    for (const char c : line.substr(0, columns)) sum += static_cast<unsigned char>(c);
    return line[columns] == static_cast<char>(((sum >> 4) & 0xF) + 0x30) &&
           line[columns + 1] == static_cast<char>((sum & 0xF) + 0x30);
}

/// Runs and totals that the timer itself has reckoned.
bool is_derived(std::string_view channel) {
    return channel == "RT" || channel == "TT" || channel == "SQ" || channel == "DT";
}

bool is_one_of(char c, std::string_view set) {
    return set.find(c) != std::string_view::npos;
}

}  // namespace

AlgeDriver::AlgeDriver(std::uint32_t baud) : DayTimer("alge", baud) {}

void AlgeDriver::opened(MonoTime now, DriverOutput& out) {
    DayTimer::opened(now, out);
    // What happened while nobody listened is in the timer's memory.
    if (std::exchange(was_open_, true)) out.sends.emplace_back(ask_for_the_memory);
}

void AlgeDriver::take_line(const Line& line, DriverOutput& out) {
    const auto drop = [&](std::string_view reason) {
        out.dropped.push_back({reason, std::string(line.text)});
    };
    const char flag = line.text.front();
    if (is_one_of(flag, "ns")) {
        const std::string_view rest = line.text.substr(1);
        const std::string_view digits = rest.substr(0, rest.find(' '));
        if (digits.size() != 4 || !read_whole(digits)) return drop("bad_field");
        taken(line, out);
        Heard selected = heard_on_arrival(Competitor{without_leading_zeros(digits)}, line);
        out.events.push_back(std::move(selected));
        return;
    }
    if (is_one_of(flag, "ipbt")) return taken(line, out);
    if (!is_one_of(flag, " ?mcCd")) return drop("unknown_kind");
    std::string text(line.text);
    if (text.size() < 18) return drop("cut");
    if (text.size() > columns_with_checksum) return drop("bad_field");
    if (text.size() == columns_with_checksum && text.substr(columns) != "  " && !checksum_is_right(text))
        return drop("bad_checksum");
    if (text.size() == columns + 1) return drop("bad_field");
    text.resize(columns, ' ');
    if (is_derived(std::string_view(text).substr(6, 2))) return taken(line, out);

    const std::string_view number = std::string_view(text).substr(1, 4);
    const std::optional<TimeOfDay> time = read_time_of_day(std::string_view(text).substr(10, 13));
    const bool is_right = text[5] == ' ' && text[6] == 'C' && text[7] >= '0' && text[7] <= '9' &&
                          is_one_of(text[8], " M") && text[9] == ' ' && text[23] == ' ' && time &&
                          read_whole(number);
    if (!is_right) return drop("bad_field");
    taken(line, out);
    Impulse impulse;
    if (is_one_of(flag, "cCd")) impulse.is = Impulse::Is::TakenBack;
    if (flag == 'm') impulse.is = Impulse::Is::Remembered;
    if (flag != '?') impulse.number = without_leading_zeros(number);
    impulse.input = static_cast<std::uint8_t>(text[7] - '0' + 1);
    impulse.by = text[8] == 'M' ? StampedBy::Hand : StampedBy::Device;
    impulse.time = *time;
    if (is_new(impulse, line, out)) give(impulse, line, out);
}

}  // namespace sandau::devices
