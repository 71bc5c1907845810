#include "devices/transport/low_latency.h"

#ifdef __linux__
#include <linux/serial.h>
#include <sys/ioctl.h>
#endif

namespace sandau::devices {

#ifdef __linux__
void ask_for_low_latency(int serial_port) {
    serial_struct settings{};
    if (ioctl(serial_port, TIOCGSERIAL, &settings) != 0) return;
    settings.flags = static_cast<int>(static_cast<unsigned>(settings.flags) | ASYNC_LOW_LATENCY);
    ioctl(serial_port, TIOCSSERIAL, &settings);
}
#else
void ask_for_low_latency(int) {}
#endif

}  // namespace sandau::devices
