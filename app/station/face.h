#pragma once

#include <QWidget>

#include "station/session.h"
#include "station/words.h"

namespace sandau::station {

class StandingsWatch;

/// What every room is given.
struct Face {
    const StationOptions& options;
    Words& words;
    Session& session;
    StandingsWatch& standings;

    QString say(const Phrase& phrase) const { return words.say(phrase); }
    template <std::same_as<Text> T>
    QString say(const T& text) const {
        return words.say(text);
    }
    int utc_offset_min() const { return session.contest().settings().utc_offset_min; }
};

/// One room of the station. It is drawn anew from the latest snapshot whenever something changed, but only
/// while it is looked at.
class Room : public QWidget {
    Q_OBJECT

public:
    explicit Room(const Face& face);

    /// Draws what is due now, whether seen or not.
    void refresh();
    /// The keys go to what this room is about.
    virtual void take_focus() { setFocus(); }

protected:
    virtual void render() = 0;
    void showEvent(QShowEvent* event) override;

    const Face face_;

private:
    void look_again();

    bool due_ = true;
};

}  // namespace sandau::station
