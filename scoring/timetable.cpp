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
};

bool overlap(const Span& span, std::int64_t from_ms, std::int64_t until_ms) {
    return from_ms < span.until_ms && span.from_ms < until_ms;
}

class Planner {
public:
    explicit Planner(const TimetableRequest& request) : request_(request) {
        order_.resize(static_cast<std::size_t>(request.entries));
        std::iota(order_.begin(), order_.end(), 0);
        Random random(request.seed);
        random.shuffle(order_);
        states_.resize(order_.size());
        for (EntryState& state : states_) state.on_field.resize(static_cast<std::size_t>(request.fields));
    }

    std::vector<TimetableSlot> plan() {
        std::vector<TimetableSlot> slots;
        const std::size_t wanted = order_.size() * static_cast<std::size_t>(request_.plays);
        std::int64_t now_ms = request_.start_ms;
        while (slots.size() < wanted) {
            now_ms = after_breaks(now_ms);
            const std::size_t before = slots.size();
            for (int field = 0; field < request_.fields && slots.size() < wanted; ++field) {
                if (is_busy(field, now_ms)) continue;
                const int entry = pick(field, now_ms);
                if (entry < 0) continue;
                EntryState& state = states_[static_cast<std::size_t>(entry)];
                ++state.plays;
                ++state.on_field[static_cast<std::size_t>(field)];
                state.free_from_ms = now_ms + request_.slot_ms + request_.rest_ms;
                slots.push_back({entry, state.plays, field, now_ms});
            }
            now_ms += request_.slot_ms;
            if (slots.size() == before) now_ms = after_rest(now_ms);
        }
        return slots;
    }

private:
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

    std::int64_t after_breaks(std::int64_t now_ms) const {
        for (bool moved = true; moved;) {
            moved = false;
            for (const Span& span : request_.breaks) {
                if (!overlap(span, now_ms, now_ms + request_.slot_ms)) continue;
                now_ms = span.until_ms;
                moved = true;
            }
        }
        return now_ms;
    }

    bool is_busy(int field, std::int64_t now_ms) const {
        return std::any_of(request_.busy.begin(), request_.busy.end(), [&](const BusyField& one) {
            return one.field == field && overlap(one.span, now_ms, now_ms + request_.slot_ms);
        });
    }

    /// Who is next on the field: fewest plays first, then fewest on this field, then in the drawn order.
    /// -1: nobody is rested.
    int pick(int field, std::int64_t now_ms) const {
        int best = -1;
        for (const int entry : order_) {
            const EntryState& state = states_[static_cast<std::size_t>(entry)];
            if (state.plays == request_.plays || state.free_from_ms > now_ms) continue;
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
