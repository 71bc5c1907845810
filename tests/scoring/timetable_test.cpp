#include "scoring/timetable.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "scoring/bracket.h"
#include "scoring/match_timetable.h"
#include "scoring/round_robin.h"

namespace sandau {
namespace {

constexpr std::int64_t minute_ms = 60'000;

/// What occupies a field and some players for a while; the rules below know nothing of how it came about.
struct Occupied {
    int field;
    Span span;
    std::vector<int> players;
};

bool apart(const Span& a, const Span& b, std::int64_t least_ms) {
    return a.until_ms + least_ms <= b.from_ms || b.until_ms + least_ms <= a.from_ms;
}

/// No field twice, nobody in two places, rest kept, nothing in a break.
bool keeps_the_hard_rules(const std::vector<Occupied>& all, const std::vector<Span>& breaks,
                          std::int64_t rest_ms) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (const Span& one : breaks)
            if (!apart(all[i].span, one, 0)) return false;
        for (std::size_t j = 0; j < i; ++j) {
            if (all[i].field == all[j].field && !apart(all[i].span, all[j].span, 0)) return false;
            const bool share = std::any_of(all[i].players.begin(), all[i].players.end(), [&](int player) {
                return std::find(all[j].players.begin(), all[j].players.end(), player) !=
                       all[j].players.end();
            });
            if (share && !apart(all[i].span, all[j].span, rest_ms)) return false;
        }
    }
    return true;
}

std::vector<Occupied> occupied(const MatchTimetableRequest& request, const std::vector<PlacedMatch>& placed) {
    std::vector<Occupied> all;
    for (std::size_t i = 0; i < placed.size(); ++i)
        all.push_back({placed[i].field,
                       {placed[i].start_ms, placed[i].start_ms + request.slot_ms},
                       request.matches[i].players});
    // Each of the others stands on a field of its own: only what it takes is looked at.
    int elsewhere = -1;
    for (const BusyField& one : request.busy) all.push_back({one.field, one.span, {}});
    for (const BusyPlayer& one : request.busy_players) all.push_back({elsewhere--, one.span, {one.player}});
    return all;
}

MatchTimetableRequest a_request(int fields, std::int64_t rest_min) {
    MatchTimetableRequest request;
    request.fields = fields;
    request.start_ms = 480 * minute_ms;
    request.slot_ms = 5 * minute_ms;
    request.rest_ms = rest_min * minute_ms;
    return request;
}

void add_table(MatchTimetableRequest& request, int table, int entries, int legs = 1) {
    const auto rounds = round_robin(static_cast<std::size_t>(entries), static_cast<std::size_t>(legs));
    for (std::size_t round = 0; round < rounds.size(); ++round)
        for (const auto& [a, b] : rounds[round].pairs) {
            MatchToPlace match;
            match.players = {request.players + static_cast<int>(a), request.players + static_cast<int>(b)};
            match.table = table;
            match.round = static_cast<int>(round) + 1;
            request.matches.push_back(std::move(match));
        }
    request.players += entries;
}

void add_bracket(MatchTimetableRequest& request, const Bracket& bracket) {
    const int first = static_cast<int>(request.matches.size());
    for (const BracketMatch& one : bracket.matches) {
        MatchToPlace match;
        for (const BracketSource& source : {one.upper, one.lower}) {
            if (source.kind == BracketSource::Kind::Seed) {
                match.players.push_back(request.players + static_cast<int>(source.index));
            } else {
                match.after.push_back(first + static_cast<int>(source.index));
            }
        }
        request.matches.push_back(std::move(match));
    }
    request.players += static_cast<int>(bracket.slots);
}

/// A feeder and the rest before what it feeds; a table's rounds in order.
bool keeps_the_order(const MatchTimetableRequest& request, const std::vector<PlacedMatch>& placed) {
    std::map<int, std::map<int, std::pair<std::int64_t, std::int64_t>>> rounds;  // first and last start
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const MatchToPlace& match = request.matches[i];
        const std::int64_t start_ms = placed[i].start_ms;
        if (start_ms < match.earliest_ms || start_ms < request.start_ms) return false;
        for (const int before : match.after)
            if (placed[static_cast<std::size_t>(before)].start_ms + request.slot_ms + request.rest_ms >
                start_ms)
                return false;
        if (match.table == no_table) continue;
        const auto [at, is_new] = rounds[match.table].try_emplace(match.round, std::pair{start_ms, start_ms});
        at->second = {std::min(at->second.first, start_ms), std::max(at->second.second, start_ms)};
    }
    for (const auto& [table, all] : rounds)
        for (auto round = all.begin(); round != all.end() && std::next(round) != all.end(); ++round)
            if (round->second.second > std::next(round)->second.first) return false;
    return true;
}

/// Up to an hour and a half in a morning.
Span a_span() {
    const std::int64_t from_ms = *rc::gen::inRange<std::int64_t>(460, 700) * minute_ms;
    return {from_ms, from_ms + *rc::gen::inRange<std::int64_t>(1, 90) * minute_ms};
}

TEST(MatchTimetable, KeepsTheHardRulesOfTablesAndBracketsAroundWhatIsThere) {
    EXPECT_TRUE(rc::check([] {
        MatchTimetableRequest request =
            a_request(*rc::gen::inRange(1, 6), *rc::gen::inRange<std::int64_t>(0, 25));
        const int tables = *rc::gen::inRange(0, 5);
        for (int table = 0; table < tables; ++table)
            add_table(request, table, *rc::gen::inRange(2, 7), *rc::gen::inRange(1, 3));
        const auto entries = static_cast<std::size_t>(*rc::gen::inRange(0, 17));
        if (entries > 1)
            add_bracket(request, *rc::gen::arbitrary<bool>() ? single_elimination(entries, ThirdPlace::Match)
                                                             : double_elimination(entries, GrandFinal::Once));
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i) request.breaks.push_back(a_span());
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
            request.busy.push_back({i % request.fields, a_span()});
        for (int i = *rc::gen::inRange(0, 4); i > 0 && request.players > 0; --i)
            request.busy_players.push_back({i % request.players, a_span()});
        request.seed = *rc::gen::arbitrary<std::uint64_t>();
        const std::vector<PlacedMatch> placed = *make_match_timetable(request);
        RC_ASSERT(placed.size() == request.matches.size());
        RC_ASSERT(keeps_the_order(request, placed));
        std::vector<Occupied> all = occupied(request, placed);
        // What was there before may lie in a break or beside itself.
        const std::vector<Occupied> own(all.begin(),
                                        all.begin() + static_cast<std::ptrdiff_t>(placed.size()));
        RC_ASSERT(keeps_the_hard_rules(own, request.breaks, request.rest_ms));
        for (std::size_t i = placed.size(); i < all.size(); ++i)
            for (const Occupied& one : own)
                RC_ASSERT(keeps_the_hard_rules({one, all[i]}, {}, request.rest_ms));
        RC_ASSERT(placed == *make_match_timetable(request));
    }));
}

TEST(MatchTimetable, IsAnotherWithAnotherSeed) {
    MatchTimetableRequest request = a_request(2, 0);
    add_table(request, 0, 8);
    const std::vector<PlacedMatch> first = *make_match_timetable(request);
    request.seed = 2;
    EXPECT_NE(first, *make_match_timetable(request));
}

TEST(MatchTimetable, LeavesNoFieldEmptyThatSomebodyCouldPlayOn) {
    MatchTimetableRequest request = a_request(4, 0);
    for (int table = 0; table < 4; ++table) add_table(request, table, 4);
    std::int64_t last_ms = 0;
    const std::vector<PlacedMatch> placed = *make_match_timetable(request);
    for (const PlacedMatch& one : placed) last_ms = std::max(last_ms, one.start_ms);
    // 24 matches on four fields are six steps.
    EXPECT_EQ(last_ms, request.start_ms + 5 * request.slot_ms);
}

TEST(MatchTimetable, SpreadsTheFieldsOverEachPlayersMatches) {
    MatchTimetableRequest request = a_request(2, 0);
    add_table(request, 0, 10, 2);
    const std::vector<PlacedMatch> placed = *make_match_timetable(request);
    std::map<int, std::map<int, int>> times;
    for (std::size_t i = 0; i < placed.size(); ++i)
        for (const int player : request.matches[i].players) ++times[player][placed[i].field];
    for (auto& [player, fields] : times) EXPECT_LE(std::abs(fields[0] - fields[1]), 2) << player;
}

TEST(MatchTimetable, LetsPlayersRestWhereThereIsRoom) {
    // Two groups on one field: nobody plays twice in a row without need.
    MatchTimetableRequest request = a_request(1, 0);
    add_table(request, 0, 4);
    add_table(request, 1, 4);
    const std::vector<PlacedMatch> placed = *make_match_timetable(request);
    std::map<int, std::set<std::int64_t>> starts;
    for (std::size_t i = 0; i < placed.size(); ++i)
        for (const int player : request.matches[i].players) starts[player].insert(placed[i].start_ms);
    for (const auto& [player, those] : starts)
        for (auto start = those.begin(); std::next(start) != those.end(); ++start)
            EXPECT_GE(*std::next(start) - *start, 2 * request.slot_ms) << player;
}

TEST(MatchTimetable, PlacesTheLargestBracketsInNoTime) {
    MatchTimetableRequest request = a_request(8, 10);
    add_bracket(request, double_elimination(1'024, GrandFinal::Once));
    const std::vector<PlacedMatch> placed = *make_match_timetable(request);
    EXPECT_EQ(placed.size(), 2'046U);
    EXPECT_TRUE(keeps_the_order(request, placed));
}

TEST(MatchTimetable, RefusesWhatCannotBe) {
    const auto refused = [](auto change) {
        MatchTimetableRequest request = a_request(2, 0);
        change(request);
        return make_match_timetable(request).error().code;
    };
    EXPECT_EQ(refused([](auto& request) { request.fields = 0; }), "timetable.request");
    EXPECT_EQ(refused([](auto& request) { request.slot_ms = 0; }), "timetable.request");
    EXPECT_EQ(refused([](auto& request) { request.rest_ms = -1; }), "timetable.request");
    EXPECT_EQ(refused([](auto& request) { request.breaks = {{2, 1}}; }), "timetable.request");
}

TEST(Timetable, KeepsTheHardRulesAroundWhatIsThere) {
    EXPECT_TRUE(rc::check([] {
        TimetableRequest request;
        request.entries = *rc::gen::inRange(0, 20);
        request.plays = *rc::gen::inRange(1, 4);
        request.fields = *rc::gen::inRange(1, 5);
        request.start_ms = 480 * minute_ms;
        request.slot_ms = *rc::gen::inRange<std::int64_t>(1, 9) * minute_ms;
        request.rest_ms = *rc::gen::inRange<std::int64_t>(0, 25) * minute_ms;
        request.seed = *rc::gen::arbitrary<std::uint64_t>();
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i) request.breaks.push_back(a_span());
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
            request.busy.push_back({i % request.fields, a_span()});
        for (int i = *rc::gen::inRange(0, 4); i > 0 && request.entries > 0; --i)
            request.busy_entries.push_back({i % request.entries, a_span()});
        // A child who is in the first and the last entry.
        if (request.entries > 1) request.shared = {{0, request.entries - 1}};
        const std::vector<TimetableSlot> slots = *make_timetable(request);
        RC_ASSERT(slots == *make_timetable(request));
        std::vector<Occupied> own;
        std::map<int, int> plays;
        for (const TimetableSlot& slot : slots) {
            RC_ASSERT(slot.play == ++plays[slot.entry]);
            own.push_back({slot.field, {slot.start_ms, slot.start_ms + request.slot_ms}, {slot.entry}});
            if (slot.entry == request.entries - 1) own.back().players.push_back(0);
        }
        for (int entry = 0; entry < request.entries; ++entry) RC_ASSERT(plays[entry] == request.plays);
        RC_ASSERT(keeps_the_hard_rules(own, request.breaks, request.rest_ms));
        for (const Occupied& one : own) {
            for (const BusyField& busy : request.busy)
                RC_ASSERT(keeps_the_hard_rules({one, {busy.field, busy.span, {}}}, {}, 0));
            for (const BusyEntry& busy : request.busy_entries)
                RC_ASSERT(keeps_the_hard_rules({one, {-1, busy.span, {busy.entry}}}, {}, request.rest_ms));
        }
    }));
}

TEST(Timetable, AChildWhoIsBusyWithOneTeamIsMissingInTheOther) {
    TimetableRequest request;
    request.entries = 2;
    request.plays = 1;
    request.fields = 1;
    request.start_ms = 480 * minute_ms;
    request.slot_ms = minute_ms;
    request.busy_entries = {{0, {480 * minute_ms, 490 * minute_ms}}};
    request.shared = {{0, 1}};
    const std::vector<TimetableSlot> slots = *make_timetable(request);
    ASSERT_EQ(slots.size(), 2u);
    for (const TimetableSlot& slot : slots) EXPECT_GE(slot.start_ms, 490 * minute_ms);
}

TEST(Timetable, LetsEverybodyRunOnceBeforeAnybodyRunsTwice) {
    TimetableRequest request;
    request.entries = 11;
    request.plays = 3;
    request.fields = 2;
    request.slot_ms = 4 * minute_ms;
    int latest = 1;
    std::map<int, std::map<int, int>> on_field;
    for (const auto slots = *make_timetable(request); const TimetableSlot& slot : slots) {
        EXPECT_GE(slot.play, latest);
        latest = slot.play;
        ++on_field[slot.entry][slot.field];
    }
    for (auto& [entry, times] : on_field) EXPECT_LE(std::abs(times[0] - times[1]), 1) << entry;
}

}  // namespace
}  // namespace sandau
