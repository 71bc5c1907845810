#include "server/pairings.h"

#include <gtest/gtest.h>

namespace sandau::testing {
namespace {

using server::Pairings;

class PairingsTest : public ::testing::Test {
protected:
    MonoTime now{seconds(1'000).ns};
    Pairings pairings{[this] { return now; }};
};

TEST_F(PairingsTest, WaitUntilAPersonAnswersAndTellOnlyWhoAsked) {
    const Result<Pairings::Ticket> ticket = pairings.ask("Bàn thư ký", "192.168.1.30");
    ASSERT_TRUE(ticket);
    EXPECT_EQ(ticket->code.size(), 4u);
    EXPECT_EQ(pairings.look(ticket->id, ticket->secret)->state, Pairings::State::Waiting);
    EXPECT_FALSE(pairings.look(ticket->id, "another secret"));
    EXPECT_FALSE(pairings.look("another id", ticket->secret));
    EXPECT_TRUE(pairings.approve(ticket->id, UserId("U3")));
    EXPECT_EQ(pairings.look(ticket->id, ticket->secret)->seat, UserId("U3"));
    EXPECT_TRUE(pairings.waiting().empty());
    EXPECT_FALSE(pairings.refuse(ticket->id)) << "it is answered once";
}

TEST_F(PairingsTest, AreForgottenOnceTheStationIsSilent) {
    const Result<Pairings::Ticket> ticket = pairings.ask("Bàn thư ký", "192.168.1.30");
    now = now + Pairings::silence_max;
    EXPECT_TRUE(pairings.look(ticket->id, ticket->secret)) << "it has just been heard";
    now = now + Pairings::silence_max + milliseconds(1);
    EXPECT_TRUE(pairings.waiting().empty());
    EXPECT_FALSE(pairings.approve(ticket->id, UserId("U3")));
}

TEST_F(PairingsTest, AreBoundedForAnAddressAndForAllTogether) {
    for (std::size_t i = 0; i < Pairings::asking_of_address_max; ++i)
        EXPECT_TRUE(pairings.ask("Máy", "10.0.0.1"));
    EXPECT_EQ(pairings.ask("Máy", "10.0.0.1").error().code, "station.too_many");
    for (int i = 0; i < 30; ++i) static_cast<void>(pairings.ask("Máy", "10.0.1." + std::to_string(i)));
    EXPECT_EQ(pairings.waiting().size(), Pairings::asking_max);
}

TEST_F(PairingsTest, AskUnderANameOfOneShortLine) {
    for (const std::string& name : {std::string(), std::string("a\nb"), std::string(121, 'x')})
        EXPECT_EQ(pairings.ask(name, "10.0.0.1").error().code, "station.name") << name;
}

}  // namespace
}  // namespace sandau::testing
