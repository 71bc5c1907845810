#include "station/match_steps.h"

#include <algorithm>
#include <set>

#include "scoring/contest_results.h"
#include "scoring/explain.h"
#include "scoring/run_clock.h"

namespace sandau::station {

SideLook side_look(const Game& game, const SideId& side) {
    const bool first = !game.sides.empty() && game.sides.front() == side;
    if (first) return {{"ĐỎ", "RED"}, QStringLiteral("■"), QColor("#D55E00")};
    return {{"XANH", "BLUE"}, QStringLiteral("▲"), QColor("#0072B2")};
}

QString side_words(const Words& words, const Game& game, const SideId& side) {
    const SideLook look = side_look(game, side);
    return look.mark + u' ' + words.say(look.word);
}

QString period_words(const Words& words, const Game& game, const std::string& id) {
    for (const Period& period : game.periods)
        if (period.id == id && !period.name.empty()) return words.say(period.name);
    constexpr std::pair<const char*, Phrase> known[] = {{"setup", {"chuẩn bị", "set-up"}},
                                                        {"start_delay", {"chờ xuất phát", "start delay"}},
                                                        {"play", {"thi đấu", "play"}},
                                                        {"bout", {"hiệp đấu", "bout"}},
                                                        {"overtime", {"hiệp phụ", "overtime"}}};
    for (const auto& [name, phrase] : known)
        if (id == name) return words.say(phrase);
    return text_of(id);
}

QString match_name(const Contest& contest, const std::map<std::string, EntryId>& sides, const Game* game) {
    QStringList names;
    const auto add = [&](const std::string& side) {
        if (const auto found = sides.find(side); found != sides.end() && !found->second.empty())
            names << entry_name(contest, found->second);
    };
    if (game != nullptr)
        for (const SideId& side : game->sides) add(side.text);
    return names.join(QStringLiteral(" – "));
}

namespace {

/// "Tứ kết": by how many matches the round has.
QString elimination_round(const Words& words, std::size_t matches) {
    switch (matches) {
        case 1:
            return words.say({"Chung kết", "Final"});
        case 2:
            return words.say({"Bán kết", "Semi-final"});
        case 4:
            return words.say({"Tứ kết", "Quarter-final"});
        default:
            return words.say({"Vòng 1/%1", "Round of %2"})
                .replace(QStringLiteral("%1"), QString::number(matches))
                .replace(QStringLiteral("%2"), QString::number(matches * 2));
    }
}

std::size_t matches_in_round(const Contest& contest, const Match& match) {
    std::size_t count = 0;
    const auto& all = contest.table<Match>();
    for (auto one = all.from(match.stage.text + "."); one != all.end() && one->stage == match.stage; ++one)
        if (one->round == match.round) ++count;
    return count;
}

QString bracket_place(const Words& words, const Contest& contest, const Match& match) {
    const std::string name = match.name();
    const QString number =
        text_of(name.substr(name.find('-') == std::string::npos ? name.size() : name.find('-') + 1));
    const auto numbered = [&](const QString& round) {
        return number.isEmpty() || matches_in_round(contest, match) == 1 ? round : round + u' ' + number;
    };
    if (name == "T") return words.say({"Tranh hạng ba", "Third place"});
    if (name == "GF1") return words.say({"Chung kết tổng", "Grand final"});
    if (name == "GF2") return words.say({"Chung kết tổng, trận lại", "Grand final, reset"});
    if (name.starts_with("WB"))
        return words.say({"Nhánh thắng %1", "Winners %1"}).arg(text_of(name.substr(2)));
    if (name.starts_with("LB")) return words.say({"Nhánh thua %1", "Losers %1"}).arg(text_of(name.substr(2)));
    return numbered(elimination_round(words, matches_in_round(contest, match)));
}

}  // namespace

QString match_place(const Words& words, const Contest& contest, const Match& match) {
    const Stage* stage = contest.definition->stage(match.stage);
    if (stage != nullptr && stage->is_elimination()) return bracket_place(words, contest, match);
    QStringList parts;
    if (!match.group.empty()) parts << words.say({"Bảng đấu %1", "Group %1"}).arg(text_of(match.group));
    if (match.round > 0) parts << words.say({"lượt đấu %1", "round %1"}).arg(match.round);
    return parts.join(QStringLiteral(" · "));
}

const Period* period_after(const Game& game, const std::string& id) {
    std::size_t first = 0;
    for (std::size_t i = 0; i < game.periods.size(); ++i)
        if (game.periods[i].id == id) first = i + 1;
    for (std::size_t i = first; i < game.periods.size(); ++i)
        if (!game.periods[i].extra) return &game.periods[i];
    return game.kind == GameKind::Series && first > 0 ? period_after(game, {}) : nullptr;
}

const Period* overtime_after(const Game& game, const std::string& id) {
    bool later = id.empty();
    for (const Period& period : game.periods) {
        if (later && period.extra) return &period;
        later = later || period.id == id;
    }
    return nullptr;
}

namespace {

/// Before the main period everything is getting ready.
bool is_before_play(const Game& game, const std::string& period) {
    for (const Period& one : game.periods) {
        if (one.id == main_period(game).id) return false;
        if (one.id == period) return true;
    }
    return false;
}

bool somebody_is_out(const MatchContent& content) {
    for (const auto& [side, one] : content.sides)
        if (one.status != SheetStatus::OK) return true;
    return false;
}

/// A series goes on until its winner is found.
bool series_is_over(const Game& game, const MatchContent& content, const MatchSheetEvaluation* worth) {
    if (game.kind != GameKind::Series || !game.bouts || worth == nullptr) return false;
    for (const MatchSideScore& side : worth->sides)
        if (side.bouts_won >= game.bouts->first_to) return true;
    return static_cast<std::int64_t>(content.bouts.size()) >= game.bouts->max;
}

NextAction next_of_running(const FieldView& view, const MatchSheetEvaluation* worth) {
    const Match& match = *view.match;
    if (match.clock.state == ClockState::Paused) return NextAction::Resume;
    if (view.game == nullptr || period_after(*view.game, match.clock.period) == nullptr)
        return NextAction::End;
    const bool again = view.game->kind == GameKind::Series && !is_before_play(*view.game, match.clock.period);
    if (again && series_is_over(*view.game, *view.sheet->content.match, worth)) return NextAction::End;
    return NextAction::NextPeriod;
}

NextAction next_of(const Contest& contest, const FieldView& view) {
    const Match& match = *view.match;
    const MatchContent& content = *view.sheet->content.match;
    const std::optional<MatchSheetEvaluation> worth = worth_of_match(contest, match, content);
    switch (*view.step) {
        case Step::Called:
            return somebody_is_out(content) ? NextAction::Review : NextAction::Start;
        case Step::Ready:
        case Step::Running:
            return next_of_running(view, worth ? &*worth : nullptr);
        case Step::Ended: {
            const bool overtime =
                view.game != nullptr && overtime_after(*view.game, match.clock.period) != nullptr;
            return overtime && worth && !worth->decided ? NextAction::Overtime : NextAction::Review;
        }
        case Step::Reviewed:
            return NextAction::Confirm;
        case Step::Confirmed:
            return NextAction::Publish;
        case Step::Published:
            return NextAction::Call;
    }
    return NextAction::Call;
}

Step step_of(const Match& match, const Game* game) {
    switch (match.state) {
        case MatchState::Planned:
        case MatchState::Called:
            return Step::Called;
        case MatchState::Running:
            return game != nullptr && is_before_play(*game, match.clock.period) ? Step::Ready : Step::Running;
        case MatchState::Ended:
        case MatchState::Aborted:
            return Step::Ended;
    }
    return Step::Called;
}

}  // namespace

void look_at_match(const Contest& contest, const Match& match, FieldView& view) {
    const Sheet* sheet = contest.table<Sheet>().find(match.id.text);
    if (sheet == nullptr || !sheet->is_match() || match.state == MatchState::Aborted) return;
    view.match = &match;
    view.sheet = sheet;
    view.stage = contest.definition->stage(match.stage);
    view.game = game_of(*contest.definition, match.stage, match.division);
    const std::optional<Step> of_sheet = step_of_sheet(*sheet);
    view.step = of_sheet ? *of_sheet : step_of(match, view.game);
    view.next = next_of(contest, view);
}

namespace {

/// What the judges decided about a match, last.
std::optional<SideId> judges_choice(const Contest& contest, const Match& match) {
    std::optional<SideId> chosen;
    for (const DecisionRecord& decision : contest.table<DecisionRecord>()) {
        const auto is = [&](const char* key, const std::string& wanted) {
            const Json* member = decision.body.find(key);
            return member != nullptr && member->as_string() != nullptr && *member->as_string() == wanted;
        };
        const bool here = decision.body.find("stage") == nullptr || is("stage", match.stage.text);
        if (!is("kind", "match_winner") || !is("match", match.name()) || !here) continue;
        if (const Json* side = decision.body.find("side"); side != nullptr && side->as_string() != nullptr)
            chosen = SideId(*side->as_string());
    }
    return chosen;
}

bool nobody_is_left(const MatchSheetEvaluation& worth) {
    return std::all_of(worth.sides.begin(), worth.sides.end(), [](const MatchSideScore& side) {
        return side.status == RunStatus::Dns || side.status == RunStatus::Dsq;
    });
}

}  // namespace

std::optional<MatchSheetEvaluation> worth_of_match(const Contest& contest, const Match& match,
                                                   const MatchContent& content) {
    const Stage* stage = contest.definition->stage(match.stage);
    if (stage == nullptr || (!stage->is_table() && !stage->is_elimination()) ||
        stage->division(match.division) == nullptr)
        return std::nullopt;
    MatchSheetEvaluation worth = evaluate_match_sheet(*contest.definition, *stage, match.division,
                                                      match_sheet_of(*contest.definition, match, content));
    if (!worth.decided)
        if (const std::optional<SideId> chosen = judges_choice(contest, match)) {
            worth.decided = true;
            worth.winner = chosen;
            worth.decided_by = "decision:judges";
        }
    return worth;
}

QString reason_words(const Words& words, const Contest& contest, const Match& match,
                     const std::string& decided_by) {
    const Stage* stage = contest.definition->stage(match.stage);
    const Game* game = game_of(*contest.definition, match.stage, match.division);
    constexpr std::string_view instant_win = "instant_win:";
    if (decided_by.starts_with(instant_win)) {
        QString name = text_of(decided_by.substr(instant_win.size()));
        if (game != nullptr)
            for (const InstantWin& win : game->instant_win)
                if (text_of(win.id) == name && !win.name.empty()) name = words.say(win.name);
        return words.say({"thắng tuyệt đối “%1”", "instant win “%1”"}).arg(name);
    }
    if (decided_by.starts_with("decision:"))
        return words.say({"giám khảo quyết định", "the judges' decision"});
    if (decided_by == "bouts_won") return words.say({"số hiệp thắng", "bouts won"});
    if (decided_by == "status")
        return words.say({"đối thủ vắng mặt hoặc bị truất quyền", "the other is absent or disqualified"});
    if (stage == nullptr || game == nullptr) return text_of(decided_by);
    if (game->derived_index(decided_by)) return text_of(part_label(*stage, decided_by, words.language()));
    constexpr std::string_view points = "POINTS(";
    if (decided_by.starts_with(points) && decided_by.ends_with(")"))
        if (const Item* item =
                game->item(decided_by.substr(points.size(), decided_by.size() - points.size() - 1)))
            return item->name.empty() ? text_of(item->id) : words.say(item->name);
    return text_of(key_label(*stage, decided_by, words.language()));
}

QString verdict_words(const Words& words, const Contest& contest, const Match& match,
                      const MatchSheetEvaluation& worth) {
    const Game* game = game_of(*contest.definition, match.stage, match.division);
    if (game == nullptr) return {};
    if (worth.winner) {
        const QString side = side_words(words, *game, *worth.winner);
        const QString why =
            worth.decided_by ? reason_words(words, contest, match, *worth.decided_by) : QString();
        return words.say({"%1 thắng: %2", "%1 wins: %2"}).arg(side, why);
    }
    if (worth.decided)
        return nobody_is_left(worth) ? words.say({"Không bên nào thắng", "Neither side wins"})
                                     : words.say({"Hòa", "A draw"});
    return words.say({"Chưa phân thắng bại", "No winner yet"});
}

namespace {

/// Runs and matches that keep their teams on a field now.
std::set<EntryId> playing_now(const Contest& contest, const FieldId& but) {
    std::set<EntryId> busy;
    for (const Field& field : contest.table<Field>()) {
        if (field.id == but || field.loaded.empty()) continue;
        const FieldView view = look_at(contest, field.id);
        if (view.is_free()) continue;
        if (view.run != nullptr) busy.insert(view.run->entry);
        if (view.match != nullptr)
            for (const auto& [side, entry] : view.match->sides) busy.insert(entry);
    }
    return busy;
}

/// Who meets in a bracket's matches that wait to be called, as the bracket brings them by now.
std::map<std::string, std::map<std::string, EntryId>> ready_in_bracket(const Contest& contest,
                                                                       const Stage& stage) {
    std::map<std::string, std::map<std::string, EntryId>> ready;
    const Result<StageStandings> standings = standings_of(contest, stage.id, Visibility::Committed);
    if (!standings) return ready;
    for (const MatchStanding& match : standings->matches) {
        if (match.state != "ready") continue;
        for (const auto& [side, entry] : match.sides)
            if (entry) ready[match.id.text].emplace(side.text, *entry);
    }
    return ready;
}

bool may_be_called(const Contest& contest, const Match& match) {
    if (match.is_bye() || (match.state != MatchState::Planned && match.state != MatchState::Aborted))
        return false;
    const Sheet* sheet = contest.table<Sheet>().find(match.id.text);
    return sheet == nullptr || sheet->state < SheetState::Committed;
}

void add_matches(const Contest& contest, const Stage& stage, const std::set<EntryId>& busy,
                 std::vector<NextUp>& result) {
    std::vector<const Match*> waiting;
    const auto& all = contest.table<Match>();
    for (auto match = all.from(stage.id.text + "."); match != all.end() && match->stage == stage.id; ++match)
        if (may_be_called(contest, *match)) waiting.push_back(&*match);
    if (waiting.empty()) return;
    std::stable_sort(waiting.begin(), waiting.end(),
                     [](const Match* a, const Match* b) { return a->round < b->round; });
    const auto planned = match_places(contest, stage.id);
    const auto ready = stage.is_elimination() ? ready_in_bracket(contest, stage)
                                              : std::map<std::string, std::map<std::string, EntryId>>{};
    for (const Match* match : waiting) {
        NextUp next;
        next.match = match->id;
        next.sides = match->sides;
        if (const auto place = planned.find(match->id); place != planned.end()) next.slot = *place->second;
        if (stage.is_elimination()) {
            const auto found = ready.find(match->name());
            if (found == ready.end()) continue;
            if (next.sides.empty()) next.sides = found->second;
        }
        for (const auto& [side, entry] : next.sides)
            next.on_another_field = next.on_another_field || busy.contains(entry);
        result.push_back(std::move(next));
    }
}

}  // namespace

std::map<MatchId, const Slot*> match_places(const Contest& contest, const StageId& stage) {
    std::map<MatchId, const Slot*> places;
    for (const Slot& slot : contest.table<Slot>())
        if (slot.stage == stage && !slot.match.empty()) places.emplace(slot.match, &slot);
    return places;
}

std::vector<NextUp> waiting_on(const Contest& contest, const FieldId& field) {
    std::vector<NextUp> result;
    for (Slot& slot : waiting_slots(contest, field)) {
        NextUp next;
        next.slot = std::move(slot);
        result.push_back(std::move(next));
    }
    if (contest.table<Match>().empty()) return result;
    const std::set<EntryId> busy = playing_now(contest, field);
    for (const Stage& stage : contest.definition->stages)
        if (contest.table<StageDraw>().find(stage.id.text) != nullptr)
            add_matches(contest, stage, busy, result);
    // This field's timetable, then what is in none, then what another field waits for.
    const auto rank = [&](const NextUp& next) {
        return next.slot.id.empty() ? 1 : next.slot.field == field ? 0 : 2;
    };
    std::stable_sort(result.begin(), result.end(), [&](const NextUp& a, const NextUp& b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : a.slot.starts_at < b.slot.starts_at;
    });
    return result;
}

std::vector<FieldId> fields_of(const Contest& contest) {
    std::vector<FieldId> ids;
    for (const Field& field : contest.table<Field>()) ids.push_back(field.id);
    if (ids.empty() && !contest.table<Match>().empty()) ids.emplace_back("F1");
    return ids;
}

}  // namespace sandau::station
