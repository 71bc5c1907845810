#include "station/station.h"

#include <QApplication>

#include "station/main_window.h"
#include "station/sounds.h"

namespace sandau::station {

int run_station(QApplication& application, StationOptions options) {
    QApplication::setApplicationName(QStringLiteral("sandau-station"));
    QApplication::setApplicationDisplayName(QStringLiteral("Sàn Đấu"));
    if (!options.sounds) options.sounds = machine_sounds();
    MainWindow window(std::move(options));
    window.resize(1366, 768);
    window.showMaximized();
    return application.exec();
}

}  // namespace sandau::station
