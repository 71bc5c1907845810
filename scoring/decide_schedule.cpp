#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "scoring/bracket.h"
#include "scoring/contest_results.h"
#include "scoring/decide_handlers.h"
#include "scoring/definition.h"
#include "scoring/evaluate.h"
#include "scoring/match_timetable.h"
#include "scoring/schedule_conflicts.h"
#include "scoring/timetable.h"

namespace sandau::handlers {

namespace {

/// Whom a timetable must not have in two places: every entry, and every person who is in several.
class Players {
public:
    explicit Players(const Contest& contest) : contest_(contest) {
        for (const Entry& entry : contest.table<Entry>())
            for (const Part& part : entry.parts)
                // A coach looks after many teams at once.
                if (part.role != PartRole::Coach) ++entries_with_[part.person];
    }

    const std::vector<int>& of(const EntryId& id) {
        const auto [known, is_new] = of_.try_emplace(id);
        if (!is_new) return known->second;
        known->second.push_back(count_++);
        if (const Entry* entry = contest_.table<Entry>().find(id.text))
            for (const Part& part : entry->parts)
                if (part.role != PartRole::Coach && entries_with_.at(part.person) > 1)
                    known->second.push_back(person(part.person));
        return known->second;
    }
    int count() const { return count_; }

private:
    int person(const PersonId& id) {
        const auto [known, is_new] = persons_.try_emplace(id, count_);
        if (is_new) ++count_;
        return known->second;
    }

    const Contest& contest_;
    std::map<PersonId, int> entries_with_;
    std::map<EntryId, std::vector<int>> of_;
    std::map<PersonId, int> persons_;
    int count_ = 0;
};

/// A timetable in the making.
struct Plan {
    Draft& draft;
    const Stage& stage;
    const commands::StageSchedule& command;
    Players players;
    std::vector<Slot> kept;
    std::vector<std::string> gone;
    std::vector<Slot> made;

    void add(Slot slot, int field, std::int64_t start_ms) {
        slot.stage = stage.id;
        slot.field = FieldId("F" + std::to_string(field + 1));
        slot.starts_at = WallTime{start_ms};
        slot.duration_ms = command.slot_ms;
        made.push_back(std::move(slot));
    }
};

DivisionId division_of(const Draft& draft, const Slot& slot) {
    if (const Match* match = draft.find<Match>(slot.match)) return match->division;
    const Entry* entry = draft.find<Entry>(slot.entry);
    return entry != nullptr ? entry->division : DivisionId();
}

Span span_of(const Slot& slot) {
    return {slot.starts_at.utc_ms, slot.ends_at().utc_ms};
}

std::vector<Span> breaks_of(const commands::StageSchedule& command) {
    std::vector<Span> breaks;
    for (const commands::Break& one : command.breaks) breaks.push_back({one.from.utc_ms, one.until.utc_ms});
    return breaks;
}

std::vector<BusyField> busy_fields(const Plan& plan) {
    std::vector<BusyField> busy;
    for (const std::vector<Slot>* slots : {&plan.kept, &plan.made})
        for (const Slot& slot : *slots) {
            const std::string& name = slot.field.text;
            busy.push_back({std::atoi(name.c_str() + (name.starts_with('F') ? 1 : 0)) - 1, span_of(slot)});
        }
    return busy;
}

std::vector<BusyPlayer> busy_players(Plan& plan) {
    std::vector<BusyPlayer> busy;
    for (const std::vector<Slot>* slots : {&plan.kept, &plan.made})
        for (const Slot& slot : *slots)
            for (const EntryId& entry : entries_of(plan.draft.now(), slot))
                for (const int player : plan.players.of(entry)) busy.push_back({player, span_of(slot)});
    return busy;
}

/// Nothing of a stage begins before what it is fed from is over.
std::int64_t start_of(const Plan& plan, const DivisionId& division) {
    std::int64_t start_ms = plan.command.start.utc_ms;
    for (const Slot& slot : plan.kept) {
        const Stage* other = plan.draft.now().definition->stage(slot.stage);
        const bool feeds = other != nullptr && other->promote && other->promote->to == plan.stage.id;
        if (feeds && division_of(plan.draft, slot) == division)
            start_ms = std::max(start_ms, slot.ends_at().utc_ms + plan.command.rest_ms);
    }
    return start_ms;
}

void keep_and_drop(Plan& plan, const std::function<bool(const Slot&)>& is_replaced) {
    for (const Slot& slot : plan.draft.now().table<Slot>()) {
        if (slot.stage == plan.stage.id && is_replaced(slot)) {
            plan.gone.push_back(slot.id.text);
        } else {
            plan.kept.push_back(slot);
        }
    }
}

/// Entries of one division at a time, so that a band's parents need not wait all day.
Result<void> plan_runs(Plan& plan, const DivisionPlay& play) {
    const std::vector<EntryId> entries = competitors(plan.draft, plan.stage, play.division);
    if (entries.empty()) return {};
    TimetableRequest request;
    request.entries = static_cast<int>(entries.size());
    request.plays = static_cast<int>(std::min<std::int64_t>(play.attempts, 100));
    request.fields = plan.command.fields_count;
    request.start_ms = start_of(plan, play.division);
    request.slot_ms = plan.command.slot_ms;
    request.rest_ms = plan.command.rest_ms;
    request.breaks = breaks_of(plan.command);
    request.busy = busy_fields(plan);
    request.seed = static_cast<std::uint64_t>(plan.command.seed);
    const std::vector<BusyPlayer> busy = busy_players(plan);
    std::map<int, std::vector<int>> entries_with;
    for (std::size_t i = 0; i < entries.size(); ++i)
        for (const int player : plan.players.of(entries[i]))
            entries_with[player].push_back(static_cast<int>(i));
    for (const auto& [player, those] : entries_with)
        if (those.size() > 1) request.shared.push_back(those);
    for (const BusyPlayer& one : busy)
        if (const auto found = entries_with.find(one.player); found != entries_with.end())
            for (const int entry : found->second) request.busy_entries.push_back({entry, one.span});
    TRY(made, make_timetable(request));
    for (const TimetableSlot& one : made) {
        Slot slot;
        slot.entry = entries[static_cast<std::size_t>(one.entry)];
        slot.number = one.play;
        plan.add(std::move(slot), one.field, one.start_ms);
    }
    return {};
}

/// The matches of a stage that are still to be played, in an order in which none comes before those that
/// bring its players.
class MatchPlan {
public:
    explicit MatchPlan(Plan& plan) : plan_(plan) {}

    Result<void> make() {
        if (Result<void> found = find_matches(); !found) return found;
        keep_and_drop(plan_, [&](const Slot& slot) {
            return units_.contains(slot.match) || plan_.draft.find<Match>(slot.match) == nullptr;
        });
        for (const Slot& slot : plan_.kept)
            if (slot.stage == plan_.stage.id) slot_of_.emplace(slot.match, &slot);
        MatchTimetableRequest request;
        request.fields = plan_.command.fields_count;
        request.start_ms = plan_.command.start.utc_ms;
        request.slot_ms = plan_.command.slot_ms;
        request.rest_ms = plan_.command.rest_ms;
        request.breaks = breaks_of(plan_.command);
        request.seed = static_cast<std::uint64_t>(plan_.command.seed);
        for (const Match& match : matches_) request.matches.push_back(wanted(match));
        request.busy = busy_fields(plan_);
        request.busy_players = busy_players(plan_);
        request.players = plan_.players.count();
        TRY(placed, make_match_timetable(request));
        for (std::size_t i = 0; i < matches_.size(); ++i) {
            Slot slot;
            slot.match = matches_[i].id;
            plan_.add(std::move(slot), placed[i].field, placed[i].start_ms);
        }
        return {};
    }

private:
    Result<void> find_matches() {
        const StageId& stage = plan_.stage.id;
        const StageDraw* draw = plan_.draft.find<StageDraw>(stage);
        if (draw == nullptr) return refuse("schedule.not_drawn", {{"stage", stage.text}});
        TRY(evaluated, evaluate_stage(*plan_.draft.now().definition,
                                      results_of(plan_.draft.now(), stage, Visibility::Committed), stage));
        std::set<std::string> to_play;
        for (const MatchStanding& match : evaluated.standings.matches)
            if (match.state == "waiting" || match.state == "ready") to_play.insert(match.id.text);
        if (plan_.stage.is_elimination()) read_bracket(draw->seeds.size(), to_play);
        const Table<Match>& all = plan_.draft.now().table<Match>();
        for (auto match = all.from(stage.text + "."); match != all.end() && match->stage == stage; ++match) {
            const bool open = match->state == MatchState::Planned || match->state == MatchState::Aborted;
            const bool wanted = plan_.command.division.empty() || match->division == plan_.command.division;
            if (open && wanted && to_play.contains(match->name())) matches_.push_back(*match);
        }
        const auto order = [&](const Match& match) {
            return plan_.stage.is_elimination() ? bracket_index_.at(match.name())
                                                : static_cast<std::size_t>(match.round);
        };
        std::stable_sort(matches_.begin(), matches_.end(),
                         [&](const Match& a, const Match& b) { return order(a) < order(b); });
        for (std::size_t i = 0; i < matches_.size(); ++i) units_.emplace(matches_[i].id, static_cast<int>(i));
        return {};
    }

    void read_bracket(std::size_t entries, std::set<std::string>& to_play) {
        bracket_ = bracket_of(plan_.stage, entries);
        const std::vector<bool> byes = certain_byes(bracket_, entries);
        for (std::size_t i = 0; i < bracket_.matches.size(); ++i) {
            bracket_index_[bracket_.matches[i].id.text] = i;
            if (byes[i]) to_play.erase(bracket_.matches[i].id.text);
        }
    }

    MatchToPlace wanted(const Match& match) {
        MatchToPlace wanted;
        const auto [start, is_new] = start_ms_.try_emplace(match.division);
        if (is_new) start->second = start_of(plan_, match.division);
        wanted.earliest_ms = start->second;
        for (const auto& [side, entry] : match.sides)
            for (const int player : plan_.players.of(entry)) wanted.players.push_back(player);
        switch (plan_.stage.format) {
            case StageFormat::SingleElimination:
            case StageFormat::DoubleElimination:
                come_after(bracket_index_.at(match.name()), wanted);
                break;
            case StageFormat::RoundRobin:
                wanted.table =
                    tables_.try_emplace({match.division, match.group}, static_cast<int>(tables_.size()))
                        .first->second;
                wanted.round = match.round;
                after_earlier_rounds(match, wanted);
                break;
            case StageFormat::Swiss:
                after_earlier_rounds(match, wanted);
                break;
            case StageFormat::Import:
            case StageFormat::Runs:
            case StageFormat::Vote:
            case StageFormat::Rubric:
                break;
        }
        return wanted;
    }

    /// A round robin goes on in the order of its rounds; a Swiss round is paired from what came of the last.
    void after_earlier_rounds(const Match& match, MatchToPlace& wanted) {
        const bool swiss = plan_.stage.format == StageFormat::Swiss;
        for (const auto& [id, slot] : slot_of_) {
            const Match* other = plan_.draft.find<Match>(id);
            if (other == nullptr || other->round >= match.round) continue;
            if (swiss) {
                wanted.earliest_ms = std::max(wanted.earliest_ms, slot->ends_at().utc_ms);
            } else if (other->division == match.division && other->group == match.group) {
                wanted.earliest_ms = std::max(wanted.earliest_ms, slot->starts_at.utc_ms);
            }
        }
    }

    void come_after(std::size_t index, MatchToPlace& wanted) {
        const BracketMatch& match = bracket_.matches[index];
        // Whether the reset is played, the match before it says.
        if (match.reset) return come_after_match(index - 1, wanted);
        for (const BracketSource& source : {match.upper, match.lower})
            if (source.kind != BracketSource::Kind::Seed) come_after_match(source.index, wanted);
    }
    void come_after_match(std::size_t index, MatchToPlace& wanted) {
        const MatchId id(plan_.stage.id.text + "." + bracket_.matches[index].id.text);
        if (const auto unit = units_.find(id); unit != units_.end()) {
            wanted.after.push_back(unit->second);
        } else if (const auto slot = slot_of_.find(id); slot != slot_of_.end()) {
            wanted.earliest_ms =
                std::max(wanted.earliest_ms, slot->second->ends_at().utc_ms + plan_.command.rest_ms);
        } else {
            // A bye, or played without a place in the timetable: what comes before that counts.
            come_after(index, wanted);
        }
    }

    Plan& plan_;
    std::vector<Match> matches_;
    std::map<MatchId, int> units_;
    std::map<MatchId, const Slot*> slot_of_;
    std::map<DivisionId, std::int64_t> start_ms_;
    Bracket bracket_;
    std::map<std::string, std::size_t> bracket_index_;
    std::map<std::pair<DivisionId, std::string>, int> tables_;
};

/// Where the command has a date that no calendar shows.
std::optional<std::string> odd_date(const commands::StageSchedule& command) {
    if (!is_a_date(command.start)) return "start";
    for (std::size_t i = 0; i < command.breaks.size(); ++i) {
        const std::string path = "breaks[" + std::to_string(i) + "]";
        if (!is_a_date(command.breaks[i].from)) return path + ".from";
        if (!is_a_date(command.breaks[i].until)) return path + ".until";
    }
    return std::nullopt;
}

Result<const Stage*> played_stage(const Draft& draft, const StageId& id) {
    const Stage* stage = draft.now().definition->stage(id);
    if (stage == nullptr) return not_found("stage", id.text);
    if (stage->format != StageFormat::Runs && !stage->is_table() && !stage->is_elimination())
        return refuse("stage.no_runs", {{"stage", id.text}});
    return stage;
}

Result<void> plan_all_runs(Plan& plan) {
    const DivisionId& only = plan.command.division;
    keep_and_drop(plan, [&](const Slot& slot) {
        return only.empty() || division_of(plan.draft, slot).empty() || division_of(plan.draft, slot) == only;
    });
    for (const DivisionPlay& play : plan.stage.divisions) {
        if (!only.empty() && play.division != only) continue;
        if (Result<void> planned = plan_runs(plan, play); !planned) return planned;
    }
    return {};
}

/// The number in STAGE.NUMBER.
std::size_t number_of(const Slot& slot) {
    return std::strtoul(slot.id.text.c_str() + slot.id.text.rfind('.') + 1, nullptr, 10);
}

std::string three_digits(std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

void put_slots(Plan& plan) {
    std::size_t last_number = 0;
    for (const Slot& slot : plan.kept)
        if (slot.stage == plan.stage.id) last_number = std::max(last_number, number_of(slot));
    for (const std::string& id : plan.gone) plan.draft.remove<Slot>(id);
    std::stable_sort(plan.made.begin(), plan.made.end(),
                     [](const Slot& a, const Slot& b) { return a.starts_at < b.starts_at; });
    for (Slot& slot : plan.made) {
        slot.id = SlotId(plan.stage.id.text + "." + three_digits(++last_number));
        if (plan.draft.find<Field>(slot.field) == nullptr)
            plan.draft.put(Field{slot.field, slot.field.text, RunId()});
        plan.draft.put(slot);
    }
}

}  // namespace

Bracket bracket_of(const Stage& stage, std::size_t entries) {
    const EliminationRules& rules = stage.elimination;
    return stage.format == StageFormat::SingleElimination
               ? single_elimination(entries, rules.third_place ? ThirdPlace::Match : ThirdPlace::Shared)
               : double_elimination(entries, rules.reset ? GrandFinal::Reset : GrandFinal::Once);
}

Result<Json> handle(Draft& draft, const commands::StageSchedule& command, const Now&) {
    TRY(stage, played_stage(draft, command.stage));
    if (!command.division.empty() && stage->division(command.division) == nullptr)
        return not_found("division", command.division.text);
    if (const auto path = odd_date(command)) return refuse("record.range", {}, *path);
    Plan plan{draft, *stage, command, Players(draft.now()), {}, {}, {}};
    const Result<void> planned =
        stage->format == StageFormat::Runs ? plan_all_runs(plan) : MatchPlan(plan).make();
    if (!planned) return tl::unexpected(planned.error());
    if (plan.made.empty()) return refuse("schedule.nobody", {{"stage", command.stage.text}});
    put_slots(plan);
    Json answer;
    answer.set("slots", plan.made.size());
    return answer;
}

}  // namespace sandau::handlers
