#include "support/contest_kit.h"

#include "db/file_folder.h"

namespace sandau::testing {

namespace {

Instant an_instant(std::int64_t ms) {
    return {"boot-1", MonoTime{ms * 1'000'000}, WallTime{1'723'250'000'000 + ms}};
}

std::string team_id(int number) {
    return "T" + std::to_string(number);
}

const char* const definition_text = R"json({"format": "sandau.contest/1", "id": "robocon",
 "name": {"vi": "Robocon tỉnh", "en": "Province Robocon"}, "edition": 1, "year": 2024,
 "divisions": [{"id": "A", "name": "Bảng A"}, {"id": "B", "name": {"vi": "Bảng B", "en": "Division B"}}],
 "games": {"maze": {"kind": "run", "items": [{"id": "zone", "kind": "count", "points": 10, "max": 7}],
                    "derived": [{"id": "total", "formula": "POINTS(zone)"}]}},
 "stages": [{"id": "final", "name": {"vi": "Chung kết", "en": "Final"}, "level": "tinh", "format": "runs",
             "game": "maze", "attempts": 2}]})json";

const char* const rankings_text = R"json({"rankings": [{"division": "A", "group": null,
 "rows": [{"entry": "T1", "place": 1, "values": {"agg": "30"}, "decided_by": null, "runs": ["30"]},
          {"entry": "T2", "place": 2, "values": {"agg": "20"}, "decided_by": "agg", "runs": ["20", "0"]}],
 "unranked": [{"entry": "T3", "why": "no_counted_run"}], "promoted": ["T1"], "held": [], "reserves": ["T2"]}]})json";

const char* const awards_text = R"json({"awards": [{"scheme": "giai", "division": "A", "tier": "nhat",
 "entry": "T1", "money": "15000000"}, {"scheme": "giai", "division": null, "tier": "kk", "entry": "T2"}]})json";

}  // namespace

Step a_step(const Contest& before, const std::string& command, const std::function<void(Draft&)>& change) {
    Draft draft(before);
    change(draft);
    Step step;
    step.entry.command = CommandId(command);
    step.entry.actor = keyboard_actor;
    step.entry.at = {1'723'250'000'000};
    step.entry.kind = "test.change";
    step.entry.events = draft.events();
    step.entry.answer.set("command", command);
    step.personal = draft.take_personal();
    step.after = before;
    for (const Event& event : step.entry.events) apply(step.after, event, before.seq + 1);
    step.after.seq = before.seq + 1;
    for (const Personal& one : step.personal) step.after.personal.set(one.person.text, one);
    return step;
}

AppendResult append(ContestFile& file, Contest& contest, const std::string& command,
                    const std::function<void(Draft&)>& change) {
    Step step = a_step(contest, command, change);
    AppendResult result = file.append(step.entry, step.after, step.personal);
    if (result.outcome == WriteOutcome::Committed) contest = std::move(step.after);
    return result;
}

Entry a_team(int number) {
    Entry entry;
    entry.id = EntryId(team_id(number));
    entry.number = std::to_string(number);
    entry.name = "Đội Sao Vàng " + entry.number;
    entry.division = DivisionId("A");
    entry.organization = OrganizationId("S1");
    return entry;
}

Sheet a_sheet(int team, int points) {
    Sheet sheet;
    sheet.stage = StageId("final");
    sheet.entry = EntryId(team_id(team));
    sheet.id = RunId("final." + team_id(team) + ".1");
    sheet.content.items.set("zone", points);
    sheet.content.time_ms = 41'250;
    return sheet;
}

DeviceRecord a_gate_event(int number) {
    DeviceRecord event;
    event.id = DeviceEventId("gate-7/b1/" + std::to_string(number));
    event.device = DeviceId("gate-7");
    event.boot = "b1";
    event.seq = number;
    event.channel = 1;
    event.type = "finish";
    event.at = an_instant(number);
    event.bound_ns = 20'000;
    event.stamp = "device";
    event.raw = "E 1 F 77";
    return event;
}

void put_person(Draft& draft, ContestFile& file, const std::string& id, const std::string& phone) {
    const Personal personal{PersonId(id), "2013-02-01", phone, id + "@truong.vn", "12 Đường Lê Lợi"};
    draft.put(Person{PersonId(id), "Nguyễn Văn " + id, file.seal(personal)});
    draft.put_personal(personal);
}

void put_matches(Draft& draft) {
    StageDraw draw;
    draw.stage = StageId("group");
    draw.groups["G1"] = {EntryId("T1"), EntryId("T2"), EntryId("T3")};
    draw.seed = 7;
    draw.rounds = 2;
    draft.put(draw);
    Match match;
    match.id = MatchId("group.m001");
    match.stage = StageId("group");
    match.group = "G1";
    match.round = 1;
    match.sides = {{"red", EntryId("T1")}, {"blue", EntryId("T2")}};
    match.field = FieldId("1");
    match.state = MatchState::Ended;
    draft.put(match);
    Match bye = match;
    bye.id = MatchId("group.m002");
    bye.round = 2;
    bye.sides["blue"] = EntryId();
    draft.put(bye);
    Sheet sheet;
    sheet.id = match.played();
    sheet.stage = match.stage;
    MatchContent content;
    content.sides["red"] = {EntryId("T1"), SheetStatus::OK, Json(Json::Object{{"kfs", Json(3)}}), 52'310, ""};
    content.sides["blue"] = {EntryId("T2"), SheetStatus::DSQ, Json(Json::Object{}), std::nullopt,
                             "phá robot"};
    content.shared.set("ttt", Json(Json::Array{}));
    content.bouts = {{SideId("red")}, {std::nullopt}};
    sheet.content.match = content;
    sheet.published = sheet.content;
    draft.put(sheet);
}

std::string a_photo(const std::string& of) {
    return "\x89PNG\r\n\x1a\n" + of;
}

void write_something_of_everything(ContestFile& file, Contest& contest) {
    append(file, contest, "everything-1", [](Draft& draft) {
        Settings settings;
        settings.protest_minutes = 15;
        draft.put(settings);
        draft.put(DefinitionText{definition_text, "0123"});
        draft.put(Organization{OrganizationId("S1"), "Trường Tiểu học Lê Lợi", "school", "Lục Ngạn"});
    });
    append(file, contest, "everything-2", [&](Draft& draft) {
        put_person(draft, file, "P1", "0912345678");
        put_person(draft, file, "P2", "0987654321");
        for (int number = 1; number <= 3; ++number) {
            Entry team = a_team(number);
            team.parts = {{PersonId("P1"), PartRole::Coach}, {PersonId("P2"), PartRole::Member}};
            team.extra["Ghi chú"] = "=1+1 <b>";
            draft.put(team);
        }
        const Result<KeptFile> photo = FileFolder(file.path()).keep(a_photo());
        CHECK(photo.has_value(), "a photo is kept beside the file");
        draft.put(Attachment{EntryId("T1"), 1, "=robot <b>.png", photo->sha256, photo->media_type,
                             photo->bytes, true, "", PersonId("P2")});
        draft.put(StageEntrants{StageId("final"), {EntryId("T1"), EntryId("T2")}, {EntryId("T3")}});
        draft.put(Slot{SlotId("s1"), StageId("final"), EntryId("T1"), 1, FieldId("1"),
                       WallTime{1'723'251'000'000}, 240'000});
    });
    append(file, contest, "everything-3", [](Draft& draft) {
        draft.put(Field{FieldId("1"), "Sân 1", RunId("final.T1.1")});
        draft.put(Device{
            DeviceId("gate-7"), "Cổng", "tcp:127.0.0.1:7", {{1, FieldId("1"), ChannelRole::Finish, 1}}});
        draft.put(a_gate_event(1));
        draft.put(DeviceHealth{DeviceId("gate-7"), HealthState::Silent, WallTime{7}, "device.silent",
                               WallTime{7}, 0});
        Run run;
        run.id = RunId("final.T1.1");
        run.stage = StageId("final");
        run.entry = EntryId("T1");
        run.clock = {ClockState::Running, "play", an_instant(77), 5, false};
        draft.put(run);
        Sheet sheet = a_sheet(1, 3);
        sheet.content.measured = MeasuredTime{41'250, 30'000, {DeviceEventId("gate-7/b1/1")}, {}};
        sheet.published = sheet.content;
        draft.put(sheet);
        draft.put(
            ImportedScores{StageId("online"), EntryId("T1"), Json(Json::Object{{"points", Json(90)}}), true});
        put_matches(draft);
    });
    append(file, contest, "everything-4", [](Draft& draft) {
        draft.put(User{UserId("u1"),
                       "Trọng tài 1",
                       {{Role::Referee, {}, {}, FieldId("1"), {}, {}}},
                       "argon",
                       "",
                       false});
        draft.put(DecisionRecord{DecisionId("d1"), Json(Json::Object{{"kind", Json("order")}}), true});
        draft.put(Protest{"k1", RunId("final.T1.1"), "T2", "Cổng bấm sớm", WallTime{5}, WallTime{6}, "", ""});
        draft.put(
            Publication{"ranking:final", PublishedState::Official, WallTime{9}, *read_json(rankings_text)});
        draft.put(
            Publication{"awards:giai", PublishedState::Provisional, WallTime{9}, *read_json(awards_text)});
        draft.put(DisplayChoice{"hall", "standings", StageId("final"), DivisionId("A"), ""});
    });
}

}  // namespace sandau::testing
