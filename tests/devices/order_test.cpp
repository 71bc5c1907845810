#include "devices/order.h"

#include <gmock/gmock.h>

namespace sandau::devices {
namespace {

using testing::ElementsAre;

MonoTime at_ms(std::int64_t ms) {
    return MonoTime{} + milliseconds(ms);
}

Delivery edge(const std::string& device, std::uint32_t seq, MonoTime at, Duration bound = {1000}) {
    Delivery delivery;
    delivery.event.header = {DeviceId(device), "7A3F", 1, seq, at, bound, StampSource::Device, {}};
    delivery.event.body = Edge{1, EdgeKind::Broken};
    return delivery;
}

std::vector<std::uint32_t> release(OrderQueue& queue, MonoTime now) {
    std::uint64_t early = 0;
    std::vector<std::uint32_t> seqs;
    for (const Delivery& one : queue.release(now, early)) seqs.push_back(one.event.header.seq);
    return seqs;
}

TEST(OrderQueue, HoldsBackAndOrdersByStamp) {
    OrderQueue queue(milliseconds(250), 100);
    queue.push(edge("B", 2, at_ms(20)), at_ms(21));
    queue.push(edge("A", 1, at_ms(10)), at_ms(100));
    EXPECT_EQ(queue.next_deadline(), at_ms(260));
    EXPECT_THAT(release(queue, at_ms(259)), ElementsAre());
    EXPECT_THAT(release(queue, at_ms(270)), ElementsAre(1, 2));
}

TEST(OrderQueue, AStampInTheFutureWaitsNoLongerThanItsArrivalAsks) {
    OrderQueue queue(milliseconds(250), 100);
    queue.push(edge("A", 1, at_ms(9000)), at_ms(10));
    EXPECT_THAT(release(queue, at_ms(260)), ElementsAre(1));
}

TEST(OrderQueue, MarksWhatComesTooLateForItsPlace) {
    OrderQueue queue(milliseconds(250), 100);
    queue.push(edge("A", 2, at_ms(1000)), at_ms(1000));
    std::uint64_t early = 0;
    EXPECT_EQ(queue.release(at_ms(1250), early).at(0).order, Order::Kept);
    queue.push(edge("B", 1, at_ms(500)), at_ms(1300));
    EXPECT_EQ(queue.release(at_ms(1300), early).at(0).order, Order::Late);
}

TEST(OrderQueue, ShowsATieWhereTheBoundsOverlap) {
    OrderQueue queue(milliseconds(250), 100);
    queue.push(edge("A", 1, at_ms(10), milliseconds(1)), at_ms(10));
    queue.push(edge("B", 1, at_ms(11), milliseconds(1)), at_ms(11));
    queue.push(edge("C", 1, at_ms(14), milliseconds(1)), at_ms(14));
    std::uint64_t early = 0;
    std::vector<Tie> ties;
    for (const Delivery& one : queue.release(at_ms(300), early)) ties.push_back(one.tie);
    EXPECT_THAT(ties, ElementsAre(Tie::No, Tie::WithPrevious, Tie::No));
}

TEST(OrderQueue, OneClockTellsItsOwnEdgesApart) {
    OrderQueue queue(milliseconds(250), 100);
    queue.push(edge("A", 1, at_ms(10), milliseconds(8)), at_ms(10));
    queue.push(edge("A", 2, at_ms(11), milliseconds(8)), at_ms(11));
    std::uint64_t early = 0;
    EXPECT_EQ(queue.release(at_ms(300), early).at(1).tie, Tie::No);
}

TEST(OrderQueue, WhenItIsFullTheEarliestLeaveAndAreCounted) {
    OrderQueue queue(milliseconds(250), 2);
    for (std::uint32_t seq = 1; seq <= 5; ++seq) queue.push(edge("A", seq, at_ms(seq)), at_ms(seq));
    std::uint64_t early = 0;
    EXPECT_EQ(queue.release(at_ms(6), early).size(), 3u);
    EXPECT_EQ(early, 3u);
}

TEST(ShortestLaps, EachChannelHasItsOwn) {
    ShortestLaps laps({});
    laps.set(DeviceId("A"), 1, seconds(3));
    EXPECT_EQ(laps.judge(edge("A", 1, at_ms(0)).event), Suppressed::No);
    EXPECT_EQ(laps.judge(edge("A", 2, at_ms(2999)).event), Suppressed::ShortLap);
    EXPECT_EQ(laps.judge(edge("A", 3, at_ms(3000)).event), Suppressed::No);
    EXPECT_EQ(laps.judge(edge("B", 1, at_ms(0)).event), Suppressed::No);
    EXPECT_EQ(laps.judge(edge("B", 2, at_ms(1)).event), Suppressed::No);
}

}  // namespace
}  // namespace sandau::devices
