// Draws what is seen of matches at the sizes that it must look right at (screenshots.h).
#include <QPushButton>

#include "scoring/command_payloads.h"
#include "station/match_steps.h"
#include "station/screenshots.h"

namespace sandau::station::testing {

namespace {

class MatchScreenshots : public Screenshots {};

/// Presses the button of an item's editor on a side so many times.
void tap(const WindowKit& kit, const char* side, const char* item, const QString& sign, int times) {
    const auto* panel = kit.find<QWidget>(side);
    const auto* editor = panel->findChild<QWidget*>(QString::fromLatin1(item));
    for (QPushButton* button : editor->findChildren<QPushButton*>())
        if (button->text() == sign)
            for (int i = 0; i < times; ++i) QTest::mouseClick(button, Qt::LeftButton);
    kit.settle();
}

QPushButton* cell(const WindowKit& kit, const char* shared, int index) {
    return kit.find<QWidget>(shared)->findChildren<QPushButton*>().at(index);
}

TEST_P(MatchScreenshots, AMatchStepByStep) {
    const WindowKit kit(a_contest_of_matches(), GetParam().size);
    prepare(kit);
    kit.window->go_to(QStringLiteral("field"));
    keep(kit.window.get(), "match-0-free");
    kit.press(Qt::Key_Space);
    keep(kit.window.get(), "match-1-called");
    kit.press(Qt::Key_Space);
    kit.host->pass(milliseconds(12'000));
    keep(kit.window.get(), "match-2-setup");
    kit.press(Qt::Key_Space);
    kit.host->pass(milliseconds(52'310));
    tap(kit, "side_red", "item_weapon", QStringLiteral("+"), 3);
    tap(kit, "side_red", "item_kfs", QStringLiteral("+"), 4);
    tap(kit, "side_blue", "item_weapon", QStringLiteral("+"), 2);
    for (const int red : {0, 4}) QTest::mouseClick(cell(kit, "shared_ttt", red), Qt::LeftButton);
    QTest::mouseClick(cell(kit, "shared_ttt", 1), Qt::LeftButton);
    QTest::mouseClick(cell(kit, "shared_ttt", 1), Qt::LeftButton);
    kit.settle();
    keep(kit.window.get(), "match-3-playing");
    kit.press(Qt::Key_Escape);
    keep(kit.window.get(), "match-4-held");
    kit.press(Qt::Key_Space);
    QTest::mouseClick(cell(kit, "shared_ttt", 8), Qt::LeftButton);
    kit.settle();
    keep(kit.window.get(), "match-5-instant-win");
    kit.press(Qt::Key_Return, Qt::ControlModifier);
    keep(kit.window.get(), "match-6-ended");
    kit.press(Qt::Key_Space);
    keep(kit.window.get(), "match-7-reviewed");
    kit.press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_TRUE(kit.until([&] { return look_at(kit.host->contest(), FieldId("F1")).is_free(); }));
    kit.settle();
    keep(kit.window.get(), "match-8-published");
}

TEST_P(MatchScreenshots, ASeriesAndADraw) {
    const WindowKit bouts(a_contest_of_bouts(), GetParam().size);
    prepare(bouts);
    bouts.window->go_to(QStringLiteral("field"));
    for (int i = 0; i < 3; ++i) bouts.press(Qt::Key_Space);
    QTest::mouseClick(cell(bouts, "bouts", 0), Qt::LeftButton);
    bouts.settle();
    keep(bouts.window.get(), "bouts");
    const WindowKit judged(a_contest_of_matches(), GetParam().size);
    prepare(judged);
    judged.window->go_to(QStringLiteral("field"));
    for (int i = 0; i < 4; ++i) judged.press(Qt::Key_Space);
    keep(judged.window.get(), "match-for-judges");
}

TEST_P(MatchScreenshots, Brackets) {
    const auto host = a_contest_of_matches();
    const auto strength = [&](const EntryId& entry) {
        int place = 0;
        for (const Entry& one : host->contest().table<Entry>())
            if (one.id <= entry) ++place;
        return place;
    };
    const auto play_all = [&](std::size_t most) {
        std::size_t played = 0;
        for (const NextUp& next : waiting_on(host->contest(), FieldId("F1")))
            if (++played <= most)
                play_match(*host, next.match, "kfs", strength(next.sides.at("red")),
                           strength(next.sides.at("blue")));
    };
    play_all(99);
    host->must(commands::StagePromote{StageId("group")});
    const WindowKit kit(host, GetParam().size);
    prepare(kit);
    const auto choose = [&](const QString& stage) {
        WindowKit::draw();
        for (QPushButton* button : kit.window->findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == stage) QTest::mouseClick(button, Qt::LeftButton);
        EXPECT_TRUE(kit.until([&] {
            return kit.window->standings().look() == nullptr || kit.window->standings().is_current();
        }));
    };
    const QString knock_out = GetParam().language == Language::Vietnamese ? QStringLiteral("Loại trực tiếp")
                                                                          : QStringLiteral("Knock-out");
    kit.window->go_to(QStringLiteral("timetable"));
    choose(knock_out);
    keep(kit.window.get(), "bracket-0-not-drawn");
    QTest::mouseClick(kit.find<QPushButton>("draw"), Qt::LeftButton);
    kit.settle();
    play_all(4);
    play_all(1);
    kit.settle();
    choose(knock_out);
    keep(kit.window.get(), "bracket-1-timetable");
    kit.window->go_to(QStringLiteral("rankings"));
    choose(knock_out);
    keep(kit.window.get(), "bracket-2-rankings");
    const WindowKit both(a_contest_of_bouts(), GetParam().size);
    prepare(both);
    both.window->go_to(QStringLiteral("timetable"));
    EXPECT_TRUE(both.until(
        [&] { return both.window->standings().look() != nullptr && both.window->standings().is_current(); }));
    keep(both.window.get(), "bracket-3-double");
}

TEST_P(MatchScreenshots, EveryRoomAfterSomeMatches) {
    const WindowKit kit(a_contest_of_matches(), GetParam().size);
    prepare(kit);
    int number = 0;
    for (const NextUp& next : waiting_on(kit.host->contest(), FieldId("F1")))
        if (++number <= 12) play_match(*kit.host, next.match, "kfs", number % 5 + 1, number % 3);
    kit.settle();
    for (const char* room : {"overview", "timetable", "scoring", "rankings"}) {
        kit.window->go_to(QString::fromLatin1(room));
        EXPECT_TRUE(kit.until([&] {
            return kit.window->standings().look() == nullptr || kit.window->standings().is_current();
        }));
        keep(kit.window.get(), QStringLiteral("matches-%1").arg(QString::fromLatin1(room)));
    }
}

INSTANTIATE_TEST_SUITE_P(All, MatchScreenshots, looks(), name_of);

}  // namespace

}  // namespace sandau::station::testing
