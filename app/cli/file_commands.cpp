#include <fmt/format.h>

#include <map>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/contest_access.h"
#include "cli/journal_lines.h"
#include "cli/waiting.h"
#include "db/maintenance.h"
#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "scoring/presets.h"

namespace sandau::cli {

namespace {

struct NewOptions {
    std::string file, preset, definition, from;
};

Result<std::string> definition_for(const NewOptions& options) {
    if (!options.definition.empty()) return read_input(options.definition);
    for (const Preset& preset : presets())
        if (preset.id == options.preset) return std::string(preset.text);
    return refuse("not_found", {{"what", "@noun.preset"}, {"id", options.preset}});
}

/// Takes what stays the same from one year to the next into a new file.
class LastYear {
public:
    LastYear(const Contest& last, Desk& desk) : last_(last), desk_(desk) {}

    Result<void> take_over() {
        commands::OrganizationAdd organizations;
        for (const Organization& one : last_.table<Organization>())
            organizations.organizations.push_back({one.name, one.type, one.parent});
        if (!organizations.organizations.empty())
            if (const Result<Answer> answer = ask(organizations); !answer)
                return tl::unexpected(answer.error());
        for (const User& user : last_.table<User>()) {
            if (user.revoked) continue;
            // Secrets are given anew each year.
            const Result<Answer> answer = ask(commands::UserGrant{UserId(), user.name, user.grants, "", ""});
            if (!answer) return tl::unexpected(answer.error());
            if (const Json* id = answer->result.find("user"); id != nullptr && id->as_string() != nullptr)
                now_called_[user.id] = UserId(*id->as_string());
        }
        for (const PanelRecord& panel : last_.table<PanelRecord>())
            if (const Result<void> taken = take_panel(panel); !taken) return taken;
        return {};
    }

private:
    template <class Payload>
    Result<Answer> ask(const Payload& payload) {
        return desk_.ask(command_of(new_command_id(), keyboard_actor, payload));
    }

    /// The paper that sets a panel up is of its year.
    Result<void> take_panel(PanelRecord panel) {
        panel.decision_number.clear();
        std::erase_if(panel.members,
                      [&](const PanelMember& member) { return !now_called_.contains(member.judge); });
        for (PanelMember& member : panel.members) member.judge = now_called_.at(member.judge);
        const auto chair = now_called_.find(panel.chair);
        panel.chair = chair != now_called_.end() ? chair->second : UserId();
        const Result<Answer> answer = ask(commands::PanelSet{std::move(panel)});
        if (!answer) return tl::unexpected(answer.error());
        return {};
    }

    const Contest& last_;
    Desk& desk_;
    std::map<UserId, UserId> now_called_;
};

/// Last year's rules with the edition one higher, its organizations, judges and panels; nothing else.
Exit new_from_last_year(const Console& console, const NewOptions& options) {
    const Result<std::shared_ptr<const Contest>> last = look_into(options.from);
    if (!last) return console.refused(last.error());
    Result<Json> document = read_json((*last)->definition_text().text);
    if (!document) return console.refused(document.error());
    for (const char* key : {"edition", "year"})
        if (const Json* number = document->find(key); number != nullptr && number->as_int())
            document->set(key, *number->as_int() + 1);
    const Result<std::unique_ptr<Desk>> desk = Desk::create(options.file, write_json_pretty(*document));
    if (!desk) return console.refused(desk.error());
    const Result<void> taken = LastYear(**last, **desk).take_over();
    if (!taken) return console.refused(taken.error());
    console.message(options.file);
    return Exit::Done;
}

Exit make_new(const Console& console, const NewOptions& options) {
    if (!options.from.empty()) return new_from_last_year(console, options);
    const Result<std::string> text = definition_for(options);
    if (!text) return console.refused(text.error());
    const DefinitionReading reading = read_definition(std::string_view(*text));
    if (!reading.ok()) {
        for (const Problem& problem : reading.problems) console.message(console.sentence(problem.what));
        return Exit::InputWrong;
    }
    const Result<std::unique_ptr<Desk>> desk = Desk::create(options.file, *text);
    if (!desk) return console.refused(desk.error());
    console.message(fmt::format("{}: {}", options.file, reading.definition.name.in(console.language())));
    return Exit::Done;
}

Exit verify_file(const Console& console, const std::string& file, bool as_json) {
    const Result<VerifyReport> report = verify(file);
    if (!report) return console.refused(report.error());
    for (const Problem& problem : report->problems) console.line(console.sentence(problem.what));
    if (as_json) {
        Json json;
        json.set("fine", report->fine()).set("entries", report->entries).set("rows", report->rows);
        json.set("personal_kept", report->personal_kept).set("personal_erased", report->personal_erased);
        json.set("files_kept", report->files_kept).set("files_erased", report->files_erased);
        console.answer(json);
    } else if (report->fine()) {
        console.line(
            fmt::format(fmt::runtime(console.in("Nguyên vẹn: {} mục nhật ký, {} dòng bảng đã đối chiếu.",
                                                "Intact: {} journal entries, {} table rows compared.")),
                        report->entries, report->rows));
    }
    return report->fine() ? Exit::Done : Exit::HostFailed;
}

Exit finish(const Console& console, const Result<void>& done, const char* vi, const char* en) {
    if (!done) return console.refused(done.error());
    console.message(console.in(vi, en));
    return Exit::Done;
}

Exit back_up(const Console& console, const std::string& file, const std::string& destination) {
    Result<ContestAccess> access = ContestAccess::open(file);
    if (!access) return console.refused(access.error());
    return finish(console, access->backup_to(destination), "Đã sao lưu.", "Backed up.");
}

Exit erase(const Console& console, const std::string& file, bool personal) {
    if (!personal) {
        console.message(console.in("erase cần --personal", "erase needs --personal"));
        return Exit::UsageWrong;
    }
    Result<ContestAccess> access = ContestAccess::open(file);
    if (!access) return console.refused(access.error());
    return finish(console, access->erase_personal(),
                  "Đã xóa hẳn dữ liệu cá nhân, kể cả ảnh và tài liệu đính kèm. Bản sao lưu cũ vẫn còn.",
                  "Personal data, photos and documents are gone for good. Older backups still have them.");
}

Exit print_journal(const Console& console, const std::string& path, Seq since, bool follow) {
    const Result<ContestFile> file = ContestFile::open(path, FileMode::ReadOnly);
    if (!file) return console.refused(file.error());
    while (true) {
        const Result<std::vector<JournalEntry>> entries = file->journal_since(since);
        if (!entries) return console.refused(entries.error());
        for (const JournalEntry& entry : *entries) {
            console.line(journal_line(entry));
            since = entry.seq;
        }
        if (!entries->empty()) continue;
        if (!follow) return Exit::Done;
        std::fflush(stdout);
        if (wait_or_interrupted(std::chrono::milliseconds(200))) return Exit::Done;
    }
}

}  // namespace

void add_file_commands(Program& program) {
    const Console& console = program.console;
    const char* file_help = console.in("tệp cuộc thi, TEN.sandau", "the contest file, NAME.sandau");
    {
        auto options = std::make_shared<NewOptions>();
        CLI::App& command = program.command("new", "Tạo tệp cuộc thi", "Makes a contest file",
                                            [options, &console] { return make_new(console, *options); });
        command.add_option("FILE", options->file, file_help)->required();
        CLI::Option_group* rules = command.add_option_group("rules");
        rules->add_option("--preset", options->preset, console.in("mã thể lệ có sẵn", "a preset's id"));
        rules->add_option("--definition", options->definition, console.in("tệp thể lệ", "a definition file"));
        rules->add_option("--from", options->from,
                          console.in("tệp cuộc thi năm trước", "last year's contest file"));
        rules->require_option(1);
    }
    {
        auto file = std::make_shared<std::string>();
        auto as_json = std::make_shared<bool>(false);
        CLI::App& command = program.command(
            "verify", "Kiểm tra tệp: cơ sở dữ liệu, chuỗi băm, các bảng khớp với nhật ký",
            "Integrity of the database, the hash chain, and that the tables equal what the journal gives",
            [file, as_json, &console] { return verify_file(console, *file, *as_json); });
        command.add_option("FILE", *file, file_help)->required();
        command.add_flag("--json", *as_json, "JSON");
    }
    {
        auto file = std::make_shared<std::string>();
        auto destination = std::make_shared<std::string>();
        CLI::App& command = program.command(
            "backup", "Bản sao nhất quán, cả khi đang dùng", "A consistent copy, while it is in use too",
            [file, destination, &console] { return back_up(console, *file, *destination); });
        command.add_option("FILE", *file, file_help)->required();
        command.add_option("DEST", *destination, console.in("tệp bản sao", "the copy"))->required();
    }
    {
        auto source = std::make_shared<std::string>();
        auto file = std::make_shared<std::string>();
        CLI::App& command = program.command(
            "restore", "Khôi phục từ bản sao lưu", "Puts a backup in its place", [source, file, &console] {
                return finish(console, restore(*source, *file), "Đã khôi phục.", "Restored.");
            });
        command.add_option("SRC", *source, console.in("bản sao lưu", "the backup"))->required();
        command.add_option("FILE", *file, file_help)->required();
    }
    {
        auto file = std::make_shared<std::string>();
        auto personal = std::make_shared<bool>(false);
        CLI::App& command =
            program.command("erase", "Xóa hẳn dữ liệu cá nhân; tệp vẫn kiểm tra được",
                            "Personal data gone for good; the file still verifies",
                            [file, personal, &console] { return erase(console, *file, *personal); });
        command.add_option("FILE", *file, file_help)->required();
        command.add_flag("--personal", *personal, console.in("dữ liệu cá nhân", "the personal data"));
    }
    {
        auto file = std::make_shared<std::string>();
        auto since = std::make_shared<Seq>(0);
        auto follow = std::make_shared<bool>(false);
        CLI::App& command = program.command(
            "journal", "Những gì đã xảy ra, mỗi dòng một JSON", "What happened, one JSON line each",
            [=, &console] { return print_journal(console, *file, *since, *follow); });
        command.add_option("FILE", *file, file_help)->required();
        command.add_option("--since", *since, console.in("sau mục số N", "after entry N"));
        command.add_flag("--follow", *follow, console.in("theo dõi tiếp", "go on as it happens"));
    }
}

}  // namespace sandau::cli
