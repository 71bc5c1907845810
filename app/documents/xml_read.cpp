#include "documents/xml_read.h"

#include <algorithm>
#include <charconv>

namespace sandau::documents {

namespace {

constexpr std::size_t depth_max = 64;
constexpr std::size_t name_bytes_max = 256;
constexpr std::size_t attributes_max = 64;
constexpr std::size_t buffer_bytes = 1u << 15;

bool is_blank(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool ends_name(int c) {
    return c < 0 || is_blank(c) || c == '/' || c == '>' || c == '=' || c == '<';
}

std::string without_prefix(std::string name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string::npos ? name : name.substr(colon + 1);
}

bool put_utf8(std::string& out, unsigned long code) {
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
    const auto follow = [&](unsigned shift) { out += static_cast<char>(0x80u | (code >> shift & 0x3Fu)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0u | code >> 6);
        follow(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0u | code >> 12);
        follow(6);
        follow(0);
    } else {
        out += static_cast<char>(0xF0u | code >> 18);
        follow(12);
        follow(6);
        follow(0);
    }
    return true;
}

}  // namespace

XmlReader::XmlReader(ByteSource source, std::string part, std::size_t text_bytes_max)
    : source_(std::move(source)),
      part_(std::move(part)),
      text_bytes_max_(text_bytes_max),
      buffer_(buffer_bytes) {}

tl::unexpected<Refusal> XmlReader::damaged() const {
    if (!source_refusal_.code.empty()) return tl::unexpected(source_refusal_);
    return refuse("sheet.damaged", {{"part", part_}});
}

int XmlReader::peek() {
    if (at_ == filled_ && !at_end_) {
        at_ = 0;
        filled_ = 0;
        if (Result<std::size_t> read = source_(buffer_.data(), buffer_.size())) {
            filled_ = *read;
        } else {
            source_refusal_ = read.error();
        }
        at_end_ = filled_ == 0;
    }
    return at_ < filled_ ? static_cast<unsigned char>(buffer_[at_]) : -1;
}

int XmlReader::take() {
    const int c = peek();
    if (c >= 0) ++at_;
    return c;
}

void XmlReader::skip_blanks() {
    while (is_blank(peek())) ++at_;
}

Result<XmlReader::Token> XmlReader::next() {
    if (close_waits_) {
        close_waits_ = false;
        open_.pop_back();
        return Token::Close;
    }
    while (true) {
        const int c = peek();
        if (c < 0) {
            if (!open_.empty() || !had_root_ || !source_refusal_.code.empty()) return damaged();
            return Token::End;
        }
        if (c != '<') return read_text();
        ++at_;
        const Result<std::optional<Token>> token = read_markup();
        if (!token) return tl::unexpected(token.error());
        if (*token) return **token;
    }
}

Result<XmlReader::Token> XmlReader::read_text() {
    text_.clear();
    for (int c = peek(); c >= 0 && c != '<'; c = peek()) {
        if (c == '&') {
            if (Result<void> entity = read_entity(text_); !entity) return tl::unexpected(entity.error());
        } else {
            const auto* const from = buffer_.data() + at_;
            const auto* const end = buffer_.data() + filled_;
            const auto* const stop =
                std::find_if(from, end, [](char one) { return one == '<' || one == '&'; });
            text_.append(from, stop);
            at_ += static_cast<std::size_t>(stop - from);
        }
        // A longer text comes in parts; a whole letter of UTF-8 may be cut, its reader joins them.
        if (text_.size() > text_bytes_max_) break;
    }
    return Token::Text;
}

Result<void> XmlReader::read_entity(std::string& out) {
    ++at_;
    std::string name;
    for (int c = take(); c != ';'; c = take()) {
        if (c < 0 || name.size() > 8) return damaged();
        name += static_cast<char>(c);
    }
    if (name == "amp") {
        out += '&';
    } else if (name == "lt") {
        out += '<';
    } else if (name == "gt") {
        out += '>';
    } else if (name == "quot") {
        out += '"';
    } else if (name == "apos") {
        out += '\'';
    } else if (name.starts_with('#')) {
        const bool is_hex = name.size() > 1 && name[1] == 'x';
        const std::size_t start = is_hex ? 2 : 1;
        unsigned long code = 0;
        const char* end = name.data() + name.size();
        const auto [stopped_at, error] = std::from_chars(name.data() + start, end, code, is_hex ? 16 : 10);
        if (error != std::errc{} || stopped_at != end || !put_utf8(out, code)) return damaged();
    } else {
        return damaged();
    }
    return {};
}

Result<void> XmlReader::skip_past(std::string_view end) {
    std::string last;
    for (int c = take(); c >= 0; c = take()) {
        last += static_cast<char>(c);
        if (last.size() > end.size()) last.erase(0, 1);
        if (last == end) return {};
    }
    return damaged();
}

Result<std::optional<XmlReader::Token>> XmlReader::read_markup() {
    const int c = peek();
    if (c == '/') return read_close();
    if (c != '?' && c != '!') return read_open();
    ++at_;
    if (c == '!' && peek() == '[') return read_character_data();
    if (c == '!' && (take() != '-' || take() != '-')) return refuse("sheet.doctype", {{"part", part_}});
    if (Result<void> skipped = skip_past(c == '?' ? "?>" : "-->"); !skipped)
        return tl::unexpected(skipped.error());
    return std::optional<Token>();
}

Result<XmlReader::Token> XmlReader::read_character_data() {
    for (const char wanted : std::string_view("[CDATA["))
        if (take() != wanted) return damaged();
    text_.clear();
    while (!text_.ends_with("]]>")) {
        const int c = take();
        if (c < 0 || text_.size() > text_bytes_max_ + 3) return damaged();
        text_ += static_cast<char>(c);
    }
    text_.resize(text_.size() - 3);
    return Token::Text;
}

Result<std::string> XmlReader::read_name() {
    std::string name;
    while (!ends_name(peek())) {
        if (name.size() >= name_bytes_max) return damaged();
        name += static_cast<char>(take());
    }
    if (name.empty()) return damaged();
    return name;
}

Result<XmlReader::Token> XmlReader::read_open() {
    Result<std::string> name = read_name();
    if (!name) return tl::unexpected(name.error());
    if (open_.size() >= depth_max) return refuse("sheet.too_deep", {{"part", part_}});
    if (open_.empty() && had_root_) return damaged();
    had_root_ = true;
    open_.push_back(*name);
    name_ = without_prefix(std::move(*name));
    if (Result<void> read = read_attributes(); !read) return tl::unexpected(read.error());
    if (peek() == '/') {
        ++at_;
        close_waits_ = true;
    }
    if (take() != '>') return damaged();
    return Token::Open;
}

Result<void> XmlReader::read_attributes() {
    attributes_.clear();
    for (skip_blanks(); peek() != '>' && peek() != '/'; skip_blanks()) {
        if (attributes_.size() >= attributes_max) return damaged();
        Result<std::string> name = read_name();
        if (!name) return tl::unexpected(name.error());
        skip_blanks();
        if (take() != '=') return damaged();
        skip_blanks();
        std::string value;
        if (Result<void> read = read_attribute_value(value); !read) return read;
        if (!name->starts_with("xmlns"))
            attributes_.emplace_back(without_prefix(std::move(*name)), std::move(value));
    }
    return {};
}

Result<void> XmlReader::read_attribute_value(std::string& out) {
    const int quote = take();
    if (quote != '"' && quote != '\'') return damaged();
    for (int c = peek(); c != quote; c = peek()) {
        if (c < 0 || c == '<' || out.size() > text_bytes_max_) return damaged();
        if (c == '&') {
            if (Result<void> entity = read_entity(out); !entity) return entity;
        } else {
            out += static_cast<char>(c);
            ++at_;
        }
    }
    ++at_;
    return {};
}

Result<XmlReader::Token> XmlReader::read_close() {
    ++at_;
    Result<std::string> name = read_name();
    if (!name) return tl::unexpected(name.error());
    skip_blanks();
    if (take() != '>' || open_.empty() || open_.back() != *name) return damaged();
    open_.pop_back();
    name_ = without_prefix(std::move(*name));
    return Token::Close;
}

std::string_view XmlReader::attribute(std::string_view local_name) const {
    for (const auto& [name, value] : attributes_)
        if (name == local_name) return value;
    return {};
}

Result<void> XmlReader::skip_element() {
    const std::size_t outside = open_.size() - 1;
    while (open_.size() > outside) {
        const Result<Token> token = next();
        if (!token) return tl::unexpected(token.error());
    }
    return {};
}

}  // namespace sandau::documents
