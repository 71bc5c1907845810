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
    void render_side();
    void ask_assign();
    std::string chosen() const;
    QString shown_name(const DeviceRow& row) const;

    PageHead* head_;
    TableView* table_;
    LinesModel* model_;
    QLabel* title_;
    QLabel* channels_;
    KeptTexts* health_;
    QLabel* id_;
    QLabel* raw_;
    QPushButton* assign_;
    QTimer second_;
    std::vector<DeviceRow> rows_;
};

}  // namespace sandau::station
