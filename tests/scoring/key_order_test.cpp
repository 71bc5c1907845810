#include "scoring/key_order.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <limits>

namespace sandau {
namespace {

/// Whether the codes compare as the figures do: missing last, otherwise by the order.
bool agree(const std::vector<Figure>& figures, Order order) {
    const OrderCodes codes = order_codes(figures, order);
    for (std::size_t a = 0; a < figures.size(); ++a) {
        if (codes.bits < 64 && codes.codes[a] >> codes.bits != 0) return false;
        for (std::size_t b = 0; b < figures.size(); ++b) {
            const bool above =
                figures[a] && (!figures[b] || (order == Order::Descending ? *figures[a] > *figures[b]
                                                                          : *figures[a] < *figures[b]));
            if (above != (codes.codes[a] < codes.codes[b])) return false;
        }
    }
    return true;
}

TEST(OrderCodes, CompareAsTheirFiguresDo) {
    EXPECT_TRUE(rc::check([](const std::vector<std::pair<int, std::uint8_t>>& parts) {
        std::vector<Figure> figures;
        for (const auto& [above, below] : parts)
            figures.push_back(below == 0 ? Figure() : Rational(above % 50, below % 12 + 1));
        RC_ASSERT(agree(figures, Order::Descending));
        RC_ASSERT(agree(figures, Order::Ascending));
    }));
}

TEST(OrderCodes, KnowTheLargestNumbers) {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    const Rational huge = Rational(most) * Rational(most);
    const std::vector<std::vector<Figure>> columns{
        {},
        {std::nullopt, std::nullopt},
        {Rational(most), Rational(-most), Rational(0), std::nullopt},
        {Rational(most / 2), Rational(-(most / 2)), Rational(1)},
        {huge, Rational(1), Rational(1, 3), -huge, std::nullopt, huge},
        {Rational(1, 999'983), Rational(1, 999'979), Rational(most, 2)},
    };
    for (const std::vector<Figure>& figures : columns) {
        EXPECT_TRUE(agree(figures, Order::Descending));
        EXPECT_TRUE(agree(figures, Order::Ascending));
    }
}

TEST(SortByCode, IsStableWhateverTheSize) {
    EXPECT_TRUE(rc::check([] {
        const auto bits = *rc::gen::inRange(1u, 65u);
        const auto size = *rc::gen::inRange<std::uint32_t>(0, 2'000);
        const std::uint64_t seed = *rc::gen::arbitrary<std::uint64_t>();
        std::vector<CodedContender> contenders;
        for (std::uint32_t n = 0; n < size; ++n)
            contenders.push_back({(seed ^ (n % 97) * 0x9e37'79b9'7f4a'7c15u) >> (64 - bits), n});
        std::vector<CodedContender> expected = contenders;
        std::stable_sort(expected.begin(), expected.end(),
                         [](const auto& a, const auto& b) { return a.code < b.code; });
        sort_by_code(contenders, bits);
        for (std::uint32_t n = 0; n < size; ++n) RC_ASSERT(contenders[n].number == expected[n].number);
    }));
}

}  // namespace
}  // namespace sandau
