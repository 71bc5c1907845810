#include "station/device_words.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>

#include "scoring/command_payloads.h"
#include "station/journal_room.h"
#include "station/run_steps.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

/// A run under way on field 1, whose gate has the emergency stop on its third channel.
struct GateKit : WindowKit {
    GateKit() : WindowKit(Depth::Scheduled) {
        Device gate;
        gate.id = DeviceId("SG-7F3A");
        gate.name = "Cổng sân 1";
        gate.channels = {{1, FieldId("F1"), ChannelRole::Start, 1}, {3, FieldId("F1"), ChannelRole::Stop, 1}};
        host->must(commands::DeviceAssign{gate});
        window->go_to(QStringLiteral("field"));
        settle();
        for (int i = 0; i < 3; ++i) press(Qt::Key_Space);
        host->pass(milliseconds(12'000));
    }
    void stop(const char* why = "") {
        commands::DeviceReport report;
        report.device = DeviceId("SG-7F3A");
        report.boot = "7";
        report.channel = 3;
        report.type = "stop";
        report.value = 1;
        report.at = host->now;
        report.stamp = "device";
        report.fault = why;
        host->must(report, device_actor);
        settle();
    }
    void fault(const char* code, std::int64_t count = 0) {
        commands::DeviceFault told;
        told.device = DeviceId("SG-7F3A");
        told.fault = code;
        told.count = count;
        told.at = host->now.wall;
        host->must(told, device_actor);
        settle();
    }
    /// What the shown paragraphs below a named widget say.
    QString words_in(const char* name) const {
        QStringList words;
        for (const QLabel* label : find<QWidget>(name)->findChildren<QLabel*>())
            if (label->isVisibleTo(window.get())) words << label->text();
        return words.join(u'\n');
    }
    QString at_the_field() const { return words_in("field_trouble"); }
    QString time() const {
        return window->words().clock_time(host->now.wall, host->contest().settings().utc_offset_min);
    }
    bool says(const QString& all, const char* part) const {
        const bool there = all.contains(QString::fromUtf8(part));
        if (!there) ADD_FAILURE() << "“" << part << "” is not in: " << all.toStdString();
        return there;
    }
};

TEST(FieldRoom, SaysNothingOfDevicesThatAreWell) {
    const GateKit kit;
    EXPECT_EQ(kit.at_the_field(), QString());
    EXPECT_FALSE(kit.find<QWidget>("field_trouble")->isVisible());
}

TEST(FieldRoom, SaysWhichStopHoldsTheRun) {
    GateKit kit;
    kit.stop();
    ASSERT_EQ(look_at(kit.host->contest(), FieldId("F1")).run->clock.state, ClockState::Paused);
    EXPECT_TRUE(kit.says(kit.at_the_field(), "DỪNG KHẨN CẤP"));
    EXPECT_TRUE(kit.says(kit.at_the_field(), "“Cổng sân 1” (kênh 3)"));
    EXPECT_TRUE(kit.at_the_field().contains(kit.time()));
    kit.window->words().set_language(Language::English);
    EXPECT_TRUE(kit.says(kit.at_the_field(), "EMERGENCY STOP"));
    EXPECT_TRUE(kit.says(kit.at_the_field(), "“Cổng sân 1” (channel 3) was pressed"));
}

TEST(FieldRoom, SaysThatASilentStopIsReadAsPressed) {
    GateKit kit;
    kit.fault("device.silent");
    kit.stop("device.silent");
    EXPECT_TRUE(kit.says(kit.at_the_field(), "“Cổng sân 1” giữ nút dừng và im lặng từ "));
    EXPECT_TRUE(kit.says(kit.at_the_field(), "nên coi như đã nhấn"));
    EXPECT_FALSE(kit.at_the_field().contains(u'\n')) << "said once";
    kit.window->words().set_language(Language::English);
    EXPECT_TRUE(kit.says(kit.at_the_field(), "“Cổng sân 1” holds the stop and is silent since "));
    EXPECT_TRUE(kit.says(kit.at_the_field(), "read as pressed"));
}

TEST(FieldRoom, TheClockStaysWholeBesideWhatIsSaidOfAStop) {
    GateKit kit;
    kit.stop("device.silent");
    WindowKit::draw();
    const auto* clock = kit.find<QWidget>("clock");
    EXPECT_GE(clock->height(), clock->minimumSizeHint().height());
}

TEST(FieldRoom, ForgetsAStopWhenTheClockGoesOn) {
    GateKit kit;
    kit.stop();
    kit.press(Qt::Key_Space);
    ASSERT_EQ(look_at(kit.host->contest(), FieldId("F1")).run->clock.state, ClockState::Running);
    EXPECT_EQ(kit.at_the_field(), QString());
}

TEST(FieldRoom, SaysSinceWhenADeviceIsSilentAndThatItIsHeardAgain) {
    GateKit kit;
    const QString silent_at = kit.time();
    kit.fault("device.silent");
    EXPECT_TRUE(kit.at_the_field().contains(QStringLiteral("im lặng từ %1").arg(silent_at)));
    kit.host->pass(milliseconds(4'000));
    kit.fault("");
    EXPECT_TRUE(kit.at_the_field().contains(QStringLiteral("có lại từ %1").arg(kit.time())));
}

TEST(FieldRoom, SaysAFaultOfTheRunThatIsOn) {
    GateKit kit;
    kit.fault("device.events_missing", 3);
    EXPECT_TRUE(kit.says(kit.at_the_field(), "mất tín hiệu"));
    EXPECT_TRUE(kit.says(kit.at_the_field(), "(3 tín hiệu)"));
}

TEST(FieldRoom, AnOldFaultIsNoNews) {
    GateKit kit;
    kit.fault("device.rebooted");
    kit.press(Qt::Key_Space);
    kit.host->pass(seconds(3600));
    const FieldView view = look_at(kit.host->contest(), FieldId("F1"));
    kit.host->must(commands::RunRerun{view.run->id, "-"});
    kit.settle();
    EXPECT_EQ(kit.at_the_field(), QString());
}

TEST(FieldRoom, AFaultOnAnotherFieldIsNotSaidHere) {
    GateKit kit;
    kit.fault("device.silent");
    kit.press(Qt::Key_2, Qt::AltModifier);
    EXPECT_EQ(kit.at_the_field(), QString());
}

TEST(ShortLink, KeepsWhatTellsAPortFromOthers) {
    EXPECT_EQ(short_link("serial:/dev/ttyUSB0?driver=alge&baud=9600"), QStringLiteral("ttyUSB0"));
    EXPECT_EQ(short_link("serial:/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0?driver=alge"),
              QStringLiteral("usb-0:2:1.0"));
    EXPECT_EQ(short_link("serial:/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0"),
              QStringLiteral("usb-FTD…50285BI-if00"));
    EXPECT_EQ(short_link("tcp:192.168.1.50:7000?driver=tag-heuer"), QStringLiteral("192.168.1.50:7000"));
    EXPECT_EQ(short_link("udp::9700"), QStringLiteral("udp::9700"));
    EXPECT_EQ(short_link("COM3"), QStringLiteral("COM3"));
    EXPECT_EQ(short_link(""), QString());
}

TEST(DevicesRoom, ItsTableIsWholeAtTheSmallestWindow) {
    const WindowKit kit(Depth::Scheduled);
    OpenedContest opened = opened_contest(kit.host);
    opened.devices = [before = opened.devices] {
        std::vector<DeviceRow> rows = before();
        DeviceRow timer;
        timer.device = DeviceId("serial:/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0");
        timer.where = timer.spec = timer.device.text + "?driver=alge";
        timer.state = "searching";
        rows.push_back(timer);
        return rows;
    };
    kit.window->show_contest(std::move(opened));
    kit.window->go_to(QStringLiteral("devices"));
    kit.settle();
    WindowKit::draw();
    const auto* table = kit.find<QTableView>("devices_table");
    EXPECT_EQ(table->horizontalScrollBar()->maximum(), 0);
    EXPECT_EQ(table->model()->index(2, 0).data().toString(), QStringLiteral("usb-0:2:1.0"));
    EXPECT_TRUE(table->model()
                    ->index(2, 6)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("by-path/pci-0000:00:14.0")));
}

TEST(DevicesRoom, SaysSinceWhenADeviceIsSilent) {
    GateKit kit;
    kit.fault("device.silent");
    kit.window->go_to(QStringLiteral("devices"));
    kit.settle();
    const auto* table = kit.find<QTableView>("devices_table");
    EXPECT_TRUE(kit.says(table->model()->index(0, 1).data().toString(), "im lặng từ "));
    EXPECT_TRUE(kit.says(kit.words_in("device_health"), "kiểm tra dây và nguồn"));
    kit.window->words().set_language(Language::English);
    EXPECT_TRUE(kit.says(table->model()->index(0, 1).data().toString(), "silent since "));
    EXPECT_TRUE(kit.says(kit.words_in("device_health"), "check cable and power"));
}

TEST(OverviewRoom, AStoppedRunAndASilentDeviceAreUrgent) {
    GateKit kit;
    kit.fault("device.silent");
    kit.stop("device.silent");
    kit.window->go_to(QStringLiteral("overview"));
    kit.settle();
    QStringList tasks;
    for (const QPushButton* button :
         kit.window->room(QStringLiteral("overview"))->findChildren<QPushButton*>())
        tasks << button->toolTip();
    EXPECT_TRUE(kit.says(tasks.join(u'\n'), ", DỪNG KHẨN CẤP"));
    EXPECT_TRUE(kit.says(tasks.join(u'\n'), "! “Cổng sân 1” im lặng từ "));
}

TEST(JournalRoom, TellsWhatBecameOfADevice) {
    GateKit kit;
    kit.fault("device.silent");
    kit.fault("");
    kit.window->go_to(QStringLiteral("journal"));
    const auto* table = kit.find<QTableView>("journal_table");
    ASSERT_TRUE(kit.until([&] { return table->model()->rowCount() > 2; }));
    EXPECT_EQ(table->model()->index(0, 2).data().toString(), QStringLiteral("tình trạng thiết bị"));
    EXPECT_TRUE(kit.says(table->model()->index(0, 3).data().toString(), "Cổng sân 1: Có tín hiệu trở lại"));
    EXPECT_TRUE(kit.says(table->model()->index(1, 3).data().toString(), "Cổng sân 1: Thiết bị im lặng"));
}

TEST(JournalWords, KnowFaultsInBothLanguages) {
    for (const Language language : {Language::Vietnamese, Language::English}) {
        const Words words(language);
        EXPECT_NE(command_words(words, commands::DeviceFault::kind.data()), "device.fault");
        EXPECT_NE(record_words(words, DeviceHealth::kind.data()), "device_health");
    }
}

}  // namespace

}  // namespace sandau::station::testing
