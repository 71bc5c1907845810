#pragma once

#include <QStringList>
#include <QWidget>

#include "station/face.h"

class QCheckBox;
class QComboBox;
class QPushButton;

namespace sandau::station {

class FileList;

/// The documents that the division asks for and no file of the entry is, in words; empty: none.
QString missing_documents_text(const Face& face, const Entry& entry);

/// The photos and documents of an entry: seen, added, taken away. Judges of a panel see them on their
/// tablets.
class EntryFiles : public QWidget {
public:
    explicit EntryFiles(const Face& face);
    void show_entry(const EntryId& entry);
    /// Reads the file and attaches it, beside Qt's thread. What is refused is said as any command is.
    void attach(const QString& path);

private:
    void ask_attach();
    void show_documents(const Entry* entry);
    void take_away();

    const Face face_;
    EntryId entry_;
    FileList* list_;
    QComboBox* document_;  ///< what the next file is, of what the division asks for
    QStringList offered_;
    QPushButton* attach_;
    QCheckBox* anonymous_;
    QPushButton* open_;
    QPushButton* take_away_;
};

}  // namespace sandau::station
