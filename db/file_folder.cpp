#include "db/file_folder.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <vector>

#include "db/digest.h"
#include "db/opening.h"
#include "db/owner_file.h"

namespace sandau {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view unfinished = ".unfinished-";
/// The longest beginning by which a kind of file is known.
constexpr std::size_t sniffed_bytes = 12;

fs::path folder_of(const fs::path& contest_file) {
    fs::path folder = contest_file;
    if (folder.extension() == ".sandau") return folder.replace_extension(".files");
    return folder += ".files";
}

/// What the bytes are; empty: none of the kinds that are taken.
std::string media_type_of(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\xff\xd8\xff"sv)) return "image/jpeg";
    if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return "image/png";
    if (bytes.starts_with("RIFF"sv) && bytes.substr(0, 12).ends_with("WEBP"sv)) return "image/webp";
    if (bytes.starts_with("%PDF-"sv)) return "application/pdf";
    return {};
}

/// No name of a file but a hash leads into the folder.
bool is_sha256(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<std::string> bytes_of(const fs::path& path, std::size_t bytes_max) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string bytes(bytes_max, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

tl::unexpected<Refusal> not_written() {
    if (errno == ENOSPC || errno == EDQUOT) return refuse("file.full");
    return refuse("file.io", {{"detail", std::strerror(errno)}});
}

bool has_room(const fs::path& folder, std::size_t bytes) {
    std::error_code error;
    std::size_t files = 1;
    std::uintmax_t sum = bytes;
    for (const fs::directory_entry& one : fs::directory_iterator(folder, error)) {
        ++files;
        const std::uintmax_t size = one.file_size(error);
        if (!error) sum += size;
    }
    return files <= FileFolder::files_max && sum <= FileFolder::folder_bytes_max;
}

}  // namespace

FileFolder::FileFolder(const fs::path& contest_file) : folder_(folder_of(contest_file)) {}

Result<KeptFile> FileFolder::keep(std::string_view bytes) const {
    if (bytes.size() > file_bytes_max)
        return refuse("files.too_large", {{"max_mb", std::to_string(file_bytes_max >> 20)}});
    KeptFile kept{sha256_hex(bytes), media_type_of(bytes), static_cast<std::int64_t>(bytes.size())};
    if (kept.media_type.empty()) return refuse("files.type");
    const fs::path path = folder_ / kept.sha256;
    if (bytes_of(path, file_bytes_max) == bytes) return kept;
    std::error_code error;
    if (fs::create_directory(folder_, error)) {
        fs::permissions(folder_, fs::perms::owner_all, error);
        const fs::path above = folder_.has_parent_path() ? folder_.parent_path() : fs::path(".");
        if (!db::sync_folder(above)) return not_written();
    }
    if (!has_room(folder_, bytes.size())) return refuse("files.folder_full");
    const fs::path writing = folder_ / (std::string(unfinished) + random_hex(8));
    if (!db::write_new_file(writing, bytes)) {
        const tl::unexpected<Refusal> why = not_written();
        fs::remove(writing, error);
        return why;
    }
    fs::rename(writing, path, error);
    if (error) return refuse("file.io", {{"detail", error.message()}});
    if (!db::sync_folder(folder_)) return not_written();
    return kept;
}

std::optional<KeptFile> FileFolder::find(const std::string& sha256) const {
    if (!is_sha256(sha256)) return std::nullopt;
    std::error_code error;
    const std::uintmax_t size = fs::file_size(folder_ / sha256, error);
    const std::optional<std::string> beginning = bytes_of(folder_ / sha256, sniffed_bytes);
    if (error || !beginning || media_type_of(*beginning).empty()) return std::nullopt;
    return KeptFile{sha256, media_type_of(*beginning), static_cast<std::int64_t>(size)};
}

Result<std::string> FileFolder::read(const std::string& sha256) const {
    if (!is_sha256(sha256)) return refuse("files.gone");
    std::optional<std::string> bytes = bytes_of(folder_ / sha256, file_bytes_max);
    if (!bytes) return refuse("files.gone");
    if (sha256_hex(*bytes) != sha256) return refuse("files.damaged");
    return std::move(*bytes);
}

void FileFolder::clear_unfinished() const {
    std::error_code error;
    std::vector<fs::path> left;
    for (const fs::directory_entry& one : fs::directory_iterator(folder_, error))
        if (one.path().filename().string().starts_with(unfinished)) left.push_back(one.path());
    for (const fs::path& path : left) fs::remove(path, error);
}

Result<void> FileFolder::erase() const {
    std::error_code error;
    fs::remove_all(folder_, error);
    if (error) return refuse("file.io", {{"detail", error.message()}});
    return {};
}

Result<void> copy_attached_files(const fs::path& naming, const fs::path& source, const fs::path& copy) {
    const Result<std::unique_ptr<db::Connection>> connection = db::open_for_a_look(naming);
    if (!connection) return tl::unexpected(connection.error());
    std::vector<std::string> named;
    try {
        (*connection)->each("SELECT DISTINCT sha256 FROM attachments", [&](const db::Statement& row) {
            named.emplace_back(row.text(0));
        });
    } catch (const db::Failure& failure) {
        return tl::unexpected(db::refusal_of(failure));
    }
    const FileFolder from(source), to(copy);
    for (const std::string& sha256 : named) {
        const Result<std::string> bytes = from.read(sha256);
        if (!bytes) continue;
        if (const Result<KeptFile> kept = to.keep(*bytes); !kept) return tl::unexpected(kept.error());
    }
    return {};
}

}  // namespace sandau
