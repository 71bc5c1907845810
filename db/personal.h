#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/sqlite.h"
#include "scoring/contest.h"

namespace sandau::db {

/// HMAC-SHA-256 over the person and the data, keyed with the salt. Without the salt, a telephone number
/// cannot be guessed from the hash.
std::string personal_hash(const Personal& personal, const std::string& salt);

/// Salts that were given out and are not written yet.
class Seals {
public:
    /// The hash under which this very data is stored already, else one with a new salt.
    std::string seal(Connection& connection, const Personal& personal);
    /// nullptr where the hash is not one of those given out.
    const std::string* salt_of(const std::string& hash) const;
    void clear() { salts_.clear(); }

private:
    std::map<std::string, std::string> salts_;
};

/// Writes each record under the hash that `after` has for its person. Returns the person whose hash was
/// not made by `seals` and is not stored; nothing when all are written. Throws Failure.
std::optional<PersonId> write_personal(Connection& connection, const Seals& seals, const Contest& after,
                                       const std::vector<Personal>& personal);

/// Personal data by person, as the hashes of the contest's persons say. Throws Failure.
Table<Personal> read_personal(Connection& connection, const Contest& contest);

/// Calls `on_wrong` for each row that does not fit its hash, or the person that has this hash; returns the
/// number of rows.
std::int64_t check_personal(Connection& connection, const Contest& contest,
                            const std::function<void(const PersonId&)>& on_wrong);

}  // namespace sandau::db
