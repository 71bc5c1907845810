#include <gtest/gtest.h>
#include <sqlite3.h>

#include "cli/program.h"
#include "scoring/json.h"
#include "support/temporary_folder.h"

namespace sandau::cli_test {
namespace {

namespace fs = std::filesystem;

/// Somebody with other tools than ours.
void change_from_outside(const std::string& file, const char* statement) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
    char* error = nullptr;
    EXPECT_EQ(sqlite3_exec(database, statement, nullptr, nullptr, &error), SQLITE_OK) << error;
    sqlite3_close(database);
}

class FileCommands : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_EQ(sandau({"new", file, "--preset", "provincial-robocon"}).code, 0); }
    void add(const std::string& name) {
        const Ran ran = sandau(
            {"do", file, "entry.add", "-"},
            R"({"row":{"name":")" + name +
                R"(","division":"A","members":[{"name":"Nguyễn An","birth":"2014-03-01","phone":"0987654321","email":"an@example.edu.vn"}]}})");
        ASSERT_EQ(ran.code, 0) << ran.err;
    }
    /// The file and what lies beside it.
    std::string all_bytes() const {
        std::string bytes;
        for (const auto& one : fs::directory_iterator(folder.path())) bytes += bytes_of(one.path());
        return bytes;
    }

    testing::TemporaryFolder folder;
    std::string file = (folder / "a.sandau").string();
};

TEST_F(FileCommands, NewKeepsWhatIsThere) {
    add("Sao Mai");
    const Ran ran = sandau({"new", file, "--preset", "mini-sumo"});
    EXPECT_EQ(ran.code, 1) << "the answer is no; nothing has failed";
    EXPECT_NE(ran.err, "");
    EXPECT_TRUE(contains(sandau({"export", file, "csv"}).out, "Sao Mai"));
}

TEST_F(FileCommands, NewSaysWhatIsWrongWithADefinition) {
    write_bytes(folder / "rules.json", R"({"format":"sandau.contest/1"})");
    const std::string other = (folder / "b.sandau").string();
    const Ran ran = sandau({"new", other, "--definition", (folder / "rules.json").string()});
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(contains(ran.err, "divisions: ")) << ran.err;
    EXPECT_FALSE(fs::exists(other));
    EXPECT_EQ(sandau({"new", other, "--preset", "chess"}).code, 1);
}

TEST_F(FileCommands, NewFromLastYearHasItsRulesAndJudgesAndNoResults) {
    add("Sao Mai");
    ASSERT_EQ(sandau({"user", file, "add", "Nguyễn Hòa", "--role", "referee"}).code, 0);
    const std::string next = (folder / "next.sandau").string();
    ASSERT_EQ(sandau({"new", next, "--from", file}).code, 0);
    const Json definition = *read_json(sandau({"export", next, "definition"}).out);
    EXPECT_EQ(definition.find("edition")->as_int(), 2);
    EXPECT_EQ(lines_of(sandau({"export", next, "csv"}).out), 1);
    EXPECT_TRUE(contains(sandau({"user", next, "list"}).out, "Nguyễn Hòa"));
}

TEST_F(FileCommands, NewFromLastYearHasItsOrganizationsAndPanels) {
    const std::string last = (folder / "last.sandau").string();
    const std::string next = (folder / "next.sandau").string();
    const auto tell = [&](const std::string& kind, const std::string& payload) {
        const Ran ran = sandau({"do", last, kind, "-"}, payload);
        ASSERT_EQ(ran.code, 0) << kind << ran.err;
    };
    ASSERT_EQ(sandau({"new", last, "--preset", "youth-creativity"}).code, 0);
    tell(
        "entry.add",
        R"({"row":{"name":"Sao Mai","division":"hoctap","organization":"THCS 1","organization_parent":"Yên Thế"}})");
    for (const char* name : {"An", "Bình", "Chi"})
        ASSERT_EQ(sandau({"user", last, "add", name, "--role", "judge"}).code, 0);
    ASSERT_EQ(sandau({"user", last, "revoke", "U1"}).code, 0);
    tell("panel.set",
         R"({"panel":{"stage":"soKhao","division":"hoctap","decision_number":"12/QĐ","chair":"U2",)"
         R"("members":[{"judge":"U2"},{"judge":"U3","organization":"THCS 1"}]}})");
    ASSERT_EQ(sandau({"new", next, "--from", last}).code, 0);
    const std::string journal = sandau({"journal", next}).out;
    EXPECT_TRUE(contains(journal, "Yên Thế")) << journal;
    // An is gone, so the others have other ids.
    EXPECT_TRUE(contains(journal, R"("chair":"U1")")) << journal;
    EXPECT_TRUE(contains(journal, R"({"judge":"U2","organization":"THCS 1"})")) << journal;
    EXPECT_FALSE(contains(journal, "12/QĐ")) << "the paper is of its year";
}

TEST_F(FileCommands, VerifyFindsAFileIntact) {
    add("Sao Mai");
    const Ran ran = sandau({"verify", file});
    EXPECT_EQ(ran.code, 0) << ran.out;
    EXPECT_TRUE(contains(ran.out, "2 journal entries")) << ran.out;
}

TEST_F(FileCommands, VerifyNamesTheRowThatSomebodyChanged) {
    add("Sao Mai");
    change_from_outside(file, "UPDATE entries SET name = 'Sao Hôm'");
    const Ran ran = sandau({"verify", file});
    EXPECT_EQ(ran.code, 3);
    EXPECT_TRUE(contains(ran.out, "Sao Hôm")) << ran.out;
    EXPECT_TRUE(contains(ran.out, "T001")) << ran.out;
}

TEST_F(FileCommands, VerifyNamesTheJournalEntryThatSomebodyChanged) {
    add("Sao Mai");
    change_from_outside(file, "UPDATE journal SET actor = 'somebody' WHERE seq = 2");
    const Ran ran = sandau({"verify", file});
    EXPECT_EQ(ran.code, 3);
    EXPECT_TRUE(contains(ran.out, "2")) << ran.out;
}

TEST_F(FileCommands, AFileThatIsNoneIsSaid) {
    write_bytes(folder / "photo.sandau",
                "not a contest at all, but long enough to look like a file of something");
    for (const char* command : {"verify", "standings", "journal"}) {
        const Ran ran = sandau({command, (folder / "photo.sandau").string()});
        EXPECT_EQ(ran.code, 3) << command;
        EXPECT_NE(ran.err, "") << command;
        EXPECT_EQ(ran.out, "") << command;
    }
}

TEST_F(FileCommands, AFileThatIsNotThereIsSaid) {
    const std::string nowhere = (folder / "nowhere.sandau").string();
    for (const std::vector<std::string>& command :
         std::vector<std::vector<std::string>>{{"verify", nowhere},
                                               {"standings", nowhere},
                                               {"journal", nowhere},
                                               {"serve", nowhere},
                                               {"backup", nowhere, (folder / "b.sandau").string()},
                                               {"restore", nowhere, file},
                                               {"new", (folder / "b.sandau").string(), "--from", nowhere},
                                               {"do", nowhere, "entry.qualify"}}) {
        const Ran ran = sandau(command);
        EXPECT_EQ(ran.code, 3) << command[0];
        EXPECT_NE(ran.err, "") << command[0];
        EXPECT_EQ(ran.out, "") << command[0];
    }
    EXPECT_FALSE(fs::exists(nowhere));
    EXPECT_FALSE(fs::exists(folder / "b.sandau"));
}

TEST_F(FileCommands, ACommandThatIsRefusedIsANoAndNoFailure) {
    EXPECT_EQ(sandau({"do", file, "device.assign", "-"}, R"({"device":{"name":"G1"}})").code, 1);
    EXPECT_EQ(sandau({"do", file, "run.start", "-"}, R"({"run":"final.T001.1"})").code, 1);
    EXPECT_EQ(sandau({"do", file, "entry.add", (folder / "nowhere.json").string()}).code, 1);
}

TEST_F(FileCommands, BackupAndRestoreBringBackWhatWas) {
    add("Sao Mai");
    const std::string copy = (folder / "copy.sandau").string();
    ASSERT_EQ(sandau({"backup", file, copy}).code, 0);
    EXPECT_EQ(sandau({"verify", copy}).code, 0);
    EXPECT_EQ(sandau({"backup", file, copy}).code, 1) << "a backup overwrites nothing";
    add("Đại Bàng");
    ASSERT_EQ(sandau({"restore", copy, file}).code, 0);
    const std::string entries = sandau({"export", file, "csv"}).out;
    EXPECT_TRUE(contains(entries, "Sao Mai"));
    EXPECT_FALSE(contains(entries, "Đại Bàng"));
    EXPECT_TRUE(fs::exists(folder / "a.sandau.before-restore"));
    EXPECT_EQ(sandau({"verify", file}).code, 0);
}

TEST_F(FileCommands, RestoreRefusesADamagedBackup) {
    add("Sao Mai");
    const std::string copy = (folder / "copy.sandau").string();
    ASSERT_EQ(sandau({"backup", file, copy}).code, 0);
    change_from_outside(copy, "UPDATE entries SET name = 'Sao Hôm'");
    EXPECT_EQ(sandau({"restore", copy, file}).code, 3) << "as verify says of it";
    EXPECT_TRUE(contains(sandau({"export", file, "csv"}).out, "Sao Mai"));
}

TEST_F(FileCommands, EraseLeavesNoByteOfPersonalData) {
    add("Sao Mai");
    ASSERT_TRUE(contains(all_bytes(), "0987654321"));
    EXPECT_EQ(sandau({"erase", file}).code, 2) << "it must be said what";
    const Ran erased = sandau({"erase", file, "--personal"});
    EXPECT_EQ(erased.code, 0) << erased.err;
    const std::string bytes = all_bytes();
    for (const char* personal : {"0987654321", "2014-03-01", "an@example.edu.vn"})
        EXPECT_FALSE(contains(bytes, personal)) << personal;
    EXPECT_TRUE(contains(bytes, "Nguyễn An")) << "names stay";
    EXPECT_EQ(sandau({"verify", file}).code, 0);
}

TEST_F(FileCommands, JournalTellsOneJsonLineEachSinceAnyEntry) {
    add("Sao Mai");
    add("Đại Bàng");
    const std::string all = sandau({"journal", file}).out;
    ASSERT_EQ(lines_of(all), 3);
    for (std::size_t begin = 0, end = 0; (end = all.find('\n', begin)) != std::string::npos;
         begin = end + 1) {
        const Result<Json> line = read_json(all.substr(begin, end - begin));
        ASSERT_TRUE(line);
        EXPECT_NE(line->find("seq"), nullptr);
        EXPECT_NE(line->find("kind"), nullptr);
    }
    const std::string later = sandau({"journal", file, "--since", "2"}).out;
    EXPECT_EQ(lines_of(later), 1);
    EXPECT_TRUE(all.ends_with(later));
    EXPECT_FALSE(contains(all, "0987654321")) << "personal data is not in the journal";
    EXPECT_EQ(sandau({"journal", file, "--since", "3"}).out, "");
}

TEST_F(FileCommands, PhotosAreAttachedWithAndWithoutAHostAndGoWithABackup) {
    add("Sao Mai");
    const std::filesystem::path photo = folder / "rô bốt.png", paper = folder / "a.pdf",
                                text = folder / "a.txt";
    write_bytes(photo, "\x89PNG\r\n\x1a\n");
    write_bytes(paper, "%PDF-1.7");
    write_bytes(text, "not a photo");
    const Ran alone = sandau({"attach", file, "T001", photo.string(), text.string(), "--anonymous"});
    EXPECT_EQ(alone.code, 1) << "one of the two is refused";
    EXPECT_EQ(alone.out, "T001 1 rô bốt.png\n");
    EXPECT_TRUE(contains(alone.err, "a.txt")) << alone.err;
    {
        Serving host(file);
        EXPECT_EQ(sandau({"attach", file, "T001", paper.string()}).out, "T001 2 a.pdf\n");
        EXPECT_EQ(sandau({"attach", file, "T999", paper.string()}).code, 1);
    }
    const std::string copy = (folder / "copy.sandau").string();
    EXPECT_EQ(sandau({"backup", file, copy}).code, 0);
    EXPECT_TRUE(contains(sandau({"verify", copy, "--json"}).out, R"("files_kept":2)"));
    EXPECT_EQ(sandau({"erase", file, "--personal"}).code, 0);
    EXPECT_TRUE(contains(sandau({"verify", file, "--json"}).out, R"("files_erased":2)"));
}

TEST_F(FileCommands, ASecondHostIsRefusedAndCommandsGoThroughTheFirst) {
    Serving host(file);
    ASSERT_TRUE(host.address().starts_with("http://127.0.0.1:")) << host.address();
    const Ran second = sandau({"serve", file, "--listen", "127.0.0.1:0"});
    EXPECT_EQ(second.code, 3);
    EXPECT_NE(second.err, "");
    add("Sao Mai");
    EXPECT_TRUE(contains(sandau({"export", file, "csv"}).out, "Sao Mai")) << "seen from outside, read-only";
    const std::string copy = (folder / "copy.sandau").string();
    EXPECT_EQ(sandau({"backup", file, copy}).code, 0) << "while it is in use too";
    EXPECT_EQ(sandau({"verify", copy}).code, 0);
    EXPECT_EQ(sandau({"restore", copy, file}).code, 3) << "not under a host that lives";
    EXPECT_EQ(host.stop(), 0);
    EXPECT_EQ(sandau({"verify", file}).code, 0);
}

}  // namespace
}  // namespace sandau::cli_test
