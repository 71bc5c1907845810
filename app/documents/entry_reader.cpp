#include "documents/entry_reader.h"

#include <algorithm>
#include <charconv>

#include "documents/contact.h"
#include "documents/dates.h"
#include "documents/xlsx_values.h"
#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

using Kind = Target::Kind;

/// The parts of a cell that holds several, at semicolons and line ends; empty ones at its end are none.
std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(";\n\r", at), text.size());
        // "\r\n" parts once.
        if (!(end == at && end > 0 && end < text.size() && text[end] == '\n' && text[end - 1] == '\r'))
            parts.push_back(squeeze_blanks(std::string_view(text).substr(at, end - at)));
        at = end + 1;
    }
    while (!parts.empty() && parts.back().empty()) parts.pop_back();
    return parts;
}

/// An Excel day number in a cell that was not formatted as a date; nothing where it is no plausible one.
std::optional<std::string> date_of_serial(const std::string& text) {
    int serial = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), serial);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    // 1930 to 2050
    if (serial < 10'959 || serial > 54'789) return std::nullopt;
    return dated_cell(text, NumberMeaning::Date, DateSystem::From1900).text;
}

/// Nobody is born at an hour: spreadsheets put midnight behind days.
std::string day_of(const std::string& iso) {
    return iso.substr(0, 10);
}

std::string_view code_of(DateFault fault) {
    switch (fault) {
        case DateFault::Impossible:
            return "import.date_impossible";
        case DateFault::Incomplete:
            return "import.date_incomplete";
        case DateFault::Unreadable:
        case DateFault::None:
            break;
    }
    return "import.date_unreadable";
}

}  // namespace

EntryReader::EntryReader(const SheetView& view, const FoundHeader& header, const ImportMap& map,
                         const ImportContext& context, ProblemList& problems)
    : view_(view),
      header_(header),
      map_(map),
      context_(context),
      problems_(problems),
      divisions_(context.divisions) {}

std::string EntryReader::value(const SheetRow& row, const FoundColumn& column) const {
    std::string text = view_.text(row, column.column);
    if (text.empty()) return text;
    return map_.meaning(target_text(column.target), text).value_or(text);
}

std::string EntryReader::date(const SheetRow& row, const FoundColumn& column, const Cell& cell,
                              const std::string& text) {
    if (cell.kind == CellKind::Date && date_of_text(text)) return text;
    if (cell.kind == CellKind::Number) {
        if (const std::optional<std::string> iso = date_of_serial(text)) {
            problems_.cell(Severity::Warning, "import.date_from_number", row.number, column,
                           {{"value", text}, {"date", *iso}});
            return *iso;
        }
    }
    const ReadDate read = read_date(text, context_.year);
    if (read.fault == DateFault::None) return read.iso;
    std::optional<Fix> fix;
    if (!read.other_iso.empty() && cell.text == text)
        fix = Fix{Fix::Kind::SetCell, row.number, column.column, {}, text, read.other_iso};
    problems_.cell(Severity::Error, std::string(code_of(read.fault)), row.number, column,
                   {{"value", text}, {"other", read.other_iso}}, std::move(fix));
    return {};
}

void EntryReader::read_division(const SheetRow& row, const FoundColumn& column, commands::ImportRow& entry) {
    const std::string text = value(row, column);
    if (const Division* found = divisions_.find(text); found != nullptr && !text.empty()) {
        entry.division = found->id;
        return;
    }
    if (text.empty()) {
        if (const Division* only = divisions_.only()) {
            entry.division = only->id;
        } else {
            problems_.cell(Severity::Error, "import.division_missing", row.number, column, {});
        }
        return;
    }
    std::vector<std::string> births;
    for (const commands::ImportPerson& member : entry.members)
        if (!member.birth.empty()) births.push_back(member.birth);
    const Division* nearest = divisions_.nearest(text, births);
    std::optional<Fix> fix;
    Arguments arguments = {{"value", text}};
    if (nearest != nullptr) {
        arguments.emplace_back("nearest", nearest->id.text);
        arguments.emplace_back("nearest_name", nearest->name.in(Language::Vietnamese));
        fix = Fix{Fix::Kind::MapValue, row.number, column.column, "division", view_.text(row, column.column),
                  nearest->id.text};
    }
    problems_.cell(Severity::Error, "import.division_unknown", row.number, column, std::move(arguments),
                   std::move(fix));
}

void EntryReader::read_coach(const SheetRow& row, const FoundColumn& column, commands::ImportRow& entry) {
    std::string text = column.target.kind == Kind::CoachPhone ? telephone_text(view_.at(row, column.column))
                                                              : value(row, column);
    if (text.empty()) return;
    if (entry.coaches.empty()) entry.coaches.emplace_back();
    commands::ImportPerson& coach = entry.coaches.front();
    if (column.target.kind == Kind::CoachName) {
        coach.name = std::move(text);
    } else if (column.target.kind == Kind::CoachPhone) {
        if (!is_telephone(text))
            problems_.cell(Severity::Warning, "import.phone_invalid", row.number, column, {{"value", text}});
        coach.phone = std::move(text);
    } else {
        if (!is_email(text))
            problems_.cell(Severity::Warning, "import.email_invalid", row.number, column, {{"value", text}});
        coach.email = std::move(text);
    }
}

void EntryReader::read_numbered_members(const SheetRow& row, commands::ImportRow& entry) {
    struct Member {
        commands::ImportPerson person;
        const FoundColumn* name = nullptr;
        const FoundColumn* birth = nullptr;
        bool has_birth = false;
    };
    std::map<std::size_t, Member> members;
    for (const FoundColumn& column : header_.columns) {
        if (column.target.kind != Kind::MemberName && column.target.kind != Kind::MemberBirth) continue;
        Member& member = members[column.target.index];
        (column.target.kind == Kind::MemberName ? member.name : member.birth) = &column;
    }
    for (auto& [index, member] : members) {
        if (member.name != nullptr) member.person.name = value(row, *member.name);
        if (member.birth != nullptr) {
            const std::string text = value(row, *member.birth);
            member.has_birth = !text.empty();
            if (member.has_birth)
                member.person.birth =
                    day_of(date(row, *member.birth, view_.at(row, member.birth->column), text));
        }
        if (member.person.name.empty() && member.has_birth)
            problems_.cell(Severity::Error, "import.member_name_missing", row.number, *member.birth, {});
        if (member.person.name.empty()) continue;
        entry.members.push_back(std::move(member.person));
        birth_columns_.push_back(member.birth);
    }
}

void EntryReader::read_listed_members(const SheetRow& row, commands::ImportRow& entry) {
    const FoundColumn* names_column = header_.find(Kind::MembersNames);
    const FoundColumn* births_column = header_.find(Kind::MembersBirths);
    std::vector<std::string> names;
    std::vector<std::string> births;
    if (names_column != nullptr) names = parts_of(view_.at(row, names_column->column).text);
    if (births_column != nullptr) births = parts_of(view_.at(row, births_column->column).text);
    names.erase(std::remove(names.begin(), names.end(), std::string()), names.end());
    if (!births.empty() && births.size() != names.size()) {
        problems_.cell(Severity::Error, "import.members_differ", row.number, *births_column,
                       {{"names", std::to_string(names.size())}, {"births", std::to_string(births.size())}});
        births.clear();
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        commands::ImportPerson person;
        person.name = names[i];
        if (i < births.size() && !births[i].empty())
            person.birth = day_of(date(row, *births_column, view_.at(row, births_column->column), births[i]));
        entry.members.push_back(std::move(person));
        birth_columns_.push_back(births_column);
    }
}

void EntryReader::check_births(const SheetRow& row, const commands::ImportRow& entry) {
    const auto division = std::find_if(context_.divisions.begin(), context_.divisions.end(),
                                       [&](const Division& one) { return one.id == entry.division; });
    for (std::size_t i = 0; i < entry.members.size(); ++i) {
        const std::string& birth = entry.members[i].birth;
        const FoundColumn* column = birth_columns_[i];
        if (birth.empty() || column == nullptr) continue;
        int year = 0;
        std::from_chars(birth.data(), birth.data() + 4, year);
        // Contestants are from kindergarten to retirement; the rest is a slip of the pen.
        if (year > context_.year - 3 || year < context_.year - 100) {
            problems_.cell(Severity::Warning, "import.birth_unlikely", row.number, *column,
                           {{"value", birth}, {"name", entry.members[i].name}});
            continue;
        }
        if (division == context_.divisions.end() || !division->eligibility || !division->eligibility->birth)
            continue;
        const auto& [from, to] = *division->eligibility->birth;
        if (birth < from || birth > to)
            problems_.cell(Severity::Warning, "import.birth_outside_division", row.number, *column,
                           {{"value", birth},
                            {"name", entry.members[i].name},
                            {"division", division->id.text},
                            {"from", from},
                            {"to", to}});
    }
}

void EntryReader::read_extra(const SheetRow& row, commands::ImportRow& entry) const {
    for (const FoundColumn& column : header_.columns) {
        if (column.target.kind != Kind::Extra) continue;
        std::string text = view_.text(row, column.column);
        if (text.empty()) continue;
        // Two columns of one header are told apart by their letters.
        if (!entry.extra.emplace(column.header, text).second)
            entry.extra.emplace(column.header + " (" + column_letters(column.column) + ")", text);
    }
    for (std::uint32_t column = 0; column < row.cells.size(); ++column) {
        const bool has_header = std::any_of(header_.columns.begin(), header_.columns.end(),
                                            [&](const FoundColumn& found) { return found.column == column; });
        std::string text = has_header ? "" : squeeze_blanks(row.cells[column].text);
        if (!text.empty()) entry.extra.emplace(column_letters(column), std::move(text));
    }
}

commands::ImportRow EntryReader::read(const SheetRow& row) {
    commands::ImportRow entry;
    birth_columns_.clear();
    read_numbered_members(row, entry);
    read_listed_members(row, entry);
    const FoundColumn* division_column = nullptr;
    for (const FoundColumn& column : header_.columns) {
        switch (column.target.kind) {
            case Kind::Number:
                entry.number = value(row, column);
                break;
            case Kind::Name:
                entry.name = value(row, column);
                if (entry.name.empty())
                    problems_.cell(Severity::Error, "import.name_missing", row.number, column, {},
                                   Fix{Fix::Kind::SkipRow, row.number, column.column, {}, {}, {}});
                break;
            case Kind::Division:
                division_column = &column;
                break;
            case Kind::RegisteredAt:
                if (const std::string text = value(row, column); !text.empty())
                    entry.registered_at = date(row, column, view_.at(row, column.column), text);
                break;
            case Kind::OrganizationName:
                entry.organization = value(row, column);
                break;
            case Kind::OrganizationParent:
                entry.organization_parent = value(row, column);
                break;
            case Kind::CoachName:
            case Kind::CoachPhone:
            case Kind::CoachEmail:
                read_coach(row, column, entry);
                break;
            case Kind::MemberName:
            case Kind::MemberBirth:
            case Kind::MembersNames:
            case Kind::MembersBirths:
            case Kind::Extra:
            case Kind::RunItem:
            case Kind::RunTimeS:
            case Kind::RunTimeMs:
            case Kind::RunStatus:
            case Kind::Score:
                break;
        }
    }
    if (division_column != nullptr) {
        read_division(row, *division_column, entry);
    } else if (const Division* only = divisions_.only()) {
        entry.division = only->id;
    }
    check_births(row, entry);
    read_extra(row, entry);
    return entry;
}

}  // namespace sandau::documents
