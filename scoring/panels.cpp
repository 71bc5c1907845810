#include "scoring/panels.h"

#include <algorithm>
#include <map>

#include "scoring/rubric_marks.h"
#include "scoring/sheet_values.h"
#include "scoring/text_fold.h"

namespace sandau {

namespace {

bool lists(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

const Panel* rules_of(const Contest& contest, const StageId& id) {
    const Stage* stage = contest.definition->stage(id);
    return stage != nullptr && stage->rubric.panel ? &*stage->rubric.panel : nullptr;
}

std::string organization_of(const Contest& contest, const Entry& entry) {
    const Organization* organization = contest.table<Organization>().find(entry.organization.text);
    return organization != nullptr ? organization->name : std::string();
}

Mark mark_of(const MarkContent& content) {
    Mark mark;
    mark.recused = content.recused;
    if (const Json::Object* criteria = content.criteria.as_object()) {
        for (const auto& [id, value] : *criteria) {
            Result<SheetValue> read = sheet_value_of(value);
            mark.criteria.emplace(id, read ? std::move(*read) : SheetValue(value));
        }
    }
    return mark;
}

template <class Each>
void for_each_mark(const Contest& contest, const StageId& stage, Each each) {
    const Table<MarkRecord>& marks = contest.table<MarkRecord>();
    for (auto mark = marks.from(stage.text + "."); mark != marks.end() && mark->stage == stage; ++mark)
        each(*mark);
}

SheetValue count_in(const Json& values, std::string_view key) {
    const Json* value = values.find(key);
    const Result<SheetValue> read = value != nullptr ? sheet_value_of(*value) : SheetValue();
    return read ? *read : SheetValue();
}

void add_figures(StageResults& results, const Stage& stage, const ImportedScores& figures) {
    if (stage.format == StageFormat::Vote) {
        results.votes[figures.entry] = {count_in(figures.values, "for"), count_in(figures.values, "members"),
                                        count_in(figures.values, "present")};
        return;
    }
    for (const auto& [column, value] : *figures.values.as_object())
        results.external[figures.entry][column] = count_in(figures.values, column);
}

Json authors_of(const Contest& contest, const Entry& entry) {
    Json names{Json::Array{}};
    for (const Part& part : entry.parts)
        if (const Person* person = contest.table<Person>().find(part.person.text))
            names.push_back(Json(person->name));
    return names;
}

}  // namespace

std::optional<Bar> bar_of(const Contest& contest, const PanelRecord& panel, const UserId& judge,
                          const Entry& entry) {
    if (const Conflict* declared = contest.table<Conflict>().find(judge.text + "." + entry.id.text))
        return Bar{declared->why, declared->reason};
    const Panel* rules = rules_of(contest, panel.stage);
    const PanelMember* member = panel.member(judge);
    if (rules == nullptr || member == nullptr || member->organization.empty()) return std::nullopt;
    if (!lists(rules->conflicts, word_of(ConflictKind::SameOrganization))) return std::nullopt;
    if (fold_text(member->organization) != fold_text(organization_of(contest, entry))) return std::nullopt;
    return Bar{ConflictKind::SameOrganization, ""};
}

const PanelRecord* panel_of(const Contest& contest, const StageId& stage, const UserId& judge,
                            const EntryId& entry) {
    for (const PanelRecord& panel : contest.table<PanelRecord>())
        if (panel.stage == stage &&
            contest.table<Assignment>().find(Assignment{panel.id, judge, entry}.key()) != nullptr)
            return contest.table<PanelRecord>().find(panel.id);
    return nullptr;
}

MarkReading read_mark(const Rubric& rubric, const MarkContent& content) {
    const Mark mark = mark_of(content);
    MarkReading reading;
    const auto complete = complete_mark(
        rubric, mark, [&](const Criterion& criterion) { reading.wrong.push_back(criterion.id); });
    if (complete) reading.total = complete->mark;
    for (const Criterion& criterion : rubric.criteria) {
        const auto found = mark.criteria.find(criterion.id);
        const bool there =
            found != mark.criteria.end() && !std::holds_alternative<std::monostate>(found->second);
        if (!there && reading.missing.empty()) reading.missing = criterion.id;
    }
    return reading;
}

void add_panel_results(Results& results, const Contest& contest, const Stage& stage, Visibility visibility) {
    if (stage.format != StageFormat::Rubric && stage.format != StageFormat::Vote) return;
    StageResults added;
    for_each_mark(contest, stage.id, [&](const MarkRecord& mark) {
        switch (visibility) {
            case Visibility::Committed:
                if (mark.state == MarkState::Submitted)
                    added.marks[mark.entry][JudgeId(mark.judge.text)] = mark_of(mark.content);
                break;
            case Visibility::Published:
                if (mark.published)
                    added.marks[mark.entry][JudgeId(mark.judge.text)] = mark_of(*mark.published);
                break;
        }
    });
    const Table<ImportedScores>& figures = contest.table<ImportedScores>();
    for (auto one = figures.from(stage.id.text + "."); one != figures.end() && one->stage == stage.id; ++one)
        if (visibility == Visibility::Committed || one->published) add_figures(added, stage, *one);
    if (!(added == StageResults{})) results.stages[stage.id] = std::move(added);
}

std::optional<std::vector<Judge>> judges_of(const Contest& contest) {
    std::map<UserId, std::string> organizations;
    for (const PanelRecord& panel : contest.table<PanelRecord>())
        for (const PanelMember& member : panel.members) {
            std::string& organization = organizations[member.judge];
            if (organization.empty()) organization = member.organization;
        }
    if (organizations.empty()) return std::nullopt;
    std::vector<Judge> judges;
    for (const auto& [id, organization] : organizations) {
        const User* user = contest.table<User>().find(id.text);
        judges.push_back(
            {JudgeId(id.text), user != nullptr ? user->name : std::string(), OrganizationId(organization)});
    }
    return judges;
}

bool has_marks(const Contest& contest, const StageId& stage) {
    bool any = false;
    for_each_mark(contest, stage, [&](const MarkRecord&) { any = true; });
    return any;
}

bool has_marks(const Contest& contest, const StageId& stage, const EntryId& entry) {
    bool any = contest.table<ImportedScores>().find(stage.text + "." + entry.text) != nullptr;
    for_each_mark(contest, stage, [&](const MarkRecord& mark) {
        any = any || (mark.entry == entry && mark.state == MarkState::Submitted);
    });
    return any;
}

std::string unpublished_mark(const Contest& contest, const StageId& stage) {
    std::string first;
    for_each_mark(contest, stage, [&](const MarkRecord& mark) {
        if (first.empty() && mark.published != mark.content) first = mark.key();
    });
    return first;
}

Json cell_of_judge(const Contest& contest, const Assignment& assignment) {
    const PanelRecord* panel = contest.table<PanelRecord>().find(assignment.panel);
    const Entry* entry = contest.table<Entry>().find(assignment.entry.text);
    if (panel == nullptr || entry == nullptr) return {};
    const Panel* rules = rules_of(contest, panel->stage);
    const auto hides = [&](std::string_view what) { return rules != nullptr && lists(rules->blind, what); };
    const MarkRecord cell{panel->stage, entry->id, assignment.judge, {}, MarkState::Draft, {}, {}, {}};
    const MarkRecord* there = contest.table<MarkRecord>().find(cell.key());
    const MarkRecord& mark = there != nullptr ? *there : cell;
    Json one;
    one.set("stage", panel->stage.text)
        .set("entry", entry->id.text)
        .set("division", entry->division.text)
        .set("name", entry->name)
        .set("organization", hides("organization") ? Json() : Json(organization_of(contest, *entry)))
        .set("authors", hides("authors") ? Json() : authors_of(contest, *entry))
        .set("state", word_of(mark.state))
        .set("recused", mark.content.recused)
        .set("criteria", mark.content.criteria);
    const Stage* stage = contest.definition->stage(panel->stage);
    const DivisionPlay* play = stage != nullptr ? stage->division(entry->division) : nullptr;
    if (play != nullptr && play->rubric) {
        const MarkReading reading = read_mark(*play->rubric, mark.content);
        one.set("total", reading.total ? Json(reading.total->text()) : Json());
        one.set("errors", to_json(reading.wrong));
    }
    one.set("object", mark.object()).set("version", contest.version(mark.object()));
    return one;
}

Json cells_of_judge(const Contest& contest, const UserId& judge) {
    Json cells{Json::Array{}};
    for (const Assignment& assignment : contest.table<Assignment>()) {
        if (assignment.judge != judge) continue;
        Json cell = cell_of_judge(contest, assignment);
        if (!cell.is_null()) cells.push_back(std::move(cell));
    }
    return cells;
}

}  // namespace sandau
