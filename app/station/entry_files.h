#pragma once

#include <QStringList>
#include <QWidget>
#include <functional>
#include <memory>

#include "station/face.h"

class QCheckBox;
class QComboBox;
class QListWidget;
class QPushButton;
class QTemporaryDir;

namespace sandau::station {

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
    /// Opens a copy of the chosen file with whatever the desktop has for its kind. Only this user may read
    /// the copy, and it goes with this widget.
    void open_chosen();

private:
    void ask_attach();
    void show_documents(const Entry* entry);
    void take_away();
    int chosen_number() const;
    /// Runs beside Qt's thread; `then` is called on it, unless this widget or its contest is gone.
    template <class Value>
    void beside(std::function<Result<Value>(Host&)> work, const QString& named,
                std::function<void(const Value&)> then);

    const Face face_;
    EntryId entry_;
    QListWidget* list_;
    QComboBox* document_;  ///< what the next file is, of what the division asks for
    QStringList offered_;
    QPushButton* attach_;
    QCheckBox* anonymous_;
    QPushButton* open_;
    QPushButton* take_away_;
    std::shared_ptr<QTemporaryDir> looked_at_;
};

}  // namespace sandau::station
