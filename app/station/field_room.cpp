#include "station/field_room.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "scoring/command_payloads.h"
#include "station/clock_panel.h"
#include "station/device_words.h"
#include "station/field_cues.h"
#include "station/field_panels.h"
#include "station/item_editors.h"
#include "station/kept.h"
#include "station/keys_dialog.h"
#include "station/match_control.h"
#include "station/match_steps.h"
#include "station/race_panel.h"
#include "station/score_sheet.h"
#include "station/step_strip.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

constexpr int high_window_px = 900;

/// What is on the left, and links on the right.
QHBoxLayout* row_of(QLayout* left, std::initializer_list<QPushButton*> links) {
    auto* row = new QHBoxLayout;
    row->addLayout(left, 1);
    for (QPushButton* link : links) {
        link->setProperty("role", "link");
        row->addWidget(link);
    }
    return row;
}

Phrase next_words(NextAction action) {
    switch (action) {
        case NextAction::Call:
            return {"Gọi vào sân", "Call to the field"};
        case NextAction::Ready:
            return {"Đội đã sẵn sàng", "The team is ready"};
        case NextAction::Start:
        case NextAction::NextPeriod:
        case NextAction::Overtime:
            return {"Bắt đầu tính giờ", "Start the clock"};
        case NextAction::Resume:
            return {"Chạy tiếp", "Go on"};
        case NextAction::End:
            return {"Kết thúc lượt", "End the run"};
        case NextAction::Review:
            return {"Soát điểm", "Review"};
        case NextAction::Confirm:
            return {"Xác nhận và công bố", "Confirm and publish"};
        case NextAction::Publish:
            return {"Công bố", "Publish"};
    }
    return {"", ""};
}

}  // namespace

FieldRoom::FieldRoom(const Face& face, Keys& keys, Sounds& sounds)
    : Room(face),
      keys_(keys),
      sounds_(sounds),
      cues_(new FieldCues(face, sounds, this)),
      tabs_(new QHBoxLayout),
      strip_(new StepStrip),
      with_fields_(new QWidget),
      without_fields_(muted()),
      team_(new QLabel),
      team_facts_(muted()),
      attempt_(new Pill),
      clock_(new ClockPanel(face, "clock")),
      estimate_(nullptr),
      trouble_(new KeptTexts(4)),
      next_(new QPushButton),
      hold_(new QPushButton),
      set_clock_(new QPushButton),
      hint_(new QLabel),
      dnf_(new HoldButton),
      dns_(new HoldButton),
      dsq_(new HoldButton),
      rerun_(new HoldButton),
      unload_(new HoldButton),
      protest_(new QPushButton),
      events_(new EventsPanel(face)),
      next_teams_(new NextTeams(face)),
      race_(new RacePanel(face)),
      sheet_(new ScoreSheet(face, ScoreSheet::Mode::Live)),
      run_control_(new QWidget),
      match_control_(new MatchControl(face, keys)),
      show_keys_(new QPushButton),
      mute_(new QPushButton) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(18, 10, 18, 10);
    outer->setSpacing(8);
    without_fields_->setAlignment(Qt::AlignCenter);
    outer->addWidget(without_fields_, 1);
    outer->addWidget(with_fields_, 1);
    auto* column = new QVBoxLayout(with_fields_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    tabs_->setSpacing(6);
    column->addLayout(row_of(tabs_, {mute_, show_keys_}));
    mute_->setObjectName(QStringLiteral("mute"));
    show_keys_->setObjectName(QStringLiteral("show_keys"));
    column->addWidget(strip_);
    auto* halves = new QHBoxLayout(run_control_);
    halves->setContentsMargins(0, 0, 0, 0);
    halves->setSpacing(12);
    halves->addWidget(build_left(), 1);
    auto* card = new Card(14);
    card->setFixedWidth(432);
    card->column()->addWidget(sheet_);
    halves->addWidget(card);
    column->addWidget(run_control_, 1);
    column->addWidget(match_control_, 1);
    connect(next_teams_, &NextTeams::chosen_changed, this, [this] { render_next(view()); });
    connect(sheet_, &ScoreSheet::changed, this, [this] { say_hint({}); });
    connect(show_keys_, &QPushButton::clicked, this, [this] { KeysDialog::ask(face_, keys_, this); });
    connect(&keys_, &Keys::changed, this, &FieldRoom::refresh);
    connect(mute_, &QPushButton::clicked, this, [this] { sounds_.set_muted(!sounds_.is_muted()); });
    connect(&sounds_, &Sounds::changed, this, &FieldRoom::render_sounds);
    connect(&sounds_, &Sounds::given, this, [this](Cue cue, int seconds) {
        for (ClockPanel* clock : {clock_, match_control_->clock()}) clock->show_cue(cue, seconds);
    });
}

FieldRoom::~FieldRoom() = default;

QWidget* FieldRoom::build_left() {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* team_row = new QHBoxLayout;
    team_->setProperty("role", "team");
    team_->setTextFormat(Qt::PlainText);
    team_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    team_->setObjectName(QStringLiteral("field_team"));
    team_row->addWidget(team_, 1);
    team_row->addWidget(attempt_);
    column->addLayout(team_row);
    team_facts_->setTextFormat(Qt::PlainText);
    team_facts_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    column->addWidget(team_facts_);
    column->addWidget(clock_);
    estimate_ = build_estimate();
    column->addWidget(estimate_);
    trouble_->setObjectName(QStringLiteral("field_trouble"));
    column->addWidget(trouble_);
    auto* action = new QHBoxLayout;
    next_->setProperty("role", "next");
    next_->setObjectName(QStringLiteral("next_action"));
    next_->setMinimumHeight(58);
    next_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    action->addWidget(next_, 1);
    hold_->setProperty("role", "hold");
    hold_->setObjectName(QStringLiteral("hold_action"));
    action->addWidget(hold_);
    set_clock_->setProperty("role", "hold");
    set_clock_->setObjectName(QStringLiteral("set_clock"));
    action->addWidget(set_clock_);
    column->addLayout(action);
    hint_->setProperty("role", "small");
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setObjectName(QStringLiteral("field_hint"));
    hint_->hide();
    column->addWidget(hint_);
    auto* panels = new QHBoxLayout;
    panels->setSpacing(12);
    events_->setObjectName(QStringLiteral("events"));
    panels->addWidget(events_, 6);
    panels->addWidget(next_teams_, 5);
    panels->addWidget(race_, 5);
    column->addLayout(panels, 1);
    column->addWidget(build_grave());
    connect(next_, &QPushButton::clicked, this,
            [this] { is_on_space(view().next) ? press_next() : press_confirm(); });
    connect(hold_, &QPushButton::clicked, this, &FieldRoom::press_hold);
    connect(set_clock_, &QPushButton::clicked, this, &FieldRoom::ask_clock);
    return box;
}

QWidget* FieldRoom::build_grave() {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    for (HoldButton* button : {rerun_, dnf_, dns_, dsq_, unload_}) {
        button->setProperty("role", "grave");
        face_.words.bind_tip(button, {"Giữ một giây", "Hold for a second"});
        row->addWidget(button);
    }
    row->addStretch(1);
    protest_->setProperty("role", "grave");
    row->addWidget(protest_);
    connect(dnf_, &HoldButton::held, this, [this] { ask_status(SheetStatus::DNF); });
    connect(dns_, &HoldButton::held, this, [this] { ask_status(SheetStatus::DNS); });
    connect(dsq_, &HoldButton::held, this, [this] { ask_status(SheetStatus::DSQ); });
    connect(rerun_, &HoldButton::held, this, &FieldRoom::ask_rerun);
    connect(unload_, &HoldButton::held, this, &FieldRoom::ask_unload);
    connect(protest_, &QPushButton::clicked, this, &FieldRoom::ask_protest);
    return box;
}

QWidget* FieldRoom::build_estimate() {
    auto* label = new QLabel;
    label->setProperty("role", "finding");
    label->setWordWrap(true);
    face_.words.bind(label, {"Máy vừa khởi động lại: đồng hồ là số ước lượng và đang dừng. Trọng tài chọn "
                             "đặt lại đồng hồ, chạy tiếp hoặc thi lại.",
                             "The machine was restarted: the clock is an estimate and is held. The referee "
                             "sets the clock, goes on or reruns."});
    return label;
}

void FieldRoom::take_focus() {
    plays_match(view()) ? match_control_->take_focus() : next_->setFocus();
}

bool FieldRoom::plays_match(const FieldView& now) const {
    if (now.match != nullptr || now.run != nullptr) return now.match != nullptr;
    const std::optional<NextUp> next = next_teams_->chosen();
    return next && !next->match.empty();
}

FieldView FieldRoom::view() const {
    return face_.session.is_open() ? look_at(face_.session.contest(), field_) : FieldView{};
}

void FieldRoom::choose_field(const FieldId& field) {
    if (field == field_) return;
    field_ = field;
    say_hint({});
    refresh();
}

void FieldRoom::render() {
    const Contest& contest = face_.session.contest();
    const std::vector<FieldId> known = fields();
    with_fields_->setVisible(!known.empty());
    without_fields_->setVisible(known.empty());
    without_fields_->setText(face_.say(
        {"Chưa có sân thi đấu.\nXếp lịch hoặc bốc thăm ở phòng “Bốc thăm – Lịch” thì các sân hiện ở đây.",
         "There are no fields yet.\nMake a timetable or a draw in “Draw – Timetable” and the fields show "
         "here."}));
    if (known.empty()) return;
    if (std::find(known.begin(), known.end(), field_) == known.end()) field_ = known.front();
    cues_->watch(field_);
    render_tabs();
    render_sounds();
    QStringList steps;
    for (int i = 0; i < step_count; ++i) steps << face_.say(step_name(static_cast<Step>(i)));
    strip_->set_steps(steps);
    const FieldView now = view();
    note_step(now);
    strip_->set_current(now.step ? static_cast<int>(*now.step) : -1);
    next_teams_->render(field_);
    const bool match = plays_match(now);
    run_control_->setVisible(!match);
    match_control_->setVisible(match);
    add_field_->setVisible(!contest.table<Match>().empty());
    show_keys_->setText(face_.say({"Phím tắt…", "Keys…"}) + u' ' +
                        keys_.on_button(face_.words, {Deed::ShowKeys}));
    if (match) return match_control_->show_field(field_, now);
    events_->render(field_, now.played());
    sheet_->show_sheet(now.played());
    render_team(now);
    render_trouble(now);
    render_keys();
    render_next(now);
    render_grave(now);
    clock_->show_field(field_);
    // Those who race together are more to the point, until the next ones are to be called.
    race_->render(field_);
    next_teams_->setVisible(race_->isHidden() || now.is_free());
}

void FieldRoom::note_step(const FieldView& now) {
    const std::string step = field_.text + now.played().text +
                             (now.clock() != nullptr ? now.clock()->period : std::string()) +
                             std::to_string(now.step ? static_cast<int>(*now.step) : -1);
    if (step == step_seen_) return;
    step_seen_ = step;
    step_since_ = face_.session.now();
}

bool FieldRoom::is_deaf() const {
    const Instant now = face_.session.now();
    return (now.mono - step_since_.mono) < milliseconds(deaf_after_step_ms);
}

std::vector<FieldId> FieldRoom::fields() const {
    std::vector<FieldId> known = fields_of(face_.session.contest());
    int number = 0;
    for (int added = 0; added < fields_added_ && ++number < 100;) {
        const FieldId id("F" + std::to_string(number));
        if (std::find(known.begin(), known.end(), id) != known.end()) continue;
        known.push_back(id);
        ++added;
    }
    return known;
}

QString FieldRoom::tab_words(const FieldId& id) const {
    const Contest& contest = face_.session.contest();
    const FieldView there = look_at(contest, id);
    const Field* field = contest.table<Field>().find(id.text);
    const QString name = text_of(field == nullptr || field->name.empty() ? id.text : field->name);
    const bool stopped = is_stopped(contest, there);
    return name + QStringLiteral(" · ") +
           (stopped                          ? face_.say({"DỪNG KHẨN CẤP", "EMERGENCY STOP"})
            : there.step && !there.is_free() ? face_.say(step_name(*there.step))
                                             : face_.say({"trống", "free"}));
}

void FieldRoom::render_tabs() {
    const std::vector<FieldId> ids = fields();
    const bool same = ids.size() == tab_buttons_.size() &&
                      std::equal(ids.begin(), ids.end(), tab_buttons_.begin(),
                                 [](const FieldId& id, const auto& tab) { return id == tab.first; });
    if (!same) {
        clear_layout(tabs_);
        tab_buttons_.clear();
        for (const FieldId& id : ids) {
            auto* button = new QPushButton;
            button->setProperty("role", "field");
            button->setCheckable(true);
            button->setFocusPolicy(Qt::NoFocus);
            connect(button, &QPushButton::clicked, this, [this, id] { choose_field(id); });
            tabs_->addWidget(button);
            tab_buttons_.emplace_back(id, button);
        }
        add_field_ = new QPushButton;
        add_field_->setProperty("role", "link");
        add_field_->setObjectName(QStringLiteral("add_field"));
        add_field_->setFocusPolicy(Qt::NoFocus);
        connect(add_field_, &QPushButton::clicked, this, [this] {
            ++fields_added_;
            refresh();
        });
        tabs_->addWidget(add_field_);
        tabs_->addStretch(1);
    }
    add_field_->setText(face_.say({"+ Thêm sân", "+ Add a field"}));
    int number = 0;
    for (const auto& [id, button] : tab_buttons_) {
        ++number;
        button->setText(tab_words(id));
        button->setChecked(id == field_);
        button->setToolTip(key_words(face_.words, keys_.of({Deed::ShowField, number}).key));
    }
}

void FieldRoom::render_team(const FieldView& now) {
    if (now.entry == nullptr) {
        team_->setText(face_.say({"Sân trống", "The field is free"}));
        team_facts_->setText(face_.say({"Gọi đội tiếp theo vào sân.", "Call the next team to the field."}));
        attempt_->show_word({}, Tone::Plain);
        return;
    }
    const Contest& contest = face_.session.contest();
    team_->setText(text_of(now.entry->name));
    team_->setToolTip(text_of(now.entry->name));
    QStringList facts;
    if (const Division* division = face_.session.definition().division(now.entry->division))
        facts << face_.say(division->name);
    facts << organization_name(contest, *now.entry);
    if (now.stage != nullptr) facts << face_.say(now.stage->name);
    facts.removeAll(QString());
    team_facts_->setText(facts.join(QStringLiteral(" · ")));
    const DivisionPlay* play = now.stage != nullptr ? now.stage->division(now.entry->division) : nullptr;
    QString attempt = face_.say({"Lượt %1/%2", "Run %1 of %2"})
                          .arg(now.run->number)
                          .arg(play != nullptr ? play->attempts : 1);
    if (!now.run->rerun_of.empty()) attempt += face_.say({" · thi lại", " · rerun"});
    const bool fine = now.sheet->content.status == SheetStatus::OK;
    if (!fine) attempt += QStringLiteral(" · ") + face_.say(status_name(now.sheet->content.status));
    attempt_->show_word(attempt, fine ? Tone::Accent : Tone::Bad);
}

void FieldRoom::render_trouble(const FieldView& now) {
    std::vector<KeptTexts::Paragraph> lines;
    if (is_stopped(face_.session.contest(), now))
        lines.push_back({stop_sentence(face_, now), "finding", Tone::Bad});
    for (const DeviceNote& note : field_notes(face_, field_))
        lines.push_back({note.text, "finding", note.tone});
    // The clock and the next step keep their room: the Devices room has them all.
    const std::size_t room = window()->height() < high_window_px ? 1 : 3;
    if (lines.size() > room) {
        lines[room - 1].text += face_.say({" (và %1 tin nữa ở phòng Thiết bị)", " (and %1 more in Devices)"})
                                    .arg(lines.size() - room);
        lines.resize(room);
    }
    trouble_->show_texts(lines);
}

void FieldRoom::render_next(const FieldView& now) {
    QString text = face_.say(next_words(now.next));
    bool enabled = true;
    const bool on_space = is_on_space(now.next);
    if (now.next == NextAction::Call) {
        enabled = next_teams_->chosen().has_value();
        text = enabled
                   ? face_.say({"Gọi vào sân: %1", "Call: %1"}).arg(next_teams_->chosen_words())
                   : face_.say({"Sân này đã hết lượt trong lịch", "No more runs in this field's timetable"});
    }
    if (enabled)
        text += QStringLiteral("   ") + keys_.on_button(face_.words, {on_space ? Deed::Next : Deed::Confirm});
    next_->setText(next_->fontMetrics().elidedText(text, Qt::ElideRight, std::max(200, next_->width() - 44)));
    next_->setToolTip(text);
    next_->setEnabled(enabled);
    set_tone(next_, on_space ? Tone::Plain : Tone::Good);
    const bool running = now.next == NextAction::End;
    hold_->setVisible(running);
    set_clock_->setVisible(now.run != nullptr && now.run->clock.state == ClockState::Paused);
    estimate_->setVisible(now.run != nullptr && now.run->clock.estimated);
}

void FieldRoom::render_grave(const FieldView& now) {
    const bool open = now.sheet != nullptr && now.sheet->state < SheetState::Committed;
    const bool begun = now.run != nullptr && now.run->state >= RunState::Running;
    dnf_->setEnabled(open && begun);
    dns_->setEnabled(open && !begun);
    dsq_->setEnabled(open);
    rerun_->setEnabled(now.run != nullptr && begun);
    unload_->setEnabled(open);
    protest_->setEnabled(now.sheet != nullptr && begun);
}

void FieldRoom::render_sounds() {
    const std::optional<Phrase> silent = sounds_.silent_because();
    mute_->setText((silent               ? face_.say({"Không có âm thanh", "No sound"})
                    : sounds_.is_muted() ? face_.say({"Âm thanh: tắt", "Sounds: off"})
                                         : face_.say({"Âm thanh: bật", "Sounds: on"})) +
                   u' ' + keys_.on_button(face_.words, {Deed::Mute}));
    const QString shown = face_.say({"Mỗi tín hiệu luôn hiện trên đồng hồ và ở chân cửa sổ.",
                                     "Each cue always shows on the clock and in the window's foot."});
    mute_->setToolTip(silent ? face_.say(*silent) + u'\n' + shown : shown);
}

void FieldRoom::say_hint(const QString& words) {
    hint_->setText(words);
    hint_->setVisible(!words.isEmpty());
}

void FieldRoom::showEvent(QShowEvent* event) {
    if (!filtering_) qApp->installEventFilter(this);
    filtering_ = true;
    Room::showEvent(event);
}

void FieldRoom::hideEvent(QHideEvent* event) {
    let_go_of_key();
    qApp->removeEventFilter(this);
    filtering_ = false;
    Room::hideEvent(event);
}

void FieldRoom::resizeEvent(QResizeEvent* event) {
    Room::resizeEvent(event);
    if (face_.session.is_open()) render_next(view());
}

QString FieldRoom::named(const Phrase& what, const FieldView& now) const {
    return QStringLiteral("%1, %2").arg(
        face_.say(what), now.entry != nullptr ? text_of(now.entry->name) : text_of(field_.text));
}

template <class Command>
void FieldRoom::step(const Phrase& what) {
    const FieldView now = view();
    if (now.run == nullptr) return;
    Command command;
    if constexpr (requires { command.run; })
        command.run = now.run->id;
    else
        command.sheet = now.run->id;
    face_.session.submit(this, command, named(what, now));
}

void FieldRoom::press_next() {
    if (is_deaf()) return;
    const FieldView now = view();
    if (plays_match(now)) return match_control_->press_next();
    say_hint({});
    switch (now.next) {
        case NextAction::Call:
            return call_next();
        case NextAction::Ready:
            return step<commands::RunReady>({"sẵn sàng", "ready"});
        case NextAction::Start:
        case NextAction::NextPeriod:
        case NextAction::Overtime:
            return step<commands::RunStart>({"bắt đầu", "start"});
        case NextAction::Resume:
            return step<commands::RunResume>({"chạy tiếp", "go on"});
        case NextAction::End:
            return step<commands::RunEnd>({"kết thúc", "end"});
        case NextAction::Review:
            if (sheet_->focus_wrong()) return say_hint(wrong_words(face_));
            if (sheet_->focus_unanswered()) {
                say_hint(face_.say({"Còn mục chưa trả lời Có hay Không: hãy trả lời rồi soát điểm.",
                                    "A yes-or-no item is not answered yet: answer it, then review."}));
                return;
            }
            return step<commands::ScoreReview>({"soát điểm", "review"});
        case NextAction::Confirm:
        case NextAction::Publish:
            return say_hint(keys_.stops_here(face_.words));
    }
}

void FieldRoom::press_confirm() {
    const FieldView now = view();
    if (is_deaf()) return;
    if (plays_match(now)) return match_control_->press_confirm();
    if (now.run == nullptr) return;
    say_hint({});
    const QString team = text_of(now.entry != nullptr ? now.entry->name : now.run->entry.text);
    if (now.next == NextAction::Publish) return publish(now.run->id, team);
    if (now.next != NextAction::Confirm) return;
    if (sheet_->saved() != Saved::Durable) {
        say_hint(face_.say({"Phiếu chưa ghi xong, chờ một chút rồi bấm lại.",
                            "The sheet is not written yet; wait a moment, then again."}));
        return;
    }
    commands::ScoreCommit command;
    command.sheet = now.run->id;
    // What is confirmed is what was seen: a change in between is refused.
    face_.session.submit(
        this, command, named({"xác nhận", "confirm"}, now),
        [this, run = now.run->id, team](const Result<Answer>& answer) {
            if (answer) publish(run, team);
        },
        face_.session.as_seen(now.sheet->object()));
}

void FieldRoom::publish(const RunId& run, const QString& team) {
    commands::ScorePublish command;
    command.sheet = run;
    face_.session.submit(this, command, face_.say({"công bố, %1", "publish, %1"}).arg(team));
}

void FieldRoom::press_hold() {
    const FieldView now = view();
    if (plays_match(now)) return match_control_->press_hold();
    if (now.next == NextAction::End) return step<commands::RunPause>({"tạm dừng", "hold"});
}

void FieldRoom::call_next() {
    const std::optional<NextUp> next = next_teams_->chosen();
    if (!next) return;
    const QString named = face_.say({"gọi vào sân, %1", "call, %1"}).arg(next_teams_->chosen_words());
    if (next->match.empty())
        return face_.session.submit(this, commands::RunLoad{next->slot.stage, next->slot.entry, field_, 0},
                                    named);
    face_.session.submit(this, commands::MatchLoad{next->match, field_, {}}, named);
}

}  // namespace sandau::station
