#include "db/owner_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace sandau::db {

OwnerFile::OwnerFile(const std::filesystem::path& path, int flags)
    : number_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR)) {}

OwnerFile::~OwnerFile() {
    if (number_ >= 0) ::close(number_);
}

bool write_all(const OwnerFile& file, std::string_view bytes) {
    if (file.number() < 0) return false;
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file.number()) == 0;
}

bool write_new_file(const std::filesystem::path& path, std::string_view bytes) {
    return write_all(OwnerFile(path, O_WRONLY | O_CREAT | O_EXCL), bytes);
}

bool sync_folder(const std::filesystem::path& folder) {
    const OwnerFile open_folder(folder, O_RDONLY | O_DIRECTORY);
    return open_folder.number() >= 0 && ::fsync(open_folder.number()) == 0;
}

}  // namespace sandau::db
