#include "db/host_lock.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "db/maintenance.h"
#include "support/contest_kit.h"

namespace sandau::testing {

namespace {

TEST(HostLock, IsTakenOnce) {
    const TemporaryFolder folder;
    const auto path = folder / "a.sandau";
    {
        const Result<HostLock> lock = HostLock::take(path);
        ASSERT_TRUE(lock);
        EXPECT_EQ(HostLock::take(path).error().code, "file.hosted");
    }
    EXPECT_TRUE(HostLock::take(path));
    EXPECT_FALSE(std::filesystem::exists(folder / "a.sandau.host"));
}

TEST(HostLock, IsOneForAllNamesOfAFile) {
    const TemporaryFolder folder;
    std::ofstream(folder / "a.sandau") << "x";
    std::filesystem::create_symlink(folder / "a.sandau", folder / "b.sandau");
    const Result<HostLock> lock = HostLock::take(folder / "a.sandau");
    EXPECT_EQ(HostLock::take(folder / "b.sandau").error().code, "file.hosted");
}

TEST(HostLock, TellsWhereTheHostIs) {
    const TemporaryFolder folder;
    const auto path = folder / "a.sandau";
    EXPECT_FALSE(find_live_host(path));
    Result<HostLock> lock = HostLock::take(path);
    EXPECT_EQ(find_live_host(path), LiveHost{});
    ASSERT_TRUE(lock->write_address({"127.0.0.1:45123", "a long token"}));
    EXPECT_EQ(find_live_host(path), (LiveHost{"127.0.0.1:45123", "a long token"}));
    ASSERT_TRUE(lock->write_address({"[::1]:1", "b"}));
    EXPECT_EQ(find_live_host(path), (LiveHost{"[::1]:1", "b"}));
}

TEST(HostLock, SeesThatAKilledHostIsGone) {
    const TemporaryFolder folder;
    const auto path = folder / "a.sandau";
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        Result<HostLock> lock = HostLock::take(path);
        const bool written = lock && lock->write_address({"127.0.0.1:1", "t"});
        const char word = written ? 'y' : 'n';
        if (::write(ready[1], &word, 1) != 1) ::_exit(1);
        for (;;) ::pause();
    }
    char word = 'n';
    ASSERT_EQ(::read(ready[0], &word, 1), 1);
    ASSERT_EQ(word, 'y');
    EXPECT_TRUE(find_live_host(path));
    EXPECT_FALSE(HostLock::take(path));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_TRUE(std::filesystem::exists(folder / "a.sandau.host")) << "the dead clear nothing away";
    EXPECT_FALSE(find_live_host(path));
    EXPECT_TRUE(HostLock::take(path));
    ::close(ready[0]);
    ::close(ready[1]);
}

TEST(HostLock, RefusesASecondHostOfAFile) {
    const TemporaryFolder folder;
    const auto path = folder / "a.sandau";
    const Result<ContestFile> host = ContestFile::create(path);
    EXPECT_EQ(ContestFile::open(path, FileMode::Host).error().code, "file.hosted");
    EXPECT_EQ(restore(path, path).error().code, "file.hosted");
    EXPECT_TRUE(ContestFile::open(path, FileMode::ReadOnly));
}

TEST(HostLock, StaysWhileTheFileIsReopened) {
    const TemporaryFolder folder;
    const auto path = folder / "a.sandau";
    Result<ContestFile> host = ContestFile::create(path);
    ASSERT_TRUE(host->host_lock().write_address({"127.0.0.1:9", "t"}));
    ASSERT_TRUE(host->reopen());
    EXPECT_EQ(find_live_host(path), (LiveHost{"127.0.0.1:9", "t"}));
}

}  // namespace

}  // namespace sandau::testing
