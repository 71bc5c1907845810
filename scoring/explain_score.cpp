#include <algorithm>

#include "scoring/evaluate.h"
#include "scoring/explain.h"
#include "scoring/words.h"

namespace sandau {

namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

std::string join(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
    return text;
}

Figure aggregate_of(const StandingRow* row) {
    if (row == nullptr) return std::nullopt;
    for (const auto& [key, value] : row->values)
        if (key == "agg") return value;
    return std::nullopt;
}

class ScoreExplainer {
public:
    ScoreExplainer(const Stage& stage, const Results& results, const StandingRow* row,
                   const std::vector<const MatchStanding*>& matches, const EntryId& entry, Language language)
        : stage_(stage),
          results_(results),
          row_(row),
          matches_(matches),
          entry_(entry),
          language_(language) {}

    std::vector<std::string> explain() {
        const StageResults* happened = results_.stage(stage_.id);
        const ResultEntry* entry = results_.entry(entry_);
        const DivisionPlay* play = entry == nullptr ? nullptr : stage_.division(entry->division);
        if (happened == nullptr || play == nullptr) return {};
        switch (stage_.format) {
            case StageFormat::Import:
                columns(happened->scores);
                break;
            case StageFormat::Runs:
                runs(*happened, *play);
                break;
            case StageFormat::Rubric:
                marks(*happened, *play->rubric);
                columns(happened->external);
                break;
            case StageFormat::Vote:
                votes(*happened);
                break;
            case StageFormat::RoundRobin:
            case StageFormat::Swiss:
            case StageFormat::SingleElimination:
            case StageFormat::DoubleElimination:
                matches();
                break;
        }
        return std::move(lines_);
    }

private:
    void add(std::string_view code, const Arguments& arguments) {
        lines_.push_back(say(language_, code, arguments));
    }

    static std::string shown(const SheetValue& value) {
        const Json json = to_json(value);
        if (const std::string* text = json.as_string()) return *text;
        return json.is_null() ? "–" : write_json(json);
    }

    void columns(const std::map<EntryId, SheetValues>& by_entry) {
        const auto found = by_entry.find(entry_);
        if (found == by_entry.end()) return;
        for (const auto& [column, value] : found->second)
            add("explain.column",
                {{"column", key_label(stage_, column, language_)}, {"value", shown(value)}});
    }

    void runs(const StageResults& happened, const DivisionPlay& play) {
        const auto found = happened.runs.find(entry_);
        if (found == happened.runs.end()) return;
        std::int64_t counted = 0;
        for (std::size_t i = 0; i < found->second.size(); ++i) {
            const SheetEvaluation sheet = evaluate_sheet(stage_, play.division, found->second[i]);
            const bool beyond = sheet.counts && counted == play.attempts;
            if (sheet.counts && !beyond) ++counted;
            run(i, sheet, found->second[i].status, beyond);
        }
        const Figure aggregate = aggregate_of(row_);
        if (aggregate)
            add("explain.aggregate", {{"fn", "@fn." + std::string(fn_name())},
                                      {"n", std::to_string(stage_.runs.n)},
                                      {"value", aggregate->text()}});
    }

    std::string_view fn_name() const {
        switch (stage_.runs.fn) {
            case RunsRules::Fn::Best:
                return "best";
            case RunsRules::Fn::Sum:
                return "sum";
            case RunsRules::Fn::Mean:
                return "mean";
            case RunsRules::Fn::Last:
                return "last";
            case RunsRules::Fn::BestN:
                return "best_n";
            case RunsRules::Fn::DropWorst:
                return "drop_worst";
        }
        return "";
    }

    void run(std::size_t index, const SheetEvaluation& sheet, RunStatus entered, bool beyond) {
        std::vector<std::string> parts;
        for (const auto& [id, value] : sheet.derived)
            if (id != "total" && value)
                parts.push_back(part_label(stage_, id, language_) + " " + value->text());
        Arguments arguments{{"run", std::to_string(index + 1)},
                            {"total", sheet.total ? sheet.total->text() : say(language_, "@missing")},
                            {"status", "@status." + std::string(to_text(sheet.status))},
                            {"parts", parts.empty() ? "" : " (" + join(parts) + ")"}};
        if (beyond) return add("explain.run_beyond_attempts", arguments);
        if (!sheet.counts) return add("explain.run_not_counted", arguments);
        add(sheet.status == RunStatus::Ok ? "explain.run" : "explain.run_with_status", arguments);
        if (sheet.status == RunStatus::Dsq && entered != RunStatus::Dsq)
            add("explain.run_disqualified", arguments);
        const bool from_limit =
            sheet.time_key_ms && stage_.runs.rule(sheet.status).time == StatusRule::Time::Limit;
        if (from_limit) add("explain.time_is_limit", {{"ms", sheet.time_key_ms->text()}});
        for (const SheetFinding& finding : sheet.findings)
            add("explain.sheet_error", {{"item", finding.error.item.empty() ? "" : finding.error.item + ": "},
                                        {"what", finding.message.empty() ? say(language_, finding.what)
                                                                         : finding.message.in(language_)}});
    }

    void marks(const StageResults& happened, const Rubric& rubric) {
        const auto found = happened.marks.find(entry_);
        if (found == happened.marks.end()) return;
        for (const auto& [judge, mark] : found->second) {
            if (mark.recused) {
                add("explain.mark_recused", {{"judge", judge.text}});
                continue;
            }
            std::vector<std::string> parts;
            for (const Criterion& criterion : rubric.criteria) {
                const auto value = mark.criteria.find(criterion.id);
                const std::string name = criterion.name.empty() ? criterion.id : criterion.name.in(language_);
                parts.push_back(name + " " + (value == mark.criteria.end() ? "–" : shown(value->second)));
            }
            add("explain.mark", {{"judge", judge.text}, {"parts", join(parts)}});
        }
        const Figure aggregate = aggregate_of(row_);
        if (!aggregate) return;
        static constexpr std::string_view functions[] = {"@fn.mean", "@fn.median", "@fn.trimmed_mean"};
        const auto fn = static_cast<std::size_t>(stage_.rubric.fn);
        const std::optional<Rounding>& round = stage_.rubric.round;
        add(round ? "explain.aggregate_rounded" : "explain.aggregate",
            {{"fn", std::string(functions[fn])},
             {"value", aggregate->text()},
             {"places", round ? std::to_string(round->places) : ""}});
    }

    void votes(const StageResults& happened) {
        const auto found = happened.votes.find(entry_);
        if (found == happened.votes.end()) return;
        add("explain.votes", {{"for", shown(found->second.votes_for)},
                              {"members", shown(found->second.members)},
                              {"present", shown(found->second.present)}});
    }

    std::string name_of(const EntryId& id) const {
        const ResultEntry* known = results_.entry(id);
        return known != nullptr && !known->name.empty() ? known->name : id.text;
    }

    /// What decided a match: an instant win by its name, a key by its own.
    std::string decided_label(const std::string& by) const {
        constexpr std::string_view instant_win = "instant_win:";
        if (!by.starts_with(instant_win)) {
            for (const DivisionPlay& play : stage_.divisions)
                if (play.game && play.game->derived_index(by)) return part_label(stage_, by, language_);
            return key_label(stage_, by, language_);
        }
        const std::string id = by.substr(instant_win.size());
        for (const DivisionPlay& play : stage_.divisions)
            if (play.game)
                for (const InstantWin& win : play.game->instant_win)
                    if (win.id == id && !win.name.empty()) return win.name.in(language_);
        return id;
    }

    void matches() {
        for (const MatchStanding* one : matches_) {
            const MatchStanding& match = *one;
            const auto mine = std::find_if(match.sides.begin(), match.sides.end(),
                                           [&](const auto& side) { return side.second == entry_; });
            // Its own total first, then the others', with their names.
            std::string own;
            std::vector<std::string> totals, others;
            for (const auto& [side, total] : match.totals)
                (side == mine->first ? own : totals.emplace_back()) = total ? total->text() : "–";
            for (const auto& [side, other] : match.sides)
                if (other && *other != entry_) others.push_back(name_of(*other));
            std::string outcome = "explain.match_open";
            if (match.state == "bye") outcome = "explain.match_bye";
            if (match.state == "done")
                outcome = match.winner == mine->first ? "explain.match_won" : "explain.match_lost";
            if (match.state == "done" && !match.winner) outcome = "explain.match_without_winner";
            add(outcome, {{"match", match.id.text},
                          {"other", join(others)},
                          {"totals", own + " : " + join(totals)},
                          {"by", match.decided_by ? decided_label(*match.decided_by) : ""}});
        }
    }

    const Stage& stage_;
    const Results& results_;
    const StandingRow* row_;
    const std::vector<const MatchStanding*>& matches_;
    const EntryId& entry_;
    Language language_;
    std::vector<std::string> lines_;
};

}  // namespace

ScoreWords::ScoreWords(const Definition& definition, const Results& results, const StageStandings& standings,
                       Language language)
    : stage_(definition.stage(standings.stage)), results_(results), language_(language) {
    for (const Ranking& ranking : standings.rankings)
        for (const StandingRow& row : ranking.rows) rows_.emplace(row.entry, &row);
    for (const MatchStanding& match : standings.matches)
        for (const auto& [side, entry] : match.sides)
            if (entry) matches_[*entry].push_back(&match);
}

std::vector<std::string> ScoreWords::lines(const EntryId& entry) const {
    if (stage_ == nullptr) return {};
    const auto row = rows_.find(entry);
    const auto matches = matches_.find(entry);
    static const std::vector<const MatchStanding*> none;
    return ScoreExplainer(*stage_, results_, row == rows_.end() ? nullptr : row->second,
                          matches == matches_.end() ? none : matches->second, entry, language_)
        .explain();
}

std::string ScoreWords::paragraph(const EntryId& entry) const {
    std::string text;
    for (const std::string& line : lines(entry)) text += (text.empty() ? "" : " ") + line;
    return text;
}

std::vector<std::string> explain_score(const Definition& definition, const Results& results,
                                       const StageStandings& standings, const EntryId& entry,
                                       Language language) {
    return ScoreWords(definition, results, standings, language).lines(entry);
}

}  // namespace sandau
