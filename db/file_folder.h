#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "scoring/command.h"
#include "scoring/result.h"

namespace sandau {

/// The documents and photos of a contest, in the folder NAME.files beside NAME.sandau, each called by the
/// SHA-256 of its bytes. What is in it never changes, so several threads may use it at once.
class FileFolder {
public:
    static constexpr std::size_t file_bytes_max = 10u << 20;
    static constexpr std::size_t files_max = 50'000;
    static constexpr std::uintmax_t folder_bytes_max = std::uintmax_t{64} << 30;

    explicit FileFolder(const std::filesystem::path& contest_file);

    /// The disk has it when this returns; the same bytes again are kept once. A photo (JPEG, PNG, WebP) or a
    /// PDF, as the bytes say and whatever they are called. Refused: `files.type`, `files.too_large` {max_mb},
    /// `files.folder_full`, `file.full`, `file.io` {detail}.
    Result<KeptFile> keep(std::string_view bytes) const;
    /// What is kept under this hash.
    std::optional<KeptFile> find(const std::string& sha256) const;
    /// Its bytes. Refused: `files.gone` (not kept, or erased), `files.damaged` (not what was kept).
    Result<std::string> read(const std::string& sha256) const;
    /// Removes what was being written when a host ended.
    void clear_unfinished() const;
    /// Removes everything. Refused: `file.io` {detail}.
    Result<void> erase() const;

private:
    std::filesystem::path folder_;
};

/// Copies the documents and photos that a contest file names from the folder beside `source` to the one
/// beside `copy`. Those that are not kept any more stay away: `verify` says which. Refused as
/// FileFolder::keep.
Result<void> copy_attached_files(const std::filesystem::path& naming, const std::filesystem::path& source,
                                 const std::filesystem::path& copy);

}  // namespace sandau
