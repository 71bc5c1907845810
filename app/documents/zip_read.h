#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "documents/sheet.h"
#include "documents/xml_read.h"

namespace sandau::documents {

/// Reads the parts of a zip file in memory as streams. What it unpacks is counted, whatever the zip's own
/// headers claim: `sheet.unpacked_too_large`.
class ZipReader {
public:
    /// `bytes` outlive the reader. Refused: `sheet.damaged`.
    static Result<std::unique_ptr<ZipReader>> open(std::string_view bytes, const SheetLimits& limits);
    ~ZipReader();
    ZipReader(const ZipReader&) = delete;
    ZipReader& operator=(const ZipReader&) = delete;

    /// Part names compare without case, as the format demands.
    bool has(std::string_view part) const;

    /// The part as a stream; opening another ends it. Refused: `sheet.damaged`, `sheet.old_excel`
    /// (encrypted).
    Result<ByteSource> stream(std::string_view part);

private:
    struct Insides;
    explicit ZipReader(std::unique_ptr<Insides> insides);
    std::unique_ptr<Insides> insides_;
};

}  // namespace sandau::documents
