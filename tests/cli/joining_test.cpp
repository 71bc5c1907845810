// A station asks a host for a seat, and a person there answers.
#include "cli/joining.h"

#include <gtest/gtest.h>

#include <fstream>

#include "cli/hosting.h"
#include "cli/remote_kit.h"
#include "scoring/presets.h"
#include "scoring/stations.h"
#include "support/temporary_folder.h"

namespace sandau::cli_test {
namespace {

using cli::HostAddress;
using cli::JoinStage;

class JoiningTest : public ::testing::Test {
protected:
    void SetUp() override {
        cli::HostingOptions options;
        options.stations_may_ask = true;
        Result<std::unique_ptr<cli::Hosting>> made =
            cli::Hosting::create(folder / "a.sandau", preset("provincial-robocon")->text, options);
        ASSERT_TRUE(made) << made.error().code;
        hosting = std::move(*made);
        address = hosting->addresses().front();
    }
    /// A seat as the People room makes it.
    UserId a_seat(Role role) {
        commands::UserGrant grant;
        grant.name = "Bàn thư ký";
        grant.grants.emplace_back();
        grant.grants.front().role = role;
        grant.password_hash = std::string(station_mark) + new_command_id().text;
        const Result<Answer> answer =
            hosting->desk().ask(command_of(new_command_id(), keyboard_actor, grant));
        EXPECT_TRUE(answer);
        return UserId(*answer->result.find("user")->as_string());
    }
    std::vector<server::Pairings::Asking> waiting() { return hosting->pairings()->waiting(); }
    bool reaches(const cli::Joining& joining, JoinStage stage) {
        return until([&] { return joining.state().stage == stage; });
    }

    testing::TemporaryFolder folder;
    std::unique_ptr<cli::Hosting> hosting;
    std::string address;
};

TEST_F(JoiningTest, IsLetInByAPersonAtTheHostWhoSeesItsNameAndCode) {
    const cli::Joining joining(address, "Bàn thư ký");
    ASSERT_TRUE(reaches(joining, JoinStage::Waiting));
    ASSERT_EQ(waiting().size(), 1U);
    EXPECT_EQ(waiting().front().name, "Bàn thư ký");
    EXPECT_EQ(waiting().front().code, joining.state().code);
    EXPECT_EQ(waiting().front().address, "127.0.0.1");
    const UserId seat = a_seat(Role::Secretary);
    EXPECT_TRUE(hosting->pairings()->approve(waiting().front().id, seat));
    ASSERT_TRUE(reaches(joining, JoinStage::Joined)) << joining.state().why.code;
    EXPECT_EQ(joining.state().seat, seat);
    EXPECT_FALSE(joining.state().host->follows_journal()) << "a secretary sees what the seat may see";
    EXPECT_TRUE(waiting().empty());
}

TEST_F(JoiningTest, FollowsTheJournalAsOrganiser) {
    const cli::Joining joining(address, "Máy hai");
    ASSERT_TRUE(reaches(joining, JoinStage::Waiting));
    hosting->pairings()->approve(waiting().front().id, a_seat(Role::Organiser));
    ASSERT_TRUE(reaches(joining, JoinStage::Joined)) << joining.state().why.code;
    const auto host = joining.state().host;
    EXPECT_TRUE(host->follows_journal());
    ASSERT_TRUE(submit(*host, a_team("Sao Mai")).get());
    EXPECT_EQ(entries_called(hosting->desk(), "Sao Mai"), 1);
    // The host's own list of seats knows it as a station, and so does the joined one.
    const User* user = host->snapshot()->contest->table<User>().find(joining.state().seat.text);
    ASSERT_NE(user, nullptr);
    EXPECT_TRUE(is_station(*user));
    EXPECT_EQ(user->password_hash, station_mark) << "and of its secret nothing is told";
}

TEST_F(JoiningTest, IsRefusedInWords) {
    const cli::Joining joining(address, "Người lạ");
    ASSERT_TRUE(reaches(joining, JoinStage::Waiting));
    EXPECT_TRUE(hosting->pairings()->refuse(waiting().front().id));
    ASSERT_TRUE(reaches(joining, JoinStage::Failed));
    EXPECT_EQ(joining.state().why.code, "station.refused");
    EXPECT_FALSE(hosting->pairings()->approve("nobody", UserId("U1")));
}

TEST_F(JoiningTest, SaysWhatIsWrongWithAnAddressOrAHost) {
    const cli::Joining nonsense("http://", "Máy hai");
    ASSERT_TRUE(reaches(nonsense, JoinStage::Failed));
    EXPECT_EQ(nonsense.state().why.code, "remote.address");
    const cli::Joining long_name(address, std::string(200, 'x'));
    ASSERT_TRUE(reaches(long_name, JoinStage::Failed));
    EXPECT_EQ(long_name.state().why.code, "station.name");
}

TEST_F(JoiningTest, EndsAtOnceWhenItIsLetGoOf) {
    std::optional<cli::Joining> joining;
    joining.emplace(address, "Máy hai");
    ASSERT_TRUE(reaches(*joining, JoinStage::Waiting));
    joining.reset();
}

TEST_F(JoiningTest, TakesTheSeatThatItWasGivenAgainWithoutAsking) {
    const cli::SeatKeys seats(folder / "settings" / "seats.json");
    const UserId seat = a_seat(Role::Secretary);
    {
        const cli::Joining first(address, "Bàn thư ký", seats);
        ASSERT_TRUE(reaches(first, JoinStage::Waiting));
        hosting->pairings()->approve(waiting().front().id, seat);
        ASSERT_TRUE(reaches(first, JoinStage::Joined)) << first.state().why.code;
    }
    EXPECT_EQ(seats.last(), cli::parse_host_address(address)->text());
    const auto mode = std::filesystem::status(folder / "settings" / "seats.json").permissions();
    EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const cli::Joining again(address, "Bàn thư ký", seats);
    ASSERT_TRUE(reaches(again, JoinStage::Joined)) << again.state().why.code;
    EXPECT_EQ(again.state().seat, seat);
    EXPECT_TRUE(waiting().empty());
}

TEST_F(JoiningTest, AsksAnewWhereItsSeatWasRevoked) {
    cli::SeatKeys seats(folder / "seats.json");
    const HostAddress there = *cli::parse_host_address(address);
    ASSERT_TRUE(seats.keep({{there, {}, "sandau=nobody-knows-this"}, UserId("U7")}));
    const cli::Joining joining(address, "Bàn thư ký", seats);
    ASSERT_TRUE(reaches(joining, JoinStage::Waiting)) << joining.state().why.code;
    EXPECT_TRUE(joining.state().is_anew);
    EXPECT_FALSE(seats.find(there)) << "what opens nothing is not kept";
}

TEST(SeatKeys, KeepTheNewestAndAreNoneWhereTheFileIsNonsense) {
    const testing::TemporaryFolder folder;
    cli::SeatKeys seats(folder / "seats.json");
    EXPECT_EQ(seats.last(), "");
    for (int i = 0; i < 20; ++i) {
        const HostAddress address{false, "host" + std::to_string(i), "8080"};
        ASSERT_TRUE(seats.keep({{address, "", "sandau=x"}, UserId("U1")}));
    }
    EXPECT_EQ(seats.last(), "http://host19:8080");
    EXPECT_FALSE(seats.find({false, "host3", "8080"}));
    EXPECT_TRUE(seats.find({false, "host4", "8080"}));
    ASSERT_TRUE(seats.forget({false, "host19", "8080"}));
    EXPECT_EQ(seats.last(), "http://host18:8080");
    for (const char* nonsense : {"", "{", "[]", R"({"seats":7})", R"({"seats":[{"address":"x y"},3]})"}) {
        std::ofstream(folder / "seats.json") << nonsense;
        EXPECT_EQ(seats.last(), "") << nonsense;
    }
    EXPECT_FALSE(cli::SeatKeys({}).keep({{{false, "h", "1"}, "", "s"}, UserId("U1")})) << "nowhere to";
}

}  // namespace
}  // namespace sandau::cli_test
