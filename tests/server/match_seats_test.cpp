#include "server/kit.h"

namespace sandau::testing {
namespace {

constexpr const char* rules = R"json({"format":"sandau.contest/1","id":"red-blue","name":{"vi":"Đỏ xanh"},
 "divisions":[{"id":"A"}],
 "games":{"ball":{"kind":"match","sides":["red","blue"],"periods":[{"id":"play","ms":60000}],
   "items":[{"id":"goals","kind":"count","max":9,"points":2,"name":{"vi":"Bàn thắng"}}],
   "shared":[{"id":"board","kind":"grid","rows":1,"cols":2,"lines":[[[0,0],[0,1]]]}],
   "derived":[{"id":"total","formula":"POINTS(goals) + CELLS_OWNED(board)"}],
   "instant_win":[{"id":"row","name":{"vi":"Cả hàng"},"when":"HAS_LINE(board)"}],
   "decide":[{"instant_win":true},{"key":"total"}]}},
 "stages":[{"id":"league","format":"round_robin","game":"ball"}]})json";

class MatchSeatsTest : public ServerTest {
protected:
    void SetUp() override {
        host.keyboard(commands::DefinitionAmend{rules, "đối kháng"});
        host.add_entries("A", {"<b>Một</b>", "Hai", "Ba", "Bốn"});
        commands::DrawStage draw;
        draw.stage = StageId("league");
        draw.seed = 7;
        host.keyboard(draw);
        host.add_user("Cô Lan", {a_grant(Role::Referee, "F1")}, "một");
        host.add_user("Thầy Bình", {a_grant(Role::Referee, "F2")}, "hai");
        Grant red = a_grant(Role::Referee, "F1");
        red.side = "red";
        host.add_user("Bên đỏ", {red}, "ba");
        host.add_user("Điều phối", {a_grant(Role::Marshal)}, "bốn");
        start();
        host.keyboard(commands::MatchLoad{MatchId("league.m001"), FieldId("F1"), {}});
    }
    Json resources(const std::string& cookie) {
        EventReader reader(address, {cookie}, "?view=seat");
        const auto snapshot = reader.next();
        EXPECT_TRUE(snapshot);
        return snapshot ? *snapshot->data.find("resources") : Json();
    }
    HttpAnswer set(const std::string& cookie, const std::string& match, const std::string& expect = "") {
        return command("score.set", R"({"sheet":"league.m001","match":)" + match + "}", {cookie}, expect);
    }
    static constexpr const char* key = "sheets/league.m001";
};

TEST_F(MatchSeatsTest, WatchTheMatchOnTheirFieldAndNoOther) {
    const std::string own = sign_in("Cô Lan", "một");
    const Json seen = resources(own);
    ASSERT_NE(seen.find(key), nullptr);
    const Json& sheet = *seen.find(key);
    EXPECT_EQ(text_at(sheet, {"kind"}), "match");
    EXPECT_EQ(text_at(sheet, {"definition", "sides"}), R"(["red","blue"])");
    const Json& board = (*sheet.find("definition")->find("shared")->as_array())[0];
    EXPECT_EQ(text_at(board, {"cols"}), "2");
    EXPECT_EQ(text_at((*sheet.find("definition")->find("instant_win")->as_array())[0], {"when"}),
              "HAS_LINE(board)");
    EXPECT_EQ(text_at((*seen.find("seat")->find("fields")->as_array())[0], {"match"}), "league.m001");
    EXPECT_EQ(resources(sign_in("Thầy Bình", "hai")).find(key), nullptr);
    EXPECT_EQ(resources(sign_in("Điều phối", "bốn")).find(key), nullptr);
}

TEST_F(MatchSeatsTest, SeeWhatIsEnteredAndWhatItComesTo) {
    const std::string own = sign_in("Cô Lan", "một");
    EXPECT_EQ(
        set(own, R"({"sides":{"red":{"items":{"goals":10}}},"shared":{"board":[["red",null]]}})").status,
        200);
    const Json sheet = *resources(own).find(key);
    EXPECT_EQ(text_at(sheet, {"worth", "sides", "red", "total"}), "21");
    EXPECT_EQ(text_at(sheet, {"worth", "winner"}), "red");
    EXPECT_EQ(text_at(sheet, {"content", "shared", "board"}), R"([["red",null]])");
    const Json& problem = (*sheet.find("problems")->as_array())[0];
    EXPECT_EQ(text_at(problem, {"side"}), "red");
    EXPECT_EQ(text_at(problem, {"item"}), "goals");
}

TEST_F(MatchSeatsTest, OfTwoSidesDoNotStandInEachOthersWay) {
    const std::string own = sign_in("Cô Lan", "một");
    const Json before = *resources(own).find("sheets/league.m001");
    const auto expect = [&](const char* part) {
        return R"(,"expect":{"sheet:league.m001:)" + std::string(part) +
               "\":" + text_at(before, {"versions", part}) + "}";
    };
    EXPECT_EQ(set(own, R"({"sides":{"red":{"items":{"goals":1}}}})", expect("red")).status, 200);
    EXPECT_EQ(set(own, R"({"sides":{"blue":{"items":{"goals":2}}}})", expect("blue")).status, 200);
    EXPECT_EQ(set(own, R"({"shared":{"board":[[null,"blue"]]}})", expect("shared")).status, 200);
    EXPECT_EQ(set(own, R"({"sides":{"red":{"items":{"goals":3}}}})", expect("red")).status, 409);
}

TEST_F(MatchSeatsTest, OfOneSideSeeTheMatchAndSetOnlyTheirs) {
    const std::string red = sign_in("Bên đỏ", "ba");
    EXPECT_NE(resources(red).find(key), nullptr);
    EXPECT_EQ(set(red, R"({"sides":{"red":{"items":{"goals":1}}}})").status, 200);
    EXPECT_EQ(set(red, R"({"sides":{"blue":{"items":{"goals":1}}}})").status, 403);
    EXPECT_EQ(set(red, R"({"shared":{"board":[["red",null]]}})").status, 403);
    EXPECT_EQ(command("score.review", R"({"sheet":"league.m001"})", {red}).status, 403);
    EXPECT_EQ(set(sign_in("Thầy Bình", "hai"), R"({"sides":{"red":{"items":{"goals":1}}}})").status, 403);
}

TEST_F(MatchSeatsTest, KeepASheetUntilItIsPublished) {
    const std::string own = sign_in("Cô Lan", "một");
    host.keyboard(commands::MatchStart{MatchId("league.m001"), ""});
    host.keyboard(commands::MatchEnd{MatchId("league.m001"), ""});
    host.keyboard(commands::ScoreCommit{RunId("league.m001"), ""});
    host.keyboard(commands::MatchLoad{MatchId("league.m002"), FieldId("F1"), {}});
    const Json seen = resources(own);
    EXPECT_EQ(text_at(*seen.find(key), {"state"}), "committed");
    EXPECT_NE(seen.find("sheets/league.m002"), nullptr);
    host.keyboard(commands::ScorePublish{RunId("league.m001"), ""});
    EXPECT_EQ(resources(own).find(key), nullptr);
}

}  // namespace
}  // namespace sandau::testing
