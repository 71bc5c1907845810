#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contests/script.h"
#include "contests/world.h"
#include "scoring/command.h"
#include "scoring/contest.h"
#include "scoring/definition.h"

namespace sandau::scripts {

/// A command of the script was refused. Thrown to the sentence that gave it.
struct Refused {
    Refusal refusal;
};

class Scene;

/// A pattern that scripts may use, what it says, and what it does.
struct Sentence {
    std::string_view pattern;
    std::string_view says;
    void (*handle)(Scene&, const Match&);
};

// The sentences, by what they are about.
std::span<const Sentence> sentences_of_entries();
std::span<const Sentence> sentences_of_stages();
std::span<const Sentence> sentences_of_timetables();
std::span<const Sentence> sentences_of_matches();
std::span<const Sentence> sentences_of_runs();
std::span<const Sentence> sentences_of_sheets();
std::span<const Sentence> sentences_of_committee();
std::span<const Sentence> sentences_of_devices();
std::span<const Sentence> sentences_of_panels();
std::span<const Sentence> sentences_of_people();
std::span<const Sentence> expectations_of_standings();
std::vector<Sentence> all_sentences();

/// What a script works with: the world, and the names that it calls things by.
class Scene {
public:
    explicit Scene(World& world);

    World& world;
    StageId stage;  ///< where runs take place; the last one of the rules unless the script says otherwise
    UserId actor = keyboard_actor;
    std::vector<DeviceEventId> events;              ///< as they were reported
    std::vector<std::pair<Seq, std::string>> told;  ///< journal entries with their kinds
    int expectations = 0;

    /// Finds the sentence that fits and does it. Throws ScriptError or Refused.
    void carry_out(const Step& step);

    template <class Payload>
    Json must(const Payload& payload) {
        return must_as(actor, payload);
    }
    template <class Payload>
    Json must_as(const UserId& who, const Payload& payload) {
        return tell(command_of(CommandId("script-" + std::to_string(++commands_)), who, payload));
    }

    std::shared_ptr<const Contest> contest() const { return world.contest(); }
    template <class T>
    T record(const std::string& key) const {
        const std::shared_ptr<const Contest> all = contest();
        const T* there = all->table<T>().find(key);
        if (there == nullptr) throw ScriptError{0, "there is no " + std::string(T::kind) + " " + key};
        return *there;
    }

    /// By name or id.
    EntryId entry(std::string_view name) const;
    std::vector<EntryId> entries(const Tokens& list) const;  ///< names at commas; "A01 to A16"
    /// "Sao Mai", its latest run in the scene's stage; "Sao Mai run 1".
    RunId run(const Tokens& name) const;
    const Game& game(const EntryId& entry) const;
    std::string name(const EntryId& entry) const;
    std::string names(const std::vector<EntryId>& entries) const;

    WallTime time_of(const Tokens& words) const;  ///< 2024-08-10 07:30, as clocks on the wall show it
    std::string text_of(WallTime time) const;     ///< the same, without the day

    void expect(bool holds, const std::function<std::string()>& otherwise);

private:
    Json tell(const Command& command);
    int commands_ = 0;
};

/// What is played, and has a sheet: "match R1-1", "match Sao Mai v Đại Bàng", or a run by its team.
struct Played {
    std::optional<MatchId> match;  ///< nothing: a run
    RunId id;
};
Played played_of(const Scene& scene, const Tokens& name);

[[noreturn]] void fail(const std::string& what);

/// 61.250 s, 250 ms, 4 min; throws where it is none.
Duration duration_of(const Tokens& words);
std::string text_of(Duration time);
std::int64_t whole_number_of(const Tokens& words);

/// What stands on a sheet: `zone 5, finish, 61.250 s, DNF, hand 61.3 s, "why"`.
struct Given {
    Json items{Json::Object{}};
    std::optional<SheetStatus> status;
    std::optional<std::int64_t> time_ms;
    std::optional<std::int64_t> hand_ms;
    std::optional<std::string> reason;
};
Given given_of(const Tokens& list);

/// One of these words, or an error that lists them.
template <class E>
E word_among(const std::string& text) {
    if (const std::optional<E> found = from_word<E>(text)) return *found;
    std::string words;
    for (const std::string_view word : enum_words(E{}))
        words += (words.empty() ? "" : ", ") + std::string(word);
    fail("\"" + text + "\" is none of: " + words);
}

}  // namespace sandau::scripts
