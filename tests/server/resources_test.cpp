#include "server/kit.h"

namespace sandau::testing {
namespace {

using ResourcesTest = ServerTest;

TEST_F(ResourcesTest, ShowTheContest) {
    start();
    const Json contest = get(address, "/api/v1/contest").json();
    EXPECT_EQ(text_at(contest, {"name", "vi"}), "Cuộc thi thử");
    EXPECT_EQ(contest.find("divisions")->as_array()->size(), 2u);
    EXPECT_EQ(text_at((*contest.find("stages")->as_array())[0], {"attempts"}), "2");
    EXPECT_EQ(text_at(contest, {"utc_offset_min"}), "420");
}

TEST_F(ResourcesTest, ShowEntriesWithoutAnythingPersonal) {
    commands::EntryAdd add;
    add.row.name = "Đội Sao Mai";
    add.row.division = DivisionId("A");
    add.row.organization = "Tiểu học Lê Lợi";
    add.row.members = {{"Nguyễn Văn An", "2014-02-03", "0912345678", "an@example.com"}};
    host.keyboard(add);
    start();
    const std::string entries = get(address, "/api/v1/entries").body;
    EXPECT_NE(entries.find("Đội Sao Mai"), std::string::npos);
    for (const char* hidden : {"Nguyễn Văn An", "2014-02-03", "0912345678", "an@example.com"})
        EXPECT_EQ(entries.find(hidden), std::string::npos) << hidden;
    commands::ContestSettings settings;
    settings.settings.names_shown = NamesShown::Members;
    host.keyboard(settings);
    const std::string with_members = get(address, "/api/v1/entries").body;
    EXPECT_NE(with_members.find("Nguyễn Văn An"), std::string::npos);
    EXPECT_EQ(with_members.find("2014-02-03"), std::string::npos);
    settings.settings.names_shown = NamesShown::None;
    host.keyboard(settings);
    EXPECT_EQ(get(address, "/api/v1/entries").body.find("Đội Sao Mai"), std::string::npos);
}

TEST_F(ResourcesTest, HideWhoWasRefused) {
    const auto ids = host.add_entries("A", {"Đội Một", "Đội Hai"});
    commands::EntryQualify refuse_one;
    refuse_one.entries = {ids[0]};
    refuse_one.verdict = commands::Verdict::Refused;
    refuse_one.reason = "Quá tuổi";
    host.keyboard(refuse_one);
    start();
    const std::string entries = get(address, "/api/v1/entries").body;
    EXPECT_EQ(entries.find("Đội Một"), std::string::npos);
    EXPECT_EQ(entries.find("Quá tuổi"), std::string::npos);
    EXPECT_NE(entries.find("Đội Hai"), std::string::npos);
}

TEST_F(ResourcesTest, KeepTheirTagUntilTheyChange) {
    host.add_entries("A", {"Đội Một"});
    start();
    const HttpAnswer first = get(address, "/api/v1/entries");
    EXPECT_NE(first.header("cache-control"), "");
    commands::DisplayShow show;
    show.display.id = "wall";
    host.keyboard(show);
    EXPECT_EQ(get(address, "/api/v1/entries", {"If-None-Match: " + first.header("etag")}).status, 304);
    host.add_entries("A", {"Đội Hai"});
    EXPECT_EQ(get(address, "/api/v1/entries", {"If-None-Match: " + first.header("etag")}).status, 200);
}

TEST_F(ResourcesTest, MayBeKeptByAnOrdinaryProxyAndAskedForAnew) {
    host.add_entries("A", {"Đội Một"});
    start();
    for (const char* path : {"/api/v1/contest", "/api/v1/entries", "/api/v1/schedule", "/api/v1/standings",
                             "/api/v1/matches", "/api/v1/results", "/api/v1/awards", "/api/v1/displays"}) {
        const HttpAnswer first = get(address, path);
        EXPECT_EQ(first.status, 200) << path;
        EXPECT_TRUE(first.header("cache-control").starts_with("public, max-age=")) << path;
        EXPECT_EQ(first.header("set-cookie"), "") << path;
        ASSERT_NE(first.header("etag"), "") << path;
        const HttpAnswer again = get(address, path, {"If-None-Match: " + first.header("etag")});
        EXPECT_EQ(again.status, 304) << path;
        EXPECT_EQ(again.body, "") << path;
        EXPECT_EQ(again.header("etag"), first.header("etag")) << path;
        EXPECT_EQ(again.header("cache-control"), first.header("cache-control")) << path;
    }
    EXPECT_EQ(get(address, "/api/v1/time").header("cache-control"), "no-store");
    EXPECT_EQ(get(address, "/api/v1/seat").header("cache-control"), "no-store");
}

TEST_F(ResourcesTest, ShowStandingsOnlyOverWhatIsPublished) {
    const auto ids = host.add_entries("A", {"Đội Một", "Đội Hai"});
    start();
    const RunId run = host.play(ids[0], "F1");
    commands::ScoreSet set;
    set.sheet = run;
    set.items = items({{"zone", Json(5)}, {"finish", Json(true)}});
    set.time_ms = 41'250;
    host.keyboard(set);
    host.keyboard(commands::ScoreReview{run, ""});
    host.keyboard(commands::ScoreCommit{run, ""});
    EXPECT_EQ(get(address, "/api/v1/standings").json().find("items")->as_array()->size(), 0u);
    EXPECT_EQ(get(address, "/api/v1/results").json().find("items")->as_array()->size(), 0u);
    host.keyboard(commands::ScorePublish{run, ""});
    const Json standings = get(address, "/api/v1/standings?stage=final&division=A").json();
    ASSERT_EQ(standings.find("items")->as_array()->size(), 1u);
    const Json& row = (*(*standings.find("items")->as_array())[0].find("rows")->as_array())[0];
    EXPECT_EQ(text_at(row, {"entry"}), ids[0].text);
    EXPECT_EQ(text_at(row, {"values", "agg"}), "150");
    const Json result = (*get(address, "/api/v1/results").json().find("items")->as_array())[0];
    EXPECT_EQ(text_at(result, {"total"}), "150");
    EXPECT_EQ(text_at(result, {"time_ms"}), "41250");
    EXPECT_EQ(text_at(result, {"published_at_ms"}),
              std::to_string(host.snapshot()->contest->table<Sheet>().find(run.text)->published_at.utc_ms));
}

TEST_F(ResourcesTest, KeepACorrectionHiddenUntilItIsPublished) {
    const auto ids = host.add_entries("A", {"Đội Một"});
    start();
    const RunId run = host.play(ids[0], "F1");
    host.publish(run, items({{"zone", Json(3)}}), 41'250);
    commands::ScoreCorrect correct;
    correct.sheet = run;
    correct.items = items({{"zone", Json(4)}});
    correct.reason = "Đếm nhầm";
    host.keyboard(correct);
    EXPECT_EQ(text_at((*get(address, "/api/v1/results").json().find("items")->as_array())[0], {"total"}),
              "60");
    EXPECT_EQ(get(address, "/api/v1/standings").body.find("80"), std::string::npos);
    host.keyboard(commands::ScorePublish{run, ""});
    EXPECT_EQ(text_at((*get(address, "/api/v1/results").json().find("items")->as_array())[0], {"total"}),
              "80");
}

TEST_F(ResourcesTest, SayWhyARowIsBelowTheOther) {
    const auto ids = host.add_entries("A", {"Đội Một", "Đội Hai"});
    start();
    host.publish(host.play(ids[0], "F1"), items({{"zone", Json(3)}}), 41'250);
    host.publish(host.play(ids[1], "F2"), items({{"zone", Json(3)}}), 50'000);
    const Json standings = get(address, "/api/v1/standings").json();
    const Json& rows = *(*standings.find("items")->as_array())[0].find("rows");
    EXPECT_EQ(text_at((*rows.as_array())[0], {"reason", "vi"}),
              "Trên Đội Hai nhờ Tổng thời gian: 41,250 s so với 50,000 s (thấp hơn là tốt hơn). "
              "Trước đó bằng nhau: Điểm xếp hạng.");
    EXPECT_EQ(text_at((*rows.as_array())[1], {"decided_by"}), "sum_time_ms");
    EXPECT_EQ(text_at((*rows.as_array())[1], {"reason", "en"}),
              "Below Đội Một by Total time: 50.000 s against 41.250 s (lower is better). "
              "Equal before that: Ranking score.");
    const std::string how = text_at((*rows.as_array())[0], {"score", "vi"});
    EXPECT_NE(how.find("Lượt 1"), std::string::npos) << how;
    EXPECT_NE(how.find("60"), std::string::npos) << how;
}

TEST_F(ResourcesTest, FilterStandingsByStageAndDivision) {
    const auto a = host.add_entries("A", {"Đội Một"});
    const auto b = host.add_entries("B", {"Đội Hai"});
    start();
    host.publish(host.play(a[0], "F1"), items({{"zone", Json(3)}}), 41'250);
    host.publish(host.play(b[0], "F2"), items({{"zone", Json(2)}}), 41'250);
    const auto count = [&](const char* query) {
        return get(address, std::string("/api/v1/standings") + query)
            .json()
            .find("items")
            ->as_array()
            ->size();
    };
    EXPECT_EQ(count(""), 2u);
    EXPECT_EQ(count("?stage=final"), 2u);
    EXPECT_EQ(count("?stage=final&division=B"), 1u);
    EXPECT_EQ(count("?division=A"), 1u);
    EXPECT_EQ(get(address, "/api/v1/standings?stage=nonsense").status, 404);
    EXPECT_EQ(get(address, "/api/v1/standings?division=Z").status, 404);
}

TEST_F(ResourcesTest, ShowTheTimetableAsItWasPublished) {
    host.add_entries("A", {"Đội Một", "Đội Hai"});
    start();
    commands::StageSchedule schedule;
    schedule.stage = StageId("final");
    schedule.start = WallTime{1'723'253'400'000};
    host.keyboard(schedule);
    EXPECT_EQ(get(address, "/api/v1/schedule").json().find("items")->as_array()->size(), 0u);
    host.keyboard(commands::SchedulePublish{StageId("final")});
    const std::string published = get(address, "/api/v1/schedule").body;
    EXPECT_NE(published.find("1723253400000"), std::string::npos);
    schedule.start = WallTime{1'723'339'800'000};
    host.keyboard(schedule);
    EXPECT_EQ(get(address, "/api/v1/schedule").body, published);
}

TEST_F(ResourcesTest, ShowARunOnItsFieldWithItsClock) {
    const auto ids = host.add_entries("A", {"Đội Một"});
    start();
    const Json answer = host.keyboard(commands::RunLoad{StageId("final"), ids[0], FieldId("F1"), 0});
    const RunId run(*answer.find("run")->as_string());
    host.keyboard(commands::RunReady{run, ""});
    host.keyboard(commands::RunStart{run, ""});
    host.clock.advance(seconds(10));
    const Json live = get(address, "/api/v1/live").json();
    const Json& shown = (*live.find("runs")->as_array())[0];
    EXPECT_EQ(text_at(shown, {"state"}), "running");
    const std::int64_t now_ms = *live.find("server_now_ms")->as_int();
    EXPECT_EQ(*shown.find("clock")->find("ends_at_ms")->as_int(), now_ms + 80'000);
    EXPECT_EQ(text_at((*live.find("fields")->as_array())[0], {"run"}), run.text);
}

TEST_F(ResourcesTest, CountDownByTheBootClockWhateverTheWallClockSays) {
    const auto ids = host.add_entries("A", {"Đội Một"});
    start();
    const Json answer = host.keyboard(commands::RunLoad{StageId("final"), ids[0], FieldId("F1"), 0});
    const RunId run(*answer.find("run")->as_string());
    host.keyboard(commands::RunReady{run, ""});
    host.clock.set_wall(WallTime{1'720'000'000'000 + 6 * 3'600'000});
    host.keyboard(commands::RunStart{run, ""});
    host.clock.advance(seconds(10));
    const auto left_ms = [&] {
        const Json live = get(address, "/api/v1/live").json();
        const Json& clock = *(*live.find("runs")->as_array())[0].find("clock");
        return *clock.find("ends_at_ms")->as_int() - *live.find("server_now_ms")->as_int();
    };
    EXPECT_EQ(left_ms(), 80'000);
    // In the middle of the run: back to where it was, and six hours behind.
    for (const int hours : {0, -6}) {
        const std::int64_t before_ms = left_ms();
        host.clock.set_wall(WallTime{1'720'000'000'000 + hours * 3'600'000});
        host.clock.advance(seconds(5));
        EXPECT_EQ(left_ms(), before_ms - 5'000) << hours;
    }
}

TEST_F(ResourcesTest, HideTheProvisionalScoreWhereTheSettingsSaySo) {
    const auto ids = host.add_entries("A", {"Đội Một"});
    start();
    const RunId run = host.play(ids[0], "F1");
    commands::ScoreSet set;
    set.sheet = run;
    set.items = items({{"zone", Json(3)}});
    set.time_ms = 41'250;
    host.keyboard(set);
    const auto shown = [&] { return (*get(address, "/api/v1/live").json().find("runs")->as_array())[0]; };
    EXPECT_EQ(text_at(shown(), {"total"}), "60");
    EXPECT_EQ(text_at(shown(), {"provisional"}), "true");
    commands::ContestSettings settings;
    settings.settings.provisional_scores = ProvisionalScores::Hidden;
    host.keyboard(settings);
    EXPECT_EQ(text_at(shown(), {"total"}), "");
    EXPECT_EQ(text_at(shown(), {"time_ms"}), "");
    host.keyboard(commands::ScoreReview{run, ""});
    host.keyboard(commands::ScoreCommit{run, ""});
    EXPECT_EQ(text_at(shown(), {"total"}), "");
    host.keyboard(commands::ScorePublish{run, ""});
    EXPECT_EQ(text_at(shown(), {"total"}), "60");
    EXPECT_EQ(text_at(shown(), {"provisional"}), "false");
}

TEST_F(ResourcesTest, TellARunThatEndedEarlyFromOneWhoseTimeRanOut) {
    const auto ids = host.add_entries("A", {"Đội Một"});
    start();
    host.play(ids[0], "F1");
    const Json live = get(address, "/api/v1/live").json();
    const Json& clock = *(*live.find("runs")->as_array())[0].find("clock");
    EXPECT_EQ(text_at(clock, {"state"}), "stopped");
    EXPECT_EQ(text_at(clock, {"left_ms"}), "60000");
}

TEST_F(ResourcesTest, CarryHostileNamesAsPlainText) {
    const std::vector<std::string> hostile{"<script>alert(1)</script>",
                                           "\"},{\"id\":\"x",
                                           "=HYPERLINK(\"http://evil\")",
                                           "a\nb\r\ndata: x\n\nevent: patch",
                                           "\xE2\x80\xAE"
                                           "evil",
                                           "</script><img src=x onerror=alert(1)>",
                                           "'; DROP TABLE entries;--",
                                           "\\u0000\\",
                                           "{{7*7}}",
                                           "Đội \xF0\x9F\x98\x80"};
    host.add_entries("A", hostile);
    start();
    const Json entries = get(address, "/api/v1/entries").json();
    std::vector<std::string> names;
    for (const Json& entry : *entries.find("items")->as_array()) names.push_back(text_at(entry, {"name"}));
    EXPECT_EQ(names, hostile);
    EXPECT_EQ(get(address, "/api/v1/entries").header("content-type"), "application/json");
    EventReader reader(address);
    const auto snapshot = reader.next();
    ASSERT_TRUE(snapshot);
    EXPECT_EQ(snapshot->event, "snapshot");
    std::size_t shown = 0;
    for (const auto& [key, resource] : *snapshot->data.find("resources")->as_object()) {
        if (!key.starts_with("entries/")) continue;
        EXPECT_EQ(text_at(resource, {"name"}), hostile[shown++]);
    }
    EXPECT_EQ(shown, hostile.size());
}

}  // namespace
}  // namespace sandau::testing
