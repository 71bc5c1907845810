#pragma once

#include <QTimer>

#include "station/face.h"

class QLabel;
class QPushButton;

namespace sandau::station {

class KeptTexts;
class LinesModel;
class PageHead;
class TableView;

/// Timers and sensors: found, alive, how good their clocks are, what they said last; what each channel
/// means is assigned here.
class DevicesRoom : public Room {
    Q_OBJECT

public:
    explicit DevicesRoom(const Face& face);

protected:
    void render() override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* build_side();
    void render_side();
    void render_channels(const std::string& device);
    void ask_assign();
    void ask_beam();
    void ask_ports();
    void close_link();
    /// The chosen row's key: a device's id, or how an unknown one is reached.
    std::string chosen() const;
    const DeviceRow* chosen_row() const;
    QString shown_name(const DeviceRow& row) const;

    PageHead* head_;
    TableView* table_;
    LinesModel* model_;
    QLabel* title_;
    QLabel* channels_;
    KeptTexts* health_;
    QLabel* facts_;
    QLabel* id_;
    QLabel* raw_head_;
    QLabel* raw_;
    QPushButton* beam_;
    QPushButton* ports_;
    QPushButton* assign_;
    QPushButton* close_;
    QTimer second_;
    std::vector<DeviceRow> rows_;
};

}  // namespace sandau::station
