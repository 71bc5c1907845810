#include "devices/sequence.h"

#include <gmock/gmock.h>

namespace sandau::devices {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

MonoTime at_ms(std::int64_t ms) {
    return MonoTime{} + milliseconds(ms);
}

TEST(Sequence, WhatWasBeforeTheFirstIsNobodysGap) {
    Sequence sequence({});
    EXPECT_EQ(sequence.arrive(41, "a", at_ms(0)), Sequence::Arrived::New);
    EXPECT_THAT(sequence.to_ask(at_ms(0)), IsEmpty());
    EXPECT_EQ(sequence.settled(), 41u);
}

TEST(Sequence, ResumesWhereSomebodyLeftOff) {
    Sequence sequence({});
    sequence.resume_after(38);
    EXPECT_EQ(sequence.claim(41, at_ms(0)), Sequence::Claimed::Fine);
    EXPECT_THAT(sequence.to_ask(at_ms(0)), ElementsAre(39, 40, 41));
}

TEST(Sequence, BeginsAnewWhereNobodyCanHaveWhatCameSince) {
    Sequence sequence({});
    sequence.resume_after(3);
    EXPECT_EQ(sequence.claim(41, at_ms(0)), Sequence::Claimed::Fine);
    EXPECT_THAT(sequence.to_ask(at_ms(0)), IsEmpty());
    EXPECT_EQ(sequence.arrive(42, "x", at_ms(1)), Sequence::Arrived::New);
}

TEST(Sequence, AsksAgainUntilItGivesUp) {
    Sequence sequence({});
    sequence.start_after(0);
    sequence.arrive(3, "c", at_ms(0));
    EXPECT_THAT(sequence.to_ask(at_ms(0)), ElementsAre(1, 2));
    EXPECT_THAT(sequence.to_ask(at_ms(199)), IsEmpty());
    EXPECT_THAT(sequence.to_ask(at_ms(200)), ElementsAre(1, 2));
    EXPECT_EQ(sequence.arrive(1, "a", at_ms(300)), Sequence::Arrived::New);
    EXPECT_EQ(sequence.settled(), 1u);
    EXPECT_EQ(sequence.give_up(at_ms(1999)), 0u);
    EXPECT_EQ(sequence.give_up(at_ms(2000)), 1u);
    EXPECT_EQ(sequence.settled(), 3u);
    EXPECT_TRUE(sequence.given_up_between(1, 3));
    EXPECT_FALSE(sequence.given_up_between(2, 3));
}

TEST(Sequence, TakesAnEventThatComesAfterItWasGivenUp) {
    Sequence sequence({});
    sequence.start_after(0);
    sequence.arrive(2, "b", at_ms(0));
    sequence.give_up(at_ms(2000));
    EXPECT_EQ(sequence.arrive(1, "a", at_ms(2500)), Sequence::Arrived::New);
    EXPECT_EQ(sequence.arrive(1, "a", at_ms(2500)), Sequence::Arrived::Duplicate);
}

TEST(Sequence, GivesUpAtOnceWhatTheDeviceNoLongerKeeps) {
    Sequence sequence({});
    sequence.start_after(0);
    sequence.arrive(50, "x", at_ms(0));
    EXPECT_EQ(sequence.to_ask(at_ms(0)).size(), 32u);
    EXPECT_EQ(sequence.give_up(at_ms(0)), 17u);
}

TEST(Sequence, AFarJumpNeedsASecondWitness) {
    Sequence sequence({});
    sequence.start_after(5);
    EXPECT_EQ(sequence.arrive(4'000'000'000u, "x", at_ms(0)), Sequence::Arrived::Unconfirmed);
    EXPECT_EQ(sequence.arrive(6, "f", at_ms(1)), Sequence::Arrived::New);
    EXPECT_EQ(sequence.claim(1000, at_ms(2)), Sequence::Claimed::Unconfirmed);
    EXPECT_EQ(sequence.claim(1001, at_ms(3)), Sequence::Claimed::Fine);
    EXPECT_EQ(sequence.highest(), 1001u);
}

TEST(Sequence, TheLastNumberOfAllIsANumberToo) {
    Sequence sequence({});
    sequence.start_after(4'294'967'290u);
    EXPECT_EQ(sequence.arrive(4'294'967'295u, "x", at_ms(0)), Sequence::Arrived::New);
    EXPECT_EQ(sequence.to_ask(at_ms(0)).size(), 4u);
    EXPECT_EQ(sequence.give_up(at_ms(2000)), 4u);
    EXPECT_EQ(sequence.settled(), 4'294'967'295u);
}

TEST(Sequence, AClaimBehindSaysSo) {
    Sequence sequence({});
    sequence.start_after(5);
    EXPECT_EQ(sequence.claim(4, at_ms(0)), Sequence::Claimed::Behind);
    EXPECT_EQ(sequence.claim(5, at_ms(0)), Sequence::Claimed::Fine);
}

}  // namespace
}  // namespace sandau::devices
