#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>

#include "documents/samples.h"
#include "documents/xlsx_builder.h"
#include "documents/xlsx_values.h"

namespace sandau::documents {
namespace {

Result<Workbook> read(const XlsxBuilder& builder, const SheetLimits& limits = {}) {
    return read_workbook_bytes(builder.bytes(), limits);
}

std::string code(const XlsxBuilder& builder, const SheetLimits& limits = {}) {
    const Result<Workbook> workbook = read(builder, limits);
    return workbook ? "" : workbook.error().code;
}

Cell cell(const std::string& xml, const XlsxBuilder& builder = {}) {
    XlsxBuilder with_cell = builder;
    with_cell.rows("<row r=\"1\">" + xml + "</row>");
    const Result<Workbook> workbook = read(with_cell);
    return workbook ? workbook->sheets[0].at(1, 0) : Cell{CellKind::Text, workbook.error().code};
}

const char* const styles =
    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy;@\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"[$-42A]dd/mm/yyyy\\ hh:mm:ss\"/><numFmt numFmtId=\"166\" "
    "formatCode=\"[mm]:ss.000\"/>"
    "<numFmt numFmtId=\"167\" formatCode=\"0.00&quot; days&quot;\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf "
    "numFmtId=\"167\"/>"
    "<xf numFmtId=\"14\"/></cellXfs></styleSheet>";

TEST(Xlsx, ReadsDatesByTheirStyle) {
    XlsxBuilder builder;
    builder.part("xl/styles.xml", styles);
    EXPECT_EQ(cell("<c r=\"A1\" s=\"1\"><v>40731</v></c>", builder), (Cell{CellKind::Date, "2011-07-07"}));
    EXPECT_EQ(cell("<c r=\"A1\" s=\"5\"><v>40731.99</v></c>", builder), (Cell{CellKind::Date, "2011-07-07"}));
    EXPECT_EQ(cell("<c r=\"A1\" s=\"2\"><v>45384.336805555555</v></c>", builder),
              (Cell{CellKind::Date, "2024-04-02T08:05:00"}));
    EXPECT_EQ(cell("<c r=\"A1\" s=\"3\"><v>8.8136574074074075E-4</v></c>", builder),
              (Cell{CellKind::Time, "00:01:16.150"}));
    EXPECT_EQ(cell("<c r=\"A1\" s=\"4\"><v>3.5</v></c>", builder), (Cell{CellKind::Number, "3.5"}));
    EXPECT_EQ(cell("<c r=\"A1\" s=\"1\"><v>1</v></c>", builder), (Cell{CellKind::Date, "1900-01-01"}));
    EXPECT_EQ(cell("<c r=\"A1\" s=\"1\"><v>61</v></c>", builder), (Cell{CellKind::Date, "1900-03-01"}));
    EXPECT_EQ(cell("<c r=\"A1\" s=\"1\"><v>99999999</v></c>", builder), (Cell{CellKind::Number, "99999999"}));
    EXPECT_EQ(cell("<c r=\"A1\" t=\"d\"><v>2011-07-07T00:00:00</v></c>"),
              (Cell{CellKind::Date, "2011-07-07T00:00:00"}));
    EXPECT_EQ(cell("<c r=\"A1\" t=\"d\"><v>&lt;b></v></c>"), (Cell{CellKind::Text, "<b>"}));
    builder.workbook("<workbookPr date1904=\"1\"/>");
    EXPECT_EQ(cell("<c r=\"A1\" s=\"1\"><v>39269</v></c>", builder), (Cell{CellKind::Date, "2011-07-07"}));
}

TEST(Xlsx, KeepsNumbersExactToFifteenDigits) {
    EXPECT_EQ(cell("<c r=\"A1\"><v>76.150000000000006</v></c>"), (Cell{CellKind::Number, "76.15"}));
    EXPECT_EQ(cell("<c r=\"A1\"><v>0.1</v></c>"), (Cell{CellKind::Number, "0.1"}));
    EXPECT_EQ(cell("<c r=\"A1\"><v>-1.5E-3</v></c>"), (Cell{CellKind::Number, "-0.0015"}));
    EXPECT_EQ(cell("<c r=\"A1\"><v>1.2E+3</v></c>"), (Cell{CellKind::Number, "1200"}));
    EXPECT_EQ(cell("<c r=\"A1\"><v>9.9999999999999999</v></c>"), (Cell{CellKind::Number, "10"}));
    EXPECT_EQ(cell("<c r=\"A1\"><v>997878065</v></c>"), (Cell{CellKind::Number, "997878065"}));
    EXPECT_EQ(cell("<c r=\"A1\"><v>1E999999999</v></c>").kind, CellKind::Text);
}

TEST(Xlsx, ReadsTextInEveryFormThatItComesIn) {
    XlsxBuilder builder;
    builder.part(
        "xl/sharedStrings.xml",
        "<sst><si><t xml:space=\"preserve\"> Suối </t></si><si><r><rPr/><t>Mỡ</t></r><r><t> 2</t></r>"
        "<rPh><t>no</t></rPh></si><si><t>a&amp;b_x000D_&#7897;</t></si></sst>");
    EXPECT_EQ(cell("<c r=\"A1\" t=\"s\"><v>0</v></c>", builder).text, " Suối ");
    EXPECT_EQ(cell("<c r=\"A1\" t=\"s\"><v>1</v></c>", builder).text, "Mỡ 2");
    EXPECT_EQ(cell("<c r=\"A1\" t=\"s\"><v>2</v></c>", builder).text, "a&b\rộ");
    EXPECT_EQ(cell("<c r=\"A1\" t=\"inlineStr\"><is><t>Su</t><r><t>o\u0302\u0301i</t></r></is></c>").text,
              "Suối");
    EXPECT_EQ(cell("<c r=\"A1\" t=\"inlineStr\"><is><t><![CDATA[<b>]]></t></is></c>").text, "<b>");
    EXPECT_EQ(cell("<c r=\"A1\" t=\"str\"><f>A2&amp;B2</f><v>đội</v></c>").text, "đội");
    EXPECT_EQ(cell("<c r=\"A1\"><f>SUM(A2:A3)</f></c>"), (Cell{CellKind::Text, "=SUM(A2:A3)"}));
    EXPECT_EQ(cell("<c r=\"A1\" t=\"b\"><v>1</v></c>").text, "TRUE");
    EXPECT_EQ(cell("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>").text, "#N/A");
    EXPECT_EQ(cell("<x:c xmlns:x=\"y\" r='A1' t='n'><x:v>5</x:v></x:c>").text, "5");
}

TEST(Xlsx, ReadsRowsAndCellsWithoutAddresses) {
    const Workbook workbook =
        read(XlsxBuilder().rows("<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"7\"><c "
                                "r=\"C7\"><v>3</v></c><c><v>4</v></c></row>"))
            .value();
    EXPECT_EQ(workbook.sheets[0].at(1, 1).text, "2");
    EXPECT_EQ(workbook.sheets[0].at(7, 3).text, "4");
}

TEST(Xlsx, GivesAMergedCellsTextToEveryRowThatItSpans) {
    const std::string rows =
        R"(<row r="1"><c r="A1" t="inlineStr"><is><t>Tên đội</t></is></c><c r="B1" t="inlineStr"><is><t>Bảng</t></is></c><c r="C1" t="inlineStr"><is><t>Trường</t></is></c></row>)"
        R"(<row r="2"><c r="A2" t="inlineStr"><is><t>Rồng</t></is></c><c r="B2" t="inlineStr"><is><t>A</t></is></c><c r="C2" t="inlineStr"><is><t>TH X</t></is></c></row>)"
        R"(<row r="3"><c r="A3" t="inlineStr"><is><t>Hổ</t></is></c><c r="B3" t="inlineStr"><is><t>A</t></is></c></row>)";
    const Workbook workbook =
        read(XlsxBuilder().rows(rows, "<mergeCells><mergeCell ref=\"C2:C3\"/></mergeCells>")).value();
    const SheetImport import = import_entries(workbook, {}, robocon()).value();
    EXPECT_EQ(import.rows[1].row.organization, "TH X");
}

TEST(Xlsx, JoinsAHeaderOfTwoRows) {
    const auto text = [](const char* at, const char* value) {
        return "<c r=\"" + std::string(at) + "\" t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
    };
    const std::string rows = "<row r=\"1\">" + text("A1", "Tên đội") + text("B1", "Bảng") +
                             text("C1", "Thành viên 1") + text("E1", "Thành viên 2") + "</row><row r=\"2\">" +
                             text("C2", "Họ tên") + text("D2", "Ngày sinh") + text("E2", "Họ tên") +
                             text("F2", "Ngày sinh") + "</row><row r=\"3\">" + text("A3", "Rồng") +
                             text("B3", "B") + text("C3", "An") + text("D3", "01/02/2010") +
                             text("E3", "Bình") + text("F3", "03/04/2011") + "</row>";
    const Workbook workbook =
        read(XlsxBuilder().rows(rows,
                                "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"C1:D1\"/>"
                                "<mergeCell ref=\"E1:F1\"/></mergeCells>"))
            .value();
    const SheetImport import = import_entries(workbook, {}, robocon()).value();
    EXPECT_EQ(lines(import.problems), "");
    ASSERT_EQ(import.rows.size(), 1u);
    ASSERT_EQ(import.rows[0].row.members.size(), 2u);
    EXPECT_EQ(import.rows[0].row.members[1].birth, "2011-04-03");
}

TEST(Xlsx, GivesATelephoneBackTheZeroThatASpreadsheetTook) {
    const std::string rows =
        R"(<row r="1"><c r="A1" t="str"><v>Tên đội</v></c><c r="B1" t="str"><v>Bảng</v></c><c r="C1" t="str"><v>SĐT</v></c><c r="D1" t="str"><v>Họ tên TV1</v></c><c r="E1" t="str"><v>Ngày sinh TV1</v></c></row>)"
        R"(<row r="2"><c r="A2" t="str"><v>Rồng</v></c><c r="B2" t="str"><v>B</v></c><c r="C2"><v>912345678</v></c><c r="D2" t="str"><v>An</v></c><c r="E2"><v>40731</v></c></row>)";
    const SheetImport import = import_entries(read(XlsxBuilder().rows(rows)).value(), {}, robocon()).value();
    EXPECT_EQ(lines(import.problems), "E2 import.date_from_number\n");
    EXPECT_FALSE(import.refused());
    EXPECT_EQ(import.rows[0].row.coaches[0].phone, "0912345678");
    EXPECT_EQ(import.rows[0].row.members[0].birth, "2011-07-07");
}

/// Nothing that is refused may have cost much before.
class HostileXlsx : public testing::Test {
protected:
    static std::size_t peak_kib() {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        return static_cast<std::size_t>(usage.ru_maxrss);
    }
    void refused(const XlsxBuilder& builder, const std::string& expected) {
        const std::string bytes = builder.bytes();
        const std::size_t before_kib = peak_kib();
        const auto start = std::chrono::steady_clock::now();
        const Result<Workbook> workbook = read_workbook_bytes(bytes);
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
#ifndef __SANITIZE_ADDRESS__  // which keeps what was freed
        EXPECT_LT(peak_kib() - before_kib, 300u * 1024u);
#else
        static_cast<void>(before_kib);
#endif
        ASSERT_FALSE(workbook);
        EXPECT_EQ(workbook.error().code, expected);
    }
};

TEST_F(HostileXlsx, RefusesABombOfBlanks) {
    refused(XlsxBuilder().rows(std::string(70u << 20, ' ')), "sheet.unpacked_too_large");
}

TEST_F(HostileXlsx, RefusesABombInOneCell) {
    refused(XlsxBuilder().rows("<row><c t=\"str\"><v>" + std::string(10u << 20, 'x') + "</v></c></row>"),
            "sheet.cell_too_long");
}

TEST_F(HostileXlsx, RefusesOneLongTextThatEveryCellShows) {
    std::string cells;
    for (int i = 1; i <= 20'000; ++i)
        cells += "<row r=\"" + std::to_string(i) + "\"><c t=\"s\"><v>0</v></c></row>";
    XlsxBuilder builder;
    builder.part("xl/sharedStrings.xml", "<sst><si><t>" + std::string(60'000, 'x') + "</t></si></sst>")
        .rows(cells);
    refused(builder, "sheet.too_much_text");
}

TEST_F(HostileXlsx, RefusesAHundredThousandColumns) {
    std::string cells;
    for (std::uint32_t i = 0; i < 100'000; ++i) cells += "<c r=\"" + cell_name(1, i) + "\"><v>1</v></c>";
    refused(XlsxBuilder().rows("<row r=\"1\">" + cells + "</row>"), "sheet.too_many_columns");
}

TEST_F(HostileXlsx, RefusesManyCellsThatStandFarToTheRight) {
    std::string rows;
    for (std::uint32_t i = 1; i < 90'000; ++i)
        rows += "<row r=\"" + std::to_string(i) + "\"><c r=\"" + cell_name(i, 511) + "\"><v>1</v></c></row>";
    refused(XlsxBuilder().rows(rows), "sheet.too_many_cells");
}

TEST_F(HostileXlsx, RefusesRowsBeyondTheLast) {
    refused(XlsxBuilder().rows("<row r=\"4294967295\"><c><v>1</v></c></row>"), "sheet.row_out_of_range");
    refused(XlsxBuilder().rows("<row r=\"99999999999\"><c><v>1</v></c></row>"), "sheet.row_out_of_range");
    refused(XlsxBuilder().rows("<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>"),
            "sheet.row_out_of_range");
}

TEST_F(HostileXlsx, RefusesEntitiesOfItsOwn) {
    refused(XlsxBuilder().sheet(
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
                "<worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>"),
            "sheet.doctype");
    refused(XlsxBuilder().rows("<row><c t=\"str\"><v>&b;</v></c></row>"), "sheet.damaged");
}

TEST_F(HostileXlsx, RefusesXmlThatIsTooDeep) {
    std::string deep;
    for (int i = 0; i < 1'000'000; ++i) deep += "<a>";
    refused(XlsxBuilder().sheet(deep), "sheet.too_deep");
}

TEST_F(HostileXlsx, RefusesElementsOfCountlessAttributes) {
    std::string row = "<row";
    for (int i = 0; i < 1'000'000; ++i) row += " a" + std::to_string(i) + "=\"\"";
    refused(XlsxBuilder().rows(row + "/>"), "sheet.damaged");
}

TEST_F(HostileXlsx, PassesCountlessCommentsByWithoutRecursion) {
    std::string comments;
    for (int i = 0; i < 1'000'000; ++i) comments += "<!---->";
    EXPECT_EQ(code(XlsxBuilder().sheet(comments + "<worksheet/>")), "");
}

TEST_F(HostileXlsx, RefusesWhatDoesNotFitTogether) {
    refused(XlsxBuilder().sheet("<worksheet><sheetData></worksheet>"), "sheet.damaged");
    refused(XlsxBuilder().sheet("<worksheet>"), "sheet.damaged");
    refused(XlsxBuilder().sheet(""), "sheet.damaged");
    refused(XlsxBuilder().rows("<row><c t=\"s\"><v>5</v></c></row>"), "sheet.damaged");
    refused(XlsxBuilder().rows("<row r=\"1\"><c r=\"A2\"><v>5</v></c></row>"), "sheet.damaged");
    refused(XlsxBuilder().rows("<row><c t=\"str\"><v>\xff</v></c></row>"), "sheet.damaged");
    refused(XlsxBuilder().part("xl/_rels/workbook.xml.rels", "<Relationships/>"), "sheet.not_xlsx");
    refused(XlsxBuilder().part("_rels/.rels",
                               "<R><Relationship Type=\"officeDocument\" Target=\"word/document.xml\"/></R>"),
            "sheet.not_xlsx");
}

TEST_F(HostileXlsx, FindsAByteThatWasChanged) {
    const std::string whole = sample_bytes("robocon-teams-excel.xlsx");
    std::size_t damaged = 0;
    for (std::size_t at = 100; at < whole.size(); at += whole.size() / 60) {
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
        if (!read_workbook_bytes(bytes)) ++damaged;
    }
    // A byte of the theme or of a time stamp harms nobody.
    EXPECT_GT(damaged, 40u);
}

TEST(XlsxValues, TellsWhatAFormatMeans) {
    EXPECT_EQ(meaning_of("General"), NumberMeaning::Number);
    EXPECT_EQ(meaning_of("#,##0.00 \"đ\";[Red]-0"), NumberMeaning::Number);
    EXPECT_EQ(meaning_of("yyyy\\-mm\\-dd"), NumberMeaning::Date);
    EXPECT_EQ(meaning_of("mmm-yy"), NumberMeaning::Date);
    EXPECT_EQ(meaning_of("d/m/yy h:mm"), NumberMeaning::DateTime);
    EXPECT_EQ(meaning_of("[h]:mm:ss"), NumberMeaning::Time);
    EXPECT_EQ(meaning_of("\"ngày\" 0"), NumberMeaning::Number);
    EXPECT_EQ(meaning_of("[$-F800]dddd, mmmm dd, yyyy"), NumberMeaning::Date);
    EXPECT_EQ(meaning_of("\"open"), NumberMeaning::Number);
}

}  // namespace
}  // namespace sandau::documents
