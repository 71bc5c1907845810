// Thousands of readers of events over real sockets on loopback, beside a bare epoll loop that sends the same
// bytes in the same run; what publishing and a judge's commit take meanwhile; JSON of the standings.
#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <optional>
#include <thread>

#include "bench/bare_stream.h"
#include "bench/figures.h"
#include "bench/many_readers.h"
#include "bench/pace.h"
#include "cli/hosting.h"
#include "db/host_lock.h"
#include "scoring/command_payloads.h"
#include "scoring/presets.h"
#include "server/http_client.h"
#include "support/temporary_folder.h"

namespace sandau::bench {
namespace {

constexpr int teams = 432;
constexpr std::size_t message_bytes = 1'024;

template <class Payload>
Json must(Desk& desk, const Payload& payload) {
    const Result<Answer> answer = desk.ask(command_of(new_command_id(), keyboard_actor, payload));
    if (!answer) give_up(answer.error().code);
    return answer->result;
}

/// A province's contest with a published qualifier.
class Province {
public:
    Province() {
        const Preset* rules = preset("provincial-robocon");
        if (rules == nullptr) give_up("no such preset");
        auto made = cli::Hosting::create(folder_ / "load.sandau", rules->text, {});
        if (!made) give_up(made.error().code);
        hosting_ = std::move(*made);
        commands::EntryImport import;
        for (int n = 1; n <= teams; ++n) {
            commands::ImportRow row;
            row.name = "Đội Sao Mai " + std::to_string(n);
            row.division = DivisionId(n % 3 == 0 ? "A" : n % 3 == 1 ? "B" : "C");
            import.rows.push_back(row);
        }
        must(desk(), import);
        commands::EntryQualify qualify;
        qualify.verdict = commands::Verdict::Eligible;
        for (const Entry& entry : desk().snapshot()->contest->table<Entry>())
            qualify.entries.push_back(entry.id);
        must(desk(), qualify);
        commands::ScoreImport scores;
        scores.stage = StageId("online");
        int n = 0;
        for (const Entry& entry : desk().snapshot()->contest->table<Entry>()) {
            Json items{Json::Object{}};
            items.set("points", 100 + ++n);
            scores.results.push_back(
                {entry.id, {{SheetStatus::OK, items, 60'000 + n * 100, ""}}, Json(Json::Object{})});
        }
        must(desk(), scores);
        must(desk(), commands::ScorePublishStage{StageId("online"), {}});
        must(desk(), commands::StagePublish{StageId("online")});
        show("");
    }

    Desk& desk() { return hosting_->desk(); }
    const std::string& address() const { return hosting_->addresses().front(); }

    /// Shown on the wall: one public message of 1 kB to everybody.
    void show(const std::string& text) {
        commands::DisplayShow show;
        show.display.id = "wall";
        show.display.view = "message";
        show.display.message = text;
        must(desk(), show);
    }
    std::string owner_header() const {
        const std::optional<LiveHost> host = find_live_host(folder_ / "load.sandau");
        if (!host) give_up("no live host");
        return "Authorization: Bearer " + host->token;
    }

private:
    testing::TemporaryFolder folder_;
    std::unique_ptr<cli::Hosting> hosting_;
};

double cpu_us() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double resident_bytes() {
    std::ifstream file("/proc/self/statm");
    double all = 0, resident = 0;
    file >> all >> resident;
    return resident * 4096;
}

std::string filled(std::size_t bytes) {
    std::string text = stamp_of(monotonic_ns());
    text.resize(std::max(bytes, text.size()), 'x');
    return text;
}

struct Load {
    std::size_t readers = 5'000;
    std::size_t silent = 0;
    int per_second = 10;
    int seconds = 10;
    std::size_t reconnections = 0;
};

struct Outcome {
    Deliveries deliveries;
    std::uint64_t expected = 0;
    double cpu_us_each = 0;
    double bytes_each = 0;
    std::vector<double> publish_ms;
};

/// Publishes at an even pace, and waits until everybody has everything.
template <class Publish>
Outcome run(ManyReaders& readers, const Load& load, const Publish& publish) {
    Outcome outcome;
    const int messages = load.per_second * load.seconds;
    readers.start_counting();
    if (load.reconnections > 0) readers.reconnect(load.reconnections);
    const double cpu_before = cpu_us();
    Pace pace(std::chrono::microseconds(1'000'000 / load.per_second));
    for (int i = 0; i < messages; ++i) {
        pace.next();
        const auto from = Clock::now();
        publish();
        outcome.publish_ms.push_back(since_us(from) / 1e3);
    }
    if (load.reconnections > 0) readers.reconnect(0);
    const auto expected = static_cast<std::uint64_t>(messages) * (load.readers - load.silent);
    outcome.deliveries = readers.counted(expected);
    outcome.expected = expected;
    outcome.cpu_us_each = (cpu_us() - cpu_before) / static_cast<double>(outcome.deliveries.count);
    return outcome;
}

Outcome run_floor(ManyReaders& readers, const Load& load) {
    BareStream floor("event: snapshot\ndata: {}\n\n",
                     "event: tick\ndata: {\"seq\":123,\"server_now_ms\":1}\n\n", 1'000);
    const double before = resident_bytes();
    readers.connect(floor.address(), "/", load.readers);
    Outcome outcome;
    const double bytes = (resident_bytes() - before) / static_cast<double>(load.readers);
    outcome = run(readers, load,
                  [&] { floor.publish(std::make_shared<const std::string>(filled(message_bytes))); });
    outcome.bytes_each = bytes;
    readers.disconnect();
    return outcome;
}

/// The text on the wall that makes the whole event as long as the floor's.
std::size_t text_bytes() {
    return message_bytes - 190;
}

Outcome run_province(ManyReaders& readers, Province& province, const Load& load) {
    const double before = resident_bytes();
    readers.connect(province.address(), "/api/v1/events", load.readers, load.silent);
    const double bytes = (resident_bytes() - before) / static_cast<double>(load.readers);
    Outcome outcome = run(readers, load, [&] { province.show(filled(text_bytes())); });
    outcome.bytes_each = bytes;
    readers.disconnect();
    return outcome;
}

/// Every message to everybody. Where the machine has no time for it, two states become one, and there is
/// less.
void print_delivered(const Outcome& outcome) {
    print("  delivered, of all", static_cast<double>(outcome.deliveries.count), "",
          static_cast<double>(outcome.expected), "1.00");
}

void compare(const char* title, ManyReaders& readers, Province& province, const Load& load,
             const char* goal) {
    const Outcome floor = run_floor(readers, load);
    const Outcome ours = run_province(readers, province, load);
    std::printf("%s\n", title);
    print_delivered(ours);
    print("  publish to read, p50", ours.deliveries.p50_ms, "ms", floor.deliveries.p50_ms, "");
    print("  publish to read, p99", ours.deliveries.p99_ms, "ms", floor.deliveries.p99_ms, goal);
    print("  CPU for each delivery", ours.cpu_us_each, "us", floor.cpu_us_each, goal);
    print("  resident memory for each reader", ours.bytes_each, "B", floor.bytes_each, "1000 B");
    print("  publishing answered, p99", at_share(ours.publish_ms, 0.99), "ms", 0, "5 ms");
}

/// Somebody who corrects scores over HTTP all the while, on one connection.
class Judge {
public:
    Judge(Province& province) : client_(province.address()), province_(province) {
        thread_ = std::thread([this] { work(); });
    }
    std::vector<double> stop() {
        stopping_ = true;
        thread_.join();
        return took_ms_;
    }

private:
    void work() {
        const std::string owner = province_.owner_header();
        Pace pace(std::chrono::milliseconds(100));
        for (int n = 0; !stopping_; ++n, pace.next()) {
            char sheet[24];
            std::snprintf(sheet, sizeof sheet, "online.T%03d.1", n % teams + 1);
            const std::string body = R"({"id":"load-commit-)" + std::to_string(n) +
                                     R"(","kind":"score.correct","payload":{"sheet":")" + sheet +
                                     R"(","items":{"points":)" + std::to_string(n % 900) +
                                     R"(},"reason":"đọc lại"}})";
            const auto from = Clock::now();
            client_.send(testing::request_text(
                province_.address(),
                {"POST", "/api/v1/commands", {owner, "Content-Type: application/json"}, body}));
            const auto answer = client_.receive();
            if (!answer || answer->status != 200) give_up("not committed: " + (answer ? answer->body : ""));
            took_ms_.push_back(since_us(from) / 1e3);
        }
    }

    testing::RawClient client_;
    Province& province_;
    std::atomic<bool> stopping_ = false;
    std::vector<double> took_ms_;
    std::thread thread_;
};

void with_a_judge(ManyReaders& readers, Province& province) {
    Judge judge(province);
    const Outcome outcome = run_province(readers, province, {});
    const std::vector<double> commits = judge.stop();
    std::printf("the same, and a judge commits over HTTP ten times a second\n");
    print_delivered(outcome);
    print("  a commit answered, p50", at_share(commits, 0.5), "ms", 0, "");
    print("  a commit answered, p99", at_share(commits, 0.99), "ms", 0, "50 ms");
    print("  publish to read, p99", outcome.deliveries.p99_ms, "ms", 0, "");
    print("  publishing answered, p99", at_share(outcome.publish_ms, 0.99), "ms", 0, "5 ms");
}

void only_ours(const char* title, ManyReaders& readers, Province& province, const Load& load) {
    const Outcome ours = run_province(readers, province, load);
    std::printf("%s\n", title);
    print_delivered(ours);
    print("  publish to read, p50", ours.deliveries.p50_ms, "ms", 0, "");
    print("  publish to read, p99", ours.deliveries.p99_ms, "ms", 0, "");
    print("  CPU for each delivery", ours.cpu_us_each, "us", 0, "");
    if (load.reconnections > 0)
        print("  reconnections", static_cast<double>(readers.reconnected()) / load.seconds, "/s", 0, "500/s");
}

/// Requests a second on eight connections that stay open.
double requests_per_second(const std::string& address, const std::string& request, int status) {
    constexpr int connections = 8, rounds = 400;
    std::vector<std::thread> threads;
    const auto from = Clock::now();
    for (int i = 0; i < connections; ++i)
        threads.emplace_back([&] {
            testing::RawClient client(address);
            for (int n = 0; n < rounds; ++n) {
                client.send(request);
                const auto answer = client.receive();
                if (!answer || answer->status != status) give_up("not answered as it should be");
            }
        });
    for (std::thread& thread : threads) thread.join();
    return connections * rounds / (since_us(from) / 1e6);
}

void standings_as_json(Province& province) {
    const std::string target = "/api/v1/standings?stage=online";
    const testing::HttpAnswer once = testing::get(province.address(), target);
    if (once.status != 200) give_up("no standings");
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(once.body.size()) +
                             "\r\nConnection: keep-alive\r\n\r\n";
    const BareStream whole("", "", 3'600'000, head + once.body);
    const BareStream unchanged("", "", 3'600'000, "HTTP/1.1 304 Not Modified\r\n\r\n");
    const std::string plain = testing::request_text(province.address(), {"GET", target, {}, ""});
    const std::string tagged = testing::request_text(
        province.address(), {"GET", target, {"If-None-Match: " + once.header("etag")}, ""});
    std::printf("standings of %d teams as JSON, %zu bytes, 8 connections\n", teams, once.body.size());
    print("  requests a second", requests_per_second(province.address(), plain, 200), "/s",
          requests_per_second(whole.address(), plain, 200), "");
    print("  with If-None-Match", requests_per_second(province.address(), tagged, 304), "/s",
          requests_per_second(unchanged.address(), tagged, 304), "");
}

void measure(ManyReaders& readers) {
    Province province;
    print_head();
    compare("5,000 readers, 10 messages of 1 kB a second", readers, province, {}, "1.2");
    with_a_judge(readers, province);
    compare("15,000 readers, 2 messages a second", readers, province, {15'000, 0, 2, 10, 0}, "");
    only_ours("5,000 readers of whom 500 never read", readers, province, {5'000, 500, 10, 10, 0});
    only_ours("5,000 readers, 500 reconnections a second", readers, province, {5'000, 0, 10, 10, 500});
    standings_as_json(province);
}

}  // namespace
}  // namespace sandau::bench

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    sandau::bench::ManyReaders readers;
    const QCoreApplication application(argc, argv);
    sandau::bench::measure(readers);
}
