// Whatever the bytes of a request: a refusal, or a command and parts that hold what they promise.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scoring/result.h"
#include "server/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandau;
    using namespace sandau::server;
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 4) {
        case 0: {
            const Result<Command> command = read_command(text);
            if (!command) return 0;
            CHECK(command->id.text.size() >= 8 && command->id.text.size() <= 64, "ids are bounded");
            CHECK(command->actor.empty() && command->seat.empty(), "nobody names himself");
            CHECK(command->payload.as_object() != nullptr, "a payload is an object");
            break;
        }
        case 1: {
            const Result<SignIn> sign_in = read_sign_in(text);
            if (sign_in) CHECK(sign_in->code.empty() != sign_in->name.empty(), "one way in or the other");
            break;
        }
        case 2: {
            CHECK(parse_query(text).size() <= 32, "so many pairs and no more");
            CHECK(percent_decode(percent_encode(text)) == std::string(text), "escapes come back the same");
            break;
        }
        default: {
            const std::string_view value = cookie_value(text, "sandau");
            CHECK(value.empty() || (value.data() >= text.data() &&
                                    value.data() + value.size() <= text.data() + text.size()),
                  "a cookie is a part of its header");
            etag_matches(text, "\"tag\"");
            accepts_gzip(text);
            host_is_ours(text, {"robocon.local"});
            origin_is_ours(text, "127.0.0.1:80");
            parse_socket_address(text);
            if (const auto id = parse_event_id(text)) CHECK(id->seq >= 0, "numbers rise from 0");
            break;
        }
    }
    return 0;
}
