#include <algorithm>

#include "scoring/stage_evaluation.h"

namespace sandau {

namespace {

/// What decisions say of one entry in one scheme.
struct EntryDecisions {
    bool decided = false;  ///< an `award` decision, of a tier or of none
    std::optional<std::size_t> tier;
    std::vector<std::size_t> defers;
    std::vector<std::size_t> votes;  ///< the last counts
};

/// The awards of one scheme in one division, or in the whole contest.
class SchemeUnit {
public:
    SchemeUnit(Evaluation& evaluation, const Awards& scheme, std::optional<DivisionId> division,
               RankedRows rows)
        : evaluation_(evaluation), scheme_(scheme), division_(std::move(division)), rows_(std::move(rows)) {
        std::erase_if(rows_, [](const RankedRow& row) { return row.contender->withdrawn; });
        for (std::size_t i = 0; i < rows_.size(); ++i) rank_[rows_[i].contender->entry] = i;
    }

    std::vector<AwardRow> run() {
        read_maxima();
        read_decisions();
        give_decided();
        switch (scheme_.method) {
            case Awards::Method::RankedQuota:
                fill_quotas();
                break;
            case Awards::Method::Threshold:
                fill_thresholds();
                break;
        }
        return write();
    }

private:
    bool is_mine(const Decision& decision) const {
        return !decision.scheme || *decision.scheme == scheme_.id;
    }

    /// Whether a decision's entry is one of this unit, and has not withdrawn.
    bool can_decide_on(const EntryId& id) const {
        const ResultEntry* entry = evaluation_.entry(id);
        return entry != nullptr && !entry->withdrawn && (!division_ || entry->division == *division_);
    }

    void read_maxima() {
        for (const Tier& tier : scheme_.tiers) maxima_.push_back(tier.max.value_or(0));
        for (std::size_t i = 0; i < evaluation_.results.decisions.size(); ++i) {
            const Decision& decision = evaluation_.results.decisions[i];
            if (decision.kind != Decision::Kind::TierMax || !is_mine(decision) ||
                decision.division != division_)
                continue;
            if (scheme_.method == Awards::Method::Threshold) continue;
            maxima_[index_of(*decision.tier)] = decision.max;
            evaluation_.use(i);
        }
    }

    std::size_t index_of(const TierId& tier) const {
        return static_cast<std::size_t>(scheme_.tier(tier) - scheme_.tiers.data());
    }

    void read_decisions() {
        for (std::size_t i = 0; i < evaluation_.results.decisions.size(); ++i) {
            const Decision& decision = evaluation_.results.decisions[i];
            const bool of_entry = decision.kind == Decision::Kind::Award ||
                                  decision.kind == Decision::Kind::Defer ||
                                  decision.kind == Decision::Kind::Vote;
            if (!of_entry || !is_mine(decision) || !can_decide_on(decision.entry)) continue;
            EntryDecisions& decisions = decisions_[decision.entry];
            if (decision.kind == Decision::Kind::Award) {
                read_award(decision, i, decisions);
            } else if (decision.kind == Decision::Kind::Defer) {
                decisions.defers.push_back(i);
            } else if (scheme_.require && rank_.contains(decision.entry)) {
                decisions.votes.push_back(i);
                evaluation_.use(i);
            }
        }
    }

    void read_award(const Decision& decision, std::size_t index, EntryDecisions& decisions) {
        evaluation_.use(index);
        if (decision.tier && scheme_.special(*decision.tier) != nullptr) {
            specials_[*decision.tier].insert(decision.entry);
            return;
        }
        decisions.decided = true;
        decisions.tier.reset();
        if (decision.tier) decisions.tier = index_of(*decision.tier);
    }

    void give_decided() {
        given_.resize(scheme_.tiers.size());
        room_.resize(scheme_.tiers.size());
        for (const auto& [entry, decisions] : decisions_)
            if (decisions.tier) give(*decisions.tier, entry);
        for (std::size_t t = 0; t < scheme_.tiers.size(); ++t) {
            const auto taken = static_cast<std::int64_t>(given_[t].size());
            room_[t] = std::max(maxima_[t] - taken, std::int64_t{0});
            if (scheme_.method == Awards::Method::RankedQuota && taken > maxima_[t])
                flag_over_quota(scheme_.tiers[t].id);
        }
        for (const Special& special : scheme_.specials) {
            const auto taken = static_cast<std::int64_t>(specials_[special.id].size());
            if (special.max && taken > *special.max) flag_over_quota(special.id);
        }
    }

    void give(std::size_t tier, const EntryId& entry) { given_[tier].push_back(entry); }

    Flag flag_of(std::string kind, const TierId& tier) const {
        Flag flag;
        flag.kind = std::move(kind);
        flag.scheme = scheme_.id;
        flag.division.emplace(division_);
        flag.tier = tier;
        return flag;
    }
    void flag_over_quota(const TierId& tier) { evaluation_.flags.push_back(flag_of("over_quota", tier)); }
    void flag_entry(std::string kind, std::size_t tier, const EntryId& entry) {
        Flag flag = flag_of(std::move(kind), scheme_.tiers[tier].id);
        flag.entries.push_back(entry);
        evaluation_.flags.push_back(std::move(flag));
    }

    enum class VoteOutcome { NotAsked, Passed, Failed, NoneYet };
    VoteOutcome vote_of(const EntryId& entry) const {
        if (!scheme_.require) return VoteOutcome::NotAsked;
        const auto found = decisions_.find(entry);
        if (found == decisions_.end() || found->second.votes.empty()) return VoteOutcome::NoneYet;
        const Decision& vote = evaluation_.results.decisions[found->second.votes.back()];
        const std::optional<std::int64_t>& base =
            scheme_.require->base == VoteBase::AllMembers ? vote.members : vote.present;
        if (!vote.votes_for || !base || *base == 0) return VoteOutcome::NoneYet;
        return Rational(*vote.votes_for, *base) >= scheme_.require->fraction ? VoteOutcome::Passed
                                                                             : VoteOutcome::Failed;
    }

    /// Rows that compete for places: not decided on already, and no vote against them.
    RankedRows open_rows() const {
        RankedRows rows = rows_;
        std::erase_if(rows, [&](const RankedRow& row) {
            const auto found = decisions_.find(row.contender->entry);
            if (found != decisions_.end() && found->second.decided) return true;
            return vote_of(row.contender->entry) == VoteOutcome::Failed;
        });
        return rows;
    }

    static bool meets(const RankedRow& row, const Tier& tier) {
        if (!tier.min) return true;
        const Figure value = evaluate_formula(tier.min->key, *row.contender->keys);
        return value && *value >= tier.min->value;
    }

    /// A certain place: awarded, unless something keeps it open.
    void place(std::size_t tier, const RankedRow& row) {
        const EntryId& entry = row.contender->entry;
        bool kept_open = false;
        if (row.contender->held) {
            flag_entry("award_held", tier, entry);
            kept_open = true;
        }
        if (const auto found = decisions_.find(entry);
            found != decisions_.end() && !found->second.defers.empty()) {
            for (const std::size_t defer : found->second.defers) evaluation_.use(defer);
            flag_entry("deferred", tier, entry);
            kept_open = true;
        }
        if (vote_of(entry) == VoteOutcome::NoneYet) {
            flag_entry("vote_needed", tier, entry);
            kept_open = true;
        }
        if (!kept_open) give(tier, entry);
    }

    void fill_thresholds() {
        for (const RankedRow& row : open_rows()) {
            for (std::size_t t = 0; t < scheme_.tiers.size(); ++t) {
                if (!meets(row, scheme_.tiers[t])) continue;
                place(t, row);
                break;
            }
        }
    }

    void fill_quotas() {
        RankedRows rows = open_rows();
        std::size_t at = 0, tier = 0;
        while (at < rows.size() && tier < scheme_.tiers.size()) {
            if (room_[tier] == 0) {
                ++tier;
                continue;
            }
            const std::size_t end = tied_and_worthy(rows, at, scheme_.tiers[tier]);
            if (end == at) {
                if (scheme_.unfilled == Awards::Unfilled::Cascade && tier + 1 < scheme_.tiers.size())
                    room_[tier + 1] += room_[tier];
                room_[tier] = 0;
                continue;
            }
            const auto count = static_cast<std::int64_t>(end - at);
            if (count > room_[tier] && scheme_.ties == Ties::Committee) {
                leave_to_committee(rows, at, end, tier);
            } else {
                for (std::size_t i = at; i < end; ++i) place(tier, rows[i]);
                room_[tier] = std::max(room_[tier] - count, std::int64_t{0});
            }
            at = end;
        }
    }

    /// The end of those tied with row `at` that meet the tier's minimum; they come first.
    static std::size_t tied_and_worthy(RankedRows& rows, std::size_t at, const Tier& tier) {
        std::size_t end = at;
        while (end < rows.size() && rows[end].place == rows[at].place) ++end;
        const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(at);
        const auto worthy = std::stable_partition(begin, rows.begin() + static_cast<std::ptrdiff_t>(end),
                                                  [&](const RankedRow& row) { return meets(row, tier); });
        return static_cast<std::size_t>(worthy - rows.begin());
    }

    /// None of the tied is awarded; they occupy the tier's last places and as many below as they are more.
    void leave_to_committee(const RankedRows& rows, std::size_t at, std::size_t end, std::size_t tier) {
        Flag flag = flag_of("tie_straddles_tier", scheme_.tiers[tier].id);
        for (std::size_t i = at; i < end; ++i) flag.entries.push_back(rows[i].contender->entry);
        std::sort(flag.entries.begin(), flag.entries.end());
        evaluation_.flags.push_back(std::move(flag));
        auto left = static_cast<std::int64_t>(end - at);
        for (std::size_t t = tier; t < scheme_.tiers.size() && left > 0; ++t) {
            const std::int64_t taken = std::min(left, room_[t]);
            room_[t] -= taken;
            left -= taken;
        }
    }

    std::vector<AwardRow> write() {
        std::vector<AwardRow> rows;
        const auto add = [&](const TierId& tier, std::vector<EntryId> entries,
                             const std::optional<Rational>& money) {
            std::sort(entries.begin(), entries.end(), [&](const EntryId& a, const EntryId& b) {
                const auto place_of = [&](const EntryId& id) {
                    const auto found = rank_.find(id);
                    return found == rank_.end() ? rank_.size() : found->second;
                };
                return std::pair(place_of(a), a) < std::pair(place_of(b), b);
            });
            for (EntryId& entry : entries)
                rows.push_back({scheme_.id, division_, tier, std::move(entry), money});
        };
        for (std::size_t t = 0; t < scheme_.tiers.size(); ++t)
            add(scheme_.tiers[t].id, given_[t], scheme_.tiers[t].money);
        for (const Special& special : scheme_.specials) {
            const auto& entries = specials_[special.id];
            add(special.id, {entries.begin(), entries.end()}, special.money);
        }
        return rows;
    }

    Evaluation& evaluation_;
    const Awards& scheme_;
    std::optional<DivisionId> division_;
    RankedRows rows_;
    std::map<EntryId, std::size_t> rank_;
    std::map<EntryId, EntryDecisions> decisions_;
    std::map<TierId, std::set<EntryId>> specials_;
    std::vector<std::int64_t> maxima_;
    std::vector<std::int64_t> room_;
    std::vector<std::vector<EntryId>> given_;
};

std::vector<AwardRow> run_scheme(Evaluation& evaluation, const Awards& scheme, const StageState& state) {
    std::vector<AwardRow> rows;
    const auto run_unit = [&](std::optional<DivisionId> division) {
        std::vector<const StageRanking*> rankings;
        for (const StageRanking& ranking : state.rankings)
            if (!division || ranking.division == *division) rankings.push_back(&ranking);
        RankedRows merged = merge_rankings(evaluation, state, rankings);
        for (AwardRow& row : SchemeUnit(evaluation, scheme, std::move(division), std::move(merged)).run())
            rows.push_back(std::move(row));
    };
    switch (scheme.per) {
        case Awards::Per::Division:
            for (const DivisionPlay& play : state.stage->divisions) run_unit(play.division);
            break;
        case Awards::Per::Contest:
            run_unit(std::nullopt);
            break;
    }
    return rows;
}

}  // namespace

std::vector<AwardRow> evaluate_awards(Evaluation& evaluation, const std::vector<StageState>& stages) {
    std::vector<AwardRow> all;
    for (const Awards& scheme : evaluation.definition.awards) {
        const auto state = std::find_if(stages.begin(), stages.end(),
                                        [&](const StageState& one) { return one.stage->id == scheme.from; });
        if (state == stages.end() || state->open) continue;
        Rational money;
        for (AwardRow& row : run_scheme(evaluation, scheme, *state)) {
            if (row.money) money += *row.money;
            all.push_back(std::move(row));
        }
        if (!scheme.budget_max || money <= *scheme.budget_max) continue;
        Flag flag;
        flag.kind = "over_budget";
        flag.scheme = scheme.id;
        evaluation.flags.push_back(std::move(flag));
    }
    return all;
}

}  // namespace sandau
