#include <algorithm>

#include "scoring/attachments.h"
#include "scoring/command_payloads.h"
#include "server/parse.h"
#include "server/sheet_parts.h"
#include "server/views.h"

namespace sandau::server {

namespace {

/// What the division calls the document that it is; null: none that it asks for.
Json document_name(const Contest& contest, const Entry& entry, const std::string& id) {
    const Division* division = definition_of(contest).division(entry.division);
    if (division == nullptr || !division->eligibility) return {};
    for (const RequiredDocument& document : division->eligibility->documents)
        if (document.id == id) return name_json(document.name, document.id);
    return {};
}

bool is_shown(const Attachment& file, Blindness blind) {
    switch (blind) {
        case Blindness::Open:
            return true;
        case Blindness::Blind:
            return file.anonymous;
    }
    return false;
}

bool attaches(const Grant& grant) {
    const std::vector<Role> roles = roles_for(commands::EntryAttach::kind);
    return std::ranges::find(roles, grant.role) != roles.end();
}

}  // namespace

Blindness blindness_of(const Contest& contest, const StageId& id) {
    const Stage* stage = definition_of(contest).stage(id);
    const bool blind = stage != nullptr && stage->rubric.panel && !stage->rubric.panel->blind.empty();
    return blind ? Blindness::Blind : Blindness::Open;
}

Json files_view(const Contest& contest, const Entry& entry, Blindness blind) {
    Json files{Json::Array{}};
    for (const Attachment& file : attachments_of(contest, entry.id)) {
        if (!is_shown(file, blind)) continue;
        Json one;
        one.set("name", file.name).set("media_type", file.media_type).set("bytes", file.bytes);
        one.set("path", "/api/v1/entries/" + percent_encode(entry.id.text) + "/files/" + file.sha256);
        files.push_back(one.set("document", document_name(contest, entry, file.document)));
    }
    return files;
}

bool may_send_files(const User& user) {
    return std::ranges::any_of(user.grants, attaches);
}

bool may_see_file(const Contest& contest, const User& user, const Attachment& file) {
    const Entry* entry = contest.table<Entry>().find(file.entry.text);
    if (entry == nullptr) return false;
    const Scope of_entry{{}, entry->division, {}};
    for (const Grant& grant : user.grants)
        if (attaches(grant) && covers(grant, of_entry)) return true;
    for (const Assignment& one : contest.table<Assignment>()) {
        const PanelRecord* panel = contest.table<PanelRecord>().find(one.panel);
        if (one.entry != file.entry || panel == nullptr) continue;
        if (!is_shown(file, blindness_of(contest, panel->stage))) continue;
        const Scope scope{panel->stage, entry->division, {}, panel->id};
        if (may_head(user, scope) || (one.judge == user.id && may_mark(user, scope))) return true;
    }
    return false;
}

}  // namespace sandau::server
