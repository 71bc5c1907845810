#include "documents/table_write.h"

#include <gtest/gtest.h>

#include "documents/samples.h"

namespace sandau::documents {
namespace {

class TableFile : public testing::Test {
protected:
    TableFile() { std::filesystem::create_directories(folder_); }
    ~TableFile() override { std::filesystem::remove_all(folder_); }
    TableFile(const TableFile&) = delete;
    TableFile& operator=(const TableFile&) = delete;

    std::filesystem::path folder_ =
        std::filesystem::path(testing::TempDir()) /
        (std::string("table_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::path path_ = folder_ / "kết quả.xlsx";
};

Table a_table() {
    return {"Kết quả",
            {},
            {"Đội", "Điểm", "Ngày sinh", "Lúc"},
            {{text_cell("=HYPERLINK(\"http://x\")"), number_cell("-12.5"), date_cell("2012-07-31"),
              date_cell("2024-04-02T08:05:09")},
             {text_cell("+84 912"), number_cell("238/3"), {}, text_cell("@a")},
             {text_cell("Suối Mỡ, \"x\"\ny"), number_cell("0.1"), date_cell("1830-01-01"), text_cell("-")}}};
}

TEST_F(TableFile, ComesBackAsItWasWrittenToXlsx) {
    ASSERT_TRUE(write_xlsx(path_, {a_table()}));
    const Workbook back = read_workbook(path_).value();
    ASSERT_EQ(back.sheets.size(), 1u);
    const Sheet& sheet = back.sheets[0];
    EXPECT_EQ(sheet.name, "Kết quả");
    EXPECT_EQ(sheet.at(1, 1).text, "Điểm");
    EXPECT_EQ(sheet.at(2, 0), (Cell{CellKind::Text, "=HYPERLINK(\"http://x\")"}));
    EXPECT_EQ(sheet.at(2, 1), (Cell{CellKind::Number, "-12.5"}));
    EXPECT_EQ(sheet.at(2, 2), (Cell{CellKind::Date, "2012-07-31"}));
    EXPECT_EQ(sheet.at(2, 3), (Cell{CellKind::Date, "2024-04-02T08:05:09"}));
    EXPECT_EQ(sheet.at(3, 0), (Cell{CellKind::Text, "+84 912"}));
    EXPECT_EQ(sheet.at(3, 1), (Cell{CellKind::Text, "238/3"}));
    EXPECT_EQ(sheet.at(4, 0), (Cell{CellKind::Text, "Suối Mỡ, \"x\"\ny"}));
    EXPECT_EQ(sheet.at(4, 1), (Cell{CellKind::Number, "0.1"}));
    EXPECT_EQ(sheet.at(4, 2), (Cell{CellKind::Text, "1830-01-01"}));
}

TEST_F(TableFile, HasNoFormulaInside) {
    ASSERT_TRUE(write_xlsx(path_, {a_table()}));
    const std::string command = "unzip -p '" + path_.string() + "' 'xl/worksheets/*.xml' | grep -c '<f>'";
    EXPECT_NE(std::system((command + " > /dev/null").c_str()), 0);
}

TEST_F(TableFile, HoldsSeveralSheetsWithNamesThatFit) {
    std::vector<Table> tables(4, a_table());
    tables[1].name = "KẾT QUẢ";
    tables[2].name = "Bảng A: Tiểu học / vòng 1 [nháp] và một cái tên quá dài";
    tables[3].name = "'";
    ASSERT_TRUE(write_xlsx(path_, tables));
    const Workbook back = read_workbook(path_).value();
    ASSERT_EQ(back.sheets.size(), 4u);
    EXPECT_EQ(back.sheets[1].name, "KẾT QUẢ 2");
    EXPECT_EQ(back.sheets[2].name, "Bảng A Tiểu học vòng 1 nháp và");
    EXPECT_EQ(back.sheets[3].name, "Sheet");
}

TEST_F(TableFile, PutsTheHeaderBelowABannerWhereImportFindsIt) {
    Table table = a_table();
    table.banner = {"LIÊN HIỆP CÁC HỘI", "Danh sách đội"};
    table.headers = {"Tên đội", "Bảng"};
    table.rows = {{text_cell("Rồng"), text_cell("A")}};
    ASSERT_TRUE(write_xlsx(path_, {table}));
    const SheetImport import = import_entries(read_workbook(path_).value(), {}, robocon()).value();
    EXPECT_EQ(import.header.row, 4u);
    EXPECT_EQ(import.rows.size(), 1u);
}

TEST_F(TableFile, ReplacesAFileWholeOrNotAtAll) {
    ASSERT_TRUE(write_xlsx(path_, {a_table()}));
    const Result<void> written = write_xlsx(folder_ / "none" / "x.xlsx", {a_table()});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, "table.write_failed");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(TableFile, BringsHostileTextBackUnchanged) {
    Table table{"x", {}, {"a"}, {}};
    for (const std::string text : {"_x0041_", "<script>", "a]]>b", "&amp;", "\t=1", "'=1", "_x005F_x0041_"})
        table.rows.push_back({text_cell(text)});
    ASSERT_TRUE(write_xlsx(path_, {table}));
    const Workbook back = read_workbook(path_).value();
    const Workbook csv_back = read_workbook_bytes(write_csv(table)).value();
    for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
        EXPECT_EQ(back.sheets[0].at(row + 2, 0).text, table.rows[row][0].text);
        EXPECT_EQ(csv_back.sheets[0].at(row + 2, 0).text, table.rows[row][0].text);
    }
}

TEST(TableCsv, GuardsCellsThatASpreadsheetWouldRun) {
    Table table{"x",
                {},
                {"Đội", "Điểm"},
                {{text_cell("=1+1"), number_cell("-5")}, {text_cell("@x,y"), text_cell("-5")}}};
    EXPECT_EQ(write_csv(table), "\xEF\xBB\xBFĐội,Điểm\r\n'=1+1,-5\r\n\"'@x,y\",'-5\r\n");
    EXPECT_EQ(write_csv(table, ';'), "\xEF\xBB\xBFĐội;Điểm\r\n'=1+1;-5\r\n\"'@x,y\";'-5\r\n");
}

TEST(TableCsv, ComesBackAsItWasWritten) {
    const Table table = a_table();
    for (const char delimiter : {',', ';', '\t'}) {
        const Workbook back = read_workbook_bytes(write_csv(table, delimiter)).value();
        EXPECT_EQ(back.delimiter, delimiter);
        for (std::uint32_t row = 0; row < table.rows.size(); ++row)
            for (std::uint32_t column = 0; column < table.rows[row].size(); ++column)
                EXPECT_EQ(back.sheets[0].at(row + 2, column).text, table.rows[row][column].text);
    }
}

}  // namespace
}  // namespace sandau::documents
