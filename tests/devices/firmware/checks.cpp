#include "devices/firmware/checks.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <random>

#include "devices/firmware/board.h"
#include "devices/flp.h"

namespace sandau::devices {

namespace {

constexpr std::int64_t first_beam_ticks_max = 2;    // 1 µs
constexpr std::int64_t second_beam_ticks_max = 16;  // 8 µs

template <class Message>
std::vector<Message> messages(const std::vector<Board::Sent>& sent) {
    std::vector<Message> found;
    for (const Board::Sent& one : sent) {
        const auto message = flp::parse_from_device(one.body);
        if (message && std::holds_alternative<Message>(*message))
            found.push_back(std::get<Message>(*message));
    }
    return found;
}

bool all_sound(const std::vector<Board::Sent>& sent) {
    return std::all_of(sent.begin(), sent.end(),
                       [](const Board::Sent& one) { return flp::parse_from_device(one.body).has_value(); });
}

struct Injected {
    int channel = 0;
    bool broken = false;
    std::uint64_t cycle = 0;
};

/// Each injected edge was told once, in order, stamped as near as promised. Where its clock's nothing lies
/// against ours is taken from the first beam, as the middle of all.
bool stamps_are_right(const std::vector<Injected>& injected, const std::vector<flp::Edge>& told) {
    if (injected.size() != told.size() || injected.empty()) return false;
    std::vector<std::int64_t> first_beam;
    std::map<int, std::vector<std::int64_t>> apart;
    for (std::size_t i = 0; i < told.size(); ++i) {
        const flp::Edge& edge = told[i];
        if (edge.channel != injected[i].channel || edge.broken != injected[i].broken || edge.seq != i + 1)
            return false;
        const auto truth = static_cast<std::uint32_t>(injected[i].cycle / cycles_per_tick);
        const auto difference =
            static_cast<std::int32_t>(edge.ticks - truth - told[0].ticks +
                                      static_cast<std::uint32_t>(injected[0].cycle / cycles_per_tick));
        apart[edge.channel].push_back(difference);
    }
    std::vector<std::int64_t> sorted = apart[1];
    if (sorted.empty()) return false;
    std::sort(sorted.begin(), sorted.end());
    const std::int64_t middle = sorted[sorted.size() / 2];
    for (const auto& [channel, differences] : apart) {
        const std::int64_t most = channel == 1 ? first_beam_ticks_max : second_beam_ticks_max;
        for (const std::int64_t one : differences)
            if (std::abs(one - middle) > most) return false;
    }
    return true;
}

/// Edges of all inputs, each input's own far enough apart; what the host says goes on meanwhile.
std::vector<Injected> play(Board& board, std::mt19937& random, int count) {
    std::vector<Injected> injected;
    std::map<int, bool> level;
    std::map<int, std::uint64_t> free_at;
    for (int i = 0; i < count; ++i) {
        const int channel = 1 + static_cast<int>(random() % 3);
        const std::uint64_t earliest =
            std::max(free_at[channel], board.now() + random() % (12 * cycles_in_ms));
        level[channel] = !level[channel];
        if (random() % 4 == 0) board.send_body("P," + std::to_string(i));
        const std::uint64_t at = board.set_input(channel, level[channel], earliest);
        injected.push_back({channel, level[channel], at});
        free_at[channel] = at + (25 + random() % 30) * cycles_in_ms;
    }
    board.run_ms(100);
    return injected;
}

bool says_who_it_is(const std::string& elf) {
    Board board(elf);
    board.run_ms(50);
    const auto identities = messages<flp::Identity>(board.take_sent());
    if (identities.size() != 1) return false;
    const flp::Identity& first = identities[0];
    board.send_body("I");
    board.run_ms(50);
    const auto again = messages<flp::Identity>(board.take_sent());
    return first.ticks_per_second == cycles_per_second / cycles_per_tick && first.channels == 3 &&
           first.model == "gate328" && again.size() == 1 && again[0] == first;
}

bool a_boot_has_its_own_id(const std::string& elf) {
    Board board(elf);
    board.run_ms(50);
    const auto first = messages<flp::Identity>(board.take_sent());
    board.restart();
    board.run_ms(50);
    const auto second = messages<flp::Identity>(board.take_sent());
    return first.size() == 1 && second.size() == 1 && first[0].boot != second[0].boot &&
           first[0].uid == second[0].uid;
}

bool stamps_edges(const std::string& elf) {
    Board board(elf);
    std::mt19937 random(7);
    board.run_ms(50);
    board.take_sent();
    const std::vector<Injected> injected = play(board, random, 120);
    const auto sent = board.take_sent();
    return all_sound(sent) && stamps_are_right(injected, messages<flp::Edge>(sent));
}

/// Edges on either side of each turn of the counter, a clock apart.
bool stamps_edges_where_the_counter_turns(const std::string& elf, std::uint16_t turns) {
    Board board(elf);
    board.run_ms(40);
    board.set_turns(turns);
    board.take_sent();
    // Where the counter stands: a first edge tells.
    const std::uint64_t first = board.set_input(1, true, board.now() + 3000);
    board.run_ms(50);
    auto edges = messages<flp::Edge>(board.take_sent());
    if (edges.size() != 1) return false;
    const std::uint64_t turn_cycles = 65536 * cycles_per_tick;
    const std::uint64_t zero = first - (edges[0].ticks & 0xFFFF) * cycles_per_tick;
    std::vector<Injected> injected{{1, true, first}};
    bool level = true;
    for (std::uint64_t offset = 0; offset < 40; ++offset) {
        level = !level;
        const std::uint64_t after = (board.now() - zero) / turn_cycles + 1;
        const std::uint64_t at = board.set_input(1, level, zero + after * turn_cycles + offset - 16);
        injected.push_back({1, level, at});
        board.run_ms(26);
    }
    board.run_ms(50);
    for (const flp::Edge& edge : messages<flp::Edge>(board.take_sent())) edges.push_back(edge);
    return stamps_are_right(injected, edges);
}

bool the_first_edge_counts(const std::string& elf) {
    Board board(elf);
    board.run_ms(50);
    board.take_sent();
    const std::uint64_t start = board.now() + cycles_in_ms;
    std::vector<Injected> expected;
    for (int channel = 1; channel <= 2; ++channel) {
        const std::uint64_t from = start + static_cast<std::uint64_t>(channel) * 200 * cycles_in_ms;
        expected.push_back({channel, true, board.set_input(channel, true, from)});
        for (std::uint64_t bounce = 1; bounce <= 6; ++bounce)
            board.set_input(channel, bounce % 2 == 0, from + bounce * cycles_in_ms);
        // It clears within the lock-out, and stays clear: that is told when the lock-out is over, as of then.
        expected.push_back({channel, false, board.set_input(channel, false, from + 12 * cycles_in_ms)});
        board.run_to(from + 100 * cycles_in_ms);
    }
    return stamps_are_right(expected, messages<flp::Edge>(board.take_sent()));
}

bool sends_again_what_is_asked_for(const std::string& elf) {
    Board board(elf);
    std::mt19937 random(3);
    board.run_ms(50);
    board.take_sent();
    play(board, random, 40);
    std::map<std::uint32_t, flp::Edge> known;
    for (const flp::Edge& edge : messages<flp::Edge>(board.take_sent())) known[edge.seq] = edge;
    for (const std::uint32_t seq : {40u, 39u, 25u, 9u}) {
        board.send_body("R," + std::to_string(seq));
        board.run_ms(30);
        const auto again = messages<flp::Edge>(board.take_sent());
        if (again.size() != 1 || again[0] != known[seq]) return false;
    }
    for (const std::uint32_t seq : {0u, 8u, 41u, 4'000'000'000u}) {
        board.send_body("R," + std::to_string(seq));
        board.run_ms(30);
        if (!messages<flp::Edge>(board.take_sent()).empty()) return false;
    }
    return true;
}

bool answers_pings_when_it_says(const std::string& elf) {
    Board board(elf);
    board.run_ms(50);
    board.take_sent();
    const std::uint64_t at = board.set_input(1, true, board.now() + 1000);
    board.run_ms(30);
    const auto edges = messages<flp::Edge>(board.take_sent());
    if (edges.size() != 1) return false;
    const std::uint32_t zero = edges[0].ticks - static_cast<std::uint32_t>(at / cycles_per_tick);
    for (std::uint32_t id = 1; id <= 20; ++id) {
        board.send_body("P," + std::to_string(id));
        board.run_ms(23 + id);
        const auto sent = board.take_sent();
        const auto pong = std::find_if(sent.begin(), sent.end(),
                                       [](const Board::Sent& one) { return one.body.starts_with("S,"); });
        if (pong == sent.end()) return false;
        const auto answer = messages<flp::Pong>(sent).at(0);
        const auto apart = [&](std::uint32_t ticks, std::uint64_t cycle) {
            return static_cast<std::int32_t>(ticks - zero -
                                             static_cast<std::uint32_t>(cycle / cycles_per_tick));
        };
        // The last byte was there 87 µs before its interrupt could see it, at most; an answer leaves at its
        // time.
        const std::int32_t received = apart(answer.ticks_received, board.last_byte_heard());
        if (answer.id != id || received < -20 || received > 380) return false;
        if (std::abs(apart(answer.ticks_sent, pong->at)) > 40) return false;
    }
    return true;
}

bool beats_and_shows_its_levels(const std::string& elf) {
    Board board(elf);
    board.run_ms(50);
    board.take_sent();
    board.set_input(2, true, board.now());
    board.run_ms(2000);
    const auto sent = board.take_sent();
    std::vector<std::uint64_t> beats;
    for (const Board::Sent& one : sent)
        if (one.body.starts_with("H,")) beats.push_back(one.at);
    if (beats.size() < 9 || beats.size() > 11) return false;
    for (std::size_t i = 1; i < beats.size(); ++i)
        if (beats[i] - beats[i - 1] > 210 * cycles_in_ms) return false;
    const auto last = messages<flp::Heartbeat>(sent).back();
    return last.levels == 0b101 && last.last_seq == 1 && last.lost == 0;
}

bool obeys_only_what_is_whole(const std::string& elf) {
    Board board(elf);
    board.run_ms(50);
    board.send_body("L,05");
    board.run_ms(20);
    if (!board.light(1) || board.light(2) || !board.light(3)) return false;
    board.send("$L,00*0000\r\n$L,00*\r\n$L,*35AA\r\n$L,00\r\n*L,00*35AA\r\n");
    board.run_ms(50);
    return board.light(1) && !board.light(2) && board.light(3);
}

/// Noise, and events while it comes: each of them arrives whole, and afterwards the board still answers.
bool lives_through_garbage(const std::string& elf) {
    Board board(elf);
    std::mt19937 random(11);
    board.run_ms(50);
    board.take_sent();
    std::size_t made = 0;
    for (int round = 0; round < 12; ++round) {
        std::string noise;
        for (int i = 0; i < 300; ++i) noise.push_back(static_cast<char>(random() & 0xFF));
        if (round % 3 == 0) noise = "$" + std::string(400, 'A') + "\r\n";
        if (round % 3 == 1) noise = "$P,$P,$P,99999999999*0000\r\n$$$$\r\n\r\n$*\r\n$R,-1*1234\r\n" + noise;
        board.send(noise);
        const std::uint64_t began = board.now();
        for (int channel = 1; channel <= 3; ++channel) {
            board.set_input(channel, round % 2 == 0,
                            began + static_cast<std::uint64_t>(channel) * 6 * cycles_in_ms);
            ++made;
        }
        board.run_to(began + 45 * cycles_in_ms);
    }
    board.send("\r\n" + flp::frame("I"));
    board.run_ms(100);
    const auto sent = board.take_sent();
    const auto edges = messages<flp::Edge>(sent);
    if (board.crashed() || !all_sound(sent) || edges.size() != made) return false;
    for (std::size_t i = 0; i < edges.size(); ++i)
        if (edges[i].seq != i + 1) return false;
    return messages<flp::Identity>(sent).size() == 1;
}

bool counts_what_never_fitted(const std::string& slow) {
    Board board(slow);
    board.run_ms(1000);
    board.take_sent();
    std::uint32_t made = 0;
    for (int round = 0; round < 100; ++round) {
        for (int channel = 1; channel <= 3; ++channel) {
            board.set_input(channel, round % 2 == 0, board.now() + 1000);
            ++made;
        }
        board.run_ms(26);
    }
    // At 480 bytes a second each event takes 60 ms.
    board.run_ms(4000);
    const auto sent = board.take_sent();
    const auto edges = messages<flp::Edge>(sent);
    const auto beats = messages<flp::Heartbeat>(sent);
    if (edges.empty() || beats.empty() || !all_sound(sent)) return false;
    for (std::size_t i = 0; i < edges.size(); ++i)
        if (edges[i].seq != i + 1) return false;
    return edges.size() < made && edges.size() + beats.back().lost == made;
}

}  // namespace

std::vector<std::string> broken_promises(const std::string& elf, const std::string& slow, Until until) {
    struct Promise {
        const char* name;
        std::function<bool()> kept;
    };
    const std::vector<Promise> promises = {
        {"says who it is", [&] { return says_who_it_is(elf); }},
        {"a boot has its own id", [&] { return a_boot_has_its_own_id(elf); }},
        {"stamps edges", [&] { return stamps_edges(elf); }},
        {"the first edge counts", [&] { return the_first_edge_counts(elf); }},
        {"answers pings when it says", [&] { return answers_pings_when_it_says(elf); }},
        {"obeys only what is whole", [&] { return obeys_only_what_is_whole(elf); }},
        {"stamps edges where the counter turns",
         [&] { return stamps_edges_where_the_counter_turns(elf, 5); }},
        {"stamps edges where all 32 bits turn",
         [&] { return stamps_edges_where_the_counter_turns(elf, 0xFFF0); }},
        {"sends again what is asked for", [&] { return sends_again_what_is_asked_for(elf); }},
        {"lives through garbage", [&] { return lives_through_garbage(elf); }},
        {"counts what never fitted", [&] { return counts_what_never_fitted(slow); }},
        {"beats and shows its levels", [&] { return beats_and_shows_its_levels(elf); }},
    };
    std::vector<std::string> broken;
    for (const Promise& promise : promises) {
        if (promise.kept()) continue;
        broken.emplace_back(promise.name);
        if (until == Until::TheFirst) break;
    }
    return broken;
}

}  // namespace sandau::devices
