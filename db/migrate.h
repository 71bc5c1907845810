#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "db/sqlite.h"
#include "scoring/result.h"

namespace sandau::db {

/// One step forward, from version `to - 1`: SQL over the kept tables. The tables that follow from the
/// journal are made anew after the last step, so no step says anything about them.
struct Migration {
    std::int64_t to = 0;
    const char* sql = "";
};

/// All steps of this program, in order.
std::span<const Migration> migrations();

/// Makes all tables and marks the file as ours. Within a transaction of the caller. Throws Failure.
void create_schema(Connection& connection);

/// Takes the file from its version to `target` in one transaction. Refused as `replay`. Throws Failure.
Result<void> upgrade(Connection& connection, std::span<const Migration> steps, std::int64_t target);

}  // namespace sandau::db
