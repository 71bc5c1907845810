#pragma once

#include <QApplication>
#include <functional>
#include <memory>

#include "cli/station_devices.h"
#include "station/main_window.h"

namespace sandau::station::testing {

/// The real window over a real host with its devices, put together as the program does it. `change` may say
/// otherwise what the machine itself would say.
inline std::unique_ptr<MainWindow> window_over(const std::shared_ptr<cli::Hosting>& hosting,
                                               const std::function<void(OpenedContest&)>& change = {}) {
    StationOptions station;
    station.now = hosting->clock();
    auto window = std::make_unique<MainWindow>(station);
    window->resize(1366, 768);
    window->show();
    QApplication::setActiveWindow(window.get());
    OpenedContest opened;
    opened.host = std::shared_ptr<Host>(hosting, &hosting->desk());
    cli::give_devices(opened, *hosting, hosting);
    if (change) change(opened);
    window->show_contest(std::move(opened));
    return window;
}

}  // namespace sandau::station::testing
