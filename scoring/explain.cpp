#include "scoring/explain.h"

#include <algorithm>

#include "scoring/words.h"

namespace sandau {

namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

std::string name_or_id(const Text& name, const std::string& id, Language language) {
    return name.empty() ? id : name.in(language);
}

bool is_number(const std::string& text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Keys with a part of their own: `best_1`, `sum_task` …
std::optional<std::string> composed_label(const Stage& stage, const std::string& key, Language language) {
    struct Prefix {
        std::string_view prefix, code;
        bool numbered;
    };
    static constexpr Prefix prefixes[] = {{"best_", "key.best_n", true},
                                          {"time_of_best_", "key.time_of_best_n", true},
                                          {"criterion_", "key.criterion", false},
                                          {"sum_", "key.sum", false},
                                          {"mean_", "key.mean", false}};
    for (const Prefix& one : prefixes) {
        if (!key.starts_with(one.prefix)) continue;
        const std::string rest = key.substr(one.prefix.size());
        if (one.numbered && is_number(rest)) return say(language, one.code, {{"n", rest}});
        if (!one.numbered) return say(language, one.code, {{"name", part_label(stage, rest, language)}});
    }
    return std::nullopt;
}

struct Place {
    const Ranking* ranking = nullptr;
    std::size_t index = 0;
};

std::optional<Place> find_row(const StageStandings& standings, const EntryId& entry) {
    for (const Ranking& ranking : standings.rankings)
        for (std::size_t i = 0; i < ranking.rows.size(); ++i)
            if (ranking.rows[i].entry == entry) return Place{&ranking, i};
    return std::nullopt;
}

Figure value_of(const StandingRow& row, const std::string& key) {
    for (const auto& [name, value] : row.values)
        if (name == key) return value;
    return std::nullopt;
}

/// The reason that was written into the decision that ordered these two.
std::string decision_reason(const Results& results, const StageId& stage, const EntryId& a,
                            const EntryId& b) {
    for (auto one = results.decisions.rbegin(); one != results.decisions.rend(); ++one) {
        if (one->kind != Decision::Kind::Order || one->stage != stage) continue;
        const auto names = [&](const EntryId& id) {
            return std::find(one->entries.begin(), one->entries.end(), id) != one->entries.end();
        };
        if (names(a) && names(b)) return one->reason;
    }
    return {};
}

class PlaceExplainer {
public:
    PlaceExplainer(const PlaceWords& words, const Stage& stage, Place place)
        : words_(words),
          stage_(stage),
          ranking_(*place.ranking),
          index_(place.index),
          language_(words.language) {}

    void place() {
        const Division* division = words_.definition.division(ranking_.division);
        const std::string where = division == nullptr
                                      ? ranking_.division.text
                                      : name_or_id(division->name, division->id.text, language_);
        add("explain.place", {{"place", std::to_string(ranking_.rows[index_].place)},
                              {"division", where},
                              {"group", group()}});
    }

    std::vector<std::string> explain() {
        const StandingRow& row = ranking_.rows[index_];
        if (index_ > 0) compare(ranking_.rows[index_ - 1], row, "below");
        if (index_ + 1 < ranking_.rows.size()) compare(row, ranking_.rows[index_ + 1], "above");
        consequences(words_.definition, row.entry);
        return std::move(lines_);
    }

private:
    void add(std::string_view code, const Arguments& arguments) {
        lines_.push_back(say(language_, code, arguments));
    }

    std::string group() const {
        return ranking_.group ? say(language_, "explain.in_group", {{"group", *ranking_.group}})
                              : std::string();
    }

    /// What set `lower` under `upper`, told from one of the two.
    void compare(const StandingRow& upper, const StandingRow& lower, const std::string& told) {
        const EntryId& other = told == "below" ? upper.entry : lower.entry;
        Arguments arguments{{"other", words_.name_of(other)}};
        if (!lower.decided_by) return add("explain.tied", arguments);
        const std::string& by = *lower.decided_by;
        if (by == "bracket") return add("explain." + told + "_bracket", arguments);
        if (by.starts_with("decision:")) {
            arguments.emplace_back("by", "@by." + by.substr(9));
            const std::string reason = decision_reason(words_.results, stage_.id, upper.entry, lower.entry);
            arguments.emplace_back("reason", reason.empty() ? "" : ": " + reason);
            return add("explain." + told + "_decision", arguments);
        }
        const Figure mine = value_of(told == "below" ? lower : upper, by);
        const Figure theirs = value_of(told == "below" ? upper : lower, by);
        arguments.emplace_back("key", key_label(stage_, by, language_));
        arguments.emplace_back("mine", figure_words(by, mine, language_));
        arguments.emplace_back("theirs", figure_words(by, theirs, language_));
        arguments.emplace_back("order", lower_is_better(by) ? "@order.asc" : "@order.desc");
        add("explain." + told + "_key", arguments);
        equal_before(by, mine.has_value() || theirs.has_value());
    }

    bool lower_is_better(const std::string& key) const {
        for (const RankKey& one : stage_.rank)
            if (one.key.text == key) return one.order == Order::Ascending;
        return false;
    }

    /// The keys before the one that decided did not: said once, with their common values.
    void equal_before(const std::string& key, bool known) {
        std::string equal;
        for (const RankKey& one : stage_.rank) {
            if (one.key.text == key) break;
            equal += equal.empty() ? "" : ", ";
            equal += key_label(stage_, one.key.text, language_);
        }
        if (known && !equal.empty()) add("explain.equal_before", {{"keys", equal}});
    }

    void consequences(const Definition& definition, const EntryId& entry) {
        const auto in = [&](const std::vector<EntryId>& list) {
            return std::find(list.begin(), list.end(), entry) != list.end();
        };
        if (!stage_.promote) return;
        const Stage* to = definition.stage(stage_.promote->to);
        const Arguments arguments{{"stage", to == nullptr ? stage_.promote->to.text
                                                          : name_or_id(to->name, to->id.text, language_)}};
        if (in(ranking_.promoted)) add("explain.promoted", arguments);
        if (in(ranking_.reserves)) add("explain.reserve", arguments);
        if (in(ranking_.held)) add("explain.held", arguments);
    }

    const PlaceWords& words_;
    const Stage& stage_;
    const Ranking& ranking_;
    std::size_t index_;
    Language language_;
    std::vector<std::string> lines_;
};

}  // namespace

std::string part_label(const Stage& stage, const std::string& id, Language language) {
    for (const DivisionPlay& play : stage.divisions) {
        if (play.game) {
            const auto index = play.game->derived_index(id);
            if (index && !play.game->derived[*index].name.empty())
                return play.game->derived[*index].name.in(language);
        }
        if (play.rubric) {
            if (const Criterion* criterion = play.rubric->criterion(id))
                return name_or_id(criterion->name, id, language);
        }
    }
    return has_words("part." + id) ? say(language, "part." + id) : id;
}

std::string key_label(const Stage& stage, const std::string& key, Language language) {
    if (const Column* column = stage.column(key)) return name_or_id(column->name, key, language);
    for (const Derived& derived : stage.rubric.derived)
        if (derived.id == key) return name_or_id(derived.name, key, language);
    if (has_words("key." + key)) return say(language, "key." + key);
    return composed_label(stage, key, language).value_or(key);
}

std::vector<std::string> explain_place(const Definition& definition, const Results& results,
                                       const StageStandings& standings, const EntryId& entry,
                                       Language language) {
    const Stage* stage = definition.stage(standings.stage);
    if (stage == nullptr) return {};
    if (const std::optional<Place> place = find_row(standings, entry)) {
        const PlaceWords words(definition, results, language);
        PlaceExplainer explainer(words, *stage, *place);
        explainer.place();
        return explainer.explain();
    }
    for (const Ranking& ranking : standings.rankings)
        for (const UnrankedRow& row : ranking.unranked)
            if (row.entry == entry) return {explain_unranked(row.why, language)};
    return {};
}

PlaceWords::PlaceWords(const Definition& rules, const Results& happened, Language spoken)
    : definition(rules), results(happened), language(spoken) {
    names_.reserve(results.entries.size());
    for (const ResultEntry& entry : results.entries)
        if (!entry.name.empty()) names_.emplace(entry.id, &entry.name);
}

const std::string& PlaceWords::name_of(const EntryId& entry) const {
    const auto found = names_.find(entry);
    return found == names_.end() ? entry.text : *found->second;
}

std::vector<std::string> PlaceWords::why(const StageId& stage_id, const Ranking& ranking,
                                         std::size_t row) const {
    const Stage* stage = definition.stage(stage_id);
    if (stage == nullptr || row >= ranking.rows.size()) return {};
    return PlaceExplainer(*this, *stage, {&ranking, row}).explain();
}

std::string PlaceWords::paragraph(const StageId& stage, const Ranking& ranking, std::size_t row) const {
    std::string text;
    for (const std::string& sentence : why(stage, ranking, row)) text += (text.empty() ? "" : " ") + sentence;
    return text;
}

std::string explain_unranked(const std::string& why, Language language) {
    return say(language, "explain.unranked", {{"why", say(language, "unranked." + why)}});
}

namespace {

/// "41.250 s", from a minute on "1:01.250": thousandths are shown whole.
std::string time_words(std::int64_t ms) {
    const std::int64_t size = ms < 0 ? -ms : ms;
    const auto padded = [](std::int64_t number, std::size_t places) {
        const std::string digits = std::to_string(number);
        return std::string(places - std::min(places, digits.size()), '0') + digits;
    };
    const std::string sign = ms < 0 ? "-" : "";
    const std::string rest = "." + padded(size % 1000, 3);
    if (size < 60'000) return sign + std::to_string(size / 1000) + rest + " s";
    return sign + std::to_string(size / 60'000) + ":" + padded(size / 1000 % 60, 2) + rest;
}

}  // namespace

std::string figure_words(const std::string& key, const Figure& figure, Language language) {
    if (!figure) return "–";
    const bool time = key.ends_with("_ms") || key.starts_with("time_of_best_");
    const std::optional<std::int64_t> ms = time ? figure->as_int64() : std::nullopt;
    std::string text = ms     ? time_words(*ms)
                       : time ? (*figure / Rational(1000)).text() + " s"
                              : figure->text();
    if (language == Language::Vietnamese) std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

}  // namespace sandau
