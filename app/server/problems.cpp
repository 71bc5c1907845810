#include "server/problems.h"

#include <array>
#include <string_view>

#include "scoring/json.h"
#include "scoring/words.h"
#include "server/views.h"

namespace sandau::server {

namespace {

struct Words {
    std::string_view code;
    std::string_view vi;
    std::string_view en;
};

// What the web itself refuses; everything else has its words in scoring.
constexpr std::array web_words{
    Words{"http.not_found", "Không có trang này.", "There is no such page."},
    Words{"http.method", "Địa chỉ này không nhận cách gọi đó.", "This address does not take that method."},
    Words{"http.malformed", "Yêu cầu không đúng dạng HTTP.", "The request is not well-formed HTTP."},
    Words{"http.header_too_large", "Phần đầu của yêu cầu quá dài.", "The header of the request is too long."},
    Words{"http.body_too_large", "Nội dung gửi lên quá lớn.", "What was sent is too large."},
    Words{"http.timeout", "Yêu cầu đến quá chậm; hãy gửi lại.",
          "The request came too slowly; send it again."},
    Words{"http.host", "Máy chủ này không mang tên đó; hãy gọi bằng địa chỉ IP của nó.",
          "This host is not called that; use its IP address."},
    Words{"http.origin", "Yêu cầu đến từ một trang khác và bị từ chối.",
          "The request comes from another page and is refused."},
    Words{"http.content_type", "Nội dung phải là application/json.", "The content must be application/json."},
    Words{"http.loopback_only", "Chỉ xem được trên chính máy chủ.",
          "This can only be seen on the host itself."},
    Words{"http.connections", "Máy chủ đang có quá nhiều kết nối; hãy thử lại sau.",
          "The host has too many connections; try again later."},
    Words{"http.query", "Tham số trong địa chỉ không đúng.", "A parameter in the address is wrong."},
    Words{"session.needed", "Hãy đăng nhập trước.", "Sign in first."},
    Words{"session.wrong", "Tên, mật khẩu hoặc mã không đúng.", "The name, password or code is not right."},
    Words{"session.too_many", "Đăng nhập sai quá nhiều lần; hãy chờ một phút rồi thử lại.",
          "Too many wrong sign-ins; wait a minute and try again."},
    Words{"session.busy", "Nhiều người đang đăng nhập; hãy thử lại sau vài giây.",
          "Many people are signing in; try again in a few seconds."},
    Words{"session.joining_closed", "Ban tổ chức chưa mở nhận ghế bằng mã.",
          "The organiser has not opened joining by code."},
    Words{"sign_in.form", "Cần tên và mật khẩu, hoặc mã sáu chữ số.",
          "It takes a name and password, or the six digits."},
    Words{"seat.not_granted", "Bạn không có quyền xem phần này.", "You have no right to see this."},
    Words{"command.id_form", "Mã lệnh phải gồm 8 đến 64 chữ cái, chữ số, - hoặc _.",
          "The id of a command is 8 to 64 letters, digits, - or _."},
    Words{"command.kind_form", "Loại lệnh phải có dạng danh_từ.động_từ.",
          "The kind of a command is noun.verb."},
    Words{"command.too_fast", "Ghế này gửi lệnh quá nhanh; hãy gửi lại sau một giây.",
          "This seat sends commands too fast; send again in a second."},
    Words{"command.unanswered", "Chưa có trả lời; hãy gửi lại đúng lệnh này (cùng mã lệnh).",
          "There is no answer yet; send the same command with the same id again."},
    Words{"busy", "Máy chủ đang bận; hãy gửi lại sau.", "The host is busy; send again shortly."},
    Words{"server.address", "{address} không phải là địa chỉ ĐỊA_CHỈ:CỔNG; ví dụ 127.0.0.1:8080.",
          "{address} is no ADDRESS:PORT; for example 127.0.0.1:8080."},
    Words{"server.port_taken", "Cổng của {address} đã có chương trình khác dùng; hãy chọn cổng khác.",
          "Another program has the port of {address}; choose another."},
    Words{"server.listen", "Không mở được {address}: {why}.", "{address} cannot be opened: {why}."},
    Words{"journal.unavailable", "Máy chủ này không phát nhật ký.", "This host does not serve its journal."},
};

/// The sentence with {name} replaced by the argument of that name.
std::string with_arguments(std::string_view sentence, const Refusal& refusal) {
    std::string text(sentence);
    for (const auto& [name, value] : refusal.arguments) {
        const std::string place = "{" + name + "}";
        if (const std::size_t at = text.find(place); at != std::string::npos)
            text.replace(at, place.size(), value);
    }
    return text;
}

std::string type_of(const Refusal& refusal) {
    return "urn:sandau:" + refusal.code;
}

}  // namespace

Text words_of(const Refusal& refusal) {
    for (const Words& words : web_words)
        if (words.code == refusal.code)
            return {with_arguments(words.vi, refusal), with_arguments(words.en, refusal)};
    return {say(Language::Vietnamese, refusal), say(Language::English, refusal)};
}

Response problem(unsigned status, const Refusal& refusal, const std::vector<Refusal>& parts) {
    Json json;
    json.set("type", type_of(refusal));
    json.set("title", std::string(phrase_of(status)));
    json.set("status", static_cast<std::int64_t>(status));
    json.set("code", refusal.code);
    json.set("detail", text_json(words_of(refusal)));
    if (!refusal.arguments.empty()) {
        Json arguments{Json::Object{}};
        for (const auto& [name, value] : refusal.arguments) arguments.set(name, value);
        json.set("arguments", std::move(arguments));
    }
    if (!parts.empty()) {
        Json problems{Json::Array{}};
        for (const Refusal& part : parts) {
            Json one;
            one.set("path", part.path);
            one.set("code", part.code);
            one.set("text", text_json(words_of(part)));
            problems.push_back(std::move(one));
        }
        json.set("problems", std::move(problems));
    }
    Response response;
    response.status = status;
    response.header("Content-Type", "application/problem+json").header("Cache-Control", "no-store");
    if (status == 429 || status == 503)
        response.header("Retry-After", refusal.code == "session.too_many" ? "60" : "1");
    if (status == 401) response.header("WWW-Authenticate", "Cookie realm=\"sandau\"");
    response.text = std::make_shared<const std::string>(write_json(json));
    return response;
}

unsigned status_of_refusal(const Refusal& refusal) {
    if (refusal.code == "command.stale") return 409;
    if (refusal.code == "grant.missing") return 403;
    if (refusal.code == "busy" || refusal.code == "host.closing" || refusal.code.starts_with("file."))
        return 503;
    return 422;
}

}  // namespace sandau::server
