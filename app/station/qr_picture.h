#pragma once

#include <QImage>
#include <QPixmap>
#include <vector>

namespace sandau::station {

/// A QR code's dark squares as a picture of about so many pixels: black on white, whatever the ground, since
/// cameras want it so. Empty for no squares. On any thread.
QImage qr_image(const std::vector<std::vector<bool>>& squares, int size_px);
/// The same of about 240 pixels, for a window.
QPixmap qr_picture(const std::vector<std::vector<bool>>& squares);

}  // namespace sandau::station
