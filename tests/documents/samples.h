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

inline Division a_division(const std::string& id, const std::string& vi, const std::string& en,
                           const std::string& from, const std::string& to) {
    Division division;
    division.id = DivisionId(id);
    division.name = {vi, en};
    division.eligibility = Eligibility{};
    division.eligibility->birth = {from, to};
    return division;
}

/// The divisions of a province's Robocon.
inline ImportContext robocon() {
    ImportContext context;
    context.divisions = {
        a_division("A", "Bảng A: Tiểu học", "Division A: primary", "2013-01-01", "2018-12-31"),
        a_division("B", "Bảng B: THCS", "Division B: lower secondary", "2009-01-01", "2012-12-31"),
        a_division("C", "Bảng C: THPT", "Division C: upper secondary", "2006-01-01", "2008-12-31")};
    context.year = 2024;
    return context;
}

/// The fields of a youth creativity contest.
inline ImportContext creativity() {
    ImportContext context;
    context.divisions = {
        a_division("hoctap", "Đồ dùng dành cho học tập", "", "2005-08-01", "2018-07-31"),
        a_division("phanmem", "Phần mềm tin học", "", "2005-08-01", "2018-07-31"),
        a_division("moitruong", "Sản phẩm thân thiện với môi trường", "", "2005-08-01", "2018-07-31"),
        a_division("giadinh", "Dụng cụ sinh hoạt gia đình và đồ chơi trẻ em", "", "2005-08-01", "2018-07-31"),
        a_division("bdkh", "Giải pháp ứng phó biến đổi khí hậu", "", "2005-08-01", "2018-07-31")};
    context.names = NameRule::OnceInOrganization;
    context.year = 2024;
    return context;
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
