#include "db/migrate.h"

#include <array>

#include "db/chain.h"
#include "db/rows.h"
#include "db/schema.h"

namespace sandau::db {

std::span<const Migration> migrations() {
    // Version 1 is the first: no file is older. 2 has more that follows from the journal (the health of
    // devices, what stopped a run, what was published of marks), 3 too (matches in the timetable, protests
    // about marks), 4 too (a device's address and shortest laps), 5 too (documents and photos of entries);
    // what is kept stayed as it was.
    static constexpr std::array<Migration, 4> steps{{{2, ""}, {3, ""}, {4, ""}, {5, ""}}};
    return steps;
}

void create_schema(Connection& connection) {
    create_kept_tables(connection);
    create_derived_tables(connection);
    connection.script("PRAGMA application_id = " + std::to_string(application_id));
    connection.script("PRAGMA user_version = " + std::to_string(schema_version));
}

Result<void> upgrade(Connection& connection, std::span<const Migration> steps, std::int64_t target) {
    Transaction transaction(connection, Transaction::Kind::Write);
    std::int64_t version = connection.one_integer("PRAGMA user_version").value_or(0);
    for (const Migration& step : steps) {
        if (step.to <= version || step.to > target) continue;
        CHECK(step.to == version + 1, "no step of the way is missing");
        connection.script(step.sql);
        version = step.to;
    }
    drop_derived_tables(connection);
    create_derived_tables(connection);
    const Result<Contest> contest = replay(connection);
    if (!contest) return tl::unexpected(contest.error());
    write_all_rows(connection, *contest);
    connection.script("PRAGMA user_version = " + std::to_string(target));
    transaction.commit();
    return {};
}

}  // namespace sandau::db
