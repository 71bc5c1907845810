#pragma once

#include <string_view>

#include "scoring/records_users.h"

namespace sandau {

/// How the `password_hash` of a paired station begins: no password opens its seat, only the session that it
/// was given when somebody at the host let it in.
inline constexpr std::string_view station_mark = "station:";

inline bool is_station(const User& user) {
    return user.password_hash.starts_with(station_mark);
}

}  // namespace sandau
