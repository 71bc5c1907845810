#include "station/order_dialog.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

OrderDialog::OrderDialog(const Face& face, const std::vector<EntryId>& entries, const Asks& asks,
                         QWidget* parent)
    : ReasonedDialog(face, parent), list_(new QListWidget) {
    setWindowTitle(face.say(asks.title));
    setMinimumSize(560, 460);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(heading(face.say(asks.what)));
    for (const EntryId& entry : entries) {
        auto* item = new QListWidgetItem(entry_name(face.session.contest(), entry), list_);
        item->setData(Qt::UserRole, text_of(entry.text));
        item->setSizeHint(QSize(0, 38));
    }
    list_->setDragDropMode(QAbstractItemView::InternalMove);
    list_->setCurrentRow(0);
    column->addWidget(list_, 1);
    auto* moves = new QHBoxLayout;
    auto* up = new QPushButton(face.say({"Lên", "Up"}));
    auto* down = new QPushButton(face.say({"Xuống", "Down"}));
    put_icon(up, QStringLiteral("up"));
    put_icon(down, QStringLiteral("down"));
    for (QPushButton* button : {up, down}) {
        button->setAutoDefault(false);
        moves->addWidget(button);
    }
    moves->addStretch(1);
    column->addLayout(moves);
    add_reason(column, face.say(asks.hint), face.say(asks.action));
    connect(up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(down, &QPushButton::clicked, this, [this] { move(1); });
}

void OrderDialog::move(int by) {
    const int from = list_->currentRow();
    const int to = from + by;
    if (from < 0 || to < 0 || to >= list_->count()) return;
    list_->insertItem(to, list_->takeItem(from));
    list_->setCurrentRow(to);
}

std::vector<EntryId> OrderDialog::order() const {
    std::vector<EntryId> result;
    for (int i = 0; i < list_->count(); ++i)
        result.emplace_back(list_->item(i)->data(Qt::UserRole).toString().toStdString());
    return result;
}

}  // namespace sandau::station
