// No text of the window or its dialogs is cut: both languages, the smallest window; at 150 and 200 % by the
// same tests run again with QT_SCALE_FACTOR (CMakeLists.txt).
#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QStyleOptionComboBox>
#include <QTableView>

#include "scoring/command_payloads.h"
#include "station/assign_dialog.h"
#include "station/beam_dialog.h"
#include "station/checked_dialog.h"
#include "station/clock_dialog.h"
#include "station/conflict_dialog.h"
#include "station/elided_button.h"
#include "station/import_dialog.h"
#include "station/join_dialog.h"
#include "station/keys_dialog.h"
#include "station/match_steps.h"
#include "station/new_contest_dialog.h"
#include "station/order_dialog.h"
#include "station/origin_dialog.h"
#include "station/panel_dialog.h"
#include "station/person_dialog.h"
#include "station/ports_dialog.h"
#include "station/reason_dialog.h"
#include "station/reports_room.h"
#include "station/schedule_dialog.h"
#include "station/seat_code_dialog.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

constexpr int slack_px = 2;
constexpr QSize smallest{1180, 700};

/// Whether a widget sticks out of something that does not scroll sideways.
bool is_cut_sideways(const QWidget& widget) {
    for (const QWidget* around = widget.parentWidget(); around != nullptr && !widget.isWindow();
         around = around->parentWidget()) {
        const auto* area = qobject_cast<const QAbstractScrollArea*>(around->parentWidget());
        if (area != nullptr && area->viewport() == around &&
            area->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff)
            return false;
        const int left = widget.mapTo(around, QPoint(0, 0)).x();
        if (left < -slack_px || left + widget.width() > around->width() + slack_px) return true;
        if (around->isWindow()) return false;
    }
    return false;
}

void collect_buttons(const QWidget& window, QStringList& cut) {
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        if (!button->isVisible() || button->text().isEmpty() || button->visibleRegion().isEmpty()) continue;
        const bool is_own_fit = button->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
        // Of what ends in dots where it must, only what is left has to fit.
        const auto* elided = dynamic_cast<const ElidedButton*>(button);
        const QSize needed = elided != nullptr ? elided->QPushButton::sizeHint() : button->sizeHint();
        if ((!is_own_fit && needed.width() > button->width() + slack_px) || is_cut_sideways(*button))
            cut << QStringLiteral("button: ") + button->text();
    }
}

void collect_labels(const QWidget& window, QStringList& cut) {
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty() || label->visibleRegion().isEmpty()) continue;
        if (label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored) continue;
        const int needed =
            label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        const bool too_wide = !label->wordWrap() && label->sizeHint().width() > label->width() + slack_px;
        if (too_wide || needed > label->height() + slack_px || is_cut_sideways(*label))
            cut << QStringLiteral("label: ") + label->text();
    }
}

void collect_boxes(const QWidget& window, QStringList& cut) {
    for (const QComboBox* box : window.findChildren<QComboBox*>()) {
        if (!box->isVisible() || box->visibleRegion().isEmpty()) continue;
        QStyleOptionComboBox option;
        option.initFrom(box);
        const int room = box->style()
                             ->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box)
                             .width();
        if (box->fontMetrics().horizontalAdvance(box->currentText()) > room + slack_px ||
            is_cut_sideways(*box))
            cut << QStringLiteral("box: ") + box->currentText();
    }
}

void collect_headers(const QWidget& window, QStringList& cut) {
    for (const QTableView* table : window.findChildren<QTableView*>()) {
        const QHeaderView& header = *table->horizontalHeader();
        if (!header.isVisible() || table->model() == nullptr) continue;
        for (int column = 0; column < header.count(); ++column)
            if (!header.isSectionHidden(column) &&
                header.sectionSizeHint(column) > header.sectionSize(column) + slack_px)
                cut << QStringLiteral("header: ") +
                           table->model()->headerData(column, Qt::Horizontal).toString();
    }
}

std::string cut_in(const QWidget& window) {
    WindowKit::draw();
    QStringList cut;
    collect_buttons(window, cut);
    collect_labels(window, cut);
    collect_boxes(window, cut);
    collect_headers(window, cut);
    return cut.join(QStringLiteral(" | ")).toStdString();
}

class Clipped : public ::testing::TestWithParam<Language> {
protected:
    void prepare(const WindowKit& kit) const { kit.window->words().set_language(GetParam()); }
};

void look_at_every_room(const WindowKit& kit) {
    for (int i = 0; i < kit.window->room_count(); ++i) {
        kit.window->go_to(i);
        EXPECT_TRUE(kit.until([&] {
            return kit.window->standings().look() == nullptr || kit.window->standings().is_current();
        }));
        EXPECT_TRUE(kit.until([&] {
            return !static_cast<ReportsRoom*>(kit.window->room(QStringLiteral("reports")))->is_working();
        }));
        EXPECT_EQ(cut_in(*kit.window), "") << "room " << i;
    }
}

TEST_P(Clipped, IsNothingInTheRoomsOfRuns) {
    const WindowKit kit(Depth::Running, smallest);
    prepare(kit);
    look_at_every_room(kit);
}

TEST_P(Clipped, IsNothingInTheRoomsOfMatches) {
    const WindowKit kit(a_contest_of_matches(), smallest);
    prepare(kit);
    look_at_every_room(kit);
}

TEST_P(Clipped, IsNothingInTheRoomsOfPanels) {
    const WindowKit kit(a_contest_of_panels(), smallest);
    prepare(kit);
    kit.host->must(commands::MarkRecuse{StageId("so"), kit.host->contest().table<Entry>().begin()->id,
                                        UserId("U2"), "vắng mặt"});
    look_at_every_room(kit);
    kit.window->go_to(QStringLiteral("scoring"));
    auto* views = kit.find<QComboBox>("marks_view");
    views->setCurrentIndex(views->findData(QStringLiteral("U1")));
    emit views->activated(views->currentIndex());
    kit.find<QTableView>("marks_table")->setFocus();
    kit.press(Qt::Key_Return);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("41"));
    kit.press(Qt::Key_Return);
    kit.press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(cut_in(*kit.window), "");
}

TEST_P(Clipped, IsNothingWhileARunIsPlayed) {
    const WindowKit kit(Depth::Running, smallest);
    prepare(kit);
    kit.window->go_to(QStringLiteral("field"));
    for (int step = 0; step < 5; ++step) {
        EXPECT_EQ(cut_in(*kit.window), "") << "step " << step;
        kit.press(Qt::Key_Space);
    }
}

TEST_P(Clipped, IsNothingWhileAMatchIsPlayed) {
    const WindowKit kit(a_contest_of_matches(), smallest);
    prepare(kit);
    kit.window->go_to(QStringLiteral("field"));
    for (int step = 0; step < 5; ++step) {
        EXPECT_EQ(cut_in(*kit.window), "") << "step " << step;
        kit.press(Qt::Key_Space);
    }
}

TEST_P(Clipped, IsNothingOnTheStartPage) {
    MainWindow window(options_for(a_contest(Depth::Empty)));
    window.words().set_language(GetParam());
    window.resize(smallest);
    window.show();
    EXPECT_EQ(cut_in(window), "");
}

/// Shows a dialog at the size that it asks for, and with what it says against going on as it is.
void look_at_dialog(QDialog& dialog) {
    dialog.show();
    EXPECT_EQ(cut_in(dialog), "") << dialog.windowTitle().toStdString();
    if (dynamic_cast<CheckedDialog*>(&dialog) != nullptr) {
        dialog.accept();
        EXPECT_EQ(cut_in(dialog), "") << dialog.windowTitle().toStdString();
    }
    dialog.hide();
}

TEST_P(Clipped, IsNothingInTheDialogs) {
    const WindowKit kit(Depth::Running, smallest);
    prepare(kit);
    MainWindow* parent = kit.window.get();
    const Face face{parent->options(), parent->words(), parent->session(), parent->standings()};
    const Contest& contest = kit.host->contest();
    KeysDialog keys(face, parent->keys(), parent);
    look_at_dialog(keys);
    NewContestDialog anew(face, parent);
    look_at_dialog(anew);
    ScheduleDialog schedule(face, StageId("final"), parent);
    look_at_dialog(schedule);
    ReasonDialog reason(face, "Truất quyền: Vải Thiều 14", "Lượt bị truất quyền, không có điểm.",
                        "Ghi vào phiếu", {{"Robot không đúng quy định", "The robot breaks the rules"}},
                        parent);
    look_at_dialog(reason);
    PersonDialog person(face, User{}, parent);
    look_at_dialog(person);
    PanelDialog panel(face, PanelRecord{}, parent);
    look_at_dialog(panel);
    ConflictDialog conflict(face, UserId("U1"), parent);
    look_at_dialog(conflict);
    SeatCodeDialog seat(face, "Nguyễn Thị Lan", "407113", parent);
    look_at_dialog(seat);
    PortsDialog ports(face, parent);
    look_at_dialog(ports);
    Device gate;
    gate.id = DeviceId("SG-7F3A");
    AssignDialog assign(face, gate, parent);
    look_at_dialog(assign);
    OrderDialog order(
        face, {contest.table<Entry>().begin()->id},
        {{"Thứ hạt giống", "Seeds"}, {"Xếp các đội", "Order"}, {"Căn cứ", "Reason"}, {"Bốc", "Draw"}},
        parent);
    look_at_dialog(order);
    parent->go_to(QStringLiteral("field"));
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    kit.press(Qt::Key_Escape);
    ClockDialog clock(face, look_at(kit.host->contest(), FieldId("F1")), parent);
    look_at_dialog(clock);
}

TEST_P(Clipped, IsNothingInTheDialogsOfDevices) {
    const WindowKit kit(Depth::Running, smallest);
    prepare(kit);
    MainWindow* parent = kit.window.get();
    const Face face{parent->options(), parent->words(), parent->session(), parent->standings()};
    commands::DeviceReport report;
    report.device = DeviceId("SG-7F3A");
    report.boot = "B";
    report.seq = 1;
    report.channel = 1;
    report.type = "edge";
    report.at = kit.host->now;
    report.raw = "gate.rec#120+22";
    BeamDialog beam(face, FieldId("F1"), parent);
    look_at_dialog(beam);
    kit.host->must(report, device_actor);
    kit.settle();
    look_at_dialog(beam);
    const auto& events = kit.host->contest().table<DeviceRecord>();
    ASSERT_FALSE(events.empty());
    OriginDialog::show_event(face, events.begin()->id, parent);
    auto* origin = parent->findChild<QDialog*>(QStringLiteral("origin_dialog"));
    ASSERT_NE(origin, nullptr);
    EXPECT_EQ(cut_in(*origin), "");
    origin->hide();
}

TEST_P(Clipped, IsNothingWhileASheetIsTakenInOrAStationJoins) {
    WindowKit kit(Depth::Registered, smallest);
    prepare(kit);
    MainWindow* parent = kit.window.get();
    const Face face{parent->options(), parent->words(), parent->session(), parent->standings()};
    for (const char* sheet : {"robocon-teams.xlsx", "robocon-teams-messy.csv", "not-there.xlsx"}) {
        ImportDialog sheets(
            face, QStringLiteral(SANDAU_SOURCE_DIR "/tests/data/sheets/") + QString::fromLatin1(sheet),
            parent);
        sheets.show();
        EXPECT_TRUE(kit.until([&] { return sheets.is_ready(); }));
        look_at_dialog(sheets);
    }
    for (const JoinStage stage :
         {JoinStage::Connecting, JoinStage::Comparing, JoinStage::Waiting, JoinStage::Failed}) {
        StationOptions options = parent->options();
        options.join = [stage](const std::string&, const std::string&) {
            return JoinAttempt{[stage] {
                                   JoinProgress progress;
                                   progress.stage = stage;
                                   progress.code = "4821";
                                   for (int i = 0; i < 31; ++i) progress.fingerprint += "5E:";
                                   progress.why = {"station.refused", {}, {}};
                                   return progress;
                               },
                               [] {}};
        };
        const Face joining{options, parent->words(), parent->session(), parent->standings()};
        JoinDialog dialog(joining, QStringLiteral("http://192.168.1.20:8080"), parent);
        look_at_dialog(dialog);
    }
}

INSTANTIATE_TEST_SUITE_P(Languages, Clipped, ::testing::Values(Language::Vietnamese, Language::English),
                         [](const auto& tested) {
                             return tested.param == Language::Vietnamese ? "vi" : "en";
                         });

}  // namespace

}  // namespace sandau::station::testing
