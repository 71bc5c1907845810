#include "station/sample_contest.h"

#include <fstream>
#include <iterator>

#include "documents/import.h"
#include "documents/match.h"
#include "documents/score_import.h"
#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "scoring/run_clock.h"
#include "station/run_steps.h"

namespace sandau::station::testing {

namespace {

std::filesystem::path sheet_path(const std::string& name) {
    return std::filesystem::path(SANDAU_SOURCE_DIR) / "tests/data/sheets" / name;
}

std::string bytes_of(const std::string& name) {
    std::ifstream file(sheet_path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void register_teams(FakeHost& host) {
    const documents::Workbook workbook = documents::read_workbook(sheet_path("robocon-teams.xlsx")).value();
    documents::ImportOptions options;
    options.map = documents::read_import_map(bytes_of("robocon-map.json")).value();
    documents::SheetImport import =
        documents::import_entries(workbook, options, documents::import_context(*host.contest().definition))
            .value();
    documents::match_rows(import, documents::existing_rows(host.contest()), options.map.key);
    host.must(documents::import_command(import, "robocon-teams.xlsx"));
    host.must(commands::EntryQualify{});
}

void qualify_online(FakeHost& host) {
    const documents::Workbook workbook =
        documents::read_workbook(sheet_path("robocon-qualifying.csv")).value();
    documents::ImportOptions options;
    options.map = documents::read_import_map(bytes_of("qualifying-map.json")).value();
    const Definition& definition = *host.contest().definition;
    const documents::ScoreContext context{*definition.stage(StageId("online")), definition.divisions,
                                          documents::score_entries(host.contest())};
    const documents::ScoreSheet sheet = documents::import_scores(workbook, options, context).value();
    commands::ScoreImport scores =
        documents::score_command(sheet, StageId("online"), "robocon-qualifying.csv");
    std::erase_if(scores.results, [&](const commands::ImportedResult& one) {
        return host.contest().table<Entry>().find(one.entry.text)->state != EntryState::Eligible;
    });
    host.must(scores);
    host.must(commands::StagePromote{StageId("online")});
}

void schedule_final(FakeHost& host) {
    commands::StageSchedule schedule;
    schedule.stage = StageId("final");
    schedule.fields_count = 4;
    schedule.start = WallTime{host.now.wall.utc_ms + 30 * 60'000};
    schedule.rest_ms = 15 * 60'000;
    host.must(schedule);
    int number = 0;
    for (const EntryId& entry : host.contest().table<StageEntrants>().find("final")->entries) {
        if (++number % 9 == 0) continue;  // some are late
        host.must(commands::EntryCheckIn{entry, true});
        host.must(commands::EntryInspect{entry, true, {}});
    }
}

}  // namespace

namespace {

std::string text_of_file(const std::string& path) {
    std::ifstream file(std::filesystem::path(SANDAU_SOURCE_DIR) / path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::shared_ptr<FakeHost> with_teams(const std::string& rules, const std::string& division, int count) {
    const char* names[] = {"Sông Thương",   "Bách Khoa Thép", "Sao Mai",       "Rồng Lửa",
                           "Chim Lạc",      "Tia Chớp",       "Bình Minh Mới", "Đại Bàng Xanh",
                           "Núi Đèo Cà",    "Hồ Khuôn Thần",  "Yên Thế",       "Thành Xương Giang",
                           "Lục Ngạn Xanh", "Kinh Bắc",       "Phượng Hoàng",  "Chiến Binh Cổ Loa"};
    auto host = std::make_shared<FakeHost>(text_of_file(rules));
    commands::EntryImport import;
    for (int n = 0; n < count; ++n) {
        commands::ImportRow row;
        row.number = std::to_string(n + 1);
        row.name = names[n % 16];
        row.division = DivisionId(division);
        row.organization = "Trường THPT số " + std::to_string(n % 8 + 1);
        import.rows.push_back(row);
    }
    host->must(import);
    host->must(commands::EntryQualify{});
    return host;
}

commands::DrawStage draw_of(const char* stage) {
    commands::DrawStage draw;
    draw.stage = StageId(stage);
    draw.seed = 7;
    return draw;
}

}  // namespace

std::shared_ptr<FakeHost> a_contest_of_matches() {
    auto host = with_teams("tests/data/examples/robocon-vn-2026.json", "main", 16);
    host->must(draw_of("group"));
    return host;
}

std::shared_ptr<FakeHost> a_contest_of_bouts() {
    auto host = with_teams("tests/data/examples/mini-sumo.json", "mini", 8);
    commands::DrawStage draw = draw_of("bracket");
    for (const Entry& entry : host->contest().table<Entry>()) draw.seeds.push_back(entry.id);
    host->must(draw);
    return host;
}

std::shared_ptr<FakeHost> a_contest_of_dossiers() {
    auto host = std::make_shared<FakeHost>(text_of_file("tests/data/examples/youth-creativity.json"));
    commands::EntryAdd add;
    add.row.name = "Bàn học gấp gọn";
    add.row.division = DivisionId("hoctap");
    add.row.members = {{"An", "2010-01-01", "", ""}, {"Bình", "2010-01-02", "", ""}};
    add.row.coaches = {{"Cô Lan", "", "", ""}};
    host->must(add);
    return host;
}

std::shared_ptr<FakeHost> a_red_blue_contest() {
    auto host = with_teams("tests/contests/rules/red-blue.json", "main", 9);
    host->must(draw_of("league"));
    return host;
}

std::shared_ptr<FakeHost> a_contest_of_panels() {
    std::ifstream file(SANDAU_SOURCE_DIR "/tests/data/panel.json");
    auto host = std::make_shared<FakeHost>(
        std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()));
    for (const auto& [name, author] : {std::pair("Máy gieo hạt mini", "Nguyễn Hoàng Gia Bảo"),
                                       {"Đèn học thông minh", "Trần Thị Ánh"},
                                       {"Gậy dẫn đường", "Lê Văn Cường"},
                                       {"Thùng rác biết nói", "Phạm Thị Dung"}}) {
        commands::EntryAdd entry;
        entry.row.name = name;
        entry.row.division = DivisionId("hoctap");
        entry.row.organization = "THCS Kín Danh";
        entry.row.members = {{author, "2010-05-01", "", ""}};
        host->must(entry);
    }
    host->must(commands::EntryQualify{});
    PanelRecord panel;
    panel.stage = StageId("so");
    panel.division = DivisionId("hoctap");
    for (const char* name : {"Nguyễn Thị Hoài An", "Trần Văn Bình"}) {
        commands::UserGrant judge;
        judge.name = name;
        judge.grants.emplace_back();
        judge.grants.front().role = Role::Judge;
        const Answer answer = host->must(judge);
        panel.members.push_back({UserId(*answer.result.find("user")->as_string()), ""});
    }
    host->must(commands::PanelSet{panel});
    commands::JudgeAssign assign;
    assign.panel = "HD1";
    host->must(assign);
    return host;
}

void play_match(FakeHost& host, const MatchId& match, const std::string& item, int red, int blue) {
    commands::ScoreSet set;
    set.sheet = RunId(match.text);
    set.match.emplace();
    set.match->sides["red"].items.set(item, red);
    set.match->sides["blue"].items.set(item, blue);
    host.must(set);
    commands::ScoreCommit commit;
    commit.sheet = set.sheet;
    host.must(commit);
    commands::ScorePublish publish;
    publish.sheet = set.sheet;
    host.must(publish);
}

Slot next_on(const FakeHost& host, const FieldId& field) {
    const std::vector<Slot> waiting = waiting_slots(host.contest(), field);
    return waiting.empty() ? Slot{} : waiting.front();
}

RunId play_next(FakeHost& host, const FieldId& field, int quality) {
    const Slot slot = next_on(host, field);
    commands::RunLoad load;
    load.stage = slot.stage;
    load.entry = slot.entry;
    load.field = field;
    host.must(load);
    const RunId run = host.contest().table<Field>().find(field.text)->loaded;
    commands::RunReady ready;
    ready.run = run;
    host.must(ready);
    commands::RunStart start;
    start.run = run;
    host.must(start);
    host.pass(milliseconds(38'000 + quality % 17 * 1'234));
    commands::RunEnd end;
    end.run = run;
    host.must(end);
    const Entry& entry = *host.contest().table<Entry>().find(slot.entry.text);
    const Game& game = *game_of(*host.contest().definition, slot.stage, entry.division);
    commands::ScoreSet set;
    set.sheet = run;
    const bool finished = quality % 4 != 3;
    for (const Item& item : game.items) {
        if (item.kind == ItemKind::Flag) set.items.set(item.id, finished);
        if (item.kind == ItemKind::Penalty) set.items.set(item.id, item.id == "wrong" ? 0 : quality % 3);
        if (item.kind == ItemKind::Count) {
            const std::int64_t most = item.max ? item.max->as_int64().value_or(9) : 9;
            set.items.set(item.id,
                          finished && game.item("finish") != nullptr ? most : most - 1 - quality % 3);
        }
    }
    host.must(set);
    commands::ScoreReview review;
    review.sheet = run;
    host.must(review);
    commands::ScoreCommit commit;
    commit.sheet = run;
    host.must(commit);
    commands::ScorePublish publish;
    publish.sheet = run;
    host.must(publish);
    return run;
}

std::shared_ptr<FakeHost> a_contest(Depth depth) {
    auto host = std::make_shared<FakeHost>(bytes_of("provincial-robocon.json"));
    if (depth >= Depth::Registered) register_teams(*host);
    if (depth >= Depth::Qualified) qualify_online(*host);
    if (depth >= Depth::Scheduled) schedule_final(*host);
    int quality = 0;
    if (depth == Depth::Running)
        for (int i = 0; i < 12; ++i) play_next(*host, FieldId("F" + std::to_string(i % 4 + 1)), ++quality);
    if (depth == Depth::Finished)
        for (int field = 1; field <= 4; ++field)
            while (!next_on(*host, FieldId("F" + std::to_string(field))).entry.empty())
                play_next(*host, FieldId("F" + std::to_string(field)), ++quality);
    return host;
}

}  // namespace sandau::station::testing
