// A station that joined another one's host, over real sockets.
#include <gtest/gtest.h>

#include <optional>

#include "cli/joining.h"
#include "cli/program.h"
#include "cli/remote_kit.h"
#include "support/temporary_folder.h"

namespace sandau::cli_test {
namespace {

using cli::LinkState;
using cli::RemoteHost;

class Remote : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(sandau({"new", file, "--preset", "provincial-robocon"}).code, 0);
        add_user("Trưởng ban", "organiser");
        start("127.0.0.1:0");
    }
    void add_user(const std::string& name, const std::string& role) {
        ASSERT_EQ(sandau({"user", file, "add", name, "--role", role, "--password"}, password + "\n").code, 0);
    }
    void start(const std::string& listen) {
        serving.emplace(file, std::vector<std::string>{"--listen", listen});
        address = serving->address().substr(7, serving->address().rfind('/') - 7);
    }
    void start_again() { start(address); }
    std::unique_ptr<RemoteHost> join(const std::string& name = "Trưởng ban") {
        Result<std::unique_ptr<RemoteHost>> host = RemoteHost::join(seat_of(address, name, password));
        EXPECT_TRUE(host) << (host ? "" : host.error().code);
        return host ? std::move(*host) : nullptr;
    }

    const std::string password = "mot hai ba bon";
    testing::TemporaryFolder folder;
    std::string file = (folder / "a.sandau").string();
    std::optional<Serving> serving;
    std::string address;
};

TEST_F(Remote, HasTheContestAndAnswersOnceTheStateHasWhatWasDone) {
    const auto host = join();
    EXPECT_TRUE(host->follows_journal());
    ASSERT_NE(host->snapshot()->contest->definition, nullptr);
    const Result<Answer> answer = submit(*host, a_team("Sao Mai")).get();
    ASSERT_TRUE(answer) << answer.error().code;
    EXPECT_GE(host->snapshot()->contest->seq, answer->seq);
    EXPECT_EQ(entries_called(*host, "Sao Mai"), 1);
    EXPECT_EQ(host->link().unanswered, 0U);
}

TEST_F(Remote, SaysTheHostsRefusalAsItIs) {
    const auto host = join();
    commands::EntryAdd nameless = a_team("");
    const Result<Answer> answer = submit(*host, nameless).get();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, "entry.name_missing");
}

TEST_F(Remote, IsToldWhatAnotherStationDoes) {
    const auto one = join();
    const auto other = join();
    std::atomic<int> told = 0;
    const Subscription subscription = other->subscribe([&](const SnapshotPtr&) { ++told; });
    ASSERT_TRUE(submit(*one, a_team("Đại Bàng")).get());
    EXPECT_TRUE(until([&] { return entries_called(*other, "Đại Bàng") == 1; }));
    EXPECT_TRUE(until([&] { return told > 0; }));
}

TEST_F(Remote, ReadsTheJournalFromItsEnd) {
    const auto host = join();
    const Seq before = host->snapshot()->contest->seq;
    ASSERT_TRUE(submit(*host, a_team("Sao Mai")).get());
    const auto entries = host->journal(0, 1);
    ASSERT_TRUE(entries);
    ASSERT_EQ(entries->size(), 1U);
    EXPECT_EQ(entries->front().seq, before + 1);
    EXPECT_EQ(entries->front().kind, "entry.add");
}

TEST_F(Remote, AttachesAFileAtTheHostAndLooksAtIt) {
    const auto host = join();
    ASSERT_TRUE(submit(*host, a_team("Sao Mai")).get());
    const std::string photo = "\x89PNG\r\n\x1a\n robot";
    EXPECT_EQ(host->keep_file("no photo").error().code, "files.type");
    const Result<KeptFile> kept = host->keep_file(photo);
    ASSERT_TRUE(kept) << kept.error().code;
    EXPECT_EQ(kept->media_type, "image/png");
    EXPECT_EQ(host->read_file(kept->sha256).error().code, "files.gone") << "nobody has attached it yet";
    commands::EntryAttach attach;
    attach.entry = EntryId("T001");
    attach.sha256 = kept->sha256;
    attach.name = "robot.png";
    const Result<Answer> attached = submit(*host, attach, CommandId("attach-the-photo")).get();
    ASSERT_TRUE(attached) << attached.error().code;
    EXPECT_EQ(host->read_file(kept->sha256), photo);
}

TEST_F(Remote, SendsAgainWithTheSameIdWhenTheHostWasKilledAndStartedAgain) {
    const auto host = join();
    ASSERT_TRUE(submit(*host, a_team("Sao Mai"), CommandId("the-first-command")).get());
    serving->stop(SIGKILL);
    auto waiting = submit(*host, a_team("Đại Bàng"), CommandId("the-second-command"));
    EXPECT_TRUE(until([&] { return host->link().state == LinkState::Lost; }));
    EXPECT_EQ(host->link().why.code, "remote.unreachable");
    EXPECT_EQ(host->link().unanswered, 1U) << "nobody has confirmed it";
    EXPECT_EQ(entries_called(*host, "Đại Bàng"), 0) << "what is not durable is not shown";
    EXPECT_EQ(entries_called(*host, "Sao Mai"), 1) << "the last state stays readable";
    start_again();
    const Result<Answer> answer = waiting.get();
    ASSERT_TRUE(answer) << answer.error().code;
    EXPECT_TRUE(until([&] { return host->link().state == LinkState::Connected; }));
    EXPECT_EQ(entries_called(*host, "Đại Bàng"), 1);
    // The same id once more, as after an answer that was lost on its way.
    const Result<Answer> again = submit(*host, a_team("Đại Bàng"), CommandId("the-second-command")).get();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->seq, answer->seq);
    EXPECT_EQ(entries_called(*host, "Đại Bàng"), 1);
}

TEST_F(Remote, BeginsAnewWhenTheFileWasRestored) {
    const std::string copy = (folder / "copy.sandau").string();
    const auto host = join();
    ASSERT_EQ(sandau({"backup", file, copy}).code, 0);
    ASSERT_TRUE(submit(*host, a_team("Sao Mai")).get());
    EXPECT_EQ(serving->stop(), 0);
    ASSERT_EQ(sandau({"restore", copy, file}).code, 0);
    start_again();
    // Sessions end with the file that they were opened in: the seat is asked for anew.
    EXPECT_TRUE(until([&] { return host->link().state == LinkState::Ended; }));
    EXPECT_EQ(entries_called(*join(), "Sao Mai"), 0);
}

TEST_F(Remote, EndsWhenTheSeatIsRevoked) {
    const auto host = join();
    commands::UserRevoke revoke;
    for (const User& user : host->snapshot()->contest->table<User>()) revoke.user = user.id;
    // Whether the answer to one's own end still comes is left open.
    auto last = submit(*host, revoke);
    last.wait();
    EXPECT_TRUE(until([&] { return host->link().state == LinkState::Ended; }));
    const Result<Answer> answer = submit(*host, a_team("Sao Mai"), CommandId("after-the-end")).get();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, "remote.ended");
}

TEST_F(Remote, RefusesAForgedSession) {
    cli::RemoteSeat seat = seat_of(address, "Trưởng ban", password);
    seat.session.back() = seat.session.back() == '0' ? '1' : '0';
    const auto host = RemoteHost::join(seat);
    ASSERT_FALSE(host);
    EXPECT_EQ(host.error().code, "remote.ended");
}

TEST_F(Remote, GivesAMarshalWhatTheSeatMaySeeAndNotTheJournal) {
    add_user("Điều phối", "marshal");
    const auto organiser = join();
    const auto marshal = join("Điều phối");
    EXPECT_FALSE(marshal->follows_journal());
    ASSERT_TRUE(submit(*organiser, a_team("Sao Mai")).get());
    commands::EntryQualify qualify;
    qualify.entries = {organiser->snapshot()->contest->table<Entry>().begin()->id};
    qualify.verdict = commands::Verdict::Eligible;
    qualify.reason = "đã xem hồ sơ";
    const Result<Answer> qualified = submit(*organiser, qualify, CommandId("a-verdict-of-a-test")).get();
    ASSERT_TRUE(qualified) << qualified.error().code;
    EXPECT_TRUE(until([&] { return marshal->snapshot()->contest->seq >= qualified->seq; }));
    EXPECT_EQ(entries_called(*marshal, "Sao Mai"), 1);
    commands::EntryCheckIn check_in;
    const SnapshotPtr seen = marshal->snapshot();
    const Entry& entry = *seen->contest->table<Entry>().begin();
    check_in.entry = entry.id;
    Command command = command_of(CommandId("a-check-in-of-a-test"), keyboard_actor, check_in);
    command.expect = {{entry.object(), seen->contest->version(entry.object())}};
    std::promise<Result<Answer>> answered;
    marshal->submit(command, Lane::People, [&](const Result<Answer>& answer) { answered.set_value(answer); });
    const Result<Answer> answer = answered.get_future().get();
    ASSERT_TRUE(answer) << answer.error().code;
    EXPECT_TRUE(marshal->snapshot()->contest->table<Entry>().find(entry.id.text)->checked_in);
    EXPECT_EQ(marshal->journal(0, 10).error().code, "host.refused");
}

TEST_F(Remote, RefusesTooManyUnansweredCommandsAtOnce) {
    const auto host = join();
    serving->stop(SIGKILL);
    std::atomic<int> refused = 0;
    for (std::size_t i = 0; i < RemoteHost::unanswered_max + 3; ++i)
        host->submit(command_of(CommandId("command-" + std::to_string(i)), keyboard_actor, a_team("A")),
                     Lane::People, [&](const Result<Answer>& answer) {
                         if (!answer && answer.error().code == "busy") ++refused;
                     });
    EXPECT_EQ(refused, 3);
}

}  // namespace
}  // namespace sandau::cli_test
