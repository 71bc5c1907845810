#include "scoring/many_sided_draw.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <optional>

#include "scoring/random.h"
#include "scoring/result.h"

namespace sandau {

namespace {

constexpr int itself_again = 1'000;
constexpr std::size_t coldness = 16;
constexpr std::size_t hot = 12;
constexpr std::size_t attempts = 8;
constexpr int longer_max = 3;
/// Above, a search this long seldom finds that every two meet: the time is better spent elsewhere.
constexpr std::size_t entries_searched_fully = 24;
constexpr std::size_t moves = 250'000;

enum class Laps { Kept, Free };

/// Who plays in which match. Places are numbered match after match, and everybody has equally many of them.
/// With laps, so many places as there are entries are a round in which everybody plays.
class MeetingSearch {
public:
    MeetingSearch(std::size_t entries, std::size_t sides, std::size_t plays, Laps laps, std::uint64_t seed)
        : entries_(entries), sides_(sides), plays_(plays), laps_(laps), random_(seed) {}

    /// How many pairs meet less often; nothing where somebody would meet itself.
    std::optional<int> run(int legs) {
        start();
        // A worse draw is taken with a chance that falls to none.
        for (std::size_t step = 0; step < moves && squares_ > least_squares(); ++step)
            change_places((moves - step) * hot / moves + 1);
        int missing = 0;
        for (std::size_t a = 0; a < entries_; ++a) {
            if (meetings(a, a) > 0) return std::nullopt;
            for (std::size_t b = 0; b < a; ++b) missing += meetings(a, b) < legs ? 1 : 0;
        }
        return missing;
    }

    std::vector<ManySidedMatch> matches() {
        std::vector<ManySidedMatch> matches(place_.size() / sides_);
        std::vector<std::size_t> last_round(entries_, 0);
        for (std::size_t i = 0; i < matches.size(); ++i) {
            const auto first = place_.begin() + static_cast<std::ptrdiff_t>(i * sides_);
            matches[i].entries.assign(first, first + static_cast<std::ptrdiff_t>(sides_));
            matches[i].round = 0;
            for (const std::size_t entry : matches[i].entries)
                matches[i].round = std::max(matches[i].round, last_round[entry] + 1);
            for (const std::size_t entry : matches[i].entries) last_round[entry] = matches[i].round;
        }
        even_sides(matches);
        std::stable_sort(matches.begin(), matches.end(),
                         [](const ManySidedMatch& a, const ManySidedMatch& b) { return a.round < b.round; });
        return matches;
    }

private:
    int& meetings(std::size_t a, std::size_t b) {
        return meetings_[std::max(a, b) * entries_ + std::min(a, b)];
    }

    void start() {
        place_.clear();
        meetings_.assign(entries_ * entries_, 0);
        std::vector<std::size_t> lap(entries_);
        std::iota(lap.begin(), lap.end(), std::size_t{0});
        for (std::size_t i = 0; i < plays_; ++i) {
            random_.shuffle(lap);
            place_.insert(place_.end(), lap.begin(), lap.end());
        }
        for (std::size_t place = 0; place < place_.size(); ++place)
            for (std::size_t other = place / sides_ * sides_; other < place; ++other)
                ++meetings(place_[place], place_[other]);
        squares_ = 0;
        for (std::size_t a = 0; a < entries_; ++a) {
            squares_ += itself_again * meetings(a, a);
            for (std::size_t b = 0; b <= a; ++b) squares_ += meetings(a, b) * meetings(a, b);
        }
    }

    /// Every two as often as every other two, or once more.
    int least_squares() const {
        const auto pairs = static_cast<int>(entries_ * (entries_ - 1) / 2);
        const auto all = static_cast<int>(place_.size() * (sides_ - 1) / 2);
        const int each = all / pairs;
        return pairs * each * each + all % pairs * (2 * each + 1);
    }

    /// What the meeting with the others of its match adds to the sum of the squares when the entry comes to
    /// (step 1) or leaves (step −1) the place; it is counted or forgotten.
    int meet(std::size_t place, std::size_t entry, int step) {
        int cost = 0;
        const std::size_t first = place / sides_ * sides_;
        for (std::size_t other = first; other < first + sides_; ++other) {
            if (other == place) continue;
            int& times = meetings(entry, place_[other]);
            cost += 2 * step * times + 1;
            if (place_[other] == entry) cost += step * itself_again;
            times += step;
        }
        return cost;
    }

    /// Of two matches.
    int exchange(std::size_t a, std::size_t b) {
        int cost = meet(a, place_[a], -1) + meet(b, place_[b], -1);
        std::swap(place_[a], place_[b]);
        cost += meet(a, place_[a], 1) + meet(b, place_[b], 1);
        squares_ += cost;
        return cost;
    }

    /// The chance to take a worse draw falls with what it costs; the logarithm of a random number is read off
    /// its leading zeros.
    void change_places(std::size_t temperature) {
        const std::size_t a = random_.below(place_.size());
        const std::size_t b = laps_ == Laps::Kept ? a / entries_ * entries_ + random_.below(entries_)
                                                  : random_.below(place_.size());
        if (a / sides_ == b / sides_ || place_[a] == place_[b]) return;
        const int cost = exchange(a, b);
        const auto zeros = static_cast<std::size_t>(std::countl_zero(random_.next() | 1));
        if (cost > 0 && static_cast<std::size_t>(cost) * coldness > temperature * zeros) exchange(a, b);
    }

    /// The entries of a match change sides as long as that makes everybody's more even.
    void even_sides(std::vector<ManySidedMatch>& matches) {
        std::vector<int> times(entries_ * sides_, 0);
        const auto on = [&](std::size_t entry, std::size_t side) -> int& {
            return times[entry * sides_ + side];
        };
        for (const ManySidedMatch& match : matches)
            for (std::size_t side = 0; side < sides_; ++side) ++on(match.entries[side], side);
        for (std::size_t i = 0; i < matches.size() * sides_ * sides_ * 40; ++i) {
            std::vector<std::size_t>& entries = matches[random_.below(matches.size())].entries;
            const std::size_t a = random_.below(sides_), b = random_.below(sides_);
            if (a == b) continue;
            const int change =
                on(entries[a], b) - on(entries[a], a) + on(entries[b], a) - on(entries[b], b) + 2;
            if (change > 0) continue;
            --on(entries[a], a);
            ++on(entries[a], b);
            --on(entries[b], b);
            ++on(entries[b], a);
            std::swap(entries[a], entries[b]);
        }
    }

    std::size_t entries_, sides_, plays_;
    Laps laps_;
    Random random_;
    std::vector<std::size_t> place_;  ///< who stands there
    std::vector<int> meetings_;       ///< by pair; an entry with itself: twice in one match
    int squares_ = 0;                 ///< of the meetings, the less the more even
};

}  // namespace

std::vector<ManySidedMatch> draw_many_sided(std::size_t entries, std::size_t sides, std::size_t legs,
                                            std::uint64_t seed) {
    CHECK(sides >= 2 && entries >= sides, "there is somebody for each side");
    Random seeds(seed);
    std::optional<int> least;
    std::vector<ManySidedMatch> best;
    std::size_t plays = (legs * (entries - 1) + sides - 2) / (sides - 1);
    const int longer_at_most = entries <= entries_searched_fully ? longer_max : 1;
    for (int longer = 0; longer < longer_at_most; ++longer, ++plays) {
        while (entries * plays % sides != 0) ++plays;
        for (std::size_t attempt = 0; attempt < attempts; ++attempt) {
            const bool fits = entries % sides == 0 && attempt < attempts / 2;
            MeetingSearch search(entries, sides, plays, fits ? Laps::Kept : Laps::Free, seeds.next());
            const std::optional<int> missing = search.run(static_cast<int>(legs));
            if (!missing || (least && *missing >= *least)) continue;
            least = missing;
            best = search.matches();
            if (*least == 0) return best;
        }
    }
    CHECK(!best.empty(), "there are enough entries for every match");
    return best;
}

}  // namespace sandau
