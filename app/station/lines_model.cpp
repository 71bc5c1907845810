#include "station/lines_model.h"

#include <QFont>
#include <QItemSelectionModel>

#include "station/widgets.h"

namespace sandau::station {

void LinesModel::show_lines(QStringList headers, std::vector<Line> lines) {
    beginResetModel();
    headers_ = std::move(headers);
    lines_ = std::move(lines);
    endResetModel();
}

std::string LinesModel::id_at(int row) const {
    return row >= 0 && row < rowCount() ? lines_[static_cast<std::size_t>(row)].id : std::string();
}

int LinesModel::row_of(const std::string& id) const {
    for (std::size_t i = 0; i < lines_.size(); ++i)
        if (lines_[i].id == id) return static_cast<int>(i);
    return -1;
}

int LinesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(lines_.size());
}

int LinesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(headers_.size());
}

QVariant LinesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Line& line = lines_[static_cast<std::size_t>(index.row())];
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
    if (role == Qt::TextAlignmentRole && !lines_.empty() &&
        section < static_cast<int>(lines_.front().cells.size()))
        return static_cast<int>(Qt::AlignVCenter |
                                lines_.front().cells[static_cast<std::size_t>(section)].align);
    return {};
}

void show_lines(TableView* table, LinesModel* model, QStringList headers, std::vector<Line> lines) {
    const std::string chosen = model->id_at(table->currentIndex().row());
    const QSignalBlocker quiet(table->selectionModel());
    model->show_lines(std::move(headers), std::move(lines));
    const int row = model->row_of(chosen);
    if (row >= 0) table->setCurrentIndex(model->index(row, 0));
    // Columns grow with their text, so that nothing is cut; they never shrink under the reader's eyes.
    constexpr int widest_px = 290;
    for (int column = 0; column + 1 < model->columnCount(); ++column) {
        const int wanted = table->wanted_width_px(column);
        if (wanted > table->columnWidth(column) || chosen.empty())
            table->setColumnWidth(column, std::min(wanted, widest_px));
    }
}

}  // namespace sandau::station
