#include "server/parse.h"

#include <algorithm>
#include <charconv>

#include "scoring/record.h"

namespace sandau::server {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// The next part up to the separator, taken off `text`.
std::string_view take_part(std::string_view& text, char separator) {
    const std::size_t at = text.find(separator);
    const std::string_view part = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    return part;
}

bool same_folded(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

bool is_ipv4(std::string_view text) {
    int parts = 0;
    while (!text.empty()) {
        const std::string_view part = take_part(text, '.');
        if (part.empty() || part.size() > 3 || !std::all_of(part.begin(), part.end(), is_digit)) return false;
        ++parts;
    }
    return parts == 4;
}

struct CommandRequest {
    std::string id;
    std::string kind;
    std::map<std::string, Seq> expect;
    Json payload{Json::Object{}};
    bool operator==(const CommandRequest&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("kind", self.kind);
        visit("expect", self.expect);
        visit("payload", self.payload);
    }
};

struct SignInRequest {
    std::string name;
    std::string password;
    std::string code;
    bool operator==(const SignInRequest&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("name", self.name);
        visit("password", self.password);
        visit("code", self.code);
    }
};

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            plain += ' ';
        } else if (text[i] != '%') {
            plain += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            plain += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return plain;
}

std::string percent_encode(std::string_view text, AboveAscii above) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_letter(c) || is_digit(c) || (byte >= 0x80 && above == AboveAscii::Kept) ||
            std::string_view("-._~").find(c) != std::string_view::npos) {
            encoded += c;
        } else {
            encoded += '%';
            encoded += digits[byte >> 4];
            encoded += digits[byte & 15];
        }
    }
    return encoded;
}

std::map<std::string, std::string> parse_query(std::string_view query) {
    std::map<std::string, std::string> pairs;
    for (int count = 0; !query.empty() && count < 32; ++count) {
        std::string_view value = take_part(query, '&');
        const std::string_view name = take_part(value, '=');
        auto plain_name = percent_decode(name);
        auto plain_value = percent_decode(value);
        if (plain_name && plain_value && !plain_name->empty())
            pairs.emplace(std::move(*plain_name), std::move(*plain_value));
    }
    return pairs;
}

std::string_view cookie_value(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        std::string_view value = trimmed(take_part(header, ';'));
        if (take_part(value, '=') == name) return value;
    }
    return {};
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
    while (!if_none_match.empty()) {
        std::string_view tag = trimmed(take_part(if_none_match, ','));
        if (tag == "*") return true;
        if (tag.starts_with("W/")) tag.remove_prefix(2);
        if (tag == etag) return true;
    }
    return false;
}

bool accepts_gzip(std::string_view accept_encoding) {
    while (!accept_encoding.empty()) {
        std::string_view quality = trimmed(take_part(accept_encoding, ','));
        const std::string_view coding = trimmed(take_part(quality, ';'));
        quality = trimmed(quality);
        if (coding == "gzip" && quality != "q=0" && !quality.starts_with("q=0.0")) return true;
    }
    return false;
}

bool host_is_ours(std::string_view host, const std::vector<std::string>& names) {
    if (host.empty()) return false;
    if (host.front() == '[') {
        const std::size_t end = host.find(']');
        return end != std::string_view::npos && (end + 1 == host.size() || host[end + 1] == ':');
    }
    const std::size_t colon = host.find(':');
    if (colon != std::string_view::npos) {
        const std::string_view port = host.substr(colon + 1);
        if (!std::all_of(port.begin(), port.end(), is_digit)) return false;
        host = host.substr(0, colon);
    }
    return same_folded(host, "localhost") || is_ipv4(host) ||
           std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return same_folded(host, name); });
}

bool origin_is_ours(std::string_view origin, std::string_view host) {
    for (const std::string_view scheme : {"http://", "https://"})
        if (origin.starts_with(scheme)) return same_folded(origin.substr(scheme.size()), host);
    return false;
}

std::optional<EventId> parse_event_id(std::string_view text) {
    const std::size_t dot = text.rfind('.');
    if (dot == std::string_view::npos || text.size() > 128) return std::nullopt;
    EventId id{std::string(text.substr(0, dot)), 0};
    const std::string_view number = text.substr(dot + 1);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), id.seq);
    if (error != std::errc() || end != number.data() + number.size() || id.seq < 0) return std::nullopt;
    return id;
}

std::optional<SocketAddress> parse_socket_address(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    SocketAddress address;
    std::string_view host = text.substr(0, colon);
    if (host.front() == '[' && host.back() == ']' && host.size() > 2) {
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string_view::npos) {
        return std::nullopt;
    }
    address.host = std::string(host);
    const std::string_view port = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (error != std::errc() || end != port.data() + port.size()) return std::nullopt;
    return address;
}

Result<Command> read_command(std::string_view body) {
    const Result<Json> json = read_json(body, {.bytes_max = body.size(), .depth_max = 32});
    if (!json) return tl::unexpected(json.error());
    Result<CommandRequest> request = from_json<CommandRequest>(*json);
    if (!request) return tl::unexpected(request.error());
    // Long enough to be nobody else's by chance, short enough to be kept for ever.
    const auto id_sign = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; };
    if (request->id.size() < 8 || request->id.size() > 64 ||
        !std::all_of(request->id.begin(), request->id.end(), id_sign))
        return refuse("command.id_form", {}, "id");
    const auto kind_sign = [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '.'; };
    if (request->kind.empty() || request->kind.size() > 64 ||
        !std::all_of(request->kind.begin(), request->kind.end(), kind_sign))
        return refuse("command.kind_form", {}, "kind");
    if (request->payload.is_null()) request->payload = Json(Json::Object{});
    if (request->payload.as_object() == nullptr)
        return refuse("record.type", {{"expected", "an object"}}, "payload");
    Command command;
    command.id = CommandId(std::move(request->id));
    command.kind = std::move(request->kind);
    command.expect = std::move(request->expect);
    command.payload = std::move(request->payload);
    return command;
}

Result<SignIn> read_sign_in(std::string_view body) {
    const Result<Json> json = read_json(body, {.bytes_max = body.size(), .depth_max = 4});
    if (!json) return tl::unexpected(json.error());
    Result<SignInRequest> request = from_json<SignInRequest>(*json);
    if (!request) return tl::unexpected(request.error());
    const bool by_password = !request->name.empty() && !request->password.empty() && request->code.empty();
    const bool by_code = request->name.empty() && request->password.empty() && !request->code.empty();
    if (!by_password && !by_code) return refuse("sign_in.form");
    if (request->name.size() > 200 || request->password.size() > 1000 || request->code.size() > 20)
        return refuse("sign_in.form");
    return SignIn{std::move(request->name), std::move(request->password), std::move(request->code)};
}

}  // namespace sandau::server
