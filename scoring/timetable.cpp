#include "scoring/timetable.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "scoring/random.h"

namespace sandau {

namespace {

struct EntryState {
    int plays = 0;
    std::int64_t free_from_ms = std::numeric_limits<std::int64_t>::min();
    std::vector<int> on_field;
    std::vector<Span> busy;
    std::vector<int> shares_with;  ///< others that somebody of it is in
};

class Planner {
public:
    explicit Planner(const TimetableRequest& request) : request_(request) {
        order_.resize(static_cast<std::size_t>(request.entries));
        std::iota(order_.begin(), order_.end(), 0);
        Random random(request.seed);
        random.shuffle(order_);
        states_.resize(order_.size());
        for (EntryState& state : states_) state.on_field.resize(static_cast<std::size_t>(request.fields));
        for (const std::vector<int>& group : request.shared)
            for (const int a : group)
                for (const int b : group)
                    if (a != b) state_of(a).shares_with.push_back(b);
        // Where an entry is, those who belong to another entry as well are too.
        for (const BusyEntry& one : request.busy_entries) {
            state_of(one.entry).busy.push_back(one.span);
            for (const int other : state_of(one.entry).shares_with) state_of(other).busy.push_back(one.span);
        }
    }

    std::vector<TimetableSlot> plan() {
        std::vector<TimetableSlot> slots;
        const std::size_t wanted = order_.size() * static_cast<std::size_t>(request_.plays);
        std::int64_t now_ms = request_.start_ms;
        while (slots.size() < wanted) {
            now_ms = after_breaks(request_.breaks, now_ms, request_.slot_ms);
            const std::size_t before = slots.size();
            for (int field = 0; field < request_.fields && slots.size() < wanted; ++field) {
                if (is_busy(field, now_ms)) continue;
                const int entry = pick(field, now_ms);
                if (entry < 0) continue;
                EntryState& state = state_of(entry);
                ++state.plays;
                ++state.on_field[static_cast<std::size_t>(field)];
                state.free_from_ms = now_ms + request_.slot_ms + request_.rest_ms;
                for (const int other : state.shares_with)
                    state_of(other).free_from_ms = std::max(state_of(other).free_from_ms, state.free_from_ms);
                slots.push_back({entry, state.plays, field, now_ms});
            }
            now_ms += request_.slot_ms;
            if (slots.size() == before) now_ms = after_rest(now_ms);
        }
        return slots;
    }

private:
    EntryState& state_of(int entry) { return states_[static_cast<std::size_t>(entry)]; }

    bool is_elsewhere(const EntryState& state, std::int64_t now_ms) const {
        return std::any_of(state.busy.begin(), state.busy.end(), [&](const Span& span) {
            return span.overlaps(now_ms - request_.rest_ms, now_ms + request_.slot_ms + request_.rest_ms);
        });
    }

    /// The first step from `now_ms` on at which somebody is rested, or a break moves the steps: a long rest
    /// between short slots costs no more than a short one.
    std::int64_t after_rest(std::int64_t now_ms) const {
        std::int64_t until_ms = std::numeric_limits<std::int64_t>::max();
        for (const EntryState& state : states_)
            if (state.plays < request_.plays) until_ms = std::min(until_ms, state.free_from_ms);
        for (const Span& span : request_.breaks)
            if (span.until_ms > now_ms) until_ms = std::min(until_ms, span.from_ms - 2 * request_.slot_ms);
        if (until_ms <= now_ms) return now_ms;
        const std::int64_t steps = (until_ms - now_ms + request_.slot_ms - 1) / request_.slot_ms;
        return now_ms + steps * request_.slot_ms;
    }

    bool is_busy(int field, std::int64_t now_ms) const {
        return std::any_of(request_.busy.begin(), request_.busy.end(), [&](const BusyField& one) {
            return one.field == field && one.span.overlaps(now_ms, now_ms + request_.slot_ms);
        });
    }

    /// Who is next on the field: fewest plays first, then fewest on this field, then in the drawn order.
    /// -1: nobody is rested.
    int pick(int field, std::int64_t now_ms) const {
        int best = -1;
        for (const int entry : order_) {
            const EntryState& state = states_[static_cast<std::size_t>(entry)];
            if (state.plays == request_.plays || state.free_from_ms > now_ms) continue;
            if (is_elsewhere(state, now_ms)) continue;
            if (best < 0 || is_before(state, states_[static_cast<std::size_t>(best)], field)) best = entry;
        }
        return best;
    }
    static bool is_before(const EntryState& a, const EntryState& b, int field) {
        const auto at = static_cast<std::size_t>(field);
        if (a.plays != b.plays) return a.plays < b.plays;
        return a.on_field[at] < b.on_field[at];
    }

    const TimetableRequest& request_;
    std::vector<int> order_;
    std::vector<EntryState> states_;
};

}  // namespace

std::int64_t after_breaks(const std::vector<Span>& breaks, std::int64_t now_ms, std::int64_t slot_ms) {
    for (bool moved = true; moved;) {
        moved = false;
        for (const Span& span : breaks) {
            if (!span.overlaps(now_ms, now_ms + slot_ms)) continue;
            now_ms = span.until_ms;
            moved = true;
        }
    }
    return now_ms;
}

Result<std::vector<TimetableSlot>> make_timetable(const TimetableRequest& request) {
    const auto bad = [](const char* what) { return refuse("timetable.request", {{"what", what}}); };
    if (request.entries < 0 || request.entries > 100'000) return bad("entries");
    if (request.plays < 1 || request.plays > 100) return bad("plays");
    if (request.fields < 1 || request.fields > 64) return bad("fields");
    if (request.slot_ms < 1'000 || request.slot_ms > 86'400'000) return bad("slot");
    if (request.breaks.size() > 100) return bad("break");
    if (request.rest_ms < 0 || request.rest_ms > 86'400'000) return bad("rest");
    for (const Span& span : request.breaks)
        if (span.until_ms <= span.from_ms) return bad("break");
    return Planner(request).plan();
}

}  // namespace sandau
