#include "house/code.h"

#include <cctype>

namespace sandau::house {
namespace {

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class Reader {
public:
    explicit Reader(const File& file) : script_(is_script(file.path)) {
        for (const std::string& line : file.lines) text_ += line + '\n';
    }

    Code read() {
        while (at_ < text_.size()) step();
        if (!line_.empty()) code_.lines.push_back(line_);
        return std::move(code_);
    }

private:
    void step() {
        if (ahead("//")) return skip_until("\n");
        if (ahead("/*")) {
            skip_until("*/");
            return skip(2);
        }
        const char c = text_[at_];
        if (c == '"' && at_ > 0 && text_[at_ - 1] == 'R' && !script_) return raw_literal();
        if (c == '"' || (script_ && c == '`')) return literal(c);
        // A quote after a digit or letter separates digits (1'000); elsewhere it opens a character.
        if (c == '\'' && (script_ || at_ == 0 || !is_word(text_[at_ - 1]))) return literal(c);
        keep();
    }

    bool ahead(std::string_view wanted) const { return text_.compare(at_, wanted.size(), wanted) == 0; }

    void keep() {
        const char c = text_[at_++];
        if (c == '\n') {
            code_.lines.push_back(std::move(line_));
            line_.clear();
        } else {
            line_ += c;
        }
    }

    /// Goes on without keeping anything but the ends of lines.
    void skip(std::size_t count) {
        for (; count > 0 && at_ < text_.size(); --count) {
            if (text_[at_] == '\n') {
                keep();
            } else {
                ++at_;
            }
        }
    }

    void skip_until(std::string_view end) {
        const std::size_t found = text_.find(end, at_);
        skip((found == std::string::npos ? text_.size() : found) - at_);
    }

    int line_number() const { return static_cast<int>(code_.lines.size()) + 1; }

    void literal(char quote) {
        Literal result{line_number(), ""};
        keep();
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] == '\n' && quote != '`')
                return;  // not a literal at all: an apostrophe in JSX text
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) result.text += text_[at_], skip(1);
            result.text += text_[at_];
            skip(1);
        }
        if (at_ < text_.size()) keep();
        if (quote != '\'' || script_) code_.literals.push_back(std::move(result));
    }

    void raw_literal() {
        const std::size_t open = text_.find('(', at_);
        if (open == std::string::npos) return keep();
        const std::string end = ")" + text_.substr(at_ + 1, open - at_ - 1) + "\"";
        const std::size_t close = text_.find(end, open);
        const std::size_t stop = close == std::string::npos ? text_.size() : close;
        code_.literals.push_back({line_number(), text_.substr(open + 1, stop - open - 1)});
        line_ += "\"\"";
        skip(stop - at_ + end.size());
    }

    bool script_;
    std::string text_;
    std::size_t at_ = 0;
    std::string line_;
    Code code_;
};

}  // namespace

Code code_of(const File& file) {
    return Reader(file).read();
}

}  // namespace sandau::house
