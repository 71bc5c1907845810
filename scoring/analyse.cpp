#include "scoring/analyse.h"

#include <algorithm>
#include <map>
#include <set>

#include "scoring/rubric_marks.h"
#include "scoring/stage_evaluation.h"
#include "scoring/statistics.h"

namespace sandau {

namespace {

/// One division's marks, with the names of the table's rows and columns.
struct DivisionMarks {
    DivisionId division;
    std::vector<EntryId> entries;
    std::vector<JudgeId> judges;
    MarkTable table;
    MarkStatistics statistics;
};

DivisionMarks marks_of(const Evaluation& evaluation, const Stage& stage, const DivisionPlay& play) {
    const StageResults& results = evaluation.stage_results(stage.id);
    const auto belongs = [&](const EntryId& id) {
        const ResultEntry* entry = evaluation.entry(id);
        return entry != nullptr && entry->division == play.division;
    };
    std::set<EntryId> entries;
    std::set<JudgeId> judges;
    for (const auto& [entry, values] : results.external)
        if (belongs(entry)) entries.insert(entry);
    for (const auto& [entry, marks] : results.marks) {
        if (!belongs(entry)) continue;
        entries.insert(entry);
        for (const auto& [judge, mark] : marks) judges.insert(judge);
    }
    DivisionMarks division{
        play.division, {entries.begin(), entries.end()}, {judges.begin(), judges.end()}, {}, {}};
    division.table.judges = judges.size();
    for (const EntryId& entry : division.entries) {
        std::vector<MarkCell>& cells = division.table.entries.emplace_back();
        const auto marks = results.marks.find(entry);
        if (marks == results.marks.end()) continue;
        for (const auto& [judge, mark] : marks->second) {
            const auto complete = complete_mark(*play.rubric, mark, [](const Criterion&) {});
            const auto at = std::lower_bound(division.judges.begin(), division.judges.end(), judge);
            if (complete)
                cells.push_back({static_cast<std::size_t>(at - division.judges.begin()), complete->mark});
        }
    }
    division.statistics = mark_statistics(division.table, static_cast<std::size_t>(stage.rubric.drop));
    return division;
}

/// What the stage leads to for each entry: whether the cut takes it, and its tier in each scheme.
struct Consequences {
    std::set<EntryId> promoted;
    std::map<std::pair<AwardsId, EntryId>, TierId> tiers;

    Json promotion(const EntryId& entry) const { return Json(promoted.contains(entry)); }
    Json tier(const AwardsId& scheme, const EntryId& entry) const {
        const auto found = tiers.find({scheme, entry});
        return found == tiers.end() ? Json() : Json(found->second.text);
    }
};

Consequences consequences(const Definition& definition, const Results& results, const Stage& stage,
                          const std::map<EntryId, Rational>* adjusted) {
    EvaluationMemo memo;
    Evaluation evaluation(definition, results, memo);
    evaluation.adjusted = adjusted;
    std::vector<StageState> states;
    states.push_back(evaluate_stage_state(evaluation, stage, {}));
    Consequences found;
    for (const StageRanking& ranking : states.front().rankings) {
        found.promoted.insert(ranking.promoted.begin(), ranking.promoted.end());
        // Held is what the marks' spread does, not their order.
        found.promoted.insert(ranking.held.begin(), ranking.held.end());
    }
    for (const AwardRow& row : evaluate_awards(evaluation, states))
        if (definition.award(row.scheme)->tier(row.tier) != nullptr)
            found.tiers[{row.scheme, row.entry}] = row.tier;
    return found;
}

Json changes_of(const Definition& definition, const Stage& stage, const DivisionMarks& division,
                const Consequences& official, const Consequences& adjusted) {
    Json changes{Json::Array{}};
    const auto add = [&](const EntryId& entry, std::string_view what, const std::string& id, const Json& from,
                         const Json& to) {
        if (from == to) return;
        Json change;
        change.set("entry", entry.text).set(what, id).set("from", from).set("adjusted", to);
        changes.push_back(std::move(change));
    };
    for (const EntryId& entry : division.entries) {
        if (stage.promote)
            add(entry, "to", stage.promote->to.text, official.promotion(entry), adjusted.promotion(entry));
        for (const Awards& scheme : definition.awards)
            if (scheme.from == stage.id)
                add(entry, "scheme", scheme.id.text, official.tier(scheme.id, entry),
                    adjusted.tier(scheme.id, entry));
    }
    return changes;
}

Json component(const std::optional<std::size_t>& number) {
    return number ? Json(*number) : Json();
}

Json entries_of(const DivisionMarks& division) {
    Json list{Json::Array{}};
    for (std::size_t i = 0; i < division.entries.size(); ++i) {
        const EntryStatistics& one = division.statistics.entries[i];
        Json row;
        row.set("entry", division.entries[i].text)
            .set("marks", division.table.entries[i].size())
            .set("mean", to_json(one.mean))
            .set("median", to_json(one.median))
            .set("trimmed_mean", to_json(one.trimmed_mean))
            .set("z_mean", to_json(one.z_mean))
            .set("adjusted", to_json(one.adjusted))
            .set("component", component(one.component));
        list.push_back(std::move(row));
    }
    return list;
}

Json judges_of(const DivisionMarks& division) {
    Json list{Json::Array{}};
    for (std::size_t j = 0; j < division.judges.size(); ++j) {
        const JudgeStatistics& one = division.statistics.judges[j];
        Json row;
        row.set("judge", division.judges[j].text)
            .set("marks", one.marks)
            .set("effect", to_json(one.effect))
            .set("component", component(one.component));
        list.push_back(std::move(row));
    }
    return list;
}

Json analysis(const Definition& definition, const Results& results, const Stage& stage) {
    EvaluationMemo memo;
    const Evaluation evaluation(definition, results, memo);
    std::vector<DivisionMarks> divisions;
    std::map<EntryId, Rational> adjusted_figures;
    for (const DivisionPlay& play : stage.divisions) {
        const DivisionMarks& division = divisions.emplace_back(marks_of(evaluation, stage, play));
        if (division.statistics.components != 1) continue;
        for (std::size_t i = 0; i < division.entries.size(); ++i)
            if (const Figure figure = figure_of(division.statistics.entries[i].adjusted))
                adjusted_figures.emplace(division.entries[i], *figure);
    }
    const Consequences official = consequences(definition, results, stage, nullptr);
    const Consequences adjusted = consequences(definition, results, stage, &adjusted_figures);
    Json list{Json::Array{}};
    for (const DivisionMarks& division : divisions) {
        const MarkStatistics& statistics = division.statistics;
        Json one;
        one.set("division", division.division.text)
            .set("entries", entries_of(division))
            .set("judges", judges_of(division))
            .set("components", statistics.components)
            .set("kendall_w", to_json(statistics.kendall_w))
            .set("icc_2_1", to_json(statistics.icc_2_1))
            .set("icc_2_k", to_json(statistics.icc_2_k))
            .set("alpha", to_json(statistics.alpha))
            .set("changes", changes_of(definition, stage, division, official, adjusted));
        list.push_back(std::move(one));
    }
    Json document;
    document.set("stage", stage.id.text).set("divisions", std::move(list));
    return document;
}

}  // namespace

Result<Json> analyse(const Definition& definition, const Results& results, const StageId& stage_id) {
    const Stage* stage = definition.stage(stage_id);
    if (stage == nullptr) return refuse("definition.unknown_stage", {{"id", stage_id.text}});
    if (stage->format != StageFormat::Rubric) return refuse("analyse.no_rubric", {{"stage", stage_id.text}});
    try {
        return analysis(definition, results, *stage);
    } catch (const NumberTooLarge&) {
        return refuse("evaluate.number_too_large");
    }
}

}  // namespace sandau
