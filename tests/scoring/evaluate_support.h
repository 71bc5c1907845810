#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "scoring/evaluate.h"
#include "scoring/json_compare.h"
#include "scoring/words.h"

namespace sandau::testing {

inline std::string listed(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) text += say_problem(Language::English, problem) + "\n";
    return text;
}

/// `path code` of each problem, one a line, sorted.
inline std::string places(const std::vector<Problem>& problems) {
    std::vector<std::string> lines;
    for (const Problem& problem : problems)
        lines.push_back(problem.what.path + " " + problem.what.code + "\n");
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines) text += line;
    return text;
}

/// Tests write JSON with ' for ".
inline std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

/// A definition with these divisions, games and rubrics, stages and awards, which has no problems.
inline Definition a_definition(const std::string& body, const std::string& divisions = "[{'id':'A'}]") {
    const DefinitionReading reading = read_definition(
        json("{'format':'sandau.contest/1','id':'test','divisions':" + divisions + "," + body + "}"));
    EXPECT_EQ(listed(reading.problems), "");
    return reading.definition;
}

inline DefinitionReading reading_of(const std::string& body) {
    return read_definition(
        json("{'format':'sandau.contest/1','id':'test','divisions':[{'id':'A'},{'id':'B'}]," + body + "}"));
}

/// Results with entries "T1:A T2:B*" (a star: withdrawn), which have no problems.
inline Results the_results(const Definition& definition, const std::string& entries,
                           const std::string& stages, const std::string& decisions = "[]") {
    std::string list;
    for (std::size_t at = 0; at < entries.size();) {
        const std::size_t end = std::min(entries.find(' ', at), entries.size());
        std::string one = entries.substr(at, end - at);
        const bool withdrawn = one.ends_with('*');
        if (withdrawn) one.pop_back();
        const std::size_t colon = one.find(':');
        list += list.empty() ? "" : ",";
        list += "{'id':'" + one.substr(0, colon) + "','division':'" + one.substr(colon + 1) +
                "','withdrawn':" + (withdrawn ? "true" : "false") + "}";
        at = end + 1;
    }
    const ResultsReading reading =
        read_results(definition, json("{'format':'sandau.results/1','entries':[" + list +
                                      "],'stages':" + stages + ",'decisions':" + decisions + "}"));
    EXPECT_EQ(listed(reading.problems), "");
    return reading.results;
}

inline Standings standings(const Definition& definition, const Results& results) {
    const Result<Standings> result = evaluate(definition, results, "");
    EXPECT_TRUE(result.has_value());
    return result ? *result : Standings{};
}

/// "T1 1, T2 2": entries with their places.
inline std::string places_in(const Ranking& ranking) {
    std::string text;
    for (const StandingRow& row : ranking.rows)
        text += (text.empty() ? "" : ", ") + row.entry.text + " " + std::to_string(row.place);
    return text;
}

inline std::string ids(const std::vector<EntryId>& entries) {
    std::string text;
    for (const EntryId& entry : entries) text += (text.empty() ? "" : " ") + entry.text;
    return text;
}

/// "tier entry, …"
inline std::string awards_in(const Standings& standings) {
    std::string text;
    for (const AwardRow& row : standings.awards)
        text += (text.empty() ? "" : ", ") + row.tier.text + " " + row.entry.text;
    return text;
}

/// All flags as compact JSON, sorted, one a line.
inline std::string flags_in(const Standings& standings) {
    std::vector<std::string> lines;
    for (const Flag& flag : standings.flags) {
        std::string line = write_json(to_json(flag));
        std::replace(line.begin(), line.end(), '"', '\'');
        lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

inline std::string errors_in(const std::vector<SheetError>& errors) {
    std::string text;
    for (const SheetError& error : errors) {
        std::string line = write_json(to_json(error));
        std::replace(line.begin(), line.end(), '"', '\'');
        text += (text.empty() ? "" : "\n") + line;
    }
    return text;
}

/// A ranking's figure, as standings write it; "–" for missing.
inline std::string value_in(const Ranking& ranking, const std::string& entry, const std::string& key) {
    for (const StandingRow& row : ranking.rows)
        if (row.entry.text == entry)
            for (const auto& [name, value] : row.values)
                if (name == key) return value ? value->text() : "–";
    return "not there";
}

}  // namespace sandau::testing
