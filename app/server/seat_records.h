#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "scoring/contest.h"

namespace sandau::server {

/// Whether the user sees all that the journal holds: an organiser, and a head judge whom nothing limits.
bool follows_journal(const User& user);

/// The contest as a joined station has it that does not follow the journal: the records that its seat may
/// see, each whole, without what is not for it (others' marks, unpublished results, secrets, telephones in
/// columns that nobody mapped). On one thread.
class SeatRecords {
public:
    /// Takes the newest state over, and remembers which records it touched.
    void update(const std::shared_ptr<const Contest>& contest);

    /// What changed after the entry `since`, as JSON: {"seq", "whole": all of it follows and what was known
    /// before is gone, "events": [{kind, key, set: the whole record, or null: it is gone}], "versions":
    /// {object: seq}}. `whole` where `since` is 0 or too long ago, and when who may see what changed.
    std::string since(const User& user, Seq since) const;

private:
    struct Touched {
        Seq seq;
        std::string_view kind;
        std::string key;
    };
    std::shared_ptr<const Contest> contest_;
    std::deque<Touched> touched_;
    Seq complete_since_ = 0;  ///< all that was touched after this entry is in `touched_`
};

}  // namespace sandau::server
