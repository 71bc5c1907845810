#pragma once

#include <sys/types.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

namespace sandau::cli_test {

/// What the program said, and how it ended.
struct Ran {
    int code = 0;  ///< -1: it did not end by itself
    std::string out;
    std::string err;
};

/// Runs `sandau` with these arguments, in English, to its end.
Ran sandau(const std::vector<std::string>& arguments, const std::string& input = {});
/// The same in another locale, as LC_ALL has it.
Ran sandau_in(const std::string& locale, const std::vector<std::string>& arguments);

/// A host that serves a file until it is stopped, or the test is over.
class Serving {
public:
    explicit Serving(const std::filesystem::path& file, const std::vector<std::string>& options = {});
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;
    ~Serving() { stop(); }

    /// What it printed when it was ready: its address.
    const std::string& address() const { return address_; }
    /// Its exit code; -1 when it was killed.
    int stop(int signal = SIGTERM);

private:
    pid_t process_ = -1;
    int output_ = -1;
    std::string address_;
};

std::string bytes_of(const std::filesystem::path& path);
void write_bytes(const std::filesystem::path& path, const std::string& bytes);
bool contains(const std::string& text, const std::string& part);
int lines_of(const std::string& text);

/// tests/data
std::filesystem::path data(const std::string& name);

}  // namespace sandau::cli_test
