#include "devices/sequence.h"

#include <algorithm>
#include <utility>

namespace sandau::devices {

namespace {
constexpr std::size_t bodies_kept = 64;
constexpr std::size_t given_up_kept = 64;
}  // namespace

void Sequence::start_after(std::uint32_t seq) {
    started_ = true;
    highest_ = seq;
}

/// The first number of all has come, or is claimed: `highest`.
void Sequence::start_before(std::uint32_t last_before, std::uint32_t highest) {
    const bool resumes =
        resume_after_ && *resume_after_ <= highest && highest - *resume_after_ <= limits_.device_keeps;
    start_after(resumes ? *resume_after_ : last_before);
}

/// A jump farther than a lost burst explains is taken only when a second line says the same.
bool Sequence::confirmed(std::uint32_t seq) {
    if (seq <= highest_ || seq - highest_ <= limits_.jump_max) return true;
    const bool again = unconfirmed_ && seq >= *unconfirmed_ && seq - *unconfirmed_ <= limits_.jump_max;
    if (again) {
        unconfirmed_.reset();
    } else {
        unconfirmed_ = seq;
    }
    return again;
}

void Sequence::mark_given_up(std::uint32_t seq) {
    given_up_.insert(seq);
    if (given_up_.size() > given_up_kept) given_up_.erase(given_up_.begin());
    ++given_up_untold_;
}

void Sequence::miss_up_to(std::uint32_t last, MonoTime now) {
    if (last <= highest_) return;
    std::uint32_t first = highest_ + 1;
    if (last - first >= limits_.device_keeps) {
        // What the device no longer keeps is gone at once.
        const std::uint32_t first_kept = last - limits_.device_keeps + 1;
        given_up_untold_ += first_kept - first - 1;
        mark_given_up(first_kept - 1);
        first = first_kept;
    }
    for (std::uint32_t seq = first; seq != last + 1; ++seq) missing_.emplace(seq, Missing{now, now});
    highest_ = last;
    while (missing_.size() > limits_.device_keeps) {
        mark_given_up(missing_.begin()->first);
        missing_.erase(missing_.begin());
    }
}

void Sequence::remember(std::uint32_t seq, std::string_view body) {
    kept_.push_back({seq, std::string(body)});
    if (kept_.size() > bodies_kept) kept_.pop_front();
}

Sequence::Arrived Sequence::arrive(std::uint32_t seq, std::string_view body, MonoTime now) {
    if (!started_) start_before(seq - 1, seq);
    if (!confirmed(seq)) return Arrived::Unconfirmed;
    if (seq > highest_) {
        miss_up_to(seq - 1, now);
        highest_ = seq;
        remember(seq, body);
        return Arrived::New;
    }
    if (missing_.erase(seq) != 0 || given_up_.erase(seq) != 0) {
        remember(seq, body);
        return Arrived::New;
    }
    const auto kept =
        std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) { return one.seq == seq; });
    if (kept != kept_.end() && kept->body != body) return Arrived::OtherBody;
    return Arrived::Duplicate;
}

Sequence::Claimed Sequence::claim(std::uint32_t last_seq, MonoTime now) {
    if (!started_) start_before(last_seq, last_seq);
    if (last_seq < highest_) return Claimed::Behind;
    if (!confirmed(last_seq)) return Claimed::Unconfirmed;
    miss_up_to(last_seq, now);
    return Claimed::Fine;
}

std::vector<std::uint32_t> Sequence::to_ask(MonoTime now) {
    std::vector<std::uint32_t> due;
    for (auto& [seq, missing] : missing_) {
        if (missing.ask_at > now) continue;
        missing.ask_at = now + limits_.ask_again;
        due.push_back(seq);
    }
    return due;
}

std::uint64_t Sequence::give_up(MonoTime now) {
    while (!missing_.empty()) {
        const auto old = std::find_if(missing_.begin(), missing_.end(), [&](const auto& one) {
            return one.second.since + limits_.give_up <= now;
        });
        if (old == missing_.end()) break;
        mark_given_up(old->first);
        missing_.erase(old);
    }
    return std::exchange(given_up_untold_, 0);
}

std::uint64_t Sequence::give_up_all() {
    for (const auto& [seq, missing] : missing_) mark_given_up(seq);
    missing_.clear();
    return std::exchange(given_up_untold_, 0);
}

std::uint32_t Sequence::settled() const {
    return missing_.empty() ? highest_ : missing_.begin()->first - 1;
}

std::optional<MonoTime> Sequence::missing_since(std::uint32_t seq) const {
    const auto found = missing_.find(seq);
    if (found == missing_.end()) return std::nullopt;
    return found->second.since;
}

bool Sequence::given_up_between(std::uint32_t after, std::uint32_t before) const {
    const auto found = given_up_.upper_bound(after);
    return found != given_up_.end() && *found < before;
}

std::optional<MonoTime> Sequence::next_deadline() const {
    std::optional<MonoTime> next;
    for (const auto& [seq, missing] : missing_) {
        const MonoTime due = std::min(missing.ask_at, missing.since + limits_.give_up);
        if (!next || due < *next) next = due;
    }
    return next;
}

}  // namespace sandau::devices
