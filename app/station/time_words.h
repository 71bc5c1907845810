#pragma once

#include "station/device_words.h"

namespace sandau::station {

/// Which of a sheet's times counts, the gates', the hand's or another, and why; empty: it has none to choose
/// between.
DeviceNote time_note(const Face& face, const SheetContent& content);

/// Where a stamp comes from: the device's own clock, the bytes' arrival, a person's key.
Phrase stamp_name(const std::string& stamp);

/// "Sao Mai, lượt 2"; of a match both its teams.
QString played_name(const Face& face, const RunId& played);

}  // namespace sandau::station
