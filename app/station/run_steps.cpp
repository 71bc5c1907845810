#include "station/run_steps.h"

#include <algorithm>
#include <map>

#include "scoring/contest_results.h"
#include "scoring/run_clock.h"
#include "station/match_steps.h"

namespace sandau::station {

Phrase step_name(Step step) {
    switch (step) {
        case Step::Called:
            return {"Gọi vào sân", "Called"};
        case Step::Ready:
            return {"Sẵn sàng", "Ready"};
        case Step::Running:
            return {"Đang thi đấu", "Running"};
        case Step::Ended:
            return {"Kết thúc", "Ended"};
        case Step::Reviewed:
            return {"Soát điểm", "Reviewed"};
        case Step::Confirmed:
            return {"Xác nhận", "Confirmed"};
        case Step::Published:
            return {"Công bố", "Published"};
    }
    return {"", ""};
}

std::optional<Step> step_of_sheet(const Sheet& sheet) {
    switch (sheet.state) {
        case SheetState::Published:
        case SheetState::Official:
            return Step::Published;
        case SheetState::Committed:
            return Step::Confirmed;
        case SheetState::Reviewed:
            return Step::Reviewed;
        case SheetState::Draft:
            break;
    }
    return std::nullopt;
}

bool is_on_space(NextAction action) {
    return action != NextAction::Confirm && action != NextAction::Publish;
}

namespace {

Step step_of(const Run& run, const Sheet& sheet) {
    if (const std::optional<Step> step = step_of_sheet(sheet)) return *step;
    switch (run.state) {
        case RunState::Called:
            return Step::Called;
        case RunState::Ready:
            return Step::Ready;
        case RunState::Running:
            return Step::Running;
        case RunState::Ended:
        case RunState::Aborted:
            return Step::Ended;
    }
    return Step::Called;
}

/// A run that never started (DNS, DSQ) goes straight to the review.
bool ends_without_start(const SheetContent& content) {
    return content.status == SheetStatus::DNS || content.status == SheetStatus::DSQ;
}

NextAction next_of(Step step, const Run& run, const Sheet& sheet) {
    switch (step) {
        case Step::Called:
            return ends_without_start(sheet.content) ? NextAction::Review : NextAction::Ready;
        case Step::Ready:
            return ends_without_start(sheet.content) ? NextAction::Review : NextAction::Start;
        case Step::Running:
            return run.clock.state == ClockState::Paused ? NextAction::Resume : NextAction::End;
        case Step::Ended:
            return NextAction::Review;
        case Step::Reviewed:
            return NextAction::Confirm;
        case Step::Confirmed:
            return NextAction::Publish;
        case Step::Published:
            return NextAction::Call;
    }
    return NextAction::Call;
}

}  // namespace

FieldView look_at(const Contest& contest, const FieldId& field) {
    FieldView view;
    view.field = contest.table<Field>().find(field.text);
    if (view.field == nullptr || view.field->loaded.empty()) return view;
    if (const Match* match = contest.table<Match>().find(view.field->loaded.text)) {
        look_at_match(contest, *match, view);
        return view;
    }
    view.run = contest.table<Run>().find(view.field->loaded.text);
    view.sheet = contest.table<Sheet>().find(view.field->loaded.text);
    if (view.run == nullptr || view.sheet == nullptr || view.run->state == RunState::Aborted) {
        view.run = nullptr;
        view.sheet = nullptr;
        return view;
    }
    view.entry = contest.table<Entry>().find(view.run->entry.text);
    view.stage = contest.definition->stage(view.run->stage);
    if (view.entry != nullptr)
        view.game = game_of(*contest.definition, view.run->stage, view.entry->division);
    view.step = step_of(*view.run, *view.sheet);
    view.next = next_of(*view.step, *view.run, *view.sheet);
    return view;
}

const RunClock* FieldView::clock() const {
    return run != nullptr ? &run->clock : match != nullptr ? &match->clock : nullptr;
}

bool FieldView::is_running() const {
    return (run != nullptr && run->state == RunState::Running) ||
           (match != nullptr && match->state == MatchState::Running);
}

RunId FieldView::played() const {
    return run != nullptr ? run->id : match != nullptr ? match->played() : RunId();
}

QString FieldView::who(const Contest& contest) const {
    if (match != nullptr) return match_name(contest, match->sides, game);
    return run != nullptr ? entry_name(contest, run->entry) : QString();
}

std::vector<Slot> waiting_slots(const Contest& contest, const FieldId& field) {
    // Attempts that were called (and not sent away) are done with, whatever number the timetable gave them.
    std::map<std::string, int> taken;
    for (const Sheet& sheet : contest.table<Sheet>()) {
        const Run* run = contest.table<Run>().find(sheet.id.text);
        if (sheet.content.status == SheetStatus::VOID || (run != nullptr && run->state == RunState::Aborted))
            continue;
        ++taken[sheet.stage.text + "\n" + sheet.entry.text];
    }
    std::vector<Slot> result;
    for (const Slot& slot : contest.table<Slot>()) {
        if (slot.field != field) continue;
        const auto done = taken.find(slot.stage.text + "\n" + slot.entry.text);
        const Entry* entry = contest.table<Entry>().find(slot.entry.text);
        const bool competes = entry != nullptr && entry->state == EntryState::Eligible;
        if (competes && slot.number > (done == taken.end() ? 0 : done->second)) result.push_back(slot);
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Slot& a, const Slot& b) { return a.starts_at < b.starts_at; });
    return result;
}

std::optional<SheetEvaluation> worth_of(const Contest& contest, const Sheet& sheet,
                                        const SheetContent& content) {
    const Stage* stage = contest.definition->stage(sheet.stage);
    const Entry* entry = contest.table<Entry>().find(sheet.entry.text);
    if (stage == nullptr || entry == nullptr || stage->division(entry->division) == nullptr ||
        stage->format != StageFormat::Runs)
        return std::nullopt;
    return evaluate_sheet(*stage, entry->division, run_sheet_of(content));
}

std::vector<std::string> unanswered(const Game& game, const SheetContent& content) {
    std::vector<std::string> result;
    if (content.status != SheetStatus::OK && content.status != SheetStatus::DNF) return result;
    for (const Item& item : game.items)
        if (item.kind == ItemKind::Flag && item.default_value.is_null() &&
            content.items.find(item.id) == nullptr)
            result.push_back(item.id);
    return result;
}

Phrase status_name(SheetStatus status) {
    switch (status) {
        case SheetStatus::OK:
            return {"Hoàn thành", "Finished"};
        case SheetStatus::DNF:
            return {"Không hoàn thành", "Did not finish"};
        case SheetStatus::DNS:
            return {"Vắng mặt", "Did not start"};
        case SheetStatus::DSQ:
            return {"Truất quyền", "Disqualified"};
        case SheetStatus::VOID:
            return {"Hủy lượt", "Void"};
    }
    return {"", ""};
}

Phrase sheet_state_name(SheetState state) {
    switch (state) {
        case SheetState::Draft:
            return {"Nháp", "Draft"};
        case SheetState::Reviewed:
            return {"Đã soát", "Reviewed"};
        case SheetState::Committed:
            return {"Đã xác nhận", "Confirmed"};
        case SheetState::Published:
            return {"Tạm thời", "Provisional"};
        case SheetState::Official:
            return {"Chính thức", "Official"};
    }
    return {"", ""};
}

Phrase run_state_name(RunState state) {
    switch (state) {
        case RunState::Called:
            return {"Đã gọi", "Called"};
        case RunState::Ready:
            return {"Sẵn sàng", "Ready"};
        case RunState::Running:
            return {"Đang thi đấu", "Running"};
        case RunState::Ended:
            return {"Kết thúc", "Ended"};
        case RunState::Aborted:
            return {"Đã cho rời sân", "Sent away"};
    }
    return {"", ""};
}

QString entry_name(const Contest& contest, const EntryId& id) {
    const Entry* entry = contest.table<Entry>().find(id.text);
    return text_of(entry != nullptr ? entry->name : id.text);
}

QString division_short(const Words& words, const Contest& contest, const DivisionId& id) {
    const Division* division = contest.definition->division(id);
    return division != nullptr ? words.say(division->name).section(u':', 0, 0) : text_of(id.text);
}

QString organization_name(const Contest& contest, const Entry& entry) {
    const Organization* organization = contest.table<Organization>().find(entry.organization.text);
    return organization != nullptr ? text_of(organization->name) : QString();
}

}  // namespace sandau::station
