#include <fmt/format.h>

#include <memory>
#include <string>

#include "cli/commands.h"
#include "db/digest.h"
#include "scoring/analyse.h"
#include "scoring/definition.h"
#include "scoring/evaluate.h"
#include "scoring/presets.h"
#include "scoring/results.h"
#include "scoring/words.h"

namespace sandau::cli {

namespace {

/// What `check` finds is its result: each problem on its own line.
void list_problems(const Console& console, const std::vector<Problem>& problems) {
    for (const Problem& problem : problems) console.line(say_problem(console.language(), problem));
}

struct RulesFiles {
    std::string definition;
    std::string results;
    std::string stage;  ///< analyse
};

/// Both documents without problems, or every problem said.
struct Documents {
    std::string definition_sha256;
    Definition definition;
    Results results;
};

Exit read_documents(const Console& console, const RulesFiles& files, Documents& documents) {
    const Result<std::string> definition_text = read_input(files.definition);
    if (!definition_text) return console.refused(definition_text.error());
    DefinitionReading definition = read_definition(std::string_view(*definition_text));
    if (!definition.ok()) {
        list_problems(console, definition.problems);
        return Exit::InputWrong;
    }
    documents.definition = std::move(definition.definition);
    documents.definition_sha256 = sha256_hex(*definition_text);
    if (files.results.empty()) return Exit::Done;
    const Result<std::string> results_text = read_input(files.results);
    if (!results_text) return console.refused(results_text.error());
    ResultsReading results = read_results(documents.definition, std::string_view(*results_text));
    if (!results.ok()) {
        list_problems(console, results.problems);
        return Exit::InputWrong;
    }
    documents.results = std::move(results.results);
    return Exit::Done;
}

Exit check(const Console& console, const RulesFiles& files) {
    Documents documents;
    const Exit read = read_documents(console, files, documents);
    if (read != Exit::Done) return read;
    list_problems(console, warnings_of(documents.definition, documents.results));
    console.message(console.in("Không có lỗi.", "No problems."));
    return Exit::Done;
}

Exit evaluate_files(const Console& console, const RulesFiles& files) {
    Documents documents;
    const Exit read = read_documents(console, files, documents);
    if (read != Exit::Done) return read;
    const Result<Standings> standings =
        evaluate(documents.definition, documents.results, documents.definition_sha256);
    if (!standings) return console.refused(standings.error());
    console.result(write_json_pretty(to_json(*standings)));
    return Exit::Done;
}

Exit analyse_files(const Console& console, const RulesFiles& files) {
    Documents documents;
    const Exit read = read_documents(console, files, documents);
    if (read != Exit::Done) return read;
    const Result<Json> analysis = analyse(documents.definition, documents.results, StageId(files.stage));
    if (!analysis) return console.refused(analysis.error());
    console.result(write_json_pretty(*analysis));
    return Exit::Done;
}

Exit list_presets(const Console& console, const std::string& id, bool as_json) {
    if (!id.empty()) {
        for (const Preset& preset : presets()) {
            if (preset.id != id) continue;
            console.result(preset.text);
            return Exit::Done;
        }
        return console.refused({"not_found", {{"what", "@noun.preset"}, {"id", id}}, {}});
    }
    Json list{Json::Array{}};
    for (const Preset& preset : presets()) {
        if (!as_json) {
            console.line(fmt::format("{:32} {}", preset.id, preset.name.in(console.language())));
            continue;
        }
        Json one;
        one.set("id", preset.id);
        Json name;
        name.set("vi", preset.name.vi).set("en", preset.name.en);
        one.set("name", std::move(name));
        list.push_back(std::move(one));
    }
    if (as_json) console.answer(list);
    return Exit::Done;
}

}  // namespace

void add_rules_commands(Program& program) {
    const Console& console = program.console;
    {
        auto files = std::make_shared<RulesFiles>();
        CLI::App& command = program.command("check", "Mọi lỗi của thể lệ, và của kết quả theo thể lệ đó",
                                            "Every problem of a definition, and of results under it",
                                            [files, &console] { return check(console, *files); });
        command.add_option("DEFINITION", files->definition, console.in("tệp thể lệ", "the definition"))
            ->required();
        command.add_option("RESULTS", files->results, console.in("tệp kết quả", "the results"));
    }
    {
        auto files = std::make_shared<RulesFiles>();
        CLI::App& command = program.command("evaluate", "In bảng xếp hạng (JSON) theo thể lệ và kết quả",
                                            "Standings as JSON; - reads standard input",
                                            [files, &console] { return evaluate_files(console, *files); });
        command.add_option("DEFINITION", files->definition, console.in("tệp thể lệ", "the definition"))
            ->required();
        command.add_option("RESULTS", files->results, console.in("tệp kết quả", "the results"))->required();
    }
    {
        auto files = std::make_shared<RulesFiles>();
        CLI::App& command = program.command("analyse", "Thống kê điểm giám khảo của một vòng chấm (JSON)",
                                            "The judges' statistics of a stage as JSON",
                                            [files, &console] { return analyse_files(console, *files); });
        command.add_option("DEFINITION", files->definition, console.in("tệp thể lệ", "the definition"))
            ->required();
        command.add_option("RESULTS", files->results, console.in("tệp kết quả", "the results"))->required();
        command.add_option("--stage", files->stage, console.in("vòng chấm", "the stage"))->required();
    }
    {
        auto id = std::make_shared<std::string>();
        auto as_json = std::make_shared<bool>(false);
        CLI::App& command =
            program.command("presets", "Các thể lệ có sẵn; với mã: in thể lệ đó",
                            "The definitions that ship with it; with an id, prints it",
                            [id, as_json, &console] { return list_presets(console, *id, *as_json); });
        command.add_option("ID", *id, console.in("mã thể lệ", "the preset's id"));
        command.add_flag("--json", *as_json, "JSON");
    }
}

}  // namespace sandau::cli
