#include "scoring/key_order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <numeric>
#include <optional>

namespace sandau {

namespace {

/// The greatest part of which all figures of a column are whole numbers; nothing where it is too small.
std::optional<std::int64_t> common_parts(const std::vector<Figure>& figures) {
    constexpr std::int64_t parts_max = 1'000'000;
    std::int64_t parts = 1;
    for (const Figure& figure : figures) {
        if (!figure) continue;
        const std::optional<Rational::Words> words = figure->as_words();
        if (!words || words->denominator > parts_max) return std::nullopt;
        if (words->denominator == 1 || words->denominator == parts) continue;
        parts = std::lcm(parts, words->denominator);
        if (parts > parts_max) return std::nullopt;
    }
    return parts;
}

/// The way of most columns: whole numbers of a common part, whose distance from the best one is the code.
std::optional<OrderCodes> codes_of_parts(const std::vector<Figure>& figures, Order order) {
    const std::optional<std::int64_t> parts = common_parts(figures);
    if (!parts) return std::nullopt;
    // In a word's lower half the distance of any two fits a word.
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 2;
    std::vector<std::int64_t> wholes(figures.size());
    std::int64_t lowest = most, highest = -most;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (!figures[i]) continue;
        const Rational::Words words = *figures[i]->as_words();
        const std::int64_t times = words.denominator == *parts ? 1 : *parts / words.denominator;
        if (__builtin_mul_overflow(words.numerator, times, &wholes[i]) || wholes[i] > most ||
            wholes[i] < -most)
            return std::nullopt;
        lowest = std::min(lowest, wholes[i]);
        highest = std::max(highest, wholes[i]);
    }
    if (lowest > highest) lowest = highest = 0;  // all are missing
    const std::int64_t missing = highest - lowest + 1;
    OrderCodes result;
    result.codes.resize(figures.size());
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const std::int64_t below = order == Order::Descending ? highest - wholes[i] : wholes[i] - lowest;
        result.codes[i] = static_cast<std::uint64_t>(figures[i] ? below : missing);
    }
    result.bits = static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(missing)));
    return result;
}

/// Negative: `a` stands above `b`.
int compare(const Figure& a, const Figure& b, Order order) {
    if (!a || !b) return a ? -1 : b ? 1 : 0;
    if (*a == *b) return 0;
    const bool above = order == Order::Descending ? *a > *b : *a < *b;
    return above ? -1 : 1;
}

/// Any fractions: the code is how many different figures stand above.
OrderCodes codes_of_any(const std::vector<Figure>& figures, Order order) {
    std::vector<std::uint32_t> sorted(figures.size());
    std::iota(sorted.begin(), sorted.end(), 0u);
    std::sort(sorted.begin(), sorted.end(),
              [&](std::uint32_t a, std::uint32_t b) { return compare(figures[a], figures[b], order) < 0; });
    OrderCodes result;
    result.codes.resize(figures.size());
    std::uint64_t code = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i > 0 && compare(figures[sorted[i - 1]], figures[sorted[i]], order) != 0) ++code;
        result.codes[sorted[i]] = code;
    }
    result.bits = static_cast<unsigned>(std::bit_width(code));
    return result;
}

}  // namespace

OrderCodes order_codes(const std::vector<Figure>& figures, Order order) {
    if (std::optional<OrderCodes> codes = codes_of_parts(figures, order)) return *std::move(codes);
    return codes_of_any(figures, order);
}

void sort_by_code(std::vector<CodedContender>& contenders, unsigned bits) {
    // Digit by digit from the lowest: at thousands of rows a sixth of what comparing costs.
    constexpr unsigned digit_bits = 11;
    constexpr std::size_t worth_digits = 512;
    if (contenders.size() < worth_digits) {
        std::stable_sort(contenders.begin(), contenders.end(),
                         [](const CodedContender& a, const CodedContender& b) { return a.code < b.code; });
        return;
    }
    std::vector<CodedContender> sorted(contenders.size());
    for (unsigned shift = 0; shift < bits; shift += digit_bits) {
        const auto digit = [&](const CodedContender& one) {
            return static_cast<std::size_t>(one.code >> shift) & ((std::size_t{1} << digit_bits) - 1);
        };
        std::array<std::uint32_t, std::size_t{1} << digit_bits> next{};
        for (const CodedContender& one : contenders) ++next[digit(one)];
        std::exclusive_scan(next.begin(), next.end(), next.begin(), 0u);
        for (const CodedContender& one : contenders) sorted[next[digit(one)]++] = one;
        contenders.swap(sorted);
    }
}

}  // namespace sandau
