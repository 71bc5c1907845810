#pragma once

#include <array>
#include <string>
#include <string_view>

#include "scoring/ids.h"
#include "scoring/json.h"
#include "scoring/record.h"
#include "scoring/time.h"

// What the committee decided, what was protested, posted and shown.

namespace sandau {

/// A decision of the committee, in the form that results have it (contest-definition, Results).
struct DecisionRecord {
    static constexpr std::string_view kind = "decision";
    DecisionId id;
    Json body{Json::Object{}};
    bool published = false;

    std::string object() const { return "decision:" + id.text; }
    std::string key() const { return id.text; }
    bool operator==(const DecisionRecord&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("body", self.body);
        visit("published", self.published);
    }
};

struct Protest {
    static constexpr std::string_view kind = "protest";
    std::string id;
    RunId sheet;  ///< empty: it is about the marks or votes of an entry in a stage
    std::string by;
    std::string text;
    WallTime lodged_at;
    WallTime deadline;
    std::string resolution;  ///< empty: open
    std::string resolution_reason;
    StageId stage{};
    EntryId entry{};

    std::string object() const { return "protest:" + id; }
    std::string key() const { return id; }
    bool operator==(const Protest&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("sheet", self.sheet);
        visit("by", self.by);
        visit("text", self.text);
        visit("lodged_at", self.lodged_at);
        visit("deadline", self.deadline);
        visit("resolution", self.resolution);
        visit("resolution_reason", self.resolution_reason);
        visit("stage", self.stage);
        visit("entry", self.entry);
    }
};

enum class PublishedState { Provisional, Official };
constexpr auto enum_words(PublishedState) {
    return std::array<std::string_view, 2>{"provisional", "official"};
}

/// What was posted: a stage's rankings ("ranking:final"), a scheme's awards ("awards:giai") or a
/// stage's timetable ("schedule:final"), as it stood then.
struct Publication {
    static constexpr std::string_view kind = "publication";
    std::string id;
    PublishedState state = PublishedState::Provisional;
    WallTime published_at;
    Json content{Json::Object{}};  ///< as standings have it: {"rankings":[…]} or {"awards":[…]}

    std::string object() const { return "publication:" + id; }
    std::string key() const { return id; }
    bool operator==(const Publication&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("state", self.state);
        visit("published_at", self.published_at);
        visit("content", self.content);
    }
};

/// What a screen shows: live, standings, next, queue, announcer, bracket, awards, message, blank.
struct DisplayChoice {
    static constexpr std::string_view kind = "display";
    std::string id;
    std::string view = "live";
    StageId stage;
    DivisionId division;
    std::string message;

    std::string object() const { return "display:" + id; }
    std::string key() const { return id; }
    bool operator==(const DisplayChoice&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit("id", self.id);
        visit("view", self.view);
        visit("stage", self.stage);
        visit("division", self.division);
        visit("message", self.message);
    }
};

}  // namespace sandau
