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
    for (const Run& run : contest_->table<Run>()) put_run(run.id.text);
    for (const DeviceRecord& record : contest_->table<DeviceRecord>()) put_event(nullptr, &record);
}

bool SeatBoard::update_what_changed(const Contest& before) {
    std::set<std::string> runs;
    bool changed = !same_table<User>(before, *contest_);
    contest_->table<Run>().for_each_change(before.table<Run>(), [&](const Run* old, const Run* now) {
        runs.insert(now != nullptr ? now->id.text : old->id.text);
    });
    contest_->table<Sheet>().for_each_change(before.table<Sheet>(), [&](const Sheet* old, const Sheet* now) {
        runs.insert(now != nullptr ? now->id.text : old->id.text);
    });
    contest_->table<Field>().for_each_change(before.table<Field>(), [&](const Field* old, const Field* now) {
        changed = true;
        for (const Field* field : {old, now})
            if (field != nullptr && !field->loaded.empty()) runs.insert(field->loaded.text);
    });
    contest_->table<DeviceRecord>().for_each_change(before.table<DeviceRecord>(),
                                                    [&](const DeviceRecord* old, const DeviceRecord* now) {
                                                        changed = true;
                                                        put_event(old, now);
                                                    });
    for (const std::string& run : runs) put_run(run);
    return changed || !runs.empty();
}

void SeatBoard::put_run(const std::string& id) {
    const std::string key = key_of("sheets", id);
    const Run* run = contest_->table<Run>().find(id);
    const Sheet* sheet = contest_->table<Sheet>().find(id);
    if (run == nullptr || sheet == nullptr || !needs_work(*contest_, *run, *sheet)) {
        items_.erase(key);
        return;
    }
    items_[key] = {shared(sheet_view(*contest_, *sheet)), scope_of_run(*contest_, *run)};
}

void SeatBoard::put_event(const DeviceRecord* old, const DeviceRecord* now) {
    const std::string key = key_of("inbox", now != nullptr ? now->id.text : old->id.text);
    if (now != nullptr && now->place == EventPlace::Inbox) {
        items_[key] = {shared(inbox_view(*now)), Scope{{}, {}, now->field, {}}};
    } else {
        items_.erase(key);
    }
}

ResourceTexts SeatBoard::texts_for(const User& user) const {
    ResourceTexts texts;
    for (const auto& [key, item] : items_)
        if (may_see(user, item.scope)) texts.emplace(key, item.text);
    Json seat = seat_view(*contest_, user);
    // Its seq is that of the message; here it would make each commit a change of the seat.
    seat.set("seq", nullptr);
    texts.emplace("seat", shared(seat));
    return texts;
}

}  // namespace sandau::server
