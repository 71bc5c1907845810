#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scoring/definition.h"
#include "scoring/evaluate.h"
#include "scoring/key_order.h"
#include "scoring/results.h"
#include "scoring/standings.h"

// The steps from results to standings, shared by the evaluation's files; not a door.

namespace sandau {

/// One entry in a stage, with the keys that its ranking may ask for.
struct Contender {
    EntryId entry;
    DivisionId division;
    std::size_t number = 0;  ///< its place among the stage's contenders
    std::optional<std::string> group;
    std::shared_ptr<const FormulaScope> keys;
    Figure aggregate;  ///< `agg`, for formats that show it
    std::optional<std::string> unranked;
    std::optional<std::vector<Figure>> runs;
    bool withdrawn = false;
    bool held = false;
};

/// Those who are ranked together: a division, or a group of it.
struct RankingUnit {
    DivisionId division;
    std::optional<std::string> group;
    std::vector<std::uint32_t> members;  ///< numbers, by id
};

struct Contenders {
    std::vector<Contender> all;  ///< addresses stay once all are there
    std::vector<RankingUnit> units;

    /// Makes the units: one for each division, in their order; with groups one for each group, by id.
    void arrange(const Stage& stage);
};

/// A key's figures, by the contenders' numbers.
using FigureColumn = std::vector<Figure>;

/// Where a format with many contenders keeps figures by key; its contenders' scopes look into the same.
class KeyColumns {
public:
    virtual ~KeyColumns() = default;
    /// nullptr: no such key, missing for all.
    virtual const FigureColumn* column(const std::string& name) const = 0;
};

/// One rank key for all contenders. `head_to_head` has neither: it is found when it is known who is tied.
struct RankColumn {
    const FigureColumn* figures = nullptr;
    OrderCodes codes;
};

struct RankedRow {
    const Contender* contender = nullptr;
    std::int64_t place = 0;
    SharedText decided_by;
};
using RankedRows = std::vector<RankedRow>;

/// Table points of each of those tied among themselves, in their order. Contenders by number.
using HeadToHead = std::function<FigureColumn(const std::vector<std::uint32_t>& tied)>;

/// A division's or a group's ranking, before it is written as standings.
struct StageRanking {
    DivisionId division;
    std::optional<std::string> group;
    RankedRows rows;
    std::shared_ptr<const FigureTable> figures;  ///< by row; nullptr in a bracket, which has no keys
    std::vector<UnrankedRow> unranked;
    std::vector<EntryId> promoted, reserves, held;
};

struct StageState {
    const Stage* stage = nullptr;
    std::shared_ptr<Contenders> contenders = std::make_shared<Contenders>();
    const KeyColumns* key_columns = nullptr;  ///< of formats that keep them
    std::deque<FigureColumn> own_columns;     ///< what the formulas of rank keys came to
    std::vector<RankColumn> rank_columns;     ///< by rank key
    std::vector<StageRanking> rankings;
    std::vector<SheetError> errors;
    CowList<MatchStanding> matches;
    HeadToHead head_to_head;
    bool open = false;  ///< a bracket in which somebody is still in: it promotes and awards nothing
};

/// The entries of results, by id and by division.
class EntryIndex {
public:
    explicit EntryIndex(const CowList<ResultEntry>& entries);

    const CowList<ResultEntry>& entries() const { return entries_; }
    /// Where it stands among the entries.
    std::optional<std::size_t> number_of(const EntryId& id) const;
    /// A division's, by id.
    const std::vector<const ResultEntry*>& of(const DivisionId& division) const;

private:
    CowList<ResultEntry> entries_;
    std::unordered_map<std::string_view, std::size_t> by_id_;  ///< the ids are the entries' own
    std::map<DivisionId, std::vector<const ResultEntry*>> by_division_;
};

/// What an evaluation leaves for the next one of the same contest.
struct EvaluationMemo {
    std::shared_ptr<const EntryIndex> entries;
    std::map<StageId, std::shared_ptr<struct TableMemo>> tables;
};

/// Everything that one evaluation carries along.
class Evaluation {
public:
    /// `division`: knows only its entries, and evaluates only stages of which each division stands alone.
    Evaluation(const Definition& definition, const Results& results, EvaluationMemo& memo,
               const std::optional<DivisionId>& division = std::nullopt);

    const Definition& definition;
    const Results& results;
    EvaluationMemo& memo;
    std::vector<Flag> flags;
    /// What stands for the aggregate of a rubric stage's entries: asked by `analyse` alone, to say what
    /// another order would change.
    const std::map<EntryId, Rational>* adjusted = nullptr;

    const ResultEntry* entry(const EntryId& id) const;
    const EntryIndex& entries() const { return *memo.entries; }
    const StageResults& stage_results(const StageId& id) const;

    /// What `of` (by entry) holds for the entries that are known here, by id.
    template <class Value, class Take>
    void each_known(const std::map<EntryId, Value>& of, Take take) const {
        if (!division_) {
            for (const auto& [entry, value] : of) take(entry, value);
            return;
        }
        // A division among many: its entries are looked up, the others' are not walked through.
        for (const ResultEntry* entry : entries().of(*division_))
            if (const auto found = of.find(entry->id); found != of.end()) take(found->first, found->second);
    }

    /// The decision that orders exactly these, the latest; marks all on the matter as used.
    const Decision* order_of(const StageId& stage, std::vector<EntryId> tied);
    /// The side that the latest decision on a match names, if it is in question; marks all on the matter as
    /// used.
    std::optional<SideId> match_winner(const StageId& stage, const MatchId& match,
                                       const std::function<bool(const SideId&)>& in_question);
    /// How often `match_winner` was asked: what did not ask hangs on no decision.
    std::size_t matches_asked() const { return matches_asked_; }
    /// Whether any decision orders entries of the stage.
    bool has_orders(const StageId& stage) const { return ordered_stages_.contains(stage); }
    void use(std::size_t decision) { used_.insert(decision); }
    bool is_used(std::size_t decision) const { return used_.contains(decision); }

private:
    std::optional<DivisionId> division_;
    std::set<StageId> ordered_stages_;
    std::map<std::pair<StageId, std::vector<EntryId>>, std::vector<std::size_t>> orders_;
    std::map<MatchId, std::vector<std::size_t>> match_winners_;
    std::set<std::size_t> used_;
    std::size_t matches_asked_ = 0;
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
