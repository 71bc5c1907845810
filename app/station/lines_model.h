#pragma once

#include <QStringList>
#include <string>
#include <vector>

#include "station/look.h"
#include "station/rows_model.h"

namespace sandau::station {

struct LineCell {
    QString text;
    Tone tone = Tone::Plain;
    Qt::AlignmentFlag align = Qt::AlignLeft;
    bool bold = false;
    QString tip = {};

    bool operator==(const LineCell&) const = default;
};

struct Line {
    std::string id;  ///< what the line is about; a chosen line stays chosen by it
    std::vector<LineCell> cells;

    bool operator==(const Line&) const = default;
};

/// A small table made of ready lines.
class LinesModel : public RowsModel<Line> {
public:
    using RowsModel::RowsModel;

    void show_lines(QStringList headers, std::vector<Line> lines);
    const std::vector<Line>& lines() const { return rows(); }

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList headers_;
};

class TableView;
/// Shows new lines in a table and keeps the chosen one chosen.
void show_lines(TableView* table, LinesModel* model, QStringList headers, std::vector<Line> lines);

}  // namespace sandau::station
