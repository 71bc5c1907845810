// The draw of a stage of matches, and its matches.
#include <QPushButton>
#include <algorithm>
#include <limits>
#include <set>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "scoring/run_clock.h"
#include "scoring/text_fold.h"
#include "station/bracket_view.h"
#include "station/choice_row.h"
#include "station/lines_model.h"
#include "station/match_steps.h"
#include "station/order_dialog.h"
#include "station/standings_watch.h"
#include "station/timetable_room.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

std::vector<const Match*> matches_of(const Contest& contest, const StageId& stage) {
    std::vector<const Match*> matches;
    const auto& all = contest.table<Match>();
    for (auto match = all.from(stage.text + "."); match != all.end() && match->stage == stage; ++match)
        matches.push_back(&*match);
    std::stable_sort(matches.begin(), matches.end(),
                     [](const Match* a, const Match* b) { return a->round < b->round; });
    return matches;
}

/// Whether anything of the round, or a later one, was called or scored.
bool is_begun(const Contest& contest, const StageId& stage, int from_round) {
    for (const Match* match : matches_of(contest, stage))
        if (match->round >= from_round &&
            (match->state != MatchState::Planned || contest.table<Sheet>().find(match->id.text) != nullptr))
            return true;
    return false;
}

/// Who competes in the stage: whom the stage before promoted, or all that may.
std::vector<EntryId> competitors_of(const Contest& contest, const Stage& stage) {
    std::vector<EntryId> entries;
    const StageEntrants* entrants = contest.table<StageEntrants>().find(stage.id.text);
    for (const Entry& entry : contest.table<Entry>()) {
        const bool in = entrants == nullptr ? stage.division(entry.division) != nullptr
                                            : std::find(entrants->entries.begin(), entrants->entries.end(),
                                                        entry.id) != entrants->entries.end();
        if (in && entry.state == EntryState::Eligible) entries.push_back(entry.id);
    }
    return entries;
}

}  // namespace

void TimetableRoom::render_draw() {
    draw_->setVisible(of_matches());
    draw_anew_->setVisible(false);
    if (!of_matches()) return;
    const Contest& contest = face_.session.contest();
    const Stage& now = *stage();
    const StageDraw* drawn = contest.table<StageDraw>().find(now.id.text);
    const bool swiss = now.format == StageFormat::Swiss;
    const int round = drawn != nullptr ? drawn->rounds : 0;
    const bool begun = drawn != nullptr && is_begun(contest, now.id, swiss ? round : 0);
    draw_anew_->setVisible(drawn != nullptr && !begun);
    const bool next_round = swiss && begun && round < now.table.rounds;
    draw_->setVisible(drawn == nullptr || next_round);
    if (swiss)
        draw_->setText(face_.say({"Bốc thăm lượt đấu %1/%2", "Pair round %1 of %2"})
                           .arg(drawn == nullptr ? 1 : round + 1)
                           .arg(now.table.rounds));
    else if (now.is_table() && now.table.groups)
        draw_->setText(face_.say({"Bốc thăm chia bảng đấu", "Draw the groups"}));
    else
        draw_->setText(face_.say({"Bốc thăm các trận", "Draw the matches"}));
}

void TimetableRoom::render_matches() {
    const Contest& contest = face_.session.contest();
    const Stage& now = *stage();
    const bool drawn = contest.table<StageDraw>().find(now.id.text) != nullptr;
    const Standings* standings = face_.standings.look();
    const StageStandings* of_stage = standings != nullptr && drawn ? standings->stage(now.id) : nullptr;
    if (now.is_elimination()) bracket_->show_stage(now, of_stage);
    std::vector<Line> lines;
    std::vector<const Match*> matches = matches_of(contest, now.id);
    const auto planned = match_places(contest, now.id);
    // Those without a place come last, by their rounds.
    const auto place_in_day = [&](const Match* match) {
        const auto place = planned.find(match->id);
        if (place == planned.end()) return std::pair(std::numeric_limits<std::int64_t>::max(), FieldId());
        return std::pair(place->second->starts_at.utc_ms, place->second->field);
    };
    std::stable_sort(matches.begin(), matches.end(),
                     [&](const Match* a, const Match* b) { return place_in_day(a) < place_in_day(b); });
    std::set<QString> days;
    for (const auto& [match, place] : planned)
        days.insert(face_.words.day(place->starts_at, face_.utc_offset_min()));
    publish_->setEnabled(!planned.empty());
    std::size_t played = 0;
    for (const Match* match : matches) {
        const MatchStanding* standing = nullptr;
        if (of_stage != nullptr)
            for (const MatchStanding& one : of_stage->matches)
                if (one.id.text == match->name()) standing = &one;
        if (const Sheet* sheet = contest.table<Sheet>().find(match->id.text);
            match->is_bye() || (sheet != nullptr && sheet->state >= SheetState::Committed))
            ++played;
        const auto place = planned.find(match->id);
        const Slot* slot = place != planned.end() ? place->second : nullptr;
        const Planned when{slot != nullptr ? time_words(*slot, days.size() < 2) : QString(),
                           slot != nullptr ? field_words(slot->field) : QString()};
        std::optional<Line> line = line_of_match(*match, standing, when);
        if (!line) continue;
        if (!planned.empty())
            line->cells.insert(line->cells.begin(),
                               {{when.time, Tone::Plain, Qt::AlignLeft, true}, {when.field}});
        lines.push_back(std::move(*line));
    }
    head_->set_note(
        matches.empty()
            ? QString()
            : face_.say({"%1 trận, %2 đã xong", "%1 matches, %2 done"}).arg(matches.size()).arg(played));
    table_->set_empty_words(
        matches.empty()
            ? face_.say({"Chưa bốc thăm. Các đội phải đủ điều kiện hoặc được chọn từ vòng trước.",
                         "Not drawn yet. The teams have to be eligible or promoted first."})
            : face_.say({"Không có trận nào hợp với điều đang tìm.", "Nothing matches what you look for."}));
    const Game& game = *now.divisions.front().game;
    QStringList headers;
    if (!planned.empty()) headers << face_.say({"Giờ", "Time"}) << face_.say({"Sân", "Field"});
    headers << face_.say({"Vòng", "Round"});
    for (const SideId& side : game.sides) headers << side_words(face_.words, game, side);
    headers << face_.say({"Tỉ số", "Score"}) << face_.say({"Kết quả", "Outcome"});
    show_lines(table_, model_, headers, std::move(lines));
}

std::optional<Line> TimetableRoom::line_of_match(const Match& match, const MatchStanding* standing,
                                                 const Planned& when) const {
    const Contest& contest = face_.session.contest();
    const Game* game = game_of(*contest.definition, match.stage, match.division);
    if (game == nullptr) return std::nullopt;
    std::map<std::string, EntryId> sides = match.sides;
    if (sides.empty() && standing != nullptr)
        for (const auto& [side, entry] : standing->sides)
            if (entry) sides.emplace(side.text, *entry);
    const QString place = match_place(face_.words, contest, match);
    if (!folded_match(search_->text().toStdString(),
                      (QStringList{when.time, when.field, place, match_name(contest, sides, game)})
                          .join(u' ')
                          .toStdString()))
        return std::nullopt;
    const Sheet* sheet = contest.table<Sheet>().find(match.id.text);
    const bool played = sheet != nullptr && sheet->is_match() && match.state >= MatchState::Running;
    const auto worth = played || (sheet != nullptr && sheet->state >= SheetState::Committed)
                           ? worth_of_match(contest, match, *sheet->content.match)
                           : std::nullopt;
    Line line{match.id.text, {{place, Tone::Plain, Qt::AlignLeft, true}}};
    for (const SideId& side : game->sides) {
        const auto entry = sides.find(side.text);
        const bool known = entry != sides.end() && !entry->second.empty();
        line.cells.push_back({known            ? entry_name(contest, entry->second)
                              : match.is_bye() ? face_.say({"(miễn đấu)", "(bye)"})
                                               : face_.say({"chờ trận trước", "to be known"}),
                              known ? Tone::Plain : Tone::Accent, Qt::AlignLeft,
                              worth && worth->winner == side});
    }
    QStringList totals;
    if (worth)
        for (const MatchSideScore& side : worth->sides)
            totals << (side.total ? face_.words.figure(side.total->text()) : QString::number(side.bouts_won));
    line.cells.push_back({totals.join(QStringLiteral(" : ")), Tone::Plain, Qt::AlignRight, true});
    const bool done = sheet != nullptr && sheet->state >= SheetState::Committed;
    QString state = match.is_bye() ? face_.say({"miễn đấu", "a bye"}) : face_.say({"chưa đấu", "not played"});
    if (match.state == MatchState::Called) state = face_.say({"đã gọi", "called"});
    if (match.state == MatchState::Running) state = face_.say({"đang thi đấu", "running"});
    if (match.state == MatchState::Aborted && !done) state = face_.say({"đã cho rời sân", "sent away"});
    if (done || match.state == MatchState::Ended)
        state = worth ? verdict_words(face_.words, contest, match, *worth) : QString();
    line.cells.push_back({state, done                                 ? Tone::Good
                                 : match.state >= MatchState::Running ? Tone::Accent
                                                                      : Tone::Plain});
    return line;
}

void TimetableRoom::draw(std::vector<EntryId> seeds, const std::string& source) {
    if (!of_matches()) return;
    commands::DrawStage command;
    command.stage = stage()->id;
    // Any number will do: it is kept with the draw, so that the draw can be checked.
    command.seed = face_.session.now().wall.utc_ms % 1'000'000;
    command.seeds = std::move(seeds);
    command.source = source;
    face_.session.submit(this, command, face_.say({"bốc thăm %1", "draw %1"}).arg(face_.say(stage()->name)),
                         [this](const Result<Answer>& answer) {
                             if (answer) return;
                             const std::string& code = answer.error().code;
                             if (code == "draw.seeds_needed" || code == "draw.tied") ask_seeds();
                         });
}

void TimetableRoom::ask_seeds() {
    const OrderDialog::Asks asks{
        {"Thứ hạt giống", "Seeds"},
        {"Xếp các đội theo thứ hạt giống đã bốc thăm, số 1 ở trên cùng",
         "Put the teams in the order of the seeds that were drawn, number 1 at the top"},
        {"Thăm ghi ở đâu, ai chứng kiến (bắt buộc)",
         "Where the lots are written down, who saw it (required)"},
        {"Bốc thăm theo thứ này", "Draw by this order"}};
    auto* dialog = new OrderDialog(face_, competitors_of(face_.session.contest(), *stage()), asks, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { draw(dialog->order(), dialog->reason().toStdString()); });
    dialog->open();
}

}  // namespace sandau::station
