#include <gtest/gtest.h>

#include "db/maintenance.h"
#include "desk/desk.h"
#include "desk/wait_until.h"
#include "scoring/command_payloads.h"
#include "support/a_contest.h"
#include "support/fault_vfs.h"
#include "support/temporary_folder.h"

namespace sandau {
namespace {

using testing::Fault;
using testing::FaultKind;
using testing::FaultLasts;
using testing::FaultVfs;
using testing::FaultyCall;
using testing::FaultyFile;
using testing::TemporaryFolder;

class FailingDisk : public ::testing::Test {
protected:
    void SetUp() override {
        DeskOptions options;
        options.file.vfs = disk.name();
        Result<std::unique_ptr<Desk>> made =
            Desk::create(path, test::a_small_definition(), std::move(options));
        ASSERT_TRUE(made) << made.error().code;
        desk = std::move(*made);
    }
    Result<Answer> add(const std::string& name) {
        commands::EntryAdd add;
        add.row.name = name;
        add.row.division = DivisionId("B");
        return desk->ask(command_of(CommandId("add " + name), keyboard_actor, add));
    }
    std::size_t entries() const { return desk->snapshot()->contest->table<Entry>().size(); }

    FaultVfs disk;
    TemporaryFolder folder;
    std::filesystem::path path = folder / "a.sandau";
    std::unique_ptr<Desk> desk;
};

TEST_F(FailingDisk, FullRefusesSaysSoAndGoesOnByItself) {
    ASSERT_TRUE(add("Một"));
    disk.inject({FaultyFile::Log, FaultyCall::Write, FaultKind::Full, 0, FaultLasts::UntilCleared});
    const Result<Answer> refused = add("Hai");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "file.full");
    ASSERT_TRUE(
        test::wait_until(*desk, [](const Snapshot& one) { return one.status.file == FileHealth::Refusing; }));
    EXPECT_EQ(desk->snapshot()->status.file_problem, "file.full");
    EXPECT_EQ(entries(), 1u);
    disk.clear();
    ASSERT_TRUE(
        test::wait_until(*desk, [](const Snapshot& one) { return one.status.file == FileHealth::Durable; }));
    EXPECT_TRUE(add("Hai"));
    EXPECT_EQ(entries(), 2u);
}

TEST_F(FailingDisk, AnInputOutputErrorEndsWithTheTruthFromTheDisk) {
    ASSERT_TRUE(add("Một"));
    disk.inject({FaultyFile::Log, FaultyCall::Sync, FaultKind::InputOutput, 0, FaultLasts::Once});
    const Result<Answer> unknown = add("Hai");
    // Whichever it was, what is said is what is there.
    EXPECT_EQ(unknown.has_value(), entries() == 2u);
    EXPECT_TRUE(add("Hai")) << "asked again with the same id: once, not twice";
    EXPECT_EQ(entries(), 2u);
    EXPECT_TRUE(add("Ba"));
    EXPECT_EQ(entries(), 3u);
    desk.reset();
    EXPECT_TRUE(verify(path)->fine());
}

TEST_F(FailingDisk, ASecondUnknownOutcomeMakesItReadOnly) {
    ASSERT_TRUE(add("Một"));
    for (int time = 0; time < 2; ++time) {
        disk.inject({FaultyFile::Log, FaultyCall::Sync, FaultKind::InputOutput, 0, FaultLasts::Once});
        (void)add("Lỗi " + std::to_string(time));
    }
    ASSERT_TRUE(
        test::wait_until(*desk, [](const Snapshot& one) { return one.status.file == FileHealth::ReadOnly; }));
    const Result<Answer> refused = add("Nữa");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "file.read_only");
    desk.reset();
    EXPECT_TRUE(verify(path)->fine());
}

TEST_F(FailingDisk, HalfAWriteLosesNothingThatWasAnswered) {
    ASSERT_TRUE(add("Một"));
    disk.inject({FaultyFile::Log, FaultyCall::HalfWrite, FaultKind::InputOutput, 0, FaultLasts::Once});
    (void)add("Hai");
    EXPECT_TRUE(add("Ba"));
    desk.reset();
    EXPECT_TRUE(verify(path)->fine());
    desk = std::move(*Desk::open(path));
    bool there = false;
    for (const Entry& entry : desk->snapshot()->contest->table<Entry>()) there = there || entry.name == "Ba";
    EXPECT_TRUE(there);
}

}  // namespace
}  // namespace sandau
