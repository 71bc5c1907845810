#pragma once

#include <QDialog>
#include <QTimer>

#include "station/face.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace sandau::station {

class KeptTexts;

/// Joins the host of a contest that is open on another machine: its address, this station's name, then the
/// code that both machines show until a person at the host has said which seat this is.
class JoinDialog : public QDialog {
    Q_OBJECT

public:
    /// `address`: asked at once, where there is one.
    JoinDialog(const Face& face, const QString& address, QWidget* parent);

signals:
    /// The dialog closes after it.
    void joined(const std::shared_ptr<sandau::station::OpenedContest>& opened);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void stop();
    void show_progress();
    void show_stage(const JoinProgress& progress);

    const Face face_;
    QLineEdit* address_;
    QLineEdit* name_;
    std::optional<JoinAttempt> attempt_;
    QTimer look_;
    KeptTexts* notes_;
    QLabel* code_;
    QPushButton* trust_;
    QPushButton* ask_;
    QPushButton* cancel_;
};

}  // namespace sandau::station
