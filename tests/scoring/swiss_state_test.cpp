#include "scoring/swiss_state.h"

#include <gtest/gtest.h>

#include "scoring/words.h"

namespace sandau {
namespace {

/// The paths of the problems, one after the other.
std::string problems_of(std::string_view text) {
    std::string paths;
    for (const Problem& problem : read_swiss_state(text).problems) {
        EXPECT_TRUE(has_words(problem.what.code)) << problem.what.code;
        paths += (paths.empty() ? "" : " ") + problem.what.path + ":" + problem.what.code;
    }
    return paths;
}

TEST(SwissState, IsRead) {
    const SwissStateReading reading =
        read_swiss_state(R"({"teams":5,"points":{"1":2,"5":"1/2","_why":0},"met":[[1,2],[5,3]],"byes":[5]})");
    ASSERT_TRUE(reading.ok());
    EXPECT_EQ(reading.state.points, (std::vector<Rational>{2, 0, 0, 0, Rational(1, 2)}));
    EXPECT_EQ(reading.state.met, (std::vector<std::pair<std::size_t, std::size_t>>{{0, 1}, {4, 2}}));
    EXPECT_EQ(reading.state.had_bye, std::vector<std::size_t>{4});
}

TEST(SwissState, OfAFirstRoundIsTheNumberOfTeams) {
    EXPECT_EQ(read_swiss_state(R"({"teams":3})").state.points, std::vector<Rational>(3));
}

TEST(SwissState, NamesWhatIsWrongAndWhere) {
    EXPECT_EQ(problems_of("[]"), ":document.wrong_type");
    EXPECT_EQ(problems_of("{"), ":json.syntax");
    EXPECT_EQ(problems_of("{}"), "teams:document.missing_key");
    EXPECT_EQ(problems_of(R"({"teams":0})"), "teams:document.out_of_range");
    EXPECT_EQ(problems_of(R"({"teams":4097})"), "teams:document.out_of_range");
    EXPECT_EQ(problems_of(R"({"teams":2.5})"), "teams:document.not_whole");
    EXPECT_EQ(problems_of(R"({"teams":4,"rounds":3})"), "rounds:document.unknown_key");
    EXPECT_EQ(problems_of(R"({"teams":4,"points":{"5":1,"0":1,"01":1,"x":1,"2":"y"}})"),
              "points.5:pairing.unknown_team points.0:pairing.unknown_team points.01:pairing.unknown_team "
              "points.x:pairing.unknown_team points.2:number.syntax");
    EXPECT_EQ(problems_of(R"({"teams":4,"points":[1]})"), "points:document.wrong_type");
    EXPECT_EQ(problems_of(R"({"teams":4,"met":[[1,1],[1,9],[1,2,3],7,["1",2]]})"),
              "met[0]:pairing.met_itself met[1][1]:pairing.unknown_team met[2]:pairing.two_teams "
              "met[3]:document.wrong_type met[4][0]:document.wrong_type");
    EXPECT_EQ(problems_of(R"({"teams":4,"byes":[0,1.5,{}]})"),
              "byes[0]:pairing.unknown_team byes[1]:pairing.unknown_team byes[2]:document.wrong_type");
}

}  // namespace
}  // namespace sandau
