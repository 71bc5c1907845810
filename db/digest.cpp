#include "db/digest.h"

#include <sodium.h>
#include <sqlite3.h>

#include <array>
#include <vector>

#include "scoring/result.h"

namespace sandau {

namespace {

std::string hex(const unsigned char* bytes, std::size_t count) {
    std::string text(2 * count + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, count);
    text.pop_back();
    return text;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return hex(hash.data(), hash.size());
}

std::string random_hex(std::size_t byte_count) {
    CHECK(sodium_init() >= 0, "libsodium starts");
    std::vector<unsigned char> bytes(byte_count);
    randombytes_buf(bytes.data(), bytes.size());
    return hex(bytes.data(), bytes.size());
}

std::string sqlite_version() {
    return sqlite3_libversion();
}

}  // namespace sandau
