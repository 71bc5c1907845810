#pragma once

#include <array>

#include "station/face.h"
#include "station/match_entry.h"

class QLabel;

namespace sandau::station {

class KeptTexts;
class SharedPanel;
class SideHead;
class SidePanel;

/// A match's whole sheet in one column, to be looked at and corrected.
class MatchSheetView : public QWidget {
    Q_OBJECT

public:
    MatchSheetView(const Face& face, MatchEntry::Mode mode);
    void show_sheet(const RunId& match);
    MatchEntry& entry() const { return *entry_; }

signals:
    void changed();

private:
    void render();

    const Face face_;
    MatchEntry* entry_;
    std::array<SideHead*, 2> heads_;
    std::array<SidePanel*, 2> sheets_;
    SharedPanel* shared_;
    QLabel* verdict_;
    KeptTexts* findings_;
};

}  // namespace sandau::station
