#pragma once

#include "scoring/command.h"
#include "station/face.h"

namespace sandau::station {

/// Why the seat of this station does not use a room; empty: it does. Whoever hosts uses all.
QString why_not_room(const Face& face, const QString& room);

/// Whether the seat of this station may give a command. The host has the last word; this is what is offered.
bool may_give(const Face& face, Command command);
template <class Payload>
bool may(const Face& face, const Payload& payload) {
    return may_give(face, command_of(CommandId(), keyboard_actor, payload));
}

/// The seat in words: its person or station, and the roles. Empty for the host's own keyboard.
QString seat_words(const Face& face);

}  // namespace sandau::station
