#include "server/secrets.h"

#include <gtest/gtest.h>

#include "server/sessions.h"

namespace sandau::server {
namespace {

TEST(Passwords, AreKnownByTheirHash) {
    const std::string hash = hash_password("mật khẩu");
    EXPECT_TRUE(hash.starts_with("$argon2id$"));
    EXPECT_TRUE(verify_secret(hash, "mật khẩu"));
    EXPECT_FALSE(verify_secret(hash, "mat khau"));
    EXPECT_NE(hash, hash_password("mật khẩu"));
}

TEST(Passwords, AreNotVerifiedAgainstWhatWouldEatTheMachine) {
    EXPECT_FALSE(verify_secret("$argon2id$v=19$m=4194304,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA", "x"));
    EXPECT_FALSE(verify_secret("$argon2id$v=19$m=65536,t=4000000,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA", "x"));
    EXPECT_FALSE(verify_secret("", ""));
    EXPECT_FALSE(verify_secret("plain", "plain"));
    EXPECT_FALSE(verify_secret(std::string(5000, '$'), "x"));
}

TEST(Codes, AreSixDigits) {
    for (int i = 0; i < 100; ++i) {
        const std::string code = make_code();
        EXPECT_EQ(code.size(), 6u);
        EXPECT_EQ(code.find_first_not_of("0123456789"), std::string::npos);
    }
}

class SessionsOfAUser : public ::testing::Test {
protected:
    SessionsOfAUser() {
        user.id = UserId("U1");
        user.password_hash = "hash 1";
        put();
    }
    void put() { contest.table<User>().set("U1", user); }
    Sessions sessions{"key"};
    Contest contest;
    User user;
    WallTime now{1'720'000'000'000};
};

TEST_F(SessionsOfAUser, KnowTheirSeat) {
    const std::string token = sessions.open(user, OpenedBy::Password, now);
    ASSERT_TRUE(sessions.seat(token, contest, now));
    EXPECT_EQ(sessions.seat(token, contest, now)->user, UserId("U1"));
}

TEST_F(SessionsOfAUser, AreKnownToAnotherServerWithTheSameKeyOnly) {
    const std::string token = sessions.open(user, OpenedBy::Password, now);
    EXPECT_TRUE(Sessions("key").seat(token, contest, now));
    EXPECT_FALSE(Sessions("another key").seat(token, contest, now));
    EXPECT_FALSE(Sessions("").seat(token, contest, now));
}

TEST_F(SessionsOfAUser, CannotBeChanged) {
    const std::string token = sessions.open(user, OpenedBy::Password, now);
    for (std::size_t i = 0; i < token.size(); ++i) {
        std::string changed = token;
        changed[i] = changed[i] == '0' ? '1' : '0';
        EXPECT_FALSE(sessions.seat(changed, contest, now)) << i;
    }
    EXPECT_FALSE(sessions.seat("", contest, now));
    EXPECT_FALSE(sessions.seat("....", contest, now));
    EXPECT_FALSE(sessions.seat(token + token, contest, now));
}

TEST_F(SessionsOfAUser, EndWithTheUserThePasswordTheWeekAndTheirOwnEnd) {
    const std::string token = sessions.open(user, OpenedBy::Password, now);
    EXPECT_FALSE(sessions.seat(token, contest, WallTime{now.utc_ms + 8LL * 24 * 3'600'000}));
    user.password_hash = "hash 2";
    put();
    EXPECT_FALSE(sessions.seat(token, contest, now));
    user.password_hash = "hash 1";
    put();
    sessions.end(sessions.seat(token, contest, now)->session, now);
    EXPECT_FALSE(sessions.seat(token, contest, now));
    const std::string another = sessions.open(user, OpenedBy::Password, now);
    user.revoked = true;
    put();
    EXPECT_FALSE(sessions.seat(another, contest, now));
}

TEST(FailedSignIns, CountForAMinute) {
    Failures failures(30);
    const MonoTime start{0};
    for (int i = 0; i < 30; ++i) {
        EXPECT_FALSE(failures.too_many("10.0.0.1", start));
        failures.count("10.0.0." + std::to_string(i), start);
    }
    EXPECT_TRUE(failures.too_many("10.0.0.99", start));
    EXPECT_FALSE(failures.too_many("10.0.0.99", start + seconds(61)));
}

TEST(Rates, AllowABurstAndThenSoManyASecond) {
    RateLimit rate(5);
    const MonoTime start{0};
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(rate.take("U1", start));
    EXPECT_FALSE(rate.take("U1", start));
    EXPECT_TRUE(rate.take("U2", start));
    EXPECT_TRUE(rate.take("U1", start + milliseconds(200)));
    EXPECT_FALSE(rate.take("U1", start + milliseconds(200)));
}

TEST(PasswordThreads, TakeSoManyJobsAndNoMore) {
    WorkPool pool(2);
    std::mutex gate;
    std::unique_lock closed(gate);
    std::mutex counting;
    std::condition_variable counted;
    int running = 0;
    const auto job = [&] {
        {
            const std::lock_guard lock(counting);
            ++running;
            counted.notify_all();  // within: the test ends once it has counted both
        }
        const std::lock_guard wait(gate);
    };
    EXPECT_TRUE(pool.submit(job));
    EXPECT_TRUE(pool.submit(job));
    {
        std::unique_lock lock(counting);
        counted.wait(lock, [&] { return running == 2; });
    }
    EXPECT_TRUE(pool.submit([] {}));
    EXPECT_TRUE(pool.submit([] {}));
    EXPECT_FALSE(pool.submit([] {}));
    closed.unlock();
}

}  // namespace
}  // namespace sandau::server
