#pragma once

namespace sandau::devices {

/// Asks the driver of an open serial port to hand over what came at once: an FTDI chip waits 16 ms for more
/// bytes unless it is told not to. Other chips do not know the question, nor do other systems than Linux.
void ask_for_low_latency(int serial_port);

}  // namespace sandau::devices
