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

#include "db/maintenance.h"
#include "support/contest_kit.h"

namespace sandau::testing {

namespace {

/// One life of the host: runs until it has told `lines` entries, or a byte or so more, and is killed.
std::string live_and_be_killed(const std::filesystem::path& path, std::size_t lines) {
    int told[2];
    if (::pipe2(told, O_CLOEXEC) != 0) return {};
    const std::string program = std::string(SANDAU_BINARY_DIR) + "/bin/append_victim";
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
    while (seen < lines && ::read(told[0], &byte, 1) == 1) {
        text += byte;
        if (byte == '\n') ++seen;
    }
    ::kill(host, SIGKILL);
    while (::read(told[0], &byte, 1) == 1) text += byte;
    ::close(told[0]);
    int status = 0;
    ::waitpid(host, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "ended by itself: " << WEXITSTATUS(status);
    return text;
}

int kills() {
    // The long run, by hand: SANDAU_KILLS=500
    const char* wanted = std::getenv("SANDAU_KILLS");
    return wanted != nullptr ? std::atoi(wanted) : 50;
}

TEST(KilledHost, LosesNothingThatItPromised) {
    const TemporaryFolder folder;
    const auto path = folder / "a.sandau";
    std::mt19937 random(7);
    std::map<Seq, std::string> promised;
    for (int kill = 0; kill < kills(); ++kill) {
        std::istringstream told(live_and_be_killed(path, 1 + random() % 40));
        Seq seq = 0;
        std::string hash;
        while (told >> seq >> hash) {
            EXPECT_FALSE(promised.contains(seq)) << "counted twice";
            promised[seq] = hash;
        }
        const Result<VerifyReport> report = verify(path);
        ASSERT_TRUE(report) << report.error().code;
        ASSERT_TRUE(report->fine()) << report->problems.front().what.code << " after kill " << kill;
        const Result<ContestFile> file = ContestFile::open(path, FileMode::ReadOnly);
        const auto journal = file->journal_since(0, 1'000'000);
        ASSERT_TRUE(journal);
        std::map<Seq, std::string> kept;
        for (const JournalEntry& entry : *journal) kept[entry.seq] = entry.hash;
        for (const auto& [one, its_hash] : promised)
            ASSERT_EQ(kept[one], its_hash) << "entry " << one << " after kill " << kill;
    }
    EXPECT_GT(promised.size(), 100u);
}

}  // namespace

}  // namespace sandau::testing
