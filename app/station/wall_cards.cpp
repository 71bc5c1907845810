// Who plays on the fields now, as everybody may see it.
#include "scoring/run_clock.h"
#include "station/match_steps.h"
#include "station/run_steps.h"
#include "station/wall_lists.h"

namespace sandau::station {

namespace {

/// What of a sheet may be shown: as it stands where the settings show that, else as it was published.
/// A correction waits for its publishing behind what is published.
const SheetContent* shown_content(const Contest& contest, const Sheet& sheet) {
    const bool is_open = !sheet.published || sheet.state < SheetState::Committed;
    if (is_open && contest.settings().provisional_scores == ProvisionalScores::Shown) return &sheet.content;
    return sheet.published ? &*sheet.published : nullptr;
}

std::vector<WallRow> run_rows(const Face& face, const FieldView& now) {
    const Contest& contest = face.session.contest();
    WallRow row = team_row(contest, now.run->entry);
    if (const SheetContent* content = shown_content(contest, *now.sheet)) {
        if (const auto worth = worth_of(contest, *now.sheet, *content); worth && worth->total)
            row.figure = face.words.figure(worth->total->text());
        if (content->time_ms) row.soft += QStringLiteral(" · ") + face.words.time(*content->time_ms);
    }
    return {row};
}

std::vector<WallRow> match_rows(const Face& face, const FieldView& now) {
    const Contest& contest = face.session.contest();
    const SheetContent* content = shown_content(contest, *now.sheet);
    const auto worth = content != nullptr && content->match && now.match->state >= MatchState::Running
                           ? worth_of_match(contest, *now.match, *content->match)
                           : std::nullopt;
    std::vector<WallRow> rows;
    for (const SideId& side : now.game->sides) {
        const auto entry = now.match->sides.find(side.text);
        WallRow row = entry != now.match->sides.end() ? team_row(contest, entry->second) : WallRow{};
        const SideLook look = side_look(*now.game, side);
        row.lead = look.mark + u' ' + face.say(look.word);
        row.lead_colour = look.colour;
        if (worth)
            for (const MatchSideScore& one : worth->sides)
                if (one.side == side)
                    row.figure =
                        one.total ? face.words.figure(one.total->text()) : QString::number(one.bouts_won);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

std::vector<WallCard> wall_cards(const Face& published) {
    const Contest& contest = published.session.contest();
    std::vector<WallCard> cards;
    for (const Field& field : contest.table<Field>()) {
        const FieldView now = look_at(contest, field.id);
        if (now.clock() == nullptr || now.game == nullptr || now.sheet == nullptr) continue;
        WallCard card;
        card.field = text_of(field.name.empty() ? field.id.text : field.name);
        const DivisionId division = now.match != nullptr   ? now.match->division
                                    : now.entry != nullptr ? now.entry->division
                                                           : DivisionId();
        card.division = division_short(published.words, contest, division);
        card.sides = now.match != nullptr ? match_rows(published, now) : run_rows(published, now);
        const sandau::ClockFace clock = clock_face(*now.clock(), *now.game, published.session.now());
        // A countdown reads 0:00 only when nothing is left.
        const std::int64_t s = clock.period_ms > 0 ? (clock.left_ms + 999) / 1000 : clock.elapsed_ms / 1000;
        card.clock = QStringLiteral("%1:%2").arg(s / 60).arg(s % 60, 2, 10, QChar(u'0'));
        card.is_held = clock.state == ClockState::Paused;
        card.runs = now.clock()->state == ClockState::Running;
        if (card.is_held) card.clock_words = published.say({"TẠM DỪNG", "HELD"});
        if (clock.state == ClockState::Over && now.is_running())
            card.clock_words = published.say({"HẾT GIỜ", "TIME IS UP"});
        cards.push_back(std::move(card));
    }
    return cards;
}

}  // namespace sandau::station
