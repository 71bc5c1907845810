// What a committed score costs through the desk, beside the same rows written by bare SQL in the same run;
// opening, importing, snapshots. Prints one line for each figure: name, measured, baseline, ratio, goal.
// All on one core: waking a sleeping core costs as much as all that the desk does, and whether it must be
// woken is the scheduler's whim. The asker waits for its answer and is woken all the same.
#include <sqlite3.h>

#if defined(__linux__)
#include <sched.h>
#endif

#include <cstdio>
#include <string>
#include <vector>

#include "bench/figures.h"
#include "cli/sheet_reading.h"
#include "db/contest_file.h"
#include "desk/desk.h"
#include "documents/sheet.h"
#include "scoring/command_payloads.h"
#include "scoring/presets.h"
#include "support/a_contest.h"
#include "support/temporary_folder.h"

namespace sandau {
namespace {

using namespace bench;

template <class Payload>
Seq must(Desk& desk, const Payload& payload) {
    const Result<Answer> answer = desk.ask(command_of(new_command_id(), keyboard_actor, payload));
    if (!answer) give_up(answer.error().code);
    return answer->seq;
}

constexpr int sheets = 500;

void fill(Desk& desk) {
    commands::EntryImport import;
    for (int n = 1; n <= sheets; ++n) {
        commands::ImportRow row;
        row.name = "Đội " + std::to_string(n);
        row.division = DivisionId("B");
        import.rows.push_back(row);
    }
    must(desk, import);
    commands::ScoreImport scores;
    scores.stage = StageId("final");
    for (const Entry& entry : desk.snapshot()->contest->table<Entry>())
        scores.results.push_back(
            {entry.id, {{SheetStatus::OK, Json(Json::Object{}), 30'000, ""}}, Json(Json::Object{})});
    must(desk, scores);
}

/// The n-th score: committed anew, with other points and another time.
Command score(Seq n) {
    commands::ScoreCorrect correct;
    char entry[8];
    std::snprintf(entry, sizeof entry, "T%03d", static_cast<int>(n % sheets) + 1);
    correct.sheet = RunId(std::string("final.") + entry + ".1");
    correct.items.set("zone", n % 6);
    correct.time_ms = 20'000 + n % 60'000;
    correct.reason = "lần " + std::to_string(n);
    return command_of(new_command_id(), keyboard_actor, correct);
}

void grow_to(Desk& desk, Seq entries) {
    for (Seq n = desk.snapshot()->contest->seq; n < entries; ++n)
        if (const Result<Answer> answer = desk.ask(score(n)); !answer) give_up(answer.error().code);
}

/// The rows that the desk wrote, written again by prepared statements into a copy of the file: the same
/// mode, one transaction with one sync each.
class BareSql {
public:
    explicit BareSql(const std::filesystem::path& path) {
        check(sqlite3_open(path.c_str(), &database_));
        run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA "
            "locking_mode=NORMAL; PRAGMA secure_delete=ON");
        check(sqlite3_prepare_v2(database_, "INSERT INTO journal VALUES(?,?,?,?,?,?,?,?,?,?)", -1, &journal_,
                                 nullptr));
        check(sqlite3_prepare_v2(
            database_, "INSERT OR REPLACE INTO score_sheets VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", -1,
            &sheet_, nullptr));
    }
    ~BareSql() {
        for (sqlite3_stmt* statement : {journal_, sheet_, read_journal_, read_sheet_})
            sqlite3_finalize(statement);
        sqlite3_close(database_);
    }

    /// Reads entry `seq` and the sheet that it left from the file that the desk wrote.
    void attach(const std::filesystem::path& source) {
        run("ATTACH '" + source.string() + "' AS source");
        check(sqlite3_prepare_v2(database_, "SELECT * FROM source.journal WHERE seq = ?", -1, &read_journal_,
                                 nullptr));
        check(sqlite3_prepare_v2(database_, "SELECT * FROM source.score_sheets WHERE id = ?", -1,
                                 &read_sheet_, nullptr));
    }

    double write_again(Seq seq, const std::string& sheet) {
        sqlite3_bind_int64(read_journal_, 1, seq);
        if (sqlite3_step(read_journal_) != SQLITE_ROW) give_up("no such entry");
        copy_row(read_journal_, journal_);
        sqlite3_bind_text(read_sheet_, 1, sheet.c_str(), -1, SQLITE_TRANSIENT);
        if (sqlite3_step(read_sheet_) != SQLITE_ROW) give_up("no such sheet");
        copy_row(read_sheet_, sheet_);
        sqlite3_reset(read_journal_);
        sqlite3_reset(read_sheet_);
        const Clock::time_point start = Clock::now();
        run("BEGIN IMMEDIATE");
        step(journal_);
        step(sheet_);
        run("COMMIT");
        return since_us(start);
    }
    void checkpoint() { run("PRAGMA main.wal_checkpoint(PASSIVE)"); }

private:
    static void copy_row(sqlite3_stmt* from, sqlite3_stmt* to) {
        for (int column = 0; column < sqlite3_column_count(from); ++column)
            sqlite3_bind_value(to, column + 1, sqlite3_column_value(from, column));
    }
    void step(sqlite3_stmt* statement) {
        if (sqlite3_step(statement) != SQLITE_DONE) give_up(sqlite3_errmsg(database_));
        sqlite3_reset(statement);
    }
    void run(const std::string& sql) {
        if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            give_up(sqlite3_errmsg(database_));
    }
    void check(int result) {
        if (result != SQLITE_OK) give_up(sqlite3_errmsg(database_));
    }

    sqlite3* database_ = nullptr;
    sqlite3_stmt* journal_ = nullptr;
    sqlite3_stmt* sheet_ = nullptr;
    sqlite3_stmt* read_journal_ = nullptr;
    sqlite3_stmt* read_sheet_ = nullptr;
};

struct Commits {
    double desk_us = 0;
    double bare_us = 0;
};

/// Medians of 1,000 commits, in turns of 100 so that both see the same disk.
Commits measure_commits(const std::filesystem::path& folder, const std::filesystem::path& path) {
    const std::filesystem::path copy = folder / "bare.sandau";
    std::filesystem::remove(copy);
    {
        const Result<std::unique_ptr<Desk>> desk = Desk::open(path);
        if (!desk || !(*desk)->backup_to(copy)) give_up("no copy");
    }
    Result<std::unique_ptr<Desk>> desk = Desk::open(path);
    if (!desk) give_up(desk.error().code);
    BareSql bare(copy);
    bare.attach(path);
    std::vector<double> desk_us, bare_us;
    for (int turn = 0; turn < 10; ++turn) {
        const Seq first = (*desk)->snapshot()->contest->seq;
        std::vector<std::string> touched;
        for (Seq n = first; n < first + 100; ++n) {
            Command command = score(n);
            touched.push_back(*command.payload.find("sheet")->as_string());
            const Clock::time_point start = Clock::now();
            const Result<Answer> answer = (*desk)->ask(std::move(command));
            desk_us.push_back(since_us(start));
            if (!answer) give_up(answer.error().code);
        }
        for (Seq n = 0; n < 100; ++n)
            bare_us.push_back(bare.write_again(first + 1 + n, touched[static_cast<std::size_t>(n)]));
        bare.checkpoint();
    }
    return {median(desk_us), median(bare_us)};
}

void measure_desk(const std::filesystem::path& folder) {
    const std::filesystem::path path = folder / "desk.sandau";
    const auto grown_to = [&](Seq entries) {
        const Result<std::unique_ptr<Desk>> desk = Desk::open(path);
        if (!desk) give_up(desk.error().code);
        grow_to(**desk, entries);
    };
    {
        const Result<std::unique_ptr<Desk>> desk = Desk::create(path, test::a_small_definition());
        if (!desk) give_up(desk.error().code);
        fill(**desk);
    }
    grown_to(2'000);
    const Commits early = measure_commits(folder, path);
    print("committed score through the desk, 2,000 entries", early.desk_us, "us", early.bare_us, "<= 1.3");
    grown_to(10'000);
    const Clock::time_point start = Clock::now();
    { const auto opened = Desk::open(path); }
    print("opening a file of 10,000 journal entries", since_us(start) / 1000, "ms", 0, "300 ms");
    const Commits late = measure_commits(folder, path);
    print("committed score through the desk, 10,000 entries", late.desk_us, "us", late.bare_us, "<= 1.3");
    print("  the same beside the one at 2,000 entries", late.desk_us, "us", early.desk_us, "<= 1.1");
}

void measure_import(const std::filesystem::path& folder) {
    const std::filesystem::path sheets_folder =
        std::filesystem::path(SANDAU_SOURCE_DIR) / "tests/data/sheets";
    const Result<std::unique_ptr<Desk>> desk =
        Desk::create(folder / "import.sandau", preset("provincial-robocon")->text);
    if (!desk) give_up(desk.error().code);
    const Clock::time_point start = Clock::now();
    const auto workbook = documents::read_workbook(sheets_folder / "robocon-teams.xlsx");
    if (!workbook) give_up(workbook.error().code);
    const auto read = cli::read_entries(*workbook, {}, *(*desk)->snapshot()->contest);
    if (!read || read->refused()) give_up("the sheet is refused");
    must(**desk, documents::import_command(read->sheet, "robocon-teams.xlsx"));
    print("import of 432 teams from XLSX, durable", since_us(start) / 1000, "ms", 0, "100 ms");
}

void measure_snapshot() {
    test::ContestUnderTest contest;
    contest.with_entries(5'000, "B");
    std::vector<double> times_us;
    for (int n = 0; n < 10'000; ++n) {
        const Clock::time_point start = Clock::now();
        const auto snapshot = std::make_shared<const Contest>(contest.contest);
        times_us.push_back(since_us(start));
    }
    print("snapshot at 5,000 entries", median(times_us), "us", 0, "10 us");
}

}  // namespace
}  // namespace sandau

static void stay_on_this_core() {
#if defined(__linux__)
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(sched_getcpu()), &one);
    if (sched_setaffinity(0, sizeof one, &one) != 0) std::puts("(not kept on one core)");
#endif
}

int main() {
    stay_on_this_core();
    sandau::bench::print_head();
    const sandau::testing::TemporaryFolder folder;
    sandau::measure_import(folder.path());
    sandau::measure_snapshot();
    sandau::measure_desk(folder.path());
}
