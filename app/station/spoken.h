#pragma once

#include <QString>

namespace sandau::station {

/// "TH&THCS Bố Hạ" as an announcer says it: "Tiểu học và Trung học cơ sở Bố Hạ".
QString spoken(const QString& name);

}  // namespace sandau::station
