#pragma once

#include <QSize>
#include <optional>

#include "station/look.h"

namespace sandau::station {

/// The hall before a screen, in metres.
struct Hall {
    double picture_width_m = 0;
    double farthest_seat_m = 0;

    /// Both, and as halls and pictures are.
    bool is_measured() const {
        return picture_width_m > 0 && picture_width_m <= 100 && farthest_seat_m > 0 && farthest_seat_m <= 500;
    }
    bool operator==(const Hall&) const = default;
};

/// How a screen is drawn.
struct WallLook {
    Ground ground = Ground::Dark;
    std::optional<Hall> hall;  ///< nothing: nobody has measured it
    bool moves = true;         ///< a row that changes its rank is seen to move

    bool operator==(const WallLook&) const = default;
};

/// Sizes on a screen, so that the last row can read it.
struct WallSize {
    double text_px = 0;   ///< the font's em
    double score_px = 0;  ///< the same, of the clock and of scores
    int rows = 0;         ///< of a list, on one page
    bool is_too_deep = false;
};

/// A row of a list, in ems: the marks over Ẫ and under Ậ keep their room.
constexpr double wall_row_em = 1.5;
/// What a list and its title have of a screen's height; what is left is the lower margin.
constexpr double wall_list_share = 0.78;
constexpr double wall_title_share = 0.2;

/// Capitals as high as they look 20 minutes of arc from the farthest seat, 45 for the clock and scores:
/// 2·d·tan(α/2). Where nobody has measured the hall, eight rows a page.
WallSize wall_size(QSize screen_px, const std::optional<Hall>& hall);

/// The height in centimetres that a capital needs at that distance.
double capital_height_cm(double distance_m);

/// How long a page of so many rows stays, so that it can be read.
int page_time_ms(int rows);

}  // namespace sandau::station
