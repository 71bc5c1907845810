#include <algorithm>
#include <array>

#include "contests/scene.h"
#include "scoring/command_payloads.h"
#include "scoring/contest_results.h"
#include "scoring/run_clock.h"
#include "scoring/standings.h"

namespace sandau::scripts {

namespace {

using MatchRecord = sandau::Match;

MatchStanding standing_of(const Scene& scene, const MatchRecord& record, Visibility visibility) {
    const Result<Standings> all = standings_of(*scene.contest(), visibility);
    if (!all) fail("no standings: " + all.error().code);
    for (const MatchStanding& standing : all->stage(record.stage)->matches)
        if (standing.id.text == record.name()) return standing;
    fail("the standings have no match " + record.name());
}

/// Side → who is on it, as it was drawn or called, or as the bracket brings them by now.
std::map<std::string, EntryId> sides_of(const Scene& scene, const MatchRecord& record) {
    if (!record.sides.empty()) return record.sides;
    std::map<std::string, EntryId> sides;
    for (const auto& [side, entry] : standing_of(scene, record, Visibility::Committed).sides)
        sides[side.text] = entry.value_or(EntryId());
    return sides;
}

/// "R1-1", "m004", or who meets in it: "Sao Mai v Đại Bàng", the latest of theirs.
MatchRecord match_of(const Scene& scene, const Tokens& name) {
    const std::shared_ptr<const Contest> all = scene.contest();
    if (const MatchRecord* there = all->table<MatchRecord>().find(scene.stage.text + "." + text_of(name)))
        return *there;
    const std::vector<Tokens> two = split(name, "v");
    if (two.size() != 2) fail("stage " + scene.stage.text + " has no match " + text_of(name));
    std::optional<MatchRecord> found;
    for (const MatchRecord& one : all->table<MatchRecord>()) {
        if (one.stage != scene.stage) continue;
        const std::map<std::string, EntryId> sides = sides_of(scene, one);
        const auto plays = [&](const Tokens& team) {
            const EntryId entry = scene.entry(text_of(team));
            return std::ranges::any_of(sides, [&](const auto& side) { return side.second == entry; });
        };
        if (plays(two[0]) && plays(two[1])) found = one;
    }
    if (!found) fail("they do not meet in stage " + scene.stage.text);
    return *found;
}

const Game& game_of(const Scene& scene, const MatchRecord& record) {
    return *sandau::game_of(*scene.contest()->definition, record.stage, record.division);
}

/// "red", or the name of who is on it; how many words that took.
std::pair<std::string, std::size_t> side_of(const Scene& scene, const MatchRecord& record,
                                            const Tokens& words) {
    const std::map<std::string, EntryId> sides = sides_of(scene, record);
    if (!words.empty() && sides.contains(words.front().text)) return {words.front().text, 1};
    for (std::size_t length = words.size(); length > 0; --length) {
        const std::string name =
            text_of(Tokens(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(length)));
        for (const auto& [side, entry] : sides)
            if (!entry.empty() && scene.name(entry) == name) return {side, length};
    }
    fail("\"" + text_of(words) + "\" begins with no side and no team of match " + record.name());
}

Json side_or_nobody(const std::string& word) {
    return word == "." ? Json() : Json(word);
}

/// `ttt red . blue . . . . . .`: a grid's cells, row by row; `silo red+blue red .`: stacks, bottom first.
Json shared_of(const SharedState& state, const Tokens& words) {
    Json value{Json::Array{}};
    if (state.kind == SharedKind::Grid) {
        if (words.size() != state.rows * state.cols) fail(state.id + " has another number of cells");
        for (std::size_t r = 0; r < state.rows; ++r) {
            Json row{Json::Array{}};
            for (std::size_t c = 0; c < state.cols; ++c)
                row.push_back(side_or_nobody(words[r * state.cols + c].text));
            value.push_back(std::move(row));
        }
        return value;
    }
    for (const Token& word : words) {
        Json stack{Json::Array{}};
        for (std::size_t begin = 0; word.text != "." && begin < word.text.size();) {
            const std::size_t end = std::min(word.text.find('+', begin), word.text.size());
            stack.push_back(word.text.substr(begin, end - begin));
            begin = end + 1;
        }
        value.push_back(std::move(stack));
    }
    return value;
}

/// What stands on a match's sheet, parted by `|`.
struct GivenOfMatch {
    commands::MatchGiven match;
    std::string reason;
};

GivenOfMatch match_given(const Scene& scene, const MatchRecord& record, const Tokens& list) {
    GivenOfMatch all;
    for (const Tokens& part : split(list, "|")) {
        if (part.empty()) fail("nothing between two bars");
        const Tokens rest(part.begin() + 1, part.end());
        if (part.front().quoted && rest.empty()) {
            all.reason = part.front().text;
        } else if (part.front().is("bouts")) {
            all.match.bouts.emplace();
            for (const Token& word : rest)
                all.match.bouts->push_back(
                    {word.text == "." ? std::nullopt
                                      : std::optional(SideId(side_of(scene, record, {word}).first))});
        } else if (const SharedState* state = game_of(scene, record).shared_state(part.front().text)) {
            all.match.shared.set(state->id, shared_of(*state, rest));
        } else {
            const auto [side, length] = side_of(scene, record, part);
            const Given given =
                given_of(Tokens(part.begin() + static_cast<std::ptrdiff_t>(length), part.end()));
            all.match.sides[side] = {given.items, given.status, given.time_ms, given.reason};
        }
    }
    return all;
}

void draw(Scene& scene, const Match& match) {
    commands::DrawStage draw;
    draw.stage = StageId(match.text("STAGE"));
    scene.stage = draw.stage;
    for (const Line& row : match.rows()) {
        const std::vector<Tokens> head = split(row.tokens, ":");
        const auto teams = [&] {
            std::vector<EntryId> ids;
            for (const Tokens& team : split(head.back(), ",")) ids.push_back(scene.entry(text_of(team)));
            return ids;
        };
        if (head.size() == 1 && head[0].size() == 2 && head[0][0].is("seed")) {
            draw.seed = whole_number_of({head[0][1]});
        } else if (head.size() == 2 && head[0].size() == 2 && head[0][0].is("group")) {
            draw.groups[head[0][1].text] = teams();
        } else if (head.size() == 2 && text_of(head[0]) == "seeds") {
            draw.seeds = teams();
        } else {
            throw ScriptError{row.number, "a draw has: seed 7; group G1: Sao Mai, …; seeds: Sao Mai, …"};
        }
    }
    scene.must(draw);
}

void call(Scene& scene, const Match& match) {
    const MatchRecord record = match_of(scene, match.tokens("MATCH"));
    commands::MatchLoad load{record.id, FieldId(match.text("FIELD")), {}};
    for (const Tokens& part : split(match.tokens("LIST"), "|"))
        load.sides[part.front().text] = scene.entry(text_of(Tokens(part.begin() + 1, part.end())));
    scene.must(load);
}

void start(Scene& scene, const Match& match) {
    scene.must(commands::MatchStart{match_of(scene, match.tokens("MATCH")).id, match.text("PERIOD")});
}

void abort(Scene& scene, const Match& match) {
    scene.must(commands::MatchAbort{match_of(scene, match.tokens("MATCH")).id, match.text("REASON")});
}

void fill_in(Scene& scene, const Match& match) {
    const MatchRecord record = match_of(scene, match.tokens("MATCH"));
    commands::ScoreSet set;
    set.sheet = record.played();
    GivenOfMatch given = match_given(scene, record, match.tokens("LIST"));
    set.match = std::move(given.match);
    if (!given.reason.empty()) set.reason = given.reason;
    scene.must(set);
}

/// As it comes in on paper: filled in and confirmed.
void result(Scene& scene, const Match& match) {
    fill_in(scene, match);
    scene.must(commands::ScoreCommit{match_of(scene, match.tokens("MATCH")).played(), ""});
}

void correct(Scene& scene, const Match& match) {
    const MatchRecord record = match_of(scene, match.tokens("MATCH"));
    GivenOfMatch given = match_given(scene, record, match.tokens("LIST"));
    commands::ScoreCorrect correct;
    correct.sheet = record.played();
    correct.match = std::move(given.match);
    correct.reason = given.reason;
    scene.must(correct);
}

void decide(Scene& scene, const Match& match) {
    const MatchRecord record = match_of(scene, match.tokens("MATCH"));
    Json decision;
    decision.set("kind", "match_winner").set("stage", record.stage.text).set("match", record.name());
    decision.set("side", side_of(scene, record, match.tokens("TEAM")).first);
    decision.set("by", "judges").set("reason", match.text("REASON"));
    scene.must(commands::DecisionMake{decision});
}

std::string who(const Scene& scene, const std::optional<EntryId>& entry) {
    return entry && !entry->empty() ? scene.name(*entry) : "nobody";
}

/// Everything that may be expected of a match, one thing a line.
std::vector<std::string> lines_of(const Scene& scene, const MatchRecord& record, Visibility visibility) {
    const MatchStanding standing = standing_of(scene, record, visibility);
    const ClockFace face = clock_face(record.clock, game_of(scene, record), scene.world.now());
    std::vector<std::string> lines{standing.state,
                                   std::string(word_of(record.state)),
                                   "clock " + std::string(word_of(face.state)),
                                   "period " + face.period,
                                   text_of(milliseconds(face.left_ms)) + " left",
                                   text_of(milliseconds(face.elapsed_ms)) + " gone"};
    if (!record.field.empty()) lines.push_back("on " + record.field.text);
    if (face.estimated) lines.emplace_back("estimated");
    for (const auto& [side, entry] : sides_of(scene, record)) lines.push_back(side + " " + who(scene, entry));
    std::optional<EntryId> winner;
    for (const auto& [side, entry] : standing.sides) {
        if (standing.winner == side) winner = entry;
    }
    lines.push_back("winner " + who(scene, winner));
    if (standing.decided_by) lines.push_back("by " + *standing.decided_by);
    for (const auto& [side, total] : standing.totals)
        lines.push_back("total " + side.text + " " + (total ? total->text() : "none"));
    const std::shared_ptr<const Contest> all = scene.contest();
    if (const Sheet* sheet = all->table<Sheet>().find(record.id.text)) {
        lines.push_back("sheet " + std::string(word_of(sheet->state)));
        lines.emplace_back(sheet->protested ? "protested" : "not protested");
        for (const auto& [side, content] : sheet->content.match->sides)
            if (content.instant_win_ms)
                lines.push_back(side + " instant win at " + text_of(milliseconds(*content.instant_win_ms)));
    }
    return lines;
}

void expect_lines(Scene& scene, const Match& match, Visibility visibility) {
    const std::vector<std::string> lines =
        lines_of(scene, match_of(scene, match.tokens("MATCH")), visibility);
    for (const Line& row : match.rows()) {
        const std::string wanted = text_of(row.tokens);
        scene.expect(std::ranges::find(lines, wanted) != lines.end(), [&] {
            std::string text = "not " + wanted + "; it is:";
            for (const std::string& line : lines) text += "\n    " + line;
            return text;
        });
    }
}

void expect_match(Scene& scene, const Match& match) {
    expect_lines(scene, match, Visibility::Committed);
}

void expect_public_match(Scene& scene, const Match& match) {
    expect_lines(scene, match, Visibility::Published);
}

/// Who meets in a round, one match a line, a bye alone.
void expect_round(Scene& scene, const Match& match) {
    const std::int64_t number = whole_number_of(match.tokens("NUMBER"));
    std::vector<std::string> lines;
    const std::shared_ptr<const Contest> all = scene.contest();
    for (const MatchRecord& one : all->table<MatchRecord>()) {
        if (one.stage.text != match.text("STAGE") || one.round != number) continue;
        std::string line;
        const std::map<std::string, EntryId> sides = sides_of(scene, one);
        for (const SideId& side : game_of(scene, one).sides) {
            const auto there = sides.find(side.text);
            if (there != sides.end() && !there->second.empty())
                line += (line.empty() ? "" : " v ") + scene.name(there->second);
        }
        lines.push_back(line);
    }
    std::vector<std::string> wanted;
    for (const Line& row : match.rows()) wanted.push_back(text_of(row.tokens));
    scene.expect(lines == wanted, [&] {
        std::string text = "it is:";
        for (const std::string& line : lines) text += "\n    " + line;
        return text;
    });
}

constexpr std::array sentences{
    Sentence{
        "draw STAGE: ROWS",
        "groups, pairings, a bracket; from here on matches are this stage's: seed 7; group G1: Sao Mai, …; "
        "seeds: Sao Mai, …",
        draw},
    Sentence{"draw STAGE", "the same by the first seed; in a Swiss system the next round", draw},
    Sentence{"call match MATCH to FIELD: LIST", "as they drew their sides: red Sao Mai | blue Đại Bàng",
             call},
    Sentence{"call match MATCH to FIELD", "a match is R1-1, m004, or Sao Mai v Đại Bàng", call},
    Sentence{"start PERIOD of match MATCH", "this period, overtime too", start},
    Sentence{"abort match MATCH REASON", "given up without a result", abort},
    Sentence{"abort match MATCH", "the same without a reason", abort},
    Sentence{
        "sheet of match MATCH: LIST",
        "fills in: red kfs 3, weapon 1 | Sao Mai kfs 2, 52.3 s | blue DNS, \"why\" | ttt red . blue . . . "
        ". . . | silo red+blue . | bouts red . blue",
        fill_in},
    Sentence{"result of match MATCH: LIST", "the same, confirmed at once, as from paper", result},
    Sentence{"correct match MATCH: LIST", "changes a confirmed sheet; the reason is a part of its own",
             correct},
    Sentence{"decide match MATCH for TEAM REASON", "the judges say who won", decide},
    Sentence{"expect public match MATCH: ROWS", "as the public sees it", expect_public_match},
    Sentence{
        "expect match MATCH: ROWS",
        "planned, called, running …; waiting, ready, done, bye …; red Sao Mai, winner Sao Mai, by total, "
        "total red 190, period play, clock running, 30 s left, on F1, sheet draft, protested, "
        "red instant win at 52.3 s",
        expect_match},
    Sentence{"expect round NUMBER of STAGE: ROWS", "who meets, one match a line, a bye alone", expect_round},
};

}  // namespace

Played played_of(const Scene& scene, const Tokens& name) {
    if (name.size() < 2 || !name.front().is("match")) return {std::nullopt, scene.run(name)};
    const MatchRecord record = match_of(scene, Tokens(name.begin() + 1, name.end()));
    return {record.id, record.played()};
}

std::span<const Sentence> sentences_of_matches() {
    return sentences;
}

}  // namespace sandau::scripts
