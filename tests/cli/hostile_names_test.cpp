#include <gtest/gtest.h>

#include <set>

#include "cli/program.h"
#include "documents/sheet.h"
#include "scoring/json.h"
#include "support/temporary_folder.h"

namespace sandau::cli_test {
namespace {

/// Cells of comma-separated text as RFC 4180 has it.
std::vector<std::string> cells_of(const std::string& text) {
    std::vector<std::string> cells{""};
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            cells.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == ',' || c == '\n')) {
            cells.emplace_back();
        } else if (quoted || c != '\r') {
            cells.back() += c;
        }
    }
    return cells;
}

/// What a spreadsheet would take for a formula. A number is none.
bool is_formula(const std::string& cell) {
    if (cell.empty() || std::string_view("=+-@").find(cell[0]) == std::string_view::npos) return false;
    return cell[0] != '-' || cell.find_first_not_of("0123456789.", 1) != std::string::npos;
}

/// A contest of forty teams whose names want to be something else.
class HostileNames : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(sandau({"new", file, "--preset", "provincial-robocon"}).code, 0);
        const Json listed = *read_json(bytes_of(data("hostile_names.json")));
        Json rows{Json::Array{}};
        for (const Json& name : *listed.as_array()) {
            names.push_back(*name.as_string());
            Json row;
            row.set("name", name).set("division", "A").set("organization", name);
            rows.push_back(std::move(row));
        }
        Json import;
        import.set("source", "teams.csv").set("rows", std::move(rows));
        const Ran ran = sandau({"do", file, "entry.import", "-"}, write_json(import));
        ASSERT_EQ(ran.code, 0) << ran.err;
        ASSERT_EQ(sandau({"do", file, "entry.qualify", "-"}, "{}").code, 0);
    }
    /// The names that some texts hold.
    std::size_t found(const std::multiset<std::string>& texts) const {
        std::size_t count = 0;
        for (const std::string& name : names) count += texts.contains(name) || texts.contains("'" + name);
        return count;
    }

    testing::TemporaryFolder folder;
    std::string file = (folder / "a.sandau").string();
    std::vector<std::string> names;
};

TEST_F(HostileNames, AreTextInCommaSeparatedTables) {
    const std::vector<std::string> cells = cells_of(sandau({"export", file, "csv"}).out);
    for (const std::string& cell : cells) EXPECT_FALSE(is_formula(cell)) << cell;
    EXPECT_EQ(found({cells.begin(), cells.end()}), names.size());
}

TEST_F(HostileNames, AreTextInWorkbooks) {
    const std::string path = (folder / "tables.xlsx").string();
    ASSERT_EQ(sandau({"export", file, "xlsx", "-o", path}).code, 0);
    const auto workbook = documents::read_workbook(path);
    ASSERT_TRUE(workbook);
    std::multiset<std::string> texts;
    for (const documents::Sheet& sheet : workbook->sheets)
        for (const documents::SheetRow& row : sheet.rows)
            for (const documents::Cell& cell : row.cells)
                if (cell.kind == documents::CellKind::Text) texts.insert(cell.text);
    EXPECT_EQ(found(texts), names.size());
}

TEST_F(HostileNames, ComeOutOfEveryJsonAsTheyWentIn) {
    for (const char* what : {"results", "standings", "definition"}) {
        const Ran ran = sandau({"export", file, what});
        EXPECT_EQ(ran.code, 0) << what;
        EXPECT_TRUE(read_json(ran.out)) << what;
    }
    EXPECT_EQ(sandau({"verify", file}).code, 0);
    const Ran journal = sandau({"journal", file});
    EXPECT_EQ(journal.code, 0);
    // One line an entry, whatever a name holds.
    std::size_t at = 0;
    for (std::size_t end = journal.out.find('\n'); end != std::string::npos;
         at = end + 1, end = journal.out.find('\n', at))
        EXPECT_TRUE(read_json(journal.out.substr(at, end - at)));
}

}  // namespace
}  // namespace sandau::cli_test
