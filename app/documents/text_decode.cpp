#include "documents/text_decode.h"

#include <QString>
#include <algorithm>
#include <array>
#include <optional>

#include "documents/legacy_encodings.h"
#include "documents/syllable.h"

namespace sandau::documents {

namespace {

using namespace std::string_view_literals;

Result<std::string> from_utf16(std::string_view bytes, bool big_endian) {
    if (bytes.size() % 2 != 0) return refuse("sheet.damaged", {{"part", "UTF-16"}});
    std::u16string units(bytes.size() / 2, u'\0');
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto first = static_cast<unsigned char>(bytes[2 * i]);
        const auto second = static_cast<unsigned char>(bytes[2 * i + 1]);
        units[i] = static_cast<char16_t>(big_endian ? first << 8 | second : second << 8 | first);
    }
    // A half of a pair becomes U+FFFD.
    return QString::fromUtf16(units.data(), static_cast<qsizetype>(units.size())).toStdString();
}

/// Text has no control characters but tabs, line ends and, at its very end, DOS's end of file.
bool looks_binary(std::string_view text) {
    const auto odd = std::count_if(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
    });
    return text.find('\0') != std::string_view::npos || static_cast<std::size_t>(odd) > 2 + text.size() / 200;
}

/// UTF-16 without its mark: most letters of a sheet are ASCII, so that every other byte is 0.
std::optional<Encoding> utf16_by_its_zeros(std::string_view bytes) {
    const std::string_view sample = bytes.substr(0, 4096);
    if (bytes.size() % 2 != 0 || sample.size() < 8) return std::nullopt;
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < sample.size(); ++i)
        if (sample[i] == '\0') ++zeros[i % 2];
    const std::size_t letters = sample.size() / 2;
    if (zeros[1] * 3 > letters && zeros[0] * 50 < letters) return Encoding::Utf16LittleEndian;
    if (zeros[0] * 3 > letters && zeros[1] * 50 < letters) return Encoding::Utf16BigEndian;
    return std::nullopt;
}

Result<DecodedText> decode_utf16(std::string_view bytes, Encoding encoding) {
    Result<std::string> text = from_utf16(bytes, encoding == Encoding::Utf16BigEndian);
    if (!text) return tl::unexpected(text.error());
    if (looks_binary(*text)) return refuse("sheet.binary");
    return DecodedText{compose(std::move(*text)), encoding};
}

/// TCVN3 has few capitals with tones: "ĐỘI" was typed with the small letter in a font of capitals, "ĐộI". A
/// word with a capital behind its first letter and no small letter but such ones is a word of capitals.
std::string with_capitals(const std::string& utf8) {
    QString text = QString::fromStdString(utf8);
    qsizetype start = 0;
    bool has_capital = false, has_small_ascii = false, has_small = false;
    const auto finish_word = [&](qsizetype end) {
        if (has_capital && has_small && !has_small_ascii)
            text.replace(start, end - start, text.mid(start, end - start).toUpper());
        start = end + 1;
        has_capital = has_small_ascii = has_small = false;
    };
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar letter = text[at];
        if (!letter.isLetter()) {
            finish_word(at);
            continue;
        }
        has_capital = has_capital || (letter.isUpper() && at > start);
        has_small_ascii = has_small_ascii || (letter.isLower() && letter.unicode() < 0x80);
        has_small = has_small || letter.isLower();
    }
    finish_word(text.size());
    return text.toStdString();
}

/// Which of the old encodings makes Vietnamese of the bytes; all of them share ASCII.
Result<DecodedText> decode_old(std::string_view bytes) {
    const std::string_view sample = bytes.substr(0, 1u << 16);
    std::optional<Encoding> best;
    std::size_t best_good = 0;
    for (const Encoding candidate : {Encoding::Tcvn3, Encoding::Vni, Encoding::Windows1258}) {
        const SyllableCount words = count_syllables(compose(decode_legacy(sample, candidate)));
        // Names of places and robots are not all Vietnamese; a wrong table makes hardly a syllable.
        if (words.good >= words.bad && words.good > best_good) {
            best = candidate;
            best_good = words.good;
        }
    }
    if (!best) return refuse("sheet.encoding_unknown");
    std::string text = compose(decode_legacy(bytes, *best));
    if (looks_binary(text)) return refuse("sheet.binary");
    if (*best == Encoding::Tcvn3) text = with_capitals(text);
    return DecodedText{std::move(text), *best};
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        std::size_t follow = 0;
        if (first >= 0xC2 && first < 0xE0) follow = 1;
        if (first >= 0xE0 && first < 0xF0) follow = 2;
        if (first >= 0xF0 && first < 0xF5) follow = 3;
        if (first >= 0x80 && follow == 0) return false;
        if (at + follow >= bytes.size() && follow > 0) return false;
        for (std::size_t i = 1; i <= follow; ++i)
            if ((static_cast<unsigned char>(bytes[at + i]) & 0xC0u) != 0x80u) return false;
        const auto second = follow > 0 ? static_cast<unsigned char>(bytes[at + 1]) : 0;
        // Longer than need be, half a UTF-16 pair, beyond Unicode.
        if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
            (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F))
            return false;
        at += follow + 1;
    }
    return true;
}

std::string compose(std::string utf8) {
    // Nothing below U+0300 is decomposed, nor is a letter of U+1Exx; what begins with other bytes may
    // be a mark, or a letter that composes.
    const bool composed = std::all_of(utf8.begin(), utf8.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0xCC || byte == 0xE1;
    });
    if (composed) return utf8;
    return QString::fromStdString(utf8).normalized(QString::NormalizationForm_C).toStdString();
}

Result<DecodedText> decode_text(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE"sv)) return decode_utf16(bytes.substr(2), Encoding::Utf16LittleEndian);
    if (bytes.starts_with("\xFE\xFF"sv)) return decode_utf16(bytes.substr(2), Encoding::Utf16BigEndian);
    const bool marked = bytes.starts_with("\xEF\xBB\xBF"sv);
    if (marked) bytes.remove_prefix(3);
    if (bytes.ends_with('\x1A')) bytes.remove_suffix(1);
    if (is_utf8(bytes) && bytes.find('\0') == std::string_view::npos) {
        if (looks_binary(bytes)) return refuse("sheet.binary");
        return DecodedText{compose(std::string(bytes)), marked ? Encoding::Utf8WithBom : Encoding::Utf8};
    }
    if (marked) return refuse("sheet.binary");
    if (const std::optional<Encoding> utf16 = utf16_by_its_zeros(bytes)) return decode_utf16(bytes, *utf16);
    if (bytes.find('\0') != std::string_view::npos) return refuse("sheet.binary");
    return decode_old(bytes);
}

}  // namespace sandau::documents
