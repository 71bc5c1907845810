// Draws what has to do with gates at the sizes that it must look right at (see screenshots_test.cpp).
#include <gtest/gtest.h>

#include <QComboBox>
#include <QDialog>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>

#include "scoring/command_payloads.h"
#include "station/assign_dialog.h"
#include "station/beam_dialog.h"
#include "station/origin_dialog.h"
#include "station/ports_dialog.h"
#include "station/screenshots.h"
#include "support/a_contest.h"

namespace sandau::station::testing {

namespace {

OpenedContest with_devices(const std::shared_ptr<FakeHost>& host) {
    OpenedContest opened = opened_contest(host);
    opened.devices = [before = opened.devices] {
        std::vector<DeviceRow> rows = before();
        rows[0].spec = rows[0].where;
        rows[0].driver = "flp";
        rows[0].bytes = 48'120;
        rows[0].frames = 1'204;
        rows[0].rate_ppb = -1'204'000;
        rows[0].round_trip_ns = 1'240'000;
        rows[0].dropped = {{"noise", 1}, {"bad_checksum", 2}};
        DeviceRow unknown;
        unknown.where = unknown.spec = "serial:/dev/ttyUSB0?driver=alge&baud=9600";
        unknown.state = "searching";
        unknown.driver = "alge";
        unknown.bytes = 4'812;
        unknown.dropped = {{"not_ascii", 61}, {"too_long", 4}};
        unknown.advice = {{"device.advice_baud", {{"rates", "2400, 4800, 19200, 38400, 115200"}}, {}}};
        rows.push_back(unknown);
        return rows;
    };
    opened.ports = [] {
        PortRow free{"/dev/serial/by-id/usb-Arduino_Uno_75834353-if00", "Arduino Uno",
                     "2341:0043 · 75834353"};
        PortRow held{"/dev/ttyUSB0", "FT232R USB UART · FTDI", "0403:6001 · A50285BI", 16};
        held.is_held = true;
        held.advice = {{"device.advice_held", {{"program", "arduino (812)"}}, {}},
                       {"device.advice_latency", {{"latency", "16"}}, {}}};
        return std::vector<PortRow>{free, held};
    };
    opened.search_port = [](const std::string&) {
        return [] {
            PortSearch search;
            search.tried = {{"flp", 96}, {"derby", 0}, {"derby&baud=19200", 0}, {"alge", 412}};
            search.spec = "serial:/dev/serial/by-id/usb-Arduino_Uno_75834353-if00?driver=alge";
            search.is_over = true;
            return search;
        };
    };
    opened.open_link = opened.close_link = [](const std::string&) -> Result<void> { return {}; };
    opened.raw_bytes = [](const std::string&) -> Result<RawBytes> {
        return RawBytes{"$E,7A3F,41,1,1,88123456*EFF3\r\n",
                        "robocon-bac-giang.recordings/20260810-070000.rec",
                        482'711,
                        {}};
    };
    return opened;
}

class Gates : public Screenshots {
protected:
    void set_up(const WindowKit& kit) {
        kit.window->show_contest(with_devices(kit.host));
        prepare(kit);
        Device gate;
        gate.id = DeviceId("SG-7F3A");
        gate.name = "Cổng sân 1";
        gate.channels = {{1, FieldId("F1"), ChannelRole::Start, 1},
                         {1, FieldId("F2"), ChannelRole::Start, 2},
                         {2, FieldId("F1"), ChannelRole::Finish, 1, 800},
                         {3, FieldId("F2"), ChannelRole::Finish, 2},
                         {4, FieldId("F1"), ChannelRole::Stop, 1}};
        kit.host->must(commands::DeviceAssign{gate});
        kit.settle();
    }
    void fire(const WindowKit& kit, int channel, const char* fault = "", std::int64_t bound_ns = 160'000) {
        commands::DeviceReport report =
            sandau::test::broken_beam("SG-7F3A", channel, ++seq_, kit.host->now, bound_ns);
        report.raw = "20260810-070000.rec@482711";
        report.fault = fault;
        kit.host->must(report, device_actor);
        kit.settle();
    }
    std::int64_t seq_ = 40;
};

TEST_P(Gates, TheDevicesRoomAndItsDialogs) {
    const WindowKit kit(Depth::Scheduled, GetParam().size);
    set_up(kit);
    kit.window->go_to(QStringLiteral("devices"));
    auto* table = kit.find<QTableView>("devices_table");
    keep(kit.window.get(), "gates-devices");
    table->setCurrentIndex(table->model()->index(2, 0));
    keep(kit.window.get(), "gates-devices-unknown");
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::mouseClick(kit.find<QPushButton>("break_beam"), Qt::LeftButton);
    auto* beam = kit.find<BeamDialog>("beam_dialog");
    keep(beam, "gates-beam-listens");
    fire(kit, 1);
    fire(kit, 2);
    beam->findChild<QListWidget*>(QStringLiteral("beam_heard"))->setCurrentRow(1);
    keep(beam, "gates-beam-heard");
    beam->findChild<QComboBox*>(QStringLiteral("beam_role"))
        ->setCurrentIndex(static_cast<int>(ChannelRole::Stop) - 1);
    keep(beam, "gates-beam-stop");
    beam->accept();
    QTest::mouseClick(kit.find<QPushButton>("edit_device"), Qt::LeftButton);
    auto* edit = kit.find<AssignDialog>("assign_dialog");
    keep(edit, "gates-edit");
    edit->reject();
    QTest::mouseClick(kit.find<QPushButton>("find_devices"), Qt::LeftButton);
    auto* ports = kit.find<PortsDialog>("ports_dialog");
    keep(ports, "gates-ports");
    for (QPushButton* button : ports->findChildren<QPushButton*>())
        if (button->isVisible() && button->isEnabled() &&
            (button->text().startsWith(QStringLiteral("Hỏi")) ||
             button->text().startsWith(QStringLiteral("Ask"))))
            QTest::mouseClick(button, Qt::LeftButton);
    keep(ports, "gates-ports-found");
    ports->accept();
}

TEST_P(Gates, ARaceOnTheFieldAndWhereItsTimesComeFrom) {
    const WindowKit kit(Depth::Scheduled, GetParam().size);
    set_up(kit);
    kit.window->go_to(QStringLiteral("field"));
    for (const auto field : {Qt::Key_2, Qt::Key_1}) {
        kit.press(field, Qt::AltModifier);
        kit.press(Qt::Key_Space);
        kit.press(Qt::Key_Space);
    }
    fire(kit, 1);
    kit.host->pass(milliseconds(300));
    fire(kit, 2, "event.suppressed");
    kit.host->pass(milliseconds(41'253));
    fire(kit, 2);
    fire(kit, 3, "", 3'000'000);
    kit.host->pass(milliseconds(900));
    fire(kit, 2);
    commands::ScoreSet hand;
    hand.sheet = look_at(kit.host->contest(), FieldId("F1")).sheet->id;
    hand.hand_ms = 41'400;
    kit.host->must(hand);
    kit.settle();
    keep(kit.window.get(), "gates-race");
    QTest::mouseClick(
        kit.window->room(QStringLiteral("field"))->findChild<QPushButton*>(QStringLiteral("time_origin")),
        Qt::LeftButton);
    keep(kit.find<QDialog>("origin_dialog"), "gates-origin");
}

INSTANTIATE_TEST_SUITE_P(
    All, Gates,
    ::testing::Values(Look{{1366, 768}, Language::Vietnamese, Ground::Light, "small-vi"},
                      Look{{1920, 1080}, Language::Vietnamese, Ground::Dark, "large-vi-dark"},
                      Look{{1920, 1080}, Language::English, Ground::Light, "large-en"},
                      Look{{1366, 768}, Language::English, Ground::Dark, "small-en-dark"}),
    name_of);

}  // namespace

}  // namespace sandau::station::testing
