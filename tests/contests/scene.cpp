#include "contests/scene.h"

#include <algorithm>
#include <chrono>

#include "scoring/command_payloads.h"
#include "scoring/rational.h"
#include "scoring/run_clock.h"

namespace sandau::scripts {

namespace {

Rational number_of(const std::string& text) {
    const Result<Rational> number = Rational::parse(text);
    if (!number) fail("\"" + text + "\" is no number");
    return *number;
}

std::int64_t whole(const Rational& number) {
    const std::optional<std::int64_t> value = number.floor().as_int64();
    if (!value) fail("a number that is too large");
    return *value;
}

std::optional<std::int64_t> unit_ns(const std::string& unit) {
    if (unit == "ns") return 1;
    if (unit == "us") return 1'000;
    if (unit == "ms") return 1'000'000;
    if (unit == "s") return 1'000'000'000;
    if (unit == "min") return 60'000'000'000;
    if (unit == "h") return 3'600'000'000'000;
    return std::nullopt;
}

int field(const std::string& text, std::size_t at, std::size_t length) {
    const std::string digits = text.substr(std::min(at, text.size()), length);
    if (digits.size() != length || digits.find_first_not_of("0123456789") != std::string::npos)
        fail("\"" + text + "\" is no time; a time is 2024-08-10 07:30");
    return std::stoi(digits);
}

Json value_of(const std::string& text) {
    if (text == "yes") return Json(true);
    if (text == "no") return Json(false);
    if (Rational::parse(text)) return Json(Json::Number{text});
    return Json(text);
}

/// Patterns that begin as the sentence does, for who wrote one that fits none.
std::string nearest(const Tokens& tokens) {
    std::string text;
    for (const Sentence& sentence : all_sentences())
        if (sentence.pattern.starts_with(tokens.front().text))
            text += "\n    " + std::string(sentence.pattern);
    return text.empty() ? "; contest_script_test --words lists the sentences" : "; there is:" + text;
}

}  // namespace

void fail(const std::string& what) {
    throw ScriptError{0, what};
}

std::vector<Sentence> all_sentences() {
    std::vector<Sentence> all;
    for (const auto& some :
         {sentences_of_entries(), sentences_of_stages(), sentences_of_timetables(), sentences_of_committee(),
          sentences_of_panels(), sentences_of_matches(), sentences_of_runs(), sentences_of_sheets(),
          sentences_of_devices(), sentences_of_people(), expectations_of_standings()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

Scene::Scene(World& where) : world(where) {
    stage = contest()->definition->stages.back().id;
}

void Scene::carry_out(const Step& step) {
    static const std::vector<Sentence> sentences = all_sentences();
    for (const Sentence& sentence : sentences) {
        Match match;
        if (fits(sentence.pattern, step, match)) return sentence.handle(*this, match);
    }
    fail("not understood" + nearest(step.line.tokens));
}

Json Scene::tell(const Command& command) {
    const Result<Json> answer = world.tell(command);
    if (!answer) throw Refused{answer.error()};
    told.emplace_back(contest()->seq, command.kind);
    return *answer;
}

EntryId Scene::entry(std::string_view name) const {
    const std::shared_ptr<const Contest> all = contest();
    std::vector<EntryId> found;
    for (const Entry& entry : all->table<Entry>())
        if (entry.name == name || entry.id.text == name) found.push_back(entry.id);
    if (found.empty()) fail("there is no team \"" + std::string(name) + "\"");
    if (found.size() > 1) fail("several teams are called \"" + std::string(name) + "\": say its id");
    return found.front();
}

std::vector<EntryId> Scene::entries(const Tokens& list) const {
    std::vector<EntryId> ids;
    for (const Tokens& part : split(list, ",")) {
        const std::vector<Tokens> ends = split(part, "to");
        if (ends.size() != 2) {
            ids.push_back(entry(scripts::text_of(part)));
            continue;
        }
        const EntryId first = entry(scripts::text_of(ends[0])), last = entry(scripts::text_of(ends[1]));
        const std::shared_ptr<const Contest> all = contest();
        for (const Entry& one : all->table<Entry>())
            if (one.id >= first && one.id <= last) ids.push_back(one.id);
    }
    return ids;
}

RunId Scene::run(const Tokens& name) const {
    int number = 0;
    Tokens team = name;
    if (team.size() > 2 && team[team.size() - 2].is("run")) {
        number = static_cast<int>(whole_number_of({team.back()}));
        team.resize(team.size() - 2);
    }
    const EntryId id = entry(scripts::text_of(team));
    const auto run_id = [&](int n) { return stage.text + "." + id.text + "." + std::to_string(n); };
    const std::shared_ptr<const Contest> all = contest();
    const Table<Sheet>& sheets = all->table<Sheet>();
    if (number == 0)
        while (sheets.find(run_id(number + 1)) != nullptr) ++number;
    if (sheets.find(run_id(number)) == nullptr)
        fail(scripts::text_of(name) + " has no such run in stage " + stage.text);
    return RunId(run_id(number));
}

const Game& Scene::game(const EntryId& id) const {
    const Game* game = game_of(*contest()->definition, stage, record<Entry>(id.text).division);
    if (game == nullptr) fail("stage " + stage.text + " has no game for " + name(id));
    return *game;
}

std::string Scene::name(const EntryId& id) const {
    const std::shared_ptr<const Contest> all = contest();
    const Entry* entry = all->table<Entry>().find(id.text);
    return entry != nullptr ? entry->name : id.text;
}

std::string Scene::names(const std::vector<EntryId>& ids) const {
    std::string text;
    for (const EntryId& id : ids) text += (text.empty() ? "" : ", ") + name(id);
    return text.empty() ? "nobody" : text;
}

WallTime Scene::time_of(const Tokens& words) const {
    const std::string text = scripts::text_of(words);
    const std::chrono::sys_days day =
        std::chrono::year{field(text, 0, 4)} / field(text, 5, 2) / field(text, 8, 2);
    const std::int64_t minutes = field(text, 11, 2) * 60 + field(text, 14, 2);
    const std::int64_t offset = contest()->settings().utc_offset_min;
    return {day.time_since_epoch().count() * std::int64_t{86'400'000} + (minutes - offset) * 60'000};
}

std::string Scene::text_of(WallTime time) const {
    const std::int64_t minutes = time.utc_ms / 60'000 + contest()->settings().utc_offset_min;
    const std::int64_t of_day = minutes % (24 * 60);
    const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(of_day / 60) + ":" + two(of_day % 60);
}

void Scene::expect(bool holds, const std::function<std::string()>& otherwise) {
    ++expectations;
    if (!holds) fail(otherwise());
}

Duration duration_of(const Tokens& words) {
    const std::optional<std::int64_t> unit = words.size() == 2 ? unit_ns(words[1].text) : std::nullopt;
    if (!unit) fail("\"" + text_of(words) + "\" is no time; a time is 61.250 s, 250 ms, 4 min");
    return {whole(number_of(words[0].text) * Rational(*unit))};
}

std::string text_of(Duration time) {
    return (Rational(time.ns) / Rational(1'000'000'000)).text() + " s";
}

std::int64_t whole_number_of(const Tokens& words) {
    const Rational number = number_of(text_of(words));
    if (!number.is_whole()) fail("\"" + text_of(words) + "\" is no whole number");
    return whole(number);
}

Given given_of(const Tokens& list) {
    Given given;
    for (const Tokens& part : split(list, ",")) {
        if (part.empty()) fail("nothing between two commas");
        const std::string& first = part.front().text;
        const std::optional<SheetStatus> status = from_word<SheetStatus>(first);
        const bool time = part.size() == 2 && unit_ns(part[1].text);
        if (part.front().quoted) {
            given.reason = first;
        } else if (status && part.size() == 1) {
            given.status = status;
        } else if (time) {
            given.time_ms = duration_of(part).floor_ms();
        } else if (first == "hand") {
            given.hand_ms = duration_of(Tokens(part.begin() + 1, part.end())).floor_ms();
        } else if (part.size() == 1) {
            given.items.set(first, true);
        } else if (part.size() == 2) {
            given.items.set(first, value_of(part[1].text));
        } else {
            fail("\"" + text_of(part) + "\" is none of: a status, a time, an item with its value, a reason");
        }
    }
    return given;
}

}  // namespace sandau::scripts
