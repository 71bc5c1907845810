#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace sandau {

/// A name of one kind of thing. Two kinds never mix: an EntryId is not a StageId.
/// Ids are any UTF-8 text and compare bytewise.
template <class Tag>
struct Id {
    std::string text;

    Id() = default;
    explicit Id(std::string id_text) : text(std::move(id_text)) {}

    bool empty() const { return text.empty(); }
    auto operator<=>(const Id&) const = default;
};

using ContestId = Id<struct ContestTag>;
using DivisionId = Id<struct DivisionTag>;
using StageId = Id<struct StageTag>;
using GameId = Id<struct GameTag>;
using RubricId = Id<struct RubricTag>;
using AwardsId = Id<struct AwardsTag>;
using TierId = Id<struct TierTag>;
using EntryId = Id<struct EntryTag>;
using OrganizationId = Id<struct OrganizationTag>;
using PersonId = Id<struct PersonTag>;
using JudgeId = Id<struct JudgeTag>;
using RunId = Id<struct RunTag>;
using MatchId = Id<struct MatchTag>;
using FieldId = Id<struct FieldTag>;
using SideId = Id<struct SideTag>;
using SlotId = Id<struct SlotTag>;
using DeviceId = Id<struct DeviceTag>;
using DeviceEventId = Id<struct DeviceEventTag>;
using UserId = Id<struct UserTag>;
using SeatId = Id<struct SeatTag>;
using CommandId = Id<struct CommandTag>;
using DecisionId = Id<struct DecisionTag>;

}  // namespace sandau

template <class Tag>
struct std::hash<sandau::Id<Tag>> {
    std::size_t operator()(const sandau::Id<Tag>& id) const noexcept {
        return std::hash<std::string>{}(id.text);
    }
};
