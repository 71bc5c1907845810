#include "documents/import_map.h"

#include <array>
#include <charconv>
#include <set>

#include "documents/text_decode.h"
#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

struct PlainTarget {
    std::string_view text;
    Target::Kind kind;
};
constexpr std::array<PlainTarget, 11> plain_targets = {
    {{"number", Target::Kind::Number},
     {"name", Target::Kind::Name},
     {"division", Target::Kind::Division},
     {"registered_at", Target::Kind::RegisteredAt},
     {"organization.name", Target::Kind::OrganizationName},
     {"organization.parent", Target::Kind::OrganizationParent},
     {"coach.name", Target::Kind::CoachName},
     {"coach.phone", Target::Kind::CoachPhone},
     {"coach.email", Target::Kind::CoachEmail},
     {"members[].name", Target::Kind::MembersNames},
     {"members[].birth", Target::Kind::MembersBirths}}};

constexpr std::array<std::pair<std::string_view, KeyField>, 5> key_fields = {
    {{"number", KeyField::Number},
     {"name", KeyField::Name},
     {"division", KeyField::Division},
     {"organization.name", KeyField::Organization},
     {"organization", KeyField::Organization}}};

/// "members[12]" → 12, and the rest behind "]."; nothing where it is not that.
std::optional<std::pair<std::size_t, std::string_view>> indexed(std::string_view text,
                                                                std::string_view list) {
    if (!text.starts_with(list)) return std::nullopt;
    text.remove_prefix(list.size());
    if (!text.starts_with('[')) return std::nullopt;
    const std::size_t close = text.find("].");
    std::size_t index = 0;
    if (close == std::string_view::npos || close < 2) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + close, index);
    if (error != std::errc{} || end != text.data() + close || index > 99) return std::nullopt;
    return std::pair{index, text.substr(close + 2)};
}

std::string step(std::string_view path, std::string_view key) {
    return std::string(path) + "." + std::string(key);
}

Result<void> read_columns(const Json& json, ImportMap& map) {
    const Json::Object* columns = json.as_object();
    if (columns == nullptr) return refuse("map.wrong_type", {{"wanted", "@type.object"}}, "columns");
    std::set<Target> seen;
    for (const auto& [header, said] : *columns) {
        const std::string path = step("columns", header);
        Target target;
        if (!said.is_null()) {
            const std::string* text = said.as_string();
            if (text == nullptr) return refuse("map.wrong_type", {{"wanted", "@type.text"}}, path);
            const std::optional<Target> read = read_target(*text);
            if (!read) return refuse("map.unknown_target", {{"target", *text}, {"header", header}}, path);
            if (!seen.insert(*read).second) return refuse("map.target_twice", {{"target", *text}}, path);
            target = *read;
        }
        map.columns.push_back({compose(header), target});
    }
    return {};
}

Result<void> read_values(const Json& json, ImportMap& map) {
    const Json::Object* targets = json.as_object();
    if (targets == nullptr) return refuse("map.wrong_type", {{"wanted", "@type.object"}}, "values");
    for (const auto& [target, meanings] : *targets) {
        const std::string path = step("values", target);
        if (target != "status" && !read_target(target))
            return refuse("map.unknown_target", {{"target", target}, {"header", ""}}, path);
        const Json::Object* pairs = meanings.as_object();
        if (pairs == nullptr) return refuse("map.wrong_type", {{"wanted", "@type.object"}}, path);
        ImportMap::Values& values = map.values.emplace_back();
        values.target = target;
        for (const auto& [from, to] : *pairs) {
            const std::string* text = to.as_string();
            if (text == nullptr)
                return refuse("map.wrong_type", {{"wanted", "@type.text"}}, step(path, from));
            values.meanings.emplace_back(compose(from), *text);
        }
    }
    return {};
}

Result<void> read_key(const Json& json, ImportMap& map) {
    const Json::Array* fields = json.as_array();
    if (fields == nullptr) return refuse("map.wrong_type", {{"wanted", "@type.list"}}, "key");
    for (std::size_t i = 0; i < fields->size(); ++i) {
        const std::string path = "key[" + std::to_string(i) + "]";
        const std::string* text = (*fields)[i].as_string();
        if (text == nullptr) return refuse("map.wrong_type", {{"wanted", "@type.text"}}, path);
        const auto* const found = std::find_if(key_fields.begin(), key_fields.end(),
                                               [&](const auto& field) { return field.first == *text; });
        if (found == key_fields.end()) return refuse("map.unknown_key_field", {{"field", *text}}, path);
        map.key.push_back(found->second);
    }
    return {};
}

}  // namespace

bool Target::is_of_run() const {
    return kind == Kind::RunItem || kind == Kind::RunTimeS || kind == Kind::RunTimeMs ||
           kind == Kind::RunStatus;
}

std::optional<Target> read_target(std::string_view text) {
    for (const PlainTarget& plain : plain_targets)
        if (plain.text == text) return Target{plain.kind, 0, {}};
    if (text.starts_with("scores.") && text.size() > 7)
        return Target{Target::Kind::Score, 0, std::string(text.substr(7))};
    if (const auto member = indexed(text, "members")) {
        if (member->second == "name") return Target{Target::Kind::MemberName, member->first, {}};
        if (member->second == "birth") return Target{Target::Kind::MemberBirth, member->first, {}};
    }
    if (const auto run = indexed(text, "runs")) {
        if (run->second == "time_s") return Target{Target::Kind::RunTimeS, run->first, {}};
        if (run->second == "time_ms") return Target{Target::Kind::RunTimeMs, run->first, {}};
        if (run->second == "status") return Target{Target::Kind::RunStatus, run->first, {}};
        if (run->second.starts_with("items.") && run->second.size() > 6)
            return Target{Target::Kind::RunItem, run->first, std::string(run->second.substr(6))};
    }
    return std::nullopt;
}

std::string target_text(const Target& target) {
    const auto of_list = [&](std::string_view list, const std::string& rest) {
        return std::string(list) + "[" + std::to_string(target.index) + "]." + rest;
    };
    switch (target.kind) {
        case Target::Kind::MemberName:
            return of_list("members", "name");
        case Target::Kind::MemberBirth:
            return of_list("members", "birth");
        case Target::Kind::RunItem:
            return of_list("runs", "items." + target.id);
        case Target::Kind::RunTimeS:
            return of_list("runs", "time_s");
        case Target::Kind::RunTimeMs:
            return of_list("runs", "time_ms");
        case Target::Kind::RunStatus:
            return of_list("runs", "status");
        case Target::Kind::Score:
            return "scores." + target.id;
        case Target::Kind::Extra:
            return "";
        case Target::Kind::Number:
        case Target::Kind::Name:
        case Target::Kind::Division:
        case Target::Kind::RegisteredAt:
        case Target::Kind::OrganizationName:
        case Target::Kind::OrganizationParent:
        case Target::Kind::CoachName:
        case Target::Kind::CoachPhone:
        case Target::Kind::CoachEmail:
        case Target::Kind::MembersNames:
        case Target::Kind::MembersBirths:
            break;
    }
    for (const PlainTarget& plain : plain_targets)
        if (plain.kind == target.kind) return std::string(plain.text);
    return "";
}

std::optional<std::string> ImportMap::meaning(std::string_view target, std::string_view value) const {
    for (const Values& of_target : values) {
        if (of_target.target != target) continue;
        for (const auto& [from, to] : of_target.meanings)
            if (from == value) return to;
        const std::string folded = fold_text(value);
        for (const auto& [from, to] : of_target.meanings)
            if (fold_text(from) == folded) return to;
    }
    return std::nullopt;
}

void ImportMap::set_meaning(std::string_view target, std::string_view value, std::string_view meaning_text) {
    auto found =
        std::find_if(values.begin(), values.end(), [&](const Values& of) { return of.target == target; });
    if (found == values.end()) found = values.insert(values.end(), Values{std::string(target), {}});
    for (auto& [from, to] : found->meanings) {
        if (from != value) continue;
        to = meaning_text;
        return;
    }
    found->meanings.emplace_back(value, meaning_text);
}

Result<ImportMap> read_import_map(std::string_view text) {
    const Result<Json> json = read_json(text, JsonLimits{.bytes_max = 1u << 20, .depth_max = 8});
    if (!json) return tl::unexpected(json.error());
    const Json::Object* keys = json->as_object();
    if (keys == nullptr) return refuse("map.wrong_type", {{"wanted", "@type.object"}});
    ImportMap map;
    for (const auto& [key, value] : *keys) {
        Result<void> read;
        if (key == "columns") {
            read = read_columns(value, map);
        } else if (key == "values") {
            read = read_values(value, map);
        } else if (key == "key") {
            read = read_key(value, map);
        } else if (!key.starts_with('_')) {
            return refuse("map.unknown_key", {{"key", key}}, key);
        }
        if (!read) return tl::unexpected(read.error());
    }
    return map;
}

Json write_import_map(const ImportMap& map) {
    Json json(Json::Object{});
    Json columns(Json::Object{});
    for (const ImportMap::Column& column : map.columns) {
        const std::string text = target_text(column.target);
        columns.set(column.header, text.empty() ? Json() : Json(text));
    }
    json.set("columns", std::move(columns));
    if (!map.values.empty()) {
        Json values(Json::Object{});
        for (const ImportMap::Values& of_target : map.values) {
            Json meanings(Json::Object{});
            for (const auto& [from, to] : of_target.meanings) meanings.set(from, to);
            values.set(of_target.target, std::move(meanings));
        }
        json.set("values", std::move(values));
    }
    if (!map.key.empty()) {
        Json key(Json::Array{});
        for (const KeyField wanted : map.key)
            for (const auto& [text, field] : key_fields)
                if (field == wanted) {
                    key.push_back(Json(text));
                    break;
                }
        json.set("key", std::move(key));
    }
    return json;
}

}  // namespace sandau::documents
