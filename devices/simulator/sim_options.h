#pragma once

#include <string>
#include <string_view>

#include "devices/simulator/field_sim.h"
#include "scoring/result.h"

namespace sandau::devices {

/// What a `sim:NAME?…` spec says of its field, written as `seed=7&drift=3000&fastest=20s`. Names and meanings
/// are those of `sandau field-sim`; parts are per mille, times end in ms, s, m. Refused: `device.spec_option`
/// {option, known}, `device.spec_sim` {option, right}, and what `check_field_sim` refuses.
Result<FieldSimOptions> sim_options(std::string_view text, DriverKind driver, std::string profile);

/// `seed, lanes, …`
std::string sim_option_names();

/// The UID of the gate that a name and a seed make: the same one each time.
std::string sim_uid(std::string_view name, std::uint64_t seed);

}  // namespace sandau::devices
