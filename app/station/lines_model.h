#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <string>
#include <vector>

#include "station/look.h"

namespace sandau::station {

struct LineCell {
    QString text;
    Tone tone = Tone::Plain;
    Qt::AlignmentFlag align = Qt::AlignLeft;
    bool bold = false;
    QString tip = {};
};

struct Line {
    std::string id;  ///< what the line is about; a chosen line stays chosen by it
    std::vector<LineCell> cells;
};

/// A small table made of ready lines.
class LinesModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    void show_lines(QStringList headers, std::vector<Line> lines);
    const std::vector<Line>& lines() const { return lines_; }
    std::string id_at(int row) const;
    int row_of(const std::string& id) const;  ///< -1: not there

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList headers_;
    std::vector<Line> lines_;
};

class TableView;
/// Shows new lines in a table and keeps the chosen one chosen.
void show_lines(TableView* table, LinesModel* model, QStringList headers, std::vector<Line> lines);

}  // namespace sandau::station
