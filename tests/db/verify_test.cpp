#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "db/maintenance.h"
#include "support/contest_kit.h"

namespace sandau::testing {

namespace {

using ::testing::HasSubstr;

/// As somebody does with SQLite's own shell.
void run_sql(const std::filesystem::path& path, const std::string& sql) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database);
    sqlite3_close(database);
}

std::filesystem::path a_file(const TemporaryFolder& folder) {
    Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
    Contest contest;
    write_something_of_everything(*file, contest);
    return folder / "a.sandau";
}

std::string findings(const std::filesystem::path& path) {
    const Result<VerifyReport> report = verify(path);
    if (!report) return "refused " + report.error().code;
    std::string text;
    for (const Problem& problem : report->problems) {
        text += problem.what.code;
        for (const auto& [name, value] : problem.what.arguments) text += " " + name + "=" + value;
        text += "\n";
    }
    return text;
}

TEST(Verify, FindsNothingInAFileAsItWasWritten) {
    const TemporaryFolder folder;
    const auto path = a_file(folder);
    const Result<VerifyReport> report = verify(path);
    ASSERT_TRUE(report);
    EXPECT_EQ(findings(path), "");
    EXPECT_EQ(report->entries, 4);
    EXPECT_GT(report->rows, 30);
    EXPECT_EQ(report->personal_kept, 2);
    EXPECT_EQ(report->personal_erased, 0);
}

TEST(Verify, FindsAChangedJournalRow) {
    const TemporaryFolder folder;
    const auto path = a_file(folder);
    run_sql(path, "UPDATE journal SET actor = 'somebody' WHERE seq = 2");
    EXPECT_EQ(findings(path), "verify.chain seq=2\n");
}

TEST(Verify, FindsAJournalRowThatWasChangedWithItsHash) {
    const TemporaryFolder folder;
    const auto path = a_file(folder);
    run_sql(path, "UPDATE journal SET actor = 'somebody', hash = 'made up' WHERE seq = 2");
    EXPECT_EQ(findings(path), "verify.chain seq=2\nverify.chain seq=3\n");
}

TEST(Verify, FindsAMissingJournalRow) {
    const TemporaryFolder folder;
    const auto path = a_file(folder);
    run_sql(path, "DELETE FROM journal WHERE seq = 2");
    EXPECT_EQ(findings(path), "verify.chain seq=3\nverify.journal seq=2\n");
}

TEST(Verify, FindsAChangedTableRow) {
    const TemporaryFolder folder;
    const auto path = a_file(folder);
    run_sql(path, "UPDATE score_sheets SET time_ms = 1 WHERE id = 'final.T1.1'");
    EXPECT_EQ(findings(path),
              "verify.row_differs table=score_sheets key=final.T1.1 column=time_ms file=1 journal=41250\n");
}

TEST(Verify, FindsRowsThatAreMissingOrTooMany) {
    const TemporaryFolder folder;
    const auto path = a_file(folder);
    run_sql(path, "DELETE FROM entries WHERE id = 'T2'; INSERT INTO divisions VALUES ('C', 3, 'x', 'x')");
    EXPECT_EQ(findings(path),
              "verify.row_extra table=divisions key=C\nverify.row_missing table=entries key=T2\n");
}

TEST(Verify, FindsChangedPersonalData) {
    const TemporaryFolder folder;
    const auto path = a_file(folder);
    run_sql(path, "UPDATE personal SET phone = '0900000000' WHERE person = 'P2'");
    EXPECT_EQ(findings(path), "verify.personal person=P2\n");
}

TEST(Verify, LooksBesideALiveHost) {
    const TemporaryFolder folder;
    Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
    Contest contest;
    write_something_of_everything(*file, contest);
    EXPECT_EQ(findings(folder / "a.sandau"), "");
    append(*file, contest, "after", [](Draft& draft) { draft.put(a_team(9)); });
    EXPECT_EQ(findings(folder / "a.sandau"), "");
}

TEST(Verify, FindsNothingAfterChangesAndRemovals) {
    const TemporaryFolder folder;
    {
        Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
        Contest contest;
        write_something_of_everything(*file, contest);
        append(*file, contest, "r1", [](Draft& draft) {
            draft.remove<Publication>("ranking:final");
            draft.remove<Publication>("awards:giai");
            draft.remove<User>("u1");
            draft.remove<Device>("gate-7");
            draft.remove<StageEntrants>("final");
            draft.remove<ImportedScores>("online.T1");
            draft.remove<DefinitionText>("definition");
        });
        append(*file, contest, "r2", [](Draft& draft) {
            Entry team = a_team(1);
            team.state = EntryState::Withdrawn;
            draft.put(team);
            draft.put(a_sheet(1, 7));
            draft.remove<Entry>("T2");
            draft.remove<Settings>("settings");
        });
    }
    EXPECT_EQ(findings(folder / "a.sandau"), "");
}

TEST(Dump, IsTheSameForTheSameHistory) {
    const TemporaryFolder one;
    const TemporaryFolder other;
    const auto without_hashes = [](std::string text) {
        // Salts differ from file to file, and with them the hashes.
        for (std::size_t at = 0; (at = text.find("personal_hash=\"", at)) != std::string::npos; at += 15)
            text.replace(at + 15, 64, "");
        return text;
    };
    const Result<std::string> text = dump(a_file(one));
    ASSERT_TRUE(text);
    EXPECT_THAT(*text,
                HasSubstr("rankings stage=\"final\", division=\"A\", group_id=\"\", entry=\"T1\", place=1,"));
    EXPECT_THAT(*text, HasSubstr("stages id=\"final\", position=0, name_vi=\"Chung kết\""));
    EXPECT_THAT(*text,
                HasSubstr("awards scheme=\"giai\", position=0, division=\"A\", tier=\"nhat\", entry=\"T1\", "
                          "money=\"15000000\""));
    EXPECT_THAT(*text, HasSubstr("name_folded=\"doi sao vang 1\""));
    EXPECT_EQ(without_hashes(*text), without_hashes(*dump(a_file(other))));
}

}  // namespace

}  // namespace sandau::testing
