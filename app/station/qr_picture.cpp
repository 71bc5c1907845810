#include "station/qr_picture.h"

#include <QPainter>
#include <algorithm>

namespace sandau::station {

QImage qr_image(const std::vector<std::vector<bool>>& squares, int size_px) {
    constexpr int quiet = 4;  // squares of white around, as the standard asks
    const int count = static_cast<int>(squares.size());
    if (count == 0) return {};
    const int square = std::max(1, size_px / (count + 2 * quiet));
    QImage picture(square * (count + 2 * quiet), square * (count + 2 * quiet), QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    for (int y = 0; y < count; ++y)
        for (int x = 0; x < count; ++x)
            if (squares[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)])
                painter.fillRect((x + quiet) * square, (y + quiet) * square, square, square, Qt::black);
    return picture;
}

QPixmap qr_picture(const std::vector<std::vector<bool>>& squares) {
    return QPixmap::fromImage(qr_image(squares, 240));
}

}  // namespace sandau::station
