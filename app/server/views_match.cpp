#include <algorithm>

#include "scoring/contest_results.h"
#include "scoring/evaluate.h"
#include "scoring/run_clock.h"
#include "server/views.h"

namespace sandau::server {

namespace {

/// What of a match's sheet may be shown: as it was published, or as it stands while it is on its field.
struct ShownSheet {
    const MatchContent* content = nullptr;  ///< nullptr: nothing
    bool provisional = false;
};

bool is_on_its_field(const Contest& contest, const Match& match) {
    const Field* field = contest.table<Field>().find(match.field.text);
    return field != nullptr && field->loaded == match.played();
}

ShownSheet shown_sheet(const Contest& contest, const Match& match, const Sheet* sheet) {
    if (sheet == nullptr || !sheet->is_match()) return {};
    const bool published = sheet->published && sheet->published->match;
    // A correction waits for its publishing behind what is published; a match that is played anew is seen.
    const bool open = !published || sheet->state < SheetState::Committed;
    const bool shown = contest.settings().provisional_scores == ProvisionalScores::Shown;
    if (open && shown && match.state != MatchState::Planned && is_on_its_field(contest, match))
        return {&*sheet->content.match, true};
    return published ? ShownSheet{&*sheet->published->match, false} : ShownSheet{};
}

/// Who meets: once they are called, those who stand there; before that, who was drawn, and who comes there by
/// what is published. A bracket's match would otherwise tell a winner too early.
EntryId entry_on(const Contest& contest, const Match& match, const MatchStanding* standing,
                 const ShownSheet& shown, const SideId& side) {
    EntryId id;
    if (shown.content != nullptr) {
        const auto found = shown.content->sides.find(side.text);
        if (found != shown.content->sides.end()) id = found->second.entry;
    } else if (match.state != MatchState::Planned) {
        const auto found = match.sides.find(side.text);
        if (found != match.sides.end()) id = found->second;
    } else if (standing != nullptr) {
        for (const auto& [one, entry] : standing->sides)
            if (one == side && entry) id = *entry;
    }
    const Entry* entry = contest.table<Entry>().find(id.text);
    return entry != nullptr && is_public(*entry) ? id : EntryId();
}

std::optional<MatchSheetEvaluation> worth_of(const Contest& contest, const Match& match,
                                             const ShownSheet& shown) {
    const Definition& definition = definition_of(contest);
    const Stage* stage = definition.stage(match.stage);
    if (shown.content == nullptr || stage == nullptr || stage->division(match.division) == nullptr) return {};
    if (!stage->is_table() && !stage->is_elimination()) return {};
    return evaluate_match_sheet(definition, *stage, match.division,
                                match_sheet_of(definition, match, *shown.content));
}

Json sides_json(const Contest& contest, const Match& match, const MatchStanding* standing,
                const ShownSheet& shown, const Game& game) {
    const std::optional<MatchSheetEvaluation> worth = worth_of(contest, match, shown);
    Json sides{Json::Array{}};
    for (const SideId& side : game.sides) {
        Json json;
        json.set("side", side.text);
        const EntryId entry = entry_on(contest, match, standing, shown, side);
        json.set("entry", entry.empty() ? Json() : Json(entry.text));
        const MatchSideScore* score = nullptr;
        if (worth)
            for (const MatchSideScore& one : worth->sides)
                if (one.side == side) score = &one;
        json.set("status", score != nullptr ? Json(to_text(score->status)) : Json());
        json.set("total", score != nullptr && score->total ? Json(score->total->text()) : Json());
        sides.push_back(std::move(json));
    }
    return sides;
}

/// Who won, by what is published; all empty before that.
void set_verdict(Json& json, const Game& game, const MatchStanding* standing) {
    const bool decided = standing != nullptr && (standing->winner || standing->state == "done");
    json.set("decided", decided);
    json.set("winner", decided && standing->winner ? Json(standing->winner->text) : Json());
    json.set("decided_by", decided && standing->decided_by ? Json(*standing->decided_by) : Json());
    constexpr std::string_view instant_win = "instant_win:";
    if (!decided || !standing->decided_by || !standing->decided_by->starts_with(instant_win)) return;
    for (const InstantWin& win : game.instant_win)
        if (win.id == standing->decided_by->substr(instant_win.size()) && !win.name.empty())
            json.set("decided_by_name", text_json(win.name));
}

}  // namespace

Json match_view(const Contest& contest, const Match& match, const MatchStanding* standing,
                const ServerClock& server, const Instant& now) {
    static const Game no_game;
    const Game* found = game_of(definition_of(contest), match.stage, match.division);
    const Game& game = found != nullptr ? *found : no_game;
    const Sheet* sheet = contest.table<Sheet>().find(match.id.text);
    const ShownSheet shown = shown_sheet(contest, match, sheet);
    const bool published = shown.content != nullptr && !shown.provisional;
    const bool planned = match.state == MatchState::Planned;

    Json json;
    json.set("id", match.id.text);
    json.set("stage", match.stage.text);
    json.set("division", match.division.text);
    json.set("name", match.name());
    json.set("group", match.group.empty() ? Json() : Json(match.group));
    json.set("round", match.round > 0 ? Json(match.round) : Json());
    json.set("sides", sides_json(contest, match, standing, shown, game));
    json.set("field", planned || match.field.empty() ? Json() : Json(match.field.text));
    json.set("state", word_of(match.state));
    json.set("clock", planned ? Json() : clock_view(match.clock, game, server, now));
    set_verdict(json, game, published ? standing : nullptr);
    json.set("provisional", shown.provisional);
    const bool official = published && sheet->state == SheetState::Official;
    json.set("result", published ? Json(official ? "official" : "published") : Json());
    json.set("published_at_ms", published ? Json(sheet->published_at.utc_ms) : Json());
    return json;
}

}  // namespace sandau::server
