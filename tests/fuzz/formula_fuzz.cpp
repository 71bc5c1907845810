// Whatever the text: a refusal with a column within it, or a formula that can be asked and calculated.
#include <cstddef>
#include <cstdint>
#include <string>

#include "scoring/formula.h"

namespace {

/// Every name has a value, so that all of the formula is calculated.
class EveryName final : public sandau::FormulaScope {
public:
    sandau::Figure value(const std::string& name) const override {
        if (name.size() % 5 == 4) return std::nullopt;
        return sandau::Rational(static_cast<std::int64_t>(name.size()), 3);
    }
    sandau::Figure points(const std::string& name) const override { return value(name); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandau;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const Result<Formula> formula = parse_formula(text);
    if (!formula) {
        CHECK(formula.error().arguments.at(0).first == "column", "a refusal says where");
        CHECK(std::stoull(formula.error().arguments.at(0).second) <= size + 1, "within the text");
        return 0;
    }
    CHECK(formula->text == text, "the text is kept as it was written");
    uses(*formula);
    constant_zero_divisions(*formula);
    try {
        evaluate_formula(*formula, EveryName());
    } catch (const NumberTooLarge&) {
    }
    return 0;
}
