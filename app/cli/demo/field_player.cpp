#include "cli/demo/field_player.h"

#include <fmt/format.h>

#include <algorithm>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "scoring/run_clock.h"

namespace sandau::cli::demo {

namespace {

constexpr Duration call_to_start = seconds(8);

std::int64_t whole(const std::optional<Rational>& number, std::int64_t otherwise) {
    return number ? number->as_int64().value_or(otherwise) : otherwise;
}

}  // namespace

FieldPlayer::FieldPlayer(Referee referee, Hosting& hosting, FieldId field,
                         std::unique_ptr<devices::SimulatedField> gate, std::uint64_t seed, Duration grace,
                         std::function<void(const FieldNews&)> tell)
    : referee_(referee),
      hosting_(hosting),
      field_(std::move(field)),
      gate_(std::move(gate)),
      random_state_(seed),
      grace_(grace),
      tell_(std::move(tell)) {}

template <class Payload>
Result<Answer> FieldPlayer::ask(const Payload& payload) {
    return hosting_.desk().ask(command_of(new_command_id(), keyboard_actor, payload));
}

std::uint64_t FieldPlayer::below(std::uint64_t bound) {
    // SplitMix64: the same demonstration from the same seed on every machine.
    random_state_ += 0x9e3779b97f4a7c15u;
    std::uint64_t z = random_state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % bound;
}

Result<void> FieldPlayer::step() {
    if (referee_ == Referee::Person) {
        run_when_ready();
        return {};
    }
    switch (step_) {
        case Step::Free:
            return slots_.empty() ? Result<void>{} : call_next();
        case Step::Armed:
            return start();
        case Step::OnTheWay:
            return watch();
        case Step::Judging:
            return judge();
    }
    return {};
}

/// Somebody undid the call.
Result<void> FieldPlayer::gone() {
    let_go();
    return {};
}

Result<Answer> FieldPlayer::ask_load(const Slot& slot) {
    return ask(commands::RunLoad{slot.stage, slot.entry, field_, 0});
}

Result<void> FieldPlayer::call_next() {
    const Slot slot = slots_.front();
    if (hosting_.clock()().wall < slot.starts_at) return {};
    const Result<Answer> loaded = ask_load(slot);
    if (!loaded) {
        // The team is still on another field, or its result waits there, or somebody else has this field:
        // the slot comes again.
        if (loaded.error().code == "entry.on_another_field" || loaded.error().code == "field.busy") return {};
        slots_.pop_front();
        return tl::unexpected(loaded.error());
    }
    slots_.pop_front();
    run_ = RunId(*loaded->result.find("run")->as_string());
    was_rerun_ = false;
    const SnapshotPtr snapshot = hosting_.desk().snapshot();
    const Entry* entry = snapshot->contest->table<Entry>().find(slot.entry.text);
    name_ = entry->name;
    plan_ = draw(*game_of(*snapshot->contest->definition, slot.stage, entry->division));
    tell(fmt::format("gọi đội {} vào sân", name_), fmt::format("{} is called", name_));
    if (plan_.kind == Plan::Kind::Absent) {
        step_ = Step::Judging;
        return {};
    }
    if (const Result<Answer> ready = ask(commands::RunReady{run_, ""}); !ready)
        return tl::unexpected(ready.error());
    starts_at_ = hosting_.clock()().mono + call_to_start;
    gate_->break_beam(1, starts_at_);
    step_ = Step::Armed;
    return {};
}

/// The one on the field sets off a little after it is ready, and arrives.
void FieldPlayer::run_when_ready() {
    const SnapshotPtr snapshot = hosting_.desk().snapshot();
    const Field* field = snapshot->contest->table<Field>().find(field_.text);
    const Run* run = field != nullptr ? snapshot->contest->table<Run>().find(field->loaded.text) : nullptr;
    if (run == nullptr) return;
    const MonoTime now = hosting_.clock()().mono;
    if (run->state == RunState::Ready && run->id != run_) {
        const Entry* entry = snapshot->contest->table<Entry>().find(run->entry.text);
        run_ = run->id;
        plan_ = draw(*game_of(*snapshot->contest->definition, run->stage, entry->division));
        starts_at_ = now + call_to_start;
        gate_->break_beam(1, starts_at_);
        step_ = Step::Armed;
    } else if (run->state == RunState::Running && run->id == run_ && step_ == Step::Armed) {
        gate_->break_beam(2, std::max(now, starts_at_) + milliseconds(plan_.time_ms));
        step_ = Step::Free;
    }
}

Result<void> FieldPlayer::start() {
    const MonoTime now = hosting_.clock()().mono;
    const SnapshotPtr snapshot = hosting_.desk().snapshot();
    const Run* run = snapshot->contest->table<Run>().find(run_.text);
    if (run == nullptr) return gone();
    if (run->state == RunState::Ready) {
        if (now < starts_at_ + grace_) return {};
        const Result<Answer> started = ask(commands::RunStart{run_, ""});
        if (!started && started.error().code != "run.wrong_step") return tl::unexpected(started.error());
        return {};
    }
    ends_at_ = starts_at_ + milliseconds(plan_.time_ms);
    if (plan_.kind == Plan::Kind::Finishes || plan_.kind == Plan::Kind::RerunNeeded)
        gate_->break_beam(2, ends_at_);
    tell(fmt::format("{} xuất phát", name_), fmt::format("{} starts", name_));
    step_ = Step::OnTheWay;
    return {};
}

Result<void> FieldPlayer::watch() {
    const MonoTime now = hosting_.clock()().mono;
    const SnapshotPtr snapshot = hosting_.desk().snapshot();
    const Run* run = snapshot->contest->table<Run>().find(run_.text);
    if (run == nullptr) return gone();
    const bool gives_up = plan_.kind == Plan::Kind::GivesUp || plan_.kind == Plan::Kind::Disqualified;
    const bool waited_long_enough = now > ends_at_ + (gives_up ? seconds(1) : grace_);
    if (run->state == RunState::Running) {
        if (!waited_long_enough) return {};
        const Result<Answer> ended = ask(commands::RunEnd{run_, ""});
        if (!ended && ended.error().code != "run.wrong_step") return tl::unexpected(ended.error());
        return {};
    }
    // The gate is by the audience: now and then somebody walks through it when nobody runs.
    if (below(25) == 0) stray_finish(now + milliseconds(500));
    step_ = Step::Judging;
    return {};
}

Result<void> FieldPlayer::judge() {
    const SnapshotPtr snapshot = hosting_.desk().snapshot();
    const Run* run = snapshot->contest->table<Run>().find(run_.text);
    if (run == nullptr) return gone();
    if (plan_.kind == Plan::Kind::RerunNeeded && !was_rerun_) {
        const Result<Answer> again = ask(commands::RunRerun{run_, "Sân bị mất điện giữa lượt thi"});
        if (!again) return tl::unexpected(again.error());
        tell(fmt::format("{}: hủy lượt, thi lại", name_), fmt::format("{}: void, runs again", name_));
        if (const Result<Answer> posted = ask(commands::ScorePublish{run_, ""}); !posted)
            return tl::unexpected(posted.error());
        run_ = RunId(*again->result.find("run")->as_string());
        was_rerun_ = true;
        plan_.kind = Plan::Kind::Finishes;
        if (const Result<Answer> ready = ask(commands::RunReady{run_, ""}); !ready)
            return tl::unexpected(ready.error());
        starts_at_ = hosting_.clock()().mono + call_to_start;
        gate_->break_beam(1, starts_at_);
        step_ = Step::Armed;
        return {};
    }
    commands::ScoreSet set;
    set.sheet = run_;
    const Entry* entry = snapshot->contest->table<Entry>().find(run->entry.text);
    set.items = items_for(*game_of(*snapshot->contest->definition, run->stage, entry->division), plan_);
    if (plan_.kind == Plan::Kind::GivesUp) set.status = SheetStatus::DNF;
    if (plan_.kind == Plan::Kind::Absent) {
        set.status = SheetStatus::DNS;
        set.reason = "Gọi ba lần không có mặt";
    }
    if (plan_.kind == Plan::Kind::Disqualified) {
        set.status = SheetStatus::DSQ;
        set.reason = "Chạm rô-bốt khi đang thi đấu";
    }
    const Result<Answer> entered = ask(set);
    if (!entered) return tl::unexpected(entered.error());
    if (const Result<Answer> one = ask(commands::ScoreReview{run_, ""}); !one)
        return tl::unexpected(one.error());
    if (const Result<Answer> one = ask(commands::ScoreCommit{run_, ""}); !one)
        return tl::unexpected(one.error());
    const Result<Answer> posted = ask(commands::ScorePublish{run_, ""});
    if (!posted) return tl::unexpected(posted.error());
    const Json* total = posted->result.find("total");
    const std::string points = total != nullptr && total->as_string() != nullptr ? *total->as_string() : "–";
    tell(fmt::format("{}: {} điểm", name_, points), fmt::format("{}: {} points", name_, points));
    step_ = Step::Free;
    return {};
}

FieldPlayer::Plan FieldPlayer::draw(const Game& game) {
    const std::int64_t limit_ms = game.limit_ms.value_or(90'000);
    Plan plan;
    const std::uint64_t lot = below(100);
    if (lot < 2) {
        plan.kind = Plan::Kind::Absent;
    } else if (lot < 3) {
        plan.kind = Plan::Kind::Disqualified;
    } else if (lot < 13) {
        plan.kind = Plan::Kind::GivesUp;
    } else if (lot < 15) {
        plan.kind = Plan::Kind::RerunNeeded;
    }
    plan.time_ms =
        limit_ms * static_cast<std::int64_t>(40 + below(55)) / 100 + static_cast<std::int64_t>(below(1000));
    return plan;
}

Json FieldPlayer::items_for(const Game& game, const Plan& plan) {
    Json items{Json::Object{}};
    if (plan.kind == Plan::Kind::Absent) return items;
    const bool finished = plan.kind == Plan::Kind::Finishes;
    for (const Item& item : game.items) {
        const std::int64_t max = whole(item.max, 3);
        switch (item.kind) {
            case ItemKind::Flag:
                items.set(item.id, finished);
                break;
            case ItemKind::Count:
                items.set(item.id,
                          finished ? max : static_cast<std::int64_t>(below(static_cast<std::uint64_t>(max))));
                break;
            case ItemKind::Penalty:
                if (below(4) == 0 && !finished) items.set(item.id, 1);
                break;
            case ItemKind::Number:
            case ItemKind::Table:
            case ItemKind::Time:
            case ItemKind::Choice:
                break;
        }
    }
    // What a sheet must not say together stays apart: fewer things placed than sorted.
    const Json* sorted = items.find("sorted");
    const Json* placed = items.find("placed");
    if (sorted != nullptr && placed != nullptr && *placed->as_int() > *sorted->as_int())
        items.set("placed", *sorted);
    if (items.find("wrong") != nullptr && sorted != nullptr && *sorted->as_int() > 11) items.set("wrong", 0);
    return items;
}

void FieldPlayer::stray_finish(MonoTime at) {
    gate_->break_beam(2, at);
}

}  // namespace sandau::cli::demo
