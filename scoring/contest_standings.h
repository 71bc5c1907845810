#pragma once

#include <optional>

#include "scoring/contest.h"
#include "scoring/contest_results.h"
#include "scoring/evaluate.h"

namespace sandau {

/// The standings of one contest, snapshot after snapshot. What a new snapshot has changed since the last one
/// is changed in the results that were made of that one; the evaluator keeps the rest. The standings are
/// those of `standings_of`.
class ContestStandings {
public:
    explicit ContestStandings(Visibility visibility) : visibility_(visibility) {}

    Result<Standings> of(const Contest& contest);
    /// Those of the snapshot that was asked for last.
    const Results& results() const { return results_; }

private:
    void follow(const Contest& contest);
    bool take_changes(const Contest& contest);
    bool take_entry(const Contest& contest, const Entry* before, const Entry* now);
    bool take_sheet(const Contest& contest, const Sheet& sheet);
    bool take_match(const Contest& contest, const Match& match);

    Visibility visibility_;
    std::optional<Contest> seen_;
    Results results_;
    std::optional<Evaluator> evaluator_;  ///< of the definition that `seen_` holds
};

}  // namespace sandau
