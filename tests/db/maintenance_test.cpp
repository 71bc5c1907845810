#include "db/maintenance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "support/contest_kit.h"

namespace sandau::testing {

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Everything that lies in the folder, one after another.
std::string all_bytes_in(const std::filesystem::path& folder) {
    std::string bytes;
    for (const auto& one : std::filesystem::recursive_directory_iterator(folder))
        if (one.is_regular_file()) bytes += bytes_of(one.path());
    return bytes;
}

bool is_fine(const std::filesystem::path& path) {
    const Result<VerifyReport> report = verify(path);
    return report && report->fine();
}

TEST(Look, NeitherWritesNorCheckpointsBesideAHost) {
    const TemporaryFolder folder;
    const auto path = folder / "a.sandau";
    Result<ContestFile> host = ContestFile::create(path);
    Contest contest;
    write_something_of_everything(*host, contest);
    const std::string database = bytes_of(path);
    const std::string log = bytes_of(folder / "a.sandau-wal");
    {
        const Result<ContestFile> look = ContestFile::open(path, FileMode::ReadOnly);
        ASSERT_TRUE(look);
        EXPECT_TRUE(look->load()->tables == contest.tables);
        EXPECT_TRUE(verify(path)->fine());
        EXPECT_FALSE(dump(path)->empty());
    }
    EXPECT_EQ(bytes_of(path), database);
    EXPECT_EQ(bytes_of(folder / "a.sandau-wal"), log);
}

TEST(Look, NeitherWritesNorCheckpointsWhatAKilledHostLeft) {
    const TemporaryFolder folder;
    Contest contest;
    const TemporaryFolder left;
    {
        Result<ContestFile> host = ContestFile::create(folder / "a.sandau");
        write_something_of_everything(*host, contest);
        for (const char* name : {"a.sandau", "a.sandau-wal"})
            std::filesystem::copy_file(folder / name, left / name);
    }
    const std::string database = bytes_of(left / "a.sandau");
    const std::string log = bytes_of(left / "a.sandau-wal");
    EXPECT_TRUE(ContestFile::open(left / "a.sandau", FileMode::ReadOnly)->load()->tables == contest.tables);
    EXPECT_EQ(bytes_of(left / "a.sandau"), database);
    EXPECT_EQ(bytes_of(left / "a.sandau-wal"), log);
}

/// As an old memory stick, or another one's folder: SQLite cannot put its shared memory beside the file.
TEST(Look, WorksWhereNothingCanBeWritten) {
    const TemporaryFolder folder;
    const auto path = folder / "a%b?#c.sandau";
    Contest contest;
    {
        Result<ContestFile> host = ContestFile::create(path);
        write_something_of_everything(*host, contest);
    }
    // Root writes into any folder; but SQLite follows no link.
    std::filesystem::create_symlink("nowhere", folder / "a%b?#c.sandau-shm");
    const Result<ContestFile> look = ContestFile::open(path, FileMode::ReadOnly);
    ASSERT_TRUE(look) << look.error().code;
    EXPECT_TRUE(look->load()->tables == contest.tables);
    EXPECT_TRUE(is_fine(path));
}

TEST(Look, DoesNotPassOverALogThatItCannotRead) {
    const TemporaryFolder folder;
    const TemporaryFolder killed;
    {
        Result<ContestFile> host = ContestFile::create(folder / "a.sandau");
        Contest contest;
        write_something_of_everything(*host, contest);
        for (const char* name : {"a.sandau", "a.sandau-wal"})
            std::filesystem::copy_file(folder / name, killed / name);
    }
    std::filesystem::create_symlink("nowhere", killed / "a.sandau-shm");
    const Result<ContestFile> look = ContestFile::open(killed / "a.sandau", FileMode::ReadOnly);
    ASSERT_FALSE(look);
    EXPECT_EQ(look.error().code, "file.unreadable");
}

TEST(Backup, IsAWholeFileWhileTheHostGoesOn) {
    const TemporaryFolder folder;
    Result<ContestFile> host = ContestFile::create(folder / "a.sandau");
    Contest contest;
    write_something_of_everything(*host, contest);
    ASSERT_TRUE(host->backup_to(folder / "through.sandau"));
    ASSERT_TRUE(backup(folder / "a.sandau", folder / "beside.sandau"));
    append(*host, contest, "later", [](Draft& draft) { draft.put(a_team(9)); });
    for (const char* name : {"through.sandau", "beside.sandau"}) {
        EXPECT_TRUE(is_fine(folder / name)) << name;
        EXPECT_EQ(ContestFile::open(folder / name, FileMode::ReadOnly)->load()->seq, 4) << name;
        EXPECT_EQ(ContestFile::open(folder / name, FileMode::Host)->epoch(), host->epoch()) << name;
    }
}

TEST(Backup, OverwritesNothing) {
    const TemporaryFolder folder;
    Result<ContestFile> host = ContestFile::create(folder / "a.sandau");
    std::ofstream(folder / "b.sandau") << "mine";
    EXPECT_EQ(host->backup_to(folder / "b.sandau").error().code, "file.exists");
    EXPECT_EQ(backup(folder / "a.sandau", folder / "b.sandau").error().code, "file.exists");
    EXPECT_EQ(host->backup_to(folder / "nowhere" / "b.sandau").error().code, "file.not_created");
    EXPECT_EQ(bytes_of(folder / "b.sandau"), "mine");
}

TEST(Restore, PutsTheCopyInPlaceWithANewEpoch) {
    const TemporaryFolder folder;
    std::string epoch;
    {
        Result<ContestFile> host = ContestFile::create(folder / "a.sandau");
        Contest contest;
        write_something_of_everything(*host, contest);
        epoch = host->epoch();
        ASSERT_TRUE(host->backup_to(folder / "b.sandau"));
        append(*host, contest, "later", [](Draft& draft) { draft.put(a_team(9)); });
    }
    ASSERT_TRUE(restore(folder / "b.sandau", folder / "a.sandau"));
    EXPECT_TRUE(is_fine(folder / "a.sandau"));
    const Result<ContestFile> restored = ContestFile::open(folder / "a.sandau", FileMode::Host);
    EXPECT_EQ(restored->load()->seq, 4);
    EXPECT_NE(restored->epoch(), epoch);
    EXPECT_EQ(ContestFile::open(folder / "a.sandau.before-restore", FileMode::ReadOnly)->load()->seq, 5);
}

TEST(Restore, DoesNotMeetTheLogOfTheFileThatWasThere) {
    const TemporaryFolder folder;
    const TemporaryFolder killed;
    {
        Result<ContestFile> host = ContestFile::create(folder / "a.sandau");
        Contest contest;
        write_something_of_everything(*host, contest);
        ASSERT_TRUE(host->backup_to(killed / "b.sandau"));
        append(*host, contest, "later", [](Draft& draft) { draft.put(a_team(9)); });
        for (const char* name : {"a.sandau", "a.sandau-wal"})
            std::filesystem::copy_file(folder / name, killed / name);
    }
    ASSERT_TRUE(restore(killed / "b.sandau", killed / "a.sandau"));
    EXPECT_TRUE(is_fine(killed / "a.sandau"));
    EXPECT_EQ(ContestFile::open(killed / "a.sandau", FileMode::Host)->load()->seq, 4);
    EXPECT_EQ(ContestFile::open(killed / "a.sandau.before-restore", FileMode::Host)->load()->seq, 5);
}

TEST(Restore, ReplacesAFileThatIsBroken) {
    const TemporaryFolder folder;
    {
        Result<ContestFile> host = ContestFile::create(folder / "b.sandau");
        Contest contest;
        write_something_of_everything(*host, contest);
    }
    std::ofstream(folder / "a.sandau") << "no database at all";
    std::ofstream(folder / "a.sandau-wal") << "nor a log";
    ASSERT_TRUE(restore(folder / "b.sandau", folder / "a.sandau"));
    EXPECT_TRUE(is_fine(folder / "a.sandau"));
    EXPECT_EQ(bytes_of(folder / "a.sandau.before-restore"), "no database at all");
}

TEST(Restore, RefusesWhatDoesNotVerify) {
    const TemporaryFolder folder;
    std::ofstream(folder / "b.sandau") << "no database at all";
    { const Result<ContestFile> host = ContestFile::create(folder / "a.sandau"); }
    const std::string before = bytes_of(folder / "a.sandau");
    EXPECT_EQ(restore(folder / "b.sandau", folder / "a.sandau").error().code, "file.not_contest");
    EXPECT_EQ(restore(folder / "c.sandau", folder / "a.sandau").error().code, "file.missing");
    EXPECT_EQ(bytes_of(folder / "a.sandau"), before);
}

TEST(Erase, LeavesNoByteOfPersonalDataAndTheFileVerifies) {
    const TemporaryFolder folder;
    const auto path = folder / "a.sandau";
    {
        Result<ContestFile> host = ContestFile::create(path);
        Contest contest;
        write_something_of_everything(*host, contest);
        // Enough to fill pages, to move rows between them, and to have been checkpointed in part.
        for (int round = 0; round < 5; ++round) {
            append(*host, contest, "many-" + std::to_string(round), [&](Draft& draft) {
                for (int number = 0; number < 100; ++number)
                    put_person(draft, *host, "P" + std::to_string(number),
                               // The point tells it from five digits in a hash.
                               "09777." + std::to_string(1000 * round + number));
            });
            if (round == 2) {
                EXPECT_TRUE(host->checkpoint());
            }
        }
        const std::string before = all_bytes_in(folder.path());
        ASSERT_THAT(before, HasSubstr("0912345678"));
        ASSERT_THAT(before, HasSubstr("09777."));
        ASSERT_THAT(before, HasSubstr("Lê Lợi"));
        ASSERT_TRUE(host->erase_personal());
        for (const std::string& bytes : {all_bytes_in(folder.path())}) {
            EXPECT_THAT(bytes, Not(HasSubstr("0912345678")));
            EXPECT_THAT(bytes, Not(HasSubstr("09777.")));
            EXPECT_THAT(bytes, Not(HasSubstr("@truong.vn")));
            EXPECT_THAT(bytes, Not(HasSubstr("12 Đường")));
        }
        EXPECT_TRUE(host->load()->personal.empty());
        contest.personal = {};
        EXPECT_EQ(append(*host, contest, "on", [](Draft& draft) { draft.put(a_team(9)); }).outcome,
                  WriteOutcome::Committed);
    }
    const Result<VerifyReport> report = verify(path);
    EXPECT_TRUE(report->fine());
    EXPECT_EQ(report->personal_kept, 0);
    EXPECT_EQ(report->personal_erased, 100);
}

}  // namespace

}  // namespace sandau::testing
