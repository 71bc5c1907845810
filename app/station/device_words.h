#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

#include "station/face.h"
#include "station/look.h"
#include "station/run_steps.h"

namespace sandau::station {

/// What a device has to say, for whoever stands at the field.
struct DeviceNote {
    QString text;
    Tone tone = Tone::Warning;
};

/// A device's name, or its id where nobody named it.
QString device_name(const Contest& contest, const DeviceId& device);
/// A link in so few letters that a line of a table holds it: without what it speaks, and of a long path what
/// tells it from others, its begin and its end.
QString short_link(const std::string& link);

/// Whether an emergency stop holds the clock of what stands on the field.
bool is_stopped(const Contest& contest, const FieldView& view);
/// Which device stopped it, when and why, and what to do; empty: none did.
QString stop_sentence(const Face& face, const FieldView& view);

/// Silent, or what went wrong last, and since when.
DeviceNote health_note(const Face& face, const DeviceHealth& health);
/// The same in a table's cell: what is so now, in a few words. Nothing: the device is well.
std::optional<DeviceNote> health_brief(const Face& face, const DeviceId& device);
/// What whoever runs a field must know of its devices: what is silent, and what went wrong since the clock
/// of the run there began to run, or a short while ago.
std::vector<DeviceNote> field_notes(const Face& face, const FieldId& field);

/// What stands between a device and its times, in words, the worst first: why its link is not open, what to
/// do about it, what was dropped and why. Nothing: nothing does.
std::vector<DeviceNote> diagnosis(const Face& face, const DeviceRow& row);
/// What is known of a link that works: bytes, frames, events, how its clock runs, what it was asked.
QStringList link_facts(const Face& face, const DeviceRow& row);

}  // namespace sandau::station
