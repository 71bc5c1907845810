#include "station/table_export.h"

#include <gtest/gtest.h>

#include "station/lines_model.h"

namespace sandau::station::testing {

namespace {

TEST(TableExport, KeepsTextAsTextAndWholeNumbersAsNumbers) {
    LinesModel model;
    model.show_lines(
        {QStringLiteral("Đội"), QStringLiteral("Điểm"), QStringLiteral("Điện thoại")},
        {{"1", {{QStringLiteral("=1+1")}, {QStringLiteral("194")}, {QStringLiteral("0912345678")}}}});
    const documents::Table table = sheet_of(model, QStringLiteral("Xếp hạng"), QStringLiteral("Cuộc thi"));
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(table.headers.front(), "Đội");
    EXPECT_EQ(table.rows[0][0].kind, documents::CellKind::Text);
    EXPECT_EQ(table.rows[0][0].text, "=1+1");
    EXPECT_EQ(table.rows[0][1].kind, documents::CellKind::Number);
    EXPECT_EQ(table.rows[0][2].kind, documents::CellKind::Text);
}

}  // namespace

}  // namespace sandau::station::testing
