#include "scoring/definition_reader.h"

namespace sandau {

namespace {

void read_tiers(ObjectReader& object, Awards& awards, const Stage* from, UniqueIds& ids) {
    const Json* list = object.need("tiers");
    if (list == nullptr) return;
    DocumentReader& reader = object.reader();
    const Json::Array* array = reader.array(*list, object.at("tiers"));
    if (array == nullptr) return;
    if (array->empty()) reader.error(object.at("tiers"), "document.empty_list");
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(object.at("tiers"), i));
        Tier tier;
        tier.id = TierId(one.id().value_or(""));
        tier.name = one.name();
        ids.take(tier.id.text, one.at("id"));
        if (awards.method == Awards::Method::RankedQuota) {
            one.need("max");
            tier.max = one.whole("max", 0, count_max);
            if (!tier.max) tier.max = 0;
        } else {
            one.need("min");
            one.misplaced("max", "definition.max_in_threshold", {});
        }
        if (const Json* min = one.find("min")) {
            tier.min = read_minimum(reader, *min, one.at("min"));
            if (from != nullptr) check_minimum(reader, *tier.min, one.at("min"), stage_names(*from));
        }
        tier.money = one.number("money");
        if (tier.money && tier.money->sign() < 0)
            reader.error(one.at("money"), "document.negative", {{"found", tier.money->text()}});
        awards.tiers.push_back(std::move(tier));
    }
}

void read_specials(ObjectReader& object, Awards& awards, UniqueIds& ids) {
    const Json* list = object.find("specials");
    if (list == nullptr) return;
    DocumentReader& reader = object.reader();
    const Json::Array* array = reader.array(*list, object.at("specials"));
    if (array == nullptr) return;
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(object.at("specials"), i));
        Special special;
        special.id = TierId(one.id().value_or(""));
        special.name = one.name();
        ids.take(special.id.text, one.at("id"));
        special.max = one.whole("max", 0, count_max);
        special.money = one.number("money");
        awards.specials.push_back(std::move(special));
    }
}

void read_require(ObjectReader& object, Awards& awards) {
    const Json* value = object.find("require");
    if (value == nullptr) return;
    DocumentReader& reader = object.reader();
    ObjectReader one(reader, *value, object.at("require"));
    VoteRequirement require;
    if (const Json* vote = one.need("vote")) require.vote = reader.text(*vote, one.at("vote")).value_or("");
    if (const Json* fraction = one.need("fraction"))
        require.fraction = reader.number(*fraction, one.at("fraction")).value_or(Rational());
    if (require.fraction > Rational(1) || require.fraction.sign() < 0)
        reader.error(one.at("fraction"), "document.out_of_range",
                     {{"found", require.fraction.text()}, {"min", "0"}, {"max", "1"}});
    require.base =
        one.choice<VoteBase>("base", {{"all_members", VoteBase::AllMembers}, {"present", VoteBase::Present}});
    awards.require = std::move(require);
}

Awards read_scheme(DocumentReader& reader, const Json& value, const std::string& path,
                   const Definition& definition) {
    ObjectReader object(reader, value, path);
    Awards awards;
    awards.id = AwardsId(object.id().value_or(""));
    awards.name = object.name();
    const Stage* from = nullptr;
    if (const Json* stage = object.need("from")) {
        if (const std::optional<std::string> id = reader.text(*stage, object.at("from"))) {
            awards.from = StageId(*id);
            from = definition.stage(awards.from);
            if (from == nullptr) reader.error(object.at("from"), "definition.unknown_stage", {{"id", *id}});
        }
    }
    awards.per = object.choice<Awards::Per>(
        "per", {{"division", Awards::Per::Division}, {"contest", Awards::Per::Contest}});
    static constexpr std::pair<std::string_view, Awards::Method> methods[] = {
        {"ranked_quota", Awards::Method::RankedQuota}, {"threshold", Awards::Method::Threshold}};
    UniqueIds ids(reader);
    const Json* method_value = object.need("method");
    const auto method =
        method_value == nullptr ? std::nullopt : reader.choice(*method_value, object.at("method"), methods);
    if (method) {
        awards.method = *method;
        read_tiers(object, awards, from, ids);
    } else {
        object.need("tiers");
    }
    read_specials(object, awards, ids);
    read_require(object, awards);
    awards.ties =
        object.choice<Ties>("ties", {{"committee", Ties::Committee}, {"include_all", Ties::IncludeAll}});
    awards.unfilled = object.choice<Awards::Unfilled>(
        "unfilled", {{"leave", Awards::Unfilled::Leave}, {"cascade", Awards::Unfilled::Cascade}});
    awards.publish_days = object.whole("publish_days", 0, 100'000);
    awards.budget_max = object.number("budget_max");
    return awards;
}

}  // namespace

void read_awards(ObjectReader& root, Definition& definition) {
    const Json* list = root.find("awards");
    if (list == nullptr) return;
    DocumentReader& reader = root.reader();
    const Json::Array* array = reader.array(*list, root.at("awards"));
    if (array == nullptr) return;
    UniqueIds ids(reader);
    for (std::size_t i = 0; i < array->size(); ++i) {
        const std::string path = path_to(root.at("awards"), i);
        Awards awards = read_scheme(reader, (*array)[i], path, definition);
        ids.take(awards.id.text, path_to(path, "id"));
        definition.awards.push_back(std::move(awards));
    }
}

}  // namespace sandau
