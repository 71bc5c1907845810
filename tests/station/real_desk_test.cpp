// The window over the real desk: what a referee confirmed with the keyboard is in the file.
#include <gtest/gtest.h>

#include <QApplication>
#include <QPushButton>
#include <QTest>
#include <atomic>

#include "desk/desk.h"
#include "scoring/command_payloads.h"
#include "scoring/presets.h"
#include "station/main_window.h"
#include "station/run_steps.h"
#include "support/temporary_folder.h"

namespace sandau::station::testing {

namespace {

class RealDesk : public ::testing::Test {
protected:
    Instant now() const {
        return {"boot", MonoTime{1'000'000'000 + passed_ns_.load()},
                WallTime{1'723'248'000'000 + passed_ns_.load() / 1'000'000}};
    }
    DeskOptions desk_options() {
        DeskOptions options;
        options.clock = [this] { return now(); };
        return options;
    }
    std::shared_ptr<Desk> a_desk_with_two_teams() {
        std::shared_ptr<Desk> desk =
            Desk::create(file(), preset("provincial-robocon")->text, desk_options()).value();
        for (const char* name : {"Sao Mai", "Đại Bàng"}) {
            commands::EntryAdd add;
            add.row.name = name;
            add.row.division = DivisionId("A");
            add.row.organization = "Tiểu học Chũ";
            must(*desk, add);
        }
        commands::EntryQualify qualify;
        for (const Entry& entry : desk->snapshot()->contest->table<Entry>())
            qualify.entries.push_back(entry.id);
        qualify.verdict = commands::Verdict::Eligible;
        qualify.reason = "đã xem hồ sơ";
        must(*desk, qualify);
        commands::StageSchedule schedule;
        schedule.stage = StageId("final");
        schedule.start = now().wall;
        must(*desk, schedule);
        return desk;
    }
    template <class Payload>
    void must(Desk& desk, const Payload& payload) {
        const Result<Answer> answer = desk.ask(command_of(new_command_id(), keyboard_actor, payload));
        ASSERT_TRUE(answer) << answer.error().code;
    }
    std::filesystem::path file() const { return folder_.path() / "cuoc-thi.sandau"; }

    std::atomic<std::int64_t> passed_ns_{0};
    sandau::testing::TemporaryFolder folder_;
};

TEST_F(RealDesk, KeepsWhatWasConfirmedAtTheKeyboard) {
    StationOptions options;
    options.now = [this] { return now(); };
    {
        MainWindow window(options);
        window.resize(1366, 768);
        window.show();
        QApplication::setActiveWindow(&window);
        OpenedContest opened;
        opened.host = a_desk_with_two_teams();
        opened.file = file();
        window.show_contest(std::move(opened));
        window.go_to(QStringLiteral("field"));
        const auto view = [&] { return look_at(window.session().contest(), FieldId("F1")); };
        const auto press_until = [&](Qt::Key key, Qt::KeyboardModifiers with, auto condition) {
            passed_ns_ += 600'000'000;
            QTest::keyClick(&window, key, with);
            EXPECT_TRUE(QTest::qWaitFor(condition, 10'000));
        };
        press_until(Qt::Key_Space, {}, [&] { return view().run != nullptr; });
        press_until(Qt::Key_Space, {}, [&] { return view().run->state == RunState::Ready; });
        press_until(Qt::Key_Space, {}, [&] { return view().run->state == RunState::Running; });
        passed_ns_ += 41'000'000'000;
        press_until(Qt::Key_Space, {}, [&] { return view().run->state == RunState::Ended; });
        for (QPushButton* button : window.findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == QStringLiteral("Không"))
                QTest::mouseClick(button, Qt::LeftButton);
        EXPECT_TRUE(
            QTest::qWaitFor([&] { return view().sheet->content.items.find("finish") != nullptr; }, 10'000));
        press_until(Qt::Key_Space, {}, [&] { return view().sheet->state == SheetState::Reviewed; });
        press_until(Qt::Key_Return, Qt::ControlModifier,
                    [&] { return view().sheet->state == SheetState::Official; });
    }
    const Result<std::unique_ptr<Desk>> again = Desk::open(file(), desk_options());
    ASSERT_TRUE(again) << again.error().code;
    const SnapshotPtr snapshot = (*again)->snapshot();
    ASSERT_EQ(snapshot->contest->table<Sheet>().size(), 1U);
    const Sheet& sheet = *snapshot->contest->table<Sheet>().begin();
    EXPECT_EQ(sheet.state, SheetState::Official);
    EXPECT_EQ(sheet.content.time_ms, 41'600);
}

}  // namespace

}  // namespace sandau::station::testing
