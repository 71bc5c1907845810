#include "station/order_dialog.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

OrderDialog::OrderDialog(const Face& face, const std::vector<EntryId>& tied, QWidget* parent)
    : QDialog(parent), list_(new QListWidget), reason_(new QPlainTextEdit), accept_(new QPushButton) {
    setWindowTitle(face.say({"Quyết định của Ban Tổ chức", "The committee's decision"}));
    setMinimumSize(560, 460);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(heading(face.say({"Xếp thứ tự các đội bằng nhau, hơn ở trên",
                                        "Put the teams that tie in order, the better one above"})));
    for (const EntryId& entry : tied) {
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
    reason_->setPlaceholderText(
        face.say({"Căn cứ của quyết định (bắt buộc)", "What the decision rests on (required)"}));
    reason_->setAccessibleName(reason_->placeholderText());
    reason_->setTabChangesFocus(true);
    reason_->setFixedHeight(70);
    column->addWidget(reason_);
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(face.say({"Thôi, quay lại", "Cancel"}));
    cancel->setAutoDefault(false);
    accept_->setText(face.say({"Ghi quyết định", "Record the decision"}));
    accept_->setProperty("role", "primary");
    accept_->setEnabled(false);
    accept_->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(accept_);
    column->addLayout(buttons);
    connect(up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(down, &QPushButton::clicked, this, [this] { move(1); });
    connect(reason_, &QPlainTextEdit::textChanged, this,
            [this] { accept_->setEnabled(!reason().isEmpty()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(accept_, &QPushButton::clicked, this, &QDialog::accept);
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

QString OrderDialog::reason() const {
    return reason_->toPlainText().simplified();
}

}  // namespace sandau::station
