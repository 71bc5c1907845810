#include <algorithm>
#include <array>
#include <map>

#include "contests/scene.h"
#include "scoring/bracket.h"
#include "scoring/command_payloads.h"

namespace sandau::scripts {

namespace {

using MatchRecord = sandau::Match;

WallTime clock_on_the_day(const Scene& scene, WallTime start, const std::string& text) {
    const std::int64_t offset_ms = scene.contest()->settings().utc_offset_min * std::int64_t{60'000};
    const std::int64_t day_ms = (start.utc_ms + offset_ms) / 86'400'000 * 86'400'000;
    if (text.size() != 5 || text[2] != ':') fail("\"" + text + "\" is no time of day; one is 11:30");
    const std::int64_t minutes = std::stoi(text.substr(0, 2)) * 60 + std::stoi(text.substr(3));
    return {day_ms - offset_ms + minutes * 60'000};
}

commands::Break break_of(const Scene& scene, WallTime start, const Tokens& words) {
    const std::string text = text_of(words);
    if (text.size() != 11 || text[5] != '-') fail("a break is 11:30-13:00, not \"" + text + "\"");
    return {clock_on_the_day(scene, start, text.substr(0, 5)),
            clock_on_the_day(scene, start, text.substr(6))};
}

void schedule(Scene& scene, const Match& match) {
    commands::StageSchedule schedule;
    schedule.stage = StageId(match.text("STAGE"));
    schedule.fields_count = static_cast<int>(whole_number_of(match.tokens("NUMBER")));
    schedule.start = scene.time_of(match.tokens("TIME"));
    for (const Line& row : match.rows()) {
        const std::string& what = row.tokens.front().text;
        const Tokens words(row.tokens.begin() + 1, row.tokens.end());
        if (what == "slot") {
            schedule.slot_ms = duration_of(words).floor_ms();
        } else if (what == "rest") {
            schedule.rest_ms = duration_of(words).floor_ms();
        } else if (what == "break") {
            schedule.breaks.push_back(break_of(scene, schedule.start, words));
        } else if (what == "seed") {
            schedule.seed = whole_number_of(words);
        } else if (what == "division") {
            schedule.division = DivisionId(text_of(words));
        } else {
            throw ScriptError{row.number, "a timetable has: slot, rest, break, seed, division"};
        }
    }
    scene.must(schedule);
}

std::vector<Slot> slots_of(const Scene& scene, const StageId& stage) {
    std::vector<Slot> slots;
    for (const std::shared_ptr<const Contest> all = scene.contest(); const Slot& slot : all->table<Slot>())
        if (slot.stage == stage) slots.push_back(slot);
    return slots;
}

/// Everybody who plays in the slot.
std::vector<std::string> players_of(const Scene& scene, const Slot& slot) {
    if (slot.match.empty()) return {scene.name(slot.entry)};
    std::vector<std::string> players;
    for (const auto& [side, entry] : scene.record<MatchRecord>(slot.match.text).sides)
        if (!entry.empty()) players.push_back(scene.name(entry));
    return players;
}

std::string what_of(const Scene& scene, const Slot& slot) {
    return slot.match.empty() ? scene.name(slot.entry) : "match " + slot.match.text;
}

/// Two slots of one name never at once, and so much between them.
void check_apart(Scene& scene, const std::vector<Slot>& slots, const auto& names, Duration rest) {
    std::map<std::string, std::vector<const Slot*>> by_name;
    for (const Slot& slot : slots)
        for (const std::string& name : names(slot)) by_name[name].push_back(&slot);
    for (auto& [name, those] : by_name) {
        std::sort(those.begin(), those.end(),
                  [](const Slot* a, const Slot* b) { return a->starts_at < b->starts_at; });
        for (std::size_t i = 1; i < those.size(); ++i)
            scene.expect(those[i - 1]->ends_at().utc_ms + rest.floor_ms() <= those[i]->starts_at.utc_ms, [&] {
                return name + " has slots at " + scene.text_of(those[i - 1]->starts_at) + " and " +
                       scene.text_of(those[i]->starts_at);
            });
    }
}

/// Nothing begins before what it depends on is over: the matches that bring a bracket's players (with the
/// rest), the round before in a Swiss system, the stage that feeds this one.
void check_order(Scene& scene, const StageId& id, const std::vector<Slot>& slots, Duration rest) {
    const std::shared_ptr<const Contest> contest = scene.contest();
    const Stage& stage = *contest->definition->stage(id);
    const auto comes_after = [&](const Slot& earlier, const Slot& later, Duration between) {
        scene.expect(earlier.ends_at().utc_ms + between.floor_ms() <= later.starts_at.utc_ms, [&] {
            return what_of(scene, later) + " at " + scene.text_of(later.starts_at) + " does not wait for " +
                   what_of(scene, earlier);
        });
    };
    std::map<std::string, const Slot*> by_match;
    for (const Slot& slot : slots)
        if (!slot.match.empty()) by_match[scene.record<MatchRecord>(slot.match.text).name()] = &slot;
    if (stage.is_elimination()) {
        const Bracket bracket =
            stage.format == StageFormat::SingleElimination
                ? single_elimination(contest->table<StageDraw>().find(id.text)->seeds.size(),
                                     stage.elimination.third_place ? ThirdPlace::Match : ThirdPlace::Shared)
                : double_elimination(contest->table<StageDraw>().find(id.text)->seeds.size(),
                                     stage.elimination.reset ? GrandFinal::Reset : GrandFinal::Once);
        for (const BracketMatch& match : bracket.matches)
            for (const BracketSource& source : {match.upper, match.lower}) {
                if (source.kind == BracketSource::Kind::Seed) continue;
                const auto later = by_match.find(match.id.text);
                const auto earlier = by_match.find(bracket.matches[source.index].id.text);
                if (later != by_match.end() && earlier != by_match.end())
                    comes_after(*earlier->second, *later->second, rest);
            }
    }
    for (const auto& [name, later] : by_match)
        for (const auto& [other, earlier] : by_match) {
            const MatchRecord a = scene.record<MatchRecord>(earlier->match.text);
            const MatchRecord b = scene.record<MatchRecord>(later->match.text);
            if (stage.format == StageFormat::Swiss && a.round < b.round)
                comes_after(*earlier, *later, Duration{});
            if (stage.format == StageFormat::RoundRobin && a.group == b.group && a.round < b.round)
                scene.expect(earlier->starts_at <= later->starts_at,
                             [&] { return name + " begins before " + other; });
        }
    for (const Slot& earlier : contest->table<Slot>()) {
        const Stage& feeder = *contest->definition->stage(earlier.stage);
        if (!feeder.promote || feeder.promote->to != id) continue;
        for (const Slot& later : slots) comes_after(earlier, later, rest);
    }
}

void check_nothing_in(Scene& scene, const std::vector<Slot>& slots, const commands::Break& pause) {
    for (const Slot& slot : slots)
        scene.expect(slot.ends_at() <= pause.from || slot.starts_at >= pause.until,
                     [&] { return what_of(scene, slot) + " is at " + scene.text_of(slot.starts_at); });
}

void expect_timetable(Scene& scene, const Match& match) {
    const std::vector<Slot> slots = slots_of(scene, StageId(match.text("STAGE")));
    if (slots.empty()) fail("there is no timetable");
    Duration rest;
    for (const Line& row : match.rows()) {
        const std::string& first = row.tokens.front().text;
        const Tokens words(row.tokens.begin() + 1, row.tokens.end());
        if (row.tokens.back().is("slots")) {
            const std::int64_t wanted = whole_number_of({row.tokens.front()});
            scene.expect(static_cast<std::int64_t>(slots.size()) == wanted,
                         [&] { return "there are " + std::to_string(slots.size()) + " slots"; });
        } else if (first == "rest") {
            rest = duration_of(words);
        } else if (first == "nothing") {
            check_nothing_in(scene, slots, break_of(scene, slots.front().starts_at, {row.tokens.back()}));
        } else if (first == "from") {
            WallTime earliest = slots.front().starts_at;
            for (const Slot& slot : slots) earliest = std::min(earliest, slot.starts_at);
            scene.expect(scene.text_of(earliest) == text_of(words),
                         [&] { return "it begins at " + scene.text_of(earliest); });
        } else if (first == "until") {
            WallTime latest;
            for (const Slot& slot : slots) latest = std::max(latest, slot.ends_at());
            scene.expect(scene.text_of(latest) == text_of(words),
                         [&] { return "it ends at " + scene.text_of(latest); });
        } else {
            throw ScriptError{row.number, "of a timetable: 12 slots, rest, nothing in, from, until"};
        }
    }
    check_apart(
        scene, slots, [](const Slot& slot) { return std::vector{"field " + slot.field.text}; }, Duration{});
    check_apart(
        scene, slots, [&](const Slot& slot) { return players_of(scene, slot); }, rest);
    check_order(scene, StageId(match.text("STAGE")), slots, rest);
}

void expect_slot(Scene& scene, const Match& match) {
    const std::string name = match.text("MATCH");
    for (const Slot& slot : slots_of(scene, scene.stage))
        if (!slot.match.empty() && scene.record<MatchRecord>(slot.match.text).name() == name) {
            scene.expect(scene.text_of(slot.starts_at) == match.text("TIME"),
                         [&] { return "it is at " + scene.text_of(slot.starts_at); });
            return;
        }
    scene.expect(match.text("TIME") == "never", [&] { return "it has no place in the timetable"; });
}

void expect_no_timetable(Scene& scene, const Match& match) {
    const std::vector<Slot> slots = slots_of(scene, StageId(match.text("STAGE")));
    scene.expect(slots.empty(), [&] { return "there are " + std::to_string(slots.size()) + " slots"; });
}

void publish_schedule(Scene& scene, const Match& match) {
    scene.must(commands::SchedulePublish{StageId(match.text("STAGE"))});
}

constexpr std::array sentences{
    Sentence{"schedule STAGE on NUMBER fields from TIME: ROWS",
             "a timetable: slot 4 min, rest 15 min, break 11:30-13:00, seed 7, division A", schedule},
    Sentence{"expect timetable of STAGE: nothing", "it has none", expect_no_timetable},
    Sentence{
        "expect timetable of STAGE: ROWS",
        "nobody and no field twice at once, nothing before what it depends on, and: 12 slots, rest 15 min, "
        "nothing in 11:30-13:00, from 07:30, until 16:00",
        expect_timetable},
    Sentence{"expect match MATCH at TIME", "when it is planned; never", expect_slot},
    Sentence{"publish timetable of STAGE", "posts it", publish_schedule},
};

}  // namespace

std::span<const Sentence> sentences_of_timetables() {
    return sentences;
}

}  // namespace sandau::scripts
