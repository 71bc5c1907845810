#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>

#include "scoring/command_payloads.h"
#include "station/memory.h"
#include "station/notice.h"
#include "station/status_lights.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

/// Words of the interface, without what comes from the contest.
QStringList own_words(const WindowKit& kit) {
    QStringList result;
    for (const QAbstractButton* button : kit.window->findChildren<QAbstractButton*>())
        if (button->isVisible()) result << button->text();
    return result;
}

TEST(Window, SwitchesItsLanguageLive) {
    WindowKit kit(Depth::Running);
    QString vietnamese_title;
    for (int i = 0; i < kit.window->room_count(); ++i) {
        kit.window->go_to(i);
        kit.window->words().set_language(Language::English);
        QCoreApplication::processEvents();
        // Letters that only Vietnamese has must not stand on a button any more, but for the language's own
        // name, the day's teams and the definition's names that have no English.
        static const QRegularExpression vietnamese(
            QStringLiteral("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđăơư]"));
        for (const QString& text : own_words(kit)) {
            if (text == QStringLiteral("Tiếng Việt") || text.contains(QStringLiteral("Call:")) ||
                text.contains(QStringLiteral("Giải thưởng")))
                continue;
            EXPECT_FALSE(vietnamese.match(text).hasMatch()) << "room " << i << ": " << text.toStdString();
        }
        kit.window->words().set_language(Language::Vietnamese);
    }
}

/// Whether any pixel of the icon is as light as text on a dark ground.
bool is_light(const QIcon& icon) {
    const QImage picture = icon.pixmap(24, 24).toImage();
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            if (qAlpha(picture.pixel(x, y)) > 200 && qGray(picture.pixel(x, y)) > 180) return true;
    return false;
}

TEST(Window, DrawsItsIconsAnewOnTheOtherGround) {
    WindowKit kit(Depth::Empty);
    kit.window->go_to(QStringLiteral("timetable"));
    kit.window->set_ground(Ground::Dark);
    int seen = 0;
    for (const QPushButton* button :
         kit.window->room(QStringLiteral("timetable"))->findChildren<QPushButton*>()) {
        if (button->icon().isNull() || button->property("role") == QLatin1String("primary")) continue;
        ++seen;
        EXPECT_TRUE(is_light(button->icon())) << button->text().toStdString();
    }
    EXPECT_GT(seen, 0);
    dress(*qApp, Ground::Light);
}

TEST(Window, ShowsEveryRoomWithAnEmptyContest) {
    WindowKit kit(Depth::Empty);
    for (int i = 0; i < kit.window->room_count(); ++i) {
        kit.window->go_to(i);
        QCoreApplication::processEvents();
        EXPECT_FALSE(kit.window->grab().isNull());
    }
}

TEST(Window, OpensTheSampleFromTheStartPage) {
    const auto host = a_contest(Depth::Empty);
    MainWindow window(options_for(host));
    window.show();
    auto* sample = window.findChild<QPushButton*>(QStringLiteral("start_sample"));
    ASSERT_NE(sample, nullptr);
    QTest::mouseClick(sample, Qt::LeftButton);
    EXPECT_TRUE(QTest::qWaitFor([&] { return window.session().is_open(); }, 5000));
}

TEST(Window, SaysWhyAFileCannotBeOpened) {
    const auto host = a_contest(Depth::Empty);
    MainWindow window(options_for(host));
    window.show();
    window.open({OpenMode::Open, "missing.sandau", {}, {}});
    const auto says = [&] {
        for (const QLabel* label : window.findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(QStringLiteral("Không có tệp này"))) return true;
        return false;
    };
    EXPECT_TRUE(QTest::qWaitFor(says, 5000));
    EXPECT_FALSE(window.session().is_open());
}

TEST(Window, SaysARefusalInWords) {
    WindowKit kit(Depth::Registered);
    kit.window->session().submit(kit.window.get(), commands::StagePublish{StageId("final")},
                                 QStringLiteral("thử"));
    kit.settle();
    const auto* notice = kit.window->findChild<Notice*>();
    ASSERT_NE(notice, nullptr);
    EXPECT_TRUE(kit.until([&] { return notice->isVisible(); }));
    EXPECT_TRUE(notice->text().contains(QStringLiteral("chưa công bố kết quả nào")))
        << notice->text().toStdString();
}

TEST(Window, OutlivesAHostThatAnswersLate) {
    auto host = a_contest(Depth::Registered);
    {
        MainWindow window(options_for(host));
        window.show_contest(opened_contest(host));
        host->holds_back = true;
        window.session().submit(&window, commands::EntryQualify{}, QStringLiteral("thử"));
    }
    host->answer_held();
    QCoreApplication::processEvents();
}

TEST(Memory, KeepsTheNewestFilesFirst) {
    const QTemporaryDir folder;
    const std::filesystem::path settings = folder.filePath("station.ini").toStdString();
    for (const char* name : {"a.sandau", "b.sandau"}) {
        QFile file(folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("x");
        file.close();
        Memory(settings).add_recent(folder.filePath(name));
    }
    const std::vector<QString> recent = Memory(settings).recent();
    ASSERT_EQ(recent.size(), 2U);
    EXPECT_TRUE(recent[0].endsWith(QStringLiteral("b.sandau")));
    Memory(settings).set_language(Language::English);
    EXPECT_EQ(Memory(settings).language(), Language::English);
}

}  // namespace

}  // namespace sandau::station::testing
