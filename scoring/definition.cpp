#include "scoring/definition.h"

#include <algorithm>

namespace sandau {

namespace {

template <class List, class Wanted>
auto find_id(const List& list, const Wanted& id) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id == id; });
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::string_view to_text(DecidedBy by) {
    switch (by) {
        case DecidedBy::Judges:
            return "judges";
        case DecidedBy::Lots:
            return "lots";
        case DecidedBy::Committee:
            return "committee";
    }
    return "";
}

std::string_view to_text(StageFormat format) {
    switch (format) {
        case StageFormat::Import:
            return "import";
        case StageFormat::Runs:
            return "runs";
        case StageFormat::RoundRobin:
            return "round_robin";
        case StageFormat::Swiss:
            return "swiss";
        case StageFormat::SingleElimination:
            return "single_elimination";
        case StageFormat::DoubleElimination:
            return "double_elimination";
        case StageFormat::Vote:
            return "vote";
        case StageFormat::Rubric:
            return "rubric";
    }
    return "";
}

std::string_view to_text(RunStatus status) {
    switch (status) {
        case RunStatus::Ok:
            return "OK";
        case RunStatus::Dnf:
            return "DNF";
        case RunStatus::Dns:
            return "DNS";
        case RunStatus::Dsq:
            return "DSQ";
        case RunStatus::Void:
            return "VOID";
    }
    return "";
}

std::optional<RunStatus> run_status_of(std::string_view text) {
    for (std::size_t i = 0; i < run_status_count; ++i)
        if (to_text(static_cast<RunStatus>(i)) == text) return static_cast<RunStatus>(i);
    return std::nullopt;
}

const Item* Game::item(std::string_view item_id) const {
    return find_id(items, item_id);
}
const SharedState* Game::shared_state(std::string_view shared_id) const {
    return find_id(shared, shared_id);
}
std::optional<std::size_t> Game::derived_index(std::string_view derived_id) const {
    const Derived* found = find_id(derived, derived_id);
    if (found == nullptr) return std::nullopt;
    return static_cast<std::size_t>(found - derived.data());
}

const Criterion* Rubric::criterion(std::string_view criterion_id) const {
    return find_id(criteria, criterion_id);
}

const DivisionPlay* Stage::division(const DivisionId& division_id) const {
    const auto found = std::find_if(divisions.begin(), divisions.end(),
                                    [&](const DivisionPlay& play) { return play.division == division_id; });
    return found == divisions.end() ? nullptr : &*found;
}
const Column* Stage::column(std::string_view column_id) const {
    return find_id(columns, column_id);
}

const Tier* Awards::tier(const TierId& tier_id) const {
    return find_id(tiers, tier_id);
}
const Special* Awards::special(const TierId& special_id) const {
    return find_id(specials, special_id);
}

const Division* Definition::division(const DivisionId& division_id) const {
    return find_id(divisions, division_id);
}
const Game* Definition::game(const GameId& game_id) const {
    return find_id(games, game_id);
}
const Rubric* Definition::rubric(const RubricId& rubric_id) const {
    return find_id(rubrics, rubric_id);
}
const Stage* Definition::stage(const StageId& stage_id) const {
    return find_id(stages, stage_id);
}
std::optional<std::size_t> Definition::stage_index(const StageId& stage_id) const {
    const Stage* found = stage(stage_id);
    if (found == nullptr) return std::nullopt;
    return static_cast<std::size_t>(found - stages.data());
}
const Awards* Definition::award(const AwardsId& awards_id) const {
    return find_id(awards, awards_id);
}

}  // namespace sandau
