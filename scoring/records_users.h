#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/record.h"

// Who may do what.

namespace sandau {

enum class Role { Organiser, Secretary, HeadJudge, Judge, Referee, Marshal, Announcer, Display };
constexpr auto enum_words(Role) {
    return std::array<std::string_view, 8>{"organiser", "secretary", "head_judge", "judge",
                                           "referee",   "marshal",   "announcer",  "display"};
}

/// A role within a scope; what is empty in the scope is not limited.
struct Grant {
    Role role = Role::Display;
    StageId stage;
    DivisionId division;
    FieldId field;
    std::string side;
    std::string panel;

    bool operator==(const Grant&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("role", self.role);
        visit("stage", self.stage);
        visit("division", self.division);
        visit("field", self.field);
        visit("side", self.side);
        visit("panel", self.panel);
    }
};

/// Somebody who may do something here. Secrets are argon2id strings, never the words themselves.
struct User {
    static constexpr std::string_view kind = "user";
    UserId id;
    std::string name;
    std::vector<Grant> grants;
    std::string password_hash;
    std::string code_hash;  ///< of the six digits that open this seat; empty: none given out
    bool revoked = false;

    std::string object() const { return "user:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const User&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("grants", self.grants);
        visit("password_hash", self.password_hash);
        visit("code_hash", self.code_hash);
        visit("revoked", self.revoked);
    }
};

}  // namespace sandau
