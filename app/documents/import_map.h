#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scoring/json.h"
#include "scoring/result.h"

namespace sandau::documents {

/// What a column of a sheet is, as a map writes it: "members[0].birth", "runs[1].items.points".
struct Target {
    enum class Kind {
        Extra,  ///< kept with the entry under its header (null in a map)
        Number,
        Name,
        Division,
        RegisteredAt,
        OrganizationName,
        OrganizationParent,
        CoachName,
        CoachPhone,
        CoachEmail,
        MemberName,    ///< index
        MemberBirth,   ///< index
        MembersNames,  ///< several in one cell, at semicolons or line ends
        MembersBirths,
        RunItem,    ///< index, id
        RunTimeS,   ///< index
        RunTimeMs,  ///< index
        RunStatus,  ///< index
        Score       ///< id: a column of an `import` stage
    };
    Kind kind = Kind::Extra;
    std::size_t index = 0;
    std::string id;

    bool is_of_run() const;
    auto operator<=>(const Target&) const = default;
};

/// Nothing where the text is no target; indexes go to 99.
std::optional<Target> read_target(std::string_view text);
std::string target_text(const Target& target);

/// What rows meet their entries by.
enum class KeyField { Number, Name, Division, Organization };

/// The settings of one kind of sheet, made once for all of its rows.
struct ImportMap {
    struct Column {
        std::string header;
        Target target;
        bool operator==(const Column&) const = default;
    };
    /// The values of a target: what the sheet has, and what it means.
    struct Values {
        std::string target;  ///< "division", "status", or any other target as text
        std::vector<std::pair<std::string, std::string>> meanings;
        bool operator==(const Values&) const = default;
    };
    std::vector<Column> columns;
    std::vector<Values> values;
    std::vector<KeyField> key;  ///< empty: name and organization

    /// What the value means; nothing where the map says nothing. Compared as written, else folded.
    std::optional<std::string> meaning(std::string_view target, std::string_view value) const;
    void set_meaning(std::string_view target, std::string_view value, std::string_view meaning);

    bool operator==(const ImportMap&) const = default;
};

/// Refused, with the path in the document: what read_json refuses, `map.wrong_type` {wanted},
/// `map.unknown_key` {key}, `map.unknown_target` {target, header}, `map.target_twice` {target},
/// `map.unknown_key_field` {field}.
Result<ImportMap> read_import_map(std::string_view json);

/// The map as a document that read_import_map reads.
Json write_import_map(const ImportMap& map);

}  // namespace sandau::documents
