#include "documents/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "documents/contest_tables.h"
#include "documents/dates.h"
#include "documents/report_parts.h"
#include "scoring/definition.h"
#include "scoring/run_clock.h"

namespace sandau::documents {

std::string time_words(const Contest& contest, WallTime at) {
    constexpr std::int64_t minutes_a_day = 24 * 60;
    const std::int64_t minutes = at.utc_ms / 60'000 + contest.settings().utc_offset_min;
    const Date date = date_of_days(minutes / minutes_a_day);
    const std::int64_t minute = minutes % minutes_a_day;
    return fmt::format("{:02}:{:02} {:02}/{:02}/{}", minute / 60, minute % 60, date.day, date.month,
                       date.year);
}

std::string entry_words(const Contest& contest, const EntryId& id) {
    const Entry* entry = contest.table<Entry>().find(id.text);
    return entry != nullptr ? entry->name : id.text;
}

std::string division_words(const Contest& contest, const DivisionId& id, Language language) {
    const Division* division = contest.definition->division(id);
    return division != nullptr && !division->name.empty() ? division->name.in(language) : id.text;
}

std::string stage_words(const Contest& contest, const StageId& id, Language language) {
    const Stage* stage = contest.definition->stage(id);
    return stage != nullptr && !stage->name.empty() ? stage->name.in(language) : id.text;
}

namespace {

std::string organization_words(const Contest& contest, const OrganizationId& id) {
    const Organization* organization = contest.table<Organization>().find(id.text);
    return organization != nullptr ? organization->name : std::string();
}

Report attendance(const Contest& contest, Language language) {
    Report report{in(language, "Danh sách điểm danh", "Attendance list"), {}};
    for (const Division& division : contest.definition->divisions) {
        ReportPart part;
        part.title = division_words(contest, division.id, language);
        part.table.name = division.id.text;
        part.table.headers = {in(language, "STT", "No."),     in(language, "Mã", "Id"),
                              in(language, "Đội", "Entry"),   in(language, "Đơn vị", "Organization"),
                              in(language, "Có mặt", "Here"), in(language, "Ký tên", "Signature")};
        for (const Entry& entry : contest.table<Entry>()) {
            if (entry.division != division.id || entry.state != EntryState::Eligible) continue;
            part.table.rows.push_back({number_cell(std::to_string(part.table.rows.size() + 1)),
                                       text_cell(entry.id.text), text_cell(entry.name),
                                       text_cell(organization_words(contest, entry.organization)),
                                       text_cell(entry.checked_in ? "x" : ""), text_cell("")});
        }
        part.on_new_page = !report.parts.empty();
        if (!part.table.rows.empty()) report.parts.push_back(std::move(part));
    }
    return report;
}

struct Planned {
    std::string time, field, who, what, division;
};

/// What a timetable has in store, soonest first; where there is none, everybody in the order of the draw.
std::vector<Planned> planned(const Contest& contest, const StageId& stage, Language language) {
    std::vector<Slot> timetable;
    for (const Slot& slot : contest.table<Slot>())
        if (slot.stage == stage) timetable.push_back(slot);
    std::stable_sort(timetable.begin(), timetable.end(), [](const Slot& a, const Slot& b) {
        return a.starts_at != b.starts_at ? a.starts_at < b.starts_at : a.field < b.field;
    });
    const auto sides = [&](const Match& match) {
        std::string text;
        for (const auto& [side, entry] : match.sides)
            text += (text.empty() ? "" : " – ") + (entry.empty() ? "…" : entry_words(contest, entry));
        return text.empty() ? std::string("… – …") : text;
    };
    std::vector<Planned> rows;
    for (const Slot& slot : timetable) {
        const Field* field = contest.table<Field>().find(slot.field.text);
        Planned row{time_words(contest, slot.starts_at),
                    field != nullptr && !field->name.empty() ? field->name : slot.field.text,
                    {},
                    {},
                    {}};
        if (const Match* match = contest.table<Match>().find(slot.match.text)) {
            row.who = sides(*match);
            row.what = match->name();
            row.division = division_words(contest, match->division, language);
        } else if (const Entry* entry = contest.table<Entry>().find(slot.entry.text)) {
            row.who = entry->name;
            row.what = fmt::format("{} {}", in(language, "lượt", "run"), slot.number);
            row.division = division_words(contest, entry->division, language);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Report timetable(const Contest& contest, const StageId& stage, Language language) {
    Report report{fmt::format("{}: {}", in(language, "Lịch thi đấu", "Timetable"),
                              stage_words(contest, stage, language)),
                  {}};
    ReportPart part;
    part.table.name = in(language, "Lịch thi đấu", "Timetable");
    part.table.headers = {in(language, "Giờ", "Time"), in(language, "Sân", "Field"),
                          in(language, "Đội", "Entry"), in(language, "Lượt, trận", "Run, match"),
                          in(language, "Bảng", "Division")};
    for (const Planned& row : planned(contest, stage, language))
        part.table.rows.push_back({text_cell(row.time), text_cell(row.field), text_cell(row.who),
                                   text_cell(row.what), text_cell(row.division)});
    if (!part.table.rows.empty()) report.parts.push_back(std::move(part));
    return report;
}

/// What a referee writes down: each item of the game with room for its value.
Table blank_items(const Game& game, Language language) {
    Table table;
    table.name = game.id.text;
    table.headers = {in(language, "Nội dung", "Item"), in(language, "Điểm", "Points"),
                     in(language, "Kết quả", "Result")};
    for (const Item& item : game.items) {
        std::string range;
        if (item.max) range = fmt::format("{}–{}", item.min ? item.min->text() : "0", item.max->text());
        table.rows.push_back({text_cell(item.name.empty() ? item.id : item.name.in(language)),
                              text_cell(item.points ? item.points->text() : ""),
                              text_cell(range.empty() ? "" : "      / " + range)});
    }
    table.rows.push_back({text_cell(in(language, "Thời gian", "Time")), text_cell(""), text_cell("")});
    table.rows.push_back({text_cell(in(language, "Tổng điểm", "Total")), text_cell(""), text_cell("")});
    return table;
}

Report score_sheets(const Contest& contest, const StageId& stage, Language language) {
    Report report{fmt::format("{}: {}", in(language, "Phiếu ghi điểm", "Referee's sheets"),
                              stage_words(contest, stage, language)),
                  {}};
    const Stage* rules = contest.definition->stage(stage);
    std::vector<Slot> timetable;
    for (const Slot& slot : contest.table<Slot>())
        if (slot.stage == stage) timetable.push_back(slot);
    std::stable_sort(timetable.begin(), timetable.end(),
                     [](const Slot& a, const Slot& b) { return a.starts_at < b.starts_at; });
    const auto add = [&](const std::string& who, const DivisionId& division, const std::string& when) {
        const Game* game = game_of(*contest.definition, stage, division);
        if (game == nullptr) return;
        ReportPart part;
        part.title = who;
        part.lines = {division_words(contest, division, language) + (when.empty() ? "" : " · " + when)};
        part.table = blank_items(*game, language);
        part.signatures = {in(language, "Trọng tài", "Referee"),
                           in(language, "Đại diện đội", "For the team")};
        part.on_new_page = !report.parts.empty();
        report.parts.push_back(std::move(part));
    };
    for (const Slot& slot : timetable) {
        const std::string when = time_words(contest, slot.starts_at) + " · " + slot.field.text;
        if (const Match* match = contest.table<Match>().find(slot.match.text)) {
            for (const auto& [side, entry] : match->sides)
                add(fmt::format("{} · {} · {}", match->name(), side, entry_words(contest, entry)),
                    match->division, when);
        } else if (const Entry* entry = contest.table<Entry>().find(slot.entry.text)) {
            add(fmt::format("{} · {} {}", entry->name, in(language, "lượt", "run"), slot.number),
                entry->division, when);
        }
    }
    if (!timetable.empty() || rules == nullptr || rules->format != StageFormat::Runs) return report;
    // No timetable yet: a sheet for each team's first run.
    for (const Entry& entry : contest.table<Entry>())
        if (entry.state == EntryState::Eligible && rules->division(entry.division) != nullptr)
            add(entry.name, entry.division, {});
    return report;
}

Report from_tables(std::string title, std::vector<Table> tables) {
    Report report{std::move(title), {}};
    for (Table& table : tables) {
        if (table.rows.empty()) continue;
        ReportPart part;
        part.title = table.name;
        part.table = std::move(table);
        part.on_new_page = !report.parts.empty();
        report.parts.push_back(std::move(part));
    }
    return report;
}

}  // namespace

bool is_of_stage(ReportKind kind) {
    return kind == ReportKind::Timetable || kind == ReportKind::ScoreSheets || kind == ReportKind::Rankings;
}

Result<Report> make_report(const Contest& contest, ReportKind kind, const StageId& stage, Language language) {
    switch (kind) {
        case ReportKind::Entries:
            return from_tables(in(language, "Hồ sơ dự thi", "Entries"), {entries_table(contest, language)});
        case ReportKind::Attendance:
            return attendance(contest, language);
        case ReportKind::Timetable:
            return timetable(contest, stage, language);
        case ReportKind::ScoreSheets:
            return score_sheets(contest, stage, language);
        case ReportKind::Rankings: {
            Result<Table> table = rankings_table(contest, stage, language);
            if (!table) return tl::unexpected(table.error());
            Report report = from_tables(fmt::format("{}: {}", in(language, "Kết quả", "Results"),
                                                    stage_words(contest, stage, language)),
                                        {std::move(*table)});
            if (!report.parts.empty() &&
                contest.table<Publication>().find("ranking:" + stage.text) == nullptr)
                report.parts.front().lines = {
                    in(language, "TẠM THỜI: chưa công bố.", "PROVISIONAL: not published yet.")};
            return report;
        }
        case ReportKind::Awards: {
            Result<Table> table = awards_table(contest, language);
            if (!table) return tl::unexpected(table.error());
            return from_tables(in(language, "Danh sách giải thưởng", "Awards"), {std::move(*table)});
        }
        case ReportKind::Minutes:
            return make_minutes(contest, language);
        case ReportKind::Certificates:
            return make_certificates(contest, language);
        case ReportKind::Posters:
            break;
    }
    return Report{};
}

Report make_posters(const Contest& contest, const PosterAddress& pages, const PosterAddress& judges,
                    Language language) {
    Report report{contest.definition->name.in(language), {}};
    report.is_poster = true;
    const auto add = [&](const char* title, const PosterAddress& address) {
        ReportPart part;
        part.title = title;
        part.lines = {address.url,
                      in(language, "Nối vào mạng Wi-Fi của cuộc thi rồi quét mã.",
                         "Join the contest's Wi-Fi, then scan the code."),
                      in(language, "Cứ ở lại mạng Wi-Fi này dù máy báo không có internet.",
                         "Stay on this Wi-Fi although the phone says that it has no internet.")};
        part.qr_squares = address.qr_squares;
        part.on_new_page = !report.parts.empty();
        report.parts.push_back(std::move(part));
    };
    add(in(language, "Xem trực tiếp, lịch và kết quả", "Live, timetable and results"), pages);
    add(in(language, "Giám khảo, trọng tài vào chấm điểm", "For judges and referees"), judges);
    return report;
}

std::vector<Table> tables_of(const Report& report) {
    std::vector<Table> tables;
    for (const ReportPart& part : report.parts) {
        if (part.table.headers.empty()) continue;
        Table table = part.table;
        table.banner = {report.title};
        if (!part.title.empty()) table.banner.push_back(part.title);
        table.banner.insert(table.banner.end(), part.lines.begin(), part.lines.end());
        tables.push_back(std::move(table));
    }
    return tables;
}

}  // namespace sandau::documents
