#include "scoring/formula.h"

#include <gtest/gtest.h>

#include <map>

namespace sandau {
namespace {

class Values final : public FormulaScope {
public:
    explicit Values(std::map<std::string, Figure> values) : values_(std::move(values)) {}
    Figure value(const std::string& name) const override {
        const auto found = values_.find(name);
        return found == values_.end() ? std::nullopt : found->second;
    }

private:
    std::map<std::string, Figure> values_;
};

/// The value as text; "missing"; or the refusal's code and column.
std::string calculated(const std::string& text) {
    const Result<Formula> formula = parse_formula(text);
    if (!formula) return formula.error().code + "@" + formula.error().arguments[0].second;
    const Values values(
        {{"a", Rational(7)}, {"b", Rational(-2)}, {"half", Rational(1, 2)}, {"none", std::nullopt}});
    const Figure value = evaluate_formula(*formula, values);
    return value ? value->text() : "missing";
}

TEST(Formula, BindsLikeASpreadsheet) {
    EXPECT_EQ(calculated("1 + 2 * 3"), "7");
    EXPECT_EQ(calculated("(1 + 2) * 3"), "9");
    EXPECT_EQ(calculated("10 - 4 - 3"), "3");
    EXPECT_EQ(calculated("8 / 4 / 2"), "1");
    EXPECT_EQ(calculated("-a + 1"), "-6");
    EXPECT_EQ(calculated("2 * -b"), "4");
    EXPECT_EQ(calculated("a > 3 + 3"), "1");
    EXPECT_EQ(calculated("a <> 7"), "0");
}

TEST(Formula, KnowsItsFunctionsInAnyCase) {
    EXPECT_EQ(calculated("if(a>0, 10, 20)"), "10");
    EXPECT_EQ(calculated("Max(1, a, half)"), "7");
    EXPECT_EQ(calculated("MIN(b, 0) + SUM(1,2,3)"), "4");
    EXPECT_EQ(calculated("ABS(b)"), "2");
    EXPECT_EQ(calculated("FLOOR(b/4) + CEILING(half)"), "0");
    EXPECT_EQ(calculated("ROUND(2.345, 2)"), "2.35");
    EXPECT_EQ(calculated("ROUND(1250, -2)"), "1300");
    EXPECT_EQ(calculated("MOD(b, 5)"), "3");
    EXPECT_EQ(calculated("NOT(TRUE) + false"), "0");
}

TEST(Formula, CarriesMissingAlong) {
    EXPECT_EQ(calculated("none + 1"), "missing");
    EXPECT_EQ(calculated("none = none"), "missing");
    EXPECT_EQ(calculated("MAX(1, none)"), "missing");
    EXPECT_EQ(calculated("IF(none, 1, 2)"), "missing");
    EXPECT_EQ(calculated("IFMISSING(none, 5)"), "5");
    EXPECT_EQ(calculated("a / (b + 2)"), "missing");
    EXPECT_EQ(calculated("MOD(a, b + 2)"), "missing");
    EXPECT_EQ(calculated("NOT(none)"), "missing");
}

TEST(Formula, DecidesAndAndOrBesideAMissing) {
    EXPECT_EQ(calculated("AND(none, FALSE)"), "0");
    EXPECT_EQ(calculated("AND(none, TRUE)"), "missing");
    EXPECT_EQ(calculated("OR(none, 3)"), "1");
    EXPECT_EQ(calculated("OR(none, 0)"), "missing");
    EXPECT_EQ(calculated("IF(TRUE, 1, none)"), "1");
}

TEST(Formula, SaysWhereItBreaks) {
    EXPECT_EQ(calculated("1 +"), "formula.unfinished@4");
    EXPECT_EQ(calculated(""), "formula.unfinished@1");
    EXPECT_EQ(calculated("(1 + 2"), "formula.expected_close@7");
    EXPECT_EQ(calculated("1 2"), "formula.expected_end@3");
    EXPECT_EQ(calculated("a < b < 3"), "formula.chained_comparison@7");
    EXPECT_EQ(calculated("(a < b < 3)"), "formula.chained_comparison@8");
    EXPECT_EQ(calculated("FOO(1)"), "formula.unknown_function@1");
    EXPECT_EQ(calculated("IF(1,2)"), "formula.argument_count@1");
    EXPECT_EQ(calculated("MIN()"), "formula.argument_count@1");
    EXPECT_EQ(calculated("ROUND(a, b)"), "formula.expected_constant@10");
    EXPECT_EQ(calculated("POINTS(1)"), "formula.expected_name@8");
    EXPECT_EQ(calculated("a ^ 2"), "formula.expected_end@3");
    EXPECT_EQ(calculated("1.2.3"), "formula.bad_text@1");
    EXPECT_EQ(calculated("2/3x"), "formula.bad_text@3");
    EXPECT_EQ(calculated("a + ñ"), "formula.bad_text@5");
}

TEST(Formula, IsBounded) {
    EXPECT_EQ(calculated(std::string(200, '(') + "1" + std::string(200, ')')), "formula.too_deep@101");
    EXPECT_EQ(calculated(std::string(200, '-') + "1").substr(0, 16), "formula.too_deep");
    EXPECT_EQ(calculated(std::string(9000, ' ') + "1").substr(0, 17), "formula.too_large");
    std::string sum = "1";
    for (int i = 0; i < 3000; ++i) sum += "+1";
    EXPECT_EQ(calculated(sum).substr(0, 17), "formula.too_large");
}

TEST(Formula, FindsDivisionsByAConstantZero) {
    const auto zeros = [](const char* text) { return constant_zero_divisions(*parse_formula(text)).size(); };
    EXPECT_EQ(zeros("a / 0"), 1u);
    EXPECT_EQ(zeros("a / (2 - 2)"), 1u);
    EXPECT_EQ(zeros("MOD(a, FALSE) + 1/0"), 2u);
    EXPECT_EQ(zeros("a / b"), 0u);
    EXPECT_EQ(zeros("0 / 5"), 0u);
}

TEST(Formula, ListsWhatItUses) {
    const std::vector<FormulaUse> found =
        uses(*parse_formula("POINTS(zone) + other.total + STAGE_MAX(votes) * a"));
    ASSERT_EQ(found.size(), 4u);
    EXPECT_EQ(found[0], (FormulaUse{FormulaOp::Points, "zone", 1}));
    EXPECT_EQ(found[1], (FormulaUse{FormulaOp::OtherName, "total", 16}));
    EXPECT_EQ(found[2].name, "votes");
    EXPECT_EQ(found[3].name, "a");
}

}  // namespace
}  // namespace sandau
