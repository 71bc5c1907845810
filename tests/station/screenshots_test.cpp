// Draws every room at the sizes that it must look right at. With SANDAU_SCREENSHOTS set to a folder the
// pictures are kept there, to be looked at.
#include <gtest/gtest.h>

#include <QApplication>
#include <QPushButton>
#include <QTableView>

#include "scoring/command_payloads.h"
#include "station/entries_room.h"
#include "station/field_room.h"
#include "station/import_dialog.h"
#include "station/keys_dialog.h"
#include "station/reports_room.h"
#include "station/screenshots.h"

namespace sandau::station::testing {

namespace {

TEST_P(Screenshots, StartPage) {
    const auto host = a_contest(Depth::Empty);
    MainWindow window(options_for(host));
    window.words().set_language(GetParam().language);
    window.set_ground(GetParam().ground, GetParam().contrast);
    window.resize(GetParam().size);
    window.show();
    keep(&window, "start");
}

TEST_P(Screenshots, EveryRoomWhileTheFinalRuns) {
    const WindowKit kit(Depth::Running, GetParam().size);
    prepare(kit);
    for (int i = 0; i < kit.window->room_count(); ++i) {
        kit.window->go_to(i);
        EXPECT_TRUE(kit.until([&] {
            return kit.window->standings().look() == nullptr || kit.window->standings().is_current();
        }));
        if (auto* table =
                kit.window->centralWidget()->findChild<QTableView*>(QStringLiteral("entries_table"));
            table != nullptr && table->isVisible())
            table->setCurrentIndex(table->model()->index(3, 1));
        if (auto* table = kit.window->findChild<QTableView*>(QStringLiteral("rankings_table"));
            table != nullptr && table->isVisible())
            table->setCurrentIndex(table->model()->index(1, 1));
        if (auto* table = kit.window->findChild<QTableView*>(QStringLiteral("journal_table"));
            table != nullptr && table->isVisible()) {
            EXPECT_TRUE(kit.until([&] { return table->model()->rowCount() > 0; }));
            table->setCurrentIndex(table->model()->index(0, 1));
        }
        EXPECT_TRUE(kit.until([&] {
            const auto* reports = static_cast<ReportsRoom*>(kit.window->room(QStringLiteral("reports")));
            return !reports->is_working();
        }));
        keep(kit.window.get(), QStringLiteral("room-%1").arg(i));
    }
}

TEST_P(Screenshots, ARunStepByStep) {
    const WindowKit kit(Depth::Running, GetParam().size);
    prepare(kit);
    kit.window->go_to(QStringLiteral("field"));
    keep(kit.window.get(), "field-0-free");
    kit.press(Qt::Key_Space);
    keep(kit.window.get(), "field-1-called");
    kit.press(Qt::Key_Space);
    kit.press(Qt::Key_Space);
    kit.host->pass(milliseconds(23'456));
    keep(kit.window.get(), "field-3-running");
    kit.press(Qt::Key_Escape);
    keep(kit.window.get(), "field-4-held");
    kit.press(Qt::Key_Space);
    kit.press(Qt::Key_Space);
    keep(kit.window.get(), "field-5-ended");
    kit.press(Qt::Key_Space);
    keep(kit.window.get(), "field-6-unanswered");
}

TEST_P(Screenshots, TheTimetableByFieldAndTheKeys) {
    const WindowKit kit(Depth::Running, GetParam().size);
    prepare(kit);
    kit.window->go_to(QStringLiteral("timetable"));
    const Slot slot = next_on(*kit.host, FieldId("F2"));
    kit.host->must(commands::SchedulePublish{slot.stage});
    kit.host->must(commands::ScheduleMove{slot.stage, slot.id, FieldId("F1"),
                                          next_on(*kit.host, FieldId("F1")).starts_at});
    kit.settle();
    for (QPushButton* button : kit.window->room(QStringLiteral("timetable"))->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Theo sân") || button->text() == QStringLiteral("By field"))
            QTest::mouseClick(button, Qt::LeftButton);
    keep(kit.window.get(), "timetable-by-field");
    KeysDialog keys(
        {kit.window->options(), kit.window->words(), kit.window->session(), kit.window->standings()},
        kit.window->keys(), kit.window.get());
    keys.show();
    keep(&keys, "keys");
    kit.window->set_ground(GetParam().ground, Contrast::High);
    kit.window->go_to(QStringLiteral("field"));
    keep(kit.window.get(), "high-contrast");
}

TEST_P(Screenshots, AStopOfASilentDevice) {
    const WindowKit kit(Depth::Running, GetParam().size);
    prepare(kit);
    Device gate;
    gate.id = DeviceId("SG-7F3A");
    gate.name = "Cổng sân 1";
    gate.channels = {{3, FieldId("F1"), ChannelRole::Stop, 1}};
    kit.host->must(commands::DeviceAssign{gate});
    kit.window->go_to(QStringLiteral("field"));
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    kit.host->pass(milliseconds(23'456));
    kit.host->must(commands::DeviceFault{gate.id, "device.silent", 0, kit.host->now.wall}, device_actor);
    commands::DeviceReport stop;
    stop.device = gate.id;
    stop.boot = "7";
    stop.channel = 3;
    stop.type = "stop";
    stop.value = 1;
    stop.at = kit.host->now;
    stop.fault = "device.silent";
    kit.host->must(stop, device_actor);
    kit.settle();
    keep(kit.window.get(), "field-7-stopped");
    for (const char* room : {"devices", "overview"}) {
        kit.window->go_to(QString::fromLatin1(room));
        keep(kit.window.get(), QStringLiteral("stopped-%1").arg(QString::fromLatin1(room)));
    }
}

TEST_P(Screenshots, ImportOfAMessySheet) {
    const WindowKit kit(Depth::Empty, GetParam().size);
    prepare(kit);
    ImportDialog dialog(
        {kit.window->options(), kit.window->words(), kit.window->session(), kit.window->standings()},
        QStringLiteral(SANDAU_SOURCE_DIR "/tests/data/sheets/robocon-teams-messy.csv"), kit.window.get());
    dialog.show();
    EXPECT_TRUE(kit.until([&] { return dialog.is_ready(); }));
    keep(&dialog, "import");
}

INSTANTIATE_TEST_SUITE_P(All, Screenshots, looks(), name_of);

}  // namespace

}  // namespace sandau::station::testing
