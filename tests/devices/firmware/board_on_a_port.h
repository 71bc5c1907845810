#pragma once

#include <poll.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <initializer_list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "devices/boot_clock.h"
#include "devices/firmware/board.h"

namespace sandau::devices {

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
    struct Break {
        int channel;
        std::uint64_t in_ms;
    };
    /// Breaks the beams so many milliseconds from now, the same now for all, for 80 of them.
    void break_beams(std::initializer_list<Break> breaks) {
        const std::lock_guard lock(mutex_);
        for (const Break& beam : breaks) {
            const std::uint64_t at = cycle_ + beam.in_ms * cycles_in_ms;
            planned_.push_back({beam.channel, true, at});
            planned_.push_back({beam.channel, false, at + 80 * cycles_in_ms});
        }
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

}  // namespace sandau::devices
