// The gate's own firmware, in a simulator of its chip, on a pseudo-terminal: assigned by breaking its beams
// in the station, it times a run there, and the time leads back to the bytes that it sent.
#include <gtest/gtest.h>

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include "devices/firmware/board_on_a_port.h"
#include "scoring/command_payloads.h"
#include "scoring/presets.h"
#include "station/hosted_window.h"
#include "station/run_steps.h"
#include "support/temporary_folder.h"

namespace sandau::station::testing {

namespace {

class FirmwareInTheStation : public ::testing::Test {
protected:
    FirmwareInTheStation() {
        cli::HostingOptions options;
        options.time = board_.time();
        options.record_directory = folder_.path() / "recordings";
        options.devices = {"serial:" + board_.path() + "?driver=flp"};
        hosting_ =
            cli::Hosting::create(folder_.path() / "a.sandau", preset("provincial-robocon")->text, options)
                .value();
        a_team_is_next();
        window_ = window_over(hosting_);
    }
    void a_team_is_next() {
        commands::EntryAdd add;
        add.row.name = "Sao Mai";
        add.row.division = DivisionId("A");
        add.row.organization = "Tiểu học Chũ";
        must(add);
        commands::EntryQualify qualify;
        qualify.entries.push_back(contest().table<Entry>().begin()->id);
        qualify.verdict = commands::Verdict::Eligible;
        qualify.reason = "đã xem hồ sơ";
        must(qualify);
        commands::StageSchedule schedule;
        schedule.stage = StageId("final");
        schedule.start = hosting_->clock()().wall;
        must(schedule);
    }
    template <class Payload>
    void must(const Payload& payload) {
        const Result<Answer> answer =
            hosting_->desk().ask(command_of(new_command_id(), keyboard_actor, payload));
        ASSERT_TRUE(answer) << answer.error().code;
    }
    const Contest& contest() {
        snapshot_ = hosting_->desk().snapshot();
        return *snapshot_->contest;
    }
    FieldView view() const { return look_at(window_->session().contest(), FieldId("F1")); }
    /// The chip lives at the world's pace at best.
    template <class Condition>
    static bool until(Condition condition) {
        return QTest::qWaitFor(condition, 120'000);
    }
    /// Breaks a beam till the station has heard it, and presses what it offers.
    void assign_by_beam(int beam) {
        auto* dialog = window_->findChild<QDialog*>(QStringLiteral("beam_dialog"));
        ASSERT_NE(dialog, nullptr);
        auto* assign = dialog->findChild<QPushButton*>(QStringLiteral("beam_assign"));
        ASSERT_FALSE(assign->isEnabled());
        board_.break_beams({{beam, 100}});
        ASSERT_TRUE(until([&] { return assign->isEnabled(); }));
        QTest::mouseClick(assign, Qt::LeftButton);
        ASSERT_TRUE(until([&] { return is_assigned(beam) && !assign->isEnabled(); }))
            << "it listens for the next one";
    }
    bool is_assigned(int beam) {
        for (const Device& device : contest().table<Device>())
            for (const ChannelUse& use : device.channels)
                if (use.channel == beam) return true;
        return false;
    }
    QString text_of_all(const char* name) const {
        QStringList all;
        for (const QLabel* label : window_->findChildren<QLabel*>(QString::fromLatin1(name)))
            all << label->text();
        return all.join(u'\n');
    }

    devices::BoardOnAPort board_{SANDAU_BINARY_DIR "/tests/devices/firmware/gate328.elf"};
    sandau::testing::TemporaryFolder folder_;
    std::shared_ptr<cli::Hosting> hosting_;
    std::unique_ptr<MainWindow> window_;
    SnapshotPtr snapshot_;
};

TEST_F(FirmwareInTheStation, TimesARunThatItsBeamsWereAssignedTo) {
    ASSERT_TRUE(until([&] {
        const std::vector<DeviceRow> rows = window_->session().opened().devices();
        return rows.size() == 1 && rows[0].alive;
    }));
    window_->go_to(QStringLiteral("devices"));
    QTest::mouseClick(window_->findChild<QPushButton*>(QStringLiteral("break_beam")), Qt::LeftButton);
    assign_by_beam(1);
    assign_by_beam(2);
    window_->findChild<QDialog*>(QStringLiteral("beam_dialog"))->accept();
    ASSERT_EQ(contest().table<Device>().size(), 1U);
    const Device gate = *contest().table<Device>().begin();
    ASSERT_EQ(gate.channels.size(), 2U);
    EXPECT_EQ(gate.channels[0], (ChannelUse{1, FieldId("F1"), ChannelRole::Start, 1}));
    EXPECT_EQ(gate.channels[1], (ChannelUse{2, FieldId("F1"), ChannelRole::Finish, 1}));
    EXPECT_EQ(gate.spec, "serial:" + board_.path() + "?driver=flp") << "opened by itself the next time";
    for (const DeviceRecord& trial : contest().table<DeviceRecord>())
        EXPECT_EQ(trial.place, EventPlace::Dismissed) << "a trial waits for nobody";

    window_->go_to(QStringLiteral("field"));
    const auto press_space_until = [&](auto condition) {
        // A step ignores keys for half a second of the chip's time.
        return until([&] {
            if (!condition()) QTest::keyClick(window_.get(), Qt::Key_Space);
            return condition();
        });
    };
    ASSERT_TRUE(press_space_until([&] { return view().run != nullptr; }));
    ASSERT_TRUE(press_space_until([&] { return view().run->state == RunState::Ready; }));
    board_.break_beams({{1, 600}, {2, 3100}});
    ASSERT_TRUE(until([&] { return view().run->state == RunState::Ended; }));
    const std::optional<MeasuredTime> measured = view().sheet->content.measured;
    ASSERT_TRUE(measured);
    EXPECT_EQ(measured->fault, "");
    EXPECT_LE(std::abs(measured->time_ms * 1'000'000 - 2'500'000'000), measured->bound_ns + 1'000'000);
    EXPECT_EQ(view().sheet->content.time_ms, measured->time_ms);

    QTest::mouseClick(
        window_->room(QStringLiteral("field"))->findChild<QPushButton*>(QStringLiteral("time_origin")),
        Qt::LeftButton);
    const QString bytes = text_of_all("raw_text");
    EXPECT_EQ(bytes.count(QStringLiteral("$E,")), 2) << bytes.toStdString();
    EXPECT_TRUE(text_of_all("raw_hex").contains(QStringLiteral("24 45 2C"))) << "the same in hexadecimal";
}

}  // namespace

}  // namespace sandau::station::testing
