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

/// The team that comes next on a field.
Slot next_on(const FakeHost& host, const FieldId& field);

/// Plays the next run of a field to its published end. Better teams have smaller numbers for `quality`.
RunId play_next(FakeHost& host, const FieldId& field, int quality);

}  // namespace sandau::station::testing
