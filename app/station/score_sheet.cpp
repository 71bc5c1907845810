#include "station/score_sheet.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "scoring/command_payloads.h"
#include "station/item_editors.h"
#include "station/kept.h"
#include "station/origin_dialog.h"
#include "station/rank_words.h"
#include "station/time_words.h"
#include "station/widgets.h"

namespace sandau::station {

ScoreSheet::ScoreSheet(const Face& face, Mode mode)
    : face_(face),
      mode_(mode),
      empty_(muted()),
      body_(new QWidget),
      scroll_(new ScrollColumn),
      rows_(new QVBoxLayout),
      saved_(new Pill),
      state_(new Pill),
      time_box_(new QWidget),
      time_(new QLineEdit),
      measured_(new QLabel),
      hand_(new QLineEdit),
      take_measured_(new QPushButton),
      counts_(new QLabel),
      origin_(new QPushButton),
      total_(new QLabel),
      why_(new QLabel),
      findings_(new KeptTexts) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    outer->addWidget(empty_, 1);
    outer->addWidget(body_, 1);
    auto* column = new QVBoxLayout(body_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* head = new QHBoxLayout;
    auto* title = heading();
    face_.words.bind(title, {"Phiếu ghi điểm", "Score sheet"});
    head->addWidget(title);
    head->addWidget(state_);
    head->addStretch(1);
    head->addWidget(saved_);
    column->addLayout(head);
    scroll_->column()->addLayout(rows_);
    scroll_->column()->addStretch(1);
    rows_->setSpacing(6);
    column->addWidget(scroll_, 1);
    build_time();
    column->addWidget(time_box_);
    column->addWidget(line());
    column->addWidget(findings_);
    build_foot();
    render();
}

void ScoreSheet::build_time() {
    auto* grid = new QGridLayout(time_box_);
    grid->setContentsMargins(0, 2, 0, 2);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    auto* official = new QLabel;
    official->setProperty("role", "heading");
    face_.words.bind(official, {"Thời gian chính thức", "Official time"});
    grid->addWidget(official, 0, 0);
    time_->setAlignment(Qt::AlignRight);
    time_->setFixedWidth(128);
    time_->setObjectName(QStringLiteral("official_time"));
    face_.words.bind_name(time_, {"Thời gian chính thức", "Official time"});
    grid->addWidget(time_, 0, 1);
    measured_->setProperty("role", "small");
    measured_->setWordWrap(true);
    grid->addWidget(measured_, 1, 0);
    face_.words.bind(take_measured_, {"Lấy giờ đo", "Take measured"});
    grid->addWidget(take_measured_, 1, 1);
    auto* by_hand = new QLabel;
    by_hand->setProperty("role", "small");
    face_.words.bind(by_hand, {"Bấm giờ tay (để đối chiếu)", "Hand time (kept beside)"});
    grid->addWidget(by_hand, 2, 0);
    hand_->setAlignment(Qt::AlignRight);
    hand_->setFixedWidth(128);
    face_.words.bind_name(hand_, {"Bấm giờ tay", "Hand time"});
    grid->addWidget(hand_, 2, 1);
    counts_->setProperty("role", "small");
    counts_->setWordWrap(true);
    counts_->setObjectName(QStringLiteral("time_counts"));
    grid->addWidget(counts_, 3, 0);
    face_.words.bind(origin_, {"Nguồn gốc…", "Its origin…"});
    origin_->setObjectName(QStringLiteral("time_origin"));
    origin_->setProperty("role", "link");
    grid->addWidget(origin_, 3, 1, Qt::AlignRight | Qt::AlignTop);
    connect(origin_, &QPushButton::clicked, this, [this] {
        if (const Sheet* now = sheet()) OriginDialog::show_time(face_, now->id, window());
    });
    grid->setColumnStretch(0, 1);
    connect(time_, &QLineEdit::editingFinished, this, [this] { edit_time(time_->text()); });
    connect(hand_, &QLineEdit::editingFinished, this, [this] { edit_hand(hand_->text()); });
    connect(take_measured_, &QPushButton::clicked, this, [this] {
        const Sheet* now = sheet();
        if (now == nullptr || !now->content.measured) return;
        time_edit_ms_ = now->content.measured->time_ms;
        send();
    });
}

void ScoreSheet::build_foot() {
    auto* row = new QHBoxLayout;
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    auto* name = heading();
    face_.words.bind(name, {"Tổng tạm tính", "Running total"});
    words->addWidget(name);
    why_->setProperty("role", "small");
    why_->setWordWrap(true);
    words->addWidget(why_);
    row->addLayout(words, 1);
    total_->setProperty("role", "total");
    total_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    total_->setObjectName(QStringLiteral("sheet_total"));
    row->addWidget(total_);
    qobject_cast<QVBoxLayout*>(body_->layout())->addLayout(row);
}

const Sheet* ScoreSheet::sheet() const {
    if (!face_.session.is_open() || run_.empty()) return nullptr;
    return face_.session.contest().table<Sheet>().find(run_.text);
}

bool ScoreSheet::editable() const {
    const Sheet* now = sheet();
    if (now == nullptr) return false;
    if (mode_ == Mode::Correction) return now->state >= SheetState::Committed;
    return now->state == SheetState::Draft || now->state == SheetState::Reviewed;
}

void ScoreSheet::show_sheet(const RunId& run) {
    if (run != run_) {
        run_ = run;
        forget_edits();
        in_flight_ = Json(Json::Object{});
        sending_ = false;
        // What was half typed was meant for the other run.
        for (const auto& [id, editor] : editors_) editor->forget_typing();
        for (QLineEdit* edit : {time_, hand_}) edit->setModified(false);
        wrong_time_ = nullptr;
    }
    render();
}

void ScoreSheet::build() {
    clear_layout(rows_);
    editors_.clear();
    in_order_.clear();
    const Sheet* now = sheet();
    const Entry* entry = face_.session.contest().table<Entry>().find(now->entry.text);
    const Stage* stage = face_.session.definition().stage(now->stage);
    const DivisionPlay* play =
        entry != nullptr && stage != nullptr ? stage->division(entry->division) : nullptr;
    if (play == nullptr || !play->game) return;
    for (const Item& item : play->game->items) {
        ItemEditor* editor = make_editor(face_.words, item);
        connect(editor, &ItemEditor::edited, this,
                [this, id = item.id](const Json& value) { edit(id, value); });
        rows_->addWidget(editor);
        if (editor->parentWidget() != nullptr) editor->show();
        editors_[item.id] = editor;
        in_order_.push_back(editor);
    }
    show_keys(keys_);
}

void ScoreSheet::show_keys(const ItemKeys& keys) {
    keys_ = keys;
    for (std::size_t i = 0; i < std::min(in_order_.size(), keys.size()); ++i)
        in_order_[i]->show_keys(keys[i].first, keys[i].second);
}

void ScoreSheet::bump(std::size_t item, int by) {
    if (sheet() != nullptr && item < in_order_.size()) in_order_[item]->bump(by);
}

void ScoreSheet::build_anew_where_needed(const Sheet& now) {
    const Entry* entry = face_.session.contest().table<Entry>().find(now.entry.text);
    BuiltFor wanted{face_.session.contest().definition, now.stage,
                    entry != nullptr ? entry->division : DivisionId(), face_.words.language()};
    if (built_for_ == wanted) return;
    built_for_ = std::move(wanted);
    build();
}

SheetContent ScoreSheet::content_now(const Sheet& of) const {
    SheetContent content = of.content;
    for (const Json* some : {&in_flight_, &edits_})
        if (const Json::Object* entered = some->as_object())
            for (const auto& [id, value] : *entered) content.items.set(id, value);
    if (time_edit_ms_) content.time_ms = time_edit_ms_;
    if (hand_edit_ms_) content.hand_ms = hand_edit_ms_;
    return content;
}

void ScoreSheet::render() {
    const Sheet* now = sheet();
    empty_->setVisible(now == nullptr);
    body_->setVisible(now != nullptr);
    if (now == nullptr) {
        empty_->setText(face_.say({"Chưa có đội trên sân.\nGọi đội vào sân thì phiếu ghi điểm hiện ở đây.",
                                   "Nobody is on the field.\nCall a team and its score sheet shows here."}));
        return;
    }
    build_anew_where_needed(*now);
    const SheetContent content = content_now(*now);
    const bool may_edit = editable();
    const std::optional<SheetEvaluation> worth = worth_of(face_.session.contest(), *now, content);
    for (const auto& [id, editor] : editors_) {
        const Json* value = content.items.find(id);
        editor->show_value(value != nullptr ? *value : Json());
        editor->set_editable(may_edit);
        bool trouble = false;
        if (worth)
            for (const SheetFinding& finding : worth->findings) trouble = trouble || finding.error.item == id;
        editor->mark_trouble(trouble || editor->is_wrong());
    }
    state_->show_word(face_.say(sheet_state_name(now->state)),
                      now->state >= SheetState::Committed  ? Tone::Good
                      : now->state == SheetState::Reviewed ? Tone::Accent
                                                           : Tone::Plain);
    render_time(content, may_edit);
    if (worth) render_foot(*worth, content);
    render_saved();
}

void ScoreSheet::render_time(const SheetContent& content, bool may_edit) {
    const Sheet* now = sheet();
    const Entry* entry = face_.session.contest().table<Entry>().find(now->entry.text);
    const Stage* stage = face_.session.definition().stage(now->stage);
    const DivisionPlay* play =
        entry != nullptr && stage != nullptr ? stage->division(entry->division) : nullptr;
    const bool timed =
        play != nullptr && play->game && (play->game->limit_ms || !play->game->periods.empty());
    time_box_->setVisible(timed || content.time_ms.has_value());
    const auto put = [&](QLineEdit* edit, const std::optional<std::int64_t>& ms) {
        edit->setReadOnly(!may_edit);
        if ((edit->hasFocus() && edit->isModified()) || edit == wrong_time_) return;
        edit->setText(ms ? face_.words.time(*ms) : QString());
        edit->setPlaceholderText(face_.say({"–:––,–––", "–:––.–––"}));
        set_tone(edit, Tone::Plain);
    };
    if (!may_edit) wrong_time_ = nullptr;
    put(time_, content.time_ms);
    put(hand_, content.hand_ms);
    hand_->setEnabled(mode_ == Mode::Live);
    const auto& measured = content.measured;
    QString words = face_.say({"Cổng đo: chưa có", "Gates: nothing yet"});
    if (measured && !measured->fault.empty())
        words = face_.say({"Cổng đo không tin được: %1", "Gates cannot be trusted: %1"})
                    .arg(face_.words.say(Refusal{measured->fault, {}, {}}));
    else if (measured)
        words = face_.say({"Cổng đo: %1 %2", "Gates: %1 %2"})
                    .arg(face_.words.time(measured->time_ms), face_.words.bound(measured->bound_ns));
    measured_->setText(words);
    const DeviceNote note = time_note(face_, content);
    const QString wrong = wrong_time_ != nullptr ? wrong_time_words() : QString();
    counts_->setText(wrong.isEmpty() ? note.text : wrong);
    set_tone(counts_, wrong.isEmpty() ? Tone::Plain : Tone::Bad);
    counts_->setVisible(!wrong.isEmpty() || (!note.text.isEmpty() && (measured || content.hand_ms)));
    origin_->setVisible(measured.has_value());
    take_measured_->setVisible(may_edit && measured && measured->fault.empty() &&
                               content.time_ms != measured->time_ms);
}

QString ScoreSheet::wrong_time_words() const {
    constexpr qsizetype shown_max = 24;
    return QStringLiteral("! ") + face_
                                      .say({"“%1” không phải là thời gian: ghi như 1:02,5 hoặc 62,5.",
                                            "“%1” is no time: write it like 1:02.5 or 62.5."})
                                      .arg(wrong_time_->text().left(shown_max));
}

void ScoreSheet::render_foot(const SheetEvaluation& worth, const SheetContent& content) {
    total_->setText(worth.counts && worth.total ? face_.words.figure(worth.total->text())
                                                : QStringLiteral("–"));
    QStringList parts;
    const Sheet* now = sheet();
    const Stage* stage = face_.session.definition().stage(now->stage);
    for (const auto& [id, figure] : worth.derived) {
        if (id == "total" || stage == nullptr) continue;
        parts << QStringLiteral("%1 %2").arg(
            derived_name(face_.words, *stage, id),
            figure ? face_.words.figure(figure->text()) : QStringLiteral("–"));
    }
    if (content.status != SheetStatus::OK)
        parts.prepend(face_.say(status_name(content.status)) +
                      (content.reason.empty() ? QString() : QStringLiteral(": ") + text_of(content.reason)));
    if (!worth.counts) parts.prepend(face_.say({"không tính", "does not count"}));
    why_->setText(parts.join(QStringLiteral(" · ")));
    std::vector<KeptTexts::Paragraph> findings;
    for (const SheetFinding& finding : worth.findings)
        findings.push_back(
            {finding.message.empty() ? face_.words.say(finding.what) : face_.say(finding.message), "finding",
             finding.error.severity == Severity::Error ? Tone::Bad : Tone::Warning});
    findings_->show_texts(findings);
}

Saved ScoreSheet::saved() const {
    const bool here = has_edits();
    if (here) return Saved::Here;
    return sending_ ? face_.session.handed_in() : Saved::Durable;
}

void ScoreSheet::render_saved() {
    switch (saved()) {
        case Saved::Here:
            saved_->show_word(face_.say({"○ Mới ở máy này", "○ Only here"}), Tone::Warning);
            break;
        case Saved::Received:
            saved_->show_word(face_.say({"◐ Đã nhận, đang ghi", "◐ Received, writing"}), Tone::Accent);
            break;
        case Saved::Durable:
            saved_->show_word(face_.say({"● Đã ghi chắc", "● Safe on disk"}), Tone::Good);
            break;
    }
}

QString ScoreSheet::total_text() const {
    return total_->text();
}

bool ScoreSheet::has_edits() const {
    return !edits_.as_object()->empty() || (!sending_ && (time_edit_ms_ || hand_edit_ms_));
}

void ScoreSheet::forget_edits() {
    edits_ = Json(Json::Object{});
    time_edit_ms_.reset();
    hand_edit_ms_.reset();
}

bool ScoreSheet::focus_wrong() {
    if (wrong_time_ != nullptr) {
        wrong_time_->setFocus();
        wrong_time_->selectAll();
        return true;
    }
    for (const auto& [id, editor] : editors_) {
        if (!editor->is_wrong()) continue;
        editor->setFocus();
        scroll_->ensureWidgetVisible(editor);
        return true;
    }
    return false;
}

bool ScoreSheet::focus_unanswered() {
    const Sheet* now = sheet();
    const Entry* entry =
        now != nullptr ? face_.session.contest().table<Entry>().find(now->entry.text) : nullptr;
    const Stage* stage = now != nullptr ? face_.session.definition().stage(now->stage) : nullptr;
    const DivisionPlay* play =
        entry != nullptr && stage != nullptr ? stage->division(entry->division) : nullptr;
    if (play == nullptr || !play->game) return false;
    const std::vector<std::string> open = unanswered(*play->game, content_now(*now));
    if (open.empty()) return false;
    editors_[open.front()]->setFocus();
    scroll_->ensureWidgetVisible(editors_[open.front()]);
    return true;
}

void ScoreSheet::edit(const std::string& item, const Json& value) {
    if (!editable()) return;
    edits_.set(item, value);
    send();
}

std::optional<std::int64_t> ScoreSheet::typed_time(QLineEdit* edit, const QString& text) {
    if (!editable() || !edit->isModified()) return std::nullopt;
    edit->setModified(false);
    const std::optional<std::int64_t> ms = read_time_ms(text);
    if (ms && wrong_time_ == edit) wrong_time_ = nullptr;
    if (!ms) {
        wrong_time_ = edit;
        set_tone(edit, Tone::Bad);
        render();
    }
    return ms;
}

void ScoreSheet::edit_time(const QString& text) {
    if (const std::optional<std::int64_t> ms = typed_time(time_, text)) {
        time_edit_ms_ = ms;
        send();
    }
}

void ScoreSheet::edit_hand(const QString& text) {
    if (const std::optional<std::int64_t> ms = typed_time(hand_, text)) {
        hand_edit_ms_ = ms;
        send();
    }
}

void ScoreSheet::send() {
    if (mode_ == Mode::Correction || sending_) {
        render();
        emit changed();
        return;
    }
    commands::ScoreSet command;
    command.sheet = run_;
    command.items = edits_;
    command.time_ms = time_edit_ms_;
    command.hand_ms = hand_edit_ms_;
    in_flight_ = std::exchange(edits_, Json(Json::Object{}));
    sending_ = true;
    const QString named =
        face_.say({"phiếu %1", "sheet of %1"}).arg(entry_name(face_.session.contest(), sheet()->entry));
    face_.session.submit(
        this, command, named,
        [this, run = run_, time = time_edit_ms_, hand = hand_edit_ms_](const Result<Answer>&) {
            if (run != run_) return;
            // Refused or taken: what the host has is what is shown from now on.
            sending_ = false;
            in_flight_ = Json(Json::Object{});
            if (time_edit_ms_ == time) time_edit_ms_.reset();
            if (hand_edit_ms_ == hand) hand_edit_ms_.reset();
            if (has_edits()) send();
            render();
            emit changed();
        });
    render();
    emit changed();
}

}  // namespace sandau::station
