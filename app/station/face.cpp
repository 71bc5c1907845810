#include "station/face.h"

#include <QApplication>

#include "station/standings_watch.h"

namespace sandau::station {

Room::Room(const Face& face) : face_(face) {
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    setFocusPolicy(Qt::ClickFocus);
    connect(&face_.session, &Session::snapshot_changed, this, &Room::look_again);
    connect(&face_.words, &Words::language_changed, this, &Room::look_again);
    connect(&face_.standings, &StandingsWatch::changed, this, &Room::look_again);
}

void Room::refresh() {
    due_ = false;
    if (!face_.session.is_open()) return;
    const bool had_keys = isAncestorOf(QApplication::focusWidget());
    render();
    // A focused button that was switched off hands the keys to whatever comes next, be it "Close contest".
    if (had_keys && isVisible() && !isAncestorOf(QApplication::focusWidget())) take_focus();
}

void Room::look_again() {
    due_ = true;
    if (isVisible()) refresh();
}

void Room::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (due_) refresh();
}

}  // namespace sandau::station
