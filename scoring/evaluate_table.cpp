#include <algorithm>

#include "scoring/match_evaluation.h"

namespace sandau {

namespace {

/// One match of one entry, as its table counts it.
struct TableMatch {
    enum class Outcome { Win, Draw, Loss, Bye } outcome = Outcome::Loss;
    Rational points;
    Figure total;
    Figure against;
    std::vector<Figure> derived;
    std::vector<EntryId> opponents;
    bool instant_win = false;
    Figure instant_win_ms;

    Figure difference() const {
        if (!total || !against) return std::nullopt;
        return *total - *against;
    }
};

using Matches = std::vector<TableMatch>;

bool is_higher(const Figure& a, const Figure& b) {
    if (!a || !b) return a.has_value() && !b;
    return *a > *b;
}

/// Better for an entry's own comparison: table points, then the total, then the difference.
bool is_better(const TableMatch& a, const TableMatch& b) {
    if (a.points != b.points) return a.points > b.points;
    if (a.total != b.total) return is_higher(a.total, b.total);
    return is_higher(a.difference(), b.difference());
}

template <class Value>
Figure sum_of(const Matches& matches, Value value) {
    Rational sum;
    for (const TableMatch& match : matches) {
        if (match.outcome == TableMatch::Outcome::Bye) continue;
        const Figure one = value(match);
        if (!one) return std::nullopt;
        sum += *one;
    }
    return sum;
}

Rational points_of(const Matches& matches) {
    Rational sum;
    for (const TableMatch& match : matches) sum += match.points;
    return sum;
}

/// What all entries of a stage did, for the keys that look at opponents.
struct Table {
    std::map<EntryId, Matches> matches;
    std::map<EntryId, Rational> points;  ///< with all matches, also where only the best n are compared
};

/// The keys of one entry (contest-definition.md, Tables).
class TableKeys final : public FormulaScope {
public:
    TableKeys(std::shared_ptr<const Table> table, EntryId entry, const Game& game,
              std::optional<std::int64_t> best_n)
        : table_(std::move(table)), game_(game) {
        const auto found = table_->matches.find(entry);
        if (found != table_->matches.end()) all_ = &found->second;
        compared_ = *all_;
        if (best_n && compared_.size() > static_cast<std::size_t>(*best_n)) {
            std::stable_sort(compared_.begin(), compared_.end(), is_better);
            compared_.resize(static_cast<std::size_t>(*best_n));
        }
    }

    Figure value(const std::string& name) const override {
        if (name == "points") return points_of(compared_);
        if (name == "played") return Rational(played());
        if (name == "wins") return count(TableMatch::Outcome::Win);
        if (name == "draws") return count(TableMatch::Outcome::Draw);
        if (name == "losses") return count(TableMatch::Outcome::Loss);
        if (name == "instant_wins") return instant_wins();
        if (name == "mean_instant_win_ms") return mean_instant_win();
        if (name == "sum_against")
            return sum_of(compared_, [](const TableMatch& match) { return match.against; });
        if (name == "diff_total")
            return sum_of(compared_, [](const TableMatch& match) { return match.difference(); });
        if (name == "buchholz") return buchholz(0, 0);
        if (name == "buchholz_cut1") return buchholz(1, 0);
        if (name == "median_buchholz") return buchholz(1, 1);
        if (name == "sonneborn_berger") return sonneborn_berger();
        if (name.starts_with("sum_")) return sum_derived(name.substr(4));
        if (name.starts_with("mean_")) {
            const Figure sum = sum_derived(name.substr(5));
            if (!sum || played() == 0) return std::nullopt;
            return *sum / Rational(played());
        }
        return std::nullopt;
    }

private:
    std::int64_t played() const {
        return std::count_if(compared_.begin(), compared_.end(), [](const TableMatch& match) {
            return match.outcome != TableMatch::Outcome::Bye;
        });
    }

    Figure count(TableMatch::Outcome outcome) const {
        return Rational(static_cast<std::int64_t>(
            std::count_if(compared_.begin(), compared_.end(),
                          [&](const TableMatch& match) { return match.outcome == outcome; })));
    }

    Figure instant_wins() const {
        return Rational(static_cast<std::int64_t>(std::count_if(
            compared_.begin(), compared_.end(), [](const TableMatch& match) { return match.instant_win; })));
    }

    Figure mean_instant_win() const {
        Rational sum;
        std::int64_t known = 0;
        for (const TableMatch& match : compared_) {
            if (!match.instant_win || !match.instant_win_ms) continue;
            sum += *match.instant_win_ms;
            ++known;
        }
        if (known == 0) return std::nullopt;
        return sum / Rational(known);
    }

    Figure sum_derived(const std::string& id) const {
        const std::optional<std::size_t> index = game_.derived_index(id);
        if (id == "total") return sum_of(compared_, [](const TableMatch& match) { return match.total; });
        if (!index) return std::nullopt;
        return sum_of(compared_, [&](const TableMatch& match) { return match.derived[*index]; });
    }

    Rational opponent_points(const EntryId& opponent) const {
        const auto found = table_->points.find(opponent);
        return found == table_->points.end() ? Rational() : found->second;
    }

    Figure buchholz(std::size_t drop_lowest, std::size_t drop_highest) const {
        std::vector<Rational> points;
        for (const TableMatch& match : *all_)
            for (const EntryId& opponent : match.opponents) points.push_back(opponent_points(opponent));
        std::sort(points.begin(), points.end());
        Rational sum;
        for (std::size_t i = drop_lowest; i + drop_highest < points.size(); ++i) sum += points[i];
        return sum;
    }

    Figure sonneborn_berger() const {
        Rational sum;
        for (const TableMatch& match : *all_) {
            for (const EntryId& opponent : match.opponents) {
                if (match.outcome == TableMatch::Outcome::Win) sum += opponent_points(opponent);
                if (match.outcome == TableMatch::Outcome::Draw)
                    sum += opponent_points(opponent) * Rational(1, 2);
            }
        }
        return sum;
    }

    static inline const Matches nothing_{};
    std::shared_ptr<const Table> table_;
    const Game& game_;
    const Matches* all_ = &nothing_;
    Matches compared_;
};

class TableEvaluation {
public:
    TableEvaluation(Evaluation& evaluation, StageState& state)
        : evaluation_(evaluation),
          state_(state),
          rules_(state.stage->table),
          results_(evaluation.stage_results(state.stage->id)) {}

    void run() {
        add_contenders();
        for (const MatchSheet& sheet : results_.matches) take_match(sheet);
        for (const auto& [entry, matches] : table_->matches) table_->points[entry] = points_of(matches);
        for (const auto& contender : state_.contenders) {
            const Game& game = *state_.stage->division(contender->division)->game;
            contender->keys = std::make_shared<TableKeys>(table_, contender->entry, game, rules_.best_n);
        }
        state_.head_to_head = [table = table_](const EntryId& entry,
                                               const std::set<EntryId>& tied) -> Figure {
            Rational sum;
            const auto found = table->matches.find(entry);
            if (found == table->matches.end()) return sum;
            for (const TableMatch& match : found->second) {
                const bool among =
                    !match.opponents.empty() &&
                    std::all_of(match.opponents.begin(), match.opponents.end(),
                                [&](const EntryId& opponent) { return tied.contains(opponent); });
                if (among) sum += match.points;
            }
            return sum;
        };
    }

private:
    void add_contenders() {
        std::map<EntryId, std::optional<std::string>> entries;
        for (const auto& [group, members] : results_.groups)
            for (const EntryId& entry : members) entries[entry] = group;
        for (const MatchSheet& match : results_.matches) {
            if (!match.sides) continue;
            for (const auto& [side, entry] : *match.sides)
                if (entry) entries.try_emplace(*entry, std::nullopt);
        }
        for (const auto& [entry, group] : entries)
            if (Contender* contender = add_contender(evaluation_, state_, entry)) contender->group = group;
    }

    const Game& game_of(const std::vector<std::optional<EntryId>>& entries) const {
        for (const auto& entry : entries) {
            const ResultEntry* found = entry ? evaluation_.entry(*entry) : nullptr;
            if (found == nullptr) continue;
            if (const DivisionPlay* play = state_.stage->division(found->division)) return *play->game;
        }
        return *state_.stage->divisions.front().game;
    }

    static std::vector<std::optional<EntryId>> entries_of(const MatchSheet& sheet, const Game& game) {
        std::vector<std::optional<EntryId>> entries;
        for (const SideId& side : game.sides) {
            const auto found = sheet.sides->find(side);
            entries.push_back(found == sheet.sides->end() ? std::nullopt : found->second);
        }
        return entries;
    }

    void take_match(const MatchSheet& sheet) {
        if (!sheet.sides) return;
        std::vector<std::optional<EntryId>> playing;
        for (const auto& [side, entry] : *sheet.sides) playing.push_back(entry);
        const Game& game = game_of(playing);
        const std::vector<std::optional<EntryId>> entries = entries_of(sheet, game);
        const auto open = std::count(entries.begin(), entries.end(), std::nullopt);
        if (open > 0) return take_bye(sheet, game, entries);
        if (!sheet.played()) {
            state_.matches.push_back(unplayed_standing(sheet.id, game, entries, "ready"));
            return;
        }
        const MatchEvaluation match = evaluate_match(evaluation_, *state_.stage, game, sheet, entries,
                                                     rules_.draw ? Draws::Count : Draws::NeedDecision);
        state_.matches.push_back(standing_of(sheet.id, match));
        if (!match.decided) return;
        for (std::size_t i = 0; i < match.sides.size(); ++i) count_side(match, i);
    }

    void take_bye(const MatchSheet& sheet, const Game& game,
                  const std::vector<std::optional<EntryId>>& entries) {
        MatchStanding standing = unplayed_standing(sheet.id, game, entries, "bye");
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (!entries[i]) continue;
            standing.winner = game.sides[i];
            TableMatch bye;
            bye.outcome = TableMatch::Outcome::Bye;
            bye.points = rules_.win;
            table_->matches[*entries[i]].push_back(std::move(bye));
        }
        state_.matches.push_back(std::move(standing));
    }

    void count_side(const MatchEvaluation& match, std::size_t index) {
        const SideEvaluation& side = match.sides[index];
        TableMatch one;
        one.total = side.total;
        one.derived = side.derived;
        Rational against;
        bool known = true;
        for (std::size_t i = 0; i < match.sides.size(); ++i) {
            if (i == index) continue;
            one.opponents.push_back(*match.sides[i].entry);
            known = known && match.sides[i].total.has_value();
            if (known) against += *match.sides[i].total;
        }
        if (known) one.against = against;
        if (match.winner == index) {
            one.outcome = TableMatch::Outcome::Win;
            one.points = rules_.win;
            one.instant_win = side.instant_win.has_value();
            one.instant_win_ms = side.instant_win_ms;
        } else if (std::find(match.drawn.begin(), match.drawn.end(), index) != match.drawn.end()) {
            one.outcome = TableMatch::Outcome::Draw;
            one.points = rules_.draw.value_or(Rational());
        } else {
            one.points = rules_.loss;
        }
        table_->matches[*side.entry].push_back(std::move(one));
    }

    Evaluation& evaluation_;
    StageState& state_;
    const TableRules& rules_;
    const StageResults& results_;
    std::shared_ptr<Table> table_ = std::make_shared<Table>();
};

}  // namespace

void evaluate_table(Evaluation& evaluation, StageState& state) {
    TableEvaluation(evaluation, state).run();
}

}  // namespace sandau
