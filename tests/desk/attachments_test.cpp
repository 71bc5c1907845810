#include <gtest/gtest.h>

#include "db/file_folder.h"
#include "db/maintenance.h"
#include "desk/desk.h"
#include "scoring/attachments.h"
#include "scoring/command_payloads.h"
#include "support/a_contest.h"
#include "support/temporary_folder.h"

namespace sandau {
namespace {

using testing::TemporaryFolder;

const std::string photo = "\x89PNG\r\n\x1a\n robot";

class AttachmentsOnDesk : public ::testing::Test {
protected:
    void SetUp() override {
        desk = std::move(*Desk::create(path, test::a_small_definition()));
        commands::EntryAdd add;
        add.row.name = "Đội Một";
        add.row.division = DivisionId("B");
        ASSERT_TRUE(ask(add));
    }
    template <class Payload>
    Result<Answer> ask(const Payload& payload) {
        return desk->ask(command_of(new_command_id(), keyboard_actor, payload));
    }
    Result<Answer> attach(const std::string& sha256) {
        return ask(commands::EntryAttach{EntryId("T001"), sha256, "robot.png", false, "", {}});
    }

    TemporaryFolder folder;
    std::filesystem::path path = folder / "a.sandau";
    std::unique_ptr<Desk> desk;
};

TEST_F(AttachmentsOnDesk, NamesOnlyWhatTheFolderKeeps) {
    EXPECT_EQ(attach(std::string(64, 'a')).error().code, "attachment.not_kept");
    EXPECT_EQ(desk->keep_file("no photo").error().code, "files.type");
    const Result<KeptFile> kept = desk->keep_file(photo);
    ASSERT_TRUE(kept);
    ASSERT_TRUE(attach(kept->sha256));
    EXPECT_EQ(*desk->read_file(kept->sha256), photo);
    const std::vector<Attachment> there = attachments_of(*desk->snapshot()->contest, EntryId("T001"));
    ASSERT_EQ(there.size(), 1U);
    EXPECT_EQ(there[0].media_type, "image/png");
    EXPECT_EQ(there[0].bytes, static_cast<std::int64_t>(photo.size()));
}

TEST_F(AttachmentsOnDesk, AreThereAfterTheHostIsOpenedAgain) {
    ASSERT_TRUE(attach(desk->keep_file(photo)->sha256));
    desk.reset();
    EXPECT_TRUE(verify(path)->fine());
    desk = std::move(*Desk::open(path));
    EXPECT_EQ(attachments_of(*desk->snapshot()->contest, EntryId("T001")).size(), 1U);
}

TEST_F(AttachmentsOnDesk, GoWithACopyThatIsMadeWhileTheFileIsInUse) {
    ASSERT_TRUE(attach(desk->keep_file(photo)->sha256));
    const std::filesystem::path copy = folder / "copy.sandau";
    ASSERT_TRUE(desk->backup_to(copy));
    EXPECT_TRUE(verify(copy)->fine());
    EXPECT_EQ(verify(copy)->files_kept, 1);
}

TEST_F(AttachmentsOnDesk, GoWithPersonalDataWhenThatIsErased) {
    const std::string sha256 = desk->keep_file(photo)->sha256;
    ASSERT_TRUE(attach(sha256));
    ASSERT_TRUE(desk->erase_personal());
    EXPECT_EQ(desk->read_file(sha256).error().code, "files.gone");
    EXPECT_TRUE(verify(path)->fine());
    EXPECT_EQ(verify(path)->files_erased, 1);
    EXPECT_TRUE(desk->keep_file(photo)) << "the folder is made anew";
}

}  // namespace
}  // namespace sandau
