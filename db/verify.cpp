#include <compare>
#include <vector>

#include "db/chain.h"
#include "db/file_folder.h"
#include "db/maintenance.h"
#include "db/opening.h"
#include "db/personal.h"
#include "db/rows.h"
#include "db/schema.h"

namespace sandau {

namespace {

using db::Connection;
using db::Statement;

constexpr std::size_t problems_max = 100;
constexpr std::size_t shown_bytes_max = 200;

/// All rows of a table in the order of its key. Table names are our own.
Statement rows_in_order(Connection& connection, const db::DerivedTable& table) {
    std::string sql = "SELECT * FROM " + std::string(table.name) + " ORDER BY 1";
    for (int column = 2; column <= table.key_columns; ++column) sql += ", " + std::to_string(column);
    return Statement(connection.handle(), sql);
}

std::string shown(const Statement& row, int column) {
    if (row.is_null(column)) return "NULL";
    std::string text(row.text(column).substr(0, shown_bytes_max));
    // Cut between letters, not within one.
    if (row.text(column).size() > shown_bytes_max) {
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xc0u) == 0x80u) text.pop_back();
        if (!text.empty()) text.pop_back();
        text += "…";
    }
    return text;
}

std::string shown_key(const Statement& row, int key_columns) {
    std::string key = shown(row, 0);
    for (int column = 1; column < key_columns; ++column) key += " " + shown(row, column);
    return key;
}

/// The order in which SQLite gives the rows: whole numbers before text, text bytewise.
std::strong_ordering key_order(const Statement& one, const Statement& other, int key_columns) {
    for (int column = 0; column < key_columns; ++column) {
        const bool number = one.is_integer(column);
        if (number != other.is_integer(column))
            return number ? std::strong_ordering::less : std::strong_ordering::greater;
        const std::strong_ordering order = number ? one.integer(column) <=> other.integer(column)
                                                  : one.text(column).compare(other.text(column)) <=> 0;
        if (order != 0) return order;
    }
    return std::strong_ordering::equal;
}

class Checking {
public:
    Checking(Connection& connection, const std::filesystem::path& path, VerifyReport& report)
        : connection_(connection), folder_(path), report_(report) {}

    void check_integrity() {
        connection_.each("PRAGMA integrity_check(20)", [&](const Statement& row) {
            if (row.text(0) != "ok") found("verify.integrity", {{"detail", std::string(row.text(0))}});
        });
    }

    void check_chain() {
        report_.entries = db::check_chain(connection_, [&](Seq seq) {
            found("verify.chain", {{"seq", std::to_string(seq)}});
        });
    }

    void check_what_follows() {
        const Result<Contest> contest = db::replay(connection_);
        if (!contest) return found("verify.journal", contest.error().arguments);
        Connection fresh({}, db::OpenAs::Memory);
        db::create_derived_tables(fresh);
        {
            db::Transaction writing(fresh, db::Transaction::Kind::Write);
            db::write_all_rows(fresh, *contest);
            writing.commit();
        }
        for (const db::DerivedTable& table : db::derived_tables()) compare(table, fresh);
        check_personal(*contest);
        check_files(*contest);
    }

private:
    void found(const char* code, std::vector<std::pair<std::string, std::string>> arguments) {
        if (report_.problems.size() < problems_max)
            report_.problems.push_back({Severity::Error, {code, std::move(arguments), {}}});
    }

    void compare(const db::DerivedTable& table, Connection& fresh) {
        Statement in_file = rows_in_order(connection_, table);
        Statement by_journal = rows_in_order(fresh, table);
        const std::string name(table.name);
        bool file_row = in_file.step();
        bool journal_row = by_journal.step();
        while (file_row || journal_row) {
            std::strong_ordering order = std::strong_ordering::equal;
            if (!journal_row) order = std::strong_ordering::less;
            if (!file_row) order = std::strong_ordering::greater;
            if (file_row && journal_row) order = key_order(in_file, by_journal, table.key_columns);
            ++report_.rows;
            if (order < 0)
                found("verify.row_extra", {{"table", name}, {"key", shown_key(in_file, table.key_columns)}});
            if (order > 0)
                found("verify.row_missing",
                      {{"table", name}, {"key", shown_key(by_journal, table.key_columns)}});
            if (order == 0) compare_columns(name, table.key_columns, in_file, by_journal);
            if (order <= 0) file_row = in_file.step();
            if (order >= 0) journal_row = by_journal.step();
        }
    }

    void compare_columns(const std::string& table, int key_columns, const Statement& in_file,
                         const Statement& by_journal) {
        for (int column = key_columns; column < by_journal.columns(); ++column) {
            if (in_file.is_null(column) == by_journal.is_null(column) &&
                in_file.text(column) == by_journal.text(column))
                continue;
            found("verify.row_differs", {{"table", table},
                                         {"key", shown_key(by_journal, key_columns)},
                                         {"column", std::string(by_journal.column_name(column))},
                                         {"file", shown(in_file, column)},
                                         {"journal", shown(by_journal, column)}});
        }
    }

    void check_personal(const Contest& contest) {
        report_.personal_kept = db::check_personal(connection_, contest, [&](const PersonId& person) {
            found("verify.personal", {{"person", person.text}});
        });
        for (const Person& person : contest.table<Person>()) {
            if (person.personal_hash.empty()) continue;
            const bool kept =
                connection_.one_integer("SELECT 1 FROM personal WHERE hash = ?", person.personal_hash)
                    .has_value();
            if (!kept) ++report_.personal_erased;
        }
    }

    void check_files(const Contest& contest) {
        const Seq erased_at =
            connection_.one_integer("SELECT CAST(value AS INTEGER) FROM file WHERE key = 'files_erased'")
                .value_or(0);
        for (const Attachment& one : contest.table<Attachment>()) {
            const Result<std::string> bytes = folder_.read(one.sha256);
            if (bytes) {
                ++report_.files_kept;
            } else if (bytes.error().code == "files.gone" && contest.version(one.object()) <= erased_at) {
                ++report_.files_erased;
            } else {
                found(bytes.error().code == "files.gone" ? "verify.file_missing" : "verify.file_differs",
                      {{"entry", one.entry.text}, {"name", one.name}});
            }
        }
    }

    Connection& connection_;
    FileFolder folder_;
    VerifyReport& report_;
};

}  // namespace

Result<VerifyReport> verify(const std::filesystem::path& path) {
    Result<std::unique_ptr<Connection>> connection = db::open_for_a_look(path);
    if (!connection) return tl::unexpected(connection.error());
    VerifyReport report;
    try {
        const db::Transaction moment(**connection, db::Transaction::Kind::Read);
        Checking checking(**connection, path, report);
        checking.check_integrity();
        checking.check_chain();
        checking.check_what_follows();
    } catch (const db::Failure& failure) {
        report.problems.push_back({Severity::Error, {"verify.integrity", {{"detail", failure.what()}}, {}}});
    }
    return report;
}

Result<std::string> dump(const std::filesystem::path& path) {
    Result<std::unique_ptr<Connection>> connection = db::open_for_a_look(path);
    if (!connection) return tl::unexpected(connection.error());
    std::string text;
    try {
        const db::Transaction moment(**connection, db::Transaction::Kind::Read);
        for (const db::DerivedTable& table : db::derived_tables()) {
            Statement row = rows_in_order(**connection, table);
            while (row.step()) {
                text += table.name;
                for (int column = 0; column < row.columns(); ++column) {
                    text += column == 0 ? " " : ", ";
                    text += row.column_name(column);
                    text += '=';
                    if (row.is_null(column) || row.is_integer(column)) {
                        text += row.is_null(column) ? "NULL" : row.text(column);
                    } else {
                        text += write_json(Json(row.text(column)));
                    }
                }
                text += '\n';
            }
        }
    } catch (const db::Failure& failure) {
        return tl::unexpected(db::refusal_of(failure));
    }
    return text;
}

}  // namespace sandau
