#include "scoring/field_pace.h"

#include <algorithm>
#include <vector>

namespace sandau {

namespace {

/// How far a place of the timetable has come.
struct Progress {
    const RunClock* clock = nullptr;  ///< nullptr: never called, or sent away again
    std::int64_t published_ms = 0;    ///< 0: not yet
};

Progress progress_of(const Contest& contest, const Slot& slot) {
    Progress progress;
    std::string id = slot.match.text;
    if (id.empty()) {
        id = slot.stage.text + "." + slot.entry.text + "." + std::to_string(slot.number);
        const Run* run = contest.table<Run>().find(id);
        if (run != nullptr && run->state != RunState::Aborted) progress.clock = &run->clock;
    } else if (const Match* match = contest.table<Match>().find(id)) {
        if (match->state != MatchState::Planned && match->state != MatchState::Aborted)
            progress.clock = &match->clock;
    }
    const Sheet* sheet = contest.table<Sheet>().find(id);
    if (progress.clock != nullptr && sheet != nullptr) progress.published_ms = sheet->published_at.utc_ms;
    return progress;
}

std::int64_t median(std::vector<std::int64_t> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Between results that follow each other; what is longer than this many planned cycles was a break.
std::vector<std::int64_t> cycles_of(std::vector<std::int64_t> results_ms, std::int64_t planned_ms) {
    constexpr std::int64_t break_cycles = 4;
    std::sort(results_ms.begin(), results_ms.end());
    std::vector<std::int64_t> cycles;
    for (std::size_t i = 1; i < results_ms.size(); ++i)
        if (const std::int64_t cycle = results_ms[i] - results_ms[i - 1]; cycle <= break_cycles * planned_ms)
            cycles.push_back(cycle);
    return cycles;
}

}  // namespace

std::optional<FieldPace> pace_of(const Contest& contest, const FieldId& field, WallTime now) {
    std::vector<const Slot*> waiting;
    std::vector<std::int64_t> results_ms;
    FieldPace pace;
    std::int64_t last_result_ms = 0;
    std::optional<std::int64_t> there_since_ms;  // who stands on the field
    for (const Slot& slot : contest.table<Slot>()) {
        if (slot.field != field) continue;
        const Progress progress = progress_of(contest, slot);
        if (progress.clock == nullptr) {
            waiting.push_back(&slot);
        } else if (progress.published_ms == 0) {
            const bool runs = progress.clock->state == ClockState::Running;
            there_since_ms = runs ? progress.clock->since.wall.utc_ms : now.utc_ms;
        } else {
            results_ms.push_back(progress.published_ms);
            if (progress.published_ms < last_result_ms) continue;
            last_result_ms = progress.published_ms;
            pace.late_ms = last_result_ms - slot.ends_at().utc_ms;
        }
    }
    if (waiting.empty()) return std::nullopt;
    std::stable_sort(waiting.begin(), waiting.end(),
                     [](const Slot* a, const Slot* b) { return a->starts_at < b->starts_at; });
    const Slot& next = *waiting.front();
    if (results_ms.empty() && !there_since_ms && now < next.starts_at) return std::nullopt;
    const std::vector<std::int64_t> cycles = cycles_of(results_ms, next.duration_ms);
    pace.left = static_cast<std::int64_t>(waiting.size());
    pace.is_measured = !cycles.empty();
    pace.cycle_ms = pace.is_measured ? median(cycles) : next.duration_ms;
    // Nobody comes before now, nor before the one who is there is done.
    std::int64_t free_ms = now.utc_ms;
    if (there_since_ms) free_ms = std::max(free_ms, *there_since_ms + pace.cycle_ms);
    pace.free_at = WallTime{free_ms};
    const std::int64_t behind_ms = free_ms - next.starts_at.utc_ms;
    pace.late_ms = results_ms.empty() ? behind_ms : std::max(pace.late_ms, behind_ms);
    for (const Slot* slot : waiting) free_ms = std::max(free_ms, slot->starts_at.utc_ms) + pace.cycle_ms;
    pace.over_at = WallTime{free_ms};
    return pace;
}

}  // namespace sandau
