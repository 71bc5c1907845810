#pragma once

#include <span>
#include <string_view>

namespace sandau::server {

/// One file of the pages, built into the program.
struct Asset {
    std::string_view path;  ///< "/index.html", "/assets/app-3f2a.js": as in the address
    std::string_view content_type;
    std::string_view body;
    std::string_view gzip;  ///< the body compressed; empty: not worth it
    std::string_view etag;  ///< with its quotes
};

/// All of them, by path. Files below /assets/ carry a hash in their names and are cached for ever.
/// "/index.html" is `/`, "/judge.html" `/judge`, and so on.
std::span<const Asset> assets();

}  // namespace sandau::server
