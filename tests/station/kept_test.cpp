// A busy contest changes many times a second: what is on the screen stays there, and only its values move.
#include "station/kept.h"

#include <gtest/gtest.h>

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>

#include "scoring/command_payloads.h"
#include "station/field_panels.h"
#include "station/item_editors.h"
#include "station/score_sheet.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

struct BusyKit : WindowKit {
    explicit BusyKit(const char* name, Depth depth = Depth::Running) : WindowKit(depth) {
        window->go_to(QString::fromLatin1(name));
        page = window->room(QString::fromLatin1(name));
        settle();
        draw();
    }
    /// Fifty changes, each drawn, and no turn of the event loop in which nothing changes.
    void be_busy() const {
        const EntryId entry = next_on(*host, FieldId("F2")).entry;
        for (int i = 0; i < 50; ++i) {
            window->session().submit(window.get(), commands::EntryCheckIn{entry, i % 2 == 0}, {});
            QCoreApplication::processEvents();
        }
        settle();
    }
    void call_a_team() const {
        press(Qt::Key_Space);
        draw();
    }
    /// An event of no run: it waits in the inbox of all fields.
    void gate_says(std::int64_t seq) const {
        commands::DeviceReport report;
        report.device = DeviceId("SG-7F3A");
        report.boot = "1";
        report.seq = seq;
        report.type = "edge";
        report.at = host->now;
        host->must(report, device_actor);
        host->pass(milliseconds(10));
        settle();
        draw();
    }

    QWidget* page = nullptr;
};

template <class Widget>
std::vector<QPointer<Widget>> seen(const QWidget* in) {
    std::vector<QPointer<Widget>> result;
    for (Widget* widget : in->findChildren<Widget*>())
        if (widget->isVisible()) result.emplace_back(widget);
    return result;
}

template <class Widget>
void expect_kept(const std::vector<QPointer<Widget>>& before) {
    EXPECT_FALSE(before.empty());
    for (const QPointer<Widget>& widget : before) {
        ASSERT_FALSE(widget.isNull()) << "made anew";
        EXPECT_TRUE(widget->isVisible());
    }
}

TEST(BusyContest, KeepsTheCardsOfTheOverview) {
    const BusyKit kit("overview");
    const auto labels = seen<QLabel>(kit.page);
    const auto tasks = seen<QPushButton>(kit.page);
    kit.be_busy();
    expect_kept(labels);
    expect_kept(tasks);
}

TEST(BusyContest, ShowsItsFiguresWhateverOthersDo) {
    const BusyKit kit("overview");
    kit.window->go_to(QStringLiteral("journal"));
    kit.window->go_to(QStringLiteral("overview"));
    const EntryId entry = next_on(*kit.host, FieldId("F1")).entry;
    bool here = false;
    const auto figure_is_seen = [&] {
        // Something changes between any two looks of the event loop.
        kit.host->must(commands::EntryCheckIn{entry, here = !here});
        for (const QLabel* label : kit.page->findChildren<QLabel*>())
            if (label->text() == QStringLiteral("1.484") && label->isVisible() && label->height() > 20)
                return true;
        return false;
    };
    EXPECT_TRUE(kit.until(figure_is_seen));
}

TEST(BusyContest, KeepsTheEditorsOfASheet) {
    const BusyKit kit("field");
    kit.call_a_team();
    const auto editors = seen<ItemEditor>(kit.page);
    kit.be_busy();
    expect_kept(editors);
}

TEST(BusyContest, KeepsTheEditorsForTheNextTeamOfTheSameGame) {
    const BusyKit kit("field");
    kit.call_a_team();
    const RunId first = look_at(kit.host->contest(), FieldId("F1")).run->id;
    const auto editors = seen<ItemEditor>(kit.page);
    commands::RunUnload away;
    away.run = first;
    kit.host->must(away);
    kit.settle();
    kit.call_a_team();
    ASSERT_NE(look_at(kit.host->contest(), FieldId("F1")).run, nullptr);
    WindowKit::draw();
    expect_kept(editors);
}

TEST(BusyContest, KeepsWhatIsHalfTyped) {
    const BusyKit kit("field");
    kit.call_a_team();
    auto* sheet = kit.page->findChild<ScoreSheet*>();
    auto* time = sheet->findChild<QLineEdit*>(QStringLiteral("official_time"));
    ASSERT_NE(time, nullptr);
    time->setFocus();
    time->clear();
    QTest::keyClicks(time, "1:0");
    kit.be_busy();
    EXPECT_EQ(time->text(), QStringLiteral("1:0"));
    EXPECT_EQ(QApplication::focusWidget(), time);
    EXPECT_TRUE(time->isVisible());
}

TEST(BusyContest, HalfATimeIsNotTakenForTheNextTeam) {
    const BusyKit kit("field");
    kit.call_a_team();
    auto* time = kit.page->findChild<QLineEdit*>(QStringLiteral("official_time"));
    time->setFocus();
    time->clear();
    QTest::keyClicks(time, "1:07");
    commands::RunUnload away;
    away.run = look_at(kit.host->contest(), FieldId("F1")).run->id;
    kit.host->must(away);
    kit.settle();
    play_next(*kit.host, FieldId("F1"), 1);
    kit.settle();
    const std::size_t given = kit.host->kinds().size();
    time->clearFocus();
    kit.settle();
    EXPECT_EQ(kit.host->kinds().size(), given);
    EXPECT_NE(time->text(), QStringLiteral("1:07"));
}

TEST(BusyContest, KeepsTheRowsOfItsSensors) {
    const BusyKit kit("field");
    const auto* panel = kit.page->findChild<EventsPanel*>(QStringLiteral("events"));
    ASSERT_NE(panel, nullptr);
    kit.gate_says(1);
    kit.gate_says(2);
    const auto rows = seen<QPushButton>(panel);
    ASSERT_EQ(rows.size(), 2U);
    kit.gate_says(3);
    kit.be_busy();
    expect_kept(rows);
    EXPECT_EQ(seen<QPushButton>(panel).size(), 3U);
}

TEST(BusyContest, KeepsTheChosenTeamInItsPlace) {
    const BusyKit kit("field");
    auto* list = kit.page->findChild<QListWidget*>();
    ASSERT_NE(list, nullptr);
    ASSERT_GT(list->count(), 4);
    const QListWidgetItem* fourth = list->item(3);
    list->setCurrentRow(3);
    list->verticalScrollBar()->setValue(list->verticalScrollBar()->maximum());
    const int scrolled = list->verticalScrollBar()->value();
    kit.be_busy();
    EXPECT_EQ(list->item(3), fourth);
    EXPECT_EQ(list->currentRow(), 3);
    EXPECT_EQ(list->verticalScrollBar()->value(), scrolled);
}

TEST(BusyContest, KeepsAnOpenChoiceOpen) {
    const BusyKit kit("entries");
    auto* box = kit.page->findChild<QComboBox*>();
    ASSERT_NE(box, nullptr);
    box->showPopup();
    box->view()->setCurrentIndex(box->model()->index(1, 0));
    const QPersistentModelIndex chosen = box->view()->currentIndex();
    kit.be_busy();
    EXPECT_TRUE(box->view()->isVisible());
    EXPECT_TRUE(chosen.isValid());
    box->hidePopup();
}

TEST(BusyContest, KeepsTheReadersPlaceInATable) {
    for (const char* name : {"entries", "timetable", "scoring", "rankings"}) {
        const BusyKit kit(name);
        auto* table = kit.page->findChild<QTableView*>();
        ASSERT_NE(table, nullptr) << name;
        ASSERT_TRUE(kit.until([&] { return table->model()->rowCount() > 3; })) << name;
        table->setCurrentIndex(table->model()->index(2, 0));
        table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum());
        const QPersistentModelIndex chosen = table->currentIndex();
        const int scrolled = table->verticalScrollBar()->value();
        kit.be_busy();
        EXPECT_TRUE(chosen.isValid()) << name;
        EXPECT_EQ(table->currentIndex().row(), 2) << name;
        EXPECT_TRUE(table->selectionModel()->isRowSelected(2)) << name;
        EXPECT_EQ(table->verticalScrollBar()->value(), scrolled) << name;
    }
}

TEST(BusyContest, KeepsTheCardsOfTheAwards) {
    const BusyKit kit("awards", Depth::Finished);
    EXPECT_TRUE(kit.until([&] { return kit.window->standings().is_current(); }));
    WindowKit::draw();
    const auto labels = seen<QLabel>(kit.page);
    kit.be_busy();
    EXPECT_TRUE(kit.until([&] { return kit.window->standings().is_current(); }));
    expect_kept(labels);
}

TEST(BusyContest, KeepsAMessageForTheScreens) {
    const BusyKit kit("displays");
    auto* message = kit.page->findChild<QLineEdit*>();
    ASSERT_NE(message, nullptr);
    message->setFocus();
    QTest::keyClicks(message, "Nghi den");
    DisplayChoice hall;
    hall.id = "wall";
    hall.view = "standings";
    kit.host->must(commands::DisplayShow{hall});
    kit.be_busy();
    EXPECT_EQ(kit.page->findChild<QLineEdit*>(), message);
    EXPECT_EQ(message->text(), QStringLiteral("Nghi den"));
    EXPECT_EQ(QApplication::focusWidget(), message);
}

}  // namespace

}  // namespace sandau::station::testing
