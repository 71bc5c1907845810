// The announcer's card and the call list, in the real window.
#include <gtest/gtest.h>

#include <QAbstractItemModel>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

#include "scoring/command_payloads.h"
#include "station/call_list.h"
#include "station/screenshots.h"
#include "station/spoken.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

/// The window of the host, or of a station that joined in a seat with this role; in the room.
struct CallsKit {
    explicit CallsKit(std::shared_ptr<FakeHost> contest, std::optional<Role> role = {})
        : host(std::move(contest)) {
        OpenedContest opened = opened_contest(host);
        if (role) {
            commands::UserGrant grant;
            grant.name = "Bàn điều hành";
            grant.grants.emplace_back();
            grant.grants.front().role = *role;
            const Answer answer = host->must(grant);
            opened.seat = UserId(*answer.result.find("user")->as_string());
            opened.link = [] { return HostLink{}; };
        }
        window = std::make_unique<MainWindow>(options_for(host));
        window->resize(1366, 768);
        window->show();
        window->show_contest(std::move(opened));
        QApplication::setActiveWindow(window.get());
        window->go_to(QStringLiteral("announcer"));
        settle();
    }
    void settle() const {
        EXPECT_TRUE(QTest::qWaitFor([&] {
            return window->session().waiting() == 0 &&
                   window->session().snapshot()->version == host->snapshot()->version;
        }));
        WindowKit::draw();
        window->room(QStringLiteral("announcer"))->refresh();
    }
    void press(Qt::Key key) const {
        QTest::keyClick(QApplication::focusWidget(), key);
        settle();
    }
    QTableView* calls() const { return window->findChild<QTableView*>(QStringLiteral("call_list")); }
    QString cell(int row, int column) const { return calls()->model()->index(row, column).data().toString(); }
    QPushButton* button(const char* name) const {
        return window->findChild<QPushButton*>(QString::fromLatin1(name));
    }
    QString card() const {
        QStringList texts;
        for (const QLabel* label :
             window->findChild<QWidget*>(QStringLiteral("announcer_card"))->findChildren<QLabel*>())
            if (label->isVisible()) texts << label->text();
        return texts.join(u'\n');
    }
    /// The entry of the list's first line.
    const Entry& first() const {
        const ToCall one = call_list(host->contest(), host->now.wall).front();
        return *host->contest().table<Entry>().find(one.next.slot.entry.text);
    }

    std::shared_ptr<FakeHost> host;
    std::unique_ptr<MainWindow> window;
};

void post_timetable(FakeHost& host) {
    const Slot some = next_on(host, FieldId("F1"));
    host.must(commands::SchedulePublish{some.stage});
}

TEST(CallList, IsSortedByWhenEachIsExpectedAndNobodyComesBeforeTheTimetable) {
    const auto host = a_contest(Depth::Running);
    const std::vector<ToCall> list = call_list(host->contest(), host->now.wall);
    ASSERT_GT(list.size(), 8U);
    std::map<FieldId, int> of_field;
    for (std::size_t i = 0; i < list.size(); ++i) {
        ASSERT_TRUE(list[i].expected);
        EXPECT_GE(*list[i].expected, *list[i > 0 ? i - 1 : 0].expected);
        EXPECT_GE(list[i].late_ms(), 0);
        ++of_field[list[i].next.slot.field];
    }
    EXPECT_EQ(of_field.size(), 4U);
}

TEST(CallList, MovesBehindWhenAFieldIsSlow) {
    const auto host = a_contest(Depth::Scheduled);
    const Slot next = next_on(*host, FieldId("F1"));
    host->now.wall = next.starts_at;
    host->now.wall.utc_ms += 20 * 60'000;
    std::vector<std::int64_t> late;
    for (const ToCall& one : call_list(host->contest(), host->now.wall))
        if (one.next.slot.field == FieldId("F1")) late.push_back(one.late_ms());
    ASSERT_GT(late.size(), 2U);
    EXPECT_EQ(late.front(), 20 * 60'000) << "it cannot be before now";
    EXPECT_GT(late[1], 0) << "who comes after waits for who is before";
}

TEST(CallList, HasWhatNoTimetableHasLastAndOnce) {
    const auto host = a_contest_of_matches();
    const std::vector<ToCall> list = call_list(host->contest(), host->now.wall);
    ASSERT_FALSE(list.empty());
    std::set<std::string> keys;
    for (const ToCall& one : list) {
        EXPECT_FALSE(one.expected);
        EXPECT_TRUE(keys.insert(one.next.key()).second);
    }
}

TEST(Spoken, ReadsSchoolsOutLong) {
    EXPECT_EQ(spoken(QStringLiteral("TH&THCS Bố Hạ")), QStringLiteral("Tiểu học và Trung học cơ sở Bố Hạ"));
    EXPECT_EQ(spoken(QStringLiteral("TP. Bắc Giang")), QStringLiteral("Thành phố Bắc Giang"));
    EXPECT_EQ(spoken(QStringLiteral("Lê Lợi - 2")), QStringLiteral("Lê Lợi - 2"));
}

TEST(AnnouncerRoom, ChecksInAndInspectsByTheKeyboardAlone) {
    const CallsKit kit(a_contest(Depth::Scheduled));
    const EntryId id = kit.first().id;
    const auto entry = [&] { return *kit.host->contest().table<Entry>().find(id.text); };
    ASSERT_EQ(QApplication::focusWidget(), kit.calls());
    ASSERT_TRUE(entry().checked_in);
    kit.press(Qt::Key_Enter);
    EXPECT_FALSE(entry().checked_in);
    kit.press(Qt::Key_Return);
    EXPECT_TRUE(entry().checked_in);
    EXPECT_EQ(kit.cell(0, 4), QStringLiteral("✓"));
    kit.press(Qt::Key_Plus);
    EXPECT_TRUE(entry().inspected);
    EXPECT_EQ(kit.cell(0, 5), QStringLiteral("✓"));
    EXPECT_TRUE(kit.button("call_fail")->text().contains(QStringLiteral("Thu lại")));
    EXPECT_TRUE(kit.button("call_fail")->text().contains(QStringLiteral("[-]")));
    kit.press(Qt::Key_Minus);
    auto* dialog = kit.window->findChild<QDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_TRUE(entry().inspected) << "not without a reason";
    dialog->findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("Thay pin ngoài quy định"));
    dialog->accept();
    kit.settle();
    EXPECT_FALSE(entry().inspected);
    EXPECT_EQ(kit.cell(0, 5), QStringLiteral("–"));
    EXPECT_EQ(kit.host->journal().back().kind, "entry.inspect");
}

TEST(AnnouncerRoom, ATeamThatWasCalledHandsItsPlaceInTheListToNobody) {
    const CallsKit kit(a_contest(Depth::Scheduled));
    const Slot slot = call_list(kit.host->contest(), kit.host->now.wall).front().next.slot;
    kit.host->must(commands::RunLoad{slot.stage, slot.entry, slot.field, 0});
    kit.settle();
    const std::size_t before = kit.host->journal().size();
    kit.press(Qt::Key_Enter);
    EXPECT_EQ(kit.host->journal().size(), before) << "what is pressed now was meant for the one that is gone";
}

TEST(AnnouncerRoom, ReadsOutOnlyWhatIsPublished) {
    const CallsKit kit(a_contest(Depth::Scheduled));
    EXPECT_FALSE(kit.card().contains(QStringLiteral("Tiếp theo"))) << "the timetable is not posted";
    EXPECT_TRUE(kit.card().contains(QStringLiteral("Chưa công bố kết quả nào")));
    post_timetable(*kit.host);
    const Slot next = next_on(*kit.host, FieldId("F1"));
    const QString name =
        QString::fromStdString(kit.host->contest().table<Entry>().find(next.entry.text)->name);
    kit.settle();
    EXPECT_TRUE(kit.card().contains(QStringLiteral("Tiếp theo, khoảng")));
    EXPECT_TRUE(kit.card().contains(name));
    const RunId run = play_next(*kit.host, FieldId("F1"), 3);
    kit.settle();
    EXPECT_TRUE(kit.card().contains(QStringLiteral(" điểm"))) << kit.card().toStdString();
    commands::ScoreRetract retract;
    retract.sheet = run;
    retract.reason = "nhầm";
    kit.host->must(retract);
    kit.settle();
    EXPECT_FALSE(kit.card().contains(QStringLiteral(" điểm"))) << "taken back is not read out";
}

TEST(AnnouncerRoom, OffersASeatWhatItsRoleMayDo) {
    const CallsKit announcer(a_contest(Depth::Scheduled), Role::Announcer);
    EXPECT_FALSE(announcer.button("call_check_in")->isVisible());
    EXPECT_FALSE(announcer.button("call_pass")->isVisible());
    EXPECT_EQ(announcer.calls()->model()->rowCount(), 0) << "the timetable is not posted";
    announcer.press(Qt::Key_Enter);
    post_timetable(*announcer.host);
    announcer.settle();
    EXPECT_GT(announcer.calls()->model()->rowCount(), 8);
    const CallsKit marshal(a_contest(Depth::Scheduled), Role::Marshal);
    EXPECT_TRUE(marshal.button("call_check_in")->isVisible());
    EXPECT_TRUE(marshal.button("call_pass")->isVisible());
    EXPECT_GT(marshal.calls()->model()->rowCount(), 8);
    const CallsKit referee(a_contest(Depth::Scheduled), Role::Referee);
    EXPECT_FALSE(referee.button("call_check_in")->isVisible());
    EXPECT_TRUE(referee.button("call_pass")->isVisible());
}

TEST(AnnouncerRoom, ShowsOneFieldOfTheCallList) {
    const CallsKit kit(a_contest(Depth::Scheduled));
    const int all = kit.calls()->model()->rowCount();
    auto* fields = kit.window->findChild<QComboBox*>(QStringLiteral("call_field"));
    fields->setCurrentIndex(2);
    emit fields->activated(2);
    const int some = kit.calls()->model()->rowCount();
    EXPECT_LT(some, all);
    for (int row = 0; row < some; ++row) EXPECT_EQ(kit.cell(row, 3), kit.cell(0, 3));
}

TEST(AnnouncerRoom, CallsBothSidesOfAMatch) {
    const CallsKit kit(a_contest_of_matches());
    EXPECT_TRUE(kit.cell(0, 2).contains(QStringLiteral("ĐỎ"))) << kit.cell(0, 2).toStdString();
    EXPECT_TRUE(kit.cell(1, 2).contains(QStringLiteral("XANH")));
}

TEST(Rail, HasRoomForEveryButtonInTheSmallestWindow) {
    constexpr int target_px = 24;
    const WindowKit kit(Depth::Running, {1180, 700});
    WindowKit::draw();
    const auto* rail = kit.window->findChild<QWidget*>(QStringLiteral("rail"));
    QList<QPushButton*> buttons = rail->findChildren<QPushButton*>();
    std::sort(buttons.begin(), buttons.end(),
              [](const QPushButton* a, const QPushButton* b) { return a->y() < b->y(); });
    int below = 0;
    for (const QPushButton* button : buttons) {
        EXPECT_GE(button->height(), target_px);
        EXPECT_GE(button->height(), button->fontMetrics().height());
        EXPECT_GE(button->geometry().top(), below) << button->text().toStdString();
        below = button->geometry().bottom() + 1;
    }
    EXPECT_LE(below, rail->height());
}

class AnnouncerScreenshots : public Screenshots {};

TEST_P(AnnouncerScreenshots, OfRunsAndOfMatches) {
    for (const bool of_matches : {false, true}) {
        const WindowKit kit(of_matches ? a_contest_of_matches() : a_contest(Depth::Running), GetParam().size);
        prepare(kit);
        if (!of_matches) post_timetable(*kit.host);
        kit.window->go_to(QStringLiteral("field"));
        for (int step = 0; step < 3; ++step) kit.press(Qt::Key_Space);
        kit.host->pass(milliseconds(4 * 60'000));
        kit.window->go_to(QStringLiteral("announcer"));
        kit.settle();
        keep(kit.window.get(), of_matches ? "announcer-matches" : "announcer-runs");
    }
}

INSTANTIATE_TEST_SUITE_P(All, AnnouncerScreenshots, looks(), name_of);

}  // namespace

}  // namespace sandau::station::testing
