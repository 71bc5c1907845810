#include <algorithm>

#include "scoring/results_reader.h"

namespace sandau {

namespace {

class DecisionReader {
public:
    DecisionReader(ObjectReader& one, const ResultsContext& context, const Results& results)
        : one_(one), reader_(one.reader()), context_(context), results_(results) {}

    std::optional<Decision> read() {
        static constexpr std::pair<std::string_view, Decision::Kind> kinds[] = {
            {"order", Decision::Kind::Order},
            {"match_winner", Decision::Kind::MatchWinner},
            {"clear_discrepancy", Decision::Kind::ClearDiscrepancy},
            {"award", Decision::Kind::Award},
            {"tier_max", Decision::Kind::TierMax},
            {"defer", Decision::Kind::Defer},
            {"vote", Decision::Kind::Vote}};
        decision_.id = DecisionId(one_.text("id"));
        decision_.by = one_.text("by");
        decision_.reason = one_.text("reason");
        const Json* kind_value = one_.need("kind");
        const auto kind =
            kind_value == nullptr ? std::nullopt : reader_.choice(*kind_value, one_.at("kind"), kinds);
        constexpr std::string_view all[] = {"stage", "entries",  "match", "side", "entry",   "scheme",
                                            "tier",  "division", "max",   "for",  "members", "present"};
        if (!kind) {
            for (const std::string_view key : all) one_.find(key);
            return std::nullopt;
        }
        decision_.kind = *kind;
        const std::size_t before = reader_.problem_count();
        read_parts();
        for (const std::string_view key : all)
            one_.misplaced(key, "definition.key_of_another_kind", {{"kind", std::string(to_text(*kind))}});
        if (reader_.problem_count() > before) return std::nullopt;
        return std::move(decision_);
    }

private:
    void read_parts() {
        switch (decision_.kind) {
            case Decision::Kind::Order:
                return read_order();
            case Decision::Kind::MatchWinner:
                return read_match_winner();
            case Decision::Kind::ClearDiscrepancy:
                read_stage(false);
                return read_entry();
            case Decision::Kind::Award:
                return read_award();
            case Decision::Kind::TierMax:
                return read_tier_max();
            case Decision::Kind::Defer:
                read_scheme(false);
                return read_entry();
            case Decision::Kind::Vote:
                read_scheme(false);
                read_entry();
                return read_vote();
        }
    }

    void check_entry(const std::string& id, const std::string& path) {
        if (!context_.entries.contains(EntryId(id)))
            reader_.error(path, "results.unknown_entry", {{"id", id}});
    }

    void read_entry() {
        const Json* entry = one_.need("entry");
        if (entry == nullptr) return;
        const std::optional<std::string> id = reader_.text(*entry, one_.at("entry"));
        if (!id) return;
        check_entry(*id, one_.at("entry"));
        decision_.entry = EntryId(*id);
    }

    const Stage* read_stage(bool needed) {
        const Json* stage = needed ? one_.need("stage") : one_.find("stage");
        if (stage == nullptr) return nullptr;
        const std::optional<std::string> id = reader_.text(*stage, one_.at("stage"));
        if (!id) return nullptr;
        const Stage* found = context_.definition.stage(StageId(*id));
        if (found == nullptr) reader_.error(one_.at("stage"), "definition.unknown_stage", {{"id", *id}});
        decision_.stage = StageId(*id);
        return found;
    }

    const Awards* read_scheme(bool needed) {
        const Json* scheme = needed ? one_.need("scheme") : one_.find("scheme");
        if (scheme == nullptr) return nullptr;
        const std::optional<std::string> id = reader_.text(*scheme, one_.at("scheme"));
        if (!id) return nullptr;
        const Awards* found = context_.definition.award(AwardsId(*id));
        if (found == nullptr) reader_.error(one_.at("scheme"), "results.unknown_scheme", {{"id", *id}});
        decision_.scheme = AwardsId(*id);
        return found;
    }

    void read_order() {
        read_stage(true);
        const Json* list = one_.need("entries");
        if (list == nullptr) return;
        const Json::Array* array = reader_.array(*list, one_.at("entries"));
        UniqueIds ids(reader_);
        for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
            const std::string path = path_to(one_.at("entries"), i);
            const std::optional<std::string> id = reader_.text((*array)[i], path);
            if (!id) continue;
            check_entry(*id, path);
            ids.take(*id, path);
            decision_.entries.emplace_back(*id);
        }
    }

    /// The stages whose results have this match.
    std::vector<StageId> stages_with(const MatchId& match) const {
        std::vector<StageId> found;
        for (const auto& [stage, results] : results_.stages) {
            const auto is_it = [&](const MatchSheet& one) { return one.id == match; };
            if (std::any_of(results.matches.begin(), results.matches.end(), is_it)) found.push_back(stage);
        }
        return found;
    }

    void read_match_winner() {
        const Stage* stage = read_stage(false);
        if (const Json* match = one_.need("match"))
            decision_.match = MatchId(reader_.text(*match, one_.at("match")).value_or(""));
        if (!decision_.stage) {
            const std::vector<StageId> stages = stages_with(decision_.match);
            if (stages.size() > 1)
                reader_.error(one_.at("stage"), "document.missing_key", {{"key", "stage"}});
            if (stages.size() == 1) {
                decision_.stage = stages.front();
                stage = context_.definition.stage(stages.front());
            }
        }
        const Json* side = one_.need("side");
        if (side == nullptr) return;
        const std::optional<std::string> id = reader_.text(*side, one_.at("side"));
        if (!id) return;
        decision_.side = SideId(*id);
        if (stage == nullptr) return;
        const auto has_side = [&](const DivisionPlay& play) {
            return play.game && std::find(play.game->sides.begin(), play.game->sides.end(), decision_.side) !=
                                    play.game->sides.end();
        };
        if (std::none_of(stage->divisions.begin(), stage->divisions.end(), has_side))
            reader_.error(one_.at("side"), "results.unknown_side", {{"id", *id}});
    }

    void read_award() {
        const Awards* scheme = read_scheme(true);
        read_entry();
        const Json* tier = one_.need("tier");
        if (tier == nullptr || tier->is_null()) return;
        const std::optional<std::string> id = reader_.text(*tier, one_.at("tier"));
        if (!id) return;
        decision_.tier = TierId(*id);
        if (scheme != nullptr && scheme->tier(*decision_.tier) == nullptr &&
            scheme->special(*decision_.tier) == nullptr)
            reader_.error(one_.at("tier"), "results.unknown_tier", {{"id", *id}});
    }

    void read_tier_max() {
        const Awards* scheme = read_scheme(true);
        if (const Json* tier = one_.need("tier")) {
            if (const std::optional<std::string> id = reader_.text(*tier, one_.at("tier"))) {
                decision_.tier = TierId(*id);
                if (scheme != nullptr && scheme->tier(*decision_.tier) == nullptr)
                    reader_.error(one_.at("tier"), "results.unknown_tier", {{"id", *id}});
            }
        }
        if (const Json* max = one_.need("max"))
            decision_.max = reader_.whole(*max, one_.at("max"), 0, count_max).value_or(0);
        const Json* division = one_.find("division");
        const bool per_division = scheme != nullptr && scheme->per == Awards::Per::Division;
        if (division == nullptr || division->is_null()) {
            if (per_division)
                reader_.error(one_.at("division"), "document.missing_key", {{"key", "division"}});
            return;
        }
        const std::optional<std::string> id = reader_.text(*division, one_.at("division"));
        if (!id) return;
        decision_.division = DivisionId(*id);
        if (context_.definition.division(*decision_.division) == nullptr)
            reader_.error(one_.at("division"), "definition.unknown_division", {{"id", *id}});
        if (scheme != nullptr && !per_division)
            reader_.error(one_.at("division"), "results.scheme_is_per_contest");
    }

    void read_vote() {
        const auto count = [&](std::string_view key, bool needed) -> std::optional<std::int64_t> {
            const Json* value = needed ? one_.need(key) : one_.find(key);
            if (value == nullptr || value->is_null()) return std::nullopt;
            return reader_.whole(*value, one_.at(key), 0, count_max);
        };
        decision_.votes_for = count("for", true);
        decision_.members = count("members", false);
        decision_.present = count("present", false);
    }

    ObjectReader& one_;
    DocumentReader& reader_;
    const ResultsContext& context_;
    const Results& results_;
    Decision decision_;
};

}  // namespace

void read_decisions(ObjectReader& root, const ResultsContext& context, Results& results) {
    const Json* list = root.find("decisions");
    if (list == nullptr) return;
    DocumentReader& reader = root.reader();
    const Json::Array* array = reader.array(*list, root.at("decisions"));
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(root.at("decisions"), i));
        if (!one.is_object()) continue;
        if (std::optional<Decision> decision = DecisionReader(one, context, results).read())
            results.decisions.push_back(*std::move(decision));
    }
}

}  // namespace sandau
