#pragma once

#include <QWidget>

#include "station/face.h"

class QLabel;
class QVBoxLayout;

namespace sandau::station {

class Memory;

/// What is seen before a contest is open: the sample, a new one, one from the disk, the recent ones.
class StartPage : public QWidget {
    Q_OBJECT

public:
    StartPage(const Face& face, Memory& memory, QWidget* parent = nullptr);
    void show_trouble(const QString& sentence);
    void set_busy(const QString& what);  ///< empty: not busy

    /// Asks the host at an address for a seat; empty: asks for the address first.
    void ask_join(const QString& address);

signals:
    void asked(const sandau::station::OpenRequest& request);
    void joined(const std::shared_ptr<sandau::station::OpenedContest>& opened);

private:
    QWidget* actions();
    QWidget* recent();
    void render_recent();
    void ask_open();
    void ask_new();

    const Face face_;
    Memory& memory_;
    QVBoxLayout* recent_rows_;
    QLabel* trouble_;
    QLabel* busy_;
    QWidget* body_;
};

}  // namespace sandau::station
