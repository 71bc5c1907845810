#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scoring/json.h"
#include "scoring/rational.h"
#include "scoring/result.h"
#include "scoring/text.h"

namespace sandau {

using Arguments = std::vector<std::pair<std::string, std::string>>;

std::string path_to(std::string_view parent, std::string_view key);
std::string path_to(std::string_view parent, std::size_t index);

/// A comment: a key that starts with `_`.
inline bool is_comment(std::string_view key) {
    return key.starts_with('_');
}

/// Reads the parts of a document and lists whatever is wrong with them by path. Each reader returns
/// nothing for what it has reported.
class DocumentReader {
public:
    explicit DocumentReader(std::vector<Problem>& problems) : problems_(problems) {}

    void error(std::string path, std::string code, Arguments arguments = {});
    void error(std::string path, Refusal refusal);
    void wrong_type(const Json& found, std::string path, std::string_view expected);
    std::size_t problem_count() const { return problems_.size(); }

    std::optional<std::string> text(const Json& value, const std::string& path);
    std::optional<bool> truth(const Json& value, const std::string& path);
    std::optional<Rational> number(const Json& value, const std::string& path,
                                   NumberForm form = NumberForm::DecimalOrFraction);
    std::optional<std::int64_t> whole(const Json& value, const std::string& path, std::int64_t min,
                                      std::int64_t max);
    /// `{"vi": …, "en": …}` or a plain string.
    Text people_text(const Json& value, const std::string& path);
    std::optional<std::string> id(const Json& value, const std::string& path);
    const Json::Array* array(const Json& value, const std::string& path);

    template <class Choice, std::size_t count>
    std::optional<Choice> choice(const Json& value, const std::string& path,
                                 const std::pair<std::string_view, Choice> (&choices)[count]) {
        const std::optional<std::string> found = text(value, path);
        if (!found) return std::nullopt;
        std::string known;
        for (const auto& [name, meaning] : choices) {
            if (name == *found) return meaning;
            known += known.empty() ? "" : ", ";
            known += name;
        }
        error(path, "document.bad_choice", {{"found", *found}, {"known", known}});
        return std::nullopt;
    }

private:
    std::vector<Problem>& problems_;
    std::size_t digits_read_ = 0;
};

/// One object of a document. Keys that nobody asked for are reported by finish().
class ObjectReader {
public:
    ObjectReader(DocumentReader& reader, const Json& value, std::string path);
    ObjectReader(const ObjectReader&) = delete;
    ObjectReader& operator=(const ObjectReader&) = delete;
    ~ObjectReader();

    bool is_object() const { return object_ != nullptr; }
    const std::string& path() const { return path_; }
    std::string at(std::string_view key) const { return path_to(path_, key); }
    DocumentReader& reader() { return reader_; }

    /// The member, which may be left out.
    const Json* find(std::string_view key);
    /// The member, or a problem where it should stand.
    const Json* need(std::string_view key);
    /// A key that belongs elsewhere (another format, another kind): reported with this code if it is there.
    void misplaced(std::string_view key, const std::string& code, const Arguments& arguments);

    std::optional<std::string> id();
    Text name();
    std::optional<Rational> number(std::string_view key);
    std::optional<std::int64_t> whole(std::string_view key, std::int64_t min, std::int64_t max);
    bool truth(std::string_view key, bool fallback);
    std::string text(std::string_view key);

    template <class Choice, std::size_t count>
    Choice choice(std::string_view key, const std::pair<std::string_view, Choice> (&choices)[count]) {
        const Json* value = find(key);
        if (value == nullptr) return choices[0].second;
        return reader_.choice(*value, at(key), choices).value_or(choices[0].second);
    }

private:
    DocumentReader& reader_;
    const Json::Object* object_;
    std::string path_;
    std::set<std::string, std::less<>> known_;
};

/// Reports ids that repeat in one list.
class UniqueIds {
public:
    explicit UniqueIds(DocumentReader& reader) : reader_(reader) {}
    void take(const std::string& id, const std::string& path);

private:
    DocumentReader& reader_;
    std::set<std::string, std::less<>> seen_;
};

constexpr std::int64_t ms_max = 1'000'000'000'000;
constexpr std::int64_t count_max = 1'000'000'000;

}  // namespace sandau
