#pragma once

#include <memory>

#include "station/fake_host.h"

namespace sandau::station::testing {

/// How far the sample province's contest has come.
enum class Depth {
    Empty,       ///< rules only
    Registered,  ///< 432 teams imported, eligibility decided
    Qualified,   ///< online runs in, 16 of each division promoted
    Scheduled,   ///< the final's timetable on four fields, teams checked in
    Running,     ///< the final has begun: runs published on the fields
    Finished     ///< every run of the final is published
};

std::shared_ptr<FakeHost> a_contest(Depth depth);

/// Sixteen teams, red against blue: drawn into groups of four (`robocon-vn-2026`), nothing played.
std::shared_ptr<FakeHost> a_contest_of_matches();
/// Best-of-three bouts in a double elimination of eight (`mini-sumo`), drawn.
std::shared_ptr<FakeHost> a_contest_of_bouts();
/// One entry of two authors, with a coach, that has to bring documents (`youth-creativity`).
std::shared_ptr<FakeHost> a_contest_of_dossiers();
/// By the rules of tests/contests/rules/red-blue.json: groups with overtime, drawn; Swiss; knock-out.
std::shared_ptr<FakeHost> a_red_blue_contest();

/// Four entries before a blind stage's panel HD1 of two judges, U1 and U2, all of them assigned; nothing is
/// marked. One scale has bands, one few whole points.
std::shared_ptr<FakeHost> a_contest_of_panels();

/// Plays a match to its published end on the field, without its clock; the sides get so many of an item.
void play_match(FakeHost& host, const MatchId& match, const std::string& item, int red, int blue);

/// The team that comes next on a field.
Slot next_on(const FakeHost& host, const FieldId& field);

/// Plays the next run of a field to its published end. Better teams have smaller numbers for `quality`.
RunId play_next(FakeHost& host, const FieldId& field, int quality);

}  // namespace sandau::station::testing
