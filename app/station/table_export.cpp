#include "station/table_export.h"

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <QFileDialog>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QThreadPool>

#include "scoring/definition.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

documents::Table sheet_of(const QAbstractItemModel& model, const QString& title,
                          const QString& contest_name) {
    static const QRegularExpression whole(QStringLiteral("^-?[0-9]{1,15}$"));
    documents::Table table;
    table.name = title.toStdString();
    table.banner = {contest_name.toStdString(), title.toStdString()};
    for (int column = 0; column < model.columnCount(); ++column)
        table.headers.push_back(
            model.headerData(column, Qt::Horizontal).toString().replace(u'\n', u' ').toStdString());
    for (int row = 0; row < model.rowCount(); ++row) {
        std::vector<documents::Cell> cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            const QString text = model.index(row, column).data().toString();
            // A leading nought is part of a telephone number or a code, not of a number.
            const bool number = whole.match(text).hasMatch() && (text == u'0' || !text.startsWith(u'0'));
            cells.push_back(number ? documents::number_cell(text.toStdString())
                                   : documents::text_cell(text.toStdString()));
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

QPushButton* export_button(const Face& face, QWidget* room, const QAbstractItemModel* model, Phrase title) {
    auto* button = new QPushButton;
    face.words.bind(button, {"Xuất Excel…", "Export to Excel…"});
    put_icon(button, QStringLiteral("export"));
    QObject::connect(button, &QPushButton::clicked, room, [face, room, model, title] {
        const QString name = face.say(title);
        const QString file = QFileDialog::getSaveFileName(room, name, name + QStringLiteral(".xlsx"),
                                                          QStringLiteral("Excel (*.xlsx)"));
        if (file.isEmpty() || !face.session.is_open()) return;
        documents::Table table = sheet_of(*model, name, face.say(face.session.definition().name));
        QThreadPool::globalInstance()->start([session = QPointer<Session>(&face.session),
                                              file = file.toStdString(), table = std::move(table), name] {
            const Result<void> written = documents::write_xlsx(std::filesystem::path(file), {table});
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [session, written, name] {
                    if (session && !written) emit session->refused(written.error(), name);
                },
                Qt::QueuedConnection);
        });
    });
    return button;
}

}  // namespace sandau::station
