#include "station/mark_sheet.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "documents/exact_number.h"
#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "station/conflict_dialog.h"
#include "station/criterion_row.h"
#include "station/file_list.h"
#include "station/keys.h"
#include "station/people_words.h"
#include "station/reason_dialog.h"
#include "station/run_steps.h"
#include "station/seat_rooms.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

/// What is pressed sooner after the sheet came up was meant for the one before.
constexpr Duration deaf = milliseconds(500);

QString text_in(const Json& json, const char* name) {
    const Json* value = json.find(name);
    return value != nullptr && value->as_string() != nullptr ? text_of(*value->as_string()) : QString();
}

QString criterion_name(const Face& face, const Criterion& criterion) {
    return criterion.name.empty() ? text_of(criterion.id) : face.say(criterion.name);
}

QString names_of(const Face& face, const Rubric& rubric, const std::vector<std::string>& criteria) {
    QStringList names;
    for (const std::string& id : criteria)
        if (const Criterion* criterion = rubric.criterion(id)) names << criterion_name(face, *criterion);
    return names.join(QStringLiteral(", "));
}

}  // namespace

MarkSheet::MarkSheet(const Face& face, const Keys& keys)
    : face_(face),
      keys_(keys),
      title_(heading()),
      about_(muted()),
      saved_(new Pill),
      blind_(new Pill),
      files_(new FileList(face)),
      rows_(new QVBoxLayout),
      notes_(new KeptTexts),
      total_(new QLabel),
      submit_(new QPushButton),
      conflict_(new QPushButton),
      recuse_(new QPushButton),
      reopen_(new QPushButton) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    build_head(column);
    auto* scroll = new ScrollColumn;
    scroll->column()->addLayout(rows_.column());
    scroll->column()->addStretch(1);
    column->addWidget(scroll, 1);
    build_foot(column);
}

void MarkSheet::build_head(QVBoxLayout* column) {
    auto* head = new QHBoxLayout;
    title_->setObjectName(QStringLiteral("mark_title"));
    about_->setObjectName(QStringLiteral("mark_about"));
    for (QLabel* label : {title_, about_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    head->addWidget(title_, 1);
    head->addWidget(saved_, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(about_);
    column->addWidget(blind_, 0, Qt::AlignLeft);
    files_->setObjectName(QStringLiteral("mark_files"));
    column->addWidget(files_);
}

void MarkSheet::build_foot(QVBoxLayout* column) {
    notes_->setObjectName(QStringLiteral("mark_notes"));
    column->addWidget(notes_);
    set_role(total_, "value");
    total_->setObjectName(QStringLiteral("mark_total"));
    total_->setAlignment(Qt::AlignRight);
    column->addWidget(total_);
    submit_->setProperty("role", "primary");
    submit_->setObjectName(QStringLiteral("mark_submit"));
    conflict_->setObjectName(QStringLiteral("mark_conflict"));
    recuse_->setObjectName(QStringLiteral("mark_recuse"));
    reopen_->setObjectName(QStringLiteral("mark_reopen"));
    face_.words.bind(conflict_, {"Xung đột lợi ích…", "Conflict of interest…"});
    face_.words.bind(recuse_, {"Không chấm…", "Recuse…"});
    face_.words.bind(reopen_, {"Mở lại phiếu…", "Open it again…"});
    column->addWidget(submit_);
    auto* row = new QHBoxLayout;
    for (QPushButton* button : {conflict_, recuse_, reopen_}) row->addWidget(button);
    row->addStretch(1);
    column->addLayout(row);
    connect(submit_, &QPushButton::clicked, this, &MarkSheet::submit_mark);
    connect(conflict_, &QPushButton::clicked, this, &MarkSheet::ask_conflict);
    connect(recuse_, &QPushButton::clicked, this, &MarkSheet::ask_recuse);
    connect(reopen_, &QPushButton::clicked, this, &MarkSheet::ask_reopen);
}

MarkRecord MarkSheet::mark() const {
    MarkRecord mark{shown_.stage, shown_.entry, shown_.judge, {}, MarkState::Draft, {}, {}, {}};
    if (const MarkRecord* there = face_.session.contest().table<MarkRecord>().find(mark.key())) mark = *there;
    const std::string of_mark = mark.key() + "/";
    for (auto one = sent_.lower_bound(of_mark); one != sent_.end() && one->first.starts_with(of_mark);
         ++one) {
        const std::string& figure = one->second.second;
        mark.content.criteria.set(one->first.substr(of_mark.size()),
                                  figure.empty() ? Json() : Json(Json::Number{figure}));
    }
    return mark;
}

OwnMark MarkSheet::own(const Rubric& by) const {
    return read_own_mark(face_.session.contest(), by, shown_.panel, mark());
}

const Rubric* MarkSheet::rubric() const {
    return rubric_of(face_.session.contest(), shown_.stage, shown_.entry);
}

std::string MarkSheet::place_of(const std::string& criterion) const {
    return MarkRecord{shown_.stage, shown_.entry, shown_.judge, {}, MarkState::Draft, {}, {}, {}}.key() +
           "/" + criterion;
}

QString MarkSheet::named(const Phrase& phrase) const {
    const Contest& contest = face_.session.contest();
    return face_.say(phrase).arg(entry_name(contest, shown_.entry), person_name(contest, shown_.judge));
}

void MarkSheet::show_mark(const Shown& shown) {
    if (!(shown == shown_)) {
        shown_ = shown;
        shown_since_ = face_.session.now().mono;
        is_asked_ = false;
    }
    render();
}

void MarkSheet::render() {
    const Rubric* by = rubric();
    setVisible(by != nullptr);
    if (by == nullptr) return;
    const OwnMark now = own(*by);
    render_about();
    render_rows(*by, now);
    render_notes(*by, now);
    render_buttons(now);
    show_saved();
}

/// What a judge may know of the entry, which is less where the stage hides whose work it is.
void MarkSheet::render_about() {
    const Contest& contest = face_.session.contest();
    const Entry* entry = contest.table<Entry>().find(shown_.entry.text);
    const Json cell = cell_of_judge(contest, Assignment{shown_.panel, shown_.judge, shown_.entry});
    QStringList name{entry != nullptr ? text_of(entry->number) : QString(), text_in(cell, "name")};
    name.removeAll(QString());
    title_->setText(name.join(QStringLiteral("  ")));
    QStringList about{entry != nullptr ? division_words(face_, entry->division) : QString(),
                      text_in(cell, "organization")};
    const Json* authors = cell.find("authors");
    if (authors != nullptr && authors->as_array() != nullptr)
        for (const Json& author : *authors->as_array())
            if (author.as_string() != nullptr) about << text_of(*author.as_string());
    about << face_.say({"Phiếu của %1", "The mark of %1"}).arg(person_name(contest, shown_.judge));
    about.removeAll(QString());
    about_->setText(about.join(QStringLiteral(" · ")));
    const Stage* stage = contest.definition->stage(shown_.stage);
    const bool blind = stage != nullptr && stage->rubric.panel && !stage->rubric.panel->blind.empty();
    blind_->show_word(blind ? face_.say({"Chấm ẩn danh", "Blind judging"}) : QString(), Tone::Accent);
    files_->show_entry(shown_.entry, blind ? FileList::Authors::Hidden : FileList::Authors::Told);
    files_->setToolTip(face_.say({"Enter hoặc nháy đúp để xem", "Enter or a double click opens it"}));
}

bool MarkSheet::may_set() const {
    return may(face_, commands::MarkSet{shown_.stage, shown_.entry, shown_.judge, Json(Json::Object{})});
}

/// A draft is its judge's alone, and theirs who enter it.
bool MarkSheet::is_others_draft(const OwnMark& now) const {
    return now.is_open() && !may_set();
}

void MarkSheet::render_rows(const Rubric& by, const OwnMark& now) {
    criteria_.clear();
    std::vector<std::string> keys;
    // Rows are made anew for other rules and another language.
    const auto rules = reinterpret_cast<std::uintptr_t>(face_.session.contest().definition.get());
    const std::string made_for = std::to_string(rules) +
                                 (face_.words.language() == Language::Vietnamese ? "/vi/" : "/en/") +
                                 shown_.stage.text + "/" + by.id.text + "/";
    if (!shown_.is_hidden && !is_others_draft(now) && now.progress != MarkProgress::Recused)
        for (const Criterion& criterion : by.criteria) {
            criteria_.push_back(criterion.id);
            keys.push_back(made_for + criterion.id);
        }
    const bool is_open = now.is_open() && may_set();
    in_order_.assign(criteria_.size(), nullptr);
    rows_.show(
        keys, [&](const std::string& key) { return make_row(*by.criterion(key.substr(made_for.size()))); },
        [&](CriterionRow* row, std::size_t i) {
            in_order_[i] = row;
            const auto figure = now.figures.find(criteria_[i]);
            const auto wrong = wrong_.find(place_of(criteria_[i]));
            row->show_figure(figure != now.figures.end() ? Figure(figure->second) : std::nullopt,
                             wrong != wrong_.end() ? wrong->second : QString(), trouble_of(by.criteria[i]),
                             is_open);
        });
}

CriterionRow* MarkSheet::make_row(const Criterion& criterion) {
    const std::string id = criterion.id;
    CriterionRow::Deeds deeds;
    deeds.type = [this, id](const QString& text) { type(id, text); };
    deeds.give = [this, id](const Rational& figure) { give(id, figure); };
    deeds.next = [this, id] { go_on(id); };
    deeds.leave = [this] {
        render();
        if (on_left) on_left();
    };
    return new CriterionRow(face_.words, criterion, std::move(deeds));
}

/// Why what stands there is no mark.
QString MarkSheet::trouble_of(const Criterion& criterion) const {
    const auto wrong = wrong_.find(place_of(criterion.id));
    if (wrong == wrong_.end()) return {};
    if (!documents::exact_number(wrong->second.toStdString()))
        return face_
            .say(
                {"“%1” không phải là số: viết như 8 hoặc 7,5.", "“%1” is no number: write it like 8 or 7.5."})
            .arg(wrong->second);
    const auto figure = [&](const Rational& value) { return face_.words.figure(value.text()).toStdString(); };
    return face_.words.say(Refusal{"mark.has_errors",
                                   {{"criterion", criterion_name(face_, criterion).toStdString()},
                                    {"min", figure(criterion.min)},
                                    {"max", figure(criterion.max)},
                                    {"step", criterion.step ? figure(*criterion.step) : "–"}},
                                   {}});
}

void MarkSheet::render_notes(const Rubric& by, const OwnMark& now) {
    std::vector<KeptTexts::Paragraph> notes;
    if (shown_.is_hidden)
        notes.push_back({face_.say({"Nộp phiếu của bạn trước rồi mới xem được phiếu này.",
                                    "Submit your own mark first; then this one is shown."}),
                         "finding", Tone::Warning});
    if (!shown_.is_hidden && is_others_draft(now))
        notes.push_back({face_.say({"Chưa nộp. Bản nháp là của riêng giám khảo.",
                                    "Not submitted. A draft is the judge's alone."}),
                         "finding", Tone::Accent});
    if (now.progress == MarkProgress::Recused)
        notes.push_back({face_.say({"Không chấm: %1", "Recused: %1"}).arg(text_of(now.mark.reason)),
                         "finding", Tone::Warning});
    if (is_asked_ && now.is_open() && !now.missing.empty())
        notes.push_back({face_.say({"Còn tiêu chí chưa chấm: %1", "Still to be marked: %1"})
                             .arg(names_of(face_, by, now.missing)),
                         "finding", Tone::Bad});
    if (now.is_open() && !now.mark.reason.empty())
        notes.push_back({face_.say({"Được mở lại: %1", "Opened again: %1"}).arg(text_of(now.mark.reason)),
                         "finding", Tone::Accent});
    if (!now.mark.typist.empty() && now.mark.typist != now.mark.judge && !shown_.is_hidden)
        notes.push_back({face_.say({"Người nhập: %1", "Entered by %1"})
                             .arg(now.mark.typist == keyboard_actor
                                      ? face_.say({"bàn phím máy chủ", "the host's keyboard"})
                                      : person_name(face_.session.contest(), now.mark.typist)),
                         "small"});
    notes_->show_texts(notes);
    total_->setVisible(!criteria_.empty());
    total_->setText(face_.say({"Tổng: %1 / %2", "Total: %1 / %2"})
                        .arg(now.figures.empty() ? QStringLiteral("–") : face_.words.figure(now.sum.text()),
                             face_.words.figure(by.max.text())));
}

void MarkSheet::render_buttons(const OwnMark& now) {
    const commands::MarkSubmit submit{shown_.stage, shown_.entry, shown_.judge, {}};
    const commands::MarkRecuse recuse{shown_.stage, shown_.entry, shown_.judge, {}};
    const commands::MarkReopen reopen{shown_.stage, shown_.entry, shown_.judge, {}};
    const commands::ConflictDeclare declare{shown_.judge, shown_.entry, {}, {}};
    submit_->setVisible(now.is_open() && may(face_, submit));
    submit_->setText(face_.say({"Nộp phiếu", "Submit the mark"}) + QStringLiteral("   ") +
                     keys_.on_button(face_.words, {Deed::Confirm}));
    conflict_->setVisible(now.is_open() && may(face_, declare));
    recuse_->setVisible(now.is_open() && may(face_, recuse) && may(face_, reopen));
    reopen_->setVisible(!now.is_open() && !shown_.is_hidden && may(face_, reopen));
}

/// Nothing may look safe that the host has not said yes to.
void MarkSheet::show_saved() {
    const std::string of_mark = place_of({});
    const auto first = sent_.lower_bound(of_mark);
    const bool waits = first != sent_.end() && first->first.starts_with(of_mark);
    if (criteria_.empty() || (!waits && mark().content.criteria.as_object()->empty()))
        return saved_->show_word({}, Tone::Plain);
    switch (waits ? face_.session.handed_in() : Saved::Durable) {
        case Saved::Here:
            return saved_->show_word(face_.say({"○ Mới ở máy này", "○ Only here"}), Tone::Warning);
        case Saved::Received:
            return saved_->show_word(face_.say({"◐ Máy chủ đã nhận", "◐ Received"}), Tone::Accent);
        case Saved::Durable:
            return saved_->show_word(face_.say({"● Đã ghi chắc", "● Durable"}), Tone::Good);
    }
}

void MarkSheet::type(const std::string& criterion, const QString& text) {
    const Rubric* by = rubric();
    const Criterion* meant = by != nullptr ? by->criterion(criterion) : nullptr;
    if (meant == nullptr) return;
    const QString typed = text.trimmed();
    if (typed.isEmpty()) return give(criterion, std::nullopt);
    const std::optional<std::string> number = documents::exact_number(typed.toStdString());
    Result<Rational> figure = number ? Rational::parse(*number) : Result<Rational>(Rational());
    if (number && figure && takes(*meant, *figure)) return give(criterion, std::move(*figure));
    wrong_[place_of(criterion)] = typed;
    render();
}

void MarkSheet::give(const std::string& criterion, const Figure& figure) {
    const Rubric* by = rubric();
    if (by == nullptr) return;
    const std::string place = place_of(criterion);
    wrong_.erase(place);
    const OwnMark now = own(*by);
    const auto there = now.figures.find(criterion);
    const bool is_same =
        figure ? there != now.figures.end() && there->second == *figure : there == now.figures.end();
    if (is_same || !now.is_open()) return render();
    commands::MarkSet command{shown_.stage, shown_.entry, shown_.judge, {}};
    command.criteria.set(criterion, figure ? Json(Json::Number{figure->text()}) : Json());
    const int send = ++sends_;
    sent_[place] = {send, figure ? figure->text() : std::string()};
    render();
    face_.session.submit(this, command, named({"ghi điểm %1, %2", "mark %1, %2"}),
                         [this, place, send](const Result<Answer>&) {
                             const auto sent = sent_.find(place);
                             if (sent != sent_.end() && sent->second.first == send) sent_.erase(sent);
                             if (face_.session.is_open()) render();
                         });
}

void MarkSheet::go_on(const std::string& criterion) {
    if (wrong_.contains(place_of(criterion))) return;
    const auto here = std::find(criteria_.begin(), criteria_.end(), criterion);
    const auto next = static_cast<std::size_t>(here - criteria_.begin()) + 1;
    if (next < in_order_.size())
        in_order_[next]->focus_figure();
    else
        submit_->setFocus();
}

void MarkSheet::focus_first() {
    const Rubric* by = rubric();
    if (by == nullptr || in_order_.empty()) return;
    const OwnMark now = own(*by);
    for (std::size_t i = 0; i < criteria_.size(); ++i)
        if (!now.figures.contains(criteria_[i])) return in_order_[i]->focus_figure();
    in_order_.front()->focus_figure();
}

void MarkSheet::take_typed() {
    const std::vector<CriterionRow*> rows = in_order_;
    for (CriterionRow* row : rows) row->take_typed();
}

void MarkSheet::submit_mark() {
    const Rubric* by = rubric();
    if (by == nullptr || !submit_->isVisible()) return;
    if (face_.session.now().mono - shown_since_ < deaf) return;
    take_typed();
    for (std::size_t i = 0; i < criteria_.size(); ++i)
        if (wrong_.contains(place_of(criteria_[i]))) return in_order_[i]->focus_figure();
    const OwnMark now = own(*by);
    if (now.progress != MarkProgress::Complete) {
        is_asked_ = true;
        render();
        return focus_first();
    }
    // Figures on their way make the mark another one than the snapshot's.
    const bool is_as_seen = sent_.empty();
    face_.session.submit(
        this, commands::MarkSubmit{shown_.stage, shown_.entry, shown_.judge, {}},
        named({"nộp phiếu %1, %2", "submit the mark of %1, %2"}),
        [this](const Result<Answer>& answer) {
            if (answer && on_submitted) on_submitted();
        },
        is_as_seen ? face_.session.as_seen(now.mark.object()) : std::map<std::string, Seq>{});
}

void MarkSheet::ask_conflict() {
    auto* dialog = new ConflictDialog(face_, shown_.judge, this, shown_.entry);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const commands::ConflictDeclare command = dialog->command();
        face_.session.submit(
            this, command,
            named({"không chấm %1 vì xung đột lợi ích, %2", "conflict of interest with %1, %2"}));
    });
    dialog->open();
}

void MarkSheet::ask_recuse() {
    const QString title = named({"Không chấm: %1, %2", "Recuse: %1, %2"});
    ReasonDialog::ask(
        face_, this, title,
        face_.say({"Phiếu này không tính vào điểm của bài.", "This mark does not count."}),
        face_.say({"Không chấm", "Recuse"}), {{"Giám khảo vắng mặt", "The judge is absent"}},
        [this, title, command = commands::MarkRecuse{shown_.stage, shown_.entry, shown_.judge, {}}](
            const QString& reason) mutable {
            command.reason = reason.toStdString();
            face_.session.submit(this, command, title);
        });
}

void MarkSheet::ask_reopen() {
    const QString title = named({"Mở lại phiếu: %1, %2", "Open the mark again: %1, %2"});
    ReasonDialog::ask(
        face_, this, title,
        face_.say({"Phiếu trở lại là bản nháp của giám khảo.", "It is the judge's draft again."}),
        face_.say({"Mở lại", "Open again"}), {{"Nhập nhầm từ phiếu giấy", "Typed wrongly from paper"}},
        [this, title, command = commands::MarkReopen{shown_.stage, shown_.entry, shown_.judge, {}}](
            const QString& reason) mutable {
            command.reason = reason.toStdString();
            face_.session.submit(this, command, title);
        });
}

}  // namespace sandau::station
