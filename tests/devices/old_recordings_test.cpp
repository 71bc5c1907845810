#include "devices/old_recordings.h"

#include <gmock/gmock.h>

#include <fstream>

#include "devices/recording.h"
#include "support/temporary_folder.h"

// A folder of recordings does not grow without end, and what a result leads back to goes last.

namespace sandau::devices {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::int64_t day_ms = 24 * 3600 * 1000;
constexpr WallTime today{1'790'000'000'000};

class OldRecordings : public ::testing::Test {
protected:
    /// One of a hundred bytes, closed so many days ago.
    std::string recording(int days) {
        const WallTime then{today.utc_ms - days * day_ms};
        const std::string name =
            RecordingWriter::create(folder.path(), then)->write(RecordedShut{1, MonoTime{1}})->recording;
        fs::resize_file(folder / name, 100);
        touch(name, days);
        return name;
    }
    void touch(const std::string& name, int days) const {
        const auto then = std::chrono::sys_time<std::chrono::milliseconds>(
            std::chrono::milliseconds(today.utc_ms - days * day_ms));
        fs::last_write_time(folder / name, std::chrono::file_clock::from_sys(then));
    }
    std::vector<std::string> remove(const std::set<std::string>& needed = {}) const {
        return remove_old_recordings(folder.path(), needed, today, bounds);
    }

    sandau::testing::TemporaryFolder folder;
    RecordingBounds bounds{250, seconds(400 * 24 * 3600), 350, seconds(24 * 3600)};
};

TEST_F(OldRecordings, TheOldestGoUntilTheRestFits) {
    const std::string third = recording(3), first = recording(9), second = recording(5);
    recording(2);
    EXPECT_THAT(remove(), ElementsAre(first, second));
    EXPECT_TRUE(fs::exists(folder / third));
    EXPECT_THAT(remove(), IsEmpty());
}

TEST_F(OldRecordings, WhatNobodyMayStillAskForGoesByItsAge) {
    const std::string old = recording(401);
    recording(399);
    EXPECT_THAT(remove(), ElementsAre(old));
}

TEST_F(OldRecordings, TodaysStayHoweverLargeSinceSomebodyMayBeWritingThem) {
    for (int i = 0; i < 5; ++i) recording(0);
    EXPECT_THAT(remove(), IsEmpty());
}

TEST_F(OldRecordings, WhatAResultLeadsBackToStaysWhereOthersCanGo) {
    const std::string needed = recording(9), other = recording(5);
    recording(3);
    EXPECT_THAT(remove({needed}), ElementsAre(other));
}

TEST_F(OldRecordings, WhatAResultLeadsBackToStaysBeyondTheBoundAndAge) {
    const std::string first = recording(500), second = recording(9), third = recording(5);
    EXPECT_THAT(remove({first, second, third}), IsEmpty());
}

TEST_F(OldRecordings, FarBeyondTheBoundTheOldestOfThoseGoesToo) {
    const std::string first = recording(9), second = recording(7), third = recording(5),
                      fourth = recording(3);
    EXPECT_THAT(remove({first, second, third, fourth}), ElementsAre(first));
}

TEST_F(OldRecordings, OtherFilesAreNobodysBusiness) {
    bounds.bytes_max = 0;
    for (const char* name : {"photo.jpg", "notes.rec", "20260101-070000.rec"}) {
        std::ofstream(folder / name) << "something of a person's own\n";
        touch(name, 500);
    }
    const std::string recorded = recording(9);
    fs::create_symlink(folder / recorded, folder / "20260101-080000.rec");
    EXPECT_THAT(remove(), ElementsAre(recorded));
    EXPECT_THAT(remove_old_recordings(folder / "missing", {}, today, bounds), IsEmpty());
}

}  // namespace
}  // namespace sandau::devices
