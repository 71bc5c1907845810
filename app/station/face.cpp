#include "station/face.h"

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
    if (face_.session.is_open()) render();
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
