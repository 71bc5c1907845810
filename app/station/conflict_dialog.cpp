#include "station/conflict_dialog.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include "scoring/text_fold.h"
#include "station/people_words.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

ConflictDialog::ConflictDialog(const Face& face, UserId judge, QWidget* parent, const EntryId& only)
    : CheckedDialog(face, parent),
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
    reason_->setObjectName(QStringLiteral("conflict_reason"));
    column->addWidget(reason_);
    add_checked_foot(column, face_.say({"Khai xung đột", "Declare it"}));
    connect(search_, &QLineEdit::textChanged, this, &ConflictDialog::find);
    if (only.empty()) {
        search_->setFocus();
    } else {
        search_->hide();
        entries_->setCurrentRow(0);
        why_->setFocus();
    }
}

std::optional<Fault> ConflictDialog::fault() const {
    if (entries_->currentRow() < 0)
        return Fault{search_, face_.say({"Hãy chọn một hồ sơ trong danh sách (gõ tên để tìm).",
                                         "Choose an entry in the list (type a name to find it)."})};
    if (const auto wrong =
            text_fault(face_, reason_, reason_->text().simplified(),
                       {"Hãy ghi rõ lý do, ví dụ: con của giám khảo.", "Say why, like: the judge's child."},
                       reason_letters_max))
        return wrong;
    return refused(command(), search_);
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
