#pragma once

#include <filesystem>
#include <memory>

#include "cli/hosting.h"
#include "station/station.h"

namespace sandau::cli {

/// The bytes behind an event's place, from where their line begins. Refused as `devices::read_raw`.
Result<station::RawBytes> raw_bytes(const std::filesystem::path& directory, const std::string& place);

/// What the station asks of the devices of its host. `keep` holds the hosting.
void give_devices(station::OpenedContest& contest, Hosting& hosting, const std::shared_ptr<void>& keep);

}  // namespace sandau::cli
