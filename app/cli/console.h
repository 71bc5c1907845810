#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "scoring/json.h"
#include "scoring/result.h"
#include "scoring/text.h"

namespace sandau::cli {

/// How a command ends (interfaces, `sandau`).
enum class Exit : int {
    Done = 0,
    InputWrong = 1,  ///< wrong or unreadable input, or the answer is no
    UsageWrong = 2,
    HostFailed = 3,  ///< the contest file or a device failed; also where the contest file is not there
};

/// Where results, messages and refusals go, and in which language.
class Console {
public:
    explicit Console(Language language) : language_(language) {}

    Language language() const { return language_; }
    const char* in(const char* vi, const char* en) const {
        return language_ == Language::Vietnamese ? vi : en;
    }

    void result(std::string_view text) const;   ///< to standard output, as it is
    void line(std::string_view text) const;     ///< to standard output
    void message(std::string_view text) const;  ///< to standard error

    /// One line `path: what is wrong: what would be right`.
    std::string sentence(const Refusal& refusal) const;
    /// Says the refusal on standard error and gives the exit code that fits it.
    Exit refused(const Refusal& refusal) const;
    /// One answer of a command.
    void answer(const Json& json) const;

private:
    Language language_;
};

/// `--lang`, else the locale of the environment: Vietnamese where that is vi, English otherwise.
Language language_of(int argc, const char* const* argv);

/// The bytes of a file, `-` for standard input. Refused: `input.unreadable` {file}.
Result<std::string> read_input(const std::string& path);
/// Writes it whole or not at all; an empty path: standard output. Refused: `output.unwritable` {file}.
Result<void> write_output(const std::filesystem::path& path, std::string_view bytes);

}  // namespace sandau::cli
