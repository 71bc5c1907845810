#pragma once

#include <QDialog>
#include <vector>

#include "station/face.h"

class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace sandau::station {

/// The committee puts entries that tie in order, with its reason.
class OrderDialog : public QDialog {
public:
    OrderDialog(const Face& face, const std::vector<EntryId>& tied, QWidget* parent);
    std::vector<EntryId> order() const;
    QString reason() const;

private:
    void move(int by);

    QListWidget* list_;
    QPlainTextEdit* reason_;
    QPushButton* accept_;
};

}  // namespace sandau::station
