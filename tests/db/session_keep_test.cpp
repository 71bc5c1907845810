#include "db/session_keep.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/temporary_folder.h"

namespace sandau::testing {

namespace {

namespace fs = std::filesystem;

class SessionKeepTest : public ::testing::Test {
protected:
    SessionKeep open(std::int64_t forget_before_s = 0) {
        Result<SessionKeep> keep = SessionKeep::open(folder / "a.sandau", forget_before_s);
        CHECK(keep, "it is made or read");
        return std::move(*keep);
    }

    TemporaryFolder folder;
    fs::path file = folder / "a.sandau.session";
};

TEST_F(SessionKeepTest, KeepsItsKeyForItsOwnerOnly) {
    const std::string key = open().key();
    EXPECT_EQ(key.size(), 64u);
    EXPECT_EQ(open().key(), key);
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST_F(SessionKeepTest, MakesAKeyAnewThatOthersMayHaveRead) {
    const std::string key = open().key();
    fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
    EXPECT_NE(open().key(), key);
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(SessionKeepTest, FollowsNoLinkThatSomebodyPutThere) {
    const std::string key = open().key();
    fs::rename(file, folder / "elsewhere");
    fs::create_symlink(folder / "elsewhere", file);
    EXPECT_NE(open().key(), key);
    EXPECT_FALSE(fs::is_symlink(file));
}

TEST_F(SessionKeepTest, RemembersWhatEndedUntilItIsOld) {
    const SessionKeep keep = open();
    ASSERT_TRUE(keep.end("aa01", 1000));
    ASSERT_TRUE(keep.end("bb02", 2000));
    EXPECT_EQ(open().ended(), (std::map<std::string, std::int64_t>{{"aa01", 1000}, {"bb02", 2000}}));
    EXPECT_EQ(open(1500).ended(), (std::map<std::string, std::int64_t>{{"bb02", 2000}}));
    EXPECT_EQ(open().ended().size(), 1u) << "the file itself has forgotten it";
}

TEST_F(SessionKeepTest, TakesNonsenseForNothing) {
    const std::string key = open().key();
    std::ofstream(file) << "no key at all";
    EXPECT_NE(open().key(), key);
    const SessionKeep keep = open();
    std::ofstream(file, std::ios::app) << "cc03";
    EXPECT_EQ(open().key(), keep.key()) << "a line that a power cut left half";
    EXPECT_TRUE(open().ended().empty());
}

}  // namespace

}  // namespace sandau::testing
