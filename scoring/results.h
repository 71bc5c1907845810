#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "scoring/cow_list.h"
#include "scoring/definition.h"
#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/rational.h"
#include "scoring/result.h"

namespace sandau {

// Everything that happened (sandau.results/1, contest-definition.md).

/// An entry as results name it; the contest's own record of it is `Entry` (scoring/contest_objects.h).
struct ResultEntry {
    EntryId id;
    DivisionId division;
    OrganizationId organization;
    std::string name;
    bool withdrawn = false;
    Json number;  ///< not read here, written back as it came; null: none
    Json members;
    Json documents;
    bool operator==(const ResultEntry&) const = default;
};

struct Judge {
    JudgeId id;
    std::string name;
    OrganizationId organization;
    bool operator==(const Judge&) const = default;
};

/// A cell of a sheet as it was entered: nothing, a truth, a number, a text (an option's id, or "81.25"),
/// or something else, which is a sheet error and counts as missing.
using SheetValue = std::variant<std::monostate, bool, Rational, std::string, Json>;
using SheetValues = std::map<std::string, SheetValue, std::less<>>;

struct RunSheet {
    RunStatus status = RunStatus::Ok;
    SheetValues items;
    SheetValue time_ms;
    bool operator==(const RunSheet&) const = default;
};

/// A bout that was fought; without a winner nobody won it.
struct Bout {
    std::optional<SideId> winner;
    bool operator==(const Bout&) const = default;
};

/// One match. A part that the document does not have is `nullopt`; with none of `items shared bouts
/// status instant_win_ms` the match is not played.
struct MatchSheet {
    MatchId id;
    std::optional<std::string> group;
    std::optional<std::int64_t> round;
    std::optional<std::map<SideId, std::optional<EntryId>>> sides;
    std::optional<std::map<SideId, RunStatus>> status;
    std::optional<std::map<SideId, SheetValues>> items;
    std::optional<std::map<std::string, Json>> shared;
    std::optional<std::map<SideId, SheetValue>> instant_win_ms;
    std::optional<std::vector<Bout>> bouts;

    bool played() const { return status || items || shared || instant_win_ms || bouts; }
    bool operator==(const MatchSheet&) const = default;
};

/// One judge's marks for one entry.
struct Mark {
    bool recused = false;
    SheetValues criteria;
    bool operator==(const Mark&) const = default;
};

struct VoteSheet {
    SheetValue votes_for;
    SheetValue members;
    SheetValue present;
    bool operator==(const VoteSheet&) const = default;
};

/// What happened in one stage; only the parts of its format are filled.
struct StageResults {
    std::map<EntryId, SheetValues> scores;
    std::map<EntryId, std::vector<RunSheet>> runs;
    std::map<std::string, std::vector<EntryId>> groups;
    std::optional<std::vector<EntryId>> seeds;
    CowList<MatchSheet> matches;
    std::map<EntryId, std::map<JudgeId, Mark>> marks;
    std::map<EntryId, SheetValues> external;
    std::map<EntryId, VoteSheet> votes;
    bool operator==(const StageResults&) const = default;
};

struct Decision {
    enum class Kind { Order, MatchWinner, ClearDiscrepancy, Award, TierMax, Defer, Vote } kind = Kind::Order;
    DecisionId id;  ///< may be empty, like the next two
    std::string by;
    std::string reason;
    std::optional<StageId> stage;        ///< Order; MatchWinner, ClearDiscrepancy: optional
    std::vector<EntryId> entries;        ///< Order
    MatchId match;                       ///< MatchWinner
    SideId side;                         ///< MatchWinner
    EntryId entry;                       ///< ClearDiscrepancy, Award, Defer, Vote
    std::optional<AwardsId> scheme;      ///< Award, TierMax; Defer, Vote: optional
    std::optional<TierId> tier;          ///< Award (nothing: none is awarded), TierMax
    std::optional<DivisionId> division;  ///< TierMax
    std::int64_t max = 0;                ///< TierMax
    std::optional<std::int64_t> votes_for, members, present;  ///< Vote
    bool operator==(const Decision&) const = default;
};
std::string_view to_text(Decision::Kind kind);

/// Entries and matches are in lists whose copies share them: whoever evaluates again finds by the address
/// what is the same (`Evaluator`, scoring/evaluate.h).
struct Results {
    CowList<ResultEntry> entries;
    std::optional<std::vector<Judge>> judges;  ///< nothing: anybody may mark
    std::map<StageId, StageResults> stages;
    std::vector<Decision> decisions;

    /// Nothing where there is no such entry. Linear: whoever asks often builds an index.
    const ResultEntry* entry(const EntryId& entry_id) const;
    const StageResults* stage(const StageId& stage_id) const;
    bool operator==(const Results&) const = default;
};

struct ResultsReading {
    Results results;
    std::vector<Problem> problems;
    bool ok() const { return problems.empty(); }
};
/// The definition must have been read without problems.
ResultsReading read_results(const Definition& definition, std::string_view text);
ResultsReading read_results(const Definition& definition, const Json& document);
inline ResultsReading read_results(const Definition& definition, const std::string& text) {
    return read_results(definition, std::string_view(text));
}
inline ResultsReading read_results(const Definition& definition, const char* text) {
    return read_results(definition, std::string_view(text));
}

/// What is no error and yet hardly meant: more judges marked an entry than its panel has.
/// `results.panel_too_large` {marks, size}.
std::vector<Problem> warnings_of(const Definition& definition, const Results& results);

/// The document `sandau.results/1`; reading it gives the same results.
Json to_json(const Definition& definition, const Results& results);

/// A cell from JSON, as the reader takes it; and back.
Result<SheetValue> sheet_value_of(const Json& value);
Json to_json(const SheetValue& value);
Json to_json(const RunSheet& run);
/// Reads one run sheet of `{status, items, time_ms}`; problems by path below `path`.
RunSheet read_run_sheet(const Game& game, const Json& value, const std::string& path,
                        std::vector<Problem>& problems);

}  // namespace sandau
