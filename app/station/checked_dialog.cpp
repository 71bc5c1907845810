#include "station/checked_dialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "station/dialog_foot.h"
#include "station/look.h"

namespace sandau::station {

CheckedDialog::CheckedDialog(const Face& face, QWidget* parent) : QDialog(parent), face_(face) {}

QPushButton* CheckedDialog::add_checked_foot(QVBoxLayout* column, const QString& action) {
    trouble_ = new QLabel;
    trouble_->setObjectName(QStringLiteral("dialog_trouble"));
    set_role(trouble_, "finding");
    set_tone(trouble_, Tone::Bad);
    trouble_->setWordWrap(true);
    trouble_->setTextFormat(Qt::PlainText);
    trouble_->hide();
    column->addWidget(trouble_);
    return add_foot(this, column, face_, action);
}

void CheckedDialog::accept() {
    const std::optional<Fault> found = fault();
    if (!found) return QDialog::accept();
    trouble_->setText(QStringLiteral("! ") + found->words);
    trouble_->show();
    keep_all_lines(*this);
    if (found->field == nullptr) return;
    found->field->setFocus(Qt::OtherFocusReason);
    if (auto* edit = qobject_cast<QLineEdit*>(found->field)) edit->selectAll();
}

std::optional<Fault> length_fault(const Face& face, QWidget* field, const QString& text,
                                  qsizetype letters_max) {
    if (text.size() <= letters_max) return std::nullopt;
    return Fault{field, face.say({"Dài %1 ký tự: nhiều nhất %2. Hãy viết ngắn lại.",
                                  "%1 letters are too many: %2 at most. Write it shorter."})
                            .arg(face.words.count(text.size()), face.words.count(letters_max))};
}

std::optional<Fault> text_fault(const Face& face, QWidget* field, const QString& text, const Phrase& missing,
                                qsizetype letters_max) {
    if (text.isEmpty()) return Fault{field, face.say(missing)};
    return length_fault(face, field, text, letters_max);
}

}  // namespace sandau::station
