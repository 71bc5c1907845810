// Whatever the state: problems that all have words, or a round in which nobody meets again.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>

#include "scoring/swiss_state.h"
#include "scoring/words.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandau;
    const SwissStateReading reading =
        read_swiss_state(std::string_view(reinterpret_cast<const char*>(data), size));
    for (const Problem& problem : reading.problems) CHECK(has_words(problem.what.code), "a problem is said");
    // Larger fields are paired in the same way, only not so often a second.
    if (!reading.ok() || reading.state.points.size() > 64) return 0;
    const Result<SwissPairing> pairing = pair_swiss_round(reading.state);
    if (!pairing) {
        CHECK(has_words(pairing.error().code), "a refusal is said");
        return 0;
    }
    std::set<std::pair<std::size_t, std::size_t>> met;
    for (const auto& [a, b] : reading.state.met) met.insert(std::minmax(a, b));
    for (const auto& [a, b] : pairing->pairs) CHECK(!met.contains(std::minmax(a, b)), "nobody meets again");
    CHECK(pairing->pairs.size() == reading.state.points.size() / 2, "everybody plays");
    return 0;
}
