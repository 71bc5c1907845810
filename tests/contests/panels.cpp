#include <array>

#include "contests/scene.h"
#include "scoring/command_payloads.h"
#include "scoring/panels.h"

namespace sandau::scripts {

namespace {

const User* find_user(const Contest& contest, const std::string& name) {
    for (const User& user : contest.table<User>())
        if (user.name == name) return contest.table<User>().find(user.id.text);
    return nullptr;
}

UserId judge_of(const Scene& scene, const Tokens& name) {
    const std::shared_ptr<const Contest> all = scene.contest();
    const User* user = find_user(*all, text_of(name));
    if (user == nullptr) fail("no judge is called " + text_of(name));
    return user->id;
}

/// `An`, or `An of Trường Sao Mai`. Who is not known yet becomes a user.
PanelMember member_of(Scene& scene, const Tokens& words) {
    const std::vector<Tokens> parts = split(words, "of");
    const std::string name = text_of(parts[0]);
    if (find_user(*scene.contest(), name) == nullptr) {
        commands::UserGrant grant;
        grant.name = name;
        scene.must(grant);
    }
    return {judge_of(scene, parts[0]), parts.size() > 1 ? text_of(parts[1]) : std::string()};
}

void panel(Scene& scene, const Match& match) {
    PanelRecord panel;
    panel.stage = StageId(match.text("STAGE"));
    if (match.has("DIVISION")) panel.division = DivisionId(match.text("DIVISION"));
    for (const Line& row : match.rows()) panel.members.push_back(member_of(scene, row.tokens));
    panel.chair = panel.members.front().judge;
    const Json answer = scene.must(commands::PanelSet{panel});
    for (const PanelMember& member : panel.members) {
        const User user = scene.record<User>(member.judge.text);
        commands::UserGrant grant;
        grant.user = user.id;
        grant.grants = user.grants;
        Grant judge;
        judge.role = Role::Judge;
        judge.panel = *answer.find("panel")->as_string();
        grant.grants.push_back(judge);
        scene.must(grant);
    }
}

std::vector<PanelRecord> panels_of(const Scene& scene, const StageId& stage) {
    std::vector<PanelRecord> panels;
    const std::shared_ptr<const Contest> all = scene.contest();
    for (const PanelRecord& panel : all->table<PanelRecord>())
        if (panel.stage == stage) panels.push_back(panel);
    return panels;
}

void assign_all(Scene& scene, const Match& match) {
    for (const PanelRecord& panel : panels_of(scene, StageId(match.text("STAGE"))))
        scene.must(commands::JudgeAssign{panel.id, {}, {}, commands::AssignVerb::Add});
}

void assign_or_not(Scene& scene, const Match& match, commands::AssignVerb verb) {
    const UserId judge = judge_of(scene, match.tokens("JUDGE"));
    for (const PanelRecord& panel : panels_of(scene, StageId(match.text("STAGE"))))
        if (panel.member(judge) != nullptr) {
            scene.must(commands::JudgeAssign{panel.id, judge, {scene.entry(match.text("TEAM"))}, verb});
            return;
        }
    fail("no panel of the stage has this judge");
}

void assign(Scene& scene, const Match& match) {
    assign_or_not(scene, match, commands::AssignVerb::Add);
}

void unassign(Scene& scene, const Match& match) {
    assign_or_not(scene, match, commands::AssignVerb::Remove);
}

void declare(Scene& scene, const Match& match) {
    scene.must(commands::ConflictDeclare{judge_of(scene, match.tokens("JUDGE")),
                                         scene.entry(match.text("TEAM")),
                                         word_among<ConflictKind>(match.text("KIND")),
                                         match.has("REASON") ? match.text("REASON") : std::string()});
}

void mark(Scene& scene, const Match& match) {
    scene.must(commands::MarkSet{StageId(match.text("STAGE")), scene.entry(match.text("TEAM")),
                                 judge_of(scene, match.tokens("JUDGE")),
                                 given_of(match.tokens("LIST")).items});
}

template <class Step>
void step(Scene& scene, const Match& match) {
    scene.must(Step{StageId(match.text("STAGE")), scene.entry(match.text("TEAM")),
                    judge_of(scene, match.tokens("JUDGE")),
                    match.has("REASON") ? match.text("REASON") : std::string()});
}

const Rubric& rubric_of(const Scene& scene, const StageId& id, const EntryId& entry) {
    const Stage* stage = scene.contest()->definition->stage(id);
    const DivisionPlay* play =
        stage != nullptr ? stage->division(scene.record<Entry>(entry.text).division) : nullptr;
    if (play == nullptr || !play->rubric)
        fail("stage " + id.text + " has no rubric for " + scene.name(entry));
    return *play->rubric;
}

/// `An 30 20 12 7`: a judge's criteria in the rubric's order, submitted; `An recused`.
void marks(Scene& scene, const Match& match) {
    const StageId stage(match.text("STAGE"));
    const EntryId entry = scene.entry(match.text("TEAM"));
    const Rubric& rubric = rubric_of(scene, stage, entry);
    for (const Line& row : match.rows()) {
        Tokens words = row.tokens;
        if (words.back().is("recused")) {
            words.pop_back();
            scene.must(commands::MarkRecuse{stage, entry, judge_of(scene, words), "recused"});
            continue;
        }
        if (words.size() <= rubric.criteria.size())
            throw ScriptError{row.number, "a row is JUDGE and a number for each criterion, or recused"};
        const auto first = words.end() - static_cast<std::ptrdiff_t>(rubric.criteria.size());
        Json criteria{Json::Object{}};
        for (std::size_t c = 0; c < rubric.criteria.size(); ++c)
            criteria.set(rubric.criteria[c].id,
                         Json(Json::Number{(first + static_cast<std::ptrdiff_t>(c))->text}));
        const UserId judge = judge_of(scene, Tokens(words.begin(), first));
        scene.must(commands::MarkSet{stage, entry, judge, criteria});
        scene.must(commands::MarkSubmit{stage, entry, judge, ""});
    }
}

std::pair<EntryId, Json> figures_of(const Scene& scene, const Line& row) {
    const std::vector<Tokens> sides = split(row.tokens, ":");
    if (sides.size() != 2) throw ScriptError{row.number, "a row is TEAM: for 7, members 9"};
    return {scene.entry(text_of(sides[0])), given_of(sides[1]).items};
}

void votes(Scene& scene, const Match& match) {
    for (const Line& row : match.step->rows) {
        const auto [entry, counts] = figures_of(scene, row);
        commands::VoteSet vote{StageId(match.text("STAGE")), entry, 0, {}, {}};
        const auto count = [&](std::string_view key) {
            const Json* found = counts.find(key);
            return found != nullptr ? found->as_int() : std::nullopt;
        };
        vote.votes_for = count("for").value_or(0);
        vote.members = count("members");
        vote.present = count("present");
        scene.must(vote);
    }
}

void figures(Scene& scene, const Match& match) {
    commands::ScoreImport import;
    import.stage = StageId(match.text("STAGE"));
    import.source = "script";
    for (const Line& row : match.step->rows) {
        const auto [entry, columns] = figures_of(scene, row);
        import.results.push_back({entry, {}, columns});
    }
    scene.must(import);
}

/// `Sao Mai draft none`, `Sao Mai submitted 69`, `Sao Mai recused`.
void expect_cells(Scene& scene, const Match& match) {
    const std::shared_ptr<const Contest> all = scene.contest();
    const Json cells = cells_of_judge(*all, judge_of(scene, match.tokens("JUDGE")));
    std::vector<std::string> lines;
    std::string text;
    for (const Json& cell : *cells.as_array()) {
        if (*cell.find("stage")->as_string() != match.text("STAGE")) continue;
        const std::string* total = cell.find("total")->as_string();
        std::string line = *cell.find("name")->as_string();
        line += *cell.find("recused")->as_bool()
                    ? " recused"
                    : " " + *cell.find("state")->as_string() + " " + (total != nullptr ? *total : "none");
        text += "\n    " + line;
        lines.push_back(std::move(line));
    }
    std::vector<std::string> wanted;
    for (const Line& row : match.rows()) wanted.push_back(text_of(row.tokens));
    if (wanted == std::vector<std::string>{"nothing"}) wanted.clear();
    scene.expect(lines == wanted, [&] { return "they are:" + text; });
}

void expect_sight(Scene& scene, const Match& match) {
    const std::shared_ptr<const Contest> all = scene.contest();
    const Json cells = cells_of_judge(*all, judge_of(scene, match.tokens("JUDGE")));
    const EntryId entry = scene.entry(match.text("TEAM"));
    for (const Json& cell : *cells.as_array()) {
        if (*cell.find("entry")->as_string() != entry.text) continue;
        if (*cell.find("stage")->as_string() != match.text("STAGE")) continue;
        const Json* shown = cell.find(match.text("WHAT"));
        if (shown == nullptr) fail("one sees: organization, authors");
        const bool hidden = match.text("WORD") == "hidden";
        scene.expect(shown->is_null() == hidden, [&] { return "it is " + write_json(*shown); });
        return;
    }
    fail("the judge has no such cell");
}

void protest(Scene& scene, const Match& match) {
    scene.must(commands::ProtestLodge{RunId(), "", match.text("REASON"), StageId(match.text("STAGE")),
                                      scene.entry(match.text("TEAM"))});
}

constexpr std::array sentences{
    Sentence{"protest about marks of TEAM in STAGE REASON", "lodges a protest; the first is K1", protest},
    Sentence{"panel of STAGE in DIVISION: ROWS",
             "who judges a division: An, Bình of Trường Sao Mai; the first is the chair", panel},
    Sentence{"panel of STAGE: ROWS", "who judges the whole stage", panel},
    Sentence{"assign all of STAGE", "every member gets every entry that no conflict bars", assign_all},
    Sentence{"assign JUDGE to TEAM in STAGE", "this judge marks this entry", assign},
    Sentence{"unassign JUDGE from TEAM in STAGE", "and does not any more", unassign},
    Sentence{"conflict of JUDGE with TEAM as KIND REASON", "same_organization, supervisor, relative",
             declare},
    Sentence{"marks of STAGE for TEAM: ROWS",
             "each judge's criteria in the rubric's order, submitted: An 30 20 12 7; or: An recused", marks},
    Sentence{"mark TEAM in STAGE by JUDGE: LIST", "a draft: moi 30, apdung 20.5", mark},
    Sentence{"submit TEAM in STAGE by JUDGE", "the mark counts and is locked", step<commands::MarkSubmit>},
    Sentence{"hand TEAM in STAGE back to JUDGE REASON", "the head judge opens a submitted mark again",
             step<commands::MarkReopen>},
    Sentence{"recuse JUDGE from TEAM in STAGE REASON", "the judge does not mark this one",
             step<commands::MarkRecuse>},
    Sentence{"votes of STAGE: ROWS", "a council's ballots, by row: Sao Mai: for 7, members 9, present 8",
             votes},
    Sentence{"figures of STAGE: ROWS", "columns from elsewhere, by row: Sao Mai: votes 120", figures},
    Sentence{"expect cells of JUDGE in STAGE: ROWS",
             "what the judge has to mark: Sao Mai draft none, Đại Bàng submitted 69, Tia Chớp recused; or: "
             "nothing",
             expect_cells},
    Sentence{"expect JUDGE sees WHAT of TEAM in STAGE: WORD", "organization or authors: shown, hidden",
             expect_sight},
};

}  // namespace

std::span<const Sentence> sentences_of_panels() {
    return sentences;
}

}  // namespace sandau::scripts
