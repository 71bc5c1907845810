#include "cli/demo/demo.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "cli/demo/sheets.h"
#include "cli/sheet_reading.h"
#include "cli/waiting.h"
#include "scoring/command_payloads.h"
#include "scoring/contest_results.h"
#include "scoring/definition.h"
#include "scoring/presets.h"

namespace sandau::cli::demo {

namespace {

const StageId online{"online"};
const StageId final_stage{"final"};
const AwardsId scheme{"giai"};

/// demo.sandau, demo-2.sandau, … the first that is not there: an earlier demonstration is never written over.
std::filesystem::path free_name(const std::filesystem::path& directory) {
    for (int n = 1;; ++n) {
        std::filesystem::path path = directory / (n == 1 ? "demo.sandau" : fmt::format("demo-{}.sandau", n));
        if (!std::filesystem::exists(path)) return path;
    }
}

Result<std::string> preset_text(std::string_view id) {
    for (const Preset& preset : presets())
        if (preset.id == id) return std::string(preset.text);
    return refuse("not_found", {{"what", "@noun.preset"}, {"id", std::string(id)}});
}

}  // namespace

Demo::~Demo() = default;

template <class Payload>
Result<Answer> Demo::ask(const Payload& payload) {
    return hosting_->desk().ask(command_of(new_command_id(), keyboard_actor, payload));
}

void Demo::say(const std::string& vi, const std::string& en) const {
    console_.line(console_.language() == Language::Vietnamese ? vi : en);
    // Somebody watches, perhaps through a pipe.
    std::fflush(stdout);
}

Result<std::unique_ptr<Demo>> Demo::prepare(const DemoOptions& options, const Console& console) {
    std::unique_ptr<Demo> demo(new Demo(options, console));
    for (const auto step :
         {&Demo::set_up, &Demo::register_teams, &Demo::qualify, &Demo::schedule_final, &Demo::connect_gates})
        if (const Result<void> done = (demo.get()->*step)(); !done) return tl::unexpected(done.error());
    return demo;
}

Result<void> Demo::set_up() {
    std::error_code error;
    std::filesystem::create_directories(options_.directory, error);
    if (error) return refuse("output.unwritable", {{"file", options_.directory.string()}});
    file_ = free_name(options_.directory);
    const Result<std::string> definition = preset_text("provincial-robocon");
    if (!definition) return tl::unexpected(definition.error());
    HostingOptions hosting;
    hosting.record_directory = recordings_of(file_);
    hosting.time = options_.speed == 1 ? devices::TimeSource{} : devices::faster_time(options_.speed);
    // The usual port may be taken: any other will do.
    hosting.listen = options_.listen;
    hosting.one_is_enough = true;
    hosting.tls = options_.tls;
    hosting.stations_may_ask = options_.stations_may_ask;
    Result<std::unique_ptr<Hosting>> made = Hosting::create(file_, *definition, hosting);
    if (!made) return tl::unexpected(made.error());
    hosting_ = std::move(*made);
    say("Tệp cuộc thi: " + file_.string(), "Contest file: " + file_.string());
    return {};
}

Result<void> Demo::register_teams() {
    const Result<commands::EntryImport> sheet = read_entries_text(
        teams_sheet(), teams_map(), "robocon-teams.csv", *hosting_->desk().snapshot()->contest);
    if (!sheet) return tl::unexpected(sheet.error());
    const Result<Answer> imported = ask(*sheet);
    if (!imported) return tl::unexpected(imported.error());
    const Result<Answer> qualified = ask(commands::EntryQualify{});
    if (!qualified) return tl::unexpected(qualified.error());
    const SnapshotPtr snapshot = hosting_->desk().snapshot();
    say(fmt::format("Đã nhập {} đội, {} người; xét điều kiện: {}", sheet->rows.size(),
                    snapshot->contest->table<Person>().size(), write_json(qualified->result)),
        fmt::format("{} teams, {} people imported; eligibility: {}", sheet->rows.size(),
                    snapshot->contest->table<Person>().size(), write_json(qualified->result)));
    return {};
}

Result<void> Demo::qualify() {
    const Result<commands::ScoreImport> sheet =
        read_scores_text(qualifying_sheet(), qualifying_map(), "robocon-qualifying.csv", online,
                         *hosting_->desk().snapshot()->contest);
    if (!sheet) return tl::unexpected(sheet.error());
    for (const Result<Answer>& one :
         {ask(*sheet), ask(commands::ScorePublishStage{online, {}}), ask(commands::StagePublish{online})})
        if (!one) return tl::unexpected(one.error());
    const Result<Answer> promoted = ask(commands::StagePromote{online});
    if (!promoted) return tl::unexpected(promoted.error());
    const Json::Array& finalists_ids = *promoted->result.find("promoted")->as_array();
    for (const Json& id : finalists_ids)
        if (const Result<Answer> there = ask(commands::EntryCheckIn{EntryId(*id.as_string()), true}); !there)
            return tl::unexpected(there.error());
    const std::size_t finalists = finalists_ids.size();
    say(fmt::format("Vòng loại: đã công bố; {} đội vào chung kết", finalists),
        fmt::format("Qualifier published; {} teams in the final", finalists));
    return {};
}

Result<void> Demo::schedule_final() {
    commands::StageSchedule schedule;
    schedule.stage = final_stage;
    schedule.fields_count = options_.fields;
    schedule.start = hosting_->clock()().wall;
    schedule.slot_ms = 150'000;  // somebody watches: no long waits between two teams
    schedule.rest_ms = 600'000;
    const Result<Answer> made = ask(schedule);
    if (!made) return tl::unexpected(made.error());
    if (const Result<Answer> posted = ask(commands::SchedulePublish{final_stage}); !posted)
        return tl::unexpected(posted.error());
    say(fmt::format("Lịch chung kết: {} lượt trên {} sân", write_json(*made->result.find("slots")),
                    options_.fields),
        fmt::format("Timetable of the final: {} runs on {} fields", write_json(*made->result.find("slots")),
                    options_.fields));
    return {};
}

Result<void> Demo::connect_gates() {
    // Three seconds of a person's time, however fast the contest's clock runs.
    const Duration grace = std::max(seconds(20), seconds(3 * static_cast<std::int64_t>(options_.speed)));
    const SnapshotPtr snapshot = hosting_->desk().snapshot();
    for (int n = 1; n <= options_.fields; ++n) {
        devices::SimulatedFieldOptions gate;
        gate.uid = fmt::format("5A4D{:04X}", n);
        gate.seed = options_.seed + static_cast<std::uint64_t>(n);
        gate.link = n % 2 == 1 ? "pty:" : "tcp-listen:127.0.0.1:0";
        gate.faults.drift_ppm = n % 2 == 1 ? 3'000 * (n % 3 - 1) + 1'200 : 40;
        gate.time =
            hosting_->clock()
                ? devices::TimeSource{[clock = hosting_->clock()] { return clock().mono; }, options_.speed}
                : devices::TimeSource{};
        Result<std::unique_ptr<devices::SimulatedField>> opened = devices::SimulatedField::open(gate);
        if (!opened) return tl::unexpected(opened.error());
        const FieldId field("F" + std::to_string(n));
        const std::string spec = (*opened)->spec();
        const commands::DeviceAssign assign{
            {(*opened)->device(),
             fmt::format("Cổng sân {}", n),
             "",
             {{1, field, ChannelRole::Start, 1}, {2, field, ChannelRole::Finish, 1}}}};
        if (const Result<Answer> assigned = ask(assign); !assigned) return tl::unexpected(assigned.error());
        if (const Result<void> connected = hosting_->devices().open(spec); !connected)
            return tl::unexpected(connected.error());
        say(fmt::format("Sân {}: {}", n, spec), fmt::format("Field {}: {}", n, spec));
        fields_.push_back(std::make_unique<FieldPlayer>(
            n <= options_.fields_of_people ? Referee::Person : Referee::Simulated, *hosting_, field,
            std::move(*opened), options_.seed * 1000 + static_cast<std::uint64_t>(n), grace,
            [this](const FieldNews& news) {
                say(fmt::format("[{}] {}", news.field.text, news.text_vi),
                    fmt::format("[{}] {}", news.field.text, news.text_en));
            }));
    }
    std::vector<Slot> slots;
    std::map<std::string, std::map<std::string, int>> taken;
    for (const Slot& slot : snapshot->contest->table<Slot>()) {
        const Entry* entry = snapshot->contest->table<Entry>().find(slot.entry.text);
        auto& chosen = taken[entry->division.text];
        if (options_.finalists_max > 0 && chosen.find(slot.entry.text) == chosen.end() &&
            static_cast<int>(chosen.size()) >= options_.finalists_max)
            continue;
        ++chosen[slot.entry.text];
        slots.push_back(slot);
    }
    std::stable_sort(slots.begin(), slots.end(),
                     [](const Slot& a, const Slot& b) { return a.starts_at < b.starts_at; });
    for (const Slot& slot : slots)
        for (std::unique_ptr<FieldPlayer>& player : fields_)
            if (slot.field.text == "F" + std::to_string(1 + (&player - fields_.data()))) player->add(slot);
    return {};
}

Result<void> Demo::play(const std::atomic<bool>& stop) {
    while (!stop &&
           !std::all_of(fields_.begin(), fields_.end(), [](const auto& one) { return one->is_done(); })) {
        for (std::unique_ptr<FieldPlayer>& field : fields_)
            if (const Result<void> done = field->step(); !done) {
                if (!options_.with_people) return done;
                field->let_go();
            }
        if (wait_or_interrupted(std::chrono::milliseconds(options_.speed > 10 ? 2 : 20))) break;
    }
    return {};
}

Result<void> Demo::decide_ties() {
    // Whoever stands level after all keys is ordered by the committee; it has no reason to prefer, so lots.
    const Result<Standings> standings =
        standings_of(*hosting_->desk().snapshot()->contest, Visibility::Published);
    if (!standings) return tl::unexpected(standings.error());
    for (const Flag& flag : standings->flags) {
        if (flag.kind != "tie_straddles_tier" || flag.scheme != scheme) continue;
        Json decision;
        decision.set("kind", "order").set("stage", final_stage.text).set("entries", to_json(flag.entries));
        decision.set("by", "committee").set("reason", "Bốc thăm giữa các đội bằng nhau");
        if (const Result<Answer> made = ask(commands::DecisionMake{decision}); !made)
            return tl::unexpected(made.error());
        say(fmt::format("Ban Tổ chức quyết định thứ tự {} đội bằng nhau", flag.entries.size()),
            fmt::format("The committee orders {} tied teams", flag.entries.size()));
    }
    return {};
}

Result<void> Demo::award() {
    for (const Result<Answer>& one :
         {ask(commands::StagePublish{final_stage}), ask(commands::ResultFinalize{final_stage})})
        if (!one) return tl::unexpected(one.error());
    if (const Result<void> decided = decide_ties(); !decided) return decided;
    if (const Result<Answer> posted = ask(commands::AwardPublish{scheme}); !posted)
        return tl::unexpected(posted.error());
    return say_awards();
}

Result<void> Demo::say_awards() {
    const SnapshotPtr snapshot = hosting_->desk().snapshot();
    const Contest& contest = *snapshot->contest;
    const Result<Standings> standings = standings_of(contest, Visibility::Published);
    if (!standings) return tl::unexpected(standings.error());
    const Awards& rules = *contest.definition->award(scheme);
    Rational spent;
    for (const AwardRow& row : standings->awards) {
        const Entry* entry = contest.table<Entry>().find(row.entry.text);
        if (row.money) spent += *row.money;
        const Tier* tier = rules.tier(row.tier);
        say(fmt::format("Bảng {}: {} – {}", row.division ? row.division->text : "", tier->name.vi,
                        entry->name),
            fmt::format("Division {}: {} – {}", row.division ? row.division->text : "",
                        tier->name.in(Language::English), entry->name));
    }
    const std::string budget = rules.budget_max ? rules.budget_max->text() : "–";
    say(fmt::format("Tiền thưởng: {} đồng trong {} đồng", spent.text(), budget),
        fmt::format("Prize money: {} of {} dong", spent.text(), budget));
    return {};
}

}  // namespace sandau::cli::demo
