// What somebody who does not see the window, or has no mouse, has of it.
#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <algorithm>
#include <set>

#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

/// Roles that a screen reader says a name for. What only groups, or shows text, names itself.
bool needs_a_name(QAccessible::Role role) {
    switch (role) {
        case QAccessible::PushButton:
        case QAccessible::CheckBox:
        case QAccessible::RadioButton:
        case QAccessible::ComboBox:
        case QAccessible::EditableText:
        case QAccessible::SpinBox:
        case QAccessible::Slider:
        case QAccessible::Table:
        case QAccessible::Tree:
        case QAccessible::List:
        case QAccessible::PageTab:
        case QAccessible::ButtonMenu:
        case QAccessible::ButtonDropDown:
        case QAccessible::MenuItem:
            return true;
        default:
            return false;
    }
}

/// Goes through the tree as a screen reader does; collects the controls in sight without a name.
void collect_unnamed(QAccessibleInterface* node, QStringList& unnamed) {
    if (node == nullptr || node->state().invisible) return;
    if (needs_a_name(node->role()) && node->text(QAccessible::Name).trimmed().isEmpty()) {
        const QObject* object = node->object();
        unnamed << (object != nullptr
                        ? QStringLiteral("%1 '%2' in '%3'")
                              .arg(QString::fromLatin1(object->metaObject()->className()),
                                   object->objectName(),
                                   object->parent() ? object->parent()->objectName() : QString())
                        : QStringLiteral("role %1").arg(node->role()));
    }
    // The cells of a table are what they show.
    if (node->role() == QAccessible::Table || node->role() == QAccessible::Tree ||
        node->role() == QAccessible::List || node->role() == QAccessible::ComboBox ||
        node->role() == QAccessible::SpinBox)
        return;
    for (int i = 0; i < node->childCount(); ++i) collect_unnamed(node->child(i), unnamed);
}

QStringList unnamed_in(QWidget& window) {
    QStringList unnamed;
    collect_unnamed(QAccessible::queryAccessibleInterface(&window), unnamed);
    unnamed.removeDuplicates();
    return unnamed;
}

/// What Tab reaches, from wherever it begins, in its order.
std::vector<QWidget*> round_by_tab(QWidget& window) {
    constexpr int presses_max = 400;
    std::vector<QWidget*> reached;
    std::set<QWidget*> known;
    for (int i = 0; i < presses_max; ++i) {
        QWidget* before = QApplication::focusWidget();
        QTest::keyClick(before != nullptr ? before : &window, Qt::Key_Tab);
        QWidget* now = QApplication::focusWidget();
        if (now == nullptr) break;
        // Whoever keeps the focus is a trap: what comes after it is never reached.
        if (!reached.empty() && now == reached.back()) break;
        if (!known.insert(now).second) break;
        reached.push_back(now);
    }
    return reached;
}

bool takes_tab(const QWidget& widget) {
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) != 0 &&
           widget.focusProxy() == nullptr;
}

/// Of buttons that exclude each other Tab reaches the one that is on; arrows go to the others.
bool is_left_to_arrows(const QWidget& widget) {
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    return button != nullptr && button->group() != nullptr && button->group()->exclusive() &&
           !button->isChecked();
}

TEST(Accessible, EveryControlHasAName) {
    for (const Language language : {Language::Vietnamese, Language::English}) {
        const WindowKit kit(Depth::Running);
        kit.window->words().set_language(language);
        for (int i = 0; i < kit.window->room_count(); ++i) {
            kit.window->go_to(i);
            WindowKit::draw();
            EXPECT_EQ(unnamed_in(*kit.window).join(QStringLiteral("; ")).toStdString(), "") << "room " << i;
        }
    }
}

TEST(Accessible, EveryControlOfAMatchHasAName) {
    const WindowKit kit(a_contest_of_matches());
    kit.window->go_to(QStringLiteral("field"));
    for (int step = 0; step < 4; ++step) {
        WindowKit::draw();
        EXPECT_EQ(unnamed_in(*kit.window).join(QStringLiteral("; ")).toStdString(), "") << "step " << step;
        kit.press(Qt::Key_Space);
    }
}

/// The contest of panels, in the room where a judge's marks are entered.
WindowKit window_of_marks() {
    WindowKit kit(a_contest_of_panels());
    kit.window->go_to(QStringLiteral("scoring"));
    auto* views = kit.find<QComboBox>("marks_view");
    views->setCurrentIndex(views->findData(QStringLiteral("U1")));
    emit views->activated(views->currentIndex());
    WindowKit::draw();
    return kit;
}

TEST(Accessible, EveryControlOfAPanelsMarkHasAName) {
    const WindowKit kit(window_of_marks());
    EXPECT_EQ(unnamed_in(*kit.window).join(QStringLiteral("; ")).toStdString(), "");
}

TEST(Accessible, TabReachesEveryFigureOfAMark) {
    const WindowKit kit(window_of_marks());
    const std::vector<QWidget*> reached = round_by_tab(*kit.window);
    for (const char* name :
         {"figure_moi", "figure_apdung", "figure_trinhbay", "mark_submit", "mark_conflict"})
        EXPECT_EQ(std::count(reached.begin(), reached.end(), kit.find<QWidget>(name)), 1) << name;
}

TEST(Accessible, TabReachesEveryControlOfEveryRoomAndComesBack) {
    const WindowKit kit(Depth::Running);
    for (int i = 0; i < kit.window->room_count(); ++i) {
        kit.window->go_to(i);
        WindowKit::draw();
        const std::vector<QWidget*> reached = round_by_tab(*kit.window);
        const std::set<QWidget*> known(reached.begin(), reached.end());
        EXPECT_GT(known.size(), 5U) << "the rail is one of them, the foot's buttons are others";
        for (QWidget* widget : kit.window->findChildren<QWidget*>())
            if (takes_tab(*widget) && !is_left_to_arrows(*widget) && !known.contains(widget))
                ADD_FAILURE() << "room " << i << ": " << widget->metaObject()->className() << " '"
                              << widget->objectName().toStdString() << "' is not reached";
    }
}

}  // namespace

}  // namespace sandau::station::testing
