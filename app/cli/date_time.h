#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scoring/command_payloads.h"
#include "scoring/result.h"
#include "scoring/time.h"

namespace sandau::cli {

/// "2024-08-10T07:30" or "2024-08-10 07:30", local time of the contest. Refused: `usage.date_time` {text}.
Result<WallTime> read_date_time(std::string_view text, int utc_offset_min);

/// "4m", "90s", "1h", "250ms". Refused: `usage.duration` {text}.
Result<std::int64_t> read_duration_ms(std::string_view text);

/// "11:30/13:00" on the day of `day`. Refused: `usage.break` {text}.
Result<commands::Break> read_break(std::string_view text, WallTime day, int utc_offset_min);

/// "2024-08-10 07:30" in the contest's local time.
std::string date_time_text(WallTime time, int utc_offset_min);

}  // namespace sandau::cli
