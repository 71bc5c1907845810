#include "station/rules_fields.h"

#include <QRegularExpression>

#include "documents/dates.h"
#include "documents/exact_number.h"
#include "station/rank_words.h"
#include "station/run_steps.h"
#include "station/typed_numbers.h"

namespace sandau::station {

namespace {

constexpr qsizetype text_letters_max = 4000;  // formulas are texts, too
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

    QString named(const Text& name, const std::string& id) const {
        return name.empty() ? text_of(id) : words_.say(name);
    }

    QString shown(Kind kind, const Json& json) const {
        if (const std::string* text = json.as_string()) return text_of(*text);
        const Json::Number* number = json.as_number();
        if (number == nullptr) return {};
        const auto whole = json.as_int();
        if (kind == Kind::Time && whole) return words_.figure((Rational(*whole) / Rational(1000)).text());
        return kind == Kind::Whole && whole ? words_.count(*whole) : words_.figure(number->text);
    }
    void add(const QString& what, Kind kind, Path path) {
        const Json* json = at(document_, path);
        const QString value = json != nullptr ? shown(kind, *json) : QString();
        fields_.push_back({section_, what, value, kind, std::move(path)});
    }
    void add_where_given(const QString& what, Kind kind, Path path) {
        if (const Json* json = at(document_, path); json != nullptr && json->as_number() != nullptr)
            add(what, kind, std::move(path));
    }
    /// Words for people: in both languages, or one text for all.
    void add_words(const QString& what, const Path& path) {
        const Json* json = at(document_, path);
        add(what, Kind::Text, json != nullptr && json->as_string() != nullptr ? path : path / "vi");
    }
    void name(const Path& of) {
        add_words(say({"Tên", "Name in Vietnamese"}), of / "name");
        const Json* json = at(document_, of / "name");
        if (json == nullptr || json->as_string() == nullptr)
            add(say({"Tên tiếng Anh", "Name in English"}), Kind::Text, of / "name" / "en");
    }

    void contest() {
        section_ = say({"Cuộc thi", "Contest"});
        name({});
        add(say({"Lần thứ", "Edition"}), Kind::Whole, {"edition"});
        add(say({"Năm", "Year"}), Kind::Number, {"year"});
        constexpr std::pair<const char*, Phrase> about[] = {{"organizer", {"Ban Tổ chức", "Organizer"}},
                                                            {"host", {"Đơn vị đăng cai", "Host"}},
                                                            {"venue", {"Địa điểm", "Venue"}}};
        for (const auto& [key, words] : about) add(say(words), Kind::Text, {"about", key});
        add(say({"Hạn đăng ký (năm-tháng-ngày)", "Registration closes (y-m-d)"}), Kind::Date,
            {"about", "registration_closes"});
        if (const Json* days = at(document_, {"about", "onsite"});
            days != nullptr && days->as_array() != nullptr)
            for (std::size_t i = 0; i < days->as_array()->size(); ++i)
                add(say({"Ngày thi %1 (năm-tháng-ngày)", "Day %1 (y-m-d)"}).arg(i + 1), Kind::Date,
                    Path{"about", "onsite"} / i);
    }

    void division(std::size_t i) {
        const Path path = Path{"divisions"} / i;
        section_ = named(definition_.divisions[i].name, definition_.divisions[i].id.text);
        name(path);
        if (at(document_, path / "eligibility" / "birth") != nullptr) {
            add(say({"Sinh từ ngày (năm-tháng-ngày)", "Born from (y-m-d)"}), Kind::Date,
                path / "eligibility" / "birth" / 0);
            add(say({"Sinh đến ngày (năm-tháng-ngày)", "Born until (y-m-d)"}), Kind::Date,
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
            section_ = say({"Bài thi: %1", "Game: %1"}).arg(named(game.name, game.id.text));
            const Path path = Path{"games"} / game.id.text;
            name(path);
            if (game.limit_ms)
                add(say({"Thời gian tối đa (giây)", "Time limit (s)"}), Kind::Time,
                    path / "time" / "limit_ms");
            for (std::size_t i = 0; i < game.periods.size(); ++i) {
                const Period& period = game.periods[i];
                add(say({"Hiệp “%1” (giây)", "Period “%1” (s)"}).arg(named(period.name, period.id)),
                    Kind::Time, path / "periods" / i / "ms");
            }
            for (std::size_t i = 0; i < game.items.size(); ++i) item(path / "items" / i, game.items[i]);
            for (std::size_t i = 0; i < game.derived.size(); ++i)
                add(say({"Cách tính “%1”", "How “%1” is computed"}).arg(text_of(game.derived[i].id)),
                    Kind::Text, path / "derived" / i / "formula");
            for (std::size_t i = 0; i < game.validate.size(); ++i) {
                add(say({"Phiếu đúng khi", "A sheet is right when"}), Kind::Text,
                    path / "validate" / i / "formula");
                add_words(say({"Câu báo khi sai", "Said when it is not"}), path / "validate" / i / "message");
            }
            for (std::size_t i = 0; i < game.instant_win.size(); ++i) {
                const InstantWin& win = game.instant_win[i];
                add(say({"Thắng tuyệt đối “%1” khi", "Instant win “%1” when"}).arg(named(win.name, win.id)),
                    Kind::Text, path / "instant_win" / i / "when");
            }
        }
    }

    void item(const Path& path, const Item& item) {
        const QString called = named(item.name, item.id);
        const auto number = [&](Phrase what, const Path& where) {
            add(say(what).arg(called), Kind::Number, where);
        };
        constexpr Phrase points{"%1: điểm", "%1: points"}, least{"%1: ít nhất", "%1: at least"},
            most{"%1: nhiều nhất", "%1: at most"};
        add_words(called, path / "name");
        switch (item.kind) {
            case ItemKind::Count:
            case ItemKind::Number:
                number(points, path / "points");
                number(least, path / "min");
                number(most, path / "max");
                break;
            case ItemKind::Flag:
                number(points, path / "points");
                break;
            case ItemKind::Penalty:
                number(points, path / "points");
                number(most, path / "max");
                number({"%1: truất quyền từ lần thứ", "%1: disqualified from"}, path / "dsq_at");
                break;
            case ItemKind::Choice:
                for (std::size_t i = 0; i < item.options.size(); ++i)
                    add(say({"%1 – %2: điểm", "%1 – %2: points"})
                            .arg(called, named(item.options[i].name, item.options[i].id)),
                        Kind::Number, path / "options" / i / "points");
                break;
            case ItemKind::Table:
                for (std::size_t i = 0; i < item.table_points.size(); ++i)
                    add(say({"%1: điểm cho %2", "%1: points for %2"})
                            .arg(called, words_.count(static_cast<std::int64_t>(i))),
                        Kind::Number, path / "points" / i);
                number(most, path / "max");
                break;
            case ItemKind::Time:
                add(say(most).arg(called), Kind::Time, path / "max");
                break;
        }
    }

    void rubrics() {
        for (const Rubric& rubric : definition_.rubrics) {
            section_ = say({"Phiếu chấm: %1", "Rubric: %1"}).arg(named(rubric.name, rubric.id.text));
            const Path path = Path{"rubrics"} / rubric.id.text / "criteria";
            for (std::size_t i = 0; i < rubric.criteria.size(); ++i) {
                const Criterion& one = rubric.criteria[i];
                const QString called = named(one.name, one.id);
                add_words(called, path / i / "name");
                add(say({"%1: điểm tối đa", "%1: at most"}).arg(called), Kind::Number, path / i / "max");
                add(say({"%1: hệ số", "%1: weight"}).arg(called), Kind::Number, path / i / "weight");
            }
        }
    }

    void stage(std::size_t i) {
        const Stage& stage = definition_.stages[i];
        const Path path = Path{"stages"} / i;
        section_ = say({"Vòng: %1", "Stage: %1"}).arg(named(stage.name, stage.id.text));
        name(path);
        play_of(path);
        if (stage.promote) {
            add(say({"Số đội vào vòng sau", "How many go on"}), Kind::Whole, path / "promote" / "top");
            add(say({"Số đội dự bị", "Reserves"}), Kind::Whole, path / "promote" / "reserves");
        }
        add_where_given(say({"Điểm tối thiểu để đi tiếp", "Least score that goes on"}), Kind::Number,
                        path / "promote" / "min" / "value");
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

    void play_of(const Path& path) {
        add_where_given(say({"Số lượt thi", "Attempts"}), Kind::Whole, path / "attempts");
        const QString prepares = say({"Chuẩn bị (giây)", "Time to prepare (s)"});
        add_where_given(prepares, Kind::Time, path / "prep_ms");
        for (const Division& one : definition_.divisions)
            add_where_given(prepares + QStringLiteral(" – ") + named(one.name, one.id.text), Kind::Time,
                            path / "prep_ms" / one.id.text);
        constexpr std::pair<const char*, Phrase> table_points[] = {
            {"win", {"Điểm trận thắng", "Points for a win"}},
            {"draw", {"Điểm trận hòa", "Points for a draw"}},
            {"loss", {"Điểm trận thua", "Points for a loss"}}};
        for (const auto& [key, words] : table_points)
            add_where_given(say(words), Kind::Number, path / "table_points" / key);
        add_where_given(say({"Số giám khảo một hội đồng", "Judges on a panel"}), Kind::Whole,
                        path / "panel" / "size");
        add_where_given(say({"Số phiếu ít nhất", "Sheets, at least"}), Kind::Whole, path / "panel" / "min");
        add_where_given(say({"Chênh lệch phải xem lại", "Spread that is reviewed"}), Kind::Number,
                        path / "discrepancy" / "threshold");
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
                const QString called = named(text, id);
                add_words(say({"%1: tên", "%1: name in Vietnamese"}).arg(called), path / list / t / "name");
                add(say({"%1: số giải", "%1: how many"}).arg(called), Kind::Whole, path / list / t / "max");
                add(say({"%1: tiền thưởng", "%1: money"}).arg(called), Kind::Whole,
                    path / list / t / "money");
                add_where_given(say({"%1: điểm tối thiểu", "%1: least score"}).arg(called), Kind::Number,
                                path / list / t / "min" / "value");
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

/// "90", "90,5", "1:30": whole milliseconds, or nothing.
std::optional<Json> milliseconds(const QString& text) {
    static const QRegularExpression pattern(
        QStringLiteral("^(?:([0-9]{1,4}):(?=[0-5]?[0-9](?:[.,]|$)))?([0-9]{1,6})(?:[.,]([0-9]{1,3}))?$"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch()) return std::nullopt;
    const auto part = [&](int number) -> std::int64_t { return match.captured(number).toLongLong(); };
    const std::int64_t fraction_ms = match.captured(3).leftJustified(3, u'0').toLongLong();
    return Json((part(1) * 60 + part(2)) * 1000 + fraction_ms);
}

}  // namespace

std::vector<RuleField> rule_fields(const Words& words, const Definition& definition, const Json& document) {
    return Collector(words, definition, document).take();
}

std::optional<Json> typed_value(Kind kind, const QString& typed) {
    const QString text = typed.trimmed();
    if (text.isEmpty() || text == QStringLiteral("–")) return Json();
    switch (kind) {
        case Kind::Text:
            if (text.size() > text_letters_max) return std::nullopt;
            return Json(text.toStdString());
        case Kind::Date: {
            constexpr int year_max = 2199;
            const documents::ReadDate date = documents::read_date(text.toStdString(), year_max);
            if (date.fault != documents::DateFault::None || date.iso.find('T') != std::string::npos)
                return std::nullopt;
            return Json(date.iso);
        }
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
            if (reads_two_ways(text)) return std::nullopt;
            const std::optional<std::string> number = documents::exact_number(text.toStdString());
            if (!number) return std::nullopt;
            return Json(Json::Number{*number});
        }
        case Kind::Time:
            if (reads_two_ways(text)) return std::nullopt;
            return milliseconds(text);
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
