#include <algorithm>
#include <bit>

#include "scoring/stage_evaluation.h"

namespace sandau {

namespace {

/// Contenders in their final order, split key by key. They are numbers here: what the keys are is in columns.
class Ranker {
public:
    /// The contenders must come by id.
    Ranker(Evaluation& evaluation, const StageState& state, std::vector<std::uint32_t> contenders)
        : evaluation_(evaluation),
          state_(state),
          keys_(state.stage->rank),
          order_(std::move(contenders)),
          cause_(order_.size(), Cause::None),
          head_to_head_(keys_.size()) {}

    RankedRows rank() {
        split(0, order_.size(), 0);
        std::vector<SharedText> key_texts;
        for (const RankKey& key : keys_) key_texts.emplace_back(key.key.text);
        const SharedText decision(
            "decision:" + std::string(to_text(state_.stage->rank_decision.value_or(DecidedBy::Committee))));
        RankedRows rows(order_.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Cause cause = cause_[i];
            const bool starts = i == 0 || cause != Cause::None;
            rows[i].contender = &contender(order_[i]);
            rows[i].place = starts ? static_cast<std::int64_t>(i + 1) : rows[i - 1].place;
            if (cause == Cause::Decision) rows[i].decided_by = decision;
            if (cause >= Cause::FirstKey) rows[i].decided_by = key_texts[key_of(cause)];
        }
        return rows;
    }

    /// The keys' values by row, then `agg` where the format shows it.
    std::shared_ptr<const FigureTable> figures() const {
        const bool shows_aggregate =
            state_.stage->format == StageFormat::Runs || state_.stage->format == StageFormat::Rubric;
        FigureTable table;
        for (const RankKey& key : keys_) table.names.push_back(key.key.text);
        if (shows_aggregate) table.names.emplace_back("agg");
        const std::size_t width = table.names.size();
        table.figures.resize(order_.size() * width);
        for (std::size_t key = 0; key < keys_.size(); ++key) {
            const FigureColumn& column =
                keys_[key].head_to_head ? head_to_head_[key] : *state_.rank_columns[key].figures;
            for (std::size_t row = 0; row < order_.size() && !column.empty(); ++row)
                table.figures[row * width + key] = column[order_[row]];
        }
        for (std::size_t row = 0; row < order_.size() && shows_aggregate; ++row)
            table.figures[row * width + keys_.size()] = contender(order_[row]).aggregate;
        return std::make_shared<const FigureTable>(std::move(table));
    }

private:
    /// What set a row below the one above it: nothing, a decision, or the key of that number.
    enum class Cause : std::uint32_t { None, Decision, FirstKey };
    static Cause cause_of(std::size_t key) {
        return static_cast<Cause>(static_cast<std::size_t>(Cause::FirstKey) + key);
    }
    static std::size_t key_of(Cause cause) {
        return static_cast<std::size_t>(cause) - static_cast<std::size_t>(Cause::FirstKey);
    }

    const Contender& contender(std::uint32_t number) const { return state_.contenders->all[number]; }

    /// [first, last) is tied on all keys before `key`.
    void split(std::size_t first, std::size_t last, std::size_t key) {
        if (last - first < 2) return;
        if (key == keys_.size()) return order_by_decision(first, last);
        if (keys_[key].head_to_head) return split_by_head_to_head(first, last, key);
        split_by_codes(first, last, key);
    }

    /// By as many keys at once as their codes go into one word.
    void split_by_codes(std::size_t first, std::size_t last, std::size_t key) {
        constexpr unsigned word_bits = 64;
        std::vector<unsigned> bits;  // of the codes up to and with each key
        std::size_t end = key;
        for (; end < keys_.size() && !keys_[end].head_to_head; ++end) {
            const unsigned all = (bits.empty() ? 0 : bits.back()) + state_.rank_columns[end].codes.bits;
            if (all > word_bits) break;
            bits.push_back(all);
        }
        const std::vector<CodedContender> sorted = sorted_by_codes(first, last, key, end, bits.back());
        const auto differing_key = [&](std::uint64_t above, std::uint64_t below) {
            const auto highest = static_cast<unsigned>(std::countl_zero(above ^ below));
            const unsigned from_top = highest - (word_bits - bits.back());
            return key + static_cast<std::size_t>(std::upper_bound(bits.begin(), bits.end(), from_top) -
                                                  bits.begin());
        };
        for (std::size_t i = first; i < last; ++i) order_[i] = sorted[i - first].number;
        std::size_t start = first;
        for (std::size_t i = first + 1; i <= last; ++i) {
            if (i < last) {
                const std::uint64_t above = sorted[i - first - 1].code, below = sorted[i - first].code;
                if (above == below) continue;
                cause_[i] = cause_of(differing_key(above, below));
            }
            split(start, i, end);
            start = i;
        }
    }

    std::vector<CodedContender> sorted_by_codes(std::size_t first, std::size_t last, std::size_t key,
                                                std::size_t end, unsigned bits) const {
        std::vector<CodedContender> coded;
        coded.reserve(last - first);
        for (std::size_t i = first; i < last; ++i)
            coded.push_back({state_.rank_columns[key].codes.codes[order_[i]], order_[i]});
        for (std::size_t k = key + 1; k < end; ++k) {
            const OrderCodes& codes = state_.rank_columns[k].codes;
            for (CodedContender& one : coded) one.code = one.code << codes.bits | codes.codes[one.number];
        }
        sort_by_code(coded, bits);
        return coded;
    }

    void split_by_head_to_head(std::size_t first, std::size_t last, std::size_t key) {
        const auto begin_row = order_.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end_row = order_.begin() + static_cast<std::ptrdiff_t>(last);
        const std::vector<std::uint32_t> tied(begin_row, end_row);
        const FigureColumn values =
            state_.head_to_head ? state_.head_to_head(tied) : FigureColumn(tied.size(), Rational(0));
        if (std::equal(values.begin() + 1, values.end(), values.begin())) {
            // A key that breaks no tie is not shown.
            return split(first, last, key + 1);
        }
        FigureColumn& column = head_to_head_[key];
        column.resize(state_.contenders->all.size());
        for (std::size_t i = 0; i < tied.size(); ++i) column[tied[i]] = values[i];
        const bool down = keys_[key].order == Order::Descending;
        std::stable_sort(begin_row, end_row, [&](std::uint32_t a, std::uint32_t b) {
            return down ? *column[a] > *column[b] : *column[a] < *column[b];
        });
        std::size_t start = first;
        for (std::size_t i = first + 1; i <= last; ++i) {
            if (i < last && column[order_[i - 1]] == column[order_[i]]) continue;
            if (i < last) cause_[i] = cause_of(key);
            split(start, i, key + 1);
            start = i;
        }
    }

    void order_by_decision(std::size_t first, std::size_t last) {
        if (!evaluation_.has_orders(state_.stage->id)) return;
        std::vector<EntryId> tied;
        for (std::size_t i = first; i < last; ++i) tied.push_back(contender(order_[i]).entry);
        const Decision* decision = evaluation_.order_of(state_.stage->id, std::move(tied));
        if (decision == nullptr) return;
        std::map<EntryId, std::size_t> order;
        for (std::size_t i = 0; i < decision->entries.size(); ++i) order[decision->entries[i]] = i;
        std::sort(order_.begin() + static_cast<std::ptrdiff_t>(first),
                  order_.begin() + static_cast<std::ptrdiff_t>(last), [&](std::uint32_t a, std::uint32_t b) {
                      return order[contender(a).entry] < order[contender(b).entry];
                  });
        for (std::size_t i = first + 1; i < last; ++i) cause_[i] = Cause::Decision;
    }

    Evaluation& evaluation_;
    const StageState& state_;
    const std::vector<RankKey>& keys_;
    std::vector<std::uint32_t> order_;        ///< contenders by row
    std::vector<Cause> cause_;                ///< by row
    std::vector<FigureColumn> head_to_head_;  ///< by key, then by contender; empty where it broke no tie
};

std::optional<std::string> why_unranked(const StageState& state, std::uint32_t member) {
    bool head_to_head = false;
    for (std::size_t i = 0; i < state.rank_columns.size(); ++i) {
        const FigureColumn* column = state.rank_columns[i].figures;
        if (column != nullptr && (*column)[member]) return std::nullopt;
        head_to_head = head_to_head || state.stage->rank[i].head_to_head;
    }
    if (const auto& why = state.contenders->all[member].unranked) return why;
    if (state.rank_columns.empty() || head_to_head) return std::nullopt;
    return "no_score";
}

/// One that is not ranked has no figures.
FigureColumn evaluate_key(const Formula& key, const Contenders& contenders) {
    FigureColumn column;
    column.reserve(contenders.all.size());
    for (const Contender& contender : contenders.all)
        column.push_back(contender.unranked ? Figure() : evaluate_formula(key, *contender.keys));
    return column;
}

/// A key that is no more than a name of what the format keeps in columns is that column.
const FigureColumn* column_of(StageState& state, const Formula& key) {
    const bool is_name = key.nodes.size() == 1 && key.nodes.front().op == FormulaOp::Name;
    if (state.key_columns != nullptr && is_name)
        if (const FigureColumn* kept = state.key_columns->column(key.nodes.front().name)) return kept;
    return &state.own_columns.emplace_back(evaluate_key(key, *state.contenders));
}

void fill_rank_columns(StageState& state) {
    state.rank_columns.clear();
    for (const RankKey& key : state.stage->rank) {
        RankColumn& column = state.rank_columns.emplace_back();
        if (key.head_to_head) continue;
        column.figures = column_of(state, key.key);
        column.codes = order_codes(*column.figures, key.order);
    }
}

}  // namespace

void Contenders::arrange(const Stage& stage) {
    units.clear();
    for (const DivisionPlay& play : stage.divisions) {
        std::map<std::optional<std::string>, std::vector<std::uint32_t>> groups;
        for (const Contender& contender : all)
            if (contender.division == play.division)
                groups[contender.group].push_back(static_cast<std::uint32_t>(contender.number));
        if (groups.empty()) groups[std::nullopt] = {};
        for (auto& [group, members] : groups) {
            std::sort(members.begin(), members.end(),
                      [&](std::uint32_t a, std::uint32_t b) { return all[a].entry < all[b].entry; });
            units.push_back({play.division, group, std::move(members)});
        }
    }
}

RankedRows rank_contenders(Evaluation& evaluation, const StageState& state,
                           std::vector<const Contender*> contenders) {
    std::sort(contenders.begin(), contenders.end(),
              [](const Contender* a, const Contender* b) { return a->entry < b->entry; });
    std::vector<std::uint32_t> numbers;
    for (const Contender* one : contenders) numbers.push_back(static_cast<std::uint32_t>(one->number));
    return Ranker(evaluation, state, std::move(numbers)).rank();
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
    fill_rank_columns(state);
    if (state.contenders->units.empty()) state.contenders->arrange(*state.stage);
    for (const RankingUnit& unit : state.contenders->units) {
        StageRanking& ranking = state.rankings.emplace_back();
        ranking.division = unit.division;
        ranking.group = unit.group;
        std::vector<std::uint32_t> ranked;
        ranked.reserve(unit.members.size());
        for (const std::uint32_t member : unit.members) {
            if (const auto why = why_unranked(state, member)) {
                ranking.unranked.push_back({state.contenders->all[member].entry, *why});
            } else {
                ranked.push_back(member);
            }
        }
        Ranker ranker(evaluation, state, std::move(ranked));
        ranking.rows = ranker.rank();
        ranking.figures = ranker.figures();
    }
}

}  // namespace sandau
