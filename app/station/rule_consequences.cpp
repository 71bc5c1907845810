#include "station/rule_consequences.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include "scoring/contest_results.h"
#include "scoring/definition.h"
#include "scoring/words.h"
#include "station/run_steps.h"

namespace sandau::station {

namespace {

constexpr qsizetype lines_max = 40;

struct Places {
    std::map<std::pair<std::string, std::string>, std::int64_t> place;  ///< by stage and entry
    std::set<std::pair<std::string, std::string>> promoted;
};

Places places_of(const Standings& standings) {
    Places places;
    for (const StageStandings& stage : standings.stages)
        for (const Ranking& ranking : stage.rankings) {
            for (const StandingRow& row : ranking.rows)
                places.place.emplace(std::pair(stage.stage.text, row.entry.text), row.place);
            for (const EntryId& entry : ranking.promoted)
                places.promoted.emplace(stage.stage.text, entry.text);
        }
    return places;
}

class Telling {
public:
    Telling(const Contest& contest, Language language) : contest_(contest), words_(language) {}

    void places(const Places& before, const Places& now) {
        for (const auto& [key, place] : now.place) {
            const auto was = before.place.find(key);
            if (was == before.place.end() || was->second == place) continue;
            lines_ << words_.say({"%1: %2 từ hạng %3 thành hạng %4", "%1: %2 from place %3 to %4"})
                          .arg(stage(key.first), entry(key.second))
                          .arg(was->second)
                          .arg(place);
        }
        for (const auto& key : now.promoted)
            if (!before.promoted.contains(key))
                lines_ << words_.say({"%1: %2 được vào vòng sau", "%1: %2 goes on"})
                              .arg(stage(key.first), entry(key.second));
        for (const auto& key : before.promoted)
            if (!now.promoted.contains(key))
                lines_ << words_.say({"%1: %2 không vào vòng sau nữa", "%1: %2 does not go on any more"})
                              .arg(stage(key.first), entry(key.second));
    }

    void awards(const Standings& before, const Standings& now) {
        const auto sorted = [](const Standings& standings) {
            std::set<std::tuple<std::string, std::string, std::string, std::string>> rows;
            for (const AwardRow& row : standings.awards)
                rows.emplace(row.scheme.text, row.tier.text, row.entry.text,
                             row.money ? row.money->text() : std::string());
            return rows;
        };
        const auto old_rows = sorted(before), new_rows = sorted(now);
        for (const auto& row : new_rows)
            if (!old_rows.contains(row)) lines_ << award({"%1: thêm %2 (%3)", "%1: %2 gets it (%3)"}, row);
        for (const auto& row : old_rows)
            if (!new_rows.contains(row)) lines_ << award({"%1: bớt %2 (%3)", "%1: %2 loses it (%3)"}, row);
    }

    QStringList take() {
        const qsizetype left = lines_.size() - lines_max;
        if (left > 0) {
            lines_ = lines_.first(lines_max);
            lines_ << words_.say({"và %1 thay đổi nữa", "and %1 more changes"}).arg(left);
        }
        return lines_;
    }

private:
    QString stage(const std::string& id) const {
        const Stage* known = contest_.definition->stage(StageId(id));
        return known != nullptr && !known->name.empty() ? words_.say(known->name) : text_of(id);
    }
    QString entry(const std::string& id) const { return entry_name(contest_, EntryId(id)); }
    QString award(const Phrase& phrase,
                  const std::tuple<std::string, std::string, std::string, std::string>& row) const {
        const auto& [scheme_id, tier_id, entry_id, money] = row;
        const Awards* scheme = contest_.definition->award(AwardsId(scheme_id));
        const Tier* tier = scheme != nullptr ? scheme->tier(TierId(tier_id)) : nullptr;
        return words_.say(phrase).arg(tier != nullptr ? words_.say(tier->name) : text_of(tier_id),
                                      entry(entry_id), words_.money(money));
    }

    const Contest& contest_;
    const Words words_;
    QStringList lines_;
};

}  // namespace

RuleConsequences consequences_of(const Contest& contest, const std::string& rules, Language language) {
    const Words words(language);
    const DefinitionReading reading = read_definition(std::string_view(rules));
    RuleConsequences result;
    if (!reading.ok()) {
        result.is_possible = false;
        for (const Problem& problem : reading.problems)
            result.words << text_of(say_problem(language, problem));
        return result;
    }
    Contest changed = contest;
    changed.definition = std::make_shared<const Definition>(reading.definition);
    const Result<Standings> before = standings_of(contest, Visibility::Committed);
    const Result<Standings> now = standings_of(changed, Visibility::Committed);
    if (!now || !before) {
        result.is_possible = false;
        result.words << words.say(!now ? now.error() : before.error());
        return result;
    }
    Telling telling(changed, language);
    telling.places(places_of(*before), places_of(*now));
    telling.awards(*before, *now);
    result.words = telling.take();
    return result;
}

}  // namespace sandau::station
