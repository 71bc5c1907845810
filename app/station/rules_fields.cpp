#include "station/rules_fields.h"

#include <QRegularExpression>

#include "documents/exact_number.h"
#include "station/rank_words.h"
#include "station/run_steps.h"

namespace sandau::station {

namespace {

using Kind = RuleField::Kind;
using Path = std::vector<std::string>;

std::optional<std::size_t> index_of(const std::string& step) {
    if (step.empty() || step.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    return static_cast<std::size_t>(std::stoul(step));
}

Json* child(Json& json, const std::string& step) {
    if (Json::Array* items = json.as_array()) {
        const auto index = index_of(step);
        return index && *index < items->size() ? &(*items)[*index] : nullptr;
    }
    return json.find(step);
}

const Json* at(const Json& document, const Path& path) {
    const Json* json = &document;
    for (const std::string& step : path) {
        if (json == nullptr) return nullptr;
        if (const Json::Array* items = json->as_array()) {
            const auto index = index_of(step);
            json = index && *index < items->size() ? &(*items)[*index] : nullptr;
        } else {
            json = json->find(step);
        }
    }
    return json;
}

/// A path with more steps behind it.
Path operator/(Path path, const std::string& step) {
    path.push_back(step);
    return path;
}
Path operator/(Path path, std::size_t index) {
    return std::move(path) / std::to_string(index);
}

/// Collects the fields of one document.
class Collector {
public:
    Collector(const Words& words, const Definition& definition, const Json& document)
        : words_(words), definition_(definition), document_(document) {}

    std::vector<RuleField> take() {
        contest();
        for (std::size_t i = 0; i < definition_.divisions.size(); ++i) division(i);
        games();
        rubrics();
        for (std::size_t i = 0; i < definition_.stages.size(); ++i) stage(i);
        for (std::size_t i = 0; i < definition_.awards.size(); ++i) awards(i);
        return std::move(fields_);
    }

private:
    QString say(const Phrase& phrase) const { return words_.say(phrase); }

    void add(const QString& what, Kind kind, Path path) {
        QString value;
        if (const Json* json = at(document_, path)) {
            if (const std::string* text = json->as_string()) value = text_of(*text);
            if (const Json::Number* number = json->as_number()) {
                const auto whole = json->as_int();
                value = kind == Kind::Whole && whole ? words_.count(*whole) : words_.figure(number->text);
            }
        }
        fields_.push_back({section_, what, value, kind, std::move(path)});
    }
    void show(const QString& what, const QString& value) {
        fields_.push_back({section_, what, value, Kind::Fixed, {}});
    }
    void name(const Path& of) {
        add(say({"Tên", "Name in Vietnamese"}), Kind::Text, of / "name" / "vi");
        add(say({"Tên tiếng Anh", "Name in English"}), Kind::Text, of / "name" / "en");
    }

    void contest() {
        section_ = say({"Cuộc thi", "Contest"});
        name({});
        add(say({"Lần thứ", "Edition"}), Kind::Whole, {"edition"});
        add(say({"Năm", "Year"}), Kind::Number, {"year"});
        constexpr std::pair<const char*, Phrase> about[] = {
            {"organizer", {"Ban Tổ chức", "Organizer"}},
            {"host", {"Đơn vị đăng cai", "Host"}},
            {"venue", {"Địa điểm", "Venue"}},
            {"registration_closes", {"Hạn đăng ký (năm-tháng-ngày)", "Registration closes (y-m-d)"}}};
        for (const auto& [key, words] : about) add(say(words), Kind::Text, {"about", key});
        if (const Json* days = at(document_, {"about", "onsite"});
            days != nullptr && days->as_array() != nullptr)
            for (std::size_t i = 0; i < days->as_array()->size(); ++i)
                add(say({"Ngày thi %1 (năm-tháng-ngày)", "Day %1 (y-m-d)"}).arg(i + 1), Kind::Text,
                    Path{"about", "onsite"} / i);
    }

    void division(std::size_t i) {
        const Path path = Path{"divisions"} / i;
        section_ = words_.say(definition_.divisions[i].name);
        if (section_.isEmpty()) section_ = text_of(definition_.divisions[i].id.text);
        name(path);
        if (at(document_, path / "eligibility" / "birth") != nullptr) {
            add(say({"Sinh từ ngày (năm-tháng-ngày)", "Born from (y-m-d)"}), Kind::Text,
                path / "eligibility" / "birth" / 0);
            add(say({"Sinh đến ngày (năm-tháng-ngày)", "Born until (y-m-d)"}), Kind::Text,
                path / "eligibility" / "birth" / 1);
        }
        if (at(document_, path / "eligibility" / "authors") != nullptr) {
            add(say({"Số thành viên ít nhất", "Members, at least"}), Kind::Whole,
                path / "eligibility" / "authors" / "min");
            add(say({"Số thành viên nhiều nhất", "Members, at most"}), Kind::Whole,
                path / "eligibility" / "authors" / "max");
        }
    }

    void games() {
        for (const Game& game : definition_.games) {
            const QString named = game.name.empty() ? text_of(game.id.text) : words_.say(game.name);
            section_ = say({"Bài thi: %1", "Game: %1"}).arg(named);
            name(Path{"games"} / game.id.text);
            for (std::size_t i = 0; i < game.items.size(); ++i) {
                const Item& item = game.items[i];
                const QString item_name = item.name.empty() ? text_of(item.id) : words_.say(item.name);
                QStringList facts;
                if (item.points)
                    facts << say({"%1 điểm", "%1 points"}).arg(words_.figure(item.points->text()));
                if (item.max) facts << say({"tối đa %1", "at most %1"}).arg(words_.figure(item.max->text()));
                show(item_name, facts.join(QStringLiteral(", ")));
            }
            for (const Derived& derived : game.derived)
                show(say({"Cách tính “%1”", "How “%1” is computed"}).arg(text_of(derived.id)),
                     text_of(derived.formula.text));
        }
    }

    void rubrics() {
        for (const Rubric& rubric : definition_.rubrics) {
            section_ = say({"Phiếu chấm: %1", "Rubric: %1"})
                           .arg(rubric.name.empty() ? text_of(rubric.id.text) : words_.say(rubric.name));
            const Path path = Path{"rubrics"} / rubric.id.text / "criteria";
            for (std::size_t i = 0; i < rubric.criteria.size(); ++i) {
                const Criterion& one = rubric.criteria[i];
                const QString named = one.name.empty() ? text_of(one.id) : words_.say(one.name);
                add(named, Kind::Text, path / i / "name" / "vi");
                add(say({"%1: điểm tối đa", "%1: at most"}).arg(named), Kind::Number, path / i / "max");
                add(say({"%1: hệ số", "%1: weight"}).arg(named), Kind::Number, path / i / "weight");
            }
        }
    }

    void stage(std::size_t i) {
        const Stage& stage = definition_.stages[i];
        const Path path = Path{"stages"} / i;
        section_ = say({"Vòng: %1", "Stage: %1"})
                       .arg(stage.name.empty() ? text_of(stage.id.text) : words_.say(stage.name));
        name(path);
        if (stage.promote) {
            add(say({"Số đội vào vòng sau", "How many go on"}), Kind::Whole, path / "promote" / "top");
            add(say({"Số đội dự bị", "Reserves"}), Kind::Whole, path / "promote" / "reserves");
        }
        const Json* keys = at(document_, path / "rank");
        if (keys == nullptr || keys->as_array() == nullptr) return;
        for (std::size_t k = 0; k < keys->as_array()->size(); ++k) {
            const Json* key = (*keys->as_array())[k].find("key");
            const std::string* text = key != nullptr ? key->as_string() : nullptr;
            const QString what = say({"Xếp hạng, xét thứ %1", "Ranking, key %1"}).arg(k + 1);
            const QString value = text != nullptr ? key_name(words_, stage, *text)
                                                  : say({"Ban Tổ chức quyết định", "the committee decides"});
            fields_.push_back(
                {section_, what, value, text != nullptr ? Kind::Key : Kind::Fixed, path / "rank" / k});
        }
    }

    void awards(std::size_t i) {
        const Awards& scheme = definition_.awards[i];
        const Path path = Path{"awards"} / i;
        section_ = scheme.name.empty() ? say({"Giải thưởng", "Awards"}) : words_.say(scheme.name);
        for (const auto& [list, size] :
             {std::pair{"tiers", scheme.tiers.size()}, std::pair{"specials", scheme.specials.size()}}) {
            for (std::size_t t = 0; t < size; ++t) {
                const bool tier = list == std::string("tiers");
                const Text& text = tier ? scheme.tiers[t].name : scheme.specials[t].name;
                const std::string& id = tier ? scheme.tiers[t].id.text : scheme.specials[t].id.text;
                const QString named = text.empty() ? text_of(id) : words_.say(text);
                add(say({"%1: tên", "%1: name in Vietnamese"}).arg(named), Kind::Text,
                    path / list / t / "name" / "vi");
                add(say({"%1: số giải", "%1: how many"}).arg(named), Kind::Whole, path / list / t / "max");
                add(say({"%1: tiền thưởng", "%1: money"}).arg(named), Kind::Whole, path / list / t / "money");
            }
        }
        add(say({"Tổng tiền thưởng nhiều nhất", "Money in all, at most"}), Kind::Whole, path / "budget_max");
        add(say({"Số ngày niêm yết", "Days of posting"}), Kind::Whole, path / "publish_days");
    }

    const Words& words_;
    const Definition& definition_;
    const Json& document_;
    QString section_;
    std::vector<RuleField> fields_;
};

}  // namespace

std::vector<RuleField> rule_fields(const Words& words, const Definition& definition, const Json& document) {
    return Collector(words, definition, document).take();
}

std::optional<Json> typed_value(Kind kind, const QString& typed) {
    const QString text = typed.trimmed();
    if (text.isEmpty() || text == QStringLiteral("–")) return Json();
    switch (kind) {
        case Kind::Text:
            return Json(text.toStdString());
        case Kind::Whole: {
            // "10.000.000" and "10,000,000" are ten million; "12,5" awards are none.
            static const QRegularExpression whole(
                QStringLiteral("^([0-9]{1,15}|[0-9]{1,3}([., ][0-9]{3}){1,4})$"));
            if (!whole.match(text).hasMatch()) return std::nullopt;
            QString digits = text;
            digits.remove(QRegularExpression(QStringLiteral("[., ]")));
            return Json(static_cast<std::int64_t>(digits.toLongLong()));
        }
        case Kind::Number: {
            const std::optional<std::string> number = documents::exact_number(text.toStdString());
            if (!number) return std::nullopt;
            return Json(Json::Number{*number});
        }
        case Kind::Fixed:
        case Kind::Key:
            return std::nullopt;
    }
    return std::nullopt;
}

void put_rule(Json& document, const Path& path, Json value) {
    Json* json = &document;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        Json* next = child(*json, path[i]);
        if (next == nullptr) {
            if (value.is_null() || json->as_array() != nullptr) return;
            json->set(path[i], Json(Json::Object{}));
            next = json->find(path[i]);
        }
        json = next;
    }
    if (Json::Array* items = json->as_array()) {
        const auto index = index_of(path.back());
        if (index && *index < items->size() && !value.is_null()) (*items)[*index] = std::move(value);
        return;
    }
    if (!value.is_null()) {
        json->set(path.back(), std::move(value));
    } else if (Json::Object* members = json->as_object()) {
        std::erase_if(*members, [&](const Json::Member& member) { return member.first == path.back(); });
    }
}

bool move_rule_key(Json& document, const Path& path, int by) {
    Json* keys = &document;
    for (std::size_t i = 0; i + 1 < path.size(); ++i)
        if (keys = child(*keys, path[i]); keys == nullptr) return false;
    Json::Array* items = keys->as_array();
    const auto from = index_of(path.back());
    if (items == nullptr || !from) return false;
    const auto to = static_cast<std::ptrdiff_t>(*from) + by;
    if (to < 0 || to >= static_cast<std::ptrdiff_t>(items->size())) return false;
    Json& other = (*items)[static_cast<std::size_t>(to)];
    // Whom the committee puts in order stays the last.
    if (other.find("key") == nullptr) return false;
    std::swap((*items)[*from], other);
    return true;
}

}  // namespace sandau::station
