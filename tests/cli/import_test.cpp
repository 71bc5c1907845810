#include <gtest/gtest.h>

#include "cli/program.h"
#include "scoring/json.h"
#include "support/temporary_folder.h"

namespace sandau::cli_test {
namespace {

std::string sheet(const std::string& name) {
    return data("sheets/" + name).string();
}

class Import : public ::testing::Test {
protected:
    void make(const std::string& preset = "provincial-robocon") {
        const Ran ran = sandau({"new", file, "--preset", preset});
        ASSERT_EQ(ran.code, 0) << ran.err;
    }
    Ran import(const std::string& path, std::vector<std::string> more = {}) {
        std::vector<std::string> arguments{"import", file, path, "--json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return sandau(arguments);
    }
    std::string entries() { return sandau({"export", file, "csv"}).out; }

    testing::TemporaryFolder folder;
    std::string file = (folder / "a.sandau").string();
};

std::int64_t count(const Ran& ran, const char* what) {
    const Result<Json> json = read_json(ran.out);
    const Json* value = json ? json->find(what) : nullptr;
    return value != nullptr && value->as_int() ? *value->as_int() : -1;
}

struct Sheet {
    const char* file;
    const char* map;
    const char* preset;
    std::int64_t teams;
    const char* a_team;
};

class SampleSheet : public Import, public ::testing::WithParamInterface<Sheet> {};

TEST_P(SampleSheet, ComesInWholeAndOnlyOnce) {
    make(GetParam().preset);
    const std::vector<std::string> map{"--map", sheet(GetParam().map)};
    const Ran first = import(sheet(GetParam().file), map);
    ASSERT_EQ(first.code, 0) << first.err;
    EXPECT_EQ(count(first, "new"), GetParam().teams);
    EXPECT_TRUE(contains(entries(), GetParam().a_team)) << "as composed Unicode";
    const Ran again = import(sheet(GetParam().file), {"--dry-run", "--map", sheet(GetParam().map)});
    EXPECT_EQ(count(again, "same"), GetParam().teams);
    EXPECT_EQ(count(again, "new") + count(again, "changed"), 0) << "the same sheet again differs in nothing";
}

INSTANTIATE_TEST_SUITE_P(
    All, SampleSheet,
    ::testing::Values(
        Sheet{"robocon-teams.csv", "robocon-map.json", "provincial-robocon", 432, "Xương Rồng"},
        Sheet{"robocon-teams.xlsx", "robocon-map.json", "provincial-robocon", 432, "Xương Rồng"},
        Sheet{"robocon-teams-excel.xlsx", "robocon-map.json", "provincial-robocon", 120, "Xương Rồng"},
        Sheet{"robocon-teams-utf16.tsv", "robocon-map.json", "provincial-robocon", 60, "Xương Rồng"},
        Sheet{"robocon-teams-tcvn3.csv", "robocon-map.json", "provincial-robocon", 40, "Xương Rồng"},
        Sheet{"robocon-teams-vni.csv", "robocon-map.json", "provincial-robocon", 20, "Xương Rồng"},
        Sheet{"creativity-entries.csv", "creativity-map.json", "youth-creativity", 132, "Tiểu học"},
        Sheet{"creativity-entries.xlsx", "creativity-map.json", "youth-creativity", 132, "Tiểu học"}),
    [](const auto& test) {
        std::string name = test.param.file;
        for (char& c : name)
            if (c == '-' || c == '.') c = '_';
        return name;
    });

TEST_F(Import, ReportsEveryProblemOfAMessySheetByRowAndColumn) {
    make();
    const Ran ran = import(sheet("robocon-teams-messy.csv"));
    EXPECT_EQ(ran.code, 1);
    for (const char* problem : {"row 9, column C “Tên đội”", "“Đại Bàng” is already in row 5",
                                "row 13, column C “Tên đội”, the name is missing",
                                "row 15, column D “Bảng”, there is no division “Bảng Z”",
                                "row 19, column K “Ngày sinh TV1”, there is no day “31/02/2012”",
                                "row 63 is the whole row 7 again", "row 21, column H “Số điện thoại”"})
        EXPECT_TRUE(contains(ran.err, problem)) << problem << " is not in\n" << ran.err;
    EXPECT_EQ(lines_of(entries()), 1) << "refused whole: nothing but the header";
}

TEST_F(Import, LeavesRowsOutAndKeepsMarkupAndFormulasAsText) {
    make();
    const Ran ran = import(sheet("robocon-teams-messy.csv"), {"--skip", "9,13,15,19,63"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(count(ran, "new"), 56);
    EXPECT_EQ(count(ran, "skipped"), 5);
    const std::string csv = entries();
    EXPECT_TRUE(contains(csv, "<script>alert(1)</script>"));
    EXPECT_TRUE(contains(csv, "'=HYPERLINK(")) << "a spreadsheet must read it as text";
    EXPECT_FALSE(contains(csv, ",=HYPERLINK("));
}

TEST_F(Import, OnlyShowsWithDryRun) {
    make();
    const Ran ran = import(sheet("robocon-teams.csv"), {"--dry-run"});
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(count(ran, "new"), 432);
    EXPECT_EQ(lines_of(entries()), 1);
}

TEST_F(Import, ShowsWhatIsNewChangedAndGone) {
    make();
    const std::string header = "STT,Tên đội,Bảng,Đơn vị (trường)\n";
    write_bytes(folder / "one.csv", header + "1,Sao Mai,A,TH Một\n2,Đại Bàng,A,TH Hai\n");
    write_bytes(folder / "two.csv", header + "7,Sao Mai,B,TH Một\n8,Tia Chớp,A,TH Ba\n");
    ASSERT_EQ(import((folder / "one.csv").string()).code, 0);
    const Ran ran = import((folder / "two.csv").string());
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(count(ran, "new"), 1);
    EXPECT_EQ(count(ran, "changed"), 1);
    EXPECT_TRUE(contains(ran.out, "T002")) << "gone from the sheet: " << ran.out;
    EXPECT_TRUE(contains(entries(), "Đại Bàng")) << "and withdraws nobody";
}

TEST_F(Import, IsOneJournalEntryWithOneUndo) {
    make();
    ASSERT_EQ(import(sheet("robocon-teams.csv")).code, 0);
    EXPECT_EQ(lines_of(sandau({"journal", file}).out), 2);
    const Ran undone = sandau({"do", file, "journal.undo", "-"}, R"({"seq":2})");
    EXPECT_EQ(undone.code, 0) << undone.err;
    EXPECT_EQ(lines_of(entries()), 1);
    EXPECT_EQ(sandau({"verify", file}).code, 0);
}

TEST_F(Import, RefusesHostileFiles) {
    make();
    std::string wide = "Tên đội,Bảng";
    for (int n = 0; n < 100'000; ++n) wide += ",c" + std::to_string(n);
    const std::string xlsx = bytes_of(sheet("robocon-teams.xlsx"));
    std::string noise;
    for (unsigned n = 1, state = 1; n < 100'000; ++n) {
        state = state * 1'664'525u + 1'013'904'223u;
        noise += static_cast<char>(state >> 24u);
    }
    const std::vector<std::pair<std::string, std::string>> hostile{
        {"wide.csv", wide + "\nSao Mai,A\n"},
        {"cut.xlsx", xlsx.substr(0, xlsx.size() / 2)},
        {"noise.xlsx", noise},
        {"noise.csv", noise},
        {"empty.csv", ""},
        {"long.csv", "Tên đội,Bảng\n\"" + std::string(20'000'000, 'x')}};
    for (const auto& [name, bytes] : hostile) {
        write_bytes(folder / name, bytes);
        const Ran ran = import((folder / name).string());
        EXPECT_EQ(ran.code, 1) << name << ": " << ran.out << ran.err.substr(0, 500);
        EXPECT_NE(ran.err, "") << name;
        EXPECT_LT(ran.err.size(), 100'000u) << name << ": an answer that somebody can read";
    }
    EXPECT_EQ(import((folder / "nothing.csv").string()).code, 1);
    EXPECT_EQ(sandau({"verify", file}).code, 0);
}

TEST_F(Import, RefusesAMapThatSaysNothingItKnows) {
    make();
    write_bytes(folder / "map.json", R"({"columns":{"Tên đội":"nickname"}})");
    const Ran ran = import(sheet("robocon-teams.csv"), {"--map", (folder / "map.json").string()});
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(contains(ran.err, "nickname")) << ran.err;
}

}  // namespace
}  // namespace sandau::cli_test
