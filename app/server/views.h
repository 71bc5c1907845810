#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "desk/host.h"
#include "scoring/contest.h"
#include "scoring/definition.h"
#include "scoring/grants.h"
#include "scoring/json.h"
#include "scoring/standings.h"
#include "scoring/time.h"

// What the public and the seats see, as JSON: pure functions of a snapshot. Nothing that is not
// published is in a public one, not even hidden.

namespace sandau::server {

/// The host's clock as screens see it: wall time at an anchor, and from there on the boot clock, so that
/// setting the machine's clock moves no countdown.
struct ServerClock {
    Instant anchor;
    std::int64_t at_ms(MonoTime time) const { return anchor.wall.utc_ms + (time - anchor.mono).floor_ms(); }
};

/// A resource: its key (collection/id) and what is there.
using Resource = std::pair<std::string, Json>;

/// A part of a key: "/" and other signs of addresses inside an id are written %2F.
std::string key_of(std::string_view collection, std::string_view id);

Json text_json(const Text& text);
/// A number in JSON where it is a decimal, else its text ("2/3"); null where missing.
Json number_json(const Rational& value);

/// The rules of the contest; empty ones where it has none yet.
const Definition& definition_of(const Contest& contest);

/// Whether the public may know of an entry at all: not of one that was refused.
bool is_public(const Entry& entry);

Json contest_view(const Contest& contest);
Json entry_view(const Contest& contest, const Entry& entry);
/// The timetables as they were published; what was planned since is not there.
std::vector<Resource> schedule_views(const Contest& contest);
Json field_view(const Contest& contest, const Field& field);
Json display_view(const DisplayChoice& display);
/// A run that is on a field now, with what the devices reported this moment.
Json run_view(const Snapshot& snapshot, const Run& run, const ServerClock& clock, const Instant& now);
/// A clock as a screen counts it down by itself.
Json clock_view(const RunClock& clock, const Game& game, const ServerClock& server, const Instant& now);
/// A match as it was drawn, called and played. `standing` is what follows from what is published; nullptr:
/// nothing does. A score that is not published is there only on the field, where the settings show it.
Json match_view(const Contest& contest, const Match& match, const MatchStanding* standing,
                const ServerClock& clock, const Instant& now);
/// A sheet as it was last published; nothing where it was not.
std::optional<Json> result_view(const Contest& contest, const Sheet& sheet);
/// What follows from what is published in a stage.
struct StageViews {
    std::vector<Resource> standings;  ///< its rankings; those with nobody in them are left out
    std::map<std::string, MatchStanding, std::less<>> matches;  ///< by their names
};
StageViews standings_views(const Contest& contest, const Stage& stage);
std::vector<Resource> awards_views(const Contest& contest);

/// What is on a sheet, for whoever may fill it in.
Json sheet_view(const Contest& contest, const Sheet& sheet);
/// The same of a match: both its sides, and what is the field's own.
Json match_sheet_view(const Contest& contest, const Match& match, const Sheet& sheet);
/// Who sits there, with which rights, and what is on the fields of the seat.
Json seat_view(const Contest& contest, const User& user);
/// A device event that waits for a person to place it.
Json inbox_view(const DeviceRecord& record);
/// Whether there is work left on the sheet of a run: it is on a field, or waits for a step.
bool needs_work(const Contest& contest, const Run& run, const Sheet& sheet);
bool needs_work(const Contest& contest, const Match& match, const Sheet& sheet);
/// What a sheet's or an event's place is, as grants limit it; and whether a user's grants reach it. Who has
/// one side of a match sees the whole of it.
Scope scope_of_run(const Contest& contest, const Run& run);
Scope scope_of_match(const Match& match);
bool may_see(const User& user, const Scope& scope);
bool may_see_match(const User& user, const Match& match);

/// What a judge marks in a stage's division, and by which rules of blindness and spread.
Json rubric_view(const Stage& stage, const DivisionPlay& play);
/// A judge's own cell: the entry as far as the stage lets the judge know it, its documents, and the mark.
Json cell_view(const Contest& contest, const Assignment& assignment);
/// A panel, for those who head it.
Json panel_view(const Contest& contest, const PanelRecord& panel);
/// What a stage's marks come to, as they are submitted.
struct PanelFigures {
    std::map<EntryId, std::string> aggregates;
    std::set<EntryId> discrepant;
};
PanelFigures panel_figures(const Contest& contest, const StageId& stage);
/// Who of a panel has marked an entry and who has not, and how far they are apart. Blind: without any mark,
/// for who has not submitted the own one.
enum class MarksShown { All, None };
Json panel_entry_view(const Contest& contest, const PanelRecord& panel, const Entry& entry,
                      const PanelFigures& figures, MarksShown shown);
/// Whether a user's grants let them mark there, and head the panel there.
bool may_mark(const User& user, const Scope& scope);
bool may_head(const User& user, const Scope& scope);
/// Whether a stage's panel may not know who made what it marks.
enum class Blindness { Open, Blind };
Blindness blindness_of(const Contest& contest, const StageId& stage);
/// Of an entry's documents and photos those that a judge is shown beside the sheet: in a blind stage only the
/// anonymous ones. Each {name, media_type, bytes, path, document}.
Json files_view(const Contest& contest, const Entry& entry, Blindness blind);
/// Whether the grants let a user send documents and photos; see one of an entry: who may attach it, and who
/// has the entry before them in a panel, as far as its stage is not blind.
bool may_send_files(const User& user);
bool may_see_file(const Contest& contest, const User& user, const Attachment& file);
/// Whether one of the grants has the role.
bool has_role(const User& user, Role role);

}  // namespace sandau::server
