// A host to be killed: appends to a contest file without end and tells on standard output, one line an
// entry, what it was promised to be on the disk.
#include <unistd.h>

#include <cstdio>
#include <string>

#include "support/contest_kit.h"

using namespace sandau;
using namespace sandau::testing;

namespace {

/// What the n-th command does follows from n alone, so that a new life can send it again.
void change(Draft& draft, ContestFile& file, int number) {
    switch (number % 4) {
        case 0:
            for (int team = 0; team < 5; ++team) draft.put(a_team(number + team));
            return;
        case 1:
            draft.put(a_sheet(number % 50, number));
            return;
        case 2:
            draft.put(a_gate_event(number));
            return;
        default:
            put_person(draft, file, "P" + std::to_string(number % 20), "09" + std::to_string(number));
            return;
    }
}

bool tell(Seq seq, const std::string& hash) {
    const std::string line = std::to_string(seq) + " " + hash + "\n";
    return ::write(STDOUT_FILENO, line.data(), line.size()) == static_cast<ssize_t>(line.size());
}

int live(const std::filesystem::path& path) {
    Result<ContestFile> file =
        std::filesystem::exists(path) ? ContestFile::open(path, FileMode::Host) : ContestFile::create(path);
    if (!file) {
        std::fprintf(stderr, "not opened: %s\n", file.error().code.c_str());
        return 2;
    }
    Result<Contest> contest = file->load();
    if (!contest) return 3;
    // The last command of the life before is sent again, as an asker does that got no answer.
    for (int number = static_cast<int>(contest->seq);; ++number) {
        const CommandId command("c" + std::to_string(number));
        const auto earlier = file->answer_for(command);
        if (!earlier) return 4;
        if (*earlier) continue;
        const AppendResult result =
            append(*file, *contest, command.text, [&](Draft& draft) { change(draft, *file, number); });
        if (result.outcome != WriteOutcome::Committed) return 5;
        if (!tell(result.seq, result.hash)) return 0;
        if (number % 20 == 0 && !file->checkpoint()) return 6;
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    return live(argv[1]);
}
