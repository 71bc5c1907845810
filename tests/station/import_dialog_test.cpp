#include "station/import_dialog.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QPushButton>
#include <QTableView>

#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

struct ImportKit : WindowKit {
    ImportKit(Depth depth, const char* sheet)
        : WindowKit(depth),
          dialog({window->options(), window->words(), window->session(), window->standings()},
                 QStringLiteral(SANDAU_SOURCE_DIR "/tests/data/sheets/") + QString::fromLatin1(sheet),
                 window.get()) {
        dialog.show();
        EXPECT_TRUE(until([&] { return dialog.is_ready(); }));
    }
    QPushButton* button(const char* name) const {
        return dialog.findChild<QPushButton*>(QString::fromLatin1(name));
    }
    void wait() const {
        EXPECT_TRUE(until([&] { return dialog.is_ready(); }));
    }
    ImportDialog dialog;
};

TEST(ImportDialog, TakesACleanSheetInWithOneCommand) {
    ImportKit kit(Depth::Empty, "robocon-teams.xlsx");
    ASSERT_TRUE(kit.button("import_accept")->isEnabled());
    const std::size_t before = kit.host->kinds().size();
    QTest::mouseClick(kit.button("import_accept"), Qt::LeftButton);
    EXPECT_TRUE(kit.until([&] { return kit.dialog.result() == QDialog::Accepted; }));
    EXPECT_EQ(kit.host->kinds().size(), before + 1);
    EXPECT_EQ(kit.host->contest().table<Entry>().size(), 432U);
}

TEST(ImportDialog, RefusesAMessySheetUntilItIsMended) {
    ImportKit kit(Depth::Empty, "robocon-teams-messy.csv");
    EXPECT_FALSE(kit.button("import_accept")->isEnabled());
    QTest::mouseClick(kit.button("import_skip_all"), Qt::LeftButton);
    kit.wait();
    EXPECT_TRUE(kit.button("import_accept")->isEnabled());
}

TEST(ImportDialog, MendsAProblemByAClick) {
    ImportKit kit(Depth::Empty, "robocon-teams-messy.csv");
    const QString before = kit.button("import_accept")->text();
    QPushButton* fix = kit.button("import_fix");
    ASSERT_NE(fix, nullptr);
    QTest::mouseClick(fix, Qt::LeftButton);
    kit.wait();
    EXPECT_NE(kit.button("import_accept")->text(), before);
}

TEST(ImportDialog, SaysThatNothingWouldChange) {
    ImportKit kit(Depth::Registered, "robocon-teams.xlsx");
    EXPECT_FALSE(kit.button("import_accept")->isEnabled());
    const auto* summary = kit.dialog.findChild<QLabel*>(QStringLiteral("import_summary"));
    EXPECT_TRUE(summary->text().contains(QStringLiteral("432 như cũ"))) << summary->text().toStdString();
}

TEST(ImportDialog, SaysWhyAFileIsNoSheet) {
    ImportKit kit(Depth::Empty, "README-that-is-not-there.xlsx");
    EXPECT_FALSE(kit.button("import_accept")->isEnabled());
}

}  // namespace

}  // namespace sandau::station::testing
