#include <algorithm>
#include <set>

#include "scoring/table_columns.h"

namespace sandau {

namespace {

/// The keys of one player.
class PlayerKeys final : public FormulaScope {
public:
    PlayerKeys(const TableColumns& columns, std::size_t player) : columns_(columns), player_(player) {}

    Figure value(const std::string& name) const override {
        const FigureColumn* column = columns_.column(name);
        return column == nullptr ? std::nullopt : (*column)[player_];
    }

private:
    const TableColumns& columns_;
    std::size_t player_;
};

}  // namespace

/// A table as the last evaluation left it.
struct TableMemo {
    explicit TableMemo(const Stage& stage) : columns(stage.table, matches, players) {}

    TableMatches matches;
    TablePlayers players;
    TableColumns columns;

    /// Who plays, as it follows from these three.
    std::shared_ptr<Contenders> contenders;
    std::shared_ptr<const EntryIndex> entries;
    std::map<std::string, std::vector<EntryId>> groups;
    std::uint64_t pairing_version = 0;
};

namespace {

class TableEvaluation {
public:
    TableEvaluation(Evaluation& evaluation, StageState& state, std::shared_ptr<TableMemo> memo)
        : evaluation_(evaluation),
          state_(state),
          memo_(std::move(memo)),
          results_(evaluation.stage_results(state.stage->id)) {}

    void run() {
        memo_->matches.update(evaluation_, *state_.stage);
        if (!players_are_known()) find_players();
        memo_->columns.forget();
        state_.contenders = memo_->contenders;
        state_.key_columns = &memo_->columns;
        state_.matches = memo_->matches.standings();
        state_.head_to_head = [memo = memo_](const std::vector<PlayerNumber>& tied) {
            return memo->columns.head_to_head(tied);
        };
    }

private:
    bool players_are_known() const {
        return memo_->contenders && memo_->entries == evaluation_.memo.entries &&
               memo_->pairing_version == memo_->matches.pairing_version() && memo_->groups == results_.groups;
    }

    void find_players() {
        const std::vector<std::size_t> of_side = entries_of_sides();
        std::map<EntryId, std::string> groups;
        std::vector<std::size_t> playing(of_side);
        for (const auto& [group, members] : results_.groups) {
            for (const EntryId& entry : members) {
                groups[entry] = group;
                playing.push_back(number_of(entry));
            }
        }
        std::sort(playing.begin(), playing.end());
        playing.erase(std::unique(playing.begin(), playing.end()), playing.end());
        if (!playing.empty() && playing.back() == nobody) playing.pop_back();
        const CowList<ResultEntry>& entries = evaluation_.entries().entries();
        std::sort(playing.begin(), playing.end(),
                  [&](std::size_t a, std::size_t b) { return entries[a].id < entries[b].id; });
        number_players(playing, groups);
        std::vector<PlayerNumber>& sides = memo_->players.of_side;
        sides.clear();
        for (const std::size_t entry : of_side)
            sides.push_back(entry == nobody ? no_player : player_of_entry_[entry]);
        memo_->entries = evaluation_.memo.entries;
        memo_->groups = results_.groups;
        memo_->pairing_version = memo_->matches.pairing_version();
    }

    /// Contenders first, then those whose division is not ranked here; each part by id.
    void number_players(const std::vector<std::size_t>& playing,
                        const std::map<EntryId, std::string>& groups) {
        const CowList<ResultEntry>& entries = evaluation_.entries().entries();
        player_of_entry_.assign(entries.size(), no_player);
        std::vector<const Game*>& games = memo_->players.games;
        games.clear();
        for (const std::size_t entry : playing) {
            Contender* contender = add_contender(evaluation_, state_, entries[entry].id);
            if (contender == nullptr) continue;
            player_of_entry_[entry] = static_cast<PlayerNumber>(contender->number);
            games.push_back(&*state_.stage->division(contender->division)->game);
            contender->keys = std::make_shared<PlayerKeys>(memo_->columns, contender->number);
            if (const auto group = groups.find(contender->entry); group != groups.end())
                contender->group = group->second;
        }
        for (const std::size_t entry : playing) {
            if (player_of_entry_[entry] != no_player) continue;
            player_of_entry_[entry] = static_cast<PlayerNumber>(games.size());
            games.push_back(&*state_.stage->divisions.front().game);
        }
        memo_->contenders = state_.contenders;
    }

    /// Numbers of the results' entries; `nobody` for an open side.
    std::vector<std::size_t> entries_of_sides() const {
        std::vector<std::size_t> entries;
        entries.reserve(memo_->matches.side_count());
        for (const MatchStanding& match : memo_->matches.standings())
            for (const auto& [side, entry] : match.sides)
                entries.push_back(entry ? number_of(*entry) : nobody);
        return entries;
    }

    std::size_t number_of(const EntryId& entry) const {
        return evaluation_.entries().number_of(entry).value_or(nobody);
    }

    static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

    Evaluation& evaluation_;
    StageState& state_;
    std::shared_ptr<TableMemo> memo_;
    const StageResults& results_;
    std::vector<PlayerNumber> player_of_entry_;
};

}  // namespace

void evaluate_table(Evaluation& evaluation, StageState& state) {
    std::shared_ptr<TableMemo>& memo = evaluation.memo.tables[state.stage->id];
    if (!memo) memo = std::make_shared<TableMemo>(*state.stage);
    TableEvaluation(evaluation, state, memo).run();
}

}  // namespace sandau
