// A file that somebody hands in: any bytes, as text or as XLSX.

#include <cstdint>

#include "documents/sheet.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    sandau::documents::SheetLimits limits;
    limits.unpacked_bytes_max = 1u << 20;
    limits.text_bytes_max = 1u << 20;
    limits.cells_max = 20'000;
    static_cast<void>(
        sandau::documents::read_workbook_bytes({reinterpret_cast<const char*>(data), size}, limits));
    return 0;
}
