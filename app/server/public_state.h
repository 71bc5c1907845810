#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "desk/host.h"
#include "server/http.h"
#include "server/views.h"

namespace sandau::server {

/// The collections that change together.
enum class Group { Contest, Entries, Schedule, Live, Results, Standings, Matches, Awards, Displays };
constexpr std::size_t group_count = 9;

/// Resources by key, each as its JSON text.
using ResourceTexts = std::map<std::string, SharedText, std::less<>>;

/// What leads from one state to the next: whole resources, and keys that are gone.
struct Change {
    std::vector<std::pair<std::string, SharedText>> set;
    std::vector<std::string> gone;
    bool empty() const { return set.empty() && gone.empty(); }
};

/// What differs between two sets of resources, and makes them the same.
Change take_over(ResourceTexts& current, ResourceTexts next);
/// The same for one resource; nothing: it is gone.
void take_over(ResourceTexts& current, std::string key, SharedText text, Change& change);

/// One event in the form of the stream. `data` holds no line break; an empty id is left out.
SharedText event_text(std::string_view event, std::string_view id, std::string_view data);

/// {"seq":…,"set":{…},"gone":[…]}
std::string patch_json(Seq seq, const Change& change);

/// An answer's body with its tag.
struct TaggedBody {
    SharedText text;
    std::string etag;
};

/// What the public sees, kept up to date from snapshot to snapshot: only what a change touches is made
/// anew, and each message is made once, for all readers. On one thread.
class PublicState {
public:
    PublicState(std::function<Instant()> now, std::size_t resume_bytes);

    /// What readers have to be told: nothing, a message, or that everything starts anew.
    struct News {
        SharedText message;
        bool restart = false;
    };
    /// Takes the newest snapshot over.
    News update(const SnapshotPtr& snapshot);

    const SnapshotPtr& snapshot() const { return snapshot_; }
    Seq seq() const { return snapshot_ ? snapshot_->contest->seq : 0; }
    std::int64_t now_ms() const { return clock_.at_ms(now_().mono); }
    std::string event_id() const;

    /// The whole state as an event, with more resources (a seat's) after the public ones. In two pieces:
    /// the first has the time of now, the second is shared by all who get it.
    std::vector<SharedText> snapshot_event(const ResourceTexts* more = nullptr);
    /// The messages after an id; nothing: start with a snapshot.
    std::optional<std::vector<SharedText>> missed(std::string_view last_event_id) const;
    SharedText tick_event() const;

    const ResourceTexts& resources(Group group) const {
        return groups_[static_cast<std::size_t>(group)].texts;
    }
    /// {"seq":…,"items":[…]} of the resources that are wanted, kept under that name; the seq is that of the
    /// collection's last change, so that the body, and its tag, stay as long as it does.
    TaggedBody collection(Group group, const std::string& name,
                          const std::function<bool(std::string_view key)>& wanted = nullptr);
    TaggedBody contest_body();
    TaggedBody live_body() const;

private:
    struct Collected {
        ResourceTexts texts;
        Seq changed_seq = 0;
        std::map<std::string, TaggedBody> bodies;  ///< by name; a few
    };
    struct Sent {
        Seq seq = 0;
        SharedText message;
    };

    Change change_of(Group group, const Contest* before, const Snapshot& snapshot);
    Change change_of_entries(const Contest* before, const Contest& after);
    Change change_of_results(const Contest* before, const Contest& after);
    Change change_of_standings(const Contest& contest);
    Change change_of_matches(const Contest* before, const Contest& after);
    ResourceTexts collect_live(const Snapshot& snapshot) const;
    void find_touched_stages(const Contest* before, const Contest& after);
    Collected& group(Group which) { return groups_[static_cast<std::size_t>(which)]; }
    void remember(const SharedText& message, Seq seq);

    std::function<Instant()> now_;
    ServerClock clock_;
    std::string run_id_;  ///< of this server: another one has another clock and another memory
    std::size_t resume_bytes_;
    SnapshotPtr snapshot_;
    std::array<Collected, group_count> groups_;
    std::set<StageId> touched_stages_;  ///< whose standings the snapshot at hand may have changed
    /// What follows for matches from what is published: by stage, and a match's name in it.
    std::map<StageId, std::map<std::string, MatchStanding, std::less<>>> match_standings_;
    bool entries_moved_ = false;  ///< a division, a withdrawal: everything about results is made anew
    std::deque<Sent> sent_;
    std::size_t sent_bytes_ = 0;
    Seq forgotten_seq_ = -1;  ///< messages up to here are not all kept any more
    SharedText snapshot_tail_;
};

}  // namespace sandau::server
