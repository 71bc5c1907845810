#include "station/match_entry.h"

#include <utility>

#include "scoring/run_clock.h"
#include "station/match_steps.h"

namespace sandau::station {

MatchEntry::MatchEntry(const Face& face, Mode mode, QObject* parent)
    : QObject(parent), face_(face), mode_(mode) {}

void MatchEntry::show_sheet(const RunId& id) {
    if (id == id_) return;
    id_ = id;
    forget_edits();
    in_flight_ = {};
    sending_ = false;
}

const Sheet* MatchEntry::sheet() const {
    if (!face_.session.is_open() || id_.empty()) return nullptr;
    const Sheet* sheet = face_.session.contest().table<Sheet>().find(id_.text);
    return sheet != nullptr && sheet->is_match() ? sheet : nullptr;
}

const Match* MatchEntry::match() const {
    if (!face_.session.is_open() || id_.empty()) return nullptr;
    return face_.session.contest().table<Match>().find(id_.text);
}

const Game* MatchEntry::game() const {
    const Match* now = match();
    return now != nullptr ? game_of(face_.session.definition(), now->stage, now->division) : nullptr;
}

bool MatchEntry::editable() const {
    const Sheet* now = sheet();
    if (now == nullptr) return false;
    if (mode_ == Mode::Correction) return now->state >= SheetState::Committed;
    return now->state == SheetState::Draft || now->state == SheetState::Reviewed;
}

MatchContent MatchEntry::with(MatchContent content, const commands::MatchGiven& given) const {
    for (const auto& [side, one] : given.sides) {
        SideContent& to = content.sides[side];
        if (const Json::Object* items = one.items.as_object())
            for (const auto& [id, value] : *items) to.items.set(id, value);
        if (one.status) to.status = *one.status;
        if (one.instant_win_ms) to.instant_win_ms = one.instant_win_ms;
    }
    if (const Json::Object* shared = given.shared.as_object())
        for (const auto& [id, value] : *shared) content.shared.set(id, value);
    if (given.bouts) content.bouts = *given.bouts;
    return content;
}

MatchContent MatchEntry::content() const {
    return with(with(*sheet()->content.match, in_flight_), edits_);
}

std::optional<MatchSheetEvaluation> MatchEntry::worth_of(const MatchContent& content) const {
    const Match* now = match();
    return now != nullptr ? worth_of_match(face_.session.contest(), *now, content) : std::nullopt;
}

std::optional<MatchSheetEvaluation> MatchEntry::worth() const {
    return sheet() != nullptr ? worth_of(content()) : std::nullopt;
}

bool MatchEntry::is_empty(const commands::MatchGiven& given) {
    return given == commands::MatchGiven{};
}

Saved MatchEntry::saved() const {
    if (has_edits()) return Saved::Here;
    return sending_ ? face_.session.handed_in() : Saved::Durable;
}

void MatchEntry::forget_edits() {
    edits_ = {};
    instant_win_.reset();
}

void MatchEntry::enter_item(const SideId& side, const std::string& item, const Json& value) {
    if (!editable()) return;
    edits_.sides[side.text].items.set(item, value);
    edited();
}

void MatchEntry::enter_shared(const std::string& id, const Json& value) {
    if (!editable()) return;
    edits_.shared.set(id, value);
    edited();
}

void MatchEntry::enter_bouts(std::vector<BoutContent> bouts) {
    if (!editable()) return;
    edits_.bouts = std::move(bouts);
    edited();
}

std::optional<MatchEntry::InstantWinSeen> MatchEntry::new_instant_win() const {
    const Match* now = match();
    const Game* rules = game();
    if (mode_ == Mode::Correction || now == nullptr || rules == nullptr || now->state != MatchState::Running)
        return std::nullopt;
    const auto before = worth_of(with(*sheet()->content.match, in_flight_));
    const auto after = worth();
    if (!before || !after) return std::nullopt;
    for (std::size_t i = 0; i < after->sides.size(); ++i)
        if (after->sides[i].instant_win && !before->sides[i].instant_win)
            return InstantWinSeen{after->sides[i].side, *after->sides[i].instant_win,
                                  clock_face(now->clock, *rules, face_.session.now()).elapsed_ms};
    return std::nullopt;
}

void MatchEntry::edited() {
    const std::optional<InstantWinSeen> seen = new_instant_win();
    // The time of the win is that of the first tap that made it.
    if (!seen || !instant_win_ || seen->side != instant_win_->side) instant_win_ = seen;
    if (!instant_win_) send();
    emit changed();
}

void MatchEntry::confirm_instant_win() {
    if (!instant_win_) return;
    edits_.sides[instant_win_->side.text].instant_win_ms = instant_win_->at_ms;
    instant_win_.reset();
    send();
    emit changed();
}

void MatchEntry::reject_instant_win() {
    forget_edits();
    emit changed();
}

void MatchEntry::send() {
    if (mode_ == Mode::Correction || sending_ || !has_edits()) return;
    commands::ScoreSet command;
    command.sheet = id_;
    command.match = edits_;
    in_flight_ = std::exchange(edits_, {});
    sending_ = true;
    const Match* now = match();
    const QString named =
        face_.say({"phiếu %1", "sheet of %1"}).arg(match_name(face_.session.contest(), now->sides, game()));
    face_.session.submit(this, command, named, [this, id = id_](const Result<Answer>&) {
        if (id != id_) return;
        // Refused or taken: what the host has is what is shown from now on.
        sending_ = false;
        in_flight_ = {};
        if (!instant_win_) send();
        emit changed();
    });
}

}  // namespace sandau::station
