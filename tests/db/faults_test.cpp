#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "db/maintenance.h"
#include "support/contest_kit.h"
#include "support/fault_vfs.h"

namespace sandau::testing {

namespace {

/// A file with something in it on a disk that can be made to fail.
class FailingDisk : public ::testing::Test {
protected:
    FailingDisk() : file_(*ContestFile::create(path(), {disk_.name()})) {
        write_something_of_everything(file_, contest_);
    }

    std::filesystem::path path() const { return folder_ / "a.sandau"; }

    AppendResult add_team(const std::string& command, int number) {
        return append(file_, contest_, command, [&](Draft& draft) { draft.put(a_team(number)); });
    }

    /// What is on the disk is a whole contest file, and what was told about it is true.
    void expect_fine_with(Seq seq) {
        const Result<VerifyReport> report = verify(path());
        ASSERT_TRUE(report) << report.error().code;
        EXPECT_TRUE(report->fine()) << report->problems.front().what.code;
        EXPECT_EQ(report->entries, seq);
        EXPECT_EQ(contest_.seq, seq);
    }

    TemporaryFolder folder_;
    FaultVfs disk_;
    ContestFile file_;
    Contest contest_;
};

TEST_F(FailingDisk, FullRollsBackAndGoesOnByItself) {
    disk_.inject({.call = FaultyCall::Write, .kind = FaultKind::Full, .lasts = FaultLasts::UntilCleared});
    const AppendResult result = add_team("c1", 10);
    EXPECT_EQ(result.outcome, WriteOutcome::RolledBack);
    EXPECT_EQ(result.refusal.code, "file.full");
    EXPECT_EQ(file_.probe().error().code, "file.full");
    EXPECT_FALSE(file_.answer_for(CommandId("c1"))->has_value());
    disk_.clear();
    EXPECT_TRUE(file_.probe());
    EXPECT_EQ(add_team("c1", 10).outcome, WriteOutcome::Committed);
    expect_fine_with(5);
}

TEST_F(FailingDisk, FullInTheMiddleOfAPageRollsBackToo) {
    // One write later each time, until all writes of the entry come before it.
    std::size_t calls = 0;
    for (;; ++calls) {
        disk_.inject({.call = FaultyCall::HalfWrite,
                      .kind = FaultKind::Full,
                      .after_calls = calls,
                      .lasts = FaultLasts::UntilCleared});
        const WriteOutcome outcome = add_team("c1", 10).outcome;
        disk_.clear();
        if (outcome == WriteOutcome::Committed) break;
        ASSERT_EQ(outcome, WriteOutcome::RolledBack);
        expect_fine_with(4);
    }
    EXPECT_GE(calls, 4u);
    expect_fine_with(5);
}

TEST_F(FailingDisk, FullWhileCheckpointingLosesNothing) {
    disk_.inject({.file = FaultyFile::Database, .kind = FaultKind::Full, .lasts = FaultLasts::UntilCleared});
    EXPECT_EQ(file_.checkpoint().error().code, "file.full");
    EXPECT_EQ(add_team("c1", 10).outcome, WriteOutcome::Committed);
    disk_.clear();
    EXPECT_TRUE(file_.checkpoint());
    expect_fine_with(5);
}

TEST_F(FailingDisk, BusyRollsBack) {
    disk_.inject({.call = FaultyCall::Write, .kind = FaultKind::Busy});
    const AppendResult result = add_team("c1", 10);
    EXPECT_EQ(result.outcome, WriteOutcome::RolledBack);
    EXPECT_EQ(result.refusal.code, "file.busy");
    EXPECT_EQ(add_team("c1", 10).outcome, WriteOutcome::Committed);
    expect_fine_with(5);
}

TEST_F(FailingDisk, InputOutputErrorLeavesTheOutcomeUnknownUntilReopened) {
    disk_.inject({.call = FaultyCall::Write, .kind = FaultKind::InputOutput});
    const AppendResult result = add_team("c1", 10);
    EXPECT_EQ(result.outcome, WriteOutcome::Unknown);
    EXPECT_EQ(add_team("c2", 11).outcome, WriteOutcome::Unknown) << "not usable before it is opened anew";
    EXPECT_FALSE(file_.answer_for(CommandId("c1")));
    const Result<Contest> reopened = file_.reopen();
    ASSERT_TRUE(reopened) << reopened.error().code;
    contest_ = *reopened;
    EXPECT_FALSE(file_.answer_for(CommandId("c1"))->has_value());
    EXPECT_EQ(add_team("c1", 10).outcome, WriteOutcome::Committed);
    expect_fine_with(5);
}

TEST_F(FailingDisk, ACommitWhoseSyncFailedIsFoundOrNotButNeverHalf) {
    disk_.inject({.call = FaultyCall::Sync, .kind = FaultKind::InputOutput});
    const AppendResult result = add_team("c1", 10);
    EXPECT_EQ(result.outcome, WriteOutcome::Unknown);
    EXPECT_EQ(result.refusal.code, "file.commit_failed");
    const std::size_t database_syncs = disk_.database_syncs();
    const Result<Contest> reopened = file_.reopen();
    ASSERT_TRUE(reopened);
    contest_ = *reopened;
    // Everything was written, only the sync did not come through: it is there, and now it is synced.
    EXPECT_TRUE(file_.answer_for(CommandId("c1"))->has_value());
    EXPECT_NE(contest_.table<Entry>().find("T10"), nullptr);
    EXPECT_GT(disk_.database_syncs(), database_syncs);
    expect_fine_with(5);
}

TEST_F(FailingDisk, ThatStaysBrokenIsSaidWhenReopening) {
    disk_.inject(
        {.call = FaultyCall::Sync, .kind = FaultKind::InputOutput, .lasts = FaultLasts::UntilCleared});
    EXPECT_EQ(add_team("c1", 10).outcome, WriteOutcome::Unknown);
    EXPECT_EQ(file_.reopen().error().code, "file.io");
    disk_.clear();
    const Result<Contest> reopened = file_.reopen();
    ASSERT_TRUE(reopened);
    contest_ = *reopened;
    expect_fine_with(5);
}

TEST_F(FailingDisk, AnyFailedCallAtAnyMomentLeavesAWholeFile) {
    for (const FaultyCall call :
         {FaultyCall::Write, FaultyCall::HalfWrite, FaultyCall::Sync, FaultyCall::Read}) {
        for (std::size_t calls = 0; calls < 6; ++calls) {
            disk_.inject({.call = call, .kind = FaultKind::InputOutput, .after_calls = calls});
            const std::string command =
                "c" + std::to_string(static_cast<int>(call)) + "." + std::to_string(calls);
            const AppendResult result = add_team(command, 10 + static_cast<int>(calls));
            disk_.clear();
            if (result.outcome == WriteOutcome::Unknown) {
                const Result<Contest> reopened = file_.reopen();
                ASSERT_TRUE(reopened) << reopened.error().code;
                contest_ = *reopened;
            }
            ASSERT_NE(result.outcome, WriteOutcome::RolledBack);
            expect_fine_with(file_.last_seq());
            EXPECT_TRUE(file_.checkpoint());
        }
    }
}

TEST_F(FailingDisk, CommitsWithOneSync) {
    add_team("c0", 10);
    const std::size_t log_syncs = disk_.log_syncs();
    const std::size_t database_syncs = disk_.database_syncs();
    add_team("c1", 11);
    EXPECT_EQ(disk_.log_syncs() - log_syncs, 1u);
    EXPECT_EQ(disk_.database_syncs(), database_syncs);
}

TEST_F(FailingDisk, ChecksPointsOnlyWhenTheLogHasGrown) {
    const std::size_t before = disk_.database_syncs();
    int commits = 0;
    while (disk_.database_syncs() == before && commits < 5000) {
        add_team("c" + std::to_string(commits), 10 + commits % 3);
        ++commits;
        ASSERT_TRUE(file_.checkpoint_if_due());
    }
    EXPECT_GT(commits, 100);
    EXPECT_LT(commits, 1000);
}

TEST(FailingDiskAtTheStart, MakesNoFile) {
    const TemporaryFolder folder;
    FaultVfs disk;
    disk.inject({.file = FaultyFile::Database, .kind = FaultKind::Full, .lasts = FaultLasts::UntilCleared});
    const Result<ContestFile> file = ContestFile::create(folder / "a.sandau", {disk.name()});
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().code, "file.not_created");
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace

}  // namespace sandau::testing
