#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "db/sqlite.h"

namespace sandau::db {

/// "Snda": says that an SQLite database is a contest file.
constexpr std::int64_t application_id = 0x536e6461;
/// Rises with every change of the schema, of the kept tables or of those that follow from the journal.
constexpr std::int64_t schema_version = 5;

/// A table that follows from the journal. Its first `key_columns` columns are its key.
struct DerivedTable {
    std::string_view name;
    int key_columns = 1;
};
std::span<const DerivedTable> derived_tables();

/// The tables that are what a file is: journal, personal data, the file's own values.
void create_kept_tables(Connection& connection);
void create_derived_tables(Connection& connection);
/// Before an upgrade makes them anew from the journal.
void drop_derived_tables(Connection& connection);

/// The name of a table, index, view or trigger that is not as we make it, or sits on a table of ours.
/// Views and tables of others beside ours are theirs.
std::optional<std::string> foreign_in_schema(Connection& connection);

}  // namespace sandau::db
