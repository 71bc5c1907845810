#include "server/http.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace sandau::server {

namespace {

/// The time in the form that caches compare: "Sat, 10 Aug 2024 07:30:00 GMT".
std::string date_text() {
    using namespace std::chrono;
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto now = floor<seconds>(system_clock::now());
    const auto day = floor<std::chrono::days>(now);
    const year_month_day date(day);
    const hh_mm_ss time(now - day);
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[weekday(day).c_encoding()],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

std::string_view content_policy(BodyOf body_of) {
    switch (body_of) {
        case BodyOf::Ours:
            // No script but our own files, no frame around us, nothing from another host.
            return "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
                   "img-src "
                   "'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
                   "form-action 'self'; frame-ancestors 'none'\r\n";
        case BodyOf::Others:
            return "Content-Security-Policy: default-src 'none'; sandbox; frame-ancestors 'none'\r\n";
    }
    return {};
}

}  // namespace

std::string_view phrase_of(unsigned status) {
    switch (status) {
        case 200:
            return "OK";
        case 204:
            return "No Content";
        case 304:
            return "Not Modified";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 421:
            return "Misdirected Request";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 503:
            return "Service Unavailable";
        default:
            return "Status";
    }
}

std::string head_of(const Response& response, bool keep_alive) {
    std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, phrase_of(response.status));
    head += "Date: " + date_text() + "\r\n";
    for (const auto& [name, value] : response.headers) head += fmt::format("{}: {}\r\n", name, value);
    head +=
        "X-Content-Type-Options: nosniff\r\n"
        "Referrer-Policy: no-referrer\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n"
        "Cross-Origin-Opener-Policy: same-origin\r\n"
        "X-Frame-Options: DENY\r\n";
    head += content_policy(response.body_of);
    if (response.stream) return head + "Connection: close\r\n\r\n";
    // Neither of the two has a body, and so no length.
    if (response.status != 204 && response.status != 304)
        head += fmt::format("Content-Length: {}\r\n", response.body().size());
    head += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    return head;
}

}  // namespace sandau::server
