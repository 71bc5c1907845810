#include <gtest/gtest.h>

#include <map>
#include <random>
#include <sstream>
#include <string>

#include "db/maintenance.h"
#include "support/contest_kit.h"
#include "support/victim.h"

namespace sandau::testing {

namespace {

TEST(KilledHost, LosesNothingThatItPromised) {
    const TemporaryFolder folder;
    const auto path = folder / "a.sandau";
    std::mt19937 random(7);
    std::map<Seq, std::string> promised;
    for (int kill = 0; kill < kills_wanted(); ++kill) {
        std::istringstream told(live_and_be_killed("append_victim", path, 1 + random() % 40));
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
