#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "scoring/definition.h"
#include "scoring/evaluate.h"
#include "scoring/results.h"
#include "scoring/standings.h"

// The steps from results to standings, shared by the evaluation's files; not a door.

namespace sandau {

/// One entry in a stage, with the keys that its ranking may ask for.
struct Contender {
    EntryId entry;
    DivisionId division;
    std::optional<std::string> group;
    std::shared_ptr<const FormulaScope> keys;
    std::vector<Figure> rank_values;  ///< by rank key; head_to_head's is found when it is known who is tied
    Figure aggregate;                 ///< `agg`, for formats that show it
    std::optional<std::string> unranked;
    std::optional<std::vector<Figure>> runs;
    bool withdrawn = false;
    bool held = false;
};

struct RankedRow {
    const Contender* contender = nullptr;
    std::int64_t place = 0;
    std::vector<Figure> values;  ///< by rank key
    std::optional<std::string> decided_by;
};
using RankedRows = std::vector<RankedRow>;

/// Table points of an entry among those tied with it.
using HeadToHead = std::function<Figure(const EntryId&, const std::set<EntryId>&)>;

/// A division's or a group's ranking, before it is written as standings.
struct StageRanking {
    DivisionId division;
    std::optional<std::string> group;
    RankedRows rows;
    std::vector<UnrankedRow> unranked;
    std::vector<EntryId> promoted, reserves, held;
};

struct StageState {
    const Stage* stage = nullptr;
    std::vector<std::unique_ptr<Contender>> contenders;  ///< by id; addresses stay
    std::vector<StageRanking> rankings;
    std::vector<SheetError> errors;
    std::vector<MatchStanding> matches;
    HeadToHead head_to_head;
    bool open = false;  ///< a bracket in which somebody is still in: it promotes and awards nothing
};

/// Everything that one evaluation carries along.
class Evaluation {
public:
    /// `division`: knows only its entries, and evaluates only stages of which each division stands alone.
    Evaluation(const Definition& definition, const Results& results,
               const std::optional<DivisionId>& division = std::nullopt);

    const Definition& definition;
    const Results& results;
    std::vector<Flag> flags;
    /// What stands for the aggregate of a rubric stage's entries: asked by `analyse` alone, to say what
    /// another order would change.
    const std::map<EntryId, Rational>* adjusted = nullptr;

    const ResultEntry* entry(const EntryId& id) const;
    /// Where it stands in the results' entries.
    std::size_t number_of(const ResultEntry& entry) const {
        return static_cast<std::size_t>(&entry - results.entries.data());
    }
    const StageResults& stage_results(const StageId& id) const;

    /// What `of` (by entry) holds for the entries that are known here, by id.
    template <class Value, class Take>
    void each_known(const std::map<EntryId, Value>& of, Take take) const {
        if (entries_.size() == results.entries.size()) {
            for (const auto& [entry, value] : of) take(entry, value);
            return;
        }
        // A division among many: its entries are looked up, the others' are not walked through.
        std::vector<const EntryId*> known;
        known.reserve(entries_.size());
        for (const auto& [entry, row] : entries_) known.push_back(&entry);
        std::sort(known.begin(), known.end(), [](const EntryId* a, const EntryId* b) { return *a < *b; });
        for (const EntryId* entry : known)
            if (const auto found = of.find(*entry); found != of.end()) take(found->first, found->second);
    }

    /// The decision that orders exactly these, the latest; marks all on the matter as used.
    const Decision* order_of(const StageId& stage, std::vector<EntryId> tied);
    /// The side that the latest decision on a match names, if it is in question; marks all on the matter as
    /// used.
    std::optional<SideId> match_winner(const StageId& stage, const MatchId& match,
                                       const std::function<bool(const SideId&)>& in_question);
    void use(std::size_t decision) { used_.insert(decision); }
    bool is_used(std::size_t decision) const { return used_.contains(decision); }

private:
    std::unordered_map<EntryId, const ResultEntry*> entries_;
    std::map<std::pair<StageId, std::vector<EntryId>>, std::vector<std::size_t>> orders_;
    std::map<MatchId, std::vector<std::size_t>> match_winners_;
    std::set<std::size_t> used_;
};

/// The state of one stage with its rankings, promotion and flags. `division`: only its entries, where the
/// format allows it.
StageState evaluate_stage_state(Evaluation& evaluation, const Stage& stage,
                                const std::vector<StageState>& earlier,
                                const std::optional<DivisionId>& division = std::nullopt);

// The formats: contenders with their keys, errors, matches.
void evaluate_import(Evaluation& evaluation, StageState& state, const std::optional<DivisionId>& division);
void evaluate_runs(Evaluation& evaluation, StageState& state, const std::optional<DivisionId>& division);
void evaluate_votes(Evaluation& evaluation, StageState& state);
void evaluate_rubric(Evaluation& evaluation, StageState& state);
void evaluate_table(Evaluation& evaluation, StageState& state);
/// Fills the rankings too: a bracket has no keys.
void evaluate_elimination(Evaluation& evaluation, StageState& state, const std::vector<StageState>& earlier);

/// The number and time columns of an entry; sheet errors go to the stage.
std::map<std::string, Figure, std::less<>> read_columns(StageState& state, const EntryId& entry,
                                                        const SheetValues& values);

/// Adds an entry to the stage; nothing where it is not of this division.
Contender* add_contender(Evaluation& evaluation, StageState& state, const EntryId& id,
                         const std::optional<DivisionId>& only = std::nullopt);

/// Orders by the stage's keys, then by an `order` decision. Rows come tied by id.
RankedRows rank_contenders(Evaluation& evaluation, const StageState& state,
                           std::vector<const Contender*> contenders);
/// Rows of several rankings ranked anew; a bracket's single ranking stays as it is.
RankedRows merge_rankings(Evaluation& evaluation, const StageState& state,
                          const std::vector<const StageRanking*>& rankings);
void rank_stage(Evaluation& evaluation, StageState& state);

void promote(Evaluation& evaluation, StageState& state);
/// Flags entries of a stage that earlier stages did not promote into it.
void flag_not_promoted(Evaluation& evaluation, const StageState& state,
                       const std::vector<StageState>& earlier);

std::vector<AwardRow> evaluate_awards(Evaluation& evaluation, const std::vector<StageState>& stages);

/// A stage's state is spent in its standings.
StageStandings standings_of(StageState&& state, const std::optional<DivisionId>& division = std::nullopt);

}  // namespace sandau
