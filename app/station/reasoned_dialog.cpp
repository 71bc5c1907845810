#include "station/reasoned_dialog.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace sandau::station {

void ReasonedDialog::add_reason(QVBoxLayout* column, const QString& hint, const QString& action) {
    text_ = new QPlainTextEdit;
    text_->setPlaceholderText(hint);
    text_->setAccessibleName(hint);
    text_->setTabChangesFocus(true);
    text_->setFixedHeight(76);
    column->addWidget(text_);
    accept_ = add_checked_foot(column, action);
}

QString ReasonedDialog::reason() const {
    return text_->toPlainText().simplified();
}

std::optional<Fault> ReasonedDialog::fault() const {
    return text_fault(face_, text_, reason(),
                      {"Chưa có lý do: hãy ghi vì sao, để sau này ai cũng hiểu.",
                       "A reason is missing: say why, so that anybody understands it later."},
                      reason_letters_max);
}

}  // namespace sandau::station
