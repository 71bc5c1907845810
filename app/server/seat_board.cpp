#include "server/seat_board.h"

#include <utility>

namespace sandau::server {

namespace {

SharedText shared(const Json& json) {
    return std::make_shared<const std::string>(write_json(json));
}

template <class T>
bool same_table(const Contest& a, const Contest& b) {
    return a.table<T>().same_as(b.table<T>());
}

std::string rubric_key(const StageId& stage, const DivisionId& division) {
    return key_of("rubrics", stage.text + "." + division.text);
}

}  // namespace

bool SeatBoard::update(const std::shared_ptr<const Contest>& contest) {
    if (contest == contest_) return false;
    const std::shared_ptr<const Contest> before = std::exchange(contest_, contest);
    if (!before || before->definition != contest->definition || !same_table<Entry>(*before, *contest) ||
        !same_table<Settings>(*before, *contest)) {
        rebuild();
        return true;
    }
    return update_what_changed(*before);
}

void SeatBoard::rebuild() {
    items_.clear();
    for (const Sheet& sheet : contest_->table<Sheet>()) put_sheet(sheet.id.text);
    for (const DeviceRecord& record : contest_->table<DeviceRecord>()) put_event(nullptr, &record);
    rebuild_panels();
}

bool SeatBoard::update_what_changed(const Contest& before) {
    bool changed = !same_table<User>(before, *contest_);
    contest_->table<DeviceRecord>().for_each_change(before.table<DeviceRecord>(),
                                                    [&](const DeviceRecord* old, const DeviceRecord* now) {
                                                        changed = true;
                                                        put_event(old, now);
                                                    });
    const bool sheets = update_sheets(before);
    const bool panels = update_panels(before);
    return changed || sheets || panels;
}

bool SeatBoard::update_sheets(const Contest& before) {
    std::set<std::string> sheets;
    bool changed = false;
    const auto touched = [&](const auto* old, const auto* now) {
        sheets.insert(now != nullptr ? now->id.text : old->id.text);
    };
    contest_->table<Run>().for_each_change(before.table<Run>(), touched);
    contest_->table<Match>().for_each_change(before.table<Match>(), touched);
    contest_->table<Sheet>().for_each_change(before.table<Sheet>(), touched);
    contest_->table<Field>().for_each_change(before.table<Field>(), [&](const Field* old, const Field* now) {
        changed = true;
        for (const Field* field : {old, now})
            if (field != nullptr && !field->loaded.empty()) sheets.insert(field->loaded.text);
    });
    for (const std::string& sheet : sheets) put_sheet(sheet);
    return changed || !sheets.empty();
}

void SeatBoard::put_sheet(const std::string& id) {
    items_.erase(key_of("sheets", id));
    const Sheet* sheet = contest_->table<Sheet>().find(id);
    if (sheet == nullptr) return;
    if (const Run* run = contest_->table<Run>().find(id)) put_run(*run, *sheet);
    if (const Match* match = contest_->table<Match>().find(id)) put_match(*match, *sheet);
}

void SeatBoard::put_run(const Run& run, const Sheet& sheet) {
    if (!needs_work(*contest_, run, sheet)) return;
    items_[key_of("sheets", run.id.text)] = {shared(sheet_view(*contest_, sheet)),
                                             scope_of_run(*contest_, run)};
}

void SeatBoard::put_match(const Match& match, const Sheet& sheet) {
    if (!sheet.is_match() || !needs_work(*contest_, match, sheet)) return;
    items_[key_of("sheets", match.id.text)] = {shared(match_sheet_view(*contest_, match, sheet)),
                                               scope_of_match(match), match.id};
}

void SeatBoard::put_event(const DeviceRecord* old, const DeviceRecord* now) {
    const std::string key = key_of("inbox", now != nullptr ? now->id.text : old->id.text);
    if (now != nullptr && now->place == EventPlace::Inbox) {
        items_[key] = {shared(inbox_view(*now)), Scope{{}, {}, now->field, {}}};
    } else {
        items_.erase(key);
    }
}

bool SeatBoard::update_panels(const Contest& before) {
    if (!same_table<Assignment>(before, *contest_) || !same_table<PanelRecord>(before, *contest_) ||
        !same_table<User>(before, *contest_) || !same_table<DecisionRecord>(before, *contest_) ||
        !same_table<ImportedScores>(before, *contest_)) {
        rebuild_panels();
        return true;
    }
    std::set<EntryId> with_files;
    contest_->table<Attachment>().for_each_change(
        before.table<Attachment>(), [&](const Attachment* old, const Attachment* now) {
            with_files.insert(now != nullptr ? now->entry : old->entry);
        });
    if (!with_files.empty())
        for (const Assignment& one : contest_->table<Assignment>())
            if (with_files.contains(one.entry)) put_cell(one);
    std::set<StageId> counted;
    std::map<std::string, MarkRecord> marks;
    contest_->table<MarkRecord>().for_each_change(
        before.table<MarkRecord>(), [&](const MarkRecord* old, const MarkRecord* now) {
            const MarkRecord& mark = now != nullptr ? *now : *old;
            marks.emplace(mark.key(), mark);
            // A draft is its judge's alone: it changes no figure.
            for (const MarkRecord* one : {old, now})
                if (one != nullptr && one->state == MarkState::Submitted) counted.insert(mark.stage);
        });
    for (const StageId& stage : counted) figures_.erase(stage);
    for (const auto& [key, mark] : marks) {
        for (const PanelRecord& panel : contest_->table<PanelRecord>()) {
            const Assignment one{panel.id, mark.judge, mark.entry};
            if (panel.stage == mark.stage && contest_->table<Assignment>().find(one.key()) != nullptr)
                put_cell(one);
        }
        if (!counted.contains(mark.stage)) put_panel_entries(mark.stage, mark.entry);
    }
    for (const StageId& stage : counted) put_panel_entries(stage, {});
    return !marks.empty() || !with_files.empty();
}

void SeatBoard::rebuild_panels() {
    panels_.clear();
    rubrics_.clear();
    cells_.clear();
    panel_entries_.clear();
    figures_.clear();
    if (contest_->table<PanelRecord>().size() == 0) return;
    for (const Stage& stage : definition_of(*contest_).stages)
        for (const DivisionPlay& play : stage.divisions)
            if (play.rubric) rubrics_[rubric_key(stage.id, play.division)] = shared(rubric_view(stage, play));
    for (const PanelRecord& panel : contest_->table<PanelRecord>())
        panels_[key_of("panels", panel.id)] = {shared(panel_view(*contest_, panel)),
                                               Scope{panel.stage, panel.division, {}, panel.id}};
    std::set<StageId> stages;
    for (const Assignment& one : contest_->table<Assignment>()) {
        put_cell(one);
        if (const PanelRecord* panel = contest_->table<PanelRecord>().find(one.panel))
            stages.insert(panel->stage);
    }
    for (const StageId& stage : stages) put_panel_entries(stage, {});
}

void SeatBoard::put_cell(const Assignment& one) {
    const PanelRecord* panel = contest_->table<PanelRecord>().find(one.panel);
    const Entry* entry = contest_->table<Entry>().find(one.entry.text);
    if (panel == nullptr || entry == nullptr) return;
    const std::string rubric = rubric_key(panel->stage, entry->division);
    // A council votes; there is nothing to mark.
    if (!rubrics_.contains(rubric)) return;
    cells_[one.key()] = {shared(cell_view(*contest_, one)),
                         Scope{panel->stage, entry->division, {}, panel->id}, one.judge, rubric,
                         key_of("cells", panel->stage.text + "." + entry->id.text)};
}

const PanelFigures& SeatBoard::figures_of(const StageId& stage) {
    const auto found = figures_.find(stage);
    if (found != figures_.end()) return found->second;
    return figures_[stage] = panel_figures(*contest_, stage);
}

/// All entries of the stage where none is named.
void SeatBoard::put_panel_entries(const StageId& stage, const EntryId& entry) {
    for (const PanelRecord& panel : contest_->table<PanelRecord>()) {
        if (panel.stage != stage) continue;
        std::set<EntryId> entries;
        const Table<Assignment>& assignments = contest_->table<Assignment>();
        for (auto one = assignments.from(panel.id + "."); one != assignments.end() && one->panel == panel.id;
             ++one)
            if (entry.empty() || one->entry == entry) entries.insert(one->entry);
        for (const EntryId& id : entries) put_panel_entry(panel, id);
    }
}

void SeatBoard::put_panel_entry(const PanelRecord& panel, const EntryId& id) {
    const Entry* entry = contest_->table<Entry>().find(id.text);
    if (entry == nullptr || !rubrics_.contains(rubric_key(panel.stage, entry->division))) return;
    PanelEntry item;
    item.scope = {panel.stage, entry->division, {}, panel.id};
    item.rubric = rubric_key(panel.stage, entry->division);
    const PanelFigures& figures = figures_of(panel.stage);
    item.open = shared(panel_entry_view(*contest_, panel, *entry, figures, MarksShown::All));
    item.blind = shared(panel_entry_view(*contest_, panel, *entry, figures, MarksShown::None));
    for (const PanelMember& member : panel.members) {
        if (contest_->table<Assignment>().find(Assignment{panel.id, member.judge, id}.key()) == nullptr)
            continue;
        const MarkRecord key{panel.stage, id, member.judge, {}, MarkState::Draft, {}, {}, {}};
        const MarkRecord* mark = contest_->table<MarkRecord>().find(key.key());
        if (mark == nullptr || mark->state != MarkState::Submitted) item.still_marking.insert(member.judge);
    }
    panel_entries_[key_of("panel_entries", panel.id + "." + id.text)] = std::move(item);
}

void SeatBoard::add_panels(ResourceTexts& texts, const User& user) const {
    const auto add_rubric = [&](const std::string& key) {
        const auto found = rubrics_.find(key);
        if (found != rubrics_.end()) texts.emplace(key, found->second);
    };
    for (const auto& [key, cell] : cells_) {
        if (cell.judge != user.id || !may_mark(user, cell.scope)) continue;
        texts.emplace(cell.key, cell.text);
        add_rubric(cell.rubric);
    }
    for (const auto& [key, panel] : panels_)
        if (may_head(user, panel.scope)) texts.emplace(key, panel.text);
    for (const auto& [key, entry] : panel_entries_) {
        if (!may_head(user, entry.scope)) continue;
        texts.emplace(key, entry.still_marking.contains(user.id) ? entry.blind : entry.open);
        add_rubric(entry.rubric);
    }
}

ResourceTexts SeatBoard::texts_for(const User& user) const {
    ResourceTexts texts;
    for (const auto& [key, item] : items_) {
        const Match* match = contest_->table<Match>().find(item.match.text);
        if (match != nullptr ? may_see_match(user, *match) : may_see(user, item.scope))
            texts.emplace(key, item.text);
    }
    add_panels(texts, user);
    Json seat = seat_view(*contest_, user);
    // Its seq is that of the message; here it would make each commit a change of the seat.
    seat.set("seq", nullptr);
    texts.emplace("seat", shared(seat));
    return texts;
}

}  // namespace sandau::server
