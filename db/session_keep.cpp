#include "db/session_keep.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <sstream>

#include "db/digest.h"
#include "db/owner_file.h"

// POSIX stays in this file: who owns what is read.

namespace sandau {

namespace {

constexpr std::size_t key_digits = 64;
constexpr std::size_t bytes_max = 8u << 20;  // a hundred thousand sessions that were ended

tl::unexpected<Refusal> not_created() {
    return refuse("file.not_created", {{"detail", std::strerror(errno)}});
}

bool is_hex(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Nothing: there is none, or others may know it.
std::optional<std::string> text_of_owner(const std::filesystem::path& path) {
    const db::OwnerFile file(path, O_RDONLY);
    struct stat about {};
    if (file.number() < 0 || ::fstat(file.number(), &about) != 0) return std::nullopt;
    const bool ours = S_ISREG(about.st_mode) && about.st_uid == ::geteuid() &&
                      (about.st_mode & (S_IRWXG | S_IRWXO)) == 0 && about.st_nlink == 1;
    if (!ours || static_cast<std::size_t>(about.st_size) > bytes_max) return std::nullopt;
    std::string text(static_cast<std::size_t>(about.st_size), '\0');
    const ssize_t length = ::read(file.number(), text.data(), text.size());
    if (length != about.st_size) return std::nullopt;
    return text;
}

std::string line_of(const std::string& session, std::int64_t ended_s) {
    return session + ' ' + std::to_string(ended_s) + '\n';
}

}  // namespace

Result<SessionKeep> SessionKeep::open(const std::filesystem::path& contest_file,
                                      std::int64_t forget_before_s) {
    SessionKeep keep;
    std::error_code error;
    keep.path_ = std::filesystem::weakly_canonical(contest_file, error);
    if (error) keep.path_ = std::filesystem::absolute(contest_file);
    keep.path_ += ".session";

    std::istringstream lines(text_of_owner(keep.path_).value_or(""));
    lines >> keep.key_;
    if (keep.key_.size() != key_digits || !is_hex(keep.key_)) keep.key_ = random_hex(key_digits / 2);
    std::string session;
    // A last line that a power cut left half is no number, or a session that nobody has.
    for (std::int64_t at_s = 0; lines >> session >> at_s;)
        if (at_s >= forget_before_s && is_hex(session)) keep.ended_[session] = at_s;

    // Written anew each time: what is forgotten goes, and what is half.
    std::string text = keep.key_ + '\n';
    for (const auto& [ended, at_s] : keep.ended_) text += line_of(ended, at_s);
    std::filesystem::path unfinished = keep.path_;
    unfinished += ".unfinished";
    ::unlink(unfinished.c_str());
    if (!db::write_new_file(unfinished, text)) return not_created();
    if (::rename(unfinished.c_str(), keep.path_.c_str()) != 0) return not_created();
    return keep;
}

Result<void> SessionKeep::end(const std::string& session, std::int64_t now_s) const {
    if (!db::write_all(db::OwnerFile(path_, O_WRONLY | O_APPEND), line_of(session, now_s)))
        return not_created();
    return {};
}

}  // namespace sandau
