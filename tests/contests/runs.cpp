#include <array>

#include "contests/scene.h"
#include "scoring/command_payloads.h"
#include "scoring/run_clock.h"

namespace sandau::scripts {

namespace {

template <class Step>
void step(Scene& scene, const Match& match) {
    scene.must(Step{scene.run(match.tokens("TEAM")), match.text("REASON")});
}

/// A step that runs and matches have in common.
template <class OfRun, class OfMatch>
void step(Scene& scene, const Match& match) {
    const Played played = played_of(scene, match.tokens("TEAM"));
    if (played.match) {
        scene.must(OfMatch{*played.match, match.text("REASON")});
    } else {
        scene.must(OfRun{played.id, match.text("REASON")});
    }
}

RunId call(Scene& scene, const std::string& team, const std::string& field) {
    const Json answer = scene.must(commands::RunLoad{scene.stage, scene.entry(team), FieldId(field), 0});
    return RunId(*answer.find("run")->as_string());
}

void call_to_field(Scene& scene, const Match& match) {
    call(scene, match.text("TEAM"), match.text("FIELD"));
}

/// A whole run with a hand clock. Without a time the clock runs out; who does not start is not started.
void whole_run(Scene& scene, const Match& match) {
    const std::string team = match.text("TEAM");
    const Given given = given_of(match.tokens("LIST"));
    const RunId run = call(scene, team, match.text("FIELD"));
    if (given.status != SheetStatus::DNS) {
        scene.must(commands::RunReady{run, ""});
        scene.must(commands::RunStart{run, ""});
        const Game& game = scene.game(scene.entry(team));
        scene.world.pass(milliseconds(given.time_ms.value_or(main_period(game).ms)));
        scene.must(commands::RunEnd{run, ""});
    }
    scene.must(commands::ScoreSet{run, given.items, given.status, {}, given.hand_ms, given.reason});
}

void set_clock(Scene& scene, const Match& match) {
    const Played played = played_of(scene, match.tokens("TEAM"));
    const std::int64_t elapsed_ms = duration_of(match.tokens("TIME")).floor_ms();
    if (played.match) {
        scene.must(commands::MatchSetClock{*played.match, elapsed_ms, match.text("REASON")});
    } else {
        scene.must(commands::RunSetClock{played.id, elapsed_ms, match.text("REASON")});
    }
}

void wait(Scene& scene, const Match& match) {
    scene.world.pass(duration_of(match.tokens("TIME")));
}

void at(Scene& scene, const Match& match) {
    const std::int64_t ahead_ms = scene.time_of(match.tokens("TIME")).utc_ms - scene.world.now().wall.utc_ms;
    if (ahead_ms < 0) fail("it is later than that already");
    scene.world.pass(milliseconds(ahead_ms));
}

void reboot(Scene& scene, const Match& match) {
    scene.world.reboot(duration_of(match.tokens("TIME")));
}

std::string say_clock(const ClockFace& face) {
    return std::string(word_of(face.state)) + ", " + text_of(milliseconds(face.left_ms)) + " left, " +
           text_of(milliseconds(face.elapsed_ms)) + " gone" + (face.estimated ? ", estimated" : "");
}

void expect_run(Scene& scene, const Match& match) {
    const Run run = scene.record<Run>(scene.run(match.tokens("TEAM")).text);
    const ClockFace face = clock_face(run.clock, scene.game(run.entry), scene.world.now());
    const std::string is = "it is " + std::string(word_of(run.state)) + " on " + run.field.text +
                           "; its clock: " + say_clock(face);
    for (const Line& row : match.rows()) {
        const std::string wanted = text_of(row.tokens);
        const Token& last = row.tokens.back();
        const Tokens time(row.tokens.begin(), row.tokens.end() - 1);
        const bool holds = last.is("left") ? milliseconds(face.left_ms) == duration_of(time)
                           : last.is("gone")
                               ? milliseconds(face.elapsed_ms) == duration_of(time)
                               : wanted == word_of(run.state) || wanted == "on " + run.field.text ||
                                     wanted == "clock " + std::string(word_of(face.state)) ||
                                     (wanted == "estimated" && face.estimated);
        scene.expect(holds, [&] { return "not " + wanted + ": " + is; });
    }
}

void expect_field(Scene& scene, const Match& match) {
    const Field field = scene.record<Field>(match.text("FIELD"));
    const std::string who =
        field.loaded.empty() ? "nobody" : scene.name(scene.record<Run>(field.loaded.text).entry);
    scene.expect(who == match.text("TEAM"), [&] { return who + " is on " + field.id.text; });
}

/// The statuses of a team's runs, in order.
void expect_runs(Scene& scene, const Match& match) {
    const EntryId entry = scene.entry(match.text("TEAM"));
    std::string are;
    const std::shared_ptr<const Contest> all = scene.contest();
    for (int n = 1;; ++n) {
        const Sheet* sheet =
            all->table<Sheet>().find(scene.stage.text + "." + entry.text + "." + std::to_string(n));
        if (sheet == nullptr) break;
        are += (n == 1 ? "" : ", ") + std::string(word_of(sheet->content.status));
    }
    scene.expect(are == match.text("LIST"), [&] { return "they are: " + are; });
}

constexpr std::array sentences{
    Sentence{"call TEAM to FIELD", "the team's next run is on this field", call_to_field},
    Sentence{"ready TEAM", "the gates are armed", step<commands::RunReady>},
    Sentence{"start TEAM", "the clock starts by hand; of match R1-1: its next period",
             step<commands::RunStart, commands::MatchStart>},
    Sentence{"pause TEAM", "the clock stands", step<commands::RunPause, commands::MatchPause>},
    Sentence{"resume TEAM REASON", "goes on, after an end that was none",
             step<commands::RunResume, commands::MatchResume>},
    Sentence{"resume TEAM", "the clock goes on", step<commands::RunResume, commands::MatchResume>},
    Sentence{"set clock of TEAM to TIME REASON", "so much has gone", set_clock},
    Sentence{"set clock of TEAM to TIME", "the same without a reason", set_clock},
    Sentence{"end TEAM", "it is over, by hand", step<commands::RunEnd, commands::MatchEnd>},
    Sentence{"send away TEAM REASON", "the run is given up without a result", step<commands::RunUnload>},
    Sentence{"send away TEAM", "the same without a reason", step<commands::RunUnload>},
    Sentence{"rerun TEAM REASON", "the run is void and a new one takes its place; a match is played anew",
             step<commands::RunRerun, commands::MatchRerun>},
    Sentence{"rerun TEAM", "the same without a reason", step<commands::RunRerun, commands::MatchRerun>},
    Sentence{"run TEAM on FIELD: LIST",
             "a whole run, timed by hand, its sheet filled in: zone 5, finish, 61.250 s", whole_run},
    Sentence{"wait TIME", "time passes", wait},
    Sentence{"at TIME", "time passes until then: 2024-08-10 07:30", at},
    Sentence{"reboot after TIME", "the host's machine goes down and is back so much later", reboot},
    Sentence{"expect run of TEAM: ROWS",
             "called, ready, running, ended, aborted, on F1, clock running, 30 s left, 60 s gone, estimated",
             expect_run},
    Sentence{"expect runs of TEAM: LIST", "the statuses of its runs, in order: VOID, OK", expect_runs},
    Sentence{"expect TEAM on field FIELD", "who is loaded there, or: nobody", expect_field},
};

}  // namespace

std::span<const Sentence> sentences_of_runs() {
    return sentences;
}

}  // namespace sandau::scripts
