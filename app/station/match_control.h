#pragma once

#include <array>

#include "station/face.h"
#include "station/keys.h"
#include "station/run_steps.h"

class QLabel;
class QPushButton;

namespace sandau::station {

class Card;
class ClockPanel;
class EventsPanel;
class HoldButton;
class KeptTexts;
class MatchEntry;
class NextTeams;
class OneLine;
class Pill;
class ScrollColumn;
class SharedPanel;
class SideHead;
class SidePanel;

/// Match control of a field that plays matches: both sides large, the clock between them, a sheet for each
/// side, what they share in the middle. The keys come from the field room.
class MatchControl : public QWidget {
    Q_OBJECT

public:
    MatchControl(const Face& face, const Keys& keys);
    void show_field(const FieldId& field, const FieldView& now);
    void take_focus();
    void press_next();
    void press_confirm();
    void press_hold();
    ClockPanel* clock() const { return clock_; }
    /// What else a key stands for here.
    void press(const KeyAction& action);
    /// The button that a key stands for which is held for a second; nullptr: none of them.
    HoldButton* held_by(const KeyAction& action) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* build_band();
    QWidget* build_middle();
    void build_side(std::size_t side);
    void connect_actions();
    void render(const FieldView& now);
    void render_heads(const FieldView& now);
    void render_marks(const FieldView& now);
    void render_verdict(const FieldView& now);
    void render_trouble(const FieldView& now);
    void render_next(const FieldView& now);
    QString next_text(const FieldView& now) const;
    void render_held(const FieldView& now);
    void render_lists(const FieldView& now);
    void render_keys();
    void say_hint(const QString& words);

    FieldView view() const;
    QString named(const Phrase& what, const FieldView& now) const;
    QString side_name(const FieldView& now, const SideId& side) const;
    template <class Command>
    void step(const Phrase& what);
    void start(const std::string& period, const Phrase& what);
    void call_next();
    void review();
    void confirm(const FieldView& now);
    void publish(const RunId& match, const QString& teams);
    /// The judges have to say who won, and have not.
    bool waits_for_judges(const FieldView& now) const;
    void ask_judges(std::size_t side);
    void ask_status(std::size_t side, SheetStatus status);
    void ask_rerun();
    void ask_abort();
    void ask_no_win();
    void ask_protest();
    void ask_clock();

    const Face face_;
    const Keys& keys_;
    FieldId field_;
    MatchEntry* entry_;
    QLabel* place_;
    std::array<SideHead*, 2> heads_;
    std::array<SidePanel*, 2> sheets_;
    std::array<Card*, 2> sheet_cards_;
    std::array<HoldButton*, 2> dns_;
    std::array<HoldButton*, 2> dsq_;
    std::array<QPushButton*, 2> judges_;
    ClockPanel* clock_;
    OneLine* verdict_;
    Pill* saved_;
    KeptTexts* trouble_;
    QPushButton* next_;
    QPushButton* hold_;
    QPushButton* set_clock_;
    QPushButton* other_;  ///< the other way at a fork: no instant win, no overtime, no win after all
    OneLine* hint_;
    SharedPanel* shared_;
    ScrollColumn* shared_scroll_;
    EventsPanel* events_;
    NextTeams* next_teams_;
    HoldButton* rerun_;
    HoldButton* abort_;
    QPushButton* protest_;
};

}  // namespace sandau::station
