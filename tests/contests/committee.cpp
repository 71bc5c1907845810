#include <algorithm>
#include <array>

#include "contests/scene.h"
#include "scoring/command_payloads.h"

namespace sandau::scripts {

namespace {

void decide(Scene& scene, std::string_view kind, Json::Object more, const Match& match) {
    Json decision;
    decision.set("kind", kind);
    for (auto& [key, value] : more) decision.set(key, std::move(value));
    if (match.has("REASON")) decision.set("reason", match.text("REASON"));
    decision.set("by", "committee");
    scene.must(commands::DecisionMake{decision});
}

void order(Scene& scene, const Match& match) {
    const std::vector<EntryId> order = [&] {
        Tokens list = match.tokens("LIST");
        if (list.empty() || !list.back().quoted) fail("the committee says why, between quotes, at the end");
        list.pop_back();
        if (!list.empty() && list.back().is(",")) list.pop_back();
        return scene.entries(list);
    }();
    decide(scene, "order",
           {{"stage", match.text("STAGE")},
            {"entries", to_json(order)},
            {"reason", match.tokens("LIST").back().text}},
           match);
}

void give(Scene& scene, const Match& match) {
    decide(scene, "award",
           {{"scheme", match.text("SCHEME")},
            {"tier", match.has("TIER") ? Json(match.text("TIER")) : Json()},
            {"entry", scene.entry(match.text("TEAM")).text}},
           match);
}

void set_quota(Scene& scene, const Match& match) {
    decide(scene, "tier_max",
           {{"scheme", match.text("SCHEME")},
            {"division", match.text("DIVISION")},
            {"tier", match.text("TIER")},
            {"max", whole_number_of(match.tokens("NUMBER"))}},
           match);
}

void defer(Scene& scene, const Match& match) {
    decide(scene, "defer",
           {{"scheme", match.text("SCHEME")}, {"entry", scene.entry(match.text("TEAM")).text}}, match);
}

void vote(Scene& scene, const Match& match) {
    Json::Object more{{"scheme", match.text("SCHEME")}, {"entry", scene.entry(match.text("TEAM")).text}};
    const Given counts = given_of(match.tokens("LIST"));
    for (const auto& [key, value] : *counts.items.as_object()) more.emplace_back(key, value);
    decide(scene, "vote", std::move(more), match);
}

void clear(Scene& scene, const Match& match) {
    decide(scene, "clear_discrepancy",
           {{"stage", match.text("STAGE")}, {"entry", scene.entry(match.text("TEAM")).text}}, match);
}

void publish_awards(Scene& scene, const Match& match) {
    scene.must(commands::AwardPublish{AwardsId(match.text("SCHEME"))});
}

/// The steps of a path: awards[0].budget_max has three.
std::vector<std::string> steps_of(std::string path) {
    for (char& c : path)
        if (c == '[' || c == ']' || c == '.') c = ' ';
    std::vector<std::string> steps;
    for (std::size_t begin = 0; begin < path.size();) {
        const std::size_t end = std::min(path.find(' ', begin), path.size());
        if (end > begin) steps.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return steps;
}

Json* inner(Json& outer, const std::string& step) {
    Json::Array* list = outer.as_array();
    if (list == nullptr) return outer.find(step);
    const bool index = step.find_first_not_of("0123456789") == std::string::npos;
    return index && std::stoul(step) < list->size() ? &(*list)[std::stoul(step)] : nullptr;
}

Json* at_path(Json& rules, const std::vector<std::string>& steps) {
    Json* at = &rules;
    for (const std::string& step : steps)
        if (at != nullptr) at = inner(*at, step);
    return at;
}

Json rules_of(const Scene& scene) {
    const Result<Json> rules = read_json(scene.contest()->definition_text().text);
    if (!rules) fail("the rules cannot be read");
    return *rules;
}

void amend(Scene& scene, const Match& match) {
    Json rules = rules_of(scene);
    Json* at = at_path(rules, steps_of(match.text("PATH")));
    if (at == nullptr) fail("the rules have no " + match.text("PATH"));
    const Result<Json> value = read_json(match.text("VALUE"));
    *at = value ? *value : Json(match.text("VALUE"));
    scene.must(commands::DefinitionAmend{write_json(rules), match.text("REASON")});
}

void strike(Scene& scene, const Match& match) {
    Json rules = rules_of(scene);
    std::vector<std::string> steps = steps_of(match.text("PATH"));
    const std::string last = steps.back();
    steps.pop_back();
    Json* outer = at_path(rules, steps);
    if (outer == nullptr || inner(*outer, last) == nullptr) fail("the rules have no " + match.text("PATH"));
    if (Json::Array* list = outer->as_array()) {
        list->erase(list->begin() + std::stol(last));
    } else {
        std::erase_if(*outer->as_object(), [&](const Json::Member& one) { return one.first == last; });
    }
    scene.must(commands::DefinitionAmend{write_json(rules), match.text("REASON")});
}

void undo_last(Scene& scene, const Match&) {
    scene.must(commands::JournalUndo{scene.told.back().first});
}

void undo_kind(Scene& scene, const Match& match) {
    for (auto entry = scene.told.rbegin(); entry != scene.told.rend(); ++entry) {
        if (entry->second != match.text("KIND")) continue;
        scene.must(commands::JournalUndo{entry->first});
        return;
    }
    fail("nothing of kind " + match.text("KIND") + " was told");
}

constexpr std::array sentences{
    Sentence{"committee orders in STAGE: LIST",
             "whom keys leave level, in this order; the reason between quotes at the end", order},
    Sentence{"committee gives none of SCHEME to TEAM REASON", "no award of the scheme", give},
    Sentence{"committee gives TIER of SCHEME to TEAM REASON", "this award, whatever the ranking", give},
    Sentence{"committee sets TIER of SCHEME in DIVISION to NUMBER REASON", "another quota", set_quota},
    Sentence{"committee defers TEAM in SCHEME REASON", "its award waits", defer},
    Sentence{"committee votes on TEAM in SCHEME: LIST", "a ballot on an award: for 7, members 9, present 8",
             vote},
    Sentence{"committee clears TEAM in STAGE REASON", "the judges' difference is settled", clear},
    Sentence{"publish awards SCHEME", "posts the awards; nothing may be open", publish_awards},
    Sentence{"amend PATH to VALUE REASON", "changes one value of the rules: awards[0].budget_max to 20000000",
             amend},
    Sentence{"strike PATH REASON", "takes something out of the rules: stages[0]", strike},
    Sentence{"undo last", "undoes what was told last", undo_last},
    Sentence{"undo last KIND", "undoes the last of a kind: undo last score.commit", undo_kind},
};

}  // namespace

std::span<const Sentence> sentences_of_committee() {
    return sentences;
}

}  // namespace sandau::scripts
