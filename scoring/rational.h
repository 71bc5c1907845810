#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

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

/// An exact fraction in lowest terms with a positive denominator. Small values live in two machine
/// words; larger ones move to big integers by themselves.
class Rational {
public:
    Rational() = default;
    Rational(std::int64_t whole) : numerator_(whole) {}
    Rational(int whole) : numerator_(whole) {}
    /// `denominator` must not be zero.
    Rational(std::int64_t numerator, std::int64_t denominator);

    Rational(const Rational& other);
    Rational(Rational&& other) noexcept;
    Rational& operator=(const Rational& other);
    Rational& operator=(Rational&& other) noexcept;
    ~Rational() = default;

    /// Reads "12", "-0.5", "1e3", or "-2/3" where the form allows it. Refused: `number.syntax`,
    /// `number.too_long` {max} (more digits than 15,000, the exponent's zeros counted),
    /// `number.zero_denominator`.
    static Result<Rational> parse(std::string_view text, NumberForm form = NumberForm::Decimal);

    bool is_zero() const;
    bool is_whole() const;
    int sign() const;  ///< -1, 0, 1
    std::optional<std::int64_t> as_int64() const;
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
    friend Rational operator+(const Rational& a, const Rational& b);
    friend Rational operator-(const Rational& a, const Rational& b);
    friend Rational operator*(const Rational& a, const Rational& b);
    /// `b` must not be zero.
    friend Rational operator/(const Rational& a, const Rational& b);
    Rational& operator+=(const Rational& other) { return *this = *this + other; }

    friend bool operator==(const Rational& a, const Rational& b);
    friend std::strong_ordering operator<=>(const Rational& a, const Rational& b);

private:
    struct Big;
    struct BigDelete {
        void operator()(Big* big) const;
    };
    friend struct RationalArithmetic;

    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
    std::unique_ptr<Big, BigDelete> big_;  ///< set: the words above do not count
};

/// A figure, or `missing`: a value of its own, neither 0 nor an error.
using Figure = std::optional<Rational>;

}  // namespace sandau
