#include "db/file_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "db/digest.h"
#include "db/maintenance.h"
#include "support/contest_kit.h"

namespace sandau::testing {

namespace {

using ::testing::ElementsAre;

std::vector<std::string> names_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& one : std::filesystem::directory_iterator(folder))
        names.push_back(one.path().filename().string());
    return names;
}

std::string code_of(const Result<KeptFile>& kept) {
    return kept ? "kept" : kept.error().code;
}

class FileFolderTest : public ::testing::Test {
protected:
    void write(const std::filesystem::path& path, const std::string& bytes) const {
        std::ofstream(path, std::ios::binary) << bytes;
    }
    std::filesystem::path of_photo() const { return folder / "a.files" / sha256_hex(a_photo()); }

    TemporaryFolder folder;
    FileFolder files{folder / "a.sandau"};
};

TEST_F(FileFolderTest, KeepsBytesOnceUnderTheirHash) {
    const Result<KeptFile> kept = files.keep(a_photo());
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->sha256, sha256_hex(a_photo()));
    EXPECT_EQ(kept->media_type, "image/png");
    EXPECT_EQ(*files.keep(a_photo()), *kept);
    EXPECT_EQ(files.find(kept->sha256), *kept);
    EXPECT_EQ(*files.read(kept->sha256), a_photo());
    EXPECT_THAT(names_in(folder / "a.files"), ElementsAre(kept->sha256));
}

TEST_F(FileFolderTest, IsForTheOwnerAlone) {
    ASSERT_TRUE(files.keep(a_photo()));
    using std::filesystem::perms;
    const auto others = perms::group_all | perms::others_all;
    EXPECT_EQ(std::filesystem::status(of_photo()).permissions() & others, perms::none);
    EXPECT_EQ(std::filesystem::status(folder / "a.files").permissions() & others, perms::none);
}

TEST_F(FileFolderTest, KnowsKindsByTheirBytesAndTakesNoOther) {
    EXPECT_EQ(files.keep("\xff\xd8\xff\xe0 photo")->media_type, "image/jpeg");
    EXPECT_EQ(files.keep("RIFF1234WEBPVP8 ")->media_type, "image/webp");
    EXPECT_EQ(files.keep("%PDF-1.7 paper")->media_type, "application/pdf");
    for (const char* foreign :
         {"", "<svg onload=alert(1)>", "<html>%PDF-", "GIF89a", "RIFF1234WAVE", "\x89PNG"})
        EXPECT_EQ(code_of(files.keep(foreign)), "files.type") << foreign;
}

TEST_F(FileFolderTest, TakesNothingTooLarge) {
    EXPECT_EQ(code_of(files.keep(a_photo(std::string(FileFolder::file_bytes_max - 8, 'x')))), "kept");
    EXPECT_EQ(code_of(files.keep(a_photo(std::string(FileFolder::file_bytes_max - 7, 'x')))),
              "files.too_large");
}

TEST_F(FileFolderTest, LeadsToNothingButItsOwnFiles) {
    write(folder / "secret", a_photo());
    ASSERT_TRUE(files.keep(a_photo()));
    const std::string upper(64, 'A');
    for (const std::string& name : {std::string("../secret"), std::string(), upper, sha256_hex("other")}) {
        EXPECT_FALSE(files.find(name)) << name;
        EXPECT_EQ(files.read(name).error().code, "files.gone") << name;
    }
}

TEST_F(FileFolderTest, TellsBytesThatWereChangedAndTakesThemAnew) {
    const std::string sha256 = files.keep(a_photo())->sha256;
    write(of_photo(), a_photo("other"));
    EXPECT_EQ(files.read(sha256).error().code, "files.damaged");
    ASSERT_TRUE(files.keep(a_photo()));
    EXPECT_EQ(*files.read(sha256), a_photo());
}

TEST_F(FileFolderTest, ClearsAwayWhatWasBeingWrittenWhenAHostEnded) {
    const std::string sha256 = files.keep(a_photo())->sha256;
    write(folder / "a.files" / ".unfinished-12", "half");
    files.clear_unfinished();
    EXPECT_THAT(names_in(folder / "a.files"), ElementsAre(sha256));
}

/// A contest file with one photo.
class WithPhotoTest : public FileFolderTest {
protected:
    void SetUp() override {
        Result<ContestFile> file = ContestFile::create(path);
        Contest contest;
        write_something_of_everything(*file, contest);
    }
    static std::string findings(const std::filesystem::path& of) {
        std::string codes;
        const Result<VerifyReport> report = verify(of);
        if (!report) return report.error().code;
        for (const Problem& problem : report->problems) codes += problem.what.code + " ";
        return codes;
    }

    std::filesystem::path path = folder / "a.sandau";
    std::filesystem::path copy = folder / "copy.sandau";
};

TEST_F(WithPhotoTest, IsVerified) {
    EXPECT_EQ(verify(path)->files_kept, 1);
    write(of_photo(), a_photo("other"));
    EXPECT_EQ(findings(path), "verify.file_differs ");
    std::filesystem::remove(of_photo());
    EXPECT_EQ(findings(path), "verify.file_missing ");
}

TEST_F(WithPhotoTest, IsTakenAlongByABackupAndComesBackWithIt) {
    ASSERT_TRUE(backup(path, copy));
    EXPECT_EQ(findings(copy), "");
    EXPECT_EQ(verify(copy)->files_kept, 1);
    std::filesystem::remove_all(folder / "a.files");
    ASSERT_TRUE(restore(copy, path));
    EXPECT_EQ(findings(path), "");
    EXPECT_EQ(*files.read(sha256_hex(a_photo())), a_photo());
    for (const std::string& name : names_in(folder.path()))
        EXPECT_EQ(name.find("restoring"), std::string::npos) << name;
}

TEST_F(WithPhotoTest, DoesNotKeepResultsFromBeingRestoredWhereItIsGone) {
    std::filesystem::remove_all(folder / "a.files");
    ASSERT_TRUE(backup(path, copy));
    ASSERT_TRUE(restore(copy, path));
    EXPECT_EQ(findings(path), "verify.file_missing ");
}

TEST_F(WithPhotoTest, IsErasedWithPersonalDataAndTheFileStillVerifies) {
    {
        Result<ContestFile> file = ContestFile::open(path, FileMode::Host);
        ASSERT_TRUE(file->erase_personal());
    }
    EXPECT_FALSE(std::filesystem::exists(folder / "a.files"));
    EXPECT_EQ(findings(path), "");
    EXPECT_EQ(verify(path)->files_erased, 1);
}

TEST_F(WithPhotoTest, ThatWasAttachedAfterTheErasingIsMissedWhereItIsGone) {
    {
        Result<ContestFile> file = ContestFile::open(path, FileMode::Host);
        ASSERT_TRUE(file->erase_personal());
        Contest contest = *file->load();
        append(*file, contest, "again", [&](Draft& draft) {
            Attachment one = *draft.find<Attachment>("T1.1");
            one.name = "robot.png";
            draft.put(one);
        });
    }
    EXPECT_EQ(findings(path), "verify.file_missing ");
}

}  // namespace

}  // namespace sandau::testing
