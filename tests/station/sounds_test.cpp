#include "station/sounds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtEndian>

#include "station/clock_digits.h"
#include "station/field_cues.h"
#include "station/memory.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Notes what is to be heard.
class NotingSink : public SoundSink {
public:
    void play(Cue cue) override { heard.push_back(cue); }
    std::optional<Phrase> silent_because() const override { return silent; }
    void fall_silent() {
        silent = Phrase{"hỏng loa", "broken"};
        emit changed();
    }

    std::vector<Cue> heard;
    std::optional<Phrase> silent;
};

ClockFace a_face(ClockState state, std::int64_t left_ms, const std::string& period = "play") {
    ClockFace face;
    face.state = state;
    face.period = period;
    face.period_ms = 180'000;
    face.left_ms = left_ms;
    return face;
}

/// What a watch says to a clock that looks like this, one after the other.
std::vector<CueWatch::Given> given_for(const std::vector<ClockFace>& faces) {
    CueWatch watch;
    std::vector<CueWatch::Given> all;
    for (const ClockFace& face : faces)
        if (const auto given = watch.look(RunId("r"), face)) all.push_back(*given);
    return all;
}

TEST(CueWatch, SaysStartStopAndEnd) {
    using Given = CueWatch::Given;
    EXPECT_THAT(given_for({a_face(ClockState::Stopped, 180'000), a_face(ClockState::Running, 180'000),
                           a_face(ClockState::Running, 90'000), a_face(ClockState::Paused, 80'000),
                           a_face(ClockState::Running, 80'000), a_face(ClockState::Over, 60'000),
                           a_face(ClockState::Over, 60'000)}),
                ElementsAre(Given{Cue::Start}, Given{Cue::Stop}, Given{Cue::Start}, Given{Cue::End}));
}

TEST(CueWatch, CountsTheLastSecondsOnceEach) {
    std::vector<ClockFace> faces{a_face(ClockState::Stopped, 180'000)};
    for (std::int64_t left_ms = 6'500; left_ms > 0; left_ms -= 50)
        faces.push_back(a_face(ClockState::Running, left_ms));
    std::vector<int> seconds;
    for (const CueWatch::Given& given : given_for(faces))
        if (given.cue == Cue::Countdown) seconds.push_back(given.seconds);
    EXPECT_THAT(seconds, ElementsAre(5, 4, 3, 2, 1));
}

TEST(CueWatch, APeriodThatFollowsIsAStart) {
    EXPECT_THAT(given_for({a_face(ClockState::Stopped, 0, ""), a_face(ClockState::Running, 60'000, "setup"),
                           a_face(ClockState::Running, 180'000, "play")}),
                ElementsAre(CueWatch::Given{Cue::Start}, CueWatch::Given{Cue::Start}));
}

TEST(CueWatch, WhoComesLateHearsNothingOfThePast) {
    EXPECT_THAT(given_for({a_face(ClockState::Running, 3'000)}), IsEmpty());
    CueWatch watch;
    EXPECT_FALSE(watch.look(RunId("a"), a_face(ClockState::Running, 90'000)));
    EXPECT_FALSE(watch.look(RunId("b"), a_face(ClockState::Over, 0))) << "another run";
    EXPECT_FALSE(watch.look(RunId("b"), std::nullopt));
}

TEST(CueWatch, AClockWithoutAnEndCountsNothingDown) {
    ClockFace open = a_face(ClockState::Running, 0);
    open.period_ms = 0;
    EXPECT_THAT(given_for({a_face(ClockState::Stopped, 0), open, open}),
                ElementsAre(CueWatch::Given{Cue::Start}));
}

TEST(CueWave, IsAFileOfItsLengthThatNeverOverdrives) {
    for (const Cue cue : {Cue::Start, Cue::Countdown, Cue::End, Cue::Stop}) {
        const QByteArray wave = cue_wave(cue);
        ASSERT_GT(wave.size(), 44 + 2 * 4'410) << "a tenth of a second at least";
        EXPECT_EQ(wave.left(4), "RIFF");
        EXPECT_EQ(wave.mid(8, 8), "WAVEfmt ");
        EXPECT_EQ(qFromLittleEndian<quint32>(wave.constData() + 4), wave.size() - 8);
        EXPECT_EQ(qFromLittleEndian<quint32>(wave.constData() + 40), wave.size() - 44);
        int loudest = 0;
        for (qsizetype at = 44; at < wave.size(); at += 2)
            loudest = std::max(loudest, std::abs(int{qFromLittleEndian<qint16>(wave.constData() + at)}));
        EXPECT_GT(loudest, 10'000);
        EXPECT_LT(loudest, 30'000);
        EXPECT_LT(std::abs(int{qFromLittleEndian<qint16>(wave.constData() + 44)}), 100) << "no crack";
    }
}

/// A program called aplay that does what `script` says.
QString a_player(const QTemporaryDir& folder, const QByteArray& script) {
    QFile file(folder.filePath(QStringLiteral("aplay")));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\n" + script);
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return folder.path();
}

TEST(MachineSounds, ArePlayedByAProgramOfTheMachine) {
    const QTemporaryDir folder;
    const QString copied = folder.filePath(QStringLiteral("heard.wav"));
    const auto sink =
        machine_sounds({a_player(folder, "cp \"$1\" '" + copied.toUtf8() + ".part' && mv '" +
                                             copied.toUtf8() + ".part' '" + copied.toUtf8() + "'\n")});
    EXPECT_FALSE(sink->silent_because());
    sink->play(Cue::End);
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(copied); }, 5000));
    QFile file(copied);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), cue_wave(Cue::End));
}

TEST(MachineSounds, SayThatTheMachineCannot) {
    const QTemporaryDir none, broken;
    EXPECT_TRUE(machine_sounds({none.path()})->silent_because());
    const auto sink = machine_sounds({a_player(broken, "exit 1\n")});
    EXPECT_FALSE(sink->silent_because()) << "nobody has tried yet";
    sink->play(Cue::Start);
    EXPECT_TRUE(QTest::qWaitFor([&] { return sink->silent_because().has_value(); }, 5000));
}

struct SoundKit {
    SoundKit() : host(a_contest(Depth::Scheduled)) {
        StationOptions options = options_for(host);
        sink = std::make_shared<NotingSink>();
        options.sounds = sink;
        window = std::make_unique<MainWindow>(options);
        window->resize(1366, 768);
        window->show();
        window->show_contest(opened_contest(host));
        QApplication::setActiveWindow(window.get());
        window->go_to(QStringLiteral("field"));
    }
    void press(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier) const {
        host->pass(milliseconds(600));
        QTest::keyClick(window.get(), key, with);
        EXPECT_TRUE(QTest::qWaitFor(
            [&] {
                return window->session().waiting() == 0 &&
                       window->session().snapshot()->version == host->snapshot()->version;
            },
            5000));
    }
    const ClockDigits* digits() const {
        return dynamic_cast<ClockDigits*>(window->findChild<QWidget*>(QStringLiteral("clock")));
    }
    const QLabel* foot() const { return window->findChild<QLabel*>(QStringLiteral("cue")); }
    QString button() const { return window->findChild<QPushButton*>(QStringLiteral("mute"))->text(); }

    std::shared_ptr<FakeHost> host;
    std::shared_ptr<NotingSink> sink;
    std::unique_ptr<MainWindow> window;
};

TEST(FieldSounds, FollowTheRunAndAreShownAsTheyAreHeard) {
    const SoundKit kit;
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    ASSERT_FALSE(kit.sink->heard.empty());
    EXPECT_EQ(kit.sink->heard.back(), Cue::Start);
    EXPECT_EQ(kit.digits()->cue(), QStringLiteral("▶ BẮT ĐẦU"));
    EXPECT_TRUE(kit.foot()->isVisible());
    kit.press(Qt::Key_Escape);
    EXPECT_EQ(kit.sink->heard.back(), Cue::Stop);
    kit.press(Qt::Key_Space);
    EXPECT_EQ(kit.sink->heard.back(), Cue::Start);
    kit.press(Qt::Key_Space);
    EXPECT_EQ(kit.sink->heard.back(), Cue::End);
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return kit.digits()->cue().isEmpty() && !kit.foot()->isVisible(); }, 5000))
        << "lit for a while only";
}

TEST(FieldSounds, TheLastSecondsAreCountedWhateverRoomIsLookedAt) {
    const SoundKit kit;
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    const FieldView now = look_at(kit.host->contest(), FieldId("F1"));
    const ClockFace clock = clock_face(*now.clock(), *now.game, kit.host->now);
    ASSERT_GT(clock.period_ms, 0);
    kit.window->go_to(QStringLiteral("rankings"));
    kit.host->pass(milliseconds(clock.left_ms - 2'500));
    EXPECT_TRUE(QTest::qWaitFor([&] { return kit.sink->heard.back() == Cue::Countdown; }, 5000));
    EXPECT_TRUE(kit.foot()->isVisible());
    EXPECT_TRUE(kit.foot()->text().contains(QStringLiteral("CÒN 3 GIÂY")))
        << kit.foot()->text().toStdString();
    kit.host->pass(milliseconds(2'600));
    EXPECT_TRUE(QTest::qWaitFor([&] { return kit.sink->heard.back() == Cue::End; }, 5000));
}

TEST(FieldSounds, AreMutedByTheirKeyAndStillShown) {
    const SoundKit kit;
    kit.press(Qt::Key_M, Qt::ControlModifier);
    EXPECT_TRUE(kit.button().contains(QStringLiteral("tắt")));
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    EXPECT_THAT(kit.sink->heard, IsEmpty());
    EXPECT_EQ(kit.digits()->cue(), QStringLiteral("▶ BẮT ĐẦU"));
    kit.press(Qt::Key_M, Qt::ControlModifier);
    kit.press(Qt::Key_Escape);
    EXPECT_THAT(kit.sink->heard, ElementsAre(Cue::Stop));
}

TEST(FieldSounds, AMachineThatCannotSaysSo) {
    const SoundKit kit;
    EXPECT_TRUE(kit.button().contains(QStringLiteral("bật")));
    kit.sink->fall_silent();
    EXPECT_TRUE(kit.button().contains(QStringLiteral("Không có âm thanh"))) << kit.button().toStdString();
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    EXPECT_EQ(kit.digits()->cue(), QStringLiteral("▶ BẮT ĐẦU"));
}

TEST(Sounds, AreMutedTheNextTimeToo) {
    const QTemporaryDir folder;
    Memory memory(folder.filePath(QStringLiteral("station.ini")).toStdString());
    Sounds({}, memory).set_muted(true);
    EXPECT_TRUE(Sounds({}, memory).is_muted());
    EXPECT_TRUE(Sounds({}, memory).silent_because()) << "there is no sink";
}

}  // namespace

}  // namespace sandau::station::testing
