#include <algorithm>

#include "scoring/bracket.h"
#include "scoring/match_evaluation.h"

namespace sandau {

namespace {

/// Who stands at one end of a match.
struct Participant {
    enum class Kind { NotKnown, Nobody, Entry } kind = Kind::NotKnown;
    EntryId entry;

    bool is_entry() const { return kind == Kind::Entry; }
    std::optional<EntryId> shown() const { return is_entry() ? std::optional(entry) : std::nullopt; }
};

Participant participant(EntryId entry) {
    return {Participant::Kind::Entry, std::move(entry)};
}
const Participant nobody{Participant::Kind::Nobody, {}};

struct Outcome {
    Participant upper, lower;
    Participant winner, loser;
    bool lower_won = false;
};

class EliminationEvaluation {
public:
    EliminationEvaluation(Evaluation& evaluation, StageState& state, std::vector<EntryId> seeds)
        : evaluation_(evaluation),
          state_(state),
          stage_(*state.stage),
          game_(*stage_.divisions.front().game),
          seeds_(std::move(seeds)) {
        for (const MatchSheet& sheet : evaluation.stage_results(stage_.id).matches)
            sheets_[sheet.id] = &sheet;
        const EliminationRules& rules = stage_.elimination;
        bracket_ =
            stage_.format == StageFormat::SingleElimination
                ? single_elimination(seeds_.size(),
                                     rules.third_place ? ThirdPlace::Match : ThirdPlace::Shared)
                : double_elimination(seeds_.size(), rules.reset ? GrandFinal::Reset : GrandFinal::Once);
    }

    void run() {
        for (const EntryId& seed : seeds_) add_contender(evaluation_, state_, seed);
        for (const BracketMatch& match : bracket_.matches) play(match);
        // What is left names matches that this bracket has not.
        for (const auto& [id, sheet] : sheets_)
            if (sheet->played() || sheet->sides) flag_superseded(id);
        rank();
    }

private:
    Participant resolve(const BracketSource& source) const {
        switch (source.kind) {
            case BracketSource::Kind::Seed:
                return source.index < seeds_.size() ? participant(seeds_[source.index]) : nobody;
            case BracketSource::Kind::WinnerOf:
                return outcomes_[source.index].winner;
            case BracketSource::Kind::LoserOf:
                return outcomes_[source.index].loser;
        }
        return nobody;
    }

    void flag_superseded(const MatchId& id) {
        Flag flag;
        flag.kind = "match_superseded";
        flag.stage = stage_.id;
        flag.match = id;
        evaluation_.flags.push_back(std::move(flag));
    }

    void show(const BracketMatch& match, const Outcome& outcome, std::string state,
              std::optional<std::size_t> winner = {}) {
        MatchStanding standing = unplayed_standing(
            match.id, game_, {outcome.upper.shown(), outcome.lower.shown()}, std::move(state));
        if (winner) standing.winner = game_.sides[*winner];
        state_.matches.push_back(std::move(standing));
    }

    void play(const BracketMatch& match) {
        Outcome outcome;
        const MatchSheet* sheet = take_sheet(match.id);
        if (match.reset && !is_reset_needed()) {
            if (sheet != nullptr) flag_superseded(match.id);
            show(match, outcome,
                 outcomes_.back().winner.kind == Participant::Kind::NotKnown ? "waiting" : "not_needed");
            outcomes_.push_back(std::move(outcome));
            return;
        }
        outcome.upper = match.reset ? outcomes_.back().upper : resolve(match.upper);
        outcome.lower = match.reset ? outcomes_.back().lower : resolve(match.lower);
        const bool known = outcome.upper.kind != Participant::Kind::NotKnown &&
                           outcome.lower.kind != Participant::Kind::NotKnown;
        if (sheet != nullptr && !(known && fits(*sheet, outcome))) {
            flag_superseded(match.id);
            sheet = nullptr;
        }
        if (!known) {
            show(match, outcome, "waiting");
        } else if (!outcome.upper.is_entry() || !outcome.lower.is_entry()) {
            give_bye(match, outcome);
        } else {
            play_both(match, outcome, sheet);
        }
        outcomes_.push_back(std::move(outcome));
    }

    /// The sheet of a match; one that says nothing yet is none.
    const MatchSheet* take_sheet(const MatchId& id) {
        const auto found = sheets_.find(id);
        if (found == sheets_.end()) return nullptr;
        const MatchSheet* sheet = found->second;
        sheets_.erase(found);
        return sheet->played() || sheet->sides ? sheet : nullptr;
    }

    /// GF2 is needed when the losers' bracket's finalist wins GF1 against somebody.
    bool is_reset_needed() const {
        const Outcome& first = outcomes_.back();
        return first.lower_won && first.upper.is_entry();
    }

    /// Whether the sheet's sides, if it gives them, are the two that the bracket brings.
    bool fits(const MatchSheet& sheet, const Outcome& outcome) const {
        if (!outcome.upper.is_entry() || !outcome.lower.is_entry()) return false;
        if (!sheet.sides) return true;
        std::set<EntryId> given;
        for (const auto& [side, entry] : *sheet.sides)
            if (entry) given.insert(*entry);
        return given == std::set<EntryId>{outcome.upper.entry, outcome.lower.entry};
    }

    void give_bye(const BracketMatch& match, Outcome& outcome) {
        outcome.loser = nobody;
        outcome.lower_won = outcome.lower.is_entry();
        outcome.winner = outcome.lower_won ? outcome.lower : outcome.upper;
        if (!outcome.winner.is_entry()) return show(match, outcome, "bye");
        show(match, outcome, "bye", outcome.lower_won ? 1 : 0);
        if (match.winner_place) places_[outcome.winner.entry] = *match.winner_place;
    }

    void play_both(const BracketMatch& match, Outcome& outcome, const MatchSheet* given) {
        MatchSheet sheet;
        if (given != nullptr) sheet = *given;
        sheet.id = match.id;
        std::vector<std::optional<EntryId>> entries{outcome.upper.entry, outcome.lower.entry};
        if (sheet.sides)
            for (std::size_t i = 0; i < entries.size(); ++i) entries[i] = sheet.sides->at(game_.sides[i]);
        if (!sheet.played()) lose_withdrawn(sheet, entries);
        if (!sheet.played()) {
            state_.matches.push_back(unplayed_standing(match.id, game_, entries, "ready"));
            return;
        }
        const MatchEvaluation played =
            evaluate_match(evaluation_, stage_, game_, sheet, entries, Draws::NeedDecision);
        state_.matches.push_back(standing_of(match.id, played));
        if (!played.decided) return;
        if (!played.winner) {
            outcome.winner = outcome.loser = nobody;
            places_[outcome.upper.entry] = places_[outcome.lower.entry] = match.both_lose_place;
            return;
        }
        outcome.lower_won = entries[*played.winner] == outcome.lower.entry;
        outcome.winner = outcome.lower_won ? outcome.lower : outcome.upper;
        outcome.loser = outcome.lower_won ? outcome.upper : outcome.lower;
        settle(match, outcome);
    }

    void settle(const BracketMatch& match, const Outcome& outcome) {
        const bool goes_on = &match != &bracket_.matches.back() && bracket_.matches.back().reset &&
                             match.winner_place && outcome.lower_won;
        if (goes_on) return;
        if (match.winner_place) places_[outcome.winner.entry] = *match.winner_place;
        if (match.loser_place > 0) places_[outcome.loser.entry] = match.loser_place;
    }

    /// A withdrawn entry loses by DNS what it has not played.
    void lose_withdrawn(MatchSheet& sheet, const std::vector<std::optional<EntryId>>& entries) const {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const ResultEntry* entry = evaluation_.entry(*entries[i]);
            if (entry == nullptr || !entry->withdrawn) continue;
            if (!sheet.status) sheet.status.emplace();
            (*sheet.status)[game_.sides[i]] = RunStatus::Dns;
        }
    }

    void rank() {
        StageRanking ranking;
        ranking.division = stage_.divisions.front().division;
        for (const Contender& contender : state_.contenders->all) {
            const auto found = places_.find(contender.entry);
            if (found == places_.end()) {
                ranking.unranked.push_back({contender.entry, "still_in"});
            } else {
                ranking.rows.push_back({&contender, static_cast<std::int64_t>(found->second), {}});
            }
        }
        std::sort(ranking.unranked.begin(), ranking.unranked.end(),
                  [](const UnrankedRow& a, const UnrankedRow& b) { return a.entry < b.entry; });
        std::sort(ranking.rows.begin(), ranking.rows.end(), [](const RankedRow& a, const RankedRow& b) {
            return std::pair(a.place, a.contender->entry) < std::pair(b.place, b.contender->entry);
        });
        const SharedText bracket("bracket");
        for (std::size_t i = 1; i < ranking.rows.size(); ++i)
            if (ranking.rows[i].place != ranking.rows[i - 1].place) ranking.rows[i].decided_by = bracket;
        order_by_decisions(ranking.rows);
        state_.open = !ranking.unranked.empty();
        state_.rankings.push_back(std::move(ranking));
    }

    /// Those who went out in the same round tie, until a decision orders them.
    void order_by_decisions(RankedRows& rows) {
        const SharedText by_decision("decision:" + std::string(to_text(DecidedBy::Committee)));
        for (std::size_t first = 0, last = 0; first < rows.size(); first = last) {
            std::vector<EntryId> tied;
            for (last = first; last < rows.size() && rows[last].place == rows[first].place; ++last)
                tied.push_back(rows[last].contender->entry);
            const Decision* decision =
                tied.size() < 2 ? nullptr : evaluation_.order_of(stage_.id, std::move(tied));
            if (decision == nullptr) continue;
            std::map<EntryId, const Contender*> contenders;
            for (std::size_t i = first; i < last; ++i)
                contenders[rows[i].contender->entry] = rows[i].contender;
            for (std::size_t i = first; i < last; ++i) {
                rows[i].contender = contenders.at(decision->entries[i - first]);
                if (i == first) continue;
                rows[i].place = rows[first].place + static_cast<std::int64_t>(i - first);
                rows[i].decided_by = by_decision;
            }
        }
    }

    Evaluation& evaluation_;
    StageState& state_;
    const Stage& stage_;
    const Game& game_;
    std::vector<EntryId> seeds_;
    Bracket bracket_;
    std::map<MatchId, const MatchSheet*> sheets_;
    std::vector<Outcome> outcomes_;
    std::map<EntryId, std::size_t> places_;
};

/// The promoted of the one ranking that feeds the bracket, if none tie. Otherwise, once somebody is
/// promoted, the seeds are needed.
std::vector<EntryId> seeds_from_ranking(Evaluation& evaluation, const Stage& stage,
                                        const std::vector<StageState>& earlier) {
    std::vector<const StageRanking*> feeding;
    bool somebody = false;
    for (const StageState& state : earlier) {
        if (!state.stage->promote || state.stage->promote->to != stage.id) continue;
        for (const StageRanking& ranking : state.rankings) {
            if (ranking.division != stage.divisions.front().division) continue;
            feeding.push_back(&ranking);
            somebody = somebody || !ranking.promoted.empty();
        }
    }
    if (!somebody) return {};
    bool tied = false;
    if (feeding.size() == 1) {
        std::set<std::int64_t> places;
        const std::set<EntryId> promoted(feeding.front()->promoted.begin(), feeding.front()->promoted.end());
        for (const RankedRow& row : feeding.front()->rows)
            if (promoted.contains(row.contender->entry)) tied = tied || !places.insert(row.place).second;
    }
    if (feeding.size() == 1 && !tied && stage.elimination.seeding == EliminationRules::Seeding::Ranking)
        return feeding.front()->promoted;
    Flag flag;
    flag.kind = "seeds_needed";
    flag.stage = stage.id;
    evaluation.flags.push_back(std::move(flag));
    return {};
}

}  // namespace

void evaluate_elimination(Evaluation& evaluation, StageState& state, const std::vector<StageState>& earlier) {
    const std::optional<std::vector<EntryId>>& given = evaluation.stage_results(state.stage->id).seeds;
    std::vector<EntryId> seeds = given ? *given : seeds_from_ranking(evaluation, *state.stage, earlier);
    EliminationEvaluation(evaluation, state, std::move(seeds)).run();
}

}  // namespace sandau
