#include "station/projectors.h"

#include <QCloseEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QScreen>
#include <algorithm>

namespace sandau::station {

namespace {

std::string key_of(const QScreen& screen) {
    if (screen.serialNumber().isEmpty()) return screen.name().toStdString();
    return (screen.manufacturer() + u' ' + screen.model() + u' ' + screen.serialNumber()).toStdString();
}

}  // namespace

/// Some systems name their screens not at all: then they are counted.
std::vector<Monitor> monitors_of_machine() {
    std::vector<Monitor> monitors;
    for (const QScreen* screen : QGuiApplication::screens()) {
        const QString made = (screen->manufacturer() + u' ' + screen->model()).simplified();
        const QString named = made.isEmpty() ? screen->name() : made;
        const QString number = QStringLiteral("No. %1").arg(monitors.size() + 1);
        const std::string key = key_of(*screen);
        monitors.push_back(
            {key.empty() ? number.toStdString() : key, named.isEmpty() ? number : named, screen->geometry()});
    }
    return monitors;
}

ProjectorWindow::ProjectorWindow(const Face& published, const Monitor& monitor) : WallCanvas(published) {
    setWindowFlags(Qt::Window | Qt::FramelessWindowHint);
    setAttribute(Qt::WA_QuitOnClose, false);
    setCursor(Qt::BlankCursor);
    setFocusPolicy(Qt::StrongFocus);
    fill(monitor);
}

void ProjectorWindow::fill(const Monitor& monitor) {
    if (QScreen* screen = QGuiApplication::screenAt(monitor.where.center())) setScreen(screen);
    setWindowTitle(monitor.name);
    setGeometry(monitor.where);
    showFullScreen();
}

void ProjectorWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        emit closed();
    } else {
        WallCanvas::keyPressEvent(event);
    }
}

void ProjectorWindow::closeEvent(QCloseEvent* event) {
    WallCanvas::closeEvent(event);
    // The window manager's cross; the program's end is not a wish to have it closed next time.
    if (event->spontaneous()) emit closed();
}

Projectors::Projectors(const Face& published, Memory& memory, QObject* parent)
    : QObject(parent), published_(published), memory_(memory), projections_(memory.projections()) {
    connect(qGuiApp, &QGuiApplication::screenAdded, this, &Projectors::look_again);
    connect(qGuiApp, &QGuiApplication::screenRemoved, this, &Projectors::look_again);
    connect(&published_.session, &Session::contest_changed, this, &Projectors::look_again);
}

Projectors::~Projectors() {
    for (const auto& [monitor, window] : windows_) delete window;
}

void Projectors::use_monitors(ListMonitors list) {
    list_monitors_ = std::move(list);
    look_again();
}

Projection Projectors::projection(const std::string& monitor) const {
    for (const Projection& one : projections_)
        if (one.monitor == monitor) return one;
    Projection fresh;
    fresh.monitor = monitor;
    return fresh;
}

void Projectors::set(const Projection& projection) {
    const auto known = std::find_if(projections_.begin(), projections_.end(),
                                    [&](const Projection& one) { return one.monitor == projection.monitor; });
    if (known == projections_.end()) {
        projections_.push_back(projection);
    } else if (*known == projection) {
        return;
    } else {
        *known = projection;
    }
    memory_.set_projections(projections_);
    look_again();
}

ProjectorWindow* Projectors::window(const std::string& monitor) const {
    const auto found = windows_.find(monitor);
    return found != windows_.end() ? found->second : nullptr;
}

void Projectors::close_window(const std::string& monitor) {
    ProjectorWindow* window = windows_.at(monitor);
    windows_.erase(monitor);
    window->disconnect(this);
    window->hide();
    window->deleteLater();
}

void Projectors::look_again() {
    const std::vector<Monitor> there = list_monitors_();
    const auto monitor_of = [&](const std::string& key) {
        return std::find_if(there.begin(), there.end(), [&](const Monitor& one) { return one.key == key; });
    };
    for (const Projection& one : projections_) {
        const auto monitor = monitor_of(one.monitor);
        const bool wanted = one.is_open && monitor != there.end() && published_.session.is_open();
        ProjectorWindow* window = this->window(one.monitor);
        // Without its monitor it would go to the next one, and cover the station.
        if (!wanted && window != nullptr) close_window(one.monitor);
        if (!wanted) continue;
        if (window == nullptr) {
            window = new ProjectorWindow(published_, *monitor);
            windows_.emplace(one.monitor, window);
            connect(window, &ProjectorWindow::closed, this, [this, key = one.monitor] {
                Projection shut = projection(key);
                shut.is_open = false;
                set(shut);
            });
        } else if (window->geometry() != monitor->where) {
            window->fill(*monitor);
        }
        window->set_look(one.look);
        window->show_display(one.display);
    }
    emit changed();
}

}  // namespace sandau::station
