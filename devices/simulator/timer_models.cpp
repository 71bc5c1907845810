// Timers of other makes than our own gate, as far as a field needs them: what they say when a beam is broken,
// and what they answer.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "devices/modbus.h"
#include "devices/simulator/device_model.h"

namespace sandau::devices {

namespace {

constexpr std::uint8_t start_channel = 1;
constexpr std::uint8_t finish_channel = 2;
constexpr std::int64_t day_ns = 24LL * 3600 * 1'000'000'000;
constexpr std::int64_t first_second_of_day = 9 * 3600;

/// What all of them have: a clock that runs on its own, and lines.
class Timer : public DeviceModel {
public:
    Timer(std::int32_t drift_ppm, MonoTime now) : drift_ppm_(drift_ppm), booted_(now) {}

    void reboot(MonoTime now) override { booted_ = now; }
    std::vector<std::string> take_lines() override { return std::exchange(lines_, {}); }

protected:
    void say(std::string line) { lines_.push_back(std::move(line)); }
    /// By the timer's own clock.
    std::int64_t since_boot_ns(MonoTime at) const {
        const std::int64_t elapsed = (at - booted_).ns;
        return elapsed + elapsed / 1'000'000 * drift_ppm_;
    }

private:
    std::int32_t drift_ppm_;
    MonoTime booted_;
    std::vector<std::string> lines_;
};

struct OfDay {
    std::int64_t hours, minutes, seconds, nanoseconds;
};

OfDay of_day(std::int64_t since_boot_ns) {
    const std::int64_t ns = (since_boot_ns + first_second_of_day * 1'000'000'000) % day_ns;
    const std::int64_t s = ns / 1'000'000'000;
    return {s / 3600, s / 60 % 60, s % 60, ns % 1'000'000'000};
}

class AlgeModel : public Timer {
public:
    using Timer::Timer;

    void edge(std::uint8_t channel, bool broken, MonoTime at) override {
        if (!broken) return;
        if (channel == start_channel) ++number_;
        const OfDay t = of_day(since_boot_ns(at));
        const std::string line =
            fmt::format(" {:04} C{}  {:02}:{:02}:{:02}.{:04} 00", number_ % 10'000, channel - 1, t.hours,
                        t.minutes, t.seconds, t.nanoseconds / 100'000);
        say(line + "\r");
        memory_.push_back("m" + line.substr(1) + "\r");
        if (memory_.size() > memory_max) memory_.erase(memory_.begin());
    }
    void received(std::string_view bytes, MonoTime) override {
        if (bytes.find("RSM") == std::string_view::npos) return;
        for (const std::string& line : memory_) say(line);
    }
    void reboot(MonoTime) override {}  // its clock and its memory have a battery

private:
    static constexpr std::size_t memory_max = 500;
    int number_ = 0;
    std::vector<std::string> memory_;
};

class TagHeuerModel : public Timer {
public:
    using Timer::Timer;

    void edge(std::uint8_t channel, bool broken, MonoTime at) override {
        if (!broken) return;
        if (channel == start_channel) ++number_;
        const OfDay t = of_day(since_boot_ns(at));
        ++count_;
        say(fmt::format("TN {:>4} {:>4} {:>2} {:02}:{:02}:{:02}.{:05} {:>5}\r", number_ % 10'000,
                        count_ % 10'000, channel, t.hours, t.minutes, t.seconds, t.nanoseconds / 10'000,
                        12345));
    }
    void reboot(MonoTime) override {}

private:
    int number_ = 0;
    int count_ = 0;
};

class UkmarsModel : public Timer {
public:
    UkmarsModel(std::int32_t drift_ppm, MonoTime now) : Timer(drift_ppm, now), next_(now) {}

    void edge(std::uint8_t channel, bool broken, MonoTime at) override {
        if (!broken) return;
        if (channel == start_channel) {
            started_ = at;
            say("<71,0>\r\n");
        } else if (channel == finish_channel) {
            say("<72,0>\r\n");
            if (!started_) return;
            const std::int64_t ms = (since_boot_ns(at) - since_boot_ns(*started_)) / 1'000'000;
            for (int telling = 0; telling < 2; ++telling) say(fmt::format("<13,{}>\r\n", ms));
            started_.reset();
        }
    }
    void advance(MonoTime now) override {
        if (next_ > now) return;
        say("<0,0>\r\n");
        next_ = now + milliseconds(500);
    }
    MonoTime next_at() const override { return next_; }

private:
    MonoTime next_;
    std::optional<MonoTime> started_;
};

/// A car on each lane; the gate drops at its start. How each make says it, by the profile's id.
class DerbyModel : public Timer {
public:
    DerbyModel(std::string profile, std::uint32_t lanes, std::int32_t drift_ppm, MonoTime now)
        : Timer(drift_ppm, now),
          profile_(profile.empty() ? "fasttrack" : std::move(profile)),
          lanes_(lanes) {}

    void edge(std::uint8_t channel, bool broken, MonoTime at) override {
        if (!broken) return;
        if (channel == start_channel) {
            if (started_) end_race();  // who has not come by now will not
            started_ = at;
            announce();
        } else if (channel - start_channel <= static_cast<int>(lanes_) && started_) {
            const int lane = channel - start_channel;
            const std::int64_t run_ns = since_boot_ns(at) - since_boot_ns(*started_);
            if (!results_.try_emplace(lane, run_ns).second) return;
            if (!tells_all_at_once()) tell_lane(lane);
            if (results_.size() == lanes_) end_race();
        }
    }
    void received(std::string_view bytes, MonoTime) override {
        struct Answer {
            std::string_view profile, asked, answer;
        };
        static constexpr std::array answers = {
            Answer{"fasttrack", "RV",
                   "Copyright (C) 2004 Micro Wizard\r\nK1 Version 1.09D Serial Number 12345\r\n"},
            Answer{"champ", "v\r", "eTekGadget SmartLine Timer v20.06 (B0007)\r\n"},
            Answer{"derbytimer", "R", "RESET\r\nREADY {} LANES\r\n"},
            Answer{"pdt", "V", "vert=3.20\r\n"},
            Answer{"derbymagic", "V", "DerbyMagic Timer\r\n"},
            Answer{"bertdrake", "V", "Pinewood Timer v1.26\r\nby Bert Drake\r\n"},
            Answer{"judge", "*", "Checking Valid Lanes\r\n"},
        };
        // What was written one after the other may arrive at once.
        for (const Answer& one : answers)
            if (one.profile == profile_ && bytes.ends_with(one.asked))
                say(fmt::format(fmt::runtime(one.answer), lanes_));
        const bool open = started_.has_value();
        if (profile_ == "fasttrack" && bytes.ends_with("RG")) say(open ? "RG0\r\n" : "RG1\r\n");
        if (profile_ == "champ" && bytes.ends_with("rs\r")) say(open ? "1\r\n" : "0\r\n");
        if (profile_ == "derbytimer" && bytes.ends_with("G")) say(open ? "D\r\n" : "U\r\n");
        if (profile_ == "pdt" && bytes.ends_with("G")) say(open ? "O\r\n" : ".\r\n");
        if (profile_ == "bertdrake" && bytes.ends_with("C")) say(open ? "Go\r\n" : "Gc\r\n");
    }

private:
    void announce() {
        if (profile_ == "derbytimer") say("RACE\r\n");
        if (profile_ == "pdt" || profile_ == "bertdrake" || profile_ == "derbymagic") say("B\r\n");
        if (profile_ == "judge") say("Go!\r\n");
    }
    bool tells_all_at_once() const {
        return profile_ == "fasttrack" || profile_ == "champ" || profile_ == "derbymagic";
    }
    int place_of(int lane) const {
        return 1 + static_cast<int>(std::count_if(results_.begin(), results_.end(), [&](const auto& other) {
                   return other.second < results_.at(lane);
               }));
    }
    /// Seconds with four decimals; all 0 for a lane where nobody came.
    std::string time_of(int lane) const {
        const auto found = results_.find(lane);
        const std::int64_t run_ns = found == results_.end() ? 0 : found->second;
        return fmt::format("{}.{:04}", run_ns / 1'000'000'000, run_ns / 100'000 % 10'000);
    }
    void end_race() {
        if (tells_all_at_once()) {
            tell_all();
        } else {
            for (int lane = 1; lane <= static_cast<int>(lanes_); ++lane)
                if (!results_.contains(lane)) tell_lane(lane);
        }
        if (profile_ == "pdt") say("K\r\n");
        if (profile_ == "derbytimer") say(fmt::format("FINISH\r\nREADY {} LANES\r\n", lanes_));
        if (profile_ == "bertdrake") say("E\r\n");
        if (profile_ == "judge") say("Race Over\r\n");
        results_.clear();
        started_.reset();
    }
    void tell_all() {
        std::string line;
        for (int lane = 1; lane <= static_cast<int>(lanes_); ++lane) {
            const bool came = results_.contains(lane);
            const char mark = came ? static_cast<char>('!' + place_of(lane) - 1) : ' ';
            const char name = static_cast<char>((profile_ == "derbymagic" ? '0' : '@') + lane);
            line += fmt::format("{}{}={}{}", profile_ == "derbymagic" && lane == 1 ? "" : " ", name,
                                time_of(lane), mark);
        }
        say(line + "\r\n");
    }
    void tell_lane(int lane) {
        const std::string time = time_of(lane);
        if (profile_ == "pdt") {
            say(fmt::format("{} - {}\r\n", lane, time));
        } else if (profile_ == "judge") {
            say(fmt::format("Lane {}   {}   {}\r\n", lane, time, results_.contains(lane) ? "Win" : "DNF"));
        } else if (profile_ == "newbold") {
            std::string line = fmt::format("{}  {}\r\n", lane, time);
            for (char& c : line) c = static_cast<char>(static_cast<unsigned char>(c) | 0x80);
            say(line);
        } else {
            say(fmt::format("{} {}\r\n", lane, time));
        }
    }

    std::string profile_;
    std::uint32_t lanes_;
    std::map<int, std::int64_t> results_;  ///< by lane
    std::optional<MonoTime> started_;
};

class TextModel : public Timer {
public:
    using Timer::Timer;
    void edge(std::uint8_t channel, bool broken, MonoTime) override {
        if (broken) say(channel == start_channel ? "START\r\n" : "FINISH\r\n");
    }
};

/// Inputs 0 and up are the channels' beams, input register 0 counts how often the finish was broken.
class ModbusModel : public Timer {
public:
    using Timer::Timer;

    void edge(std::uint8_t channel, bool broken, MonoTime) override {
        const auto bit = static_cast<std::uint16_t>(1u << (channel - 1u));
        inputs_ = static_cast<std::uint16_t>(broken ? inputs_ | bit : inputs_ & ~bit);
        if (broken && channel == finish_channel) ++finishes_;
    }
    void received(std::string_view bytes, MonoTime) override {
        const auto on_frame = [this](const MbapReader::Frame& frame) {
            say(mbap_frame(frame.transaction, frame.unit, answer(frame.pdu)));
        };
        if (!reader_.feed(bytes, on_frame)) reader_.forget();
    }
    void reboot(MonoTime now) override {
        Timer::reboot(now);
        finishes_ = 0;
        reader_.forget();
    }
    std::uint32_t lights() const override { return lights_; }

private:
    static unsigned at(std::string_view bytes, std::size_t place) {
        return static_cast<unsigned char>(bytes[place]);
    }
    std::string answer(std::string_view pdu) {
        constexpr std::size_t request_bytes = 5;
        const char illegal_function = 1, illegal_address = 2;
        if (pdu.size() != request_bytes) return {static_cast<char>(at(pdu, 0) | 0x80u), illegal_function};
        const unsigned first = at(pdu, 1) << 8u | at(pdu, 2);
        const unsigned count = at(pdu, 3) << 8u | at(pdu, 4);
        if (pdu[0] == 2 && first + count <= 16) {
            const unsigned bits = (unsigned{inputs_} >> first) & ((1u << count) - 1u);
            std::string answer{2, static_cast<char>((count + 7) / 8), static_cast<char>(bits & 0xFF)};
            if (count > 8) answer += static_cast<char>(bits >> 8u);
            return answer;
        }
        if (pdu[0] == 4 && first == 0 && count == 1)
            return {4, 2, static_cast<char>(finishes_ >> 8u & 0xFF), static_cast<char>(finishes_ & 0xFF)};
        if (pdu[0] == 5 && first < 32) {
            lights_ = count == 0xFF00 ? lights_ | 1u << first : lights_ & ~(1u << first);
            return std::string(pdu);
        }
        return {static_cast<char>(at(pdu, 0) | 0x80u), illegal_address};
    }

    MbapReader reader_;
    std::uint16_t inputs_ = 0;
    std::uint16_t finishes_ = 0;
    std::uint32_t lights_ = 0;
};

}  // namespace

std::unique_ptr<DeviceModel> make_timer_model(DriverKind kind, const std::string& profile,
                                              std::uint32_t lanes, std::int32_t drift_ppm, MonoTime now) {
    switch (kind) {
        case DriverKind::Alge:
            return std::make_unique<AlgeModel>(drift_ppm, now);
        case DriverKind::TagHeuer:
            return std::make_unique<TagHeuerModel>(drift_ppm, now);
        case DriverKind::Ukmars:
            return std::make_unique<UkmarsModel>(drift_ppm, now);
        case DriverKind::Derby:
            return std::make_unique<DerbyModel>(profile, lanes, drift_ppm, now);
        case DriverKind::Text:
            return std::make_unique<TextModel>(drift_ppm, now);
        case DriverKind::Modbus:
            return std::make_unique<ModbusModel>(drift_ppm, now);
        case DriverKind::Flp:
        case DriverKind::Keyboard:
            break;
    }
    return nullptr;
}

std::string_view timer_model_rules(DriverKind kind) {
    if (kind == DriverKind::Text)
        return R"({"rules":[{"match":"^START$","event":"start"},{"match":"^FINISH$","event":"finish"}]})";
    if (kind == DriverKind::Modbus)
        return R"({"inputs":[{"address":0,"channel":1},{"address":1,"channel":2}],"counters":[{"address":0,"channel":3}],"lights":[{"address":0,"light":1},{"address":1,"light":2}],"heartbeat":{"address":7}})";
    return {};
}

}  // namespace sandau::devices
