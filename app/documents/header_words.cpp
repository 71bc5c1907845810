#include <algorithm>
#include <array>
#include <charconv>

#include "documents/header.h"
#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

/// What a phrase of a header speaks of.
enum class Topic {
    Coach,
    Member,
    Captain,  ///< the first member
    Phone,
    Email,
    Birth,
    PersonName,
    Name,
    Entry,
    Division,
    Organization,
    Parent,
    Number,
    Registered,
    Filler,
    Other  ///< known to be nothing of ours
};
constexpr std::size_t topic_count = 16;

struct Phrases {
    Topic topic;
    std::string_view words;  ///< folded, at bars
};
constexpr std::array<Phrases, topic_count> vocabulary = {{
    {Topic::Coach,
     "nguoi huong dan|giao vien huong dan|gvhd|gv huong dan|giao vien|gv|huan luyen vien|hlv|can bo huong "
     "dan|"
     "thay co huong dan|thay co|nguoi phu trach|phu trach|nguoi lien he|coach|teacher|mentor|instructor|"
     "supervisor|adviser|advisor"},
    {Topic::Member,
     "thanh vien|tv|hoc sinh|hs|thi sinh|ts|tac gia|tg|dong tac gia|van dong vien|vdv|nguoi "
     "choi|member|author|"
     "student|contestant|participant|members|authors|students|contestants|participants"},
    {Topic::Captain, "doi truong|nhom truong|truong nhom|captain|leader|team captain|team leader"},
    {Topic::Phone,
     "so dien thoai|dien thoai|so dt|sdt|dt|dtdd|di dong|so di dong|phone|phone "
     "number|telephone|tel|mobile|zalo"},
    {Topic::Email, "email|e mail|mail|thu dien tu|dia chi email|email address|dia chi thu dien tu"},
    {Topic::Birth,
     "ngay sinh|ngay thang nam sinh|nam sinh|sinh ngay|ngay thang sinh|ntns|birth|birthday|date of birth|dob|"
     "birth date|birthdate|born"},
    {Topic::PersonName, "ho va ten|ho ten|ho ten dem|full name|fullname"},
    {Topic::Name, "ten|name|tieu de|title"},
    {Topic::Entry,
     "doi|doi thi|doi du thi|team|san pham|mo hinh|de tai|giai phap|cong trinh|du an|tac "
     "pham|project|product|"
     "entry|work|sang kien|y tuong"},
    {Topic::Division,
     "bang|bang thi|bang dau|bang thi dau|linh vuc|linh vuc du thi|hang muc|division|category|field|nhom "
     "tuoi|"
     "lua tuoi|age group|group|noi dung thi|the loai"},
    {Topic::Organization,
     "don vi|don vi du thi|truong|truong hoc|co quan|to "
     "chuc|school|organization|organisation|institution|unit|don vi cong tac|co quan cong tac|noi cong "
     "tac|don vi hoc tap|"
     "noi hoc"},
    {Topic::Parent,
     "huyen|quan|thanh pho|thi xa|tinh|tp|xa|phuong|district|province|city|commune|phong gd dt|phong giao "
     "duc|"
     "phong gddt|so gd dt|dia phuong|don vi chu quan|cum"},
    {Topic::Number,
     "stt|so thu tu|tt|ma so|ma|so bao danh|sbd|code|no|number|id|so|ma ho so|order|so dang ky|so hieu"},
    {Topic::Registered,
     "dau thoi gian|thoi gian dang ky|ngay dang ky|timestamp|thoi gian gui|thoi diem dang ky|registered|"
     "registered at|registration date|registration time|submitted at|thoi gian nop"},
    {Topic::Filler,
     "cua|of|the|registration|thi|du thi|va|and|hoac|or|tham gia|danh sach|cac|list|lien he|lien lac|s|dang "
     "ky|nguoi"},
    {Topic::Other, "hieu truong|truong doan|ghi chu|gioi tinh|lop|dan toc|dia chi"},
}};

/// Folded words: everything but letters and digits is a blank; digits stand alone ("tv1" → "tv 1").
std::vector<std::string> words_of(std::string_view header) {
    std::vector<std::string> words(1);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    for (const char c : fold_text(header)) {
        const bool letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
        if (!letter && !is_digit(c)) {
            if (!words.back().empty()) words.emplace_back();
            continue;
        }
        if (!words.back().empty() && is_digit(words.back().back()) != is_digit(c)) words.emplace_back();
        words.back() += c;
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

struct Reading {
    std::array<bool, topic_count> topics{};
    std::optional<std::size_t> number;
    std::size_t fillers = 0;
    std::size_t unknown = 0;

    bool has(Topic topic) const { return topics[static_cast<std::size_t>(topic)]; }
};

/// The topic of the longest phrase that begins at `at`, and its length in words.
std::pair<std::optional<Topic>, std::size_t> longest_phrase(const std::vector<std::string>& words,
                                                            std::size_t at) {
    constexpr std::size_t words_max = 5;
    for (std::size_t length = std::min(words_max, words.size() - at); length > 0; --length) {
        std::string phrase = words[at];
        for (std::size_t i = 1; i < length; ++i) phrase += " " + words[at + i];
        for (const Phrases& phrases : vocabulary) {
            const std::string_view all = phrases.words;
            for (std::size_t found = all.find(phrase); found != std::string_view::npos;
                 found = all.find(phrase, found + 1)) {
                const std::size_t end = found + phrase.size();
                if ((found == 0 || all[found - 1] == '|') && (end == all.size() || all[end] == '|'))
                    return {phrases.topic, length};
            }
        }
    }
    return {std::nullopt, 1};
}

/// "thu nhat", "thu hai", "thu ba": the first, second, third.
std::optional<std::size_t> ordinal(const std::vector<std::string>& words, std::size_t at) {
    constexpr std::array<std::string_view, 5> ordinals = {"nhat", "hai", "ba", "tu", "nam"};
    if (words[at] != "thu" || at + 1 >= words.size()) return std::nullopt;
    const auto* const found = std::find(ordinals.begin(), ordinals.end(), words[at + 1]);
    if (found == ordinals.end()) return std::nullopt;
    return static_cast<std::size_t>(found - ordinals.begin()) + 1;
}

Reading read_words(const std::vector<std::string>& words) {
    Reading reading;
    for (std::size_t at = 0; at < words.size();) {
        std::size_t number = 0;
        const std::string& word = words[at];
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (error == std::errc{} && end == word.data() + word.size() && number <= 99) {
            if (reading.number) ++reading.unknown;
            reading.number = number;
            ++at;
            continue;
        }
        if (const std::optional<std::size_t> which = ordinal(words, at)) {
            reading.number = which;
            at += 2;
            continue;
        }
        const auto [topic, length] = longest_phrase(words, at);
        if (!topic) {
            ++reading.unknown;
        } else if (*topic == Topic::Filler) {
            ++reading.fillers;
        } else {
            reading.topics[static_cast<std::size_t>(*topic)] = true;
        }
        at += length;
    }
    return reading;
}

std::optional<Target> member_target(const Reading& reading) {
    using Kind = Target::Kind;
    if (reading.has(Topic::Phone) || reading.has(Topic::Email) || reading.has(Topic::Organization) ||
        reading.has(Topic::Parent) || reading.has(Topic::Division) || reading.has(Topic::Registered))
        return std::nullopt;
    const bool birth = reading.has(Topic::Birth);
    if (!reading.number && reading.has(Topic::Captain))
        return Target{birth ? Kind::MemberBirth : Kind::MemberName, 0, {}};
    if (!reading.number) return Target{birth ? Kind::MembersBirths : Kind::MembersNames, 0, {}};
    if (*reading.number == 0) return std::nullopt;
    return Target{birth ? Kind::MemberBirth : Kind::MemberName, *reading.number - 1, {}};
}

std::optional<Target> target_of(const Reading& reading) {
    using Kind = Target::Kind;
    const auto plain = [](Kind kind) { return Target{kind, 0, {}}; };
    if (reading.has(Topic::Other)) return std::nullopt;
    if (reading.has(Topic::Coach)) {
        // A second coach is an extra column.
        if (reading.number.value_or(1) != 1 || reading.has(Topic::Birth) || reading.has(Topic::Organization))
            return std::nullopt;
        if (reading.has(Topic::Phone)) return plain(Kind::CoachPhone);
        return plain(reading.has(Topic::Email) ? Kind::CoachEmail : Kind::CoachName);
    }
    if (reading.has(Topic::Member) || reading.has(Topic::Captain) || reading.has(Topic::Birth))
        return member_target(reading);
    // "Họ và tên" alone: find_header decides whether it is the entry's or a member's.
    if (reading.has(Topic::PersonName)) return member_target(reading);
    if (reading.number) return std::nullopt;
    if (reading.has(Topic::Phone)) return plain(Kind::CoachPhone);
    if (reading.has(Topic::Email)) return plain(Kind::CoachEmail);
    if (reading.has(Topic::Registered)) return plain(Kind::RegisteredAt);
    if (reading.has(Topic::Division)) return plain(Kind::Division);
    if (reading.has(Topic::Organization)) return plain(Kind::OrganizationName);
    if (reading.has(Topic::Parent)) return plain(Kind::OrganizationParent);
    if (reading.has(Topic::Number)) return plain(Kind::Number);
    if (reading.has(Topic::Entry) || reading.has(Topic::Name)) return plain(Kind::Name);
    return std::nullopt;
}

/// Takes "lượt 1", "lần 2", "run 1", "attempt 2" out of the words; nothing where they are not there.
std::optional<std::size_t> take_run(std::vector<std::string>& words) {
    for (std::size_t at = 0; at + 1 < words.size(); ++at) {
        const std::string& word = words[at];
        if (word != "luot" && word != "lan" && word != "run" && word != "attempt" && word != "round" &&
            word != "l")
            continue;
        std::size_t number = 0;
        const std::string& digits = words[at + 1];
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc{} || end != digits.data() + digits.size() || number == 0 || number > 99)
            continue;
        const auto first = words.begin() + static_cast<std::ptrdiff_t>(at);
        words.erase(first, first + 2);
        return number - 1;
    }
    return std::nullopt;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

const ScoreNames::Name* named(const std::vector<ScoreNames::Name>& all, const std::string& text) {
    for (const ScoreNames::Name& one : all) {
        if (joined(words_of(one.id)) == text) return &one;
        for (const std::string& name : one.names)
            if (joined(words_of(name)) == text) return &one;
    }
    return nullptr;
}

std::optional<Recognised> run_header(std::vector<std::string> words, const ScoreNames& names) {
    using Kind = Target::Kind;
    const std::optional<std::size_t> run = take_run(words);
    if (!run) return std::nullopt;
    const std::string text = joined(words);
    if (const ScoreNames::Name* item = named(names.items, text))
        return Recognised{{Kind::RunItem, *run, item->id}, Confidence::Certain};
    for (const std::string_view time :
         {"thoi gian s", "thoi gian giay", "time s", "time seconds", "thoi gian", "time"})
        if (text == time)
            return Recognised{
                {Kind::RunTimeS, *run, {}},
                text == "thoi gian" || text == "time" ? Confidence::Likely : Confidence::Certain};
    for (const std::string_view time : {"thoi gian ms", "time ms"})
        if (text == time) return Recognised{{Kind::RunTimeMs, *run, {}}, Confidence::Certain};
    for (const std::string_view status : {"trang thai", "status", "ket qua", "tinh trang"})
        if (text == status) return Recognised{{Kind::RunStatus, *run, {}}, Confidence::Certain};
    if (names.items.size() == 1)
        for (const std::string_view points : {"diem", "points", "score", "so diem"})
            if (text == points)
                return Recognised{{Kind::RunItem, *run, names.items[0].id}, Confidence::Likely};
    return std::nullopt;
}

}  // namespace

std::optional<Recognised> recognise_header(std::string_view header) {
    constexpr std::size_t header_bytes_max = 200;
    if (header.size() > header_bytes_max) return std::nullopt;
    const std::vector<std::string> words = words_of(header);
    if (words.empty()) return std::nullopt;
    const Reading reading = read_words(words);
    if (reading.unknown > 0) return std::nullopt;
    const std::optional<Target> target = target_of(reading);
    if (!target) return std::nullopt;
    return Recognised{*target, reading.fillers > 0 ? Confidence::Likely : Confidence::Certain};
}

std::optional<Recognised> recognise_score_header(std::string_view header, const ScoreNames& names) {
    const std::vector<std::string> words = words_of(header);
    if (const ScoreNames::Name* column = named(names.columns, joined(words)))
        return Recognised{{Target::Kind::Score, 0, column->id}, Confidence::Certain};
    if (std::optional<Recognised> run = run_header(words, names)) return run;
    return std::nullopt;
}

}  // namespace sandau::documents
