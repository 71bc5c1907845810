#pragma once

#include "devices/driver.h"

namespace sandau::devices {

/// A person's key: one byte a press, `S` start, `F` finish. Stamped by the host when the press arrives, to
/// within what a person's hand is good for, and labelled as by hand.
class KeyboardDriver : public Driver {
public:
    void received(const Chunk& chunk, DriverOutput& out) override;
    Presence presence() const override { return Presence::Present; }
    std::string model() const override { return "keyboard"; }
};

}  // namespace sandau::devices
