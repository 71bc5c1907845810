#include "devices/old_recordings.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <tuple>

#include "devices/recording.h"

namespace sandau::devices {

namespace {

namespace fs = std::filesystem;

struct Old {
    std::int64_t written_ms = 0;
    std::string name;
    std::uint64_t bytes = 0;
};

std::int64_t since_1970_ms(fs::file_time_type time) {
    const auto wall = std::chrono::file_clock::to_sys(time).time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(wall).count();
}

/// Those that were last written to before then, the oldest first; and the bytes of all.
std::pair<std::vector<Old>, std::uint64_t> look_at(const fs::path& directory, std::int64_t before_ms) {
    std::vector<Old> old;
    std::uint64_t total_bytes = 0;
    std::error_code error;
    for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
        std::error_code gone;
        const bool is_file = at->symlink_status(gone).type() == fs::file_type::regular;
        if (gone || !is_file || !is_recording(at->path())) continue;
        const std::uint64_t bytes = at->file_size(gone);
        const fs::file_time_type written = at->last_write_time(gone);
        if (gone) continue;
        total_bytes += bytes;
        if (since_1970_ms(written) < before_ms)
            old.push_back({since_1970_ms(written), at->path().filename().string(), bytes});
    }
    std::sort(old.begin(), old.end(), [](const Old& a, const Old& b) {
        return std::tie(a.written_ms, a.name) < std::tie(b.written_ms, b.name);
    });
    return {std::move(old), total_bytes};
}

}  // namespace

std::vector<std::string> remove_old_recordings(const fs::path& directory, const std::set<std::string>& needed,
                                               WallTime now, const RecordingBounds& bounds) {
    std::vector<std::string> removed;
    auto [old, total_bytes] = look_at(directory, now.utc_ms - bounds.age_min.floor_ms());
    const auto remove_if_too_much = [&](const Old& one, std::uint64_t bytes_max, bool is_too_old) {
        std::error_code error;
        if (total_bytes <= bytes_max && !is_too_old) return;
        if (!fs::remove(directory / one.name, error)) return;
        total_bytes -= one.bytes;
        removed.push_back(one.name);
    };
    const std::int64_t too_old_ms = now.utc_ms - bounds.age_max.floor_ms();
    for (const Old& one : old)
        if (!needed.contains(one.name))
            remove_if_too_much(one, bounds.bytes_max, one.written_ms < too_old_ms);
    for (const Old& one : old)
        if (needed.contains(one.name)) remove_if_too_much(one, bounds.needed_bytes_max, false);
    return removed;
}

}  // namespace sandau::devices
