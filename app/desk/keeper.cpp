#include "desk/keeper.h"

#include <algorithm>

#include "db/digest.h"
#include "db/file_folder.h"
#include "scoring/command_payloads.h"

namespace sandau {

namespace {

/// The salts, hashes and clocks that deciding needs.
Circumstances circumstances_of(ContestFile& file, const std::function<Instant()>& clock) {
    return {clock(), [&file](const Personal& personal) { return file.seal(personal); },
            [](std::string_view text) { return sha256_hex(text); },
            [&file](const std::string& sha256) { return FileFolder(file.path()).find(sha256); }};
}

/// The fields on which an event found its run, or the inbox: what was shown beforehand is over.
bool is_settled_by(const ProvisionalReading& reading, const Event& event) {
    if (event.kind != DeviceRecord::kind) return false;
    const Json* at = event.set.find("at");
    const Json* mono = at != nullptr ? at->find("mono_ns") : nullptr;
    return mono != nullptr && mono->as_int() && *mono->as_int() >= reading.at.mono.ns;
}

}  // namespace

Keeper::Keeper(ContestFile file, Contest contest, std::function<Instant()> clock)
    : file_(std::move(file)), contest_(std::move(contest)), clock_(std::move(clock)) {}

Result<Answer> Keeper::carry_out(const Command& command) {
    if (command.id.empty()) return refuse("command.no_id");
    Result<std::optional<Answer>> before = answered_before(command);
    if (!before) return tl::unexpected(before.error());
    if (*before) return **before;
    if (health_ == FileHealth::ReadOnly) return refuse("file.read_only", {{"why", problem_}});

    Result<Outcome> outcome = decided(command);
    if (!outcome) return tl::unexpected(outcome.error());

    const Seq seq = contest_.seq + 1;
    Contest after = contest_;
    after.seq = seq;
    for (const Event& event : outcome->events) apply(after, event, seq);

    JournalEntry entry;
    entry.command = command.id;
    entry.actor = command.actor;
    entry.seat = command.seat;
    entry.at = clock_().wall;
    entry.kind = command.kind;
    entry.events = std::move(outcome->events);
    entry.answer = outcome->answer;
    const AppendResult appended = file_.append(entry, after, outcome->personal);
    switch (appended.outcome) {
        case WriteOutcome::Committed:
            break;
        case WriteOutcome::RolledBack:
            if (appended.refusal.code == "file.full" || appended.refusal.code == "file.busy") {
                health_ = FileHealth::Refusing;
                problem_ = appended.refusal.code;
            }
            return tl::unexpected(appended.refusal);
        case WriteOutcome::Unknown:
            return after_unknown(command, appended.refusal);
    }
    CHECK(appended.seq == seq, "the file and the contest count alike");
    health_ = FileHealth::Durable;
    problem_.clear();
    for (Personal& personal : outcome->personal) {
        std::string key = personal.person.text;
        after.personal.set(key, std::move(personal));
    }
    if (command.kind == commands::JournalUndo::kind) {
        // The data of before the change came back with its hash. What cannot be read is read at the next
        // opening.
        (void)file_.load_personal(after);
    }
    contest_ = std::move(after);
    forget_provisional(entry.events);
    return Answer{seq, std::move(outcome->answer)};
}

Result<Outcome> Keeper::decided(const Command& command) {
    if (command.kind != commands::JournalUndo::kind)
        return decide(contest_, command, circumstances_of(file_, clock_));
    if (Result<void> may = allowed(contest_, command); !may) return tl::unexpected(may.error());
    const Result<commands::JournalUndo> undo = from_json<commands::JournalUndo>(command.payload);
    if (!undo) return tl::unexpected(undo.error());
    Result<std::optional<JournalEntry>> undone = file_.entry(undo->seq);
    if (!undone) return tl::unexpected(undone.error());
    if (!*undone) return refuse("not_found", {{"what", "@noun.journal"}, {"id", std::to_string(undo->seq)}});
    return decide_undo(contest_, undo->seq, (*undone)->kind, (*undone)->events);
}

Result<std::optional<Answer>> Keeper::answered_before(const Command& command) {
    Result<std::optional<EarlierAnswer>> earlier = file_.answer_for(command.id);
    if (!earlier) return tl::unexpected(earlier.error());
    if (!*earlier) return std::optional<Answer>();
    // Somebody else's id tells nothing of what it was answered.
    if ((*earlier)->actor != command.actor) return refuse("command.id_taken");
    return std::optional<Answer>(Answer{(*earlier)->seq, (*earlier)->answer});
}

Result<Answer> Keeper::after_unknown(const Command& command, const Refusal& why) {
    ++unknown_outcomes_;
    problem_ = why.code;
    Result<Contest> replayed = file_.reopen();
    if (!replayed || unknown_outcomes_ > 1) {
        health_ = FileHealth::ReadOnly;
        if (!replayed) return refuse("file.read_only", {{"why", why.code}});
    }
    contest_ = std::move(*replayed);
    // Only what is on the disk now may be told.
    Result<std::optional<Answer>> there = answered_before(command);
    if (there && *there) return **there;
    return tl::unexpected(why);
}

void Keeper::probe() {
    if (health_ != FileHealth::Refusing) return;
    if (!file_.probe()) return;
    health_ = FileHealth::Durable;
    problem_.clear();
}

void Keeper::show(ProvisionalReading reading) {
    // One reading of each role on each field is all that a scoreboard can show.
    std::erase_if(provisional_, [&](const ProvisionalReading& old) {
        return old.field == reading.field && old.role == reading.role;
    });
    provisional_.push_back(std::move(reading));
}

void Keeper::forget_provisional(const std::vector<Event>& events) {
    for (const Event& event : events)
        std::erase_if(provisional_, [&](const ProvisionalReading& one) { return is_settled_by(one, event); });
}

}  // namespace sandau
