#pragma once

#include <map>
#include <string>
#include <vector>

#include "scoring/panels.h"
#include "scoring/rational.h"
#include "station/words.h"

// A judge's marks as a sheet shows them: what a criterion takes, how far a mark is, which comes first.

namespace sandau::station {

enum class MarkProgress { None, Begun, Complete, Submitted, Recused };
Phrase progress_words(MarkProgress progress);

/// One judge's mark of one entry as the contest has it.
struct OwnMark {
    std::string panel;
    MarkRecord mark;  ///< an empty draft where there is none yet
    std::string number;
    std::map<std::string, Rational> figures;  ///< by criterion, as far as they are there
    Rational sum;                             ///< of those, weighted
    std::vector<std::string> missing;         ///< criteria
    std::vector<std::string> wrong;
    MarkProgress progress = MarkProgress::None;

    bool is_open() const { return progress < MarkProgress::Submitted; }
    bool operator==(const OwnMark&) const = default;
};

/// The rubric by which a stage marks an entry; nullptr: none.
const Rubric* rubric_of(const Contest& contest, const StageId& stage, const EntryId& entry);

/// The mark as it stands; `mark` may have figures that the contest does not know yet.
OwnMark read_own_mark(const Contest& contest, const Rubric& rubric, const std::string& panel,
                      MarkRecord mark);
/// All that a judge was given to mark by a panel.
std::vector<OwnMark> own_marks(const Contest& contest, const PanelRecord& panel, const UserId& judge);

/// By the entry's number, by what is left to do, or by a figure, the highest first.
struct MarkOrder {
    enum class By { Number, Left, Total, Criterion };
    By by = By::Number;
    std::string criterion{};
};
void sort_marks(std::vector<OwnMark>& marks, const MarkOrder& order);

/// Whether a criterion takes a figure: within its limits, on its step.
bool takes(const Criterion& criterion, const Rational& figure);
/// All figures of a criterion that has few; else none.
std::vector<Rational> figures_of(const Criterion& criterion);
/// One step more or less, within the limits; from nothing to the nearest end.
Rational stepped(const Criterion& criterion, const Figure& now, int way);
/// The band that a figure falls into, where two touch the upper one; nullptr: none.
const Band* band_of(const Criterion& criterion, const Figure& figure);

}  // namespace sandau::station
