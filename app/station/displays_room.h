#pragma once

#include "station/face.h"

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace sandau::station {

class PageHead;

/// Where phones and screens find the contest, and what each screen shows.
class DisplaysRoom : public Room {
    Q_OBJECT

public:
    explicit DisplaysRoom(const Face& face);

protected:
    void render() override;

private:
    void render_addresses();
    void render_screens();
    void show_view(const std::string& display, const std::string& view, const StageId& stage,
                   const std::string& message);

    QVBoxLayout* addresses_;
    QVBoxLayout* screens_;
    QString drawn_;
};

}  // namespace sandau::station
