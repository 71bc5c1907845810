#include "station/entry_files.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "scoring/attachments.h"
#include "scoring/command_payloads.h"
#include "station/run_steps.h"

namespace sandau::station {

namespace {

/// What no host takes is not read whole.
constexpr qint64 bytes_max = 32LL << 20;

Result<std::string> bytes_of(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return refuse("input.unreadable", {{"file", path.toStdString()}});
    return file.read(bytes_max).toStdString();
}

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

/// Where no name is given its id says enough.
QString document_name(const Face& face, const RequiredDocument& document) {
    return document.name.empty() ? text_of(document.id) : face.say(document.name);
}

/// "Ảnh 4×6 – An" of what each author brings.
QString document_text(const Face& face, const RequiredDocument& document, const PersonId& person) {
    const Person* whose = face.session.contest().table<Person>().find(person.text);
    const QString name = document_name(face, document);
    return whose != nullptr ? name + QStringLiteral(" – ") + text_of(whose->name) : name;
}

QStringList ids_of(const RequiredDocument& document, const PersonId& person) {
    return {text_of(document.id), text_of(person.text)};
}

/// What a file may be said to be, and the ids of it.
struct Choice {
    QString text;
    QStringList ids;
};
std::vector<Choice> choices_for(const Face& face, const Entry* entry) {
    std::vector<Choice> choices{{face.say({"Tệp khác", "Another file"}), {}}};
    const Division* division =
        entry != nullptr ? face.session.contest().definition->division(entry->division) : nullptr;
    if (division == nullptr || !division->eligibility) return choices;
    const auto offer = [&](const RequiredDocument& document, const PersonId& person) {
        choices.push_back({document_text(face, document, person), ids_of(document, person)});
    };
    for (const RequiredDocument& document : division->eligibility->documents) {
        if (document.per == RequiredDocument::Per::Entry) {
            offer(document, {});
            continue;
        }
        for (const Part& part : entry->parts)
            if (part.role != PartRole::Coach) offer(document, part.person);
    }
    return choices;
}

QString said_of(const Face& face, const Entry* entry, const Attachment& file) {
    QStringList parts{text_of(file.name), QLocale().formattedDataSize(file.bytes)};
    const Division* division =
        entry != nullptr ? face.session.contest().definition->division(entry->division) : nullptr;
    if (division != nullptr && division->eligibility)
        for (const RequiredDocument& document : division->eligibility->documents)
            if (document.id == file.document) parts << document_text(face, document, file.person);
    if (file.anonymous) parts << face.say({"không lộ tác giả", "tells no author"});
    return parts.join(QStringLiteral(" · "));
}

}  // namespace

QString missing_documents_text(const Face& face, const Entry& entry) {
    QStringList lines;
    for (const MissingDocument& one : missing_documents(face.session.contest(), entry))
        lines << document_text(face, *one.document, one.person);
    return lines.join(u'\n');
}

EntryFiles::EntryFiles(const Face& face)
    : face_(face),
      list_(new QListWidget),
      document_(new QComboBox),
      attach_(new QPushButton),
      anonymous_(new QCheckBox),
      open_(new QPushButton),
      take_away_(new QPushButton),
      looked_at_(std::make_shared<QTemporaryDir>()) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    list_->setObjectName(QStringLiteral("entry_files"));
    list_->setMaximumHeight(96);
    column->addWidget(list_);
    document_->setObjectName(QStringLiteral("file_document"));
    document_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    face_.words.bind_name(document_, {"Tệp sắp đính kèm là giấy tờ nào", "Which document the next file is"});
    auto* what = new QHBoxLayout;
    what->addWidget(document_, 1);
    what->addWidget(anonymous_);
    column->addLayout(what);
    auto* row = new QHBoxLayout;
    attach_->setObjectName(QStringLiteral("attach_file"));
    open_->setObjectName(QStringLiteral("open_file"));
    take_away_->setObjectName(QStringLiteral("take_file_away"));
    face_.words.bind(attach_, {"Đính kèm tệp…", "Attach a file…"});
    face_.words.bind(open_, {"Xem", "Look"});
    face_.words.bind(take_away_, {"Gỡ", "Take away"});
    face_.words.bind(anonymous_, {"Không lộ tác giả", "Tells no author"});
    anonymous_->setToolTip(
        face_.say({"Vòng chấm ẩn danh cũng được xem tệp này", "A blind stage shows this file, too"}));
    row->addWidget(attach_, 1);
    for (QPushButton* button : {open_, take_away_}) row->addWidget(button);
    column->addLayout(row);
    connect(attach_, &QPushButton::clicked, this, [this] { ask_attach(); });
    connect(open_, &QPushButton::clicked, this, [this] { open_chosen(); });
    connect(take_away_, &QPushButton::clicked, this, [this] { take_away(); });
    connect(list_, &QListWidget::itemActivated, this, [this] { open_chosen(); });
}

void EntryFiles::show_entry(const EntryId& entry) {
    const int chosen = entry == entry_ ? chosen_number() : 0;
    entry_ = entry;
    list_->setAccessibleName(face_.say({"Ảnh và tài liệu của hồ sơ", "Photos and documents of the entry"}));
    list_->clear();
    const Entry* shown = face_.session.contest().table<Entry>().find(entry.text);
    show_documents(shown);
    for (const Attachment& file : attachments_of(face_.session.contest(), entry)) {
        auto* item = new QListWidgetItem(said_of(face_, shown, file), list_);
        item->setData(Qt::UserRole, file.number);
        if (file.number == chosen) list_->setCurrentItem(item);
    }
    const bool any = list_->count() > 0;
    if (any && list_->currentItem() == nullptr) list_->setCurrentRow(0);
    list_->setVisible(any);
    for (QPushButton* button : {open_, take_away_}) button->setEnabled(any);
}

void EntryFiles::show_documents(const Entry* entry) {
    const std::vector<Choice> choices = choices_for(face_, entry);
    QStringList next;
    if (entry != nullptr)
        for (const MissingDocument& one : missing_documents(face_.session.contest(), *entry))
            if (next.isEmpty()) next = ids_of(*one.document, one.person);
    QStringList offered = QStringList{text_of(entry_.text)} + next;
    for (const Choice& one : choices) offered << one.text;
    // What somebody has chosen meanwhile stays.
    if (offered == offered_) return;
    offered_ = offered;
    document_->clear();
    for (const Choice& one : choices) document_->addItem(one.text, one.ids);
    document_->setVisible(choices.size() > 1);
    // What comes next is most likely what is still missing.
    document_->setCurrentIndex(std::max(0, document_->findData(next)));
}

int EntryFiles::chosen_number() const {
    const QListWidgetItem* item = list_->currentItem();
    return item != nullptr ? item->data(Qt::UserRole).toInt() : 0;
}

void EntryFiles::ask_attach() {
    const QStringList paths =
        QFileDialog::getOpenFileNames(this, attach_->text(), {},
                                      face_.say({"Ảnh và PDF (%1)", "Photos and PDF (%1)"})
                                          .arg(QStringLiteral("*.jpg *.jpeg *.png *.webp *.pdf")));
    for (const QString& path : paths) attach(path);
}

template <class Value>
void EntryFiles::beside(std::function<Result<Value>(Host&)> work, const QString& named,
                        std::function<void(const Value&)> then) {
    if (!face_.session.is_open()) return;
    const std::shared_ptr<Host> host = face_.session.opened().host;
    face_.session.beside(
        [self = QPointer<EntryFiles>(this), host, work = std::move(work), named, then = std::move(then)] {
            const auto done = std::make_shared<Result<Value>>(work(*host));
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, host, done, named, then] {
                    if (!self || !self->face_.session.is_open() || self->face_.session.opened().host != host)
                        return;
                    if (*done)
                        then(**done);
                    else
                        emit self->face_.session.refused(done->error(), named);
                },
                Qt::QueuedConnection);
        });
}

void EntryFiles::attach(const QString& path) {
    const QString name = QFileInfo(path).fileName();
    const QString named = face_.say({"đính kèm %1, %2", "attach %1, %2"})
                              .arg(name, entry_name(face_.session.contest(), entry_));
    beside<KeptFile>(
        [path](Host& host) {
            const Result<std::string> bytes = bytes_of(path);
            return bytes ? host.keep_file(*bytes) : tl::unexpected(bytes.error());
        },
        named,
        [this, entry = entry_, name, named, anonymous = anonymous_->isChecked(),
         document = document_->currentData().toStringList()](const KeptFile& kept) {
            commands::EntryAttach command{entry, kept.sha256, name.toStdString(), anonymous, "", {}};
            if (!document.isEmpty()) {
                command.document = document[0].toStdString();
                command.person = PersonId(document[1].toStdString());
            }
            face_.session.submit(this, command, named);
        });
}

void EntryFiles::open_chosen() {
    const std::vector<Attachment> files = attachments_of(face_.session.contest(), entry_);
    const auto file = std::ranges::find(files, chosen_number(), &Attachment::number);
    if (file == files.end()) return;
    beside<QString>(
        [file = *file, folder = looked_at_](Host& host) -> Result<QString> {
            const Result<std::string> bytes = host.read_file(file.sha256);
            if (!bytes) return tl::unexpected(bytes.error());
            return copied_for_looking(*folder, *bytes, file);
        },
        face_.say({"xem tệp", "look at the file"}),
        [](const QString& copy) { QDesktopServices::openUrl(QUrl::fromLocalFile(copy)); });
}

void EntryFiles::take_away() {
    const QString named = face_.say({"gỡ tệp đính kèm, %1", "take a file away, %1"})
                              .arg(entry_name(face_.session.contest(), entry_));
    face_.session.submit(this, commands::EntryDetach{entry_, chosen_number()}, named);
}

}  // namespace sandau::station
