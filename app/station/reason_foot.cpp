#include "station/reason_foot.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace sandau::station {

ReasonFoot::ReasonFoot(const Face& face, QDialog* dialog, QVBoxLayout* column, const QString& hint,
                       const QString& action)
    : text(new QPlainTextEdit), accept(new QPushButton(action)) {
    text->setPlaceholderText(hint);
    text->setAccessibleName(hint);
    text->setTabChangesFocus(true);
    text->setFixedHeight(76);
    column->addWidget(text);
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(face.say({"Thôi, quay lại", "Cancel"}));
    cancel->setAutoDefault(false);
    accept->setProperty("role", "primary");
    accept->setEnabled(false);
    accept->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(accept);
    column->addLayout(buttons);
    QObject::connect(text, &QPlainTextEdit::textChanged, dialog, [field = text, button = accept] {
        button->setEnabled(!field->toPlainText().simplified().isEmpty());
    });
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(accept, &QPushButton::clicked, dialog, &QDialog::accept);
}

QString ReasonFoot::reason() const {
    return text->toPlainText().simplified();
}

}  // namespace sandau::station
