#pragma once

#include <string>
#include <string_view>

namespace sandau {

/// SHA-256, 64 hex digits.
std::string sha256_hex(std::string_view bytes);

/// `byte_count` random bytes of the operating system, in hex.
std::string random_hex(std::size_t byte_count);

/// The SQLite that this program runs on, as it names itself ("3.40.1").
std::string sqlite_version();

}  // namespace sandau
