#pragma once

#include <string>
#include <string_view>

namespace sandau {

/// Text as people search and match it: lower case, without accents and marks (đ is d), every run of
/// blanks one blank, none at the ends. Composed and decomposed Unicode give the same; letters of
/// other scripts and bytes that are not UTF-8 stay as they are.
/// "  NGUYỄN  Đức " → "nguyen duc"
std::string fold_text(std::string_view utf8);

/// The text itself with every run of blanks (no-break and zero-width ones too) one blank and none at
/// the ends; line breaks are blanks.
std::string squeeze_blanks(std::string_view utf8);

/// True where every word of the query occurs in the text, both folded: "duc nguyen" finds
/// "Nguyễn Đức". An empty query finds everything.
bool folded_match(std::string_view query, std::string_view text);

/// How many letters must be put in, taken out or changed to make one folded text of the other; texts
/// are cut at 200 letters, so that hostile ones cost nothing.
std::size_t folded_distance(std::string_view one, std::string_view other);

}  // namespace sandau
