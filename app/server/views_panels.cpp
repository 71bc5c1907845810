#include <algorithm>
#include <array>
#include <span>

#include "scoring/contest_results.h"
#include "scoring/evaluate.h"
#include "scoring/panels.h"
#include "scoring/text_fold.h"
#include "server/sheet_parts.h"
#include "server/views.h"

namespace sandau::server {

namespace {

bool is_link(std::string_view text) {
    return (text.starts_with("https://") || text.starts_with("http://")) &&
           text.find_first_of(" \t\r\n") == std::string_view::npos;
}

bool is_called(std::string_view header, std::span<const std::string_view> words) {
    const std::string folded = fold_text(header);
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

/// Of a sheet's columns that nobody mapped, those a judge needs: what describes the work, and links. Anything
/// else may be a child's telephone or address. Where the stage is blind, only what is said to be anonymous.
Json documents_of(const Entry& entry, Blindness blindness) {
    const bool blind = blindness == Blindness::Blind;
    static constexpr std::array<std::string_view, 2> anonymous{"an danh", "anonym"};
    static constexpr std::array<std::string_view, 10> describing{
        "mo ta",   "tom tat",     "gioi thieu", "linh vuc", "thuyet minh",
        "y tuong", "description", "summary",    "abstract", "topic"};
    Json documents{Json::Array{}};
    for (const auto& [header, text] : entry.extra) {
        if (text.empty()) continue;
        if (blind ? !is_called(header, anonymous) : !is_link(text) && !is_called(header, describing))
            continue;
        Json one;
        one.set("name", header).set("text", text).set("link", is_link(text));
        documents.push_back(std::move(one));
    }
    return documents;
}

std::string_view word_of_measure(Discrepancy::Measure measure) {
    switch (measure) {
        case Discrepancy::Measure::Range:
            return "range";
        case Discrepancy::Measure::FromMedian:
            return "from_median";
    }
    return "";
}

Json criterion_json(const Criterion& criterion) {
    Json bands{Json::Array{}};
    for (const Band& band : criterion.bands) {
        Json one;
        one.set("from", number_json(band.from)).set("to", number_json(band.to));
        bands.push_back(one.set("name", text_json(band.name)));
    }
    Json json;
    json.set("id", criterion.id).set("name", name_json(criterion.name, criterion.id));
    json.set("min", number_json(criterion.min)).set("max", number_json(criterion.max));
    json.set("step", criterion.step ? number_json(*criterion.step) : Json());
    return json.set("weight", number_json(criterion.weight)).set("bands", std::move(bands));
}

std::string name_of(const Contest& contest, const UserId& id) {
    const User* user = contest.table<User>().find(id.text);
    return user != nullptr ? user->name : id.text;
}

/// Head judges of the place; the organiser stands in for one.
bool heads(Role role) {
    return role == Role::HeadJudge || role == Role::Organiser;
}

bool marks(Role role) {
    return heads(role) || role == Role::Judge || role == Role::Secretary;
}

bool any_grant(const User& user, const Scope& scope, bool (*fits)(Role)) {
    return std::any_of(user.grants.begin(), user.grants.end(),
                       [&](const Grant& grant) { return fits(grant.role) && covers(grant, scope); });
}

/// One judge's part of an entry's row.
struct Cell {
    Json json;
    std::optional<Rational> mark;  ///< submitted and complete
};

Cell cell_of(const Contest& contest, const PanelRecord& panel, const Entry& entry, const UserId& judge,
             MarksShown shown) {
    const MarkRecord empty{panel.stage, entry.id, judge, {}, MarkState::Draft, {}, {}, {}};
    const MarkRecord* mark = contest.table<MarkRecord>().find(empty.key());
    Cell cell;
    cell.json.set("judge", judge.text).set("name", name_of(contest, judge));
    cell.json.set("state", mark == nullptr ? "none" : word_of(mark->state));
    const bool submitted = mark != nullptr && mark->state == MarkState::Submitted;
    cell.json.set("recused", submitted && mark->content.recused);
    cell.json.set("published", submitted && mark->published == mark->content);
    const Stage* stage = definition_of(contest).stage(panel.stage);
    const DivisionPlay* play = stage != nullptr ? stage->division(entry.division) : nullptr;
    if (submitted && play != nullptr && play->rubric)
        cell.mark = read_mark(*play->rubric, mark->content).total;
    const bool told = cell.mark && shown == MarksShown::All;
    cell.json.set("total", told ? Json(cell.mark->text()) : Json());
    cell.json.set("object", empty.object()).set("version", contest.version(empty.object()));
    return cell;
}

}  // namespace

Json rubric_view(const Stage& stage, const DivisionPlay& play) {
    Json criteria{Json::Array{}}, blind{Json::Array{}};
    for (const Criterion& criterion : play.rubric->criteria) criteria.push_back(criterion_json(criterion));
    if (stage.rubric.panel)
        for (const std::string& what : stage.rubric.panel->blind) blind.push_back(what);
    Json json;
    json.set("stage", stage.id.text).set("division", play.division.text);
    json.set("name", text_json(play.rubric->name)).set("max", number_json(play.rubric->max));
    json.set("criteria", std::move(criteria)).set("blind", std::move(blind));
    json.set("size", stage.rubric.panel ? Json(stage.rubric.panel->size) : Json());
    json.set("min", stage.rubric.panel ? Json(stage.rubric.panel->min) : Json(1));
    if (!stage.rubric.discrepancy) return json.set("discrepancy", nullptr);
    Json discrepancy;
    discrepancy.set("measure", word_of_measure(stage.rubric.discrepancy->measure));
    discrepancy.set("threshold", number_json(stage.rubric.discrepancy->threshold));
    return json.set("discrepancy", std::move(discrepancy));
}

Json cell_view(const Contest& contest, const Assignment& assignment) {
    Json cell = cell_of_judge(contest, assignment);
    const Entry* entry = contest.table<Entry>().find(assignment.entry.text);
    const PanelRecord* panel = contest.table<PanelRecord>().find(assignment.panel);
    if (cell.is_null() || entry == nullptr || panel == nullptr) return {};
    cell.set("panel", panel->id).set("number", entry->number);
    const Blindness blind = blindness_of(contest, panel->stage);
    return cell.set("documents", documents_of(*entry, blind))
        .set("files", files_view(contest, *entry, blind));
}

Json panel_view(const Contest& contest, const PanelRecord& panel) {
    Json members{Json::Array{}};
    for (const PanelMember& member : panel.members) {
        Json one;
        one.set("judge", member.judge.text).set("name", name_of(contest, member.judge));
        members.push_back(std::move(one));
    }
    Json json;
    json.set("id", panel.id).set("stage", panel.stage.text);
    json.set("division", panel.division.empty() ? Json() : Json(panel.division.text));
    json.set("decision_number", panel.decision_number);
    json.set("chair", panel.chair.empty() ? Json() : Json(panel.chair.text));
    return json.set("members", std::move(members));
}

PanelFigures panel_figures(const Contest& contest, const StageId& stage) {
    PanelFigures figures;
    const auto evaluated =
        evaluate_stage(definition_of(contest), results_of(contest, stage, Visibility::Committed), stage);
    if (!evaluated) return figures;
    for (const Ranking& ranking : evaluated->standings.rankings)
        for (const StandingRow& row : ranking.rows)
            for (const auto& [key, value] : row.values)
                if (key == "agg" && value) figures.aggregates[row.entry] = value->text();
    for (const Flag& flag : evaluated->flags)
        if (flag.kind == "discrepancy") figures.discrepant.insert(flag.entries.begin(), flag.entries.end());
    return figures;
}

Json panel_entry_view(const Contest& contest, const PanelRecord& panel, const Entry& entry,
                      const PanelFigures& figures, MarksShown shown) {
    Json cells{Json::Array{}};
    std::vector<Rational> marks;
    for (const PanelMember& member : panel.members) {
        if (contest.table<Assignment>().find(Assignment{panel.id, member.judge, entry.id}.key()) == nullptr)
            continue;
        Cell cell = cell_of(contest, panel, entry, member.judge, shown);
        if (cell.mark) marks.push_back(*cell.mark);
        cells.push_back(std::move(cell.json));
    }
    const bool told = shown == MarksShown::All;
    const auto [lowest, highest] = std::minmax_element(marks.begin(), marks.end());
    const auto aggregate = figures.aggregates.find(entry.id);
    Json json;
    json.set("panel", panel.id).set("stage", panel.stage.text).set("entry", entry.id.text);
    json.set("division", entry.division.text).set("name", entry.name).set("number", entry.number);
    json.set("cells", std::move(cells)).set("blind", !told);
    json.set("spread", told && marks.size() > 1 ? Json((*highest - *lowest).text()) : Json());
    json.set("agg", told && aggregate != figures.aggregates.end() ? Json(aggregate->second) : Json());
    return json.set("discrepant", told && figures.discrepant.contains(entry.id));
}

bool may_mark(const User& user, const Scope& scope) {
    return any_grant(user, scope, marks);
}

bool may_head(const User& user, const Scope& scope) {
    return any_grant(user, scope, heads);
}

}  // namespace sandau::server
