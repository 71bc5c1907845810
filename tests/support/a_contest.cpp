#include "support/a_contest.h"

#include <gtest/gtest.h>

#include <functional>

namespace sandau::test {

namespace {

Circumstances circumstances(const Instant& now) {
    // Stand-ins: what matters here is that a hash follows from the data.
    return {now,
            [](const Personal& personal) {
                return "sealed-" + std::to_string(std::hash<std::string>{}(personal.birth + personal.phone));
            },
            [](std::string_view text) { return std::to_string(std::hash<std::string_view>{}(text)); },
            [](const std::string& sha256) {
                const bool kept = sha256.starts_with("photo");
                return kept ? std::optional(KeptFile{sha256, "image/png", 1000}) : std::nullopt;
            }};
}

}  // namespace

commands::DeviceReport broken_beam(const std::string& device, int channel, std::int64_t seq,
                                   const Instant& at, std::int64_t bound_ns) {
    commands::DeviceReport report;
    report.device = DeviceId(device);
    report.boot = "7A3F";
    report.seq = seq;
    report.channel = channel;
    report.type = "edge";
    report.value = 1;
    report.at = at;
    report.bound_ns = bound_ns;
    report.stamp = "device";
    return report;
}

std::string_view a_small_definition() {
    return R"~({"format": "sandau.contest/1", "id": "small", "name": {"vi": "Nhỏ", "en": "Small"},
 "divisions": [{"id": "A", "name": {"vi": "Bảng A"}, "eligibility": {"birth": ["2010-01-01", "2015-12-31"], "authors": {"min": 1, "max": 3}}},
               {"id": "B", "name": {"vi": "Bảng B"}}],
 "games": {"maze": {"kind": "run", "time": {"limit_ms": 90000}, "periods": [{"id": "run", "ms": 90000}],
   "items": [{"id": "zone", "kind": "count", "max": 5, "points": 20}, {"id": "finish", "kind": "flag", "points": 50}],
   "validate": [{"formula": "OR(NOT(finish), zone = 5)", "severity": "error", "message": {"vi": "Chưa qua đủ các vùng"}}],
   "derived": [{"id": "total", "formula": "POINTS(zone) + POINTS(finish)"}]}},
 "stages": [{"id": "final", "format": "runs", "game": "maze", "attempts": 2,
   "rank": [{"key": "agg", "order": "desc"}, {"key": "time_of_best_1", "order": "asc"}, {"decision": "committee"}]}],
 "awards": [{"id": "giai", "from": "final", "method": "ranked_quota", "ties": "committee",
   "tiers": [{"id": "nhat", "max": 1, "money": 1000}, {"id": "nhi", "max": 2, "money": 500}], "budget_max": 4000}]})~";
}

ContestUnderTest::ContestUnderTest() : ContestUnderTest(a_small_definition()) {}

ContestUnderTest::ContestUnderTest(std::string_view definition) {
    must(commands::DefinitionAmend{std::string(definition), ""});
}

Json ContestUnderTest::must(const Result<Json>& answer) {
    if (!answer) {
        ADD_FAILURE() << "refused: " << answer.error().code << " " << answer.error().path;
        return {};
    }
    return *answer;
}

Result<Json> ContestUnderTest::tell(const Command& command) {
    Result<Outcome> outcome = refuse("");
    if (command.kind == commands::JournalUndo::kind) {
        const Seq seq = from_json<commands::JournalUndo>(command.payload)->seq;
        outcome = decide_undo(contest, seq, journal[seq].first, journal[seq].second);
    } else {
        outcome = decide(contest, command, circumstances(now));
    }
    if (!outcome) return tl::unexpected(outcome.error());
    const Seq seq = contest.seq + 1;
    contest.seq = seq;
    for (const Event& event : outcome->events) apply(contest, event, seq);
    for (const Personal& personal : outcome->personal) contest.personal.set(personal.person.text, personal);
    journal[seq] = {command.kind, outcome->events};
    return outcome->answer;
}

ContestUnderTest& ContestUnderTest::with_entries(int count, const std::string& division) {
    commands::EntryImport import;
    const std::size_t before = contest.table<Entry>().size();
    for (int n = 1; n <= count; ++n) {
        commands::ImportRow row;
        row.number = std::to_string(before + static_cast<std::size_t>(n));
        row.name = "Đội " + row.number;
        row.division = DivisionId(division);
        row.organization = "Trường " + std::to_string(n % 3);
        row.members = {{"Nguyễn Văn " + row.number, "2012-05-0" + std::to_string(n % 9 + 1), "", ""}};
        import.rows.push_back(row);
    }
    must(import);
    return *this;
}

ContestUnderTest& ContestUnderTest::with_eligible(int count, const std::string& division) {
    with_entries(count, division);
    must(commands::EntryQualify{});
    return *this;
}

RunId ContestUnderTest::start_run(const std::string& entry, const std::string& field) {
    const Json loaded = must(commands::RunLoad{StageId("final"), EntryId(entry), FieldId(field), 0});
    const RunId id(*loaded.find("run")->as_string());
    must(commands::RunReady{id, ""});
    must(commands::RunStart{id, ""});
    return id;
}

void ContestUnderTest::assign_gate(const std::string& device, const std::string& field) {
    must(commands::DeviceAssign{
        {DeviceId(device),
         "",
         "",
         {{1, FieldId(field), ChannelRole::Start, 1}, {2, FieldId(field), ChannelRole::Finish, 1}}}});
}

Json ContestUnderTest::gate(const std::string& device, int channel, Duration ago, std::int64_t bound_ns) {
    commands::DeviceReport report = broken_beam(device, channel, ++device_seq_, now, bound_ns);
    report.at.mono = report.at.mono - ago;
    return must(tell(report, device_actor));
}

const Run& ContestUnderTest::run(const RunId& id) const {
    const Run* there = contest.table<Run>().find(id.text);
    CHECK(there != nullptr, "the test's run is there");
    return *there;
}

const Sheet& ContestUnderTest::sheet(const RunId& id) const {
    const Sheet* there = contest.table<Sheet>().find(id.text);
    CHECK(there != nullptr, "the test's sheet is there");
    return *there;
}

}  // namespace sandau::test
