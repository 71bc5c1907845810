#include "station/look.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QPushButton>
#include <QTemporaryDir>
#include <cmath>

#include "station/match_steps.h"
#include "station/memory.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

/// As WCAG 2.2 defines relative luminance.
double luminance(const QColor& colour) {
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast_of(const QColor& text, const QColor& ground) {
    const double a = luminance(text), b = luminance(ground);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

struct Written {
    const char* what;
    QColor text;
    QColor ground;
};

/// Every colour that is written with, on every ground that style.qss and the painters put it on.
std::vector<Written> all_written(const Colours& in) {
    std::vector<Written> all;
    for (const auto& [name, ground] :
         {std::pair("ground", in.ground), {"surface", in.surface}, {"raised", in.raised}}) {
        all.push_back({name, in.text, ground});
        all.push_back({name, in.muted, ground});
        all.push_back({name, in.accent, ground});
        for (const Tone tone : {Tone::Good, Tone::Warning, Tone::Bad})
            all.push_back({name, tone_text(in, tone), ground});
    }
    for (const Tone tone : {Tone::Plain, Tone::Good, Tone::Warning, Tone::Bad, Tone::Accent}) {
        all.push_back({"a mark of its tone", tone_text(in, tone), tone_ground(in, tone)});
        all.push_back({"text in the tone's field", in.text, tone_ground(in, tone)});
    }
    for (const QColor& filled : {in.accent, in.good, in.warning})
        all.push_back({"the next action", in.accent_text, filled});
    all.push_back({"a button under the mouse, a notice", in.surface, in.text});
    all.push_back({"a notice of a refusal", in.surface, in.bad});
    all.push_back({"rail", in.rail_text, in.rail});
    all.push_back({"rail, under the mouse", in.rail_text, in.rail_chosen});
    all.push_back({"rail's head", QColor(Qt::white), in.rail});
    all.push_back({"the chosen room", QColor(Qt::white), in.rail_chosen});
    return all;
}

void expect_contrast(Contrast contrast, double least) {
    for (const Ground ground : {Ground::Light, Ground::Dark})
        for (const Written& one : all_written(colours(ground, contrast)))
            EXPECT_GE(contrast_of(one.text, one.ground), least)
                << (ground == Ground::Light ? "light: " : "dark: ") << one.what << ": "
                << one.text.name().toStdString() << " on " << one.ground.name().toStdString();
}

TEST(Look, EveryTextHasAContrastOfFourAndAHalf) {
    expect_contrast(Contrast::Usual, 4.5);
}

TEST(Look, WithHighContrastItIsSeven) {
    expect_contrast(Contrast::High, 7);
}

TEST(Look, WithHighContrastADisabledButtonIsDashed) {
    const auto edge_of = [](const char* role, bool enabled) {
        QPushButton button(QStringLiteral("Soát điểm"));
        set_role(&button, role);
        button.setEnabled(enabled);
        button.resize(200, 60);
        const QImage picture = button.grab().toImage();
        int changes = 0;
        for (int x = 20; x < 180; ++x) changes += picture.pixel(x, 0) != picture.pixel(x - 1, 0) ? 1 : 0;
        return changes;
    };
    for (const Ground ground : {Ground::Light, Ground::Dark}) {
        dress(*qApp, ground, Contrast::High);
        for (const char* role : {"plain", "primary", "next", "choice", "hold", "grave"}) {
            EXPECT_EQ(edge_of(role, true), 0) << role;
            EXPECT_GE(edge_of(role, false), 10) << role;
        }
    }
    dress(*qApp, Ground::Light);
}

TEST(Look, WhatIsWrittenOnTheSidesColoursIsLarge) {
    Game game;
    game.sides = {SideId("red"), SideId("blue")};
    // From 14 pt (18.66 px) bold on, text is large and a contrast of 3 does.
    for (const SideId& side : game.sides)
        EXPECT_GE(contrast_of(Qt::white, side_look(game, side).colour), 3.0);
}

TEST(Look, ItsButtonGoesThroughLightDarkAndHighContrastAndIsRemembered) {
    const QTemporaryDir folder;
    const auto host = a_contest(Depth::Empty);
    StationOptions options = options_for(host);
    options.settings_file = folder.filePath(QStringLiteral("station.ini")).toStdString();
    MainWindow window(options);
    window.show();
    window.show_contest(opened_contest(host));
    QPushButton* button = nullptr;
    for (QPushButton* one : window.findChildren<QPushButton*>())
        if (one->text() == QStringLiteral("Nền tối")) button = one;
    ASSERT_NE(button, nullptr);
    const std::tuple<Ground, Contrast, QString> steps[] = {
        {Ground::Dark, Contrast::Usual, QStringLiteral("Tương phản cao")},
        {Ground::Light, Contrast::High, QStringLiteral("Tương phản cao, tối")},
        {Ground::Dark, Contrast::High, QStringLiteral("Nền sáng")},
        {Ground::Light, Contrast::Usual, QStringLiteral("Nền tối")}};
    for (const auto& [ground, contrast, next] : steps) {
        QTest::mouseClick(button, Qt::LeftButton);
        EXPECT_EQ(ground_now(), ground);
        EXPECT_EQ(contrast_now(), contrast);
        EXPECT_EQ(button->text(), next);
        EXPECT_EQ(Memory(options.settings_file).ground(), ground);
        EXPECT_EQ(Memory(options.settings_file).contrast(), contrast);
    }
}

}  // namespace

}  // namespace sandau::station::testing
