#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "scoring/document_reader.h"
#include "scoring/results.h"

// The parts of read_results(), shared by its files; not a door.

namespace sandau {

/// What the rest of the document may name.
struct ResultsContext {
    const Definition& definition;
    std::map<EntryId, DivisionId> entries;
    std::optional<std::set<JudgeId>> judges;
};

/// The division that this stage lets the entry play in; nothing after a problem was reported.
const DivisionPlay* find_play(DocumentReader& reader, const ResultsContext& context, const Stage& stage,
                              const std::string& entry, const std::string& path);

SheetValue read_sheet_value(DocumentReader& reader, const Json& value, const std::string& path);
/// An object of values whose keys `is_known`; others are reported with `code` {id}.
SheetValues read_sheet_values(DocumentReader& reader, const Json& value, const std::string& path,
                              const std::function<bool(const std::string&)>& is_known,
                              const std::string& code);
std::optional<RunStatus> read_status(DocumentReader& reader, const Json& value, const std::string& path);
RunSheet read_run(DocumentReader& reader, const Game& game, const Json& value, const std::string& path);

void read_groups(ObjectReader& object, const ResultsContext& context, const Stage& stage,
                 StageResults& results);
void read_matches(ObjectReader& object, const ResultsContext& context, const Stage& stage,
                  StageResults& results);

void read_decisions(ObjectReader& root, const ResultsContext& context, Results& results);

}  // namespace sandau
