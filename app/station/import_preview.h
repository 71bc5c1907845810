#pragma once

#include <QAbstractTableModel>
#include <map>
#include <memory>
#include <optional>

#include "documents/import.h"
#include "documents/match.h"
#include "station/face.h"

namespace sandau::station {

/// A workbook with what is made of it under the present map.
struct ImportState {
    documents::Workbook workbook;
    documents::ImportOptions options;
    std::optional<Refusal> refusal;  ///< nothing could be made of it
    documents::SheetImport import;
    documents::MatchedRows matched;

    std::vector<const documents::SheetProblem*> problems() const;
    std::size_t errors() const;
};

/// Rows of the sheet as they stand in the file, coloured by what becomes of them.
class ImportPreview : public QAbstractTableModel {
public:
    explicit ImportPreview(const Face& face, QObject* parent);
    void show_state(std::shared_ptr<const ImportState> state);
    int row_of_sheet_row(std::uint32_t number) const;
    int column_of_sheet_column(std::uint32_t column) const {
        return static_cast<int>(column) + fixed_columns;
    }

    static constexpr int fixed_columns = 2;  ///< the row's number, and what becomes of it

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum class Fate { New, Changed, Same, Wrong, Skipped };
    struct Row {
        const documents::SheetRow* cells = nullptr;
        Fate fate = Fate::New;
        std::map<std::uint32_t, const documents::SheetProblem*> problems;
        QString differences;
    };
    QString fate_words(Fate fate) const;

    const Face face_;
    std::shared_ptr<const ImportState> state_;
    std::vector<Row> rows_;
    int columns_ = 0;
};

QString target_words(const Words& words, const documents::Target& target);

}  // namespace sandau::station
