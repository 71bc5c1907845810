#include "scoring/contest_standings.h"

#include <algorithm>

#include "scoring/contest_result_parts.h"

namespace sandau {

namespace {

/// Whether both have the same in all tables but those of `Others`.
template <class... Others>
bool same_besides(const Contest& a, const Contest& b) {
    const auto same = [&]<class T>(const Table<T>& table) {
        return (std::is_same_v<T, Others> || ...) || table.same_as(b.table<T>());
    };
    return std::apply([&](const auto&... tables) { return (same(tables) && ...); }, a.tables);
}

/// Where the value with this id stands in a list that is sorted by id.
template <class Value, class Id>
std::optional<std::size_t> find_sorted(const CowList<Value>& list, const Id& id) {
    std::size_t first = 0, last = list.size();
    while (first < last) {
        const std::size_t middle = first + (last - first) / 2;
        if (list[middle].id < id) {
            first = middle + 1;
        } else {
            last = middle;
        }
    }
    return first < list.size() && list[first].id == id ? std::optional(first) : std::nullopt;
}

/// What is the same stays where it is in memory.
template <class Value>
void set_if_other(CowList<Value>& list, std::size_t index, Value value) {
    if (list[index] != value) list.set(index, std::move(value));
}

}  // namespace

Result<Standings> ContestStandings::of(const Contest& contest) {
    follow(contest);
    return evaluator_->evaluate(results_, contest.definition_text().sha256);
}

void ContestStandings::follow(const Contest& contest) {
    const bool followed = seen_ && seen_->definition == contest.definition && take_changes(contest);
    if (!followed) {
        if (!seen_ || seen_->definition != contest.definition) evaluator_.emplace(*contest.definition);
        results_ = results_of(contest, visibility_);
    }
    seen_ = contest;
}

/// False where more has changed than can be changed piece by piece.
bool ContestStandings::take_changes(const Contest& contest) {
    // What follows is either taken below or says nothing of results.
    if (!same_besides<Entry, Match, Sheet, StageEntrants, Slot, Run, Field, Device, DeviceHealth,
                      DeviceRecord, Protest, Publication, DisplayChoice>(contest, *seen_))
        return false;
    // Which decisions are published hangs on which sheets are.
    const bool published_decisions =
        visibility_ == Visibility::Published && !contest.table<DecisionRecord>().empty();
    if (published_decisions && !contest.table<Sheet>().same_as(seen_->table<Sheet>())) return false;
    bool taken = true;
    contest.table<Entry>().for_each_change(seen_->table<Entry>(), [&](const Entry* before, const Entry* now) {
        taken = taken && take_entry(contest, before, now);
    });
    contest.table<Match>().for_each_change(seen_->table<Match>(), [&](const Match* before, const Match* now) {
        taken = taken && before != nullptr && now != nullptr && take_match(contest, *now);
    });
    contest.table<Sheet>().for_each_change(seen_->table<Sheet>(), [&](const Sheet* before, const Sheet* now) {
        taken = taken && take_sheet(contest, now != nullptr ? *now : *before);
    });
    return taken;
}

bool ContestStandings::take_entry(const Contest& contest, const Entry* before, const Entry* now) {
    if (before == nullptr || now == nullptr) return false;
    const std::optional<std::size_t> index = find_sorted(results_.entries, now->id);
    if (index) set_if_other(results_.entries, *index, result_entry_of(contest, *now));
    return index.has_value();
}

bool ContestStandings::take_sheet(const Contest& contest, const Sheet& sheet) {
    if (const Match* match = contest.table<Match>().find(sheet.id.text)) return take_match(contest, *match);
    if (sheet.is_match()) return false;
    std::vector<RunSheet> runs = runs_of(contest, sheet.stage, sheet.entry, visibility_);
    if (contest.definition->stage(sheet.stage) == nullptr) return true;
    if (runs.empty()) {
        results_.stages[sheet.stage].runs.erase(sheet.entry);
    } else {
        results_.stages[sheet.stage].runs[sheet.entry] = std::move(runs);
    }
    return true;
}

bool ContestStandings::take_match(const Contest& contest, const Match& match) {
    const Stage* stage = contest.definition->stage(match.stage);
    const auto results = results_.stages.find(match.stage);
    // A bracket's results have only the matches with a sheet, and decisions hang on which those are.
    if (stage == nullptr || !stage->is_table() || results == results_.stages.end()) return false;
    CowList<MatchSheet>& sheets = results->second.matches;
    const std::optional<std::size_t> index = find_sorted(sheets, MatchId(match.name()));
    std::optional<MatchSheet> sheet = match_sheet_of(contest, *stage, match, visibility_);
    if (!index || !sheet) return false;
    set_if_other(sheets, *index, *std::move(sheet));
    return true;
}

}  // namespace sandau
