#pragma once

#include <string>

#include "documents/report.h"

// What the makers of reports share.

namespace sandau::documents {

inline const char* in(Language language, const char* vi, const char* en) {
    return language == Language::Vietnamese ? vi : en;
}

/// "07:30 23/11/2024", on the contest's clock.
std::string time_words(const Contest& contest, WallTime at);
std::string entry_words(const Contest& contest, const EntryId& id);
std::string division_words(const Contest& contest, const DivisionId& id, Language language);
std::string stage_words(const Contest& contest, const StageId& id, Language language);

Result<Report> make_minutes(const Contest& contest, Language language);
Result<Report> make_certificates(const Contest& contest, Language language);

}  // namespace sandau::documents
