#pragma once

#include <filesystem>
#include <string_view>

namespace sandau::db {

/// A file that is open as long as this lives, with the flags of open(2); one that it makes nobody but its
/// owner may read, from its first moment on. `number()` is negative where it could not be opened.
class OwnerFile {
public:
    OwnerFile(const std::filesystem::path& path, int flags);
    OwnerFile(const OwnerFile&) = delete;
    OwnerFile& operator=(const OwnerFile&) = delete;
    ~OwnerFile();
    int number() const { return number_; }

private:
    int number_;
};

/// Writes all of it and waits until the disk has it. False: errno says why.
bool write_all(const OwnerFile& file, std::string_view bytes);

/// A new file with these bytes; on the disk when it returns. False: errno says why.
bool write_new_file(const std::filesystem::path& path, std::string_view bytes);

/// Waits until the disk has the names in a folder. False: errno says why.
bool sync_folder(const std::filesystem::path& folder);

}  // namespace sandau::db
