#include "documents/match.h"

#include <gtest/gtest.h>

#include "documents/samples.h"

namespace sandau::documents {
namespace {

/// The entries that an import would have made, with ids T001, T002, …
std::vector<commands::ImportRow> imported(const SheetImport& import) {
    std::vector<commands::ImportRow> rows;
    for (const ReadEntry& read : import.rows) {
        rows.push_back(read.row);
        std::string number = std::to_string(rows.size());
        number.insert(0, 3 - number.size(), '0');
        rows.back().entry = EntryId("T" + number);
    }
    return rows;
}

SheetImport read(const Workbook& workbook, const ImportContext& context = robocon(),
                 const ImportOptions& options = {}) {
    return import_entries(workbook, options, context).value();
}

TEST(MatchRows, FindsEverythingTheSameInASheetImportedAgain) {
    SheetImport import = read(sample("robocon-teams.xlsx"));
    const MatchedRows matched = match_rows(import, imported(read(sample("robocon-teams.csv"))), {});
    EXPECT_EQ(matched.count(RowState::Same), 432u);
    EXPECT_TRUE(matched.gone.empty());
    EXPECT_TRUE(matched.problems.empty());
    EXPECT_EQ(import.rows[41].row.entry, EntryId("T042"));
}

TEST(MatchRows, TellsOneSchoolsProductsOfOneNameApartByTheirField) {
    // Two products of this sheet have the name and the school of another one, in another field.
    const ImportOptions options{"", sample_map("creativity-map.json"), {}};
    SheetImport import = read(sample("creativity-entries.xlsx"), creativity(), options);
    const MatchedRows matched =
        match_rows(import, imported(read(sample("creativity-entries.csv"), creativity(), options)), {});
    EXPECT_EQ(matched.count(RowState::Same), 132u);
    EXPECT_TRUE(matched.problems.empty());
}

const char* const two_teams =
    "STT,Tên đội,Bảng,Trường,Họ tên TV1,Ngày sinh TV1,Ghi chú\n"
    "1,Rồng,B,THCS X,An,01/02/2010,chay\n2,Hổ,B,THCS X,Bình,03/04/2010,\n";

TEST(MatchRows, ShowsWhatIsNewChangedAndGone) {
    const auto before = imported(read(csv(two_teams)));
    SheetImport import =
        read(csv("STT,Tên đội,Bảng,Trường,Họ tên TV1,Ngày sinh TV1,Ghi chú\n"
                 "9,RONG,B,thcs x,An,05/02/2010,mặn\n2,Báo,B,THCS X,Chi,03/04/2010,\n"));
    const MatchedRows matched = match_rows(import, before, {});
    ASSERT_EQ(matched.rows.size(), 2u);
    EXPECT_EQ(matched.rows[0].state, RowState::Changed);
    EXPECT_EQ(matched.rows[0].entry, EntryId("T001"));
    EXPECT_EQ(matched.rows[0].differences,
              (std::vector<Difference>{{"number", "1", "9"},
                                       {"name", "Rồng", "RONG"},
                                       {"organization.name", "THCS X", "thcs x"},
                                       {"members", "An (2010-02-01)", "An (2010-02-05)"},
                                       {"Ghi chú", "chay", "mặn"}}));
    EXPECT_EQ(matched.rows[1].state, RowState::New);
    EXPECT_EQ(matched.gone, std::vector<EntryId>{EntryId("T002")});
}

TEST(MatchRows, KeepsWhatTheSheetHasNoColumnFor) {
    const auto before = imported(read(csv(two_teams)));
    SheetImport import =
        read(csv("Tên đội,Bảng,Trường,Điện thoại HLV\nRồng,B,THCS X,0912345678\nHổ,B,THCS X,\n"));
    const MatchedRows matched = match_rows(import, before, {});
    EXPECT_EQ(matched.rows[0].differences, (std::vector<Difference>{{"coach", "", ", 0912345678"}}));
    EXPECT_EQ(matched.rows[1].state, RowState::Same);
    EXPECT_EQ(import.rows[0].row.members, before[0].members);
    EXPECT_EQ(import.rows[0].row.number, "1");
    EXPECT_EQ(import.rows[0].row.extra, before[0].extra);
}

TEST(MatchRows, MeetsByTheChosenKey) {
    const auto before = imported(read(csv(two_teams)));
    SheetImport import = read(csv("STT,Tên đội,Bảng,Trường\n2,Cọp,B,THCS Y\n1,Rồng,B,THCS X\n"));
    const MatchedRows matched = match_rows(import, before, {KeyField::Number});
    EXPECT_EQ(matched.rows[0].entry, EntryId("T002"));
    EXPECT_EQ(matched.rows[0].state, RowState::Changed);
    EXPECT_EQ(matched.rows[1].state, RowState::Same);
}

TEST(MatchRows, ReportsARowThatMeetsTwoEntriesOrAnothersEntry) {
    const auto before = imported(read(csv(two_teams)));
    SheetImport two = read(csv("Tên đội,Bảng,Trường\nRồng,B,THCS X\n"));
    EXPECT_EQ(lines(match_rows(two, before, {KeyField::Organization}).problems),
              "A2 import.several_entries\n");
    SheetImport same = read(csv("Tên đội,Bảng,Trường\nRồng,B,THCS X\nRồng,A,THCS X\n"));
    EXPECT_EQ(lines(match_rows(same, before, {}).problems), "A3 import.same_entry\n");
}

TEST(MatchRows, MakesTheCommandWithTheEntriesThatRowsMeet) {
    const auto before = imported(read(csv(two_teams)));
    SheetImport import = read(csv("Tên đội,Bảng,Trường\nHổ,B,THCS X\nBáo,B,THCS X\n"));
    match_rows(import, before, {});
    const commands::EntryImport command = import_command(import, "dangky.xlsx");
    EXPECT_EQ(command.source, "dangky.xlsx");
    ASSERT_EQ(command.rows.size(), 2u);
    EXPECT_EQ(command.rows[0].entry, EntryId("T002"));
    EXPECT_TRUE(command.rows[1].entry.empty());
}

TEST(MatchRows, ReadsTheEntriesOfAContest) {
    Contest contest;
    contest.table<Organization>().set("S1",
                                      Organization{OrganizationId("S1"), "THCS X", "school", "Lục Nam"});
    contest.table<Person>().set("P1", Person{PersonId("P1"), "An", ""});
    contest.table<Person>().set("P2", Person{PersonId("P2"), "Bình", ""});
    contest.personal.set("P1", Personal{PersonId("P1"), "2010-02-01", "", "", ""});
    Entry entry;
    entry.id = EntryId("T001");
    entry.name = "Rồng";
    entry.division = DivisionId("B");
    entry.organization = OrganizationId("S1");
    entry.parts = {{PersonId("P1"), PartRole::Member}, {PersonId("P2"), PartRole::Coach}};
    contest.table<Entry>().set("T001", entry);
    const auto rows = existing_rows(contest);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].organization_parent, "Lục Nam");
    EXPECT_EQ(rows[0].members[0].birth, "2010-02-01");
    EXPECT_EQ(rows[0].coaches[0].name, "Bình");
}

}  // namespace
}  // namespace sandau::documents
