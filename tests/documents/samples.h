#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "documents/import.h"
#include "documents/sheet.h"

namespace sandau::documents {

inline std::filesystem::path sample_path(const std::string& name) {
    return std::filesystem::path(SANDAU_SOURCE_DIR) / "tests/data/sheets" / name;
}

inline std::string sample_bytes(const std::string& name) {
    std::ifstream file(sample_path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline Workbook sample(const std::string& name) {
    return read_workbook(sample_path(name)).value();
}

inline ImportMap sample_map(const std::string& name) {
    return read_import_map(sample_bytes(name)).value();
}

inline Definition sample_definition(const std::string& name) {
    DefinitionReading reading = read_definition(sample_bytes(name));
    CHECK(reading.ok(), "the sample definitions are right");
    return reading.definition;
}

inline ImportContext robocon() {
    return import_context(sample_definition("provincial-robocon.json"));
}

inline ImportContext creativity() {
    return import_context(sample_definition("youth-creativity.json"));
}

/// A workbook of the text of a CSV file.
inline Workbook csv(const std::string& text) {
    return read_workbook_bytes(text).value();
}

/// "C9 import.name_repeated", one a line.
inline std::string lines(const std::vector<SheetProblem>& problems) {
    std::string all;
    for (const SheetProblem& one : problems)
        all += one.problem.what.path + " " + one.problem.what.code + "\n";
    return all;
}

inline std::string argument(const Refusal& what, const std::string& name) {
    for (const auto& [key, value] : what.arguments)
        if (key == name) return value;
    return "";
}

}  // namespace sandau::documents
