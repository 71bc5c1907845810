#include <algorithm>

#include "scoring/stage_evaluation.h"

namespace sandau {

namespace {

/// Where a cut falls in rows that are in their order.
struct Cut {
    std::size_t through = 0;  ///< rows before this one go on
    std::size_t next = 0;     ///< rows from here on are below the cut; between the two: tied on it
};

bool tied(const RankedRows& rows, std::size_t a, std::size_t b) {
    return rows[a].place == rows[b].place;
}

Cut cut_after(const RankedRows& rows, std::size_t top, Ties ties) {
    if (top >= rows.size()) return {rows.size(), rows.size()};
    if (top == 0 || !tied(rows, top - 1, top)) return {top, top};
    std::size_t first = top - 1, last = top + 1;
    while (first > 0 && tied(rows, first - 1, first)) --first;
    while (last < rows.size() && tied(rows, last - 1, last)) ++last;
    return ties == Ties::IncludeAll ? Cut{last, last} : Cut{first, last};
}

/// Rankings of one division, group or the stage, cut together.
struct Unit {
    std::vector<StageRanking*> rankings;
    RankedRows candidates;
    Cut cut;
    std::set<EntryId> gone_on_later;  ///< below the cut, but promoted or tied as best next
};

class Promotion {
public:
    Promotion(Evaluation& evaluation, StageState& state)
        : evaluation_(evaluation), state_(state), rules_(*state.stage->promote) {}

    void run() {
        bool groups = false;
        for (const StageRanking& ranking : state_.rankings) groups = groups || ranking.group.has_value();
        per_ = rules_.per.value_or(groups ? Promote::Per::Group : Promote::Per::Division);
        make_units();
        for (Unit& unit : units_) cut(unit);
        if (rules_.best_next && per_ == Promote::Per::Group) take_best_next();
        for (Unit& unit : units_) take_reserves(unit);
    }

private:
    void make_units() {
        for (StageRanking& ranking : state_.rankings) {
            const auto joins = [&](const Unit& unit) {
                if (per_ == Promote::Per::Stage) return true;
                return per_ == Promote::Per::Division && unit.rankings.front()->division == ranking.division;
            };
            const auto found = std::find_if(units_.begin(), units_.end(), joins);
            if (found != units_.end()) {
                found->rankings.push_back(&ranking);
            } else {
                units_.push_back({{&ranking}, {}, {}, {}});
            }
        }
    }

    RankedRows candidates(const std::vector<StageRanking*>& rankings) {
        RankedRows rows = merge_rankings(evaluation_, state_, {rankings.begin(), rankings.end()});
        std::erase_if(rows, [&](const RankedRow& row) {
            if (row.contender->withdrawn) return true;
            if (!rules_.min) return false;
            const Figure value = evaluate_formula(rules_.min->key, *row.contender->keys);
            return !value || *value < rules_.min->value;
        });
        return rows;
    }

    void cut(Unit& unit) {
        unit.candidates = candidates(unit.rankings);
        const std::size_t top = rules_.top ? static_cast<std::size_t>(*rules_.top) : unit.candidates.size();
        unit.cut = cut_after(unit.candidates, top, rules_.ties);
        for (std::size_t i = 0; i < unit.cut.through; ++i) promote(*unit.candidates[i].contender);
        const StageRanking& first = *unit.rankings.front();
        flag_tie(unit.candidates, unit.cut,
                 per_ == Promote::Per::Stage ? std::nullopt : std::optional(first.division),
                 per_ == Promote::Per::Group ? first.group : std::nullopt);
    }

    void flag_tie(const RankedRows& rows, const Cut& cut, std::optional<DivisionId> division,
                  std::optional<std::string> group) {
        if (cut.through == cut.next) return;
        Flag flag;
        flag.kind = "tie_at_cut";
        flag.stage = state_.stage->id;
        flag.division.emplace(std::move(division));
        flag.group = std::move(group);
        for (std::size_t i = cut.through; i < cut.next; ++i) flag.entries.push_back(rows[i].contender->entry);
        std::sort(flag.entries.begin(), flag.entries.end());
        evaluation_.flags.push_back(std::move(flag));
    }

    StageRanking& ranking_of(const Contender& contender) {
        const auto found =
            std::find_if(state_.rankings.begin(), state_.rankings.end(), [&](const StageRanking& one) {
                return one.division == contender.division && one.group == contender.group;
            });
        return *found;
    }

    void promote(const Contender& contender) {
        StageRanking& ranking = ranking_of(contender);
        (contender.held ? ranking.held : ranking.promoted).push_back(contender.entry);
    }

    /// Those next in each group, ranked together in their division or the whole stage.
    void take_best_next() {
        std::map<std::size_t, std::vector<Unit*>> pools;
        for (Unit& unit : units_) {
            std::size_t pool = 0;
            if (rules_.best_next->per == BestNext::Per::Division) {
                const auto& divisions = state_.stage->divisions;
                while (divisions[pool].division != unit.rankings.front()->division) ++pool;
            }
            pools[pool].push_back(&unit);
        }
        for (auto& [pool, units] : pools) {
            std::vector<const Contender*> next;
            for (const Unit* unit : units) {
                for (std::size_t i = unit->cut.next;
                     i < unit->candidates.size() && tied(unit->candidates, unit->cut.next, i); ++i)
                    next.push_back(unit->candidates[i].contender);
            }
            const RankedRows rows = rank_contenders(evaluation_, state_, std::move(next));
            const Cut cut = cut_after(rows, static_cast<std::size_t>(rules_.best_next->count), rules_.ties);
            for (std::size_t i = 0; i < cut.through; ++i) promote(*rows[i].contender);
            const bool by_division = rules_.best_next->per == BestNext::Per::Division;
            flag_tie(rows, cut,
                     by_division ? std::optional(units.front()->rankings.front()->division) : std::nullopt,
                     std::nullopt);
            for (Unit* unit : units)
                for (std::size_t i = 0; i < cut.next; ++i)
                    unit->gone_on_later.insert(rows[i].contender->entry);
        }
    }

    void take_reserves(Unit& unit) {
        RankedRows rest(unit.candidates.begin() + static_cast<std::ptrdiff_t>(unit.cut.next),
                        unit.candidates.end());
        std::erase_if(
            rest, [&](const RankedRow& row) { return unit.gone_on_later.contains(row.contender->entry); });
        const Cut cut = cut_after(rest, static_cast<std::size_t>(rules_.reserves), Ties::IncludeAll);
        for (std::size_t i = 0; i < cut.through; ++i)
            ranking_of(*rest[i].contender).reserves.push_back(rest[i].contender->entry);
    }

    Evaluation& evaluation_;
    StageState& state_;
    const Promote& rules_;
    Promote::Per per_ = Promote::Per::Division;
    std::vector<Unit> units_;
};

}  // namespace

void promote(Evaluation& evaluation, StageState& state) {
    if (state.stage->promote && !state.open) Promotion(evaluation, state).run();
}

void flag_not_promoted(Evaluation& evaluation, const StageState& state,
                       const std::vector<StageState>& earlier) {
    std::set<DivisionId> fed;
    std::set<EntryId> promoted;
    for (const StageState& feeding : earlier) {
        if (!feeding.stage->promote || feeding.stage->promote->to != state.stage->id) continue;
        for (const StageRanking& ranking : feeding.rankings) {
            if (!ranking.rows.empty()) fed.insert(ranking.division);
            promoted.insert(ranking.promoted.begin(), ranking.promoted.end());
        }
    }
    for (const DivisionPlay& play : state.stage->divisions) {
        if (!fed.contains(play.division)) continue;
        Flag flag;
        flag.kind = "not_promoted";
        flag.stage = state.stage->id;
        flag.division.emplace(play.division);
        for (const Contender& contender : state.contenders->all)
            if (contender.division == play.division && !contender.withdrawn &&
                !promoted.contains(contender.entry))
                flag.entries.push_back(contender.entry);
        std::sort(flag.entries.begin(), flag.entries.end());
        if (!flag.entries.empty()) evaluation.flags.push_back(std::move(flag));
    }
}

}  // namespace sandau
