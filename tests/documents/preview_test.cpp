#include "documents/preview.h"

#include <gtest/gtest.h>

#include "documents/samples.h"

namespace sandau::documents {
namespace {

TEST(Preview, ShowsEachRowWithItsProblemsAtTheirCells) {
    const Workbook workbook = sample("robocon-teams-messy.csv");
    ImportOptions options;
    options.skip = {9};
    const SheetImport import = import_entries(workbook, options, robocon()).value();
    const Preview preview = make_preview(workbook, import);
    EXPECT_EQ(preview.encoding, Encoding::Utf8);
    EXPECT_EQ(preview.delimiter, ';');
    EXPECT_EQ(preview.header_row, 1u);
    EXPECT_EQ(preview.rows.size(), 61u);
    EXPECT_EQ(preview.errors(), 4u);
    EXPECT_EQ(preview.warnings(), 1u);
    EXPECT_TRUE(preview.rows[7].skipped);
    const PreviewRow& row_15 = preview.rows[13];
    EXPECT_EQ(row_15.number, 15u);
    EXPECT_EQ(row_15.cells[3].text, "Bảng Z");
    ASSERT_TRUE(row_15.cells[3].problem);
    EXPECT_EQ(preview.problems[*row_15.cells[3].problem].fix->to, "C");
    EXPECT_FALSE(row_15.cells[2].problem);
}

TEST(Preview, ShowsHowColumnsWereRecognised) {
    const Workbook workbook = csv("Tên đội,Bảng,Cỡ áo\nRồng,A,M\n");
    ImportOptions options;
    options.map = read_import_map(R"({"columns": {"Bảng": "division"}})").value();
    const Preview preview = make_preview(workbook, import_entries(workbook, options, robocon()).value());
    ASSERT_EQ(preview.columns.size(), 3u);
    EXPECT_EQ(preview.columns[0].confidence, Confidence::Certain);
    EXPECT_EQ(preview.columns[1].confidence, Confidence::Mapped);
    EXPECT_EQ(preview.columns[2].confidence, Confidence::Unknown);
}

}  // namespace
}  // namespace sandau::documents
