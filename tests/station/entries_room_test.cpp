#include "station/entries_room.h"

#include <gtest/gtest.h>

#include <QAbstractItemModel>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <algorithm>

#include "station/entries_model.h"
#include "station/entry_files.h"
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

TEST(EntriesRoom, AttachesAPhotoAndTakesItAway) {
    const EntriesKit kit;
    kit.type("suoi mo dao thanh hung");
    auto* list = kit.find<QListWidget>("entry_files");
    auto* files = static_cast<EntryFiles*>(list->parentWidget());
    EXPECT_FALSE(list->isVisible());
    const QTemporaryDir folder;
    const auto written = [&](const char* name, const QByteArray& bytes) {
        QFile file(folder.filePath(QString::fromUtf8(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        return file.fileName();
    };
    files->attach(written("rô bốt.png", "\x89PNG robot"));
    EXPECT_TRUE(kit.until([&] { return list->count() == 1; }));
    EXPECT_EQ(kit.host->kinds().back(), "entry.attach");
    EXPECT_TRUE(list->isVisible());
    EXPECT_TRUE(list->item(0)->text().startsWith(QStringLiteral("rô bốt.png · ")));
    std::string code;
    QObject::connect(&kit.window->session(), &Session::refused, kit.window.get(),
                     [&](const Refusal& refusal, const QString&) { code = refusal.code; });
    files->attach(written("notes.txt", "no photo"));
    EXPECT_TRUE(kit.until([&] { return code == "files.type"; }));
    QTest::mouseClick(kit.find<QPushButton>("take_file_away"), Qt::LeftButton);
    EXPECT_TRUE(kit.until([&] { return list->count() == 0; }));
    EXPECT_EQ(kit.host->kinds().back(), "entry.detach");
}

TEST(EntriesRoom, SaysWhichDocumentAFileIsAndWhatIsStillMissing) {
    const WindowKit kit(a_contest_of_dossiers());
    kit.window->go_to(QStringLiteral("entries"));
    kit.settle();
    kit.find<QTableView>("entries_table")->selectRow(0);
    auto* document = kit.find<QComboBox>("file_document");
    auto* list = kit.find<QListWidget>("entry_files");
    auto* files = static_cast<EntryFiles*>(list->parentWidget());
    EXPECT_TRUE(kit.until([&] { return document->isVisible(); }));
    ASSERT_EQ(document->count(), 8) << "none, three of the entry, two of each author and none of the coach";
    EXPECT_EQ(document->currentText(), QStringLiteral("phieu"));
    const auto says = [&](const QString& text) {
        const auto labels = kit.window->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&](const QLabel* one) { return one->text() == text; });
    };
    EXPECT_TRUE(says(QStringLiteral(
        "phieu\nmohinh\nthuyetminh\nanh_4x6 – An\nanh_4x6 – Bình\nkhaisinh – An\nkhaisinh – Bình")));
    document->setCurrentText(QStringLiteral("anh_4x6 – Bình"));
    const QTemporaryDir folder;
    QFile photo(folder.filePath(QStringLiteral("binh.png")));
    EXPECT_TRUE(photo.open(QIODevice::WriteOnly) && photo.write("\x89PNG photo") > 0);
    photo.close();
    files->attach(photo.fileName());
    EXPECT_TRUE(kit.until([&] { return list->count() == 1; }));
    EXPECT_TRUE(list->item(0)->text().endsWith(QStringLiteral(" · anh_4x6 – Bình")));
    EXPECT_TRUE(
        says(QStringLiteral("phieu\nmohinh\nthuyetminh\nanh_4x6 – An\nkhaisinh – An\nkhaisinh – Bình")));
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
