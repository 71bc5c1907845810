// Whatever the bytes: a refusal, or a value that is written and read back the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scoring/json.h"
#include "scoring/result.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandau;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Result<Json> value = read_json(text, {.bytes_max = 1u << 16, .depth_max = 64});
    if (!value) return 0;
    const Result<Json> again = read_json(write_json(*value));
    CHECK(again && *again == *value, "what was read is written and read back the same");
    return 0;
}
