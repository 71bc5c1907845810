// Two stations with two windows: the second asks the first for a seat over HTTP, a person at the first lets
// it in, a judge scores there, and the first shows it.
#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <fstream>
#include <future>

#include "cli/station_opening.h"
#include "devices/boot_clock.h"
#include "scoring/command_payloads.h"
#include "station/join_dialog.h"
#include "station/main_window.h"
#include "station/person_dialog.h"
#include "support/temporary_folder.h"

namespace sandau::station::testing {

namespace {

constexpr const char* rules =
    R"json({"format":"sandau.contest/1","id":"two","name":{"vi":"Hai bàn"},
 "divisions":[{"id":"A","name":{"vi":"Bảng A"}}],
 "games":{"maze":{"kind":"run","items":[{"id":"zone","kind":"count","name":{"vi":"Vùng"}}],
   "derived":[{"id":"total","formula":"zone"}]}},
 "stages":[{"id":"final","format":"runs","game":"maze","attempts":1,"rank":[{"key":"agg","order":"desc"}]}]})json";

template <class Condition>
bool until(Condition condition) {
    return QTest::qWaitFor(condition, 60'000);
}

QPushButton* shown_button(const QWidget& within, const QString& name_or_text) {
    for (QPushButton* one : within.findChildren<QPushButton*>())
        if (one->isVisible() && (one->objectName() == name_or_text || one->text() == name_or_text))
            return one;
    return nullptr;
}

class TwoStations : public ::testing::Test {
protected:
    TwoStations()
        : host_opening_(console_, hosting_options(), {}, cli::SeatKeys({})),
          guest_opening_(console_, {}, {}, cli::SeatKeys(folder_ / "seats.json")) {
        const std::filesystem::path source = folder_ / "rules.json";
        std::ofstream(source) << rules;
        host_window_ = window_with(host_opening_);
        host_window_->show_contest(
            host_opening_.open({OpenMode::FromRules, folder_ / "two.sandau", {}, source}).value());
        tell(commands::EntryAdd{an_entry()});
        tell(commands::EntryQualify{});
        const std::string run = *tell(commands::RunLoad{StageId("final"), EntryId("T001"), FieldId("F1"), 0})
                                     .result.find("run")
                                     ->as_string();
        run_ = RunId(run);
        tell(commands::RunReady{run_, ""});
        tell(commands::RunStart{run_, ""});
        guest_window_ = window_with(guest_opening_);
    }
    static cli::HostingOptions hosting_options() {
        cli::HostingOptions options;
        options.listen = {"127.0.0.1:0"};
        options.stations_may_ask = true;
        return options;
    }
    static commands::ImportRow an_entry() {
        commands::ImportRow row;
        row.name = "Sao Mai";
        row.division = DivisionId("A");
        return row;
    }
    static std::unique_ptr<MainWindow> window_with(const cli::StationOpening& opening) {
        StationOptions options;
        options.now = devices::now_instant;
        options.join = [&opening](const std::string& address, const std::string& name) {
            return opening.join(address, name);
        };
        auto window = std::make_unique<MainWindow>(options);
        window->resize(1366, 768);
        window->show();
        return window;
    }
    template <class Payload>
    Answer tell(const Payload& payload) {
        std::promise<Result<Answer>> answered;
        host_window_->session().opened().host->submit(
            command_of(CommandId("t" + std::to_string(++commands_)), keyboard_actor, payload), Lane::People,
            [&](const Result<Answer>& answer) { answered.set_value(answer); });
        return answered.get_future().get().value();
    }
    /// As a person does it at the second station.
    void ask_to_join() {
        QTest::mouseClick(shown_button(*guest_window_, "start_join"), Qt::LeftButton);
        auto* dialog = guest_window_->findChild<JoinDialog*>();
        ASSERT_NE(dialog, nullptr);
        dialog->findChild<QLineEdit*>(QStringLiteral("join_address"))
            ->setText(QString::fromStdString(host_window_->session().opened().addresses().front()));
        dialog->findChild<QLineEdit*>(QStringLiteral("join_name"))->setText(QStringLiteral("Bàn hai"));
        QTest::mouseClick(shown_button(*dialog, "join_ask"), Qt::LeftButton);
    }
    /// As the organiser does it at the first.
    void let_in() {
        ASSERT_TRUE(until([&] { return shown_button(*host_window_, "status_pairings") != nullptr; }));
        QTest::mouseClick(shown_button(*host_window_, "status_pairings"), Qt::LeftButton);
        ASSERT_TRUE(until([&] { return shown_button(*host_window_, "pairing_approve") != nullptr; }));
        QTest::mouseClick(shown_button(*host_window_, "pairing_approve"), Qt::LeftButton);
        auto* dialog = host_window_->findChild<PersonDialog*>();
        ASSERT_NE(dialog, nullptr);
        dialog->accept();
    }
    bool is_joined() const {
        return until([&] { return guest_window_->session().is_open(); });
    }
    std::int64_t zones() const {
        const Sheet* sheet = host_window_->session().contest().table<Sheet>().find(run_.text);
        const Json* zone = sheet != nullptr ? sheet->content.items.find("zone") : nullptr;
        return zone != nullptr ? zone->as_int().value_or(0) : 0;
    }

    ::sandau::testing::TemporaryFolder folder_;
    cli::Console console_{Language::Vietnamese};
    cli::StationOpening host_opening_, guest_opening_;
    std::unique_ptr<MainWindow> host_window_, guest_window_;
    RunId run_;
    int commands_ = 0;
};

TEST_F(TwoStations, AJudgeAtTheSecondScoresAndTheFirstShowsIt) {
    ask_to_join();
    let_in();
    ASSERT_TRUE(is_joined());
    guest_window_->go_to(QStringLiteral("field"));
    QWidget* zone = nullptr;
    ASSERT_TRUE(until([&] {
        zone = guest_window_->room(QStringLiteral("field"))->findChild<QWidget*>(QStringLiteral("item_zone"));
        return zone != nullptr && shown_button(*zone, QStringLiteral("+")) != nullptr;
    }));
    QTest::mouseClick(shown_button(*zone, QStringLiteral("+")), Qt::LeftButton);
    EXPECT_TRUE(until([&] { return zones() == 1; }));
    host_window_->go_to(QStringLiteral("field"));
    const auto* total =
        host_window_->room(QStringLiteral("field"))->findChild<QLabel*>(QStringLiteral("sheet_total"));
    ASSERT_NE(total, nullptr);
    EXPECT_TRUE(until([&] { return total->text() == QStringLiteral("1"); })) << total->text().toStdString();
}

TEST_F(TwoStations, AStationThatStartsAgainTakesItsSeatWithoutAsking) {
    ask_to_join();
    let_in();
    ASSERT_TRUE(is_joined());
    const UserId seat = guest_window_->session().opened().seat;
    guest_window_.reset();
    guest_window_ = window_with(guest_opening_);
    ask_to_join();
    ASSERT_TRUE(is_joined());
    EXPECT_EQ(guest_window_->session().opened().seat, seat);
    EXPECT_EQ(shown_button(*host_window_, "status_pairings"), nullptr) << "nobody is asked";
}

TEST_F(TwoStations, AStationWhoseSeatWasRevokedAsksAnewAndSaysWhy) {
    ask_to_join();
    let_in();
    ASSERT_TRUE(is_joined());
    const UserId seat = guest_window_->session().opened().seat;
    tell(commands::UserRevoke{seat});
    guest_window_.reset();
    guest_window_ = window_with(guest_opening_);
    ask_to_join();
    auto* dialog = guest_window_->findChild<JoinDialog*>();
    const auto says = [&] {
        QStringList said;
        for (const QLabel* label : dialog->findChildren<QLabel*>())
            if (label->isVisible()) said << label->text();
        return said.join(u' ');
    };
    EXPECT_TRUE(until([&] { return says().contains(QStringLiteral("đã bị thu: đang xin ghế mới")); }))
        << says().toStdString();
    let_in();
    ASSERT_TRUE(is_joined());
    EXPECT_NE(guest_window_->session().opened().seat, seat);
}

}  // namespace

}  // namespace sandau::station::testing
