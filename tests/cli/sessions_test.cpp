#include <gtest/gtest.h>

#include <csignal>

#include "cli/program.h"
#include "server/http_client.h"
#include "support/temporary_folder.h"

// A tablet that is signed in stays so when its host was killed and started again.

namespace sandau::cli_test {
namespace {

namespace fs = std::filesystem;
using testing::HttpAnswer;

class SignedIn : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(sandau({"new", file, "--preset", "provincial-robocon"}).code, 0);
        ASSERT_EQ(
            sandau({"user", file, "add", "Trần Lan", "--role", "referee", "--password"}, "mot hai ba bon\n")
                .code,
            0);
        host.emplace(file);
        const HttpAnswer opened =
            testing::post(address(), "/api/v1/session", R"({"name":"Trần Lan","password":"mot hai ba bon"})");
        ASSERT_EQ(opened.status, 200) << opened.body;
        const std::string set = opened.header("set-cookie");
        cookie = "Cookie: " + set.substr(0, set.find(';'));
        ASSERT_EQ(seat(), 200);
    }
    std::string address() const { return host->address().substr(7, host->address().rfind('/') - 7); }
    int seat() const { return testing::get(address(), "/api/v1/seat", {cookie}).status; }
    void kill_host() { host->stop(SIGKILL); }
    void start_again() { host.emplace(file); }

    testing::TemporaryFolder folder;
    std::string file = (folder / "a.sandau").string();
    fs::path keep = folder / "a.sandau.session";
    std::optional<Serving> host;
    std::string cookie;
};

TEST_F(SignedIn, StaysSoWhenTheHostWasKilledAndStartedAgain) {
    kill_host();
    start_again();
    EXPECT_EQ(seat(), 200);
}

TEST_F(SignedIn, IsForgottenOnceRevoked) {
    kill_host();
    ASSERT_EQ(sandau({"user", file, "revoke", "U1"}).code, 0);
    start_again();
    EXPECT_EQ(seat(), 401);
}

TEST_F(SignedIn, IsForgottenOnceSignedOut) {
    ASSERT_EQ(testing::fetch(address(), {"DELETE", "/api/v1/session", {cookie}, ""}).status, 204);
    kill_host();
    start_again();
    EXPECT_EQ(seat(), 401);
}

TEST_F(SignedIn, IsNotCarriedByACopyOfTheFile) {
    EXPECT_EQ(fs::status(keep).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    kill_host();
    fs::remove(keep);
    start_again();
    EXPECT_EQ(seat(), 401);
}

TEST_F(SignedIn, IsForgottenWhenTheFileIsRestored) {
    const std::string copy = (folder / "copy.sandau").string();
    ASSERT_EQ(sandau({"backup", file, copy}).code, 0);
    EXPECT_EQ(host->stop(), 0);
    ASSERT_EQ(sandau({"restore", copy, file}).code, 0);
    start_again();
    EXPECT_EQ(seat(), 401) << "who was revoked after the backup is back in the file";
}

TEST_F(SignedIn, StaysSoWhenPersonalDataIsErased) {
    ASSERT_EQ(sandau({"erase", file, "--personal"}).code, 0);
    kill_host();
    start_again();
    EXPECT_EQ(seat(), 200);
}

}  // namespace
}  // namespace sandau::cli_test
