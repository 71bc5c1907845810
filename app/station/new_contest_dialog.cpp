#include "station/new_contest_dialog.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "scoring/definition.h"
#include "station/widgets.h"

namespace sandau::station {

NewContestDialog::NewContestDialog(const Face& face, QWidget* parent)
    : CheckedDialog(face, parent), presets_(new QListWidget), file_(new QLineEdit) {
    setWindowTitle(face_.say({"Cuộc thi mới", "New contest"}));
    setMinimumSize(680, 520);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(heading(face_.say({"1. Chọn thể lệ mẫu", "1. Choose the rules to begin with"})));
    for (const PresetRow& preset : face_.options.presets) {
        auto* item = new QListWidgetItem(face_.say(preset.name), presets_);
        item->setData(Qt::UserRole, QString::fromStdString(preset.id));
        item->setSizeHint(QSize(0, 36));
    }
    presets_->setCurrentRow(0);
    column->addWidget(presets_, 1);
    auto* own =
        new QPushButton(face_.say({"Dùng tệp thể lệ riêng (.json)…", "Use rules of your own (.json)…"}));
    own->setProperty("role", "link");
    own->setAutoDefault(false);
    column->addWidget(own);
    column->addWidget(heading(face_.say({"2. Lưu ở đâu", "2. Where to keep it"})));
    auto* row = new QHBoxLayout;
    const QString home = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    file_->setText(QDir(home).filePath(face_.say({"Cuoc-thi-moi.sandau", "New-contest.sandau"})));
    file_->setObjectName(QStringLiteral("contest_file"));
    file_->setAccessibleName(face_.say({"Tệp cuộc thi", "Contest file"}));
    row->addWidget(file_, 1);
    auto* choose = new QPushButton(face_.say({"Chọn…", "Choose…"}));
    choose->setAutoDefault(false);
    row->addWidget(choose);
    column->addLayout(row);
    QPushButton* make = add_checked_foot(column, face_.say({"Tạo cuộc thi", "Make the contest"}));
    connect(choose, &QPushButton::clicked, this, &NewContestDialog::choose_file);
    connect(own, &QPushButton::clicked, this, &NewContestDialog::choose_rules);
    connect(presets_, &QListWidget::itemActivated, make, &QPushButton::click);
}

OpenRequest NewContestDialog::request() const {
    OpenRequest result;
    QString file = file_->text().trimmed();
    if (!file.endsWith(QLatin1String(".sandau"))) file += QLatin1String(".sandau");
    result.file = std::filesystem::path(file.toStdString());
    const QListWidgetItem* chosen = presets_->currentItem();
    result.preset = chosen != nullptr ? chosen->data(Qt::UserRole).toString().toStdString() : std::string();
    result.mode = result.preset.empty() ? OpenMode::FromRules : OpenMode::FromPreset;
    result.source = std::filesystem::path(rules_file_.toStdString());
    return result;
}

void NewContestDialog::choose_file() {
    const QString file = QFileDialog::getSaveFileName(
        this, face_.say({"Lưu cuộc thi mới", "Keep the new contest"}), file_->text(),
        face_.say({"Tệp cuộc thi (*.sandau)", "Contest file (*.sandau)"}));
    if (!file.isEmpty()) file_->setText(file);
}

void NewContestDialog::choose_rules() {
    const QString file = QFileDialog::getOpenFileName(this, face_.say({"Tệp thể lệ", "Rules"}), QString(),
                                                      face_.say({"Thể lệ (*.json)", "Rules (*.json)"}));
    if (file.isEmpty()) return;
    rules_file_ = file;
    auto* item = new QListWidgetItem(QFileInfo(file).fileName(), presets_);
    item->setSizeHint(QSize(0, 36));
    presets_->setCurrentItem(item);
}

std::optional<Fault> NewContestDialog::fault() const {
    if (presets_->currentItem() == nullptr)
        return Fault{presets_, face_.say({"Hãy chọn một thể lệ mẫu trong danh sách.",
                                          "Choose the rules to begin with in the list."})};
    const OpenRequest asked = request();
    if (asked.mode == OpenMode::FromRules) {
        QFile rules(rules_file_);
        constexpr qint64 rules_bytes_max = 16 << 20;
        if (!rules.open(QIODevice::ReadOnly) || rules.size() > rules_bytes_max)
            return Fault{presets_, face_
                                       .say({"Không đọc được tệp thể lệ “%1”: hãy chọn tệp khác.",
                                             "The rules “%1” cannot be read: choose another file."})
                                       .arg(QFileInfo(rules_file_).fileName())};
        const DefinitionReading reading = read_definition(rules.readAll().toStdString());
        if (!reading.ok())
            return Fault{presets_, face_
                                       .say({"Tệp “%1” không phải là thể lệ dùng được: %2",
                                             "“%1” is no set of rules that can be used: %2"})
                                       .arg(QFileInfo(rules_file_).fileName(),
                                            face_.words.say(reading.problems.front().what))};
    }
    return file_fault();
}

std::optional<Fault> NewContestDialog::file_fault() const {
    constexpr qsizetype name_bytes_max = 255;  // of most file systems
    const QString typed = file_->text().trimmed();
    const QFileInfo file(QString::fromStdString(request().file.string()));
    const QFileInfo folder(file.absolutePath());
    const auto wrong = [&](const Phrase& words, const QString& what) {
        return Fault{file_, face_.say(words).arg(what)};
    };
    if (typed.isEmpty() || typed.endsWith(u'/') || QFileInfo(typed).isDir())
        return wrong({"Hãy ghi tên tệp, ví dụ %1.", "Write a file's name, like %1."},
                     QDir(QFileInfo(typed).absolutePath()).filePath(QStringLiteral("cuoc-thi.sandau")));
    if (file.fileName().toUtf8().size() > name_bytes_max)
        return wrong(
            {"Tên tệp quá dài: nhiều nhất %1 byte.", "The file's name is too long: %1 bytes at most."},
            face_.words.count(name_bytes_max));
    if (!folder.isDir())
        return wrong({"Không có thư mục %1: bấm “Chọn…” để chọn thư mục có sẵn.",
                      "There is no folder %1: press “Choose…” for one that is there."},
                     folder.filePath());
    if (file.exists())
        return wrong({"Đã có tệp %1: đặt tên khác, hoặc quay lại và mở tệp đó.",
                      "%1 is there already: take another name, or go back and open it."},
                     file.fileName());
    if (!folder.isWritable())
        return wrong({"Không được ghi vào thư mục %1: hãy chọn thư mục khác.",
                      "The folder %1 cannot be written to: choose another."},
                     folder.filePath());
    return std::nullopt;
}

}  // namespace sandau::station
