#include "station/station.h"

#include <QApplication>

#include "station/main_window.h"

namespace sandau::station {

int run_station(QApplication& application, StationOptions options) {
    QApplication::setApplicationName(QStringLiteral("sandau-station"));
    QApplication::setApplicationDisplayName(QStringLiteral("Sàn Đấu"));
    MainWindow window(std::move(options));
    window.resize(1366, 768);
    window.showMaximized();
    return application.exec();
}

}  // namespace sandau::station
