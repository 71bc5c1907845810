#include <gtest/gtest.h>

#include <QFile>
#include <QPdfWriter>
#include <QProcess>
#include <QTemporaryDir>

#include "documents/report.h"
#include "documents/sheet.h"
#include "scoring/command_payloads.h"
#include "station/report_print.h"
#include "station/sample_contest.h"

// Forty team names that want to be something else, on everything that is printed and saved: they stay text.

namespace sandau::station::testing {

namespace {

using documents::Report;
using documents::ReportKind;

constexpr const char* rules =
    R"json({"format":"sandau.contest/1","id":"hostile","name":{"vi":"<b>Cuộc</b> =thi"},
 "divisions":[{"id":"A","name":{"vi":"<i>Bảng</i> A"}}],
 "games":{"maze":{"kind":"run","items":[{"id":"zone","kind":"count","name":{"vi":"<u>Vùng</u>"}}],
   "derived":[{"id":"total","formula":"zone"}]}},
 "stages":[{"id":"final","format":"runs","game":"maze","attempts":1,"rank":[{"key":"agg","order":"desc"}]}],
 "awards":[{"id":"giai","from":"final","method":"ranked_quota",
   "tiers":[{"id":"nhat","name":{"vi":"<s>Nhất</s>"},"max":40,"money":1000}]}]})json";

std::vector<std::string> hostile_names() {
    QFile file(QStringLiteral(SANDAU_SOURCE_DIR "/tests/data/hostile_names.json"));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    const Json listed = *read_json(file.readAll().toStdString());
    std::vector<std::string> names;
    for (const Json& name : *listed.as_array()) names.push_back(*name.as_string());
    return names;
}

/// Played to the awards: every name stands somewhere in every report.
std::shared_ptr<FakeHost> a_hostile_contest() {
    auto host = std::make_shared<FakeHost>(rules);
    commands::EntryImport import;
    for (const std::string& name : hostile_names()) {
        commands::ImportRow row;
        row.number = std::to_string(import.rows.size() + 1);
        row.name = name;
        row.division = DivisionId("A");
        row.organization = name;
        row.members = {{name, "", "", ""}};
        import.rows.push_back(row);
    }
    host->must(import);
    host->must(commands::EntryQualify{});
    commands::StageSchedule schedule;
    schedule.stage = StageId("final");
    schedule.fields_count = 2;
    schedule.start = WallTime{host->now.wall.utc_ms + 30 * 60'000};
    host->must(schedule);
    int quality = 0;
    for (const FieldId& field : {FieldId("F1"), FieldId("F2")})
        while (!next_on(*host, field).entry.empty()) play_next(*host, field, ++quality);
    host->must(commands::AwardPublish{AwardsId("giai")});
    return host;
}

/// What is left where lines are broken and letters composed as the page likes it.
QString squeezed(const QString& text) {
    QString kept;
    for (const QChar letter : text.normalized(QString::NormalizationForm_KC))
        if (!letter.isSpace() && letter.category() != QChar::Other_Format &&
            letter.category() != QChar::Other_Control)
            kept += letter;
    return kept;
}

/// Marks upon marks, pictures and writing from the right come out of a page in an order of their own.
bool reads_straight(const QString& name) {
    for (const QChar letter : name)
        if (letter.unicode() >= 0x250 && (letter.unicode() < 0x1e00 || letter.unicode() > 0x1eff))
            return false;
    return true;
}

QString text_of_pdf(const QString& file) {
    QProcess reader;
    reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-raw"), QStringLiteral("-enc"),
                                               QStringLiteral("UTF-8"), file, QStringLiteral("-")});
    EXPECT_TRUE(reader.waitForFinished(60'000)) << "pdftotext is of the package poppler-utils";
    EXPECT_EQ(reader.exitCode(), 0) << reader.readAllStandardError().toStdString();
    return QString::fromUtf8(reader.readAllStandardOutput());
}

constexpr ReportKind kinds[] = {ReportKind::Entries,  ReportKind::Attendance,  ReportKind::Timetable,
                                ReportKind::Rankings, ReportKind::Awards,      ReportKind::ScoreSheets,
                                ReportKind::Minutes,  ReportKind::Certificates};

/// Of the cells that a spreadsheet program takes for text.
std::string texts_of(const QString& file) {
    const auto workbook = documents::read_workbook(file.toStdString());
    EXPECT_TRUE(workbook) << file.toStdString();
    std::string texts;
    if (!workbook) return texts;
    for (const documents::Sheet& sheet : workbook->sheets)
        for (const documents::SheetRow& line : sheet.rows)
            for (const documents::Cell& cell : line.cells)
                if (cell.kind == documents::CellKind::Text) texts += cell.text + "\n";
    return texts;
}

struct HostileReports : ::testing::Test {
    Report made(ReportKind kind) const {
        const Result<Report> report =
            make_report(host->contest(), kind, StageId("final"), Language::Vietnamese);
        EXPECT_TRUE(report);
        return report ? *report : Report{};
    }
    QString file_called(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }
    /// On one page as long as it takes: a row that a page's end cuts is read in pieces.
    QString printed(const Report& report) const {
        const QString file = file_called("report.pdf");
        QPdfWriter paper(file);
        paper.setPageSize(QPageSize(QSizeF(420, 5000), QPageSize::Millimeter));
        print_report(report, paper, Language::Vietnamese);
        return file;
    }

    const std::shared_ptr<FakeHost> host = a_hostile_contest();
    const std::vector<std::string> names = hostile_names();
    const QTemporaryDir folder;
};

TEST_F(HostileReports, KeepNamesAsTextOnPaper) {
    for (const ReportKind kind : kinds) {
        const Report report = made(kind);
        const QString file = printed(report);
        QFile pdf(file);
        ASSERT_TRUE(pdf.open(QIODevice::ReadOnly));
        const QByteArray bytes = pdf.readAll();
        for (const char* action : {"/JavaScript", "/JS", "/URI", "/Launch", "/OpenAction", "/EmbeddedFile"})
            EXPECT_FALSE(bytes.contains(action)) << report.title << " " << action;
        const QString text = squeezed(text_of_pdf(file));
        for (const std::string& name : names) {
            const QString wanted = QString::fromStdString(name);
            EXPECT_TRUE(!reads_straight(wanted) || text.contains(squeezed(wanted)))
                << report.title << ": " << name;
        }
    }
}

TEST_F(HostileReports, KeepNamesAsTextInSpreadsheets) {
    std::size_t reports = 0;
    for (const ReportKind kind : kinds) {
        const Report report = made(kind);
        const std::vector<documents::Table> tables = tables_of(report);
        if (tables.empty()) continue;
        ++reports;
        const QString workbook = file_called("report.xlsx"), lines = file_called("report.csv");
        ASSERT_TRUE(documents::write_xlsx(workbook.toStdString(), tables));
        QByteArray text;
        for (const documents::Table& table : tables) text += QByteArray::fromStdString(write_csv(table));
        QFile csv(lines);
        ASSERT_TRUE(csv.open(QIODevice::WriteOnly) && csv.write(text) == text.size());
        csv.close();
        for (const QString& file : {workbook, lines}) {
            const std::string texts = texts_of(file);
            for (const std::string& name : names)
                EXPECT_NE(texts.find(name), std::string::npos) << report.title << ": " << name;
        }
        for (const char* formula : {",=", ",@", ",+", "\n=", "\n@", "\n+", ",\"=", ",\"@", "\n\"="})
            EXPECT_FALSE(text.contains(formula)) << report.title << ": " << formula;
    }
    EXPECT_GE(reports, 6U);
}

}  // namespace

}  // namespace sandau::station::testing
