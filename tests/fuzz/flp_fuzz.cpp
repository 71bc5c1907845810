// Whatever the bytes and the chunks: the same frames; what parses is built and read back the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "devices/flp.h"
#include "scoring/result.h"

namespace {

using namespace sandau::devices::flp;

std::vector<std::string> read(std::string_view bytes, std::size_t chunk) {
    std::vector<std::string> seen;
    Reader reader;
    const auto on_body = [&](std::string_view body) { seen.emplace_back(body); };
    const auto on_drop = [&](Drop drop, std::string_view) { seen.emplace_back(drop_code(drop)); };
    for (std::size_t at = 0; at < bytes.size(); at += chunk)
        reader.feed(bytes.substr(at, chunk), on_body, on_drop);
    reader.finish(on_body, on_drop);
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    CHECK(read(bytes, 1) == read(bytes, size + 1), "chunks make no difference");
    CHECK(read(bytes, 7) == read(bytes, size + 1), "chunks make no difference");
    const std::string_view body = bytes.substr(0, body_bytes_max);
    if (const auto message = parse_from_device(body)) {
        CHECK(parse_from_device(body_of(*message)) == *message,
              "what is read is written and read back the same");
    }
    if (const auto message = parse_from_host(body)) {
        CHECK(parse_from_host(body_of(*message)) == *message,
              "what is read is written and read back the same");
    }
    return 0;
}
