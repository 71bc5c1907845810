#include <atomic>
#include <future>
#include <set>
#include <thread>

#include "scoring/grants.h"
#include "server/kit.h"

namespace sandau::testing {
namespace {

using SeatsTest = ServerTest;

TEST_F(SeatsTest, OpenByNameAndPassword) {
    const UserId user = host.add_user("Cô Lan", {a_grant(Role::Referee, "F1")}, "mật khẩu");
    start();
    const HttpAnswer answer = post(address, "/api/v1/session", R"({"name":"Cô Lan","password":"mật khẩu"})");
    EXPECT_EQ(answer.status, 200);
    const std::string cookie = answer.header("set-cookie");
    EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
    EXPECT_NE(cookie.find("SameSite=Strict"), std::string::npos);
    const Json seat = get(address, "/api/v1/seat", {cookie_from(answer)}).json();
    EXPECT_EQ(text_at(seat, {"user"}), user.text);
    EXPECT_EQ(text_at((*seat.find("grants")->as_array())[0], {"field"}), "F1");
    EXPECT_EQ(
        post(address, "/api/v1/session", R"({"name":")" + user.text + R"(","password":"mật khẩu"})").status,
        200);
}

TEST_F(SeatsTest, StayClosedToWrongWordsAndNameNobody) {
    host.add_user("Cô Lan", {a_grant(Role::Referee)}, "mật khẩu");
    start();
    const HttpAnswer wrong = post(address, "/api/v1/session", R"({"name":"Cô Lan","password":"sai"})");
    const HttpAnswer nobody = post(address, "/api/v1/session", R"({"name":"Không ai","password":"sai"})");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(wrong.body, nobody.body);
    EXPECT_EQ(wrong.header("set-cookie"), "");
    EXPECT_EQ(get(address, "/api/v1/seat").status, 401);
    EXPECT_EQ(get(address, "/api/v1/seat", {"Cookie: sandau=forged"}).status, 401);
}

TEST_F(SeatsTest, OpenByCodeOnlyWhileJoiningIsOpen) {
    const UserId user = host.add_user("Bàn 1", {a_grant(Role::Referee, "F1")}, "", "123456");
    host.add_user("Bàn 2", {a_grant(Role::Referee, "F2")}, "", "654321");
    start();
    EXPECT_EQ(post(address, "/api/v1/session", R"({"code":"123456"})").code(), "session.joining_closed");
    commands::ContestSettings settings;
    settings.settings.joining = Joining::Open;
    host.keyboard(settings);
    const HttpAnswer answer = post(address, "/api/v1/session", R"({"code":"123456"})");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(text_at(answer.json(), {"user"}), user.text);
    EXPECT_EQ(post(address, "/api/v1/session", R"({"code":"111111"})").status, 401);
    settings.settings.joining = Joining::Closed;
    host.keyboard(settings);
    EXPECT_EQ(get(address, "/api/v1/seat", {cookie_from(answer)}).status, 200);
}

TEST_F(SeatsTest, AreNotLockedOutByOthersWhoGuess) {
    host.add_user("Cô Lan", {a_grant(Role::Referee)}, "mật khẩu");
    start();
    const std::string cookie = sign_in("Cô Lan", "mật khẩu");
    int refused = 0;
    for (int i = 0; i < 40; ++i)
        if (post(address, "/api/v1/session", R"({"name":"Cô Lan","password":"sai"})").status == 429)
            ++refused;
    EXPECT_EQ(refused, 10);
    const HttpAnswer right = post(address, "/api/v1/session", R"({"name":"Cô Lan","password":"mật khẩu"})");
    EXPECT_EQ(right.status, 429);
    EXPECT_EQ(right.header("retry-after"), "60");
    EXPECT_EQ(get(address, "/api/v1/seat", {cookie}).status, 200);
    EXPECT_EQ(command("score.set", "{}", {cookie}).status, 422);
    host.clock.advance(seconds(61));
    EXPECT_EQ(post(address, "/api/v1/session", R"({"name":"Cô Lan","password":"mật khẩu"})").status, 200);
}

/// Guesses codes, one connection after the other, until it is told to stop; the statuses it was answered
/// with.
std::set<unsigned> guess(const std::string& address, const std::atomic<bool>& enough,
                         std::atomic<int>& tried) {
    std::set<unsigned> statuses;
    while (!enough) {
        statuses.insert(
            static_cast<unsigned>(post(address, "/api/v1/session", R"({"code":"000001"})").status));
        ++tried;
    }
    return statuses;
}

TEST_F(SeatsTest, WorkOnInOrderWhileOthersGuessCodesFromManyConnections) {
    const auto ids = host.add_entries("A", {"Đội Một"});
    host.add_user("Cô Lan", {a_grant(Role::Referee, "F1")}, "mật khẩu");
    for (int i = 2; i < 10; ++i)
        host.add_user("Bàn " + std::to_string(i), {a_grant(Role::Referee)}, "", "12345" + std::to_string(i));
    commands::ContestSettings settings;
    settings.settings.joining = Joining::Open;
    host.keyboard(settings);
    // Every guess costs its hashing: none is turned away for its number.
    server::ServerLimits limits = quick();
    limits.failures_per_minute = 1'000'000;
    start(limits);
    const RunId run = host.play(ids[0], "F1");
    const std::string cookie = sign_in("Cô Lan", "mật khẩu");
    std::atomic<bool> enough = false;
    std::atomic<int> tried = 0;
    std::vector<std::future<std::set<unsigned>>> flood;
    for (int i = 0; i < 6; ++i)
        flood.push_back(std::async(std::launch::async, [&] { return guess(address, enough, tried); }));
    while (tried < 6) std::this_thread::yield();
    std::int64_t last_seq = 0;
    for (int i = 0; i < 30; ++i) {
        const HttpAnswer answer = command(
            "score.set", R"({"sheet":")" + run.text + R"(","items":{"zone":)" + std::to_string(i % 6) + "}}",
            {cookie});
        EXPECT_EQ(answer.status, 200) << answer.body;
        const std::int64_t seq = std::stoll("0" + text_at(answer.json(), {"seq"}));
        EXPECT_GT(seq, last_seq);
        last_seq = seq;
    }
    EXPECT_EQ(get(address, "/api/v1/seat", {cookie}).status, 200);
    enough = true;
    for (auto& one : flood)
        for (const unsigned status : one.get()) EXPECT_TRUE(status == 401 || status == 503) << status;
}

TEST_F(SeatsTest, EndWhenTheySignOut) {
    host.add_user("Cô Lan", {a_grant(Role::Referee)}, "mật khẩu");
    start();
    const std::string cookie = sign_in("Cô Lan", "mật khẩu");
    EventReader reader(address, {cookie}, "?view=seat");
    reader.next();
    EXPECT_EQ(fetch(address, {"DELETE", "/api/v1/session", {cookie}, ""}).status, 204);
    EXPECT_EQ(get(address, "/api/v1/seat", {cookie}).status, 401);
    EXPECT_FALSE(reader.next());
}

TEST_F(SeatsTest, EndWhenTheUserIsRevoked) {
    const UserId user = host.add_user("Cô Lan", {a_grant(Role::Referee)}, "mật khẩu");
    start();
    const std::string cookie = sign_in("Cô Lan", "mật khẩu");
    EventReader reader(address, {cookie}, "?view=seat");
    reader.next();
    host.keyboard(commands::UserRevoke{user});
    EXPECT_EQ(get(address, "/api/v1/seat", {cookie}).status, 401);
    EXPECT_FALSE(reader.next());
}

TEST_F(SeatsTest, OutliveTheServerThatOpenedThem) {
    host.add_user("Cô Lan", {a_grant(Role::Referee)}, "mật khẩu");
    start();
    const std::string cookie = sign_in("Cô Lan", "mật khẩu");
    restart();
    EXPECT_EQ(get(address, "/api/v1/seat", {cookie}).status, 200);
}

TEST_F(SeatsTest, OwnerIsWhoHasTheTokenOnThisMachine) {
    start();
    EXPECT_EQ(text_at(get(address, "/api/v1/seat", {owner}).json(), {"user"}), "keyboard");
    EXPECT_EQ(get(address, "/api/v1/seat", {"Authorization: Bearer wrong"}).status, 401);
    EXPECT_EQ(get(address, "/api/v1/seat", {"Authorization: Bearer "}).status, 401);
}

TEST_F(SeatsTest, WatchTheSheetsOfTheirFieldAndNoOther) {
    const auto ids = host.add_entries("A", {"Đội Một", "Đội Hai"});
    host.add_user("Cô Lan", {a_grant(Role::Referee, "F1")}, "mật khẩu");
    start();
    const RunId own = host.play(ids[0], "F1");
    const RunId other = host.play(ids[1], "F2");
    const std::string cookie = sign_in("Cô Lan", "mật khẩu");
    EventReader reader(address, {cookie}, "?view=seat");
    const auto snapshot = reader.next();
    const Json* sheet = snapshot->data.find("resources")->find("sheets/" + own.text);
    ASSERT_NE(sheet, nullptr);
    EXPECT_EQ(snapshot->data.find("resources")->find("sheets/" + other.text), nullptr);
    EXPECT_EQ(text_at(*sheet, {"object"}), "sheet:" + own.text);
    EXPECT_EQ(text_at(*sheet, {"definition", "time", "limit_ms"}), "90000");
    EXPECT_EQ(text_at((*sheet->find("definition")->find("items")->as_array())[0], {"kind"}), "count");
    const std::string payload = R"({"sheet":")" + own.text + R"(","items":{"zone":2,"finish":true}})";
    EXPECT_EQ(command("score.set", payload, {cookie}).status, 200);
    for (;;) {
        const auto patch = reader.next_news();
        ASSERT_TRUE(patch);
        const Json* changed = patch->data.find("set")->find("sheets/" + own.text);
        if (changed == nullptr) continue;
        EXPECT_EQ(text_at(*changed, {"total"}), "90");
        const Json& problem = (*changed->find("problems")->as_array())[0];
        EXPECT_EQ(text_at(problem, {"text", "vi"}), "Chưa qua đủ các vùng");
        break;
    }
    EXPECT_EQ(EventReader(address, {}, "?view=seat").status(), 401);
}

TEST_F(SeatsTest, OfAMarshalShowNoSheets) {
    const auto ids = host.add_entries("A", {"Đội Một"});
    host.add_user("Điều phối", {a_grant(Role::Marshal)}, "mật khẩu");
    start();
    host.play(ids[0], "F1");
    EventReader reader(address, {sign_in("Điều phối", "mật khẩu")}, "?view=seat");
    const auto snapshot = reader.next();
    for (const auto& [key, resource] : *snapshot->data.find("resources")->as_object())
        EXPECT_FALSE(key.starts_with("sheets/")) << key;
}

using CommandsTest = ServerTest;

TEST_F(CommandsTest, AreCarriedOutOnceForOneId) {
    start();
    const std::string body =
        R"({"id":"0f8fad5b-d9cb-469f-a165-70867728950e","kind":"entry.add","payload":{"row":{"name":"Đội Một","division":"A"}}})";
    const HttpAnswer first = post(address, "/api/v1/commands", body, {owner});
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(text_at(first.json(), {"seq"}), std::to_string(host.snapshot()->contest->seq));
    EXPECT_EQ(post(address, "/api/v1/commands", body, {owner}).body, first.body);
    EXPECT_EQ(host.snapshot()->contest->table<Entry>().size(), 1u);
}

TEST_F(CommandsTest, GoUnderTheNameOfTheSeat) {
    const UserId user = host.add_user("Cô Lan", {a_grant(Role::Referee)}, "mật khẩu");
    start();
    command("score.set", "{}", {sign_in("Cô Lan", "mật khẩu")});
    EXPECT_EQ(host.seen().back().actor, user);
    command("score.set", "{}", {owner});
    EXPECT_EQ(host.seen().back().actor, keyboard_actor);
}

TEST_F(CommandsTest, AreNotTakenFromStrangers) {
    start();
    EXPECT_EQ(command("entry.add", "{}", {}).status, 401);
    EXPECT_EQ(command("entry.add", "{}", {"Cookie: sandau=x"}).status, 401);
    EXPECT_TRUE(host.seen().empty());
}

TEST_F(CommandsTest, AreTakenAsJsonAlone) {
    start();
    const HttpAnswer answer = fetch(address, {"POST",
                                              "/api/v1/commands",
                                              {owner, "Content-Type: text/plain"},
                                              R"({"id":"0f8fad5b-1","kind":"entry.add"})"});
    EXPECT_EQ(answer.status, 415);
    EXPECT_EQ(post(address, "/api/v1/commands", "{", {owner}).status, 400);
    const HttpAnswer no_kind = post(address, "/api/v1/commands", R"({"id":"0f8fad5b-1"})", {owner});
    EXPECT_EQ(no_kind.status, 422);
    const Json problems = no_kind.json();
    EXPECT_EQ(text_at((*problems.find("problems")->as_array())[0], {"path"}), "kind");
    EXPECT_NE(text_at(problems, {"detail", "vi"}), "");
}

TEST_F(CommandsTest, SayWhichVersionsDiffer) {
    const auto ids = host.add_entries("A", {"Đội Một"});
    start();
    const RunId run = host.play(ids[0], "F1");
    const HttpAnswer answer = command("score.set", R"({"sheet":")" + run.text + R"(","items":{"zone":1}})",
                                      {owner}, R"(,"expect":{"sheet:)" + run.text + R"(":1})");
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(text_at(answer.json(), {"arguments", "expected"}), "1");
    EXPECT_EQ(text_at(answer.json(), {"arguments", "current"}),
              std::to_string(host.snapshot()->contest->version("sheet:" + run.text)));
}

TEST_F(CommandsTest, AreAnsweredWithBusyAndWhenToComeBack) {
    start();
    host.answer_busy(true);
    const HttpAnswer answer = command("entry.add", "{}", {owner});
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.header("retry-after"), "1");
}

TEST_F(CommandsTest, ThatAreNotAnsweredInTimeSaySo) {
    server::ServerLimits limits = quick();
    limits.tick_ms = 10;
    limits.answer_ms = 1'000;
    start(limits);
    host.hold(true);
    std::thread later([this] {
        while (host.seen().empty()) std::this_thread::yield();
        host.clock.advance(seconds(2));
    });
    EXPECT_EQ(command("entry.add", "{}", {owner}).code(), "command.unanswered");
    later.join();
    host.hold(false);
    EXPECT_EQ(get(address, "/api/v1/time").status, 200);
}

TEST_F(CommandsTest, OfOneSeatDoNotFloodTheHost) {
    host.add_user("Cô Lan", {a_grant(Role::Referee)}, "mật khẩu");
    server::ServerLimits limits = quick();
    limits.commands_per_second = 5;
    start(limits);
    const std::string cookie = sign_in("Cô Lan", "mật khẩu");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(command("score.set", "{}", {cookie}).status, 422);
    EXPECT_EQ(command("score.set", "{}", {cookie}).status, 429);
    EXPECT_EQ(command("score.set", "{}", {owner}).status, 422);
}

TEST_F(CommandsTest, InFlightDoNotOutliveTheServer) {
    start();
    host.hold(true);
    RawClient client(address);
    client.send(request_text(address, {"POST",
                                       "/api/v1/commands",
                                       {owner, "Content-Type: application/json"},
                                       R"({"id":"0f8fad5b-1","kind":"entry.add"})"}));
    while (host.seen().empty()) std::this_thread::yield();
    server_.reset();
    host.hold(false);
    EXPECT_TRUE(client.is_closed());
}

/// Each role, its own field and another, each kind of command: the answer is what the grants say.
TEST_F(CommandsTest, AreAllowedAsTheGrantsSayInEveryCell) {
    const auto ids = host.add_entries("A", {"Đội Một", "Đội Hai"});
    const RunId on_f1 = host.play(ids[0], "F1");
    const RunId on_f2 = host.play(ids[1], "F2");
    server::ServerLimits limits = quick();
    limits.commands_per_second = 100'000;
    start(limits);
    const std::vector<std::string> kinds{
        "contest.settings", "definition.amend",    "entry.import",    "entry.add",        "entry.change",
        "entry.qualify",    "entry.check_in",      "entry.inspect",   "entry.withdraw",   "score.import",
        "stage.promote",    "stage.schedule",      "stage.publish",   "schedule.publish", "run.load",
        "schedule.move",    "run.ready",           "run.start",       "run.pause",        "run.resume",
        "run.end",          "run.unload",          "run.set_clock",   "run.rerun",        "score.set",
        "score.review",     "score.reopen",        "score.commit",    "score.publish",    "score.retract",
        "score.correct",    "score.publish_stage", "result.finalize", "protest.lodge",    "protest.resolve",
        "decision.record",  "award.publish",       "device.assign",   "device.event",     "event.adopt",
        "display.show",     "user.grant",          "user.revoke",     "clock.recover",    "no.such_kind"};
    for (const std::string_view role_word : enum_words(Role{})) {
        const Role role = *from_word<Role>(role_word);
        host.add_user(std::string(role_word), {a_grant(role, "F1")}, "secret");
        const std::string cookie = sign_in(std::string(role_word), "secret");
        for (const std::string& kind : kinds) {
            for (const RunId& run : {on_f1, on_f2}) {
                Command asked;
                asked.actor = UserId(text_at(get(address, "/api/v1/seat", {cookie}).json(), {"user"}));
                asked.kind = kind;
                asked.payload.set("run", run.text).set("sheet", run.text).set("nonsense", true);
                const bool may = allowed(*host.snapshot()->contest, asked).has_value();
                const int status = command(kind, write_json(asked.payload), {cookie}).status;
                EXPECT_EQ(status == 403, !may)
                    << role_word << " " << kind << " " << run.text << " " << status;
                EXPECT_TRUE(!may || status == 422) << role_word << " " << kind;
            }
        }
    }
}

TEST_F(CommandsTest, AreTheOnlyWayAndOtherPathsAskForTheirGrant) {
    host.add_user("Cô Lan", {a_grant(Role::Referee)}, "mật khẩu");
    host.add_user("Ban tổ chức", {a_grant(Role::Organiser)}, "mật khẩu");
    journal = [](Seq since, std::size_t, const std::function<void(Result<server::JournalPage>)>& answer) {
        answer(server::JournalPage{{R"({"seq":)" + std::to_string(since + 1) + "}"}});
    };
    start();
    const std::string referee = sign_in("Cô Lan", "mật khẩu");
    const std::string organiser = sign_in("Ban tổ chức", "mật khẩu");
    EXPECT_EQ(get(address, "/api/v1/journal?since=3").status, 401);
    EXPECT_EQ(get(address, "/api/v1/journal?since=3", {referee}).status, 403);
    EXPECT_EQ(get(address, "/api/v1/journal?since=3", {organiser}).body, "{\"seq\":4}\n");
    EXPECT_EQ(get(address, "/api/v1/journal?since=3", {owner}).status, 200);
    EXPECT_EQ(get(address, "/api/v1/journal?since=x", {owner}).status, 400);
}

}  // namespace
}  // namespace sandau::testing
