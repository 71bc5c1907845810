#include <gtest/gtest.h>

#include "scoring/contest_results.h"
#include "scoring/run_clock.h"
#include "support/a_contest.h"

namespace sandau {
namespace {

using test::ContestUnderTest;
using namespace commands;

std::string code_of(const Result<Json>& answer) {
    return answer ? "accepted" : answer.error().code;
}

TEST(Registration, GivesIdsAndKeepsPersonalDataOutOfTheJournal) {
    ContestUnderTest contest;
    EntryImport import;
    ImportRow row;
    row.name = "Sao Mai";
    row.division = DivisionId("A");
    row.organization = "THCS Hồng Thái";
    row.members = {{"Nguyễn An", "2012-02-29", "", ""}};
    row.coaches = {{"Trần Bình", "", "0912345678", "binh@example.vn"}};
    import.rows = {row};
    contest.must(import);
    const Entry* entry = contest.contest.table<Entry>().find("T001");
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(entry->name, "Sao Mai");
    EXPECT_EQ(entry->parts.size(), 2u);
    std::string journal;
    for (const auto& [seq, what] : contest.journal)
        for (const Event& event : what.second) journal += write_json(to_json(event));
    EXPECT_EQ(journal.find("0912345678\""), std::string::npos);
    EXPECT_EQ(journal.find("binh@example.vn"), std::string::npos);
    EXPECT_EQ(contest.contest.personal.find(entry->parts[1].person.text)->phone, "0912345678");
}

TEST(Registration, OnePersonWithPartsInTwoEntriesIsOnePerson) {
    ContestUnderTest contest;
    EntryImport import;
    for (const char* name : {"Một", "Hai"}) {
        ImportRow row;
        row.name = name;
        row.division = DivisionId("A");
        row.coaches = {{"Trần Bình", "", "0912345678", ""}};
        import.rows.push_back(row);
    }
    contest.must(import);
    EXPECT_EQ(contest.contest.table<Person>().size(), 1u);
}

TEST(Registration, AnUnknownDivisionRefusesTheWholeSheetWithItsPath) {
    ContestUnderTest contest;
    EntryImport import;
    import.rows.resize(2);
    import.rows[0] = {EntryId(), "1", "Một", DivisionId("A"), "", "", "", {}, {}, {}};
    import.rows[1] = {EntryId(), "2", "Hai", DivisionId("Z"), "", "", "", {}, {}, {}};
    const Result<Json> answer = contest.tell(import);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().path, "rows[1].division");
    EXPECT_EQ(contest.contest.table<Entry>().size(), 0u);
}

TEST(Eligibility, FollowsTheDivisionsBirthDatesAndNumberOfAuthors) {
    ContestUnderTest contest;
    EntryImport import;
    const auto add = [&](const char* name, std::vector<ImportPerson> members) {
        ImportRow row;
        row.name = name;
        row.division = DivisionId("A");
        row.members = std::move(members);
        import.rows.push_back(row);
    };
    add("first day", {{"a", "2010-01-01", "", ""}});
    add("last day", {{"b", "2015-12-31", "", ""}});
    add("too old", {{"c", "2009-12-31", "", ""}});
    add("no date", {{"d", "", "", ""}});
    add("nobody", {});
    add("too many", {{"e", "2012-01-01", "", ""},
                     {"f", "2012-01-01", "", ""},
                     {"g", "2012-01-01", "", ""},
                     {"h", "2012-01-01", "", ""}});
    contest.must(import);
    const Json answer = contest.must(EntryQualify{});
    EXPECT_EQ(write_json(answer), R"({"eligible":2,"refused":4})");
    EXPECT_EQ(contest.contest.table<Entry>().find("T003")->reason, "eligibility.birth");
    EXPECT_EQ(contest.contest.table<Entry>().find("T004")->reason, "eligibility.birth_missing");
    EXPECT_EQ(contest.contest.table<Entry>().find("T005")->reason, "eligibility.too_few");
    EXPECT_EQ(contest.contest.table<Entry>().find("T006")->reason, "eligibility.too_many");
}

TEST(Run, GoesFromCalledToPublished) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    const RunId run = contest.start_run("T001");
    EXPECT_EQ(run.text, "final.T001.1");
    contest.pass(milliseconds(41'250));
    contest.must(RunEnd{run, ""});
    EXPECT_EQ(contest.sheet(run).content.hand_ms, 41'250);
    EXPECT_EQ(contest.sheet(run).content.time_ms, 41'250);
    ScoreSet set;
    set.sheet = run;
    set.items = read_json(R"({"zone": 5, "finish": true})").value();
    EXPECT_EQ(*contest.must(set).find("total")->as_string(), "150");
    contest.must(ScoreReview{run, ""});
    contest.must(ScoreCommit{run, ""});
    EXPECT_FALSE(contest.sheet(run).published);
    contest.must(ScorePublish{run, ""});
    EXPECT_EQ(contest.sheet(run).state, SheetState::Official);
}

TEST(Run, OnlyEligibleEntriesAreCalled) {
    ContestUnderTest contest;
    contest.with_entries(1);
    EXPECT_EQ(code_of(contest.tell(RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0})),
              "entry.not_competing");
}

TEST(Run, AFieldTakesNobodyUntilTheResultBeforeIsConfirmed) {
    ContestUnderTest contest;
    contest.with_eligible(2);
    contest.start_run("T001");
    EXPECT_EQ(code_of(contest.tell(RunLoad{StageId("final"), EntryId("T002"), FieldId("F1"), 0})),
              "field.busy");
    EXPECT_EQ(code_of(contest.tell(RunLoad{StageId("final"), EntryId("T001"), FieldId("F2"), 0})),
              "entry.on_another_field");
}

TEST(Run, HasNoMoreAttemptsThanTheRulesGive) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    for (int attempt = 0; attempt < 2; ++attempt) {
        const RunId run = contest.start_run("T001");
        contest.must(RunEnd{run, ""});
        contest.must(ScoreCommit{run, ""});
    }
    EXPECT_EQ(code_of(contest.tell(RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0})),
              "run.none_left");
}

TEST(Run, ARerunVoidsTheRunAndDoesNotCountAsAnAttempt) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    const RunId first = contest.start_run("T001");
    EXPECT_EQ(code_of(contest.tell(RunRerun{first, ""})), "reason.missing");
    const Json again = contest.must(RunRerun{first, "mất điện"});
    const RunId second(*again.find("run")->as_string());
    EXPECT_EQ(second.text, "final.T001.2");
    EXPECT_EQ(contest.sheet(first).content.status, SheetStatus::VOID);
    contest.must(RunReady{second, ""});
    contest.must(RunStart{second, ""});
    contest.must(RunEnd{second, ""});
    contest.must(ScoreCommit{second, ""});
    EXPECT_EQ(contest.start_run("T001").text, "final.T001.3");
}

TEST(Run, ATeamSentAwayKeepsItsAttempt) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    const Json loaded = contest.must(RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
    contest.must(RunUnload{RunId(*loaded.find("run")->as_string()), ""});
    EXPECT_EQ(contest.start_run("T001").text, "final.T001.1");
}

TEST(Clock, PausesAndGoesOn) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    const RunId run = contest.start_run("T001");
    contest.pass(seconds(10));
    contest.must(RunPause{run, ""});
    contest.pass(seconds(100));
    contest.must(RunResume{run, ""});
    contest.pass(seconds(5));
    EXPECT_EQ(elapsed(contest.run(run).clock, contest.now).floor_ms(), 15'000);
}

TEST(Clock, ComesBackPausedWithAnEstimateAfterAReboot) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    const RunId run = contest.start_run("T001");
    contest.pass(seconds(20));
    // The machine was off for 15 s and counts from zero again.
    contest.now = {"boot-2", MonoTime{5'000'000}, WallTime{contest.now.wall.utc_ms + 15'000}};
    ASSERT_TRUE(contest.tell(ClockRecover{}, host_actor));
    EXPECT_EQ(contest.run(run).clock.state, ClockState::Paused);
    EXPECT_TRUE(contest.run(run).clock.estimated);
    EXPECT_EQ(elapsed(contest.run(run).clock, contest.now).floor_ms(), 35'000);
    EXPECT_EQ(code_of(contest.tell(RunEnd{run, ""})), "run.clock_estimated");
    EXPECT_EQ(code_of(contest.tell(RunSetClock{run, 21'000, ""})), "reason.missing");
    contest.must(RunSetClock{run, 21'000, "theo đồng hồ bấm tay"});
    EXPECT_EQ(contest.run(run).clock.set_because, "theo đồng hồ bấm tay");
    contest.must(RunResume{run, ""});
    contest.pass(seconds(1));
    EXPECT_EQ(elapsed(contest.run(run).clock, contest.now).floor_ms(), 22'000);
}

TEST(Gate, MakesARunsTimeWithItsBoundAndTheEventsBehindIt) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    contest.assign_gate("00C0FFEE", "F1");
    const Json loaded = contest.must(RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
    const RunId run(*loaded.find("run")->as_string());
    contest.must(RunReady{run, ""});
    contest.gate("00C0FFEE", 1);
    EXPECT_EQ(contest.run(run).state, RunState::Running);
    contest.pass(Duration{41'253'900'000});
    contest.gate("00C0FFEE", 2);
    const Sheet& sheet = contest.sheet(run);
    ASSERT_TRUE(sheet.content.measured);
    EXPECT_EQ(sheet.content.measured->time_ms, 41'253);
    EXPECT_EQ(sheet.content.measured->bound_ns, 200'000);
    EXPECT_EQ(sheet.content.measured->events.size(), 2u);
    EXPECT_EQ(sheet.content.time_ms, 41'253);
    EXPECT_EQ(contest.run(run).state, RunState::Ended);
    EXPECT_EQ(sheet.state, SheetState::Draft) << "a device reports, it never scores";
}

TEST(Gate, AStrayFinishGoesToTheInboxAndTouchesNoRun) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    contest.assign_gate("00C0FFEE", "F1");
    EXPECT_EQ(*contest.gate("00C0FFEE", 2).find("place")->as_string(), "inbox");
    const Json loaded = contest.must(RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
    const RunId run(*loaded.find("run")->as_string());
    EXPECT_EQ(*contest.gate("00C0FFEE", 2).find("place")->as_string(), "inbox");
    contest.must(RunReady{run, ""});
    EXPECT_EQ(*contest.gate("00C0FFEE", 2).find("place")->as_string(), "inbox");
    EXPECT_EQ(contest.run(run).state, RunState::Ready);
    EXPECT_FALSE(contest.sheet(run).content.measured);
}

TEST(Gate, AFinishStampedBeforeTheStartGoesToTheInbox) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    contest.assign_gate("00C0FFEE", "F1");
    const Json loaded = contest.must(RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
    contest.must(RunReady{RunId(*loaded.find("run")->as_string()), ""});
    contest.gate("00C0FFEE", 1);
    const Json late = contest.gate("00C0FFEE", 2, seconds(3));
    EXPECT_EQ(*late.find("place")->as_string(), "inbox");
}

TEST(Gate, AFinishAfterConfirmationWaitsForAPerson) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    contest.assign_gate("00C0FFEE", "F1");
    const RunId run = contest.start_run("T001");
    contest.pass(seconds(30));
    contest.must(RunEnd{run, ""});
    contest.must(ScoreCommit{run, ""});
    EXPECT_EQ(*contest.gate("00C0FFEE", 2).find("place")->as_string(), "inbox");
    EXPECT_EQ(contest.sheet(run).content.time_ms, 30'000);
}

TEST(Gate, AHandTimeStaysBesideTheMeasuredOne) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    contest.assign_gate("00C0FFEE", "F1");
    const Json loaded = contest.must(RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
    const RunId run(*loaded.find("run")->as_string());
    contest.must(RunReady{run, ""});
    contest.gate("00C0FFEE", 1);
    contest.pass(milliseconds(30'000));
    contest.must(RunEnd{run, ""});
    contest.gate("00C0FFEE", 2, milliseconds(180));
    EXPECT_EQ(contest.sheet(run).content.hand_ms, 30'000);
    EXPECT_EQ(contest.sheet(run).content.time_ms, 29'820);
}

TEST(Gate, AStrayEventIsAdoptedByAPersonOrDismissed) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    contest.assign_gate("00C0FFEE", "F1");
    const RunId run = contest.start_run("T001");
    const Json start = contest.gate("00C0FFEE", 1);
    EXPECT_EQ(*start.find("place")->as_string(), "inbox") << "the run was started by hand";
    contest.must(EventAdopt{DeviceEventId(*start.find("event")->as_string()), run, ChannelRole::Start, ""});
    contest.pass(seconds(12));
    contest.gate("00C0FFEE", 2);
    EXPECT_EQ(contest.sheet(run).content.measured->time_ms, 12'000);
}

TEST(Gate, ATimeAboveTheLimitNeverGetsOntoTheSheetByItself) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    contest.assign_gate("00C0FFEE", "F1");
    const Json loaded = contest.must(RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
    const RunId run(*loaded.find("run")->as_string());
    contest.must(RunReady{run, ""});
    contest.gate("00C0FFEE", 1);
    contest.pass(seconds(91));
    contest.gate("00C0FFEE", 2);
    EXPECT_EQ(contest.sheet(run).content.measured->fault, "time.above_limit");
    EXPECT_FALSE(contest.sheet(run).content.time_ms);
}

TEST(Sheet, WithAnErrorIsNotCommitted) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    const RunId run = contest.start_run("T001");
    contest.must(RunEnd{run, ""});
    ScoreSet set;
    set.sheet = run;
    set.items = read_json(R"({"zone": 3, "finish": true})").value();
    contest.must(set);
    EXPECT_EQ(code_of(contest.tell(ScoreCommit{run, ""})), "sheet.has_errors");
    set.items = read_json(R"({"zone": 5})").value();
    contest.must(set);
    contest.must(ScoreCommit{run, ""});
}

TEST(Sheet, StatusesThatNeedAReasonGetNoneWithoutIt) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    const Json loaded = contest.must(RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
    ScoreSet set;
    set.sheet = RunId(*loaded.find("run")->as_string());
    set.status = SheetStatus::DNS;
    EXPECT_EQ(code_of(contest.tell(set)), "reason.missing");
    set.reason = "gọi ba lần không có mặt";
    contest.must(set);
    contest.must(ScoreCommit{set.sheet, ""});
    EXPECT_EQ(contest.run(set.sheet).state, RunState::Ended);
}

TEST(Sheet, ACorrectionStaysHiddenUntilItIsPublished) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    const RunId run = contest.start_run("T001");
    contest.must(RunEnd{run, ""});
    contest.must(ScoreCommit{run, ""});
    contest.must(ScorePublish{run, ""});
    ScoreCorrect correct;
    correct.sheet = run;
    correct.items = read_json(R"({"zone": 2})").value();
    EXPECT_EQ(code_of(contest.tell(correct)), "reason.missing");
    correct.reason = "nhầm";
    contest.must(correct);
    EXPECT_EQ(contest.sheet(run).published->items.find("zone"), nullptr);
    contest.must(ScorePublish{run, ""});
    EXPECT_EQ(contest.sheet(run).published->items.find("zone")->as_int(), 2);
}

TEST(Versions, AStaleExpectationIsRefusedWithBothVersions) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    const RunId run = contest.start_run("T001");
    ScoreSet set;
    set.sheet = run;
    Command command = command_of(CommandId("x"), keyboard_actor, set);
    command.expect["sheet:" + run.text] = 1;
    const Result<Json> answer = contest.tell(command);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, "command.stale");
    command.expect["sheet:" + run.text] = contest.contest.version("sheet:" + run.text);
    EXPECT_TRUE(contest.tell(command));
}

TEST(Undo, BringsBackWhatWasAndIsRefusedOnceSomethingIsInTheWay) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    const RunId run = contest.start_run("T001");
    const Seq started = contest.contest.seq;
    contest.must(JournalUndo{started});
    EXPECT_EQ(contest.run(run).state, RunState::Ready);
    EXPECT_EQ(code_of(contest.tell(JournalUndo{started})), "undo.in_the_way");
}

TEST(Undo, OfAnImportTakesEverythingAway) {
    ContestUnderTest contest;
    contest.with_entries(20);
    contest.must(JournalUndo{contest.contest.seq});
    EXPECT_EQ(contest.contest.table<Entry>().size(), 0u);
    EXPECT_EQ(contest.contest.table<Person>().size(), 0u);
    EXPECT_EQ(contest.contest.table<Organization>().size(), 0u);
}

TEST(Undo, IsNotForWhatWasPublished) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    const RunId run = contest.start_run("T001");
    contest.must(RunEnd{run, ""});
    contest.must(ScoreCommit{run, ""});
    contest.must(ScorePublish{run, ""});
    EXPECT_EQ(code_of(contest.tell(JournalUndo{contest.contest.seq})), "undo.not_undoable");
}

TEST(Grants, ReachAsFarAsTheirRoleAndScope) {
    ContestUnderTest contest;
    contest.with_eligible(2);
    UserGrant grant;
    grant.name = "Trọng tài sân 1";
    grant.grants = {{Role::Referee, StageId(), DivisionId(), FieldId("F1"), "", ""}};
    const UserId referee(*contest.must(grant).find("user")->as_string());
    const RunId run = contest.start_run("T001", "F1");
    const RunId other = contest.start_run("T002", "F2");
    ScoreSet set;
    set.sheet = run;
    EXPECT_EQ(code_of(contest.tell(set, referee)), "accepted");
    set.sheet = other;
    EXPECT_EQ(code_of(contest.tell(set, referee)), "grant.missing");
    contest.must(RunEnd{run, ""});
    EXPECT_EQ(code_of(contest.tell(ScoreCommit{run, ""}, referee)), "grant.missing")
        << "a referee sets, a head judge commits";
    contest.must(UserRevoke{referee});
    set.sheet = run;
    EXPECT_EQ(code_of(contest.tell(set, referee)), "grant.missing");
    EXPECT_EQ(code_of(contest.tell(set, UserId("nobody"))), "grant.missing");
}

TEST(Replay, OfTheEventsGivesTheSameContest) {
    ContestUnderTest contest;
    contest.with_eligible(5);
    contest.assign_gate("00C0FFEE", "F1");
    const RunId run = contest.start_run("T001");
    contest.pass(seconds(9));
    contest.must(RunEnd{run, ""});
    contest.must(ScoreCommit{run, ""});
    contest.must(
        StageSchedule{StageId("final"), DivisionId(), 2, WallTime{1'723'000'000'000}, 240'000, 0, {}, 7});
    Contest replayed;
    for (const auto& [seq, what] : contest.journal)
        for (const Event& event : what.second) {
            // As the journal keeps it: through its JSON.
            const Result<Json> json = read_json(write_json(to_json(event)));
            apply(replayed, from_json<Event>(*json).value(), seq);
        }
    EXPECT_EQ(replayed.tables, contest.contest.tables);
    EXPECT_EQ(replayed.versions, contest.contest.versions);
}

TEST(Schedule, GivesEveryRunItsPlaceAndKeepsTheRest) {
    ContestUnderTest contest;
    contest.with_eligible(10);
    StageSchedule schedule{StageId("final"),
                           DivisionId(),
                           2,
                           WallTime{0},
                           240'000,
                           600'000,
                           {{WallTime{1'000'000}, WallTime{2'000'000}}},
                           7};
    contest.must(schedule);
    EXPECT_EQ(contest.contest.table<Slot>().size(), 20u);
    std::map<std::string, std::int64_t> free_from;
    std::map<std::pair<std::string, std::int64_t>, int> on_field;
    for (const Slot& slot : contest.contest.table<Slot>()) {
        const std::int64_t start = slot.starts_at.utc_ms;
        EXPECT_EQ(++on_field[std::make_pair(slot.field.text, start)], 1);
        if (slot.number > 1) {
            EXPECT_GE(start, free_from[slot.entry.text] + 600'000);
        }
        free_from[slot.entry.text] = start + 240'000;
        EXPECT_TRUE(start + 240'000 <= 1'000'000 || start >= 2'000'000) << start;
    }
}

TEST(Awards, WaitForTheCommitteeWhileATieStraddlesATier) {
    ContestUnderTest contest;
    contest.with_eligible(3);
    for (const char* id : {"T001", "T002", "T003"}) {
        const RunId run = contest.start_run(id);
        contest.pass(seconds(10));
        contest.must(RunEnd{run, ""});
        contest.must(ScoreCommit{run, ""});
        contest.must(ScorePublish{run, ""});
    }
    EXPECT_EQ(code_of(contest.tell(AwardPublish{AwardsId("giai")})), "awards.open");
    const Json decision =
        read_json(
            R"({"stage": "final", "kind": "order", "entries": ["T002", "T003", "T001"], "by": "committee", "reason": "bốc thăm"})")
            .value();
    contest.must(DecisionMake{decision});
    contest.must(AwardPublish{AwardsId("giai")});
    const Publication* posted = contest.contest.table<Publication>().find("awards:giai");
    ASSERT_NE(posted, nullptr);
    const Json::Array& rows = *posted->content.find("awards")->as_array();
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(*rows[0].find("entry")->as_string(), "T002");
}

TEST(Decision, ThatNamesNobodyIsRefusedWithItsPath) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    const Json decision =
        read_json(R"({"stage": "final", "kind": "order", "entries": ["T001", "T999"], "by": "committee"})")
            .value();
    const Result<Json> answer = contest.tell(DecisionMake{decision});
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().path.starts_with("decisions[0]")) << answer.error().path;
}

TEST(Protest, HoldsItsResultUntilItIsResolved) {
    ContestUnderTest contest;
    contest.with_eligible(1);
    Settings settings;
    settings.protest_minutes = 30;
    contest.must(ContestSettings{settings});
    const RunId run = contest.start_run("T001");
    contest.must(RunEnd{run, ""});
    contest.must(ScoreCommit{run, ""});
    contest.must(ScorePublish{run, ""});
    EXPECT_EQ(contest.sheet(run).state, SheetState::Published);
    const Json lodged = contest.must(ProtestLodge{run, "HLV đội 1", "chấm sai vùng"});
    contest.pass(seconds(31 * 60));
    EXPECT_EQ(write_json(contest.must(ResultFinalize{StageId("final")})), R"({"finalized":0,"waiting":1})");
    contest.must(ProtestResolve{*lodged.find("protest")->as_string(), "rejected", "xem lại video"});
    EXPECT_EQ(write_json(contest.must(ResultFinalize{StageId("final")})), R"({"finalized":1,"waiting":0})");
}

TEST(Command, WithNonsenseInItIsRefusedWithItsPath) {
    ContestUnderTest contest;
    const auto tell = [&](const char* kind, const char* payload) {
        return contest.tell(
            Command{CommandId("n"), keyboard_actor, {}, kind, {}, read_json(payload).value()});
    };
    EXPECT_EQ(code_of(tell("no.such", "{}")), "command.unknown_kind");
    EXPECT_EQ(code_of(tell("run.start", "[]")), "record.type");
    EXPECT_EQ(code_of(tell("run.start", R"({"run": 7})")), "record.type");
    EXPECT_EQ(code_of(tell("run.start", R"({"runn": "x"})")), "record.unknown_key");
    EXPECT_EQ(code_of(tell("score.set", R"({"sheet": "x", "status": "maybe"})")), "record.word");
    EXPECT_EQ(code_of(tell("run.start", R"({"run": "x"})")), "not_found");
}

}  // namespace
}  // namespace sandau
