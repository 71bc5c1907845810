#pragma once

#include <optional>

#include "scoring/command_payloads.h"
#include "scoring/evaluate.h"
#include "station/face.h"

namespace sandau::station {

/// What is entered on a match's sheet here, for all the panels that show parts of it. It goes to the host
/// at once, absolute; as a correction nothing goes out until it is handed over whole, with a reason. What
/// would win at once, while the match is played, waits here until the referee has confirmed it: only then
/// the clock stops, at the time of the win.
class MatchEntry : public QObject {
    Q_OBJECT

public:
    enum class Mode { Live, Correction };
    MatchEntry(const Face& face, Mode mode, QObject* parent);

    void show_sheet(const RunId& match);
    const Face& face() const { return face_; }
    Mode mode() const { return mode_; }

    const Sheet* sheet() const;
    const Match* match() const;
    const Game* game() const;
    /// The sheet with what is entered here on it. Only where there is a sheet.
    MatchContent content() const;
    std::optional<MatchSheetEvaluation> worth() const;
    bool editable() const;
    Saved saved() const;

    void enter_item(const SideId& side, const std::string& item, const Json& value);
    void enter_shared(const std::string& id, const Json& value);
    void enter_bouts(std::vector<BoutContent> bouts);

    /// An instant win that waits for the referee's word.
    struct InstantWinSeen {
        SideId side;
        std::string win;
        std::int64_t at_ms = 0;  ///< on the match's clock
    };
    const std::optional<InstantWinSeen>& instant_win() const { return instant_win_; }
    void confirm_instant_win();
    /// It was none: what was entered for it is taken back.
    void reject_instant_win();

    /// What was changed here and not handed over (as a correction).
    const commands::MatchGiven& edits() const { return edits_; }
    bool has_edits() const { return !is_empty(edits_); }
    void forget_edits();

signals:
    void changed();

private:
    static bool is_empty(const commands::MatchGiven& given);
    std::optional<MatchSheetEvaluation> worth_of(const MatchContent& content) const;
    MatchContent with(MatchContent content, const commands::MatchGiven& given) const;
    /// Whether what is entered here wins at once, and did not before.
    std::optional<InstantWinSeen> new_instant_win() const;
    void edited();
    void send();

    const Face face_;
    const Mode mode_;
    RunId id_;
    commands::MatchGiven edits_;      ///< entered here, not answered yet
    commands::MatchGiven in_flight_;  ///< of these, what the host has
    std::optional<InstantWinSeen> instant_win_;
    bool sending_ = false;
};

}  // namespace sandau::station
