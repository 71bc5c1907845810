#include "cli/usage.h"

#include <string>

namespace sandau::cli {

namespace {

/// What was wrong with the line, and then what CLI11 says of it, which names the word.
std::string vietnamese_of(const CLI::Error& error) {
    const std::string name = error.get_name();
    std::string what = "Sai cách dùng";
    if (name == "RequiredError") what = "Còn thiếu tham số hoặc lệnh";
    if (name == "ExtrasError") what = "Thừa tham số, hoặc không có lệnh này";
    if (name == "ConversionError" || name == "ValidationError") what = "Giá trị không dùng được";
    if (name == "ArgumentMismatch") what = "Số tham số không đúng";
    if (name == "ExcludesError" || name == "RequiresError") what = "Các tùy chọn không đi với nhau";
    return what + " (" + error.what() + ").\nXem cách dùng: sandau --help, sandau LỆNH --help.\n";
}

/// The headings and the names of types that CLI11 gives its options and commands.
void translate(CLI::App& app, CLI::FormatterBase& formatter) {
    for (CLI::Option* option : app.get_options()) {
        if (option->get_group() == "Options") option->group("Tùy chọn");
        // With what it may be, e.g. TEXT:{vi,en}.
        const std::string type = option->get_type_name();
        if (type.starts_with("TEXT:")) formatter.label(type, "CHỮ" + type.substr(4));
    }
    for (CLI::App* command : app.get_subcommands(nullptr)) {
        command->group("Lệnh");
        translate(*command, formatter);
    }
}

}  // namespace

void speak_in_help(CLI::App& app, const Console& console) {
    if (console.language() != Language::Vietnamese) return;
    const auto formatter = app.get_formatter();
    formatter->label("Usage", "Cách dùng");
    formatter->label("OPTIONS", "TÙY CHỌN");
    formatter->label("SUBCOMMAND", "LỆNH");
    formatter->label("SUBCOMMANDS", "LỆNH");
    formatter->label("Positionals", "Tham số");
    formatter->label("REQUIRED", "BẮT BUỘC");
    formatter->label("TEXT", "CHỮ");
    for (const char* number : {"INT", "UINT", "FLOAT"}) formatter->label(number, "SỐ");
    translate(app, *formatter);
    app.failure_message([](const CLI::App*, const CLI::Error& error) { return vietnamese_of(error); });
}

}  // namespace sandau::cli
