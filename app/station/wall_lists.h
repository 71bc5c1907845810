#pragma once

#include <QColor>
#include <QString>
#include <string>
#include <vector>

#include "scoring/records_published.h"
#include "station/face.h"

// What a screen in the hall shows, from what is published alone.

namespace sandau::station {

/// One row of a list: "3  Sao Mai  THCS Lê Lợi  198".
struct WallRow {
    std::string key;  ///< whose row it is, from one state to the next
    QString lead;
    QColor lead_colour{};  ///< invalid: as the text
    QString name;
    QString soft{};
    QString figure{};
    bool is_strong = false;

    bool operator==(const WallRow&) const = default;
};

struct WallList {
    QString title;
    QString note;
    std::vector<WallRow> rows;
    int rows_together = 1;  ///< so many rows stay on one page

    bool operator==(const WallList&) const = default;
};

/// A team as everybody may know it; without a name: not at all.
WallRow team_row(const Contest& contest, const EntryId& id);

/// The lists of the views `standings`, `next`, `bracket` and `awards`; none where nothing is published.
/// `published`: a face whose standings follow from what is published.
std::vector<WallList> wall_lists(const Face& published, const DisplayChoice& choice);
/// What stands there instead.
Phrase nothing_on_wall(const std::string& view);

/// A field where somebody plays.
struct WallCard {
    QString field;
    QString division;
    std::vector<WallRow> sides;  ///< one, or both of a match
    QString clock;
    QString clock_words;
    bool is_held = false;
    bool runs = false;  ///< the clock

    bool operator==(const WallCard&) const = default;
};
std::vector<WallCard> wall_cards(const Face& published);

}  // namespace sandau::station
