#include "station/window_kit.h"

#include <QApplication>

namespace sandau::station::testing {

OpenedContest opened_contest(const std::shared_ptr<FakeHost>& host) {
    OpenedContest opened;
    opened.host = host;
    opened.file = "robocon-bac-giang.sandau";
    opened.addresses = [] {
        return std::vector<std::string>{"http://192.168.1.20:8080/", "http://127.0.0.1:8080/"};
    };
    opened.judges_connected = [] { return std::size_t{2}; };
    opened.devices = [] {
        DeviceRow gate;
        gate.device = DeviceId("SG-7F3A");
        gate.name = "Cổng sân 1";
        gate.where = "serial:/dev/ttyACM0";
        gate.alive = true;
        gate.state = "connected";
        gate.last_event = "edge 1";
        gate.last_event_age_ms = 1'400;
        gate.offset_ns = 12'345'678;
        gate.bound_ns = 820'000;
        gate.events = 214;
        gate.raw_lines = {"@E 1042 1 10 583920112 5C", "@H 1043 583999120 71"};
        DeviceRow lost = gate;
        lost.device = DeviceId("SG-7F3B");
        lost.name = "Cổng sân 2";
        lost.where = "tcp:192.168.1.51:7777";
        lost.alive = false;
        lost.state = "lost";
        lost.lost = 3;
        return std::vector<DeviceRow>{gate, lost};
    };
    opened.journal = [host](Seq before, std::size_t count) -> Result<std::vector<JournalRow>> {
        std::vector<JournalRow> rows;
        for (auto entry = host->journal().rbegin(); entry != host->journal().rend() && rows.size() < count;
             ++entry)
            if (before == 0 || entry->seq < before)
                rows.push_back({entry->seq, entry->at, "keyboard", entry->kind, entry->events});
        return rows;
    };
    opened.seat_code = [] { return SeatCode{"407113", "hash of 407113"}; };
    opened.qr_code = [](const std::string& text) {
        std::vector<std::vector<bool>> squares(29, std::vector<bool>(29));
        for (std::size_t y = 0; y < 29; ++y)
            for (std::size_t x = 0; x < 29; ++x) squares[y][x] = (x * y + x + text.size()) % 3 == 0;
        return squares;
    };
    return opened;
}

StationOptions options_for(const std::shared_ptr<FakeHost>& host) {
    StationOptions options;
    options.open_contest = [host](const OpenRequest& request) -> Result<OpenedContest> {
        if (request.file == "missing.sandau") return refuse("file.missing");
        return opened_contest(host);
    };
    options.presets = {
        {"provincial-robocon", {"Robocon cấp tỉnh", "Provincial Robocon"}},
        {"mini-sumo", {"Sumo mini", "Mini sumo"}},
        {"youth-creativity", {"Sáng tạo thanh thiếu niên, nhi đồng", "Youth creativity contest"}}};
    options.now = [host] { return host->now; };
    return options;
}

WindowKit::WindowKit(Depth depth, QSize size) : WindowKit(a_contest(depth), size) {}

WindowKit::WindowKit(std::shared_ptr<FakeHost> contest, QSize size) : host(std::move(contest)) {
    window = std::make_unique<MainWindow>(options_for(host));
    window->resize(size);
    window->show();
    window->show_contest(opened_contest(host));
    QApplication::setActiveWindow(window.get());
    settle();
}

void WindowKit::press(Qt::Key key, Qt::KeyboardModifiers with) const {
    host->pass(milliseconds(600));
    QWidget* widget = QApplication::focusWidget();
    QTest::keyClick(widget != nullptr && widget->window() == window.get() ? widget : window.get(), key, with);
    settle();
}

void WindowKit::draw() {
    // One round may post the next: a shown widget asks for a layout, that one for another.
    for (int round = 0; round < 6; ++round) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
}

void WindowKit::settle() const {
    EXPECT_TRUE(until([&] { return window->session().waiting() == 0; }));
    EXPECT_TRUE(until([&] { return window->session().snapshot()->version == host->snapshot()->version; }));
}

}  // namespace sandau::station::testing
