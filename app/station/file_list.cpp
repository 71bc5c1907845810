#include "station/file_list.h"

#include <QDesktopServices>
#include <QFile>
#include <QLocale>
#include <QTemporaryDir>
#include <QUrl>
#include <algorithm>

#include "scoring/attachments.h"
#include "station/host_work.h"
#include "station/run_steps.h"

namespace sandau::station {

namespace {

/// Of the file's own kind, whatever it was called: what opens it goes by the ending.
QString ending_of(const std::string& media_type) {
    if (media_type == "application/pdf") return QStringLiteral(".pdf");
    return QStringLiteral(".") + text_of(media_type.substr(media_type.find('/') + 1));
}

Result<QString> copied_for_looking(const QTemporaryDir& folder, const std::string& bytes,
                                   const Attachment& file) {
    QFile copy(folder.filePath(text_of(file.key()) + ending_of(file.media_type)));
    const QByteArray data = QByteArray::fromStdString(bytes);
    if (!folder.isValid() || !copy.open(QIODevice::WriteOnly) || copy.write(data) != data.size())
        return refuse("output.unwritable", {{"file", copy.fileName().toStdString()}});
    return copy.fileName();
}

QString said_of(const Face& face, const Entry* entry, const Attachment& file, FileList::Authors authors) {
    const bool told = authors == FileList::Authors::Told;
    QStringList parts{text_of(file.name), QLocale().formattedDataSize(file.bytes)};
    const Division* division =
        entry != nullptr ? face.session.contest().definition->division(entry->division) : nullptr;
    if (division != nullptr && division->eligibility)
        for (const RequiredDocument& document : division->eligibility->documents)
            if (document.id == file.document)
                parts << document_text(face, document, told ? file.person : PersonId());
    if (told && file.anonymous) parts << face.say({"không lộ tác giả", "tells no author"});
    return parts.join(QStringLiteral(" · "));
}

}  // namespace

QString document_text(const Face& face, const RequiredDocument& document, const PersonId& person) {
    const Person* whose = face.session.contest().table<Person>().find(person.text);
    // Where no name is given its id says enough.
    const QString name = document.name.empty() ? text_of(document.id) : face.say(document.name);
    return whose != nullptr ? name + QStringLiteral(" – ") + text_of(whose->name) : name;
}

FileList::FileList(const Face& face) : face_(face), looked_at_(std::make_shared<QTemporaryDir>()) {
    setMaximumHeight(96);
    connect(this, &QListWidget::itemActivated, this, [this] { open_chosen(); });
}

void FileList::show_entry(const EntryId& entry, Authors authors) {
    const int chosen = entry == entry_ ? chosen_number() : 0;
    entry_ = entry;
    setAccessibleName(face_.say({"Ảnh và tài liệu của hồ sơ", "Photos and documents of the entry"}));
    clear();
    const Entry* shown = face_.session.contest().table<Entry>().find(entry.text);
    for (const Attachment& file : attachments_of(face_.session.contest(), entry)) {
        if (authors == Authors::Hidden && !file.anonymous) continue;
        auto* item = new QListWidgetItem(said_of(face_, shown, file, authors), this);
        item->setData(Qt::UserRole, file.number);
        if (file.number == chosen) setCurrentItem(item);
    }
    if (count() > 0 && currentItem() == nullptr) setCurrentRow(0);
    setVisible(count() > 0);
}

int FileList::chosen_number() const {
    const QListWidgetItem* item = currentItem();
    return item != nullptr ? item->data(Qt::UserRole).toInt() : 0;
}

void FileList::open_chosen() {
    const std::vector<Attachment> files = attachments_of(face_.session.contest(), entry_);
    const auto file = std::ranges::find(files, chosen_number(), &Attachment::number);
    if (file == files.end()) return;
    ask_host<QString>(
        this, face_.session, face_.say({"xem tệp", "look at the file"}),
        [file = *file, folder = looked_at_](Host& host) -> Result<QString> {
            const Result<std::string> bytes = host.read_file(file.sha256);
            if (!bytes) return tl::unexpected(bytes.error());
            return copied_for_looking(*folder, *bytes, file);
        },
        [](const QString& copy) { QDesktopServices::openUrl(QUrl::fromLocalFile(copy)); });
}

}  // namespace sandau::station
