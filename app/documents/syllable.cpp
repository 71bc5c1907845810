#include "documents/syllable.h"

#include <QString>
#include <algorithm>
#include <array>
#include <string>

namespace sandau::documents {

namespace {

/// Letters of rhymes are written without tone: A ă, Z â, E ê, O ô, Q ơ, U ư, D đ.
constexpr std::string_view rhymes =
    " a ac ach ai am an ang anh ao ap at au ay Ac Am An Ang Ap At Zc Zm Zn Zng Zp Zt Zu Zy"
    " e ec em en eng eo ep et E Ech Em En Enh Ep Et Eu"
    " i ia ich iEc iEm iEn iEng iEp iEt iEu im in inh ip it iu"
    " o oa oac oach oai oam oan oang oanh oao oap oat oay oAc oAm oAn oAng oAt oc oe oen oeo oet oi om on"
    " ong ooc oong op ot O Oc Oi Om On Ong Op Ot Q Qi Qm Qn Qp Qt"
    " u ua uc ui um un ung uO uOc uOi uOm uOn uOng uOt up ut uy uya uych uyEn uyEt uynh uyt uyu uE uEch uEn"
    " uEnh uZn uZng uZt uZy uQ U Ua Uc Ui Um Un Ung Ut Uu UQ UQc UQi UQm UQn UQng UQp UQt UQu"
    " y yEm yEn yEng yEt yEu ynh yt ych yp yu ";

constexpr std::array<std::string_view, 28> initials = {
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d",
    "D",   "g",  "h",  "k",  "l",  "m",  "n",  "p",  "r",  "s",  "t",  "v", "x", ""};

struct Toneless {
    std::string letters;
    int tones = 0;
    bool stopped_tone = false;  ///< acute or dot below: the only ones before a final c, ch, p, t
    bool foreign = false;
};

void add_mark(Toneless& word, char16_t mark) {
    const char before = word.letters.empty() ? '\0' : word.letters.back();
    const auto becomes = [&](char to) {
        if (to == '\0') {
            word.foreign = true;
        } else {
            word.letters.back() = to;
        }
    };
    switch (mark) {
        case 0x300:
        case 0x303:
        case 0x309:
            ++word.tones;
            break;
        case 0x301:
        case 0x323:
            ++word.tones;
            word.stopped_tone = true;
            break;
        case 0x302:
            becomes(before == 'a' ? 'Z' : before == 'e' ? 'E' : before == 'o' ? 'O' : '\0');
            break;
        case 0x306:
            becomes(before == 'a' ? 'A' : '\0');
            break;
        case 0x31B:
            becomes(before == 'o' ? 'Q' : before == 'u' ? 'U' : '\0');
            break;
        default:
            word.foreign = true;
    }
}

Toneless without_tone(const QString& word) {
    Toneless out;
    for (const QChar unit : word.toLower().normalized(QString::NormalizationForm_D)) {
        const char16_t code = unit.unicode();
        if (code >= 'a' && code <= 'z') {
            out.letters += static_cast<char>(code);
        } else if (code == 0x111) {
            out.letters += 'D';
        } else {
            add_mark(out, code);
        }
    }
    return out;
}

bool is_rhyme(const std::string& rhyme) {
    return !rhyme.empty() && rhymes.find(" " + rhyme + " ") != std::string_view::npos;
}

bool is_syllable(const QString& word) {
    if (word.size() > 9) return false;
    const Toneless toneless = without_tone(word);
    if (toneless.foreign || toneless.tones > 1) return false;
    const char last = toneless.letters.empty() ? '\0' : toneless.letters.back();
    const bool stopped = last == 'c' || last == 'p' || last == 't' || toneless.letters.ends_with("ch");
    if (stopped && toneless.tones == 1 && !toneless.stopped_tone) return false;
    return std::any_of(initials.begin(), initials.end(), [&](std::string_view initial) {
        return toneless.letters.starts_with(initial) && is_rhyme(toneless.letters.substr(initial.size()));
    });
}

}  // namespace

SyllableCount count_syllables(std::string_view utf8) {
    const std::string_view sample = utf8.substr(0, 1u << 16);
    const QString text = QString::fromUtf8(sample.data(), static_cast<qsizetype>(sample.size()));
    SyllableCount count;
    QString word;
    bool beyond_ascii = false;
    const auto finish = [&] {
        if (beyond_ascii) ++(is_syllable(word) ? count.good : count.bad);
        word.clear();
        beyond_ascii = false;
    };
    for (const QChar unit : text) {
        const bool is_ascii = unit.unicode() < 0x80;
        if (unit.isLetter() || unit.isMark() || !is_ascii) {
            word += unit;
            beyond_ascii = beyond_ascii || !is_ascii;
        } else {
            finish();
        }
    }
    finish();
    return count;
}

}  // namespace sandau::documents
