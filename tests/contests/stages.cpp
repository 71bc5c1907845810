#include <array>
#include <map>

#include "contests/scene.h"
#include "scoring/command_payloads.h"

namespace sandau::scripts {

namespace {

void stage(Scene& scene, const Match& match) {
    const StageId id(match.text("STAGE"));
    if (scene.contest()->definition->stage(id) == nullptr) fail("the rules have no stage " + id.text);
    scene.stage = id;
}

/// `Sao Mai: points 812.5 | DNS, "ốm"`: a team's runs, from the first on.
void results(Scene& scene, const Match& match) {
    commands::ScoreImport import;
    import.stage = StageId(match.text("STAGE"));
    import.source = "script";
    for (const Line& row : match.step->rows) {
        const std::vector<Tokens> sides = split(row.tokens, ":");
        if (sides.size() != 2) throw ScriptError{row.number, "a row is TEAM: a run | the next run"};
        commands::ImportedResult result;
        result.entry = scene.entry(text_of(sides[0]));
        for (const Tokens& words : split(sides[1], "|")) {
            const Given given = given_of(words);
            result.runs.push_back({given.status.value_or(SheetStatus::OK), given.items, given.time_ms,
                                   given.reason.value_or("")});
        }
        import.results.push_back(std::move(result));
    }
    scene.must(import);
}

/// Falling figures: the first gets the most.
void falling_results(Scene& scene, const Match& match) {
    commands::ScoreImport import;
    import.stage = StageId(match.text("STAGE"));
    import.source = "script";
    std::int64_t value = whole_number_of(match.tokens("FROM"));
    const std::int64_t step = whole_number_of(match.tokens("STEP"));
    for (const EntryId& id : scene.entries(match.tokens("LIST"))) {
        commands::ImportedResult result;
        result.entry = id;
        Json items{Json::Object{}};
        items.set(match.text("ITEM"), value);
        result.runs.push_back({SheetStatus::OK, items, {}, ""});
        import.results.push_back(std::move(result));
        value -= step;
    }
    scene.must(import);
}

void promote(Scene& scene, const Match& match) {
    scene.must(commands::StagePromote{StageId(match.text("STAGE"))});
}

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

/// Two slots of one key never at once, and so much between them.
void check_apart(Scene& scene, const std::vector<Slot>& slots, const auto& key, Duration rest) {
    std::multimap<std::string, const Slot*> by_key;
    for (const Slot& slot : slots) by_key.emplace(key(slot), &slot);
    for (const auto& [name, one] : by_key) {
        const auto same = by_key.equal_range(name);
        for (auto other = same.first; other != same.second; ++other) {
            if (one->starts_at.utc_ms > other->second->starts_at.utc_ms || one == other->second) continue;
            const std::int64_t free_at = one->starts_at.utc_ms + one->duration_ms + rest.floor_ms();
            scene.expect(free_at <= other->second->starts_at.utc_ms, [&] {
                return name + " has slots at " + scene.text_of(one->starts_at) + " and " +
                       scene.text_of(other->second->starts_at);
            });
        }
    }
}

void check_nothing_in(Scene& scene, const std::vector<Slot>& slots, const commands::Break& pause) {
    for (const Slot& slot : slots)
        scene.expect(
            slot.starts_at.utc_ms + slot.duration_ms <= pause.from.utc_ms || slot.starts_at >= pause.until,
            [&] { return scene.name(slot.entry) + " runs at " + scene.text_of(slot.starts_at); });
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
            for (const Slot& slot : slots)
                latest = std::max(latest, WallTime{slot.starts_at.utc_ms + slot.duration_ms});
            scene.expect(scene.text_of(latest) == text_of(words),
                         [&] { return "it ends at " + scene.text_of(latest); });
        } else {
            throw ScriptError{row.number, "of a timetable: 12 slots, rest, nothing in, from, until"};
        }
    }
    check_apart(
        scene, slots, [](const Slot& slot) { return "field " + slot.field.text; }, Duration{});
    check_apart(
        scene, slots, [&](const Slot& slot) { return scene.name(slot.entry); }, rest);
}

void publish_schedule(Scene& scene, const Match& match) {
    scene.must(commands::SchedulePublish{StageId(match.text("STAGE"))});
}

void publish_ranking(Scene& scene, const Match& match) {
    scene.must(commands::StagePublish{StageId(match.text("STAGE"))});
}

void publish_all(Scene& scene, const Match& match) {
    scene.must(commands::ScorePublishStage{StageId(match.text("STAGE")), DivisionId(match.text("DIVISION"))});
}

void finalize(Scene& scene, const Match& match) {
    scene.must(commands::ResultFinalize{StageId(match.text("STAGE"))});
}

constexpr std::array sentences{
    Sentence{"stage STAGE", "runs and sheets are those of this stage from here on", stage},
    Sentence{"results of STAGE: falling ITEM from FROM by STEP for LIST",
             "one run each, every team less than the one before", falling_results},
    Sentence{"results of STAGE: ROWS", "a sheet of results, by row: Sao Mai: points 812.5 | DNS", results},
    Sentence{"promote STAGE", "those promoted go into the next stage", promote},
    Sentence{"schedule STAGE on NUMBER fields from TIME: ROWS",
             "a timetable: slot 4 min, rest 15 min, break 11:30-13:00, seed 7, division A", schedule},
    Sentence{"expect timetable of STAGE: ROWS",
             "nobody and no field twice at once, and: 12 slots, rest 15 min, nothing in 11:30-13:00, from "
             "07:30, until 16:00",
             expect_timetable},
    Sentence{"publish timetable of STAGE", "posts it", publish_schedule},
    Sentence{"publish ranking of STAGE", "posts the rankings as the published sheets make them",
             publish_ranking},
    Sentence{"publish all of STAGE in DIVISION", "publishes the division's committed sheets", publish_all},
    Sentence{"publish all of STAGE", "publishes every committed sheet", publish_all},
    Sentence{"finalize STAGE", "what had its time for protests becomes official", finalize},
};

}  // namespace

std::span<const Sentence> sentences_of_stages() {
    return sentences;
}

}  // namespace sandau::scripts
