#include "station/words.h"

#include <gtest/gtest.h>

#include "scoring/words.h"
#include "station/item_editors.h"
#include "station/refusals.h"

namespace sandau::station::testing {

namespace {

TEST(Words, WriteNumbersAsTheLanguageDoes) {
    const Words vietnamese(Language::Vietnamese);
    const Words english(Language::English);
    EXPECT_EQ(vietnamese.count(1484), QStringLiteral("1.484"));
    EXPECT_EQ(english.count(1484), QStringLiteral("1,484"));
    EXPECT_EQ(vietnamese.figure("89.25"), QStringLiteral("89,25"));
    EXPECT_EQ(vietnamese.time(41'250), QStringLiteral("0:41,250"));
    EXPECT_EQ(english.time(61'005), QStringLiteral("1:01.005"));
    EXPECT_EQ(vietnamese.money("10000000"), QStringLiteral("10.000.000 đ"));
}

TEST(Words, NeverShowABoundBetterThanItIs) {
    EXPECT_EQ(Words(Language::English).bound(820'001), QStringLiteral("±0.9 ms"));
    EXPECT_EQ(Words(Language::Vietnamese).bound(800'000), QStringLiteral("±0,8 ms"));
}

TEST(Words, TellTheLocalTimeOfTheContest) {
    EXPECT_EQ(Words(Language::Vietnamese).clock_time(WallTime{1'723'248'000'000}, 420),
              QStringLiteral("07:00:00"));
}

TEST(Refusals, FillTheirArgumentsIn) {
    const Words words(Language::Vietnamese);
    const QString text = words.say(Refusal{"entry.on_another_field", {{"entry", "T1"}, {"field", "F2"}}, {}});
    EXPECT_TRUE(text.contains(QStringLiteral("F2"))) << text.toStdString();
    EXPECT_FALSE(text.contains(u'{'));
}

TEST(Refusals, ShowACodeThatNobodyKnows) {
    const QString text = Words(Language::English).say(Refusal{"strange.code", {{"what", "x"}}, {}});
    EXPECT_TRUE(text.contains(QStringLiteral("trange.code"))) << text.toStdString();
}

TEST(ReadTime, TakesWhatARefereeTypes) {
    EXPECT_EQ(read_time_ms(QStringLiteral("41,25")), 41'250);
    EXPECT_EQ(read_time_ms(QStringLiteral("0:41.250")), 41'250);
    EXPECT_EQ(read_time_ms(QStringLiteral("1:02.5")), 62'500);
    EXPECT_EQ(read_time_ms(QStringLiteral(" 90 ")), 90'000);
    EXPECT_EQ(read_time_ms(QStringLiteral("1:62")), std::nullopt);
    EXPECT_EQ(read_time_ms(QStringLiteral("bốn mươi")), std::nullopt);
    EXPECT_EQ(read_time_ms(QString()), std::nullopt);
}

}  // namespace

}  // namespace sandau::station::testing
