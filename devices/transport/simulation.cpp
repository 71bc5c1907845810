#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

#include "devices/simulator/device_on_a_line.h"
#include "devices/simulator/run_plan.h"
#include "devices/simulator/sim_options.h"
#include "devices/transport/transport.h"

namespace sandau::devices {

namespace {

namespace asio = boost::asio;

constexpr Duration beam_broken_for = milliseconds(80);

SimulatedFieldOptions device_of(const FieldSimOptions& options, const std::string& name) {
    SimulatedFieldOptions device = gate_of(options);
    device.uid = sim_uid(name, options.seed);
    device.seed = options.seed;
    return device;
}

/// A field that exists in this program alone, on the far side of a link like any other.
class SimulationTransport : public Transport {
public:
    SimulationTransport(asio::io_context& io, LinkHost& host, LinkId link, const FieldSimOptions& options,
                        const std::string& name, std::uint32_t speed)
        : state_(std::make_shared<State>(io, host, link, options, name, speed)) {
        asio::post(io, [state = state_] {
            if (state->stopped) return;
            state->host.opened(state->link);
            state->go_on();
        });
    }
    ~SimulationTransport() override { state_->stop(); }
    SimulationTransport(const SimulationTransport&) = delete;
    SimulationTransport& operator=(const SimulationTransport&) = delete;

    void send(LinkId, std::string bytes, std::optional<std::uint16_t> ping) override {
        if (state_->stopped) return;
        const MonoTime now = state_->host.now();
        if (ping) state_->host.ping_written(state_->link, *ping, now);
        state_->device.received(std::move(bytes), now);
        state_->wait_for(now, now);
    }
    void cut_off(LinkId) override { state_->stop(); }
    void hang_up(LinkId) override {}

private:
    struct State : std::enable_shared_from_this<State> {
        State(asio::io_context& io, LinkHost& the_host, LinkId the_link, const FieldSimOptions& options,
              const std::string& name, std::uint32_t the_speed)
            : host(the_host),
              link(the_link),
              speed(the_speed),
              timer(io),
              plan(options, 1, host.now()),
              device(device_of(options, name),
                     {[this] { host.closed(link, "unplugged"); },
                      [this] {
                          host.opened(link);
                          return true;
                      }},
                     host.now()) {}

        void go_on() {
            const MonoTime now = host.now();
            plan.advance(now,
                         [this](std::uint8_t channel, MonoTime at) {
                             device.edge(channel, true, at);
                             device.edge(channel, false, at + beam_broken_for);
                         },
                         {});
            for (const std::string& line : device.advance(now)) {
                if (stopped) return;
                host.received(link, line, now);
            }
            if (stopped) return;
            const MonoTime planned = plan.done(now) ? MonoTime{INT64_MAX} : plan.next_at();
            wait_for(std::min(planned, device.next_at()), now);
        }

        void wait_for(MonoTime next, MonoTime now) {
            timer.expires_after(std::chrono::nanoseconds(std::max<std::int64_t>(0, (next - now).ns) / speed));
            timer.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
                if (!cancelled && !self->stopped) self->go_on();
            });
        }

        void stop() {
            stopped = true;
            timer.cancel();
        }

        LinkHost& host;
        LinkId link;
        std::uint32_t speed;
        asio::steady_timer timer;
        RunPlan plan;
        DeviceOnALine device;
        bool stopped = false;
    };
    std::shared_ptr<State> state_;
};

}  // namespace

Result<std::unique_ptr<Transport>> open_simulation(asio::io_context& io, LinkHost& host, LinkId link,
                                                   const DeviceSpec& spec, std::uint32_t speed) {
    const Result<FieldSimOptions> options = sim_options(spec.simulation, spec.driver, spec.profile);
    if (!options) return tl::unexpected(options.error());
    return std::make_unique<SimulationTransport>(io, host, link, *options, spec.address, speed);
}

}  // namespace sandau::devices
