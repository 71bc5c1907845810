#include <gtest/gtest.h>

#include <QHeaderView>

#include "station/lines_model.h"
#include "station/widgets.h"

namespace sandau::station::testing {

namespace {

struct TableKit {
    TableKit() {
        table.setModel(&model);
        table.resize(700, 300);
        table.show();
    }
    void show(int columns, const QString& text) {
        QStringList headers;
        Line line{"one", {}};
        for (int i = 0; i < columns; ++i) {
            headers << QStringLiteral("C");
            line.cells.push_back({text});
        }
        show_lines(&table, &model, headers, {line});
    }
    int columns_px() const { return table.horizontalHeader()->length(); }

    TableView table;
    LinesModel model;
};

TEST(TableView, GivesUpAirBeforeAColumnLeavesTheSight) {
    TableKit kit;
    kit.show(4, QStringLiteral("twelve chars"));
    const int comfortable_px = kit.table.columnWidth(0);
    const int tight_room_px = comfortable_px * 4 - 40;
    kit.table.resize(tight_room_px, 300);
    kit.show(4, QStringLiteral("twelve chars"));
    EXPECT_LT(kit.table.columnWidth(0), comfortable_px);
    EXPECT_LE(kit.columns_px(), kit.table.viewport()->width());
}

TEST(TableView, ColumnsFitTheTableThatWasMadeSmaller) {
    TableKit kit;
    kit.show(4, QStringLiteral("twelve chars"));
    kit.table.setCurrentIndex(kit.model.index(0, 0));
    kit.table.resize(kit.table.columnWidth(0) * 4 - 40, 300);
    EXPECT_LE(kit.columns_px(), kit.table.viewport()->width());
}

TEST(TableView, ColumnsDoNotShrinkUnderTheReadersEyes) {
    TableKit kit;
    kit.show(3, QStringLiteral("a longer text"));
    kit.table.setCurrentIndex(kit.model.index(0, 0));
    const int before_px = kit.table.columnWidth(0);
    kit.show(3, QStringLiteral("short"));
    EXPECT_EQ(kit.table.columnWidth(0), before_px);
}

}  // namespace

}  // namespace sandau::station::testing
