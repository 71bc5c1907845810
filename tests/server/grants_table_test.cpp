#include <map>
#include <set>

#include "scoring/grants.h"
#include "server/kit.h"

// Who may do what where: a table of its own, beside the one in the program, and every cell of it walked
// through the web: each role, unlimited and limited to each kind of place, each command, each address.

namespace sandau::testing {
namespace {

constexpr const char* rules = R"json({"format":"sandau.contest/1","id":"all","name":{"vi":"Mọi thứ"},
 "divisions":[{"id":"A"},{"id":"B"}],
 "rubrics":{"r":{"criteria":[{"id":"moi","max":40}]}},
 "games":{"maze":{"kind":"run","periods":[{"id":"run","ms":90000}],
   "items":[{"id":"zone","kind":"count","points":20}],
   "derived":[{"id":"total","formula":"POINTS(zone)"}]},
  "ball":{"kind":"match","sides":["red","blue"],"periods":[{"id":"play","ms":60000}],
   "items":[{"id":"goals","kind":"count","points":2}],
   "derived":[{"id":"total","formula":"POINTS(goals)"}],"decide":[{"key":"total"}]}},
 "stages":[{"id":"final","format":"runs","game":"maze","attempts":2,
    "aggregate":{"fn":"sum"},"rank":[{"key":"agg","order":"desc"}]},
  {"id":"league","format":"round_robin","game":"ball"},
  {"id":"works","format":"rubric","rubric":"r","panel":{"size":8,"min":1,"per":"stage"}}]})json";

/// What a command is about. A limited grant reaches it where the limit names a part of it.
struct Target {
    Json payload{Json::Object{}};
    std::map<std::string, std::string> place;  ///< stage, division, field, panel, side
};

struct Row {
    const char* kind;
    const char*
        roles;  ///< O organiser, S secretary, H head judge, J judge, R referee, M marshal, A announcer
    const char* target;  ///< a name of `targets`
};

/// The rule, in one place for people: a referee sets, a head judge confirms, a head judge or the organiser
/// publishes; whoever runs the contest's papers does not score, and whoever calls teams does neither.
constexpr Row table[]{{"contest.settings", "O", "contest"},
                      {"definition.amend", "O", "contest"},
                      {"organization.add", "OS", "contest"},
                      {"entry.import", "OS", "contest"},
                      {"entry.add", "OS", "contest"},
                      {"entry.change", "OS", "entry"},
                      {"entry.qualify", "O", "contest"},
                      {"entry.check_in", "OSM", "entry"},
                      {"entry.inspect", "OMR", "entry"},
                      {"entry.withdraw", "O", "entry"},
                      {"entry.attach", "OS", "entry"},
                      {"entry.detach", "OS", "entry"},
                      {"score.import", "OS", "stage"},
                      {"stage.promote", "OH", "stage"},
                      {"stage.schedule", "O", "stage"},
                      {"schedule.move", "O", "stage"},
                      {"stage.publish", "OH", "stage"},
                      {"schedule.publish", "O", "stage"},
                      {"stage.draw", "OH", "stage"},
                      {"run.load", "OHRM", "loading"},
                      {"run.ready", "OHR", "run"},
                      {"run.start", "OHR", "run"},
                      {"run.pause", "OHR", "run"},
                      {"run.resume", "OHR", "run"},
                      {"run.end", "OHR", "run"},
                      {"run.unload", "OHRM", "run"},
                      {"run.set_clock", "OHR", "run"},
                      {"run.rerun", "OH", "run"},
                      {"match.load", "OHRM", "match"},
                      {"match.start", "OHR", "match"},
                      {"match.pause", "OHR", "match"},
                      {"match.resume", "OHR", "match"},
                      {"match.end", "OHR", "match"},
                      {"match.abort", "OHR", "match"},
                      {"match.rerun", "OH", "match"},
                      {"match.set_clock", "OHR", "match"},
                      {"score.set", "OHRJS", "sheet"},
                      {"score.set", "OHRJS", "red"},
                      {"score.set", "OHRJS", "both"},
                      {"score.review", "OHRJS", "sheet"},
                      {"score.reopen", "OHRJ", "sheet"},
                      {"score.commit", "OH", "sheet"},
                      {"score.publish", "OH", "sheet"},
                      {"score.retract", "OH", "sheet"},
                      {"score.correct", "OH", "sheet"},
                      {"score.publish_stage", "OH", "stage"},
                      {"result.finalize", "OH", "stage"},
                      {"protest.lodge", "OHRS", "sheet"},
                      {"protest.resolve", "OH", "contest"},
                      {"decision.record", "OH", "contest"},
                      {"award.publish", "O", "contest"},
                      {"panel.set", "O", "contest"},
                      {"judge.assign", "OH", "panel"},
                      {"mark.set", "OHSJ", "mark"},
                      {"mark.submit", "OHSJ", "mark"},
                      {"mark.reopen", "OH", "mark"},
                      {"mark.recuse", "OHSJ", "mark"},
                      {"vote.set", "OHS", "vote"},
                      {"device.assign", "O", "contest"},
                      {"event.adopt", "OHR", "contest"},
                      {"display.show", "OA", "contest"},
                      {"user.grant", "O", "contest"},
                      {"user.revoke", "O", "contest"},
                      {"journal.undo", "OH", "contest"},
                      {"clock.recover", "", "contest"},
                      {"device.event", "", "contest"},
                      {"no.such_kind", "", "contest"}};

const std::map<char, Role> letters{{'O', Role::Organiser}, {'S', Role::Secretary}, {'H', Role::HeadJudge},
                                   {'J', Role::Judge},     {'R', Role::Referee},   {'M', Role::Marshal},
                                   {'A', Role::Announcer}, {'D', Role::Display}};

/// A grant's limit: nothing, or one part of a place.
struct Limit {
    std::string part;
    std::string value;
};
const std::vector<Limit> limits{{"", ""},           {"stage", "final"}, {"stage", "league"},
                                {"stage", "works"}, {"division", "A"},  {"division", "B"},
                                {"field", "F1"},    {"field", "F2"},    {"panel", "HD1"},
                                {"panel", "HD2"},   {"side", "red"},    {"side", "blue"}};

Grant limited(Role role, const Limit& limit) {
    Grant grant;
    grant.role = role;
    if (limit.part == "stage") grant.stage = StageId(limit.value);
    if (limit.part == "division") grant.division = DivisionId(limit.value);
    if (limit.part == "field") grant.field = FieldId(limit.value);
    if (limit.part == "panel") grant.panel = limit.value;
    if (limit.part == "side") grant.side = limit.value;
    return grant;
}

class GrantsTable : public ServerTest {
protected:
    void SetUp() override {
        host.keyboard(commands::DefinitionAmend{rules, "mọi thứ"});
        const std::vector<EntryId> entries = host.add_entries("A", {"Một", "Hai", "Ba", "Bốn"});
        commands::DrawStage draw;
        draw.stage = StageId("league");
        draw.seed = 7;
        host.keyboard(draw);
        const RunId run = host.play(entries[0], "F1");
        // A team stands on one field at a time.
        for (const Match& one : host.snapshot()->contest->table<Match>())
            if (one.sides.at("red") != entries[0] && one.sides.at("blue") != entries[0]) match = one.id;
        host.keyboard(commands::MatchLoad{match, FieldId("F2"), {}});
        commands::PanelSet panel;
        panel.panel.id = "HD1";
        panel.panel.stage = StageId("works");
        for (const auto& [letter, role] : letters) {
            users[role] = host.add_user(std::string(word_of(role)), {limited(role, {})}, "secret");
            panel.panel.members.push_back({users[role], ""});
        }
        host.keyboard(panel);
        host.keyboard(commands::JudgeAssign{"HD1", {}, {}, commands::AssignVerb::Add});
        make_targets(run, entries[0]);
        const std::string sha256 = host.keep_file("\x89PNG\r\n\x1a\n")->sha256;
        host.keyboard(commands::EntryAttach{entries[0], sha256, "robot.png", false, "", {}});
        photo = "/api/v1/entries/" + entries[0].text + "/files/" + sha256;
        server::ServerLimits quick_limits = quick();
        quick_limits.commands_per_second = 1'000'000;
        start(quick_limits);
        for (const auto& [role, user] : users) cookies[role] = sign_in(std::string(word_of(role)), "secret");
    }

    void make_targets(const RunId& run, const EntryId& entry) {
        const std::map<std::string, std::string> of_run{
            {"stage", "final"}, {"division", "A"}, {"field", "F1"}};
        const auto text = [](const char* json) { return *read_json(json); };
        targets["contest"] = {};
        targets["stage"].payload.set("stage", "final");
        targets["stage"].place = {{"stage", "final"}};
        targets["vote"].payload.set("stage", "works").set("entry", entry.text);
        targets["vote"].place = {{"stage", "works"}, {"division", "A"}};
        targets["entry"].payload.set("entry", entry.text);
        targets["entry"].place = {{"division", "A"}};
        targets["loading"].payload.set("stage", "final").set("entry", entry.text).set("field", "F1");
        targets["loading"].place = of_run;
        targets["run"].payload.set("run", run.text);
        targets["run"].place = of_run;
        targets["sheet"].payload.set("sheet", run.text);
        targets["sheet"].place = of_run;
        targets["match"].payload.set("match", match.text);
        targets["match"].place = {{"stage", "league"}, {"division", "A"}, {"field", "F2"}};
        targets["red"]
            .payload.set("sheet", match.text)
            .set("match", text(R"({"sides":{"red":{"items":{"no":1}}}})"));
        targets["red"].place = targets["match"].place;
        targets["red"].place["side"] = "red";
        targets["both"]
            .payload.set("sheet", match.text)
            .set("match", text(R"({"sides":{"red":{"items":{"no":1}},"blue":{"items":{"no":1}}}})"));
        targets["both"].place = targets["match"].place;
        targets["panel"].payload.set("panel", "HD1");
        targets["panel"].place = {{"stage", "works"}, {"panel", "HD1"}};
        targets["mark"].payload.set("stage", "works").set("entry", entry.text);
        targets["mark"].place = {{"stage", "works"}, {"division", "A"}, {"panel", "HD1"}};
    }

    void limit(Role role, const Limit& to) {
        commands::UserGrant grant;
        grant.user = users[role];
        grant.name = std::string(word_of(role));
        grant.grants = {limited(role, to)};
        const User* user = host.snapshot()->contest->table<User>().find(users[role].text);
        grant.password_hash = user->password_hash;
        host.keyboard(grant);
    }

    MatchId match;
    std::string photo;  ///< where it is
    std::map<Role, UserId> users;
    std::map<Role, std::string> cookies;
    std::map<std::string, Target> targets;
};

TEST_F(GrantsTable, HoldsInEveryCellOfRolesLimitsAndCommands) {
    std::size_t cells = 0, allowed_cells = 0;
    for (const auto& [letter, role] : letters) {
        for (const Limit& to : limits) {
            limit(role, to);
            for (const Row& row : table) {
                const Target& target = targets.at(row.target);
                const auto part = target.place.find(to.part);
                const bool reaches =
                    to.part.empty() || (part != target.place.end() && part->second == to.value);
                const bool may =
                    std::string_view(row.roles).find(letter) != std::string_view::npos && reaches;
                // What is nonsense is refused after the question who may: nothing here changes the contest.
                Json payload = target.payload;
                payload.set("nonsense", true);
                const int status = command(row.kind, write_json(payload), {cookies[role]}).status;
                EXPECT_EQ(status, may ? 422 : 403) << word_of(role) << " limited to " << to.part << " "
                                                   << to.value << ": " << row.kind << " of " << row.target;
                ++cells;
                allowed_cells += may ? 1 : 0;
            }
        }
    }
    EXPECT_EQ(cells, letters.size() * limits.size() * std::size(table));
    EXPECT_GT(allowed_cells, 100U) << "the table is not all refusals";
}

TEST_F(GrantsTable, KnowsEveryKindThatAPersonCanGive) {
    std::set<std::string> listed;
    for (const Row& row : table) listed.insert(row.kind);
    // Any judge may step aside, whatever the panel: it has a test of its own.
    listed.insert("conflict.declare");
    for (const std::string_view kind : granted_kinds())
        EXPECT_TRUE(listed.contains(std::string(kind))) << kind;
}

TEST_F(GrantsTable, LetsAnyJudgeStepAsideButSpeakForNobodyElse) {
    const std::string entry = *targets["entry"].payload.find("entry")->as_string();
    for (const auto& [letter, role] : letters) {
        limit(role, {"panel", "HD2"});
        const auto declared = [&](const UserId& judge) {
            const std::string payload = R"({"entry":")" + entry + R"(","judge":")" + judge.text +
                                        R"(","why":"relative","nonsense":1})";
            return command("conflict.declare", payload, {cookies[role]}).status;
        };
        EXPECT_EQ(declared(users[role]), role == Role::Judge ? 422 : 403) << word_of(role);
        EXPECT_EQ(declared(users[Role::Secretary]), 403) << word_of(role);
    }
}

/// All users sit in the panel that has the entry before it.
TEST_F(GrantsTable, HoldsForThePhotosOfAnEntryInEveryCellOfRolesAndLimits) {
    const std::set<std::pair<std::string, std::string>> reaching{
        {"", ""}, {"stage", "works"}, {"division", "A"}, {"panel", "HD1"}};
    for (const auto& [letter, role] : letters) {
        for (const Limit& to : limits) {
            limit(role, to);
            const bool may = std::string_view("OSHJ").find(letter) != std::string_view::npos &&
                             reaching.contains({to.part, to.value});
            EXPECT_EQ(get(address, photo, {cookies[role]}).status, may ? 200 : 403)
                << word_of(role) << " limited to " << to.part << " " << to.value;
        }
    }
}

TEST_F(GrantsTable, HoldsAtEveryAddress) {
    struct Address {
        std::string method, path;
        std::string roles;  ///< whoever is signed in and not named gets 403
        int status;         ///< for those that are named
        int stranger;
    };
    const std::string everybody = "OSHJRMAD";
    const std::vector<Address> addresses{
        {"GET", "/", everybody, 200, 200},
        {"GET", "/judge", everybody, 200, 200},
        {"GET", "/join/123456", everybody, 200, 200},
        {"GET", "/screen/wall", everybody, 200, 200},
        {"GET", "/api/v1/contest", everybody, 200, 200},
        {"GET", "/api/v1/entries", everybody, 200, 200},
        {"GET", "/api/v1/schedule", everybody, 200, 200},
        {"GET", "/api/v1/standings?stage=final&division=A", everybody, 200, 200},
        {"GET", "/api/v1/matches", everybody, 200, 200},
        {"GET", "/api/v1/live", everybody, 200, 200},
        {"GET", "/api/v1/time", everybody, 200, 200},
        {"GET", "/api/v1/openapi.json", everybody, 200, 200},
        {"GET", "/api/v1/seat", everybody, 200, 401},
        {"HEAD", "/api/v1/events", everybody, 200, 200},
        {"HEAD", "/api/v1/events?view=seat", everybody, 200, 401},
        {"GET", "/api/v1/journal", "OH", 404, 401},
        {"GET", "/api/v1/seat/records", everybody, 200, 401},
        {"POST", "/api/v1/pairings", everybody, 404, 404},
        {"GET", "/api/v1/pairings/abc", everybody, 404, 404},
        {"POST", "/api/v1/nudges", "OH", 204, 401},
        {"POST", "/api/v1/files", "OS", 415, 401},
        {"GET", "/api/v1/files", everybody, 405, 405},
        {"GET", photo, "OSHJ", 200, 401},
        {"HEAD", photo, "OSHJ", 200, 401},
        {"GET", photo + "0", "", 200, 401},
        {"GET", "/api/v1/entries/nobody/files/0", "", 200, 401},
        {"GET", "/api/v1/entries/nobody", everybody, 404, 404},
        {"POST", "/api/v1/owner/backup", "", 200, 401},
        {"POST", "/api/v1/commands", everybody, 403, 401},
        {"PUT", "/api/v1/commands", everybody, 405, 405},
        {"DELETE", "/api/v1/entries", everybody, 405, 405},
        {"PUT", "/", everybody, 405, 405},
        {"GET", "/api/v1/owner/backup", everybody, 404, 404},
        {"GET", "/api/v1/passwords", everybody, 404, 404}};
    for (const Address& one : addresses) {
        std::string body;
        if (one.method == "POST")
            body = one.path.ends_with("nudges")
                       ? R"({"panel":"HD1","judge":")" + users[Role::Judge].text + "\"}"
                       : R"({"id":"0f8fad5b-d9cb","kind":"no.such_kind","payload":{}})";
        const auto asked = [&](const std::string& cookie) {
            std::vector<std::string> headers{cookie};
            if (!body.empty()) headers.push_back("Content-Type: application/json");
            return fetch(address, {one.method, one.path, headers, body}).status;
        };
        EXPECT_EQ(asked("X-Nobody: 1"), one.stranger) << one.method << " " << one.path;
        EXPECT_EQ(asked("Cookie: sandau=made.up"), one.stranger) << one.method << " " << one.path;
        for (const auto& [letter, role] : letters) {
            const bool named = one.roles.find(letter) != std::string::npos;
            EXPECT_EQ(asked(cookies[role]), named ? one.status : 403)
                << word_of(role) << " " << one.method << " " << one.path;
        }
    }
}

}  // namespace
}  // namespace sandau::testing
