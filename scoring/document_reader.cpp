#include "scoring/document_reader.h"

#include <algorithm>

namespace sandau {

namespace {

/// Beyond this a document is not worth reading on: hostile ones would fill the memory with problems.
constexpr std::size_t problems_max = 1000;
/// Digits of long numbers in one document, exponents written out.
constexpr std::size_t digits_max = 64u << 20;
/// What a number with an exponent may unfold to.
constexpr std::size_t exponent_digits = 15'000;

std::string_view type_of(const Json& value) {
    if (value.is_null()) return "@type.null";
    if (value.as_bool() != nullptr) return "@type.truth";
    if (value.as_number() != nullptr) return "@type.number";
    if (value.as_string() != nullptr) return "@type.text";
    if (value.as_array() != nullptr) return "@type.list";
    return "@type.object";
}

bool is_id(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    const auto part = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    return !text.empty() && text.size() <= 200 && letter(text.front()) &&
           std::all_of(text.begin(), text.end(), part);
}

}  // namespace

std::string path_to(std::string_view parent, std::string_view key) {
    std::string path(parent);
    if (!path.empty()) path += '.';
    path += key;
    return path;
}

std::string path_to(std::string_view parent, std::size_t index) {
    return std::string(parent) + '[' + std::to_string(index) + ']';
}

void DocumentReader::error(std::string path, std::string code, Arguments arguments) {
    error(std::move(path), Refusal{std::move(code), std::move(arguments), {}});
}

void DocumentReader::error(std::string path, Refusal refusal) {
    if (problems_.size() > problems_max) return;
    if (problems_.size() == problems_max) {
        problems_.push_back(
            {Severity::Error, {"document.too_many_problems", {{"max", std::to_string(problems_max)}}, {}}});
        return;
    }
    refusal.path = std::move(path);
    problems_.push_back({Severity::Error, std::move(refusal)});
}

void DocumentReader::wrong_type(const Json& found, std::string path, std::string_view expected) {
    error(std::move(path), "document.wrong_type",
          {{"found", std::string(type_of(found))}, {"expected", std::string(expected)}});
}

std::optional<std::string> DocumentReader::text(const Json& value, const std::string& path) {
    if (const std::string* found = value.as_string()) return *found;
    wrong_type(value, path, "@type.text");
    return std::nullopt;
}

std::optional<bool> DocumentReader::truth(const Json& value, const std::string& path) {
    if (const bool* found = value.as_bool()) return *found;
    wrong_type(value, path, "@type.truth");
    return std::nullopt;
}

std::optional<Rational> DocumentReader::number(const Json& value, const std::string& path, NumberForm form) {
    const Json::Number* number = value.as_number();
    const std::string* digits = number != nullptr ? &number->text : value.as_string();
    if (digits == nullptr) {
        wrong_type(value, path, "@type.number");
        return std::nullopt;
    }
    digits_read_ += digits->find_first_of("eE") == std::string::npos ? digits->size() : exponent_digits;
    if (digits_read_ > digits_max) {
        error(path, "document.too_many_digits");
        return std::nullopt;
    }
    Result<Rational> parsed = Rational::parse(*digits, number != nullptr ? NumberForm::Decimal : form);
    if (!parsed) {
        error(path, std::move(parsed.error()));
        return std::nullopt;
    }
    return *parsed;
}

std::optional<std::int64_t> DocumentReader::whole(const Json& value, const std::string& path,
                                                  std::int64_t min, std::int64_t max) {
    const std::optional<Rational> found = number(value, path, NumberForm::Decimal);
    if (!found) return std::nullopt;
    if (!found->is_whole()) {
        error(path, "document.not_whole", {{"found", found->text()}});
        return std::nullopt;
    }
    if (*found < Rational(min) || *found > Rational(max)) {
        error(path, "document.out_of_range",
              {{"found", found->text()}, {"min", std::to_string(min)}, {"max", std::to_string(max)}});
        return std::nullopt;
    }
    return found->as_int64();
}

Text DocumentReader::people_text(const Json& value, const std::string& path) {
    if (const std::string* plain = value.as_string()) return {*plain, *plain};
    if (value.as_object() == nullptr) {
        wrong_type(value, path, "@type.people_text");
        return {};
    }
    ObjectReader object(*this, value, path);
    Text result;
    result.vi = object.text("vi");
    result.en = object.text("en");
    return result;
}

std::optional<std::string> DocumentReader::id(const Json& value, const std::string& path) {
    std::optional<std::string> found = text(value, path);
    if (!found) return std::nullopt;
    if (!is_id(*found)) {
        error(path, "document.bad_id", {{"found", *found}});
        return std::nullopt;
    }
    return found;
}

const Json::Array* DocumentReader::array(const Json& value, const std::string& path) {
    const Json::Array* found = value.as_array();
    if (found == nullptr) wrong_type(value, path, "@type.list");
    return found;
}

ObjectReader::ObjectReader(DocumentReader& reader, const Json& value, std::string path)
    : reader_(reader), object_(value.as_object()), path_(std::move(path)) {
    if (object_ == nullptr) reader_.wrong_type(value, path_, "@type.object");
}

ObjectReader::~ObjectReader() {
    if (object_ == nullptr) return;
    std::string known;
    for (const auto& [key, value] : *object_) {
        if (is_comment(key) || known_.contains(key)) continue;
        if (known.empty()) {
            for (const std::string& one : known_) {
                known += known.empty() ? "" : ", ";
                known += one;
            }
        }
        reader_.error(at(key), "document.unknown_key", {{"key", key}, {"known", known}});
    }
}

const Json* ObjectReader::find(std::string_view key) {
    known_.emplace(key);
    if (object_ == nullptr) return nullptr;
    for (const auto& [name, value] : *object_)
        if (name == key) return &value;
    return nullptr;
}

const Json* ObjectReader::need(std::string_view key) {
    const Json* found = find(key);
    if (found == nullptr && object_ != nullptr)
        reader_.error(at(key), "document.missing_key", {{"key", std::string(key)}});
    return found;
}

void ObjectReader::misplaced(std::string_view key, const std::string& code, const Arguments& arguments) {
    if (object_ == nullptr || known_.contains(key)) return;
    const auto has_key = [&](const Json::Member& member) { return member.first == key; };
    if (std::none_of(object_->begin(), object_->end(), has_key)) return;
    known_.emplace(key);
    Arguments all{{"key", std::string(key)}};
    all.insert(all.end(), arguments.begin(), arguments.end());
    reader_.error(at(key), code, std::move(all));
}

std::optional<std::string> ObjectReader::id() {
    const Json* value = need("id");
    return value == nullptr ? std::nullopt : reader_.id(*value, at("id"));
}

Text ObjectReader::name() {
    const Json* value = find("name");
    return value == nullptr ? Text{} : reader_.people_text(*value, at("name"));
}

std::optional<Rational> ObjectReader::number(std::string_view key) {
    const Json* value = find(key);
    return value == nullptr ? std::nullopt : reader_.number(*value, at(key));
}

std::optional<std::int64_t> ObjectReader::whole(std::string_view key, std::int64_t min, std::int64_t max) {
    const Json* value = find(key);
    return value == nullptr ? std::nullopt : reader_.whole(*value, at(key), min, max);
}

bool ObjectReader::truth(std::string_view key, bool fallback) {
    const Json* value = find(key);
    return value == nullptr ? fallback : reader_.truth(*value, at(key)).value_or(fallback);
}

std::string ObjectReader::text(std::string_view key) {
    const Json* value = find(key);
    return value == nullptr ? std::string() : reader_.text(*value, at(key)).value_or("");
}

void UniqueIds::take(const std::string& id, const std::string& path) {
    if (!id.empty() && !seen_.insert(id).second) reader_.error(path, "document.repeated_id", {{"id", id}});
}

}  // namespace sandau
