#pragma once

#include <cstddef>
#include <vector>

#include "scoring/contest.h"

namespace sandau {

/// Documents and photos that one entry may have.
constexpr std::size_t attachments_max = 40;
constexpr std::size_t attachment_name_bytes_max = 200;

/// Those of an entry, in the order of their numbers.
std::vector<Attachment> attachments_of(const Contest& contest, const EntryId& entry);

}  // namespace sandau
