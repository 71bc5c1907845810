#include "station/match_control.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

#include "scoring/command_payloads.h"
#include "scoring/run_clock.h"
#include "station/device_words.h"
#include "station/match_steps.h"
#include "station/order_dialog.h"
#include "station/reason_dialog.h"
#include "station/schedule_dialog.h"
#include "station/widgets.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

using ::testing::ElementsAre;

struct MatchKit : WindowKit {
    explicit MatchKit(std::shared_ptr<FakeHost> contest = a_contest_of_matches())
        : WindowKit(std::move(contest)) {
        window->go_to(QStringLiteral("field"));
        settle();
        before = host->kinds().size();
    }
    FieldView field() const { return look_at(host->contest(), FieldId("F1")); }
    const Match* match() const { return field().match; }
    const SideContent& side(const std::string& id) const {
        return field().sheet->content.match->sides.at(id);
    }
    std::vector<std::string> given() const {
        return {host->kinds().begin() + static_cast<std::ptrdiff_t>(before), host->kinds().end()};
    }
    void spaces(int times) const {
        for (int i = 0; i < times; ++i) press(Qt::Key_Space);
    }
    /// Presses `sign` of an item on a side.
    void tap(const char* side, const char* item, const char* sign = "+") const {
        const auto* editor = find<QWidget>(side)->findChild<QWidget*>(QString::fromLatin1(item));
        for (QPushButton* button : editor->findChildren<QPushButton*>())
            if (button->text() == QString::fromUtf8(sign)) QTest::mouseClick(button, Qt::LeftButton);
        settle();
    }
    void tap_cell(int index) const {
        QTest::mouseClick(find<QWidget>("shared_ttt")->findChildren<QPushButton*>().at(index),
                          Qt::LeftButton);
        settle();
    }
    /// Answers the dialog that asks for a reason.
    void give_reason(const char* reason) const {
        auto* dialog = window->findChild<ReasonDialog*>();
        ASSERT_NE(dialog, nullptr);
        dialog->findChild<QPlainTextEdit*>()->setPlainText(QString::fromUtf8(reason));
        dialog->accept();
        settle();
    }
    void hold(const char* name) const { emit find<HoldButton>(name)->held(); }
    QString text(const char* label) const { return find<QLabel>(label)->text(); }
    std::size_t before = 0;
};

TEST(MatchControl, IsRunByTheKeyboardAlone) {
    MatchKit kit;
    kit.spaces(1);
    ASSERT_NE(kit.match(), nullptr);
    EXPECT_EQ(kit.match()->state, MatchState::Called);
    kit.spaces(1);
    EXPECT_EQ(kit.match()->clock.period, "setup");
    EXPECT_EQ(kit.field().step, Step::Ready);
    kit.spaces(1);
    EXPECT_EQ(kit.match()->clock.period, "play");
    kit.tap("side_red", "item_kfs");
    kit.spaces(2);
    EXPECT_EQ(kit.field().sheet->state, SheetState::Reviewed);
    kit.press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_TRUE(kit.until([&] { return kit.field().sheet->published.has_value(); }));
    EXPECT_THAT(kit.given(), ElementsAre("match.load", "match.start", "match.start", "score.set", "match.end",
                                         "score.review", "score.commit", "score.publish"));
}

TEST(MatchControl, KeepsTheKeysWhenTheButtonThatHadThemIsSwitchedOff) {
    MatchKit kit;
    kit.spaces(3);
    kit.tap_cell(8);
    ASSERT_TRUE(kit.window->room(QStringLiteral("field"))->isAncestorOf(QApplication::focusWidget()));
    kit.spaces(2);
    kit.press(Qt::Key_Return, Qt::ControlModifier);
    kit.settle();
    ASSERT_NE(QApplication::focusWidget(), nullptr);
    EXPECT_TRUE(kit.window->room(QStringLiteral("field"))->isAncestorOf(QApplication::focusWidget()))
        << QApplication::focusWidget()->metaObject()->className();
}

TEST(MatchControl, AnEmergencyStopHoldsTheMatchAndSaysWhy) {
    MatchKit kit;
    Device gate;
    gate.id = DeviceId("SG-7F3A");
    gate.name = "Cổng sân 1";
    gate.channels = {{3, FieldId("F1"), ChannelRole::Stop, 1}};
    kit.host->must(commands::DeviceAssign{gate});
    commands::DeviceReport stop;
    stop.device = gate.id;
    stop.boot = "7";
    stop.channel = 3;
    stop.type = "stop";
    stop.value = 1;
    const auto press_stop = [&] {
        stop.at = kit.host->now;
        const Answer answer = kit.host->must(stop, device_actor);
        kit.settle();
        return *answer.result.find("place")->as_string();
    };
    kit.spaces(1);
    EXPECT_EQ(press_stop(), "dismissed") << "nothing runs yet";
    kit.spaces(2);
    ASSERT_EQ(kit.match()->clock.state, ClockState::Running);
    kit.host->pass(milliseconds(12'000));
    EXPECT_EQ(press_stop(), "used");
    EXPECT_EQ(kit.match()->clock.state, ClockState::Paused);
    QStringList said;
    for (const QLabel* label : kit.window->room(QStringLiteral("field"))->findChildren<QLabel*>())
        if (label->isVisible()) said << label->text();
    EXPECT_TRUE(said.join(u'\n').contains(QStringLiteral("DỪNG KHẨN CẤP"))) << said.join(u'\n').toStdString();
    EXPECT_TRUE(said.join(u'\n').contains(QStringLiteral("Cổng sân 1")));
    kit.spaces(1);
    EXPECT_EQ(kit.match()->clock.state, ClockState::Running) << "the referee goes on";
    kit.press(Qt::Key_Escape);
    EXPECT_EQ(kit.match()->clock.state, ClockState::Paused);
    EXPECT_FALSE(is_stopped(kit.host->contest(), kit.field())) << "held by hand";
}

TEST(MatchControl, SpaceNeverConfirms) {
    MatchKit kit;
    kit.spaces(3);
    kit.tap("side_red", "item_kfs");
    kit.spaces(5);
    EXPECT_EQ(kit.field().sheet->state, SheetState::Reviewed);
    EXPECT_TRUE(kit.text("match_hint").contains(QStringLiteral("Ctrl+Enter")));
}

TEST(MatchControl, EscapeHoldsAndSpaceGoesOn) {
    MatchKit kit;
    kit.spaces(3);
    kit.press(Qt::Key_Escape);
    EXPECT_EQ(kit.match()->clock.state, ClockState::Paused);
    kit.spaces(1);
    EXPECT_EQ(kit.match()->clock.state, ClockState::Running);
}

TEST(MatchControl, EachSideHasASheetOfItsOwn) {
    MatchKit kit;
    kit.spaces(3);
    kit.tap("side_red", "item_kfs");
    kit.tap("side_red", "item_kfs");
    kit.tap("side_blue", "item_weapon");
    EXPECT_EQ(kit.side("red").items.find("kfs")->as_int(), 2);
    EXPECT_EQ(kit.side("red").items.find("weapon"), nullptr);
    EXPECT_EQ(kit.side("blue").items.find("weapon")->as_int(), 1);
    EXPECT_EQ(kit.text("total_red"), QStringLiteral("20"));
    EXPECT_EQ(kit.text("total_blue"), QStringLiteral("10"));
    EXPECT_TRUE(kit.text("match_verdict").contains(QStringLiteral("■ ĐỎ thắng")));
}

TEST(MatchControl, AnInstantWinStopsTheClockOnlyOnceTheRefereeHasConfirmedIt) {
    MatchKit kit;
    kit.spaces(3);
    for (const int cell : {0, 4}) kit.tap_cell(cell);
    kit.host->pass(milliseconds(52'310));
    kit.tap_cell(8);
    const std::int64_t seen_ms = clock_face(kit.match()->clock, *kit.field().game, kit.host->now).elapsed_ms;
    EXPECT_EQ(kit.match()->state, MatchState::Running) << "proposed only";
    EXPECT_TRUE(kit.find<QPushButton>("match_next")
                    ->accessibleName()
                    .contains(QStringLiteral("Công nhận ■ ĐỎ thắng")));
    kit.spaces(1);
    EXPECT_EQ(kit.match()->state, MatchState::Running) << "the space bar does not confirm it";
    kit.host->pass(milliseconds(4'000));
    kit.press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(kit.match()->state, MatchState::Ended);
    EXPECT_EQ(kit.side("red").instant_win_ms, seen_ms);
    EXPECT_EQ(clock_face(kit.match()->clock, *kit.field().game, kit.host->now).elapsed_ms, seen_ms);
    EXPECT_TRUE(kit.text("match_verdict").contains(QStringLiteral("thắng tuyệt đối “Kung Fu Master”")));
}

TEST(MatchControl, AnInstantWinThatWasNoneLeavesTheMatchRunning) {
    MatchKit kit;
    kit.spaces(3);
    for (const int cell : {0, 4, 8}) kit.tap_cell(cell);
    QTest::mouseClick(kit.find<QPushButton>("match_other"), Qt::LeftButton);
    kit.settle();
    EXPECT_EQ(kit.match()->state, MatchState::Running);
    kit.tap("side_red", "item_kfs");
    EXPECT_EQ(kit.side("red").items.find("kfs")->as_int(), 1);
    EXPECT_EQ(kit.match()->state, MatchState::Running);
}

TEST(MatchControl, JudgesDecideWhereTheRulesLeaveItToThem) {
    MatchKit kit;
    kit.spaces(5);
    ASSERT_EQ(kit.field().sheet->state, SheetState::Reviewed);
    kit.press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(kit.field().sheet->state, SheetState::Reviewed) << "nobody has won yet";
    QTest::mouseClick(kit.find<QPushButton>("judges_blue"), Qt::LeftButton);
    kit.give_reason("hội ý");
    EXPECT_TRUE(kit.text("match_verdict").contains(QStringLiteral("▲ XANH thắng: giám khảo quyết định")));
    kit.press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_TRUE(kit.until([&] { return kit.field().sheet->published.has_value(); }));
}

TEST(MatchControl, AbsenceNeedsAReasonAndGoesStraightToTheReview) {
    MatchKit kit;
    kit.spaces(1);
    kit.hold("dns_blue");
    kit.give_reason("Gọi ba lần không có mặt");
    EXPECT_EQ(kit.side("blue").status, SheetStatus::DNS);
    EXPECT_EQ(kit.field().next, NextAction::Review);
    EXPECT_TRUE(kit.text("match_verdict").contains(QStringLiteral("■ ĐỎ thắng")));
    kit.hold("dns_blue");
    kit.give_reason("đội đã đến");
    EXPECT_EQ(kit.side("blue").status, SheetStatus::OK);
}

TEST(MatchControl, ARerunEmptiesTheSheetAndTheMatchIsCalledFirst) {
    MatchKit kit;
    kit.spaces(3);
    kit.tap("side_red", "item_kfs");
    const MatchId match = kit.match()->id;
    kit.hold("match_rerun");
    kit.give_reason("mất điện");
    EXPECT_EQ(kit.match(), nullptr);
    kit.spaces(1);
    ASSERT_NE(kit.match(), nullptr);
    EXPECT_EQ(kit.match()->id, match);
    EXPECT_EQ(kit.match()->play, 2);
    EXPECT_EQ(kit.side("red").items.find("kfs"), nullptr);
}

TEST(MatchControl, NobodyIsCalledWhoPlaysOnAnotherField) {
    MatchKit kit;
    const std::vector<NextUp> first = waiting_on(kit.host->contest(), FieldId("F1"));
    kit.host->must(commands::MatchLoad{first[0].match, FieldId("F2"), {}});
    kit.settle();
    const std::vector<NextUp> waiting = waiting_on(kit.host->contest(), FieldId("F1"));
    EXPECT_NE(waiting.front().match, first[0].match);
    for (const NextUp& next : waiting) {
        bool shares = false;
        for (const auto& [side, entry] : next.sides)
            for (const auto& [other, busy] : first[0].sides) shares = shares || entry == busy;
        EXPECT_EQ(next.on_another_field, shares);
    }
}

TEST(MatchControl, OvertimeIsOfferedWhereTheRulesHaveItAndNobodyHasWon) {
    MatchKit kit(a_red_blue_contest());
    kit.host->must(commands::DefinitionAmend{
        [&] {
            std::string rules = kit.host->contest().definition_text().text;
            const std::string from = R"("rank": [{"key": "points"}, {"key": "diff_total"})";
            return rules.replace(rules.find(from), 0,
                                 R"("table_points": {"win": 3, "draw": null, "loss": 0}, )");
        }(),
        "không có hòa"});
    kit.settle();
    kit.spaces(4);
    EXPECT_EQ(kit.field().next, NextAction::Overtime);
    kit.spaces(1);
    EXPECT_EQ(kit.match()->clock.period, "overtime");
    kit.spaces(1);
    EXPECT_EQ(kit.field().next, NextAction::Review);
}

TEST(MatchControl, BoutsGoThroughThePeriodsAnewUntilSomebodyHasWonTheSeries) {
    MatchKit kit(a_contest_of_bouts());
    kit.spaces(3);
    EXPECT_EQ(kit.match()->clock.period, "bout");
    const auto answer = [&](int button) {
        QTest::mouseClick(kit.find<QWidget>("bouts")->findChildren<QPushButton*>().at(button),
                          Qt::LeftButton);
        kit.settle();
    };
    answer(0);
    EXPECT_EQ(kit.field().next, NextAction::NextPeriod);
    kit.spaces(2);
    EXPECT_EQ(kit.match()->clock.period, "bout");
    answer(3);
    EXPECT_EQ(kit.field().next, NextAction::End) << "two of three";
    EXPECT_EQ(kit.text("total_red"), QStringLiteral("2"));
}

TEST(ScoringOfMatches, ACorrectionGoesOutWholeWithItsReason) {
    MatchKit kit;
    const MatchId first = waiting_on(kit.host->contest(), FieldId("F1")).front().match;
    play_match(*kit.host, first, "kfs", 3, 1);
    kit.window->go_to(QStringLiteral("scoring"));
    kit.settle();
    EXPECT_THAT(kit.text("sheet_verdict").toStdString(), ::testing::HasSubstr("■ ĐỎ thắng"));
    const auto* room = kit.window->room(QStringLiteral("scoring"));
    const auto* side = room->findChild<QWidget*>(QStringLiteral("side_blue"));
    ASSERT_NE(side, nullptr);
    const auto* editor = side->findChild<QWidget*>(QStringLiteral("item_kfs"));
    for (int i = 0; i < 4; ++i)
        for (QPushButton* button : editor->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("+")) QTest::mouseClick(button, Qt::LeftButton);
    const Sheet& before = *kit.host->contest().table<Sheet>().find(first.text);
    EXPECT_EQ(before.content.match->sides.at("blue").items.find("kfs")->as_int(), 1)
        << "nothing went out yet";
    for (QPushButton* button : room->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Lưu bản sửa…")) QTest::mouseClick(button, Qt::LeftButton);
    kit.give_reason("nhập nhầm");
    const Sheet& after = *kit.host->contest().table<Sheet>().find(first.text);
    EXPECT_EQ(after.content.match->sides.at("blue").items.find("kfs")->as_int(), 5);
    EXPECT_EQ(after.state, SheetState::Committed);
    EXPECT_EQ(after.published->match->sides.at("blue").items.find("kfs")->as_int(), 1);
}

TEST(Rankings, SayWhereAScoreComesFrom) {
    const MatchKit kit;
    const NextUp first = waiting_on(kit.host->contest(), FieldId("F1")).front();
    play_match(*kit.host, first.match, "kfs", 3, 1);
    kit.settle();
    kit.window->go_to(QStringLiteral("rankings"));
    EXPECT_TRUE(kit.until(
        [&] { return kit.window->standings().look() != nullptr && kit.window->standings().is_current(); }));
    WindowKit::draw();
    auto* table = kit.find<QTableView>("rankings_table");
    table->setCurrentIndex(table->model()->index(0, 1));
    QStringList said;
    for (const QLabel* label : kit.find<QWidget>("why_score")->findChildren<QLabel*>()) said << label->text();
    const QString other = entry_name(kit.host->contest(), first.sides.at("blue"));
    EXPECT_TRUE(said.join(u'\n').contains(QStringLiteral("Gặp %1: thắng 30 : 10").arg(other)))
        << said.join(u'\n').toStdString();
}

struct DrawKit : WindowKit {
    explicit DrawKit(std::shared_ptr<FakeHost> contest) : WindowKit(std::move(contest)) {
        window->go_to(QStringLiteral("timetable"));
        settle();
    }
    void choose(const QString& stage) const {
        for (QPushButton* button : window->room(QStringLiteral("timetable"))->findChildren<QPushButton*>())
            if (button->text() == stage) QTest::mouseClick(button, Qt::LeftButton);
    }
    void draw() const {
        QTest::mouseClick(find<QPushButton>("draw"), Qt::LeftButton);
        settle();
    }
    std::size_t matches(const char* stage) const {
        std::size_t count = 0;
        for (const Match& match : host->contest().table<Match>())
            if (match.stage.text == stage) ++count;
        return count;
    }
    void play_all(const char* stage) const {
        for (const NextUp& next : waiting_on(host->contest(), FieldId("F1")))
            if (next.match.text.starts_with(std::string(stage) + "."))
                play_match(*host, next.match, "goals", static_cast<int>(next.match.text.size() % 3) + 2, 1);
        settle();
    }
};

TEST(Draws, EachSwissRoundIsPairedWithOneAction) {
    const DrawKit kit(a_red_blue_contest());
    kit.choose(QStringLiteral("swiss"));
    kit.draw();
    EXPECT_EQ(kit.matches("swiss"), 5U) << "four matches and a bye";
    EXPECT_FALSE(kit.find<QPushButton>("draw")->isVisible()) << "its round is not played yet";
    kit.play_all("swiss");
    EXPECT_TRUE(kit.find<QPushButton>("draw")->text().contains(QStringLiteral("2/3")));
    kit.draw();
    EXPECT_EQ(kit.matches("swiss"), 10U);
}

TEST(Draws, SeedsThatDoNotFollowAreAskedFor) {
    auto host = a_contest_of_bouts();
    const DrawKit kit(host);
    HoldButton* anew = nullptr;
    for (HoldButton* button : kit.window->room(QStringLiteral("timetable"))->findChildren<HoldButton*>())
        if (button->isVisible()) anew = button;
    ASSERT_NE(anew, nullptr);
    emit anew->held();
    kit.settle();
    auto* dialog = kit.window->findChild<OrderDialog*>();
    ASSERT_NE(dialog, nullptr);
    dialog->findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("thăm ngày 20/5"));
    dialog->accept();
    kit.settle();
    EXPECT_EQ(kit.host->contest().table<StageDraw>().find("bracket")->source, "thăm ngày 20/5");
}

TEST(MatchTimetable, IsMadeInTheRoomAndCalledInItsOrder) {
    const DrawKit kit(a_contest_of_matches());
    auto* make = kit.find<QPushButton>("make_timetable");
    ASSERT_TRUE(make->isVisible());
    QTest::mouseClick(make, Qt::LeftButton);
    auto* dialog = kit.window->findChild<ScheduleDialog*>();
    ASSERT_NE(dialog, nullptr);
    QStringList said;
    for (const QLabel* label : dialog->findChildren<QLabel*>()) said << label->text();
    EXPECT_TRUE(said.join(u' ').contains(QStringLiteral("24 trận trên 4 sân")))
        << said.join(u' ').toStdString();
    dialog->accept();
    kit.settle();
    const Contest& contest = kit.host->contest();
    ASSERT_EQ(contest.table<Slot>().size(), 24U);
    auto* table = kit.find<QTableView>("timetable_table");
    const auto cell = [&](int row, int column) {
        return table->model()->index(row, column).data().toString();
    };
    EXPECT_EQ(cell(0, 0), QStringLiteral("07:30"));
    EXPECT_EQ(cell(0, 1), QStringLiteral("F1"));
    for (int row = 1; row < table->model()->rowCount(); ++row) EXPECT_LE(cell(row - 1, 0), cell(row, 0));
    const std::vector<NextUp> waiting = waiting_on(contest, FieldId("F2"));
    ASSERT_EQ(waiting.size(), 24U);
    for (std::size_t i = 1; i < waiting.size(); ++i) {
        const bool own = waiting[i].slot.field.text == "F2",
                   own_before = waiting[i - 1].slot.field.text == "F2";
        EXPECT_TRUE(own_before || !own) << "what another field waits for comes last";
        if (own == own_before) {
            EXPECT_LE(waiting[i - 1].slot.starts_at, waiting[i].slot.starts_at);
        }
    }
    EXPECT_EQ(waiting.front().slot.field, FieldId("F2"));
}

TEST(MatchTimetable, IsNotAskedForBeforeTheDraw) {
    const DrawKit kit(a_red_blue_contest());
    kit.choose(QStringLiteral("swiss"));
    kit.settle();
    EXPECT_TRUE(kit.find<QPushButton>("draw")->isVisible());
    EXPECT_FALSE(kit.find<QPushButton>("make_timetable")->isVisible());
}

}  // namespace

}  // namespace sandau::station::testing
