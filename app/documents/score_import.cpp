#include "documents/score_import.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "documents/match.h"
#include "documents/row_values.h"
#include "documents/score_cells.h"
#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

using Kind = Target::Kind;

void add_name(std::vector<ScoreNames::Name>& names, const std::string& id, const Text& name) {
    const bool known = std::any_of(names.begin(), names.end(), [&](const auto& one) { return one.id == id; });
    if (!known) names.push_back({id, {name.vi, name.en}});
}

ScoreNames names_of(const Stage& stage) {
    ScoreNames names;
    for (const DivisionPlay& play : stage.divisions)
        if (play.game)
            for (const Item& item : play.game->items) add_name(names.items, item.id, item.name);
    if (stage.format == StageFormat::Import)
        for (const Column& column : stage.columns) add_name(names.columns, column.id, column.name);
    return names;
}

bool is_known(const std::vector<ScoreNames::Name>& names, const std::string& id) {
    return std::any_of(names.begin(), names.end(), [&](const ScoreNames::Name& one) { return one.id == id; });
}

/// Every item, column and status that the map or the header names is there.
Result<void> check_names(const FoundHeader& header, const ImportMap& map, const ScoreNames& names) {
    bool any = false;
    for (const FoundColumn& column : header.columns) {
        const Target& target = column.target;
        any = any || target.is_of_run() || target.kind == Kind::Score;
        const std::string path = "columns." + column.header;
        if (target.kind == Kind::RunItem && !is_known(names.items, target.id))
            return refuse("scores.unknown_item", {{"item", target.id}}, path);
        if (target.kind == Kind::Score && !is_known(names.columns, target.id))
            return refuse("scores.unknown_column", {{"column", target.id}}, path);
        if (target.is_of_run() && names.items.empty())
            return refuse("scores.unknown_item", {{"item", target_text(target)}}, path);
    }
    if (!any) return refuse("scores.no_score_column", {{"row", std::to_string(header.row)}});
    for (const ImportMap::Values& values : map.values) {
        if (values.target != "status") continue;
        for (const auto& [value, meaning] : values.meanings)
            if (!status_of({}, meaning))
                return refuse("map.unknown_status", {{"status", meaning}}, "values.status." + value);
    }
    return {};
}

Result<std::vector<KeyField>> key_of(const FoundHeader& header, const ImportMap& map) {
    const auto column_of = [](KeyField field) {
        switch (field) {
            case KeyField::Number:
                return Kind::Number;
            case KeyField::Name:
                return Kind::Name;
            case KeyField::Division:
                return Kind::Division;
            case KeyField::Organization:
                return Kind::OrganizationName;
        }
        return Kind::Name;
    };
    for (const KeyField field : map.key)
        if (header.find(column_of(field)) == nullptr)
            return refuse("scores.key_column_missing", {{"field", target_text({column_of(field), 0, {}})}});
    if (!map.key.empty()) return map.key;
    if (header.find(Kind::Name) == nullptr)
        return refuse("import.no_name_column", {{"row", std::to_string(header.row)}});
    std::vector<KeyField> key = {KeyField::Name};
    if (header.find(Kind::OrganizationName) != nullptr) key.push_back(KeyField::Organization);
    return key;
}

/// Finds the entries that rows are about.
class RowOwner {
public:
    RowOwner(const SheetView& view, const FoundHeader& header, const ImportMap& map,
             const ScoreContext& context, std::vector<KeyField> key, ProblemList& problems)
        : view_(view),
          header_(header),
          map_(map),
          context_(context),
          key_(std::move(key)),
          divisions_(context.divisions),
          problems_(problems) {
        for (const ScoreEntry& entry : context.entries)
            entries_[match_key(key_, entry.number, entry.name, entry.division, entry.organization)].push_back(
                &entry);
    }

    /// nullptr, and a problem, where the row is about no entry, or about more than one.
    const ScoreEntry* find(const SheetRow& row) {
        std::optional<DivisionId> division;
        if (const FoundColumn* column = header_.find(Kind::Division)) {
            division = read_division(row, *column);
            if (!division) return nullptr;
        }
        const FoundColumn* place = header_.find(Kind::Name);
        if (place == nullptr) place = &header_.columns.front();
        const std::string name = text(row, Kind::Name);
        const auto found =
            entries_.find(match_key(key_, text(row, Kind::Number), name, division.value_or(DivisionId()),
                                    text(row, Kind::OrganizationName)));
        if (found == entries_.end()) {
            report_nobody(row, *place, name, division);
            return nullptr;
        }
        std::vector<const ScoreEntry*> owners = found->second;
        if (owners.size() > 1 && division)
            std::erase_if(owners, [&](const ScoreEntry* one) { return one->division != *division; });
        if (owners.size() != 1) {
            std::string ids;
            for (const ScoreEntry* one : found->second) ids += (ids.empty() ? "" : ", ") + one->id.text;
            problems_.cell(Severity::Error, "scores.several_entries", row.number, *place,
                           {{"name", name}, {"entries", ids}});
            return nullptr;
        }
        return check_owner(row, *place, *owners[0]);
    }

private:
    std::string text(const SheetRow& row, Kind kind) const {
        const FoundColumn* column = header_.find(kind);
        if (column == nullptr) return "";
        std::string value = view_.text(row, column->column);
        return map_.meaning(target_text(column->target), value).value_or(value);
    }

    std::optional<DivisionId> read_division(const SheetRow& row, const FoundColumn& column) {
        const std::string said = text(row, Kind::Division);
        if (const Division* found = divisions_.find(said)) return found->id;
        const Division* nearest = divisions_.nearest(said, {});
        const std::string nearest_id = nearest == nullptr ? "" : nearest->id.text;
        problems_.cell(Severity::Error, said.empty() ? "import.division_missing" : "import.division_unknown",
                       row.number, column,
                       {{"value", said},
                        {"nearest", nearest_id},
                        {"nearest_name", nearest == nullptr ? "" : nearest->name.in(Language::Vietnamese)}},
                       said.empty() || nearest == nullptr
                           ? std::nullopt
                           : std::optional(Fix{Fix::Kind::MapValue, row.number, column.column, "division",
                                               view_.text(row, column.column), nearest_id}));
        return std::nullopt;
    }

    void report_nobody(const SheetRow& row, const FoundColumn& place, const std::string& name,
                       const std::optional<DivisionId>& division) {
        const ScoreEntry* nearest = nullptr;
        std::size_t best = std::string::npos;
        // Sheets of another contest make every row a stranger; looking for the nearest is for a few.
        if (++strangers_ <= 50) {
            for (const ScoreEntry& entry : context_.entries) {
                if (division && entry.division != *division) continue;
                const std::size_t distance = folded_distance(entry.name, name);
                if (distance >= best) continue;
                best = distance;
                nearest = &entry;
            }
        }
        problems_.cell(Severity::Error, "scores.no_entry", row.number, place,
                       {{"name", name}, {"nearest", nearest == nullptr ? "" : nearest->name}},
                       Fix{Fix::Kind::SkipRow, row.number, place.column, {}, {}, {}});
    }

    const ScoreEntry* check_owner(const SheetRow& row, const FoundColumn& place, const ScoreEntry& owner) {
        const bool plays =
            std::any_of(context_.stage.divisions.begin(), context_.stage.divisions.end(),
                        [&](const DivisionPlay& play) { return play.division == owner.division; });
        if (!plays) {
            problems_.cell(Severity::Error, "scores.division_not_in_stage", row.number, place,
                           {{"name", owner.name}, {"division", owner.division.text}});
            return nullptr;
        }
        const auto [first, fresh] = taken_.emplace(owner.id.text, row.number);
        if (fresh) return &owner;
        problems_.cell(Severity::Error, "scores.entry_repeated", row.number, place,
                       {{"name", owner.name}, {"first_row", std::to_string(first->second)}},
                       Fix{Fix::Kind::SkipRow, row.number, place.column, {}, {}, {}});
        return nullptr;
    }

    const SheetView& view_;
    const FoundHeader& header_;
    const ImportMap& map_;
    const ScoreContext& context_;
    std::vector<KeyField> key_;
    DivisionFinder divisions_;
    ProblemList& problems_;
    std::unordered_map<std::string, std::vector<const ScoreEntry*>> entries_;
    std::unordered_map<std::string, std::uint32_t> taken_;
    std::size_t strangers_ = 0;
};

bool has_errors(const std::vector<SheetProblem>& problems) {
    return std::any_of(problems.begin(), problems.end(),
                       [](const SheetProblem& one) { return one.problem.severity == Severity::Error; });
}

}  // namespace

std::vector<ScoreEntry> score_entries(const Contest& contest) {
    std::vector<ScoreEntry> entries;
    for (const Entry& entry : contest.table<Entry>()) {
        if (entry.state == EntryState::Withdrawn) continue;
        const Organization* organization = contest.table<Organization>().find(entry.organization.text);
        entries.push_back({entry.id, entry.name, entry.division,
                           organization == nullptr ? "" : organization->name, entry.number});
    }
    return entries;
}

bool ScoreSheet::refused() const {
    return has_errors(problems);
}

Result<ScoreSheet> import_scores(const Workbook& workbook, const ImportOptions& options,
                                 const ScoreContext& context) {
    if (context.stage.format != StageFormat::Runs && context.stage.format != StageFormat::Import)
        return refuse("scores.stage_format", {{"stage", context.stage.id.text}});
    if (Result<void> checked = check_map_divisions(options.map, context.divisions); !checked)
        return tl::unexpected(checked.error());
    const ScoreNames names = names_of(context.stage);
    Result<ChosenSheet> chosen = choose_sheet(workbook, options, SheetPurpose::Scores, names);
    if (!chosen) return tl::unexpected(chosen.error());
    const Sheet& sheet = *chosen->sheet;
    ScoreSheet out;
    out.sheet = sheet.name;
    out.header = std::move(chosen->header);
    if (Result<void> checked = check_names(out.header, options.map, names); !checked)
        return tl::unexpected(checked.error());
    Result<std::vector<KeyField>> key = key_of(out.header, options.map);
    if (!key) return tl::unexpected(key.error());

    ProblemList problems;
    check_settings(sheet, options, out.header, problems);
    const SheetView view(sheet);
    RowOwner owners(view, out.header, options.map, context, std::move(*key), problems);
    ScoreCellReader cells(view, out.header, options.map, context, problems);
    const std::vector<const SheetRow*> rows = data_rows(sheet, out.header);
    if (rows.empty()) return refuse("import.no_rows", {{"row", std::to_string(out.header.row)}});
    for (const SheetRow* row : rows) {
        if (options.skip.contains(row->number)) {
            out.skipped.push_back(row->number);
            continue;
        }
        const ScoreEntry* owner = owners.find(*row);
        if (owner == nullptr) continue;
        ReadScores read = cells.read(*row, owner->division);
        read.result.entry = owner->id;
        const bool has_scores = !read.result.runs.empty() || !read.result.scores.as_object()->empty();
        if (has_scores) out.rows.push_back(std::move(read));
    }
    out.problems = problems.take();
    return out;
}

commands::ScoreImport score_command(const ScoreSheet& sheet, const StageId& stage, std::string source) {
    commands::ScoreImport command;
    command.stage = stage;
    command.source = std::move(source);
    for (const ReadScores& row : sheet.rows) command.results.push_back(row.result);
    return command;
}

}  // namespace sandau::documents
