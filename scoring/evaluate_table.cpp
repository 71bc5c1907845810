#include <algorithm>
#include <span>
#include <unordered_map>

#include "scoring/match_evaluation.h"

namespace sandau {

namespace {

/// One match of one entry, as its table counts it.
struct TableMatch {
    enum class Outcome { Win, Draw, Loss, Bye } outcome = Outcome::Loss;
    Rational points;
    Figure total;
    Figure against;
    Figure instant_win_ms;
    bool instant_win = false;
    std::size_t derived = 0;    ///< where its derived values begin in the table's
    std::size_t opponents = 0;  ///< where its opponents begin in the table's
    std::size_t opponent_count = 0;

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

/// What all entries of a stage did. An entry is its number among the results' entries, so that looking at
/// opponents is looking into an array.
struct Table {
    std::vector<Matches> matches;
    std::vector<Rational> points;  ///< with all matches, also where only the best n are compared
    std::vector<Figure> derived;
    std::vector<std::size_t> opponents;

    std::span<const std::size_t> opponents_of(const TableMatch& match) const {
        return {opponents.data() + match.opponents, match.opponent_count};
    }
};

/// The keys of one entry (contest-definition.md, Tables).
class TableKeys final : public FormulaScope {
public:
    TableKeys(std::shared_ptr<const Table> table, std::size_t entry, const Game& game,
              std::optional<std::int64_t> best_n)
        : table_(std::move(table)), game_(game), all_(table_->matches[entry]) {
        if (!best_n || all_.size() <= static_cast<std::size_t>(*best_n)) return;
        best_ = all_;
        std::stable_sort(best_.begin(), best_.end(), is_better);
        best_.resize(static_cast<std::size_t>(*best_n));
    }

    Figure value(const std::string& name) const override {
        if (name == "points") return points_of(compared());
        if (name == "played") return Rational(played());
        if (name == "wins") return count(TableMatch::Outcome::Win);
        if (name == "draws") return count(TableMatch::Outcome::Draw);
        if (name == "losses") return count(TableMatch::Outcome::Loss);
        if (name == "instant_wins") return instant_wins();
        if (name == "mean_instant_win_ms") return mean_instant_win();
        if (name == "sum_against")
            return sum_of(compared(), [](const TableMatch& match) { return match.against; });
        if (name == "diff_total")
            return sum_of(compared(), [](const TableMatch& match) { return match.difference(); });
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
    const Matches& compared() const { return best_.empty() ? all_ : best_; }

    std::int64_t played() const {
        return std::count_if(compared().begin(), compared().end(), [](const TableMatch& match) {
            return match.outcome != TableMatch::Outcome::Bye;
        });
    }

    Figure count(TableMatch::Outcome outcome) const {
        return Rational(static_cast<std::int64_t>(
            std::count_if(compared().begin(), compared().end(),
                          [&](const TableMatch& match) { return match.outcome == outcome; })));
    }

    Figure instant_wins() const {
        return Rational(static_cast<std::int64_t>(
            std::count_if(compared().begin(), compared().end(),
                          [](const TableMatch& match) { return match.instant_win; })));
    }

    Figure mean_instant_win() const {
        Rational sum;
        std::int64_t known = 0;
        for (const TableMatch& match : compared()) {
            if (!match.instant_win || !match.instant_win_ms) continue;
            sum += *match.instant_win_ms;
            ++known;
        }
        if (known == 0) return std::nullopt;
        return sum / Rational(known);
    }

    Figure sum_derived(const std::string& id) const {
        const std::optional<std::size_t> index = game_.derived_index(id);
        if (id == "total") return sum_of(compared(), [](const TableMatch& match) { return match.total; });
        if (!index) return std::nullopt;
        return sum_of(compared(),
                      [&](const TableMatch& match) { return table_->derived[match.derived + *index]; });
    }

    Figure buchholz(std::size_t drop_lowest, std::size_t drop_highest) const {
        std::vector<const Rational*> points;
        for (const TableMatch& match : all_)
            for (const std::size_t opponent : table_->opponents_of(match))
                points.push_back(&table_->points[opponent]);
        if (drop_lowest + drop_highest > 0)
            std::sort(points.begin(), points.end(),
                      [](const Rational* a, const Rational* b) { return *a < *b; });
        Rational sum;
        for (std::size_t i = drop_lowest; i + drop_highest < points.size(); ++i) sum += *points[i];
        return sum;
    }

    Figure sonneborn_berger() const {
        Rational won, drawn;
        for (const TableMatch& match : all_) {
            for (const std::size_t opponent : table_->opponents_of(match)) {
                if (match.outcome == TableMatch::Outcome::Win) won += table_->points[opponent];
                if (match.outcome == TableMatch::Outcome::Draw) drawn += table_->points[opponent];
            }
        }
        return won + drawn * Rational(1, 2);
    }

    std::shared_ptr<const Table> table_;
    const Game& game_;
    const Matches& all_;
    Matches best_;  ///< where only the best n are compared
};

class TableEvaluation {
public:
    TableEvaluation(Evaluation& evaluation, StageState& state)
        : evaluation_(evaluation),
          state_(state),
          rules_(state.stage->table),
          results_(evaluation.stage_results(state.stage->id)) {}

    void run() {
        const std::size_t entries = evaluation_.results.entries.size();
        table_->matches.resize(entries);
        add_contenders();
        state_.matches.reserve(results_.matches.size());
        for (const MatchSheet& sheet : results_.matches) take_match(sheet);
        table_->points.reserve(entries);
        for (const Matches& matches : table_->matches) table_->points.push_back(points_of(matches));
        for (const auto& contender : state_.contenders) {
            const Game& game = *state_.stage->division(contender->division)->game;
            contender->keys =
                std::make_shared<TableKeys>(table_, number_of(contender->entry), game, rules_.best_n);
        }
        state_.head_to_head = [this_table = table_, &evaluation = evaluation_](
                                  const EntryId& entry, const std::set<EntryId>& tied) -> Figure {
            std::vector<std::size_t> among;
            for (const EntryId& one : tied) among.push_back(evaluation.number_of(*evaluation.entry(one)));
            std::sort(among.begin(), among.end());
            Rational sum;
            for (const TableMatch& match :
                 this_table->matches[evaluation.number_of(*evaluation.entry(entry))]) {
                const auto opponents = this_table->opponents_of(match);
                const bool counts = !opponents.empty() &&
                                    std::all_of(opponents.begin(), opponents.end(), [&](std::size_t one) {
                                        return std::binary_search(among.begin(), among.end(), one);
                                    });
                if (counts) sum += match.points;
            }
            return sum;
        };
    }

private:
    std::size_t number_of(const EntryId& entry) const {
        return evaluation_.number_of(*evaluation_.entry(entry));
    }

    void add_contenders() {
        std::vector<const ResultEntry*> entries;
        std::vector<bool> there(evaluation_.results.entries.size());
        std::unordered_map<EntryId, std::string> groups;
        const auto add = [&](const EntryId& id) {
            const ResultEntry* entry = evaluation_.entry(id);
            if (entry == nullptr || there[evaluation_.number_of(*entry)]) return;
            there[evaluation_.number_of(*entry)] = true;
            entries.push_back(entry);
        };
        for (const auto& [group, members] : results_.groups) {
            for (const EntryId& entry : members) {
                groups[entry] = group;
                add(entry);
            }
        }
        for (const MatchSheet& match : results_.matches) {
            if (!match.sides) continue;
            for (const auto& [side, entry] : *match.sides)
                if (entry) add(*entry);
        }
        std::sort(entries.begin(), entries.end(),
                  [](const ResultEntry* a, const ResultEntry* b) { return a->id < b->id; });
        for (const ResultEntry* entry : entries) {
            Contender* contender = add_contender(evaluation_, state_, entry->id);
            const auto group = groups.find(entry->id);
            if (contender != nullptr && group != groups.end()) contender->group = group->second;
        }
    }

    const Game& game_of(const MatchSheet& sheet) const {
        if (state_.stage->divisions.size() == 1) return *state_.stage->divisions.front().game;
        for (const auto& [side, entry] : *sheet.sides) {
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
        const Game& game = game_of(sheet);
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
        std::vector<std::size_t> numbers;
        for (const SideEvaluation& side : match.sides) numbers.push_back(number_of(*side.entry));
        for (std::size_t i = 0; i < match.sides.size(); ++i) count_side(match, numbers, i);
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
            table_->matches[number_of(*entries[i])].push_back(std::move(bye));
        }
        state_.matches.push_back(std::move(standing));
    }

    void count_side(const MatchEvaluation& match, const std::vector<std::size_t>& numbers,
                    std::size_t index) {
        const SideEvaluation& side = match.sides[index];
        TableMatch one;
        one.total = side.total;
        one.derived = table_->derived.size();
        table_->derived.insert(table_->derived.end(), side.derived.begin(), side.derived.end());
        one.opponents = table_->opponents.size();
        one.opponent_count = match.sides.size() - 1;
        Rational against;
        bool known = true;
        for (std::size_t i = 0; i < match.sides.size(); ++i) {
            if (i == index) continue;
            table_->opponents.push_back(numbers[i]);
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
        table_->matches[numbers[index]].push_back(std::move(one));
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
