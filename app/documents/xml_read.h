#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scoring/result.h"

namespace sandau::documents {

/// Fills a buffer with the next bytes; 0 at the end; a refusal where there can be no more.
using ByteSource = std::function<Result<std::size_t>(char* buffer, std::size_t size)>;

/// Pulls the parts of an XML document out of a stream, in memory that does not grow with it. No entity but
/// the five of XML and numbers, no document type: what a spreadsheet needs, and nothing that expands.
/// Refused: `sheet.damaged`, `sheet.doctype`, `sheet.too_deep`, each {part}.
class XmlReader {
public:
    enum class Token { Open, Close, Text, End };

    XmlReader(ByteSource source, std::string part, std::size_t text_bytes_max);

    /// The next token. An element without content is an Open and a Close.
    Result<Token> next();

    /// Of an Open or Close: without its prefix.
    std::string_view name() const { return name_; }
    /// Of an Open: by its name without prefix; empty where there is none.
    std::string_view attribute(std::string_view local_name) const;
    /// Of a Text: a part of the text at least, with entities resolved.
    const std::string& text() const { return text_; }
    /// Elements open now; an Open counts itself, a Close no more.
    std::size_t depth() const { return open_.size(); }

    /// Reads on to the end of the element just opened.
    Result<void> skip_element();

private:
    int peek();
    int take();
    Result<Token> read_text();
    /// Nothing: a comment or an instruction, which is passed over.
    Result<std::optional<Token>> read_markup();
    Result<Token> read_open();
    Result<Token> read_close();
    Result<Token> read_character_data();
    Result<void> read_attributes();
    Result<void> read_attribute_value(std::string& out);
    Result<void> read_entity(std::string& out);
    Result<void> skip_past(std::string_view end);
    Result<std::string> read_name();
    void skip_blanks();
    tl::unexpected<Refusal> damaged() const;

    ByteSource source_;
    std::string part_;
    std::size_t text_bytes_max_;
    std::vector<char> buffer_;
    std::size_t at_ = 0;
    std::size_t filled_ = 0;
    bool at_end_ = false;
    Refusal source_refusal_;

    std::string name_;
    std::string text_;
    std::vector<std::pair<std::string, std::string>> attributes_;
    std::vector<std::string> open_;
    bool close_waits_ = false;
    bool had_root_ = false;
};

}  // namespace sandau::documents
