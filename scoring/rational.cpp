#include "scoring/rational.h"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <limits>
#include <numeric>
#include <utility>

namespace sandau {

namespace {

using BigInt = boost::multiprecision::cpp_int;
__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UnsignedWide;

constexpr std::size_t parsed_digits_max = 15'000;
constexpr unsigned result_bits_max = 131'072;
/// Every text of so many digits fits into a machine word.
constexpr std::size_t word_digits = 18;

UnsignedWide magnitude(Wide value) {
    return value < 0 ? UnsignedWide{0} - static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
}

UnsignedWide greatest_common_divisor(UnsignedWide a, UnsignedWide b) {
    constexpr UnsignedWide word_max = std::numeric_limits<std::uint64_t>::max();
    while (b != 0) {
        if (a <= word_max && b <= word_max) {
            return std::gcd(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b));
        }
        a = std::exchange(b, a % b);
    }
    return a;
}

constexpr std::int64_t word_min = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t word_max = std::numeric_limits<std::int64_t>::max();

bool fits_word(Wide value) {
    return value >= word_min && value <= word_max;
}

BigInt big_of(Wide value) {
    const UnsignedWide size = magnitude(value);
    BigInt big = static_cast<std::uint64_t>(size >> 64);
    big <<= 64;
    big += static_cast<std::uint64_t>(size);
    return value < 0 ? BigInt(-big) : big;
}

BigInt power_of_ten(std::size_t exponent) {
    return boost::multiprecision::pow(BigInt(10), static_cast<unsigned>(exponent));
}

BigInt floor_quotient(const BigInt& numerator, const BigInt& denominator) {
    BigInt quotient, remainder;
    boost::multiprecision::divide_qr(numerator, denominator, quotient, remainder);
    if (remainder < 0) --quotient;
    return quotient;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

struct Rational::Big {
    BigInt numerator;
    BigInt denominator;
};

void Rational::copy_big() {
    numerator_.big = new Big(*numerator_.big);
}

void Rational::delete_big() noexcept {
    delete numerator_.big;
}

/// The ways between the two representations.
struct RationalArithmetic {
    static BigInt numerator(const Rational& value) {
        return value.is_big() ? value.numerator_.big->numerator : BigInt(value.numerator_.word);
    }
    static BigInt denominator(const Rational& value) {
        return value.is_big() ? value.numerator_.big->denominator : BigInt(value.denominator_);
    }

    /// `denominator` is above zero.
    static Rational from_wide(Wide numerator, Wide denominator) {
        if (fits_word(numerator) && fits_word(denominator) && numerator != word_min) {
            const auto above = static_cast<std::int64_t>(numerator);
            const auto below = static_cast<std::int64_t>(denominator);
            const std::int64_t common = below == 1 ? 1 : std::gcd(above, below);
            return of_words(above / common, below / common);
        }
        if (denominator != 1) {
            const auto common = static_cast<Wide>(
                greatest_common_divisor(magnitude(numerator), static_cast<UnsignedWide>(denominator)));
            numerator /= common;
            denominator /= common;
        }
        if (!fits_word(numerator) || !fits_word(denominator)) {
            return store(big_of(numerator), big_of(denominator));
        }
        return of_words(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator));
    }

    /// In lowest terms already.
    static Rational of_words(std::int64_t numerator, std::int64_t denominator) {
        Rational value;
        value.numerator_.word = numerator;
        value.denominator_ = denominator;
        return value;
    }

    static Rational from_big(BigInt numerator, BigInt denominator) {
        if (denominator < 0) {
            numerator = -numerator;
            denominator = -denominator;
        }
        const BigInt common = boost::multiprecision::gcd(numerator, denominator);
        if (common != 1) {
            numerator /= common;
            denominator /= common;
        }
        return store(std::move(numerator), std::move(denominator));
    }

    /// In lowest terms already.
    static Rational store(BigInt numerator, BigInt denominator) {
        static const BigInt lowest = word_min, highest = word_max;
        if (numerator >= lowest && numerator <= highest && denominator <= highest)
            return of_words(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator));
        const auto too_long = [](const BigInt& part) {
            return part != 0 &&
                   boost::multiprecision::msb(boost::multiprecision::abs(part)) >= result_bits_max;
        };
        if (too_long(numerator) || too_long(denominator)) throw NumberTooLarge();
        Rational value;
        value.numerator_.big = new Rational::Big{std::move(numerator), std::move(denominator)};
        value.denominator_ = 0;
        return value;
    }
};

Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
    CHECK(denominator != 0, "a fraction has a denominator");
    *this = denominator > 0 ? RationalArithmetic::from_wide(numerator, denominator)
                            : RationalArithmetic::from_wide(-Wide{numerator}, -Wide{denominator});
}

namespace {

/// A decimal text in its parts: all digits in a row, how many of them stand after the point, the exponent.
struct DecimalParts {
    bool negative = false;
    std::string digits;
    std::size_t places = 0;
    std::int64_t exponent = 0;
};

std::optional<DecimalParts> split_decimal(std::string_view text) {
    DecimalParts parts;
    std::size_t at = 0;
    if (at < text.size() && text[at] == '-') {
        parts.negative = true;
        ++at;
    }
    const auto take_digits = [&] {
        const std::size_t start = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return text.substr(start, at - start);
    };
    const std::string_view whole = take_digits();
    if (whole.empty()) return std::nullopt;
    parts.digits = whole;
    if (at < text.size() && text[at] == '.') {
        ++at;
        const std::string_view fraction = take_digits();
        if (fraction.empty()) return std::nullopt;
        parts.digits += fraction;
        parts.places = fraction.size();
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        const bool below = at < text.size() && text[at] == '-';
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
        const std::string_view digits = take_digits();
        if (digits.empty()) return std::nullopt;
        for (const char digit : digits) {
            parts.exponent = std::min<std::int64_t>(parts.exponent * 10 + (digit - '0'), 1'000'000'000);
        }
        if (below) parts.exponent = -parts.exponent;
    }
    if (at != text.size()) return std::nullopt;
    return parts;
}

tl::unexpected<Refusal> too_long() {
    return refuse("number.too_long", {{"max", std::to_string(parsed_digits_max)}});
}

tl::unexpected<Refusal> no_number(std::string_view text) {
    return refuse("number.syntax", {{"found", std::string(text.substr(0, 40))}});
}

std::int64_t word_of(std::string_view digits) {
    std::int64_t value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    return value;
}

BigInt big_of_digits(std::string_view digits) {
    // cpp_int takes a leading zero for octal.
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? BigInt(0) : BigInt(std::string(digits.substr(first)));
}

}  // namespace

Result<Rational> Rational::parse(std::string_view text, NumberForm form) {
    if (const std::size_t slash = text.find('/');
        slash != std::string_view::npos && form == NumberForm::DecimalOrFraction) {
        const auto whole = [](std::string_view part) {
            return !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
        };
        const std::string_view above = text.substr(0, slash), below = text.substr(slash + 1);
        const bool negative = above.starts_with('-');
        const std::string_view above_digits = above.substr(negative ? 1 : 0);
        if (!whole(above_digits) || !whole(below)) return no_number(text);
        if (text.size() > parsed_digits_max) return too_long();
        BigInt numerator = big_of_digits(above_digits), denominator = big_of_digits(below);
        if (denominator == 0) return refuse("number.zero_denominator", {{"found", std::string(text)}});
        if (negative) numerator = -numerator;
        return RationalArithmetic::from_big(std::move(numerator), std::move(denominator));
    }

    const std::optional<DecimalParts> parts = split_decimal(text);
    if (!parts) return no_number(text);
    const auto shift = static_cast<std::size_t>(std::abs(parts->exponent));
    if (parts->digits.size() + shift > parsed_digits_max) return too_long();
    const std::int64_t scale = parts->exponent - static_cast<std::int64_t>(parts->places);
    const auto zeros = static_cast<std::size_t>(std::abs(scale));
    if (parts->digits.size() <= word_digits &&
        (scale <= 0 ? zeros : parts->digits.size() + zeros) <= word_digits) {
        Wide power = 1;
        for (std::size_t i = 0; i < zeros; ++i) power *= 10;
        const Wide digits = parts->negative ? -Wide{word_of(parts->digits)} : Wide{word_of(parts->digits)};
        return scale < 0 ? RationalArithmetic::from_wide(digits, power)
                         : RationalArithmetic::from_wide(digits * power, 1);
    }
    BigInt digits = big_of_digits(parts->digits);
    if (parts->negative) digits = -digits;
    if (scale < 0) return RationalArithmetic::from_big(std::move(digits), power_of_ten(zeros));
    return RationalArithmetic::from_big(digits * power_of_ten(zeros), 1);
}

bool Rational::is_zero() const {
    return !is_big() && numerator_.word == 0;
}

bool Rational::is_whole() const {
    return is_big() ? numerator_.big->denominator == 1 : denominator_ == 1;
}

int Rational::sign() const {
    if (is_big()) return numerator_.big->numerator.sign();
    return numerator_.word > 0 ? 1 : numerator_.word < 0 ? -1 : 0;
}

Rational Rational::denominator() const {
    if (!is_big()) return denominator_;
    return RationalArithmetic::store(numerator_.big->denominator, 1);
}

Rational Rational::abs() const {
    return sign() < 0 ? -*this : *this;
}

Rational Rational::floor() const {
    if (is_whole()) return *this;
    if (is_big())
        return RationalArithmetic::store(
            floor_quotient(numerator_.big->numerator, numerator_.big->denominator), 1);
    const std::int64_t quotient = numerator_.word / denominator_;
    return quotient - (numerator_.word % denominator_ < 0 ? 1 : 0);
}

Rational Rational::ceiling() const {
    return -(-*this).floor();
}

Rational Rational::rounded(int places, RoundMode mode) const {
    const BigInt power = power_of_ten(static_cast<std::size_t>(std::abs(places)));
    const Rational unit = RationalArithmetic::store(power, 1);
    const Rational scaled = places < 0 ? *this / unit : *this * unit;
    Rational whole = scaled.floor();
    const Rational rest = scaled - whole;
    const Rational half(1, 2);
    bool up = false;
    switch (mode) {
        case RoundMode::HalfUp:
            up = rest > half || (rest == half && scaled.sign() > 0);
            break;
        case RoundMode::HalfEven:
            up = rest > half || (rest == half && !(whole / Rational(2)).is_whole());
            break;
        case RoundMode::Floor:
            break;
    }
    if (up) whole += Rational(1);
    return places < 0 ? whole * unit : whole / unit;
}

std::string Rational::text() const {
    if (denominator_ == 1) return std::to_string(numerator_.word);
    const BigInt numerator = RationalArithmetic::numerator(*this);
    BigInt rest = RationalArithmetic::denominator(*this);
    const auto denominator = rest;
    // A finite decimal exists where the denominator has no other factors than 2 and 5.
    const std::size_t twos = boost::multiprecision::lsb(rest);
    rest >>= twos;
    std::size_t fives = 0;
    while (rest % 5 == 0) {
        rest /= 5;
        ++fives;
    }
    if (rest != 1) return numerator.str() + '/' + denominator.str();
    const std::size_t places = std::max(twos, fives);
    if (places == 0) return numerator.str();
    std::string digits =
        BigInt(boost::multiprecision::abs(numerator) * power_of_ten(places) / denominator).str();
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
    return sign() < 0 ? '-' + digits : digits;
}

Rational Rational::operator-() const {
    if (is_big()) return RationalArithmetic::store(-numerator_.big->numerator, numerator_.big->denominator);
    return RationalArithmetic::from_wide(-Wide{numerator_.word}, denominator_);
}

Rational Rational::sum_of(const Rational& a, const Rational& b) {
    if (!a.is_big() && !b.is_big()) {
        return RationalArithmetic::from_wide(
            Wide{a.numerator_.word} * b.denominator_ + Wide{b.numerator_.word} * a.denominator_,
            Wide{a.denominator_} * b.denominator_);
    }
    const BigInt a_below = RationalArithmetic::denominator(a), b_below = RationalArithmetic::denominator(b);
    return RationalArithmetic::from_big(
        RationalArithmetic::numerator(a) * b_below + RationalArithmetic::numerator(b) * a_below,
        a_below * b_below);
}

Rational operator*(const Rational& a, const Rational& b) {
    if (!a.is_big() && !b.is_big()) {
        return RationalArithmetic::from_wide(Wide{a.numerator_.word} * b.numerator_.word,
                                             Wide{a.denominator_} * b.denominator_);
    }
    return RationalArithmetic::from_big(
        RationalArithmetic::numerator(a) * RationalArithmetic::numerator(b),
        RationalArithmetic::denominator(a) * RationalArithmetic::denominator(b));
}

Rational operator/(const Rational& a, const Rational& b) {
    CHECK(!b.is_zero(), "nobody divides by zero");
    if (!a.is_big() && !b.is_big()) {
        const Wide numerator = Wide{a.numerator_.word} * b.denominator_;
        const Wide denominator = Wide{a.denominator_} * b.numerator_.word;
        return denominator > 0 ? RationalArithmetic::from_wide(numerator, denominator)
                               : RationalArithmetic::from_wide(-numerator, -denominator);
    }
    return RationalArithmetic::from_big(
        RationalArithmetic::numerator(a) * RationalArithmetic::denominator(b),
        RationalArithmetic::denominator(a) * RationalArithmetic::numerator(b));
}

std::strong_ordering Rational::compare(const Rational& a, const Rational& b) {
    if (!a.is_big() && !b.is_big()) {
        const Wide left = Wide{a.numerator_.word} * b.denominator_,
                   right = Wide{b.numerator_.word} * a.denominator_;
        return left < right   ? std::strong_ordering::less
               : left > right ? std::strong_ordering::greater
                              : std::strong_ordering::equal;
    }
    const BigInt left = RationalArithmetic::numerator(a) * RationalArithmetic::denominator(b);
    const BigInt right = RationalArithmetic::numerator(b) * RationalArithmetic::denominator(a);
    const int order = left.compare(right);
    return order <=> 0;
}

}  // namespace sandau
