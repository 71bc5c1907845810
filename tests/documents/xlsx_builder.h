#pragma once

#include <zlib.h>

#include <map>
#include <string>
#include <vector>

namespace sandau::documents {

/// Makes an XLSX, right or hostile, part by part.
class XlsxBuilder {
public:
    XlsxBuilder() {
        part(
            "_rels/.rels",
            R"(<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>)");
        workbook("");
        part(
            "xl/_rels/workbook.xml.rels",
            R"(<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>)"
            R"(<Relationship Id="rId2" Type="http://x/styles" Target="/xl/styles.xml"/>)"
            R"(<Relationship Id="rId3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>)");
    }

    XlsxBuilder& part(const std::string& name, std::string content) {
        parts_[name] = std::move(content);
        return *this;
    }
    XlsxBuilder& workbook(const std::string& properties) {
        return part("xl/workbook.xml",
                    "<?xml version=\"1.0\"?><workbook>" + properties +
                        "<sheets><sheet name=\"Đội\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    }
    XlsxBuilder& sheet(const std::string& xml) { return part("xl/worksheets/sheet1.xml", xml); }
    /// Only what is inside <sheetData>.
    XlsxBuilder& rows(const std::string& xml, const std::string& behind = "") {
        return sheet("<worksheet><sheetData>" + xml + "</sheetData>" + behind + "</worksheet>");
    }

    std::string bytes() const {
        std::string file;
        std::string directory;
        for (const auto& [name, content] : parts_) {
            const std::string packed = deflated(content);
            const auto checksum = static_cast<unsigned>(
                crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
            const std::string common = number(20, 2) + number(0, 2) + number(8, 2) + number(0, 4) +
                                       number(checksum, 4) + number(packed.size(), 4) +
                                       number(content.size(), 4) + number(name.size(), 2) + number(0, 2);
            directory += "PK\x01\x02" + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2) +
                         number(0, 4) + number(file.size(), 4) + name;
            file += "PK\x03\x04" + common + name + packed;
        }
        return file + directory + "PK\x05\x06" + number(0, 4) + number(parts_.size(), 2) +
               number(parts_.size(), 2) + number(directory.size(), 4) + number(file.size(), 4) + number(0, 2);
    }

private:
    static std::string number(std::size_t value, int size) {
        std::string bytes;
        for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFFu);
        return bytes;
    }

    static std::string deflated(const std::string& content) {
        z_stream stream{};
        deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
        std::string out(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
        std::string input = content;
        stream.next_in = reinterpret_cast<Bytef*>(input.data());
        stream.avail_in = static_cast<uInt>(input.size());
        stream.next_out = reinterpret_cast<Bytef*>(out.data());
        stream.avail_out = static_cast<uInt>(out.size());
        deflate(&stream, Z_FINISH);
        out.resize(stream.total_out);
        deflateEnd(&stream);
        return out;
    }

    std::map<std::string, std::string> parts_;
};

}  // namespace sandau::documents
