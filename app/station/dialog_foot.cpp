#include "station/dialog_foot.h"

#include <QDialog>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace sandau::station {

QPushButton* add_foot(QDialog* dialog, QVBoxLayout* column, const Face& face, const QString& action) {
    auto* row = new QHBoxLayout;
    auto* cancel = new QPushButton(face.say({"Thôi, quay lại", "Cancel"}));
    cancel->setAutoDefault(false);
    auto* accept = new QPushButton(action);
    accept->setProperty("role", "primary");
    accept->setDefault(true);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(accept);
    column->addLayout(row);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(accept, &QPushButton::clicked, dialog, &QDialog::accept);
    return accept;
}

void keep_all_lines(QDialog& dialog) {
    const int needed_px = dialog.layout()->totalHeightForWidth(dialog.width());
    if (needed_px > dialog.height()) dialog.resize(dialog.width(), needed_px);
}

}  // namespace sandau::station
