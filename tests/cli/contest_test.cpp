#include <gtest/gtest.h>

#include "cli/program.h"
#include "scoring/json.h"
#include "scoring/json_compare.h"
#include "support/temporary_folder.h"

namespace sandau::cli_test {
namespace {

class ContestFileInUse : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_EQ(sandau({"new", file, "--preset", "provincial-robocon"}).code, 0); }
    void import_teams() {
        const Ran ran = sandau({"import", file, data("sheets/robocon-teams.csv").string(), "--map",
                                data("sheets/robocon-map.json").string()});
        ASSERT_EQ(ran.code, 0) << ran.err;
    }
    Ran tell(const std::string& kind, const std::string& payload = "{}") {
        return sandau({"do", file, kind, "-"}, payload);
    }
    void add_teams(const std::string& division, const std::vector<std::string>& names) {
        for (const std::string& name : names)
            ASSERT_EQ(
                tell("entry.add", R"({"row":{"name":")" + name + R"(","division":")" + division + R"("}})")
                    .code,
                0);
        ASSERT_EQ(
            tell("entry.qualify", R"({"entries":["T001","T002"],"verdict":"eligible","reason":"thử"})").code,
            0);
    }
    /// What is exported is evaluated to what is exported.
    void expect_the_same_standings_from_outside() {
        const std::string definition = (folder / "definition.json").string();
        const std::string results = (folder / "results.json").string();
        ASSERT_EQ(sandau({"export", file, "definition", "-o", definition}).code, 0);
        ASSERT_EQ(sandau({"export", file, "results", "-o", results}).code, 0);
        EXPECT_EQ(sandau({"check", definition, results}).code, 0);
        const Ran evaluated = sandau({"evaluate", definition, results});
        const Ran exported = sandau({"export", file, "standings"});
        EXPECT_EQ(evaluated.code, 0) << evaluated.out;
        EXPECT_EQ(exported.out, evaluated.out) << "to the byte";
        EXPECT_EQ(sandau({"standings", file, "--json"}).out, evaluated.out);
    }

    testing::TemporaryFolder folder;
    std::string file = (folder / "a.sandau").string();
};

TEST_F(ContestFileInUse, GoesFromTheSheetToStandingsThatEvaluateGivesToTheByte) {
    import_teams();
    const Ran qualified = tell("entry.qualify");
    EXPECT_TRUE(contains(qualified.out, "\"eligible\":432")) << qualified.out;
    const Ran scores = sandau({"scores", file, data("sheets/robocon-qualifying.csv").string(), "--stage",
                               "online", "--map", data("sheets/qualifying-map.json").string()});
    ASSERT_EQ(scores.code, 0) << scores.err;
    EXPECT_TRUE(contains(scores.out, "\"runs\":864")) << scores.out;
    expect_the_same_standings_from_outside();

    const Ran promoted = tell("stage.promote", R"({"stage":"online"})");
    ASSERT_EQ(promoted.code, 0) << promoted.err;
    EXPECT_EQ(bytes_of(folder / "definition.json"), bytes_of(data("examples/provincial-robocon.json")));

    // The same places as the example has, by the numbers of the sheet.
    const Json expected = *read_json(bytes_of(data("examples/results/provincial-robocon.standings.json")));
    const Json standings = *read_json(sandau({"export", file, "standings"}).out);
    const auto rows_of = [](const Json& all, std::size_t ranking) {
        return (*(*all.find("stages")->find("online")->find("rankings")->as_array())[ranking].find("rows"))
            .as_array();
    };
    for (std::size_t ranking = 0; ranking < 3; ++ranking) {
        ASSERT_EQ(rows_of(standings, ranking)->size(), rows_of(expected, ranking)->size());
        for (std::size_t row = 0; row < rows_of(expected, ranking)->size(); ++row) {
            const Json& one = (*rows_of(standings, ranking))[row];
            const Json& other = (*rows_of(expected, ranking))[row];
            EXPECT_EQ(*one.find("place"), *other.find("place"));
            EXPECT_EQ(testing::canonical(*one.find("values")), testing::canonical(*other.find("values")));
        }
    }
    EXPECT_EQ(sandau({"verify", file}).code, 0);
}

TEST_F(ContestFileInUse, ScoresARunAndItsCorrection) {
    add_teams("A", {"Sao Mai", "Đại Bàng"});
    ASSERT_EQ(tell("run.load", R"({"stage":"final","entry":"T001","field":"F1"})").code, 0);
    ASSERT_EQ(tell("run.ready", R"({"run":"final.T001.1"})").code, 0);
    ASSERT_EQ(tell("run.start", R"({"run":"final.T001.1"})").code, 0);
    ASSERT_EQ(tell("run.end", R"({"run":"final.T001.1"})").code, 0);
    const Ran set =
        tell("score.set", R"({"sheet":"final.T001.1","items":{"zone":5,"finish":true},"time_ms":41250})");
    EXPECT_TRUE(contains(set.out, "\"total\":\"198\"")) << set.out;
    ASSERT_EQ(tell("score.commit", R"({"sheet":"final.T001.1"})").code, 0);
    ASSERT_EQ(
        tell("score.correct", R"({"sheet":"final.T001.1","items":{"restart":1},"reason":"video"})").code, 0);
    const Ran standings = sandau({"standings", file, "--stage", "final", "--division", "A"});
    EXPECT_EQ(standings.code, 0);
    EXPECT_TRUE(contains(standings.out, "Sao Mai")) << standings.out;
    EXPECT_TRUE(contains(standings.out, "188")) << standings.out;
    expect_the_same_standings_from_outside();
}

TEST_F(ContestFileInUse, ARefusedCommandSaysWhyAndChangesNothing) {
    const Ran unknown = tell("entry.applaud");
    EXPECT_EQ(unknown.code, 1);
    EXPECT_TRUE(contains(unknown.err, "entry.applaud")) << unknown.err;
    const Ran key = tell("entry.withdraw", R"({"entry":"T001","why":"ốm"})");
    EXPECT_EQ(key.code, 1);
    EXPECT_TRUE(contains(key.err, "why: ")) << key.err;
    const Ran missing = tell("entry.withdraw", R"({"entry":"T001","reason":"ốm"})");
    EXPECT_EQ(missing.code, 1);
    EXPECT_TRUE(contains(missing.err, "T001")) << missing.err;
    EXPECT_EQ(tell("entry.add", "{").code, 1);
    EXPECT_EQ(tell("device.event", R"({"device":"G1"})").code, 1) << "devices alone report";
    EXPECT_EQ(lines_of(sandau({"journal", file}).out), 1);
}

TEST_F(ContestFileInUse, MakesATimetableThatRepeatsWithItsSeed) {
    import_teams();
    ASSERT_EQ(tell("entry.qualify").code, 0);
    const std::vector<std::string> arguments{
        "schedule", file,          "--stage",          "final",  "--division", "A",      "--fields",
        "4",        "--start",     "2024-08-10T07:30", "--slot", "4m",         "--rest", "15m",
        "--break",  "11:30/13:00", "--seed",           "7"};
    const Ran first = sandau(arguments);
    ASSERT_EQ(first.code, 0) << first.err;
    EXPECT_TRUE(contains(first.out, "07:30")) << first.out.substr(0, 300);
    EXPECT_FALSE(contains(first.out, " 12:")) << "nothing runs at noon";
    EXPECT_EQ(sandau(arguments).out, first.out);
}

TEST_F(ContestFileInUse, MakesATimetableOfMatches) {
    const std::string cup = (folder / "cup.sandau").string();
    ASSERT_EQ(sandau({"new", cup, "--preset", "robocon-vn-2026"}).code, 0);
    std::string sheet = "name,division\n";
    for (int n = 1; n <= 16; ++n) sheet += "Đội " + std::to_string(n) + ",main\n";
    write_bytes(folder / "teams.csv", sheet);
    const Ran imported = sandau({"import", cup, (folder / "teams.csv").string()});
    ASSERT_EQ(imported.code, 0) << imported.err;
    ASSERT_EQ(sandau({"do", cup, "entry.qualify"}).code, 0);
    const std::vector<std::string> arguments{"schedule", cup,       "--stage",          "group",  "--fields",
                                             "2",        "--start", "2026-08-10T07:30", "--slot", "10m"};
    EXPECT_EQ(sandau(arguments).code, 1) << "nothing is drawn";
    ASSERT_EQ(sandau({"draw", cup, "--stage", "group"}).code, 0);
    const Ran made = sandau(arguments);
    EXPECT_EQ(made.code, 0) << made.err;
    EXPECT_TRUE(made.out.starts_with("start,field,division,round,group,match,first,second\n")) << made.out;
    EXPECT_TRUE(contains(made.out, "07:30,F1,main,1,")) << made.out;
    EXPECT_EQ(sandau(arguments).out, made.out);
}

TEST_F(ContestFileInUse, TimesThatAreNoneAreSaid) {
    const Ran ran = sandau(
        {"schedule", file, "--stage", "final", "--fields", "4", "--start", "tomorrow", "--slot", "4m"});
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(contains(ran.err, "tomorrow")) << ran.err;
}

TEST_F(ContestFileInUse, UsersAreAddedListedAndRevoked) {
    const Ran added = sandau({"user", file, "add", "Nguyễn Hòa", "--role", "referee", "--field", "F1"});
    ASSERT_EQ(added.code, 0) << added.err;
    const Json answer = *read_json(added.out);
    EXPECT_EQ(answer.find("code")->as_string()->size(), 6u);
    EXPECT_TRUE(contains(sandau({"user", file, "list"}).out, "Nguyễn Hòa"));
    EXPECT_FALSE(contains(bytes_of(file), *answer.find("code")->as_string())) << "only its hash is kept";

    const Ran password =
        sandau({"user", file, "add", "Trần Lan", "--role", "head_judge", "--password"}, "mot hai ba bon\n");
    EXPECT_EQ(password.code, 0) << password.err;
    EXPECT_EQ(sandau({"user", file, "add", "Lê Tâm", "--role", "marshal", "--password"}, "ngan\n").code, 1);
    EXPECT_EQ(sandau({"user", file, "add", "Nguyễn Hòa", "--role", "referee"}).code, 1)
        << "the name is taken";
    EXPECT_EQ(sandau({"user", file, "add", "Ai Đó", "--role", "king"}).code, 2);

    ASSERT_EQ(sandau({"user", file, "revoke", *answer.find("user")->as_string()}).code, 0);
    EXPECT_TRUE(contains(sandau({"user", file, "list"}).out, "(revoked)"));
    EXPECT_EQ(sandau({"user", file, "revoke", "U99"}).code, 1);
}

TEST_F(ContestFileInUse, ScoresSheetsWithMistakesAreRefusedByRow) {
    add_teams("A", {"Sao Mai", "Đại Bàng"});
    const std::string map = R"({"columns":{"Đội":"name","Điểm":"runs[0].items.points"}})";
    write_bytes(folder / "map.json", map);
    write_bytes(folder / "scores.csv", "Đội,Điểm\nSao Mai,\"81,5\"\nGió Lốc,70\nĐại Bàng,nhiều\n");
    const Ran ran = sandau({"scores", file, (folder / "scores.csv").string(), "--stage", "online", "--map",
                            (folder / "map.json").string()});
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(contains(ran.err, "row 3")) << ran.err;
    EXPECT_TRUE(contains(ran.err, "row 4")) << ran.err;
    const Ran skipped = sandau({"scores", file, (folder / "scores.csv").string(), "--stage", "online",
                                "--map", (folder / "map.json").string(), "--skip", "3,4"});
    EXPECT_EQ(skipped.code, 0) << skipped.err;
    EXPECT_TRUE(contains(sandau({"standings", file, "--stage", "online"}).out, "81.5"));
}

TEST_F(ContestFileInUse, ExportsAWorkbook) {
    add_teams("A", {"Sao Mai", "Đại Bàng"});
    const std::string path = (folder / "tables.xlsx").string();
    EXPECT_EQ(sandau({"export", file, "xlsx", "-o", path}).code, 0);
    EXPECT_EQ(bytes_of(path).substr(0, 2), "PK");
    EXPECT_EQ(sandau({"export", file, "xlsx"}).code, 2);
    EXPECT_EQ(sandau({"export", file, "csv", "-o", "/nowhere/tables.csv"}).code, 1);
}

}  // namespace
}  // namespace sandau::cli_test
