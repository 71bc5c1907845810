#include "station/entry_files.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "scoring/attachments.h"
#include "scoring/command_payloads.h"
#include "station/file_list.h"
#include "station/host_work.h"
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

}  // namespace

QString missing_documents_text(const Face& face, const Entry& entry) {
    QStringList lines;
    for (const MissingDocument& one : missing_documents(face.session.contest(), entry))
        lines << document_text(face, *one.document, one.person);
    return lines.join(u'\n');
}

EntryFiles::EntryFiles(const Face& face)
    : face_(face),
      list_(new FileList(face)),
      document_(new QComboBox),
      attach_(new QPushButton),
      anonymous_(new QCheckBox),
      open_(new QPushButton),
      take_away_(new QPushButton) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    list_->setObjectName(QStringLiteral("entry_files"));
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
    connect(open_, &QPushButton::clicked, list_, &FileList::open_chosen);
    connect(take_away_, &QPushButton::clicked, this, [this] { take_away(); });
}

void EntryFiles::show_entry(const EntryId& entry) {
    entry_ = entry;
    show_documents(face_.session.contest().table<Entry>().find(entry.text));
    list_->show_entry(entry);
    for (QPushButton* button : {open_, take_away_}) button->setEnabled(list_->count() > 0);
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

void EntryFiles::ask_attach() {
    const QStringList paths =
        QFileDialog::getOpenFileNames(this, attach_->text(), {},
                                      face_.say({"Ảnh và PDF (%1)", "Photos and PDF (%1)"})
                                          .arg(QStringLiteral("*.jpg *.jpeg *.png *.webp *.pdf")));
    for (const QString& path : paths) attach(path);
}

void EntryFiles::attach(const QString& path) {
    const QString name = QFileInfo(path).fileName();
    const QString named = face_.say({"đính kèm %1, %2", "attach %1, %2"})
                              .arg(name, entry_name(face_.session.contest(), entry_));
    ask_host<KeptFile>(
        this, face_.session, named,
        [path](Host& host) {
            const Result<std::string> bytes = bytes_of(path);
            return bytes ? host.keep_file(*bytes) : tl::unexpected(bytes.error());
        },
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

void EntryFiles::take_away() {
    const QString named = face_.say({"gỡ tệp đính kèm, %1", "take a file away, %1"})
                              .arg(entry_name(face_.session.contest(), entry_));
    face_.session.submit(this, commands::EntryDetach{entry_, list_->chosen_number()}, named);
}

}  // namespace sandau::station
