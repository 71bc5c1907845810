// The real desk and the real server over a contest of their own, for the browser tests to play with.
//   web_test_host DEFINITION FOLDER PORT JUDGES (http|https)
// JUDGES: so many more, of the fields F1, F2 …, with the codes 700001, 700002 …
// Goes on with the file in the folder where there is one. PORT 0: any free one. Prints ADDRESS:PORT and the
// organiser's token on one line; ends with its standard input. A number on a line of that sets the machine's
// wall clock so many milliseconds away from where it is, and is said back when it is done.

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include "desk/desk.h"
#include "devices/boot_clock.h"
#include "scoring/command_payloads.h"
#include "server/secrets.h"
#include "server/server.h"

namespace sandau {
namespace {

Grant a_grant(Role role, const std::string& field = {}, const std::string& side = {}) {
    Grant grant;
    grant.role = role;
    grant.field = FieldId(field);
    grant.side = side;
    return grant;
}

void add_user(Desk& desk, const std::string& name, const std::string& password, const std::string& code,
              const Grant& one) {
    commands::UserGrant grant;
    grant.name = name;
    grant.grants = {one};
    grant.password_hash = server::hash_password(password);
    grant.code_hash = server::hash_code(code);
    CHECK(desk.ask(command_of(new_command_id(), keyboard_actor, grant)).has_value(), "the seat is given");
}

struct Wishes {
    std::filesystem::path definition, folder;
    std::string port;
    int judges = 0;
    bool tls = false;
};

Result<std::unique_ptr<Desk>> open_or_create(const Wishes& wishes, const std::function<Instant()>& clock) {
    const std::filesystem::path file = wishes.folder / "test.sandau";
    DeskOptions options;
    options.clock = clock;
    if (std::filesystem::exists(file)) return Desk::open(file, options);
    std::ifstream in(wishes.definition, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    auto desk = Desk::create(file, text, options);
    if (!desk) return desk;
    commands::ContestSettings settings;
    settings.settings.joining = Joining::Open;
    CHECK((*desk)->ask(command_of(new_command_id(), keyboard_actor, settings)).has_value(), "joining opens");
    add_user(**desk, "referee", "san1", "123456", a_grant(Role::Referee, "F1"));
    add_user(**desk, "head", "truong", "654321", a_grant(Role::HeadJudge));
    add_user(**desk, "red side", "do", "111111", a_grant(Role::Referee, "F1", "red"));
    add_user(**desk, "lan", "lan", "222222", a_grant(Role::Judge));
    add_user(**desk, "binh", "binh", "333333", a_grant(Role::Judge));
    for (int n = 1; n <= wishes.judges; ++n)
        add_user(**desk, "judge " + std::to_string(n), "judge", std::to_string(700'000 + n),
                 a_grant(Role::Referee, "F" + std::to_string(n)));
    return desk;
}

/// What the tests ask of the journal: which command made each entry.
server::JournalDoor journal_of(Desk& desk) {
    return
        [&desk](Seq since, std::size_t max, const std::function<void(Result<server::JournalPage>)>& answer) {
            const Result<std::vector<JournalEntry>> entries = desk.journal_since(since, max);
            if (!entries) return answer(tl::unexpected(entries.error()));
            server::JournalPage page;
            for (const JournalEntry& entry : *entries) {
                Json line;
                line.set("seq", entry.seq).set("kind", entry.kind).set("actor", entry.actor.text);
                page.lines.push_back(write_json(line.set("command", entry.command.text)));
            }
            answer(std::move(page));
        };
}

int host(const Wishes& wishes) {
    // A wall clock that is set does not touch the boot clock.
    std::atomic<std::int64_t> wall_away_ms{0};
    const std::function<Instant()> clock = [&] {
        Instant now = devices::now_instant();
        now.wall.utc_ms += wall_away_ms;
        return now;
    };
    auto desk = open_or_create(wishes, clock);
    if (!desk) {
        std::cerr << desk.error().code << "\n";
        return 1;
    }
    server::ServerOptions options;
    options.listen = {"127.0.0.1:" + wishes.port};
    if (wishes.tls) {
        const std::filesystem::path certificate = wishes.folder / "test.pem";
        CHECK(server::make_certificate(certificate, {"127.0.0.1"}, clock().wall).has_value(),
              "a certificate");
        options.tls = server::TlsFiles{certificate, certificate};
    }
    options.owner_token = server::make_token();
    // Kept over a restart, as the command line keeps it: seats stay taken.
    options.session_key = "the web tests' own";
    options.now = clock;
    options.journal = journal_of(**desk);
    const std::string token = options.owner_token;
    server::Server server(**desk, std::move(options));
    const auto addresses = server.start();
    if (!addresses) {
        std::cerr << addresses.error().code << "\n";
        return 1;
    }
    std::cout << addresses->front() << " " << token << std::endl;
    for (std::int64_t away_ms = 0; std::cin >> away_ms;) {
        wall_away_ms = away_ms;
        std::cout << away_ms << std::endl;
    }
    return 0;
}

}  // namespace
}  // namespace sandau

int main(int count, char** arguments) {
    if (count != 6) {
        std::cerr << "web_test_host DEFINITION FOLDER PORT JUDGES (http|https)\n";
        return 2;
    }
    return sandau::host({arguments[1], arguments[2], arguments[3], std::stoi(arguments[4]),
                         std::string_view(arguments[5]) == "https"});
}
