#include "documents/match.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "documents/row_values.h"
#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

using commands::ImportPerson;
using commands::ImportRow;
using Kind = Target::Kind;

std::string people_text(const std::vector<ImportPerson>& people) {
    std::string text;
    for (const ImportPerson& person : people) {
        text += (text.empty() ? "" : "; ") + person.name;
        if (!person.birth.empty()) text += " (" + person.birth + ")";
        for (const std::string& more : {person.phone, person.email})
            if (!more.empty()) text += ", " + more;
    }
    return text;
}

bool has_column(const FoundHeader& header, std::initializer_list<Kind> kinds) {
    return std::any_of(kinds.begin(), kinds.end(), [&](Kind kind) { return header.find(kind) != nullptr; });
}

/// Members whose births the sheet does not have keep those that the entry has.
void keep_births(std::vector<ImportPerson>& members, const std::vector<ImportPerson>& before) {
    for (ImportPerson& member : members) {
        const auto same = std::find_if(before.begin(), before.end(), [&](const ImportPerson& one) {
            return fold_text(one.name) == fold_text(member.name);
        });
        if (member.birth.empty() && same != before.end()) member.birth = same->birth;
    }
}

/// A sheet without a column says nothing about it.
void keep_what_has_no_column(const FoundHeader& header, ImportRow& row, const ImportRow& before) {
    if (!has_column(header, {Kind::Number})) row.number = before.number;
    if (!has_column(header, {Kind::Division})) row.division = before.division;
    if (!has_column(header, {Kind::RegisteredAt})) row.registered_at = before.registered_at;
    if (!has_column(header, {Kind::OrganizationName})) row.organization = before.organization;
    if (!has_column(header, {Kind::OrganizationParent})) row.organization_parent = before.organization_parent;
    if (!has_column(header, {Kind::MemberName, Kind::MembersNames})) {
        row.members = before.members;
    } else if (!has_column(header, {Kind::MemberBirth, Kind::MembersBirths})) {
        keep_births(row.members, before.members);
    }
    if (!has_column(header, {Kind::CoachName, Kind::CoachPhone, Kind::CoachEmail})) {
        row.coaches = before.coaches;
    } else if (!before.coaches.empty()) {
        if (row.coaches.empty()) row.coaches.emplace_back();
        ImportPerson& coach = row.coaches.front();
        if (!has_column(header, {Kind::CoachName})) coach.name = before.coaches.front().name;
        if (!has_column(header, {Kind::CoachPhone})) coach.phone = before.coaches.front().phone;
        if (!has_column(header, {Kind::CoachEmail})) coach.email = before.coaches.front().email;
        coach.birth = before.coaches.front().birth;
        if (coach == ImportPerson{}) row.coaches.clear();
    }
    for (const auto& [name, value] : before.extra) {
        const bool in_sheet = std::any_of(header.columns.begin(), header.columns.end(),
                                          [&](const FoundColumn& column) { return column.header == name; });
        if (!in_sheet) row.extra.emplace(name, value);
    }
}

std::vector<Difference> differences(const ImportRow& before, const ImportRow& after) {
    std::vector<Difference> all;
    const auto compare = [&](const std::string& field, const std::string& was, const std::string& is) {
        if (was != is) all.push_back({field, was, is});
    };
    compare("number", before.number, after.number);
    compare("name", before.name, after.name);
    compare("division", before.division.text, after.division.text);
    compare("registered_at", before.registered_at, after.registered_at);
    compare("organization.name", before.organization, after.organization);
    compare("organization.parent", before.organization_parent, after.organization_parent);
    compare("members", people_text(before.members), people_text(after.members));
    compare("coach", people_text(before.coaches), people_text(after.coaches));
    std::set<std::string> extras;
    for (const auto* one : {&before.extra, &after.extra})
        for (const auto& [name, value] : *one) extras.insert(name);
    const auto value_of = [](const std::map<std::string, std::string>& extra, const std::string& name) {
        const auto found = extra.find(name);
        return found == extra.end() ? std::string() : found->second;
    };
    for (const std::string& name : extras)
        compare(name, value_of(before.extra, name), value_of(after.extra, name));
    return all;
}

/// Finds the entry of a row among those with its key.
class EntryFinder {
public:
    EntryFinder(const std::vector<ImportRow>& existing, const std::vector<KeyField>& key)
        : existing_(existing), key_(key) {
        for (std::size_t i = 0; i < existing.size(); ++i) by_key_[key_of(existing[i])].push_back(i);
    }

    std::vector<std::size_t> find(const ImportRow& row) const {
        const auto found = by_key_.find(key_of(row));
        if (found == by_key_.end()) return {};
        std::vector<std::size_t> candidates = found->second;
        if (candidates.size() < 2) return candidates;
        std::erase_if(candidates, [&](std::size_t one) { return existing_[one].division != row.division; });
        return candidates.empty() ? found->second : candidates;
    }

private:
    std::string key_of(const ImportRow& row) const {
        return match_key(key_, row.number, row.name, row.division, row.organization);
    }

    const std::vector<ImportRow>& existing_;
    const std::vector<KeyField>& key_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_key_;
};

}  // namespace

std::string match_key(const std::vector<KeyField>& key, const std::string& number, const std::string& name,
                      const DivisionId& division, const std::string& organization) {
    std::string text;
    for (const KeyField field : key) {
        switch (field) {
            case KeyField::Number:
                text += fold_text(number);
                break;
            case KeyField::Name:
                text += fold_text(name);
                break;
            case KeyField::Division:
                text += division.text;
                break;
            case KeyField::Organization:
                text += fold_text(organization);
                break;
        }
        text += '\x1f';
    }
    return text;
}

std::size_t MatchedRows::count(RowState state) const {
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [&](const RowMatch& row) { return row.state == state; }));
}

std::vector<ImportRow> existing_rows(const Contest& contest) {
    std::vector<ImportRow> rows;
    for (const Entry& entry : contest.table<Entry>()) {
        ImportRow row;
        row.entry = entry.id;
        row.number = entry.number;
        row.name = entry.name;
        row.division = entry.division;
        row.registered_at = entry.registered_at;
        if (const Organization* organization = contest.table<Organization>().find(entry.organization.text)) {
            row.organization = organization->name;
            row.organization_parent = organization->parent;
        }
        for (const Part& part : entry.parts) {
            ImportPerson person;
            if (const Person* found = contest.table<Person>().find(part.person.text))
                person.name = found->name;
            if (const Personal* personal = contest.personal.find(part.person.text)) {
                person.birth = personal->birth;
                person.phone = personal->phone;
                person.email = personal->email;
            }
            (part.role == PartRole::Coach ? row.coaches : row.members).push_back(std::move(person));
        }
        row.extra = entry.extra;
        rows.push_back(std::move(row));
    }
    return rows;
}

MatchedRows match_rows(SheetImport& import, const std::vector<ImportRow>& existing,
                       const std::vector<KeyField>& key) {
    const std::vector<KeyField> by =
        key.empty() ? std::vector<KeyField>{KeyField::Name, KeyField::Organization} : key;
    const EntryFinder finder(existing, by);
    const FoundColumn* name_column = import.header.find(Kind::Name);
    CHECK(name_column != nullptr, "an import has a column of names");
    MatchedRows matched;
    ProblemList problems;
    std::map<std::size_t, std::uint32_t> met;
    for (ReadEntry& read : import.rows) {
        RowMatch match{read.sheet_row, RowState::New, {}, {}};
        const std::vector<std::size_t> found = finder.find(read.row);
        if (found.size() > 1) {
            std::string entries;
            for (const std::size_t one : found)
                entries += (entries.empty() ? "" : ", ") + existing[one].entry.text;
            problems.cell(Severity::Error, "import.several_entries", read.sheet_row, *name_column,
                          {{"name", read.row.name}, {"entries", entries}});
            for (const std::size_t one : found) met.emplace(one, read.sheet_row);
        } else if (found.size() == 1) {
            const ImportRow& before = existing[found[0]];
            const auto [first, fresh] = met.emplace(found[0], read.sheet_row);
            if (!fresh)
                problems.cell(Severity::Error, "import.same_entry", read.sheet_row, *name_column,
                              {{"name", read.row.name},
                               {"entry", before.entry.text},
                               {"first_row", std::to_string(first->second)}});
            keep_what_has_no_column(import.header, read.row, before);
            read.row.entry = before.entry;
            match.entry = before.entry;
            match.differences = differences(before, read.row);
            match.state = match.differences.empty() ? RowState::Same : RowState::Changed;
        }
        matched.rows.push_back(std::move(match));
    }
    for (std::size_t i = 0; i < existing.size(); ++i)
        if (!met.contains(i)) matched.gone.push_back(existing[i].entry);
    matched.problems = problems.take();
    return matched;
}

commands::EntryImport import_command(const SheetImport& import, std::string source) {
    commands::EntryImport command;
    command.source = std::move(source);
    for (const ReadEntry& read : import.rows) command.rows.push_back(read.row);
    return command;
}

}  // namespace sandau::documents
