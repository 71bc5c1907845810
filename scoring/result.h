#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace sandau {

/// An expected no: a code and its arguments. The sentence is made at the edge (scoring/words.h),
/// in Vietnamese or English. `path` says where, as contest-definition paths do; empty: the whole thing.
struct Refusal {
    std::string code;
    std::vector<std::pair<std::string, std::string>> arguments;
    std::string path;

    bool operator==(const Refusal&) const = default;
};

template <class T>
using Result = tl::expected<T, Refusal>;

inline tl::unexpected<Refusal> refuse(std::string code,
                                      std::vector<std::pair<std::string, std::string>> arguments = {},
                                      std::string path = {}) {
    return tl::unexpected<Refusal>(Refusal{std::move(code), std::move(arguments), std::move(path)});
}

enum class Severity { Error, Warning };

/// One finding of a check: where, what, and what would be right (all in the code's sentence).
struct Problem {
    Severity severity = Severity::Error;
    Refusal what;

    bool operator==(const Problem&) const = default;
};

/// Ends the program, in release builds too: a broken promise between our own parts is a bug, and the
/// journal makes the restart safe.
[[noreturn]] void check_failed(const char* condition, const char* why, const char* file, int line);

}  // namespace sandau

#define CHECK(condition, why) \
    ((condition) ? static_cast<void>(0) : ::sandau::check_failed(#condition, why, __FILE__, __LINE__))
