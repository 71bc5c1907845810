#pragma once

#include <map>
#include <string>
#include <vector>

#include "scoring/table_matches.h"

// What an entry did in a table's matches, by key (contest-definition.md, Tables); shared by the table's
// files, not a door.

namespace sandau {

/// An entry of a table by number: the stage's contenders first, in their order, then entries of divisions
/// that are not ranked here.
using PlayerNumber = std::uint32_t;
constexpr PlayerNumber no_player = 0xffff'ffff;

/// Who stands on which side.
struct TablePlayers {
    std::vector<PlayerNumber> of_side;
    std::vector<const Game*> games;  ///< by player

    std::size_t size() const { return games.size(); }
};

/// The keys of all players, made column by column when they are asked for. What it looks at must outlive it.
class TableColumns final : public KeyColumns {
public:
    TableColumns(const TableRules& rules, const TableMatches& matches, const TablePlayers& players)
        : rules_(rules), matches_(matches), players_(players) {}

    /// The matches or players are others now.
    void forget();

    const FigureColumn* column(const std::string& name) const override;
    /// Table points from the matches in which all others are among those tied, by their order.
    FigureColumn head_to_head(const std::vector<PlayerNumber>& tied) const;

private:
    bool counts(SideNumber side) const { return compared_.empty() || compared_[side] != 0; }
    const Rational& points_of(TableOutcome outcome) const;
    bool is_better(SideNumber a, SideNumber b) const;
    void compare_best_n(std::int64_t best_n) const;
    const std::vector<std::vector<SideNumber>>& sides_of_players() const;

    std::optional<FigureColumn> make(const std::string& name) const;
    FigureColumn points() const;
    FigureColumn count(TableOutcome outcome) const;
    FigureColumn played() const;
    FigureColumn instant_wins() const;
    FigureColumn mean_instant_win() const;
    FigureColumn sum_derived(const std::string& id) const;
    FigureColumn mean_derived(const std::string& id) const;
    template <class Value>
    FigureColumn sum_of(Value value) const;

    const TableRules& rules_;
    const TableMatches& matches_;
    const TablePlayers& players_;
    mutable std::map<std::string, FigureColumn> columns_;
    mutable std::vector<std::uint8_t> compared_;  ///< by side; empty: all are compared, else the best n
    mutable bool chose_compared_ = false;
    mutable std::vector<std::vector<SideNumber>> sides_of_players_;
};

}  // namespace sandau
