#include "scoring/match_timetable.h"

#include <algorithm>
#include <compare>
#include <map>
#include <numeric>

#include "scoring/random.h"

namespace sandau {

namespace {

constexpr std::int64_t long_ago_ms = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t matches_max = 100'000;

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

/// What is the same for every try.
struct Setting {
    explicit Setting(const MatchTimetableRequest& asked) : request(asked) {
        busy_fields.resize(at(asked.fields));
        for (const BusyField& one : asked.busy)
            if (one.field >= 0 && one.field < asked.fields) busy_fields[at(one.field)].push_back(one.span);
        busy_players.resize(at(asked.players));
        for (const BusyPlayer& one : asked.busy_players) busy_players[at(one.player)].push_back(one.span);
        const std::size_t count = asked.matches.size();
        before.resize(count);
        left_after.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            const MatchToPlace& match = asked.matches[i];
            for (const int one : match.after) before[at(one)].push_back(static_cast<int>(i));
            if (match.table != no_table) tables[match.table][match.round].push_back(static_cast<int>(i));
        }
        // The longest way from a match to an end: what is behind in it is late everywhere after.
        for (std::size_t i = count; i-- > 0;)
            for (const int next : before[i])
                left_after[i] = std::max(left_after[i], left_after[at(next)] + 1);
        for (const auto& [table, rounds] : tables) {
            int left = static_cast<int>(rounds.size());
            for (const auto& [round, matches] : rounds) {
                --left;
                for (const int match : matches) left_after[at(match)] = std::max(left_after[at(match)], left);
            }
        }
    }

    const MatchTimetableRequest& request;
    std::vector<std::vector<Span>> busy_fields;
    std::vector<std::vector<Span>> busy_players;
    std::vector<std::vector<int>> before;  ///< by match: those that come after it
    std::vector<int> left_after;           ///< by match
    std::map<int, std::map<int, std::vector<int>>> tables;
};

/// What is compared of two timetables, what weighs most first.
struct Worth {
    std::int64_t last_start_ms = 0;
    std::int64_t nearest_ms = 0;  ///< the shortest time between a player's starts, negated
    std::int64_t unevenness = 0;  ///< squares of those times, in slots
    auto operator<=>(const Worth&) const = default;
};

/// One try: time goes on step by step, and on the fields that are free those play whose way is longest, of
/// them whose players have rested most, of them whom the lot names.
class Attempt {
public:
    Attempt(const Setting& setting, std::uint64_t seed) : setting_(setting), request_(setting.request) {
        const std::size_t count = request_.matches.size();
        lots_.resize(count);
        std::iota(lots_.begin(), lots_.end(), 0);
        Random random(seed);
        random.shuffle(lots_);
        placed_.resize(count);
        waits_for_.resize(count);
        ready_ms_.resize(count, long_ago_ms);
        rested_ms_.resize(at(request_.players), long_ago_ms);
        on_field_.resize(at(request_.players * request_.fields));
        for (const auto& [table, rounds] : setting.tables) table_at_[table] = {rounds.begin(), 0};
        for (auto& [table, where] : table_at_) where.left = where.round->second.size();
        for (std::size_t i = 0; i < count; ++i) {
            waits_for_[i] = request_.matches[i].after.size();
            release_if_free(static_cast<int>(i));
        }
    }

    void run() {
        std::int64_t now_ms = request_.start_ms;
        for (std::size_t left = placed_.size(); left > 0;) {
            now_ms = after_breaks(request_.breaks, now_ms, request_.slot_ms);
            const std::size_t started = start_at(now_ms);
            left -= started;
            const std::int64_t next_ms = now_ms + request_.slot_ms;
            now_ms = started > 0 ? next_ms : std::max(next_ms, on_the_grid(now_ms, next_chance(now_ms)));
        }
    }

    const std::vector<PlacedMatch>& placed() const { return placed_; }
    Worth worth() const { return {last_start_ms_, -nearest_ms_, unevenness_}; }

private:
    struct TablePosition {
        std::map<int, std::vector<int>>::const_iterator round;
        std::size_t left = 0;  ///< matches of the round that have no place
    };

    void release_if_free(int match) {
        const MatchToPlace& wanted = request_.matches[at(match)];
        if (waits_for_[at(match)] > 0) return;
        if (wanted.table != no_table && table_at_.at(wanted.table).round->first != wanted.round) return;
        released_.push_back(match);
    }

    std::int64_t on_the_grid(std::int64_t now_ms, std::int64_t wanted_ms) const {
        if (wanted_ms <= now_ms) return now_ms;
        return now_ms + (wanted_ms - now_ms + request_.slot_ms - 1) / request_.slot_ms * request_.slot_ms;
    }

    bool is_busy(int field, std::int64_t now_ms) const {
        const std::vector<Span>& spans = setting_.busy_fields[at(field)];
        return std::any_of(spans.begin(), spans.end(), [&](const Span& span) {
            return span.overlaps(now_ms, now_ms + request_.slot_ms);
        });
    }

    /// From when on, not before now, the match may start.
    std::int64_t may_start(int match, std::int64_t now_ms) const {
        const MatchToPlace& wanted = request_.matches[at(match)];
        std::int64_t from_ms = std::max({now_ms, wanted.earliest_ms, ready_ms_[at(match)]});
        for (const int player : wanted.players) from_ms = std::max(from_ms, rested_ms_[at(player)]);
        for (bool moved = true; moved;) {
            moved = false;
            for (const int player : wanted.players)
                for (const Span& span : setting_.busy_players[at(player)]) {
                    if (!span.overlaps(from_ms - request_.rest_ms,
                                       from_ms + request_.slot_ms + request_.rest_ms))
                        continue;
                    from_ms = span.until_ms + request_.rest_ms;
                    moved = true;
                }
        }
        return from_ms;
    }

    /// When a field or a match is free that is not now. A break that comes first moves the steps.
    std::int64_t next_chance(std::int64_t now_ms) const {
        std::int64_t field_ms = std::numeric_limits<std::int64_t>::max();
        for (const std::vector<Span>& spans : setting_.busy_fields) {
            std::int64_t free_ms = now_ms;
            for (const Span& span : spans)
                if (span.overlaps(now_ms, now_ms + request_.slot_ms))
                    free_ms = std::max(free_ms, span.until_ms);
            field_ms = std::min(field_ms, free_ms);
        }
        std::int64_t match_ms = std::numeric_limits<std::int64_t>::max();
        for (const int match : released_) match_ms = std::min(match_ms, may_start(match, now_ms));
        std::int64_t chance_ms = std::max(field_ms, match_ms);
        for (const Span& span : request_.breaks)
            if (span.until_ms > now_ms)
                chance_ms = std::min(chance_ms, std::max(now_ms, span.from_ms - request_.slot_ms));
        return chance_ms;
    }

    std::size_t start_at(std::int64_t now_ms) {
        std::vector<int> fields;
        for (int field = 0; field < request_.fields; ++field)
            if (!is_busy(field, now_ms)) fields.push_back(field);
        std::size_t started = 0;
        while (!fields.empty()) {
            const int match = pick(now_ms);
            if (match < 0) break;
            start(match, now_ms, fields);
            ++started;
        }
        return started;
    }

    int pick(std::int64_t now_ms) const {
        int best = -1;
        for (const int match : released_)
            if (may_start(match, now_ms) == now_ms && (best < 0 || is_before(match, best))) best = match;
        return best;
    }
    bool is_before(int a, int b) const {
        if (setting_.left_after[at(a)] != setting_.left_after[at(b)])
            return setting_.left_after[at(a)] > setting_.left_after[at(b)];
        const std::int64_t tired_a = tired(a), tired_b = tired(b);
        return tired_a != tired_b ? tired_a < tired_b : lots_[at(a)] < lots_[at(b)];
    }
    std::int64_t tired(int match) const {
        std::int64_t latest_ms = ready_ms_[at(match)];
        for (const int player : request_.matches[at(match)].players)
            latest_ms = std::max(latest_ms, rested_ms_[at(player)]);
        return latest_ms;
    }

    int field_cost(int match, int field) const {
        int cost = 0;
        for (const int player : request_.matches[at(match)].players)
            cost += on_field_[at(player * request_.fields + field)];
        return cost;
    }

    void start(int match, std::int64_t now_ms, std::vector<int>& fields) {
        const auto chosen = std::min_element(fields.begin(), fields.end(), [&](int a, int b) {
            return field_cost(match, a) < field_cost(match, b);
        });
        placed_[at(match)] = {*chosen, now_ms};
        last_start_ms_ = std::max(last_start_ms_, now_ms);
        const std::int64_t free_ms = now_ms + request_.slot_ms + request_.rest_ms;
        for (const int player : request_.matches[at(match)].players) {
            ++on_field_[at(player * request_.fields + *chosen)];
            note_gap(player, free_ms);
            rested_ms_[at(player)] = free_ms;
        }
        fields.erase(chosen);
        std::erase(released_, match);
        for (const int next : setting_.before[at(match)]) {
            ready_ms_[at(next)] = std::max(ready_ms_[at(next)], free_ms);
            --waits_for_[at(next)];
            release_if_free(next);
        }
        go_on_in_table(request_.matches[at(match)].table);
    }

    void note_gap(int player, std::int64_t free_ms) {
        const std::int64_t before_ms = rested_ms_[at(player)];
        if (before_ms == long_ago_ms) return;
        nearest_ms_ = std::min(nearest_ms_, free_ms - before_ms);
        const std::int64_t slots = (free_ms - before_ms) / request_.slot_ms;
        unevenness_ += slots * slots;
    }

    void go_on_in_table(int table) {
        if (table == no_table) return;
        TablePosition& where = table_at_.at(table);
        if (--where.left > 0) return;
        if (++where.round == setting_.tables.at(table).end()) return;
        where.left = where.round->second.size();
        for (const int match : where.round->second) release_if_free(match);
    }

    const Setting& setting_;
    const MatchTimetableRequest& request_;
    std::vector<int> lots_;
    std::vector<PlacedMatch> placed_;
    std::vector<std::size_t> waits_for_;
    std::vector<std::int64_t> ready_ms_;   ///< by match: when those that it waits for have rested
    std::vector<std::int64_t> rested_ms_;  ///< by player
    std::vector<int> on_field_;            ///< by player and field: how often
    std::vector<int> released_;            ///< matches that wait for a field or for rest only
    std::map<int, TablePosition> table_at_;
    std::int64_t last_start_ms_ = long_ago_ms;
    std::int64_t nearest_ms_ = std::numeric_limits<std::int64_t>::max();
    std::int64_t unevenness_ = 0;
};

/// Matches that start together change fields as long as that makes everybody's more even. A change that costs
/// nothing is made too: it leads out of corners.
class FieldsEvened {
public:
    FieldsEvened(const Setting& setting, std::vector<PlacedMatch>& placed)
        : setting_(setting), request_(setting.request), placed_(placed) {
        counts_.resize(at(request_.players * request_.fields));
        for (std::size_t i = 0; i < placed.size(); ++i) {
            on_[{placed[i].start_ms, placed[i].field}] = static_cast<int>(i);
            for (const int player : request_.matches[i].players) ++count(player, placed[i].field);
        }
    }

    void run() {
        if (request_.fields < 2 || placed_.empty()) return;
        Random random(request_.seed);
        const std::size_t tries = std::min<std::size_t>(placed_.size() * at(request_.fields) * 100, 400'000);
        for (std::size_t i = 0; i < tries; ++i) {
            const int match = static_cast<int>(random.below(placed_.size()));
            change(match, static_cast<int>(random.below(at(request_.fields))));
        }
    }

private:
    int& count(int player, int field) { return counts_[at(player * request_.fields + field)]; }

    /// What the move adds to the sum of the squares of the counts, halved.
    int cost(int match, int from, int to) {
        int sum = 0;
        for (const int player : request_.matches[at(match)].players)
            sum += count(player, to) - count(player, from) + 1;
        return sum;
    }
    void move(int match, int to) {
        PlacedMatch& place = placed_[at(match)];
        for (const int player : request_.matches[at(match)].players) {
            --count(player, place.field);
            ++count(player, to);
        }
        place.field = to;
        on_[{place.start_ms, to}] = match;
    }

    void change(int match, int to) {
        const PlacedMatch place = placed_[at(match)];
        if (to == place.field) return;
        const auto there = on_.find({place.start_ms, to});
        if (there == on_.end()) {
            const std::vector<Span>& spans = setting_.busy_fields[at(to)];
            const bool is_free = std::none_of(spans.begin(), spans.end(), [&](const Span& span) {
                return span.overlaps(place.start_ms, place.start_ms + request_.slot_ms);
            });
            if (!is_free || cost(match, place.field, to) > 0) return;
            on_.erase({place.start_ms, place.field});
            return move(match, to);
        }
        const int other = there->second;
        if (cost(match, place.field, to) + cost(other, to, place.field) > 0) return;
        move(match, to);
        move(other, place.field);
    }

    const Setting& setting_;
    const MatchTimetableRequest& request_;
    std::vector<PlacedMatch>& placed_;
    std::vector<int> counts_;  ///< by player and field: how often
    std::map<std::pair<std::int64_t, int>, int> on_;
};

Result<void> check_request(const MatchTimetableRequest& request) {
    const auto bad = [](const char* what) { return refuse("timetable.request", {{"what", what}}); };
    if (request.matches.size() > matches_max) return bad("matches");
    if (request.fields < 1 || request.fields > 64) return bad("fields");
    if (request.slot_ms < 1'000 || request.slot_ms > 86'400'000) return bad("slot");
    if (request.rest_ms < 0 || request.rest_ms > 86'400'000) return bad("rest");
    if (request.breaks.size() > 100) return bad("break");
    for (const Span& span : request.breaks)
        if (span.until_ms <= span.from_ms) return bad("break");
    for (std::size_t i = 0; i < request.matches.size(); ++i)
        for (const int one : request.matches[i].after)
            CHECK(one >= 0 && at(one) < i, "a match comes after those that bring its players");
    return {};
}

}  // namespace

Result<std::vector<PlacedMatch>> make_match_timetable(const MatchTimetableRequest& request) {
    if (const Result<void> checked = check_request(request); !checked) return tl::unexpected(checked.error());
    const Setting setting(request);
    const std::size_t tries = std::clamp<std::size_t>(10'000 / (request.matches.size() + 1), 1, 30);
    std::vector<PlacedMatch> best;
    Worth best_worth;
    Random seeds(request.seed);
    for (std::size_t i = 0; i < tries; ++i) {
        Attempt attempt(setting, seeds.next());
        attempt.run();
        if (i > 0 && attempt.worth() >= best_worth) continue;
        best = attempt.placed();
        best_worth = attempt.worth();
    }
    FieldsEvened(setting, best).run();
    return best;
}

}  // namespace sandau
