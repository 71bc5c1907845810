#pragma once

#include <QScrollArea>
#include <vector>

#include "scoring/definition.h"
#include "scoring/standings.h"
#include "station/face.h"

namespace sandau::station {

/// A knock-out as it was drawn, with who goes on: rounds from the left, the losers' bracket below.
class BracketView : public QScrollArea {
public:
    explicit BracketView(const Face& face);
    /// As the standings have it; nullptr: nothing is drawn yet.
    void show_stage(const Stage& stage, const StageStandings* standings);

private:
    class Canvas;
    const Face face_;
    Canvas* canvas_;
};

}  // namespace sandau::station
