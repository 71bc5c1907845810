#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "scoring/match_evaluation.h"
#include "scoring/stage_evaluation.h"

// The matches of a table (groups, Swiss rounds) as it counts them, kept from one evaluation to the next;
// shared by the table's files, not a door.

namespace sandau {

/// How a match ended for one side. None: not played, not decided, or nobody plays there.
enum class TableOutcome : std::uint8_t { None, Win, Draw, Loss, Bye };

/// A side of a match, by its number among all sides of all matches, in their order.
using SideNumber = std::uint32_t;

/// What one side brings into its entry's sums.
struct TableSide {
    Figure total;
    Figure against;  ///< the other sides' totals together
    Figure instant_win_ms;
    bool instant_win = false;

    Figure difference() const {
        if (!total || !against) return std::nullopt;
        return *total - *against;
    }
};

class TableMatches {
public:
    /// Evaluates the matches whose sheets are others than the last time, and those that ask for a decision;
    /// flags of all matches go to the evaluation, in the matches' order.
    void update(Evaluation& evaluation, const Stage& stage);

    const CowList<MatchStanding>& standings() const { return standings_; }
    /// Rises whenever another entry stands on a side.
    std::uint64_t pairing_version() const { return pairing_version_; }

    std::size_t size() const { return standings_.size(); }
    std::size_t side_count() const { return outcomes_.size(); }
    SideNumber first_side(std::size_t match) const { return first_side_[match]; }
    SideNumber sides_end(std::size_t match) const { return first_side_[match + 1]; }
    std::size_t match_of(SideNumber side) const { return match_of_[side]; }
    std::span<const TableOutcome> outcomes() const { return outcomes_; }
    const TableSide& side(SideNumber number) const { return sides_[number]; }
    const Figure& derived(SideNumber number, std::size_t index) const {
        return derived_[number * derived_stride_ + index];
    }

private:
    struct Taken;
    void forget(const Stage& stage);
    void take_all(Evaluation& evaluation, const Stage& stage, const CowList<MatchSheet>& sheets);
    bool take(Evaluation& evaluation, const Stage& stage, const MatchSheet& sheet, std::size_t match);
    bool keep(std::size_t match, Taken taken);

    CowList<MatchSheet> sheets_;
    std::shared_ptr<const EntryIndex> entries_;
    CowList<MatchStanding> standings_;
    std::vector<SideNumber> first_side_{0};  ///< by match; the last one is the end
    std::vector<std::uint32_t> match_of_;    ///< by side, like the next
    std::vector<TableOutcome> outcomes_;
    std::vector<TableSide> sides_;
    std::size_t derived_stride_ = 0;
    std::vector<Figure> derived_;  ///< by side, a stride for each
    std::map<std::size_t, std::vector<Flag>> flags_;
    std::set<std::size_t> asking_;  ///< matches that asked for a decision
    std::uint64_t pairing_version_ = 0;
};

}  // namespace sandau
