#pragma once

#include <QFrame>
#include <QTimer>

#include "station/face.h"

class QLabel;
class QPushButton;

namespace sandau::station {

/// The strip that rises at the window's foot: what was done, with its undo; or what was refused, and what
/// to do about it. A refusal stays till it is closed.
class Notice : public QFrame {
    Q_OBJECT

public:
    Notice(const Face& face, QWidget* parent);
    void say_done(const QString& named);
    void say_refused(const QString& sentence, const QString& named);
    QString text() const;
    /// Puts itself above the parent's foot.
    void settle();

private:
    void appear();

    const Face face_;
    QLabel* text_;
    QPushButton* undo_;
    QTimer fade_;
};

}  // namespace sandau::station
