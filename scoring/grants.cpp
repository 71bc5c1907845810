#include "scoring/grants.h"

#include <algorithm>
#include <array>

#include "scoring/command_payloads.h"

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
        {EntryImport::kind, {Organiser, Secretary}},
        {EntryAdd::kind, {Organiser, Secretary}},
        {EntryChange::kind, {Organiser, Secretary}},
        {EntryQualify::kind, {Organiser}},
        {EntryCheckIn::kind, {Organiser, Secretary, Marshal}},
        {EntryInspect::kind, {Organiser, Marshal, Referee}},
        {EntryWithdraw::kind, {Organiser}},
        {ScoreImport::kind, {Organiser, Secretary}},
        {StagePromote::kind, {Organiser, HeadJudge}},
        {StageSchedule::kind, {Organiser}},
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
    const Json& payload = command.payload;
    if (const std::string stage = text_of(payload, "stage"); !stage.empty()) scope.stage = StageId(stage);
    if (const std::string field = text_of(payload, "field"); !field.empty()) scope.field = FieldId(field);
    if (const std::string division = text_of(payload, "division"); !division.empty())
        scope.division = DivisionId(division);
    if (const std::string entry = text_of(payload, "entry"); !entry.empty()) about_entry(EntryId(entry));
    for (const std::string_view key : {"run", "sheet"})
        if (const std::string id = text_of(payload, key); !id.empty()) about_run(id);
    return scope;
}

bool covers(const Grant& grant, const Scope& scope) {
    // A limited grant does not reach a command that is about more than its limit.
    return (grant.stage.empty() || grant.stage == scope.stage) &&
           (grant.division.empty() || grant.division == scope.division) &&
           (grant.field.empty() || grant.field == scope.field);
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
        if (role_fits && covers(grant, scope)) return {};
    }
    return refuse("grant.missing", {{"kind", command.kind}});
}

}  // namespace sandau
