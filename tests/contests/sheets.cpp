#include <array>

#include "contests/scene.h"
#include "scoring/command_payloads.h"
#include "scoring/contest_results.h"
#include "scoring/evaluate.h"

namespace sandau::scripts {

namespace {

template <class Step>
void step(Scene& scene, const Match& match) {
    scene.must(Step{played_of(scene, match.tokens("TEAM")).id, match.text("REASON")});
}

void set(Scene& scene, const Match& match) {
    const Given given = given_of(match.tokens("LIST"));
    scene.must(commands::ScoreSet{scene.run(match.tokens("TEAM")), given.items, given.status, given.time_ms,
                                  given.hand_ms, given.reason});
}

void correct(Scene& scene, const Match& match) {
    const Given given = given_of(match.tokens("LIST"));
    scene.must(commands::ScoreCorrect{scene.run(match.tokens("TEAM")), given.items, given.status,
                                      given.time_ms, given.reason.value_or("")});
}

/// Every draft of the stage.
void commit_all(Scene& scene, const Match&) {
    std::vector<RunId> drafts;
    for (const std::shared_ptr<const Contest> all = scene.contest(); const Sheet& sheet : all->table<Sheet>())
        if (sheet.stage == scene.stage && sheet.state < SheetState::Committed) drafts.push_back(sheet.id);
    for (const RunId& id : drafts) scene.must(commands::ScoreCommit{id, ""});
}

void lodge(Scene& scene, const Match& match) {
    scene.must(commands::ProtestLodge{played_of(scene, match.tokens("TEAM")).id, "", match.text("REASON")});
}

void resolve(Scene& scene, const Match& match) {
    scene.must(commands::ProtestResolve{match.text("PROTEST"), match.text("WORD"), match.text("REASON")});
}

void protest_time(Scene& scene, const Match& match) {
    Settings settings = scene.contest()->settings();
    settings.protest_minutes = static_cast<int>(duration_of(match.tokens("TIME")).ns / 60'000'000'000);
    scene.must(commands::ContestSettings{settings});
}

SheetEvaluation worth(const Scene& scene, const Sheet& sheet, const SheetContent& content) {
    const std::shared_ptr<const Contest> all = scene.contest();
    return evaluate_sheet(*all->definition->stage(sheet.stage),
                          scene.record<Entry>(sheet.entry.text).division, run_sheet_of(content));
}

std::string text_of_figure(const Figure& figure) {
    return figure ? figure->text() : "none";
}

std::string say(const Scene& scene, const Sheet& sheet, const SheetContent& content) {
    std::string text = std::string(word_of(sheet.state)) + ", " + std::string(word_of(content.status)) +
                       ", items " + write_json(content.items) + ", total " +
                       text_of_figure(worth(scene, sheet, content).total);
    if (content.time_ms) text += ", " + text_of(milliseconds(*content.time_ms));
    if (content.hand_ms) text += ", hand " + text_of(milliseconds(*content.hand_ms));
    if (content.measured) {
        text += ", measured " + text_of(milliseconds(content.measured->time_ms)) + " within " +
                text_of(Duration{content.measured->bound_ns});
        if (!content.measured->fault.empty()) text += ", fault " + content.measured->fault;
    }
    if (!content.reason.empty()) text += ", \"" + content.reason + "\"";
    return text + (sheet.protested ? ", protested" : "");
}

bool holds_measured(const SheetContent& content, const Tokens& words) {
    const std::vector<Tokens> parts = split(words, "within");
    if (!content.measured || parts.empty()) return false;
    if (milliseconds(content.measured->time_ms) != duration_of(parts[0])) return false;
    return parts.size() == 1 || Duration{content.measured->bound_ns} == duration_of(parts[1]);
}

bool holds_item(const SheetContent& content, const Tokens& words) {
    const Given given = given_of(words);
    if (given.status) return content.status == *given.status;
    if (given.time_ms) return content.time_ms == given.time_ms;
    if (given.hand_ms) return content.hand_ms == given.hand_ms;
    if (given.reason) return content.reason == *given.reason;
    for (const auto& [id, value] : *given.items.as_object()) {
        const Json* has = content.items.find(id);
        if (has == nullptr || !(*has == value)) return false;
    }
    return true;
}

bool holds(const Scene& scene, const Sheet& sheet, const SheetContent& content, const Tokens& words) {
    const std::string text = text_of(words);
    const Tokens rest(words.begin() + 1, words.end());
    if (from_word<SheetState>(text)) return word_of(sheet.state) == text;
    if (text == "protested") return sheet.protested;
    if (text == "not protested") return !sheet.protested;
    if (text == "no time") return !content.time_ms;
    if (text == "no errors") return !worth(scene, sheet, content).has_errors();
    if (text == "errors") return worth(scene, sheet, content).has_errors();
    if (words.front().is("total")) return text_of_figure(worth(scene, sheet, content).total) == text_of(rest);
    if (words.front().is("measured")) return holds_measured(content, rest);
    if (words.front().is("fault")) return content.measured && content.measured->fault == text_of(rest);
    return holds_item(content, words);
}

void expect_content(Scene& scene, const Match& match, const Sheet& sheet, const SheetContent& content) {
    for (const Line& row : match.rows())
        scene.expect(holds(scene, sheet, content, row.tokens), [&] {
            return "not " + text_of(row.tokens) + ": the sheet is " + say(scene, sheet, content);
        });
}

void expect_sheet(Scene& scene, const Match& match) {
    const Sheet sheet = scene.record<Sheet>(scene.run(match.tokens("TEAM")).text);
    expect_content(scene, match, sheet, sheet.content);
}

void expect_public_sheet(Scene& scene, const Match& match) {
    const Sheet sheet = scene.record<Sheet>(scene.run(match.tokens("TEAM")).text);
    if (!sheet.published) fail("the public sees nothing of it");
    expect_content(scene, match, sheet, *sheet.published);
}

void expect_nothing_public(Scene& scene, const Match& match) {
    const Sheet sheet = scene.record<Sheet>(scene.run(match.tokens("TEAM")).text);
    scene.expect(!sheet.published, [&] { return "the public sees " + say(scene, sheet, *sheet.published); });
}

void expect_protest(Scene& scene, const Match& match) {
    const Protest protest = scene.record<Protest>(match.text("PROTEST"));
    const std::string is = protest.resolution.empty() ? "open" : protest.resolution;
    scene.expect(is == match.text("WORD"), [&] { return "it is " + is; });
}

constexpr std::array sentences{
    Sentence{"sheet TEAM: LIST", "fills in: zone 5, finish, 61.250 s, DNF, hand 61.3 s, \"why\"", set},
    Sentence{"review TEAM", "the referee and the team look at the sheet; TEAM may be: match R1-1",
             step<commands::ScoreReview>},
    Sentence{"reopen TEAM", "back to the draft", step<commands::ScoreReopen>},
    Sentence{"commit all", "confirms every sheet of the stage that is not", commit_all},
    Sentence{"commit TEAM", "confirms a sheet", step<commands::ScoreCommit>},
    Sentence{"publish TEAM", "the public sees the sheet", step<commands::ScorePublish>},
    Sentence{"retract TEAM REASON", "the public sees it no more", step<commands::ScoreRetract>},
    Sentence{"retract TEAM", "the same without a reason", step<commands::ScoreRetract>},
    Sentence{"correct TEAM: LIST", "changes a confirmed sheet, with the reason between quotes", correct},
    Sentence{"time for protests: TIME", "how long after publishing one may protest", protest_time},
    Sentence{"protest about TEAM REASON", "lodges a protest; the first is K1", lodge},
    Sentence{"resolve PROTEST as WORD REASON", "upheld or rejected", resolve},
    Sentence{
        "expect sheet of TEAM: ROWS",
        "draft … official, a status, zone 5, total 150, 61.250 s, no time, hand 61.3 s, measured 61.250 s "
        "within 0.2 ms, fault time.gap, \"why\", [not] protested, [no] errors",
        expect_sheet},
    Sentence{"expect public sheet of TEAM: nothing", "it is not published", expect_nothing_public},
    Sentence{"expect public sheet of TEAM: ROWS", "the same of what the public sees", expect_public_sheet},
    Sentence{"expect protest PROTEST: WORD", "open, upheld, rejected", expect_protest},
};

}  // namespace

std::span<const Sentence> sentences_of_sheets() {
    return sentences;
}

}  // namespace sandau::scripts
