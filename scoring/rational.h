#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "scoring/result.h"

namespace sandau {

enum class RoundMode {
    HalfUp,    ///< to the nearest, a half away from zero
    HalfEven,  ///< to the nearest, a half to the even neighbour
    Floor,     ///< to the next lower
};

/// Which texts are a number: in results a decimal, in a definition also "2/3".
enum class NumberForm { Decimal, DecimalOrFraction };

/// A number outgrew what is sensible (131,072 bits): only a hostile formula gets there. Thrown by the
/// arithmetic and caught at the door of the evaluation.
struct NumberTooLarge : std::runtime_error {
    NumberTooLarge() : std::runtime_error("number too large") {}
};

/// An exact fraction in lowest terms with a positive denominator. Small values live in two machine words
/// and whole ones are added and compared in place; larger ones move to big integers by themselves.
class Rational {
public:
    Rational() = default;
    Rational(std::int64_t whole) : numerator_{whole} {}
    Rational(int whole) : numerator_{whole} {}
    /// `denominator` must not be zero.
    Rational(std::int64_t numerator, std::int64_t denominator);

    Rational(const Rational& other) : numerator_(other.numerator_), denominator_(other.denominator_) {
        if (is_big()) [[unlikely]]
            copy_big();
    }
    Rational(Rational&& other) noexcept
        : numerator_(std::exchange(other.numerator_, {})),
          denominator_(std::exchange(other.denominator_, 1)) {}
    Rational& operator=(const Rational& other) {
        Rational copy(other);
        return *this = std::move(copy);
    }
    Rational& operator=(Rational&& other) noexcept {
        std::swap(numerator_, other.numerator_);
        std::swap(denominator_, other.denominator_);
        return *this;
    }
    ~Rational() {
        if (is_big()) [[unlikely]]
            delete_big();
    }

    /// Reads "12", "-0.5", "1e3", or "-2/3" where the form allows it. Refused: `number.syntax`,
    /// `number.too_long` {max} (more digits than 15,000, the exponent's zeros counted),
    /// `number.zero_denominator`.
    static Result<Rational> parse(std::string_view text, NumberForm form = NumberForm::Decimal);

    bool is_zero() const;
    bool is_whole() const;
    int sign() const;  ///< -1, 0, 1
    std::optional<std::int64_t> as_int64() const {
        return denominator_ == 1 ? std::optional(numerator_.word) : std::nullopt;
    }
    struct Words {
        std::int64_t numerator = 0;
        std::int64_t denominator = 1;
    };
    /// Nothing for one of big integers.
    std::optional<Words> as_words() const {
        return is_big() ? std::nullopt : std::optional(Words{numerator_.word, denominator_});
    }
    /// In lowest terms, above zero.
    Rational denominator() const;

    Rational abs() const;
    Rational floor() const;
    Rational ceiling() const;
    /// `places` after the point; negative: tens, hundreds …
    Rational rounded(int places, RoundMode mode) const;

    /// The shortest exact decimal ("89.25", "-10"), or "p/q" where no finite decimal exists.
    std::string text() const;

    Rational operator-() const;
    friend Rational operator+(Rational a, const Rational& b) {
        a += b;
        return a;
    }
    friend Rational operator-(const Rational& a, const Rational& b) { return a + -b; }
    friend Rational operator*(const Rational& a, const Rational& b);
    /// `b` must not be zero.
    friend Rational operator/(const Rational& a, const Rational& b);
    Rational& operator+=(const Rational& other) {
        const bool both_whole = denominator_ == 1 && other.denominator_ == 1;
        std::int64_t sum = 0;
        if (!both_whole || __builtin_add_overflow(numerator_.word, other.numerator_.word, &sum))
            return *this = sum_of(*this, other);
        numerator_.word = sum;
        return *this;
    }

    friend bool operator==(const Rational& a, const Rational& b) {
        if (a.is_big() || b.is_big()) [[unlikely]]
            return compare(a, b) == 0;
        return a.numerator_.word == b.numerator_.word && a.denominator_ == b.denominator_;
    }
    friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
        if (a.denominator_ == 1 && b.denominator_ == 1) return a.numerator_.word <=> b.numerator_.word;
        return compare(a, b);
    }

private:
    struct Big;
    union Numerator {
        std::int64_t word = 0;
        Big* big;
    };
    friend struct RationalArithmetic;

    /// The whole fraction is `numerator_.big`, which is this one's own.
    bool is_big() const { return denominator_ == 0; }
    void copy_big();
    void delete_big() noexcept;
    static Rational sum_of(const Rational& a, const Rational& b);
    static std::strong_ordering compare(const Rational& a, const Rational& b);

    Numerator numerator_{0};
    std::int64_t denominator_ = 1;
};

/// A figure, or `missing`: a value of its own, neither 0 nor an error.
using Figure = std::optional<Rational>;

}  // namespace sandau
