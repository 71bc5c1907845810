#include "cli/waiting.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace sandau::cli {

namespace {

// A signal handler may do little more than write into a pipe.
std::array<int, 2> interrupt_pipe{-1, -1};

extern "C" void on_interrupt(int) {
    const char byte = 1;
    [[maybe_unused]] const auto written = write(interrupt_pipe[1], &byte, 1);
}

}  // namespace

void catch_interrupts() {
    if (interrupt_pipe[0] >= 0) return;
    if (pipe(interrupt_pipe.data()) != 0) return;
    struct sigaction action {};
    action.sa_handler = on_interrupt;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

bool wait_or_interrupted(std::chrono::milliseconds time) {
    catch_interrupts();
    pollfd waiting{interrupt_pipe[0], POLLIN, 0};
    return poll(&waiting, 1, static_cast<int>(time.count())) > 0;
}

}  // namespace sandau::cli
