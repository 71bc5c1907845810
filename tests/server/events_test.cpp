#include <thread>

#include "server/kit.h"

namespace sandau::testing {
namespace {

class EventsTest : public ServerTest {
protected:
    void show_message(const std::string& message) {
        commands::DisplayShow show;
        show.display.id = "wall";
        show.display.view = "message";
        show.display.message = message;
        host.keyboard(show);
    }
    static std::string message_of(const ServerEvent& event) {
        const Json* set = event.data.find(event.event == "snapshot" ? "resources" : "set");
        const Json* display = set != nullptr ? set->find("display/wall") : nullptr;
        return display != nullptr ? text_at(*display, {"message"}) : std::string();
    }
    std::uint64_t metric(const std::string& name) {
        const std::string metrics = get(address, "/metrics").body;
        const std::size_t at = metrics.find("\n" + name + " ");
        return at == std::string::npos ? 0 : std::stoull(metrics.substr(at + name.size() + 2));
    }
};

TEST_F(EventsTest, BeginWithASnapshotAndGoOnWithWholeResources) {
    start();
    EventReader reader(address);
    const auto snapshot = reader.next();
    EXPECT_EQ(snapshot->event, "snapshot");
    EXPECT_NE(snapshot->data.find("resources")->find("contest"), nullptr);
    EXPECT_NE(snapshot->data.find("server_now_ms"), nullptr);
    show_message("Xin chào");
    const auto patch = reader.next();
    EXPECT_EQ(patch->event, "patch");
    EXPECT_EQ(message_of(*patch), "Xin chào");
    EXPECT_EQ(patch->data.find("set")->as_object()->size(), 1u);
    EXPECT_EQ(text_at(patch->data, {"seq"}), std::to_string(host.snapshot()->contest->seq));
}

TEST_F(EventsTest, SayWhatIsGone) {
    const auto ids = host.add_entries("A", {"Đội Một"});
    start();
    const Json answer = host.keyboard(commands::RunLoad{StageId("final"), ids[0], FieldId("F1"), 0});
    EventReader reader(address);
    EXPECT_NE(reader.next()->data.find("resources")->find("runs/final.T001.1"), nullptr);
    host.keyboard(commands::RunUnload{RunId(*answer.find("run")->as_string()), "Chưa xong"});
    const auto patch = reader.next();
    EXPECT_EQ(write_json(*patch->data.find("gone")), R"(["runs/final.T001.1"])");
}

TEST_F(EventsTest, SayNothingOfWhatIsNotPublished) {
    const auto ids = host.add_entries("A", {"Đội Một"});
    host.add_user("Trọng tài", {a_grant(Role::Referee)}, "secret");
    start();
    EventReader reader(address);
    const auto snapshot = reader.next();
    EXPECT_EQ(write_json(snapshot->data).find("argon2"), std::string::npos);
    EXPECT_EQ(write_json(snapshot->data).find("Trọng tài"), std::string::npos);
    host.add_user("Giám khảo", {a_grant(Role::Judge)}, "secret");
    show_message("đánh dấu");
    EXPECT_EQ(message_of(*reader.next()), "đánh dấu");
}

TEST_F(EventsTest, ComeInOrder) {
    start();
    EventReader reader(address);
    reader.next();
    std::int64_t last = 0;
    for (int i = 0; i < 50; ++i) show_message(std::to_string(i));
    std::string message;
    while (message != "49") {
        const auto event = reader.next();
        ASSERT_TRUE(event);
        const std::int64_t seq = *event->data.find("seq")->as_int();
        EXPECT_GT(seq, last);
        last = seq;
        message = message_of(*event);
    }
}

TEST_F(EventsTest, GoOnWhereTheyWereLeft) {
    start();
    std::string last_id;
    {
        EventReader reader(address);
        reader.next();
        show_message("một");
        last_id = reader.next()->id;
    }
    show_message("hai");
    EventReader again(address, {"Last-Event-ID: " + last_id});
    std::string message;
    while (message != "hai") {
        const auto event = again.next();
        ASSERT_TRUE(event);
        EXPECT_EQ(event->event, "patch");
        message = message_of(*event);
    }
}

TEST_F(EventsTest, StartAnewWhereTooMuchWasMissed) {
    server::ServerLimits limits = quick();
    limits.resume_bytes = 1'000;
    start(limits);
    EventReader reader(address);
    const std::string first_id = reader.next()->id;
    for (int i = 0; i < 20; ++i) {
        show_message(std::string(100, 'x') + std::to_string(i));
        reader.next();
    }
    EventReader again(address, {"Last-Event-ID: " + first_id});
    EXPECT_EQ(again.next()->event, "snapshot");
}

TEST_F(EventsTest, StartAnewForAnIdOfAnotherTime) {
    start();
    for (const char* id : {"nonsense", "E1.1", "E1-00000000.1", "E9.99999"}) {
        EventReader reader(address, {std::string("Last-Event-ID: ") + id});
        EXPECT_EQ(reader.next()->event, "snapshot") << id;
    }
    EventReader reader(address);
    const std::string id = reader.next()->id;
    restart();
    EventReader after(address, {"Last-Event-ID: " + id});
    EXPECT_EQ(after.next()->event, "snapshot");
}

TEST_F(EventsTest, StartAnewWhenAFileIsRestored) {
    start();
    EventReader reader(address);
    const std::string epoch = text_at(reader.next()->data, {"epoch"});
    host.set_epoch("E2");
    const auto event = reader.next();
    EXPECT_EQ(event->event, "snapshot");
    EXPECT_NE(text_at(event->data, {"epoch"}), epoch);
}

TEST_F(EventsTest, TickWithTheTime) {
    server::ServerLimits limits = quick();
    limits.tick_ms = 10;
    start(limits);
    EventReader reader(address);
    reader.next();
    const auto tick = reader.next();
    EXPECT_EQ(tick->event, "tick");
    EXPECT_EQ(*tick->data.find("server_now_ms")->as_int(), host.clock.now().wall.utc_ms);
    EXPECT_TRUE(tick->id.empty());
}

TEST_F(EventsTest, ShowWhatADeviceReportsBeforeItIsWrittenDown) {
    const auto ids = host.add_entries("A", {"Đội Một"});
    start();
    const Json answer = host.keyboard(commands::RunLoad{StageId("final"), ids[0], FieldId("F1"), 0});
    const RunId run(*answer.find("run")->as_string());
    host.keyboard(commands::RunReady{run, ""});
    EventReader reader(address);
    reader.next();
    host.show_provisional({FieldId("F1"), ChannelRole::Start, host.clock.now(), 50'000});
    const auto started = reader.next();
    const Json& shown = *started->data.find("set")->find("runs/final.T001.1");
    EXPECT_EQ(text_at(shown, {"clock", "state"}), "running");
    host.clock.advance(milliseconds(41'250));
    host.show_provisional({FieldId("F1"), ChannelRole::Finish, host.clock.now(), 50'000});
    const auto finished = reader.next();
    const Json& with_time = *finished->data.find("set")->find("runs/final.T001.1");
    EXPECT_EQ(text_at(with_time, {"time_ms"}), "41250");
    EXPECT_EQ(text_at(with_time, {"bound_us"}), "100");
}

TEST_F(EventsTest, GiveASlowReaderTheStateAndNotTheBacklog) {
    start();
    EventReader slow(address, {}, "", 4'096);
    slow.next();
    const std::string filler(20'000, 'x');
    // As long as it takes until the reader, who does not read, has been overtaken.
    int sent = 0;
    while (metric("sandau_stream_behind_total") == 0) {
        ASSERT_LT(sent, 5'000);
        for (int i = 0; i < 10; ++i) show_message(std::to_string(sent++) + filler);
    }
    for (int i = 0; i < 200; ++i) show_message(std::to_string(sent++) + filler);
    int received = 0;
    int snapshots = 0;
    const std::string last = std::to_string(sent - 1) + filler;
    for (std::string message; message != last; ++received) {
        const auto event = slow.next();
        ASSERT_TRUE(event);
        if (event->event == "snapshot") ++snapshots;
        message = message_of(*event);
    }
    EXPECT_GE(snapshots, 1);
    EXPECT_LT(received, sent);
}

TEST_F(EventsTest, CutOffWhoNeverReads) {
    server::ServerLimits limits = quick();
    limits.write_ms = 100;
    start(limits);
    EventReader stuck(address, {}, "", 4'096);
    const std::string filler(20'000, 'x');
    int sent = 0;
    while (metric("sandau_streams_open") > 0)
        for (int i = 0; i < 10; ++i) show_message(std::to_string(sent++) + filler);
    EXPECT_EQ(get(address, "/api/v1/time").status, 200);
}

TEST_F(EventsTest, ReachTwoHundredReadersWithTheSameBytes) {
    host.add_entries("A", {"Đội Một", "Đội Hai"});
    start();
    std::vector<std::unique_ptr<EventReader>> readers;
    for (int i = 0; i < 200; ++i) readers.push_back(std::make_unique<EventReader>(address));
    for (const auto& reader : readers) EXPECT_EQ(reader->next()->event, "snapshot");
    show_message("tất cả");
    for (const auto& reader : readers) EXPECT_EQ(message_of(*reader->next()), "tất cả");
    EXPECT_EQ(metric("sandau_streams_open"), 200u);
    EXPECT_EQ(metric("sandau_stream_messages_total"), 1u);
    readers.clear();
    while (metric("sandau_streams_open") > 0) std::this_thread::yield();
    // One answers itself just now.
    EXPECT_EQ(metric("sandau_connections_open"), 1u);
}

TEST_F(EventsTest, AnswerAHeadWithTheHeaderAlone) {
    start();
    const HttpAnswer answer = fetch(address, {"HEAD", "/api/v1/events", {}, ""});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("content-type"), "text/event-stream");
}

TEST_F(EventsTest, EndWithTheServer) {
    start();
    EventReader reader(address);
    reader.next();
    server_.reset();
    EXPECT_FALSE(reader.next());
}

}  // namespace
}  // namespace sandau::testing
