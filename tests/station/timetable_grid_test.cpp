#include "station/timetable_grid.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QPushButton>

#include "scoring/command_payloads.h"
#include "station/run_steps.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

using ::testing::HasSubstr;

struct GridKit : WindowKit {
    explicit GridKit(std::shared_ptr<FakeHost> contest = a_contest(Depth::Scheduled))
        : WindowKit(std::move(contest)) {
        window->go_to(QStringLiteral("timetable"));
        settle();
        for (QPushButton* button : window->room(QStringLiteral("timetable"))->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Theo sân")) QTest::mouseClick(button, Qt::LeftButton);
        draw();
        table = find<QTableView>("timetable_grid");
        before = host->kinds().size();
    }
    QModelIndex index_of(const Slot& slot) const {
        const QAbstractItemModel& model = *table->model();
        const QString time =
            window->words().clock_time(slot.starts_at, host->contest().settings().utc_offset_min).left(5);
        for (int row = 0; row < model.rowCount(); ++row)
            for (int column = 1; column < model.columnCount(); ++column)
                if (model.index(row, 0).data() == time &&
                    model.headerData(column, Qt::Horizontal).toString().startsWith(field_of(slot)))
                    return model.index(row, column);
        ADD_FAILURE() << time.toStdString();
        return {};
    }
    QString field_of(const Slot& slot) const {
        return text_of(host->contest().table<Field>().find(slot.field.text)->name);
    }
    Slot slot(const SlotId& id) const { return *host->contest().table<Slot>().find(id.text); }
    /// The second of a field's places: there is one before it and one after it.
    Slot second_on(const char* field) const {
        std::vector<Slot> there;
        for (const Slot& one : host->contest().table<Slot>())
            if (one.field.text == field) there.push_back(one);
        std::sort(there.begin(), there.end(),
                  [](const Slot& a, const Slot& b) { return a.starts_at < b.starts_at; });
        return there.at(1);
    }
    void choose(const Slot& one) const {
        table->setFocus();
        table->setCurrentIndex(index_of(one));
    }
    QString said() const {
        QStringList texts;
        for (const QLabel* label : find<QWidget>("timetable_conflicts")->findChildren<QLabel*>())
            if (!label->isHidden()) texts << label->text();
        return texts.join(u'\n');
    }
    QPoint middle_of(const QModelIndex& index) const {
        table->scrollTo(index);
        return table->visualRect(index).center();
    }
    std::vector<std::string> given() const {
        return {host->kinds().begin() + static_cast<std::ptrdiff_t>(before), host->kinds().end()};
    }

    QTableView* table = nullptr;
    std::size_t before = 0;
};

TEST(TimetableGrid, MovesAPlaceByKeysOneCommandEachAndUndoesIt) {
    const GridKit kit;
    const Slot was = kit.second_on("F2");
    kit.choose(was);
    kit.press(Qt::Key_Up, Qt::AltModifier);
    EXPECT_LT(kit.slot(was.id).starts_at, was.starts_at);
    kit.press(Qt::Key_Left, Qt::AltModifier);
    EXPECT_EQ(kit.slot(was.id).field, FieldId("F1"));
    EXPECT_THAT(kit.given(), ::testing::ElementsAre("schedule.move", "schedule.move"));
    EXPECT_EQ(kit.table->currentIndex(), kit.index_of(kit.slot(was.id))) << "it stays chosen";
    kit.press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(kit.slot(was.id).field, FieldId("F2"));
}

TEST(TimetableGrid, SaysWhatAMoveMeetsUntilItIsMended) {
    const GridKit kit;
    const Slot was = kit.second_on("F2");
    EXPECT_EQ(kit.said(), QString());
    kit.choose(was);
    kit.press(Qt::Key_Up, Qt::AltModifier);
    EXPECT_THAT(kit.said().toStdString(), HasSubstr("trùng với"));
    EXPECT_TRUE(kit.table->currentIndex().data().toString().startsWith(QStringLiteral("! ")));
    kit.press(Qt::Key_Down, Qt::AltModifier);
    EXPECT_EQ(kit.said(), QString());
    EXPECT_EQ(kit.slot(was.id), was);
}

TEST(TimetableGrid, IsMovedWithTheMouseAndSaysWhatItWouldMeetOnTheWay) {
    const GridKit kit;
    const Slot was = kit.second_on("F2");
    const QModelIndex from = kit.index_of(was);
    const QModelIndex busy = kit.index_of(kit.second_on("F3"));
    const QModelIndex free = from.siblingAtRow(0);
    QWidget* ground = kit.table->viewport();
    QTest::mousePress(ground, Qt::LeftButton, {}, kit.middle_of(from));
    QTest::mouseMove(ground, kit.middle_of(busy));
    EXPECT_THAT(kit.said().toStdString(), HasSubstr("trùng với"));
    EXPECT_TRUE(kit.given().empty()) << "it is only carried";
    QTest::mouseMove(ground, kit.middle_of(free));
    EXPECT_THAT(kit.said().toStdString(), HasSubstr("→"));
    QTest::mouseRelease(ground, Qt::LeftButton, {}, kit.middle_of(free));
    kit.settle();
    EXPECT_THAT(kit.given(), ::testing::ElementsAre("schedule.move"));
    EXPECT_EQ(kit.slot(was.id).field, was.field);
    EXPECT_LT(kit.slot(was.id).starts_at, was.starts_at);
}

TEST(TimetableGrid, EscapeLetsGoOfWhatIsCarried) {
    const GridKit kit;
    const QModelIndex from = kit.index_of(kit.second_on("F2"));
    QWidget* ground = kit.table->viewport();
    QTest::mousePress(ground, Qt::LeftButton, {}, kit.middle_of(from));
    QTest::mouseMove(ground, kit.middle_of(from.siblingAtRow(0)));
    QTest::keyClick(kit.table, Qt::Key_Escape);
    QTest::mouseRelease(ground, Qt::LeftButton, {}, kit.middle_of(from.siblingAtRow(0)));
    kit.settle();
    EXPECT_TRUE(kit.given().empty());
}

TEST(TimetableGrid, WhatWasCalledStays) {
    const GridKit kit;
    const Slot was = kit.second_on("F2");
    kit.host->must(commands::RunLoad{was.stage, was.entry, was.field, 0});
    kit.settle();
    kit.choose(was);
    kit.press(Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(kit.slot(was.id), was);
}

TEST(TimetableGrid, SaysThatThePublicSeesAnother) {
    const GridKit kit;
    const Slot was = kit.second_on("F2");
    kit.host->must(commands::SchedulePublish{was.stage});
    kit.settle();
    EXPECT_EQ(kit.said(), QString());
    kit.choose(was);
    kit.press(Qt::Key_Right, Qt::AltModifier);
    EXPECT_THAT(kit.said().toStdString(), HasSubstr("người xem còn thấy lịch cũ"));
    for (QPushButton* button : kit.window->room(QStringLiteral("timetable"))->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Công bố lịch")) QTest::mouseClick(button, Qt::LeftButton);
    kit.settle();
    EXPECT_THAT(kit.said().toStdString(), ::testing::Not(HasSubstr("lịch cũ")));
}

TEST(TimetableGrid, SaysHowLateAFieldIsAndWhenItWillBeOver) {
    const GridKit kit(a_contest(Depth::Running));
    const QString header = kit.table->model()->headerData(1, Qt::Horizontal).toString();
    EXPECT_THAT(header.toStdString(), HasSubstr("xong khoảng "));
}

TEST(TimetableGrid, SaysThatAMatchOfAKnockOutWouldBeginBeforeItsTeamsAreKnown) {
    const auto host = a_contest_of_bouts();
    commands::StageSchedule schedule;
    schedule.stage = StageId("bracket");
    schedule.fields_count = 2;
    schedule.start = host->now.wall;
    schedule.slot_ms = 300'000;
    host->must(schedule);
    EXPECT_TRUE(schedule_conflicts(host->contest()).empty()) << "as it was made";
    Slot first, second;
    for (const Slot& slot : host->contest().table<Slot>()) {
        if (slot.match.text == "bracket.WB1-1") first = slot;
        if (slot.match.text == "bracket.WB2-1") second = slot;
    }
    ASSERT_FALSE(second.id.empty());
    Slot early = second;
    early.starts_at = WallTime{first.starts_at.utc_ms - 600'000};
    const SlotConflict expected{SlotConflictKind::Order, second.id, first.id, "bracket.WB1-1"};
    EXPECT_THAT(conflicts_of(host->contest(), early), ::testing::Contains(expected));
    Slot late = first;
    late.starts_at = second.starts_at;
    EXPECT_THAT(conflicts_of(host->contest(), late), ::testing::Contains(expected));
    host->must(commands::ScheduleMove{early.stage, early.id, early.field, early.starts_at});
    EXPECT_THAT(schedule_conflicts(host->contest()), ::testing::Contains(expected));
    const GridKit kit(host);
    EXPECT_THAT(kit.said().toStdString(), HasSubstr("bracket.WB2-1 lúc"));
    const Entry* waited_for =
        host->contest().table<Entry>().find(entries_of(host->contest(), first).front().text);
    EXPECT_THAT(kit.said().toStdString(), HasSubstr("phải đợi " + waited_for->name + " – "));
}

TEST(TimetableGrid, MovesMatchesToo) {
    const auto host = a_contest_of_matches();
    commands::StageSchedule schedule;
    schedule.stage = StageId("group");
    schedule.fields_count = 3;
    schedule.start = host->now.wall;
    schedule.slot_ms = 300'000;
    host->must(schedule);
    const GridKit kit(host);
    const Slot was = kit.second_on("F2");
    kit.choose(was);
    kit.press(Qt::Key_Right, Qt::AltModifier);
    EXPECT_EQ(kit.slot(was.id).field, FieldId("F3"));
}

}  // namespace

}  // namespace sandau::station::testing
