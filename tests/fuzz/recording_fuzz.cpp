// Whatever the text: no record, or one that is written and read back the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "devices/recording.h"
#include "devices/spec.h"
#include "scoring/result.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandau;
    using namespace sandau::devices;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    CHECK(unescape_bytes(escape_bytes(text)) == text, "bytes come back as they were");
    if (const auto record = parse_record(text)) {
        std::string line = record_line(*record);
        line.pop_back();
        const auto again = parse_record(line);
        CHECK(again && record_line(*again) == line + "\n", "a record is read back the same");
    }
    if (const auto spec = parse_device_spec(text)) {
        const auto again = parse_device_spec(to_text(*spec));
        CHECK(again && *again == *spec, "a spec is read back the same");
    }
    return 0;
}
