#include "db/contest_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "db/digest.h"
#include "db/maintenance.h"
#include "support/contest_kit.h"

namespace sandau::testing {

namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::filesystem::perms others_of(const std::filesystem::path& path) {
    using std::filesystem::perms;
    return std::filesystem::status(path).permissions() & (perms::group_all | perms::others_all);
}

TEST(ContestFile, IsEmptyWhenMade) {
    const TemporaryFolder folder;
    const Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
    ASSERT_TRUE(file) << file.error().code;
    EXPECT_EQ(file->last_seq(), 0);
    EXPECT_EQ(file->load()->seq, 0);
    EXPECT_THAT(*file->journal_since(0), IsEmpty());
    EXPECT_THAT(file->epoch(), SizeIs(16));
}

TEST(ContestFile, IsForItsOwnerOnly) {
    const TemporaryFolder folder;
    Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
    Contest contest;
    write_something_of_everything(*file, contest);
    for (const char* name : {"a.sandau", "a.sandau-wal", "a.sandau.host"})
        EXPECT_EQ(others_of(folder / name), std::filesystem::perms::none) << name;
}

TEST(ContestFile, IsNotMadeOverAnother) {
    const TemporaryFolder folder;
    ASSERT_TRUE(ContestFile::create(folder / "a.sandau"));
    EXPECT_EQ(ContestFile::create(folder / "a.sandau").error().code, "file.exists");
}

TEST(ContestFile, GivesBackTheContestThatWasWritten) {
    const TemporaryFolder folder;
    Contest contest;
    {
        Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
        write_something_of_everything(*file, contest);
        EXPECT_EQ(file->last_seq(), 4);
    }
    const Result<ContestFile> file = ContestFile::open(folder / "a.sandau", FileMode::Host);
    ASSERT_TRUE(file);
    const Result<Contest> loaded = file->load();
    ASSERT_TRUE(loaded) << loaded.error().code;
    EXPECT_EQ(loaded->seq, 4);
    EXPECT_TRUE(loaded->tables == contest.tables);
    EXPECT_TRUE(loaded->versions == contest.versions);
    EXPECT_TRUE(loaded->personal == contest.personal);
    EXPECT_EQ(loaded->personal.find("P1")->phone, "0912345678");
}

TEST(ContestFile, RemembersTheAnswerOfACommand) {
    const TemporaryFolder folder;
    Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
    Contest contest;
    append(*file, contest, "c1", [](Draft& draft) { draft.put(a_team(1)); });
    const auto earlier = file->answer_for(CommandId("c1"));
    ASSERT_TRUE(earlier && *earlier);
    EXPECT_EQ((*earlier)->seq, 1);
    EXPECT_EQ((*earlier)->actor, keyboard_actor);
    EXPECT_EQ(write_json((*earlier)->answer), R"({"command":"c1"})");
    EXPECT_FALSE(file->answer_for(CommandId("c2"))->has_value());
}

TEST(ContestFile, TakesACommandOnce) {
    const TemporaryFolder folder;
    Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
    Contest contest;
    append(*file, contest, "c1", [](Draft& draft) { draft.put(a_team(1)); });
    const AppendResult again = append(*file, contest, "c1", [](Draft& draft) { draft.put(a_team(2)); });
    EXPECT_EQ(again.outcome, WriteOutcome::RolledBack);
    EXPECT_EQ(again.refusal.code, "journal.repeated_command");
    EXPECT_EQ(file->last_seq(), 1);
}

TEST(ContestFile, ReadsItsJournalAsItWasWritten) {
    const TemporaryFolder folder;
    Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
    Contest contest;
    Step step = a_step(contest, "c1", [](Draft& draft) { draft.put(a_team(1)); });
    const AppendResult result = file->append(step.entry, step.after);
    append(*file, step.after, "c2", [](Draft& draft) { draft.put(a_team(2)); });
    step.entry.seq = 1;
    step.entry.hash = result.hash;
    EXPECT_EQ(file->entry(1)->value(), step.entry);
    EXPECT_FALSE(file->entry(3)->has_value());
    EXPECT_THAT(*file->journal_since(1), SizeIs(1));
    EXPECT_THAT(*file->journal_since(0, 1), SizeIs(1));
}

TEST(ContestFile, KeepsAnEntryThatChangesNothing) {
    const TemporaryFolder folder;
    Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
    Contest contest;
    EXPECT_EQ(append(*file, contest, "c1", [](Draft&) {}).outcome, WriteOutcome::Committed);
    EXPECT_EQ(file->load()->seq, 1);
}

TEST(ContestFile, HasAnEpochThatStays) {
    const TemporaryFolder folder;
    std::string epoch;
    { epoch = ContestFile::create(folder / "a.sandau")->epoch(); }
    EXPECT_EQ(ContestFile::open(folder / "a.sandau", FileMode::Host)->epoch(), epoch);
}

TEST(ContestFile, LeavesNothingBesideItselfWhenClosed) {
    const TemporaryFolder folder;
    {
        Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
        Contest contest;
        write_something_of_everything(*file, contest);
    }
    int files = 0;
    for (const auto& one : std::filesystem::directory_iterator(folder.path())) files += one.is_regular_file();
    EXPECT_EQ(files, 1);
}

TEST(ContestFile, UndoesThePersonalDataToo) {
    const TemporaryFolder folder;
    Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
    Contest contest;
    append(*file, contest, "c1", [&](Draft& draft) { put_person(draft, *file, "P1", "0911"); });
    append(*file, contest, "c2", [&](Draft& draft) { put_person(draft, *file, "P1", "0922"); });
    const JournalEntry undone = **file->entry(2);
    append(*file, contest, "c3", [&](Draft& draft) {
        Person person = *draft.find<Person>("P1");
        person.personal_hash = *undone.events.front().was.find("personal_hash")->as_string();
        draft.put(person);
    });
    ASSERT_TRUE(file->load_personal(contest));
    EXPECT_EQ(contest.personal.find("P1")->phone, "0911");
    EXPECT_EQ(file->load()->personal.find("P1")->phone, "0911");
}

TEST(ContestFile, SealsTheSameDataUnderTheSameHash) {
    const TemporaryFolder folder;
    Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
    Contest contest;
    append(*file, contest, "c1", [&](Draft& draft) { put_person(draft, *file, "P1", "0911"); });
    const std::string hash = contest.table<Person>().find("P1")->personal_hash;
    EXPECT_EQ(file->seal(*contest.personal.find("P1")), hash);
    Personal other = *contest.personal.find("P1");
    other.phone = "0922";
    EXPECT_NE(file->seal(other), hash);
}

TEST(ContestFile, SaltsSoThatTwoFilesHaveDifferentHashes) {
    const TemporaryFolder folder;
    Result<ContestFile> one = ContestFile::create(folder / "a.sandau");
    Result<ContestFile> other = ContestFile::create(folder / "b.sandau");
    const Personal personal{PersonId("P1"), "2013-02-01", "0911", "", ""};
    EXPECT_NE(one->seal(personal), other->seal(personal));
}

TEST(ContestFile, RefusesPersonalDataThatWasNotSealed) {
    const TemporaryFolder folder;
    Result<ContestFile> file = ContestFile::create(folder / "a.sandau");
    Contest contest;
    const AppendResult result = append(*file, contest, "c1", [&](Draft& draft) {
        draft.put(Person{PersonId("P1"), "Nguyễn Văn A", "made up"});
        draft.put_personal({PersonId("P1"), "", "0911", "", ""});
    });
    EXPECT_EQ(result.outcome, WriteOutcome::RolledBack);
    EXPECT_EQ(result.refusal.code, "personal.unsealed");
    EXPECT_EQ(file->load()->seq, 0);
}

TEST(Digest, IsSha256) {
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace

}  // namespace sandau::testing
