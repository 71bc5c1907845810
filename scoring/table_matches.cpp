#include "scoring/table_matches.h"

#include <algorithm>

namespace sandau {

namespace {

const Game& game_of(const Evaluation& evaluation, const Stage& stage, const MatchSheet& sheet) {
    if (stage.divisions.size() == 1) return *stage.divisions.front().game;
    for (const auto& [side, entry] : *sheet.sides) {
        const ResultEntry* found = entry ? evaluation.entry(*entry) : nullptr;
        if (found == nullptr) continue;
        if (const DivisionPlay* play = stage.division(found->division)) return *play->game;
    }
    return *stage.divisions.front().game;
}

std::vector<std::optional<EntryId>> entries_of(const MatchSheet& sheet, const Game& game) {
    std::vector<std::optional<EntryId>> entries;
    entries.reserve(game.sides.size());
    for (const SideId& side : game.sides) {
        const auto found = sheet.sides->find(side);
        entries.push_back(found == sheet.sides->end() ? std::nullopt : found->second);
    }
    return entries;
}

}  // namespace

/// What one sheet came to.
struct TableMatches::Taken {
    MatchStanding standing;
    std::vector<TableOutcome> outcomes;
    std::vector<TableSide> sides;
    std::vector<Figure> derived;
    std::vector<Flag> flags;
    bool asks = false;

    void unplayed(const MatchSheet& sheet, const Game& game,
                  const std::vector<std::optional<EntryId>>& entries, std::string state) {
        standing = unplayed_standing(sheet.id, game, entries, std::move(state));
        outcomes.assign(entries.size(), TableOutcome::None);
        sides.resize(entries.size());
    }

    void bye(const MatchSheet& sheet, const Game& game, const std::vector<std::optional<EntryId>>& entries) {
        unplayed(sheet, game, entries, "bye");
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (!entries[i]) continue;
            standing.winner = game.sides[i];
            outcomes[i] = TableOutcome::Bye;
        }
    }

    void played(const MatchSheet& sheet, const MatchEvaluation& match, std::size_t derived_stride) {
        standing = standing_of(sheet.id, match);
        outcomes.assign(match.sides.size(), TableOutcome::None);
        sides.resize(match.sides.size());
        derived.resize(match.sides.size() * derived_stride);
        if (!match.decided) return;
        for (std::size_t i = 0; i < match.sides.size(); ++i) {
            count_side(match, i);
            const std::vector<Figure>& values = match.sides[i].derived;
            std::copy(values.begin(), values.end(),
                      derived.begin() + static_cast<std::ptrdiff_t>(i * derived_stride));
        }
    }

    void count_side(const MatchEvaluation& match, std::size_t index) {
        TableSide& side = sides[index];
        side.total = match.sides[index].total;
        side.against = Rational();
        for (std::size_t i = 0; i < match.sides.size() && side.against; ++i) {
            if (i == index) continue;
            if (match.sides[i].total) {
                *side.against += *match.sides[i].total;
            } else {
                side.against.reset();
            }
        }
        if (match.winner == index) {
            outcomes[index] = TableOutcome::Win;
            side.instant_win = match.sides[index].instant_win.has_value();
            side.instant_win_ms = match.sides[index].instant_win_ms;
        } else if (std::find(match.drawn.begin(), match.drawn.end(), index) != match.drawn.end()) {
            outcomes[index] = TableOutcome::Draw;
        } else {
            outcomes[index] = TableOutcome::Loss;
        }
    }
};

void TableMatches::update(Evaluation& evaluation, const Stage& stage) {
    const CowList<MatchSheet>& sheets = evaluation.stage_results(stage.id).matches;
    // With several divisions a match's game hangs on its entries.
    const bool other_entries = stage.divisions.size() > 1 && entries_ != evaluation.memo.entries;
    if (sheets_.empty() || sheets.size() < sheets_.size() || other_entries) forget(stage);
    std::vector<std::size_t> due(asking_.begin(), asking_.end());
    sheets.for_each_change(sheets_, [&](std::size_t match) {
        if (!asking_.contains(match)) due.push_back(match);
    });
    const bool kept = std::all_of(due.begin(), due.end(), [&](std::size_t match) {
        return take(evaluation, stage, sheets[match], match);
    });
    if (!kept) take_all(evaluation, stage, sheets);
    sheets_ = sheets;
    entries_ = evaluation.memo.entries;
    for (const auto& [match, flags] : flags_)
        evaluation.flags.insert(evaluation.flags.end(), flags.begin(), flags.end());
}

void TableMatches::forget(const Stage& stage) {
    const std::uint64_t version = pairing_version_ + 1;
    *this = {};
    pairing_version_ = version;
    for (const DivisionPlay& play : stage.divisions)
        derived_stride_ = std::max(derived_stride_, play.game->derived.size());
}

void TableMatches::take_all(Evaluation& evaluation, const Stage& stage, const CowList<MatchSheet>& sheets) {
    forget(stage);
    for (std::size_t match = 0; match < sheets.size(); ++match) take(evaluation, stage, sheets[match], match);
}

/// False where the match has another number of sides than it had.
bool TableMatches::take(Evaluation& evaluation, const Stage& stage, const MatchSheet& sheet,
                        std::size_t match) {
    CHECK(sheet.sides.has_value(), "a table's match says who plays");
    const Game& game = game_of(evaluation, stage, sheet);
    const std::vector<std::optional<EntryId>> entries = entries_of(sheet, game);
    Taken taken;
    const std::size_t flags_before = evaluation.flags.size();
    const std::size_t asked_before = evaluation.matches_asked();
    if (std::count(entries.begin(), entries.end(), std::nullopt) > 0) {
        taken.bye(sheet, game, entries);
    } else if (!sheet.played()) {
        taken.unplayed(sheet, game, entries, "ready");
    } else {
        const Draws draws = stage.table.draw ? Draws::Count : Draws::NeedDecision;
        taken.played(sheet, evaluate_match(evaluation, stage, game, sheet, entries, draws), derived_stride_);
    }
    taken.derived.resize(entries.size() * derived_stride_);
    taken.asks = evaluation.matches_asked() > asked_before;
    const auto own_flags = evaluation.flags.begin() + static_cast<std::ptrdiff_t>(flags_before);
    taken.flags.assign(own_flags, evaluation.flags.end());
    evaluation.flags.erase(own_flags, evaluation.flags.end());
    return keep(match, std::move(taken));
}

bool TableMatches::keep(std::size_t match, Taken taken) {
    const auto sides = static_cast<SideNumber>(taken.sides.size());
    if (match == size()) {
        first_side_.push_back(first_side_.back() + sides);
        match_of_.resize(first_side_.back(), static_cast<std::uint32_t>(match));
        outcomes_.resize(first_side_.back());
        sides_.resize(first_side_.back());
        derived_.resize(first_side_.back() * derived_stride_);
        ++pairing_version_;
        standings_.push_back(std::move(taken.standing));
    } else {
        if (sides_end(match) - first_side(match) != sides) return false;
        if (standings_[match].sides != taken.standing.sides) ++pairing_version_;
        standings_.set(match, std::move(taken.standing));
    }
    const std::ptrdiff_t first = first_side(match);
    std::copy(taken.outcomes.begin(), taken.outcomes.end(), outcomes_.begin() + first);
    std::move(taken.sides.begin(), taken.sides.end(), sides_.begin() + first);
    std::move(taken.derived.begin(), taken.derived.end(),
              derived_.begin() + first * static_cast<std::ptrdiff_t>(derived_stride_));
    flags_.erase(match);
    if (!taken.flags.empty()) flags_.emplace(match, std::move(taken.flags));
    asking_.erase(match);
    if (taken.asks) asking_.insert(match);
    return true;
}

}  // namespace sandau
