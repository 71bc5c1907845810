#include "documents/contact.h"

#include <algorithm>

#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

bool is_one_telephone(std::string_view text) {
    std::string digits;
    bool foreign = false;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            digits += c;
        } else if (c == '+' && digits.empty() && !foreign) {
            foreign = true;
        } else if (std::string_view(" .-()").find(c) == std::string_view::npos) {
            return false;
        }
    }
    // +84 912 345 678, 84912345678, 0084…, 0912 345 678: the same number.
    std::string_view national = digits;
    if (national.starts_with("0084")) national.remove_prefix(2);
    if (national.starts_with("84") && national.size() >= 11) {
        national.remove_prefix(2);
        if (national.starts_with('0')) national.remove_prefix(1);
        return national.size() >= 9 && national.size() <= 10;
    }
    if (foreign) return digits.size() >= 8 && digits.size() <= 15;
    return digits.starts_with('0') && digits.size() >= 10 && digits.size() <= 11;
}

}  // namespace

bool is_telephone(std::string_view text) {
    bool any = false;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find_first_of("/;,", at), text.size());
        const std::string one = squeeze_blanks(text.substr(at, end - at));
        if (!one.empty()) {
            if (!is_one_telephone(one)) return false;
            any = true;
        }
        at = end + 1;
    }
    return any;
}

std::string telephone_text(const Cell& cell) {
    std::string text = squeeze_blanks(cell.text);
    if (cell.kind == CellKind::Number && text.size() == 9 &&
        text.find_first_not_of("0123456789") == std::string::npos)
        text.insert(text.begin(), '0');
    return text;
}

bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos)
        return false;
    if (text.find_first_of(" ,;<>\"") != std::string_view::npos) return false;
    const std::string_view host = text.substr(at + 1);
    const std::size_t point = host.find('.');
    return point != std::string_view::npos && point > 0 && !host.ends_with('.') &&
           host.find("..") == std::string_view::npos;
}

}  // namespace sandau::documents
