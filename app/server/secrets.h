#pragma once

#include <string>
#include <string_view>

namespace sandau::server {

/// argon2id strings, salted: what the contest file keeps of a password or a join code. A code's hash is
/// cheaper, since each code tried is compared with every seat; its guesses are counted instead.
std::string hash_password(std::string_view password);
std::string hash_code(std::string_view code);

/// Whether the word belongs to the hash. False for a text that is no argon2id hash, or one that would
/// cost more than 256 MiB or 10 passes.
bool verify_secret(std::string_view hash, std::string_view word);

/// Six random digits.
std::string make_code();
/// 32 random bytes in hex: the owner's token, a session key.
std::string make_token();

/// In a time that depends on neither text.
bool same_secret(std::string_view a, std::string_view b);

/// BLAKE2b of a text with a key, 32 bytes in hex.
std::string keyed_hash(std::string_view key, std::string_view text);

}  // namespace sandau::server
