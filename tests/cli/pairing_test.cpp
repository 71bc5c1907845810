#include <gtest/gtest.h>

#include <algorithm>

#include "cli/program.h"

namespace sandau::cli_test {
namespace {

Ran pair(const std::string& state) {
    return sandau({"pair", "-"}, state);
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> found;
    std::size_t from = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', from)) {
        found.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return found;
}

TEST(Pair, PrintsThePairsAndTheBye) {
    const Ran ran = pair(R"({"teams":5,"points":{"1":2,"2":2,"3":1,"4":1,"5":0},"met":[[1,2]],"byes":[5]})");
    EXPECT_EQ(ran.code, 0) << ran.err;
    const std::vector<std::string> found = lines(ran.out);
    ASSERT_EQ(found.size(), 3u) << ran.out;
    // 1 and 2 have met; the bye is one of those with one point, as 5 has had it.
    EXPECT_TRUE(found[2] == "3," || found[2] == "4,") << ran.out;
    EXPECT_EQ(ran.err, "");
}

TEST(Pair, ReadsAFile) {
    const std::filesystem::path file = std::filesystem::temp_directory_path() / "sandau-pair-state.json";
    write_bytes(file, R"({"teams":4,"points":{"3":3,"1":3},"met":[],"byes":[]})");
    EXPECT_EQ(sandau({"pair", file.string()}).out, "1,3\n2,4\n");
    std::filesystem::remove(file);
    EXPECT_EQ(sandau({"pair", "/nowhere/state.json"}).code, 1);
}

TEST(Pair, SaysThatThereIsNoLegalPairing) {
    const Ran ran = pair(R"({"teams":2,"points":{},"met":[[2,1]],"byes":[]})");
    EXPECT_EQ(ran.code, 1);
    EXPECT_EQ(ran.out, "");
    EXPECT_TRUE(contains(ran.err, "no legal pairing")) << ran.err;
}

TEST(Pair, NamesEveryProblemOfTheState) {
    const Ran ran = pair(R"({"teams":4,"points":{"9":1},"met":[[1,1]],"byes":[7],"extra":0})");
    EXPECT_EQ(ran.code, 1);
    EXPECT_EQ(ran.out, "");
    for (const char* path : {"points.9: ", "met[0]: ", "byes[0]: ", "extra: "})
        EXPECT_TRUE(contains(ran.err, path)) << ran.err;
    EXPECT_EQ(lines_of(ran.err), 4) << ran.err;
    EXPECT_EQ(pair("").code, 1);
    EXPECT_TRUE(contains(pair(R"({"teams":2,"points":{"1":1e40,"2":1e-40}})").err, "points: "));
}

TEST(Simulate, PlaysARoundRobin) {
    EXPECT_EQ(sandau({"simulate", "round_robin", "--teams", "3"}).out, "1,2,3\n2,3,1\n3,1,2\n");
    EXPECT_EQ(lines_of(sandau({"simulate", "round_robin", "--teams", "6", "--legs", "2"}).out), 30);
}

TEST(Simulate, PlaysASwiss) {
    const Ran ran = sandau({"simulate", "swiss", "--teams", "5", "--rounds", "3"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    const std::vector<std::string> found = lines(ran.out);
    ASSERT_EQ(found.size(), 9u);
    for (const std::size_t bye : {2u, 5u, 8u}) EXPECT_TRUE(found[bye].ends_with(",")) << ran.out;
    EXPECT_EQ(lines_of(sandau({"simulate", "swiss", "--teams", "8"}).out), 12);
    const Ran none = sandau({"simulate", "swiss", "--teams", "4", "--rounds", "4"});
    EXPECT_EQ(none.code, 1);
    EXPECT_TRUE(contains(none.err, "no legal pairing for round 4")) << none.err;
}

TEST(Simulate, PlaysASingleElimination) {
    EXPECT_EQ(sandau({"simulate", "single_elimination", "--teams", "6"}).out,
              "1,4,5,4\n1,3,6,3\n2,1,4,1\n2,2,3,2\n3,1,2,1\n");
    EXPECT_EQ(
        sandau({"simulate", "single_elimination", "--teams", "4", "--third", "--strength", "4,3,2,1"}).out,
        "1,1,4,4\n1,2,3,3\n2,4,3,4\n2,1,2,2,T\n");
}

TEST(Simulate, PlaysADoubleElimination) {
    const auto simulated = [](const std::string& grand_final) {
        return sandau({"simulate", "double_elimination", "--teams", "4", "--grand-final", grand_final}).out;
    };
    const std::string before = "WB,1,4,1\nWB,2,3,2\nLB,4,3,3\nWB,1,2,1\nLB,2,3,2\n";
    EXPECT_EQ(sandau({"simulate", "double_elimination", "--teams", "4"}).out, before + "GF1,1,2,1\n");
    EXPECT_EQ(simulated("straight"), before + "GF1,1,2,1\n");
    EXPECT_EQ(simulated("reset_lb_wins"), before + "GF1,1,2,2\nGF2,1,2,2\n");
    EXPECT_EQ(simulated("reset_wb_wins"), before + "GF1,1,2,2\nGF2,1,2,1\n");
}

TEST(Simulate, RefusesWhatDoesNotGoTogether) {
    const std::vector<std::vector<std::string>> wrong = {
        {"simulate"},
        {"simulate", "swiss"},
        {"simulate", "ladder", "--teams", "4"},
        {"simulate", "swiss", "--teams", "1"},
        {"simulate", "single_elimination", "--teams", "1025"},
        {"simulate", "swiss", "--teams", "4", "--legs", "2"},
        {"simulate", "single_elimination", "--teams", "4", "--grand-final", "straight"},
        {"simulate", "double_elimination", "--teams", "4", "--grand-final", "never"},
        {"simulate", "swiss", "--teams", "3", "--strength", "1,2"},
        {"simulate", "swiss", "--teams", "3", "--strength", "1,2,2"},
        {"simulate", "swiss", "--teams", "3", "--strength", "1,2,4"},
    };
    for (const std::vector<std::string>& arguments : wrong) {
        const Ran ran = sandau(arguments);
        EXPECT_EQ(ran.code, 2) << arguments.back();
        EXPECT_EQ(ran.out, "");
        EXPECT_NE(ran.err, "");
    }
}

TEST(Timetable, ListsRunsOfSingleEntries) {
    const Ran ran =
        sandau({"timetable", "--teams", "3", "--plays", "2", "--fields", "2", "--slot", "4", "--rest", "5"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    const std::vector<std::string> found = lines(ran.out);
    ASSERT_EQ(found.size(), 6u) << ran.out;
    EXPECT_TRUE(found[0].starts_with("1,1,0,4,")) << ran.out;
    EXPECT_TRUE(found[1].starts_with("2,2,0,4,")) << ran.out;
    EXPECT_TRUE(found[2].starts_with("3,1,4,4,")) << ran.out;
    EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), ';'), 0);
}

TEST(Timetable, ListsAlliances) {
    const std::vector<std::string> asked = {"timetable", "--teams",    "7",      "--plays", "5",
                                            "--fields",  "1",          "--slot", "4m",      "--sides",
                                            "2",         "--per-side", "3"};
    const Ran ran = sandau(asked);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(lines_of(ran.out), 6);
    EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), ';'), 6 * 5);
    EXPECT_EQ(ran.out, sandau(asked).out);
    std::vector<std::string> other = asked;
    other.insert(other.end(), {"--seed", "2"});
    EXPECT_NE(ran.out, sandau(other).out);
}

TEST(Timetable, KeepsBreaksFree) {
    for (const char* per_side : {"1", "3"}) {
        const Ran ran = sandau({"timetable", "--teams", "12", "--plays", "4", "--fields", "1", "--slot", "5",
                                "--sides", per_side == std::string("1") ? "1" : "2", "--per-side", per_side,
                                "--break", "10/30", "--break", "35/40"});
        ASSERT_EQ(ran.code, 0) << ran.err;
        for (const std::string& line : lines(ran.out)) {
            const int start = std::stoi(line.substr(line.find(',', line.find(',') + 1) + 1));
            EXPECT_TRUE(start <= 5 || start == 30 || start >= 40) << line;
        }
    }
}

TEST(Timetable, SaysWhatCannotBe) {
    const auto with = [](const std::string& teams, const std::string& slot) {
        return sandau({"timetable", "--teams", teams, "--plays", "5", "--fields", "1", "--slot", slot,
                       "--sides", "2", "--per-side", "3"});
    };
    EXPECT_EQ(with("5", "4").code, 1);
    EXPECT_TRUE(contains(with("5", "4").err, "a match takes 6"));
    EXPECT_EQ(with("0", "4").code, 2);
    EXPECT_EQ(with("12", "90s").code, 2);
    EXPECT_EQ(with("12", "soon").code, 2);
    for (const char* wrong : {"60", "60/30", "soon/60", "60/"})
        EXPECT_EQ(sandau({"timetable", "--teams", "12", "--plays", "5", "--fields", "1", "--slot", "4",
                          "--break", wrong})
                      .code,
                  2)
            << wrong;
    EXPECT_EQ(sandau({"timetable", "--teams", "5"}).code, 2);
}

}  // namespace
}  // namespace sandau::cli_test
