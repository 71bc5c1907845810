#include <algorithm>

#include "scoring/attachments.h"
#include "scoring/decide_handlers.h"

namespace sandau {

std::vector<Attachment> attachments_of(const Contest& contest, const EntryId& entry) {
    std::vector<Attachment> found;
    const Table<Attachment>& all = contest.table<Attachment>();
    for (auto one = all.from(entry.text + "."); one != all.end() && one->entry == entry; ++one)
        found.push_back(*one);
    std::ranges::sort(found, {}, &Attachment::number);
    return found;
}

std::vector<MissingDocument> missing_documents(const Contest& contest, const Entry& entry) {
    std::vector<MissingDocument> missing;
    const Division* division = contest.definition->division(entry.division);
    if (division == nullptr || !division->eligibility) return missing;
    const std::vector<Attachment> files = attachments_of(contest, entry.id);
    const auto ask = [&](const RequiredDocument& document, const PersonId& person) {
        const bool there = std::ranges::any_of(files, [&](const Attachment& file) {
            return file.document == document.id && (person.empty() || file.person == person);
        });
        if (!there) missing.push_back({&document, person});
    };
    for (const RequiredDocument& document : division->eligibility->documents) {
        if (!document.required) continue;
        if (document.per == RequiredDocument::Per::Entry) {
            ask(document, {});
            continue;
        }
        for (const Part& part : entry.parts)
            if (part.role != PartRole::Coach) ask(document, part.person);
    }
    return missing;
}

namespace handlers {

namespace {

bool is_file_name(const std::string& name) {
    return !name.empty() && name.size() <= attachment_name_bytes_max &&
           std::ranges::none_of(name,
                                [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// Which of the division's documents it is, and whose where each author brings one.
Result<void> check_document(const Draft& draft, const Entry& entry, const commands::EntryAttach& command) {
    const bool of_the_entry = std::ranges::any_of(entry.parts, [&](const Part& part) {
        return part.person == command.person && part.role != PartRole::Coach;
    });
    if (!command.person.empty() && !of_the_entry) return refuse("attachment.whose", {}, "person");
    if (command.document.empty()) return {};
    const Division* division = draft.now().definition->division(entry.division);
    if (division == nullptr || !division->eligibility) return not_found("document", command.document);
    const std::vector<RequiredDocument>& asked_for = division->eligibility->documents;
    const auto document = std::ranges::find(asked_for, command.document, &RequiredDocument::id);
    if (document == asked_for.end()) return not_found("document", command.document);
    if (document->per == RequiredDocument::Per::Author && command.person.empty())
        return refuse("attachment.whose", {}, "person");
    return {};
}

}  // namespace

Result<Json> handle(Draft& draft, const commands::EntryAttach& command, const Now& now) {
    TRY(entry, get<Entry>(draft, command.entry));
    if (!is_file_name(command.name)) return refuse("attachment.name", {}, "name");
    if (Result<void> good = check_document(draft, entry, command); !good) return tl::unexpected(good.error());
    const std::optional<KeptFile> kept = now.kept_file ? now.kept_file(command.sha256) : std::nullopt;
    if (!kept) return refuse("attachment.not_kept", {{"sha256", command.sha256}}, "sha256");
    const std::vector<Attachment> there = attachments_of(draft.now(), entry.id);
    for (const Attachment& one : there)
        if (one.sha256 == kept->sha256) return refuse("attachment.there", {{"name", one.name}}, "sha256");
    if (there.size() >= attachments_max)
        return refuse("attachment.too_many", {{"max", std::to_string(attachments_max)}});
    const int number = there.empty() ? 1 : there.back().number + 1;
    draft.put(Attachment{entry.id, number, command.name, kept->sha256, kept->media_type, kept->bytes,
                         command.anonymous, command.document, command.person});
    Json answer;
    answer.set("number", std::int64_t{number});
    return answer;
}

Result<Json> handle(Draft& draft, const commands::EntryDetach& command, const Now&) {
    const std::string key = Attachment{command.entry, command.number, {}, {}, {}, 0, false, {}, {}}.key();
    if (draft.find<Attachment>(key) == nullptr) return not_found("attachment", key);
    draft.remove<Attachment>(key);
    return Json(Json::Object{});
}

}  // namespace handlers

}  // namespace sandau
