#pragma once

#include <QPointer>

#include "station/face.h"
#include "station/keys.h"
#include "station/run_steps.h"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QListWidget;

namespace sandau::station {

class ClockPanel;
class EventsPanel;
class FieldCues;
class HoldButton;
class KeptTexts;
class MatchControl;
class NextTeams;
class Pill;
class RacePanel;
class ScoreSheet;
class Sounds;
class StepStrip;

/// Match control: of runs, and of matches (MatchControl). One button is the next thing to do, and the space
/// bar presses it; it never goes past the review: confirming and publishing take Ctrl+Enter. A step ignores
/// keys for half a second. Esc holds. The keys can be changed (keys.h), these rules cannot.
class FieldRoom : public Room {
    Q_OBJECT

public:
    FieldRoom(const Face& face, Keys& keys, Sounds& sounds);
    ~FieldRoom() override;

    static constexpr std::int64_t deaf_after_step_ms = 500;

    void choose_field(const FieldId& field);
    const FieldId& field() const { return field_; }
    void take_focus() override;

protected:
    void render() override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Whether what stands there, or comes next, is a match.
    bool plays_match(const FieldView& view) const;
    QString tab_words(const FieldId& field) const;
    QWidget* build_left();
    QWidget* build_grave();
    QWidget* build_estimate();
    void render_tabs();
    void render_trouble(const FieldView& view);
    void render_team(const FieldView& view);
    void render_next(const FieldView& view);
    void render_grave(const FieldView& view);
    void render_keys();
    void render_sounds();
    void note_step(const FieldView& view);

    bool on_key(const class QKeyEvent& key);
    bool on_key_up(const class QKeyEvent& key);
    void press(const KeyAction& action);
    HoldButton* held_by(const KeyAction& action) const;
    void let_go_of_key();
    bool is_deaf() const;
    void press_next();
    void press_confirm();
    void press_hold();
    void call_next();
    std::vector<FieldId> fields() const;
    void publish(const RunId& run, const QString& team);
    void ask_status(SheetStatus status);
    void ask_rerun();
    void ask_unload();
    void ask_protest();
    void ask_clock();
    void say_hint(const QString& words);
    FieldView view() const;
    /// "Kết thúc, Sao Mai": what was done and for whom, for the undo.
    QString named(const Phrase& what, const FieldView& view) const;
    template <class Command>
    void step(const Phrase& what);

    FieldId field_;
    std::string step_seen_;
    Instant step_since_;
    bool filtering_ = false;
    /// The button whose key is down, to be held for a second.
    QPointer<HoldButton> held_;
    int held_key_ = 0;

    Keys& keys_;
    Sounds& sounds_;
    FieldCues* cues_;

    QHBoxLayout* tabs_;
    std::vector<std::pair<FieldId, QPushButton*>> tab_buttons_;
    StepStrip* strip_;
    QWidget* with_fields_;
    QLabel* without_fields_;
    QLabel* team_;
    QLabel* team_facts_;
    Pill* attempt_;
    ClockPanel* clock_;
    QWidget* estimate_;
    KeptTexts* trouble_;
    QPushButton* next_;
    QPushButton* hold_;
    QPushButton* set_clock_;
    QLabel* hint_;
    HoldButton* dnf_;
    HoldButton* dns_;
    HoldButton* dsq_;
    HoldButton* rerun_;
    HoldButton* unload_;
    QPushButton* protest_;
    EventsPanel* events_;
    NextTeams* next_teams_;
    RacePanel* race_;
    ScoreSheet* sheet_;
    QWidget* run_control_;
    MatchControl* match_control_;
    QPushButton* add_field_ = nullptr;
    QPushButton* show_keys_;
    QPushButton* mute_;
    int fields_added_ = 0;  ///< here, for matches; the contest knows them once something is called there
};

}  // namespace sandau::station
