#include "devices/boot_clock.h"

#include <chrono>
#include <fstream>

#if defined(__linux__)
#include <ctime>
#else
#include <random>
#endif

#include "scoring/result.h"

namespace sandau::devices {

namespace {

WallTime now_wall() {
    using namespace std::chrono;
    return {duration_cast<std::chrono::milliseconds>(system_clock::now().time_since_epoch()).count()};
}

std::string read_boot_id() {
#if defined(__linux__)
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string text;
    if (std::getline(file, text) && !text.empty()) return text;
    // Without it (a container that hides /proc) the boot's moment tells two boots apart as well.
    const std::int64_t booted_s = (now_wall().utc_ms - now_mono().ns / 1'000'000) / 10'000;
    return "boot-at-" + std::to_string(booted_s);
#else
    std::random_device random;
    return "process-" + std::to_string(random()) + std::to_string(random());
#endif
}

}  // namespace

MonoTime now_mono() {
#if defined(__linux__)
    timespec time{};
    const int done = clock_gettime(CLOCK_BOOTTIME, &time);
    CHECK(done == 0, "Linux has had CLOCK_BOOTTIME since 2.6.39");
    return {std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec};
#else
    using namespace std::chrono;
    return {duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count()};
#endif
}

const std::string& boot_id() {
    static const std::string id = read_boot_id();
    return id;
}

Instant now_instant() {
    return {boot_id(), now_mono(), now_wall()};
}

TimeSource faster_time(std::uint32_t speed) {
    CHECK(speed >= 1 && speed <= 100, "faster than that, a heartbeat has no time to be read");
    if (speed == 1) return {};
    const MonoTime begin = now_mono();
    return {[begin, speed] { return begin + Duration{(now_mono() - begin).ns * speed}; }, speed};
}

}  // namespace sandau::devices
