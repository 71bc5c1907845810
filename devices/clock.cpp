#include "devices/clock.h"

#include <algorithm>
#include <cmath>

namespace sandau::devices {

namespace {

constexpr Duration window = seconds(120);
constexpr std::size_t pings_max = 240;
constexpr std::size_t arrivals_max = 1500;
constexpr double rate_max = 0.01;
constexpr double no_rate_span_ns = 5e9;  // shorter than this, jitter alone can look like 1 %
/// What an arrival alone may be late without our knowing: a USB chip's latency timer and a busy laptop.
constexpr double unpinged_bound_ns = 20e6;
/// What warmth may do to a resonator's rate while nobody listens.
constexpr double rate_wander = 100e-6;
constexpr double well_known_rate = 200e-6;
constexpr double well_known_span_ns = 20e9;
/// The other model takes over only when it is clearly better: each change moves the stamps a little.
constexpr double clearly_better = 0.7;
/// So many round trips, each longer than the bytes need on a wire, show that there is one.
constexpr std::size_t pings_that_show_a_wire = 20;

}  // namespace

double DeviceClock::Line::bound_at(double x_ns) const {
    return bound_ns + slope_bound * std::abs(x_ns - centre_ns);
}

DeviceClock::DeviceClock(std::uint32_t ticks_per_second) : ticks_per_second_(ticks_per_second) {}

/// To the nearest: a signed 32-bit difference, so that lines which arrive out of order unwrap as well.
std::int64_t DeviceClock::unwrap(std::uint32_t ticks) const {
    if (!latest_) return ticks;
    const auto ahead = static_cast<std::int32_t>(ticks - static_cast<std::uint32_t>(*latest_));
    return *latest_ + ahead;
}

double DeviceClock::since_reference_ns(std::int64_t unwrapped) const {
    return static_cast<double>(unwrapped - reference_ticks_) * (1e9 / ticks_per_second_);
}

void DeviceClock::note(std::uint32_t ticks, MonoTime at) {
    const std::int64_t unwrapped = unwrap(ticks);
    if (!latest_) {
        reference_ticks_ = unwrapped;
        reference_ = at;
    }
    latest_ = latest_ ? std::max(*latest_, unwrapped) : unwrapped;
    last_heard_ = std::max(last_heard_, at);
    stale_fit_ = true;
}

void DeviceClock::forget_before(MonoTime oldest) {
    while (!pings_.empty() && (pings_.front().at < oldest || pings_.size() > pings_max)) pings_.pop_front();
    while (!arrivals_.empty() && (arrivals_.front().at < oldest || arrivals_.size() > arrivals_max)) {
        arrivals_.pop_front();
    }
}

void DeviceClock::pinged(const PingSample& sample) {
    note(sample.device_received, sample.host_received);
    note(sample.device_sent, sample.host_received);
    const double received = since_reference_ns(unwrap(sample.device_received));
    const double sent = since_reference_ns(unwrap(sample.device_sent));
    Ping ping;
    ping.out = {received, static_cast<double>((sample.host_sent - reference_).ns) - received};
    ping.back = {sent, static_cast<double>((sample.host_received - reference_).ns) - sent};
    ping.wire_out_ns = static_cast<double>(sample.wire_out.ns);
    ping.wire_back_ns = static_cast<double>(sample.wire_back.ns);
    ping.at = sample.host_received;
    pings_.push_back(ping);
    forget_before(sample.host_received - window);
}

void DeviceClock::heard(std::uint32_t ticks, MonoTime arrival, Duration wire) {
    note(ticks, arrival);
    const double x = since_reference_ns(unwrap(ticks));
    arrivals_.push_back(
        {{x, static_cast<double>((arrival - reference_).ns) - x}, static_cast<double>(wire.ns), arrival});
    forget_before(arrival - window);
}

bool DeviceClock::runs_backwards(std::uint32_t ticks) const {
    return latest_ && unwrap(ticks) < *latest_ - std::int64_t{ticks_per_second_};
}

bool DeviceClock::silent_too_long(MonoTime now) const {
    constexpr std::int64_t quarter_ticks = std::int64_t{1} << 30;
    const auto quarter_ns =
        static_cast<std::int64_t>(static_cast<double>(quarter_ticks) * (1e9 / ticks_per_second_));
    return latest_ && (now - last_heard_).ns > quarter_ns;
}

/// A line behind a real UART needs its bytes' time on the wire. A pseudo-terminal, or a chip with USB of its
/// own, does not: a round trip shorter than the wire says so, and then nothing may be subtracted.
bool DeviceClock::wire_is_real() const {
    return std::all_of(pings_.begin(), pings_.end(), [](const Ping& ping) {
        const double round_trip = ping.back.offset_ns - ping.out.offset_ns;
        return round_trip >= ping.wire_out_ns + ping.wire_back_ns;
    });
}

/// What the middle of a ping is wrong by at most if its bytes spend no time on a wire after all: until enough
/// pings came by, all of them may have been slow for another reason.
double DeviceClock::wire_doubt_ns(bool wired) const {
    if (!wired || pings_.empty() || pings_.size() >= pings_that_show_a_wire) return 0;
    return std::max(pings_.back().wire_out_ns, pings_.back().wire_back_ns);
}

/// The quarter of the pings with the shortest way.
std::vector<DeviceClock::Sample> DeviceClock::quickest_pings(bool wired) const {
    std::vector<Sample> samples;
    samples.reserve(pings_.size());
    for (const Ping& ping : pings_) {
        const double earliest = ping.out.offset_ns + (wired ? ping.wire_out_ns : 0);
        const double latest = ping.back.offset_ns - (wired ? ping.wire_back_ns : 0);
        samples.push_back(
            {latest - earliest, {(ping.out.x_ns + ping.back.x_ns) / 2, (earliest + latest) / 2}});
    }
    const std::size_t kept = std::max<std::size_t>(1, samples.size() / 4);
    std::nth_element(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(kept - 1), samples.end(),
                     [](const Sample& a, const Sample& b) { return a.round_trip < b.round_trip; });
    samples.resize(kept);
    return samples;
}

std::optional<DeviceClock::Line> DeviceClock::fit_pings(bool wired) const {
    if (pings_.empty()) return std::nullopt;
    const std::vector<Sample> samples = quickest_pings(wired);
    const std::size_t kept = samples.size();
    const auto count = static_cast<double>(kept);
    double least = samples.front().round_trip;
    double most = least;
    Line line;
    line.model = ClockModel::Ping;
    for (const Sample& sample : samples) {
        line.centre_ns += sample.middle.x_ns / count;
        line.offset_ns += sample.middle.offset_ns / count;
        least = std::min(least, sample.round_trip);
        most = std::max(most, sample.round_trip);
    }
    double sxx = 0;
    double sxy = 0;
    for (const Sample& sample : samples) {
        const double x = sample.middle.x_ns - line.centre_ns;
        sxx += x * x;
        sxy += x * (sample.middle.offset_ns - line.offset_ns);
    }
    const double rate = sxx > 0 ? sxy / sxx : 0;
    double squares = 0;
    for (const Sample& sample : samples) {
        const double residual =
            sample.middle.offset_ns - line.offset_ns - rate * (sample.middle.x_ns - line.centre_ns);
        squares += residual * residual;
    }
    const double tick_ns = 1e9 / ticks_per_second_;
    const double rms = std::sqrt(squares / count);
    // A few samples fit a line by luck: their spread in round trip and the tick set the least error.
    const double error =
        std::max(rms * std::sqrt(count / std::max(1.0, count - 2)), (most - least) / 4 + tick_ns);
    const double slope_error = sxx > 0 ? 2 * error / std::sqrt(sxx) : rate_max;
    line.bound_ns = std::max(0.0, least) / 2 + error;
    // A ping's truth lies within half its round trip of its middle, whichever way was slow. Where all the
    // kept ones were slow the same way the residuals do not show it: the line is as right as its best ping.
    double surely_ns = HUGE_VAL;
    for (const Sample& sample : samples) {
        const double x = sample.middle.x_ns - line.centre_ns;
        const double residual = std::abs(sample.middle.offset_ns - line.offset_ns - rate * x);
        surely_ns = std::min(surely_ns, std::max(0.0, sample.round_trip) / 2 + residual);
    }
    line.bound_ns = std::max(line.bound_ns, surely_ns) + wire_doubt_ns(wired);
    if (slope_error < rate_max && kept >= 3) {
        line.rate = rate;
        line.slope_bound = slope_error;
        line.span_ns = std::sqrt(12 * sxx / count);
    } else {
        line.slope_bound = rate_max;
    }
    if (known_rate_ && known_rate_->slope_bound < line.slope_bound) {
        line.rate = known_rate_->rate;
        line.slope_bound = known_rate_->slope_bound;
        line.span_ns = 0;
    }
    return line;
}

/// The line below all arrivals with the least sum of distances to them: the edge of the lower convex hull
/// over their mean. Needs no symmetric way, only that now and then a line comes through at once. Moon,
/// Skelly, Towsley: Estimation and removal of clock skew from network delay measurements, 1999.
std::optional<DeviceClock::Line> DeviceClock::fit_hull(bool wired) const {
    std::vector<Point> points;
    points.reserve(arrivals_.size() + pings_.size());
    for (const Arrival& arrival : arrivals_) {
        points.push_back({arrival.point.x_ns, arrival.point.offset_ns - (wired ? arrival.wire_ns : 0)});
    }
    for (const Ping& ping : pings_) {
        points.push_back({ping.back.x_ns, ping.back.offset_ns - (wired ? ping.wire_back_ns : 0)});
    }
    if (points.size() < 8) return std::nullopt;
    // Both kinds come in order but for lines that overtook each other.
    const auto earlier = [](const Point& a, const Point& b) { return a.x_ns < b.x_ns; };
    const auto pings = points.begin() + static_cast<std::ptrdiff_t>(arrivals_.size());
    if (!std::is_sorted(points.begin(), pings, earlier)) std::sort(points.begin(), pings, earlier);
    if (!std::is_sorted(pings, points.end(), earlier)) std::sort(pings, points.end(), earlier);
    std::inplace_merge(points.begin(), pings, points.end(), earlier);
    const double span = points.back().x_ns - points.front().x_ns;
    if (span < 1e9) return std::nullopt;
    double mean_x = 0;
    double mean_offset = 0;
    for (const Point& point : points) {
        mean_x += point.x_ns / static_cast<double>(points.size());
        mean_offset += point.offset_ns / static_cast<double>(points.size());
    }
    std::vector<Point> hull;
    for (const Point& point : points) {
        while (hull.size() >= 2) {
            const Point& a = hull[hull.size() - 2];
            const Point& b = hull.back();
            const double turn = (b.x_ns - a.x_ns) * (point.offset_ns - a.offset_ns) -
                                (b.offset_ns - a.offset_ns) * (point.x_ns - a.x_ns);
            if (turn > 0) break;
            hull.pop_back();
        }
        hull.push_back(point);
    }
    std::size_t right = 1;
    while (right + 1 < hull.size() && hull[right].x_ns < mean_x) ++right;
    const Point& from = hull[right - 1];
    const Point& to = hull[right];
    if (to.x_ns <= from.x_ns) return std::nullopt;

    Line line;
    line.model = ClockModel::Hull;
    line.rate = (to.offset_ns - from.offset_ns) / (to.x_ns - from.x_ns);
    line.centre_ns = mean_x;
    line.offset_ns = from.offset_ns + line.rate * (mean_x - from.x_ns);
    // With n arrivals the best of each half is late by the mean delay over n/2; four times that is seldom
    // passed.
    const double spread = 8 * (mean_offset - line.offset_ns) / static_cast<double>(points.size());
    const double tick_ns = 1e9 / ticks_per_second_;
    line.slope_bound = (2 * spread + tick_ns) / (to.x_ns - from.x_ns);
    if (line.slope_bound > rate_max) return std::nullopt;
    line.span_ns = span;
    // How far below the line the truth may lie: as far as the pings' way out allows.
    double room = pings_.empty() ? 2 * unpinged_bound_ns : HUGE_VAL;
    for (const Ping& ping : pings_) {
        const double earliest = ping.out.offset_ns + (wired ? ping.wire_out_ns : 0);
        room = std::min(room, line.at(ping.out.x_ns) - earliest);
    }
    room = std::max(0.0, room);
    line.offset_ns -= room / 2;
    line.bound_ns = room / 2 + spread + tick_ns + wire_doubt_ns(wired);
    return line;
}

void DeviceClock::refit() const {
    if (!stale_fit_) return;
    stale_fit_ = false;
    if (!latest_) return;
    const ClockModel before = line_ ? line_->model : ClockModel::None;
    const bool wired = wire_is_real();
    std::optional<Line> pings = fit_pings(wired);
    std::optional<Line> hull = fit_hull(wired);
    const auto too_fast = [&](const std::optional<Line>& line) {
        return line && line->span_ns > no_rate_span_ns && std::abs(line->rate) - line->slope_bound > rate_max;
    };
    rate_refused_ = too_fast(pings) || too_fast(hull);
    const double now_x = since_reference_ns(*latest_);
    if (pings && hull) {
        const double ping_bound = pings->bound_at(now_x) * (before == ClockModel::Hull ? 1 : clearly_better);
        const double hull_bound = hull->bound_at(now_x) * (before == ClockModel::Hull ? clearly_better : 1);
        line_ = hull_bound < ping_bound ? hull : pings;
    } else {
        line_ = pings ? pings : hull;
    }
    if (line_ && line_->span_ns > well_known_span_ns && line_->slope_bound < well_known_rate) {
        known_rate_ = {line_->rate, line_->slope_bound + rate_wander};
    }
}

bool DeviceClock::rate_refused() const {
    refit();
    return rate_refused_;
}

std::optional<Stamp> DeviceClock::stamp(std::uint32_t ticks) const {
    refit();
    if (!line_ || rate_refused_) return std::nullopt;
    const double x = since_reference_ns(unwrap(ticks));
    const auto since = static_cast<std::int64_t>(std::llround(x + line_->at(x)));
    const auto bound = static_cast<std::int64_t>(std::ceil(line_->bound_at(x)));
    return Stamp{reference_ + Duration{since}, Duration{bound}, line_->model};
}

ClockStatus DeviceClock::status() const {
    refit();
    ClockStatus status;
    status.pings = static_cast<std::uint32_t>(pings_.size());
    if (!pings_.empty()) {
        double least = HUGE_VAL;
        for (const Ping& ping : pings_) least = std::min(least, ping.back.offset_ns - ping.out.offset_ns);
        status.least_round_trip = Duration{static_cast<std::int64_t>(least)};
    }
    if (!line_) return status;
    status.model = rate_refused_ ? ClockModel::None : line_->model;
    status.rate_ppb = std::llround(line_->rate * 1e9);
    const double zero_x = since_reference_ns(0);
    status.zero = reference_ + Duration{std::llround(zero_x + line_->at(zero_x))};
    status.bound = Duration{std::llround(line_->bound_at(since_reference_ns(*latest_)))};
    return status;
}

}  // namespace sandau::devices
