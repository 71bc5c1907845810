#include "db/host_lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "scoring/json.h"

// POSIX and Linux (open file description locks) stay in this file.

namespace sandau {

namespace {

std::filesystem::path lock_path(const std::filesystem::path& contest_file) {
    // Two names of one file, through a link, are one host.
    std::error_code error;
    std::filesystem::path real = std::filesystem::weakly_canonical(contest_file, error);
    if (error) real = std::filesystem::absolute(contest_file);
    real += ".host";
    return real;
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }
    bool valid() const { return number_ >= 0; }

private:
    int number_;
};

struct flock whole_file() {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

tl::unexpected<Refusal> not_lockable(int error) {
    return refuse("file.not_lockable", {{"detail", std::strerror(error)}});
}

/// The open file is still the one under that name: a host that ended may have removed it in between.
bool still_there(const Descriptor& file, const std::filesystem::path& path) {
    struct stat opened {};
    struct stat named {};
    return ::fstat(file.number(), &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

std::optional<LiveHost> read_live_host(const Descriptor& file) {
    std::array<char, 4096> buffer{};
    const ssize_t length = ::pread(file.number(), buffer.data(), buffer.size(), 0);
    if (length <= 0) return std::nullopt;
    const Result<Json> json = read_json({buffer.data(), static_cast<std::size_t>(length)});
    if (!json) return std::nullopt;
    const Json* address = json->find("address");
    const Json* token = json->find("token");
    if (address == nullptr || token == nullptr) return std::nullopt;
    if (address->as_string() == nullptr || token->as_string() == nullptr) return std::nullopt;
    return LiveHost{*address->as_string(), *token->as_string()};
}

}  // namespace

struct HostLock::Inner {
    std::filesystem::path path;
    Descriptor file;
};

HostLock::HostLock(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
HostLock::HostLock(HostLock&&) noexcept = default;

HostLock& HostLock::operator=(HostLock&& other) noexcept {
    std::swap(inner_, other.inner_);
    return *this;
}

HostLock::~HostLock() {
    // Removed while the lock is still held, so nobody can have locked the file that goes.
    if (inner_) ::unlink(inner_->path.c_str());
}

Result<HostLock> HostLock::take(const std::filesystem::path& contest_file) {
    const std::filesystem::path path = lock_path(contest_file);
    // Each turn that fails means that another host ended just then.
    for (int turn = 0; turn < 100; ++turn) {
        Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
        if (!file.valid()) return not_lockable(errno);
        struct flock lock = whole_file();
        if (::fcntl(file.number(), F_OFD_SETLK, &lock) != 0) {
            if (errno == EAGAIN || errno == EACCES) return refuse("file.hosted");
            return not_lockable(errno);
        }
        if (!still_there(file, path)) continue;
        // What a killed host wrote is not ours; a file that was there may have had other rights.
        if (::fchmod(file.number(), S_IRUSR | S_IWUSR) != 0) return not_lockable(errno);
        if (::ftruncate(file.number(), 0) != 0) return not_lockable(errno);
        return HostLock(std::make_unique<Inner>(Inner{path, std::move(file)}));
    }
    return refuse("file.hosted");
}

Result<void> HostLock::write_address(const LiveHost& host) {
    Json json{Json::Object{}};
    json.set("address", host.address);
    json.set("token", host.token);
    const std::string text = write_json(json) + '\n';
    const int file = inner_->file.number();
    // In place: another file under this name would not have the lock. Who reads in the middle sees no
    // whole JSON, and takes the host for one that has not opened its door yet.
    if (::ftruncate(file, 0) != 0) return not_lockable(errno);
    const ssize_t written = ::pwrite(file, text.data(), text.size(), 0);
    if (written != static_cast<ssize_t>(text.size())) return not_lockable(written < 0 ? errno : ENOSPC);
    return {};
}

std::optional<LiveHost> find_live_host(const std::filesystem::path& contest_file) {
    const Descriptor file(::open(lock_path(contest_file).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.valid()) return std::nullopt;
    struct flock lock = whole_file();
    if (::fcntl(file.number(), F_OFD_GETLK, &lock) != 0 || lock.l_type == F_UNLCK) return std::nullopt;
    return read_live_host(file).value_or(LiveHost{});
}

}  // namespace sandau
