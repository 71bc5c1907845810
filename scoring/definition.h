#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scoring/formula.h"
#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/rational.h"
#include "scoring/result.h"
#include "scoring/text.h"

namespace sandau {

// What a contest's rules fix (sandau.contest/1, contest-definition.md). Optional keys that were left
// out have their default here; `std::nullopt` means that the rules say nothing.

struct RequiredDocument {
    std::string id;
    Text name;
    bool required = true;
    enum class Per { Entry, Author } per = Per::Entry;
    bool operator==(const RequiredDocument&) const = default;
};

/// Dates are "YYYY-MM-DD", both ends included.
struct Eligibility {
    std::optional<std::pair<std::string, std::string>> birth;
    std::optional<std::int64_t> authors_min;
    std::optional<std::int64_t> authors_max;
    std::vector<RequiredDocument> documents;
    bool operator==(const Eligibility&) const = default;
};

struct Division {
    DivisionId id;
    Text name;
    std::optional<Eligibility> eligibility;
    bool operator==(const Division&) const = default;
};

enum class ItemKind { Count, Flag, Choice, Table, Number, Time, Penalty };

struct ChoiceOption {
    std::string id;
    Text name;
    Rational points;
    bool operator==(const ChoiceOption&) const = default;
};

/// One thing that a referee enters. `min` is 0 except for Number, where none means no limit.
struct Item {
    std::string id;
    Text name;
    ItemKind kind = ItemKind::Count;
    std::optional<Rational> min;
    std::optional<Rational> max;
    std::optional<std::int64_t> decimals;  ///< Number
    std::optional<Rational> points;        ///< all kinds but Choice and Table
    std::vector<ChoiceOption> options;     ///< Choice
    std::vector<Rational> table_points;    ///< Table: past the end, the last
    std::optional<Rational> dsq_at;        ///< Penalty: from here on the status becomes DSQ
    Json default_value;                    ///< null: 0, false
    bool operator==(const Item&) const = default;
};

enum class SharedKind { Grid, Stacks };

struct Cell {
    std::size_t row = 0;
    std::size_t col = 0;
    bool operator==(const Cell&) const = default;
};

using PointsMatrix = std::vector<std::vector<Rational>>;

/// State of the field that both sides change.
struct SharedState {
    std::string id;
    Text name;
    SharedKind kind = SharedKind::Grid;
    std::size_t rows = 0, cols = 0;        ///< Grid
    std::vector<std::vector<Cell>> lines;  ///< Grid
    bool lines_given = false;
    std::optional<PointsMatrix> points;             ///< Grid: the same for every side
    std::map<SideId, PointsMatrix> points_by_side;  ///< Grid
    std::size_t count = 0, cap = 0;                 ///< Stacks
    bool operator==(const SharedState&) const = default;
};

struct Period {
    std::string id;
    Text name;
    std::int64_t ms = 0;
    bool extra = false;     ///< overtime, played only when the referee calls for it
    bool by_gates = false;  ///< of a match: a start gate on its field begins it, a finish gate ends it
    bool operator==(const Period&) const = default;
};

struct Derived {
    std::string id;
    Text name;
    Formula formula;
    bool operator==(const Derived&) const = default;
};

struct Validation {
    Formula formula;
    Severity severity = Severity::Error;
    Text message;
    bool operator==(const Validation&) const = default;
};

struct InstantWin {
    std::string id;
    Text name;
    Formula when;
    bool operator==(const InstantWin&) const = default;
};

enum class Order { Descending, Ascending };

/// Who decides what keys cannot.
enum class DecidedBy { Judges, Lots, Committee };
std::string_view to_text(DecidedBy by);

struct DecideStep {
    enum class Kind { InstantWin, Key, BoutsWon, Decision } kind = Kind::Key;
    Formula key;
    Order order = Order::Descending;
    DecidedBy by = DecidedBy::Judges;
    bool operator==(const DecideStep&) const = default;
};

struct Bouts {
    std::int64_t max = 0;
    std::int64_t first_to = 0;
    bool operator==(const Bouts&) const = default;
};

enum class GameKind { Run, Match, Series };

/// What a name of a game's formulas stands for; `index` into items, shared or derived.
struct GameSymbol {
    enum class Kind { Item, Shared, Derived } kind = Kind::Item;
    std::size_t index = 0;
    bool operator==(const GameSymbol&) const = default;
};

struct Game {
    GameId id;
    Text name;
    GameKind kind = GameKind::Run;
    std::vector<SideId> sides;
    std::optional<Bouts> bouts;
    std::vector<Period> periods;
    std::optional<std::int64_t> limit_ms;
    std::vector<Item> items;
    std::vector<SharedState> shared;
    std::vector<Derived> derived;
    std::vector<std::size_t> derived_order;  ///< indexes, each after those it depends on
    std::vector<Validation> validate;
    std::vector<InstantWin> instant_win;
    std::vector<DecideStep> decide;
    std::map<std::string, GameSymbol, std::less<>> symbols;

    const Item* item(std::string_view item_id) const;
    const SharedState* shared_state(std::string_view shared_id) const;
    /// Index in `derived`, or nothing (a series may have no `total`).
    std::optional<std::size_t> derived_index(std::string_view derived_id) const;
    bool operator==(const Game&) const = default;
};

struct Band {
    Rational from;
    Rational to;
    Text name;
    bool operator==(const Band&) const = default;
};

struct Criterion {
    std::string id;
    Text name;
    Rational max;
    Rational min;
    std::optional<Rational> step;
    Rational weight = 1;
    std::vector<Band> bands;
    bool operator==(const Criterion&) const = default;
};

struct Rubric {
    RubricId id;
    Text name;
    Rational max;  ///< Σ weight·max
    std::vector<Criterion> criteria;

    const Criterion* criterion(std::string_view criterion_id) const;
    bool operator==(const Rubric&) const = default;
};

enum class StageFormat {
    Import,
    Runs,
    RoundRobin,
    Swiss,
    SingleElimination,
    DoubleElimination,
    Vote,
    Rubric
};
std::string_view to_text(StageFormat format);

enum class StageMode { Online, Onsite, Dossier };

enum class ColumnKind { Number, Time, Text };

struct Column {
    std::string id;
    Text name;
    ColumnKind kind = ColumnKind::Number;
    std::optional<Rational> min;
    std::optional<Rational> max;
    bool operator==(const Column&) const = default;
};

struct RankKey {
    Formula key;  ///< its text is the key as written
    Order order = Order::Descending;
    bool head_to_head = false;  ///< the key is `head_to_head`, which depends on who is tied
    bool operator==(const RankKey&) const = default;
};

/// `key` ≥ `value`.
struct Minimum {
    Formula key;
    Rational value;
    bool operator==(const Minimum&) const = default;
};

enum class Ties { IncludeAll, Committee };

struct BestNext {
    std::int64_t count = 0;
    enum class Per { Division, Stage } per = Per::Division;
    bool operator==(const BestNext&) const = default;
};

struct Promote {
    StageId to;
    enum class Per { Division, Group, Stage };
    std::optional<Per> per;  ///< left out: by group where there are groups, else by division
    std::optional<std::int64_t> top;
    std::optional<Minimum> min;
    Ties ties = Ties::IncludeAll;
    std::optional<BestNext> best_next;
    std::int64_t reserves = 0;
    bool operator==(const Promote&) const = default;
};

enum class RunStatus { Ok, Dnf, Dns, Dsq, Void };
constexpr std::size_t run_status_count = 5;
std::string_view to_text(RunStatus status);
std::optional<RunStatus> run_status_of(std::string_view text);

/// What a run of a status counts for.
struct StatusRule {
    std::optional<Rational> score;  ///< nothing: keep
    enum class Time { Keep, Limit } time = Time::Keep;
    bool counts = true;
    bool operator==(const StatusRule&) const = default;
};

struct RunsRules {
    enum class Fn { Best, Sum, Mean, Last, BestN, DropWorst } fn = Fn::Best;
    std::int64_t n = 0;
    std::vector<StatusRule> status;  ///< by RunStatus
    const StatusRule& rule(RunStatus of) const { return status[static_cast<std::size_t>(of)]; }
    bool operator==(const RunsRules&) const = default;
};

struct GroupRules {
    std::optional<std::int64_t> count;
    std::optional<std::int64_t> size;
    bool avoid_same_organization = false;
    std::optional<StageId> seed_from;
    bool operator==(const GroupRules&) const = default;
};

struct TableRules {
    std::int64_t rounds = 0;  ///< swiss
    std::int64_t legs = 1;
    std::optional<GroupRules> groups;
    Rational win = 3;
    std::optional<Rational> draw = Rational(1);  ///< nothing: there are no draws
    Rational loss = 0;
    std::optional<std::int64_t> best_n;
    bool operator==(const TableRules&) const = default;
};

struct EliminationRules {
    enum class Seeding { Ranking, Draw, CrossGroups } seeding = Seeding::Ranking;
    bool third_place = false;
    bool reset = true;
    bool operator==(const EliminationRules&) const = default;
};

enum class VoteBase { AllMembers, Present };

struct Rounding {
    std::int64_t places = 0;
    RoundMode mode = RoundMode::HalfUp;
    bool operator==(const Rounding&) const = default;
};

struct Panel {
    std::int64_t size = 0;
    std::int64_t min = 1;
    enum class Per { Division, Stage } per = Per::Division;
    std::vector<std::string> blind;      ///< authors, organization
    std::vector<std::string> conflicts;  ///< same_organization, supervisor, relative
    bool operator==(const Panel&) const = default;
};

struct Discrepancy {
    enum class Measure { Range, FromMedian } measure = Measure::Range;
    Rational threshold;
    enum class Action { Flag, Reconcile, ExtraJudge } action = Action::Flag;
    bool operator==(const Discrepancy&) const = default;
};

struct RubricRules {
    std::optional<Panel> panel;
    enum class Fn { Mean, Median, TrimmedMean } fn = Fn::Mean;
    std::int64_t drop = 1;
    std::optional<Rounding> round;
    std::optional<Discrepancy> discrepancy;
    std::vector<Derived> derived;
    std::vector<std::size_t> derived_order;
    bool operator==(const RubricRules&) const = default;
};

/// What one division plays in a stage: the game with the stage's overrides in it.
struct DivisionPlay {
    DivisionId division;
    std::optional<Game> game;   ///< runs, tables, eliminations
    std::int64_t attempts = 1;  ///< runs
    std::optional<std::int64_t> prep_ms;
    std::optional<Rubric> rubric;  ///< rubric
    bool operator==(const DivisionPlay&) const = default;
};

struct Stage {
    StageId id;
    Text name;
    std::string level;
    std::optional<StageMode> mode;
    StageFormat format = StageFormat::Import;
    std::vector<DivisionPlay> divisions;  ///< in their order
    bool several_games = false;           ///< `game` was a map by division
    std::vector<RankKey> rank;            ///< the default where it was left out; empty for eliminations
    std::optional<DecidedBy> rank_decision;
    std::optional<Promote> promote;
    std::vector<Column> columns;  ///< import: `columns`; rubric: `external`
    RunsRules runs;
    TableRules table;
    EliminationRules elimination;
    VoteBase vote_base = VoteBase::AllMembers;
    RubricRules rubric;

    const DivisionPlay* division(const DivisionId& division_id) const;
    const Column* column(std::string_view column_id) const;
    bool is_table() const { return format == StageFormat::RoundRobin || format == StageFormat::Swiss; }
    bool is_elimination() const {
        return format == StageFormat::SingleElimination || format == StageFormat::DoubleElimination;
    }
    bool operator==(const Stage&) const = default;
};

struct Tier {
    TierId id;
    Text name;
    std::optional<std::int64_t> max;
    std::optional<Minimum> min;
    std::optional<Rational> money;
    bool operator==(const Tier&) const = default;
};

struct Special {
    TierId id;
    Text name;
    std::optional<std::int64_t> max;
    std::optional<Rational> money;
    bool operator==(const Special&) const = default;
};

struct VoteRequirement {
    std::string vote;
    Rational fraction;
    VoteBase base = VoteBase::AllMembers;
    bool operator==(const VoteRequirement&) const = default;
};

struct Awards {
    AwardsId id;
    Text name;
    StageId from;
    enum class Per { Division, Contest } per = Per::Division;
    enum class Method { RankedQuota, Threshold } method = Method::RankedQuota;
    std::vector<Tier> tiers;  ///< best first
    std::optional<VoteRequirement> require;
    Ties ties = Ties::Committee;
    enum class Unfilled { Leave, Cascade } unfilled = Unfilled::Leave;
    std::vector<Special> specials;
    std::optional<std::int64_t> publish_days;
    std::optional<Rational> budget_max;

    const Tier* tier(const TierId& tier_id) const;
    const Special* special(const TierId& special_id) const;
    bool operator==(const Awards&) const = default;
};

struct Definition {
    ContestId id;
    Text name;
    std::optional<std::int64_t> edition;
    std::optional<std::int64_t> year;
    Json about;  ///< as it came; null: none
    Json terms;
    std::vector<Division> divisions;
    std::vector<Game> games;  ///< as written, without overrides
    std::vector<Rubric> rubrics;
    std::vector<Stage> stages;
    std::vector<Awards> awards;

    const Division* division(const DivisionId& division_id) const;
    const Game* game(const GameId& game_id) const;
    const Rubric* rubric(const RubricId& rubric_id) const;
    const Stage* stage(const StageId& stage_id) const;
    std::optional<std::size_t> stage_index(const StageId& stage_id) const;
    const Awards* award(const AwardsId& awards_id) const;
    bool operator==(const Definition&) const = default;
};

/// A definition and every problem found; usable only where `ok()`.
struct DefinitionReading {
    Definition definition;
    std::vector<Problem> problems;
    bool ok() const { return problems.empty(); }
};
DefinitionReading read_definition(std::string_view text);
DefinitionReading read_definition(const Json& document);
inline DefinitionReading read_definition(const std::string& text) {
    return read_definition(std::string_view(text));
}
inline DefinitionReading read_definition(const char* text) {
    return read_definition(std::string_view(text));
}

}  // namespace sandau
