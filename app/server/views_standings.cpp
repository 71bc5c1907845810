#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "scoring/contest_results.h"
#include "scoring/evaluate.h"
#include "server/parse.h"
#include "server/views.h"

namespace sandau::server {

namespace {

struct KeyWords {
    std::string_view key;
    std::string_view vi;
    std::string_view en;
};

constexpr std::array key_words{
    KeyWords{"agg", "điểm xếp hạng", "ranking score"},
    KeyWords{"points", "điểm", "points"},
    KeyWords{"sum_time_ms", "tổng thời gian", "total time"},
    KeyWords{"min_time_ms", "thời gian nhanh nhất", "fastest time"},
    KeyWords{"runs_counted", "số lượt được tính", "runs counted"},
    KeyWords{"ratio", "tỉ lệ phiếu", "share of votes"},
    KeyWords{"votes_for", "số phiếu thuận", "votes for"},
};

/// What a ranking key is called.
Text name_of_key(const Stage& stage, const DivisionId& division, std::string_view key) {
    for (const KeyWords& words : key_words)
        if (words.key == key) return {std::string(words.vi), std::string(words.en)};
    for (const auto& [prefix, vi, en] :
         {KeyWords{"best_", "lượt tốt thứ {}", "best run no. {}"},
          KeyWords{"time_of_best_", "thời gian của lượt tốt thứ {}", "time of best run no. {}"}})
        if (key.starts_with(prefix) &&
            key.find_first_not_of("0123456789", prefix.size()) == std::string_view::npos)
            return {fmt::format(fmt::runtime(vi), key.substr(prefix.size())),
                    fmt::format(fmt::runtime(en), key.substr(prefix.size()))};
    const DivisionPlay* play = stage.division(division);
    for (const auto& [prefix, vi, en] :
         {KeyWords{"sum_", "tổng {}", "sum of {}"}, KeyWords{"mean_", "trung bình {}", "mean {}"}}) {
        if (!key.starts_with(prefix) || play == nullptr || !play->game) continue;
        const std::string_view id = key.substr(prefix.size());
        for (const Derived& derived : play->game->derived) {
            if (derived.id != id) continue;
            const std::string fallback(id);
            const std::string& name_vi =
                derived.name.empty() ? fallback : derived.name.in(Language::Vietnamese);
            const std::string& name_en = derived.name.empty() ? fallback : derived.name.in(Language::English);
            return {fmt::format(fmt::runtime(vi), name_vi), fmt::format(fmt::runtime(en), name_en)};
        }
    }
    for (const Column& column : stage.columns)
        if (column.id == key && !column.name.empty()) return column.name;
    return {std::string(key), std::string(key)};
}

const Figure* value_of(const StandingRow& row, std::string_view key) {
    for (const auto& [name, value] : row.values)
        if (name == key) return &value;
    return nullptr;
}

std::string shown(const Figure* figure, std::string_view key) {
    if (figure == nullptr || !*figure) return "–";
    if (key.find("time") == std::string_view::npos) return (*figure)->text();
    return (**figure / Rational(1000)).text() + " s";
}

Text reason_of(const Stage& stage, const DivisionId& division, const StandingRow& row,
               const StandingRow& above) {
    const std::string& by = *row.decided_by;
    if (by.starts_with("decision:")) {
        const std::string_view who = std::string_view(by).substr(9);
        if (who == "lots") return {"Bốc thăm", "By lot"};
        if (who == "judges") return {"Quyết định của trọng tài", "Decision of the judges"};
        return {"Quyết định của Ban tổ chức", "Decision of the committee"};
    }
    if (by == "bracket") return {"Theo nhánh đấu", "By the bracket"};
    const Text name = name_of_key(stage, division, by);
    const std::string own = shown(value_of(row, by), by);
    const std::string other = shown(value_of(above, by), by);
    return {fmt::format("Xét {}: {}, đội xếp trên: {}", name.vi, own, other),
            fmt::format("By {}: {}, the team above: {}", name.en, own, other)};
}

Json ranking_json(const Contest& contest, const Stage& stage, const Ranking& ranking) {
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
        const StandingRow& standing = ranking.rows[i];
        row.set("reason", standing.decided_by && i > 0
                              ? text_json(reason_of(stage, ranking.division, standing, ranking.rows[i - 1]))
                              : Json());
        rows.push_back(std::move(row));
    }
    json.set("rows", std::move(rows));
    Json names{Json::Object{}};
    if (!ranking.rows.empty())
        for (const auto& [key, value] : ranking.rows.front().values)
            names.set(key, text_json(name_of_key(stage, ranking.division, key)));
    json.set("names", std::move(names));
    const Json* unranked = whole.find("unranked");
    json.set("unranked", unranked != nullptr ? *unranked : Json(Json::Array{}));
    // Who goes on is said when the stage's ranking is posted, not before.
    if (posted != nullptr) json.set("promoted", to_json(ranking.promoted));
    return json;
}

}  // namespace

std::vector<Resource> standings_views(const Contest& contest, const Stage& stage) {
    std::vector<Resource> views;
    const Result<StageStandings> standings = standings_of(contest, stage.id, Visibility::Published);
    if (!standings) return views;
    for (const Ranking& ranking : standings->rankings) {
        if (ranking.rows.empty() && ranking.unranked.empty()) continue;
        std::string key = key_of("standings", stage.id.text) + "/" + percent_encode(ranking.division.text);
        if (ranking.group) key += "/" + percent_encode(*ranking.group);
        views.emplace_back(std::move(key), ranking_json(contest, stage, ranking));
    }
    return views;
}

}  // namespace sandau::server
