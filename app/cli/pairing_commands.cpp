#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <numeric>
#include <string>

#include "cli/commands.h"
#include "cli/date_time.h"
#include "scoring/alliance_timetable.h"
#include "scoring/simulate.h"
#include "scoring/swiss_state.h"
#include "scoring/timetable.h"

namespace sandau::cli {

namespace {

Exit pair(const Console& console, const std::string& file) {
    const Result<std::string> text = read_input(file);
    if (!text) return console.refused(text.error());
    const SwissStateReading reading = read_swiss_state(*text);
    if (!reading.ok()) {
        for (const Problem& problem : reading.problems) console.message(console.sentence(problem.what));
        return Exit::InputWrong;
    }
    Result<SwissPairing> pairing = pair_swiss_round(reading.state);
    if (!pairing) {
        if (pairing.error().code == "pairing.points_too_fine") pairing.error().path = "points";
        return console.refused(pairing.error());
    }
    for (const auto& [a, b] : pairing->pairs) console.line(fmt::format("{},{}", a + 1, b + 1));
    if (pairing->bye) console.line(fmt::format("{},", *pairing->bye + 1));
    return Exit::Done;
}

struct SimulateOptions {
    std::string format;
    std::size_t teams = 0;
    std::vector<std::size_t> strength;
    std::size_t legs = 1;
    std::size_t rounds = 0;
    bool third = false;
    std::string grand_final = "straight";
    std::uint64_t seed = 0;
};

/// By entry its rank among the strongest first; nothing where the list does not name each team once.
std::optional<Strengths> strengths_of(const SimulateOptions& options) {
    std::vector<std::size_t> strongest_first = options.strength;
    if (strongest_first.empty()) {
        strongest_first.resize(options.teams);
        std::iota(strongest_first.begin(), strongest_first.end(), std::size_t{1});
    }
    if (strongest_first.size() != options.teams) return std::nullopt;
    Strengths strengths(options.teams, options.teams);
    for (std::size_t rank = 0; rank < strongest_first.size(); ++rank) {
        const std::size_t seed = strongest_first[rank];
        if (seed < 1 || seed > options.teams || strengths[seed - 1] != options.teams) return std::nullopt;
        strengths[seed - 1] = rank;
    }
    return strengths;
}

void list_rounds(const Console& console, const std::vector<TableRound>& rounds, bool with_byes) {
    std::string text;
    for (std::size_t round = 0; round < rounds.size(); ++round) {
        for (const auto& [a, b] : rounds[round].pairs)
            text += fmt::format("{},{},{}\n", round + 1, a + 1, b + 1);
        if (with_byes && rounds[round].bye)
            text += fmt::format("{},{},\n", round + 1, *rounds[round].bye + 1);
    }
    console.result(text);
}

/// `R2-1` is of round 2; the match for third place is of the final's.
void list_single_elimination(const Console& console, const std::vector<PlayedMatch>& matches) {
    std::string round;
    for (const PlayedMatch& match : matches) {
        const bool third = match.id.text == "T";
        if (!third) round = match.id.text.substr(1, match.id.text.find('-') - 1);
        console.line(fmt::format("{},{},{},{}{}", round, match.upper + 1, match.lower + 1, match.winner + 1,
                                 third ? ",T" : ""));
    }
}

/// `WB2-1` is of the winners' bracket, `WB`; `GF1` is itself.
void list_double_elimination(const Console& console, const std::vector<PlayedMatch>& matches) {
    for (const PlayedMatch& match : matches) {
        const std::string part = match.id.text.substr(0, match.id.text.starts_with("GF") ? 3 : 2);
        console.line(fmt::format("{},{},{},{}", part, match.upper + 1, match.lower + 1, match.winner + 1));
    }
}

Exit simulate(const Console& console, const SimulateOptions& options) {
    const std::optional<Strengths> strengths = strengths_of(options);
    if (!strengths) {
        console.message(
            fmt::format(fmt::runtime(console.in("--strength: phải ghi mỗi đội từ 1 đến {} đúng một lần",
                                                "--strength: name each team from 1 to {} once")),
                        options.teams));
        return Exit::UsageWrong;
    }
    if (options.format == "round_robin") {
        list_rounds(console, round_robin(options.teams, options.legs), false);
    } else if (options.format == "swiss") {
        // As many as a knock-out of so many teams would take.
        const std::size_t usual = std::bit_width(options.teams - 1);
        const auto rounds =
            play_swiss(*strengths, options.rounds != 0 ? options.rounds : usual, options.seed);
        if (!rounds) return console.refused(rounds.error());
        list_rounds(console, *rounds, true);
    } else if (options.format == "single_elimination") {
        const ThirdPlace third = options.third ? ThirdPlace::Match : ThirdPlace::Shared;
        list_single_elimination(console, play_single_elimination(*strengths, third));
    } else {
        GrandFinalPlay grand_final = GrandFinalPlay::Straight;
        if (options.grand_final == "reset_lb_wins") grand_final = GrandFinalPlay::ResetLbWins;
        if (options.grand_final == "reset_wb_wins") grand_final = GrandFinalPlay::ResetWbWins;
        list_double_elimination(console, play_double_elimination(*strengths, grand_final));
    }
    return Exit::Done;
}

void add_simulate(Program& program) {
    const Console& console = program.console;
    auto options = std::make_shared<SimulateOptions>();
    CLI::App& command =
        program.command("simulate", "Đấu thử cả một thể thức, bên mạnh hơn luôn thắng; in CSV",
                        "Plays a whole format with the stronger side always winning; prints CSV", nullptr);
    command
        .add_option("FORMAT", options->format,
                    "round_robin, swiss: round,a,b\nsingle_elimination: round,a,b,winner[,T]\n"
                    "double_elimination: WB|LB|GF1|GF2,a,b,winner")
        ->required()
        ->check(CLI::IsMember({"round_robin", "swiss", "single_elimination", "double_elimination"}));
    command
        .add_option("--teams", options->teams,
                    console.in("số đội, 2 đến 1024; đội 1 là hạt giống số 1",
                               "how many, 2 to 1024; team 1 is the best seed"))
        ->required()
        ->check(CLI::Range(std::size_t{2}, std::size_t{1024}));
    command
        .add_option(
            "--strength", options->strength,
            console.in("các đội, mạnh nhất trước, ví dụ 3,1,2", "the seeds, strongest first, e.g. 3,1,2"))
        ->delimiter(',');
    struct Own {
        CLI::Option* option;
        const char* format;
    };
    const std::vector<Own> own = {
        {command
             .add_option("--legs", options->legs,
                         console.in("số lượt của vòng tròn", "legs of a round robin"))
             ->check(CLI::Range(std::size_t{1}, std::size_t{10})),
         "round_robin"},
        {command
             .add_option("--rounds", options->rounds,
                         console.in("số vòng của hệ Thụy Sĩ", "rounds of a swiss"))
             ->check(CLI::Range(std::size_t{1}, std::size_t{1023})),
         "swiss"},
        {command.add_flag("--third", options->third,
                          console.in("có trận tranh hạng ba (single_elimination)",
                                     "with a match for third place (single_elimination)")),
         "single_elimination"},
        {command
             .add_option(
                 "--grand-final", options->grand_final,
                 console.in("chung kết tổng: nhánh thắng thắng ngay; nhánh thua thắng cả hai trận; nhánh "
                            "thua thắng trận đầu",
                            "the grand final: straight to the winners' champion; the losers' finalist "
                            "wins both; or only the first"))
             ->check(CLI::IsMember({"straight", "reset_lb_wins", "reset_wb_wins"})),
         "double_elimination"},
    };
    command.add_option(
        "--seed", options->seed,
        console.in("số gieo: chọn giữa các cách ghép tốt như nhau", "chooses among pairings equally good"));
    command.callback([options, own, &program, &console] {
        for (const Own& one : own)
            if (one.option->count() != 0 && options->format != one.format)
                throw CLI::ValidationError(
                    one.option->get_name(),
                    fmt::format("{} {}", console.in("chỉ dùng với", "goes only with"), one.format));
        program.exit = simulate(console, *options);
    });
}

struct TimetableOptions {
    AllianceRequest request;
    std::string slot;
    std::string rest = "0";
    std::vector<std::string> breaks;
};

constexpr std::int64_t minute_ms = 60'000;

/// "4" is minutes, as "4m" is; the table knows whole minutes only.
Result<std::int64_t> read_minutes_ms(const std::string& text) {
    const bool plain = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    Result<std::int64_t> ms = read_duration_ms(plain ? text + "m" : text);
    if (ms && *ms % minute_ms != 0) return refuse("usage.whole_minutes", {{"text", text}});
    return ms;
}

/// "240/300": from one minute to another, counted from the start.
Result<Span> read_break_minutes(const std::string& text) {
    const std::size_t slash = text.find('/');
    const Result<std::int64_t> from = read_minutes_ms(text.substr(0, slash));
    const Result<std::int64_t> until =
        read_minutes_ms(slash == std::string::npos ? "" : text.substr(slash + 1));
    if (!from || !until || *until <= *from) return refuse("usage.break_minutes", {{"text", text}});
    return Span{*from, *until};
}

std::string timetable_line(std::size_t match, int field, std::int64_t start_ms, std::int64_t slot_ms) {
    return fmt::format("{},{},{},{},", match, field + 1, start_ms / minute_ms, slot_ms / minute_ms);
}

Exit list_alliances(const Console& console, const AllianceRequest& request) {
    const Result<std::vector<AllianceMatch>> matches = make_alliance_timetable(request);
    if (!matches) return console.refused(matches.error());
    std::string text;
    for (std::size_t i = 0; i < matches->size(); ++i) {
        const AllianceMatch& match = (*matches)[i];
        text += timetable_line(i + 1, match.field, match.start_ms, request.slot_ms);
        for (std::size_t place = 0; place < match.teams.size(); ++place)
            text += fmt::format("{}{}", place == 0 ? "" : ";", match.teams[place] + 1);
        text += '\n';
    }
    console.result(text);
    return Exit::Done;
}

Exit list_entries(const Console& console, const AllianceRequest& request) {
    TimetableRequest single;
    single.entries = request.teams;
    single.plays = request.plays;
    single.fields = request.fields;
    single.slot_ms = request.slot_ms;
    single.rest_ms = request.rest_ms;
    single.seed = request.seed;
    single.breaks = request.breaks;
    const Result<std::vector<TimetableSlot>> slots = make_timetable(single);
    if (!slots) return console.refused(slots.error());
    std::string text;
    for (std::size_t i = 0; i < slots->size(); ++i) {
        const TimetableSlot& slot = (*slots)[i];
        text += timetable_line(i + 1, slot.field, slot.start_ms, single.slot_ms);
        text += fmt::format("{}\n", slot.entry + 1);
    }
    console.result(text);
    return Exit::Done;
}

Exit timetable(const Console& console, const TimetableOptions& options) {
    AllianceRequest request = options.request;
    const Result<std::int64_t> slot = read_minutes_ms(options.slot);
    const Result<std::int64_t> rest = read_minutes_ms(options.rest);
    for (const Result<std::int64_t>* one : {&slot, &rest}) {
        if (*one) continue;
        console.message(console.sentence(one->error()));
        return Exit::UsageWrong;
    }
    request.slot_ms = *slot;
    request.rest_ms = *rest;
    for (const std::string& text : options.breaks) {
        const Result<Span> one = read_break_minutes(text);
        if (!one) {
            console.message(console.sentence(one.error()));
            return Exit::UsageWrong;
        }
        request.breaks.push_back(*one);
    }
    return request.sides * request.per_side > 1 ? list_alliances(console, request)
                                                : list_entries(console, request);
}

void add_timetable(Program& program) {
    const Console& console = program.console;
    auto options = std::make_shared<TimetableOptions>();
    AllianceRequest& request = options->request;
    request.sides = 1;
    request.per_side = 1;
    CLI::App& command = program.command(
        "timetable",
        "Lập lịch không cần tệp cuộc thi; in CSV: match,field,start_minute,duration_min,team;team",
        "A timetable without a contest, CSV: match,field,start_minute,duration_min,team;team",
        [options, &console] { return timetable(console, *options); });
    command.add_option("--teams", request.teams, console.in("số đội", "how many teams"))
        ->required()
        ->check(CLI::Range(1, 10'000));
    command.add_option("--plays", request.plays, console.in("số lượt của mỗi đội", "how often each plays"))
        ->required()
        ->check(CLI::Range(1, 100));
    command.add_option("--fields", request.fields, console.in("số sân", "how many fields"))
        ->required()
        ->check(CLI::Range(1, 64));
    command.add_option("--slot", options->slot, console.in("số phút mỗi lượt", "minutes that a match takes"))
        ->required();
    command.add_option("--rest", options->rest,
                       console.in("số phút nghỉ tối thiểu của mỗi đội", "minutes of rest, at least"));
    command
        .add_option("--sides", request.sides,
                    console.in("số bên trong một trận, đỏ trước; mặc định 1",
                               "sides of a match, red first; 1 by default"))
        ->check(CLI::Range(1, 8));
    command
        .add_option("--per-side", request.per_side,
                    console.in("số đội mỗi bên; mặc định 1", "teams of a side; 1 by default"))
        ->check(CLI::Range(1, 16));
    command
        .add_option("--break", options->breaks,
                    console.in("giờ nghỉ, tính bằng phút từ lúc bắt đầu, ví dụ 240/300",
                               "a break, in minutes from the start, e.g. 240/300"))
        ->take_all();
    command.add_option("--seed", request.seed, console.in("số gieo", "the seed"));
}

}  // namespace

void add_pairing_commands(Program& program) {
    const Console& console = program.console;
    add_simulate(program);
    add_timetable(program);
    auto file = std::make_shared<std::string>();
    CLI::App& command = program.command(
        "pair", "Ghép cặp vòng Thụy Sĩ kế tiếp: mỗi dòng a,b; được miễn đấu: a,",
        "The next Swiss round: lines a,b; a bye a,", [file, &console] { return pair(console, *file); });
    command
        .add_option(
            "STATE", *file,
            console.in(
                "tệp JSON {\"teams\":N,\"points\":{\"1\":2},\"met\":[[1,2]],\"byes\":[5]}; - là đầu vào "
                "chuẩn",
                "JSON {\"teams\":N,\"points\":{\"1\":2},\"met\":[[1,2]],\"byes\":[5]}; - is standard input"))
        ->required();
}

}  // namespace sandau::cli
