#include "server/pairings.h"

#include <algorithm>

#include "server/secrets.h"

namespace sandau::server {

namespace {

constexpr std::size_t name_bytes_max = 120;

/// One line that a person can read.
bool is_name(std::string_view name) {
    return !name.empty() && name.size() <= name_bytes_max &&
           std::none_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

}  // namespace

Result<Pairings::Ticket> Pairings::ask(std::string name, std::string address) {
    if (!is_name(name)) return sandau::refuse("station.name");
    const std::lock_guard lock(mutex_);
    forget_silent();
    const auto of_address = std::count_if(all_.begin(), all_.end(),
                                          [&](const One& one) { return one.asking.address == address; });
    if (all_.size() >= asking_max || static_cast<std::size_t>(of_address) >= asking_of_address_max)
        return sandau::refuse("station.too_many");
    One one;
    one.asking = {make_token().substr(0, 16), std::move(name), make_code().substr(0, 4), std::move(address)};
    one.secret = make_token();
    one.heard_at = now_();
    all_.push_back(one);
    return Ticket{one.asking.id, one.secret, one.asking.code};
}

std::optional<Pairings::Verdict> Pairings::look(std::string_view id, std::string_view secret) {
    const std::lock_guard lock(mutex_);
    forget_silent();
    One* one = find(id);
    if (one == nullptr || !same_secret(one->secret, secret)) return std::nullopt;
    one->heard_at = now_();
    return one->verdict;
}

std::vector<Pairings::Asking> Pairings::waiting() {
    const std::lock_guard lock(mutex_);
    forget_silent();
    std::vector<Asking> waiting;
    for (const One& one : all_)
        if (one.verdict.state == State::Waiting) waiting.push_back(one.asking);
    return waiting;
}

bool Pairings::approve(std::string_view id, UserId seat) {
    return decide(id, {State::Approved, std::move(seat)});
}

bool Pairings::refuse(std::string_view id) {
    return decide(id, {State::Refused, {}});
}

bool Pairings::decide(std::string_view id, Verdict verdict) {
    const std::lock_guard lock(mutex_);
    forget_silent();
    One* one = find(id);
    if (one == nullptr || one->verdict.state != State::Waiting) return false;
    one->verdict = std::move(verdict);
    return true;
}

Pairings::One* Pairings::find(std::string_view id) {
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&](const One& one) { return one.asking.id == id; });
    return found != all_.end() ? &*found : nullptr;
}

void Pairings::forget_silent() {
    const MonoTime now = now_();
    std::erase_if(all_, [&](const One& one) { return now - one.heard_at > silence_max; });
}

}  // namespace sandau::server
