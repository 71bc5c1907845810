#include "scoring/swiss_state.h"

#include <charconv>

#include "scoring/document_reader.h"
#include "scoring/json.h"

namespace sandau {

namespace {

class StateReader {
public:
    StateReader(const Json& document, SwissStateReading& reading)
        : reader_(reading.problems), state_(reading.state) {
        ObjectReader object(reader_, document, {});
        if (!object.is_object()) return;
        const Json* teams = object.need("teams");
        const Json* points = object.find("points");
        const Json* met = object.find("met");
        const Json* byes = object.find("byes");
        if (teams == nullptr) return;
        const std::optional<std::int64_t> count =
            reader_.whole(*teams, "teams", 1, static_cast<std::int64_t>(swiss_entries_max));
        if (!count) return;
        count_ = *count;
        state_.points.assign(static_cast<std::size_t>(count_), 0);
        if (points != nullptr) read_points(*points);
        if (met != nullptr) read_met(*met);
        if (byes != nullptr) read_byes(*byes);
    }

private:
    void read_points(const Json& points) {
        const Json::Object* members = points.as_object();
        if (members == nullptr) return reader_.wrong_type(points, "points", "@type.object");
        for (const auto& [key, value] : *members) {
            if (is_comment(key)) continue;
            const std::string path = path_to("points", key);
            std::int64_t team = 0;
            const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), team);
            if (error != std::errc{} || std::to_string(team) != key || team < 1 || team > count_) {
                unknown_team(path, key);
                continue;
            }
            const std::optional<Rational> number = reader_.number(value, path);
            if (number) state_.points[static_cast<std::size_t>(team) - 1] = *number;
        }
    }

    void read_met(const Json& met) {
        const Json::Array* pairs = reader_.array(met, "met");
        for (std::size_t i = 0; pairs != nullptr && i < pairs->size(); ++i) {
            const std::string path = path_to("met", i);
            const Json::Array* pair = reader_.array((*pairs)[i], path);
            if (pair == nullptr) continue;
            if (pair->size() != 2) {
                reader_.error(path, "pairing.two_teams", {{"found", std::to_string(pair->size())}});
                continue;
            }
            const std::optional<std::size_t> a = team((*pair)[0], path_to(path, std::size_t{0}));
            const std::optional<std::size_t> b = team((*pair)[1], path_to(path, std::size_t{1}));
            if (!a || !b) continue;
            if (*a == *b) {
                reader_.error(path, "pairing.met_itself", {{"team", std::to_string(*a + 1)}});
                continue;
            }
            state_.met.push_back({*a, *b});
        }
    }

    void read_byes(const Json& byes) {
        const Json::Array* teams = reader_.array(byes, "byes");
        for (std::size_t i = 0; teams != nullptr && i < teams->size(); ++i)
            if (const std::optional<std::size_t> one = team((*teams)[i], path_to("byes", i)))
                state_.had_bye.push_back(*one);
    }

    std::optional<std::size_t> team(const Json& value, const std::string& path) {
        if (value.as_number() == nullptr) {
            reader_.wrong_type(value, path, "@type.whole");
            return std::nullopt;
        }
        const std::optional<std::int64_t> found = value.as_int();
        if (!found || *found < 1 || *found > count_) {
            unknown_team(path, value.as_number()->text);
            return std::nullopt;
        }
        return static_cast<std::size_t>(*found) - 1;
    }

    void unknown_team(const std::string& path, const std::string& found) {
        reader_.error(path, "pairing.unknown_team", {{"found", found}, {"teams", std::to_string(count_)}});
    }

    DocumentReader reader_;
    SwissState& state_;
    std::int64_t count_ = 0;
};

}  // namespace

SwissStateReading read_swiss_state(std::string_view text) {
    SwissStateReading reading;
    const Result<Json> document = read_json(text);
    if (!document) {
        reading.problems.push_back({Severity::Error, document.error()});
        return reading;
    }
    StateReader(*document, reading);
    return reading;
}

}  // namespace sandau
