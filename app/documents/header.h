#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "documents/import_map.h"
#include "documents/sheet.h"

namespace sandau::documents {

/// How sure a column is what it was taken for.
enum class Confidence {
    Unknown,  ///< nothing was recognised: an extra column
    Guessed,  ///< by its values
    Likely,   ///< by words of its header
    Certain,  ///< by its whole header
    Mapped    ///< by the map
};

struct FoundColumn {
    std::uint32_t column = 0;
    std::string header;
    Target target;
    Confidence confidence = Confidence::Unknown;
};

struct FoundHeader {
    std::uint32_t row = 0;        ///< where the header stands, its upper row where it has two
    std::uint32_t first_row = 0;  ///< where the data may begin
    std::vector<FoundColumn> columns;

    const FoundColumn* find(Target::Kind kind) const;
};

enum class SheetPurpose { Entries, Scores };

/// What a header of a sheet with scores may name beyond who a row is about.
struct ScoreNames {
    struct Name {
        std::string id;
        std::vector<std::string> names;
    };
    std::vector<Name> items;    ///< of runs
    std::vector<Name> columns;  ///< of an `import` stage
};

/// The target that a header names by itself, in Vietnamese or English.
struct Recognised {
    Target target;
    Confidence confidence = Confidence::Unknown;
};
std::optional<Recognised> recognise_header(std::string_view header);
/// The same for "Điểm lượt 1", "Thời gian lượt 1 (s)", an item's or column's id or name.
std::optional<Recognised> recognise_score_header(std::string_view header, const ScoreNames& names);

/// The header row: the one with most columns that the map or the headers' own words name, below any
/// banner. Nothing where no row has two such columns.
std::optional<FoundHeader> find_header(const Sheet& sheet, const ImportMap& map, SheetPurpose purpose,
                                       const ScoreNames& names = {});

}  // namespace sandau::documents
