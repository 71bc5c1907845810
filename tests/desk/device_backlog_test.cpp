#include <gtest/gtest.h>

#include "db/maintenance.h"
#include "desk/desk.h"
#include "desk/device_intake.h"
#include "desk/wait_until.h"
#include "devices/boot_clock.h"
#include "scoring/command_payloads.h"
#include "support/a_contest.h"
#include "support/fault_vfs.h"
#include "support/temporary_folder.h"

// What devices said while the disk took nothing is told again once it does, in its order, and counts once.

namespace sandau {
namespace {

const DeviceId gate("00C0FFEE");

class FullDisk : public ::testing::Test {
protected:
    void SetUp() override {
        DeskOptions options;
        options.file.vfs = disk.name();
        desk = std::move(*Desk::create(path, test::a_small_definition(), std::move(options)));
        intake.emplace(*desk, devices::now_instant);
        sink = intake->sink();
        const Result<Answer> assigned = desk->ask(
            command_of(new_command_id(), keyboard_actor,
                       commands::DeviceAssign{{gate, "", "", {{1, FieldId("F1"), ChannelRole::Start, 1}}}}));
        ASSERT_TRUE(assigned);
    }
    void hear(devices::EventBody body, std::uint32_t seq = 0) {
        devices::Delivery delivery;
        delivery.event.header.device = gate;
        delivery.event.header.boot = "7A3F";
        delivery.event.header.seq = seq;
        delivery.event.header.at = devices::now_mono();
        delivery.event.body = std::move(body);
        delivery.phase = seq != 0 ? devices::Phase::Ordered : devices::Phase::Provisional;
        sink.delivered(delivery);
    }
    bool wait_for_file(FileHealth health) {
        return test::wait_until(*desk, [=](const Snapshot& one) { return one.status.file == health; });
    }

    ::sandau::testing::FaultVfs disk;
    ::sandau::testing::TemporaryFolder folder;
    std::filesystem::path path = folder / "a.sandau";
    std::unique_ptr<Desk> desk;
    std::optional<DeviceIntake> intake;
    devices::Sink sink;
};

TEST_F(FullDisk, WhatDevicesSaidMeanwhileIsWrittenDownAfterwards) {
    using namespace ::sandau::testing;
    disk.inject({FaultyFile::Log, FaultyCall::Write, FaultKind::Full, 0, FaultLasts::UntilCleared});
    hear(devices::Edge{1, devices::EdgeKind::Broken}, 1);
    ASSERT_TRUE(wait_for_file(FileHealth::Refusing));
    hear(devices::Edge{1, devices::EdgeKind::Broken}, 2);
    hear(devices::Fault{devices::FaultKind::Rebooted, 0});
    sink.each_second();
    EXPECT_EQ(desk->snapshot()->contest->table<DeviceRecord>().size(), 0u);
    disk.clear();
    ASSERT_TRUE(wait_for_file(FileHealth::Durable));
    sink.each_second();
    EXPECT_TRUE(test::wait_until(*desk, [](const Snapshot& one) {
        const DeviceHealth* health = one.contest->table<DeviceHealth>().find(gate.text);
        return health != nullptr && health->fault == "device.rebooted";
    }));
    const auto& records = desk->snapshot()->contest->table<DeviceRecord>();
    ASSERT_EQ(records.size(), 2u);
    EXPECT_NE(records.find("00C0FFEE-7A3F-1"), nullptr);
    EXPECT_NE(records.find("00C0FFEE-7A3F-2"), nullptr);
    desk.reset();
    EXPECT_TRUE(verify(path)->fine());
}

TEST_F(FullDisk, AStopIsNotLost) {
    using namespace ::sandau::testing;
    ASSERT_TRUE(desk->ask(
        command_of(new_command_id(), keyboard_actor,
                   commands::DeviceAssign{{gate, "", "", {{3, FieldId("F1"), ChannelRole::Stop, 1}}}})));
    commands::EntryImport import;
    import.rows.resize(1);
    import.rows[0].name = "Sao Mai";
    import.rows[0].division = DivisionId("B");
    import.rows[0].members = {{ "Nguyễn An", "2012-01-01", "", "" }};
    const RunId run("final.T001.1");
    const auto must = [&](const auto& payload) {
        EXPECT_TRUE(desk->ask(command_of(new_command_id(), keyboard_actor, payload)));
    };
    must(import);
    must(commands::EntryQualify{});
    must(commands::RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0});
    must(commands::RunReady{run, ""});
    must(commands::RunStart{run, ""});
    disk.inject({FaultyFile::Log, FaultyCall::Write, FaultKind::Full, 0, FaultLasts::UntilCleared});
    hear(devices::EmergencyStop{3, devices::Pressed::Yes});
    ASSERT_TRUE(wait_for_file(FileHealth::Refusing));
    disk.clear();
    ASSERT_TRUE(wait_for_file(FileHealth::Durable));
    sink.each_second();
    EXPECT_TRUE(test::wait_until(*desk, [&](const Snapshot& one) {
        return one.contest->table<sandau::Run>().find(run.text)->clock.state == ClockState::Paused;
    }));
}

}  // namespace
}  // namespace sandau
