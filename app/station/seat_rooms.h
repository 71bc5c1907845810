#pragma once

#include "station/face.h"

namespace sandau::station {

/// Why the seat of this station does not use a room; empty: it does. Whoever hosts uses all.
QString why_not_room(const Face& face, const QString& room);

/// The seat in words: its person or station, and the roles. Empty for the host's own keyboard.
QString seat_words(const Face& face);

}  // namespace sandau::station
