#include <algorithm>
#include <string>

#include "scoring/contest_results.h"
#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/evaluate.h"
#include "scoring/panels.h"

namespace sandau::handlers {

std::vector<EntryId> competitors(const Draft& draft, const Stage& stage, const DivisionId& division) {
    std::vector<EntryId> ids;
    const auto fits = [&](const Entry& entry) {
        return entry.state == EntryState::Eligible && stage.division(entry.division) != nullptr &&
               (division.empty() || entry.division == division);
    };
    if (const StageEntrants* entrants = draft.find<StageEntrants>(stage.id)) {
        for (const EntryId& id : entrants->entries)
            if (const Entry* entry = draft.find<Entry>(id); entry != nullptr && fits(*entry))
                ids.push_back(id);
    } else {
        for (const Entry& entry : draft.now().table<Entry>())
            if (fits(entry)) ids.push_back(entry.id);
    }
    return ids;
}

namespace {

Json flag_list(const std::vector<Flag>& flags) {
    Json list{Json::Array{}};
    for (const Flag& flag : flags) list.push_back(to_json(flag));
    return list;
}

void post(Draft& draft, std::string id, Json content, const Now& now) {
    const bool at_once = draft.now().settings().protest_minutes == 0;
    draft.put(Publication{std::move(id), at_once ? PublishedState::Official : PublishedState::Provisional,
                          now.now.wall, std::move(content)});
}

}  // namespace

Result<Json> handle(Draft& draft, const commands::StagePromote& command, const Now&) {
    const Stage* stage = draft.now().definition->stage(command.stage);
    if (stage == nullptr) return not_found("stage", command.stage.text);
    if (!stage->promote) return refuse("promote.none", {{"stage", command.stage.text}});
    for (const Sheet& sheet : draft.now().table<Sheet>())
        if (sheet.stage == stage->promote->to)
            return refuse("promote.already_running", {{"stage", sheet.stage.text}});
    if (has_marks(draft.now(), stage->promote->to) || draft.find<StageDraw>(stage->promote->to) != nullptr)
        return refuse("promote.already_running", {{"stage", stage->promote->to.text}});
    TRY(evaluated,
        evaluate_stage(*draft.now().definition, results_of(draft.now(), command.stage, Visibility::Committed),
                       command.stage));
    for (const Flag& flag : evaluated.flags)
        if (flag.kind == "tie_at_cut")
            return refuse("promote.tie",
                          {{"division", flag.division && *flag.division ? (*flag.division)->text : ""}});
    StageEntrants entrants;
    entrants.stage = stage->promote->to;
    for (const Ranking& ranking : evaluated.standings.rankings) {
        entrants.entries.insert(entrants.entries.end(), ranking.promoted.begin(), ranking.promoted.end());
        entrants.reserves.insert(entrants.reserves.end(), ranking.reserves.begin(), ranking.reserves.end());
    }
    if (entrants.entries.empty()) return refuse("promote.nobody", {{"stage", command.stage.text}});
    draft.put(entrants);
    Json answer;
    answer.set("to", entrants.stage.text);
    answer.set("promoted", to_json(entrants.entries));
    answer.set("reserves", to_json(entrants.reserves));
    return answer;
}

Result<Json> handle(Draft& draft, const commands::StagePublish& command, const Now& now) {
    if (draft.now().definition->stage(command.stage) == nullptr)
        return not_found("stage", command.stage.text);
    TRY(standings, standings_of(draft.now(), command.stage, Visibility::Published));
    Json rankings{Json::Array{}};
    std::size_t rows = 0;
    for (const Ranking& ranking : standings.rankings) {
        rankings.push_back(to_json(ranking));
        rows += ranking.rows.size();
    }
    if (rows == 0) return refuse("stage.nothing_published", {{"stage", command.stage.text}});
    Json content;
    content.set("stage", command.stage.text).set("rankings", std::move(rankings));
    post(draft, "ranking:" + command.stage.text, std::move(content), now);
    Json answer;
    answer.set("rows", rows);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::SchedulePublish& command, const Now& now) {
    if (draft.now().definition->stage(command.stage) == nullptr)
        return not_found("stage", command.stage.text);
    Json slots{Json::Array{}};
    for (const Slot& slot : draft.now().table<Slot>())
        if (slot.stage == command.stage) slots.push_back(to_json(slot));
    const std::size_t count = slots.as_array()->size();
    if (count == 0) return refuse("schedule.none", {{"stage", command.stage.text}});
    Json content;
    content.set("stage", command.stage.text).set("slots", std::move(slots));
    post(draft, "schedule:" + command.stage.text, std::move(content), now);
    Json answer;
    answer.set("slots", count);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::DecisionMake& command, const Now&) {
    Json body = command.decision;
    if (body.as_object() == nullptr) return refuse("record.type", {{"expected", "an object"}}, "decision");
    const std::string id = "d" + std::to_string(draft.now().table<DecisionRecord>().size() + 1);
    body.set("id", id);
    // It is good where the results that hold it are.
    Results results = results_of(draft.now(), Visibility::Committed);
    Json document = to_json(*draft.now().definition, results);
    Json decisions{Json::Array{}};
    decisions.push_back(body);
    document.set("decisions", std::move(decisions));
    const ResultsReading reading = read_results(*draft.now().definition, document);
    for (const Problem& problem : reading.problems)
        if (problem.what.path.starts_with("decisions")) return tl::unexpected(problem.what);
    draft.put(DecisionRecord{DecisionId(id), std::move(body), false});
    Json answer;
    answer.set("decision", id);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::AwardPublish& command, const Now& now) {
    const Awards* scheme = draft.now().definition->award(command.scheme);
    if (scheme == nullptr) return not_found("awards", command.scheme.text);
    for (const Sheet& sheet : draft.now().table<Sheet>())
        if (sheet.stage == scheme->from && sheet.state < SheetState::Published)
            return refuse("awards.unpublished", {{"sheet", sheet.id.text}});
    if (const std::string mark = unpublished_mark(draft.now(), scheme->from); !mark.empty())
        return refuse("awards.unpublished", {{"sheet", mark}});
    // Decisions come out with the awards that they are about.
    std::vector<DecisionRecord> decisions;
    for (const DecisionRecord& decision : draft.now().table<DecisionRecord>())
        if (!decision.published) decisions.push_back(decision);
    for (DecisionRecord& decision : decisions) {
        decision.published = true;
        draft.put(std::move(decision));
    }
    TRY(standings, standings_of(draft.now(), Visibility::Published));
    std::vector<Flag> open;
    for (const Flag& flag : standings.flags)
        if (flag.scheme == command.scheme && flag.kind != "deferred") open.push_back(flag);
    if (!open.empty())
        return refuse("awards.open", {{"flag", open.front().kind},
                                      {"tier", open.front().tier ? open.front().tier->text : ""},
                                      {"flags", write_json(flag_list(open))}});
    Json awards{Json::Array{}};
    for (const AwardRow& row : standings.awards)
        if (row.scheme == command.scheme) awards.push_back(to_json(row));
    const std::size_t count = awards.as_array()->size();
    if (count == 0) return refuse("awards.nobody", {{"scheme", command.scheme.text}});
    Json content;
    content.set("scheme", command.scheme.text).set("awards", std::move(awards));
    post(draft, "awards:" + command.scheme.text, std::move(content), now);
    Json answer;
    answer.set("awards", count);
    return answer;
}

}  // namespace sandau::handlers
