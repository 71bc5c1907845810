#include "station/reports_room.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QTemporaryDir>
#include <QTextBrowser>

#include "documents/sheet.h"
#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "scoring/evaluate.h"
#include "scoring/results.h"
#include "station/report_print.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

using documents::Report;
using documents::ReportKind;
using documents::ReportPart;

struct ReportsKit : WindowKit {
    explicit ReportsKit(Depth depth) : WindowKit(depth) {
        room = static_cast<ReportsRoom*>(window->room(QStringLiteral("reports")));
        window->go_to(QStringLiteral("reports"));
        done();
    }
    void done() const {
        EXPECT_TRUE(QTest::qWaitFor([&] { return !room->is_working(); }, 60'000));
    }
    QString page() const { return find<QTextBrowser>("report_preview")->toPlainText(); }

    ReportsRoom* room;
};

Report made(const ReportsKit& kit, ReportKind kind) {
    const Result<Report> report =
        make_report(kit.host->contest(), kind, StageId("final"), Language::Vietnamese);
    EXPECT_TRUE(report);
    return report ? *report : Report{};
}

std::string text_in(const QString& path) {
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll().toStdString();
}

TEST(Reports, TheDataForTheNextRoundEvaluatesToTheSameStandings) {
    const ReportsKit kit(Depth::Finished);
    const QTemporaryDir folder;
    kit.room->save_data(folder.path());
    kit.done();
    const std::string rules = text_in(folder.filePath(QStringLiteral("definition.json"))),
                      scores = text_in(folder.filePath(QStringLiteral("results.json"))),
                      standings = text_in(folder.filePath(QStringLiteral("standings.json")));
    const DefinitionReading definition = read_definition(rules);
    ASSERT_TRUE(definition.ok());
    const ResultsReading results = read_results(definition.definition, scores);
    ASSERT_TRUE(results.ok());
    const Result<Standings> again =
        evaluate(definition.definition, results.results, kit.host->contest().definition_text().sha256);
    ASSERT_TRUE(again);
    EXPECT_EQ(write_json_pretty(to_json(*again)), standings);
}

TEST(Reports, AllOfAFinishedContestAreSeenAndSaved) {
    const ReportsKit kit(Depth::Finished);
    const QTemporaryDir folder;
    auto* list = kit.find<QListWidget>("reports");
    for (int row = 0; row < list->count(); ++row) {
        list->setCurrentRow(row);
        kit.done();
        EXPECT_GT(kit.page().size(), 40) << list->item(row)->text().toStdString();
        const QString pdf = folder.filePath(QStringLiteral("%1.pdf").arg(row));
        kit.room->save_pdf(pdf);
        EXPECT_TRUE(kit.room->is_working()) << "the window does not wait for it";
        kit.done();
        QFile file(pdf);
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        EXPECT_TRUE(file.readAll().startsWith("%PDF"));
    }
}

TEST(Reports, AreSavedAsSheetsThatReadBack) {
    const ReportsKit kit(Depth::Finished);
    const QTemporaryDir folder;
    for (const char* ending : {"xlsx", "csv"}) {
        const QString file = folder.filePath(QStringLiteral("minutes.%1").arg(QString::fromLatin1(ending)));
        kit.room->save_tables(file);
        kit.done();
        const auto read = documents::read_workbook(file.toStdString());
        EXPECT_TRUE(read) << ending;
    }
}

TEST(Reports, SayWhyAFileCannotBeWritten) {
    const ReportsKit kit(Depth::Finished);
    std::string code;
    QObject::connect(&kit.window->session(), &Session::refused, kit.window.get(),
                     [&](const Refusal& refusal, const QString&) { code = refusal.code; });
    kit.room->save_pdf(QStringLiteral("/dev/null/nowhere/minutes.pdf"));
    kit.done();
    EXPECT_EQ(code, "table.write_failed");
    code.clear();
    kit.room->save_data(QStringLiteral("/dev/null/nowhere"));
    kit.done();
    EXPECT_EQ(code, "table.write_failed");
}

TEST(Reports, SumWhatTheyCount) {
    const ReportsKit kit(Depth::Finished);
    const Report minutes = made(kit, ReportKind::Minutes);
    ASSERT_GE(minutes.parts.size(), 3U);
    const auto& rows = minutes.parts[1].table.rows;
    ASSERT_GT(rows.size(), 1U);
    for (std::size_t column = 1; column < rows.front().size(); ++column) {
        std::int64_t sum = 0;
        for (std::size_t row = 0; row + 1 < rows.size(); ++row) sum += std::stoll(rows[row][column].text);
        EXPECT_EQ(rows.back()[column].text, std::to_string(sum));
    }
    EXPECT_EQ(rows.back()[1].text, std::to_string(kit.host->contest().table<Entry>().size()));
    const QString html = report_html(minutes, 100, Language::Vietnamese);
    EXPECT_TRUE(html.contains(QStringLiteral("Độc lập – Tự do – Hạnh phúc")));
    EXPECT_TRUE(html.contains(QStringLiteral(">10.000.000<")));
}

TEST(Reports, HaveASheetForEachRunOfTheTimetable) {
    const ReportsKit kit(Depth::Scheduled);
    const Report sheets = made(kit, ReportKind::ScoreSheets);
    EXPECT_EQ(sheets.parts.size(), kit.host->contest().table<Slot>().size());
    const Report timetable = made(kit, ReportKind::Timetable);
    ASSERT_EQ(timetable.parts.size(), 1U);
    EXPECT_EQ(timetable.parts[0].table.rows.size(), kit.host->contest().table<Slot>().size());
}

TEST(Reports, SayThatResultsAreProvisionalUntilTheyArePosted) {
    const ReportsKit kit(Depth::Finished);
    EXPECT_EQ(made(kit, ReportKind::Rankings).parts.front().lines.size(), 1U);
    kit.host->must(commands::StagePublish{StageId("final")});
    EXPECT_TRUE(made(kit, ReportKind::Rankings).parts.front().lines.empty());
}

TEST(Reports, KeepHostileNamesAsText) {
    Report report{"<script>alert(1)</script>", {}};
    ReportPart part;
    part.title = "<img src='http://evil/x.png'>";
    part.lines = {"a < b && c > d"};
    part.table.headers = {"<h1>"};
    part.table.rows = {{documents::text_cell("=cmd|' /C calc'!A0"), documents::text_cell("</table>%1<b>")}};
    part.signatures = {"<u>"};
    report.parts.push_back(part);
    for (const bool certificate : {false, true}) {
        report.is_certificate = certificate;
        const QString html = report_html(report, 10, Language::English);
        for (const char* raw : {"<script", "<img", "<h1>", "</table>%1", "<b>=", "<u></"})
            EXPECT_FALSE(html.contains(QString::fromLatin1(raw))) << raw;
        EXPECT_TRUE(html.contains(QStringLiteral("&lt;img src=")));
    }
}

TEST(Reports, HaveAPosterForThePublicAndOneForTheJudges) {
    const ReportsKit kit(Depth::Empty);
    auto* list = kit.find<QListWidget>("reports");
    for (int row = 0; row < list->count(); ++row)
        if (list->item(row)->text() == QStringLiteral("Áp phích mã QR")) list->setCurrentRow(row);
    kit.done();
    EXPECT_TRUE(kit.page().contains(QStringLiteral("http://192.168.1.20:8080/judge")));
    EXPECT_TRUE(kit.page().contains(QStringLiteral("dù máy báo không có internet")));
    EXPECT_EQ(kit.find<QTextBrowser>("report_preview")->toHtml().count(QStringLiteral("data:image/png")), 2);
}

TEST(Reports, SayThatThereIsNothingToPrintYet) {
    const ReportsKit kit(Depth::Empty);
    auto* list = kit.find<QListWidget>("reports");
    list->setCurrentRow(list->count() - 1);
    kit.done();
    EXPECT_TRUE(kit.page().isEmpty());
    bool says = false;
    for (const QLabel* label : kit.room->findChildren<QLabel*>())
        says = says || label->text().contains(QStringLiteral("Chưa có gì để in"));
    EXPECT_TRUE(says);
}

}  // namespace

}  // namespace sandau::station::testing
