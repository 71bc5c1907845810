#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/record.h"
#include "scoring/records_users.h"

// Who may do what.

namespace sandau::commands {

/// Gives somebody roles; hashes are made by the face that has the words. Answers {user}.
struct UserGrant {
    static constexpr std::string_view kind = "user.grant";
    UserId user;  ///< empty: a new one
    std::string name;
    std::vector<Grant> grants;
    std::string password_hash;  ///< empty: as it was
    std::string code_hash;      ///< empty: as it was
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("user", self.user);
        visit("name", self.name);
        visit("grants", self.grants);
        visit("password_hash", self.password_hash);
        visit("code_hash", self.code_hash);
    }
    bool operator==(const UserGrant&) const = default;
};

struct UserRevoke {
    static constexpr std::string_view kind = "user.revoke";
    UserId user;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("user", self.user);
    }
    bool operator==(const UserRevoke&) const = default;
};

}  // namespace sandau::commands
