#include "scoring/text_fold.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace sandau {

namespace {

struct Decoded {
    char32_t letter = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

/// The letter at `at`; a byte that begins none counts alone and is not valid.
Decoded decode(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t offset) -> char32_t {
        return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0u;
    };
    const auto follows = [&](std::size_t offset) { return (byte(offset) & 0xC0u) == 0x80u; };
    const char32_t first = byte(0);
    if (first < 0x80) return {first, 1, true};
    if (first >= 0xC2 && first < 0xE0 && follows(1))
        return {(first & 0x1Fu) << 6 | (byte(1) & 0x3Fu), 2, true};
    if (first >= 0xE0 && first < 0xF0 && follows(1) && follows(2)) {
        const char32_t letter = (first & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
        if (letter >= 0x800) return {letter, 3, true};
    }
    if (first >= 0xF0 && first < 0xF5 && follows(1) && follows(2) && follows(3)) {
        const char32_t letter =
            (first & 0x07u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 | (byte(3) & 0x3Fu);
        if (letter >= 0x10000 && letter < 0x110000) return {letter, 4, true};
    }
    return {first, 1, false};
}

bool is_blank(char32_t letter) {
    return letter == ' ' || (letter >= 0x09 && letter <= 0x0D) || letter == 0xA0 ||
           (letter >= 0x2000 && letter <= 0x200B) || letter == 0x2028 || letter == 0x2029 ||
           letter == 0x202F || letter == 0x3000 || letter == 0xFEFF;
}

bool is_mark(char32_t letter) {
    return letter >= 0x300 && letter <= 0x36F;
}

/// The base letters of U+00C0…U+017F and U+1EA0…U+1EF9, lower case; '.' where there is none.
constexpr std::string_view latin_bases =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
constexpr std::string_view vietnamese_bases =
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooo"
    "oooouuuuuuuuuuuuuuyyyyyyyy";

/// The folded letter; 0 where the letter has none of its own.
char base_letter(char32_t letter) {
    const auto from = [&](std::string_view bases, char32_t first) -> char {
        const char base = bases[static_cast<std::size_t>(letter - first)];
        return base == '.' ? '\0' : base;
    };
    if (letter >= 'A' && letter <= 'Z') return static_cast<char>(letter + ('a' - 'A'));
    if (letter < 0x80) return static_cast<char>(letter);
    if (letter >= 0xC0 && letter <= 0x17F) return from(latin_bases, 0xC0);
    if (letter == 0x1A0 || letter == 0x1A1) return 'o';
    if (letter == 0x1AF || letter == 0x1B0) return 'u';
    if (letter >= 0x1EA0 && letter <= 0x1EF9) return from(vietnamese_bases, 0x1EA0);
    return '\0';
}

enum class Letters { Folded, AsTheyAre };

std::string rewrite(std::string_view text, Letters letters) {
    std::string out;
    out.reserve(text.size());
    bool blank_waits = false;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded next = decode(text, at);
        if (next.valid && is_blank(next.letter)) {
            blank_waits = !out.empty();
        } else if (letters == Letters::AsTheyAre || !next.valid || !is_mark(next.letter)) {
            if (blank_waits) out += ' ';
            blank_waits = false;
            const char base = next.valid && letters == Letters::Folded ? base_letter(next.letter) : '\0';
            if (base != '\0') {
                out += base;
            } else {
                out.append(text.substr(at, next.bytes));
            }
        }
        at += next.bytes;
    }
    return out;
}

}  // namespace

std::string fold_text(std::string_view utf8) {
    return rewrite(utf8, Letters::Folded);
}

std::string squeeze_blanks(std::string_view utf8) {
    return rewrite(utf8, Letters::AsTheyAre);
}

bool folded_match(std::string_view query, std::string_view text) {
    const std::string words = fold_text(query);
    const std::string folded = fold_text(text);
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t end = std::min(words.find(' ', at), words.size());
        if (folded.find(words.substr(at, end - at)) == std::string::npos) return false;
        at = end + 1;
    }
    return true;
}

std::size_t folded_distance(std::string_view one, std::string_view other) {
    constexpr std::size_t letters_max = 200;
    const std::string a = fold_text(one.substr(0, letters_max * 4)).substr(0, letters_max);
    const std::string b = fold_text(other.substr(0, letters_max * 4)).substr(0, letters_max);
    std::vector<std::size_t> costs(b.size() + 1);
    std::iota(costs.begin(), costs.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = costs[0];
        costs[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = costs[j + 1];
            costs[j + 1] = std::min({changed, costs[j] + 1, costs[j + 1] + 1});
        }
    }
    return costs[b.size()];
}

}  // namespace sandau
