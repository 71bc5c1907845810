// A host to be killed: four askers change names, score and run a clock without end; each answer that an
// asker got is told on standard output as "command seq".
#include <unistd.h>

#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "desk/desk.h"
#include "scoring/command_payloads.h"
#include "support/a_contest.h"

using namespace sandau;

namespace {

constexpr int askers = 4;

template <class Payload>
bool must(Desk& desk, const Payload& payload) {
    const Result<Answer> answer = desk.ask(command_of(new_command_id(), keyboard_actor, payload));
    if (!answer) std::fprintf(stderr, "refused: %s\n", answer.error().code.c_str());
    return answer.has_value();
}

bool set_up(Desk& desk) {
    commands::EntryImport import;
    for (int n = 1; n <= askers * 2; ++n) {
        commands::ImportRow row;
        row.name = "Đội " + std::to_string(n);
        row.division = DivisionId("B");
        import.rows.push_back(row);
    }
    if (!must(desk, import) || !must(desk, commands::EntryQualify{})) return false;
    for (int n = 1; n <= askers; ++n) {
        const std::string run = "final.T00" + std::to_string(n) + ".1";
        if (!must(desk, commands::RunLoad{StageId("final"), EntryId("T00" + std::to_string(n)),
                                          FieldId("F" + std::to_string(n)), 0}) ||
            !must(desk, commands::RunReady{RunId(run), ""}) ||
            !must(desk, commands::RunStart{RunId(run), ""}))
            return false;
    }
    return true;
}

/// The n-th wish of an asker; what it does follows from n alone.
Command wish(int asker, Seq n) {
    const std::string id = "asker" + std::to_string(asker) + "-" + std::to_string(n);
    if (n % 2 == 0) {
        commands::ScoreSet set;
        set.sheet = RunId("final.T00" + std::to_string(asker) + ".1");
        set.items.set("zone", n % 6);
        return command_of(CommandId(id), keyboard_actor, set);
    }
    commands::EntryChange change;
    change.entry = EntryId("T00" + std::to_string(askers + asker));
    change.name = "Tên thứ " + std::to_string(n);
    return command_of(CommandId(id), keyboard_actor, change);
}

void ask_without_end(Desk& desk, int asker) {
    for (Seq n = desk.snapshot()->contest->seq;; ++n) {
        const Command command = wish(asker, n);
        const Result<Answer> answer = desk.ask(command);
        if (!answer) {
            std::fprintf(stderr, "refused: %s\n", answer.error().code.c_str());
            std::_Exit(4);
        }
        const std::string line = command.id.text + " " + std::to_string(answer->seq) + "\n";
        if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
            std::_Exit(0);
    }
}

}  // namespace

int main(int, char** arguments) {
    const std::filesystem::path path = arguments[1];
    const bool is_new = !std::filesystem::exists(path);
    Result<std::unique_ptr<Desk>> desk =
        is_new ? Desk::create(path, test::a_small_definition()) : Desk::open(path);
    if (!desk) {
        std::fprintf(stderr, "not opened: %s\n", desk.error().code.c_str());
        return 2;
    }
    if ((*desk)->snapshot()->contest->table<Run>().empty() && !set_up(**desk)) return 3;
    std::vector<std::thread> threads;
    for (int asker = 1; asker <= askers; ++asker)
        threads.emplace_back([&, asker] { ask_without_end(**desk, asker); });
    for (std::thread& thread : threads) thread.join();
}
