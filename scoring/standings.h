#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/rational.h"
#include "scoring/result.h"

namespace sandau {

// Everything that follows (sandau.standings/1, contest-definition.md).

struct StandingRow {
    EntryId entry;
    std::int64_t place = 0;
    std::vector<std::pair<std::string, Figure>> values;  ///< the rank keys as written, then `agg` where due
    std::optional<std::string> decided_by;               ///< what set it below the row above
    std::optional<std::vector<Figure>> runs;             ///< totals of the counted runs, in order
    bool operator==(const StandingRow&) const = default;
};

struct UnrankedRow {
    EntryId entry;
    std::string why;  ///< no_counted_run, no_score, panel_below_minimum, still_in
    bool operator==(const UnrankedRow&) const = default;
};

struct Ranking {
    DivisionId division;
    std::optional<std::string> group;
    std::vector<StandingRow> rows;
    std::vector<UnrankedRow> unranked;
    std::vector<EntryId> promoted;
    std::vector<EntryId> reserves;
    std::vector<EntryId> held;
    bool operator==(const Ranking&) const = default;
};

/// One finding on a sheet: `item` (also time_ms, attempts, bouts, a criterion, a column, a count of
/// votes) or `rule` (index in `validate`).
struct SheetError {
    std::optional<EntryId> entry;
    std::optional<std::size_t> run;
    std::optional<JudgeId> judge;
    std::optional<SideId> side;  ///< matches: nothing means the shared state
    std::string item;
    std::optional<std::size_t> rule;
    Severity severity = Severity::Error;
    bool operator==(const SheetError&) const = default;
};

struct MatchStanding {
    MatchId id;
    std::vector<std::pair<SideId, std::optional<EntryId>>> sides;
    std::optional<SideId> winner;
    std::string state;    ///< waiting ready undecided done bye not_needed
    bool played = false;  ///< the next three are there only then
    std::optional<std::string> decided_by;
    std::vector<std::pair<SideId, Figure>> totals;
    std::vector<SheetError> errors;
    bool operator==(const MatchStanding&) const = default;
};

struct StageStandings {
    StageId stage;
    std::vector<Ranking> rankings;
    std::vector<SheetError> errors;  ///< formats without matches
    bool has_matches = false;
    std::vector<MatchStanding> matches;
    bool operator==(const StageStandings&) const = default;
};

struct AwardRow {
    AwardsId scheme;
    std::optional<DivisionId> division;  ///< nothing: per contest
    TierId tier;
    EntryId entry;
    std::optional<Rational> money;
    bool operator==(const AwardRow&) const = default;
};

struct Flag {
    std::string kind;
    std::optional<StageId> stage;
    std::optional<MatchId> match;
    std::optional<AwardsId> scheme;
    std::optional<std::optional<DivisionId>> division;  ///< outer nothing: the flag has none; inner: null
    std::optional<std::string> group;
    std::optional<TierId> tier;
    std::vector<EntryId> entries;         ///< by id
    std::optional<std::size_t> decision;  ///< index in results' decisions
    bool operator==(const Flag&) const = default;
};

struct Standings {
    std::string definition_sha256;
    std::vector<StageStandings> stages;
    std::vector<AwardRow> awards;
    std::vector<Flag> flags;

    const StageStandings* stage(const StageId& stage_id) const;
    bool operator==(const Standings&) const = default;
};

Json to_json(const Standings& standings);
Json to_json(const StageStandings& stage);
Json to_json(const StandingRow& row);
Json to_json(const UnrankedRow& row);
Json to_json(const MatchStanding& match);
Json to_json(const Ranking& ranking);
Json to_json(const Flag& flag);
Json to_json(const AwardRow& award);
Json to_json(const SheetError& error);

}  // namespace sandau
