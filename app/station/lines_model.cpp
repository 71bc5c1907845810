#include "station/lines_model.h"

#include <QFont>
#include <QItemSelectionModel>

#include "station/widgets.h"

namespace sandau::station {

void LinesModel::show_lines(QStringList headers, std::vector<Line> lines) {
    if (headers.size() != headers_.size()) {
        beginResetModel();
        headers_ = std::move(headers);
        endResetModel();
    } else if (headers != headers_) {
        headers_ = std::move(headers);
        emit headerDataChanged(Qt::Horizontal, 0, static_cast<int>(headers_.size()) - 1);
    }
    put_rows(std::move(lines));
}

int LinesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(headers_.size());
}

QVariant LinesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Line& line = rows()[static_cast<std::size_t>(index.row())];
    if (index.column() >= static_cast<int>(line.cells.size())) return {};
    const LineCell& cell = line.cells[static_cast<std::size_t>(index.column())];
    switch (role) {
        case Qt::DisplayRole:
            return cell.text;
        case Qt::ToolTipRole:
            return cell.tip.isEmpty() ? cell.text : cell.tip;
        case Qt::TextAlignmentRole:
            return static_cast<int>(Qt::AlignVCenter | cell.align);
        case Qt::ForegroundRole:
            return cell.tone == Tone::Plain ? QVariant() : tone_text(colours_now(), cell.tone);
        case Qt::FontRole: {
            if (!cell.bold) return {};
            QFont font(QStringLiteral("Noto Sans"));
            font.setPixelSize(15);
            font.setBold(true);
            return font;
        }
        default:
            return {};
    }
}

QVariant LinesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= headers_.size()) return {};
    if (role == Qt::DisplayRole) return headers_[section];
    if (role == Qt::TextAlignmentRole && !rows().empty() &&
        section < static_cast<int>(rows().front().cells.size()))
        return static_cast<int>(Qt::AlignVCenter |
                                rows().front().cells[static_cast<std::size_t>(section)].align);
    return {};
}

void show_lines(TableView* table, LinesModel* model, QStringList headers, std::vector<Line> lines) {
    const std::string chosen = model->id_at(table->currentIndex().row());
    {
        // Whoever follows the choice looks only when all rows are there.
        const QSignalBlocker quiet(table->selectionModel());
        model->show_lines(std::move(headers), std::move(lines));
        const int row = chosen.empty() ? -1 : model->row_of(chosen);
        if (row >= 0 && table->currentIndex().row() != row) table->setCurrentIndex(model->index(row, 0));
    }
    // A line that is gone hands its choice to nobody: what is pressed next would be meant for it.
    if (model->id_at(table->currentIndex().row()) != chosen) {
        table->selectionModel()->clear();
        table->viewport()->update();
    }
    table->fit_columns(chosen.empty());
}

}  // namespace sandau::station
