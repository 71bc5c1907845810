#pragma once

#include <QTimer>
#include <vector>

#include "scoring/run_clock.h"
#include "station/face.h"
#include "station/run_steps.h"
#include "station/sounds.h"

namespace sandau::station {

/// What is to be heard of a clock, from how it looked before and how it looks now.
class CueWatch {
public:
    static constexpr int countdown_s = 5;

    struct Given {
        Cue cue;
        int seconds = 0;  ///< of a countdown: how many are left
        bool operator==(const Given&) const = default;
    };
    /// `played` with no clock: nobody is there. The first look at a run says nothing.
    std::optional<Given> look(const RunId& played, const std::optional<ClockFace>& clock);

private:
    RunId played_;
    ClockState state_ = ClockState::Stopped;
    std::string period_;
    int left_s_ = 0;
};

/// Watches a field's clock, whatever room is looked at, and gives its cues.
class FieldCues : public QObject {
public:
    FieldCues(const Face& face, Sounds& sounds, QObject* parent);
    void watch(const FieldId& field);

private:
    void look();

    const Face face_;
    Sounds& sounds_;
    FieldId field_;
    CueWatch watch_;
    QTimer tick_;
};

}  // namespace sandau::station
