#include "station/fake_host.h"

#include <functional>
#include <stdexcept>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"

namespace sandau::station::testing {

namespace {
std::string any_hash(std::string_view text) {
    return std::to_string(std::hash<std::string_view>{}(text));
}
}  // namespace

FakeHost::FakeHost(std::string definition_text) : contest_(std::make_shared<Contest>()) {
    now =
        Instant{"boot", MonoTime{1'000'000'000'000}, WallTime{1'723'248'000'000}};  // 10/08/2024 07:00 at +7
    commands::DefinitionAmend amend;
    amend.text = std::move(definition_text);
    // The first definition has nothing before it to be decided against.
    DefinitionText text;
    text.text = amend.text;
    text.sha256 = any_hash(amend.text);
    DefinitionReading reading = read_definition(amend.text);
    if (!reading.ok()) throw std::runtime_error("definition: " + reading.problems.front().what.code);
    contest_->definition = std::make_shared<const Definition>(std::move(reading.definition));
    contest_->table<DefinitionText>().set(text.key(), text);
    publish();
}

FakeHost::~FakeHost() = default;

void FakeHost::publish() {
    auto next = std::make_shared<Snapshot>();
    next->contest = std::make_shared<const Contest>(*contest_);
    next->version = ++version_;
    next->status.file_name = "fake.sandau";
    snapshot_ = next;
    for (const auto& [number, tell] : subscribers_) tell(snapshot_);
}

Result<Answer> FakeHost::decide_and_apply(const Command& command) {
    const Circumstances around{
        now, [](const Personal& personal) { return any_hash(personal.birth + personal.phone); }, any_hash,
        [this](const std::string& sha256) {
            const std::lock_guard lock(files_mutex_);
            const auto found = files_.find(sha256);
            return found != files_.end() ? std::optional(found->second) : std::nullopt;
        }};
    Result<Outcome> outcome = [&]() -> Result<Outcome> {
        if (command.kind != commands::JournalUndo::kind) return decide(*contest_, command, around);
        Result<commands::JournalUndo> undo = from_json<commands::JournalUndo>(command.payload);
        if (!undo) return tl::unexpected(undo.error());
        for (const Entry& entry : journal_)
            if (entry.seq == undo->seq) return decide_undo(*contest_, entry.seq, entry.kind, entry.events);
        return refuse("not_found", {{"what", "journal"}, {"id", std::to_string(undo->seq)}});
    }();
    if (!outcome) return tl::unexpected(outcome.error());
    const Seq seq = contest_->seq + 1;
    for (const Event& event : outcome->events) apply(*contest_, event, seq);
    for (const Personal& personal : outcome->personal) contest_->personal.set(personal.person.text, personal);
    contest_->seq = seq;
    kinds_.push_back(command.kind);
    journal_.push_back({seq, command.kind, outcome->events, now.wall});
    publish();
    return Answer{seq, outcome->answer};
}

Result<KeptFile> FakeHost::keep_file(std::string_view bytes) {
    if (!bytes.starts_with("\x89PNG")) return refuse("files.type");
    const KeptFile kept{any_hash(bytes), "image/png", static_cast<std::int64_t>(bytes.size())};
    const std::lock_guard lock(files_mutex_);
    return files_[kept.sha256] = kept;
}

void FakeHost::submit(Command command, Lane, Reply reply) {
    if (holds_back) {
        held_.emplace_back(std::move(command), std::move(reply));
        return;
    }
    reply(decide_and_apply(command));
}

void FakeHost::answer_held() {
    while (!held_.empty()) {
        auto [command, reply] = std::move(held_.front());
        held_.pop_front();
        reply(decide_and_apply(command));
    }
}

Answer FakeHost::must_do(Command command) {
    Result<Answer> answer = decide_and_apply(command);
    if (!answer) {
        std::string text = command.kind + ": " + answer.error().code + " " + answer.error().path;
        for (const auto& [name, value] : answer.error().arguments) text += " " + name + "=" + value;
        throw std::runtime_error(text);
    }
    return *answer;
}

Subscription FakeHost::subscribe(std::function<void(SnapshotPtr)> on_change) {
    const int number = ++subscriptions_;
    subscribers_[number] = std::move(on_change);
    return Subscription([this, number] { subscribers_.erase(number); });
}

void FakeHost::pass(Duration time) {
    now.mono = now.mono + time;
    now.wall.utc_ms += time.floor_ms();
}

}  // namespace sandau::station::testing
