#include "scoring/contest_results.h"
#include "scoring/evaluate.h"
#include "scoring/explain.h"
#include "server/parse.h"
#include "server/views.h"

namespace sandau::server {

namespace {

/// What everybody may read: a decision's reason is written for the committee.
Results public_results(const Contest& contest, const Stage& stage) {
    Results results = results_of(contest, stage.id, Visibility::Published);
    for (Decision& decision : results.decisions) decision.reason.clear();
    return results;
}

/// What explains a ranking, in each language.
struct Explained {
    PlaceWords vi, en;
    ScoreWords score_vi, score_en;
    /// How the figures came about; what each judge gave is not for the public.
    Json score(const Stage& stage, const EntryId& entry) const {
        if (stage.format == StageFormat::Rubric) return {};
        const Text text{score_vi.paragraph(entry), score_en.paragraph(entry)};
        return text.empty() ? Json() : text_json(text);
    }
    Json reason(const StageId& stage, const Ranking& ranking, std::size_t row) const {
        const Text text{vi.paragraph(stage, ranking, row), en.paragraph(stage, ranking, row)};
        return text.empty() ? Json() : text_json(text);
    }
};

Json ranking_json(const Contest& contest, const Explained& explained, const Stage& stage,
                  const Ranking& ranking) {
    const Publication* posted = contest.table<Publication>().find("ranking:" + stage.id.text);
    const bool official = posted != nullptr && posted->state == PublishedState::Official;
    const Json whole = to_json(ranking);
    Json json;
    json.set("stage", stage.id.text);
    json.set("division", ranking.division.text);
    json.set("group", ranking.group ? Json(*ranking.group) : Json());
    json.set("state", official ? "official" : "provisional");
    Json rows{Json::Array{}};
    const Json* whole_rows = whole.find("rows");
    for (std::size_t i = 0; i < ranking.rows.size(); ++i) {
        Json row = (*whole_rows->as_array())[i];
        row.set("reason", explained.reason(stage.id, ranking, i));
        row.set("score", explained.score(stage, ranking.rows[i].entry));
        rows.push_back(std::move(row));
    }
    json.set("rows", std::move(rows));
    Json names{Json::Object{}};
    if (!ranking.rows.empty())
        for (const auto& [key, value] : ranking.rows.front().values)
            names.set(key, text_json({key_label(stage, key, Language::Vietnamese),
                                      key_label(stage, key, Language::English)}));
    json.set("names", std::move(names));
    const Json* unranked = whole.find("unranked");
    json.set("unranked", unranked != nullptr ? *unranked : Json(Json::Array{}));
    // Who goes on is said when the stage's ranking is posted, not before.
    if (posted != nullptr) json.set("promoted", to_json(ranking.promoted));
    return json;
}

}  // namespace

StageViews standings_views(const Contest& contest, const Stage& stage) {
    StageViews views;
    const Results results = public_results(contest, stage);
    const Result<StageEvaluation> evaluated = evaluate_stage(*contest.definition, results, stage.id);
    if (!evaluated) return views;
    const Explained explained{{*contest.definition, results, Language::Vietnamese},
                              {*contest.definition, results, Language::English},
                              {*contest.definition, results, evaluated->standings, Language::Vietnamese},
                              {*contest.definition, results, evaluated->standings, Language::English}};
    for (const Ranking& ranking : evaluated->standings.rankings) {
        if (ranking.rows.empty() && ranking.unranked.empty()) continue;
        std::string key = key_of("standings", stage.id.text) + "/" + percent_encode(ranking.division.text);
        if (ranking.group) key += "/" + percent_encode(*ranking.group);
        views.standings.emplace_back(std::move(key), ranking_json(contest, explained, stage, ranking));
    }
    const CowList<MatchStanding>& matches = evaluated->standings.matches;
    for (std::size_t i = 0; i < matches.size(); ++i) views.matches.emplace(matches[i].id.text, matches[i]);
    return views;
}

}  // namespace sandau::server
