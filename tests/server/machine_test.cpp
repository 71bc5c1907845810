#include "server/machine.h"

#include <gtest/gtest.h>

#include "server/kit.h"

namespace sandau::testing {
namespace {

using Addresses = std::vector<std::string>;
using server::NetworkInterface;

const std::vector<NetworkInterface> laptop{{"lo", "127.0.0.1", true},  {"lo", "::1", true},
                                           {"docker0", "172.17.0.1"},  {"wlp3s0", "192.168.1.20"},
                                           {"wlp3s0", "2001:db8::20"}, {"wlp3s0", "fe80::1%wlp3s0"},
                                           {"enp2s0", "169.254.7.7"},  {"enp2s0", "10.0.0.5"}};

TEST(ReachableAddresses, AreThoseOfTheHallFirstAndOfThisMachineLast) {
    EXPECT_EQ(server::reachable_addresses({"0.0.0.0:8080"}, laptop),
              (Addresses{"192.168.1.20:8080", "10.0.0.5:8080", "172.17.0.1:8080", "127.0.0.1:8080"}));
}

TEST(ReachableAddresses, OfBothKindsWhereBothAreHeard) {
    EXPECT_EQ(server::reachable_addresses({"[::]:80"}, laptop),
              (Addresses{"192.168.1.20:80", "10.0.0.5:80", "[2001:db8::20]:80", "172.17.0.1:80",
                         "127.0.0.1:80", "[::1]:80"}));
}

TEST(ReachableAddresses, AreWhatWasAskedForWhereThatWasOneAddress) {
    EXPECT_EQ(server::reachable_addresses({"127.0.0.1:43211", "[::1]:9", "127.0.0.1:43211"}, laptop),
              (Addresses{"127.0.0.1:43211", "[::1]:9"}));
}

TEST(ReachableAddresses, WithoutANetworkThereIsThisMachine) {
    EXPECT_EQ(server::reachable_addresses({"0.0.0.0:8080"}, {{"lo", "127.0.0.1", true}}),
              (Addresses{"127.0.0.1:8080"}));
}

TEST(NetworkInterfaces, HaveThisMachinesLoopback) {
    const std::vector<NetworkInterface> here = server::network_interfaces();
    EXPECT_NE(std::find_if(
                  here.begin(), here.end(),
                  [](const NetworkInterface& one) { return one.address == "127.0.0.1" && one.is_loopback; }),
              here.end());
}

class TakenPort : public ServerTest {};

TEST_F(TakenPort, LeavesTheNextOneWhereOneIsEnough) {
    start();
    server::ServerOptions another;
    another.now = [] { return Instant{}; };
    another.listen = {address, "127.0.0.1:0", "127.0.0.1:0"};
    another.one_is_enough = true;
    server::Server second(host, another);
    const Result<Addresses> bound = second.start();
    ASSERT_TRUE(bound) << bound.error().code;
    ASSERT_EQ(bound->size(), 1U);
    EXPECT_NE(bound->front(), address);
}

TEST_F(TakenPort, IsRefusedWhereAllAreWantedOrNoneIsLeft) {
    start();
    server::ServerOptions another;
    another.now = [] { return Instant{}; };
    another.listen = {address, "127.0.0.1:0"};
    EXPECT_EQ(server::Server(host, another).start().error().code, "server.port_taken");
    another.listen = {address, address};
    another.one_is_enough = true;
    EXPECT_EQ(server::Server(host, another).start().error().code, "server.port_taken");
}

}  // namespace
}  // namespace sandau::testing
