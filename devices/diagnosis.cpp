#include "devices/diagnosis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>

namespace sandau::devices {

namespace {

namespace fs = std::filesystem;

constexpr int latency_good_ms = 2;
constexpr std::uint64_t bytes_that_should_be_enough = 40;
constexpr std::size_t descriptors_max = 4096;

std::string first_line(const fs::path& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

bool is_number(const std::string& text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

bool has_open(const fs::path& process, const fs::path& port) {
    std::error_code error;
    std::size_t looked = 0;
    for (fs::directory_iterator at(process / "fd", error), end; !error && at != end; at.increment(error)) {
        if (++looked > descriptors_max) return false;
        std::error_code unreadable;
        if (fs::read_symlink(at->path(), unreadable) == port && !unreadable) return true;
    }
    return false;
}

std::uint64_t dropped_as(const LinkStatus& link, std::string_view reason) {
    for (const auto& [code, count] : link.dropped)
        if (code == reason) return count;
    return 0;
}

/// Bytes that are no text where text should be.
bool looks_like_another_baud(const LinkStatus& link) {
    if (link.frames != 0 || link.bytes < bytes_that_should_be_enough) return false;
    if (dropped_as(link, "not_ascii") != 0) return true;
    std::size_t dots = 0, all = 0;
    for (const std::string& line : link.last_lines) {
        const std::string_view text =
            std::string_view(line).substr(std::min(line.find(' ') + 1, line.size()));
        all += text.size();
        dots += static_cast<std::size_t>(std::count(text.begin(), text.end(), '.'));
    }
    return all != 0 && dots * 3 > all;
}

/// The rates that this kind of timer is sold with, other than the one in use.
std::string other_rates(const LinkStatus& link) {
    std::string rates;
    for (const char* rate : {"2400", "4800", "9600", "19200", "38400", "115200"}) {
        if (link.spec.find(std::string("baud=") + rate) != std::string::npos) continue;
        rates += (rates.empty() ? "" : ", ") + std::string(rate);
    }
    return rates;
}

}  // namespace

PortTrouble port_trouble(const std::string& port, const fs::path& processes, const fs::path& devices) {
    PortTrouble trouble;
    std::error_code error;
    const fs::path real = fs::weakly_canonical(port, error);
    if (error) return trouble;
    const std::string self = fs::read_symlink(processes / "self", error).string();
    for (fs::directory_iterator at(processes, error), end; !error && at != end; at.increment(error)) {
        const std::string number = at->path().filename().string();
        if (!is_number(number) || number == self || !has_open(at->path(), real)) continue;
        trouble.held_by = fmt::format("{} ({})", first_line(at->path() / "comm"), number);
        break;
    }
    const std::string latency =
        first_line(devices / "bus/usb-serial/devices" / real.filename() / "latency_timer");
    if (is_number(latency) && latency.size() <= 3) trouble.latency_ms = std::stoi(latency);
    return trouble;
}

std::vector<Advice> advice_for(const PortTrouble& trouble) {
    std::vector<Advice> advice;
    if (!trouble.held_by.empty()) advice.push_back({"device.advice_held", {{"program", trouble.held_by}}});
    if (trouble.latency_ms && *trouble.latency_ms > latency_good_ms)
        advice.push_back({"device.advice_latency", {{"latency", std::to_string(*trouble.latency_ms)}}});
    return advice;
}

std::vector<Advice> advice_for(const LinkStatus& link) {
    std::vector<Advice> advice;
    if (link.state == LinkState::Opening || link.state == LinkState::Ended ||
        link.state == LinkState::Listening)
        return advice;
    if (link.bytes == 0) {
        advice.push_back({"device.advice_no_bytes", {}});
    } else if (looks_like_another_baud(link)) {
        advice.push_back({"device.advice_baud", {{"rates", other_rates(link)}}});
    } else if (link.frames == 0 && link.bytes >= bytes_that_should_be_enough) {
        advice.push_back({"device.advice_driver", {{"driver", link.driver}}});
    }
    if (dropped_as(link, "bad_checksum") > link.frames / 20 && link.frames != 0)
        advice.push_back({"device.advice_bad_line", {}});
    return advice;
}

}  // namespace sandau::devices
