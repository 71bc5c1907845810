#include "station/report_print.h"

#include <QBuffer>
#include <QPagedPaintDevice>
#include <QTextDocument>
#include <algorithm>
#include <limits>

#include "station/qr_picture.h"
#include "station/run_steps.h"

namespace sandau::station {

namespace {

QString safe(const std::string& text) {
    return text_of(text).toHtmlEscaped();
}

QString paragraph(const QString& style, const QString& html) {
    return QStringLiteral("<p style=\"%1\">%2</p>").arg(style, html);
}

/// Text as it is; a number as people of that language write it.
QString cell_words(const documents::Cell& cell, const Words& words) {
    if (cell.kind != documents::CellKind::Number) return safe(cell.text);
    bool is_whole = false;
    const qlonglong whole = text_of(cell.text).toLongLong(&is_whole);
    return (is_whole ? words.count(whole) : words.figure(cell.text)).toHtmlEscaped();
}

QString table_html(const documents::Table& table, std::size_t& rows_left, const Words& words) {
    QString html = QStringLiteral(
        "<table width=\"100%\" border=\"1\" cellspacing=\"0\" cellpadding=\"4\" "
        "style=\"border-collapse: collapse; border-color: #888888;\"><thead><tr>");
    for (const std::string& header : table.headers)
        html += QStringLiteral("<th align=\"left\">%1</th>").arg(safe(header));
    html += QStringLiteral("</tr></thead>");
    for (const std::vector<documents::Cell>& row : table.rows) {
        if (rows_left == 0) break;
        --rows_left;
        html += QStringLiteral("<tr>");
        for (const documents::Cell& cell : row)
            html += QStringLiteral("<td align=\"%1\">%2</td>")
                        .arg(cell.kind == documents::CellKind::Number ? QStringLiteral("right")
                                                                      : QStringLiteral("left"),
                             cell_words(cell, words));
        html += QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

QString signatures_html(const std::vector<std::string>& signatures) {
    if (signatures.empty()) return {};
    QString html = QStringLiteral("<br/><table width=\"100%\"><tr>");
    for (const std::string& one : signatures)
        html += QStringLiteral("<td align=\"center\"><b>%1</b><br/><br/><br/><br/></td>").arg(safe(one));
    return html + QStringLiteral("</tr></table>");
}

/// What stands above an administrative document, in whichever language the rest is.
QString motto_html() {
    return paragraph(QStringLiteral("text-align: center;"),
                     QStringLiteral("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br/>"
                                    "<b><u>Độc lập – Tự do – Hạnh phúc</u></b>"));
}

QString certificate_html(const documents::Report& report, const documents::ReportPart& part) {
    QString html = motto_html();
    html += paragraph(QStringLiteral("text-align: center; font-size: 34pt; margin-top: 36px;"),
                      QStringLiteral("<b>%1</b>").arg(safe(report.title)));
    html += paragraph(QStringLiteral("text-align: center; font-size: 28pt;"),
                      QStringLiteral("<b>%1</b>").arg(safe(part.title)));
    for (const std::string& line : part.lines)
        html += paragraph(QStringLiteral("text-align: center; font-size: 18pt;"), safe(line));
    return html + signatures_html(part.signatures);
}

QString qr_html(const std::vector<std::vector<bool>>& squares) {
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    qr_image(squares, 960).save(&buffer, "PNG");
    return QStringLiteral(
               "<p align=\"center\"><img width=\"420\" height=\"420\" "
               "src=\"data:image/png;base64,%1\"/></p>")
        .arg(QString::fromLatin1(png.toBase64()));
}

QString poster_html(const documents::Report& report, const documents::ReportPart& part) {
    QString html = paragraph(QStringLiteral("text-align: center; font-size: 20pt;"), safe(report.title));
    html += paragraph(QStringLiteral("text-align: center; font-size: 28pt;"),
                      QStringLiteral("<b>%1</b>").arg(safe(part.title)));
    if (!part.qr_squares.empty()) html += qr_html(part.qr_squares);
    for (const std::string& line : part.lines)
        html += paragraph(QStringLiteral("text-align: center; font-size: 18pt;"), safe(line));
    return html;
}

QString part_html(const documents::ReportPart& part, std::size_t& rows_left, const Words& words) {
    QString html;
    if (!part.title.empty()) html += QStringLiteral("<h3>%1</h3>").arg(safe(part.title));
    for (const std::string& line : part.lines) html += paragraph({}, safe(line));
    if (!part.table.headers.empty()) html += table_html(part.table, rows_left, words);
    return html + signatures_html(part.signatures);
}

}  // namespace

QString report_html(const documents::Report& report, std::size_t rows_max, Language language) {
    const Words words(language);
    QString html = QStringLiteral("<html><body>");
    if (report.is_official) html += motto_html();
    if (!report.is_certificate && !report.is_poster)
        html += QStringLiteral("<h2 align=\"center\">%1</h2>").arg(safe(report.title));
    std::size_t rows_left = rows_max;
    std::size_t parts_left = rows_max;
    for (const documents::ReportPart& part : report.parts) {
        if (rows_left == 0 || parts_left == 0) break;
        --parts_left;
        html += part.on_new_page ? QStringLiteral("<div style=\"page-break-before: always;\">")
                                 : QStringLiteral("<div>");
        html += report.is_poster        ? poster_html(report, part)
                : report.is_certificate ? certificate_html(report, part)
                                        : part_html(part, rows_left, words);
        html += QStringLiteral("</div>");
    }
    return html + QStringLiteral("</body></html>");
}

void print_report(const documents::Report& report, QPagedPaintDevice& paper, Language language) {
    QTextDocument document;
    document.setDefaultFont(QFont(QStringLiteral("Noto Sans"), 10));
    document.setHtml(report_html(report, std::numeric_limits<std::size_t>::max(), language));
    document.print(&paper);
}

}  // namespace sandau::station
