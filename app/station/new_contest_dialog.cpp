#include "station/new_contest_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "station/widgets.h"

namespace sandau::station {

NewContestDialog::NewContestDialog(const Face& face, QWidget* parent)
    : QDialog(parent), face_(face), presets_(new QListWidget), file_(new QLineEdit), make_(new QPushButton) {
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
    file_->setAccessibleName(face_.say({"Tệp cuộc thi", "Contest file"}));
    row->addWidget(file_, 1);
    auto* choose = new QPushButton(face_.say({"Chọn…", "Choose…"}));
    choose->setAutoDefault(false);
    row->addWidget(choose);
    column->addLayout(row);
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(face_.say({"Thôi, quay lại", "Cancel"}));
    cancel->setAutoDefault(false);
    make_->setText(face_.say({"Tạo cuộc thi", "Make the contest"}));
    make_->setProperty("role", "primary");
    make_->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(make_);
    column->addLayout(buttons);
    connect(choose, &QPushButton::clicked, this, &NewContestDialog::choose_file);
    connect(own, &QPushButton::clicked, this, &NewContestDialog::choose_rules);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(make_, &QPushButton::clicked, this, &QDialog::accept);
    connect(presets_, &QListWidget::itemActivated, make_, &QPushButton::click);
    connect(file_, &QLineEdit::textChanged, this, &NewContestDialog::check);
    check();
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

void NewContestDialog::check() {
    make_->setEnabled(!file_->text().trimmed().isEmpty());
}

}  // namespace sandau::station
