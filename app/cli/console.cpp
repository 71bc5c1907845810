#include "cli/console.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "scoring/words.h"

namespace sandau::cli {

namespace {

void write(std::FILE* stream, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stream);
}

/// The contest file (its backup, its host) or a device failed. A no is none of these: a file that is there
/// already is kept, a device's name or address that was misspelt is wrong input.
bool is_failure_of_file(std::string_view code) {
    for (const std::string_view no : {"file.exists", "device.address", "device.already_open", "device.no_",
                                      "device.spec_", "device.sim_speed", "device.sim_times"})
        if (code.starts_with(no)) return false;
    for (const std::string_view failed : {"file.", "device.", "journal.", "verify.", "restore.", "server.",
                                          "host.closing", "host.unreachable"})
        if (code.starts_with(failed)) return true;
    return false;
}

}  // namespace

void Console::result(std::string_view text) const {
    write(stdout, text);
}
void Console::line(std::string_view text) const {
    write(stdout, text);
    write(stdout, "\n");
}
void Console::message(std::string_view text) const {
    write(stderr, text);
    write(stderr, "\n");
}

std::string Console::sentence(const Refusal& refusal) const {
    const std::string words = say(language_, refusal);
    return refusal.path.empty() ? words : refusal.path + ": " + words;
}

Exit Console::refused(const Refusal& refusal) const {
    message(sentence(refusal));
    return is_failure_of_file(refusal.code) ? Exit::HostFailed : Exit::InputWrong;
}

void Console::answer(const Json& json) const {
    line(write_json(json));
}

Language language_of(int argc, const char* const* argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        std::string_view value;
        if (argument == "--lang" && i + 1 < argc) value = argv[i + 1];
        if (argument.starts_with("--lang=")) value = argument.substr(7);
        if (value == "vi") return Language::Vietnamese;
        if (value == "en") return Language::English;
    }
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        return std::string_view(value).starts_with("vi") ? Language::Vietnamese : Language::English;
    }
    return Language::English;
}

Result<std::string> read_input(const std::string& path) {
    if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) return refuse("input.unreadable", {{"file", path}});
    std::ifstream file(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    if (!file.is_open() || file.bad()) return refuse("input.unreadable", {{"file", path}});
    return bytes;
}

Result<void> write_output(const std::filesystem::path& path, std::string_view bytes) {
    if (path.empty()) {
        write(stdout, bytes);
        return {};
    }
    std::filesystem::path part = path;
    part += ".part";
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    std::error_code error;
    if (file) std::filesystem::rename(part, path, error);
    if (!file || error) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        return refuse("output.unwritable", {{"file", path.string()}});
    }
    return {};
}

}  // namespace sandau::cli
