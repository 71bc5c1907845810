// Gates as people meet them in the station: assigned by breaking a beam, a time and where it comes from,
// lanes that race together, what was held back, why nothing arrives.
#include <gtest/gtest.h>

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>

#include "scoring/command_payloads.h"
#include "station/beam_dialog.h"
#include "station/origin_dialog.h"
#include "station/ports_dialog.h"
#include "station/race_panel.h"
#include "station/window_kit.h"
#include "support/a_contest.h"

namespace sandau::station::testing {

namespace {

struct BeamKit : WindowKit {
    explicit BeamKit(const char* room = "devices") : WindowKit(Depth::Scheduled) {
        window->go_to(QString::fromLatin1(room));
        settle();
    }
    /// A gate reports an edge, now.
    void fire(const char* device, int channel, const char* fault = "", std::int64_t bound_ns = 100'000) {
        commands::DeviceReport report =
            sandau::test::broken_beam(device, channel, ++seq, host->now, bound_ns);
        report.raw = "20260810-070000.rec@4711";
        report.fault = fault;
        host->must(report, device_actor);
        settle();
    }
    void assign(const char* id, std::vector<ChannelUse> uses) {
        Device device;
        device.id = DeviceId(id);
        device.name = "Cổng sân 1";
        device.channels = std::move(uses);
        host->must(commands::DeviceAssign{device});
        settle();
    }
    BeamDialog* break_a_beam() {
        QTest::mouseClick(find<QPushButton>("break_beam"), Qt::LeftButton);
        return find<BeamDialog>("beam_dialog");
    }
    /// Of the field room: the scoring room has a sheet, too.
    template <class Widget>
    Widget* in_field(const char* name) const {
        return window->room(QStringLiteral("field"))->findChild<Widget*>(QString::fromLatin1(name));
    }
    const Device* device(const char* id) const { return host->contest().table<Device>().find(id); }
    /// Everything that a window shows.
    static QString words_of(const QWidget* widget) {
        QStringList words;
        for (const QLabel* label : widget->findChildren<QLabel*>())
            if (label->isVisibleTo(widget)) words << label->text();
        return words.join(u'\n');
    }
    std::int64_t seq = 0;
};

bool says(const QString& all, const char* part) {
    const bool there = all.contains(QString::fromUtf8(part));
    if (!there) ADD_FAILURE() << "“" << part << "” is not in: " << all.toStdString();
    return there;
}

TEST(BeamDialog, OffersWhatFiredAndAssignsIt) {
    BeamKit kit;
    BeamDialog* dialog = kit.break_a_beam();
    auto* assign = dialog->findChild<QPushButton*>(QStringLiteral("beam_assign"));
    EXPECT_FALSE(assign->isEnabled()) << "nothing fired yet";
    kit.fire("SG-7F3A", 2);
    ASSERT_TRUE(assign->isEnabled());
    QTest::mouseClick(assign, Qt::LeftButton);
    kit.settle();
    ASSERT_NE(kit.device("SG-7F3A"), nullptr);
    EXPECT_EQ(kit.device("SG-7F3A")->channels,
              (std::vector<ChannelUse>{{2, FieldId("F1"), ChannelRole::Start, 1}}));
    EXPECT_TRUE(says(BeamKit::words_of(dialog), "Đã gán: Xuất phát, sân F1"));
    EXPECT_EQ(dialog->findChild<QComboBox*>(QStringLiteral("beam_role"))->currentText(),
              QStringLiteral("Về đích"))
        << "the finish is next";
}

TEST(BeamDialog, TheTrialsItHeardWaitForNobody) {
    BeamKit kit;
    BeamDialog* dialog = kit.break_a_beam();
    kit.fire("SG-7F3A", 2);
    kit.fire("SG-7F3A", 2);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("beam_assign")), Qt::LeftButton);
    kit.settle();
    for (const DeviceRecord& event : kit.host->contest().table<DeviceRecord>()) {
        EXPECT_EQ(event.place, EventPlace::Dismissed);
        EXPECT_EQ(event.why, "event.tried");
    }
}

TEST(BeamDialog, OfSeveralThatFiredAPersonSaysWhich) {
    BeamKit kit;
    BeamDialog* dialog = kit.break_a_beam();
    kit.fire("SG-7F3A", 1);
    kit.fire("SG-7F3B", 1);
    const auto* assign = dialog->findChild<QPushButton*>(QStringLiteral("beam_assign"));
    auto* list = dialog->findChild<QListWidget*>(QStringLiteral("beam_heard"));
    EXPECT_EQ(list->count(), 2);
    list->setCurrentRow(1);
    EXPECT_TRUE(assign->isEnabled());
    kit.fire("SG-7F3A", 1);
    EXPECT_EQ(list->currentRow(), 1) << "the choice stays";
}

TEST(BeamDialog, TakesTheRoleFromTheGateThatHadIt) {
    BeamKit kit;
    kit.assign("SG-0001",
               {{1, FieldId("F1"), ChannelRole::Start, 1}, {2, FieldId("F1"), ChannelRole::Finish, 1}});
    BeamDialog* dialog = kit.break_a_beam();
    kit.fire("SG-7F3A", 1);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("beam_assign")), Qt::LeftButton);
    kit.settle();
    EXPECT_EQ(kit.device("SG-0001")->channels,
              (std::vector<ChannelUse>{{2, FieldId("F1"), ChannelRole::Finish, 1}}));
    EXPECT_EQ(kit.device("SG-7F3A")->channels.size(), 1U);
}

TEST(BeamDialog, ADeviceOnTheNetworkIsPinnedToItsAddress) {
    BeamKit kit;
    OpenedContest opened = opened_contest(kit.host);
    opened.devices = [] {
        DeviceRow row;
        row.device = DeviceId("SG-7F3C");
        row.spec = "udp::9700";
        row.address = "192.168.1.77";
        return std::vector<DeviceRow>{row};
    };
    kit.window->show_contest(std::move(opened));
    kit.window->go_to(QStringLiteral("devices"));
    kit.settle();
    BeamDialog* dialog = kit.break_a_beam();
    kit.fire("SG-7F3C", 1);
    EXPECT_TRUE(
        says(dialog->findChild<QAbstractButton*>(QStringLiteral("beam_pin"))->text(), "192.168.1.77"));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("beam_assign")), Qt::LeftButton);
    kit.settle();
    EXPECT_EQ(kit.device("SG-7F3C")->address, "192.168.1.77");
    EXPECT_EQ(kit.device("SG-7F3C")->spec, "udp::9700");
}

TEST(BeamDialog, SaysThatAStopMustBeWired) {
    BeamKit kit;
    BeamDialog* dialog = kit.break_a_beam();
    dialog->findChild<QComboBox*>(QStringLiteral("beam_role"))
        ->setCurrentIndex(static_cast<int>(ChannelRole::Stop) - 1);
    EXPECT_TRUE(says(BeamKit::words_of(dialog), "phải được đấu dây"));
}

/// Two fields whose lanes start by one beam: 21 seconds into their race.
struct RaceKit : BeamKit {
    RaceKit() : BeamKit("field") {
        assign("SG-7F3A", {{1, FieldId("F1"), ChannelRole::Start, 1},
                           {1, FieldId("F2"), ChannelRole::Start, 2},
                           {2, FieldId("F1"), ChannelRole::Finish, 1},
                           {3, FieldId("F2"), ChannelRole::Finish, 2}});
        for (const auto field : {Qt::Key_1, Qt::Key_2}) {
            press(field, Qt::AltModifier);
            press(Qt::Key_Space);
            press(Qt::Key_Space);
        }
        fire("SG-7F3A", 1);
        host->pass(milliseconds(21'000));
    }
};

TEST(FieldRoom, PlacesLanesThatRaceTogether) {
    RaceKit kit;
    kit.fire("SG-7F3A", 3);
    kit.host->pass(milliseconds(400));
    kit.fire("SG-7F3A", 2);
    const auto* panel = kit.find<RacePanel>("race_panel");
    ASSERT_TRUE(panel->isVisible());
    const QString lanes = BeamKit::words_of(panel);
    EXPECT_TRUE(says(lanes, "0:21,000"));
    EXPECT_TRUE(says(lanes, "0:21,400"));
    EXPECT_FALSE(lanes.contains(QStringLiteral("hòa")));
}

TEST(FieldRoom, LanesCloserThanTheirBoundsAreATie) {
    RaceKit kit;
    kit.fire("SG-7F3A", 3, "", 3'000'000);
    kit.host->pass(milliseconds(5));
    kit.fire("SG-7F3A", 2, "", 3'000'000);
    EXPECT_TRUE(says(BeamKit::words_of(kit.find<RacePanel>("race_panel")), "1 (hòa)"));
}

struct RunKit : BeamKit {
    RunKit() : BeamKit("field") {
        assign("SG-7F3A",
               {{1, FieldId("F1"), ChannelRole::Start, 1}, {2, FieldId("F1"), ChannelRole::Finish, 1}});
        press(Qt::Key_Space);
        press(Qt::Key_Space);
        fire("SG-7F3A", 1);
        host->pass(milliseconds(30'000));
    }
    const Sheet* sheet() const { return look_at(host->contest(), FieldId("F1")).sheet; }
    /// Chooses an action of the first row's menu by how it begins.
    void settle_first(const char* action) {
        for (const QPushButton* button : window->findChildren<QPushButton*>(QStringLiteral("event_settle"))) {
            QMenu* menu = button->menu();
            emit menu->aboutToShow();
            for (QAction* one : menu->actions())
                if (one->text().startsWith(QString::fromUtf8(action))) {
                    one->trigger();
                    settle();
                    return;
                }
        }
        ADD_FAILURE() << "no such action: " << action;
    }
};

TEST(FieldRoom, ASuppressedEdgeIsRestoredByAReferee) {
    RunKit kit;
    kit.fire("SG-7F3A", 2, "event.suppressed");
    ASSERT_EQ(look_at(kit.host->contest(), FieldId("F1")).run->state, RunState::Running);
    kit.settle_first("Là lúc về đích");
    EXPECT_EQ(look_at(kit.host->contest(), FieldId("F1")).run->state, RunState::Ended);
    EXPECT_EQ(kit.sheet()->content.time_ms, 30'000);
    EXPECT_EQ(kit.host->contest().table<DeviceRecord>().find("SG-7F3A-7A3F-2")->why, "event.restored");
}

TEST(FieldRoom, AnEventOfTheInboxIsGivenToTheRunThatItBelongsTo) {
    RunKit kit;
    kit.press(Qt::Key_2, Qt::AltModifier);
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    const RunId other = look_at(kit.host->contest(), FieldId("F2")).run->id;
    kit.press(Qt::Key_1, Qt::AltModifier);
    kit.fire("SG-7F3A", 2);
    kit.host->pass(milliseconds(2'000));
    kit.fire("SG-7F3A", 2);
    const char* stray = "SG-7F3A-7A3F-3";
    ASSERT_EQ(kit.host->contest().table<DeviceRecord>().find(stray)->place, EventPlace::Inbox);
    for (const QPushButton* button : kit.window->room(QStringLiteral("field"))
                                         ->findChildren<QPushButton*>(QStringLiteral("event_settle"))) {
        if (!button->text().startsWith(QStringLiteral("Xử lý"))) continue;
        emit button->menu()->aboutToShow();
        for (const QAction* one : button->menu()->actions())
            if (one->menu() != nullptr) one->menu()->actions().front()->menu()->actions().back()->trigger();
        break;
    }
    kit.settle();
    EXPECT_EQ(kit.host->contest().table<DeviceRecord>().find(stray)->run, other);
    EXPECT_EQ(look_at(kit.host->contest(), FieldId("F2")).run->state, RunState::Ended);
}

TEST(FieldRoom, SaysWhichTimeCountsAndWhy) {
    RunKit kit;
    kit.fire("SG-7F3A", 2);
    commands::ScoreSet hand;
    hand.sheet = kit.sheet()->id;
    hand.hand_ms = 30'180;
    kit.host->must(hand);
    kit.settle();
    const QString words = kit.in_field<QLabel>("time_counts")->text();
    EXPECT_TRUE(says(words, "Tính giờ cổng đo"));
    EXPECT_TRUE(says(words, "Giờ tay 0:30,180 (lệch +0:00,180) chỉ để đối chiếu"));
    EXPECT_EQ(kit.sheet()->content.time_ms, 30'000) << "the hand's is never taken silently";
}

TEST(OriginDialog, LeadsFromATimeToItsBytes) {
    RunKit kit;
    kit.fire("SG-7F3A", 2);
    OpenedContest opened = opened_contest(kit.host);
    opened.raw_bytes = [](const std::string& place) -> Result<RawBytes> {
        return RawBytes{"$E,7A3F,41,1,1,88123456*EFF3\r\n", place, 4711, {}};
    };
    kit.window->show_contest(std::move(opened));
    kit.window->go_to(QStringLiteral("field"));
    kit.settle();
    QTest::mouseClick(kit.in_field<QPushButton>("time_origin"), Qt::LeftButton);
    const auto* dialog = kit.find<QDialog>("origin_dialog");
    const QString words = BeamKit::words_of(dialog);
    EXPECT_TRUE(says(words, "Về đích − xuất phát = 0:30,000"));
    EXPECT_TRUE(says(words, "kênh 2, tín hiệu số 2 của lần bật máy 7A3F; giờ của chính thiết bị"));
    EXPECT_TRUE(says(words, "$E,7A3F,41,1,1,88123456*EFF3\\r\\n"));
    EXPECT_TRUE(says(words, "24 45 2C 37 41 33 46"));
}

TEST(OriginDialog, WritesBytesThatAreNoText) {
    EXPECT_EQ(bytes_as_text(std::string("a\x01\xff\r\n", 5)), QStringLiteral("a\\x01\\xff\\r\\n"));
    EXPECT_EQ(bytes_as_hex(std::string("a\x01\xff", 3)), QStringLiteral("61 01 FF"));
}

TEST(DevicesRoom, SaysWhatStandsInTheWayOfADevice) {
    BeamKit kit;
    OpenedContest opened = opened_contest(kit.host);
    opened.devices = [] {
        DeviceRow row;
        row.where = row.spec = "serial:/dev/ttyUSB0?driver=alge&baud=9600";
        row.state = "searching";
        row.driver = "alge";
        row.bytes = 4'812;
        row.dropped = {{"not_ascii", 61}};
        row.advice = {{"device.advice_baud", {{"rates", "2400, 19200"}}, {}}};
        row.probes = {"champ: v → …"};
        return std::vector<DeviceRow>{row};
    };
    kit.window->show_contest(std::move(opened));
    kit.window->go_to(QStringLiteral("devices"));
    kit.settle();
    const QString words = BeamKit::words_of(kit.window->room(QStringLiteral("devices")));
    EXPECT_TRUE(says(words, "thử tốc độ cổng khác (baud=2400, 19200)"));
    EXPECT_TRUE(says(words, "61 vì byte không phải chữ"));
    EXPECT_TRUE(says(words, "Nhận 4.812 byte"));
    EXPECT_TRUE(says(words, "Đã hỏi: champ: v → …"));
    EXPECT_TRUE(says(words, "chưa rõ là gì"));
}

TEST(PortsDialog, SaysWhoHoldsAPortAndOpensWhatItIsTold) {
    BeamKit kit;
    std::vector<std::string> asked;
    OpenedContest opened = opened_contest(kit.host);
    opened.ports = [] {
        PortRow port;
        port.path = "/dev/ttyUSB0";
        port.description = "FT232R USB UART";
        port.identity = "0403:6001 · A50285BI";
        port.latency_ms = 16;
        port.is_held = true;
        port.advice = {{"device.advice_held", {{"program", "arduino (812)"}}, {}},
                       {"device.advice_latency", {{"latency", "16"}}, {}}};
        return std::vector<PortRow>{port};
    };
    opened.open_link = [&](const std::string& spec) -> Result<void> {
        asked.push_back(spec);
        if (spec.empty()) return refuse("device.spec_empty");
        return {};
    };
    kit.window->show_contest(std::move(opened));
    kit.window->go_to(QStringLiteral("devices"));
    kit.settle();
    QTest::mouseClick(kit.find<QPushButton>("find_devices"), Qt::LeftButton);
    auto* dialog = kit.find<PortsDialog>("ports_dialog");
    EXPECT_TRUE(says(BeamKit::words_of(dialog), "hương trình arduino (812) đang giữ cổng này"));
    EXPECT_TRUE(says(BeamKit::words_of(dialog), "latency_timer"));
    EXPECT_TRUE(says(BeamKit::words_of(dialog), "USB 0403:6001 · A50285BI"));
    dialog->findChild<QLineEdit*>(QStringLiteral("ports_spec"))->setText(QStringLiteral("udp::9700"));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("ports_open")), Qt::LeftButton);
    EXPECT_EQ(asked, std::vector<std::string>{"udp::9700"});
    EXPECT_TRUE(says(BeamKit::words_of(dialog), "Đã nối udp::9700"));
}

}  // namespace

}  // namespace sandau::station::testing
