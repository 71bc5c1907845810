#include "server/seat_records.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "scoring/panels.h"
#include "scoring/record.h"
#include "server/views.h"

namespace sandau::server {

namespace {

constexpr std::size_t touched_max = 20'000;

/// Who looks, and what of it holds for every record.
struct Viewer {
    const Contest& contest;
    const User& user;
    bool is_blind = false;     ///< marks where the rules hide whose work it is
    bool sees_people = false;  ///< by name
    bool sees_posted = false;  ///< timetables and staff only as they are posted: a screen
    bool sees_papers = false;  ///< decisions, protests and figures before they are published
};

bool has_any(const User& user, std::initializer_list<Role> roles) {
    return std::any_of(roles.begin(), roles.end(), [&](Role role) { return has_role(user, role); });
}

Viewer viewer_of(const Contest& contest, const User& user) {
    Viewer viewer{contest, user};
    const bool some_stage_is_blind = std::any_of(
        definition_of(contest).stages.begin(), definition_of(contest).stages.end(),
        [](const Stage& stage) { return stage.rubric.panel && !stage.rubric.panel->blind.empty(); });
    viewer.is_blind = some_stage_is_blind && has_role(user, Role::Judge);
    const bool shown = contest.settings().names_shown == NamesShown::Members;
    viewer.sees_people =
        !viewer.is_blind && (shown || has_any(user, {Role::Secretary, Role::HeadJudge, Role::Marshal}));
    viewer.sees_posted = std::all_of(user.grants.begin(), user.grants.end(),
                                     [](const Grant& grant) { return grant.role == Role::Display; });
    viewer.sees_papers = has_any(user, {Role::Secretary, Role::HeadJudge});
    return viewer;
}

/// Nothing of these is hidden from anybody who was given a seat.
template <class T>
constexpr bool is_for_all =
    std::is_same_v<T, Settings> || std::is_same_v<T, DefinitionText> || std::is_same_v<T, StageEntrants> ||
    std::is_same_v<T, StageDraw> || std::is_same_v<T, Match> || std::is_same_v<T, Run> ||
    std::is_same_v<T, Field> || std::is_same_v<T, Publication> || std::is_same_v<T, DisplayChoice>;

/// The record as the viewer may have it; nothing: not at all. A new kind of record does not compile before
/// it is said here who sees it.
template <class T>
requires is_for_all<T> std::optional<T> seen(const Viewer&, const T& record) {
    return record;
}

std::optional<Organization> seen(const Viewer& viewer, const Organization& record) {
    return viewer.is_blind ? std::nullopt : std::optional(record);
}

std::optional<Person> seen(const Viewer& viewer, Person record) {
    if (!viewer.sees_people) return std::nullopt;
    record.personal_hash.clear();
    return record;
}

std::optional<Entry> seen(const Viewer& viewer, Entry record) {
    if (viewer.sees_posted && !is_public(record)) return std::nullopt;
    // A column that nobody mapped may be a child's telephone.
    record.extra.clear();
    if (!viewer.sees_people) record.parts.clear();
    if (viewer.is_blind) record.organization = {};
    return record;
}

std::optional<Slot> seen(const Viewer& viewer, const Slot& record) {
    const bool posted = viewer.contest.table<Publication>().find("schedule:" + record.stage.text) != nullptr;
    return viewer.sees_posted && !posted ? std::nullopt : std::optional(record);
}

std::optional<Sheet> seen(const Viewer& viewer, Sheet record) {
    const Run* run = viewer.contest.table<Run>().find(record.id.text);
    const Match* match = viewer.contest.table<Match>().find(record.id.text);
    if (match != nullptr ? may_see_match(viewer.user, *match)
                         : run != nullptr && may_see(viewer.user, scope_of_run(viewer.contest, *run)))
        return record;
    if (!record.published) return std::nullopt;
    record.content = *record.published;
    record.state = std::max(record.state, SheetState::Published);
    return record;
}

std::optional<ImportedScores> seen(const Viewer& viewer, const ImportedScores& record) {
    return viewer.sees_papers || record.published ? std::optional(record) : std::nullopt;
}

std::optional<Device> seen(const Viewer& viewer, const Device& record) {
    return may_see(viewer.user, {}) ? std::optional(record) : std::nullopt;
}

std::optional<DeviceHealth> seen(const Viewer& viewer, const DeviceHealth& record) {
    return may_see(viewer.user, {}) ? std::optional(record) : std::nullopt;
}

std::optional<DeviceRecord> seen(const Viewer& viewer, const DeviceRecord& record) {
    return may_see(viewer.user, Scope{{}, {}, record.field, {}}) ? std::optional(record) : std::nullopt;
}

std::optional<User> seen(const Viewer& viewer, User record) {
    if (viewer.sees_posted && record.id != viewer.user.id) return std::nullopt;
    record.password_hash.clear();
    record.code_hash.clear();
    return record;
}

std::optional<DecisionRecord> seen(const Viewer& viewer, const DecisionRecord& record) {
    return viewer.sees_papers || record.published ? std::optional(record) : std::nullopt;
}

std::optional<Protest> seen(const Viewer& viewer, const Protest& record) {
    return viewer.sees_papers ? std::optional(record) : std::nullopt;
}

Scope scope_of_panel(const PanelRecord& panel) {
    return {panel.stage, panel.division, {}, panel.id};
}

/// Whether the seat types in, or settles, what this panel marks.
bool sees_panel(const Viewer& viewer, const PanelRecord& panel) {
    return std::any_of(viewer.user.grants.begin(), viewer.user.grants.end(), [&](const Grant& grant) {
        return (grant.role == Role::Secretary || grant.role == Role::HeadJudge) &&
               covers(grant, scope_of_panel(panel));
    });
}

std::optional<PanelRecord> seen(const Viewer& viewer, const PanelRecord& record) {
    const bool sits_in = record.member(viewer.user.id) != nullptr;
    return sits_in || sees_panel(viewer, record) ? std::optional(record) : std::nullopt;
}

std::optional<Assignment> seen(const Viewer& viewer, const Assignment& record) {
    if (record.judge == viewer.user.id) return record;
    const PanelRecord* panel = viewer.contest.table<PanelRecord>().find(record.panel);
    return panel != nullptr && sees_panel(viewer, *panel) ? std::optional(record) : std::nullopt;
}

std::optional<Conflict> seen(const Viewer& viewer, const Conflict& record) {
    return viewer.sees_papers || record.judge == viewer.user.id ? std::optional(record) : std::nullopt;
}

/// Where the stage hides whose work it is, only what is said to tell nothing of it.
std::optional<Attachment> seen(const Viewer& viewer, const Attachment& record) {
    const bool may =
        viewer.sees_papers || (may_see(viewer.user, {}) && (!viewer.is_blind || record.anonymous));
    return may ? std::optional(record) : std::nullopt;
}

/// A judge's own mark; all of a panel for who types them in or settles them, but not before the own one is
/// submitted where there is one to give; for others what was published of it.
std::optional<MarkRecord> seen(const Viewer& viewer, MarkRecord record) {
    if (record.judge == viewer.user.id) return record;
    const PanelRecord* panel = panel_of(viewer.contest, record.stage, record.judge, record.entry);
    const bool is_to_mark = panel_of(viewer.contest, record.stage, viewer.user.id, record.entry) != nullptr;
    const MarkRecord own_key{record.stage, record.entry, viewer.user.id, {}, MarkState::Draft, {}, {}, {}};
    const MarkRecord* own = viewer.contest.table<MarkRecord>().find(own_key.key());
    const bool own_is_in = own != nullptr && own->state == MarkState::Submitted;
    if (panel != nullptr && sees_panel(viewer, *panel) && (!is_to_mark || own_is_in)) return record;
    if (!record.published) return std::nullopt;
    record.content = *record.published;
    record.state = MarkState::Submitted;
    record.typist = {};
    record.reason.clear();
    return record;
}

/// A draft mark of somebody else was never seen: that there is one now is nobody's business.
template <class T>
bool was_never_seen(const T&) {
    return false;
}
bool was_never_seen(const MarkRecord& record) {
    return record.state == MarkState::Draft && !record.published;
}

/// Events and versions of an answer, as they are written.
class Page {
public:
    explicit Page(const Viewer& viewer) : viewer_(viewer) {}

    template <class T>
    void add(const T& record) {
        const std::optional<T> visible = seen(viewer_, record);
        if (!visible) {
            if (!was_never_seen(record)) add_gone(T::kind, record.key());
            return;
        }
        add_event(T::kind, record.key(), to_json(*visible));
        add_version(record.object());
        if constexpr (requires { T::parts_touched(nullptr, record); })
            for (const std::string& part : T::parts_touched(nullptr, record)) add_version(part);
    }
    void add_gone(std::string_view kind, const std::string& key) { add_event(kind, key, Json()); }
    template <class T>
    void add_if_seen(const T& record) {
        if (seen(viewer_, record)) add(record);
    }

    std::string text(bool whole) const {
        return "{\"seq\":" + std::to_string(viewer_.contest.seq) +
               ",\"whole\":" + (whole ? "true" : "false") + ",\"events\":[" + events_ + "],\"versions\":{" +
               versions_ + "}}";
    }

private:
    void add_event(std::string_view kind, const std::string& key, Json set) {
        Json event;
        event.set("kind", kind).set("key", key).set("set", std::move(set));
        events_ += (events_.empty() ? "" : ",") + write_json(event);
    }
    void add_version(const std::string& object) {
        const Seq version = viewer_.contest.version(object);
        if (version == 0 || !named_.insert(object).second) return;
        versions_ +=
            (versions_.empty() ? "" : ",") + write_json(Json(object)) + ":" + std::to_string(version);
    }

    const Viewer& viewer_;
    std::string events_;
    std::string versions_;
    std::set<std::string> named_;
};

template <class Visit>
void for_each_table(const Contest& contest, Visit&& visit) {
    std::apply([&](const auto&... table) { (visit(table), ...); }, contest.tables);
}

template <class T>
bool same_table(const Contest& a, const Contest& b) {
    return a.table<T>().same_as(b.table<T>());
}

/// What decides who sees what: after it all seats begin anew.
bool decides_alike(const Contest& a, const Contest& b) {
    return same_table<Settings>(a, b) && same_table<DefinitionText>(a, b) && same_table<User>(a, b) &&
           same_table<PanelRecord>(a, b) && same_table<Assignment>(a, b);
}

}  // namespace

bool follows_journal(const User& user) {
    Grant head;
    head.role = Role::HeadJudge;
    return has_role(user, Role::Organiser) ||
           std::find(user.grants.begin(), user.grants.end(), head) != user.grants.end();
}

void SeatRecords::update(const std::shared_ptr<const Contest>& contest) {
    if (contest == contest_) return;
    const std::shared_ptr<const Contest> before = std::exchange(contest_, contest);
    if (!before || !decides_alike(*before, *contest)) {
        touched_.clear();
        complete_since_ = contest->seq;
        return;
    }
    const auto touch = [&](std::string_view kind, std::string key) {
        touched_.push_back({contest->seq, kind, std::move(key)});
    };
    for_each_table(*contest, [&]<class T>(const Table<T>& table) {
        table.for_each_change(before->table<T>(), [&](const T* old, const T* now) {
            const T& record = now != nullptr ? *now : *old;
            touch(T::kind, record.key());
            // A sheet is seen by where it is played.
            if constexpr (std::is_same_v<T, Run> || std::is_same_v<T, Match>)
                touch(Sheet::kind, record.id.text);
            // Whoever submits the own mark sees the others' from then on.
            if constexpr (std::is_same_v<T, MarkRecord>) {
                const std::string of_entry = record.stage.text + "." + record.entry.text + ".";
                for (auto mark = table.from(of_entry);
                     mark != table.end() && mark.key().starts_with(of_entry); ++mark)
                    touch(T::kind, mark.key());
            }
        });
    });
    while (touched_.size() > touched_max) {
        complete_since_ = touched_.front().seq;
        while (!touched_.empty() && touched_.front().seq == complete_since_) touched_.pop_front();
    }
}

std::string SeatRecords::since(const User& user, Seq since) const {
    const Viewer viewer = viewer_of(*contest_, user);
    Page page(viewer);
    const bool whole = since <= 0 || since < complete_since_ || since > contest_->seq;
    if (whole) {
        for_each_table(*contest_, [&]<class T>(const Table<T>& table) {
            for (const T& record : table) page.add_if_seen(record);
        });
        return page.text(whole);
    }
    std::set<std::pair<std::string_view, std::string_view>> touched;
    for (auto one = touched_.rbegin(); one != touched_.rend() && one->seq > since; ++one)
        touched.emplace(one->kind, one->key);
    for (const auto& [kind, key] : touched)
        with_record_type(kind, [&, kind = kind, key = key]<class T>() {
            const T* record = contest_->table<T>().find(key);
            record != nullptr ? page.add(*record) : page.add_gone(kind, std::string(key));
        });
    return page.text(whole);
}

}  // namespace sandau::server
