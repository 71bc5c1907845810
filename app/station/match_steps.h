#pragma once

#include <QColor>
#include <QString>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scoring/contest.h"
#include "scoring/evaluate.h"
#include "station/run_steps.h"
#include "station/words.h"

// What the faces need to know of a match: its sides, its next step, who meets next.

namespace sandau::station {

/// How a side is told apart: by its word and its mark, never by the colour alone.
struct SideLook {
    Phrase word;
    QString mark;
    QColor colour;
};
/// The first side is the red one, the second the blue one, whatever the rules call them.
SideLook side_look(const Game& game, const SideId& side);
/// "■ ĐỎ".
QString side_words(const Words& words, const Game& game, const SideId& side);
/// "start_delay" is called what the rules call it, or what it is commonly called.
QString period_words(const Words& words, const Game& game, const std::string& period);
QString match_name(const Contest& contest, const std::map<std::string, EntryId>& sides, const Game* game);
/// "Bảng đấu G1 · lượt đấu 2", "Tứ kết".
QString match_place(const Words& words, const Contest& contest, const Match& match);

/// Fills in what stands on a field where a match stands there.
void look_at_match(const Contest& contest, const Match& match, FieldView& view);
/// The period that the next start begins: the next that is no overtime, in a series from the first again.
/// nullptr: there is none.
const Period* period_after(const Game& game, const std::string& period);
/// The first overtime that was not played yet.
const Period* overtime_after(const Game& game, const std::string& period);

/// What the match's sheet is worth, a decision of the judges included.
std::optional<MatchSheetEvaluation> worth_of_match(const Contest& contest, const Match& match,
                                                   const MatchContent& content);
/// Who won and by what: "ĐỎ thắng: Tổng điểm 190 : 80".
QString verdict_words(const Words& words, const Contest& contest, const Match& match,
                      const MatchSheetEvaluation& worth);
/// Why a winner is one: "thắng tuyệt đối (Kung Fu Master)", "Tổng điểm", "giám khảo quyết định".
QString reason_words(const Words& words, const Contest& contest, const Match& match,
                     const std::string& decided_by);

/// Where the timetable has each match of a stage.
std::map<MatchId, const Slot*> match_places(const Contest& contest, const StageId& stage);

/// What may be called next: a run of the timetable, or a match of a draw.
struct NextUp {
    Slot slot;      ///< of a run; of a match its place in the timetable, without an id where it has none
    MatchId match;  ///< empty: a run
    std::map<std::string, EntryId> sides;
    bool on_another_field = false;  ///< one of the two plays elsewhere now

    std::string key() const { return match.empty() ? "slot:" + slot.id.text : "match:" + match.text; }
};
/// What may be called to a field, soonest first: its runs and matches by the timetable, then the matches that
/// are in none, by their rounds, and last those that are planned for another field.
std::vector<NextUp> waiting_on(const Contest& contest, const FieldId& field);
/// Fields that the contest knows; where matches are drawn and there is none yet, the first.
std::vector<FieldId> fields_of(const Contest& contest);

}  // namespace sandau::station
