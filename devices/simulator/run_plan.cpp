#include "devices/simulator/run_plan.h"

#include <algorithm>

namespace sandau::devices {

namespace {

constexpr std::uint8_t start_channel = 1;
/// Before the first run, so that hosts find the gates and learn their clocks.
constexpr Duration before_the_first = seconds(5);
/// After the last one, so that what was lost on the way can be asked for.
constexpr Duration after_the_last = seconds(3);

std::uint8_t finish_channel(std::uint8_t lane) {
    return static_cast<std::uint8_t>(start_channel + lane);
}

}  // namespace

RunPlan::RunPlan(const FieldSimOptions& options, std::uint32_t field, MonoTime now)
    : options_(options), field_(field), random_(options.seed * 1000 + field) {
    // Fields do not all begin in the same moment.
    next_ = now + before_the_first + between({}, options.pause);
}

Duration RunPlan::between(Duration least, Duration most) {
    const auto room = static_cast<std::uint64_t>(most.ns - least.ns) + 1;
    return least + Duration{static_cast<std::int64_t>(random_() % room)};
}

void RunPlan::advance(MonoTime now, const Break& break_beam, const Tell& tell) {
    const Tell say = tell ? tell : [](const FieldSimNews&) {};
    while (phase_ != Phase::Over && next_ <= now) {
        if (phase_ == Phase::Waiting) {
            start(break_beam, say);
        } else if (!to_come_.empty()) {
            finish(break_beam, say);
        } else {
            end(break_beam, say);
        }
    }
}

void RunPlan::start(const Break& break_beam, const Tell& tell) {
    ++run_;
    FieldSimNews news;
    news.what = FieldSimWhat::Start;
    news.field = field_;
    news.run = run_;
    break_beam(start_channel, next_);
    tell(news);
    started_ = next_;
    finished_ = 0;
    for (std::uint8_t lane = 1; lane <= options_.lanes; ++lane) {
        const bool unfinished = happens(options_.unfinished_per_mille);
        const MonoTime at = next_ + between(options_.fastest, options_.slowest);
        if (!unfinished) to_come_.push_back({at, lane});
        if (options_.lanes == 1) next_ = at;
    }
    std::sort(to_come_.begin(), to_come_.end(),
              [](const Arrival& a, const Arrival& b) { return b.at < a.at; });
    if (!to_come_.empty()) next_ = to_come_.back().at;
    if (to_come_.empty() && options_.lanes > 1) next_ = next_ + options_.slowest;
    phase_ = Phase::Running;
}

void RunPlan::finish(const Break& break_beam, const Tell& tell) {
    const Arrival arrival = to_come_.back();
    to_come_.pop_back();
    ++finished_;
    FieldSimNews news;
    news.what = FieldSimWhat::Finish;
    news.field = field_;
    news.run = run_;
    news.lane = arrival.lane;
    news.time = arrival.at - started_;
    break_beam(finish_channel(arrival.lane), arrival.at);
    tell(news);
    if (!to_come_.empty()) next_ = to_come_.back().at;
}

void RunPlan::end(const Break& break_beam, const Tell& tell) {
    FieldSimNews news;
    news.field = field_;
    news.run = run_;
    if (finished_ < options_.lanes) {
        news.what = FieldSimWhat::Unfinished;
        tell(news);
    }
    const Duration pause = between({options_.pause.ns / 2}, options_.pause);
    if (happens(options_.stray_per_mille)) {
        news.what = FieldSimWhat::Stray;
        break_beam(finish_channel(1), next_ + Duration{pause.ns / 2});
        tell(news);
    }
    const bool last = options_.runs != 0 && run_ == options_.runs;
    next_ = next_ + (last ? std::max(pause, after_the_last) : pause);
    phase_ = last ? Phase::Over : Phase::Waiting;
}

}  // namespace sandau::devices
