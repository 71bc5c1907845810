#include <algorithm>
#include <array>

#include "contests/scene.h"
#include "scoring/contest_results.h"
#include "scoring/standings.h"

namespace sandau::scripts {

namespace {

Standings standings(const Scene& scene, Visibility visibility) {
    const Result<Standings> all = standings_of(*scene.contest(), visibility);
    if (!all) fail("no standings: " + all.error().code);
    return *all;
}

Ranking ranking_of(const Scene& scene, const Match& match, Visibility visibility) {
    const Standings all = standings(scene, visibility);
    const StageStandings* stage = all.stage(StageId(match.text("STAGE")));
    if (stage == nullptr) fail("there is no stage " + match.text("STAGE"));
    for (const Ranking& ranking : stage->rankings)
        if (match.has("GROUP") ? ranking.group == match.text("GROUP")
                               : ranking.division.text == match.text("DIVISION"))
            return ranking;
    fail("stage " + match.text("STAGE") + " has no ranking of " + match.text("GROUP") +
         match.text("DIVISION"));
}

std::string figure_of(const StandingRow& row, std::string_view key) {
    for (const auto& [name, value] : row.values)
        if (name == key) return value ? value->text() : "none";
    return row.values.empty() || !row.values.front().second ? "none" : row.values.front().second->text();
}

/// `1 Sao Mai 150`, `2 Đại Bàng 120 by agg`, `unranked Gió Lốc no_counted_run`.
std::vector<std::string> lines_of(const Scene& scene, const Ranking& ranking) {
    std::vector<std::string> lines;
    for (const StandingRow& row : ranking.rows)
        // A bracket has places and no figures.
        lines.push_back(std::to_string(row.place) + " " + scene.name(row.entry) +
                        (row.values.empty() ? "" : " " + figure_of(row, "agg")) +
                        (row.decided_by ? " by " + *row.decided_by : ""));
    for (const UnrankedRow& row : ranking.unranked)
        lines.push_back("unranked " + scene.name(row.entry) + " " + row.why);
    return lines;
}

std::string one_below_the_other(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += "\n    " + line;
    return text.empty() ? " nothing" : text;
}

/// What the script leaves away (`by agg`) is not asked for.
bool says(const std::string& line, const std::string& wanted) {
    return line == wanted || line.starts_with(wanted + " by ");
}

void expect_lines(Scene& scene, const Match& match, const std::vector<std::string>& lines) {
    std::vector<std::string> wanted;
    for (const Line& row : match.rows()) wanted.push_back(text_of(row.tokens));
    if (wanted == std::vector<std::string>{"nobody"}) wanted.clear();
    const bool holds = std::ranges::equal(lines, wanted, says);
    scene.expect(holds, [&] { return "it is:" + one_below_the_other(lines); });
}

void expect_ranking(Scene& scene, const Match& match) {
    expect_lines(scene, match, lines_of(scene, ranking_of(scene, match, Visibility::Committed)));
}

void expect_public_ranking(Scene& scene, const Match& match) {
    expect_lines(scene, match, lines_of(scene, ranking_of(scene, match, Visibility::Published)));
}

void expect_list(Scene& scene, const Match& match, const std::vector<EntryId>& are) {
    const std::vector<EntryId> wanted =
        match.text("LIST") == "nobody" ? std::vector<EntryId>{} : scene.entries(match.tokens("LIST"));
    scene.expect(are == wanted, [&] { return "it is: " + scene.names(are); });
}

void expect_promoted(Scene& scene, const Match& match) {
    expect_list(scene, match, ranking_of(scene, match, Visibility::Committed).promoted);
}

void expect_reserves(Scene& scene, const Match& match) {
    expect_list(scene, match, ranking_of(scene, match, Visibility::Committed).reserves);
}

void expect_held(Scene& scene, const Match& match) {
    expect_list(scene, match, ranking_of(scene, match, Visibility::Committed).held);
}

void expect_competing(Scene& scene, const Match& match) {
    std::vector<EntryId> are = scene.record<StageEntrants>(match.text("STAGE")).entries;
    std::erase_if(are, [&](const EntryId& id) {
        return scene.record<Entry>(id.text).division.text != match.text("DIVISION");
    });
    expect_list(scene, match, are);
}

void expect_awards(Scene& scene, const Match& match) {
    std::vector<std::string> lines;
    for (const AwardRow& award : standings(scene, Visibility::Committed).awards) {
        if (award.scheme.text != match.text("SCHEME")) continue;
        if (award.division && award.division->text != match.text("DIVISION")) continue;
        lines.push_back(award.tier.text + ": " + scene.name(award.entry));
    }
    expect_lines(scene, match, lines);
}

void expect_money(Scene& scene, const Match& match) {
    Rational money;
    for (const AwardRow& award : standings(scene, Visibility::Committed).awards)
        if (award.scheme.text == match.text("SCHEME") && award.money) money += *award.money;
    scene.expect(money.text() == match.text("NUMBER"), [&] { return "it is " + money.text(); });
}

std::string line_of(const Scene& scene, const Flag& flag) {
    std::string line = flag.kind;
    if (flag.division && *flag.division) line += " " + (*flag.division)->text;
    if (flag.tier) line += " " + flag.tier->text;
    if (flag.match) line += " " + flag.match->text;
    if (!flag.entries.empty()) line += ": " + scene.names(flag.entries);
    return line;
}

void expect_flags(Scene& scene, const Match& match) {
    std::vector<std::string> lines;
    for (const Flag& flag : standings(scene, Visibility::Committed).flags)
        lines.push_back(line_of(scene, flag));
    std::ranges::sort(lines);
    std::vector<std::string> wanted;
    for (const Line& row : match.rows()) wanted.push_back(text_of(row.tokens));
    std::ranges::sort(wanted);
    if (wanted == std::vector<std::string>{"none"}) wanted.clear();
    scene.expect(lines == wanted, [&] { return "they are:" + one_below_the_other(lines); });
}

void expect_posted(Scene& scene, const Match& match) {
    const std::shared_ptr<const Contest> all = scene.contest();
    const Publication* posted =
        all->table<Publication>().find(match.text("WHAT") + ":" + match.text("WHERE"));
    const std::string is = posted != nullptr ? std::string(word_of(posted->state)) : "nothing";
    scene.expect(is == match.text("STATE"), [&] { return "it is " + is; });
}

constexpr std::array sentences{
    Sentence{"expect ranking of group GROUP of STAGE: ROWS",
             "the same for a group; what stands behind a name is the first key", expect_ranking},
    Sentence{"expect promoted from group GROUP of STAGE: LIST", "who goes on from it, by place",
             expect_promoted},
    Sentence{"expect ranking of STAGE DIVISION: ROWS",
             "as the committed sheets make it: 1 Sao Mai 150; 2 Đại Bàng 120 by agg; unranked Gió Lốc "
             "no_counted_run; or: nobody",
             expect_ranking},
    Sentence{"expect public ranking of STAGE DIVISION: ROWS", "as the published sheets make it",
             expect_public_ranking},
    Sentence{"expect promoted from STAGE DIVISION: LIST", "who goes on, by place", expect_promoted},
    Sentence{"expect reserves from STAGE DIVISION: LIST", "who would follow", expect_reserves},
    Sentence{"expect held in STAGE DIVISION: LIST", "who would go on, but the judges differ too much",
             expect_held},
    Sentence{"expect competing in STAGE DIVISION: LIST", "whom the last promotion put there",
             expect_competing},
    Sentence{"expect awards of SCHEME DIVISION: ROWS", "nhat: Sao Mai, one a line, best first; or: nobody",
             expect_awards},
    Sentence{"expect money of SCHEME: NUMBER", "all that is awarded", expect_money},
    Sentence{"expect flags: ROWS",
             "what waits for people, one a line: tie_straddles_tier A nhi: Sao Mai, Đại Bàng; or: none",
             expect_flags},
    Sentence{"expect posted WHAT of WHERE: STATE",
             "ranking, awards or schedule: provisional, official, nothing", expect_posted},
};

}  // namespace

std::span<const Sentence> expectations_of_standings() {
    return sentences;
}

}  // namespace sandau::scripts
