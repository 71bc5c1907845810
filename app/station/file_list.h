#pragma once

#include <QListWidget>
#include <memory>

#include "scoring/definition.h"
#include "station/face.h"

class QTemporaryDir;

namespace sandau::station {

/// "Ảnh 4×6 – An" of what each author brings; without the person, where nobody is said to be its author.
QString document_text(const Face& face, const RequiredDocument& document, const PersonId& person);

/// The photos and documents of an entry, to be looked at; hidden while there are none.
class FileList : public QListWidget {
public:
    enum class Authors { Told, Hidden };

    explicit FileList(const Face& face);
    /// With `Hidden` only what tells no author.
    void show_entry(const EntryId& entry, Authors authors = Authors::Told);
    /// 0: none.
    int chosen_number() const;
    /// Opens a copy of the chosen file with whatever the desktop has for its kind. Only this user may read
    /// the copy, and it goes with this widget.
    void open_chosen();

private:
    const Face face_;
    EntryId entry_;
    std::shared_ptr<QTemporaryDir> looked_at_;
};

}  // namespace sandau::station
