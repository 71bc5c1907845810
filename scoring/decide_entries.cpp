#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "scoring/attachments.h"
#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/text_fold.h"

namespace sandau::handlers {

namespace {

/// "T001", "T002", … above all that are there.
class Numbering {
public:
    template <class T>
    Numbering(const Table<T>& table, char letter, std::size_t digits) : letter_(letter), digits_(digits) {
        for (const T& record : table) {
            const std::string id = record.key();
            if (id.empty() || id[0] != letter) continue;
            if (id.find_first_not_of("0123456789", 1) != std::string::npos || id.size() > 9 || id.size() < 2)
                continue;
            last_ = std::max(last_, std::stoi(id.substr(1)));
        }
    }
    std::string next() {
        const std::string number = std::to_string(++last_);
        return letter_ + std::string(digits_ - std::min(digits_, number.size()), '0') + number;
    }

private:
    char letter_;
    std::size_t digits_;
    int last_ = 0;
};

/// Puts organizations, persons and entries of sheet rows into the draft.
class Registrar {
public:
    Registrar(Draft& draft, const Circumstances& now)
        : draft_(draft),
          now_(now),
          entry_numbers_(draft.now().table<Entry>(), 'T', 3),
          organization_numbers_(draft.now().table<Organization>(), 'O', 3),
          person_numbers_(draft.now().table<Person>(), 'P', 4) {
        for (const Organization& one : draft.now().table<Organization>())
            organizations_.emplace(fold_text(one.name) + '\n' + fold_text(one.parent), one.id);
        for (const Personal& one : draft.now().personal)
            if (const Person* person = draft.find<Person>(one.person))
                persons_.emplace(identity(person->name, one), one.person);
    }

    /// Whether it is new.
    bool add(const commands::NamedOrganization& given) {
        const std::size_t before = organizations_.size();
        organization(given.name, given.parent, given.type);
        return organizations_.size() > before;
    }

    EntryId add(const commands::ImportRow& row) {
        Entry entry;
        entry.id = EntryId(entry_numbers_.next());
        fill(entry, row);
        for (const commands::ImportPerson& member : row.members)
            entry.parts.push_back(part(member, PartRole::Member));
        for (const commands::ImportPerson& coach : row.coaches)
            entry.parts.push_back(part(coach, PartRole::Coach));
        draft_.put(entry);
        return entry.id;
    }

    /// Changes what the row says otherwise. Persons are told apart by their names within the entry.
    bool update(const Entry& before, const commands::ImportRow& row) {
        Entry entry = before;
        fill(entry, row);
        std::vector<Part> parts;
        bool personal_changed = false;
        const auto take = [&](const commands::ImportPerson& person, PartRole role) {
            for (const Part& old : before.parts) {
                const Person* known = draft_.find<Person>(old.person);
                if (old.role != role || known == nullptr || known->name != person.name) continue;
                parts.push_back(old);
                personal_changed = set_personal(*known, person) || personal_changed;
                return;
            }
            parts.push_back(part(person, role));
        };
        for (const commands::ImportPerson& member : row.members) take(member, PartRole::Member);
        for (const commands::ImportPerson& coach : row.coaches) take(coach, PartRole::Coach);
        entry.parts = std::move(parts);
        if (entry == before) return personal_changed;
        draft_.put(entry);
        return true;
    }

private:
    void fill(Entry& entry, const commands::ImportRow& row) {
        entry.number = row.number;
        entry.name = row.name;
        entry.division = row.division;
        entry.registered_at = row.registered_at;
        entry.organization = organization(row.organization, row.organization_parent);
        entry.extra = row.extra;
    }

    OrganizationId organization(const std::string& name, const std::string& parent,
                                const std::string& type = {}) {
        if (name.empty()) return {};
        const std::string folded = fold_text(name) + '\n' + fold_text(parent);
        if (const auto known = organizations_.find(folded); known != organizations_.end())
            return known->second;
        Organization made{OrganizationId(organization_numbers_.next()), name, type, parent};
        draft_.put(made);
        organizations_.emplace(folded, made.id);
        return made.id;
    }

    /// The same name with the same birth date, or the same telephone and e-mail, is the same person.
    static std::string identity(const std::string& name, const Personal& personal) {
        return name + '\n' + personal.birth + '\n' + personal.phone + '\n' + personal.email;
    }

    Part part(const commands::ImportPerson& given, PartRole role) {
        const Personal personal{PersonId(), given.birth, given.phone, given.email, ""};
        const bool known_by_more_than_a_name =
            !given.birth.empty() || !given.phone.empty() || !given.email.empty();
        const auto known = persons_.find(identity(given.name, personal));
        if (known_by_more_than_a_name && known != persons_.end()) return {known->second, role};
        Person person{PersonId(person_numbers_.next()), given.name, ""};
        if (!set_personal(person, given)) draft_.put(person);
        if (known_by_more_than_a_name) persons_.emplace(identity(given.name, personal), person.id);
        return {person.id, role};
    }

    /// Whether anything was new.
    bool set_personal(Person person, const commands::ImportPerson& given) {
        Personal personal;
        if (const Personal* known = draft_.now().personal.find(person.id.text)) personal = *known;
        Personal wanted{person.id, given.birth, given.phone, given.email, personal.address};
        const bool nothing = wanted.birth.empty() && wanted.phone.empty() && wanted.email.empty();
        if (wanted == personal || (nothing && personal.person.empty())) return false;
        person.personal_hash = now_.seal(wanted);
        draft_.put(person);
        draft_.put_personal(std::move(wanted));
        return true;
    }

    Draft& draft_;
    const Circumstances& now_;
    Numbering entry_numbers_;
    Numbering organization_numbers_;
    Numbering person_numbers_;
    std::map<std::string, OrganizationId> organizations_;
    std::map<std::string, PersonId> persons_;
};

Result<void> check_row(const Draft& draft, const commands::ImportRow& row, const std::string& path) {
    if (row.name.empty()) return refuse("entry.name_missing", {}, path + "name");
    if (draft.now().definition->division(row.division) == nullptr)
        return refuse("not_found", {{"what", "@noun.division"}, {"id", row.division.text}},
                      path + "division");
    return {};
}

/// Why the entry may not compete under its division's rules; nothing: it may.
std::optional<std::string> bar(const Draft& draft, const Entry& entry) {
    const Division* division = draft.now().definition->division(entry.division);
    if (division == nullptr) return "eligibility.division";
    if (!division->eligibility) return std::nullopt;
    const Eligibility& rules = *division->eligibility;
    std::int64_t authors = 0;
    for (const Part& part : entry.parts) {
        if (part.role == PartRole::Coach) continue;
        ++authors;
        if (!rules.birth) continue;
        const Personal* personal = draft.now().personal.find(part.person.text);
        if (personal == nullptr || personal->birth.empty()) return "eligibility.birth_missing";
        if (personal->birth < rules.birth->first || personal->birth > rules.birth->second)
            return "eligibility.birth";
    }
    if (rules.authors_min && authors < *rules.authors_min) return "eligibility.too_few";
    if (rules.authors_max && authors > *rules.authors_max) return "eligibility.too_many";
    return std::nullopt;
}

/// How many entries lack which document.
void count_missing(std::map<std::string, std::int64_t>& lacking, const Contest& contest, const Entry& entry) {
    std::set<std::string> own;
    for (const MissingDocument& missing : missing_documents(contest, entry)) own.insert(missing.document->id);
    for (const std::string& document : own) ++lacking[document];
}

}  // namespace

Result<Json> handle(Draft& draft, const commands::OrganizationAdd& command, const Now& now) {
    Registrar registrar(draft, now);
    std::int64_t added = 0;
    for (std::size_t i = 0; i < command.organizations.size(); ++i) {
        if (command.organizations[i].name.empty())
            return refuse("organization.name_missing", {}, "organizations[" + std::to_string(i) + "].name");
        added += registrar.add(command.organizations[i]) ? 1 : 0;
    }
    Json answer;
    answer.set("added", added);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::EntryImport& command, const Now& now) {
    if (command.rows.empty()) return refuse("import.empty");
    Registrar registrar(draft, now);
    std::int64_t added = 0, changed = 0, unchanged = 0;
    std::set<EntryId> met;
    for (std::size_t i = 0; i < command.rows.size(); ++i) {
        const commands::ImportRow& row = command.rows[i];
        const std::string path = "rows[" + std::to_string(i) + "].";
        if (Result<void> good = check_row(draft, row, path); !good) return tl::unexpected(good.error());
        if (row.entry.empty()) {
            registrar.add(row);
            ++added;
            continue;
        }
        const Entry* before = draft.find<Entry>(row.entry);
        if (before == nullptr)
            return refuse("not_found", {{"what", "@noun.entry"}, {"id", row.entry.text}}, path + "entry");
        if (!met.insert(row.entry).second)
            return refuse("import.met_twice", {{"entry", row.entry.text}}, path + "entry");
        ++(registrar.update(Entry(*before), row) ? changed : unchanged);
    }
    Json answer;
    answer.set("added", added).set("changed", changed).set("unchanged", unchanged);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::EntryAdd& command, const Now& now) {
    if (Result<void> good = check_row(draft, command.row, "row."); !good) return tl::unexpected(good.error());
    Json answer;
    answer.set("entry", Registrar(draft, now).add(command.row).text);
    return answer;
}

Result<Json> handle(Draft& draft, const commands::EntryChange& command, const Now&) {
    TRY(entry, get<Entry>(draft, command.entry));
    if (command.name) {
        if (command.name->empty()) return refuse("entry.name_missing", {}, "name");
        entry.name = *command.name;
    }
    if (command.number) entry.number = *command.number;
    if (command.division && *command.division != entry.division) {
        if (draft.now().definition->division(*command.division) == nullptr)
            return not_found("division", command.division->text);
        for (const Sheet& sheet : draft.now().table<Sheet>())
            if (sheet.entry == entry.id) return refuse("entry.has_results", {{"entry", entry.id.text}});
        for (const Match& match : draft.now().table<Match>())
            for (const auto& [side, id] : match.sides)
                if (id == entry.id) return refuse("entry.has_results", {{"entry", entry.id.text}});
        entry.division = *command.division;
        entry.state = EntryState::Registered;
    }
    draft.put(entry);
    return Json(Json::Object{});
}

Result<Json> handle(Draft& draft, const commands::EntryQualify& command, const Now&) {
    std::vector<EntryId> ids = command.entries;
    if (ids.empty()) {
        if (command.verdict != commands::Verdict::Automatic) return refuse("entry.none_named");
        for (const Entry& entry : draft.now().table<Entry>())
            if (entry.state == EntryState::Registered) ids.push_back(entry.id);
    }
    if (command.verdict == commands::Verdict::Refused && command.reason.empty())
        return refuse("reason.missing");
    std::int64_t eligible = 0, refused = 0;
    std::map<std::string, std::int64_t> lacking;
    for (const EntryId& id : ids) {
        TRY(entry, get<Entry>(draft, id));
        if (entry.state == EntryState::Withdrawn) return refuse("entry.withdrawn", {{"entry", id.text}});
        std::optional<std::string> reason;
        switch (command.verdict) {
            case commands::Verdict::Automatic:
                reason = bar(draft, entry);
                break;
            case commands::Verdict::Eligible:
                break;
            case commands::Verdict::Refused:
                reason = command.reason;
                break;
        }
        entry.state = reason ? EntryState::Refused : EntryState::Eligible;
        entry.reason = reason.value_or(command.verdict == commands::Verdict::Eligible ? command.reason : "");
        ++(reason ? refused : eligible);
        if (!reason) count_missing(lacking, draft.now(), entry);
        draft.put(entry);
    }
    Json answer;
    answer.set("eligible", eligible).set("refused", refused);
    Json missing;
    for (const auto& [document, entries] : lacking) missing.set(document, entries);
    if (!lacking.empty()) answer.set("missing", std::move(missing));
    return answer;
}

Result<Json> handle(Draft& draft, const commands::EntryCheckIn& command, const Now&) {
    TRY(entry, get<Entry>(draft, command.entry));
    if (command.present && entry.state != EntryState::Eligible)
        return refuse("entry.not_competing", {{"entry", entry.id.text}});
    entry.checked_in = command.present;
    draft.put(entry);
    return Json(Json::Object{});
}

Result<Json> handle(Draft& draft, const commands::EntryInspect& command, const Now&) {
    TRY(entry, get<Entry>(draft, command.entry));
    if (!command.passed && command.reason.empty()) return refuse("reason.missing");
    entry.inspected = command.passed;
    draft.put(entry);
    return Json(Json::Object{});
}

Result<Json> handle(Draft& draft, const commands::EntryWithdraw& command, const Now&) {
    TRY(entry, get<Entry>(draft, command.entry));
    if (command.reason.empty()) return refuse("reason.missing");
    entry.state = EntryState::Withdrawn;
    entry.reason = command.reason;
    draft.put(entry);
    return Json(Json::Object{});
}

}  // namespace sandau::handlers
