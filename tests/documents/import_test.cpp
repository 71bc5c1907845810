#include "documents/import.h"

#include <gtest/gtest.h>

#include "documents/samples.h"

namespace sandau::documents {
namespace {

SheetImport read(const Workbook& workbook, const ImportContext& context, ImportOptions options = {}) {
    return import_entries(workbook, options, context).value();
}

struct CleanSample {
    const char* file;
    std::size_t rows;
    std::uint32_t header_row;
};

class CleanSheets : public testing::TestWithParam<CleanSample> {};

TEST_P(CleanSheets, ImportWithoutAProblemAndWithoutAMap) {
    const SheetImport import = read(sample(GetParam().file), robocon());
    EXPECT_EQ(lines(import.problems), "");
    EXPECT_EQ(import.rows.size(), GetParam().rows);
    EXPECT_EQ(import.header.row, GetParam().header_row);
    const commands::ImportRow& first = import.rows[0].row;
    EXPECT_EQ(first.number, "1");
    EXPECT_EQ(first.name, "Suối Mỡ");
    EXPECT_EQ(first.division, DivisionId("B"));
    EXPECT_EQ(first.registered_at, "2024-04-02T08:05:00");
    EXPECT_EQ(first.organization, "THCS Quang Minh");
    EXPECT_EQ(first.organization_parent, "Lục Nam");
    ASSERT_EQ(first.coaches.size(), 1u);
    EXPECT_EQ(first.coaches[0].name, "Ngô Thị Lâm");
    EXPECT_EQ(first.coaches[0].phone, "0997878065");
    ASSERT_EQ(first.members.size(), 3u);
    EXPECT_EQ(first.members[0].name, "Đào Thanh Hùng");
    EXPECT_EQ(first.members[0].birth, "2011-07-07");
    EXPECT_EQ(first.members[2].birth, "2010-09-14");
}

TEST_P(CleanSheets, ImportAlikeUnderTheMap) {
    const SheetImport plain = read(sample(GetParam().file), robocon());
    const SheetImport under_map =
        read(sample(GetParam().file), robocon(), {"", sample_map("robocon-map.json"), {}});
    ASSERT_EQ(plain.rows.size(), under_map.rows.size());
    for (std::size_t i = 0; i < plain.rows.size(); ++i) EXPECT_EQ(plain.rows[i].row, under_map.rows[i].row);
    for (const FoundColumn& column : under_map.header.columns)
        EXPECT_EQ(column.confidence, Confidence::Mapped);
}

INSTANTIATE_TEST_SUITE_P(Samples, CleanSheets,
                         testing::Values(CleanSample{"robocon-teams.csv", 432, 1},
                                         CleanSample{"robocon-teams.xlsx", 432, 3},
                                         CleanSample{"robocon-teams-excel.xlsx", 120, 5},
                                         CleanSample{"robocon-teams-utf16.tsv", 60, 1},
                                         CleanSample{"robocon-teams-tcvn3.csv", 40, 1},
                                         CleanSample{"robocon-teams-vni.csv", 20, 1}));

TEST(Import, ReadsTheSameTeamsFromEveryFormAndEncoding) {
    const SheetImport csv_teams = read(sample("robocon-teams.csv"), robocon());
    for (const std::string file :
         {"robocon-teams.xlsx", "robocon-teams-excel.xlsx", "robocon-teams-utf16.tsv",
          "robocon-teams-tcvn3.csv", "robocon-teams-vni.csv"}) {
        const SheetImport other = read(sample(file), robocon());
        for (std::size_t i = 0; i < other.rows.size(); ++i)
            EXPECT_EQ(other.rows[i].row, csv_teams.rows[i].row) << file;
    }
}

TEST(Import, CountsThePeopleOfTheWholeSheet) {
    const SheetImport import = read(sample("robocon-teams.xlsx"), robocon());
    std::size_t people = 0;
    for (const ReadEntry& entry : import.rows) people += entry.row.members.size() + entry.row.coaches.size();
    EXPECT_EQ(people, 1484u);
}

TEST(Import, ReportsExactlyWhatIsWrongInTheMessySheet) {
    const SheetImport import = read(sample("robocon-teams-messy.csv"), robocon());
    EXPECT_TRUE(import.refused());
    EXPECT_EQ(lines(import.problems),
              "C9 import.name_repeated\n"
              "C13 import.name_missing\n"
              "D15 import.division_unknown\n"
              "K19 import.date_impossible\n"
              "H21 import.phone_invalid\n"
              "C63 import.row_repeated\n");
    EXPECT_EQ(import.problems[4].problem.severity, Severity::Warning);
    EXPECT_EQ(argument(import.problems[0].problem.what, "first_row"), "5");
    EXPECT_EQ(argument(import.problems[0].problem.what, "header"), "Tên đội");
    EXPECT_EQ(argument(import.problems[3].problem.what, "value"), "31/02/2012");
    EXPECT_EQ(argument(import.problems[5].problem.what, "first_row"), "7");
}

TEST(Import, TakesTheRestOfTheMessySheetWithPlainText) {
    ImportOptions options;
    options.skip = {9, 13, 15, 19, 63};
    const SheetImport import = read(sample("robocon-teams-messy.csv"), robocon(), options);
    EXPECT_FALSE(import.refused());
    EXPECT_EQ(lines(import.problems), "H21 import.phone_invalid\n");
    EXPECT_EQ(import.rows.size(), 56u);
    EXPECT_EQ(import.skipped, (std::vector<std::uint32_t>{9, 13, 15, 19, 63}));
    const auto named = [&](const std::string& name) {
        for (const ReadEntry& entry : import.rows)
            if (entry.row.name == name) return entry.row;
        return commands::ImportRow{};
    };
    EXPECT_EQ(named("<script>alert(1)</script>").number, "30");
    EXPECT_EQ(named("Tây Yên Tử 3").organization, "=HYPERLINK(\"http://x\",\"x\")");
    // Decomposed in the file, with blanks around.
    EXPECT_EQ(named("Đại Bàng").coaches[0].name, "Nguyễn Thùy Uyên");
}

TEST(Import, ReadsTheCreativitySheetsUnderTheirMap) {
    for (const std::string file : {"creativity-entries.csv", "creativity-entries.xlsx"}) {
        const SheetImport import =
            read(sample(file), creativity(), {"", sample_map("creativity-map.json"), {}});
        EXPECT_EQ(lines(import.problems), "");
        ASSERT_EQ(import.rows.size(), 132u);
        const commands::ImportRow& eighth = import.rows[7].row;
        EXPECT_EQ(eighth.number, "ST-008");
        ASSERT_EQ(eighth.members.size(), 3u);
        EXPECT_EQ(eighth.members[1].name, "Nguyễn Thùy Nhung");
        EXPECT_EQ(eighth.members[1].birth, "2014-12-04");
        EXPECT_EQ(eighth.coaches[0].name, "Nguyễn Thị Châu");
    }
}

TEST(Import, NamesTheNearestDivisionAndOffersIt) {
    const SheetImport import = read(sample("robocon-teams-messy.csv"), robocon());
    const SheetProblem& unknown = import.problems[2];
    // Z is as far from A as from C; the members' birthdays fit C.
    EXPECT_EQ(argument(unknown.problem.what, "nearest"), "C");
    ASSERT_TRUE(unknown.fix);
    EXPECT_EQ(*unknown.fix, (Fix{Fix::Kind::MapValue, 15, 3, "division", "Bảng Z", "C"}));
}

TEST(Import, MendsWithTheOfferedFixes) {
    Workbook workbook = sample("robocon-teams-messy.csv");
    ImportOptions options;
    SheetImport import = read(workbook, robocon());
    for (const SheetProblem& one : import.problems)
        if (one.fix) apply_fix(*one.fix, options, workbook.sheets[0]);
    import = read(workbook, robocon(), options);
    EXPECT_EQ(lines(import.problems), "K19 import.date_impossible\nH21 import.phone_invalid\n");
}

TEST(Import, FindsADivisionByIdNameOrNameBeforeTheColon) {
    const SheetImport import =
        read(csv("Tên đội,Bảng\nMột,a\nHai,BANG B: thcs\nBa,bảng c\nBốn,Division A\n"), robocon());
    EXPECT_EQ(lines(import.problems), "");
    EXPECT_EQ(import.rows[0].row.division, DivisionId("A"));
    EXPECT_EQ(import.rows[1].row.division, DivisionId("B"));
    EXPECT_EQ(import.rows[2].row.division, DivisionId("C"));
    EXPECT_EQ(import.rows[3].row.division, DivisionId("A"));
}

TEST(Import, LetsANameStandInTwoDivisionsButNotTwiceInOne) {
    const SheetImport import = read(csv("Tên đội,Bảng\nRồng,A\nRồng,B\nRONG,A\n"), robocon());
    EXPECT_EQ(lines(import.problems), "A4 import.name_repeated\n");
}

TEST(Import, LetsTwoSchoolsMakeTheSameProductButNotOneSchoolTwice) {
    const std::string text =
        "Tên sản phẩm,Lĩnh vực,Đơn vị\nThùng rác,phanmem,A\nThùng rác,phanmem,B\nThùng rác,phanmem,A \n";
    EXPECT_EQ(lines(read(csv(text), creativity()).problems), "A4 import.row_repeated\n");
    EXPECT_EQ(lines(read(csv(text + "thùng rác,phanmem,b\n"), creativity()).problems),
              "A4 import.row_repeated\nA5 import.name_repeated\n");
}

TEST(Import, ReadsHeadersInEnglishAndAnyOrder) {
    const SheetImport import = read(csv("Coach email;School;Member 1 birth date;Team "
                                        "name;Division;No.;Member 1 name;Phone;Coach;Shirt size\n"
                                        "a@b.vn;THCS X;2011-05-01;Rồng;B;7;An;+84 912 345 678;Bình;XL\n"),
                                    robocon());
    EXPECT_EQ(lines(import.problems), "");
    const commands::ImportRow& row = import.rows[0].row;
    EXPECT_EQ(row.name, "Rồng");
    EXPECT_EQ(row.number, "7");
    EXPECT_EQ(row.organization, "THCS X");
    EXPECT_EQ(row.coaches[0].email, "a@b.vn");
    EXPECT_EQ(row.coaches[0].name, "Bình");
    EXPECT_EQ(row.members[0].birth, "2011-05-01");
    EXPECT_EQ(row.extra, (std::map<std::string, std::string>{{"Shirt size", "XL"}}));
}

TEST(Import, GuessesTheDivisionByItsValuesWhereNoHeaderSaysIt) {
    const SheetImport import =
        read(csv("Tên đội,Cỡ áo,Khối,Trường\nMột,A,Bảng A,X\nHai,M,Bảng B,X\nBa,L,bang c,X\n"), robocon());
    EXPECT_EQ(lines(import.problems), "");
    EXPECT_EQ(import.header.find(Target::Kind::Division)->header, "Khối");
    EXPECT_EQ(import.header.find(Target::Kind::Division)->confidence, Confidence::Guessed);
}

TEST(Import, TakesTheCaptainForTheFirstMember) {
    const SheetImport import = read(csv("Tên đội,Bảng,Đội trưởng,Ngày sinh,Thành viên 2,Ngày sinh "
                                        "TV2\nMột,B,An,01/02/2010,Bình,03/04/2011\n"),
                                    robocon());
    EXPECT_EQ(lines(import.problems), "");
    ASSERT_EQ(import.rows[0].row.members.size(), 2u);
    EXPECT_EQ(import.rows[0].row.members[0], (commands::ImportPerson{"An", "2010-02-01", "", ""}));
}

struct HeaderWords {
    const char* header;
    const char* target;
};

class HeaderNames : public testing::TestWithParam<HeaderWords> {};

TEST_P(HeaderNames, AreKnown) {
    const std::optional<Recognised> found = recognise_header(GetParam().header);
    EXPECT_EQ(found ? target_text(found->target) : "", GetParam().target);
}

INSTANTIATE_TEST_SUITE_P(
    Words, HeaderNames,
    testing::Values(
        HeaderWords{"Số TT", "number"}, HeaderWords{"Mã đội", "number"}, HeaderWords{"Team ID", "number"},
        HeaderWords{"TÊN ĐỘI THI", "name"}, HeaderWords{"Tên đề tài", "name"}, HeaderWords{"Team", "name"},
        HeaderWords{"Bảng thi đấu", "division"}, HeaderWords{"Category", "division"},
        HeaderWords{"Trường/Đơn vị", "organization.name"}, HeaderWords{"Name of school", "organization.name"},
        HeaderWords{"Quận/Huyện", "organization.parent"}, HeaderWords{"Phòng GD&ĐT", "organization.parent"},
        HeaderWords{"Họ và tên GVHD", "coach.name"}, HeaderWords{"SĐT người hướng dẫn", "coach.phone"},
        HeaderWords{"Teacher's e-mail", "coach.email"},
        HeaderWords{"Họ và tên thành viên thứ hai", "members[1].name"},
        HeaderWords{"Date of birth (member 3)", "members[2].birth"},
        HeaderWords{"Ngày, tháng, năm sinh", "members[].birth"},
        HeaderWords{"Họ tên TV1 (đội trưởng)", "members[0].name"},
        HeaderWords{"Registration time", "registered_at"}, HeaderWords{"Số lượng thành viên", ""},
        HeaderWords{"Điện thoại phụ huynh", ""}, HeaderWords{"Lớp TV1", ""}, HeaderWords{"Ghi chú", ""},
        HeaderWords{"", ""}, HeaderWords{"12", ""}));

TEST(Import, KeepsColumnsThatNobodyMapped) {
    const SheetImport import = read(csv("Tên đội,Bảng,Ghi chú,,Lớp\nRồng,A,ăn chay,,4A,thừa\n"), robocon());
    EXPECT_EQ(import.rows[0].row.extra,
              (std::map<std::string, std::string>{{"Ghi chú", "ăn chay"}, {"Lớp", "4A"}, {"F", "thừa"}}));
}

TEST(Import, ReadsDatesAsPeopleTypeThem) {
    const SheetImport import =
        read(csv("Đội;Bảng;Họ tên TV1;Ngày sinh TV1\n"
                 "a;B;x1;7/5/2011\nb;B;x2;07-05-2011\nc;B;x3;07.05.2011\nd;B;x4;2011-05-07\n"
                 "e;B;x5;ngày 7 tháng 5 năm 2011\nf;B;x6;7/5/11\n"),
             robocon());
    EXPECT_EQ(lines(import.problems), "");
    for (const ReadEntry& entry : import.rows)
        EXPECT_EQ(entry.row.members[0].birth, "2011-05-07") << entry.row.name;
}

TEST(Import, ReportsDatesThatAreNone) {
    const SheetImport import =
        read(csv("Đội;Bảng;Họ tên TV1;Ngày sinh TV1\n"
                 "a;B;x1;29/02/2011\nb;B;x2;2011\nc;B;x3;không rõ\nd;B;x4;05/13/2011\ne;B;x5;01/01/2030\n"),
             robocon());
    EXPECT_EQ(lines(import.problems),
              "D2 import.date_impossible\nD3 import.date_incomplete\nD4 import.date_unreadable\n"
              "D5 import.date_impossible\nD6 import.birth_unlikely\n");
    // Month first: what it may mean is offered.
    EXPECT_EQ(*import.problems[3].fix, (Fix{Fix::Kind::SetCell, 5, 3, "", "05/13/2011", "2011-05-13"}));
}

TEST(Import, WarnsOfBirthsOutsideTheDivisionAndOfOneChildInTwoTeams) {
    const SheetImport import =
        read(csv("Đội;Bảng;Họ tên TV1;Ngày sinh "
                 "TV1\nMột;B;An;01/05/2011\nHai;B;an;01/05/2011\nBa;B;Tư;01/05/2015\n"),
             robocon());
    EXPECT_FALSE(import.refused());
    EXPECT_EQ(lines(import.problems), "C3 import.person_repeated\nD4 import.birth_outside_division\n");
}

TEST(Import, KnowsATelephoneFromWhatIsNone) {
    const SheetImport import =
        read(csv("Đội;Bảng;Số điện thoại\na;B;+84 912 345 678\nb;B;0912.345.678\nc;B;84912345678\nd;B;024 "
                 "3825 1234\n"
                 "e;B;0912345678 / 0987654321\nf;B;12345\ng;B;chưa có\nh;B;(0204) 385-4567\n"),
             robocon());
    EXPECT_EQ(lines(import.problems), "C7 import.phone_invalid\nC8 import.phone_invalid\n");
}

TEST(Import, CountsBirthsAgainstNamesInOneCell) {
    const SheetImport import =
        read(csv("Tên sản phẩm,Lĩnh vực,Tác giả,Ngày sinh\n"
                 "X,phanmem,An; Bình;,01/02/2010; 03/04/2011\nY,phanmem,An; Bình,01/02/2010\n"
                 "Z,phanmem,\"Chi\nDung\",\n"),
             creativity());
    EXPECT_EQ(lines(import.problems), "D3 import.members_differ\n");
    EXPECT_EQ(import.rows[0].row.members[1].birth, "2011-04-03");
    EXPECT_EQ(import.rows[2].row.members[1].name, "Dung");
}

TEST(Import, PassesOverARepeatedHeaderAndARowOfColumnNumbers) {
    const SheetImport import =
        read(csv("STT,Tên đội,Bảng\n(1),(2),(3)\n1,Rồng,A\nSTT,Tên đội,Bảng\n2,Hổ,A\n"), robocon());
    EXPECT_EQ(lines(import.problems), "");
    EXPECT_EQ(import.rows.size(), 2u);
}

TEST(Import, TakesARowOfTheScoresOneTwoThreeForARow) {
    const SheetImport import = read(csv("Bảng,Tên đội,Cỡ áo,Ghi chú\nA,Rồng,1,2\nA,Hổ,,3\n"), robocon());
    EXPECT_EQ(import.rows.size(), 2u);
}

TEST(Import, LetsEachDivisionNumberFromOne) {
    const SheetImport import = read(csv("STT,Tên đội,Bảng\n1,Rồng,A\n1,Hổ,B\n1,Báo,B\n"), robocon());
    EXPECT_EQ(lines(import.problems), "A4 import.number_repeated\n");
    EXPECT_FALSE(import.refused());
}

TEST(Import, CutsTheMidnightThatSpreadsheetsPutBehindBirthDays) {
    const SheetImport import =
        read(csv("Tên đội,Bảng,Họ tên TV1,Ngày sinh TV1\nRồng,B,An,07/05/2011 00:00:00\n"), robocon());
    EXPECT_EQ(import.rows[0].row.members[0].birth, "2011-05-07");
}

TEST(Import, NumbersMembersColumnsThatHaveNoNumbers) {
    const SheetImport import = read(
        csv("Tên đội,Bảng,Họ và tên,Ngày sinh,Họ và tên,Ngày sinh\nRồng,B,An,01/02/2010,Bình,03/04/2011\n"),
        robocon());
    EXPECT_EQ(lines(import.problems), "");
    ASSERT_EQ(import.rows[0].row.members.size(), 2u);
    EXPECT_EQ(import.rows[0].row.members[1].name, "Bình");
    EXPECT_EQ(import.rows[0].row.members[1].birth, "2011-04-03");
}

TEST(Import, RefusesASheetWithoutHeaderRowsOrName) {
    const auto code = [](const std::string& text, const ImportOptions& options = {}) {
        const Result<SheetImport> import = import_entries(csv(text), options, robocon());
        return import ? "" : import.error().code;
    };
    EXPECT_EQ(code("a,b,c\n1,2,3\n"), "import.no_header");
    EXPECT_EQ(code("STT,Bảng\n1,A\n"), "import.no_name_column");
    EXPECT_EQ(code("STT,Tên đội\n1,A\n"), "import.no_division_column");
    EXPECT_EQ(code("Tên đội,Bảng\n"), "import.no_rows");
    ImportOptions wrong_sheet;
    wrong_sheet.sheet = "Danh sách";
    EXPECT_EQ(code("Tên đội,Bảng\nRồng,A\n", wrong_sheet), "import.no_such_sheet");
}

TEST(Import, ReadsTheSheetThatIsAskedFor) {
    ImportOptions options;
    options.sheet = "đăng ký";
    EXPECT_EQ(read(sample("robocon-teams.xlsx"), robocon(), options).sheet, "Đăng ký");
    options.sheet = "Ghi chú";
    EXPECT_EQ(import_entries(sample("robocon-teams.xlsx"), options, robocon()).error().code,
              "import.no_header");
}

TEST(Import, WarnsOfSettingsThatMeetNothing) {
    ImportOptions options;
    options.map =
        read_import_map(R"({"columns": {"Tên": "name", "Bảng": "division", "Huyện": "organization.parent"}})")
            .value();
    options.skip = {99};
    const SheetImport import = read(csv("Tên,Bảng\nRồng,A\n"), robocon(), options);
    EXPECT_FALSE(import.refused());
    EXPECT_EQ(lines(import.problems), "1 import.column_missing\n99 import.skip_unknown\n");
}

}  // namespace
}  // namespace sandau::documents
