#include "cli/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "support/temporary_folder.h"

extern char** environ;

namespace sandau::cli_test {

namespace {

/// The environment of the test with another locale, and in the time zone that the checks use.
std::vector<std::string> environment_in(const std::string& locale) {
    std::vector<std::string> environment{"LC_ALL=" + locale, "TZ=UTC"};
    for (char** one = environ; *one != nullptr; ++one) {
        const std::string text = *one;
        if (!text.starts_with("LC_") && !text.starts_with("LANG") && !text.starts_with("TZ="))
            environment.push_back(text);
    }
    return environment;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Starts the program with these three for its standard streams.
pid_t start(const std::vector<std::string>& arguments, const std::string& locale, int in, int out, int err) {
    std::vector<std::string> words{std::string(SANDAU_BINARY_DIR) + "/bin/sandau"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> environment = environment_in(locale);
    posix_spawn_file_actions_t streams;
    posix_spawn_file_actions_init(&streams);
    posix_spawn_file_actions_adddup2(&streams, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&streams, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&streams, err, STDERR_FILENO);
    pid_t process = -1;
    const int failed = posix_spawn(&process, words[0].c_str(), &streams, nullptr, pointers_to(words).data(),
                                   pointers_to(environment).data());
    posix_spawn_file_actions_destroy(&streams);
    return failed == 0 ? process : -1;
}

int code_of(pid_t process) {
    int status = 0;
    if (process < 0 || ::waitpid(process, &status, 0) != process || !WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
}

Ran run(const std::vector<std::string>& arguments, const std::string& locale, const std::string& input) {
    const testing::TemporaryFolder folder;
    write_bytes(folder / "in", input);
    const int in = ::open((folder / "in").c_str(), O_RDONLY | O_CLOEXEC);
    const int out = ::open((folder / "out").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    const int err = ::open((folder / "err").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    Ran ran;
    ran.code = code_of(start(arguments, locale, in, out, err));
    for (const int file : {in, out, err}) ::close(file);
    ran.out = bytes_of(folder / "out");
    ran.err = bytes_of(folder / "err");
    return ran;
}

}  // namespace

Ran sandau(const std::vector<std::string>& arguments, const std::string& input) {
    return run(arguments, "C.UTF-8", input);
}

Ran sandau_in(const std::string& locale, const std::vector<std::string>& arguments) {
    return run(arguments, locale, {});
}

Serving::Serving(const std::filesystem::path& file, const std::vector<std::string>& options) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    std::vector<std::string> arguments{"serve", file.string(), "--listen", "127.0.0.1:0"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    process_ = start(arguments, "C.UTF-8", nothing, ends[1], nothing);
    ::close(nothing);
    ::close(ends[1]);
    output_ = ends[0];
    // Once it says its address it answers; if it ends without one, the pipe does.
    char byte = 0;
    while (::read(output_, &byte, 1) == 1 && byte != '\n') address_ += byte;
}

int Serving::stop(int signal) {
    if (process_ < 0) return -1;
    ::kill(process_, signal);
    const int code = code_of(std::exchange(process_, -1));
    ::close(output_);
    return code;
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

int lines_of(const std::string& text) {
    return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

std::filesystem::path data(const std::string& name) {
    return std::filesystem::path(SANDAU_SOURCE_DIR) / "tests/data" / name;
}

}  // namespace sandau::cli_test
