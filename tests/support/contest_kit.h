#pragma once

#include <functional>
#include <string>

#include "db/contest_file.h"
#include "scoring/command.h"
#include "support/temporary_folder.h"

namespace sandau::testing {

/// An entry of the journal and the contest after it, made as the desk makes them.
struct Step {
    JournalEntry entry;
    Contest after;
    std::vector<Personal> personal;
};

Step a_step(const Contest& before, const std::string& command, const std::function<void(Draft&)>& change);

/// Appends; the contest becomes the one after it when it was committed.
AppendResult append(ContestFile& file, Contest& contest, const std::string& command,
                    const std::function<void(Draft&)>& change);

Entry a_team(int number);
Sheet a_sheet(int team, int points);
DeviceRecord a_gate_event(int number);

/// A child with a telephone number, sealed for this file.
void put_person(Draft& draft, ContestFile& file, const std::string& id, const std::string& phone);

/// What begins as a PNG does.
std::string a_photo(const std::string& of = "robot");

/// Writes one or more of every record that there is.
void write_something_of_everything(ContestFile& file, Contest& contest);

}  // namespace sandau::testing
