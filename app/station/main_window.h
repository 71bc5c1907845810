#pragma once

#include <QMainWindow>
#include <vector>

#include "station/face.h"
#include "station/keys.h"
#include "station/memory.h"
#include "station/projectors.h"
#include "station/sounds.h"
#include "station/standings_watch.h"

class QLabel;
class QPushButton;
class QShortcut;
class QStackedWidget;
class QVBoxLayout;

namespace sandau::station {

class Notice;
class StartPage;
class StatusLights;

/// The station's window: the start page, or the open contest's rooms with the rail on their left.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(StationOptions options, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens or makes a contest beside Qt's thread, then shows it; on a refusal the start page says why.
    void open(const OpenRequest& request);
    void show_contest(OpenedContest opened);

    Session& session() { return session_; }
    Words& words() { return words_; }
    StandingsWatch& standings() { return standings_; }
    Projectors& projectors() { return projectors_; }
    Keys& keys() { return keys_; }
    Sounds& sounds() { return sounds_; }
    const StationOptions& options() const { return options_; }
    int room_count() const { return static_cast<int>(rooms_.size()); }
    void go_to(int room);
    void go_to(const QString& room);  ///< by its object name
    Room* room(const QString& name) const;
    void set_ground(Ground ground, Contrast contrast = Contrast::Usual);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Place {
        QString name;
        Room* room;
        QPushButton* button;
    };
    QWidget* build_rail();
    void add_room(const QString& name, const char* icon, Phrase title, Room* room);
    void build_rooms();
    void build_keys();
    void render_keys();
    void press(const KeyAction& action);
    void toggle_language();
    /// Light, dark, then both with high contrast, one after the other.
    std::pair<Ground, Contrast> next_look() const;
    void close_contest();
    void paint_icons();
    void render_title();
    void render_rail();
    void leave_closed_room();

    StationOptions options_;
    Memory memory_;
    Words words_;
    Session session_;
    StandingsWatch standings_;
    Face face_;
    StandingsWatch published_;  ///< what follows from what is published, for the hall
    Projectors projectors_;
    Keys keys_;
    Sounds sounds_;
    std::vector<std::pair<KeyAction, QShortcut*>> shortcuts_;
    std::vector<Place> rooms_;
    QWidget* rail_ = nullptr;
    QVBoxLayout* rail_rooms_ = nullptr;
    QLabel* contest_name_ = nullptr;
    QPushButton* language_ = nullptr;
    QPushButton* ground_ = nullptr;
    QPushButton* home_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    QStackedWidget* room_pages_ = nullptr;
    StartPage* start_ = nullptr;
    StatusLights* lights_ = nullptr;
    Notice* notice_ = nullptr;
    bool opening_ = false;
};

}  // namespace sandau::station
