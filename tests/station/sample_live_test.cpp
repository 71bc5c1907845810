// The sample contest as somebody meets it who has never seen the program: one field waits for them.
#include <gtest/gtest.h>

#include <QApplication>
#include <QPushButton>
#include <QTest>
#include <atomic>
#include <thread>

#include "cli/demo/demo.h"
#include "scoring/command_payloads.h"
#include "station/hosted_window.h"
#include "station/run_steps.h"
#include "support/temporary_folder.h"

namespace sandau::station::testing {

namespace {

class Sample : public ::testing::Test {
protected:
    Sample() {
        cli::demo::DemoOptions options;
        options.directory = folder_.path();
        options.speed = 20;
        options.fields = 2;
        options.fields_of_people = 1;
        options.with_people = true;
        options.listen = {"127.0.0.1:0"};
        demo_ = cli::demo::Demo::prepare(options, console_).value();
        hosting_ = std::shared_ptr<cli::Hosting>(demo_, &demo_->hosting());
        thread_ = std::thread([this] { EXPECT_TRUE(demo_->play(stop_)); });
        window_ = window_over(hosting_);
        window_->go_to(QStringLiteral("field"));
    }
    ~Sample() override {
        stop_ = true;
        thread_.join();
    }

    FieldView view(const char* field = "F1") const {
        return look_at(window_->session().contest(), FieldId(field));
    }
    template <class Condition>
    static bool until(Condition condition) {
        return QTest::qWaitFor(condition, 180'000);
    }
    /// Once, when a step takes keys again.
    void press(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier) {
        const MonoTime takes_keys = hosting_->clock()().mono + milliseconds(600);
        ASSERT_TRUE(until([&] { return hosting_->clock()().mono > takes_keys; }));
        QTest::keyClick(window_.get(), key, with);
        ++steps_;
    }
    void answer(const QString& with) {
        for (QPushButton* button : window_->findChildren<QPushButton*>()) {
            if (!button->isVisible() || !button->isEnabled() || button->text() != with) continue;
            QTest::mouseClick(button, Qt::LeftButton);
            ++steps_;
        }
    }

    sandau::testing::TemporaryFolder folder_;
    cli::Console console_{Language::English};
    std::shared_ptr<cli::demo::Demo> demo_;
    std::shared_ptr<cli::Hosting> hosting_;
    std::atomic<bool> stop_ = false;
    std::thread thread_;
    std::unique_ptr<MainWindow> window_;
    int steps_ = 0;
};

TEST_F(Sample, ARunIsScoredAndPublishedInFiveSteps) {
    EXPECT_EQ(view().run, nullptr) << "nobody is called by itself";
    press(Qt::Key_Space);
    ASSERT_TRUE(until([&] { return view().run != nullptr; }));
    press(Qt::Key_Space);
    ASSERT_TRUE(until([&] { return view().run->state == RunState::Running; })) << "the team sets off";
    ASSERT_TRUE(until([&] { return view().run->state == RunState::Ended; })) << "and arrives";
    answer(QStringLiteral("Không"));
    ASSERT_TRUE(until([&] { return view().sheet->content.items.find("finish") != nullptr; }));
    EXPECT_EQ(view().sheet->state, SheetState::Draft) << "nobody confirms it by itself";
    press(Qt::Key_Space);
    ASSERT_TRUE(until([&] { return view().sheet->state == SheetState::Reviewed; }));
    press(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(until([&] { return view().sheet->state == SheetState::Official; }));
    EXPECT_EQ(steps_, 5);
}

TEST_F(Sample, GoesOnWhereSomebodyTakesPart) {
    // The called team is sent away under the simulated referee's hands, again and again.
    int sent_away = 0;
    EXPECT_TRUE(until([&] {
        const auto* run = view("F2").run;
        if (run == nullptr || run->state == RunState::Aborted || sent_away == 3) return sent_away == 3;
        const commands::RunUnload unload{run->id, "thử"};
        if (hosting_->desk().ask(command_of(new_command_id(), keyboard_actor, unload))) ++sent_away;
        return false;
    }));
    const auto finished = [&] {
        int count = 0;
        for (const Sheet& sheet : window_->session().contest().table<Sheet>())
            count += sheet.stage == StageId("final") && sheet.state == SheetState::Official ? 1 : 0;
        return count;
    };
    EXPECT_TRUE(until([&] { return finished() >= 1; })) << "the next team is called and scored";
}

}  // namespace

}  // namespace sandau::station::testing
