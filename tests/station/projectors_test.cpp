#include "station/projectors.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>

#include "scoring/command_payloads.h"
#include "scoring/run_clock.h"
#include "station/screenshots.h"
#include "station/standings_watch.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

const Monitor laptop{"eDP-1", QStringLiteral("eDP-1"), QRect(0, 0, 800, 800)};
const Monitor beamer{"EPSON EB-X1 7731", QStringLiteral("EPSON EB-X1"), QRect(800, 0, 1280, 720)};

/// A station with monitors that can be plugged in and out, and what it remembers.
struct HallKit {
    explicit HallKit(std::shared_ptr<FakeHost> contest) : host(std::move(contest)) { start(); }

    void start() {
        window.reset();
        StationOptions options = options_for(host);
        options.settings_file = folder.filePath(QStringLiteral("station.ini")).toStdString();
        window = std::make_unique<MainWindow>(options);
        window->projectors().use_monitors([this] { return plugged; });
        window->resize(1366, 768);
        window->show();
        window->show_contest(opened_contest(host));
        settle();
    }
    void plug(std::vector<Monitor> monitors) {
        plugged = std::move(monitors);
        window->projectors().look_again();
    }
    ProjectorWindow* projector() const { return window->projectors().window(beamer.key); }
    void open_projector() const {
        Projection projection = window->projectors().projection(beamer.key);
        projection.is_open = true;
        window->projectors().set(projection);
        ASSERT_NE(projector(), nullptr);
    }
    void settle() const {
        StandingsWatch& published = window->projectors().published().standings;
        EXPECT_TRUE(QTest::qWaitFor([&] {
            published.look();
            return window->session().waiting() == 0 &&
                   window->session().snapshot()->version == host->snapshot()->version &&
                   published.is_current();
        }));
    }
    void show(const std::string& view, const std::string& message = {}) const {
        DisplayChoice choice;
        choice.id = "wall";
        choice.view = view;
        choice.message = message;
        host->must(commands::DisplayShow{choice});
        settle();
    }

    std::shared_ptr<FakeHost> host;
    QTemporaryDir folder;
    std::vector<Monitor> plugged{laptop, beamer};
    std::unique_ptr<MainWindow> window;
};

TEST(WallSize, MakesCapitalsAsHighAsTheLastRowNeeds) {
    // 2 · 12 m · tan(10′) = 6.98 cm of a picture of 4 m that is 1920 px wide: 33.5 px.
    const WallSize sizes = wall_size({1920, 1080}, Hall{4, 12});
    EXPECT_NEAR(sizes.text_px * 0.714, 33.5, 0.1);
    EXPECT_NEAR(sizes.score_px / sizes.text_px, 45.0 / 20, 0.01);
    EXPECT_FALSE(sizes.is_too_deep);
    EXPECT_LE(sizes.rows * sizes.text_px * wall_row_em, 1080 * wall_list_share);
    EXPECT_NEAR(capital_height_cm(12), 6.98, 0.01);
}

TEST(WallSize, SaysThatAHallIsTooDeep) {
    EXPECT_FALSE(wall_size({1920, 1080}, Hall{3, 20}).is_too_deep);
    const WallSize sizes = wall_size({1920, 1080}, Hall{3, 40});
    EXPECT_TRUE(sizes.is_too_deep);
    EXPECT_GE(sizes.rows, 4);
}

TEST(WallSize, HasEightRowsWhereNobodyMeasured) {
    for (const QSize screen : {QSize(1280, 720), QSize(1920, 1080), QSize(3840, 2160)}) {
        const WallSize sizes = wall_size(screen, std::nullopt);
        EXPECT_EQ(sizes.rows, 8);
        EXPECT_LE(8 * sizes.text_px * wall_row_em, screen.height() * wall_list_share + 0.01);
    }
}

TEST(WallSize, LeavesTimeToReadAPage) {
    EXPECT_EQ(page_time_ms(4), 6000);
    EXPECT_EQ(page_time_ms(20), 8500);
}

TEST(Projectors, FillAMonitorWithoutACursor) {
    const HallKit kit(a_contest(Depth::Running));
    kit.open_projector();
    EXPECT_TRUE(kit.projector()->isFullScreen());
    EXPECT_TRUE(kit.projector()->isVisible());
    EXPECT_EQ(kit.projector()->cursor().shape(), Qt::BlankCursor);
    EXPECT_EQ(kit.window->projectors().window(laptop.key), nullptr);
}

TEST(Projectors, ComeBackWithTheirMonitor) {
    HallKit kit(a_contest(Depth::Running));
    kit.open_projector();
    kit.plug({laptop});
    EXPECT_EQ(kit.projector(), nullptr) << "it would cover the station";
    kit.plug({laptop, beamer});
    ASSERT_NE(kit.projector(), nullptr);
    EXPECT_TRUE(kit.projector()->isVisible());
}

TEST(Projectors, ComeBackAtTheNextStart) {
    HallKit kit(a_contest(Depth::Running));
    Projection projection = kit.window->projectors().projection(beamer.key);
    projection.is_open = true;
    projection.display = "wall-2";
    projection.look = {Ground::Light, Hall{3.5, 18}, false};
    kit.window->projectors().set(projection);
    kit.start();
    ASSERT_NE(kit.projector(), nullptr);
    EXPECT_EQ(kit.projector()->display(), "wall-2");
    EXPECT_EQ(kit.window->projectors().projection(beamer.key), projection);
}

TEST(Projectors, OfAJoinedStationSayHowOldTheirPictureIs) {
    HallKit kit(a_contest(Depth::Running));
    kit.plug({laptop, beamer});
    const auto link = std::make_shared<HostLink>();
    OpenedContest joined = opened_contest(kit.host);
    joined.link = [link] { return *link; };
    kit.window->show_contest(std::move(joined));
    kit.open_projector();
    const auto says = [&](const char* words) {
        return QTest::qWaitFor(
            [&] { return kit.projector()->page_words().contains(QString::fromUtf8(words)); }, 10'000);
    };
    EXPECT_FALSE(kit.projector()->page_words().contains(QStringLiteral("Mất nối")));
    *link = {HostLink::State::Lost, 12'400, 0, {}};
    EXPECT_TRUE(says("hình này cũ 12 giây"));
    *link = {HostLink::State::Lost, 13'400, 0, {}};
    EXPECT_TRUE(says("hình này cũ 13 giây"));
    *link = {HostLink::State::Connected, 100, 0, {}};
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return !kit.projector()->page_words().contains(QStringLiteral("Mất nối")); }, 10'000));
}

TEST(Projectors, GoWithTheContest) {
    const HallKit kit(a_contest(Depth::Running));
    kit.open_projector();
    kit.window->session().close();
    EXPECT_EQ(kit.projector(), nullptr);
}

TEST(Projectors, StayClosedAfterEsc) {
    HallKit kit(a_contest(Depth::Running));
    kit.open_projector();
    QTest::keyClick(kit.projector(), Qt::Key_Escape);
    EXPECT_EQ(kit.projector(), nullptr);
    kit.start();
    EXPECT_EQ(kit.projector(), nullptr);
}

TEST(Projectors, FollowTheSwitchThatTheWebFollows) {
    const HallKit kit(a_contest(Depth::Running));
    kit.open_projector();
    kit.window->go_to(QStringLiteral("displays"));
    WindowKit::draw();
    QPushButton* standings = nullptr;
    for (QPushButton* button : kit.window->room(QStringLiteral("displays"))->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Xếp hạng")) standings = button;
    ASSERT_NE(standings, nullptr);
    QTest::mouseClick(standings, Qt::LeftButton);
    kit.settle();
    const DisplayChoice* wall = kit.host->contest().table<DisplayChoice>().find("wall");
    ASSERT_NE(wall, nullptr) << "the id of the address /screen/wall";
    EXPECT_EQ(wall->view, "standings");
    EXPECT_TRUE(kit.projector()->page_words().contains(QStringLiteral("Bảng")))
        << kit.projector()->page_words().toStdString();
    EXPECT_TRUE(standings->isChecked());
}

TEST(Projectors, OpenFromTheRoomAndWarnOfADeepHall) {
    const HallKit kit(a_contest(Depth::Running));
    kit.window->go_to(QStringLiteral("displays"));
    WindowKit::draw();
    Room* room = kit.window->room(QStringLiteral("displays"));
    const auto buttons = room->findChildren<QPushButton*>(QStringLiteral("open_projector"));
    ASSERT_EQ(buttons.size(), 2);
    QTest::mouseClick(buttons[1], Qt::LeftButton);
    EXPECT_NE(kit.projector(), nullptr);
    const auto metres = buttons[1]->parentWidget()->findChildren<QDoubleSpinBox*>();
    ASSERT_EQ(metres.size(), 2);
    metres[0]->setValue(3);
    metres[1]->setValue(40);
    auto* legible = buttons[1]->parentWidget()->findChild<QLabel*>(QStringLiteral("legible"));
    EXPECT_TRUE(legible->text().contains(QStringLiteral("Phòng quá sâu"))) << legible->text().toStdString();
    QTest::mouseClick(buttons[1], Qt::LeftButton);
    EXPECT_EQ(kit.projector(), nullptr);
}

TEST(Wall, ShowsNothingThatIsNotPublished) {
    const HallKit kit(a_contest(Depth::Scheduled));
    kit.open_projector();
    Settings settings = kit.host->contest().settings();
    settings.provisional_scores = ProvisionalScores::Hidden;
    kit.host->must(commands::ContestSettings{settings});
    const Slot slot = next_on(*kit.host, FieldId("F1"));
    commands::RunLoad load;
    load.stage = slot.stage;
    load.entry = slot.entry;
    load.field = FieldId("F1");
    kit.host->must(load);
    const RunId run = kit.host->contest().table<Field>().find("F1")->loaded;
    const Entry& entry = *kit.host->contest().table<Entry>().find(slot.entry.text);
    const Game& game = *game_of(*kit.host->contest().definition, slot.stage, entry.division);
    commands::ScoreSet set;
    set.sheet = run;
    for (const Item& item : game.items)
        if (item.kind == ItemKind::Flag) set.items.set(item.id, true);
    set.time_ms = 41'234;
    kit.host->must(set);
    kit.show("live");
    const QString name = QString::fromStdString(entry.name);
    EXPECT_TRUE(kit.projector()->page_words().contains(name));
    EXPECT_FALSE(kit.projector()->page_words().contains(QStringLiteral("41,234")));
    kit.show("standings");
    const QString before = kit.projector()->page_words();
    EXPECT_FALSE(before.contains(name)) << "committed by nobody, published by nobody";
    kit.show("next");
    EXPECT_TRUE(kit.projector()->page_words().isEmpty()) << "the timetable is not posted";
    kit.host->must(commands::SchedulePublish{slot.stage});
    kit.settle();
    EXPECT_FALSE(kit.projector()->page_words().isEmpty());
    EXPECT_FALSE(kit.projector()->page_words().contains(name)) << "is on the field already";
    kit.show("awards");
    EXPECT_TRUE(kit.projector()->page_words().isEmpty());
}

TEST(Wall, KeepsNamesBackWhereTheSettingsDo) {
    const HallKit kit(a_contest(Depth::Running));
    kit.open_projector();
    kit.show("standings");
    const auto* published = kit.window->projectors().published().standings.look();
    ASSERT_NE(published, nullptr);
    EntryId first;
    for (const StageStandings& stage : published->stages)
        for (const Ranking& ranking : stage.rankings)
            if (stage.stage.text == "final" && !ranking.rows.empty() && first.empty())
                first = ranking.rows.front().entry;
    ASSERT_FALSE(first.empty());
    const QString name = QString::fromStdString(kit.host->contest().table<Entry>().find(first.text)->name);
    EXPECT_TRUE(kit.projector()->page_words().contains(name));
    Settings settings = kit.host->contest().settings();
    settings.names_shown = NamesShown::None;
    kit.host->must(commands::ContestSettings{settings});
    kit.settle();
    EXPECT_FALSE(kit.projector()->page_words().contains(name));
}

TEST(Wall, TurnsItsPagesByItself) {
    const HallKit kit(a_contest(Depth::Finished));
    kit.open_projector();
    kit.show("standings");
    ASSERT_GT(kit.projector()->page_count(), 1);
    const QString first = kit.projector()->page_words();
    EXPECT_TRUE(QTest::qWaitFor([&] { return kit.projector()->page() == 1; }, 20'000));
    EXPECT_NE(kit.projector()->page_words(), first);
}

TEST(Wall, MovesARankThatChanges) {
    const HallKit kit(a_contest(Depth::Running));
    kit.open_projector();
    kit.show("standings");
    const auto publish_until_moving = [&] {
        for (int quality = 0; quality < 24; ++quality) {
            for (const char* field : {"F1", "F2", "F3", "F4"})
                if (!next_on(*kit.host, FieldId(field)).id.empty())
                    play_next(*kit.host, FieldId(field), quality % 5);
            kit.settle();
            if (kit.projector()->is_moving()) return true;
        }
        return false;
    };
    EXPECT_TRUE(publish_until_moving());
    static_assert(WallCanvas::move_ms <= 600);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !kit.projector()->is_moving(); }));
    // Who does not want motion gets none.
    Projection still = kit.window->projectors().projection(beamer.key);
    still.look.moves = false;
    kit.window->projectors().set(still);
    EXPECT_FALSE(publish_until_moving());
}

TEST(Wall, ShowsMatchesAndTheirBracket) {
    const HallKit kit(a_contest_of_bouts());
    kit.open_projector();
    kit.show("bracket");
    EXPECT_TRUE(kit.projector()->page_words().contains(QStringLiteral("Sông Thương")));
    kit.show("next");
    EXPECT_TRUE(kit.projector()->page_words().contains(QStringLiteral("■ ")));
    kit.show("message", "Nghỉ đến 13:30");
    EXPECT_EQ(kit.projector()->page_words(), QStringLiteral("Nghỉ đến 13:30"));
    kit.show("blank");
    EXPECT_EQ(kit.projector()->grab().toImage().pixelColor(10, 10), QColor(Qt::black));
}

class WallScreenshots : public Screenshots {};

TEST_P(WallScreenshots, EveryViewOfTheWall) {
    HallKit kit(a_contest(Depth::Finished));
    kit.window->words().set_language(GetParam().language);
    kit.host->must(commands::SchedulePublish{StageId("final")});
    WallCanvas canvas(kit.window->projectors().published());
    canvas.set_look({GetParam().ground, std::nullopt, true});
    canvas.resize(GetParam().size);
    canvas.show();
    canvas.show_display("wall");
    for (const char* view : {"live", "standings", "next", "awards"}) {
        kit.show(view);
        keep(&canvas, QStringLiteral("wall-%1").arg(QString::fromLatin1(view)));
    }
    kit.show("message", "Nghỉ giải lao đến 13:30. Mời các đội bảng B chuẩn bị.");
    keep(&canvas, "wall-message");
    kit.show("standings");
    canvas.set_look({GetParam().ground, Hall{3, 20}, true});
    keep(&canvas, "wall-standings-deep");
}

TEST_P(WallScreenshots, TheWallWithMatches) {
    HallKit kit(a_contest_of_bouts());
    kit.window->words().set_language(GetParam().language);
    WallCanvas canvas(kit.window->projectors().published());
    canvas.set_look({GetParam().ground, std::nullopt, true});
    canvas.resize(GetParam().size);
    canvas.show();
    canvas.show_display("wall");
    for (const char* view : {"bracket", "next"}) {
        kit.show(view);
        keep(&canvas, QStringLiteral("wall-match-%1").arg(QString::fromLatin1(view)));
    }
}

INSTANTIATE_TEST_SUITE_P(All, WallScreenshots, looks(), name_of);

}  // namespace

}  // namespace sandau::station::testing
