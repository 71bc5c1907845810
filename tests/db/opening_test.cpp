#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <random>

#include "db/maintenance.h"
#include "db/migrate.h"
#include "db/schema.h"
#include "db/sqlite.h"
#include "support/contest_kit.h"

namespace sandau::testing {

namespace {

std::filesystem::path a_file(const TemporaryFolder& folder) {
    Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
    Contest contest;
    write_something_of_everything(*file, contest);
    return folder / "a.sandau";
}

std::string refusal_on_opening(const std::filesystem::path& path) {
    const Result<ContestFile> look = ContestFile::open(path, FileMode::ReadOnly);
    const Result<ContestFile> host = ContestFile::open(path, FileMode::Host);
    const std::string as_reader = look ? "opens" : look.error().code;
    const std::string as_host = host ? "opens" : host.error().code;
    return as_reader == as_host ? as_host : as_reader + " or " + as_host;
}

TEST(Opening, RefusesWhatIsNotThere) {
    const TemporaryFolder folder;
    EXPECT_EQ(refusal_on_opening(folder / "a.sandau"), "file.missing");
    EXPECT_EQ(refusal_on_opening(folder.path()), "file.not_contest");
    EXPECT_FALSE(std::filesystem::exists(folder / "a.sandau"));
}

TEST(Opening, RefusesOtherFiles) {
    const TemporaryFolder folder;
    std::ofstream(folder / "empty.sandau");
    std::ofstream(folder / "text.sandau") << std::string(10'000, 'x');
    { db::Connection(folder / "other.sandau", db::OpenAs::NewFile).script("CREATE TABLE a(b)"); }
    for (const char* name : {"empty.sandau", "text.sandau", "other.sandau"})
        EXPECT_EQ(refusal_on_opening(folder / name), "file.not_contest") << name;
}

TEST(Opening, RefusesANewerVersionsFile) {
    const TemporaryFolder folder;
    const auto path = a_file(folder);
    { db::Connection(path, db::OpenAs::Writer).script("PRAGMA user_version = 77"); }
    const Result<ContestFile> file = ContestFile::open(path, FileMode::Host);
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().code, "file.newer");
    EXPECT_EQ(file.error().arguments.front().second, "77");
}

TEST(Opening, RefusesTablesThatSomebodyChanged) {
    for (const char* change : {"ALTER TABLE entries ADD COLUMN colour TEXT", "DROP TABLE awards",
                               "CREATE UNIQUE INDEX one_name ON people(name)",
                               "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM journal; END"}) {
        const TemporaryFolder folder;
        const auto path = a_file(folder);
        { db::Connection(path, db::OpenAs::Writer).script(change); }
        EXPECT_EQ(refusal_on_opening(path), "file.schema") << change;
    }
}

TEST(Opening, LeavesViewsOfOthersAlone) {
    const TemporaryFolder folder;
    const auto path = a_file(folder);
    { db::Connection(path, db::OpenAs::Writer).script("CREATE VIEW mine AS SELECT name FROM entries"); }
    EXPECT_EQ(refusal_on_opening(path), "opens");
}

TEST(Opening, RefusesAJournalThatCannotBeRead) {
    const TemporaryFolder folder;
    const auto path = a_file(folder);
    { db::Connection(path, db::OpenAs::Writer).script("UPDATE journal SET events = '[{' WHERE seq = 3"); }
    const Result<Contest> contest = ContestFile::open(path, FileMode::ReadOnly)->load();
    ASSERT_FALSE(contest);
    EXPECT_EQ(contest.error().code, "journal.unreadable");
    EXPECT_EQ(contest.error().arguments.front().second, "3");
}

TEST(Upgrade, TakesKeptTablesForwardAndMakesTheOthersAnew) {
    const TemporaryFolder folder;
    const auto path = a_file(folder);
    const std::string before = *dump(path);
    {
        db::Connection connection(path, db::OpenAs::Writer);
        connection.script("DROP TABLE awards; UPDATE entries SET name = 'old'");
        constexpr std::int64_t now = db::schema_version;
        const std::array<db::Migration, 2> steps{
            {{now + 1, "CREATE TABLE two(a); INSERT INTO two VALUES (1)"},
             {now + 2, "UPDATE two SET a = a + 1"}}};
        ASSERT_TRUE(db::upgrade(connection, steps, now + 2));
        EXPECT_EQ(connection.one_integer("PRAGMA user_version"), now + 2);
        EXPECT_EQ(connection.one_integer("SELECT a FROM two"), 2);
        connection.script("DROP TABLE two; PRAGMA user_version = " + std::to_string(now));
    }
    EXPECT_EQ(*dump(path), before);
    EXPECT_TRUE(verify(path)->fine());
}

/// Opening a file that is made older by the script makes of it what it was.
void expect_upgraded(const std::filesystem::path& path, const std::string& made_older) {
    const std::string before = *dump(path);
    db::Connection(path, db::OpenAs::Writer).script(made_older);
    ASSERT_TRUE(ContestFile::open(path, FileMode::Host));
    EXPECT_EQ(*dump(path), before);
    EXPECT_TRUE(verify(path)->fine());
}

TEST(Upgrade, OfAFileOfTheFirstVersionHappensWhenItIsOpened) {
    const TemporaryFolder folder;
    expect_upgraded(
        a_file(folder),
        "DROP TABLE device_health; ALTER TABLE runs DROP COLUMN stop_event; PRAGMA user_version = 1");
    EXPECT_TRUE(std::filesystem::exists(folder / "a.sandau.v1")) << "a backup beside it";
}

TEST(Upgrade, OfAFileWhoseDevicesHadNoAddressHappensWhenItIsOpened) {
    const TemporaryFolder folder;
    expect_upgraded(a_file(folder),
                    "ALTER TABLE devices DROP COLUMN address; ALTER TABLE device_channels DROP COLUMN "
                    "shortest_lap_ms; PRAGMA user_version = 3");
}

TEST(Upgrade, OfAFileWithoutPlaceForPhotosHappensWhenItIsOpened) {
    const TemporaryFolder folder;
    expect_upgraded(
        a_file(folder),
        "DROP TABLE attachments; CREATE TABLE attachments(sha256 TEXT PRIMARY KEY, entry TEXT NOT "
        "NULL); PRAGMA user_version = 4");
}

TEST(Upgrade, IsAllOrNothing) {
    const TemporaryFolder folder;
    const auto path = a_file(folder);
    const std::string before = *dump(path);
    {
        db::Connection connection(path, db::OpenAs::Writer);
        const std::array<db::Migration, 2> steps{
            {{db::schema_version + 1, "CREATE TABLE two(a)"}, {db::schema_version + 2, "nonsense"}}};
        EXPECT_THROW(static_cast<void>(db::upgrade(connection, steps, db::schema_version + 2)), db::Failure);
    }
    EXPECT_EQ(*dump(path), before);
    EXPECT_TRUE(verify(path)->fine());
}

TEST(Opening, SurvivesBytesThatWereChangedAnywhere) {
    const TemporaryFolder folder;
    std::ifstream original(a_file(folder), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(original), {}};
    std::mt19937 random(20'240'810);
    const auto below = [&](std::size_t bound) { return random() % bound; };
    for (int turn = 0; turn < 300; ++turn) {
        std::string changed = bytes;
        for (std::size_t count = 1 + below(30); count > 0; --count) {
            // The first page holds header and schema: half of the changes go there.
            const std::size_t at = below(2) == 0 ? below(4096) : below(changed.size());
            changed[at] = static_cast<char>(below(256));
        }
        if (below(10) == 0) changed.resize(below(changed.size()));
        const auto path = folder / ("b" + std::to_string(turn) + ".sandau");
        std::ofstream(path, std::ios::binary) << changed;
        if (Result<ContestFile> file = ContestFile::open(path, FileMode::ReadOnly)) {
            if (const Result<Contest> contest = file->load()) static_cast<void>(contest->seq);
            static_cast<void>(file->journal_since(0));
        }
        static_cast<void>(verify(path));
        static_cast<void>(dump(path));
        if (Result<ContestFile> file = ContestFile::open(path, FileMode::Host)) {
            if (Result<Contest> contest = file->load())
                append(*file, *contest, "on", [](Draft& draft) { draft.put(a_team(9)); });
        }
    }
}

}  // namespace

}  // namespace sandau::testing
