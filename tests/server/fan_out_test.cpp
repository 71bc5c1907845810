// The readers of events themselves, on real sockets and an io thread that the test turns by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <deque>

#include "server/events.h"

namespace sandau::server {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

SharedText text(const std::string& words) {
    return std::make_shared<const std::string>(words);
}

class FanOut : public ::testing::Test {
protected:
    static constexpr std::size_t many = 500;

    FanOut() { acceptor_.listen(); }
    ~FanOut() override { hub_.close_all(); }

    void add_reader(const std::string& user = {}) {
        tcp::socket& reader = readers_.emplace_back(io_);
        reader.connect(acceptor_.local_endpoint());
        tcp::socket ours = acceptor_.accept();
        ours.non_blocking(true);
        hub_.add(Wire(std::move(ours)), "", {user, "", ""}, [] {});
    }
    void add_many() {
        for (std::size_t i = 0; i < many; ++i) add_reader();
        for (std::size_t i = 0; i < many; ++i) ASSERT_EQ(came_to(i), "[state]");
    }
    /// What has come to the reader since it was asked last. Loopback has it as soon as it is sent.
    std::string came_to(std::size_t i) {
        std::string all;
        std::array<char, 4096> bytes{};
        boost::system::error_code none;
        while (readers_[i].available(none) > 0)
            all.append(bytes.data(), readers_[i].read_some(asio::buffer(bytes), none));
        return all;
    }
    std::size_t count_with_something() {
        boost::system::error_code none;
        return static_cast<std::size_t>(
            std::count_if(readers_.begin(), readers_.end(),
                          [&](tcp::socket& reader) { return reader.available(none) > 0; }));
    }
    /// Until nothing more waits for its turn.
    void turn() {
        io_.restart();
        while (io_.poll() > 0) io_.restart();
    }

    asio::io_context io_{1};
    tcp::acceptor acceptor_{io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    std::deque<tcp::socket> readers_;
    std::string state_ = "[state]";
    ServerLimits limits_;
    Metrics metrics_;
    EventHub hub_{limits_,
                  metrics_,
                  {[this](const std::string&) { return std::vector{text(state_)}; },
                   [](std::string_view) { return std::nullopt; }},
                  [this](std::function<void()> job) { asio::post(io_, std::move(job)); }};
};

TEST_F(FanOut, LetsOthersHaveTheirTurnBeforeAllHaveTheMessage) {
    add_many();
    std::size_t served_before = many;
    asio::post(io_, [&] { served_before = count_with_something(); });
    hub_.publish(text("[one]"));
    turn();
    EXPECT_GT(served_before, 0u);
    EXPECT_LT(served_before, many / 2);
    EXPECT_EQ(count_with_something(), many);
}

TEST_F(FanOut, GivesEveryoneEveryMessageOnceAndInOrder) {
    add_many();
    hub_.publish(text("[one]"));
    io_.restart();
    io_.run_one();
    hub_.publish(text("[two]"));
    io_.run_one();
    hub_.publish(text("[three]"));
    turn();
    for (std::size_t i = 0; i < many; ++i) EXPECT_EQ(came_to(i), "[one][two][three]") << i;
    hub_.publish(text("[four]"));
    turn();
    for (std::size_t i = 0; i < many; ++i) EXPECT_EQ(came_to(i), "[four]") << i;
}

TEST_F(FanOut, LeavesNobodyOutWhenSomeGoAwayMeanwhile) {
    add_many();
    hub_.publish(text("[one]"));
    for (std::size_t i = 0; i < many; i += 7) readers_[i].close();
    hub_.publish(text("[two]"));
    turn();
    hub_.publish(text("[three]"));
    turn();
    for (std::size_t i = 0; i < many; ++i)
        if (i % 7 != 0) {
            EXPECT_EQ(came_to(i), "[one][two][three]") << i;
        }
    EXPECT_EQ(hub_.size(), many - (many + 6) / 7);
}

TEST_F(FanOut, GivesOneWhoComesMeanwhileTheStateAndNothingOlder) {
    add_many();
    hub_.publish(text("[one]"));
    state_ = "[state with one]";
    add_reader();
    hub_.publish(text("[two]"));
    turn();
    EXPECT_EQ(came_to(many), "[state with one][two]");
    EXPECT_EQ(came_to(0), "[one][two]");
}

TEST_F(FanOut, GivesASeatItsOwnAfterWhatWasSaidToAllBefore) {
    add_reader("U1");
    add_many();
    came_to(0);
    hub_.publish(text("[to all]"));
    hub_.publish_to("U1", text("[to the seat]"));
    turn();
    EXPECT_EQ(came_to(0), "[to all][to the seat]");
    EXPECT_EQ(came_to(1), "[to all]");
}

TEST_F(FanOut, ForgetsWhatIsOnItsWayWhenAllBeginAnew) {
    add_many();
    hub_.publish(text("[one]"));
    came_to(many - 1);
    state_ = "[anew]";
    hub_.restart();
    turn();
    EXPECT_EQ(came_to(many - 1), "[anew]") << "had it before";
    EXPECT_EQ(came_to(0), "[anew]") << "nothing older after it";
}

}  // namespace
}  // namespace sandau::server
