#include "scoring/text_fold.h"

#include <gtest/gtest.h>

namespace sandau {
namespace {

TEST(TextFold, TakesAwayAccentsAndCase) {
    EXPECT_EQ(fold_text("Nguyễn Đức Ánh"), "nguyen duc anh");
    EXPECT_EQ(fold_text("ƯỜNG Ẵ ỹ Ộ ơ"), "uong a y o o");
    EXPECT_EQ(fold_text("Łódź Øre Ñandú"), "lodz ore nandu");
}

TEST(TextFold, ReadsComposedAndDecomposedAlike) {
    EXPECT_EQ(fold_text("Suo\u0302\u0301i Mo\u031b\u0303"), fold_text("Suối Mỡ"));
    EXPECT_EQ(fold_text("Suo\u0302\u0301i Mo\u031b\u0303"), "suoi mo");
}

TEST(TextFold, SqueezesBlanks) {
    EXPECT_EQ(fold_text("  Ngô \u00a0 Thị\tLâm\n"), "ngo thi lam");
    EXPECT_EQ(squeeze_blanks(" \ufeffNgô \u00a0 Thị\r\nLâm "), "Ngô Thị Lâm");
    EXPECT_EQ(squeeze_blanks(" \t "), "");
}

TEST(TextFold, LeavesOtherScriptsAndBadBytes) {
    EXPECT_EQ(fold_text("東京 Б"), "東京 Б");
    EXPECT_EQ(fold_text("a\xff\xc3"), "a\xff\xc3");
}

TEST(TextFold, FindsWordsInAnyOrderWithoutAccents) {
    EXPECT_TRUE(folded_match("duc nguyen", "Nguyễn Đức"));
    EXPECT_TRUE(folded_match("", "Nguyễn Đức"));
    EXPECT_FALSE(folded_match("duc tran", "Nguyễn Đức"));
}

TEST(TextFold, CountsTheDistanceOfFoldedTexts) {
    EXPECT_EQ(folded_distance("Bảng Z", "bang a"), 1u);
    EXPECT_EQ(folded_distance("", "abc"), 3u);
    EXPECT_EQ(folded_distance("Tiểu học", "tieu hoc"), 0u);
}

}  // namespace
}  // namespace sandau
