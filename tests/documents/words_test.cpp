#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "documents/samples.h"
#include "scoring/words.h"

namespace sandau::documents {
namespace {

TEST(ImportWords, AreThereForEveryCodeOfTheRoom) {
    static const std::regex code(R"re("((?:sheet|import|map|scores|table)\.[a-z_0-9]+)")re");
    std::size_t found = 0;
    for (const auto& file : std::filesystem::directory_iterator(SANDAU_SOURCE_DIR "/app/documents")) {
        std::ifstream in(file.path());
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        for (auto at = std::sregex_iterator(text.begin(), text.end(), code); at != std::sregex_iterator();
             ++at) {
            EXPECT_TRUE(has_words((*at)[1].str())) << (*at)[1].str();
            ++found;
        }
    }
    EXPECT_GT(found, 60u);
}

TEST(ImportWords, LeaveNoArgumentUnfilledInTheMessySheet) {
    const SheetImport import = import_entries(sample("robocon-teams-messy.csv"), {}, robocon()).value();
    for (const Language language : {Language::Vietnamese, Language::English})
        for (const SheetProblem& one : import.problems)
            EXPECT_EQ(say_problem(language, one.problem).find('{'), std::string::npos);
    EXPECT_EQ(
        say_problem(Language::English, import.problems[0].problem),
        "C9: row 9, column C “Tên đội”, the name “Đại Bàng” is already in row 5: change it, or skip the row");
    EXPECT_EQ(say_problem(Language::Vietnamese, import.problems[4].problem),
              "H21: cảnh báo: dòng 21, cột H “Số điện thoại”, “không có” không phải số điện thoại: 10 chữ "
              "số, bắt đầu "
              "bằng 0 hoặc +84");
}

}  // namespace
}  // namespace sandau::documents
