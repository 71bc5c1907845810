#include "station/conflict_dialog.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "scoring/text_fold.h"
#include "station/dialog_foot.h"
#include "station/people_words.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

ConflictDialog::ConflictDialog(const Face& face, UserId judge, QWidget* parent, const EntryId& only)
    : QDialog(parent),
      face_(face),
      judge_(std::move(judge)),
      search_(new SearchField),
      entries_(new QListWidget),
      why_(new QComboBox),
      reason_(new QLineEdit) {
    setWindowTitle(face_.say({"Xung đột lợi ích", "Conflict of interest"}));
    setMinimumSize(560, 520);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(heading(face_.say({"%1 không chấm hồ sơ nào?", "Which entry must %1 not judge?"})
                                  .arg(person_name(face_.session.contest(), judge_))));
    search_->setObjectName(QStringLiteral("conflict_search"));
    face_.words.bind_hint(search_, {"Tìm không cần dấu", "Search, without accents too"});
    column->addWidget(search_);
    entries_->setObjectName(QStringLiteral("conflict_entries"));
    entries_->setAccessibleName(face_.say({"Hồ sơ", "Entries"}));
    for (const Entry& entry : face_.session.contest().table<Entry>()) {
        if (!only.empty() && entry.id != only) continue;
        auto* item = new QListWidgetItem(text_of(entry.name), entries_);
        item->setData(Qt::UserRole, text_of(entry.id.text));
    }
    column->addWidget(entries_, 1);
    for (std::size_t i = 0; i < enum_words(ConflictKind{}).size(); ++i)
        why_->addItem(face_.say(conflict_words(static_cast<ConflictKind>(i))));
    why_->setAccessibleName(face_.say({"Quan hệ", "Relation"}));
    column->addWidget(why_);
    face_.words.bind_hint(reason_, {"Ghi rõ lý do (bắt buộc), ví dụ: con của giám khảo",
                                    "The reason in words (required), like: the judge's child"});
    column->addWidget(reason_);
    accept_ = add_foot(this, column, face_, face_.say({"Khai xung đột", "Declare it"}));
    connect(search_, &QLineEdit::textChanged, this, &ConflictDialog::find);
    connect(entries_, &QListWidget::currentRowChanged, this, &ConflictDialog::check);
    connect(reason_, &QLineEdit::textChanged, this, &ConflictDialog::check);
    if (only.empty()) {
        search_->setFocus();
    } else {
        search_->hide();
        entries_->setCurrentRow(0);
        why_->setFocus();
    }
    check();
}

void ConflictDialog::check() {
    accept_->setEnabled(entries_->currentRow() >= 0 && !reason_->text().simplified().isEmpty());
}

void ConflictDialog::find() {
    const std::string wanted = fold_text(search_->text().toStdString());
    for (int i = 0; i < entries_->count(); ++i) {
        QListWidgetItem* item = entries_->item(i);
        item->setHidden(!folded_match(wanted, fold_text(item->text().toStdString())));
        if (item->isHidden() && item == entries_->currentItem()) entries_->setCurrentRow(-1);
    }
}

commands::ConflictDeclare ConflictDialog::command() const {
    commands::ConflictDeclare command;
    command.judge = judge_;
    if (const QListWidgetItem* item = entries_->currentItem())
        command.entry = EntryId(item->data(Qt::UserRole).toString().toStdString());
    command.why = static_cast<ConflictKind>(why_->currentIndex());
    command.reason = reason_->text().simplified().toStdString();
    return command;
}

}  // namespace sandau::station
