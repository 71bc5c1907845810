#pragma once

#include <gtest/gtest.h>

#include <QApplication>
#include <QDir>
#include <algorithm>
#include <string>

#include "station/window_kit.h"

namespace sandau::station::testing {

/// A window's size, language, ground and contrast.
struct Look {
    QSize size;
    Language language;
    Ground ground;
    const char* name;
    Contrast contrast = Contrast::Usual;
};

inline void PrintTo(const Look& look, std::ostream* out) {
    *out << look.name;
}

class Screenshots : public ::testing::TestWithParam<Look> {
protected:
    void keep(QWidget* widget, const QString& name) {
        WindowKit::draw();
        const QPixmap picture = widget->grab();
        EXPECT_FALSE(picture.isNull());
        const QString folder = qEnvironmentVariable("SANDAU_SCREENSHOTS");
        if (folder.isEmpty()) return;
        QDir().mkpath(folder);
        EXPECT_TRUE(picture.save(
            QStringLiteral("%1/%2-%3.png").arg(folder, QString::fromLatin1(GetParam().name), name)));
    }
    void prepare(const WindowKit& kit) {
        kit.window->words().set_language(GetParam().language);
        kit.window->set_ground(GetParam().ground, GetParam().contrast);
    }
    void TearDown() override { dress(*qApp, Ground::Light); }
};

inline auto looks() {
    return ::testing::Values(
        Look{{1366, 768}, Language::Vietnamese, Ground::Light, "small-vi"},
        Look{{1920, 1080}, Language::Vietnamese, Ground::Light, "large-vi"},
        Look{{1366, 768}, Language::English, Ground::Dark, "small-en-dark"},
        Look{{1920, 1080}, Language::English, Ground::Dark, "large-en-dark"},
        Look{{1366, 768}, Language::Vietnamese, Ground::Light, "small-vi-high", Contrast::High},
        Look{{1366, 768}, Language::English, Ground::Dark, "small-en-dark-high", Contrast::High});
}

inline std::string name_of(const ::testing::TestParamInfo<Look>& tested) {
    std::string name = tested.param.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

}  // namespace sandau::station::testing
