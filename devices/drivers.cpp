#include "devices/alge.h"
#include "devices/derby.h"
#include "devices/driver.h"
#include "devices/keyboard.h"
#include "devices/modbus.h"
#include "devices/tag_heuer.h"
#include "devices/text_rules.h"
#include "devices/ukmars.h"

namespace sandau::devices {

namespace {

Result<std::unique_ptr<Driver>> make_derby(const DriverSettings& settings) {
    const DerbyProfile* profile = nullptr;
    if (!settings.profile.empty()) {
        profile = derby_profile(settings.profile);
        if (profile == nullptr)
            return refuse("device.spec_profile",
                          {{"profile", settings.profile}, {"known", derby_profile_ids()}});
    }
    return std::make_unique<DerbyDriver>(profile, settings.baud);
}

Result<std::unique_ptr<Driver>> make_modbus(const DriverSettings& settings) {
    Result<ModbusMap> map = ModbusMap::read(settings.rules);
    if (!map) return tl::unexpected(map.error());
    return std::make_unique<ModbusDriver>(std::move(*map));
}

}  // namespace

Result<std::unique_ptr<Driver>> make_driver(const DriverSettings& settings) {
    switch (settings.kind) {
        case DriverKind::Flp:
            return std::unique_ptr<Driver>();
        case DriverKind::Derby:
            return make_derby(settings);
        case DriverKind::Alge:
            return std::make_unique<AlgeDriver>(settings.baud);
        case DriverKind::TagHeuer:
            return std::make_unique<TagHeuerDriver>(settings.baud);
        case DriverKind::Ukmars:
            return std::make_unique<UkmarsDriver>(settings.baud);
        case DriverKind::Modbus:
            return make_modbus(settings);
        case DriverKind::Text:
            return TextDriver::make(settings.rules, settings.baud);
        case DriverKind::Keyboard:
            return std::make_unique<KeyboardDriver>();
    }
    return std::unique_ptr<Driver>();
}

}  // namespace sandau::devices
