#include "support/victim.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace sandau::testing {

std::string live_and_be_killed(const std::string& program, const std::filesystem::path& file,
                               std::size_t lines) {
    int told[2];
    if (::pipe2(told, O_CLOEXEC) != 0) return {};
    const std::string path = std::string(SANDAU_BINARY_DIR) + "/bin/" + program;
    const pid_t host = ::fork();
    if (host == 0) {
        ::dup2(told[1], STDOUT_FILENO);
        ::execl(path.c_str(), path.c_str(), file.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(told[1]);
    std::string text;
    std::size_t seen = 0;
    char byte = 0;
    while (seen < lines && ::read(told[0], &byte, 1) == 1) {
        text += byte;
        if (byte == '\n') ++seen;
    }
    ::kill(host, SIGKILL);
    while (::read(told[0], &byte, 1) == 1) text += byte;
    ::close(told[0]);
    int status = 0;
    ::waitpid(host, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "ended by itself: " << WEXITSTATUS(status);
    return text;
}

int kills_wanted() {
    const char* wanted = std::getenv("SANDAU_KILLS");
    return wanted != nullptr ? std::atoi(wanted) : 50;
}

}  // namespace sandau::testing
