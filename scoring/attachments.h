#pragma once

#include <cstddef>
#include <vector>

#include "scoring/contest.h"
#include "scoring/definition.h"

namespace sandau {

/// Documents and photos that one entry may have.
constexpr std::size_t attachments_max = 40;
constexpr std::size_t attachment_name_bytes_max = 200;

/// Those of an entry, in the order of their numbers.
std::vector<Attachment> attachments_of(const Contest& contest, const EntryId& entry);

/// A document that an entry has to bring and that none of its files is said to be.
struct MissingDocument {
    const RequiredDocument* document = nullptr;  ///< of the contest's definition
    PersonId person;                             ///< whose, of a document that each author brings
};
/// In the definition's order, each author's in the entry's. What was handed over on paper is missing here,
/// too.
std::vector<MissingDocument> missing_documents(const Contest& contest, const Entry& entry);

}  // namespace sandau
