#include "devices/derby.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sandau::devices {

namespace {

constexpr std::size_t line_bytes_max = 160;
constexpr std::size_t probes_kept = 16;
constexpr Duration probe_each = seconds(2);
constexpr Duration poll_each = milliseconds(250);
/// A contact bounces; what it shows counts once it has held for so long.
constexpr Duration gate_holds = milliseconds(500);
/// Some answers come without a line end: no answer has a pause like this in it.
constexpr Duration pause_in_a_line = milliseconds(200);
constexpr Duration race_at_most = seconds(40);
constexpr std::uint32_t unanswered_max = 8;
constexpr std::uint8_t start_channel = 32;  ///< lanes are channels 1 to 9
constexpr std::uint32_t place_max = 8;

std::size_t without_blanks(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '));
}

/// Whether the results are all that the line holds: one lane garbled makes the others doubtful.
bool cover(const std::vector<Pattern::Match>& matches, std::string_view line) {
    std::size_t covered = 0;
    for (const Pattern::Match& match : matches) covered += without_blanks(match.text());
    return covered == without_blanks(line);
}

std::string printable(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) text += c == '\r' ? "\\r" : std::string(1, c);
    return text;
}

}  // namespace

LineReader DerbyDriver::reader_for(const DerbyProfile* profile) const {
    const bool seven = profile != nullptr && profile->seven_bits;
    return LineReader(line_bytes_max, baud_,
                      seven ? LineReader::HighBit::Cleared : LineReader::HighBit::Kept);
}

DerbyDriver::DerbyDriver(const DerbyProfile* profile, std::uint32_t baud)
    : baud_(baud), told_which_(profile != nullptr), profile_(profile), lines_(reader_for(profile)) {
    for (const DerbyProfile& one : derby_profiles()) {
        if (profile == nullptr ? one.probe && (baud == 0 || one.baud == baud) : &one == profile)
            candidates_.push_back(&one);
    }
}

Presence DerbyDriver::presence() const {
    if (!identified_) return Presence::Unknown;
    return silent_ ? Presence::Silent : Presence::Present;
}

void DerbyDriver::opened(MonoTime now, DriverOutput& out) {
    lines_.forget();
    open_ = true;
    identified_ = false;
    silent_ = false;
    unanswered_ = 0;
    poll_at_.reset();
    racing_until_.reset();
    gate_looks_.reset();
    if (!told_which_) profile_ = nullptr;
    probe(now, out);
}

void DerbyDriver::closed(MonoTime now, DriverOutput& out) {
    open_ = false;
    probe_at_.reset();
    poll_at_.reset();
    gate_looks_.reset();
    if (identified_) tell_silence(now, out);
    identified_ = false;
}

void DerbyDriver::tell_silence(MonoTime now, DriverOutput& out) {
    if (silent_) return;
    silent_ = true;
    Heard heard;
    heard.body = Fault{FaultKind::Silent, 0};
    heard.at = heard.arrival = now;
    out.events.push_back(std::move(heard));
}

void DerbyDriver::probe(MonoTime now, DriverOutput& out) {
    probe_at_.reset();
    if (candidates_.empty()) return;
    const DerbyProfile& asked = *candidates_[candidate_];
    if (!asked.probe) return;  // it says nothing until it is told about a race
    probe_at_ = now + probe_each;
    if (!asked.wake.empty()) out.sends.push_back(asked.wake);
    out.sends.push_back(asked.probe->send);
    if (probes_.size() >= probes_kept) probes_.erase(probes_.begin());
    probes_.push_back(fmt::format("{}: {} → …", asked.id, printable(asked.probe->send)));
}

void DerbyDriver::identify(const Line& line, DriverOutput& out) {
    probe_at_.reset();
    if (std::exchange(identified_, true)) return;
    out.events.push_back(heard_on_arrival(Identity{profile_->name, std::string(line.text), 0, 0}, line));
    for (const std::string& one : profile_->setup) out.sends.push_back(one);
    if (profile_->gate) poll_at_ = line.at + poll_each;
}

void DerbyDriver::received(const Chunk& chunk, DriverOutput& out) {
    lines_.feed(
        chunk, [&](const Line& line) { take_line(line, out); }, out);
    pause_at_.reset();
    if (lines_.is_within_a_line()) pause_at_ = lines_.last_byte_at() + pause_in_a_line;
}

void DerbyDriver::take_line(const Line& line, DriverOutput& out) {
    silent_ = false;
    const DerbyProfile* asked = identified_ || candidates_.empty() ? profile_ : candidates_[candidate_];
    if (!identified_ && asked != nullptr && asked->probe && asked->probe->expect.find(line.text)) {
        profile_ = asked;
        if (!probes_.empty())
            probes_.back() = fmt::format("{}: {} → {}", asked->id, printable(asked->probe->send), line.text);
        identify(line, out);
        out.frames.emplace_back(line.text);
        return;
    }
    if (profile_ == nullptr) {
        out.dropped.push_back({"unidentified", std::string(line.text)});
        return;
    }
    if (take_gate(line, out) || take_results(line, out)) {
        out.frames.emplace_back(line.text);
        identify(line, out);
        return;
    }
    if (profile_->start && profile_->start->find(line.text)) {
        race_began(line, out);
    } else if (profile_->ready && profile_->ready->find(line.text)) {
        race_over(line.at);
    } else if (profile_->end && profile_->end->find(line.text)) {
        race_over(line.at);
    } else {
        // Timers greet, count their lanes and echo what they were asked.
        out.dropped.push_back({"not_a_result", std::string(line.text)});
        return;
    }
    identify(line, out);
    out.frames.emplace_back(line.text);
}

void DerbyDriver::race_began(const Line& line, DriverOutput& out) {
    racing_until_ = line.at + race_at_most;
    poll_at_.reset();
    out.events.push_back(heard_on_arrival(Start{1, StampedBy::Device, start_channel, {}}, line));
}

void DerbyDriver::race_over(MonoTime now) {
    if (racing_until_) poll_at_ = now + poll_each;
    racing_until_.reset();
}

bool DerbyDriver::take_gate(const Line& line, DriverOutput& out) {
    if (!profile_->gate) return false;
    const DerbyProfile::Gate& gate = *profile_->gate;
    if (gate.none && gate.none->find(line.text)) {
        gate_unknowable_ = true;
        poll_at_.reset();
        return true;
    }
    const bool closed = gate.closed.find(line.text).has_value();
    if (!closed && !gate.open.find(line.text)) return false;
    unanswered_ = 0;
    const GateState looks = closed ? GateState::Closed : GateState::Open;
    if (gate_looks_ != looks) {
        gate_looks_ = looks;
        gate_looks_since_ = line;
        gate_looks_since_->text = {};
    }
    confirm_gate(line.at, out);
    return true;
}

bool DerbyDriver::is_gate_answer(std::string_view text) const {
    if (profile_ == nullptr || !profile_->gate || text.empty()) return false;
    const DerbyProfile::Gate& gate = *profile_->gate;
    return gate.closed.find(text) || gate.open.find(text) || (gate.none && gate.none->find(text));
}

/// Some answer about their gate without a line end. A result is never taken before its line has ended: half
/// of its digits would be another time.
void DerbyDriver::look_at_what_pauses(MonoTime now, DriverOutput& out) {
    if (!pause_at_ || now < *pause_at_) return;
    pause_at_.reset();
    if (is_gate_answer(lines_.begun())) lines_.finish([&](const Line& line) { take_line(line, out); }, out);
}

void DerbyDriver::confirm_gate(MonoTime now, DriverOutput& out) {
    if (!gate_looks_ || gate_ == gate_looks_ || now - gate_looks_since_->at < gate_holds) return;
    gate_ = gate_looks_;
    Heard heard = heard_on_arrival(Gate{*gate_}, *gate_looks_since_);
    // Between two questions nobody looked.
    heard.bound = heard.bound + poll_each;
    out.events.push_back(std::move(heard));
    if (*gate_ == GateState::Closed) return;
    racing_until_ = now + race_at_most;
    poll_at_.reset();
    if (!profile_->on_gate_open.empty()) out.sends.push_back(profile_->on_gate_open);
}

bool DerbyDriver::take_results(const Line& line, DriverOutput& out) {
    bool taken = false;
    for (const DerbyProfile::ResultRule& rule : profile_->results) {
        std::vector<Pattern::Match> matches = rule.match.find_all(line.text);
        if (rule.places == DerbyProfile::ResultRule::Places::First && matches.size() > 1) matches.resize(1);
        if (rule.places == DerbyProfile::ResultRule::Places::Every && !cover(matches, line.text)) continue;
        for (const Pattern::Match& match : matches) {
            const std::string letter = match.group("letter").value_or("");
            const auto digit = read_whole(match.group("lane").value_or(""));
            const std::uint32_t lane =
                letter.empty() ? digit.value_or(0) : static_cast<std::uint32_t>(letter.front() - 'A' + 1);
            const std::optional<TimeOfDay> time = read_seconds(match.group("time").value_or(""));
            if (lane < 1 || lane > 9 || !time) continue;
            const std::string mark = match.group("mark").value_or("");
            const std::uint32_t place = mark.empty() ? 0 : static_cast<std::uint32_t>(mark.front() - '!' + 1);
            const bool finished = time->since_midnight.ns != 0 && match.group("dnf").value_or("").empty();
            const LaneTime body{static_cast<std::uint8_t>(lane), time->since_midnight,
                                static_cast<std::uint8_t>(place <= place_max ? place : 0),
                                finished ? Finished::Yes : Finished::No, time->resolution};
            out.events.push_back(heard_on_arrival(body, line));
            taken = true;
        }
        if (taken) break;
    }
    if (taken && !profile_->end && !profile_->ready) race_over(line.at);
    return taken;
}

void DerbyDriver::poll_gate(MonoTime now, DriverOutput& out) {
    out.sends.push_back(profile_->gate->send);
    poll_at_ = now + poll_each;
    if (++unanswered_ > unanswered_max) tell_silence(now, out);
}

void DerbyDriver::advance(MonoTime now, DriverOutput& out) {
    look_at_what_pauses(now, out);
    if (!open_) return;
    if (probe_at_ && now >= *probe_at_) {
        candidate_ = (candidate_ + 1) % candidates_.size();
        lines_ = reader_for(candidates_[candidate_]);
        probe(now, out);
    }
    if (racing_until_ && now >= *racing_until_) {
        racing_until_.reset();
        poll_at_ = now;
    }
    const bool asks = identified_ && profile_->gate && !gate_unknowable_ && !racing_until_;
    if (!poll_at_ || now < *poll_at_) return;
    poll_at_.reset();
    if (asks) poll_gate(now, out);
}

std::optional<MonoTime> DerbyDriver::next_deadline() const {
    std::optional<MonoTime> next;
    const auto consider = [&](std::optional<MonoTime> due) {
        if (due && (!next || *due < *next)) next = due;
    };
    consider(pause_at_);
    if (!open_) return next;
    consider(probe_at_);
    consider(racing_until_);
    if (!racing_until_) consider(poll_at_);
    return next;
}

}  // namespace sandau::devices
