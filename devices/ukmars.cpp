#include "devices/ukmars.h"

#include <utility>

namespace sandau::devices {

namespace {

constexpr std::size_t frame_bytes_max = 24;
constexpr std::size_t noise_kept_bytes = 64;
/// The second telling of a run's time comes at once; the same time much later is another run.
constexpr Duration told_again_within = seconds(2);
constexpr std::uint8_t start_channel = 1;
constexpr std::uint8_t finish_channel = 2;

enum Kind : std::uint32_t { Watchdog = 0, TimerState = 4, RunTime = 13, StartBeam = 71, FinishBeam = 72 };

}  // namespace

Presence UkmarsDriver::presence() const {
    if (!present_) return Presence::Unknown;
    return watch_.is_silent() ? Presence::Silent : Presence::Present;
}

void UkmarsDriver::opened(MonoTime, DriverOutput&) {
    state_ = State::Outside;
    text_.clear();
    noise_ = false;
}

void UkmarsDriver::closed(MonoTime now, DriverOutput& out) {
    if (present_ && !watch_.is_silent()) {
        Heard silent;
        silent.body = Fault{FaultKind::Silent, 0};
        silent.at = silent.arrival = now;
        out.events.push_back(std::move(silent));
    }
    present_ = false;
    watch_.forget();
}

void UkmarsDriver::advance(MonoTime now, DriverOutput& out) {
    if (!watch_.falls_silent(now)) return;
    Heard silent;
    silent.body = Fault{FaultKind::Silent, 0};
    silent.at = silent.arrival = now;
    out.events.push_back(std::move(silent));
}

void UkmarsDriver::drop(std::string_view reason, DriverOutput& out) {
    out.dropped.push_back({reason, std::exchange(text_, {})});
    noise_ = false;
}

void UkmarsDriver::received(const Chunk& chunk, DriverOutput& out) {
    for (const char c : chunk.bytes) {
        if (c == '<') {
            if (state_ == State::Inside) drop("cut", out);
            if (noise_) drop("noise", out);
            text_.clear();
            state_ = State::Inside;
        } else if (state_ == State::Inside && c == '>') {
            take_frame(chunk, out);
            state_ = State::After;
            text_.clear();
        } else if (state_ == State::Inside) {
            text_.push_back(c);
            if (c < 0x20 || c > 0x7E || text_.size() > frame_bytes_max) {
                drop(text_.size() > frame_bytes_max ? "too_long" : "not_ascii", out);
                state_ = State::After;
            }
        } else if (state_ == State::Outside && c != '\r' && c != '\n') {
            // What follows a frame is text for people; what follows none is not ours.
            noise_ = true;
            if (text_.size() < noise_kept_bytes) text_.push_back(c);
        }
    }
}

void UkmarsDriver::take_frame(const Chunk& chunk, DriverOutput& out) {
    const std::size_t comma = text_.find(',');
    const auto kind = read_whole(std::string_view(text_).substr(0, comma));
    const auto value =
        comma == std::string::npos ? std::nullopt : read_whole(std::string_view(text_).substr(comma + 1));
    if (!kind || !value) return drop("bad_field", out);
    Line line{text_, chunk.at, chunk.at, chunk.raw};
    if (baud_ != 0)
        line.from = line.at - Duration{static_cast<std::int64_t>(text_.size() + 2) * 10'000'000'000 / baud_};
    const bool known = *kind == Watchdog || *kind == TimerState || *kind == RunTime || *kind == StartBeam ||
                       *kind == FinishBeam;
    if (!known) return drop("unknown_kind", out);
    present_ = true;
    out.frames.push_back("<" + text_ + ">");
    if (*kind == Watchdog) {
        watch_.heard(chunk.at);
        out.events.push_back(heard_on_arrival(Heartbeat{}, line));
    } else if (*kind == StartBeam) {
        last_run_.reset();
        out.events.push_back(heard_on_arrival(Start{1, StampedBy::Device, start_channel, {}}, line));
    } else if (*kind == FinishBeam) {
        out.events.push_back(heard_on_arrival(Finish{1, StampedBy::Device, finish_channel, {}}, line));
    } else if (*kind == RunTime) {
        const bool again =
            last_run_ && last_run_->time_ms == *value && chunk.at - last_run_->at <= told_again_within;
        if (again) {
            last_run_.reset();
            ++out.duplicates;
            return;
        }
        last_run_ = Told{*value, chunk.at};
        const LaneTime time{1,
                            milliseconds(*value),
                            0,
                            *value == 0 ? Finished::No : Finished::Yes,
                            milliseconds(1),
                            finish_channel};
        out.events.push_back(heard_on_arrival(time, line));
    }
}

}  // namespace sandau::devices
