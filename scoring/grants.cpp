#include "scoring/grants.h"

#include <algorithm>
#include <array>

#include "scoring/command_payloads.h"
#include "scoring/panels.h"

namespace sandau {

namespace {

using enum Role;

struct Row {
    std::string_view kind;
    std::vector<Role> roles;
};

/// Who may do what (architecture, Grants). A referee sets, a head judge commits, a head judge or the
/// organiser publishes.
const std::vector<Row>& table() {
    using namespace commands;
    static const std::vector<Row> rows{
        {ContestSettings::kind, {Organiser}},
        {DefinitionAmend::kind, {Organiser}},
        {OrganizationAdd::kind, {Organiser, Secretary}},
        {EntryImport::kind, {Organiser, Secretary}},
        {EntryAdd::kind, {Organiser, Secretary}},
        {EntryChange::kind, {Organiser, Secretary}},
        {EntryQualify::kind, {Organiser}},
        {EntryCheckIn::kind, {Organiser, Secretary, Marshal}},
        {EntryInspect::kind, {Organiser, Marshal, Referee}},
        {EntryWithdraw::kind, {Organiser}},
        {EntryAttach::kind, {Organiser, Secretary}},
        {EntryDetach::kind, {Organiser, Secretary}},
        {ScoreImport::kind, {Organiser, Secretary}},
        {StagePromote::kind, {Organiser, HeadJudge}},
        {StageSchedule::kind, {Organiser}},
        {ScheduleMove::kind, {Organiser}},
        {StagePublish::kind, {Organiser, HeadJudge}},
        {SchedulePublish::kind, {Organiser}},
        {RunLoad::kind, {Organiser, HeadJudge, Referee, Marshal}},
        {RunReady::kind, {Organiser, HeadJudge, Referee}},
        {RunStart::kind, {Organiser, HeadJudge, Referee}},
        {RunPause::kind, {Organiser, HeadJudge, Referee}},
        {RunResume::kind, {Organiser, HeadJudge, Referee}},
        {RunEnd::kind, {Organiser, HeadJudge, Referee}},
        {RunUnload::kind, {Organiser, HeadJudge, Referee, Marshal}},
        {RunSetClock::kind, {Organiser, HeadJudge, Referee}},
        {RunRerun::kind, {Organiser, HeadJudge}},
        {DrawStage::kind, {Organiser, HeadJudge}},
        {MatchLoad::kind, {Organiser, HeadJudge, Referee, Marshal}},
        {MatchStart::kind, {Organiser, HeadJudge, Referee}},
        {MatchPause::kind, {Organiser, HeadJudge, Referee}},
        {MatchResume::kind, {Organiser, HeadJudge, Referee}},
        {MatchEnd::kind, {Organiser, HeadJudge, Referee}},
        {MatchAbort::kind, {Organiser, HeadJudge, Referee}},
        {MatchRerun::kind, {Organiser, HeadJudge}},
        {MatchSetClock::kind, {Organiser, HeadJudge, Referee}},
        {ScoreSet::kind, {Organiser, HeadJudge, Referee, Judge, Secretary}},
        {ScoreReview::kind, {Organiser, HeadJudge, Referee, Judge, Secretary}},
        {ScoreReopen::kind, {Organiser, HeadJudge, Referee, Judge}},
        {ScoreCommit::kind, {Organiser, HeadJudge}},
        {ScorePublish::kind, {Organiser, HeadJudge}},
        {ScoreRetract::kind, {Organiser, HeadJudge}},
        {ScoreCorrect::kind, {Organiser, HeadJudge}},
        {ScorePublishStage::kind, {Organiser, HeadJudge}},
        {ResultFinalize::kind, {Organiser, HeadJudge}},
        {ProtestLodge::kind, {Organiser, HeadJudge, Referee, Secretary}},
        {ProtestResolve::kind, {Organiser, HeadJudge}},
        {DecisionMake::kind, {Organiser, HeadJudge}},
        {AwardPublish::kind, {Organiser}},
        {PanelSet::kind, {Organiser}},
        {JudgeAssign::kind, {Organiser, HeadJudge}},
        {ConflictDeclare::kind, {Organiser, HeadJudge, Secretary, Judge}},
        {MarkSet::kind, {Organiser, HeadJudge, Secretary, Judge}},
        {MarkSubmit::kind, {Organiser, HeadJudge, Secretary, Judge}},
        {MarkReopen::kind, {Organiser, HeadJudge}},
        {MarkRecuse::kind, {Organiser, HeadJudge, Secretary, Judge}},
        {VoteSet::kind, {Organiser, HeadJudge, Secretary}},
        {DeviceAssign::kind, {Organiser}},
        {EventAdopt::kind, {Organiser, HeadJudge, Referee}},
        {DisplayShow::kind, {Organiser, Announcer}},
        {UserGrant::kind, {Organiser}},
        {UserRevoke::kind, {Organiser}},
        {JournalUndo::kind, {Organiser, HeadJudge}},
    };
    return rows;
}

std::string text_of(const Json& payload, std::string_view key) {
    const Json* member = payload.find(key);
    const std::string* text = member != nullptr ? member->as_string() : nullptr;
    return text != nullptr ? *text : std::string();
}

/// A judge speaks for nobody else: neither marks nor steps aside in another's name. Nor does a head judge
/// mark for others.
bool own_only(std::string_view kind, Role role) {
    using namespace commands;
    const bool writes = kind == MarkSet::kind || kind == MarkSubmit::kind;
    const bool steps_aside = kind == MarkRecuse::kind || kind == ConflictDeclare::kind;
    return (role == Role::Judge && (writes || steps_aside)) || (role == HeadJudge && writes);
}

/// The one side that a match's values are about; empty where they are about more.
std::string only_side_of(const Json& payload) {
    const Json* match = payload.find("match");
    const Json* sides = match != nullptr ? match->find("sides") : nullptr;
    if (sides == nullptr || sides->as_object() == nullptr || sides->as_object()->size() != 1) return {};
    for (const auto& [key, value] : *match->as_object())
        if (key != "sides") return {};
    return sides->as_object()->front().first;
}

/// Reports and recoveries are the host's own and its devices'; nobody else has a word for them.
bool is_machine_kind(std::string_view kind) {
    return kind == commands::DeviceReport::kind || kind == commands::DeviceFault::kind ||
           kind == commands::ClockRecover::kind;
}

}  // namespace

std::vector<Role> roles_for(std::string_view kind) {
    const auto row =
        std::find_if(table().begin(), table().end(), [&](const Row& one) { return one.kind == kind; });
    return row != table().end() ? row->roles : std::vector<Role>{};
}

std::vector<std::string_view> granted_kinds() {
    std::vector<std::string_view> kinds;
    for (const Row& row : table()) kinds.push_back(row.kind);
    return kinds;
}

Scope scope_of(const Contest& contest, const Command& command) {
    Scope scope;
    const auto about_entry = [&](const EntryId& id) {
        if (const Entry* entry = contest.table<Entry>().find(id.text)) scope.division = entry->division;
    };
    const auto about_run = [&](const std::string& id) {
        const Run* run = contest.table<Run>().find(id);
        const Sheet* sheet = contest.table<Sheet>().find(id);
        if (sheet != nullptr) {
            scope.stage = sheet->stage;
            about_entry(sheet->entry);
        }
        if (run != nullptr) {
            scope.stage = run->stage;
            scope.field = run->field;
            about_entry(run->entry);
        }
    };
    const auto about_panel = [&](const std::string& id) {
        scope.panel = id;
        const PanelRecord* panel = contest.table<PanelRecord>().find(id);
        if (panel == nullptr) return;
        scope.stage = panel->stage;
        scope.division = panel->division;
    };
    const auto about_match = [&](const std::string& id) {
        const Match* match = contest.table<Match>().find(id);
        if (match == nullptr) return;
        scope.stage = match->stage;
        scope.division = match->division;
        if (!match->field.empty()) scope.field = match->field;
    };
    const Json& payload = command.payload;
    if (const std::string stage = text_of(payload, "stage"); !stage.empty()) scope.stage = StageId(stage);
    if (const std::string field = text_of(payload, "field"); !field.empty()) scope.field = FieldId(field);
    if (const std::string division = text_of(payload, "division"); !division.empty())
        scope.division = DivisionId(division);
    if (const std::string panel = text_of(payload, "panel"); !panel.empty()) about_panel(panel);
    if (const std::string entry = text_of(payload, "entry"); !entry.empty()) about_entry(EntryId(entry));
    for (const std::string_view key : {"run", "sheet"})
        if (const std::string id = text_of(payload, key); !id.empty()) about_run(id);
    if (command.kind.starts_with("mark.")) {
        const std::string judge = text_of(payload, "judge");
        const PanelRecord* panel =
            panel_of(contest, scope.stage, judge.empty() ? command.actor : UserId(judge),
                     EntryId(text_of(payload, "entry")));
        if (panel != nullptr) scope.panel = panel->id;
    }
    for (const std::string_view key : {"match", "sheet"})
        if (const std::string id = text_of(payload, key); !id.empty()) about_match(id);
    scope.side = only_side_of(payload);
    return scope;
}

bool covers(const Grant& grant, const Scope& scope) {
    // A limited grant does not reach a command that is about more than its limit.
    return (grant.stage.empty() || grant.stage == scope.stage) &&
           (grant.division.empty() || grant.division == scope.division) &&
           (grant.field.empty() || grant.field == scope.field) &&
           (grant.panel.empty() || grant.panel == scope.panel) &&
           (grant.side.empty() || grant.side == scope.side);
}

Result<void> allowed(const Contest& contest, const Command& command) {
    if (is_machine_kind(command.kind)) {
        if (command.actor == host_actor || command.actor == device_actor) return {};
        return refuse("grant.missing", {{"kind", command.kind}});
    }
    // The first entry of a file sets its rules; there is nobody yet to grant anything.
    if (command.actor == keyboard_actor || command.actor == host_actor) return {};
    const User* user = contest.table<User>().find(command.actor.text);
    if (user == nullptr || user->revoked) return refuse("grant.missing", {{"kind", command.kind}});
    const std::vector<Role> roles = roles_for(command.kind);
    const Scope scope = scope_of(contest, command);
    for (const Grant& grant : user->grants) {
        const bool role_fits = std::find(roles.begin(), roles.end(), grant.role) != roles.end();
        // Any judge may step aside, whatever the panel.
        const bool about_self = command.kind == commands::ConflictDeclare::kind && grant.role == Role::Judge;
        if (!role_fits || !(about_self || covers(grant, scope))) continue;
        const std::string judge = text_of(command.payload, "judge");
        if (!own_only(command.kind, grant.role) || judge.empty() || UserId(judge) == command.actor) return {};
    }
    return refuse("grant.missing", {{"kind", command.kind}});
}

}  // namespace sandau
