#pragma once

#include <QString>

#include "scoring/contest.h"
#include "station/face.h"

namespace sandau::station {

Phrase role_words(Role role);
Phrase conflict_words(ConflictKind why);

/// "Trọng tài · Sân F1 · Đội đỏ": the role and what it is limited to.
QString grant_words(const Face& face, const Grant& grant);
/// A person's name as the contest knows it; the id where it does not.
QString person_name(const Contest& contest, const UserId& user);
QString stage_words(const Face& face, const StageId& stage);
QString division_words(const Face& face, const DivisionId& division);

/// Opens or closes the door for seats by code.
void submit_joining(const Face& face, QObject* context, Joining joining);

/// What became of the entries that a member of a panel was given.
struct MarkCount {
    int given = 0;
    int submitted = 0;
    int recused = 0;

    int open() const { return given - submitted - recused; }
};
MarkCount count_marks(const Contest& contest, const PanelRecord& panel, const UserId& judge);
MarkCount count_marks(const Contest& contest, const PanelRecord& panel);

}  // namespace sandau::station
