#pragma once

#include "scoring/records_published.h"
#include "station/face.h"
#include "station/kept.h"

class QLabel;
class QVBoxLayout;

namespace sandau::station {

class MonitorRow;
class Projectors;
class ScreenRow;

/// Where phones and screens find the contest, what each screen shows, and which of this machine's monitors
/// is one of them.
class DisplaysRoom : public Room {
    Q_OBJECT

public:
    DisplaysRoom(const Face& face, Projectors& projectors);

protected:
    void render() override;

private:
    void build_cards(QVBoxLayout* column);
    void render_addresses();
    void render_screens();
    void render_monitors();
    /// As they were set; where nothing was, the hall's wall.
    std::vector<DisplayChoice> displays() const;
    QString display_name(const std::string& display) const;
    void show_view(DisplayChoice choice);
    void add_screen();

    Projectors& projectors_;

    QVBoxLayout* addresses_;
    QString addresses_drawn_;
    KeptColumn<ScreenRow> screens_;
    KeptColumn<MonitorRow> monitors_;
};

}  // namespace sandau::station
