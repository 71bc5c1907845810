#pragma once

#include <QPixmap>
#include <vector>

namespace sandau::station {

/// A QR code's dark squares as a picture of about 240 pixels: black on white, whatever the ground, since
/// cameras want it so. Empty for no squares.
QPixmap qr_picture(const std::vector<std::vector<bool>>& squares);

}  // namespace sandau::station
