#include <string>

#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/panels.h"

namespace sandau::handlers {

namespace {

WallTime deadline_of(const Draft& draft, WallTime published_at) {
    return {published_at.utc_ms + draft.now().settings().protest_minutes * std::int64_t{60'000}};
}

/// The stage's posted ranking; what a panel gave is public with it.
const Publication* ranking_of(const Draft& draft, const StageId& stage) {
    return draft.find<Publication>("ranking:" + stage.text);
}

Result<Json> lodge(Draft& draft, const commands::ProtestLodge& command, Protest protest, const Now& now) {
    if (command.text.empty()) return refuse("reason.missing", {}, "text");
    protest.id = "K" + std::to_string(draft.now().table<Protest>().size() + 1);
    protest.by = command.by;
    protest.text = command.text;
    protest.lodged_at = now.now.wall;
    Json answer;
    answer.set("protest", protest.id);
    draft.put(std::move(protest));
    return answer;
}

Result<Json> lodge_about_marks(Draft& draft, const commands::ProtestLodge& command, const Now& now) {
    const Stage* stage = draft.now().definition->stage(command.stage);
    if (stage == nullptr) return not_found("stage", command.stage.text);
    TRY(entry, get<Entry>(draft, command.entry));
    if (!has_marks(draft.now(), stage->id, entry.id))
        return refuse("protest.nothing_marked", {{"stage", stage->id.text}, {"entry", entry.name}});
    Protest protest;
    protest.stage = stage->id;
    protest.entry = entry.id;
    if (const Publication* posted = ranking_of(draft, stage->id)) {
        protest.deadline = deadline_of(draft, posted->published_at);
        if (posted->state == PublishedState::Official || now.now.wall > protest.deadline)
            return refuse("protest.too_late", {{"sheet", entry.name}});
    }
    return lodge(draft, command, std::move(protest), now);
}

/// Whether what a panel gave in the stage still waits: for the end of the time to protest, or for a protest.
bool marks_wait(const Draft& draft, const Stage& stage, const Publication& posted, const Now& now) {
    if (stage.format != StageFormat::Rubric && stage.format != StageFormat::Vote) return false;
    if (now.now.wall < deadline_of(draft, posted.published_at)) return true;
    for (const Protest& protest : draft.now().table<Protest>())
        if (protest.sheet.empty() && protest.stage == stage.id && protest.resolution.empty()) return true;
    return false;
}

}  // namespace

Result<Json> handle(Draft& draft, const commands::ResultFinalize& command, const Now& now) {
    const Stage* stage = draft.now().definition->stage(command.stage);
    if (stage == nullptr) return not_found("stage", command.stage.text);
    std::int64_t finalized = 0, waiting = 0;
    std::vector<Sheet> due;
    for (const Sheet& sheet : draft.now().table<Sheet>()) {
        if (sheet.stage != command.stage || sheet.state != SheetState::Published) continue;
        if (now.now.wall < deadline_of(draft, sheet.published_at) || sheet.protested) {
            ++waiting;
        } else {
            due.push_back(sheet);
        }
    }
    for (Sheet& sheet : due) {
        sheet.state = SheetState::Official;
        draft.put(std::move(sheet));
        ++finalized;
    }
    if (const Publication* posted = ranking_of(draft, stage->id)) {
        if (marks_wait(draft, *stage, *posted, now)) ++waiting;
        if (waiting == 0) {
            Publication official = *posted;
            official.state = PublishedState::Official;
            draft.put(std::move(official));
        }
    }
    Json answer;
    answer.set("finalized", finalized).set("waiting", waiting);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::ProtestLodge& command, const Now& now) {
    if (command.sheet.empty() && !command.stage.empty()) return lodge_about_marks(draft, command, now);
    TRY(sheet, get<Sheet>(draft, command.sheet));
    Protest protest;
    protest.sheet = sheet.id;
    if (sheet.state >= SheetState::Published) {
        protest.deadline = deadline_of(draft, sheet.published_at);
        if (sheet.state == SheetState::Official || now.now.wall > protest.deadline)
            return refuse("protest.too_late", {{"sheet", sheet.id.text}});
    }
    TRY(answer, lodge(draft, command, std::move(protest), now));
    sheet.protested = true;
    draft.put(sheet);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::ProtestResolve& command, const Now&) {
    const Protest* there = draft.find<Protest>(command.protest);
    if (there == nullptr) return not_found("protest", command.protest);
    if (!there->resolution.empty()) return refuse("protest.resolved", {{"protest", command.protest}});
    if (command.reason.empty()) return refuse("reason.missing");
    if (command.resolution != "upheld" && command.resolution != "rejected")
        return refuse("record.word", {{"expected", "upheld, rejected"}}, "resolution");
    Protest protest = *there;
    protest.resolution = command.resolution;
    protest.resolution_reason = command.reason;
    draft.put(protest);
    bool open = false;
    for (const Protest& other : draft.now().table<Protest>())
        open = open || (other.sheet == protest.sheet && other.resolution.empty());
    if (const Sheet* held = draft.find<Sheet>(protest.sheet); held != nullptr && !open) {
        Sheet sheet = *held;
        sheet.protested = false;
        draft.put(sheet);
    }
    return Json(Json::Object{});
}

}  // namespace sandau::handlers
