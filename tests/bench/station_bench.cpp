// What the judges' station costs a person: until its window is there, memory, typing in a list, from a gate
// to the painted clock; each beside an empty Qt window that does the same with nothing behind it, in the same
// run; and typing while thousands of spectators read. Each figure of a start is of a process of its own.
#include <unistd.h>

#include <QApplication>
#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QThread>
#include <atomic>
#include <fstream>
#include <functional>
#include <iterator>
#include <thread>

#include "bench/figures.h"
#include "bench/many_readers.h"
#include "bench/pace.h"
#include "cli/hosting.h"
#include "desk/desk.h"
#include "devices/boot_clock.h"
#include "scoring/command_payloads.h"
#include "scoring/presets.h"
#include "station/main_window.h"
#include "station/reports_room.h"
#include "station/widgets.h"
#include "support/a_contest.h"
#include "support/temporary_folder.h"

namespace sandau::bench {
namespace {

/// Tells when a widget has been painted next.
class Painted : public QObject {
public:
    explicit Painted(QWidget* widget) { widget->installEventFilter(this); }
    bool eventFilter(QObject*, QEvent* event) override {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
    int count = 0;
};

template <class Condition>
void wait_until(const Condition& condition) {
    while (!condition()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
}

double resident_mb() {
    std::ifstream file("/proc/self/statm");
    double all = 0, resident = 0;
    file >> all >> resident;
    return resident * 4096 / 1e6;
}

std::string_view provincial_rules() {
    return preset("provincial-robocon")->text;
}

commands::EntryImport teams(int first, int count) {
    const char* names[] = {"Nguyễn Huệ", "Sao Mai", "Đại Bàng Xanh", "Rồng Lửa", "Chim Lạc"};
    commands::EntryImport import;
    for (int n = first; n < first + count; ++n) {
        commands::ImportRow row;
        row.name = std::string(names[n % 5]) + " " + std::to_string(n);
        row.division = DivisionId(n % 2 == 0 ? "A" : "B");
        row.organization = "Trường THCS số " + std::to_string(n % 97);
        import.rows.push_back(std::move(row));
    }
    return import;
}

/// A contest in a file, with so many teams, in the station; its pages are served.
class Station {
public:
    Station(std::string_view rules, int count) {
        auto made = cli::Hosting::create(folder_.path() / "bench.sandau", rules, {});
        if (!made) give_up(made.error().code);
        hosting_ = std::move(*made);
        desk_ = std::shared_ptr<Desk>(hosting_, &hosting_->desk());
        must(teams(1, count));
        must(commands::EntryQualify{});
        options_.now = devices::now_instant;
        window_ = std::make_unique<station::MainWindow>(options_);
        window_->resize(1366, 768);
        window_->show();
        station::OpenedContest opened;
        opened.host = desk_;
        opened.file = folder_.path() / "bench.sandau";
        window_->show_contest(std::move(opened));
    }

    template <class Payload>
    Json must(const Payload& payload) {
        const Result<Answer> answer = desk_->ask(command_of(new_command_id(), keyboard_actor, payload));
        if (!answer) give_up(answer.error().code);
        return answer->result;
    }
    station::MainWindow& window() { return *window_; }
    Desk& desk() { return *desk_; }
    const std::string& address() const { return hosting_->addresses().front(); }
    QString file(const char* name) const { return QString::fromStdString((folder_.path() / name).string()); }
    void go_to(const char* room) {
        window_->go_to(QString::fromLatin1(room));
        wait_until([&] { return window_->session().snapshot()->version == desk_->snapshot()->version; });
        QCoreApplication::processEvents();
    }

private:
    testing::TemporaryFolder folder_;
    std::shared_ptr<cli::Hosting> hosting_;
    std::shared_ptr<Desk> desk_;
    station::StationOptions options_;
    std::unique_ptr<station::MainWindow> window_;
};

struct Started {
    double first_paint_ms = 0;
    double resident_mb = 0;
};

/// In a process of its own: shows a window and says when it was painted first, and what it weighs.
int show_window(const std::string& what, const char* since_ns) {
    int count = 1;
    char name[] = "window";
    char* arguments[] = {name, nullptr};
    QApplication application(count, arguments);
    std::unique_ptr<QWidget> empty;
    std::unique_ptr<station::MainWindow> station;
    station::StationOptions options;
    options.now = devices::now_instant;
    if (what == "empty") {
        empty = std::make_unique<QWidget>();
    } else {
        station = std::make_unique<station::MainWindow>(options);
    }
    QWidget& window = empty ? *empty : *station;
    const Painted painted(&window);
    window.resize(1366, 768);
    window.show();
    wait_until([&] { return painted.count > 0; });
    const double ms =
        static_cast<double>(Clock::now().time_since_epoch().count() - std::atoll(since_ns)) / 1e6;
    if (what != "empty" && what != "0") {
        Station contest(provincial_rules(), std::atoi(what.c_str()));
        contest.go_to("entries");
        std::printf("%f %f\n", ms, resident_mb());
        return 0;
    }
    std::printf("%f %f\n", ms, resident_mb());
    return 0;
}

Started start(const std::string& what) {
    const std::string command = "/proc/" + std::to_string(::getpid()) + "/exe window " + what + " " +
                                std::to_string(Clock::now().time_since_epoch().count());
    FILE* pipe = ::popen(command.c_str(), "r");
    Started started;
    if (pipe == nullptr || std::fscanf(pipe, "%lf %lf", &started.first_paint_ms, &started.resident_mb) != 2)
        give_up("no window");
    ::pclose(pipe);
    return started;
}

/// Nothing of any file in memory; false where that is not ours to say.
bool forget_files() {
    ::sync();
    std::ofstream caches("/proc/sys/vm/drop_caches");
    caches << "3" << std::flush;
    return caches.good();
}

void measure_starts() {
    const auto median_start = [](const char* what) {
        std::vector<double> times;
        for (int i = 0; i < 7; ++i) times.push_back(start(what).first_paint_ms);
        return median(times);
    };
    if (forget_files()) {
        const double ours = start("0").first_paint_ms;
        forget_files();
        print("start to first window, cold", ours, "ms", start("empty").first_paint_ms, "");
    } else {
        std::puts("start to first window, cold: only root can make this machine forget its files");
    }
    print("start to first window, warm", median_start("0"), "ms", median_start("empty"), "");
    const double empty_mb = start("empty").resident_mb;
    print("memory, 432 entries in the list", start("432").resident_mb, "MB", empty_mb, "");
    print("memory, 5,000 entries in the list", start("5000").resident_mb, "MB", empty_mb, "");
}

/// From each key that is typed into `edit` to the painted `seen`.
std::vector<double> type_into(QLineEdit& edit, QWidget& seen) {
    std::vector<double> times_ms;
    const Painted painted(&seen);
    edit.setFocus();
    for (int word = 0; word < 20; ++word) {
        for (const Qt::Key key : {Qt::Key_N, Qt::Key_G, Qt::Key_U, Qt::Key_Y, Qt::Key_E, Qt::Key_N,
                                  Qt::Key_Backspace, Qt::Key_Backspace, Qt::Key_Backspace, Qt::Key_Backspace,
                                  Qt::Key_Backspace, Qt::Key_Backspace}) {
            const int before = painted.count;
            const auto from = Clock::now();
            QTest::keyClick(&edit, key);
            wait_until([&] { return painted.count > before; });
            times_ms.push_back(since_us(from) / 1e3);
        }
    }
    return times_ms;
}

void measure_typing() {
    QLineEdit alone;
    alone.resize(400, 40);
    alone.show();
    const std::vector<double> floor = type_into(alone, alone);
    alone.hide();
    Station station(provincial_rules(), 5'000);
    station.go_to("entries");
    auto* edit = station.window().findChild<QLineEdit*>(QStringLiteral("entries_search"));
    auto* table = station.window().findChild<QTableView*>(QStringLiteral("entries_table"));
    if (edit == nullptr || table == nullptr) give_up("no list");
    const std::vector<double> ours = type_into(*edit, *table->viewport());
    print("a key in the search of 5,000 entries to the list, p50", at_share(ours, 0.5), "ms",
          at_share(floor, 0.5), "");
    print("a key in the search of 5,000 entries to the list, p99", at_share(ours, 0.99), "ms",
          at_share(floor, 0.99), "");
}

/// Publishes one state of the wall after another, 1 kB to each spectator, ten times a second.
class Publisher {
public:
    explicit Publisher(Station& station) : thread_([this, &station] { work(station); }) {}
    ~Publisher() {
        stopping_ = true;
        thread_.join();
    }
    Publisher(const Publisher&) = delete;
    Publisher& operator=(const Publisher&) = delete;

private:
    void work(Station& station) {
        Pace pace(std::chrono::milliseconds(100));
        for (; !stopping_; pace.next()) {
            commands::DisplayShow show;
            show.display.id = "wall";
            show.display.view = "message";
            show.display.message = stamp_of(monotonic_ns()) + std::string(800, 'x');
            station.must(show);
        }
    }

    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

void measure_spectators(ManyReaders& readers) {
    constexpr std::size_t spectators = 5'000;
    Station station(provincial_rules(), 5'000);
    station.go_to("entries");
    auto* edit = station.window().findChild<QLineEdit*>(QStringLiteral("entries_search"));
    auto* table = station.window().findChild<QTableView*>(QStringLiteral("entries_table"));
    if (edit == nullptr || table == nullptr) give_up("no list");
    const auto type = [&] {
        std::vector<double> times_ms;
        for (int i = 0; i < 5; ++i)
            for (const double ms : type_into(*edit, *table->viewport())) times_ms.push_back(ms);
        return times_ms;
    };
    const std::vector<double> alone = type();
    readers.connect(station.address(), "/api/v1/events", spectators);
    std::vector<double> watched;
    {
        const Publisher publisher(station);
        watched = type();
    }
    readers.disconnect();
    print("the same under 5,000 spectators, p50", at_share(watched, 0.5), "ms", at_share(alone, 0.5), "");
    print("the same under 5,000 spectators, p99", at_share(watched, 0.99), "ms", at_share(alone, 0.99), "");
    print("the same under 5,000 spectators, longest", at_share(watched, 1), "ms", at_share(alone, 1), "");
}

/// The longest time for which the window answers nothing, until what was begun is done.
double longest_pause_ms(const std::function<bool()>& is_done) {
    double longest_ms = 0;
    while (!is_done()) {
        const auto from = Clock::now();
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        longest_ms = std::max(longest_ms, since_us(from) / 1e3);
    }
    return longest_ms;
}

void measure_pauses() {
    Station station(provincial_rules(), 5'000);
    const auto pause_ms = [&](const auto& payload) {
        const auto before = station.window().session().snapshot()->version;
        station.desk().submit(command_of(new_command_id(), keyboard_actor, payload), Lane::People,
                              [](const Result<Answer>& answer) {
                                  if (!answer) give_up(answer.error().code);
                              });
        return longest_pause_ms([&] { return station.window().session().snapshot()->version > before; });
    };
    station.go_to("entries");
    print("longest pause: 432 teams more among 5,000 in the list", pause_ms(teams(5'001, 432)), "ms", 0, "");
    const EntryId first = (*station.desk().snapshot()->contest->table<Entry>().begin()).id;
    print("longest pause: one of them checks in", pause_ms(commands::EntryCheckIn{first, true}), "ms", 0, "");
    station.go_to("reports");
    auto* reports = qobject_cast<station::ReportsRoom*>(station.window().room(QStringLiteral("reports")));
    if (reports == nullptr) give_up("no reports");
    wait_until([&] { return !reports->is_working(); });
    reports->save_pdf(station.file("minutes.pdf"));
    print("longest pause: the minutes of 5,432 are made into a PDF",
          longest_pause_ms([&] { return !reports->is_working(); }), "ms", 0, "");
}

/// Every room with 5,000 entries and their timetable: opened, told of a change, searched.
void measure_rooms() {
    Station station(test::a_small_definition(), 5'000);
    commands::StageSchedule schedule;
    schedule.stage = StageId("final");
    schedule.fields_count = 16;
    schedule.start = WallTime{devices::now_instant().wall.utc_ms + 3'600'000};
    schedule.slot_ms = 240'000;
    station.must(schedule);
    const EntryId first = (*station.desk().snapshot()->contest->table<Entry>().begin()).id;
    bool is_here = false;
    for (const std::string name :
         {"overview", "rules", "entries", "people", "timetable", "field", "scoring", "rankings", "awards",
          "reports", "devices", "displays", "journal", "announcer"}) {
        const auto opened = Clock::now();
        station.window().go_to(QString::fromStdString(name));
        QCoreApplication::processEvents();
        const double open_ms = since_us(opened) / 1e3;
        const QWidget* room = station.window().room(QString::fromStdString(name));
        print(("opened with 5,000: " + name).c_str(), open_ms, "ms", 0, "");
        longest_pause_ms([&] {
            return station.window().session().snapshot()->version == station.desk().snapshot()->version;
        });
        is_here = !is_here;
        const auto before = station.window().session().snapshot()->version;
        station.must(commands::EntryCheckIn{first, is_here});
        print(("longest pause, one of 5,000 checks in: " + name).c_str(),
              longest_pause_ms([&] { return station.window().session().snapshot()->version > before; }), "ms",
              0, "");
        for (QLineEdit* edit : room->findChildren<station::SearchField*>()) {
            if (!edit->isVisible()) continue;
            edit->setFocus();
            const auto typed = Clock::now();
            for (const Qt::Key key : {Qt::Key_N, Qt::Key_G, Qt::Key_U}) {
                QTest::keyClick(edit, key);
                QCoreApplication::processEvents();
            }
            print(("a key in the search, of 5,000: " + name).c_str(), since_us(typed) / 3e3, "ms", 0, "");
            edit->clear();
        }
    }
}

/// From another thread's word to a widget that paints it.
double posted_to_painted_ms(QWidget& widget) {
    const Painted painted(&widget);
    const auto from = Clock::now();
    std::unique_ptr<QThread> thread(QThread::create([&] {
        QMetaObject::invokeMethod(
            &widget, [&] { widget.update(); }, Qt::QueuedConnection);
    }));
    thread->start();
    wait_until([&] { return painted.count > 0; });
    thread->wait();
    return since_us(from) / 1e3;
}

void measure_clock() {
    QWidget alone;
    alone.resize(900, 300);
    alone.show();
    std::vector<double> floor, ours;
    for (int n = 0; n < 60; ++n) floor.push_back(posted_to_painted_ms(alone));
    alone.hide();
    Station station(test::a_small_definition(), 432);
    Device gate;
    gate.id = DeviceId("gate");
    gate.channels.push_back({1, FieldId("F1"), ChannelRole::Start, 1});
    station.must(commands::DeviceAssign{gate});
    station.go_to("field");
    auto* digits = station.window().findChild<QWidget*>(QStringLiteral("clock"));
    if (digits == nullptr) give_up("no clock");
    int n = 0;
    for (const Entry& entry : station.desk().snapshot()->contest->table<Entry>()) {
        if (++n > 60) break;
        const Json loaded = station.must(commands::RunLoad{StageId("final"), entry.id, FieldId("F1"), 0});
        const RunId run(*loaded.find("run")->as_string());
        station.must(commands::RunReady{run, ""});
        wait_until([&] {
            return station.window().session().snapshot()->version == station.desk().snapshot()->version;
        });
        const Painted painted(digits);
        commands::DeviceReport report;
        report.device = gate.id;
        report.boot = "1";
        report.seq = n;
        report.channel = 1;
        report.type = "edge";
        report.value = 1;
        report.at = devices::now_instant();
        report.stamp = "device";
        const auto from = Clock::now();
        station.desk().submit(command_of(new_command_id(), device_actor, report), Lane::Devices,
                              [](const Result<Answer>& answer) {
                                  if (!answer) give_up(answer.error().code);
                              });
        wait_until([&] {
            const Run* shown = station.window().session().contest().table<Run>().find(run.text);
            return shown != nullptr && shown->state == RunState::Running && painted.count > 0;
        });
        ours.push_back(since_us(from) / 1e3);
        station.must(commands::RunUnload{run, "đo thời gian"});
    }
    print("a gate's event, through the file, to the painted clock, p50", at_share(ours, 0.5), "ms",
          at_share(floor, 0.5), "");
    print("a gate's event, through the file, to the painted clock, p99", at_share(ours, 0.99), "ms",
          at_share(floor, 0.99), "");
}

}  // namespace
}  // namespace sandau::bench

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc == 4) return sandau::bench::show_window(argv[2], argv[3]);
    sandau::bench::ManyReaders readers;
    sandau::bench::print_head();
    sandau::bench::measure_starts();
    QApplication application(argc, argv);
    sandau::bench::measure_rooms();
    sandau::bench::measure_typing();
    sandau::bench::measure_spectators(readers);
    sandau::bench::measure_pauses();
    sandau::bench::measure_clock();
}
