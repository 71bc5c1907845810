#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
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

namespace sandau {
namespace {

using testing::TemporaryFolder;

/// One life of a host under load, killed after so many answers; the answers that got out.
std::map<std::string, Seq> live_and_be_killed(const std::filesystem::path& path, std::size_t answers) {
    int told[2];
    if (::pipe2(told, O_CLOEXEC) != 0) return {};
    const std::string program = std::string(SANDAU_BINARY_DIR) + "/bin/desk_victim";
    const pid_t host = ::fork();
    if (host == 0) {
        ::dup2(told[1], STDOUT_FILENO);
        ::execl(program.c_str(), program.c_str(), path.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(told[1]);
    std::string text;
    std::size_t seen = 0;
    char byte = 0;
    while (seen < answers && ::read(told[0], &byte, 1) == 1) {
        text += byte;
        if (byte == '\n') ++seen;
    }
    ::kill(host, SIGKILL);
    while (::read(told[0], &byte, 1) == 1) text += byte;
    ::close(told[0]);
    int status = 0;
    ::waitpid(host, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "ended by itself: " << WEXITSTATUS(status);
    std::map<std::string, Seq> answered;
    std::istringstream lines(text);
    std::string command;
    Seq seq = 0;
    while (lines >> command >> seq) answered[command] = seq;
    return answered;
}

int kills() {
    // The long run, by hand: SANDAU_KILLS=500
    const char* wanted = std::getenv("SANDAU_KILLS");
    return wanted != nullptr ? std::atoi(wanted) : 50;
}

TEST(KilledHost, LosesNoAnswerAndCountsNoneTwice) {
    const TemporaryFolder folder;
    const auto path = folder / "a.sandau";
    std::mt19937 random(11);
    std::map<std::string, Seq> answered;
    for (int kill = 0; kill < kills(); ++kill) {
        for (const auto& [command, seq] : live_and_be_killed(path, 1 + random() % 60))
            answered[command] = seq;
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
    const std::map<std::string, Seq> answered = live_and_be_killed(path, 30);
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
