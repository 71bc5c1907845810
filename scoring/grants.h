#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scoring/command.h"
#include "scoring/contest.h"

namespace sandau {

/// The roles that may give a command of this kind; the organiser may give all that a person can.
/// Empty: unknown, or not for persons.
std::vector<Role> roles_for(std::string_view kind);

/// Every kind of command that somebody may give.
std::vector<std::string_view> granted_kinds();

bool is_known_kind(std::string_view kind);

/// What a command is about, as grants limit it. Empty: not about one.
struct Scope {
    StageId stage;
    DivisionId division;
    FieldId field;
    std::string panel{};
    std::string side{};
};
Scope scope_of(const Contest& contest, const Command& command);

/// Whether a grant reaches what the scope names.
bool covers(const Grant& grant, const Scope& scope);

}  // namespace sandau
