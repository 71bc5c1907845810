#pragma once

#include <gtest/gtest.h>

#include <QApplication>
#include <memory>

#include "station/main_window.h"
#include "station/sample_contest.h"

namespace sandau::station::testing {

/// The real window over a contest in memory.
struct WindowKit {
    explicit WindowKit(Depth depth, QSize size = {1366, 768});
    explicit WindowKit(std::shared_ptr<FakeHost> contest, QSize size = {1366, 768});

    template <class Widget>
    Widget* find(const char* name) const {
        Widget* widget = window->findChild<Widget*>(QString::fromLatin1(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    /// Lets posted calls come through until the condition holds; false: it never did.
    template <class Condition>
    bool until(Condition condition) const;
    /// Presses a key in whatever has the focus, half a second after the last step.
    void press(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier) const;
    /// Everything is laid out and ready to be painted.
    static void draw();
    /// All that was submitted is answered and shown.
    void settle() const;

    std::shared_ptr<FakeHost> host;
    std::unique_ptr<MainWindow> window;
};

/// The dialog that is open now.
template <class Dialog>
Dialog* open_dialog() {
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (auto* open = dynamic_cast<Dialog*>(widget); open != nullptr && open->isVisible()) return open;
    ADD_FAILURE() << "no such dialog";
    return nullptr;
}

OpenedContest opened_contest(const std::shared_ptr<FakeHost>& host);
StationOptions options_for(const std::shared_ptr<FakeHost>& host);

}  // namespace sandau::station::testing

#include <QTest>

template <class Condition>
bool sandau::station::testing::WindowKit::until(Condition condition) const {
    return QTest::qWaitFor(condition, 5000);
}
