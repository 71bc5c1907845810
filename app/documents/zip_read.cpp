#include "documents/zip_read.h"

#include <unzip.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace sandau::documents {

namespace {

/// The file in memory, as minizip's stream.
struct MemoryFile {
    std::string_view bytes;
    std::size_t at = 0;
};

voidpf open_memory(voidpf opaque, const void*, int) {
    return opaque;
}

uLong read_memory(voidpf, voidpf stream, void* buffer, uLong size) {
    auto& file = *static_cast<MemoryFile*>(stream);
    const std::size_t count = std::min(static_cast<std::size_t>(size), file.bytes.size() - file.at);
    std::memcpy(buffer, file.bytes.data() + file.at, count);
    file.at += count;
    return static_cast<uLong>(count);
}

uLong write_memory(voidpf, voidpf, const void*, uLong) {
    return 0;
}

ZPOS64_T tell_memory(voidpf, voidpf stream) {
    return static_cast<MemoryFile*>(stream)->at;
}

long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
    auto& file = *static_cast<MemoryFile*>(stream);
    std::size_t from = 0;
    if (origin == ZLIB_FILEFUNC_SEEK_CUR) from = file.at;
    if (origin == ZLIB_FILEFUNC_SEEK_END) from = file.bytes.size();
    if (offset > file.bytes.size() - from) return -1;
    file.at = from + static_cast<std::size_t>(offset);
    return 0;
}

int close_memory(voidpf, voidpf) {
    return 0;
}

int error_memory(voidpf, voidpf) {
    return 0;
}

std::string part_key(std::string_view part) {
    if (part.starts_with('/')) part.remove_prefix(1);
    std::string key(part);
    std::replace(key.begin(), key.end(), '\\', '/');
    std::transform(key.begin(), key.end(), key.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return key;
}

}  // namespace

struct ZipReader::Insides {
    MemoryFile file;
    zlib_filefunc64_def functions{};
    unzFile zip = nullptr;
    std::map<std::string, unz64_file_pos> parts;
    std::size_t unpacked_bytes = 0;
    SheetLimits limits;
    bool part_open = false;

    ~Insides() {
        if (part_open) unzCloseCurrentFile(zip);
        if (zip != nullptr) unzClose(zip);
    }

    Result<void> list_parts();
    Result<std::size_t> read(const std::string& part, char* buffer, std::size_t size);
};

Result<void> ZipReader::Insides::list_parts() {
    unz_global_info64 info{};
    if (unzGetGlobalInfo64(zip, &info) != UNZ_OK || info.number_entry > limits.parts_max)
        return refuse("sheet.damaged", {{"part", "zip"}});
    int found = unzGoToFirstFile(zip);
    for (std::size_t count = 0; found == UNZ_OK && count < limits.parts_max; ++count) {
        std::array<char, 512> name{};
        unz_file_info64 part{};
        unz64_file_pos position{};
        if (unzGetCurrentFileInfo64(zip, &part, name.data(), name.size() - 1, nullptr, 0, nullptr, 0) !=
                UNZ_OK ||
            unzGetFilePos64(zip, &position) != UNZ_OK)
            break;
        parts.emplace(part_key(name.data()), position);
        found = unzGoToNextFile(zip);
    }
    if (parts.empty()) return refuse("sheet.damaged", {{"part", "zip"}});
    return {};
}

Result<std::size_t> ZipReader::Insides::read(const std::string& part, char* buffer, std::size_t size) {
    if (!part_open) return std::size_t{0};
    const int count = unzReadCurrentFile(zip, buffer, static_cast<unsigned>(size));
    if (count < 0) return refuse("sheet.damaged", {{"part", part}});
    unpacked_bytes += static_cast<std::size_t>(count);
    if (unpacked_bytes > limits.unpacked_bytes_max)
        return refuse("sheet.unpacked_too_large", {{"max", std::to_string(limits.unpacked_bytes_max)}});
    if (count == 0) {
        part_open = false;
        // Closing compares the checksum.
        if (unzCloseCurrentFile(zip) != UNZ_OK) return refuse("sheet.damaged", {{"part", part}});
    }
    return static_cast<std::size_t>(count);
}

ZipReader::ZipReader(std::unique_ptr<Insides> insides) : insides_(std::move(insides)) {}
ZipReader::~ZipReader() = default;

Result<std::unique_ptr<ZipReader>> ZipReader::open(std::string_view bytes, const SheetLimits& limits) {
    auto insides = std::make_unique<Insides>();
    insides->file.bytes = bytes;
    insides->limits = limits;
    insides->functions = {open_memory, read_memory,  write_memory, tell_memory,
                          seek_memory, close_memory, error_memory, &insides->file};
    insides->zip = unzOpen2_64("", &insides->functions);
    if (insides->zip == nullptr) return refuse("sheet.damaged", {{"part", "zip"}});
    if (Result<void> listed = insides->list_parts(); !listed) return tl::unexpected(listed.error());
    return std::unique_ptr<ZipReader>(new ZipReader(std::move(insides)));
}

bool ZipReader::has(std::string_view part) const {
    return insides_->parts.contains(part_key(part));
}

Result<ByteSource> ZipReader::stream(std::string_view part) {
    Insides& insides = *insides_;
    if (insides.part_open) {
        unzCloseCurrentFile(insides.zip);
        insides.part_open = false;
    }
    const auto found = insides.parts.find(part_key(part));
    if (found == insides.parts.end()) return refuse("sheet.damaged", {{"part", std::string(part)}});
    unz_file_info64 info{};
    if (unzGoToFilePos64(insides.zip, &found->second) != UNZ_OK ||
        unzGetCurrentFileInfo64(insides.zip, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK)
        return refuse("sheet.damaged", {{"part", std::string(part)}});
    if ((info.flag & 1u) != 0) return refuse("sheet.old_excel");
    if (unzOpenCurrentFile(insides.zip) != UNZ_OK)
        return refuse("sheet.damaged", {{"part", std::string(part)}});
    insides.part_open = true;
    return [&insides, name = std::string(part)](char* buffer, std::size_t size) {
        return insides.read(name, buffer, size);
    };
}

}  // namespace sandau::documents
