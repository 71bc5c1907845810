#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scoring/cow_list.h"
#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/rational.h"
#include "scoring/result.h"

namespace sandau {

// Everything that follows (sandau.standings/1, contest-definition.md).

/// A text that many rows have in common, or none.
class SharedText {
public:
    SharedText() = default;
    explicit SharedText(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}

    explicit operator bool() const { return text_ != nullptr; }
    const std::string& operator*() const { return *text_; }
    const std::string* operator->() const { return text_.get(); }

    friend bool operator==(const SharedText& a, const SharedText& b) {
        return a.text_ == b.text_ || (a && b && *a == *b);
    }
    friend bool operator==(const SharedText& a, std::string_view b) { return a && *a == b; }

private:
    std::shared_ptr<const std::string> text_;
};

/// Figures under the same names for many rows, one row after the other.
struct FigureTable {
    std::vector<std::string> names;
    std::vector<Figure> figures;
};

/// One row of a table of figures, which all its rows keep together: a list of pairs of name and figure.
class FigureRow {
public:
    FigureRow() = default;
    FigureRow(std::shared_ptr<const FigureTable> table, std::size_t row)
        : table_(std::move(table)), row_(row) {}

    using Named = std::pair<const std::string&, const Figure&>;
    std::size_t size() const { return table_ ? table_->names.size() : 0; }
    bool empty() const { return size() == 0; }
    Named operator[](std::size_t index) const {
        return {table_->names[index], table_->figures[row_ * table_->names.size() + index]};
    }
    Named front() const { return (*this)[0]; }

    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Named;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = Named;

        Iterator(const FigureRow* row, std::size_t index) : row_(row), index_(index) {}
        Named operator*() const { return (*row_)[index_]; }
        Iterator& operator++() {
            ++index_;
            return *this;
        }
        bool operator==(const Iterator& other) const { return index_ == other.index_; }

    private:
        const FigureRow* row_;
        std::size_t index_;
    };
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size()}; }

    bool operator==(const FigureRow& other) const {
        return std::equal(begin(), end(), other.begin(), other.end());
    }

private:
    std::shared_ptr<const FigureTable> table_;
    std::size_t row_ = 0;
};

struct StandingRow {
    EntryId entry;
    std::int64_t place = 0;
    FigureRow values;                         ///< the rank keys as written, then `agg` where due
    SharedText decided_by;                    ///< what set it below the row above
    std::optional<std::vector<Figure>> runs;  ///< totals of the counted runs, in order
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
    CowList<MatchStanding> matches;
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
