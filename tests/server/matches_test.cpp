#include <algorithm>

#include "server/kit.h"

namespace sandau::testing {
namespace {

constexpr const char* rules = R"json({"format":"sandau.contest/1","id":"red-blue",
 "name":{"vi":"Đỏ xanh"},"divisions":[{"id":"A"}],
 "games":{"ball":{"kind":"match","sides":["red","blue"],"periods":[{"id":"play","ms":60000}],
   "items":[{"id":"goals","kind":"count","points":1}],
   "derived":[{"id":"total","formula":"POINTS(goals)"}],"decide":[{"key":"total"}]}},
 "stages":[{"id":"league","format":"round_robin","game":"ball"},
  {"id":"cup","format":"single_elimination","game":"ball","seeding":"draw"}]})json";

class MatchesTest : public ServerTest {
protected:
    /// Four teams; both stages are drawn.
    void draw(const std::vector<std::string>& names = {"Một", "Hai", "Ba", "Bốn"}) {
        host.keyboard(commands::DefinitionAmend{rules, "đối kháng"});
        host.add_entries("A", names);
        for (const char* stage : {"league", "cup"}) {
            commands::DrawStage draw;
            draw.stage = StageId(stage);
            draw.seed = 7;
            host.keyboard(draw);
        }
        start();
    }
    void load(const char* match) { host.keyboard(commands::MatchLoad{MatchId(match), FieldId("F1"), {}}); }
    void begin(const char* match) { host.keyboard(commands::MatchStart{MatchId(match), ""}); }
    void goals(const char* match, int red, int blue) {
        commands::ScoreSet set;
        set.sheet = RunId(match);
        set.match.emplace();
        set.match->sides["red"].items.set("goals", red);
        set.match->sides["blue"].items.set("goals", blue);
        host.keyboard(set);
    }
    void play(const char* match, int red, int blue) {
        load(match);
        begin(match);
        goals(match, red, blue);
        host.keyboard(commands::MatchEnd{MatchId(match), ""});
        host.keyboard(commands::ScoreReview{RunId(match), ""});
        host.keyboard(commands::ScoreCommit{RunId(match), ""});
    }
    void hide_provisional() {
        commands::ContestSettings settings;
        settings.settings.provisional_scores = ProvisionalScores::Hidden;
        host.keyboard(settings);
    }
    Json all(const std::string& query = "") {
        return *get(address, "/api/v1/matches" + query).json().find("items");
    }
    Json match(const std::string& id) {
        const Json items = all();
        for (const Json& one : *items.as_array())
            if (text_at(one, {"id"}) == id) return one;
        return {};
    }
    static Json side(const Json& match, std::size_t index) {
        return (*match.find("sides")->as_array())[index];
    }
    static std::string totals(const Json& match) {
        return text_at(side(match, 0), {"total"}) + ":" + text_at(side(match, 1), {"total"});
    }
};

TEST_F(MatchesTest, ShowWhoWasDrawnAndNothingElse) {
    draw();
    EXPECT_EQ(all().as_array()->size(), 6U + 3U);
    const Json one = match("league.m001");
    EXPECT_EQ(text_at(one, {"state"}), "planned");
    EXPECT_EQ(text_at(one, {"round"}), "1");
    EXPECT_EQ(text_at(side(one, 0), {"side"}), "red");
    EXPECT_NE(text_at(side(one, 0), {"entry"}), "");
    EXPECT_NE(text_at(side(one, 1), {"entry"}), "");
    EXPECT_EQ(totals(one), ":");
    for (const char* empty : {"field", "clock", "winner", "decided_by", "result"})
        EXPECT_EQ(text_at(one, {empty}), "") << empty;
}

TEST_F(MatchesTest, AreThoseOfAStageWhereItIsAskedFor) {
    draw();
    EXPECT_EQ(all("?stage=league").as_array()->size(), 6U);
    EXPECT_EQ(all("?stage=cup").as_array()->size(), 3U);
    EXPECT_EQ(get(address, "/api/v1/matches?stage=nonsense").status, 404);
}

TEST_F(MatchesTest, KeepTheirTagUntilOneChanges) {
    draw();
    const std::string tag = get(address, "/api/v1/matches").header("etag");
    commands::DisplayShow show;
    show.display.id = "wall";
    host.keyboard(show);
    EXPECT_EQ(get(address, "/api/v1/matches", {"If-None-Match: " + tag}).status, 304);
    load("league.m001");
    EXPECT_EQ(get(address, "/api/v1/matches", {"If-None-Match: " + tag}).status, 200);
}

TEST_F(MatchesTest, CountDownOnTheirFieldByTheHostsClock) {
    draw();
    load("league.m001");
    begin("league.m001");
    host.clock.advance(seconds(10));
    const Json live = get(address, "/api/v1/live").json();
    ASSERT_EQ(live.find("matches")->as_array()->size(), 1U);
    const Json& shown = (*live.find("matches")->as_array())[0];
    EXPECT_EQ(text_at(shown, {"state"}), "running");
    EXPECT_EQ(text_at(shown, {"field"}), "F1");
    EXPECT_EQ(text_at(shown, {"clock", "period"}), "play");
    EXPECT_EQ(*shown.find("clock")->find("ends_at_ms")->as_int(),
              *live.find("server_now_ms")->as_int() + 50'000);
    const Json& field = (*live.find("fields")->as_array())[0];
    EXPECT_EQ(text_at(field, {"match"}), "league.m001");
    EXPECT_EQ(text_at(field, {"run"}), "");
}

TEST_F(MatchesTest, HideTheirResultUntilItIsPublished) {
    draw();
    hide_provisional();
    play("league.m001", 3, 1);
    EXPECT_EQ(totals(match("league.m001")), ":");
    EXPECT_EQ(text_at(match("league.m001"), {"winner"}), "");
    host.keyboard(commands::ScorePublish{RunId("league.m001"), ""});
    const Json published = match("league.m001");
    EXPECT_EQ(totals(published), "3:1");
    EXPECT_EQ(text_at(published, {"winner"}), "red");
    EXPECT_EQ(text_at(published, {"decided_by"}), "total");
    EXPECT_EQ(text_at(published, {"result"}), "official") << "nobody may protest in this contest";
    EXPECT_EQ(text_at(published, {"provisional"}), "false");
}

TEST_F(MatchesTest, ShowAProvisionalScoreOnTheFieldButNoWinner) {
    draw();
    play("league.m001", 3, 1);
    const Json shown = match("league.m001");
    EXPECT_EQ(totals(shown), "3:1");
    EXPECT_EQ(text_at(shown, {"provisional"}), "true");
    EXPECT_EQ(text_at(shown, {"winner"}), "");
    EXPECT_EQ(text_at(shown, {"decided"}), "false");
    load("league.m002");
    EXPECT_EQ(totals(match("league.m001")), ":") << "it left its field, and is not published";
}

TEST_F(MatchesTest, KeepACorrectionHiddenUntilItIsPublished) {
    draw();
    play("league.m001", 3, 1);
    host.keyboard(commands::ScorePublish{RunId("league.m001"), ""});
    commands::ScoreCorrect correct;
    correct.sheet = RunId("league.m001");
    correct.match.emplace();
    correct.match->sides["blue"].items.set("goals", 9);
    correct.reason = "Đếm nhầm";
    host.keyboard(correct);
    EXPECT_EQ(totals(match("league.m001")), "3:1");
    EXPECT_EQ(text_at(match("league.m001"), {"winner"}), "red");
    host.keyboard(commands::ScorePublish{RunId("league.m001"), ""});
    EXPECT_EQ(totals(match("league.m001")), "3:9");
    EXPECT_EQ(text_at(match("league.m001"), {"winner"}), "blue");
}

TEST_F(MatchesTest, OfABracketNameTheirSidesOnceWhatBringsThemThereIsPublished) {
    draw();
    hide_provisional();
    std::vector<std::string> semi_finals, finals;
    const Json cup = all("?stage=cup");
    for (const Json& one : *cup.as_array())
        (text_at(side(one, 0), {"entry"}).empty() ? finals : semi_finals).push_back(text_at(one, {"id"}));
    ASSERT_EQ(semi_finals.size(), 2U);
    ASSERT_EQ(finals.size(), 1U);
    for (const std::string& id : semi_finals) play(id.c_str(), 2, 0);
    goals(finals[0].c_str(), 1, 0);
    EXPECT_EQ(text_at(side(match(finals[0]), 0), {"entry"}), "") << "who won is not said yet";
    for (const std::string& id : semi_finals) host.keyboard(commands::ScorePublish{RunId(id), ""});
    EXPECT_NE(text_at(side(match(finals[0]), 0), {"entry"}), "");
    EXPECT_NE(text_at(side(match(finals[0]), 1), {"entry"}), "");
}

TEST_F(MatchesTest, ComeInTheSnapshotAndInPatches) {
    draw();
    EventReader reader(address);
    const auto snapshot = reader.next();
    ASSERT_TRUE(snapshot);
    const Json* there = snapshot->data.find("resources")->find("matches/league.m001");
    ASSERT_NE(there, nullptr);
    EXPECT_EQ(text_at(*there, {"state"}), "planned");
    load("league.m001");
    const auto patch = reader.next();
    ASSERT_TRUE(patch);
    EXPECT_EQ(text_at(*patch->data.find("set")->find("matches/league.m001"), {"state"}), "called");
}

TEST_F(MatchesTest, CarryHostileNamesAsPlainText) {
    const std::vector<std::string> hostile{"<script>alert(1)</script>", "\"},{\"id\":\"x",
                                           "a\nb\r\ndata: x\n\nevent: patch", "{{7*7}}"};
    draw(hostile);
    hide_provisional();
    play("league.m001", 3, 1);
    host.keyboard(commands::ScorePublish{RunId("league.m001"), ""});
    const std::string body = get(address, "/api/v1/matches").body;
    for (const std::string& name : hostile) EXPECT_EQ(body.find(name), std::string::npos) << name;
    EventReader reader(address);
    const auto snapshot = reader.next();
    ASSERT_TRUE(snapshot);
    EXPECT_EQ(snapshot->event, "snapshot");
    const Json& resources = *snapshot->data.find("resources");
    const Json& shown = *resources.find("matches/league.m001");
    for (std::size_t i = 0; i < 2; ++i) {
        const Json* entry = resources.find("entries/" + text_at(side(shown, i), {"entry"}));
        ASSERT_NE(entry, nullptr);
        EXPECT_NE(std::find(hostile.begin(), hostile.end(), text_at(*entry, {"name"})), hostile.end());
    }
}

}  // namespace
}  // namespace sandau::testing
