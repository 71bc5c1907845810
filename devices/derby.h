#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "devices/derby_profiles.h"
#include "devices/driver.h"
#include "devices/lines.h"

namespace sandau::devices {

/// A pinewood-derby timer of one make, or of one that is found by asking: each profile of the link's baud
/// rate in turn, until one answers. Lane times are the timer's own; the gate is asked for only while no race
/// runs, since some timers mix the answer into their results.
class DerbyDriver : public Driver {
public:
    /// `profile` nullptr: to be found.
    DerbyDriver(const DerbyProfile* profile, std::uint32_t baud);

    void opened(MonoTime now, DriverOutput& out) override;
    void closed(MonoTime now, DriverOutput& out) override;
    void received(const Chunk& chunk, DriverOutput& out) override;
    void advance(MonoTime now, DriverOutput& out) override;
    std::optional<MonoTime> next_deadline() const override;
    Presence presence() const override;
    std::string model() const override { return identified_ ? profile_->name : ""; }
    std::vector<std::string> probes() const override { return probes_; }

private:
    void probe(MonoTime now, DriverOutput& out);
    void identify(const Line& line, DriverOutput& out);
    void take_line(const Line& line, DriverOutput& out);
    bool take_gate(const Line& line, DriverOutput& out);
    bool is_gate_answer(std::string_view text) const;
    void look_at_what_pauses(MonoTime now, DriverOutput& out);
    bool take_results(const Line& line, DriverOutput& out);
    void race_began(const Line& line, DriverOutput& out);
    void race_over(MonoTime now);
    void confirm_gate(MonoTime now, DriverOutput& out);
    void poll_gate(MonoTime now, DriverOutput& out);
    void tell_silence(MonoTime now, DriverOutput& out);
    LineReader reader_for(const DerbyProfile* profile) const;

    std::uint32_t baud_;
    bool told_which_;  ///< by the person, not found
    const DerbyProfile* profile_;
    std::vector<const DerbyProfile*> candidates_;
    std::size_t candidate_ = 0;
    LineReader lines_;
    std::optional<MonoTime> pause_at_;  ///< what has no line end by then may be an answer without one
    bool open_ = false;
    bool identified_ = false;
    bool silent_ = false;
    std::optional<MonoTime> probe_at_;
    std::vector<std::string> probes_;

    std::optional<MonoTime> poll_at_;
    std::uint32_t unanswered_ = 0;
    bool gate_unknowable_ = false;
    std::optional<GateState> gate_;         ///< as it was told
    std::optional<GateState> gate_looks_;   ///< as the last answer has it
    std::optional<Line> gate_looks_since_;  ///< without its text
    std::optional<MonoTime> racing_until_;  ///< nobody asks meanwhile
};

}  // namespace sandau::devices
