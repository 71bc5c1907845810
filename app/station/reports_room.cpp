#include "station/reports_room.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPageLayout>
#include <QPdfWriter>
#include <QPointer>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTextBrowser>
#include <QThreadPool>
#include <QVBoxLayout>
#include <utility>

#include "documents/contest_json.h"
#include "scoring/definition.h"
#include "station/report_print.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

using documents::ReportKind;

struct Offered {
    ReportKind kind;
    Phrase name;
};
constexpr Offered offered[] = {
    {ReportKind::Minutes, {"Biên bản cuộc thi", "Minutes"}},
    {ReportKind::Rankings, {"Bảng kết quả của vòng thi", "Results of a stage"}},
    {ReportKind::Awards, {"Danh sách giải thưởng", "Awards"}},
    {ReportKind::Certificates, {"Giấy chứng nhận", "Certificates"}},
    {ReportKind::Timetable, {"Lịch thi đấu", "Timetable"}},
    {ReportKind::ScoreSheets, {"Phiếu ghi điểm trên giấy", "Referee's sheets on paper"}},
    {ReportKind::Attendance, {"Danh sách điểm danh", "Attendance list"}},
    {ReportKind::Posters, {"Áp phích mã QR", "Posters with QR codes"}},
    {ReportKind::Entries, {"Hồ sơ dự thi (có dữ liệu cá nhân)", "Entries (with personal data)"}},
};

constexpr std::size_t preview_rows = 60;

void set_page(QPagedPaintDevice& paper, const documents::Report& report) {
    paper.setPageLayout(QPageLayout(QPageSize(QPageSize::A4),
                                    report.is_certificate ? QPageLayout::Landscape : QPageLayout::Portrait,
                                    QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter));
}

Result<void> write_pdf(const documents::Report& report, const QString& file, Language language) {
    {
        QFile trial(file);
        if (!trial.open(QIODevice::WriteOnly))
            return refuse("table.write_failed", {{"why", trial.errorString().toStdString()}});
    }
    QPdfWriter paper(file);
    set_page(paper, report);
    paper.setTitle(text_of(report.title));
    print_report(report, paper, language);
    return {};
}

Result<void> write_tables(const documents::Report& report, const QString& file) {
    const std::vector<documents::Table> tables = tables_of(report);
    if (!file.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive))
        return documents::write_xlsx(std::filesystem::path(file.toStdString()), tables);
    QByteArray text;
    for (const documents::Table& table : tables) text += QByteArray::fromStdString(write_csv(table));
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
        return refuse("table.write_failed", {{"why", out.errorString().toStdString()}});
    return {};
}

/// Each file whole or as it was.
Result<void> write_data(const Contest& contest, const QString& folder) {
    using documents::ContestJson;
    for (const ContestJson what : {ContestJson::Definition, ContestJson::Results, ContestJson::Standings}) {
        const Result<std::string> text = contest_json(contest, what);
        if (!text) return tl::unexpected(text.error());
        QSaveFile file(folder + u'/' + text_of(std::string(name_of(what))) + QStringLiteral(".json"));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(*text)) < 0 ||
            !file.commit())
            return refuse("table.write_failed", {{"why", file.errorString().toStdString()}});
    }
    return {};
}

}  // namespace

ReportsRoom::ReportsRoom(const Face& face)
    : Room(face),
      head_(new PageHead(face.words, {"Báo cáo – In ấn", "Reports and printing"})),
      list_(new QListWidget),
      stage_(new QComboBox),
      page_(new QTextBrowser),
      nothing_(new QLabel),
      pdf_(new QPushButton),
      sheet_(new QPushButton),
      print_(new QPushButton),
      data_(new QPushButton) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    outer->addWidget(head_);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    halves->addWidget(build_left());
    auto* right = new QVBoxLayout;
    nothing_->setProperty("role", "finding");
    nothing_->setProperty("tone", "accent");
    nothing_->setWordWrap(true);
    right->addWidget(nothing_);
    page_->setObjectName(QStringLiteral("report_preview"));
    page_->setOpenLinks(false);
    page_->setTabChangesFocus(true);
    // Paper is white on either ground.
    page_->setStyleSheet(QStringLiteral("QTextBrowser { background: white; color: black; padding: 16px; }"));
    face_.words.bind_name(page_, {"Xem trước", "Preview"});
    right->addWidget(page_, 1);
    halves->addLayout(right, 1);
    outer->addLayout(halves, 1);
    build_actions();
}

QWidget* ReportsRoom::build_left() {
    auto* left = new Card;
    left->setFixedWidth(340);
    auto* what = heading();
    face_.words.bind(what, {"In gì, lưu gì", "What to print or save"});
    left->column()->addWidget(what);
    list_->setObjectName(QStringLiteral("reports"));
    face_.words.bind_name(list_, {"Các báo cáo", "Reports"});
    for (const Offered& one : offered) {
        (void)one;
        (new QListWidgetItem(list_))->setSizeHint(QSize(0, 34));
    }
    list_->setCurrentRow(0);
    left->column()->addWidget(list_, 1);
    face_.words.bind_name(stage_, {"Vòng thi", "Stage"});
    left->column()->addWidget(stage_);
    face_.words.bind(data_, {"Lưu dữ liệu cho vòng trên…", "Save the data for the next round…"});
    face_.words.bind_tip(data_, {"Thể lệ, kết quả, xếp hạng (JSON), không có dữ liệu cá nhân",
                                 "Rules, results, standings (JSON), without personal data"});
    put_icon(data_, QStringLiteral("export"));
    connect(data_, &QPushButton::clicked, this, &ReportsRoom::ask_data);
    left->column()->addWidget(data_);
    return left;
}

void ReportsRoom::build_actions() {
    face_.words.bind(pdf_, {"Lưu PDF…", "Save PDF…"});
    face_.words.bind(sheet_, {"Lưu Excel, CSV…", "Save Excel, CSV…"});
    face_.words.bind(print_, {"In…", "Print…"});
    print_->setProperty("role", "primary");
    put_icon(pdf_, QStringLiteral("file"));
    put_icon(sheet_, QStringLiteral("export"));
    for (QPushButton* button : {pdf_, sheet_, print_}) head_->right()->addWidget(button);
    connect(pdf_, &QPushButton::clicked, this, &ReportsRoom::ask_pdf);
    connect(sheet_, &QPushButton::clicked, this, &ReportsRoom::ask_tables);
    connect(print_, &QPushButton::clicked, this, &ReportsRoom::ask_printer);
    connect(list_, &QListWidget::currentRowChanged, this, &ReportsRoom::preview);
    connect(stage_, &QComboBox::activated, this, &ReportsRoom::preview);
}

void ReportsRoom::take_focus() {
    list_->setFocus();
}

ReportKind ReportsRoom::kind() const {
    return offered[static_cast<std::size_t>(std::max(0, list_->currentRow()))].kind;
}

void ReportsRoom::render() {
    for (int row = 0; row < list_->count(); ++row)
        list_->item(row)->setText(face_.say(offered[static_cast<std::size_t>(row)].name));
    const QSignalBlocker quiet(stage_);
    const QVariant chosen = stage_->currentData();
    stage_->clear();
    for (const Stage& stage : face_.session.definition().stages)
        stage_->addItem(stage.name.empty() ? text_of(stage.id.text) : face_.say(stage.name),
                        text_of(stage.id.text));
    const int known = stage_->findData(chosen);
    stage_->setCurrentIndex(known >= 0 ? known : stage_->count() - 1);
    preview();
}

std::optional<documents::Report> ReportsRoom::posters() const {
    const OpenedContest& opened = face_.session.opened();
    const std::vector<std::string> addresses =
        opened.addresses ? opened.addresses() : std::vector<std::string>();
    if (addresses.empty() || !opened.qr_code) return std::nullopt;
    const auto address = [&](const char* page) {
        const std::string url = addresses.front() + page;
        return documents::PosterAddress{url, opened.qr_code(url)};
    };
    return make_posters(face_.session.contest(), address(""), address("judge"), face_.words.language());
}

void ReportsRoom::work(std::function<Result<void>()> task, const QString& named, std::function<void()> then) {
    ++working_;
    QThreadPool::globalInstance()->start(
        [self = QPointer<ReportsRoom>(this), task = std::move(task), named, then = std::move(then)] {
            const Result<void> done = task();
            QCoreApplication* application = QCoreApplication::instance();
            if (application == nullptr) return;
            QMetaObject::invokeMethod(
                application,
                [self, done, named, then] {
                    if (!self) return;
                    --self->working_;
                    if (!done) emit self->face_.session.refused(done.error(), named);
                    then();
                },
                Qt::QueuedConnection);
        });
}

void ReportsRoom::make(std::function<Result<void>(const documents::Report&)> use, const QString& named,
                       std::function<void(const Made&)> then) {
    const auto made = std::make_shared<Made>();
    work(
        [made, contest = face_.session.snapshot()->contest, kind = kind(),
         stage = StageId(stage_->currentData().toString().toStdString()), language = face_.words.language(),
         posters = kind() == ReportKind::Posters ? posters() : std::nullopt,
         use = std::move(use)]() -> Result<void> {
            *made = std::make_shared<const Result<documents::Report>>(
                posters ? *posters : documents::make_report(*contest, kind, stage, language));
            if (!**made) return tl::unexpected((*made)->error());
            return use(***made);
        },
        named, [made, then = std::move(then)] { then(*made); });
}

void ReportsRoom::preview() {
    if (!face_.session.is_open()) return;
    stage_->setVisible(documents::is_of_stage(kind()));
    // A busy contest changes faster than a report is made: one at a time, and the last one counts.
    if (std::exchange(previewing_, true)) {
        preview_again_ = true;
        return;
    }
    const auto html = std::make_shared<QString>();
    make(
        [html, language = face_.words.language()](const documents::Report& report) {
            *html = report_html(report, preview_rows, language);
            return Result<void>();
        },
        face_.say({"xem trước", "preview"}),
        [this, html](const Made& made) {
            previewing_ = false;
            show_page(made, *html);
            if (std::exchange(preview_again_, false)) preview();
        });
}

void ReportsRoom::show_page(const Made& made, const QString& html) {
    const bool any = *made && !(*made)->parts.empty();
    for (QPushButton* button : {pdf_, print_}) button->setEnabled(any);
    sheet_->setEnabled(any && !tables_of(**made).empty());
    nothing_->setText(any ? face_
                                .say({"Xem trước %1 dòng đầu; bản in và bản lưu có đủ.",
                                      "The first %1 rows; what is printed or saved has all."})
                                .arg(preview_rows)
                          : face_.say({"Chưa có gì để in: hãy làm bước trước đó trong cuộc thi rồi quay lại.",
                                       "Nothing to print yet: come back when the contest is that far."}));
    const QString page = any ? html : QString();
    if (page == shown_) return;
    shown_ = page;
    // Who reads further down stays there.
    const int at = page_->verticalScrollBar()->value();
    page_->setHtml(page);
    page_->verticalScrollBar()->setValue(at);
}

QString ReportsRoom::file_name(const QString& ending) const {
    return face_.say(offered[static_cast<std::size_t>(std::max(0, list_->currentRow()))].name) + ending;
}

void ReportsRoom::save_pdf(const QString& file) {
    make([file, language = face_.words.language()](
             const documents::Report& report) { return write_pdf(report, file, language); },
         face_.say({"lưu PDF", "save the PDF"}), [](const Made&) {});
}

void ReportsRoom::save_tables(const QString& file) {
    make([file](const documents::Report& report) { return write_tables(report, file); },
         face_.say({"lưu Excel", "save the sheet"}), [](const Made&) {});
}

void ReportsRoom::ask_pdf() {
    const QString file = QFileDialog::getSaveFileName(this, pdf_->text(), file_name(QStringLiteral(".pdf")),
                                                      QStringLiteral("PDF (*.pdf)"));
    if (!file.isEmpty() && face_.session.is_open()) save_pdf(file);
}

void ReportsRoom::ask_tables() {
    const QString file =
        QFileDialog::getSaveFileName(this, sheet_->text(), file_name(QStringLiteral(".xlsx")),
                                     QStringLiteral("Excel (*.xlsx);;CSV (*.csv)"));
    if (!file.isEmpty() && face_.session.is_open()) save_tables(file);
}

void ReportsRoom::save_data(const QString& folder) {
    work([folder, contest = face_.session.snapshot()->contest] { return write_data(*contest, folder); },
         face_.say({"lưu dữ liệu", "save the data"}), [] {});
}

void ReportsRoom::ask_data() {
    const QString folder = QFileDialog::getExistingDirectory(this, data_->text());
    if (!folder.isEmpty() && face_.session.is_open()) save_data(folder);
}

void ReportsRoom::ask_printer() {
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    QPrintDialog dialog(printer.get(), this);
    if (dialog.exec() != QDialog::Accepted || !face_.session.is_open()) return;
    make(
        [printer, language = face_.words.language()](const documents::Report& report) {
            if (report.is_certificate) printer->setPageOrientation(QPageLayout::Landscape);
            print_report(report, *printer, language);
            return Result<void>();
        },
        face_.say({"in", "print"}), [](const Made&) {});
}

}  // namespace sandau::station
