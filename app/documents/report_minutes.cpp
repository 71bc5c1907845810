// The minutes of a contest, and its certificates.
#include <fmt/format.h>

#include <map>

#include "documents/report_parts.h"
#include "scoring/contest_results.h"
#include "scoring/definition.h"

namespace sandau::documents {

namespace {

std::string prize_words(const Definition& definition, const AwardRow& row, Language language) {
    const Awards* scheme = definition.award(row.scheme);
    if (scheme == nullptr) return row.tier.text;
    if (const Tier* tier = scheme->tier(row.tier)) return tier->name.in(language);
    const Special* special = scheme->special(row.tier);
    return special != nullptr ? special->name.in(language) : row.tier.text;
}

/// How many entries of each division are how far, with the sum of each column beneath.
ReportPart numbers_of(const Contest& contest, Language language) {
    ReportPart part;
    part.title = in(language, "I. Số liệu", "I. Figures");
    part.table.name = in(language, "Số liệu", "Figures");
    part.table.headers = {in(language, "Bảng", "Division"), in(language, "Đăng ký", "Registered"),
                          in(language, "Đủ điều kiện", "Eligible"), in(language, "Bị loại", "Refused"),
                          in(language, "Rút lui", "Withdrawn")};
    std::int64_t sums[4] = {};
    const auto row_of = [&](const std::string& name, const std::int64_t(&counts)[4]) {
        std::vector<Cell> cells{text_cell(name)};
        for (const std::int64_t count : counts) cells.push_back(number_cell(std::to_string(count)));
        part.table.rows.push_back(std::move(cells));
    };
    for (const Division& division : contest.definition->divisions) {
        std::int64_t counts[4] = {};
        for (const Entry& entry : contest.table<Entry>()) {
            if (entry.division != division.id) continue;
            ++counts[0];
            if (entry.state == EntryState::Eligible) ++counts[1];
            if (entry.state == EntryState::Refused) ++counts[2];
            if (entry.state == EntryState::Withdrawn) ++counts[3];
        }
        for (int i = 0; i < 4; ++i) sums[i] += counts[i];
        row_of(division_words(contest, division.id, language), counts);
    }
    row_of(in(language, "Cộng", "Total"), sums);
    return part;
}

ReportPart awards_part(const Contest& contest, const Standings& standings, Language language) {
    ReportPart part;
    part.title = in(language, "II. Kết quả", "II. Results");
    part.table.name = in(language, "Kết quả", "Results");
    part.table.headers = {in(language, "Giải", "Award"), in(language, "Bảng", "Division"),
                          in(language, "Đội", "Entry"), in(language, "Tiền thưởng", "Money")};
    Rational money;
    for (const AwardRow& row : standings.awards) {
        if (row.money) money += *row.money;
        part.table.rows.push_back(
            {text_cell(prize_words(*contest.definition, row, language)),
             text_cell(row.division ? division_words(contest, *row.division, language) : ""),
             text_cell(entry_words(contest, row.entry)),
             row.money ? number_cell(row.money->text()) : text_cell("")});
    }
    if (part.table.rows.empty()) {
        part.lines.emplace_back(in(language, "Chưa có giải nào được xét.", "No award is decided yet."));
        part.table.headers.clear();
        return part;
    }
    part.lines.push_back(fmt::format("{}: {}", in(language, "Số giải", "Awards"), standings.awards.size()));
    part.table.rows.push_back(
        {text_cell(in(language, "Cộng", "Total")), text_cell(""), text_cell(""), number_cell(money.text())});
    return part;
}

ReportPart open_matters(const Contest& contest, const Standings& standings, Language language) {
    ReportPart part;
    part.title = in(language, "III. Khiếu nại và việc còn lại", "III. Protests and open matters");
    std::size_t open = 0;
    for (const Protest& protest : contest.table<Protest>())
        if (protest.resolution.empty()) ++open;
    part.lines.push_back(fmt::format("{}: {} ({}: {}).", in(language, "Khiếu nại", "Protests"),
                                     contest.table<Protest>().size(), in(language, "chưa giải quyết", "open"),
                                     open));
    part.lines.push_back(fmt::format(
        "{}: {}.", in(language, "Việc chờ Ban Tổ chức quyết định", "Matters that wait for the committee"),
        standings.flags.size()));
    part.lines.push_back(fmt::format("{}: {}.",
                                     in(language, "Quyết định đã ghi nhận", "Decisions that were recorded"),
                                     contest.table<DecisionRecord>().size()));
    return part;
}

}  // namespace

Result<Report> make_minutes(const Contest& contest, Language language) {
    const Result<Standings> standings = standings_of(contest, Visibility::Committed);
    if (!standings) return tl::unexpected(standings.error());
    Report report{in(language, "BIÊN BẢN CUỘC THI", "MINUTES OF THE CONTEST"), {}};
    report.is_official = true;
    ReportPart head;
    head.title = contest.definition->name.in(language);
    report.parts = {std::move(head), numbers_of(contest, language),
                    awards_part(contest, *standings, language), open_matters(contest, *standings, language)};
    report.parts.back().signatures = {in(language, "Thư ký", "Secretary"),
                                      in(language, "Trưởng Ban Giám khảo", "Head judge"),
                                      in(language, "Trưởng Ban Tổ chức", "Head of the committee")};
    return report;
}

Result<Report> make_certificates(const Contest& contest, Language language) {
    const Result<Standings> standings = standings_of(contest, Visibility::Committed);
    if (!standings) return tl::unexpected(standings.error());
    Report report{in(language, "GIẤY CHỨNG NHẬN", "CERTIFICATE"), {}};
    report.is_certificate = true;
    for (const AwardRow& row : standings->awards) {
        ReportPart part;
        part.title = entry_words(contest, row.entry);
        if (const Entry* entry = contest.table<Entry>().find(row.entry.text))
            if (const Organization* from = contest.table<Organization>().find(entry->organization.text))
                part.lines.push_back(from->name);
        part.lines.push_back(in(language, "đã đạt", "has won"));
        part.lines.push_back(prize_words(*contest.definition, row, language));
        if (row.division) part.lines.push_back(division_words(contest, *row.division, language));
        part.lines.push_back(contest.definition->name.in(language));
        part.signatures = {in(language, "Trưởng Ban Tổ chức", "Head of the committee")};
        part.on_new_page = !report.parts.empty();
        report.parts.push_back(std::move(part));
    }
    return report;
}

}  // namespace sandau::documents
