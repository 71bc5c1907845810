#include "scoring/schedule_conflicts.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "scoring/bracket.h"
#include "scoring/decide_handlers.h"
#include "scoring/definition.h"

namespace sandau {

namespace {

/// What can be in one place at a time only.
using Holder = std::pair<SlotConflictKind, std::string>;

bool overlap(const Slot& a, const Slot& b) {
    return a.starts_at < b.ends_at() && b.starts_at < a.ends_at();
}

/// Who and what a slot keeps busy.
class Holders {
public:
    explicit Holders(const Contest& contest) : contest_(contest) {
        for (const Entry& entry : contest.table<Entry>())
            for (const Part& part : entry.parts)
                if (part.role != PartRole::Coach) entries_with_[part.person].insert(entry.id);
    }

    std::vector<Holder> of(const Slot& slot) const {
        std::vector<Holder> holders{{SlotConflictKind::Field, slot.field.text}};
        for (const EntryId& id : entries_of(contest_, slot)) {
            holders.emplace_back(SlotConflictKind::Entry, id.text);
            const Entry* entry = contest_.table<Entry>().find(id.text);
            if (entry == nullptr) continue;
            for (const Part& part : entry->parts)
                if (part.role != PartRole::Coach && entries_with_.at(part.person).size() > 1)
                    holders.emplace_back(SlotConflictKind::Person, part.person.text);
        }
        return holders;
    }

private:
    const Contest& contest_;
    std::map<PersonId, std::set<EntryId>> entries_with_;
};

/// A team that is in both slots brings its people with it: that is said once, of the team.
bool shares_an_entry(const Contest& contest, const Slot& a, const Slot& b) {
    const std::vector<EntryId> first = entries_of(contest, a), second = entries_of(contest, b);
    return std::any_of(first.begin(), first.end(), [&](const EntryId& id) {
        return std::find(second.begin(), second.end(), id) != second.end();
    });
}

void add(std::vector<SlotConflict>& found, const Contest& contest, const Holder& holder, const Slot& slot,
         const Slot& other) {
    if (!overlap(slot, other)) return;
    if (holder.first == SlotConflictKind::Person && shares_an_entry(contest, slot, other)) return;
    found.push_back({holder.first, slot.id, other.id, holder.second});
}

bool judges_at(const User& user, const Slot& slot, const DivisionId& division) {
    if (user.revoked) return false;
    return std::any_of(user.grants.begin(), user.grants.end(), [&](const Grant& grant) {
        const bool judges =
            grant.role == Role::Referee || grant.role == Role::Judge || grant.role == Role::HeadJudge;
        // Whoever is not bound to a field can be sent to another.
        return judges && grant.field == slot.field && (grant.stage.empty() || grant.stage == slot.stage) &&
               (grant.division.empty() || grant.division == division);
    });
}

void add_judges(std::vector<SlotConflict>& found, const Contest& contest, const Slot& slot) {
    for (const EntryId& id : entries_of(contest, slot)) {
        const Entry* entry = contest.table<Entry>().find(id.text);
        if (entry == nullptr) continue;
        for (const Conflict& conflict : contest.table<Conflict>()) {
            const User* user = contest.table<User>().find(conflict.judge.text);
            if (conflict.entry == id && user != nullptr && judges_at(*user, slot, entry->division))
                found.push_back({SlotConflictKind::Judge, slot.id, SlotId(), conflict.judge.text});
        }
    }
}

/// Which matches of the knock-outs have to be over before others begin, as far as they are in a timetable.
class BracketOrder {
public:
    /// `moved`: as if this slot stood in the timetable in place of what has its id.
    BracketOrder(const Contest& contest, const Slot* moved) : contest_(contest) {
        for (const Slot& slot : contest.table<Slot>())
            if (!slot.match.empty())
                slot_of_[slot.match] = moved != nullptr && moved->id == slot.id ? *moved : slot;
    }

    std::vector<SlotConflict> find() {
        for (const StageDraw& draw : contest_.table<StageDraw>()) {
            const Stage* stage = contest_.definition->stage(draw.stage);
            if (stage == nullptr || !stage->is_elimination() || draw.seeds.size() < 2) continue;
            stage_ = draw.stage;
            bracket_ = handlers::bracket_of(*stage, draw.seeds.size());
            for (std::size_t i = 0; i < bracket_.matches.size(); ++i)
                if (const Slot* slot = open_slot(i)) follow(i, *slot);
        }
        return std::move(found_);
    }

private:
    MatchId match_of(std::size_t index) const {
        return MatchId(stage_.text + "." + bracket_.matches[index].id.text);
    }
    /// nullptr: it is over, or nowhere in the timetable.
    const Slot* open_slot(std::size_t index) const {
        const auto slot = slot_of_.find(match_of(index));
        const Match* match = contest_.table<Match>().find(match_of(index).text);
        const bool is_open = match != nullptr && match->state != MatchState::Ended;
        return is_open && slot != slot_of_.end() ? &slot->second : nullptr;
    }
    /// Looks at what comes before the match with this index; `slot` is the one that comes after it.
    void follow(std::size_t index, const Slot& slot) {
        const BracketMatch& match = bracket_.matches[index];
        // Whether the reset is played, the match before it says.
        if (match.reset) return look_at(index - 1, slot);
        for (const BracketSource& source : {match.upper, match.lower})
            if (source.kind != BracketSource::Kind::Seed) look_at(source.index, slot);
    }
    void look_at(std::size_t index, const Slot& slot) {
        const Match* match = contest_.table<Match>().find(match_of(index).text);
        if (match != nullptr && match->state == MatchState::Ended) return;
        const Slot* before = open_slot(index);
        // A bye, or without a place in the timetable: what comes before that counts.
        if (before == nullptr) return follow(index, slot);
        if (slot.starts_at < before->ends_at())
            found_.push_back({SlotConflictKind::Order, slot.id, before->id, match_of(index).text});
    }

    const Contest& contest_;
    std::map<MatchId, Slot> slot_of_;
    StageId stage_;
    Bracket bracket_;
    std::vector<SlotConflict> found_;
};

}  // namespace

std::vector<EntryId> entries_of(const Contest& contest, const Slot& slot) {
    if (!slot.entry.empty()) return {slot.entry};
    std::vector<EntryId> entries;
    if (const Match* match = contest.table<Match>().find(slot.match.text))
        for (const auto& [side, entry] : match->sides)
            if (!entry.empty()) entries.push_back(entry);
    return entries;
}

std::vector<SlotConflict> schedule_conflicts(const Contest& contest) {
    const Holders holders(contest);
    std::map<Holder, std::vector<const Slot*>> busy;
    std::vector<SlotConflict> found;
    for (const Slot& slot : contest.table<Slot>()) {
        for (const Holder& holder : holders.of(slot)) busy[holder].push_back(&slot);
        add_judges(found, contest, slot);
    }
    for (auto& [holder, slots] : busy) {
        std::stable_sort(slots.begin(), slots.end(),
                         [](const Slot* a, const Slot* b) { return a->starts_at < b->starts_at; });
        for (std::size_t i = 0; i < slots.size(); ++i)
            for (std::size_t j = i + 1; j < slots.size() && slots[j]->starts_at < slots[i]->ends_at(); ++j)
                add(found, contest, holder, *slots[i], *slots[j]);
    }
    const std::vector<SlotConflict> order = BracketOrder(contest, nullptr).find();
    found.insert(found.end(), order.begin(), order.end());
    return found;
}

std::vector<SlotConflict> conflicts_of(const Contest& contest, const Slot& slot) {
    const Holders holders(contest);
    std::vector<SlotConflict> found;
    const std::vector<Holder> own = holders.of(slot);
    for (const Slot& other : contest.table<Slot>()) {
        if (other.id == slot.id || !overlap(slot, other)) continue;
        const std::vector<Holder> others = holders.of(other);
        for (const Holder& holder : own)
            if (std::find(others.begin(), others.end(), holder) != others.end())
                add(found, contest, holder, slot, other);
    }
    add_judges(found, contest, slot);
    for (const SlotConflict& order : BracketOrder(contest, &slot).find())
        if (order.slot == slot.id || order.other == slot.id) found.push_back(order);
    return found;
}

}  // namespace sandau
