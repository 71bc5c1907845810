#include "devices/pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

namespace sandau::devices {

namespace {
constexpr std::size_t pattern_bytes_max = 512;
constexpr std::int64_t memory_bytes_max = 1 << 20;
constexpr std::size_t matches_max = 64;
}  // namespace

class Pattern::Compiled {
public:
    explicit Compiled(std::string_view text)
        : expression(re2::StringPiece(text.data(), text.size()), options()),
          groups(static_cast<std::size_t>(std::max(0, expression.NumberOfCapturingGroups())) + 1) {}

    static RE2::Options options() {
        RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(memory_bytes_max);
        // Devices speak bytes, not UTF-8.
        options.set_encoding(RE2::Options::EncodingLatin1);
        return options;
    }

    RE2 expression;
    std::size_t groups;
};

Result<Pattern> Pattern::compile(std::string_view text) {
    if (text.size() > pattern_bytes_max)
        return refuse("device.pattern_too_long", {{"limit", std::to_string(pattern_bytes_max)}});
    auto compiled = std::make_shared<Compiled>(text);
    if (!compiled->expression.ok())
        return refuse("device.pattern",
                      {{"pattern", std::string(text)}, {"why", compiled->expression.error()}});
    Pattern pattern;
    pattern.compiled_ = std::move(compiled);
    return pattern;
}

std::optional<std::string> Pattern::Match::group(std::string_view name) const {
    for (const auto& [known, text] : groups_)
        if (known == name) return text;
    return std::nullopt;
}

std::vector<Pattern::Match> Pattern::find_all(std::string_view text) const {
    return find_up_to(matches_max, text);
}

std::vector<Pattern::Match> Pattern::find_up_to(std::size_t most, std::string_view text) const {
    std::vector<Match> matches;
    std::vector<re2::StringPiece> parts(compiled_->groups);
    const re2::StringPiece whole(text.data(), text.size());
    std::size_t from = 0;
    while (from <= text.size() && matches.size() < most) {
        const bool fits = compiled_->expression.Match(whole, from, text.size(), RE2::UNANCHORED, parts.data(),
                                                      static_cast<int>(parts.size()));
        if (!fits) break;
        Match match;
        match.text_.assign(parts[0].data(), parts[0].size());
        for (const auto& [name, number] : compiled_->expression.NamedCapturingGroups()) {
            const re2::StringPiece& part = parts[static_cast<std::size_t>(number)];
            if (part.data() != nullptr)
                match.groups_.emplace_back(name, std::string(part.data(), part.size()));
        }
        matches.push_back(std::move(match));
        const auto end = static_cast<std::size_t>(parts[0].data() + parts[0].size() - text.data());
        from = std::max(end, from + 1);
    }
    return matches;
}

std::optional<Pattern::Match> Pattern::find(std::string_view text) const {
    std::vector<Match> all = find_up_to(1, text);
    if (all.empty()) return std::nullopt;
    return std::move(all.front());
}

}  // namespace sandau::devices
