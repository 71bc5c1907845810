#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "scoring/definition.h"
#include "scoring/document_reader.h"

// The parts of read_definition(), shared by its files; not a door.

namespace sandau {

/// Reads a formula; its errors stand at `path`.
Formula read_formula(DocumentReader& reader, const Json& value, const std::string& path);

/// Which names a formula may use at its place.
struct FormulaNames {
    std::set<std::string, std::less<>> names;
    const Game* game = nullptr;  ///< of whose items POINTS and of whose field the field functions speak
    std::set<std::string, std::less<>> stage_max;
    bool known = true;  ///< false: what they hang on has problems of its own, so nothing is checked
};
void check_names(DocumentReader& reader, const Formula& formula, const std::string& path,
                 const FormulaNames& names);

/// The order in which derived values can be computed; reports cycles at each formula of one.
/// `path` is the list's.
std::vector<std::size_t> order_derived(DocumentReader& reader, const std::vector<Derived>& derived,
                                       const std::string& path);
std::vector<Derived> read_derived(ObjectReader& parent);

Minimum read_minimum(DocumentReader& reader, const Json& value, const std::string& path);
void check_minimum(DocumentReader& reader, const Minimum& minimum, const std::string& path,
                   const FormulaNames& names);

/// A document's games, with their JSON for the overrides of stages.
struct GameSource {
    Game game;
    const Json* json = nullptr;
    bool ok = false;
};
using GameSources = std::map<std::string, GameSource, std::less<>>;

Game read_game(DocumentReader& reader, const Json& value, const std::string& path, const std::string& id);
Item read_item(DocumentReader& reader, const Json& value, const std::string& path);
std::vector<Item> read_items(ObjectReader& object);
std::vector<SharedState> read_shared(ObjectReader& object, const std::vector<SideId>& sides);
std::vector<Period> read_periods(DocumentReader& reader, const Json& value, const std::string& path);
std::int64_t read_time_limit(DocumentReader& reader, const Json& value, const std::string& path);

Rubric read_rubric(DocumentReader& reader, const Json& value, const std::string& path, const std::string& id);

/// What stages refer to.
struct StageContext {
    const Definition& definition;
    const GameSources& games;
    std::vector<std::string> stage_ids;  ///< in order, also of stages not read yet
};
Stage read_stage(DocumentReader& reader, const Json& value, const std::string& path, std::size_t index,
                 const StageContext& context);

/// The format's own keys.
void read_format_rules(ObjectReader& object, Stage& stage);
/// Keys of other formats, each said so.
void report_misplaced_keys(ObjectReader& object, StageFormat format);
std::vector<Column> read_columns(DocumentReader& reader, const Json& value, const std::string& path);
/// `game`, `rubric`, `attempts`, `prep_ms`, `overrides`, for each division.
void read_division_plays(ObjectReader& object, Stage& stage, const StageContext& context);
/// The keys that a stage's ranking knows.
FormulaNames stage_names(const Stage& stage);
void read_rank(ObjectReader& object, Stage& stage);
void read_promote(ObjectReader& object, Stage& stage, std::size_t index, const StageContext& context);

void read_awards(ObjectReader& root, Definition& definition);

}  // namespace sandau
