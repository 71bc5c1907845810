#include <algorithm>
#include <set>
#include <string>

#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/panels.h"

namespace sandau::handlers {

namespace {

Result<const Stage*> judged_stage(const Draft& draft, const StageId& id) {
    const Stage* stage = draft.now().definition->stage(id);
    if (stage == nullptr) return not_found("stage", id.text);
    if (stage->format != StageFormat::Rubric && stage->format != StageFormat::Vote)
        return refuse("panel.not_judged", {{"stage", id.text}});
    return stage;
}

Result<void> check_members(const Draft& draft, const PanelRecord& panel) {
    std::set<UserId> met;
    for (const PanelMember& member : panel.members) {
        const User* user = draft.find<User>(member.judge);
        if (user == nullptr || user->revoked) return not_found("user", member.judge.text);
        if (!met.insert(member.judge).second)
            return refuse("panel.member_twice", {{"judge", user->name}}, "panel.members");
    }
    if (!panel.chair.empty() && draft.find<User>(panel.chair) == nullptr)
        return not_found("user", panel.chair.text);
    return {};
}

std::string name_of(const Draft& draft, const UserId& judge) {
    const User* user = draft.find<User>(judge);
    return user != nullptr ? user->name : judge.text;
}

bool judges(const PanelRecord& panel, const Entry& entry) {
    return panel.division.empty() || panel.division == entry.division;
}

/// Assignments of a panel that the changed panel has no place for go; refused where a mark hangs on one.
Result<void> release(Draft& draft, const PanelRecord& changed) {
    std::vector<std::string> gone;
    for (const Assignment& one : draft.now().table<Assignment>()) {
        if (one.panel != changed.id) continue;
        const Entry* entry = draft.find<Entry>(one.entry);
        const PanelRecord* before = draft.find<PanelRecord>(changed.id);
        const bool keeps = before->stage == changed.stage && changed.member(one.judge) != nullptr &&
                           entry != nullptr && judges(changed, *entry);
        if (keeps) continue;
        const MarkRecord mark{before->stage, one.entry, one.judge, {}, MarkState::Draft, {}, {}, {}};
        if (draft.find<MarkRecord>(mark.key()) != nullptr)
            return refuse("panel.in_use", {{"panel", changed.id}, {"judge", name_of(draft, one.judge)}});
        gone.push_back(one.key());
    }
    for (const std::string& key : gone) draft.remove<Assignment>(key);
    return {};
}

/// Eligible, of the panel's division, and promoted into its stage where there was a promotion.
bool comes_before(const Draft& draft, const PanelRecord& panel, const Entry& entry) {
    const Stage* stage = draft.now().definition->stage(panel.stage);
    if (entry.state != EntryState::Eligible || !judges(panel, entry)) return false;
    if (stage == nullptr || stage->division(entry.division) == nullptr) return false;
    const StageEntrants* entrants = draft.find<StageEntrants>(panel.stage);
    if (entrants == nullptr) return true;
    const auto named = [&](const std::vector<EntryId>& ids) {
        return std::find(ids.begin(), ids.end(), entry.id) != ids.end();
    };
    return named(entrants->entries) || named(entrants->reserves);
}

Refusal conflict_refusal(const Draft& draft, const UserId& judge, const Entry& entry, const Bar& bar) {
    const std::string kind(word_of(bar.why));
    return {"assign.conflict",
            {{"judge", name_of(draft, judge)},
             {"entry", entry.name},
             {"conflict", "@conflict." + kind},
             {"kind", kind},
             {"reason", bar.reason}},
            "entries"};
}

class Assigner {
public:
    Assigner(Draft& draft, const PanelRecord& panel) : draft_(draft), panel_(panel) {}

    Result<void> named(const UserId& judge, const EntryId& id) {
        TRY(entry, get<Entry>(draft_, id));
        if (!comes_before(draft_, panel_, entry))
            return refuse("entry.not_competing", {{"entry", entry.name}}, "entries");
        if (const std::optional<Bar> bar = bar_of(draft_.now(), panel_, judge, entry))
            return tl::unexpected(conflict_refusal(draft_, judge, entry, *bar));
        put(judge, id);
        return {};
    }

    void all(const UserId& judge) {
        for (const Entry& entry : draft_.now().table<Entry>())
            if (comes_before(draft_, panel_, entry)) pass_or_put(judge, entry);
    }

    Json answer() && {
        Json answer;
        answer.set("assigned", assigned_).set("barred", std::move(barred_));
        return answer;
    }

private:
    void pass_or_put(const UserId& judge, const Entry& entry) {
        const std::optional<Bar> bar = bar_of(draft_.now(), panel_, judge, entry);
        if (!bar) return put(judge, entry.id);
        Json one;
        one.set("judge", judge.text).set("entry", entry.id.text).set("conflict", word_of(bar->why));
        barred_.push_back(std::move(one));
    }
    void put(const UserId& judge, const EntryId& entry) {
        draft_.put(Assignment{panel_.id, judge, entry});
        ++assigned_;
    }

    Draft& draft_;
    const PanelRecord panel_;
    std::int64_t assigned_ = 0;
    Json barred_{Json::Array{}};
};

Result<Json> unassign(Draft& draft, const PanelRecord& panel, const UserId& judge,
                      const std::vector<EntryId>& entries) {
    std::vector<std::string> gone;
    for (const Assignment& one : draft.now().table<Assignment>()) {
        const bool meant =
            one.panel == panel.id && (judge.empty() || one.judge == judge) &&
            (entries.empty() || std::find(entries.begin(), entries.end(), one.entry) != entries.end());
        if (!meant) continue;
        const MarkRecord mark{panel.stage, one.entry, one.judge, {}, MarkState::Draft, {}, {}, {}};
        if (draft.find<MarkRecord>(mark.key()) != nullptr)
            return refuse("panel.in_use", {{"panel", panel.id}, {"judge", name_of(draft, one.judge)}});
        gone.push_back(one.key());
    }
    for (const std::string& key : gone) draft.remove<Assignment>(key);
    Json answer;
    answer.set("removed", gone.size());
    return answer;
}

/// A judge's cell: its mark as it stands, or an empty draft. Refused: `mark.not_assigned`.
Result<MarkRecord> cell_of(const Draft& draft, const StageId& stage_id, const EntryId& entry_id,
                           const UserId& named) {
    const UserId judge = named.empty() ? draft.actor() : named;
    TRY(stage, judged_stage(draft, stage_id));
    TRY(entry, get<Entry>(draft, entry_id));
    if (stage->format != StageFormat::Rubric) return refuse("mark.no_rubric", {{"stage", stage_id.text}});
    if (stage->division(entry.division) == nullptr)
        return refuse("stage.not_its_division",
                      {{"stage", stage_id.text}, {"division", entry.division.text}});
    if (panel_of(draft.now(), stage_id, judge, entry_id) == nullptr)
        return refuse("mark.not_assigned", {{"judge", name_of(draft, judge)}, {"entry", entry.name}});
    MarkRecord cell{stage_id, entry_id, judge, {}, MarkState::Draft, {}, {}, {}};
    if (const MarkRecord* there = draft.find<MarkRecord>(cell.key())) cell = *there;
    return cell;
}

const Rubric& rubric_of(const Draft& draft, const MarkRecord& mark) {
    const Entry* entry = draft.find<Entry>(mark.entry);
    return *draft.now().definition->stage(mark.stage)->division(entry->division)->rubric;
}

Result<Json> locked(const Draft& draft, const MarkRecord& mark) {
    return refuse("mark.submitted",
                  {{"judge", name_of(draft, mark.judge)}, {"entry", draft.find<Entry>(mark.entry)->name}});
}

Json mark_answer(const Draft& draft, const MarkRecord& mark) {
    const MarkReading reading = read_mark(rubric_of(draft, mark), mark.content);
    Json answer;
    answer.set("mark", mark.key())
        .set("state", word_of(mark.state))
        .set("total", reading.total ? Json(reading.total->text()) : Json())
        .set("complete", reading.missing.empty())
        .set("errors", to_json(reading.wrong));
    return answer;
}

}  // namespace

Result<Json> handle(Draft& draft, const commands::PanelSet& command, const Now&) {
    PanelRecord panel = command.panel;
    TRY(stage, judged_stage(draft, panel.stage));
    if (!panel.division.empty() && stage->division(panel.division) == nullptr)
        return not_found("division", panel.division.text);
    const bool by_division = stage->rubric.panel && stage->rubric.panel->per == Panel::Per::Division;
    if (by_division && panel.division.empty() && stage->divisions.size() > 1)
        return refuse("panel.division_needed", {{"stage", panel.stage.text}}, "panel.division");
    if (Result<void> good = check_members(draft, panel); !good) return tl::unexpected(good.error());
    if (panel.id.empty()) {
        std::size_t number = draft.now().table<PanelRecord>().size();
        do panel.id = "HD" + std::to_string(++number);
        while (draft.find<PanelRecord>(panel.id) != nullptr);
    }
    if (draft.find<PanelRecord>(panel.id) != nullptr)
        if (Result<void> free = release(draft, panel); !free) return tl::unexpected(free.error());
    Json answer;
    answer.set("panel", panel.id);
    const std::int64_t size = stage->rubric.panel ? stage->rubric.panel->size : 0;
    const auto members = static_cast<std::int64_t>(panel.members.size());
    if (size > 0 && members > size) answer.set("beyond_size", members - size);
    draft.put(std::move(panel));
    return answer;
}

Result<Json> handle(Draft& draft, const commands::JudgeAssign& command, const Now&) {
    const PanelRecord* panel = draft.find<PanelRecord>(command.panel);
    if (panel == nullptr) return not_found("panel", command.panel);
    if (!command.judge.empty() && panel->member(command.judge) == nullptr)
        return refuse("panel.not_a_member",
                      {{"judge", name_of(draft, command.judge)}, {"panel", command.panel}}, "judge");
    if (command.verb == commands::AssignVerb::Remove)
        return unassign(draft, *panel, command.judge, command.entries);
    std::vector<UserId> judges;
    for (const PanelMember& member : panel->members)
        if (command.judge.empty() || member.judge == command.judge) judges.push_back(member.judge);
    Assigner assigner(draft, *panel);
    for (const UserId& judge : judges) {
        if (command.entries.empty()) assigner.all(judge);
        for (const EntryId& entry : command.entries)
            if (Result<void> put = assigner.named(judge, entry); !put) return tl::unexpected(put.error());
    }
    return std::move(assigner).answer();
}

Result<Json> handle(Draft& draft, const commands::ConflictDeclare& command, const Now&) {
    const UserId judge = command.judge.empty() ? draft.actor() : command.judge;
    if (draft.find<User>(judge) == nullptr) return not_found("user", judge.text);
    TRY(entry, get<Entry>(draft, command.entry));
    if (command.reason.empty()) return refuse("reason.missing");
    std::int64_t recused = 0;
    for (const Stage& stage : draft.now().definition->stages) {
        if (panel_of(draft.now(), stage.id, judge, entry.id) == nullptr) continue;
        MarkRecord mark{stage.id, entry.id, judge, {}, MarkState::Draft, {}, {}, {}};
        if (const MarkRecord* there = draft.find<MarkRecord>(mark.key())) mark = *there;
        if (mark.content.recused || stage.format != StageFormat::Rubric) continue;
        if (mark.state == MarkState::Submitted) return locked(draft, mark);
        mark.content = {Json(Json::Object{}), true};
        mark.state = MarkState::Submitted;
        mark.reason = command.reason;
        mark.typist = draft.actor();
        draft.put(std::move(mark));
        ++recused;
    }
    draft.put(Conflict{judge, entry.id, command.why, command.reason});
    Json answer;
    answer.set("recused", recused);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::MarkSet& command, const Now&) {
    TRY(mark, cell_of(draft, command.stage, command.entry, command.judge));
    if (mark.state == MarkState::Submitted) return locked(draft, mark);
    const Rubric& rubric = rubric_of(draft, mark);
    const Json::Object* criteria = command.criteria.as_object();
    if (criteria == nullptr) return refuse("record.type", {{"expected", "an object"}}, "criteria");
    for (const auto& [id, value] : *criteria) {
        if (rubric.criterion(id) == nullptr)
            return refuse("results.unknown_criterion", {{"id", id}}, "criteria." + id);
        if (const Result<SheetValue> read = sheet_value_of(value); !read) {
            Refusal refusal = read.error();
            refusal.path = "criteria." + id;
            return tl::unexpected(std::move(refusal));
        }
        if (value.is_null()) {
            std::erase_if(*mark.content.criteria.as_object(),
                          [&](const Json::Member& one) { return one.first == id; });
        } else {
            mark.content.criteria.set(id, value);
        }
    }
    mark.typist = draft.actor();
    draft.put(mark);
    return mark_answer(draft, mark);
}

Result<Json> handle(Draft& draft, const commands::MarkSubmit& command, const Now&) {
    TRY(mark, cell_of(draft, command.stage, command.entry, command.judge));
    if (mark.state == MarkState::Submitted) return locked(draft, mark);
    const Rubric& rubric = rubric_of(draft, mark);
    const MarkReading reading = read_mark(rubric, mark.content);
    if (!reading.missing.empty())
        return refuse("mark.incomplete", {{"criterion", reading.missing}}, "criteria." + reading.missing);
    if (!reading.wrong.empty()) {
        const Criterion& criterion = *rubric.criterion(reading.wrong.front());
        return refuse("mark.has_errors",
                      {{"criterion", criterion.id},
                       {"min", criterion.min.text()},
                       {"max", criterion.max.text()},
                       {"step", criterion.step ? criterion.step->text() : "–"}},
                      "criteria." + criterion.id);
    }
    mark.state = MarkState::Submitted;
    mark.typist = draft.actor();
    draft.put(mark);
    return mark_answer(draft, mark);
}

Result<Json> handle(Draft& draft, const commands::MarkReopen& command, const Now&) {
    TRY(mark, cell_of(draft, command.stage, command.entry, command.judge));
    if (mark.state != MarkState::Submitted)
        return refuse("mark.not_submitted", {{"judge", name_of(draft, mark.judge)}});
    if (command.reason.empty()) return refuse("reason.missing");
    mark.state = MarkState::Draft;
    mark.content.recused = false;
    mark.reason = command.reason;
    draft.put(mark);
    return mark_answer(draft, mark);
}

Result<Json> handle(Draft& draft, const commands::MarkRecuse& command, const Now&) {
    TRY(mark, cell_of(draft, command.stage, command.entry, command.judge));
    if (mark.state == MarkState::Submitted) return locked(draft, mark);
    if (command.reason.empty()) return refuse("reason.missing");
    mark.content = {Json(Json::Object{}), true};
    mark.state = MarkState::Submitted;
    mark.reason = command.reason;
    mark.typist = draft.actor();
    draft.put(mark);
    return mark_answer(draft, mark);
}

Result<Json> handle(Draft& draft, const commands::VoteSet& command, const Now&) {
    const Stage* stage = draft.now().definition->stage(command.stage);
    if (stage == nullptr) return not_found("stage", command.stage.text);
    if (stage->format != StageFormat::Vote) return refuse("vote.no_vote_stage", {{"stage", stage->id.text}});
    TRY(entry, get<Entry>(draft, command.entry));
    std::optional<std::int64_t> members = command.members;
    for (const PanelRecord& panel : draft.now().table<PanelRecord>())
        if (!members && panel.stage == stage->id && judges(panel, entry))
            members = static_cast<std::int64_t>(panel.members.size());
    Json counts{Json::Object{}};
    counts.set("for", command.votes_for);
    if (members) counts.set("members", *members);
    if (command.present) counts.set("present", *command.present);
    if (Result<void> put = put_figures(draft, *stage, entry, counts, ""); !put)
        return tl::unexpected(put.error());
    return Json(Json::Object{});
}

Result<void> put_figures(Draft& draft, const Stage& stage, const Entry& entry, const Json& figures,
                         const std::string& path) {
    const std::string at = path.empty() ? "" : path + ".";
    if (entry.state != EntryState::Eligible && entry.state != EntryState::Registered)
        return refuse("entry.not_competing", {{"entry", entry.id.text}}, path);
    if (stage.division(entry.division) == nullptr)
        return refuse("stage.not_its_division", {{"stage", stage.id.text}, {"division", entry.division.text}},
                      path);
    const Json::Object* given = figures.as_object();
    if (given == nullptr) return refuse("record.type", {{"expected", "an object"}}, path);
    if (stage.format == StageFormat::Vote) {
        const auto count = [&](std::string_view key) {
            const Json* found = figures.find(key);
            return found != nullptr ? found->as_int() : std::nullopt;
        };
        const std::optional<std::int64_t> votes = count("for"), members = count("members"),
                                          present = count("present");
        for (const auto& [key, value] : *given)
            if ((key != "for" && key != "members" && key != "present") || !value.as_int())
                return refuse("results.unknown_column", {{"id", key}}, at + key);
        const std::optional<std::int64_t> base = stage.vote_base == VoteBase::AllMembers ? members : present;
        const bool possible = votes && base && *votes >= 0 && *votes <= present.value_or(*votes) &&
                              *votes <= members.value_or(*votes) &&
                              present.value_or(0) <= members.value_or(present.value_or(0));
        if (!possible)
            return refuse("vote.impossible",
                          {{"base", stage.vote_base == VoteBase::AllMembers ? "members" : "present"}}, path);
    } else {
        for (const auto& [key, value] : *given)
            if (stage.column(key) == nullptr)
                return refuse("results.unknown_column", {{"id", key}}, at + key);
    }
    draft.put(ImportedScores{stage.id, entry.id, figures, false});
    return {};
}

std::size_t publish_marks(Draft& draft, const StageId& stage,
                          const std::function<bool(const EntryId&)>& meant) {
    std::vector<MarkRecord> marks;
    for (const MarkRecord& mark : draft.now().table<MarkRecord>())
        if (mark.stage == stage && mark.state == MarkState::Submitted && mark.published != mark.content &&
            meant(mark.entry))
            marks.push_back(mark);
    for (MarkRecord& mark : marks) {
        mark.published = mark.content;
        draft.put(std::move(mark));
    }
    return marks.size();
}

}  // namespace sandau::handlers
