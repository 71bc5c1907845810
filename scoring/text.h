#pragma once

#include <string>

namespace sandau {

enum class Language { Vietnamese, English };

/// Text for people in both languages. Where a document gives one language only, it stands for both.
struct Text {
    std::string vi;
    std::string en;

    bool empty() const { return vi.empty() && en.empty(); }
    const std::string& in(Language language) const {
        const bool vietnamese = language == Language::Vietnamese;
        const std::string& wanted = vietnamese ? vi : en;
        return wanted.empty() ? (vietnamese ? en : vi) : wanted;
    }
    bool operator==(const Text&) const = default;
};

}  // namespace sandau
