#include "documents/sheet.h"

#include <gtest/gtest.h>

namespace sandau::documents {
namespace {

std::filesystem::path sample(const std::string& name) {
    return std::filesystem::path(SANDAU_SOURCE_DIR) / "tests/data/sheets" / name;
}

TEST(Sheet, ReadsEverySample) {
    for (const auto& file : {"robocon-teams.csv", "robocon-teams.xlsx", "robocon-teams-excel.xlsx", "robocon-teams-messy.csv",
                             "robocon-teams-utf16.tsv", "robocon-teams-tcvn3.csv", "robocon-teams-vni.csv",
                             "robocon-qualifying.csv", "creativity-entries.csv", "creativity-entries.xlsx"}) {
        const auto book = read_workbook(sample(file));
        ASSERT_TRUE(book) << file << book.error().code;
        const auto& sheet = book->sheets[0];
        std::string row;
        for (const auto& cell : sheet.rows[3].cells) row += cell.text + "|";
        printf("%s %s '%c' %zu sheets %s: %zu rows\n%s\n", file, std::string(encoding_name(book->encoding)).c_str(), book->delimiter,
               book->sheets.size(), sheet.name.c_str(), sheet.rows.size(), row.c_str());
    }
}

}  // namespace
}  // namespace sandau::documents
