#include "devices/modbus.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sandau::devices {

namespace {

// Modbus Application Protocol 1.1b3.
constexpr unsigned char read_discrete_inputs = 2;
constexpr unsigned char read_input_registers = 4;
constexpr unsigned char write_single_coil = 5;
constexpr unsigned char exception_bit = 0x80;
constexpr std::size_t header_bytes = 7;
constexpr std::size_t adu_bytes_max = 260;

constexpr Duration answer_within = milliseconds(300);
constexpr std::uint32_t missed_max = 3;
constexpr Duration beat_each = milliseconds(250);
constexpr Duration tell_heartbeat_each = milliseconds(500);

char byte(unsigned value) {
    return static_cast<char>(static_cast<unsigned char>(value & 0xFF));
}
std::string word(std::uint16_t value) {
    return {byte(value >> 8u), byte(value)};
}
unsigned at(std::string_view bytes, std::size_t place) {
    return static_cast<unsigned char>(bytes[place]);
}
std::uint16_t word_at(std::string_view bytes, std::size_t place) {
    return static_cast<std::uint16_t>(at(bytes, place) << 8u | at(bytes, place + 1));
}

std::string read_request(unsigned char function, std::uint16_t first, std::uint16_t count) {
    return byte(function) + word(first) + word(count);
}
std::string coil_request(std::uint16_t address, bool on) {
    return byte(write_single_coil) + word(address) + (on ? std::string("\xFF\x00", 2) : std::string(2, '\0'));
}

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char c : bytes.substr(0, 32)) text += fmt::format("{:02X}", static_cast<unsigned char>(c));
    return text;
}

}  // namespace

bool MbapReader::feed(std::string_view bytes, const std::function<void(const Frame&)>& on_frame) {
    bytes_.append(bytes);
    std::size_t from = 0;
    bool sound = true;
    while (bytes_.size() - from >= header_bytes) {
        const std::string_view rest = std::string_view(bytes_).substr(from);
        const std::size_t length = word_at(rest, 4);
        if (word_at(rest, 2) != 0 || length < 2 || length + 6 > adu_bytes_max) {
            sound = false;
            trouble_ = rest.substr(0, header_bytes);
            break;
        }
        if (rest.size() < length + 6) break;
        on_frame({word_at(rest, 0), static_cast<std::uint8_t>(at(rest, 6)),
                  rest.substr(header_bytes, length - 1)});
        from += length + 6;
    }
    bytes_.erase(0, sound ? from : bytes_.size());
    return sound;
}

std::string mbap_frame(std::uint16_t transaction, std::uint8_t unit, std::string_view pdu) {
    return word(transaction) + word(0) + word(static_cast<std::uint16_t>(pdu.size() + 1)) + byte(unit) +
           std::string(pdu);
}

ModbusDriver::ModbusDriver(ModbusMap map) : map_(std::move(map)) {
    const auto block = [](const auto& entries, auto words_of) {
        Block all;
        unsigned first = 65535, end = 0;
        for (const auto& entry : entries) {
            first = std::min<unsigned>(first, entry.address);
            end = std::max<unsigned>(end, entry.address + words_of(entry));
        }
        if (!entries.empty())
            all = {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(end - first)};
        return all;
    };
    inputs_ = block(map_.inputs, [](const auto&) { return 1u; });
    registers_ = block(map_.counters, [](const auto& counter) { return unsigned{counter.words}; });
}

void ModbusDriver::opened(MonoTime now, DriverOutput& out) {
    open_ = true;
    desynchronised_ = false;
    reader_.forget();
    asked_.reset();
    missed_ = 0;
    lights_known_.clear();
    begin_round(now, out);
}

void ModbusDriver::closed(MonoTime now, DriverOutput& out) {
    open_ = false;
    asked_.reset();
    round_.clear();
    fall_silent(now, out);
}

void ModbusDriver::begin_round(MonoTime now, DriverOutput& out) {
    next_round_ = now + map_.poll;
    round_.clear();
    if (inputs_.count != 0) round_.push_back(Ask::Inputs);
    if (registers_.count != 0) round_.push_back(Ask::Counters);
    if (lights_known_.size() < map_.lights.size() || lights_ != lights_written_)
        round_.push_back(Ask::Lights);
    if (map_.heartbeat && now >= beat_at_) round_.push_back(Ask::Beat);
    ask_next(now, out);
}

void ModbusDriver::ask(Ask what, std::size_t light, const std::string& pdu, MonoTime now, DriverOutput& out) {
    asked_ = Asked{what, next_transaction_++, now, light};
    out.sends.push_back(mbap_frame(asked_->transaction, map_.unit, pdu));
}

void ModbusDriver::ask_next(MonoTime now, DriverOutput& out) {
    while (!round_.empty()) {
        const Ask what = round_.front();
        switch (what) {
            case Ask::Inputs:
                round_.pop_front();
                return ask(what, 0, read_request(read_discrete_inputs, inputs_.first, inputs_.count), now,
                           out);
            case Ask::Counters:
                round_.pop_front();
                return ask(what, 0, read_request(read_input_registers, registers_.first, registers_.count),
                           now, out);
            case Ask::Lights:
                for (std::size_t i = 0; i < map_.lights.size(); ++i) {
                    const bool on = (lights_ >> (map_.lights[i].light - 1u) & 1u) != 0;
                    const auto known = lights_known_.find(i);
                    if (known != lights_known_.end() && known->second == on) continue;
                    return ask(what, i, coil_request(map_.lights[i].address, on), now, out);
                }
                lights_written_ = lights_;
                round_.pop_front();
                break;
            case Ask::Beat:
                round_.pop_front();
                beat_ = !beat_;
                beat_at_ = now + beat_each;
                return ask(what, 0, coil_request(*map_.heartbeat, beat_), now, out);
        }
    }
}

bool ModbusDriver::set_lights(std::uint32_t mask, MonoTime, DriverOutput&) {
    lights_ = mask;
    return !map_.lights.empty();
}

void ModbusDriver::received(const Chunk& chunk, DriverOutput& out) {
    if (desynchronised_) return;
    const bool sound =
        reader_.feed(chunk.bytes, [&](const MbapReader::Frame& frame) { take(frame, chunk, out); });
    if (sound) return;
    // Nothing that follows can be read, until the question has gone unanswered and another one is asked.
    desynchronised_ = true;
    out.dropped.push_back({"not_modbus", hex(reader_.trouble())});
}

void ModbusDriver::take(const MbapReader::Frame& frame, const Chunk& chunk, DriverOutput& out) {
    const auto drop = [&](std::string_view reason) { out.dropped.push_back({reason, hex(frame.pdu)}); };
    if (!asked_ || frame.transaction != asked_->transaction || frame.unit != map_.unit)
        return drop("unasked");
    if (frame.pdu.empty()) return drop("cut");
    const Asked asked = *asked_;
    const unsigned function = at(frame.pdu, 0);
    if ((function & exception_bit) != 0) {
        drop("exception");
        asked_.reset();
        // A module that has no such address says so at once; it must not look as if it answered.
        miss(chunk.at, out);
        if (asked.what == Ask::Lights) round_.clear();
        return go_on(chunk.at, out);
    }
    bool right = false;
    switch (asked.what) {
        case Ask::Inputs:
            right = function == read_discrete_inputs && take_inputs(frame.pdu, chunk, out);
            break;
        case Ask::Counters:
            right = function == read_input_registers && take_counters(frame.pdu, chunk, out);
            break;
        case Ask::Lights:
            right = function == write_single_coil && frame.pdu.size() == 5;
            if (right) lights_known_[asked.light] = at(frame.pdu, 3) == 0xFF;
            break;
        case Ask::Beat:
            right = function == write_single_coil && frame.pdu.size() == 5;
            break;
    }
    asked_.reset();
    if (!right) {
        drop("bad_field");
        miss(chunk.at, out);
    } else {
        missed_ = 0;
        presence_ = Presence::Present;
        out.frames.push_back(hex(frame.pdu));
        if (!heartbeat_told_ || chunk.at - *heartbeat_told_ >= tell_heartbeat_each) {
            heartbeat_told_ = chunk.at;
            std::uint32_t levels = 0;
            for (const auto& [channel, level] : levels_)
                if (level.active) levels |= 1u << (channel - 1u);
            Heard beat = between(Heartbeat{0, 0, levels}, asked.at, chunk);
            out.events.push_back(std::move(beat));
        }
    }
    go_on(chunk.at, out);
}

void ModbusDriver::go_on(MonoTime now, DriverOutput& out) {
    ask_next(now, out);
    if (!asked_ && now >= next_round_) begin_round(now, out);
}

/// Somewhere between `since` and the chunk's arrival.
Heard ModbusDriver::between(EventBody body, MonoTime since, const Chunk& chunk) const {
    Heard heard;
    heard.body = std::move(body);
    const std::int64_t half = std::max<std::int64_t>(0, (chunk.at - since).ns) / 2;
    heard.at = since + Duration{half};
    heard.bound = {half + 1};
    heard.source = StampSource::HostArrival;
    heard.arrival = chunk.at;
    heard.raw = chunk.raw;
    return heard;
}

void ModbusDriver::set_stop(std::uint8_t channel, Pressed pressed, const Heard& like, DriverOutput& out) {
    const auto known = stops_.find(channel);
    if (known != stops_.end() && known->second == pressed) return;
    stops_[channel] = pressed;
    Heard heard = like;
    heard.body = EmergencyStop{channel, pressed};
    out.events.push_back(std::move(heard));
}

bool ModbusDriver::take_inputs(std::string_view pdu, const Chunk& chunk, DriverOutput& out) {
    const std::size_t bytes = (inputs_.count + 7u) / 8u;
    if (pdu.size() != 2 + bytes || at(pdu, 1) != bytes) return false;
    for (const ModbusMap::Input& input : map_.inputs) {
        const unsigned bit = static_cast<unsigned>(input.address - inputs_.first);
        const bool high = (at(pdu, 2 + bit / 8u) >> (bit % 8u) & 1u) != 0;
        const bool active = high == (input.active == ModbusMap::Active::High);
        const auto known = levels_.find(input.channel);
        const std::optional<Level> before =
            known == levels_.end() ? std::nullopt : std::optional(known->second);
        levels_[input.channel] = {active, asked_->at};
        const Heard heard = between({}, before ? before->asked_at : asked_->at, chunk);
        if (input.as == ModbusMap::InputAs::Stop) {
            set_stop(input.channel, active ? Pressed::Yes : Pressed::No, heard, out);
            continue;
        }
        // How it stood when it was first seen is no event.
        if (!before || before->active == active) continue;
        Heard change = heard;
        if (input.as == ModbusMap::InputAs::Button) {
            change.body = Button{input.channel, active ? Pressed::Yes : Pressed::No};
        } else {
            change.body = Edge{input.channel, active ? EdgeKind::Broken : EdgeKind::Clear};
        }
        out.events.push_back(std::move(change));
    }
    return true;
}

bool ModbusDriver::take_counters(std::string_view pdu, const Chunk& chunk, DriverOutput& out) {
    if (pdu.size() != 2u + registers_.count * 2u || at(pdu, 1) != registers_.count * 2u) return false;
    for (const ModbusMap::Counter& counter : map_.counters) {
        const std::size_t place = 2u + static_cast<std::size_t>(counter.address - registers_.first) * 2u;
        std::uint64_t raw = word_at(pdu, place);
        if (counter.words == 2) raw = raw << 16u | word_at(pdu, place + 2);
        const std::uint64_t turn = counter.words == 2 ? 1ull << 32u : 1ull << 16u;
        const auto known = totals_.find(counter.channel);
        if (known == totals_.end()) {
            totals_[counter.channel] = {raw, static_cast<std::int64_t>(raw), asked_->at};
            out.events.push_back(
                between(Count{counter.channel, static_cast<std::int64_t>(raw)}, asked_->at, chunk));
            continue;
        }
        Total& total = known->second;
        const std::uint64_t forward = (raw + turn - total.raw) % turn;
        if (forward != 0) {
            if (raw < total.raw && forward > turn / 4) {
                // It counts from nothing again: a module that restarted.
                out.events.push_back(between(Fault{FaultKind::Rebooted, 0}, total.asked_at, chunk));
                total.total = static_cast<std::int64_t>(raw);
            } else {
                total.total += static_cast<std::int64_t>(forward);
            }
            out.events.push_back(between(Count{counter.channel, total.total}, total.asked_at, chunk));
        }
        total.raw = raw;
        total.asked_at = asked_->at;
    }
    return true;
}

void ModbusDriver::press_stops(MonoTime now, DriverOutput& out) {
    Heard heard;
    heard.at = heard.arrival = now;
    for (const ModbusMap::Input& input : map_.inputs)
        if (input.as == ModbusMap::InputAs::Stop) set_stop(input.channel, Pressed::Yes, heard, out);
}

void ModbusDriver::fall_silent(MonoTime now, DriverOutput& out) {
    press_stops(now, out);
    if (presence_ == Presence::Silent) return;
    presence_ = Presence::Silent;
    Heard silent;
    silent.body = Fault{FaultKind::Silent, 0};
    silent.at = silent.arrival = now;
    out.events.push_back(std::move(silent));
}

void ModbusDriver::miss(MonoTime now, DriverOutput& out) {
    if (++missed_ >= missed_max) fall_silent(now, out);
}

void ModbusDriver::advance(MonoTime now, DriverOutput& out) {
    if (!open_) return;
    if (asked_ && now >= asked_->at + answer_within) {
        asked_.reset();
        round_.clear();
        // Half a frame, or what was none, must not spoil the next answer.
        reader_.forget();
        desynchronised_ = false;
        miss(now, out);
    }
    if (!asked_ && now >= next_round_) begin_round(now, out);
}

std::optional<MonoTime> ModbusDriver::next_deadline() const {
    if (!open_) return std::nullopt;
    if (asked_) return asked_->at + answer_within;
    return next_round_;
}

}  // namespace sandau::devices
