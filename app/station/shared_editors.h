#pragma once

#include <QWidget>

#include "station/match_steps.h"

namespace sandau::station {

class MatchEntry;

/// What both sides of a match change together: a grid, stacks, the bouts of a series.
class SharedEditor : public QWidget {
public:
    virtual void render(const MatchContent& content, bool editable) = 0;
};

SharedEditor* make_grid_editor(MatchEntry& entry, const SharedState& state);
SharedEditor* make_stacks_editor(MatchEntry& entry, const SharedState& state);
SharedEditor* make_bouts_editor(MatchEntry& entry);

}  // namespace sandau::station
