// Runs contest scripts (README.md beside this file): in memory, then through the desk and a real file.
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>

#include "contests/scene.h"
#include "scoring/contest_results.h"
#include "scoring/contest_standings.h"
#include "scoring/evaluate.h"
#include "scoring/presets.h"
#include "scoring/words.h"
#include "support/temporary_folder.h"

namespace sandau::scripts {

namespace {

/// 2024-08-10 07:00 in Bắc Giang.
const Instant morning{"boot", MonoTime{1'000'000'000'000}, WallTime{1'723'248'000'000}};

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) fail("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The first sentence says under which rules: `contest provincial-robocon`, or `rules "file.json"`.
std::string rules_of(const Step& first, const std::filesystem::path& folder) {
    Match match;
    if (fits("rules REASON", first, match)) return bytes_of(folder / match.text("REASON"));
    if (!fits("contest PRESET", first, match))
        throw ScriptError{first.line.number, "a script begins with: contest provincial-robocon"};
    const Preset* known = preset(match.text("PRESET"));
    if (known == nullptr) throw ScriptError{first.line.number, "no rules are called " + match.text("PRESET")};
    return std::string(known->text);
}

class Report {
public:
    explicit Report(std::string path) : path_(std::move(path)) {}

    void problem(int line, const std::string& what) {
        std::cerr << path_ << ":" << line << ": " << what << "\n";
        ++problems_;
    }
    bool fine() const { return problems_ == 0; }

private:
    std::string path_;
    int problems_ = 0;
};

/// Whether the script may go on: what is expected may fail, what is told may not.
bool carry_out(Scene& scene, const Step& step, Report& report, const std::string& where) {
    const int expected_before = scene.expectations;
    try {
        scene.carry_out(step);
        return true;
    } catch (const ScriptError& error) {
        report.problem(error.line != 0 ? error.line : step.line.number,
                       where + step.line.text + "\n    " + error.what);
        return scene.expectations > expected_before;
    } catch (const Refused& refused) {
        report.problem(step.line.number, where + step.line.text + "\n    refused with " +
                                             refused.refusal.code + ": " +
                                             say(Language::English, refused.refusal));
        return false;
    }
}

/// What is exported, evaluated by itself, must give the standings of the file to the byte.
std::string lost_in_export(const Contest& contest) {
    const Definition& definition = *contest.definition;
    const std::string exported = write_json(to_json(definition, results_of(contest, Visibility::Committed)));
    const ResultsReading read = read_results(definition, exported);
    if (!read.ok()) return "the export is refused: " + say_problem(Language::English, read.problems.front());
    const Result<Standings> from_export =
        evaluate(definition, read.results, contest.definition_text().sha256);
    const Result<Standings> from_file = standings_of(contest, Visibility::Committed);
    if (!from_export || !from_file) return "there are no standings";
    const bool same = write_json(to_json(*from_export)) == write_json(to_json(*from_file));
    return same ? "" : "the exported results give other standings";
}

/// Standings that follow a contest from step to step are those that are made anew.
class Following {
public:
    std::string look(const Contest& contest) {
        for (ContestStandings* standings : {&committed_, &published_}) {
            const Visibility visibility =
                standings == &committed_ ? Visibility::Committed : Visibility::Published;
            if (standings->of(contest) != standings_of(contest, visibility))
                return "the standings that followed the contest are others than those made anew";
        }
        return "";
    }

private:
    ContestStandings committed_{Visibility::Committed};
    ContestStandings published_{Visibility::Published};
};

void play(World& world, const std::vector<Step>& steps, Report& report, const std::string& where) {
    Scene scene(world);
    Following following;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (!carry_out(scene, steps[i], report, where)) return;
        if (const std::string wrong = following.look(*world.contest()); !wrong.empty())
            return report.problem(steps[i].line.number, where + wrong);
    }
    if (scene.expectations == 0) report.problem(steps.back().line.number, "the script expects nothing");
    if (const std::string wrong = lost_in_export(*world.contest()); !wrong.empty())
        report.problem(steps.back().line.number, where + wrong);
    for (const std::string& wrong : world.check()) report.problem(steps.back().line.number, where + wrong);
}

bool run_script(const std::filesystem::path& path) {
    Report report(path.string());
    try {
        const std::vector<Step> steps = read_script(bytes_of(path));
        if (steps.empty()) throw ScriptError{1, "the script is empty"};
        const std::string rules = rules_of(steps.front(), path.parent_path());
        play(*in_memory(rules, morning), steps, report, "");
        if (!report.fine()) return false;
        const testing::TemporaryFolder folder;
        play(*in_a_file(folder.path(), rules, morning), steps, report, "through a file: ");
    } catch (const ScriptError& error) {
        report.problem(error.line, error.what);
    }
    return report.fine();
}

/// The commands of a script, one a line, where the fuzzer of commands begins.
int record(const std::filesystem::path& path) {
    Report report(path.string());
    try {
        const std::vector<Step> steps = read_script(bytes_of(path));
        std::string lines;
        play(*recorded(in_memory(rules_of(steps.at(0), path.parent_path()), morning), lines), steps, report,
             "");
        std::cout << lines;
    } catch (const ScriptError& error) {
        report.problem(error.line, error.what);
    }
    return report.fine() ? 0 : 1;
}

int list_words() {
    for (const Sentence& sentence : all_sentences())
        std::cout << sentence.pattern << "\n    " << sentence.says << "\n";
    return 0;
}

}  // namespace

}  // namespace sandau::scripts

int main(int count, char** arguments) {
    using namespace sandau::scripts;
    if (count == 2 && std::strcmp(arguments[1], "--words") == 0) return list_words();
    if (count == 3 && std::strcmp(arguments[1], "--commands") == 0) return record(arguments[2]);
    if (count < 2) {
        std::cerr << "contest_script_test SCRIPT.contest… | --words | --commands SCRIPT.contest\n";
        return 2;
    }
    bool fine = true;
    for (int i = 1; i < count; ++i) {
        const bool one = run_script(arguments[i]);
        std::cout << (one ? "holds: " : "FAILS: ") << arguments[i] << "\n";
        fine = fine && one;
    }
    return fine ? 0 : 1;
}
