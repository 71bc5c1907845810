#include "documents/import.h"

#include <algorithm>
#include <unordered_map>

#include "documents/entry_reader.h"
#include "documents/row_values.h"
#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

using Kind = Target::Kind;

/// All that a person sees of the row, to find the same one again.
std::string whole_row(const SheetView& view, const FoundHeader& header, const SheetRow& row) {
    std::string all;
    for (const FoundColumn& column : header.columns) all += view.text(row, column.column) + '\x1f';
    return all;
}

/// Looks for what stands twice in a sheet. Each finding is of the later row, and names the first.
class RepetitionFinder {
public:
    RepetitionFinder(const FoundHeader& header, const ImportContext& context, ProblemList& problems)
        : header_(header), context_(context), problems_(problems) {}

    /// True where the whole row is another's; nothing else is said of it then.
    bool whole(std::uint32_t row, const std::string& text) {
        const auto [first, fresh] = rows_.emplace(text, row);
        if (fresh) return false;
        const FoundColumn* column = header_.find(Kind::Name);
        report(Severity::Error, "import.row_repeated", row, column, first->second, {},
               Fix{Fix::Kind::SkipRow, row, column == nullptr ? 0 : column->column, {}, {}, {}});
        return true;
    }

    void name(std::uint32_t row, const commands::ImportRow& entry, const std::string& division_text) {
        if (entry.name.empty()) return;
        std::string key = fold_text(entry.name) + '\x1f' +
                          (entry.division.empty() ? fold_text(division_text) : entry.division.text);
        if (context_.names == NameRule::OnceInOrganization) key += '\x1f' + fold_text(entry.organization);
        const auto [first, fresh] = names_.emplace(std::move(key), row);
        if (fresh) return;
        const FoundColumn* column = header_.find(Kind::Name);
        report(Severity::Error, "import.name_repeated", row, column, first->second, {{"name", entry.name}},
               Fix{Fix::Kind::SkipRow, row, column->column, {}, {}, {}});
    }

    void number(std::uint32_t row, const commands::ImportRow& entry) {
        if (entry.number.empty()) return;
        // Many lists number each division from 1.
        const auto [first, fresh] = numbers_.emplace(entry.division.text + '\x1f' + entry.number, row);
        if (!fresh)
            report(Severity::Warning, "import.number_repeated", row, header_.find(Kind::Number),
                   first->second, {{"number", entry.number}}, std::nullopt);
    }

    void people(std::uint32_t row, const commands::ImportRow& entry) {
        for (std::size_t i = 0; i < entry.members.size(); ++i) {
            const commands::ImportPerson& member = entry.members[i];
            // Two children may share a name; on one birthday it is one child.
            if (member.birth.empty()) continue;
            const auto [first, fresh] = people_.emplace(fold_text(member.name) + '\x1f' + member.birth, row);
            if (fresh) continue;
            const FoundColumn* column = header_.find(Kind::MembersNames);
            for (const FoundColumn& one : header_.columns)
                if (one.target.kind == Kind::MemberName && view_text_is(row, one, member.name)) column = &one;
            report(Severity::Warning, "import.person_repeated", row, column, first->second,
                   {{"name", member.name}}, std::nullopt);
        }
    }

    /// How cells of the row read, for finding whose column a name stands in.
    void set_view(const SheetView& view, const Sheet& sheet) {
        view_ = &view;
        sheet_ = &sheet;
    }

private:
    bool view_text_is(std::uint32_t row, const FoundColumn& column, const std::string& text) const {
        const SheetRow* found = sheet_ == nullptr ? nullptr : sheet_->find_row(row);
        return found != nullptr && view_->text(*found, column.column) == text;
    }

    void report(Severity severity, std::string code, std::uint32_t row, const FoundColumn* column,
                std::uint32_t first_row, Arguments arguments, std::optional<Fix> fix) {
        arguments.emplace_back("first_row", std::to_string(first_row));
        if (column == nullptr) {
            problems_.row(severity, std::move(code), row, std::move(arguments), std::move(fix));
        } else {
            problems_.cell(severity, std::move(code), row, *column, std::move(arguments), std::move(fix));
        }
    }

    const FoundHeader& header_;
    const ImportContext& context_;
    ProblemList& problems_;
    const SheetView* view_ = nullptr;
    const Sheet* sheet_ = nullptr;
    std::unordered_map<std::string, std::uint32_t> rows_, names_, numbers_, people_;
};

}  // namespace

ImportContext import_context(const Definition& definition) {
    ImportContext context;
    context.divisions = definition.divisions;
    const bool is_played =
        std::any_of(definition.stages.begin(), definition.stages.end(), [](const Stage& stage) {
            return stage.format == StageFormat::Runs || stage.is_table() || stage.is_elimination();
        });
    context.names = is_played ? NameRule::OnceInDivision : NameRule::OnceInOrganization;
    if (definition.year) context.year = static_cast<int>(*definition.year);
    return context;
}

bool SheetImport::refused() const {
    return std::any_of(problems.begin(), problems.end(),
                       [](const SheetProblem& one) { return one.problem.severity == Severity::Error; });
}

Result<SheetImport> import_entries(const Workbook& workbook, const ImportOptions& options,
                                   const ImportContext& context) {
    if (Result<void> checked = check_map_divisions(options.map, context.divisions); !checked)
        return tl::unexpected(checked.error());
    Result<ChosenSheet> chosen = choose_sheet(workbook, options, SheetPurpose::Entries, {});
    if (!chosen) return tl::unexpected(chosen.error());
    const Sheet& sheet = *chosen->sheet;
    SheetImport import;
    import.sheet = sheet.name;
    import.header = std::move(chosen->header);
    if (context.divisions.size() > 1)
        guess_division_column(sheet, import.header, options.map, DivisionFinder(context.divisions));
    const std::string header_row = std::to_string(import.header.row);
    const FoundColumn* division_column = import.header.find(Kind::Division);
    if (import.header.find(Kind::Name) == nullptr)
        return refuse("import.no_name_column", {{"row", header_row}});
    if (division_column == nullptr && context.divisions.size() > 1)
        return refuse("import.no_division_column", {{"row", header_row}});

    ProblemList problems;
    check_settings(sheet, options, import.header, problems);
    const SheetView view(sheet);
    EntryReader reader(view, import.header, options.map, context, problems);
    RepetitionFinder repetitions(import.header, context, problems);
    repetitions.set_view(view, sheet);
    for (const SheetRow* row : data_rows(sheet, import.header)) {
        if (options.skip.contains(row->number)) {
            import.skipped.push_back(row->number);
            continue;
        }
        if (repetitions.whole(row->number, whole_row(view, import.header, *row))) continue;
        commands::ImportRow entry = reader.read(*row);
        repetitions.name(row->number, entry,
                         division_column == nullptr ? "" : view.text(*row, division_column->column));
        repetitions.number(row->number, entry);
        repetitions.people(row->number, entry);
        import.rows.push_back({row->number, std::move(entry)});
    }
    if (import.rows.empty() && import.skipped.empty()) return refuse("import.no_rows", {{"row", header_row}});
    import.problems = problems.take();
    return import;
}

void apply_fix(const Fix& fix, ImportOptions& options, Sheet& sheet) {
    switch (fix.kind) {
        case Fix::Kind::SkipRow:
            options.skip.insert(fix.row);
            break;
        case Fix::Kind::SetCell: {
            SheetRow* row = sheet.find_row(fix.row);
            if (row == nullptr) break;
            if (fix.column >= row->cells.size()) row->cells.resize(fix.column + 1);
            row->cells[fix.column] = {CellKind::Text, fix.to};
            break;
        }
        case Fix::Kind::MapValue:
            options.map.set_meaning(fix.target, fix.from, fix.to);
            break;
        case Fix::Kind::MapColumn: {
            const Target target = read_target(fix.to).value_or(Target{});
            std::erase_if(options.map.columns, [&](const ImportMap::Column& column) {
                return column.header == fix.from || (target.kind != Kind::Extra && column.target == target);
            });
            options.map.columns.push_back({fix.from, target});
            break;
        }
    }
}

}  // namespace sandau::documents
