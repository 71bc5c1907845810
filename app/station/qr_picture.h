#pragma once

#include <QPixmap>
#include <QString>
#include <string>
#include <vector>

namespace sandau::station {

/// A QR code's dark squares as a picture of about 240 pixels: black on white, whatever the ground, since
/// cameras want it so. Empty for no squares.
QPixmap qr_picture(const std::vector<std::vector<bool>>& squares);

/// Hosts say where they listen as ADDRESS:PORT; a browser wants more. Ends with a slash.
QString url_of(const std::string& address);

}  // namespace sandau::station
