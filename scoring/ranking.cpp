#include <algorithm>

#include "scoring/stage_evaluation.h"

namespace sandau {

namespace {

/// Negative: `a` stands above `b`. Missing is last whatever the order.
int compare(const Figure& a, const Figure& b, Order order) {
    if (!a || !b) return a ? -1 : b ? 1 : 0;
    if (*a == *b) return 0;
    const bool above = order == Order::Descending ? *a > *b : *a < *b;
    return above ? -1 : 1;
}

/// Rows in their final order, split key by key.
class Ranker {
public:
    Ranker(Evaluation& evaluation, const StageState& state) : evaluation_(evaluation), state_(state) {}

    RankedRows rank(std::vector<const Contender*> contenders) {
        rows_.reserve(contenders.size());
        std::sort(contenders.begin(), contenders.end(),
                  [](const Contender* a, const Contender* b) { return a->entry < b->entry; });
        for (const Contender* contender : contenders)
            rows_.push_back({contender, 0, contender->rank_values, std::nullopt});
        split(0, rows_.size(), 0);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const auto boundary = boundaries_.find(i);
            const bool starts = i == 0 || boundary != boundaries_.end();
            rows_[i].place = starts ? static_cast<std::int64_t>(i + 1) : rows_[i - 1].place;
            if (boundary != boundaries_.end()) rows_[i].decided_by = boundary->second;
        }
        return std::move(rows_);
    }

private:
    /// [first, last) is tied on all keys before `key`.
    void split(std::size_t first, std::size_t last, std::size_t key) {
        if (last - first < 2) return;
        const auto& keys = state_.stage->rank;
        if (key == keys.size()) return order_by_decision(first, last);
        const RankKey& rank_key = keys[key];
        if (rank_key.head_to_head) fill_head_to_head(first, last, key);
        const auto begin = rows_.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = rows_.begin() + static_cast<std::ptrdiff_t>(last);
        std::stable_sort(begin, end, [&](const RankedRow& a, const RankedRow& b) {
            return compare(a.values[key], b.values[key], rank_key.order) < 0;
        });
        std::size_t start = first;
        for (std::size_t i = first + 1; i <= last; ++i) {
            if (i < last && compare(rows_[i - 1].values[key], rows_[i].values[key], rank_key.order) == 0)
                continue;
            if (i < last) {
                boundaries_[i] = rank_key.key.text;
            }
            split_later(start, i, key, start == first && i == last);
            start = i;
        }
    }

    void split_later(std::size_t first, std::size_t last, std::size_t key, bool broke_no_tie) {
        if (state_.stage->rank[key].head_to_head && broke_no_tie)
            for (std::size_t i = first; i < last; ++i) rows_[i].values[key].reset();
        split(first, last, key + 1);
    }

    void fill_head_to_head(std::size_t first, std::size_t last, std::size_t key) {
        std::set<EntryId> tied;
        for (std::size_t i = first; i < last; ++i) tied.insert(rows_[i].contender->entry);
        for (std::size_t i = first; i < last; ++i)
            rows_[i].values[key] = state_.head_to_head ? state_.head_to_head(rows_[i].contender->entry, tied)
                                                       : Figure(Rational(0));
    }

    void order_by_decision(std::size_t first, std::size_t last) {
        std::vector<EntryId> tied;
        for (std::size_t i = first; i < last; ++i) tied.push_back(rows_[i].contender->entry);
        const Decision* decision = evaluation_.order_of(state_.stage->id, std::move(tied));
        if (decision == nullptr) return;
        std::map<EntryId, std::size_t> order;
        for (std::size_t i = 0; i < decision->entries.size(); ++i) order[decision->entries[i]] = i;
        std::sort(rows_.begin() + static_cast<std::ptrdiff_t>(first),
                  rows_.begin() + static_cast<std::ptrdiff_t>(last),
                  [&](const RankedRow& a, const RankedRow& b) {
                      return order[a.contender->entry] < order[b.contender->entry];
                  });
        const std::string by(to_text(state_.stage->rank_decision.value_or(DecidedBy::Committee)));
        for (std::size_t i = first + 1; i < last; ++i) boundaries_[i] = "decision:" + by;
    }

    Evaluation& evaluation_;
    const StageState& state_;
    RankedRows rows_;
    std::map<std::size_t, std::string> boundaries_;  ///< where a new place starts, and what set it
};

std::optional<std::string> why_unranked(const StageState& state, const Contender& contender) {
    if (contender.unranked) return contender.unranked;
    bool any_key = false;
    for (std::size_t i = 0; i < contender.rank_values.size(); ++i) {
        if (contender.rank_values[i] || state.stage->rank[i].head_to_head) return std::nullopt;
        any_key = true;
    }
    if (any_key) return "no_score";
    return std::nullopt;
}

void fill_rank_values(const Stage& stage, Contender& contender) {
    for (const RankKey& key : stage.rank)
        contender.rank_values.push_back(
            key.head_to_head || contender.unranked ? Figure() : evaluate_formula(key.key, *contender.keys));
}

}  // namespace

RankedRows rank_contenders(Evaluation& evaluation, const StageState& state,
                           std::vector<const Contender*> contenders) {
    return Ranker(evaluation, state).rank(std::move(contenders));
}

RankedRows merge_rankings(Evaluation& evaluation, const StageState& state,
                          const std::vector<const StageRanking*>& rankings) {
    if (rankings.size() == 1) return rankings.front()->rows;
    std::vector<const Contender*> contenders;
    for (const StageRanking* ranking : rankings)
        for (const RankedRow& row : ranking->rows) contenders.push_back(row.contender);
    return rank_contenders(evaluation, state, std::move(contenders));
}

void rank_stage(Evaluation& evaluation, StageState& state) {
    for (const auto& contender : state.contenders) fill_rank_values(*state.stage, *contender);
    // One ranking for each division, in their order; with groups one for each group, by id.
    for (const DivisionPlay& play : state.stage->divisions) {
        std::map<std::optional<std::string>, std::vector<const Contender*>> groups;
        for (const auto& contender : state.contenders)
            if (contender->division == play.division) groups[contender->group].push_back(contender.get());
        if (groups.empty()) groups[std::nullopt] = {};
        for (const auto& [group, contenders] : groups) {
            StageRanking ranking;
            ranking.division = play.division;
            ranking.group = group;
            std::vector<const Contender*> ranked;
            for (const Contender* contender : contenders) {
                if (const auto why = why_unranked(state, *contender)) {
                    ranking.unranked.push_back({contender->entry, *why});
                } else {
                    ranked.push_back(contender);
                }
            }
            std::sort(ranking.unranked.begin(), ranking.unranked.end(),
                      [](const UnrankedRow& a, const UnrankedRow& b) { return a.entry < b.entry; });
            ranking.rows = rank_contenders(evaluation, state, std::move(ranked));
            state.rankings.push_back(std::move(ranking));
        }
    }
}

}  // namespace sandau
