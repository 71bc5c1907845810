#include "scoring/rational.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace sandau {
namespace {

Rational number(const std::string& text) {
    const Result<Rational> parsed = Rational::parse(text, NumberForm::DecimalOrFraction);
    EXPECT_TRUE(parsed.has_value()) << text;
    return parsed ? *parsed : Rational();
}

std::string code_of(const std::string& text, NumberForm form = NumberForm::Decimal) {
    const Result<Rational> parsed = Rational::parse(text, form);
    return parsed ? "a number" : parsed.error().code;
}

TEST(Rational, ReadsDecimalsExactly) {
    EXPECT_EQ(number("0.1") * Rational(10), Rational(1));
    EXPECT_EQ(number("-12.50").text(), "-12.5");
    EXPECT_EQ(number("1.5e3").text(), "1500");
    EXPECT_EQ(number("25E-4").text(), "0.0025");
    EXPECT_EQ(number("007"), Rational(7));
    EXPECT_EQ(number("-0"), Rational(0));
}

TEST(Rational, ReadsFractionsOnlyWhereTheyMayStand) {
    EXPECT_EQ(number("-1/3").text(), "-1/3");
    EXPECT_EQ(number("4/6").text(), "2/3");
    EXPECT_EQ(code_of("2/3"), "number.syntax");
    EXPECT_EQ(code_of("1/0", NumberForm::DecimalOrFraction), "number.zero_denominator");
    EXPECT_EQ(code_of("1/-3", NumberForm::DecimalOrFraction), "number.syntax");
}

TEST(Rational, RefusesWhatIsNoNumber) {
    for (const char* text :
         {"", "-", ".5", "5.", "1e", "1 ", "+1", "0x10", "1,5", "NaN", "Infinity", "--1", "1/2/3"})
        EXPECT_EQ(code_of(text, NumberForm::DecimalOrFraction), "number.syntax") << text;
}

TEST(Rational, RefusesAbsurdLengths) {
    EXPECT_EQ(code_of("1e999999999"), "number.too_long");
    EXPECT_EQ(code_of("1e-999999999999999999999999"), "number.too_long");
    EXPECT_EQ(code_of(std::string(20'000, '9')), "number.too_long");
    EXPECT_EQ(code_of(std::string(10'000, '9')), "a number");
}

TEST(Rational, KeepsNumbersOfAnySize) {
    const std::string text = "123456789012345678901234567890.123456789";
    EXPECT_EQ(number(text).text(), text);
    const Rational big = number("9223372036854775807");
    EXPECT_EQ((big + Rational(1)).text(), "9223372036854775808");
    EXPECT_EQ(big + Rational(1) - Rational(1), big);
    EXPECT_EQ((-number("-9223372036854775808")).text(), "9223372036854775808");
}

TEST(Rational, WritesTheShortestDecimalOrAFraction) {
    EXPECT_EQ(number("238/3").text(), "238/3");
    EXPECT_EQ(Rational(357, 4).text(), "89.25");
    EXPECT_EQ(Rational(-1, 8).text(), "-0.125");
    EXPECT_EQ(Rational(-10).text(), "-10");
    EXPECT_EQ(Rational(1, 1024).text(), "0.0009765625");
}

TEST(Rational, RoundsEachWay) {
    const auto rounded = [](const char* text, int places, RoundMode mode) {
        return number(text).rounded(places, mode).text();
    };
    EXPECT_EQ(rounded("2.345", 2, RoundMode::HalfUp), "2.35");
    EXPECT_EQ(rounded("-2.345", 2, RoundMode::HalfUp), "-2.35");
    EXPECT_EQ(rounded("2.345", 2, RoundMode::HalfEven), "2.34");
    EXPECT_EQ(rounded("-2.5", 0, RoundMode::HalfEven), "-2");
    EXPECT_EQ(rounded("-3.5", 0, RoundMode::HalfEven), "-4");
    EXPECT_EQ(rounded("-2.341", 2, RoundMode::Floor), "-2.35");
    EXPECT_EQ(rounded("1250", -2, RoundMode::HalfUp), "1300");
    EXPECT_EQ(rounded("2/3", 2, RoundMode::HalfUp), "0.67");
}

TEST(Rational, ThrowsBeforeItFillsTheMemory) {
    Rational growing = number("1e10000");
    EXPECT_THROW(for (int i = 0; i < 10; ++i) growing = growing * growing, NumberTooLarge);
}

/// Numbers of all sizes, also beyond the machine's words.
rc::Gen<Rational> any_rational() {
    return rc::gen::map(rc::gen::tuple(rc::gen::arbitrary<std::int64_t>(), rc::gen::nonZero<std::int64_t>(),
                                       rc::gen::inRange(0, 3)),
                        [](const std::tuple<std::int64_t, std::int64_t, int>& parts) {
                            Rational value(std::get<0>(parts), std::get<1>(parts));
                            for (int i = 0; i < std::get<2>(parts); ++i)
                                value = value * Rational(std::get<0>(parts), 7);
                            return value;
                        });
}

TEST(Rational, ObeysTheLawsOfAField) {
    EXPECT_TRUE(rc::check([] {
        const Rational a = *any_rational(), b = *any_rational(), c = *any_rational();
        RC_ASSERT(a + b == b + a);
        RC_ASSERT((a + b) + c == a + (b + c));
        RC_ASSERT(a * b == b * a);
        RC_ASSERT(a * (b + c) == a * b + a * c);
        RC_ASSERT(a - a == Rational(0));
        if (!b.is_zero()) RC_ASSERT(a / b * b == a);
        RC_ASSERT((a < b) == (a - b < Rational(0)));
    }));
}

TEST(Rational, IsWrittenSoThatItReadsBack) {
    EXPECT_TRUE(rc::check([] {
        const Rational value = *any_rational();
        const Result<Rational> again = Rational::parse(value.text(), NumberForm::DecimalOrFraction);
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == value);
    }));
}

TEST(Rational, RoundsToTheNearest) {
    EXPECT_TRUE(rc::check([] {
        const Rational value = *any_rational();
        const int places = *rc::gen::inRange(-4, 6);
        const Rational half_up = value.rounded(places, RoundMode::HalfUp);
        Rational unit(1);
        for (int i = 0; i < std::abs(places); ++i)
            unit = places > 0 ? unit / Rational(10) : unit * Rational(10);
        RC_ASSERT((half_up / unit).is_whole());
        RC_ASSERT((value - half_up).abs() <= unit / Rational(2));
        RC_ASSERT(value.rounded(places, RoundMode::Floor) <= value);
        RC_ASSERT((-value).rounded(places, RoundMode::HalfUp) == -half_up);
    }));
}

}  // namespace
}  // namespace sandau
