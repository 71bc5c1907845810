#include "server/secrets.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <charconv>

#include "scoring/result.h"

namespace sandau::server {

namespace {

constexpr unsigned long long code_passes = 1;
constexpr std::size_t code_bytes = 8u << 20;
constexpr std::size_t hash_bytes_max = 256u << 20;
constexpr unsigned hash_passes_max = 10;

void need_sodium() {
    static const bool ready = sodium_init() >= 0;
    CHECK(ready, "libsodium does not start");
}

std::string hash_with(std::string_view word, unsigned long long passes, std::size_t bytes) {
    need_sodium();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    const int failed = crypto_pwhash_str_alg(hash.data(), word.data(), word.size(), passes, bytes,
                                             crypto_pwhash_ALG_ARGON2ID13);
    CHECK(failed == 0, "no memory for a password's hash");
    return hash.data();
}

/// The number after `name` in "m=65536,t=2,p=1".
unsigned parameter(std::string_view hash, std::string_view name) {
    const std::size_t at = hash.find(name);
    unsigned value = ~0u;
    if (at != std::string_view::npos)
        std::from_chars(hash.data() + at + name.size(), hash.data() + hash.size(), value);
    return value;
}

std::string hex_of(const unsigned char* bytes, std::size_t size) {
    std::string hex(size * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes, size);
    hex.pop_back();
    return hex;
}

}  // namespace

std::string hash_password(std::string_view password) {
    return hash_with(password, crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
}

std::string hash_code(std::string_view code) {
    return hash_with(code, code_passes, code_bytes);
}

bool verify_secret(std::string_view hash, std::string_view word) {
    need_sodium();
    if (!hash.starts_with("$argon2id$v=19$m=") || hash.size() >= crypto_pwhash_STRBYTES) return false;
    if (parameter(hash, "$m=") > hash_bytes_max / 1024 || parameter(hash, ",t=") > hash_passes_max)
        return false;
    std::array<char, crypto_pwhash_STRBYTES> padded{};
    hash.copy(padded.data(), hash.size());
    return crypto_pwhash_str_verify(padded.data(), word.data(), word.size()) == 0;
}

std::string make_code() {
    need_sodium();
    return fmt::format("{:06}", randombytes_uniform(1'000'000));
}

std::string make_token() {
    need_sodium();
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return hex_of(bytes.data(), bytes.size());
}

bool same_secret(std::string_view a, std::string_view b) {
    const std::string hash_a = keyed_hash("same", a);
    const std::string hash_b = keyed_hash("same", b);
    return sodium_memcmp(hash_a.data(), hash_b.data(), hash_a.size()) == 0;
}

std::string keyed_hash(std::string_view key, std::string_view text) {
    need_sodium();
    std::array<unsigned char, crypto_generichash_KEYBYTES> short_key{};
    const auto bytes = [](std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); };
    crypto_generichash(short_key.data(), short_key.size(), bytes(key), key.size(), nullptr, 0);
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), bytes(text), text.size(), short_key.data(),
                       short_key.size());
    return hex_of(hash.data(), hash.size());
}

}  // namespace sandau::server
