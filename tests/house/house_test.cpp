// The project as it stands keeps the house style. Each test prints file:line and what would be right.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "house/fences.h"
#include "house/shape.h"
#include "house/words.h"

namespace sandau::house {
namespace {

const std::filesystem::path root = SANDAU_SOURCE_DIR;

const std::vector<File>& tree() {
    static const std::vector<File> files = read_tree(root);
    return files;
}

File read(const std::string& path) {
    std::ifstream in(root / path);
    return file_of(path, std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()));
}

void expect_none(const Findings& findings) {
    EXPECT_TRUE(findings.empty()) << "\n" << to_text(findings);
}

TEST(House, IsRead) {
    EXPECT_GT(tree().size(), 30U);
}

TEST(House, RoomsIncludeOnlyRoomsTheyMay) {
    expect_none(wrong_rooms(tree(), room_table(read("rooms.cmake"))));
}

TEST(House, RoomsKeepToTheirLibraries) {
    expect_none(wrong_third_parties(tree()));
}

TEST(House, DoorsLetNoLibraryThrough) {
    expect_none(leaking_doors(tree()));
}

TEST(House, PosixStaysInNamedFiles) {
    expect_none(wrong_posix(tree()));
}

TEST(House, OwnHeaderAndPragmaOnceComeFirst) {
    expect_none(wrong_first_lines(tree()));
}

TEST(House, FilesAreShort) {
    expect_none(long_files(tree()));
}

TEST(House, FunctionsAreShort) {
    expect_none(long_functions(tree()));
}

TEST(House, OfficialFiguresAreExact) {
    expect_none(inexact_numbers(tree()));
}

TEST(House, SqlIsInDbAlone) {
    expect_none(stray_sql(tree()));
}

TEST(House, NoTestSleeps) {
    expect_none(sleeping_tests(tree()));
}

TEST(House, NoWordIsUnwanted) {
    expect_none(unwanted_words(tree()));
}

TEST(House, PagesMakeNoHtmlFromStrings) {
    expect_none(html_from_strings(tree()));
}

TEST(House, LockFilesNameNoRegistry) {
    expect_none(named_registries({read("app/web/package-lock.json"), read("tests/web/package-lock.json")}));
}

}  // namespace
}  // namespace sandau::house
