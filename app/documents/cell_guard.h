#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace sandau::documents {

/// A spreadsheet program would run a cell that begins so; the wide signs of East Asian keyboards too.
inline bool would_run(std::string_view text) {
    constexpr std::array<std::string_view, 10> beginnings = {"=",  "+",  "-",  "@",  "\t",
                                                             "\r", "＝", "＋", "－", "＠"};
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](std::string_view beginning) { return text.starts_with(beginning); });
}

}  // namespace sandau::documents
