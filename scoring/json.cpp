#include "scoring/json.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>

namespace sandau {

namespace {

/// Builds the value as the parser reports its parts. A returned false stops the parser with an error
/// code of ours; `refusal` then says why.
class Builder {
public:
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);

    using Error = boost::system::error_code;
    using View = boost::json::string_view;

    bool on_document_begin(Error&) { return true; }
    bool on_document_end(Error&) { return true; }
    bool on_object_begin(Error&) { return open(Json(Json::Object{})); }
    bool on_object_end(std::size_t, Error& error) {
        if (const std::string* key = repeated_key(*stack_.back().as_object())) {
            repeated = *key;
            error = boost::json::make_error_code(boost::json::error::extra_data);
            return false;
        }
        return close();
    }
    bool on_array_begin(Error&) { return open(Json(Json::Array{})); }
    bool on_array_end(std::size_t, Error&) { return close(); }
    bool on_key_part(View part, std::size_t, Error&) { return collect(part); }
    bool on_key(View part, std::size_t, Error&) {
        collect(part);
        keys_.push_back(std::move(text_));
        text_.clear();
        return true;
    }
    bool on_string_part(View part, std::size_t, Error&) { return collect(part); }
    bool on_string(View part, std::size_t, Error&) {
        collect(part);
        Json value(std::move(text_));
        text_.clear();
        return place(std::move(value));
    }
    bool on_number_part(View part, Error&) { return collect(part); }
    bool on_int64(std::int64_t, View part, Error&) { return number(part); }
    bool on_uint64(std::uint64_t, View part, Error&) { return number(part); }
    bool on_double(double, View part, Error&) { return number(part); }
    bool on_bool(bool value, Error&) { return place(Json(value)); }
    bool on_null(Error&) { return place(Json()); }
    bool on_comment_part(View, Error&) { return true; }
    bool on_comment(View, Error&) { return true; }

    Json root;
    std::string repeated;

private:
    bool collect(View part) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool number(View part) {
        collect(part);
        Json value(Json::Number{std::move(text_)});
        text_.clear();
        return place(std::move(value));
    }
    bool open(Json value) {
        stack_.push_back(std::move(value));
        return true;
    }
    bool close() {
        Json value = std::move(stack_.back());
        stack_.pop_back();
        return place(std::move(value));
    }
    bool place(Json value) {
        if (stack_.empty()) {
            root = std::move(value);
        } else if (Json::Array* array = stack_.back().as_array()) {
            array->push_back(std::move(value));
        } else {
            stack_.back().as_object()->emplace_back(std::move(keys_.back()), std::move(value));
            keys_.pop_back();
        }
        return true;
    }

    static const std::string* repeated_key(const Json::Object& object) {
        std::vector<const std::string*> keys;
        keys.reserve(object.size());
        for (const Json::Member& member : object) keys.push_back(&member.first);
        std::sort(keys.begin(), keys.end(), [](auto* a, auto* b) { return *a < *b; });
        const auto twice =
            std::adjacent_find(keys.begin(), keys.end(), [](auto* a, auto* b) { return *a == *b; });
        return twice == keys.end() ? nullptr : *twice;
    }

    std::vector<Json> stack_;
    std::vector<std::string> keys_;
    std::string text_;
};

Refusal at_position(std::string code, std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t line_start = before.rfind('\n');
    const std::size_t column =
        before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1) + 1;
    return {std::move(code), {{"line", std::to_string(line)}, {"column", std::to_string(column)}}, {}};
}

void write_string(std::string& out, std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (c == '\r') {
            out += "\\r";
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\u00";
            out += hex[byte >> 4];
            out += hex[byte & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

/// `indent` < 0: all on one line.
void write(std::string& out, const Json& value, int indent) {
    const auto new_line = [&](int level) {
        if (level < 0) return;
        out += '\n';
        out.append(static_cast<std::size_t>(level) * 2, ' ');
    };
    const int inner = indent < 0 ? indent : indent + 1;
    if (value.is_null()) {
        out += "null";
    } else if (const bool* truth = value.as_bool()) {
        out += *truth ? "true" : "false";
    } else if (const Json::Number* number = value.as_number()) {
        out += number->text;
    } else if (const std::string* text = value.as_string()) {
        write_string(out, *text);
    } else if (const Json::Array* array = value.as_array()) {
        out += '[';
        for (std::size_t i = 0; i < array->size(); ++i) {
            if (i > 0) out += ',';
            new_line(inner);
            write(out, (*array)[i], inner);
        }
        if (!array->empty()) new_line(indent);
        out += ']';
    } else {
        const Json::Object& object = *value.as_object();
        out += '{';
        for (std::size_t i = 0; i < object.size(); ++i) {
            if (i > 0) out += ',';
            new_line(inner);
            write_string(out, object[i].first);
            out += indent < 0 ? ":" : ": ";
            write(out, object[i].second, inner);
        }
        if (!object.empty()) new_line(indent);
        out += '}';
    }
}

}  // namespace

std::optional<std::int64_t> Json::as_int() const {
    const Number* number = as_number();
    if (number == nullptr) return std::nullopt;
    std::int64_t value = 0;
    const char* end = number->text.data() + number->text.size();
    const auto [stopped_at, error] = std::from_chars(number->text.data(), end, value);
    if (error != std::errc{} || stopped_at != end) return std::nullopt;
    return value;
}

const Json* Json::find(std::string_view key) const {
    const Object* object = as_object();
    if (object == nullptr) return nullptr;
    for (const Member& member : *object)
        if (member.first == key) return &member.second;
    return nullptr;
}

Json* Json::find(std::string_view key) {
    return const_cast<Json*>(std::as_const(*this).find(key));
}

Json& Json::set(std::string_view key, Json value) {
    if (is_null()) value_ = Object{};
    Object* object = as_object();
    CHECK(object != nullptr, "a member is set on an object");
    if (Json* there = find(key)) {
        *there = std::move(value);
    } else {
        object->emplace_back(std::string(key), std::move(value));
    }
    return *this;
}

void Json::push_back(Json value) {
    if (is_null()) value_ = Array{};
    Array* array = as_array();
    CHECK(array != nullptr, "an element is added to an array");
    array->push_back(std::move(value));
}

Result<Json> read_json(std::string_view text, JsonLimits limits) {
    if (text.size() > limits.bytes_max)
        return refuse("json.too_large", {{"max", std::to_string(limits.bytes_max)}});
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    boost::json::parse_options options;
    options.max_depth = limits.depth_max;
    boost::json::basic_parser<Builder> parser(options);
    boost::system::error_code error;
    std::size_t used = parser.write_some(false, text.data(), text.size(), error);
    if (!error && used < text.size()) error = boost::json::make_error_code(boost::json::error::extra_data);
    if (!error) return std::move(parser.handler().root);

    if (!parser.handler().repeated.empty()) {
        Refusal refusal = at_position("json.repeated_key", text, used);
        refusal.arguments.emplace_back("key", parser.handler().repeated);
        return tl::unexpected(std::move(refusal));
    }
    if (error == boost::json::error::too_deep)
        return refuse("json.too_deep", {{"max", std::to_string(limits.depth_max)}});
    return tl::unexpected(at_position("json.syntax", text, used));
}

std::string write_json(const Json& value) {
    std::string out;
    write(out, value, -1);
    return out;
}

std::string write_json_pretty(const Json& value) {
    std::string out;
    write(out, value, 0);
    out += '\n';
    return out;
}

}  // namespace sandau
