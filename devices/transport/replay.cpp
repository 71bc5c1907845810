#include "devices/transport/replay.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace sandau::devices {

namespace {
/// As fast as it goes still leaves the thread to others in between.
constexpr int records_at_a_time = 200;
/// Long enough for everything held back at the end to come out.
constexpr Duration after_the_end = seconds(3);
}  // namespace

struct ReplayTransport::State : std::enable_shared_from_this<State> {
    State(boost::asio::io_context& io, Replay the_replay, std::uint32_t the_speed, TimeSource the_time,
          std::string the_spec, std::function<void(Delivery)> the_deliver)
        : replay(std::move(the_replay)),
          speed(the_speed),
          time(std::move(the_time)),
          spec(std::move(the_spec)),
          deliver(std::move(the_deliver)),
          timer(io),
          began(time.now()) {
        if (const auto first = replay.next_at()) first_at = *first;
        last_at = first_at;
    }

    /// How long, in real time, until a moment of the recording.
    std::chrono::nanoseconds wait_for(MonoTime moment) const {
        if (speed == 0) return std::chrono::nanoseconds(0);
        const std::int64_t due_ns = (moment - first_at).ns / speed;
        return std::chrono::nanoseconds(std::max<std::int64_t>(0, due_ns - (time.now() - began).ns) /
                                        time.speed);
    }

    void go_on() {
        const std::optional<MonoTime> next = replay.next_at();
        const std::chrono::nanoseconds wait = wait_for(next.value_or(last_at + after_the_end));
        timer.expires_after(wait);
        timer.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
            if (cancelled || self->stopped) return;
            self->play();
        });
    }

    void play() {
        for (int left = records_at_a_time; left > 0; --left) {
            const std::optional<MonoTime> next = replay.next_at();
            if (!next) {
                ended = true;
                replay.advance(last_at + after_the_end);
                pass_on();
                return;
            }
            if (wait_for(*next).count() > 0) break;
            last_at = std::max(last_at, *next);
            replay.step();
            pass_on();
        }
        go_on();
    }

    void pass_on() {
        for (Delivery& delivery : replay.take_output().deliveries) {
            delivery.event.header.at = began + (delivery.event.header.at - first_at);
            deliver(std::move(delivery));
        }
    }

    Replay replay;
    std::uint32_t speed;
    TimeSource time;
    std::string spec;
    std::function<void(Delivery)> deliver;
    boost::asio::steady_timer timer;
    MonoTime began;
    MonoTime first_at;
    MonoTime last_at;
    bool ended = false;
    bool stopped = false;
};

ReplayTransport::ReplayTransport(boost::asio::io_context& io, Replay replay, std::uint32_t speed,
                                 TimeSource time, std::string spec, std::function<void(Delivery)> deliver)
    : state_(std::make_shared<State>(io, std::move(replay), speed, std::move(time), std::move(spec),
                                     std::move(deliver))) {
    state_->go_on();
}

ReplayTransport::~ReplayTransport() {
    state_->stopped = true;
    state_->timer.cancel();
}

std::vector<LinkStatus> ReplayTransport::status() const {
    std::vector<LinkStatus> all = state_->replay.hub().status();
    for (LinkStatus& one : all) {
        one.peer = one.spec;
        one.spec = state_->spec;
        if (state_->ended) one.state = LinkState::Ended;
    }
    if (all.empty()) {
        LinkStatus none;
        none.spec = state_->spec;
        none.state = state_->ended ? LinkState::Ended : LinkState::Opening;
        all.push_back(std::move(none));
    }
    if (state_->replay.broken()) {
        all.front().trouble = "line " + std::to_string(state_->replay.line_number());
    }
    return all;
}

}  // namespace sandau::devices
