#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "scoring/definition.h"
#include "scoring/results.h"
#include "scoring/standings.h"
#include "scoring/text.h"

namespace sandau {

/// What a derived value or a criterion is called: its name in the rules, or what it is commonly called.
std::string part_label(const Stage& stage, const std::string& id, Language language);

/// What a rank key is called for people: "Tổng điểm", "Lượt tốt nhất", a criterion's or item's own name.
/// A formula that is none of the stage's keys stays as it is written.
std::string key_label(const Stage& stage, const std::string& key, Language language);

/// A key's figure for people: times as "41,250 s" and "1:01,250", decimals with the language's sign, a
/// fraction as it is; missing is a dash.
std::string figure_words(const std::string& key, const Figure& figure, Language language);

/// Explains places; made once for all rows of a contest, because it knows everybody's name. What it is made
/// from must outlive it.
class PlaceWords {
public:
    PlaceWords(const Definition& definition, const Results& results, Language language);

    /// Why the row of a ranking stands there, from its neighbours: which key, both values, which decision,
    /// what was level before, where it goes on to. Nothing for one that stands alone.
    std::vector<std::string> why(const StageId& stage, const Ranking& ranking, std::size_t row) const;
    /// The same as one paragraph.
    std::string paragraph(const StageId& stage, const Ranking& ranking, std::size_t row) const;

    const Definition& definition;
    const Results& results;
    const Language language;

    const std::string& name_of(const EntryId& entry) const;

private:
    std::unordered_map<EntryId, const std::string*> names_;
};

/// Why an entry has no place: `panel_below_minimum` → "too few judges …".
std::string explain_unranked(const std::string& why, Language language);

/// Why the entry stands where it stands: which key decided, both values, which decision, what follows
/// from the place; for an unranked one why it has none. One sentence each; none where the stage does
/// not have the entry.
std::vector<std::string> explain_place(const Definition& definition, const Results& results,
                                       const StageStandings& standings, const EntryId& entry,
                                       Language language);

/// How figures came about: runs with their status, judges' marks and the rounding, votes, matches, imported
/// columns. Made once for all entries of a stage; what it is made from must outlive it.
class ScoreWords {
public:
    ScoreWords(const Definition& definition, const Results& results, const StageStandings& standings,
               Language language);

    /// One sentence each; none where the stage does not have the entry.
    std::vector<std::string> lines(const EntryId& entry) const;
    /// The same as one paragraph.
    std::string paragraph(const EntryId& entry) const;

private:
    const Stage* stage_;
    const Results& results_;
    const Language language_;
    std::unordered_map<EntryId, const StandingRow*> rows_;
    std::unordered_map<EntryId, std::vector<const MatchStanding*>> matches_;
};

/// The same for one entry.
std::vector<std::string> explain_score(const Definition& definition, const Results& results,
                                       const StageStandings& standings, const EntryId& entry,
                                       Language language);

}  // namespace sandau
