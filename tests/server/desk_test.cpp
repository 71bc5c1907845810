#include "desk/desk.h"

#include <atomic>
#include <thread>

#include "scoring/command_payloads.h"
#include "server/kit.h"
#include "support/temporary_folder.h"

namespace sandau::testing {
namespace {

/// The server over the real desk, with its file.
class WebOverDesk : public ::testing::Test {
protected:
    WebOverDesk() {
        Result<std::unique_ptr<Desk>> made = Desk::create(folder / "test.sandau", MemoryHost::definition());
        EXPECT_TRUE(made);
        desk = std::move(*made);
        server::ServerOptions options;
        options.owner_token = "owner-token";
        options.now = [clock = ManualClock()] { return clock.now(); };
        server = std::make_unique<server::Server>(*desk, std::move(options));
        address = server->start()->front();
    }
    ~WebOverDesk() override { server.reset(); }

    HttpAnswer command(const std::string& id, const std::string& kind, const std::string& payload) {
        return post(address, "/api/v1/commands",
                    R"({"id":")" + id + R"(","kind":")" + kind + R"(","payload":)" + payload + "}",
                    {"Authorization: Bearer owner-token"});
    }

    TemporaryFolder folder;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<server::Server> server;
    std::string address;
};

TEST_F(WebOverDesk, ShowsACommandsEffectToWhoeverAsksAfterItsAnswer) {
    for (int i = 0; i < 50; ++i) {
        const std::string name = "Đội " + std::to_string(i);
        EXPECT_EQ(command("command-" + std::to_string(i), "entry.add",
                          R"({"row":{"name":")" + name + R"(","division":"A"}})")
                      .status,
                  200);
        EXPECT_NE(get(address, "/api/v1/entries").body.find(name), std::string::npos) << i;
    }
}

TEST_F(WebOverDesk, TellsReadersWhatWasDone) {
    EventReader reader(address);
    reader.next();
    command("command-1", "display.show",
            R"({"display":{"id":"wall","view":"message","message":"Xin chào"}})");
    const auto patch = reader.next_news();
    ASSERT_TRUE(patch);
    EXPECT_EQ(text_at(*patch->data.find("set")->find("display/wall"), {"message"}), "Xin chào");
}

TEST_F(WebOverDesk, TakesCommandsOfManyAtOnceAndEachOnce) {
    std::vector<std::thread> judges;
    std::atomic<int> accepted = 0;
    for (int judge = 0; judge < 8; ++judge)
        judges.emplace_back([&, judge] {
            for (int i = 0; i < 20; ++i) {
                const std::string id = "judge-" + std::to_string(judge) + "-" + std::to_string(i);
                const std::string payload = R"({"row":{"name":")" + id + R"(","division":"A"}})";
                // Each is sent twice, as a tablet does that did not hear the answer.
                for (int again = 0; again < 2; ++again)
                    if (command(id, "entry.add", payload).status == 200) ++accepted;
            }
        });
    for (std::thread& judge : judges) judge.join();
    EXPECT_EQ(accepted, 8 * 20 * 2);
    EXPECT_EQ(desk->snapshot()->contest->table<Entry>().size(), 160u);
}

}  // namespace
}  // namespace sandau::testing
