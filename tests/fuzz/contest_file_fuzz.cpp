#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>

#include "db/contest_file.h"
#include "db/maintenance.h"
#include "support/contest_kit.h"

// Somebody brings a file: a few bytes of a real contest file are changed as the input says, or the input
// is the file. Whatever it is, it is refused or it is read.

namespace {

using namespace sandau;
using namespace sandau::testing;

std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string real_file() {
    const TemporaryFolder folder;
    {
        Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
        Contest contest;
        write_something_of_everything(*file, contest);
    }
    return read_bytes(folder / "a.sandau");
}

/// Each four bytes: where (three), and what stands there then.
std::string changed(std::string bytes, const std::uint8_t* data, std::size_t size) {
    for (; size >= 4; data += 4, size -= 4) {
        const std::size_t at =
            (std::size_t{data[0]} << 16 | std::size_t{data[1]} << 8 | data[2]) % bytes.size();
        bytes[at] = static_cast<char>(data[3]);
    }
    return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string real = real_file();
    static const TemporaryFolder folder;
    if (size == 0) return 0;
    const bool whole = data[0] == 0xff;
    const std::filesystem::path path = folder / "b.sandau";
    {
        std::ofstream file(path, std::ios::binary | std::ios::trunc);
        file << (whole ? std::string(reinterpret_cast<const char*>(data + 1), size - 1)
                       : changed(real, data + 1, size - 1));
    }
    if (const Result<ContestFile> file = ContestFile::open(path, FileMode::ReadOnly)) {
        static_cast<void>(file->load());
        static_cast<void>(file->journal_since(0));
        static_cast<void>(file->answer_for(CommandId("everything-1")));
    }
    static_cast<void>(verify(path));
    for (const char* name : {"b.sandau-wal", "b.sandau-shm"}) std::filesystem::remove(folder / name);
    return 0;
}
