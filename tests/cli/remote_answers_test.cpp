// What a host says, read on any bytes.
#include "cli/remote_answers.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "scoring/presets.h"
#include "scoring/record.h"

namespace sandau::cli_test {
namespace {

std::string line_of(Seq seq, const std::string& events) {
    return R"({"seq":)" + std::to_string(seq) +
           R"(,"at_ms":1,"kind":"entry.add","actor":"keyboard","events":)" + events + "}\n";
}

std::string rules_event() {
    DefinitionText rules;
    rules.text = preset("provincial-robocon")->text;
    Event event{"definition", "definition", to_json(rules), Json()};
    return write_json(to_json(event));
}

const std::string team = R"({"kind":"entry","key":"T1","set":{"id":"T1","name":"Sao Mai","division":"A"}})";

TEST(JournalPage, IsFollowedEntryByEntry) {
    const std::string page = line_of(1, "[" + rules_event() + "]") + line_of(2, "[" + team + "]");
    const auto entries = cli::read_journal_page(page, 0);
    ASSERT_TRUE(entries) << entries.error().arguments.back().second;
    Contest contest;
    ASSERT_TRUE(cli::follow(contest, *entries));
    EXPECT_EQ(contest.seq, 2);
    EXPECT_EQ(contest.table<Entry>().find("T1")->name, "Sao Mai");
    EXPECT_NE(contest.definition, nullptr);
}

TEST(JournalPage, MayNotLackAnEntryNorRepeatOne) {
    EXPECT_FALSE(cli::read_journal_page(line_of(2, "[]"), 0));
    EXPECT_FALSE(cli::read_journal_page(line_of(1, "[]") + line_of(1, "[]"), 0));
    EXPECT_FALSE(cli::read_journal_page(line_of(1, "[]") + line_of(3, "[]"), 0));
    EXPECT_TRUE(cli::read_journal_page("", 7)->empty());
}

TEST(JournalPage, MayNotBringRulesThatNobodyCanReadNorARecordUnderAnotherName) {
    Contest contest;
    const auto refused = [&](const std::string& event) {
        const auto entries = cli::read_journal_page(line_of(1, "[" + event + "]"), 0);
        return entries && !cli::follow(contest, *entries);
    };
    EXPECT_TRUE(refused(R"({"kind":"definition","key":"definition","set":{"text":"{}"}})"));
    EXPECT_TRUE(refused(R"({"kind":"entry","key":"T2","set":{"id":"T1"}})"));
    EXPECT_TRUE(refused(R"({"kind":"match","key":"m","set":{"id":"m","stage":"group"}})"));
}

TEST(SeatRecords, BeginAnewOrGoOnAsThePageSays) {
    const auto page = [](Seq seq, bool whole, const std::string& events, const std::string& versions = "{}") {
        return R"({"seq":)" + std::to_string(seq) + R"(,"whole":)" + (whole ? "true" : "false") +
               R"(,"events":[)" + events + R"(],"versions":)" + versions + "}";
    };
    Contest contest;
    ASSERT_TRUE(cli::follow_records(contest, page(7, true, rules_event() + "," + team, R"({"entry:T1":5})")));
    EXPECT_EQ(contest.seq, 7);
    EXPECT_EQ(contest.version("entry:T1"), 5) << "as the host has it, for what is expected of a command";
    // A record comes whole: what it held before and does not now is gone.
    ASSERT_TRUE(cli::follow_records(
        contest, page(8, false, R"({"kind":"entry","key":"T1","set":{"id":"T1","name":"Đại Bàng"}})")));
    EXPECT_EQ(contest.table<Entry>().find("T1")->division.text, "");
    ASSERT_TRUE(cli::follow_records(contest, page(9, false, R"({"kind":"entry","key":"T1","set":null})")));
    EXPECT_TRUE(contest.table<Entry>().empty());
    ASSERT_TRUE(cli::follow_records(contest, page(3, true, rules_event())));
    EXPECT_EQ(contest.seq, 3);
    EXPECT_FALSE(cli::follow_records(contest, page(4, true, ""))) << "a contest without rules is none";
}

TEST(Ticket, IsTakenOnlyWhereItCanGoIntoAHeaderAndAPath) {
    EXPECT_TRUE(cli::read_ticket(R"({"id":"ab","secret":"cd","code":"1234"})"));
    EXPECT_FALSE(cli::read_ticket(R"({"id":"ab","secret":"c\r\nX: 1","code":"1234"})"));
    EXPECT_FALSE(cli::read_ticket(R"({"id":"../x","secret":"cd","code":"1234"})"));
    EXPECT_FALSE(cli::read_ticket(R"({"id":"ab","secret":"cd"})"));
    EXPECT_EQ(cli::session_of("sandau=ab.cd; Path=/; HttpOnly"), "sandau=ab.cd");
    EXPECT_EQ(cli::session_of("other=ab"), "");
    EXPECT_EQ(cli::session_of("sandau=a\tb"), "");
}

TEST(RemoteAnswers, AreReadWhateverTheBytes) {
    const std::string valid = line_of(1, "[" + rules_event() + "]") + line_of(2, "[" + team + "]");
    EXPECT_TRUE(rc::check("a page with bytes changed", [&] {
        std::string text = valid;
        const auto changes = *rc::gen::inRange(1, 6);
        for (int i = 0; i < changes; ++i)
            text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
        Contest contest;
        if (const auto entries = cli::read_journal_page(text, 0)) {
            RC_ASSERT(entries->empty() || entries->front().seq == 1);
            static_cast<void>(cli::follow(contest, *entries));
        }
        static_cast<void>(cli::follow_records(contest, text));
        static_cast<void>(cli::read_verdict(text));
        static_cast<void>(cli::read_ticket(text));
    }));
}

}  // namespace
}  // namespace sandau::cli_test
