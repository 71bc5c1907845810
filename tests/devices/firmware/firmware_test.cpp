// The gate's firmware, as it was built for the chip, in a simulator of the chip.
#include <gmock/gmock.h>
#include <poll.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include <QCoreApplication>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "devices/devices.h"
#include "devices/firmware/board.h"
#include "devices/firmware/checks.h"

namespace sandau::devices {
namespace {

using testing::IsEmpty;

const std::string built = SANDAU_BINARY_DIR "/tests/devices/firmware/";

TEST(Firmware, KeepsItsPromises) {
    EXPECT_THAT(broken_promises(built + "gate328.elf", built + "gate328-slow.elf", Until::TheLast),
                IsEmpty());
}

class Mutation : public testing::TestWithParam<int> {};

/// A test that lets a broken firmware pass is worth nothing.
TEST_P(Mutation, IsCaught) {
    const std::string stem = built + "mutation-" + std::to_string(GetParam());
    const std::vector<std::string> broken =
        broken_promises(stem + ".elf", stem + "-slow.elf", Until::TheFirst);
    EXPECT_FALSE(broken.empty());
    for (const std::string& promise : broken) std::printf("caught by: %s\n", promise.c_str());
}
INSTANTIATE_TEST_SUITE_P(OfTheFirmware, Mutation, testing::Range(1, FIRMWARE_MUTATIONS + 1));

/// The board on a pseudo-terminal, in a thread of its own. Everybody's time is the chip's.
class BoardOnAPort {
public:
    explicit BoardOnAPort(const std::string& elf) : board_(elf) {
        int slave = -1;
        char name[128] = {};
        if (openpty(&master_, &slave, name, nullptr, nullptr) != 0) std::abort();
        termios settings{};
        tcgetattr(slave, &settings);
        cfmakeraw(&settings);
        tcsetattr(slave, TCSANOW, &settings);
        slave_ = slave;
        path_ = name;
        thread_ = std::thread([this] { run(); });
    }
    ~BoardOnAPort() {
        stop_ = true;
        thread_.join();
        ::close(master_);
        ::close(slave_);
    }
    BoardOnAPort(const BoardOnAPort&) = delete;
    BoardOnAPort& operator=(const BoardOnAPort&) = delete;

    const std::string& path() const { return path_; }
    TimeSource time() const {
        return {[this] {
                    return MonoTime{} + seconds(1000) +
                           Duration{static_cast<std::int64_t>(cycle_.load() * 125 / 2)};
                },
                1};
    }
    /// Breaks the beam so many milliseconds from now for 80 of them.
    void break_beam(int channel, std::uint64_t in_ms) {
        const std::lock_guard lock(mutex_);
        const std::uint64_t at = cycle_ + in_ms * cycles_in_ms;
        planned_.push_back({channel, true, at});
        planned_.push_back({channel, false, at + 80 * cycles_in_ms});
        std::sort(planned_.begin(), planned_.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    }

private:
    struct Planned {
        int channel;
        bool broken;
        std::uint64_t at;
    };
    void run() {
        const auto began = std::chrono::steady_clock::now();
        while (!stop_) {
            // Not faster than the world, so that nobody's patience is tried; slower does no harm.
            const auto due =
                began + std::chrono::nanoseconds(static_cast<std::int64_t>(board_.now() * 125 / 2));
            const auto ahead =
                std::chrono::ceil<std::chrono::milliseconds>(due - std::chrono::steady_clock::now());
            char bytes[256];
            pollfd ready{master_, POLLIN, 0};
            const int wait_ms = static_cast<int>(std::clamp<std::int64_t>(ahead.count(), 0, 5));
            if (::poll(&ready, 1, wait_ms) == 1 && (ready.revents & POLLIN) != 0) {
                const ssize_t size = ::read(master_, bytes, sizeof bytes);
                if (size > 0) board_.send({bytes, static_cast<std::size_t>(size)});
            }
            step(board_.now() + cycles_in_ms / 5);
            const std::string out = board_.take_bytes();
            if (!out.empty() && ::write(master_, out.data(), out.size()) < 0) break;
        }
    }
    void step(std::uint64_t until) {
        const std::lock_guard lock(mutex_);
        while (!planned_.empty() && planned_.front().at <= until) {
            board_.set_input(planned_.front().channel, planned_.front().broken, planned_.front().at);
            planned_.erase(planned_.begin());
        }
        board_.run_to(until);
        cycle_ = board_.now();
    }

    Board board_;
    int master_ = -1;
    int slave_ = -1;
    std::string path_;
    std::atomic<std::uint64_t> cycle_ = 0;
    std::atomic<bool> stop_ = false;
    std::mutex mutex_;
    std::vector<Planned> planned_;
    std::thread thread_;
};

TEST(Firmware, TimesARunThroughTheDeviceRoom) {
    int count = 1;
    char name[] = "test";
    char* arguments[] = {name, nullptr};
    const QCoreApplication application(count, arguments);
    BoardOnAPort board(built + "gate328.elf");
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<Delivery> broken;
    bool live = false;
    Sink sink;
    sink.delivered = [&](const Delivery& delivery) {
        const auto* edge = std::get_if<Edge>(&delivery.event.body);
        if (edge == nullptr || edge->kind != EdgeKind::Broken || delivery.phase != Phase::Ordered) return;
        const std::lock_guard lock(mutex);
        broken.push_back(delivery);
        changed.notify_all();
    };
    sink.status_changed = [&](const LinkStatus& status) {
        const std::lock_guard lock(mutex);
        live = status.state == LinkState::Live;
        changed.notify_all();
    };
    Options options;
    options.time = board.time();
    Devices devices(options, sink);
    ASSERT_TRUE(devices.open("serial:" + board.path() + "?driver=flp"));
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(60), [&] { return live; }));
    board.break_beam(1, 4000);
    board.break_beam(2, 7000);
    ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(120), [&] { return broken.size() == 2; }));
    const EventHeader& start = broken[0].event.header;
    const EventHeader& finish = broken[1].event.header;
    EXPECT_EQ(start.source, StampSource::Device);
    const std::int64_t off_ns = (finish.at - start.at - seconds(3)).ns;
    EXPECT_LE(std::abs(off_ns), (start.bound + finish.bound).ns);
    EXPECT_LT(std::abs(off_ns), 2'000'000);
}

}  // namespace
}  // namespace sandau::devices
