#include "scoring/alliance_timetable.h"

#include <algorithm>
#include <map>

#include "scoring/alliance_search.h"
#include "scoring/random.h"

namespace sandau {

namespace {

constexpr int places_max = 40'000;

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

/// By team and place (a station, a field) how often; `change` tells what a swap would cost.
class Counts {
public:
    Counts(int teams, int places) : places_(places), counts_(at(teams * places)) {}

    int& of(int team, int place) { return counts_[at(team * places_ + place)]; }
    /// What moving the team from one place to another adds to the sum of the squares, halved.
    int change(int team, int from, int to) { return of(team, to) - of(team, from) + 1; }
    void move(int team, int from, int to) {
        --of(team, from);
        ++of(team, to);
    }
    int spread(int team) {
        const auto begin = counts_.begin() + team * places_;
        const auto [least, most] = std::minmax_element(begin, begin + places_);
        return *most - *least;
    }

private:
    int places_;
    std::vector<int> counts_;
};

/// Partners change stations among themselves as long as that makes everybody's more even. A change that costs
/// nothing is made too: it leads out of corners.
void even_stations(const AllianceRequest& request, std::vector<AllianceMatch>& matches, Random& random) {
    if (request.per_side < 2) return;
    Counts counts(request.teams, request.per_side);
    for (const AllianceMatch& match : matches)
        for (int i = 0; i < request.sides * request.per_side; ++i)
            ++counts.of(match.teams[at(i)], i % request.per_side);
    const std::size_t tries = matches.size() * at(request.sides * request.per_side) * 200;
    for (std::size_t i = 0; i < tries; ++i) {
        std::vector<int>& teams = matches[random.below(matches.size())].teams;
        const auto first = at(request.per_side) * random.below(at(request.sides));
        const auto a = static_cast<int>(random.below(at(request.per_side)));
        const auto b = static_cast<int>(random.below(at(request.per_side)));
        int& team_a = teams[first + at(a)];
        int& team_b = teams[first + at(b)];
        if (a == b || counts.change(team_a, a, b) + counts.change(team_b, b, a) > 0) continue;
        counts.move(team_a, a, b);
        counts.move(team_b, b, a);
        std::swap(team_a, team_b);
    }
}

/// Matches that start together change fields in the same way.
void even_fields(const AllianceRequest& request, std::vector<AllianceMatch>& matches, Random& random) {
    if (request.fields < 2) return;
    Counts counts(request.teams, request.fields);
    std::map<std::int64_t, std::vector<std::size_t>> starts;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        starts[matches[i].start_ms].push_back(i);
        for (const int team : matches[i].teams) ++counts.of(team, matches[i].field);
    }
    std::vector<std::vector<std::size_t>> together;
    for (auto& [start, those] : starts)
        if (those.size() > 1) together.push_back(std::move(those));
    for (std::size_t i = 0; !together.empty() && i < matches.size() * 400; ++i) {
        const std::vector<std::size_t>& those = together[random.below(together.size())];
        AllianceMatch& a = matches[those[random.below(those.size())]];
        AllianceMatch& b = matches[those[random.below(those.size())]];
        if (a.field == b.field) continue;
        int change = 0;
        for (const int team : a.teams) change += counts.change(team, a.field, b.field);
        for (const int team : b.teams) change += counts.change(team, b.field, a.field);
        if (change > 0) continue;
        for (const int team : a.teams) counts.move(team, a.field, b.field);
        for (const int team : b.teams) counts.move(team, b.field, a.field);
        std::swap(a.field, b.field);
    }
}

/// Each match at the first start, not before the one ahead of it, at which a field is free and everybody has
/// rested.
void place(const AllianceRequest& request, std::vector<AllianceMatch>& matches) {
    std::vector<std::int64_t> free_from_ms(at(request.teams));
    std::int64_t now_ms = 0;
    int field = 0;
    for (AllianceMatch& match : matches) {
        std::int64_t rested_ms = now_ms;
        for (const int team : match.teams) rested_ms = std::max(rested_ms, free_from_ms[at(team)]);
        if (field == request.fields || rested_ms > now_ms) {
            const std::int64_t steps =
                std::max<std::int64_t>(1, (rested_ms - now_ms + request.slot_ms - 1) / request.slot_ms);
            now_ms += steps * request.slot_ms;
            field = 0;
        }
        if (const std::int64_t free_ms = after_breaks(request.breaks, now_ms, request.slot_ms);
            free_ms > now_ms) {
            now_ms = free_ms;
            field = 0;
        }
        match.start_ms = now_ms;
        match.field = field++;
        for (const int team : match.teams)
            free_from_ms[at(team)] = now_ms + request.slot_ms + request.rest_ms;
    }
}

Result<void> check_request(const AllianceRequest& request) {
    const auto bad = [](const char* what) { return refuse("timetable.request", {{"what", what}}); };
    if (request.teams < 1 || request.teams > 1'000) return bad("teams");
    if (request.plays < 1 || request.plays > 100) return bad("plays");
    if (request.fields < 1 || request.fields > 64) return bad("fields");
    if (request.sides < 1 || request.sides > 8) return bad("sides");
    if (request.per_side < 1 || request.per_side > 16) return bad("per-side");
    if (request.slot_ms < 1'000 || request.slot_ms > 86'400'000) return bad("slot");
    if (request.rest_ms < 0 || request.rest_ms > 86'400'000) return bad("rest");
    if (request.breaks.size() > 100) return bad("break");
    for (const Span& span : request.breaks)
        if (span.until_ms <= span.from_ms) return bad("break");
    if (request.teams * request.plays > places_max) return bad("teams × plays");
    const int needed = request.sides * request.per_side;
    if (request.teams < needed)
        return refuse("timetable.too_few_teams",
                      {{"needed", std::to_string(needed)}, {"teams", std::to_string(request.teams)}});
    return {};
}

}  // namespace

Result<std::vector<AllianceMatch>> make_alliance_timetable(const AllianceRequest& request) {
    if (const Result<void> checked = check_request(request); !checked) return tl::unexpected(checked.error());
    const std::vector<int> team_at = AllianceSearch(request).run();
    const int size = request.sides * request.per_side;
    std::vector<AllianceMatch> matches(team_at.size() / at(size));
    for (std::size_t i = 0; i < team_at.size(); ++i) matches[i / at(size)].teams.push_back(team_at[i]);
    place(request, matches);
    Random random(request.seed);
    even_stations(request, matches, random);
    even_fields(request, matches, random);
    return matches;
}

AllianceFaults faults_of(const AllianceRequest& request, const std::vector<AllianceMatch>& matches) {
    const int size = request.sides * request.per_side;
    AllianceFaults faults;
    std::map<std::pair<int, int>, int> partners;
    std::map<std::pair<int, int>, int> opponents;
    Counts sides(request.teams, request.sides);
    Counts stations(request.teams, request.per_side);
    std::vector<int> last_match(at(request.teams), -1);
    for (std::size_t m = 0; m < matches.size(); ++m) {
        for (int i = 0; i < size; ++i) {
            const int team = matches[m].teams[at(i)];
            ++sides.of(team, i / request.per_side);
            ++stations.of(team, i % request.per_side);
            int& last = last_match[at(team)];
            if (last >= 0 && (static_cast<int>(m) - last) * 12 < request.teams) ++faults.short_gaps;
            last = static_cast<int>(m);
            for (int j = i + 1; j < size; ++j) {
                const bool with = i / request.per_side == j / request.per_side;
                ++(with ? partners : opponents)[std::minmax(team, matches[m].teams[at(j)])];
            }
        }
    }
    for (const auto& [pair, times] : partners) faults.partner_repeats += times - 1;
    for (const auto& [pair, times] : opponents) faults.opponents_above_3 += times > 3 ? 1 : 0;
    for (int team = 0; team < request.teams; ++team) {
        faults.uneven_sides += sides.spread(team) > (request.plays % 2 == 1 ? 1 : 2) ? 1 : 0;
        faults.uneven_stations += stations.spread(team) > 2 ? 1 : 0;
    }
    return faults;
}

}  // namespace sandau
