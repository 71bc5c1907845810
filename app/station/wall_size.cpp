#include "station/wall_size.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sandau::station {

namespace {

constexpr double cap_height_em = 0.714;  ///< of Noto Sans
constexpr double text_arc_min = 20;
constexpr double score_arc_min = 45;
constexpr int rows_unmeasured = 8;
/// With fewer rows on a page nobody can follow a ranking.
constexpr int rows_least = 4;
/// Place, name and score need so many ems beside each other.
constexpr double width_em = 18;

double capital_height_m(double distance_m, double arc_min) {
    return 2 * distance_m * std::tan(arc_min / 60 * std::numbers::pi / 180 / 2);
}

}  // namespace

WallSize wall_size(QSize screen_px, const std::optional<Hall>& hall) {
    const double list_px = screen_px.height() * wall_list_share;
    if (!hall) {
        const double text_px =
            std::min(list_px / (rows_unmeasured * wall_row_em), screen_px.width() / width_em);
        return {text_px, text_px * score_arc_min / text_arc_min, rows_unmeasured, false};
    }
    const double px_per_m = screen_px.width() / hall->picture_width_m;
    const auto em_px = [&](double arc_min) {
        return capital_height_m(hall->farthest_seat_m, arc_min) / cap_height_em * px_per_m;
    };
    const double needed_px = em_px(text_arc_min);
    const double largest_px = std::min(list_px / (rows_least * wall_row_em), screen_px.width() / width_em);
    // From the first row of seats small letters would do, but nobody has use for forty rows.
    const double smallest_px = list_px / (4 * rows_unmeasured * wall_row_em);
    const double text_px = std::clamp(needed_px, smallest_px, largest_px);
    return {text_px, std::min(em_px(score_arc_min), screen_px.height() / 4.0),
            std::max(rows_least, static_cast<int>(list_px / (text_px * wall_row_em))),
            needed_px > largest_px};
}

double capital_height_cm(double distance_m) {
    return 100 * capital_height_m(distance_m, text_arc_min);
}

int page_time_ms(int rows) {
    return std::max(6000, 1500 + 350 * rows);
}

}  // namespace sandau::station
