#include "station/entries_room.h"

#include <gtest/gtest.h>

#include <QAbstractItemModel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

#include "station/entries_model.h"
#include "station/vietnamese_order.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

struct EntriesKit : WindowKit {
    EntriesKit() : WindowKit(Depth::Registered) {
        window->go_to(QStringLiteral("entries"));
        settle();
    }
    QAbstractItemModel* model() const { return find<QTableView>("entries_table")->model(); }
    void type(const char* text) const {
        auto* search = find<QLineEdit>("entries_search");
        search->clear();
        QTest::keyClicks(search, QString::fromUtf8(text));
    }
    QString cell(int row, int column) const { return model()->index(row, column).data().toString(); }
};

TEST(EntriesRoom, ShowsEveryTeam) {
    const EntriesKit kit;
    EXPECT_EQ(kit.model()->rowCount(), 432);
}

TEST(EntriesRoom, FindsWithoutAccentsAsOneTypes) {
    const EntriesKit kit;
    kit.type("suoi mo");
    ASSERT_GT(kit.model()->rowCount(), 0);
    EXPECT_LT(kit.model()->rowCount(), 40);
    for (int row = 0; row < kit.model()->rowCount(); ++row)
        EXPECT_TRUE(kit.cell(row, EntriesModel::Name).startsWith(QStringLiteral("Suối Mỡ"))) << row;
}

TEST(EntriesRoom, FindsByAMembersName) {
    const EntriesKit kit;
    kit.type("suoi mo dao thanh hung");
    ASSERT_EQ(kit.model()->rowCount(), 1);
    EXPECT_EQ(kit.cell(0, EntriesModel::Name), QStringLiteral("Suối Mỡ"));
}

TEST(EntriesRoom, SortsTheVietnameseWay) {
    const EntriesKit kit;
    kit.model()->sort(EntriesModel::Name, Qt::AscendingOrder);
    const VietnameseOrder order;
    for (int row = 1; row < kit.model()->rowCount(); ++row)
        ASSERT_LE(order.compare(kit.cell(row - 1, EntriesModel::Name), kit.cell(row, EntriesModel::Name)), 0)
            << row;
}

TEST(EntriesRoom, ChecksATeamIn) {
    const EntriesKit kit;
    kit.type("suoi mo dao thanh hung");
    QTest::mouseClick(kit.find<QPushButton>("check_in"), Qt::LeftButton);
    kit.settle();
    EXPECT_EQ(kit.host->kinds().back(), "entry.check_in");
}

TEST(EntriesRoom, CtrlZTakesTheLastStepBack) {
    const EntriesKit kit;
    kit.type("suoi mo dao thanh hung");
    QTest::mouseClick(kit.find<QPushButton>("check_in"), Qt::LeftButton);
    kit.settle();
    kit.find<QTableView>("entries_table")->setFocus();
    QTest::keyClick(kit.window.get(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_TRUE(kit.until([&] { return kit.host->kinds().back() == "journal.undo"; }));
    for (const Entry& entry : kit.host->contest().table<Entry>()) EXPECT_FALSE(entry.checked_in);
}

TEST(VietnameseOrder, FilesAPersonByTheGivenName) {
    EXPECT_EQ(VietnameseOrder::filed_as(QStringLiteral("Nguyễn Văn An")), QStringLiteral("An Nguyễn Văn"));
    const VietnameseOrder order;
    EXPECT_LT(order.person_key(QStringLiteral("Trần Văn An"))
                  .compare(order.person_key(QStringLiteral("Bùi Thị Bình"))),
              0);
}

TEST(VietnameseOrder, KnowsItsLetters) {
    const VietnameseOrder order;
    EXPECT_LT(order.compare(QStringLiteral("Dũng"), QStringLiteral("Đạt")), 0);
    EXPECT_LT(order.compare(QStringLiteral("Anh"), QStringLiteral("Ân")), 0);
    EXPECT_LT(order.compare(QStringLiteral("Đại Bàng 2"), QStringLiteral("Đại Bàng 10")), 0);
}

}  // namespace

}  // namespace sandau::station::testing
