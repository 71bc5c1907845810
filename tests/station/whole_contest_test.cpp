// A small contest through the real window over the real desk, from a preset to the published awards: once by
// the keyboard alone, once by the mouse (which types names, as people do).
#include <gtest/gtest.h>

#include <QApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <atomic>
#include <fstream>

#include "desk/desk.h"
#include "scoring/presets.h"
#include "station/import_dialog.h"
#include "station/main_window.h"
#include "station/new_contest_dialog.h"
#include "station/run_steps.h"
#include "station/schedule_dialog.h"
#include "support/temporary_folder.h"

namespace sandau::station::testing {

namespace {

enum class Hands { Keyboard, Mouse };

class WholeContest : public ::testing::TestWithParam<Hands> {
protected:
    void SetUp() override {
        std::ofstream(folder_ / "doi.csv") << "Tên đội,Bảng,Đơn vị\n"
                                              "Sao Mai,Trung học cơ sở,THCS Chũ\n"
                                              "Sông Hồng,Trung học cơ sở,THCS Bố Hạ\n";
        StationOptions options;
        options.now = [this] { return now(); };
        options.presets = {{"line-following", preset("line-following")->name},
                           {"mini-sumo", preset("mini-sumo")->name}};
        options.open_contest = [this](const OpenRequest& request) -> Result<OpenedContest> {
            DeskOptions desk;
            desk.clock = [this] { return now(); };
            auto made = Desk::create(request.file, preset(request.preset)->text, desk);
            if (!made) return tl::unexpected(made.error());
            OpenedContest opened;
            opened.host = std::move(*made);
            opened.file = request.file;
            return opened;
        };
        window_ = std::make_unique<MainWindow>(std::move(options));
        window_->resize(1366, 768);
        window_->show();
        QApplication::setActiveWindow(window_.get());
    }

    Instant now() const {
        return {"boot", MonoTime{1'000'000'000 + passed_ns_.load()},
                WallTime{1'723'248'000'000 + passed_ns_.load() / 1'000'000}};
    }
    bool by_keyboard() const { return GetParam() == Hands::Keyboard; }
    const Contest& contest() const { return window_->session().contest(); }
    template <class Condition>
    void until(const char* what, Condition condition) const {
        ASSERT_TRUE(QTest::qWaitFor(condition, 10'000)) << what;
        ASSERT_TRUE(QTest::qWaitFor([this] { return window_->session().waiting() == 0; }, 10'000)) << what;
        QCoreApplication::processEvents();
    }

    /// Goes on by Tab until the widget has the keys.
    void reach(QWidget* widget) const {
        constexpr int presses_max = 200;
        for (int i = 0; i < presses_max && QApplication::focusWidget() != widget; ++i) {
            QWidget* before = QApplication::focusWidget();
            QTest::keyClick(before != nullptr ? before : widget->window(), Qt::Key_Tab);
        }
        ASSERT_EQ(QApplication::focusWidget(), widget)
            << "Tab does not reach " << widget->objectName().toStdString();
    }
    void use(QPushButton* button) const {
        ASSERT_NE(button, nullptr);
        ASSERT_TRUE(button->isVisible() && button->isEnabled()) << button->text().toStdString();
        if (!by_keyboard()) return QTest::mouseClick(button, Qt::LeftButton);
        reach(button);
        QTest::keyClick(button, Qt::Key_Space);
    }
    void type(QLineEdit* edit, const QString& text) const {
        if (by_keyboard())
            reach(edit);
        else
            QTest::mouseClick(edit, Qt::LeftButton);
        QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(edit, text);
    }
    /// By what it says, in what is seen now.
    QPushButton* button(const QString& text, const QWidget* within = nullptr) const {
        for (QPushButton* one : (within != nullptr ? within : window_.get())->findChildren<QPushButton*>())
            if (one->isVisible() && one->text().startsWith(text)) return one;
        ADD_FAILURE() << text.toStdString();
        return nullptr;
    }
    template <class Dialog>
    Dialog* dialog() const {
        EXPECT_TRUE(QTest::qWaitFor([this] { return window_->findChild<Dialog*>() != nullptr; }, 10'000));
        auto* found = window_->findChild<Dialog*>();
        EXPECT_NE(found, nullptr);
        if (found != nullptr) QApplication::setActiveWindow(found);
        return found;
    }
    void go_to(int number, const QString& title) const {
        QApplication::setActiveWindow(window_.get());
        if (by_keyboard())
            QTest::keyClick(window_.get(), numbered_key(number), Qt::ControlModifier);
        else
            use(button(title, window_->findChild<QWidget*>(QStringLiteral("rail"))));
        // What was made for the room is shown by its layout one turn later.
        QCoreApplication::processEvents();
    }
    static Qt::Key numbered_key(int number) { return static_cast<Qt::Key>(Qt::Key_0 + number); }

    void make_the_contest();
    void import_the_sheet();
    void check_in_everybody();
    void make_the_timetable();
    void play(const FieldId& field, int number, int gates);
    void play_everything();
    void publish_the_awards();

    std::atomic<std::int64_t> passed_ns_{0};
    sandau::testing::TemporaryFolder folder_;
    std::unique_ptr<MainWindow> window_;
};

void WholeContest::make_the_contest() {
    use(window_->findChild<QPushButton*>(QStringLiteral("start_new")));
    auto* asked = dialog<NewContestDialog>();
    ASSERT_NE(asked, nullptr);
    auto* presets = asked->findChild<QListWidget*>();
    if (by_keyboard()) {
        reach(presets);
        QTest::keyClick(presets, Qt::Key_Home);
    } else {
        QTest::mouseClick(presets->viewport(), Qt::LeftButton, {},
                          presets->visualItemRect(presets->item(0)).center());
    }
    type(asked->findChild<QLineEdit*>(), QString::fromStdString((folder_ / "truong.sandau").string()));
    use(button(QStringLiteral("Tạo cuộc thi"), asked));
    until("the contest is open", [this] { return window_->session().is_open(); });
}

void WholeContest::import_the_sheet() {
    go_to(3, QStringLiteral("Hồ sơ dự thi"));
    // The file dialog has a loop of its own: what is typed into it comes from a timer.
    QTimer hands;
    hands.setInterval(20);
    QObject::connect(&hands, &QTimer::timeout, &hands, [&] {
        auto* files = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        auto* name =
            files != nullptr ? files->findChild<QLineEdit*>(QStringLiteral("fileNameEdit")) : nullptr;
        if (name == nullptr) return;
        hands.stop();
        // It begins where the last one ended: in another test's folder, which is gone.
        files->setDirectory(QString::fromStdString(folder_.path().string()));
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("doi.csv"));
        // What the field proposes while one types would take the key.
        if (QWidget* proposals = QApplication::activePopupWidget()) proposals->close();
        QPushButton* open = files->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Open);
        by_keyboard() ? QTest::keyClick(open, Qt::Key_Space) : QTest::mouseClick(open, Qt::LeftButton);
    });
    hands.start();
    use(window_->findChild<QPushButton*>(QStringLiteral("import")));
    auto* preview = dialog<ImportDialog>();
    ASSERT_NE(preview, nullptr);
    until("the sheet is read", [&] { return preview->is_ready(); });
    use(preview->findChild<QPushButton*>(QStringLiteral("import_accept")));
    until("both teams are there", [this] { return contest().table<Entry>().size() == 2; });
}

void WholeContest::check_in_everybody() {
    QApplication::setActiveWindow(window_.get());
    use(button(QStringLiteral("Xét điều kiện")));
    const auto all = [this](auto condition) {
        const auto& entries = contest().table<Entry>();
        return std::all_of(entries.begin(), entries.end(), condition);
    };
    until("all are eligible",
          [&] { return all([](const Entry& one) { return one.state == EntryState::Eligible; }); });
    auto* table = window_->findChild<QTableView*>(QStringLiteral("entries_table"));
    for (int row = 0; row < 2; ++row) {
        if (by_keyboard()) {
            reach(table);
            QTest::keyClick(table, Qt::Key_Home, Qt::ControlModifier);
            for (int down = 0; down < row; ++down) QTest::keyClick(table, Qt::Key_Down);
            QTest::keyClick(table, Qt::Key_Return);
        } else {
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                              table->visualRect(table->model()->index(row, 1)).center());
            use(button(QStringLiteral("Điểm danh")));
        }
        until("one more is here", [&] {
            const auto& entries = contest().table<Entry>();
            return std::count_if(entries.begin(), entries.end(),
                                 [](const Entry& one) { return one.checked_in; }) == row + 1;
        });
    }
    EXPECT_TRUE(all([](const Entry& one) { return one.checked_in; }));
}

void WholeContest::make_the_timetable() {
    go_to(5, QStringLiteral("Bốc thăm"));
    use(window_->findChild<QPushButton*>(QStringLiteral("make_timetable")));
    auto* asked = dialog<ScheduleDialog>();
    ASSERT_NE(asked, nullptr);
    use(button(QStringLiteral("Xếp lịch"), asked));
    until("three runs of each", [this] { return contest().table<Slot>().size() == 6; });
    QApplication::setActiveWindow(window_.get());
    use(button(QStringLiteral("Công bố lịch")));
    until("it is posted", [this] { return !contest().table<Publication>().empty(); });
}

void WholeContest::play(const FieldId& field, int number, int gates) {
    QApplication::setActiveWindow(window_.get());
    const auto there = [&] { return look_at(contest(), field); };
    const auto step = [&](const char* what, auto condition) {
        passed_ns_ += 600'000'000;
        if (by_keyboard())
            QTest::keyClick(window_.get(), Qt::Key_Space);
        else
            use(window_->findChild<QPushButton*>(QStringLiteral("next_action")));
        until(what, condition);
    };
    if (by_keyboard())
        QTest::keyClick(window_.get(), numbered_key(number), Qt::AltModifier);
    else
        use(button(text_of(field.text) + QStringLiteral(" ·")));
    passed_ns_ += 600'000'000;
    step("called", [&] { return there().run != nullptr && there().run->state == RunState::Called; });
    step("ready", [&] { return there().run->state == RunState::Ready; });
    step("running", [&] { return there().run->state == RunState::Running; });
    passed_ns_ += 41'000'000'000;
    const auto* sheet = window_->room(QStringLiteral("field"));
    for (int gate = 1; gate <= gates; ++gate) {
        if (by_keyboard())
            QTest::keyClick(window_.get(), Qt::Key_1, Qt::KeypadModifier);
        else
            use(button(QStringLiteral("+"), sheet->findChild<QWidget*>(QStringLiteral("item_gate"))));
        until("a checkpoint", [&] {
            const Json* value = there().sheet->content.items.find("gate");
            return value != nullptr && value->as_int() == gate;
        });
    }
    step("ended", [&] { return there().run->state == RunState::Ended; });
    if (by_keyboard())
        QTest::keyClick(window_.get(), Qt::Key_3, Qt::KeypadModifier);
    else
        use(button(QStringLiteral("Không"), sheet->findChild<QWidget*>(QStringLiteral("item_finish"))));
    until("answered", [&] { return there().sheet->content.items.find("finish") != nullptr; });
    step("reviewed", [&] { return there().sheet->state == SheetState::Reviewed; });
    passed_ns_ += 600'000'000;
    if (by_keyboard())
        QTest::keyClick(window_.get(), Qt::Key_Return, Qt::ControlModifier);
    else
        use(window_->findChild<QPushButton*>(QStringLiteral("next_action")));
    until("published", [&] { return there().sheet->published.has_value(); });
}

void WholeContest::play_everything() {
    go_to(6, QStringLiteral("Sân thi đấu"));
    int number = 0;
    for (const char* id : {"F1", "F2", "F3", "F4"}) {
        ++number;
        const FieldId field(id);
        for (std::vector<Slot> waiting = waiting_slots(contest(), field); !waiting.empty();
             waiting = waiting_slots(contest(), field)) {
            play(field, number, waiting.front().entry == EntryId("T001") ? 3 : 2);
            if (HasFatalFailure()) return;
        }
    }
    std::size_t published = 0;
    for (const Sheet& sheet : contest().table<Sheet>())
        if (sheet.published) ++published;
    EXPECT_EQ(published, 6U);
}

void WholeContest::publish_the_awards() {
    go_to(9, QStringLiteral("Giải thưởng"));
    until("the standings are computed",
          [this] { return window_->standings().look() != nullptr && window_->standings().is_current(); });
    use(button(QStringLiteral("Công bố giải")));
    until("the awards are posted",
          [this] { return contest().table<Publication>().find("awards:giai") != nullptr; });
}

TEST_P(WholeContest, FromAPresetToThePublishedAwards) {
    make_the_contest();
    if (!HasFatalFailure()) import_the_sheet();
    if (!HasFatalFailure()) check_in_everybody();
    if (!HasFatalFailure()) make_the_timetable();
    if (!HasFatalFailure()) play_everything();
    if (!HasFatalFailure()) publish_the_awards();
    if (HasFatalFailure()) return;
    const std::string posted = write_json(contest().table<Publication>().find("awards:giai")->content);
    EXPECT_LT(posted.find("T001"), posted.find("T002")) << posted;
}

INSTANTIATE_TEST_SUITE_P(With, WholeContest, ::testing::Values(Hands::Keyboard, Hands::Mouse),
                         [](const auto& tested) {
                             return tested.param == Hands::Keyboard ? "Keyboard" : "Mouse";
                         });

}  // namespace

}  // namespace sandau::station::testing
