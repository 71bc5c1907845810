#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/contest_access.h"
#include "cli/date_time.h"
#include "cli/standings_table.h"
#include "scoring/command_payloads.h"
#include "scoring/contest_results.h"
#include "scoring/definition.h"
#include "scoring/evaluate.h"
#include "server/secrets.h"

namespace sandau::cli {

namespace {

struct ScheduleOptions {
    std::string file, stage, division, start, slot, rest = "0m";
    std::vector<std::string> breaks;
    int fields = 1;
    std::int64_t seed = 1;
};

Exit schedule(const Console& console, const ScheduleOptions& options) {
    Result<ContestAccess> access = ContestAccess::open(options.file);
    if (!access) return console.refused(access.error());
    const Result<std::shared_ptr<const Contest>> contest = access->contest();
    if (!contest) return console.refused(contest.error());
    const int offset_min = (*contest)->settings().utc_offset_min;
    const Result<WallTime> start = read_date_time(options.start, offset_min);
    const Result<std::int64_t> slot = read_duration_ms(options.slot);
    const Result<std::int64_t> rest = read_duration_ms(options.rest);
    if (!start) return console.refused(start.error());
    if (!slot) return console.refused(slot.error());
    if (!rest) return console.refused(rest.error());
    commands::StageSchedule command;
    command.stage = StageId(options.stage);
    command.division = DivisionId(options.division);
    command.fields_count = options.fields;
    command.start = *start;
    command.slot_ms = *slot;
    command.rest_ms = *rest;
    command.seed = options.seed;
    for (const std::string& text : options.breaks) {
        const Result<commands::Break> one = read_break(text, *start, offset_min);
        if (!one) return console.refused(one.error());
        command.breaks.push_back(*one);
    }
    const Result<Answer> answer = access->ask(command);
    if (!answer) return console.refused(answer.error());
    const Result<std::shared_ptr<const Contest>> after = access->contest();
    if (!after) return console.refused(after.error());
    console.result(schedule_csv(**after, command.stage));
    return Exit::Done;
}

struct StandingsOptions {
    std::string file, stage, division;
    bool as_json = false;
};

Exit standings(const Console& console, const StandingsOptions& options) {
    const Result<std::shared_ptr<const Contest>> contest = look_into(options.file);
    if (!contest) return console.refused(contest.error());
    const Definition& definition = *(*contest)->definition;
    if (!options.stage.empty() && definition.stage(StageId(options.stage)) == nullptr)
        return console.refused({"not_found", {{"what", "@noun.stage"}, {"id", options.stage}}, {}});
    if (!options.division.empty() && definition.division(DivisionId(options.division)) == nullptr)
        return console.refused({"not_found", {{"what", "@noun.division"}, {"id", options.division}}, {}});
    const Result<Standings> all = standings_of(**contest, Visibility::Committed);
    if (!all) return console.refused(all.error());
    if (options.as_json && options.stage.empty() && options.division.empty()) {
        console.result(write_json_pretty(to_json(*all)));
        return Exit::Done;
    }
    const Selection selection{StageId(options.stage), DivisionId(options.division)};
    console.result(options.as_json ? write_json_pretty(standings_json(*all, selection))
                                   : standings_text(**contest, *all, selection, console.language()));
    return Exit::Done;
}

struct DoOptions {
    std::string file, kind, payload;
};

Exit do_command(const Console& console, const DoOptions& options) {
    Command command{new_command_id(), keyboard_actor, {}, options.kind, {}, Json(Json::Object{})};
    if (!options.payload.empty()) {
        const Result<std::string> text = read_input(options.payload);
        if (!text) return console.refused(text.error());
        Result<Json> payload = read_json(*text);
        if (!payload) return console.refused(payload.error());
        command.payload = std::move(*payload);
    }
    Result<ContestAccess> access = ContestAccess::open(options.file);
    if (!access) return console.refused(access.error());
    const Result<Answer> answer = access->ask(std::move(command));
    if (!answer) return console.refused(answer.error());
    Json json;
    json.set("seq", answer->seq).set("result", answer->result);
    console.answer(json);
    return Exit::Done;
}

struct UserOptions {
    std::string file, name, role = "referee", stage, division, field, user;
    bool code = false, password = false, as_json = false;
};

Exit add_user(const Console& console, const UserOptions& options) {
    const std::optional<Role> role = from_word<Role>(options.role);
    if (!role) {
        console.message(console.in(
            "Vai trò không có: organiser, secretary, head_judge, judge, referee, marshal, announcer, display",
            "No such role: organiser, secretary, head_judge, judge, referee, marshal, announcer, display"));
        return Exit::UsageWrong;
    }
    commands::UserGrant grant;
    grant.name = options.name;
    grant.grants = {
        {*role, StageId(options.stage), DivisionId(options.division), FieldId(options.field), "", ""}};
    std::string code;
    if (options.password) {
        const Result<std::string> word = read_input("-");
        if (!word) return console.refused(word.error());
        const std::string line = word->substr(0, word->find_first_of("\r\n"));
        if (line.size() < 8) return console.refused({"user.password_short", {{"min", "8"}}, {}});
        grant.password_hash = server::hash_password(line);
    } else {
        code = server::make_code();
        grant.code_hash = server::hash_code(code);
    }
    Result<ContestAccess> access = ContestAccess::open(options.file);
    if (!access) return console.refused(access.error());
    const Result<Answer> answer = access->ask(grant);
    if (!answer) return console.refused(answer.error());
    Json json = answer->result;
    json.set("name", options.name);
    if (!code.empty()) json.set("code", code);
    console.answer(json);
    return Exit::Done;
}

Exit list_users(const Console& console, const UserOptions& options) {
    const Result<std::shared_ptr<const Contest>> contest = look_into(options.file);
    if (!contest) return console.refused(contest.error());
    Json list{Json::Array{}};
    for (const User& user : (*contest)->table<User>()) {
        std::string grants;
        for (const Grant& grant : user.grants)
            grants += (grants.empty() ? "" : ", ") + std::string(word_of(grant.role));
        if (!options.as_json) {
            console.line(fmt::format("{:6} {:28} {}{}", user.id.text, user.name, grants,
                                     user.revoked ? console.in(" (đã thu hồi)", " (revoked)") : ""));
            continue;
        }
        Json one;
        one.set("user", user.id.text)
            .set("name", user.name)
            .set("grants", to_json(user.grants))
            .set("revoked", user.revoked);
        list.push_back(std::move(one));
    }
    if (options.as_json) console.answer(list);
    return Exit::Done;
}

Exit revoke_user(const Console& console, const UserOptions& options) {
    Result<ContestAccess> access = ContestAccess::open(options.file);
    if (!access) return console.refused(access.error());
    const Result<Answer> answer = access->ask(commands::UserRevoke{UserId(options.user)});
    if (!answer) return console.refused(answer.error());
    return Exit::Done;
}

void add_user_commands(Program& program, const char* file_help) {
    const Console& console = program.console;
    auto options = std::make_shared<UserOptions>();
    CLI::App& user =
        program.command("user", "Người dùng, quyền, mã vào", "People, their grants, join codes", nullptr);
    user.add_option("FILE", options->file, file_help)->required();
    user.require_subcommand(1);
    const auto sub = [&](const char* name, const char* vi, const char* en,
                         std::function<Exit()> run) -> CLI::App* {
        CLI::App* made = user.add_subcommand(name, console.in(vi, en));
        made->callback([&program, run] { program.exit = run(); });
        return made;
    };
    CLI::App* add = sub("add", "Thêm người", "Adds somebody",
                        [options, &console] { return add_user(console, *options); });
    add->add_option("NAME", options->name, console.in("họ tên", "the name"))->required();
    add->add_option("--role", options->role,
                    "organiser|secretary|head_judge|judge|referee|marshal|announcer|display")
        ->required();
    add->add_option("--stage", options->stage, console.in("chỉ vòng thi này", "this stage only"));
    add->add_option("--division", options->division, console.in("chỉ bảng này", "this division only"));
    add->add_option("--field", options->field, console.in("chỉ sân này", "this field only"));
    add->add_flag("--password", options->password,
                  console.in("đọc mật khẩu từ đầu vào chuẩn; nếu không: sinh mã sáu chữ số",
                             "reads a password from standard input; otherwise six digits are made"));
    CLI::App* list =
        sub("list", "Danh sách", "Lists them", [options, &console] { return list_users(console, *options); });
    list->add_flag("--json", options->as_json, "JSON");
    CLI::App* revoke = sub("revoke", "Thu hồi quyền", "Takes all grants back",
                           [options, &console] { return revoke_user(console, *options); });
    revoke->add_option("USER", options->user, console.in("mã người dùng", "the user's id"))->required();
}

}  // namespace

void add_contest_commands(Program& program) {
    const Console& console = program.console;
    const char* file_help = console.in("tệp cuộc thi, TEN.sandau", "the contest file, NAME.sandau");
    {
        auto options = std::make_shared<ScheduleOptions>();
        CLI::App& command = program.command("schedule", "Lập lịch thi", "Makes a timetable",
                                            [options, &console] { return schedule(console, *options); });
        command.add_option("FILE", options->file, file_help)->required();
        command.add_option("--stage", options->stage, console.in("vòng thi", "the stage"))->required();
        command.add_option("--division", options->division, console.in("bảng", "the division"));
        command.add_option("--fields", options->fields, console.in("số sân", "how many fields"))->required();
        command.add_option("--start", options->start, "2024-08-10T07:30")->required();
        command
            .add_option("--slot", options->slot,
                        console.in("mỗi lượt, ví dụ 4m", "time a run takes, e.g. 4m"))
            ->required();
        command.add_option("--rest", options->rest,
                           console.in("nghỉ tối thiểu, ví dụ 15m", "least rest, e.g. 15m"));
        command
            .add_option("--break", options->breaks,
                        console.in("giờ nghỉ, ví dụ 11:30/13:00", "a break, e.g. 11:30/13:00"))
            ->take_all();
        command.add_option("--seed", options->seed, console.in("số gieo", "the seed"));
    }
    {
        auto options = std::make_shared<StandingsOptions>();
        CLI::App& command =
            program.command("standings", "Bảng xếp hạng của tệp cuộc thi", "The standings of a contest file",
                            [options, &console] { return standings(console, *options); });
        command.add_option("FILE", options->file, file_help)->required();
        command.add_option("--stage", options->stage, console.in("vòng thi", "the stage"));
        command.add_option("--division", options->division, console.in("bảng", "the division"));
        command.add_flag("--json", options->as_json, "JSON");
    }
    {
        auto options = std::make_shared<DoOptions>();
        CLI::App& command =
            program.command("do", "Bất kỳ lệnh nào, ví dụ entry.qualify", "Any command, e.g. entry.qualify",
                            [options, &console] { return do_command(console, *options); });
        command.add_option("FILE", options->file, file_help)->required();
        command.add_option("KIND", options->kind, "noun.verb")->required();
        command.add_option("PAYLOAD", options->payload,
                           console.in("tệp JSON; - là đầu vào chuẩn", "a JSON file; - is standard input"));
    }
    add_user_commands(program, file_help);
}

}  // namespace sandau::cli
