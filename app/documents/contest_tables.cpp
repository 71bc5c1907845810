#include "documents/contest_tables.h"

#include <set>
#include <string>

#include "documents/report_parts.h"
#include "scoring/contest_results.h"
#include "scoring/definition.h"
#include "scoring/explain.h"

namespace sandau::documents {

namespace {

std::string organization_name(const Contest& contest, const OrganizationId& id,
                              std::string Organization::*part) {
    const Organization* there = contest.table<Organization>().find(id.text);
    return there != nullptr ? there->*part : std::string();
}

std::string names(const Contest& contest, const Entry& entry, bool coaches) {
    std::string text;
    for (const Part& part : entry.parts) {
        if ((part.role == PartRole::Coach) != coaches) continue;
        const Person* person = contest.table<Person>().find(part.person.text);
        const Personal* personal = contest.personal.find(part.person.text);
        if (person == nullptr) continue;
        if (!text.empty()) text += "; ";
        text += person->name;
        if (personal != nullptr && !personal->birth.empty()) text += " (" + personal->birth + ")";
        if (personal != nullptr && coaches && !personal->phone.empty()) text += " " + personal->phone;
        if (personal != nullptr && coaches && !personal->email.empty()) text += " " + personal->email;
    }
    return text;
}

Cell figure_cell(const Figure& figure) {
    return figure ? number_cell(figure->text()) : text_cell("");
}

Table rankings_table(const Contest& contest, const PlaceWords& words, const StageStandings& stage) {
    const Language language = words.language;
    const ScoreWords scores(*contest.definition, words.results, stage, language);
    Table table;
    const Stage* rules = contest.definition->stage(stage.stage);
    table.name = rules != nullptr && !rules->name.empty() ? rules->name.in(language) : stage.stage.text;
    table.banner = {contest.definition->name.in(language)};
    table.headers = {in(language, "Bảng", "Division"), in(language, "Hạng", "Place"),
                     in(language, "Mã", "Id"), in(language, "Đội", "Entry"),
                     in(language, "Đơn vị", "Organization")};
    if (rules != nullptr)
        for (const RankKey& key : rules->rank)
            table.headers.emplace_back(key_label(*rules, key.key.text, language));
    table.headers.emplace_back(in(language, "Vì sao", "Why"));
    table.headers.emplace_back(in(language, "Cách tính điểm", "How it was scored"));
    for (const Ranking& ranking : stage.rankings) {
        for (std::size_t at = 0; at < ranking.rows.size(); ++at) {
            const StandingRow& row = ranking.rows[at];
            const Entry* entry = contest.table<Entry>().find(row.entry.text);
            std::vector<Cell> cells{
                text_cell(ranking.division.text), number_cell(std::to_string(row.place)),
                text_cell(row.entry.text), text_cell(entry != nullptr ? entry->name : ""),
                text_cell(entry != nullptr
                              ? organization_name(contest, entry->organization, &Organization::name)
                              : "")};
            for (std::size_t i = 0; rules != nullptr && i < rules->rank.size() && i < row.values.size(); ++i)
                cells.push_back(figure_cell(row.values[i].second));
            cells.push_back(text_cell(words.paragraph(stage.stage, ranking, at)));
            cells.push_back(text_cell(scores.paragraph(row.entry)));
            table.rows.push_back(std::move(cells));
        }
    }
    return table;
}

Table awards_table(const Contest& contest, const Standings& standings, Language language) {
    Table table;
    table.name = in(language, "Giải thưởng", "Awards");
    table.banner = {contest.definition->name.in(language)};
    table.headers = {in(language, "Bảng", "Division"),
                     in(language, "Giải", "Award"),
                     in(language, "Mã", "Id"),
                     in(language, "Đội", "Entry"),
                     in(language, "Đơn vị", "Organization"),
                     in(language, "Tiền thưởng", "Money")};
    for (const AwardRow& row : standings.awards) {
        const Awards* scheme = contest.definition->award(row.scheme);
        const Tier* tier = scheme != nullptr ? scheme->tier(row.tier) : nullptr;
        const Entry* entry = contest.table<Entry>().find(row.entry.text);
        table.rows.push_back(
            {text_cell(row.division ? row.division->text : ""),
             text_cell(tier != nullptr ? tier->name.in(language) : row.tier.text), text_cell(row.entry.text),
             text_cell(entry != nullptr ? entry->name : ""),
             text_cell(entry != nullptr ? organization_name(contest, entry->organization, &Organization::name)
                                        : ""),
             row.money ? number_cell(row.money->text()) : text_cell("")});
    }
    return table;
}

}  // namespace

Table entries_table(const Contest& contest, Language language) {
    Table table;
    table.name = in(language, "Hồ sơ dự thi", "Entries");
    table.headers = {in(language, "Mã", "Id"),
                     in(language, "STT", "Number"),
                     in(language, "Tên đội", "Name"),
                     in(language, "Bảng", "Division"),
                     in(language, "Đơn vị", "Organization"),
                     in(language, "Huyện/Thành phố", "District"),
                     in(language, "Tình trạng", "State"),
                     in(language, "Thành viên", "Members"),
                     in(language, "Người hướng dẫn", "Coaches")};
    std::set<std::string> extra;
    for (const Entry& entry : contest.table<Entry>())
        for (const auto& [header, value] : entry.extra) extra.insert(header);
    table.headers.insert(table.headers.end(), extra.begin(), extra.end());
    for (const Entry& entry : contest.table<Entry>()) {
        std::vector<Cell> cells{
            text_cell(entry.id.text),
            text_cell(entry.number),
            text_cell(entry.name),
            text_cell(entry.division.text),
            text_cell(organization_name(contest, entry.organization, &Organization::name)),
            text_cell(organization_name(contest, entry.organization, &Organization::parent)),
            text_cell(std::string(word_of(entry.state))),
            text_cell(names(contest, entry, false)),
            text_cell(names(contest, entry, true))};
        for (const std::string& header : extra) {
            const auto value = entry.extra.find(header);
            cells.push_back(text_cell(value != entry.extra.end() ? value->second : ""));
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

Result<Table> rankings_table(const Contest& contest, const StageId& stage, Language language) {
    const Results results = results_of(contest, stage, Visibility::Committed);
    const Result<StageStandings> standings = standings_of(contest, stage, Visibility::Committed);
    if (!standings) return tl::unexpected(standings.error());
    return rankings_table(contest, PlaceWords(*contest.definition, results, language), *standings);
}

Result<Table> awards_table(const Contest& contest, Language language) {
    const Result<Standings> standings = standings_of(contest, Visibility::Committed);
    if (!standings) return tl::unexpected(standings.error());
    return awards_table(contest, *standings, language);
}

Result<std::vector<Table>> contest_tables(const Contest& contest, Language language) {
    const Result<Standings> standings = standings_of(contest, Visibility::Committed);
    if (!standings) return tl::unexpected(standings.error());
    std::vector<Table> tables{entries_table(contest, language)};
    const Results results = results_of(contest, Visibility::Committed);
    const PlaceWords words(*contest.definition, results, language);
    for (const StageStandings& stage : standings->stages)
        tables.push_back(rankings_table(contest, words, stage));
    if (!standings->awards.empty()) tables.push_back(awards_table(contest, *standings, language));
    return tables;
}

}  // namespace sandau::documents
