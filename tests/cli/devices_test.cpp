#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <map>
#include <sstream>
#include <string>
#include <thread>

#include "cli/program.h"
#include "devices/simulator/field_sim.h"
#include "scoring/json.h"

// A gate on a real pseudo-terminal, as a person finds out what is on a port.

namespace sandau::cli_test {
namespace {

/// Says who it is each time it is asked, and nothing else.
class Gate {
public:
    Gate() {
        int slave = -1;
        std::array<char, 256> name{};
        if (openpty(&device_, &slave, name.data(), nullptr, nullptr) != 0) return;
        termios settings{};
        tcgetattr(slave, &settings);
        cfmakeraw(&settings);
        tcsetattr(slave, TCSANOW, &settings);
        ::close(slave);  // who holds a port open is named, and the port not asked
        path = name.data();
        thread_ = std::thread([this] { answer(); });
    }
    ~Gate() {
        stop_ = true;
        if (thread_.joinable()) thread_.join();
        ::close(device_);
    }
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    std::string path;

private:
    void answer() {
        const std::string identity = "$I,7A3F,2000000,gate328,1.0,3,00C0FFEE*D07F\r\n";
        std::string heard;
        std::array<char, 256> buffer{};
        while (!stop_) {
            pollfd ready{device_, POLLIN, 0};
            ::poll(&ready, 1, 100);
            if ((ready.revents & POLLIN) == 0) {
                std::this_thread::yield();  // nobody has opened it yet
                continue;
            }
            const ssize_t got = ::read(device_, buffer.data(), buffer.size());
            if (got > 0) heard.append(buffer.data(), static_cast<std::size_t>(got));
            if (!contains(heard, "$I*381D\r\n")) continue;
            heard.clear();
            if (::write(device_, identity.data(), identity.size()) < 0) return;
        }
    }

    int device_ = -1;
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

TEST(DevicesCommand, AsksANamedPortWhatIsOnIt) {
    const Gate gate;
    const Ran json = sandau({"devices", "--probe", "--device", "serial:" + gate.path, "--json"});
    EXPECT_EQ(json.code, 0) << json.err;
    EXPECT_TRUE(contains(json.out, "\"speaks\":\"serial:" + gate.path + "?driver=flp\"")) << json.out;
    const Ran words = sandau({"devices", "--probe", "--device", "serial:" + gate.path});
    EXPECT_TRUE(contains(words.out, "--device 'serial:" + gate.path + "?driver=flp'")) << words.out;
}

TEST(DevicesCommand, NamesTheProgramThatHoldsAPortInsteadOfAskingIt) {
    const Gate gate;
    const int held = ::open(gate.path.c_str(), O_RDWR | O_NOCTTY);
    const Ran ran = sandau({"devices", "--probe", "--device", "serial:" + gate.path});
    EXPECT_TRUE(contains(ran.out, "cli_test (" + std::to_string(getpid()) + ") holds this port")) << ran.out;
    EXPECT_FALSE(contains(ran.out, "--device '")) << ran.out;
    ::close(held);
}

TEST(DevicesCommand, SaysWhatALinkIs) {
    const Gate gate;
    const Ran ran = sandau({"devices", "--device", "serial:" + gate.path + "?driver=flp"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_TRUE(contains(ran.out, "live  00C0FFEE gate328 1.0 boot 7A3F")) << ran.out;
}

TEST(DevicesCommand, SaysInWordsWhatWasDroppedAndWhatToDo) {
    const auto gate = std::move(devices::SimulatedField::open({}).value());
    const std::string port = gate->spec().substr(0, gate->spec().find('?'));
    const Ran ran = sandau({"devices", "--device", port + "?driver=alge"});
    EXPECT_TRUE(contains(ran.out, "choose another driver")) << ran.out;
    EXPECT_TRUE(contains(ran.out, ": an unknown kind of line")) << ran.out;
}

TEST(DevicesCommand, SaysWhatIsWrongWithASpec) {
    const Ran ran = sandau({"devices", "--device", "sim:gate?loss=2000"});
    EXPECT_NE(ran.code, 0);
    EXPECT_TRUE(contains(ran.err, "loss=0 … 1000")) << ran.err;
}

TEST(FieldSimCommand, PlaysARoundOnEveryFieldAndTellsItsTimes) {
    const Ran ran = sandau({"field-sim", "--link",    "tcp-listen:127.0.0.1:0",
                            "--driver",  "alge",      "--fields",
                            "2",         "--lanes",   "3",
                            "--runs",    "2",         "--speed",
                            "50",        "--fastest", "5s",
                            "--slowest", "9s",        "--unfinished",
                            "0",         "--stray",   "0"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    std::map<std::string, int> told;
    std::istringstream lines(ran.out);
    for (std::string line; std::getline(lines, line);) {
        const Json news = read_json(line).value();
        const std::string what = *news.find("what")->as_string();
        ++told[what];
        if (what != "finish") continue;
        EXPECT_GE(news.find("time_ms")->as_int(), 5'000) << line;
        EXPECT_LE(news.find("time_ms")->as_int(), 9'000) << line;
    }
    EXPECT_EQ(told, (std::map<std::string, int>{{"ready", 2}, {"start", 4}, {"finish", 12}, {"done", 1}}));
}

TEST(FieldSimCommand, SaysWhatIsWrongWithAKnob) {
    EXPECT_TRUE(contains(sandau({"field-sim", "--driver", "sundial"}).err, "flp, derby, alge"));
    const Ran lanes = sandau({"field-sim", "--driver", "ukmars", "--lanes", "2"});
    EXPECT_NE(lanes.code, 0);
    EXPECT_TRUE(contains(lanes.err, "ukmars")) << lanes.err;
}

}  // namespace
}  // namespace sandau::cli_test
