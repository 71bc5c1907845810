#include "server/memory_host.h"

#include <stdexcept>

#include "scoring/definition.h"
#include "server/secrets.h"

namespace sandau::testing {

namespace {

constexpr std::string_view definition_text = R"json({"format":"sandau.contest/1","id":"test",
"name":{"vi":"Cuộc thi thử","en":"Test contest"},"edition":1,"year":2024,
"divisions":[{"id":"A","name":{"vi":"Bảng A"}},{"id":"B","name":{"vi":"Bảng B","en":"Division B"}}],
"games":{"maze":{"kind":"run","name":{"vi":"Mê cung"},"time":{"limit_ms":90000},"periods":[{"id":"run","ms":90000}],
 "items":[{"id":"zone","kind":"count","max":5,"points":20,"name":{"vi":"Vùng"}},{"id":"finish","kind":"flag","points":50,"name":{"vi":"Về đích"}}],
 "validate":[{"formula":"OR(NOT(finish), zone = 5)","severity":"error","message":{"vi":"Chưa qua đủ các vùng"}}],
 "derived":[{"id":"total","formula":"POINTS(zone) + POINTS(finish)"}]}},
"stages":[{"id":"final","name":{"vi":"Chung kết","en":"Final"},"format":"runs","game":"maze","attempts":2,"aggregate":{"fn":"sum"},
 "rank":[{"key":"agg","order":"desc"},{"key":"sum_time_ms","order":"asc"}]}],
"awards":[{"id":"giai","name":{"vi":"Giải thưởng"},"from":"final","method":"ranked_quota","tiers":[{"id":"nhat","name":{"vi":"Giải Nhất"},"max":1,"money":1000000}]}]})json";

std::string kind_of(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
    return bytes.starts_with("%PDF-") ? "application/pdf" : "";
}

}  // namespace

struct ManualClock::State {
    std::mutex mutex;
    Instant now{"boot", MonoTime{1'000'000'000'000}, WallTime{1'720'000'000'000}};
};

std::shared_ptr<ManualClock::State> ManualClock::make() {
    return std::make_shared<State>();
}

Instant ManualClock::now() const {
    const std::lock_guard lock(state_->mutex);
    return state_->now;
}

void ManualClock::advance(Duration by) {
    const std::lock_guard lock(state_->mutex);
    state_->now.mono = state_->now.mono + by;
    state_->now.wall.utc_ms += by.floor_ms();
}

void ManualClock::set_wall(WallTime wall) {
    const std::lock_guard lock(state_->mutex);
    state_->now.wall = wall;
}

std::function<Instant()> ManualClock::source() const {
    return [clock = *this] { return clock.now(); };
}

MemoryHost::MemoryHost() : contest_(std::make_shared<const Contest>()) {
    status_.epoch = "E1";
    publish_snapshot();
    keyboard(commands::DefinitionAmend{std::string(definition_text), ""});
}

void MemoryHost::publish_snapshot() {
    const std::lock_guard lock(mutex_);
    snapshot_ = std::make_shared<const Snapshot>(Snapshot{contest_, provisional_, status_, ++version_});
    for (const auto& [number, subscriber] : subscribers_) subscriber(snapshot_);
}

Result<Answer> MemoryHost::carry_out(const Command& command) {
    Answer answer;
    {
        const std::lock_guard lock(mutex_);
        if (busy_) return refuse("busy");
        if (const auto found = answered_.find(command.id.text); found != answered_.end())
            return found->second;
        Circumstances circumstances;
        circumstances.now = clock.now();
        circumstances.seal = [](const Personal&) { return std::string("sealed"); };
        circumstances.sha256 = [](std::string_view) { return std::string("hash"); };
        circumstances.kept_file = [this](const std::string& sha256) -> std::optional<KeptFile> {
            const auto found = files_.find(sha256);
            if (found == files_.end()) return std::nullopt;
            const auto size = static_cast<std::int64_t>(found->second.size());
            return KeptFile{sha256, kind_of(found->second), size};
        };
        Result<Outcome> outcome = decide(*contest_, command, circumstances);
        if (!outcome) return tl::unexpected(outcome.error());
        Contest next = *contest_;
        ++next.seq;
        for (const Event& event : outcome->events) apply(next, event, next.seq);
        contest_ = std::make_shared<const Contest>(std::move(next));
        provisional_.clear();
        answer = Answer{contest_->seq, outcome->answer};
        answered_[command.id.text] = answer;
    }
    publish_snapshot();
    return answer;
}

Result<KeptFile> MemoryHost::keep_file(std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    if (kind_of(bytes).empty()) return refuse("files.type");
    const std::string hash = server::keyed_hash("files", bytes);
    files_[hash] = bytes;
    return KeptFile{hash, kind_of(bytes), static_cast<std::int64_t>(bytes.size())};
}

Result<std::string> MemoryHost::read_file(const std::string& sha256) const {
    const std::lock_guard lock(mutex_);
    const auto found = files_.find(sha256);
    if (found == files_.end()) return refuse("files.gone");
    return found->second;
}

void MemoryHost::submit(Command command, Lane, Reply reply) {
    {
        const std::lock_guard lock(mutex_);
        seen_.push_back(command);
        if (hold_) {
            held_.emplace_back(std::move(command), std::move(reply));
            return;
        }
    }
    reply(carry_out(command));
}

void MemoryHost::hold(bool on) {
    std::vector<std::pair<Command, Reply>> held;
    {
        const std::lock_guard lock(mutex_);
        hold_ = on;
        if (!on) held.swap(held_);
    }
    for (const auto& [command, reply] : held) reply(carry_out(command));
}

void MemoryHost::answer_busy(bool on) {
    const std::lock_guard lock(mutex_);
    busy_ = on;
}

std::vector<Command> MemoryHost::seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
}

std::string_view MemoryHost::definition() {
    return definition_text;
}

SnapshotPtr MemoryHost::snapshot() const {
    const std::lock_guard lock(mutex_);
    return snapshot_;
}

Subscription MemoryHost::subscribe(std::function<void(SnapshotPtr)> on_change) {
    const std::lock_guard lock(mutex_);
    const int number = next_subscriber_++;
    subscribers_[number] = std::move(on_change);
    return Subscription([this, number] {
        const std::lock_guard ending(mutex_);
        subscribers_.erase(number);
    });
}

Json MemoryHost::must(Command command) {
    const Result<Answer> answer = carry_out(command);
    if (!answer)
        throw std::runtime_error(command.kind + " refused: " + answer.error().code + " " +
                                 answer.error().path);
    return answer->result;
}

std::vector<EntryId> MemoryHost::add_entries(const std::string& division,
                                             const std::vector<std::string>& names) {
    std::vector<EntryId> ids;
    for (const std::string& name : names) {
        commands::EntryAdd add;
        add.row.name = name;
        add.row.division = DivisionId(division);
        add.row.organization = "Trường " + division;
        const Json answer = keyboard(add);
        ids.push_back(EntryId(*answer.find("entry")->as_string()));
        commands::EntryQualify qualify;
        qualify.entries = {ids.back()};
        qualify.verdict = commands::Verdict::Eligible;
        keyboard(qualify);
        keyboard(commands::EntryCheckIn{ids.back(), true});
    }
    return ids;
}

UserId MemoryHost::add_user(const std::string& name, const std::vector<Grant>& grants,
                            const std::string& password, const std::string& code) {
    commands::UserGrant grant;
    grant.name = name;
    grant.grants = grants;
    // As cheap as a hash may be: what is tested is not how long it takes.
    if (!password.empty()) grant.password_hash = server::hash_code(password);
    if (!code.empty()) grant.code_hash = server::hash_code(code);
    return UserId(*keyboard(grant).find("user")->as_string());
}

RunId MemoryHost::play(const EntryId& entry, const std::string& field) {
    const Json loaded = keyboard(commands::RunLoad{StageId("final"), entry, FieldId(field), 0});
    const RunId run(*loaded.find("run")->as_string());
    keyboard(commands::RunReady{run, ""});
    keyboard(commands::RunStart{run, ""});
    clock.advance(seconds(30));
    keyboard(commands::RunEnd{run, ""});
    return run;
}

void MemoryHost::publish(const RunId& run, const Json& items, std::int64_t time_ms) {
    commands::ScoreSet set;
    set.sheet = run;
    set.items = items;
    set.time_ms = time_ms;
    keyboard(set);
    keyboard(commands::ScoreReview{run, ""});
    keyboard(commands::ScoreCommit{run, ""});
    keyboard(commands::ScorePublish{run, ""});
}

void MemoryHost::show_provisional(ProvisionalReading reading) {
    {
        const std::lock_guard lock(mutex_);
        provisional_.push_back(std::move(reading));
    }
    publish_snapshot();
}

void MemoryHost::set_epoch(const std::string& epoch) {
    {
        const std::lock_guard lock(mutex_);
        status_.epoch = epoch;
    }
    publish_snapshot();
}

Grant a_grant(Role role, const std::string& field, const std::string& division) {
    Grant grant;
    grant.role = role;
    grant.field = FieldId(field);
    grant.division = DivisionId(division);
    return grant;
}

}  // namespace sandau::testing
