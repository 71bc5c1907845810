// A contest as a history of commands, one a line (tests/contests can write them): whatever they say, each is
// refused with a code that has words, or leads to events that can be written, replayed and undone.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scoring/command.h"
#include "scoring/command_payloads.h"
#include "scoring/contest_results.h"
#include "scoring/presets.h"
#include "scoring/results.h"
#include "scoring/words.h"

namespace {

using namespace sandau;

constexpr std::size_t commands_max = 100;

Circumstances circumstances_at(const Instant& now) {
    return {now, [](const Personal& personal) { return "sealed " + personal.birth; },
            [](std::string_view text) { return std::to_string(text.size()); }};
}

/// A line: `wait NS`, `reboot NS`, `KIND PAYLOAD`, or `@USER KIND PAYLOAD`.
struct Line {
    std::string_view user;
    std::string_view kind;
    std::string_view rest;
};

std::string_view take_word(std::string_view& text) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    return word;
}

Line line_of(std::string_view text) {
    Line line;
    line.kind = take_word(text);
    if (line.kind.starts_with('@')) {
        line.user = line.kind.substr(1);
        line.kind = take_word(text);
    }
    line.rest = text;
    return line;
}

UserId actor_of(const Line& line) {
    if (!line.user.empty()) return UserId(std::string(line.user));
    if (line.kind == commands::DeviceReport::kind || line.kind == commands::DeviceFault::kind)
        return device_actor;
    if (line.kind == commands::ClockRecover::kind) return host_actor;
    return keyboard_actor;
}

bool same_records(const Contest& one, const Contest& other) {
    const auto same = [&]<class T>(const Table<T>& table) {
        const Table<T>& twin = other.table<T>();
        if (table.size() != twin.size()) return false;
        for (const T& record : table) {
            const T* found = twin.find(record.key());
            if (found == nullptr || !(*found == record)) return false;
        }
        return true;
    };
    return std::apply([&](const auto&... tables) { return (same(tables) && ...); }, one.tables);
}

class History {
public:
    History() {
        const commands::DefinitionAmend rules{std::string(preset("provincial-robocon")->text), ""};
        tell(command_of(CommandId("rules"), keyboard_actor, rules));
    }

    void carry_out(std::string_view text) {
        const Line line = line_of(text);
        if (line.kind == "wait") return pass(line.rest);
        if (line.kind == "reboot") return reboot();
        const Result<Json> payload = read_json(line.rest, {.bytes_max = 1u << 16, .depth_max = 64});
        if (payload) tell({CommandId("c"), actor_of(line), {}, std::string(line.kind), {}, *payload});
    }

    void check_what_follows() const {
        for (const Visibility visibility : {Visibility::Committed, Visibility::Published}) {
            const Results results = results_of(contest_, visibility);
            const ResultsReading read =
                read_results(*contest_.definition, to_json(*contest_.definition, results));
            CHECK(read.ok(), "what is exported is good results");
            const Result<Standings> standings = standings_of(contest_, visibility);
            CHECK(standings || has_words(standings.error().code), "standings, or a word about why not");
        }
    }

private:
    struct Told {
        std::string kind;
        std::vector<Event> events;
    };

    void tell(const Command& command) {
        const Result<Outcome> outcome = command.kind == commands::JournalUndo::kind
                                            ? undo(command.payload)
                                            : decide(contest_, command, circumstances_at(now_));
        if (!outcome) {
            CHECK(has_words(outcome.error().code), "every refusal has words");
            return;
        }
        const Contest before = contest_;
        const Seq seq = contest_.seq + 1;
        contest_.seq = seq;
        for (const Event& event : outcome->events) {
            const Result<Json> written = read_json(write_json(to_json(event)));
            CHECK(written, "an event is written and read");
            const Result<Event> read = from_json<Event>(*written);
            CHECK(read && *read == event, "an event is read back as it was");
            apply(contest_, event, seq);
        }
        for (const Personal& personal : outcome->personal)
            contest_.personal.set(personal.person.text, personal);
        told_.push_back({command.kind, outcome->events});
        check_undo(before);
    }

    void check_undo(const Contest& before) const {
        const Told& last = told_.back();
        const Result<Outcome> undone = decide_undo(contest_, contest_.seq, last.kind, last.events);
        if (!undone) return;
        Contest again = contest_;
        for (const Event& event : undone->events) apply(again, event, contest_.seq + 1);
        CHECK(same_records(again, before), "an undone entry leaves what was before it");
    }

    Result<Outcome> undo(const Json& payload) const {
        const Result<commands::JournalUndo> read = from_json<commands::JournalUndo>(payload);
        if (!read) return tl::unexpected(read.error());
        if (read->seq < 1 || read->seq > contest_.seq) return refuse("not_found");
        const Told& told = told_[static_cast<std::size_t>(read->seq - 1)];
        return decide_undo(contest_, read->seq, told.kind, told.events);
    }

    void pass(std::string_view ns) {
        const Result<Json> number = read_json(ns);
        const std::optional<std::int64_t> value = number ? number->as_int() : std::nullopt;
        // A day at most: a host's own clocks do not leap.
        const Duration time{std::clamp(value.value_or(0), std::int64_t{0}, std::int64_t{86'400'000'000'000})};
        now_.mono = now_.mono + time;
        now_.wall.utc_ms += time.floor_ms();
    }

    void reboot() {
        now_.boot_id += "'";
        now_.mono = MonoTime{20'000'000'000};
        now_.wall.utc_ms += 30'000;
        tell(command_of(CommandId("r"), host_actor, commands::ClockRecover{}));
    }

    Contest contest_;
    Instant now_{"boot", MonoTime{1'000'000'000'000}, WallTime{1'723'248'000'000}};
    std::vector<Told> told_;
};

/// A number of the history becomes one at an edge.
std::string with_another_number(const std::string& text, std::minstd_rand& random) {
    static constexpr std::array edges{"0",
                                      "1",
                                      "-1",
                                      "101",
                                      "2147483647",
                                      "-2147483648",
                                      "86400000",
                                      "1152921504606846976",
                                      "7258118400000",
                                      "9223372036854775807",
                                      "-9223372036854775808",
                                      "9223372036854775808",
                                      "0.5",
                                      "1e400"};
    constexpr std::string_view digits = "-0123456789";
    std::vector<std::size_t> starts;
    for (std::size_t i = 1; i < text.size(); ++i)
        if (digits.find(text[i]) != digits.npos && (text[i - 1] == ':' || text[i - 1] == '['))
            starts.push_back(i);
    if (starts.empty()) return text;
    const std::size_t at = starts[random() % starts.size()];
    const std::size_t end = std::min(text.find_first_not_of(digits, at), text.size());
    return text.substr(0, at) + edges[random() % edges.size()] + text.substr(end);
}

/// A line is said twice, later, or not at all.
std::string with_another_order(const std::string& text, std::minstd_rand& random) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    if (lines.empty()) return text;
    const auto place = [&] { return static_cast<std::ptrdiff_t>(random() % lines.size()); };
    const std::ptrdiff_t from = place();
    const std::string line = lines[static_cast<std::size_t>(from)];
    const auto choice = random() % 3;
    if (choice != 0) lines.erase(lines.begin() + from);
    if (choice != 1) lines.insert(lines.empty() ? lines.end() : lines.begin() + place(), line);
    std::string changed;
    for (const std::string& one : lines) changed += one + '\n';
    return changed;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t size_max);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t size_max,
                                               unsigned seed) {
    std::minstd_rand random(seed);
    const auto choice = random() % 4;
    if (choice == 0) return LLVMFuzzerMutate(data, size, size_max);
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::string changed =
        choice == 1 ? with_another_order(text, random) : with_another_number(text, random);
    const std::size_t length = std::min(changed.size(), size_max);
    std::copy_n(changed.begin(), length, data);
    return length;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    static const History rules_alone;
    History history = rules_alone;
    for (std::size_t count = 0; !text.empty() && count < commands_max; ++count) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        history.carry_out(line);
    }
    history.check_what_follows();
    return 0;
}
