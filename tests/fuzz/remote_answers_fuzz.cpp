// Whatever a host says to a station that joined it: a refusal, or a contest that holds what it promises.
#include "cli/remote_answers.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scoring/result.h"

namespace {

void check_names(const sandau::Contest& contest) {
    for (const sandau::Match& match : contest.table<sandau::Match>())
        CHECK(match.name().size() < match.id.text.size(), "a match is called by its stage and its name");
    for (const sandau::Entry& entry : contest.table<sandau::Entry>())
        CHECK(contest.table<sandau::Entry>().find(entry.id.text) == &entry, "records lie under their names");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandau;
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    Contest contest;
    switch (data[0] % 3) {
        case 0: {
            const auto entries = cli::read_journal_page(text, 0);
            if (entries && cli::follow(contest, *entries)) check_names(contest);
            break;
        }
        case 1: {
            if (cli::follow_records(contest, text)) {
                CHECK(contest.definition != nullptr, "a contest has rules");
                check_names(contest);
            }
            break;
        }
        default: {
            if (const auto ticket = cli::read_ticket(text))
                CHECK(ticket->secret.find_first_of("\r\n") == std::string::npos, "a header stays one line");
            static_cast<void>(cli::read_verdict(text));
            CHECK(cli::session_of(text).find_first_of("\r\n;") == std::string::npos, "and so does a cookie");
        }
    }
    return 0;
}
