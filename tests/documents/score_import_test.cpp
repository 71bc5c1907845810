#include "documents/score_import.h"

#include <gtest/gtest.h>

#include "documents/exact_number.h"
#include "documents/samples.h"

namespace sandau::documents {
namespace {

ScoreContext qualifier() {
    const Definition definition = sample_definition("provincial-robocon.json");
    const Json results = read_json(sample_bytes("provincial-robocon.results.json")).value();
    ScoreContext context{definition.stages[0], definition.divisions, {}};
    for (const Json& entry : *results.find("entries")->as_array()) {
        const auto text = [&](const char* key) { return *entry.find(key)->as_string(); };
        context.entries.push_back({EntryId(text("id")), text("name"), DivisionId(text("division")),
                                   text("organization"), entry.find("number")->as_number()->text});
    }
    return context;
}

ScoreContext final_round() {
    ScoreContext context = qualifier();
    context.stage = sample_definition("provincial-robocon.json").stages[1];
    return context;
}

/// The runs as results have them: no status where it is OK.
Json as_results(const commands::ImportedResult& result) {
    Json runs(Json::Array{});
    for (const commands::ImportedRun& run : result.runs) {
        Json one(Json::Object{});
        if (run.status != SheetStatus::OK)
            one.set("status", enum_words(run.status)[static_cast<std::size_t>(run.status)]);
        if (!run.items.as_object()->empty()) one.set("items", run.items);
        if (run.time_ms) one.set("time_ms", *run.time_ms);
        runs.push_back(std::move(one));
    }
    return runs;
}

TEST(ScoreImport, MakesTheResultsOfTheQualifyingSheet) {
    const ScoreSheet sheet = import_scores(sample("robocon-qualifying.csv"),
                                           {"", sample_map("qualifying-map.json"), {}}, qualifier())
                                 .value();
    EXPECT_EQ(lines(sheet.problems), "");
    const Json results = read_json(sample_bytes("provincial-robocon.results.json")).value();
    const Json::Object& runs = *results.find("stages")->find("online")->find("runs")->as_object();
    ASSERT_EQ(sheet.rows.size(), 432u);
    ASSERT_EQ(runs.size(), 432u);
    for (const ReadScores& row : sheet.rows) {
        const Json* expected =
            results.find("stages")->find("online")->find("runs")->find(row.result.entry.text);
        ASSERT_NE(expected, nullptr);
        EXPECT_EQ(write_json(as_results(row.result)), write_json(*expected)) << row.result.entry.text;
    }
}

TEST(ScoreImport, KnowsTheQualifyingSheetsColumnsWithoutTheMap) {
    ImportOptions options;
    options.map = read_import_map(R"({"values": {"status": {"DQ": "DSQ"}}})").value();
    const ScoreSheet plain = import_scores(sample("robocon-qualifying.csv"), options, qualifier()).value();
    const ScoreSheet mapped = import_scores(sample("robocon-qualifying.csv"),
                                            {"", sample_map("qualifying-map.json"), {}}, qualifier())
                                  .value();
    EXPECT_EQ(score_command(plain, StageId("online"), "x"), score_command(mapped, StageId("online"), "x"));
}

ScoreSheet read(const std::string& text, const ScoreContext& context, const std::string& map = "{}") {
    return import_scores(csv(text), {"", read_import_map(map).value(), {}}, context).value();
}

const char* const runs_map = R"({"columns": {"Đội": "name", "Bảng": "division",
    "Đ1": "runs[0].items.points", "T1": "runs[0].time_s", "S1": "runs[0].status", "Đ2": "runs[1].items.points", "T2": "runs[1].time_ms"},
    "values": {"status": {"Bỏ cuộc": "DNF", "DQ": "DSQ"}}, "key": ["name", "division"]})";

TEST(ScoreImport, ReadsNumbersWithCommaOrPointExactly) {
    const ScoreSheet sheet = read(
        "Đội;Bảng;Đ1;T1;S1;Đ2;T2\nSuối Mỡ;B;76,50;76,15;;0.1;47260\nXương Rồng;A;05;1:16,15;;1 234,5;1\n",
        qualifier(), runs_map);
    EXPECT_EQ(lines(sheet.problems), "");
    EXPECT_EQ(write_json(as_results(sheet.rows[0].result)),
              R"([{"items":{"points":76.5},"time_ms":76150},{"items":{"points":0.1},"time_ms":47260}])");
    EXPECT_EQ(write_json(as_results(sheet.rows[1].result)),
              R"([{"items":{"points":5},"time_ms":76150},{"items":{"points":1234.5},"time_ms":1}])");
}

TEST(ScoreImport, TakesAStatusFromAnyCellOfTheRun) {
    const ScoreSheet sheet = read(
        "Đội;Bảng;Đ1;T1;S1;Đ2;T2\nSuối Mỡ;B;DNS;;;5;void\nXương Rồng;A;20;bỏ cuộc;;;\nTây Yên "
        "Tử;C;5;9;dq;OK;\n",
        qualifier(), runs_map);
    EXPECT_EQ(lines(sheet.problems), "");
    EXPECT_EQ(write_json(as_results(sheet.rows[0].result)),
              R"([{"status":"DNS"},{"status":"VOID","items":{"points":5}}])");
    EXPECT_EQ(write_json(as_results(sheet.rows[1].result)), R"([{"status":"DNF","items":{"points":20}}])");
    EXPECT_EQ(write_json(as_results(sheet.rows[2].result)),
              R"([{"status":"DSQ","items":{"points":5},"time_ms":9000},{}])");
}

TEST(ScoreImport, LeavesOutARunWhoseCellsAreAllEmpty) {
    const ScoreSheet sheet =
        read("Đội;Bảng;Đ1;T1;S1;Đ2;T2\nSuối Mỡ;B;;;;5;9\nXương Rồng;A;;;;;\n", qualifier(), runs_map);
    EXPECT_EQ(lines(sheet.problems), "F2 scores.run_gap\n");
    EXPECT_FALSE(sheet.refused());
    ASSERT_EQ(sheet.rows.size(), 1u);
    EXPECT_EQ(sheet.rows[0].run_numbers, std::vector<std::size_t>{1});
    EXPECT_EQ(sheet.rows[0].result.runs.size(), 1u);
}

TEST(ScoreImport, ReportsCellsThatAreNoScores) {
    const ScoreSheet sheet = read(
        "Đội;Bảng;Đ1;T1;S1;Đ2;T2\nSuối Mỡ;B;năm;76,1525;OK;-3;-1\nXương Rồng;A;1e3;abc;DNX;1,2,3;1,5\nTây "
        "Yên Tử;C;DNS;9;DQ;;\n",
        qualifier(), runs_map);
    EXPECT_TRUE(sheet.refused());
    EXPECT_EQ(
        lines(sheet.problems),
        "C2 scores.not_a_number\nD2 scores.time_too_fine\nG2 scores.time_negative\n"
        "C3 scores.not_a_number\nD3 scores.not_a_time\nE3 scores.unknown_status\nF3 scores.not_a_number\n"
        "G3 scores.time_not_whole\nE4 scores.status_conflict\n");
}

TEST(ScoreImport, ReportsRowsThatMeetNoEntryOrTwoOrOneAgain) {
    ScoreContext context = qualifier();
    context.entries.push_back({EntryId("X1"), "Sao Mai", DivisionId("B"), "THCS Khác", "900"});
    const ScoreSheet sheet = read(
        "Đội;Bảng;Điểm lượt 1\nSuối Mớ 9;B;5\nSao Mai;B;5\nXương Rồng;A;5\nxuong rong;A;6\n"
        "Xương Rồng;C;5\nRồng;Z;1\n",
        context, R"({"key": ["name", "division"]})");
    EXPECT_EQ(lines(sheet.problems),
              "A2 scores.no_entry\nA3 scores.several_entries\nA5 scores.entry_repeated\nA6 scores.no_entry\n"
              "B7 import.division_unknown\n");
    EXPECT_EQ(argument(sheet.problems[0].problem.what, "nearest"), "Suối Mỡ 4");
}

TEST(ScoreImport, ReadsFlagsCountsAndPenaltiesOfADivisionsGame) {
    const ScoreSheet sheet = read(
        "Tên đội,Bảng,Vùng đi qua lượt 1,Về đích lượt 1,restart lần 1,Thời gian lượt 1\nXương "
        "Rồng,A,5,x,0,41.25\nSuối Mỡ,B,3,không,2,\n",
        final_round());
    EXPECT_EQ(lines(sheet.problems), "");
    EXPECT_EQ(write_json(as_results(sheet.rows[0].result)),
              R"([{"items":{"zone":5,"finish":true,"restart":0},"time_ms":41250}])");
    EXPECT_EQ(write_json(as_results(sheet.rows[1].result)),
              R"([{"items":{"zone":3,"finish":false,"restart":2}}])");
}

TEST(ScoreImport, ReportsAnItemThatTheDivisionDoesNotPlay) {
    const ScoreSheet sheet = read("Tên đội,Bảng,zone lượt 1\nTây Yên Tử,C,5\n", final_round());
    EXPECT_EQ(lines(sheet.problems), "C2 scores.item_not_in_division\n");
}

TEST(ScoreImport, ReadsFiguresOfAnImportStage) {
    ScoreContext context = qualifier();
    context.stage.format = StageFormat::Import;
    context.stage.columns = {{"points", {"Điểm", "Points"}, ColumnKind::Number, {}, {}},
                             {"time", {"Thời gian", ""}, ColumnKind::Time, {}, {}},
                             {"note", {"Ghi chú", ""}, ColumnKind::Text, {}, {}}};
    const ScoreSheet sheet =
        read("Tên đội,Bảng,Điểm,Thời gian,Ghi chú\nSuối Mỡ,B,\"87,25\",76150,=1+1\n", context);
    EXPECT_EQ(lines(sheet.problems), "");
    EXPECT_EQ(write_json(sheet.rows[0].result.scores), R"({"points":87.25,"time":76150,"note":"=1+1"})");
}

TEST(ScoreImport, TakesTheScoresOneTwoThreeForScores) {
    const ScoreSheet sheet =
        read("STT,Điểm lượt 1,Điểm lượt 2\n1,2,3\n2,5,6\n", qualifier(), R"({"key": ["number"]})");
    EXPECT_EQ(lines(sheet.problems), "");
    EXPECT_EQ(sheet.rows.size(), 2u);
}

TEST(ScoreImport, RefusesWhatCannotBeReadAtAll) {
    const auto code = [](const std::string& text, const std::string& map, const ScoreContext& context) {
        const Result<ScoreSheet> sheet =
            import_scores(csv(text), {"", read_import_map(map).value(), {}}, context);
        return sheet ? "" : sheet.error().code;
    };
    const std::string text = "Tên đội,Bảng,Đ\nSuối Mỡ,B,5\n";
    EXPECT_EQ(code(text, "{}", qualifier()), "scores.no_score_column");
    EXPECT_EQ(code(text, R"({"columns": {"Đ": "runs[0].items.zone"}})", qualifier()), "scores.unknown_item");
    EXPECT_EQ(code(text, R"({"columns": {"Đ": "scores.x"}})", qualifier()), "scores.unknown_column");
    EXPECT_EQ(code(text, R"({"columns": {"Đ": "runs[0].items.points"}, "key": ["number"]})", qualifier()),
              "scores.key_column_missing");
    EXPECT_EQ(code(text, R"({"columns": {"Đ": "runs[0].items.points"}, "values": {"status": {"x": "OUT"}}})",
                   qualifier()),
              "map.unknown_status");
    ScoreContext rubric = qualifier();
    rubric.stage.format = StageFormat::Rubric;
    EXPECT_EQ(code(text, "{}", rubric), "scores.stage_format");
}

TEST(ExactNumber, ReadsWhatPeopleType) {
    EXPECT_EQ(exact_number("76,15"), "76.15");
    EXPECT_EQ(exact_number(" 007.500 "), "7.5");
    EXPECT_EQ(exact_number("-0,0"), "0");
    EXPECT_EQ(exact_number(",5"), "0.5");
    EXPECT_EQ(exact_number("1.484"), "1.484");
    EXPECT_EQ(exact_number("1.234.567,8"), "1234567.8");
    EXPECT_EQ(exact_number("12,345,678"), "12345678");
    EXPECT_EQ(exact_number("0.1234567890123456789"), "0.1234567890123456789");
    for (const char* none : {"", "-", ".", "5.", "1,2,3", "1 23", "0x10", "1e5", "NaN", "5 điểm", "--5"})
        EXPECT_EQ(exact_number(none), std::nullopt) << none;
}

TEST(ExactNumber, ReadsTimesToWholeMilliseconds) {
    EXPECT_EQ(time_of_seconds("76,15").ms, 76'150);
    EXPECT_EQ(time_of_seconds("76,1500").ms, 76'150);
    EXPECT_EQ(time_of_seconds("1:02:03.004").ms, 3'723'004);
    EXPECT_EQ(time_of_seconds("00:01:16.150").ms, 76'150);
    EXPECT_EQ(time_of_seconds("0.0005").fault, TimeFault::TooFine);
    EXPECT_EQ(time_of_seconds("1:75").fault, TimeFault::NotATime);
    EXPECT_EQ(time_of_seconds("99999999999999999999").fault, TimeFault::NotATime);
    EXPECT_EQ(time_of_milliseconds("76150").ms, 76'150);
}

}  // namespace
}  // namespace sandau::documents
