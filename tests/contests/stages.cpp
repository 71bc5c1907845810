#include <array>

#include "contests/scene.h"
#include "scoring/command_payloads.h"

namespace sandau::scripts {

namespace {

void stage(Scene& scene, const Match& match) {
    const StageId id(match.text("STAGE"));
    if (scene.contest()->definition->stage(id) == nullptr) fail("the rules have no stage " + id.text);
    scene.stage = id;
}

/// `Sao Mai: points 812.5 | DNS, "ốm"`: a team's runs, from the first on.
void results(Scene& scene, const Match& match) {
    commands::ScoreImport import;
    import.stage = StageId(match.text("STAGE"));
    import.source = "script";
    for (const Line& row : match.step->rows) {
        const std::vector<Tokens> sides = split(row.tokens, ":");
        if (sides.size() != 2) throw ScriptError{row.number, "a row is TEAM: a run | the next run"};
        commands::ImportedResult result;
        result.entry = scene.entry(text_of(sides[0]));
        for (const Tokens& words : split(sides[1], "|")) {
            const Given given = given_of(words);
            result.runs.push_back({given.status.value_or(SheetStatus::OK), given.items, given.time_ms,
                                   given.reason.value_or("")});
        }
        import.results.push_back(std::move(result));
    }
    scene.must(import);
}

/// Falling figures: the first gets the most.
void falling_results(Scene& scene, const Match& match) {
    commands::ScoreImport import;
    import.stage = StageId(match.text("STAGE"));
    import.source = "script";
    std::int64_t value = whole_number_of(match.tokens("FROM"));
    const std::int64_t step = whole_number_of(match.tokens("STEP"));
    for (const EntryId& id : scene.entries(match.tokens("LIST"))) {
        commands::ImportedResult result;
        result.entry = id;
        Json items{Json::Object{}};
        items.set(match.text("ITEM"), value);
        result.runs.push_back({SheetStatus::OK, items, {}, ""});
        import.results.push_back(std::move(result));
        value -= step;
    }
    scene.must(import);
}

void promote(Scene& scene, const Match& match) {
    scene.must(commands::StagePromote{StageId(match.text("STAGE"))});
}

void publish_ranking(Scene& scene, const Match& match) {
    scene.must(commands::StagePublish{StageId(match.text("STAGE"))});
}

void publish_all(Scene& scene, const Match& match) {
    scene.must(commands::ScorePublishStage{StageId(match.text("STAGE")), DivisionId(match.text("DIVISION"))});
}

void finalize(Scene& scene, const Match& match) {
    scene.must(commands::ResultFinalize{StageId(match.text("STAGE"))});
}

constexpr std::array sentences{
    Sentence{"stage STAGE", "runs and sheets are those of this stage from here on", stage},
    Sentence{"results of STAGE: falling ITEM from FROM by STEP for LIST",
             "one run each, every team less than the one before", falling_results},
    Sentence{"results of STAGE: ROWS", "a sheet of results, by row: Sao Mai: points 812.5 | DNS", results},
    Sentence{"promote STAGE", "those promoted go into the next stage", promote},
    Sentence{"publish ranking of STAGE", "posts the rankings as the published sheets make them",
             publish_ranking},
    Sentence{"publish all of STAGE in DIVISION", "publishes the division's committed sheets", publish_all},
    Sentence{"publish all of STAGE", "publishes every committed sheet", publish_all},
    Sentence{"finalize STAGE", "what had its time for protests becomes official", finalize},
};

}  // namespace

std::span<const Sentence> sentences_of_stages() {
    return sentences;
}

}  // namespace sandau::scripts
