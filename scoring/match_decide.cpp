#include <algorithm>

#include "scoring/match_evaluation.h"

namespace sandau {

namespace {

/// Goes down a game's `decide` list until one side stands alone.
class Decider {
public:
    Decider(Evaluation& evaluation, const Stage& stage, const Game& game, const MatchSheet& sheet,
            MatchEvaluation& match, Draws draws)
        : evaluation_(evaluation), stage_(stage), game_(game), sheet_(sheet), match_(match), draws_(draws) {
        for (std::size_t i = 0; i < match.sides.size(); ++i)
            if (!match.sides[i].is_out()) left_.push_back(i);
    }

    void run() {
        const bool somebody_out = left_.size() < match_.sides.size();
        if (left_.empty()) {
            match_.decided = true;
            return;
        }
        if (left_.size() == 1 && somebody_out) return win("status");
        if (game_.kind == GameKind::Series && !is_over()) return;
        for (const DecideStep& step : game_.decide) {
            if (only_decision_ && step.kind != DecideStep::Kind::Decision) continue;
            if (take(step) == Progress::Ended) return;
        }
        if (draws_ == Draws::Count) {
            match_.decided = true;
            match_.drawn = left_;
        } else {
            flag("undecided");
        }
    }

private:
    enum class Progress { GoOn, Ended };

    bool is_over() const {
        const auto fought = static_cast<std::int64_t>(sheet_.bouts ? sheet_.bouts->size() : 0);
        return fought >= game_.bouts->max ||
               std::any_of(match_.sides.begin(), match_.sides.end(), [&](const SideEvaluation& side) {
                   return side.bouts_won >= game_.bouts->first_to;
               });
    }

    void win(std::string decided_by) {
        match_.decided = true;
        match_.winner = left_.front();
        match_.decided_by = std::move(decided_by);
    }

    void flag(std::string kind) {
        Flag one;
        one.kind = std::move(kind);
        one.stage = stage_.id;
        one.match = sheet_.id;
        evaluation_.flags.push_back(std::move(one));
    }

    Progress ended_by(const std::string& name) {
        if (left_.size() > 1) return Progress::GoOn;
        win(name);
        return Progress::Ended;
    }

    Progress take(const DecideStep& step) {
        switch (step.kind) {
            case DecideStep::Kind::InstantWin:
                return take_instant_win();
            case DecideStep::Kind::Key:
                return take_key(step);
            case DecideStep::Kind::BoutsWon:
                keep_best([&](std::size_t side) { return Figure(Rational(match_.sides[side].bouts_won)); },
                          Order::Descending);
                return ended_by("bouts_won");
            case DecideStep::Kind::Decision:
                return take_decision(step);
        }
        return Progress::GoOn;
    }

    template <class Value>
    void keep_best(Value value, Order order) {
        Figure best;
        std::vector<Figure> values;
        for (const std::size_t side : left_) {
            values.push_back(value(side));
            const Figure& one = values.back();
            if (one && (!best || (order == Order::Descending ? *one > *best : *one < *best))) best = one;
        }
        if (!best) return;
        std::vector<std::size_t> kept;
        for (std::size_t i = 0; i < left_.size(); ++i)
            if (values[i] == best) kept.push_back(left_[i]);
        left_ = std::move(kept);
    }

    Progress take_instant_win() {
        std::vector<std::size_t> winners;
        for (const std::size_t side : left_)
            if (match_.sides[side].instant_win) winners.push_back(side);
        if (winners.empty()) return Progress::GoOn;
        left_ = std::move(winners);
        const auto time_known = [&](std::size_t side) {
            return match_.sides[side].instant_win_ms.has_value();
        };
        if (left_.size() > 1 && std::all_of(left_.begin(), left_.end(), time_known))
            keep_best([&](std::size_t side) { return match_.sides[side].instant_win_ms; }, Order::Ascending);
        if (left_.size() == 1) return ended_by("instant_win:" + *match_.sides[left_.front()].instant_win);
        flag("both_instant_win");
        only_decision_ = true;
        return Progress::GoOn;
    }

    Progress take_key(const DecideStep& step) {
        keep_best(
            [&](std::size_t side) {
                return evaluate_formula(step.key, *side_scope(game_, sheet_, match_.sides, side));
            },
            step.order);
        return ended_by(step.key.text);
    }

    Progress take_decision(const DecideStep& step) {
        if (left_.size() == 1) return ended_by("decision:" + std::string(to_text(step.by)));
        const auto in_question = [&](const SideId& side) {
            return std::find_if(left_.begin(), left_.end(),
                                [&](std::size_t one) { return match_.sides[one].side == side; });
        };
        const std::optional<SideId> side = evaluation_.match_winner(
            stage_.id, sheet_.id, [&](const SideId& one) { return in_question(one) != left_.end(); });
        if (!side) {
            flag("decision_needed");
        } else {
            left_ = {*in_question(*side)};
            win("decision:" + std::string(to_text(step.by)));
        }
        return Progress::Ended;
    }

    Evaluation& evaluation_;
    const Stage& stage_;
    const Game& game_;
    const MatchSheet& sheet_;
    MatchEvaluation& match_;
    Draws draws_;
    std::vector<std::size_t> left_;
    bool only_decision_ = false;
};

}  // namespace

MatchEvaluation evaluate_match(Evaluation& evaluation, const Stage& stage, const Game& game,
                               const MatchSheet& sheet, const std::vector<std::optional<EntryId>>& entries,
                               Draws draws) {
    MatchEvaluation match;
    for (std::size_t i = 0; i < game.sides.size(); ++i) {
        SideEvaluation side;
        side.side = game.sides[i];
        side.entry = entries[i];
        match.sides.push_back(std::move(side));
    }
    evaluate_sides(game, sheet, match);
    Decider(evaluation, stage, game, sheet, match, draws).run();
    return match;
}

MatchStanding standing_of(const MatchId& id, const MatchEvaluation& match) {
    MatchStanding standing;
    standing.id = id;
    standing.played = true;
    standing.state = match.decided ? "done" : "undecided";
    standing.decided_by = match.decided_by;
    standing.errors = match.errors;
    for (const SideEvaluation& side : match.sides) {
        standing.sides.emplace_back(side.side, side.entry);
        standing.totals.emplace_back(side.side, side.total);
    }
    if (match.winner) standing.winner = match.sides[*match.winner].side;
    return standing;
}

MatchStanding unplayed_standing(const MatchId& id, const Game& game,
                                const std::vector<std::optional<EntryId>>& entries, std::string state) {
    MatchStanding standing;
    standing.id = id;
    standing.state = std::move(state);
    for (std::size_t i = 0; i < game.sides.size(); ++i)
        standing.sides.emplace_back(game.sides[i], entries[i]);
    return standing;
}

}  // namespace sandau
