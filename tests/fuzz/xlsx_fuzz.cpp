// The parts of an XLSX whose zip is right: what is inside is the input, parted at the first zero bytes into
// the sheet, its styles, its shared texts and its workbook.

#include <cstdint>
#include <string>
#include <vector>

#include "documents/sheet.h"
#include "documents/xlsx_builder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    std::vector<std::string> parts(1);
    for (const char c : input) {
        if (c == '\0' && parts.size() < 4) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    sandau::documents::XlsxBuilder builder;
    builder.sheet(parts[0]);
    if (parts.size() > 1) builder.part("xl/styles.xml", parts[1]);
    if (parts.size() > 2) builder.part("xl/sharedStrings.xml", parts[2]);
    if (parts.size() > 3) builder.part("xl/workbook.xml", parts[3]);
    static_cast<void>(sandau::documents::read_workbook_bytes(builder.bytes()));
    return 0;
}
