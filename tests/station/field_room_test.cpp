#include "station/field_room.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "scoring/command_payloads.h"
#include "station/clock_dialog.h"
#include "station/clock_digits.h"
#include "station/reason_dialog.h"
#include "station/score_sheet.h"
#include "station/step_strip.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct FieldKit : WindowKit {
    FieldKit() : WindowKit(Depth::Scheduled) {
        window->go_to(QStringLiteral("field"));
        settle();
        before = host->kinds().size();
    }
    std::vector<std::string> given() const {
        return {host->kinds().begin() + static_cast<std::ptrdiff_t>(before), host->kinds().end()};
    }
    const Run* run() const { return look_at(host->contest(), FieldId("F1")).run; }
    const Sheet* sheet() const { return look_at(host->contest(), FieldId("F1")).sheet; }
    ScoreSheet* score_sheet() const {
        return window->room(QStringLiteral("field"))->findChild<ScoreSheet*>();
    }
    QString hint() const { return find<QLabel>("field_hint")->text(); }
    /// Answers every yes-or-no item of the sheet with its second button, yes.
    void answer_all() const {
        for (QPushButton* button : window->findChildren<QPushButton*>())
            if (button->isVisible() && button->property("role") == QLatin1String("choice") &&
                button->text() == QStringLiteral("Không"))
                QTest::mouseClick(button, Qt::LeftButton);
        settle();
    }
    std::size_t before = 0;
};

TEST(FieldRoom, IsRunByTheKeyboardAlone) {
    FieldKit kit;
    kit.press(Qt::Key_Space);
    ASSERT_NE(kit.run(), nullptr);
    EXPECT_EQ(kit.run()->state, RunState::Called);
    kit.press(Qt::Key_Space);
    kit.press(Qt::Key_Space);
    EXPECT_EQ(kit.run()->state, RunState::Running);
    kit.press(Qt::Key_Space);
    EXPECT_EQ(kit.run()->state, RunState::Ended);
    kit.press(Qt::Key_Space);
    kit.press(Qt::Key_Tab);
    kit.answer_all();
    kit.press(Qt::Key_Space);
    EXPECT_EQ(kit.sheet()->state, SheetState::Reviewed);
    kit.press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_TRUE(kit.until([&] { return kit.sheet()->state == SheetState::Official; }));
    const std::vector<std::string> given = kit.given();
    EXPECT_EQ(given.front(), "run.load");
    EXPECT_EQ(given.back(), "score.publish");
}

TEST(FieldRoom, SpaceNeverConfirms) {
    FieldKit kit;
    for (int i = 0; i < 4; ++i) kit.press(Qt::Key_Space);
    kit.answer_all();
    kit.press(Qt::Key_Space);
    ASSERT_EQ(kit.sheet()->state, SheetState::Reviewed);
    kit.press(Qt::Key_Space);
    kit.press(Qt::Key_Space);
    EXPECT_EQ(kit.sheet()->state, SheetState::Reviewed);
    EXPECT_TRUE(kit.hint().contains(QStringLiteral("Ctrl+Enter")));
}

TEST(FieldRoom, IgnoresKeysForHalfASecondAfterAStep) {
    FieldKit kit;
    kit.press(Qt::Key_Space);
    ASSERT_EQ(kit.run()->state, RunState::Called);
    QTest::keyClick(kit.window.get(), Qt::Key_Space);
    kit.settle();
    EXPECT_EQ(kit.run()->state, RunState::Called);
    kit.host->pass(milliseconds(500));
    QTest::keyClick(kit.window.get(), Qt::Key_Space);
    kit.settle();
    EXPECT_EQ(kit.run()->state, RunState::Ready);
}

TEST(FieldRoom, SpaceTypesInATextField) {
    FieldKit kit;
    kit.press(Qt::Key_Space);
    const std::size_t given = kit.given().size();
    auto* sheet = kit.score_sheet();
    ASSERT_NE(sheet, nullptr);
    QLineEdit* edit = sheet->findChild<QLineEdit*>();
    ASSERT_NE(edit, nullptr);
    edit->setFocus();
    edit->clear();
    QTest::keyClicks(edit, "1 2");
    EXPECT_EQ(edit->text(), QStringLiteral("1 2"));
    EXPECT_EQ(kit.given().size(), given);
}

TEST(FieldRoom, EscapeHoldsAndSpaceGoesOn) {
    FieldKit kit;
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    kit.press(Qt::Key_Escape);
    EXPECT_EQ(kit.run()->clock.state, ClockState::Paused);
    kit.press(Qt::Key_Space);
    EXPECT_EQ(kit.run()->clock.state, ClockState::Running);
}

/// A run whose host's machine was started again after ten seconds, and was down for five.
struct RecoveredKit : FieldKit {
    RecoveredKit() {
        for (int i = 0; i < 3; ++i) press(Qt::Key_Space);
        host->pass(milliseconds(15'000));
        host->now.boot_id = "another boot";
        host->now.mono = MonoTime{20'000'000'000};
        host->must(commands::ClockRecover{}, host_actor);
        settle();
    }
    ClockDialog* dialog() const {
        QTest::mouseClick(find<QPushButton>("set_clock"), Qt::LeftButton);
        return window->findChild<ClockDialog*>();
    }
};

TEST(FieldRoom, SetsAnEstimatedClockToWhatTheRefereeSays) {
    const RecoveredKit kit;
    ASSERT_TRUE(kit.run()->clock.estimated);
    ClockDialog* dialog = kit.dialog();
    ASSERT_NE(dialog, nullptr);
    auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("clock_accept"));
    QTest::mouseClick(accept, Qt::LeftButton);
    EXPECT_TRUE(dialog->isVisible()) << "without a time";
    QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("clock_time")), "0:22,5");
    QTest::mouseClick(accept, Qt::LeftButton);
    EXPECT_TRUE(dialog->isVisible()) << "without a reason";
    QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("clock_reason")), "dong ho bam tay");
    QTest::mouseClick(accept, Qt::LeftButton);
    kit.settle();
    EXPECT_EQ(kit.given().back(), "run.set_clock");
    EXPECT_EQ(kit.run()->clock.elapsed_ns, 22'500'000'000);
    EXPECT_EQ(kit.run()->clock.set_because, "dong ho bam tay");
    EXPECT_FALSE(kit.run()->clock.estimated);
    EXPECT_EQ(kit.run()->clock.state, ClockState::Paused);
}

TEST(FieldRoom, SaysWhatIsKnownOfAnEstimatedClock) {
    const RecoveredKit kit;
    ClockDialog* dialog = kit.dialog();
    ASSERT_NE(dialog, nullptr);
    QStringList texts;
    for (const QLabel* label : dialog->findChildren<QLabel*>()) texts << label->text();
    EXPECT_TRUE(texts.join(u' ').contains(QStringLiteral("ước lượng đã chạy 0:15,")))
        << texts.join(u' ').toStdString();
}

TEST(FieldRoom, TakesNoTimeThatTheRunDoesNotHave) {
    const RecoveredKit kit;
    ClockDialog* dialog = kit.dialog();
    ASSERT_NE(dialog, nullptr);
    auto* time = dialog->findChild<QLineEdit*>(QStringLiteral("clock_time"));
    for (const char* wrong : {"soon", "99:00", "-1", "1:75"}) {
        time->setText(QString::fromLatin1(wrong));
        EXPECT_FALSE(dialog->elapsed_ms()) << wrong;
    }
}

TEST(FieldRoom, ARunningClockIsNotSet) {
    FieldKit kit;
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    EXPECT_FALSE(kit.find<QPushButton>("set_clock")->isVisible());
}

TEST(FieldRoom, AsksForAnswersBeforeTheReview) {
    FieldKit kit;
    for (int i = 0; i < 4; ++i) kit.press(Qt::Key_Space);
    const std::vector<std::string> open =
        unanswered(*look_at(kit.host->contest(), FieldId("F1")).game, kit.sheet()->content);
    kit.press(Qt::Key_Space);
    if (open.empty()) {
        EXPECT_EQ(kit.sheet()->state, SheetState::Reviewed);
    } else {
        EXPECT_EQ(kit.sheet()->state, SheetState::Draft);
        EXPECT_FALSE(kit.hint().isEmpty());
    }
}

TEST(FieldRoom, ClockIsAQuarterOfTheWindowHigh) {
    for (const QSize size : {QSize(1366, 768), QSize(1920, 1080)}) {
        FieldKit kit;
        kit.window->resize(size);
        kit.press(Qt::Key_Space);
        const auto* clock =
            dynamic_cast<ClockDigits*>(kit.window->findChild<QWidget*>(QStringLiteral("clock")));
        ASSERT_NE(clock, nullptr);
        EXPECT_GE(clock->digit_height_px() * 4, size.height()) << size.width();
    }
}

TEST(FieldRoom, ClockFollowsTheHostsClock) {
    FieldKit kit;
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    const auto* clock = dynamic_cast<ClockDigits*>(kit.window->findChild<QWidget*>(QStringLiteral("clock")));
    const QString before = clock->text();
    kit.host->pass(milliseconds(10'000));
    EXPECT_TRUE(kit.until([&] { return clock->text() != before; }));
}

TEST(FieldRoom, AWithdrawnResultNeedsItsReason) {
    FieldKit kit;
    kit.press(Qt::Key_Space);
    const FieldView view = look_at(kit.host->contest(), FieldId("F1"));
    ReasonDialog dialog(
        {kit.window->options(), kit.window->words(), kit.window->session(), kit.window->standings()}, "t",
        "f", "a", {}, kit.window.get());
    EXPECT_TRUE(dialog.reason().isEmpty());
    dialog.show();
    dialog.accept();
    EXPECT_TRUE(dialog.isVisible());
    EXPECT_NE(view.run, nullptr);
}

TEST(FieldRoom, FieldsAreChosenByAltAndNumber) {
    FieldKit kit;
    kit.press(Qt::Key_3, Qt::AltModifier);
    kit.press(Qt::Key_Space);
    EXPECT_NE(look_at(kit.host->contest(), FieldId("F3")).run, nullptr);
    EXPECT_EQ(kit.run(), nullptr);
}

TEST(FieldRoom, WhatSomebodyElseDidShows) {
    FieldKit kit;
    const Slot slot = next_on(*kit.host, FieldId("F1"));
    commands::RunLoad load;
    load.stage = slot.stage;
    load.entry = slot.entry;
    load.field = FieldId("F1");
    kit.host->must(load);
    kit.settle();
    EXPECT_TRUE(kit.until([&] {
        return kit.find<QLabel>("field_team")->text() == entry_name(kit.host->contest(), slot.entry);
    }));
}

TEST(ScoreSheet, SaysHowSafeAnEntryIs) {
    FieldKit kit;
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    auto* sheet = kit.score_sheet();
    ASSERT_EQ(sheet->saved(), Saved::Durable);
    QPushButton* more = nullptr;
    for (QPushButton* button : sheet->findChildren<QPushButton*>())
        if (more == nullptr && button->property("role") == QLatin1String("tap") &&
            button->text() == QStringLiteral("+"))
            more = button;
    ASSERT_NE(more, nullptr);
    kit.host->holds_back = true;
    QTest::mouseClick(more, Qt::LeftButton);
    EXPECT_EQ(sheet->saved(), Saved::Received);
    QTest::mouseClick(more, Qt::LeftButton);
    EXPECT_EQ(sheet->saved(), Saved::Here);
    kit.host->holds_back = false;
    kit.host->answer_held();
    EXPECT_TRUE(kit.until([&] { return sheet->saved() == Saved::Durable; }));
    const std::vector<std::string> given = kit.given();
    EXPECT_EQ(std::count(given.begin(), given.end(), "score.set"), 2);
}

TEST(ScoreSheet, TapsAreLargeEnough) {
    FieldKit kit;
    kit.press(Qt::Key_Space);
    int taps = 0;
    for (QPushButton* button : kit.score_sheet()->findChildren<QPushButton*>()) {
        if (button->property("role") != QLatin1String("tap")) continue;
        ++taps;
        EXPECT_GE(button->width(), 64);
        EXPECT_GE(button->height(), 64);
    }
    EXPECT_GT(taps, 0);
}

}  // namespace

}  // namespace sandau::station::testing
