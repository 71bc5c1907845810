#include "station/reason_foot.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "station/dialog_foot.h"

namespace sandau::station {

ReasonFoot::ReasonFoot(const Face& face, QDialog* dialog, QVBoxLayout* column, const QString& hint,
                       const QString& action)
    : text(new QPlainTextEdit), accept(nullptr) {
    text->setPlaceholderText(hint);
    text->setAccessibleName(hint);
    text->setTabChangesFocus(true);
    text->setFixedHeight(76);
    column->addWidget(text);
    accept = add_foot(dialog, column, face, action);
    accept->setEnabled(false);
    QObject::connect(text, &QPlainTextEdit::textChanged, dialog, [field = text, button = accept] {
        button->setEnabled(!field->toPlainText().simplified().isEmpty());
    });
}

QString ReasonFoot::reason() const {
    return text->toPlainText().simplified();
}

}  // namespace sandau::station
