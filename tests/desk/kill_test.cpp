#include <gtest/gtest.h>

#include <map>
#include <random>
#include <sstream>
#include <string>

#include "db/contest_file.h"
#include "db/maintenance.h"
#include "desk/desk.h"
#include "devices/boot_clock.h"
#include "scoring/run_clock.h"
#include "support/temporary_folder.h"
#include "support/victim.h"

namespace sandau {
namespace {

using testing::TemporaryFolder;

/// One life of a host under load, killed after so many answers; the answers that got out.
std::map<std::string, Seq> answers_of_a_life(const std::filesystem::path& path, std::size_t answers) {
    std::istringstream lines(testing::live_and_be_killed("desk_victim", path, answers));
    std::map<std::string, Seq> answered;
    std::string command;
    Seq seq = 0;
    while (lines >> command >> seq) answered[command] = seq;
    return answered;
}

TEST(KilledHost, LosesNoAnswerAndCountsNoneTwice) {
    const TemporaryFolder folder;
    const auto path = folder / "a.sandau";
    std::mt19937 random(11);
    std::map<std::string, Seq> answered;
    for (int kill = 0; kill < testing::kills_wanted(); ++kill) {
        for (const auto& [command, seq] : answers_of_a_life(path, 1 + random() % 60)) answered[command] = seq;
        const Result<VerifyReport> report = verify(path);
        ASSERT_TRUE(report) << report.error().code;
        ASSERT_TRUE(report->fine()) << report->problems.front().what.code << " after kill " << kill;
    }
    const Result<ContestFile> file = ContestFile::open(path, FileMode::ReadOnly);
    ASSERT_TRUE(file);
    const auto journal = file->journal_since(0, 1'000'000);
    ASSERT_TRUE(journal);
    std::map<std::string, Seq> kept;
    for (const JournalEntry& entry : *journal) {
        EXPECT_FALSE(kept.contains(entry.command.text)) << entry.command.text << " counted twice";
        kept[entry.command.text] = entry.seq;
    }
    for (const auto& [command, seq] : answered) ASSERT_EQ(kept[command], seq) << command;
    EXPECT_GT(answered.size(), 100u);
}

TEST(KilledHost, ComesBackWithTheRunningClockRightAndTheScoreThere) {
    const TemporaryFolder folder;
    const auto path = folder / "a.sandau";
    const Instant before = devices::now_instant();
    const std::map<std::string, Seq> answered = answers_of_a_life(path, 30);
    ASSERT_FALSE(answered.empty());
    const Result<std::unique_ptr<Desk>> desk = Desk::open(path);
    ASSERT_TRUE(desk) << desk.error().code;
    const Contest& contest = *(*desk)->snapshot()->contest;
    const sandau::Run* run = contest.table<sandau::Run>().find("final.T001.1");
    ASSERT_NE(run, nullptr);
    EXPECT_EQ(run->state, RunState::Running);
    EXPECT_EQ(run->clock.state, ClockState::Running) << "the same boot: it runs on";
    const Instant now = devices::now_instant();
    const Duration shown = elapsed(run->clock, now);
    EXPECT_EQ((now.mono - run->clock.since.mono).ns, shown.ns);
    EXPECT_LE(shown, now.mono - before.mono);
    const Sheet* sheet = contest.table<Sheet>().find("final.T001.1");
    ASSERT_NE(sheet, nullptr);
    EXPECT_EQ(sheet->state, SheetState::Draft);
    // One life of askers with 30 answers has set each sheet at least once.
    EXPECT_NE(sheet->content.items.find("zone"), nullptr);
}

}  // namespace
}  // namespace sandau
