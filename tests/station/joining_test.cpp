// Joining as people see it: on the start page of one station, in the People room of the other.
#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "scoring/command_payloads.h"
#include "scoring/stations.h"
#include "station/join_dialog.h"
#include "station/screenshots.h"

namespace sandau::station::testing {

namespace {

QPushButton* button(QWidget& within, const char* name) {
    for (QPushButton* one : within.findChildren<QPushButton*>(QString::fromLatin1(name)))
        if (one->isVisible()) return one;
    return nullptr;
}

/// A host that answers as it is told.
struct FakeJoining {
    std::shared_ptr<JoinProgress> progress = std::make_shared<JoinProgress>();
    std::shared_ptr<int> trusted = std::make_shared<int>(0);
    std::string address, name;

    void give(StationOptions& options) {
        options.join = [this](const std::string& to, const std::string& as) {
            address = to;
            name = as;
            return JoinAttempt{[progress = progress] { return *progress; },
                               [trusted = trusted] { ++*trusted; }};
        };
    }
};

struct JoiningStart : ::testing::Test {
    JoiningStart() : host(a_contest(Depth::Running)) {
        StationOptions options = options_for(host);
        joining.give(options);
        window = std::make_unique<MainWindow>(options);
        window->show();
    }
    JoinDialog* dialog() const { return window->findChild<JoinDialog*>(); }
    void open_dialog() const {
        QTest::mouseClick(button(*window, "start_join"), Qt::LeftButton);
        dialog()
            ->findChild<QLineEdit*>(QStringLiteral("join_address"))
            ->setText(QStringLiteral("http://192.168.1.20:8080"));
        dialog()->findChild<QLineEdit*>(QStringLiteral("join_name"))->setText(QStringLiteral("Bàn thư ký"));
    }
    void ask() const { QTest::mouseClick(button(*dialog(), "join_ask"), Qt::LeftButton); }

    std::shared_ptr<FakeHost> host;
    FakeJoining joining;
    std::unique_ptr<MainWindow> window;
};

TEST_F(JoiningStart, AsksTheHostShowsTheCodeAndOpensTheContestOnceItIsLetIn) {
    open_dialog();
    *joining.progress = {JoinStage::Waiting, {}, "4821"};
    ask();
    EXPECT_EQ(joining.address, "http://192.168.1.20:8080");
    EXPECT_EQ(joining.name, "Bàn thư ký");
    const auto* code = dialog()->findChild<QLabel*>(QStringLiteral("join_code"));
    EXPECT_TRUE(code->isVisible());
    EXPECT_EQ(code->text(), QStringLiteral("4821"));
    joining.progress->stage = JoinStage::Joined;
    joining.progress->opened = opened_contest(host);
    EXPECT_TRUE(QTest::qWaitFor([&] { return window->session().is_open(); }, 10'000));
}

TEST_F(JoiningStart, ShowsTheFingerprintToCompareAndTrustsItOnlyWhenAPersonSaysSo) {
    open_dialog();
    *joining.progress = {JoinStage::Comparing, "AB:CD:EF"};
    ask();
    EXPECT_EQ(*joining.trusted, 0);
    QTest::mouseClick(button(*dialog(), "join_trust"), Qt::LeftButton);
    EXPECT_EQ(*joining.trusted, 1);
}

TEST_F(JoiningStart, SaysInWordsWhyItDidNotJoinAndCanBeAskedAgain) {
    open_dialog();
    *joining.progress = {JoinStage::Failed, {}, {}, Refusal{"station.refused", {}, {}}};
    ask();
    QStringList said;
    for (const QLabel* label : dialog()->findChildren<QLabel*>())
        if (label->isVisible()) said << label->text();
    EXPECT_TRUE(said.join(u' ').contains(QStringLiteral("hỏi Ban tổ chức"))) << said.join(u' ').toStdString();
    EXPECT_TRUE(button(*dialog(), "join_ask")->isEnabled());
}

/// The window of a station that joined, in a seat with this role.
struct JoinedWindow {
    explicit JoinedWindow(Role role) : host(a_contest(Depth::Running)) {
        commands::UserGrant grant;
        grant.name = "Bàn thư ký";
        grant.grants.emplace_back();
        grant.grants.front().role = role;
        const Answer answer = host->must(grant);
        seat = UserId(*answer.result.find("user")->as_string());
        OpenedContest opened;
        opened.host = host;
        opened.seat = seat;
        opened.link = [link = link] { return *link; };
        window = std::make_unique<MainWindow>(options_for(host));
        window->resize(1366, 768);
        window->show();
        window->show_contest(std::move(opened));
    }
    QString rail_button(const QString& words) const {
        for (const QPushButton* one : window->findChildren<QPushButton*>())
            if (one->text() == words) return one->isEnabled() ? QStringLiteral("open") : one->toolTip();
        return QStringLiteral("absent");
    }
    QString foot() const {
        QStringList words;
        for (const QLabel* label :
             window->findChild<QWidget*>(QStringLiteral("status_bar"))->findChildren<QLabel*>())
            if (label->isVisible()) words << label->text();
        return words.join(u'|');
    }

    std::shared_ptr<FakeHost> host;
    UserId seat;
    std::shared_ptr<HostLink> link = std::make_shared<HostLink>();
    std::unique_ptr<MainWindow> window;
};

TEST(JoinedStation, HasTheRoomsOfItsSeatAndSaysWhyNotTheOthers) {
    const JoinedWindow secretary(Role::Secretary);
    EXPECT_EQ(secretary.rail_button(QStringLiteral("Chấm điểm")), QStringLiteral("open"));
    EXPECT_EQ(secretary.rail_button(QStringLiteral("Hồ sơ dự thi")), QStringLiteral("open"));
    EXPECT_TRUE(secretary.rail_button(QStringLiteral("Sân thi đấu")).contains(QStringLiteral("Thư ký")));
    EXPECT_TRUE(secretary.rail_button(QStringLiteral("Thiết bị")).contains(QStringLiteral("máy chủ")));
    secretary.window->go_to(QStringLiteral("field"));
    EXPECT_FALSE(secretary.window->room(QStringLiteral("field"))->isVisible());
    const JoinedWindow screen(Role::Display);
    EXPECT_TRUE(screen.window->room(QStringLiteral("displays"))->isVisible()) << "led to where it may be";
    const JoinedWindow organiser(Role::Organiser);
    EXPECT_EQ(organiser.rail_button(QStringLiteral("Thể lệ")), QStringLiteral("open"));
}

TEST(JoinedStation, IsLedOutOfARoomThatItsNewRoleDoesNotHave) {
    const JoinedWindow joined(Role::Referee);
    joined.window->go_to(QStringLiteral("field"));
    ASSERT_TRUE(joined.window->room(QStringLiteral("field"))->isVisible());
    commands::UserGrant grant;
    grant.user = joined.seat;
    grant.grants.emplace_back();
    grant.grants.front().role = Role::Marshal;
    joined.host->must(grant);
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return !joined.window->room(QStringLiteral("field"))->isVisible(); }, 10'000));
}

TEST(JoinedStation, SaysHowOldItIsAndWhatTheHostHasNotConfirmed) {
    const JoinedWindow joined(Role::Referee);
    const auto says = [&](const QString& words) {
        return QTest::qWaitFor([&] { return joined.foot().contains(words); }, 10'000);
    };
    EXPECT_TRUE(says(QStringLiteral("Máy chủ: đã ghi chắc")));
    *joined.link = {HostLink::State::Connected, 100, 2};
    EXPECT_TRUE(says(QStringLiteral("chờ xác nhận 2")));
    *joined.link = {HostLink::State::Lost, 12'400, 3};
    EXPECT_TRUE(says(QStringLiteral("MẤT NỐI máy chủ: đang xem bản cũ 12 giây; 3 mục chưa gửi")));
    *joined.link = {HostLink::State::Ended, 15'000, 0};
    EXPECT_TRUE(says(QStringLiteral("Ghế của máy này đã bị thu")));
    EXPECT_EQ(joined.window->session().handed_in(), Saved::Here) << "until the host has said yes";
}

TEST(HostOfStations, ShowsWhoAsksAndLetsItInWithASeat) {
    const auto host = a_contest(Depth::Running);
    MainWindow window(options_for(host));
    window.resize(1366, 768);
    window.show();
    std::vector<PairingRow> asking{{"p1", "Bàn thư ký", "4821", "192.168.1.30"},
                                   {"p2", "Người lạ", "1111", "192.168.1.31"}};
    std::map<std::string, UserId> approved;
    OpenedContest opened = opened_contest(host);
    opened.pairings.waiting = [&] { return asking; };
    opened.pairings.approve = [&](const std::string& id, const UserId& seat) {
        approved[id] = seat;
        std::erase_if(asking, [&](const PairingRow& row) { return row.id == id; });
        return true;
    };
    opened.pairings.refuse = [&](const std::string& id) {
        return std::erase_if(asking, [&](const PairingRow& row) { return row.id == id; }) > 0;
    };
    window.show_contest(std::move(opened));
    EXPECT_TRUE(QTest::qWaitFor([&] { return button(window, "status_pairings") != nullptr; }, 10'000));
    QTest::mouseClick(button(window, "status_pairings"), Qt::LeftButton);
    ASSERT_TRUE(window.room(QStringLiteral("people"))->isVisible());
    QTest::mouseClick(button(window, "pairing_approve"), Qt::LeftButton);
    auto* dialog = window.findChild<QDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(dialog->findChild<QLineEdit*>(QStringLiteral("person_name"))->text(),
              QStringLiteral("Bàn thư ký"));
    dialog->accept();
    EXPECT_TRUE(QTest::qWaitFor([&] { return approved.contains("p1"); }, 10'000));
    const User* seat = host->snapshot()->contest->table<User>().find(approved["p1"].text);
    ASSERT_NE(seat, nullptr);
    EXPECT_TRUE(is_station(*seat));
    QTest::mouseClick(button(window, "pairing_refuse"), Qt::LeftButton);
    EXPECT_TRUE(asking.empty());
    EXPECT_TRUE(QTest::qWaitFor([&] { return button(window, "pairing_refuse") == nullptr; }, 10'000));
}

TEST_P(Screenshots, OfJoining) {
    const auto host = a_contest(Depth::Running);
    StationOptions options = options_for(host);
    FakeJoining joining;
    joining.give(options);
    *joining.progress = {JoinStage::Waiting, {}, "4821"};
    MainWindow window(options);
    window.words().set_language(GetParam().language);
    window.set_ground(GetParam().ground, GetParam().contrast);
    window.resize(GetParam().size);
    window.show();
    keep(&window, "join-start");
    JoinDialog waiting({window.options(), window.words(), window.session(), window.standings()},
                       QStringLiteral("http://192.168.1.20:8080"), &window);
    waiting.show();
    keep(&waiting, "join-waiting");
    *joining.progress = {JoinStage::Comparing,
                         "5E:0B:9C:11:AA:42:8F:73:5E:0B:9C:11:AA:42:8F:73:5E:0B:9C:11:AA:42:8F:73:5E:0B:9C:"
                         "11:AA:42:8F:73"};
    JoinDialog comparing({window.options(), window.words(), window.session(), window.standings()},
                         QStringLiteral("https://192.168.1.20:8080"), &window);
    comparing.show();
    keep(&comparing, "join-comparing");
    OpenedContest opened = opened_contest(host);
    opened.fingerprint = joining.progress->fingerprint;
    opened.pairings.waiting = [] {
        return std::vector<PairingRow>{{"p1", "Bàn thư ký", "4821", "192.168.1.30"}};
    };
    window.show_contest(std::move(opened));
    for (const char* room : {"people", "displays"}) {
        window.go_to(QString::fromLatin1(room));
        WindowKit::draw();
        keep(&window, QStringLiteral("join-host-%1").arg(QString::fromLatin1(room)));
    }
    const JoinedWindow joined(Role::Secretary);
    joined.window->words().set_language(GetParam().language);
    joined.window->set_ground(GetParam().ground, GetParam().contrast);
    joined.window->resize(GetParam().size);
    *joined.link = {HostLink::State::Lost, 12'400, 3};
    joined.window->go_to(QStringLiteral("entries"));
    WindowKit::draw();
    keep(joined.window.get(), "join-lost");
}

INSTANTIATE_TEST_SUITE_P(Joining, Screenshots, looks(), name_of);

}  // namespace

}  // namespace sandau::station::testing
