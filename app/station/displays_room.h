#pragma once

#include "station/face.h"
#include "station/kept.h"

class QLabel;
class QVBoxLayout;

namespace sandau::station {

class PageHead;
class ScreenRow;

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
    void show_view(const std::string& display, const std::string& view, const std::string& message);

    QVBoxLayout* addresses_;
    QString addresses_drawn_;
    KeptColumn<ScreenRow> screens_;
};

}  // namespace sandau::station
