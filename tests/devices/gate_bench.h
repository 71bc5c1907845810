#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "devices/hub.h"
#include "devices/recording.h"
#include "devices/simulator/faulty_line.h"
#include "devices/simulator/gate_model.h"

namespace sandau::devices {

inline MonoTime at_ms(std::int64_t ms) {
    return MonoTime{} + seconds(100) + milliseconds(ms);
}

/// Hub and gates with a bad line between them, in simulated time.
class Bench {
public:
    explicit Bench(HubLimits limits = {}) : hub(limits) {}

    struct Gate {
        LinkId link;
        GateModel model;
        FaultyLine to_host;
        FaultyLine to_device;
        bool plugged = true;
    };

    Gate& add_gate(std::string uid, SimulatedFaults faults = {}, std::uint32_t first_ticks = 0) {
        const LinkId link = static_cast<LinkId>(gates.size() + 1);
        GateModelOptions options;
        options.uid = std::move(uid);
        options.drift_ppm = faults.drift_ppm;
        options.first_ticks = first_ticks;
        using Way = FaultyLine::Way;
        gates.push_back(
            std::make_unique<Gate>(Gate{link, GateModel(options, now), FaultyLine(link, Way::ToHost, faults),
                                        FaultyLine(100 + link, Way::ToDevice, faults)}));
        const LinkTraits traits{"test:" + std::to_string(link), "", 0};
        hub.link_opening(link, traits, "", now);
        hub.link_opened(link, now);
        record(RecordedOpen{link, now, traits});
        return *gates.back();
    }

    /// Plays to `end`, a millisecond at a time.
    void play_to(MonoTime end) {
        while (now < end) {
            now = now + milliseconds(1);
            for (auto& gate : gates) step(*gate);
            hub.advance(now);
            collect();
        }
    }

    void plug(Gate& gate, bool in) {
        gate.plugged = in;
        gate.to_host.clear();
        gate.to_device.clear();
        if (in) {
            record(RecordedOpen{gate.link, now, {"test:" + std::to_string(gate.link), "", 0}});
            hub.link_opened(gate.link, now);
        } else {
            record(RecordedShut{gate.link, now});
            hub.link_closed(gate.link, "unplugged", now);
        }
        collect();
    }

    void say(Gate& gate, std::string_view body) {
        receive(gate, flp::frame(body));
        collect();
    }

    void receive(Gate& gate, const std::string& bytes) {
        record(RecordedData{gate.link, now, {}, bytes});
        hub.received(gate.link, {bytes, now, {}}, now);
    }

    template <class Body>
    std::vector<Delivery> of(Phase phase) const {
        std::vector<Delivery> chosen;
        for (const Delivery& one : deliveries) {
            if (one.phase == phase && std::holds_alternative<Body>(one.event.body)) chosen.push_back(one);
        }
        return chosen;
    }
    std::vector<std::uint32_t> seqs(Phase phase) const {
        std::vector<std::uint32_t> numbers;
        for (const Delivery& one : of<Edge>(phase)) numbers.push_back(one.event.header.seq);
        return numbers;
    }
    std::vector<FaultKind> faults() const {
        std::vector<FaultKind> kinds;
        for (const Delivery& one : of<Fault>(Phase::Provisional))
            kinds.push_back(std::get<Fault>(one.event.body).kind);
        return kinds;
    }
    LinkStatus status(const Gate& gate) const { return *hub.status(gate.link); }

    Hub hub;
    MonoTime now = at_ms(0);
    std::vector<std::unique_ptr<Gate>> gates;
    std::vector<Delivery> deliveries;
    std::vector<LinkId> cut_off;
    /// Told everything that a recording would hold, in its order.
    std::function<void(const Recorded&)> record = [](const Recorded&) {};

private:
    void step(Gate& gate) {
        gate.model.advance(now);
        for (std::string& line : gate.model.take_lines()) {
            if (gate.plugged) gate.to_host.send(std::move(line), now);
        }
        for (const std::string& line : gate.to_device.arrived(now)) gate.model.received(line, now);
        for (const std::string& line : gate.to_host.arrived(now)) receive(gate, line);
        collect();
    }

    void collect() {
        HubOutput out = hub.take_output();
        for (Delivery& one : out.deliveries) deliveries.push_back(std::move(one));
        for (const LinkId link : out.cut_off) cut_off.push_back(link);
        for (Send& send : out.sends) {
            Gate& gate = *gates.at(send.link - 1);
            if (!gate.plugged) continue;
            if (send.ping) {
                record(RecordedPing{send.link, now, *send.ping});
                hub.ping_written(send.link, *send.ping, now);
            }
            gate.to_device.send(std::move(send.bytes), now);
        }
    }
};

inline void break_beam(Bench::Gate& gate, std::uint8_t channel, MonoTime at) {
    gate.model.edge(channel, true, at);
}

inline SimulatedFaults all_lost() {
    SimulatedFaults faults;
    faults.loss_per_mille = 1000;
    return faults;
}

}  // namespace sandau::devices
