#include "station/match_control.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "scoring/command_payloads.h"
#include "station/clock_panel.h"
#include "station/device_words.h"
#include "station/field_panels.h"
#include "station/kept.h"
#include "station/match_entry.h"
#include "station/match_panels.h"
#include "station/match_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

constexpr int high_window_px = 900;

bool has_decision(const Game& game) {
    for (const DecideStep& step : game.decide)
        if (step.kind == DecideStep::Kind::Decision) return true;
    return false;
}

}  // namespace

MatchControl::MatchControl(const Face& face, const Keys& keys)
    : face_(face),
      keys_(keys),
      entry_(new MatchEntry(face, MatchEntry::Mode::Live, this)),
      place_(new QLabel),
      heads_{new SideHead(face, SideHead::Size::Large, Qt::AlignLeft),
             new SideHead(face, SideHead::Size::Large, Qt::AlignRight)},
      sheets_{new SidePanel(*entry_, 0), new SidePanel(*entry_, 1)},
      sheet_cards_{new Card(10), new Card(10)},
      dns_{new HoldButton, new HoldButton},
      dsq_{new HoldButton, new HoldButton},
      judges_{new QPushButton, new QPushButton},
      clock_(new ClockPanel(face, "match_clock")),
      verdict_(new OneLine),
      saved_(new Pill),
      trouble_(new KeptTexts(4)),
      next_(new QPushButton),
      hold_(new QPushButton),
      set_clock_(new QPushButton),
      other_(new QPushButton),
      hint_(new OneLine),
      shared_(new SharedPanel(*entry_)),
      shared_scroll_(new ScrollColumn),
      events_(new EventsPanel(face)),
      next_teams_(new NextTeams(face)),
      rerun_(new HoldButton),
      abort_(new HoldButton),
      protest_(new QPushButton) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(build_band());
    trouble_->setObjectName(QStringLiteral("match_trouble"));
    column->addWidget(trouble_);
    auto* body = new QHBoxLayout;
    body->setSpacing(10);
    for (const std::size_t side : {0U, 1U}) build_side(side);
    body->addWidget(sheet_cards_[0], 10);
    body->addWidget(build_middle(), 11);
    body->addWidget(sheet_cards_[1], 10);
    column->addLayout(body, 1);
    next_->installEventFilter(this);
    connect_actions();
}

QWidget* MatchControl::build_band() {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    auto* middle = new QVBoxLayout;
    middle->setSpacing(2);
    auto* marks = new QHBoxLayout;
    place_->setProperty("role", "small");
    place_->setAlignment(Qt::AlignCenter);
    place_->setTextFormat(Qt::PlainText);
    set_role(clock_->words(), "small");
    marks->addStretch(1);
    marks->addWidget(place_);
    marks->addWidget(clock_->words());
    marks->addStretch(1);
    marks->addWidget(saved_);
    middle->addLayout(marks);
    middle->addWidget(clock_);
    verdict_->setProperty("role", "heading");
    verdict_->setAlignment(Qt::AlignCenter);
    verdict_->setTextFormat(Qt::PlainText);
    verdict_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    verdict_->setObjectName(QStringLiteral("match_verdict"));
    middle->addWidget(verdict_);
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    hint_->setObjectName(QStringLiteral("match_hint"));
    set_role(hint_, "finding");
    hint_->hide();
    middle->addWidget(hint_);
    middle->addStretch(1);
    row->addWidget(heads_[0], 5);
    row->addLayout(middle, 11);
    row->addWidget(heads_[1], 5);
    return box;
}

void MatchControl::build_side(std::size_t side) {
    auto* scroll = new ScrollColumn;
    scroll->column()->addWidget(sheets_[side]);
    sheet_cards_[side]->column()->addWidget(scroll, 1);
    const QString names[] = {QStringLiteral("red"), QStringLiteral("blue")};
    dns_[side]->setObjectName(QStringLiteral("dns_") + names[side]);
    dsq_[side]->setObjectName(QStringLiteral("dsq_") + names[side]);
    judges_[side]->setObjectName(QStringLiteral("judges_") + names[side]);
    heads_[side]->column()->addWidget(judges_[side]);
    QHBoxLayout* row = new QHBoxLayout;
    heads_[side]->column()->addLayout(row);
    if (side == 1) row->addStretch(1);
    for (HoldButton* button : {dns_[side], dsq_[side]}) {
        face_.words.bind_tip(button, {"Giữ một giây", "Hold for a second"});
        button->setProperty("role", "grave");
        row->addWidget(button);
    }
    if (side == 0) row->addStretch(1);
}

QWidget* MatchControl::build_middle() {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    next_->setProperty("role", "next");
    next_->setProperty("lines", "two");
    next_->setObjectName(QStringLiteral("match_next"));
    next_->setMinimumHeight(58);
    next_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* action = new QHBoxLayout;
    action->addWidget(next_, 1);
    for (QPushButton* button : {hold_, set_clock_, other_}) {
        button->setProperty("role", "beside");
        action->addWidget(button);
    }
    hold_->setObjectName(QStringLiteral("match_hold"));
    other_->setObjectName(QStringLiteral("match_other"));
    column->addLayout(action);
    shared_scroll_->column()->addWidget(shared_);
    column->addWidget(shared_scroll_, 1);
    column->addWidget(events_, 1);
    column->addWidget(next_teams_, 1);
    auto* grave = new QHBoxLayout;
    grave->setSpacing(6);
    for (HoldButton* button : {rerun_, abort_}) {
        face_.words.bind_tip(button, {"Giữ một giây", "Hold for a second"});
        button->setProperty("role", "grave");
        grave->addWidget(button);
    }
    protest_->setProperty("role", "grave");
    rerun_->setObjectName(QStringLiteral("match_rerun"));
    abort_->setObjectName(QStringLiteral("match_abort"));
    grave->addStretch(1);
    grave->addWidget(protest_);
    column->addLayout(grave);
    return box;
}

void MatchControl::connect_actions() {
    connect(entry_, &MatchEntry::changed, this, [this] {
        say_hint({});
        render(view());
    });
    connect(next_teams_, &NextTeams::chosen_changed, this, [this] { render_next(view()); });
    connect(next_, &QPushButton::clicked, this,
            [this] { is_on_space(view().next) && !entry_->instant_win() ? press_next() : press_confirm(); });
    connect(hold_, &QPushButton::clicked, this, &MatchControl::press_hold);
    connect(set_clock_, &QPushButton::clicked, this, &MatchControl::ask_clock);
    connect(other_, &QPushButton::clicked, this, [this] {
        if (entry_->instant_win()) return entry_->reject_instant_win();
        view().next == NextAction::Overtime ? review() : ask_no_win();
    });
    for (std::size_t side = 0; side < 2; ++side) {
        connect(judges_[side], &QPushButton::clicked, this, [this, side] { ask_judges(side); });
        connect(dns_[side], &HoldButton::held, this, [this, side] { ask_status(side, SheetStatus::DNS); });
        connect(dsq_[side], &HoldButton::held, this, [this, side] { ask_status(side, SheetStatus::DSQ); });
    }
    connect(rerun_, &HoldButton::held, this, &MatchControl::ask_rerun);
    connect(abort_, &HoldButton::held, this, &MatchControl::ask_abort);
    connect(protest_, &QPushButton::clicked, this, &MatchControl::ask_protest);
}

void MatchControl::take_focus() {
    next_->setFocus();
}

FieldView MatchControl::view() const {
    return face_.session.is_open() ? look_at(face_.session.contest(), field_) : FieldView{};
}

void MatchControl::show_field(const FieldId& field, const FieldView& now) {
    if (field != field_) say_hint({});
    field_ = field;
    entry_->show_sheet(now.played());
    render(now);
}

void MatchControl::render(const FieldView& now) {
    if (!face_.session.is_open()) return;
    render_heads(now);
    render_marks(now);
    render_verdict(now);
    render_trouble(now);
    clock_->show_field(field_);
    // Where there is nothing to enter for a side, the middle has the room.
    const bool has_items = now.match != nullptr && now.game != nullptr && !now.game->items.empty();
    for (Card* card : sheet_cards_) card->setVisible(has_items);
    for (std::size_t side = 0; side < sheets_.size(); ++side) {
        sheets_[side]->render();
        // Whole without scrolling sideways: the middle gives way.
        constexpr int around_px = 2 * 10 + 4 + 16;
        sheet_cards_[side]->setMinimumWidth(sheets_[side]->minimumSizeHint().width() + around_px);
    }
    shared_->render();
    render_lists(now);
    render_keys();
    render_next(now);
    render_held(now);
}

void MatchControl::render_heads(const FieldView& now) {
    QString place = now.match == nullptr ? face_.say({"Sân trống", "The field is free"})
                                         : match_place(face_.words, face_.session.contest(), *now.match);
    if (now.match != nullptr && now.match->play > 1) place += face_.say({" · đấu lại", " · played anew"});
    place_->setText(now.match != nullptr ? place + QStringLiteral(" ·") : place);
    if (now.match != nullptr) {
        place_->setToolTip(now.stage != nullptr ? face_.say(now.stage->name) : QString());
        if (!now.match->reason.empty())
            place_->setToolTip(place_->toolTip() + QStringLiteral("\n") + text_of(now.match->reason));
    }
    for (std::size_t side = 0; side < heads_.size(); ++side) {
        if (now.match != nullptr && now.game != nullptr && side < now.game->sides.size())
            heads_[side]->show_side(*entry_, side);
        else
            heads_[side]->show_free(side);
    }
}

void MatchControl::render_marks(const FieldView& now) {
    saved_->setVisible(now.match != nullptr);
    if (now.match == nullptr) return;
    switch (entry_->saved()) {
        case Saved::Here:
            return saved_->show_word(face_.say({"○ Mới ở máy này", "○ Only here"}), Tone::Warning);
        case Saved::Received:
            return saved_->show_word(face_.say({"◐ Đã nhận, đang ghi", "◐ Received, writing"}), Tone::Accent);
        case Saved::Durable:
            return saved_->show_word(face_.say({"● Đã ghi chắc", "● Safe on disk"}), Tone::Good);
    }
}

void MatchControl::render_verdict(const FieldView& now) {
    QString text;
    const auto worth = entry_->worth();
    const bool begun =
        now.match != nullptr && (now.match->state >= MatchState::Running || (worth && worth->winner));
    if (begun && worth) {
        text = verdict_words(face_.words, face_.session.contest(), *now.match, *worth);
        if (now.is_running())
            text = face_.say({"Lúc này: %1", "As it stands: %1"}).arg(text);
        else if (now.sheet->state < SheetState::Committed && worth->decided)
            text = face_.say({"Đề nghị: %1", "Proposed: %1"}).arg(text);
    }
    if (const auto& seen = entry_->instant_win(); seen && worth && worth->decided_by)
        text = face_.say({"%1 lúc %2: trọng tài công nhận?", "%1 at %2: does the referee accept it?"})
                   .arg(reason_words(face_.words, face_.session.contest(), *now.match, *worth->decided_by),
                        face_.words.time(seen->at_ms));
    verdict_->setText(text);
    verdict_->setToolTip(text);
    verdict_->setVisible(!text.isEmpty() && hint_->text().isEmpty());
}

void MatchControl::render_trouble(const FieldView& now) {
    std::vector<KeptTexts::Paragraph> lines;
    if (is_stopped(face_.session.contest(), now))
        lines.push_back({stop_sentence(face_, now), "finding", Tone::Bad});
    if (now.match != nullptr && now.match->clock.estimated)
        lines.push_back({face_.say({"Máy vừa khởi động lại: đồng hồ là số ước lượng và đang dừng. Trọng tài "
                                    "đặt lại đồng hồ, chạy tiếp hoặc cho đấu lại.",
                                    "The machine was restarted: the clock is an estimate and is held. The "
                                    "referee sets the clock, goes on or reruns."}),
                         "finding", Tone::Warning});
    if (now.match != nullptr)
        for (const bool errors : {true, false})
            for (const QString& text : sheet_findings(*entry_, errors))
                lines.push_back({text, "finding", errors ? Tone::Bad : Tone::Warning});
    for (const DeviceNote& note : field_notes(face_, field_))
        lines.push_back({note.text, "finding", note.tone});
    const std::size_t room = window()->height() < high_window_px ? 1 : 3;
    if (lines.size() > room) {
        lines[room - 1].text += face_.say({" (và %1 tin nữa)", " (and %1 more)"}).arg(lines.size() - room);
        lines.resize(room);
    }
    trouble_->show_texts(lines);
}

QString MatchControl::next_text(const FieldView& now) const {
    const auto period = [&](const Period* one) {
        return one != nullptr ? period_words(face_.words, *now.game, one->id) : QString();
    };
    switch (now.next) {
        case NextAction::Call: {
            const std::optional<NextUp> next = next_teams_->chosen();
            return next ? face_.say({"Gọi: %1", "Call: %1"}).arg(next_teams_->chosen_words())
                        : face_.say({"Chưa có trận nào để gọi", "Nothing to call yet"});
        }
        case NextAction::Ready:
        case NextAction::Start:
        case NextAction::NextPeriod: {
            const Period* first = now.game != nullptr && now.match != nullptr
                                      ? period_after(*now.game, now.match->clock.period)
                                      : nullptr;
            return first != nullptr ? face_.say({"Bắt đầu: %1", "Start: %1"}).arg(period(first))
                                    : face_.say({"Bắt đầu trận", "Start the match"});
        }
        case NextAction::Resume:
            return face_.say({"Chạy tiếp", "Go on"});
        case NextAction::End:
            return face_.say({"Kết thúc trận", "End the match"});
        case NextAction::Overtime:
            return face_.say({"Bắt đầu: %1", "Start: %1"})
                .arg(period(overtime_after(*now.game, now.match->clock.period)));
        case NextAction::Review:
            return face_.say({"Soát điểm", "Review"});
        case NextAction::Confirm:
            return face_.say({"Xác nhận và công bố", "Confirm and publish"});
        case NextAction::Publish:
            return face_.say({"Công bố", "Publish"});
    }
    return {};
}

void MatchControl::render_next(const FieldView& now) {
    QString text = next_text(now);
    bool enabled = now.next != NextAction::Call || next_teams_->chosen().has_value();
    bool on_space = is_on_space(now.next);
    if (const auto& seen = entry_->instant_win(); seen && now.game != nullptr) {
        on_space = false;
        text = face_.say({"Công nhận %1 thắng", "Accept: %1 wins"})
                   .arg(side_words(face_.words, *now.game, seen->side));
    }
    const QString key =
        !enabled ? QString() : u'\n' + keys_.on_button(face_.words, {on_space ? Deed::Next : Deed::Confirm});
    const int room_px = std::max(160, next_->width() - 40);
    next_->setText(next_->fontMetrics().elidedText(text, Qt::ElideRight, room_px) + key);
    next_->setToolTip(text);
    next_->setAccessibleName(text);
    next_->setEnabled(enabled);
    set_tone(next_, on_space ? Tone::Plain : Tone::Good);
}

void MatchControl::render_held(const FieldView& now) {
    const bool open = now.match != nullptr && now.sheet->state < SheetState::Committed;
    const bool running = now.is_running() && now.clock()->state == ClockState::Running;
    const auto worth = entry_->worth();
    // Beside the next step stands one other way at most.
    const bool won = worth && worth->decided_by && worth->decided_by->starts_with("instant_win:");
    const bool ended = open && now.match->state == MatchState::Ended;
    const bool seen = entry_->instant_win().has_value();
    hold_->setVisible(running && !seen);
    hold_->setText(keys_.under(face_.words, {"Tạm dừng", "Hold"}, {Deed::Hold}));
    set_clock_->setVisible(now.match != nullptr && now.match->clock.state == ClockState::Paused);
    other_->setVisible(seen || now.next == NextAction::Overtime || (ended && won));
    const QString other_key = keys_.on_button(face_.words, {Deed::OtherWay});
    other_->setText((seen ? face_.say({"Không\nphải", "It is\nnone"})
                     : now.next == NextAction::Overtime
                         ? face_.say({"Không\nhiệp phụ", "No\novertime"})
                         : face_.say({"Chưa thắng,\nđấu tiếp…", "No win,\ngo on…"})) +
                    (other_key.isEmpty() ? QString() : u' ' + other_key));
    for (std::size_t side = 0; side < 2; ++side) {
        judges_[side]->setVisible(waits_for_judges(now));
        if (waits_for_judges(now)) heads_[side]->make_room();
    }
    for (std::size_t side = 0; side < 2; ++side) {
        dns_[side]->setEnabled(open);
        dsq_[side]->setEnabled(open);
    }
    const bool begun = now.match != nullptr && now.match->state >= MatchState::Running;
    rerun_->setEnabled(begun);
    abort_->setEnabled(open);
    protest_->setEnabled(begun);
}

void MatchControl::render_keys() {
    const auto say = [&](QPushButton* button, const Phrase& name, Deed deed) {
        button->setText(keys_.under(face_.words, name, {deed}));
    };
    constexpr Deed absent[] = {Deed::FirstAbsent, Deed::SecondAbsent};
    constexpr Deed disqualified[] = {Deed::FirstDisqualified, Deed::SecondDisqualified};
    constexpr Deed wins[] = {Deed::FirstWins, Deed::SecondWins};
    constexpr std::pair<Deed, Deed> more_and_less[] = {{Deed::FirstMore, Deed::FirstLess},
                                                       {Deed::SecondMore, Deed::SecondLess}};
    for (std::size_t side = 0; side < 2; ++side) {
        say(dns_[side], {"Vắng mặt", "DNS"}, absent[side]);
        say(dsq_[side], {"Truất quyền", "DSQ"}, disqualified[side]);
        say(judges_[side], {"Giám khảo: bên này thắng…", "Judges: this side wins…"}, wins[side]);
        const auto [more, less] = more_and_less[side];
        sheets_[side]->show_keys(item_keys(face_.words, keys_, more, less));
    }
    say(set_clock_, {"Đặt đồng hồ…", "Set the clock…"}, Deed::SetClock);
    say(rerun_, {"Đấu lại", "Rerun"}, Deed::Rerun);
    say(abort_, {"Cho rời sân", "Send away"}, Deed::SendAway);
    say(protest_, {"Khiếu nại…", "Protest…"}, Deed::Protest);
}

void MatchControl::render_lists(const FieldView& now) {
    next_teams_->render(field_);
    events_->render(field_, now.played());
    // What is played now has the room; who comes next, once it is done with.
    const bool on = now.match != nullptr && !now.is_free();
    const bool shares = on && !shared_->is_empty();
    const bool high = window()->height() >= high_window_px;
    shared_scroll_->setVisible(shares);
    next_teams_->setVisible(!on || (high && events_->is_empty()));
    events_->setVisible(on && !events_->is_empty() && (high || !shares));
}

void MatchControl::say_hint(const QString& words) {
    hint_->setText(words);
    hint_->setToolTip(words);
    hint_->setVisible(!words.isEmpty());
    verdict_->setVisible(words.isEmpty() && !verdict_->text().isEmpty());
}

bool MatchControl::eventFilter(QObject* watched, QEvent* event) {
    // How much of the names fits on the button is known once it has its width.
    if (watched == next_ && event->type() == QEvent::Resize && face_.session.is_open()) render_next(view());
    return QWidget::eventFilter(watched, event);
}

bool MatchControl::waits_for_judges(const FieldView& now) const {
    if (now.match == nullptr || now.game == nullptr || !has_decision(*now.game)) return false;
    if (now.match->state != MatchState::Ended || now.sheet->state >= SheetState::Committed) return false;
    const auto worth = entry_->worth();
    return worth && !worth->decided;
}

}  // namespace sandau::station
