#pragma once

#include <cstddef>
#include <string_view>

namespace sandau::documents {

/// How many words with letters beyond ASCII are, and are not, Vietnamese syllables.
struct SyllableCount {
    std::size_t good = 0;
    std::size_t bad = 0;
};

/// `utf8` is composed. Looks at the first 64 KiB at most.
SyllableCount count_syllables(std::string_view utf8);

}  // namespace sandau::documents
