#include "documents/sheet.h"

#include <gtest/gtest.h>

#include "documents/samples.h"

namespace sandau::documents {
namespace {

std::string row_text(const Workbook& workbook, std::uint32_t row) {
    std::string text;
    const SheetRow* found = workbook.sheets[0].find_row(row);
    if (found == nullptr) return "";
    for (const Cell& cell : found->cells) text += (text.empty() ? "" : "|") + cell.text;
    return text;
}

std::string code(const std::string& bytes) {
    const Result<Workbook> workbook = read_workbook_bytes(bytes);
    return workbook ? "" : workbook.error().code;
}

TEST(Sheet, NamesCellsAsASpreadsheetDoes) {
    EXPECT_EQ(cell_name(7, 1), "B7");
    EXPECT_EQ(column_letters(25), "Z");
    EXPECT_EQ(column_letters(26), "AA");
    EXPECT_EQ(column_letters(16'383), "XFD");
}

TEST(Sheet, FindsTheEncodingOfEverySample) {
    EXPECT_EQ(sample("robocon-teams.csv").encoding, Encoding::Utf8WithBom);
    EXPECT_EQ(sample("robocon-teams-messy.csv").encoding, Encoding::Utf8);
    EXPECT_EQ(sample("robocon-teams-utf16.tsv").encoding, Encoding::Utf16LittleEndian);
    EXPECT_EQ(sample("robocon-teams-tcvn3.csv").encoding, Encoding::Tcvn3);
    EXPECT_EQ(sample("robocon-teams-vni.csv").encoding, Encoding::Vni);
    EXPECT_EQ(sample("robocon-teams.xlsx").encoding, Encoding::Xlsx);
}

TEST(Sheet, FindsTheDelimiter) {
    EXPECT_EQ(sample("robocon-teams.csv").delimiter, ',');
    EXPECT_EQ(sample("robocon-teams-messy.csv").delimiter, ';');
    EXPECT_EQ(sample("robocon-teams-utf16.tsv").delimiter, '\t');
    EXPECT_EQ(csv("sep=;\na,b;c\n").delimiter, ';');
    EXPECT_EQ(csv("tên;điểm;giây\na;1,5;2,5\nb;1,5;3,5\n").delimiter, ';');
}

TEST(Sheet, ReadsUtf16OfBothOrdersWithAndWithoutMark) {
    const std::u16string text = u"Đội,Bảng\nSuối Mỡ,A\n";
    for (const bool big : {false, true}) {
        for (const bool marked : {false, true}) {
            std::string bytes = marked ? (big ? "\xFE\xFF" : "\xFF\xFE") : "";
            for (const char16_t unit : text) {
                const char low = static_cast<char>(unit & 0xFF);
                const char high = static_cast<char>(unit >> 8);
                bytes += big ? high : low;
                bytes += big ? low : high;
            }
            EXPECT_EQ(row_text(csv(bytes), 2), "Suối Mỡ|A") << big << marked;
        }
    }
}

TEST(Sheet, ReadsTheOldEncodingThatVietnameseWindowsSaves) {
    // Windows-1258: letters with shapes of their own, tones as marks behind them.
    const Workbook workbook =
        csv("\xD0\xF4\xF2i,B\xE0\xD2ng\nSu\xF4\xECi M\xF5\xDE,Ti\xEA\xD2u ho\xF2"
            "c\n");
    EXPECT_EQ(workbook.encoding, Encoding::Windows1258);
    EXPECT_EQ(row_text(workbook, 2), "Suối Mỡ|Tiểu học");
}

TEST(Sheet, GivesWordsOfCapitalsTheirCapitalsInTheOldEncoding) {
    // "§éI B¶NG", as caps lock makes it; "§éi" is a word with one capital.
    const Workbook workbook = csv("\xA7\xE9I B\xB6NG,\xA7\xE9i\nTh\xA8ng,Nguy\xD4n\n");
    EXPECT_EQ(workbook.encoding, Encoding::Tcvn3);
    EXPECT_EQ(row_text(workbook, 1), "ĐỘI BẢNG|Đội");
}

TEST(Sheet, ComposesDecomposedText) {
    EXPECT_EQ(row_text(csv("Suo\u0302\u0301i Mo\u031b\u0303,x\n"), 1), "Suối Mỡ|x");
}

TEST(Sheet, ReadsQuotesAndEmbeddedLineEnds) {
    const Workbook workbook = csv("a,\"b \"\"c\"\", d\",\"e\r\nf\"\r\n\"Sao\" Mai,x,\ny\n");
    EXPECT_EQ(row_text(workbook, 1), "a|b \"c\", d|e\r\nf");
    EXPECT_EQ(row_text(workbook, 2), "\"Sao\" Mai|x");
    EXPECT_EQ(row_text(workbook, 3), "y");
}

TEST(Sheet, CountsEmptyRowsAndLeavesThemOut) {
    const Workbook workbook = csv("a,b\n,,,\n\nc,d\n");
    EXPECT_EQ(workbook.sheets[0].rows.size(), 2u);
    EXPECT_EQ(row_text(workbook, 4), "c|d");
}

TEST(Sheet, TakesTheGuardOffACellThatOurOwnExportGuarded) {
    EXPECT_EQ(row_text(csv("'=1+1,'Tis,x\n"), 1), "=1+1|'Tis|x");
}

TEST(Sheet, ReadsBannerHeaderDatesAndNumbersOfXlsx) {
    const Workbook workbook = sample("robocon-teams-excel.xlsx");
    ASSERT_EQ(workbook.sheets.size(), 1u);
    EXPECT_EQ(workbook.sheets[0].name, "DS đội");
    const Sheet& sheet = workbook.sheets[0];
    EXPECT_EQ(sheet.at(1, 1).text, "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT");
    EXPECT_EQ(sheet.at(6, 2), (Cell{CellKind::Number, "1"}));
    EXPECT_EQ(sheet.at(6, 11), (Cell{CellKind::Date, "2011-07-07"}));
    EXPECT_EQ(sample("robocon-teams.xlsx").sheets[0].merges.size(), 1u);
    EXPECT_EQ(sample("robocon-teams.xlsx").find("ghi chu")->name, "Ghi chú");
}

TEST(Sheet, RefusesWhatIsNoSheet) {
    EXPECT_EQ(code(""), "sheet.empty");
    EXPECT_EQ(code("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "sheet.old_excel");
    EXPECT_EQ(code(std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0", 18)), "sheet.binary");
    EXPECT_EQ(code("PK\x03\x04 and no more"), "sheet.damaged");
    std::string noise;
    for (unsigned i = 1; i < 3000; ++i) noise += static_cast<char>(1 + (i * 7919u) % 255);
    EXPECT_NE(code(noise), "");
    EXPECT_EQ(code("a,\"b\n"), "sheet.open_quote");
    EXPECT_EQ(code(std::string("\xFF\xFE"
                               "a\0b",
                               5)),
              "sheet.damaged");
}

TEST(Sheet, RefusesATruncatedXlsxWhereverItIsCut) {
    const std::string whole = sample_bytes("robocon-teams-excel.xlsx");
    for (std::size_t size = 4; size < whole.size(); size += whole.size() / 37)
        EXPECT_EQ(code(whole.substr(0, size)), "sheet.damaged") << size;
}

TEST(Sheet, RefusesTooManyColumns) {
    std::string wide = "Tên đội";
    for (int i = 1; i < 100'000; ++i) wide += ",c" + std::to_string(i);
    EXPECT_EQ(code(wide + "\n"), "sheet.too_many_columns");
    EXPECT_EQ(code(std::string(100'000, ',') + "\n"), "sheet.too_many_columns");
}

TEST(Sheet, RefusesMoreThanItsLimits) {
    SheetLimits limits;
    limits.rows_max = 3;
    EXPECT_EQ(read_workbook_bytes("a\nb\nc\nd\n", limits).error().code, "sheet.too_many_rows");
    limits = {};
    limits.cell_bytes_max = 10;
    EXPECT_EQ(read_workbook_bytes("a,b\nc,01234567890\n", limits).error().code, "sheet.cell_too_long");
    limits = {};
    limits.cells_max = 5;
    EXPECT_EQ(read_workbook_bytes("a,b\nc,d\ne,f\n", limits).error().code, "sheet.too_many_cells");
    limits = {};
    limits.file_bytes_max = 10;
    EXPECT_EQ(read_workbook_bytes("a,b\nc,d\ne,f\n", limits).error().code, "sheet.file_too_large");
    EXPECT_EQ(read_workbook(sample_path("robocon-teams.csv"), limits).error().code, "sheet.file_too_large");
}

TEST(Sheet, RefusesAPathThatIsNoFile) {
    EXPECT_EQ(read_workbook("/nowhere/at all.csv").error().code, "sheet.unreadable");
    EXPECT_EQ(read_workbook("/").error().code, "sheet.unreadable");
    EXPECT_EQ(read_workbook("/dev/zero").error().code, "sheet.unreadable");
}

}  // namespace
}  // namespace sandau::documents
