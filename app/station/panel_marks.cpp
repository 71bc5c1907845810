#include "station/panel_marks.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QShortcut>
#include <QVBoxLayout>
#include <algorithm>
#include <set>
#include <utility>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "scoring/grants.h"
#include "scoring/text_fold.h"
#include "station/box_choices.h"
#include "station/keys.h"
#include "station/lines_model.h"
#include "station/mark_sheet.h"
#include "station/people_words.h"
#include "station/run_steps.h"
#include "station/seat_rooms.h"
#include "station/standings_watch.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

constexpr int sheet_px = 460;
constexpr int header_letters = 16;

/// One row alone, whatever keys are held down meanwhile.
void choose_row(QTableView* table, int row) {
    table->selectionModel()->setCurrentIndex(table->model()->index(row, 0),
                                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

/// What the standings say of an entry of a stage: the panel's figure, and whether the judges are too far
/// apart by the rules.
struct Verdict {
    std::optional<std::string> aggregate;
    bool is_apart = false;
};
Verdict verdict_of(const Standings* standings, const StageId& stage, const EntryId& entry) {
    Verdict verdict;
    const StageStandings* found = standings != nullptr ? standings->stage(stage) : nullptr;
    if (found == nullptr) return verdict;
    for (const Ranking& ranking : found->rankings)
        for (const StandingRow& row : ranking.rows)
            for (const auto& [key, value] : row.values)
                if (row.entry == entry && key == "agg" && value) verdict.aggregate = value->text();
    for (const Flag& flag : standings->flags)
        if (flag.kind == "discrepancy" && flag.stage == stage)
            verdict.is_apart |=
                std::find(flag.entries.begin(), flag.entries.end(), entry) != flag.entries.end();
    return verdict;
}

Tone tone_of(MarkProgress progress) {
    switch (progress) {
        case MarkProgress::None:
            return Tone::Plain;
        case MarkProgress::Begun:
            return Tone::Accent;
        case MarkProgress::Complete:
        case MarkProgress::Recused:
            return Tone::Warning;
        case MarkProgress::Submitted:
            return Tone::Good;
    }
    return Tone::Plain;
}

QString criterion_words(const Face& face, const Criterion& criterion) {
    return criterion.name.empty() ? text_of(criterion.id) : face.say(criterion.name);
}

/// A column's head: the sheet beside has the name whole.
QString shortened(const QString& name) {
    return name.size() <= header_letters ? name
                                         : name.left(header_letters - 1).trimmed() + QStringLiteral("…");
}

}  // namespace

PanelMarks::PanelMarks(const Face& face, const Keys& keys)
    : face_(face),
      keys_(keys),
      panels_(new QComboBox),
      views_(new QComboBox),
      orders_(new QComboBox),
      filters_(new QComboBox),
      left_(new QLabel),
      table_(new TableView),
      model_(new LinesModel(this)),
      submit_all_(new HoldButton),
      next_(new QPushButton),
      judges_(new QComboBox),
      none_(muted()),
      sheet_(new MarkSheet(face, keys)),
      submit_key_(new QShortcut(this)) {
    auto* halves = new QHBoxLayout(this);
    halves->setContentsMargins(0, 0, 0, 0);
    halves->setSpacing(14);
    auto* column = new QVBoxLayout;
    column->setSpacing(8);
    build_choices(column);
    table_->setModel(model_);
    table_->setObjectName(QStringLiteral("marks_table"));
    table_->installEventFilter(this);
    face_.words.bind_name(table_, {"Bài và phiếu chấm", "Entries and marks"});
    column->addWidget(table_, 1);
    auto* row = new QHBoxLayout;
    submit_all_->setObjectName(QStringLiteral("marks_submit_all"));
    next_->setObjectName(QStringLiteral("marks_next"));
    row->addWidget(next_);
    row->addWidget(submit_all_);
    row->addStretch(1);
    column->addLayout(row);
    halves->addLayout(column, 1);
    auto* card = new Card(14);
    card->setFixedWidth(sheet_px);
    face_.words.bind_name(judges_, {"Phiếu của giám khảo", "The mark of"});
    judges_->setObjectName(QStringLiteral("marks_judge"));
    card->column()->addWidget(judges_);
    card->column()->addWidget(sheet_, 1);
    none_->setAlignment(Qt::AlignCenter);
    none_->setWordWrap(true);
    face_.words.bind(none_, {"Chọn một bài để xem và chấm.", "Choose an entry to see and mark it."});
    card->column()->addWidget(none_, 1);
    halves->addWidget(card);
    submit_key_->setContext(Qt::WidgetWithChildrenShortcut);
    connect(submit_key_, &QShortcut::activated, sheet_, &MarkSheet::submit_mark);
    connect(&keys_, &Keys::changed, this, &PanelMarks::bind_keys);
    bind_keys();
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &PanelMarks::render_mark);
    connect(judges_, &QComboBox::activated, this, &PanelMarks::render_mark);
    connect(next_, &QPushButton::clicked, this, &PanelMarks::go_to_next);
    connect(submit_all_, &HoldButton::held, this, &PanelMarks::submit_complete);
    sheet_->on_submitted = [this] { go_to_next(); };
    sheet_->on_left = [this] { table_->setFocus(); };
}

void PanelMarks::build_choices(QVBoxLayout* column) {
    auto* row = new QHBoxLayout;
    face_.words.bind_name(panels_, {"Hội đồng", "Panel"});
    face_.words.bind_name(views_, {"Xem phiếu của", "Marks of"});
    face_.words.bind_name(orders_, {"Xếp theo", "Sort by"});
    face_.words.bind_name(filters_, {"Lọc bài", "Which entries"});
    panels_->setObjectName(QStringLiteral("marks_panel"));
    views_->setObjectName(QStringLiteral("marks_view"));
    orders_->setObjectName(QStringLiteral("marks_order"));
    filters_->setObjectName(QStringLiteral("marks_filter"));
    for (QComboBox* box : {panels_, views_, orders_, filters_}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        connect(box, &QComboBox::activated, this, &PanelMarks::render);
    }
    column->addWidget(panels_, 0, Qt::AlignLeft);
    column->addWidget(views_, 0, Qt::AlignLeft);
    left_->setObjectName(QStringLiteral("marks_left"));
    left_->setWordWrap(true);
    left_->setTextFormat(Qt::PlainText);
    row->addWidget(left_, 1);
    row->addWidget(orders_);
    row->addWidget(filters_);
    column->addLayout(row);
}

void PanelMarks::bind_keys() {
    QList<QKeySequence> sequences;
    const KeyPair confirm = keys_.of({Deed::Confirm});
    for (const QKeyCombination key : {confirm.key, confirm.pad})
        if (key != no_key) sequences << QKeySequence(key);
    submit_key_->setKeys(sequences);
}

void PanelMarks::choose_first() {
    if (!table_->currentIndex().isValid() && model_->rowCount() > 0) choose_row(table_, 0);
}

void PanelMarks::take_focus() {
    choose_first();
    table_->setFocus();
}

/// Enter on a line goes into its sheet.
bool PanelMarks::eventFilter(QObject* watched, QEvent* event) {
    if (watched == table_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enters = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enters && (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
            sheet_->focus_first();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PanelMarks::show_stage(const StageId& stage, const DivisionId& division, const QString& search) {
    stage_ = stage;
    division_ = division;
    search_ = search;
    render();
}

const PanelRecord* PanelMarks::panel() const {
    return face_.session.contest().table<PanelRecord>().find(panels_->currentData().toString().toStdString());
}

UserId PanelMarks::viewed() const {
    return UserId(views_->currentData().toString().toStdString());
}

void PanelMarks::render() {
    if (!face_.session.is_open()) return;
    fill_panels();
    fill_views();
    count();
    const PanelRecord* chosen = panel();
    const UserId judge = viewed();
    orders_->setVisible(chosen != nullptr && !judge.empty());
    filters_->setVisible(chosen != nullptr && judge.empty());
    table_->set_empty_words(
        face_.say({"Chưa phân công bài nào. Lập hội đồng và phân công ở phòng Giám khảo – Trọng tài.",
                   "Nothing is assigned. Set up a panel and assign entries in the room of judges."}));
    if (chosen == nullptr) {
        left_->clear();
        show_lines(table_, model_, {face_.say({"Bài dự thi", "Entry"})}, {});
        render_buttons({});
    } else if (judge.empty()) {
        render_board(*chosen);
    } else {
        render_own(*chosen, judge);
    }
    left_->setVisible(!left_->text().isEmpty());
    // A line that is gone hands its choice to nobody; other rows begin with the first.
    const QString rows_of = text_of(stage_.text) + u'/' + panels_->currentData().toString() + u'/' +
                            views_->currentData().toString();
    if (std::exchange(rows_of_, rows_of) != rows_of) choose_first();
    render_mark();
}

void PanelMarks::fill_panels() {
    BoxChoices panels;
    for (const PanelRecord& one : face_.session.contest().table<PanelRecord>()) {
        if (one.stage != stage_) continue;
        if (!division_.empty() && !one.division.empty() && one.division != division_) continue;
        QString words = face_.say({"Hội đồng %1", "Panel %1"}).arg(text_of(one.id));
        if (!one.division.empty()) words += QStringLiteral(" · ") + division_words(face_, one.division);
        panels.emplace_back(text_of(one.id), words);
    }
    refill(panels_, panels);
    panels_->setVisible(panels.size() > 1);
}

/// Whether the seat types in, or settles, what this panel marks. The host shows everyone else the own marks
/// only.
bool PanelMarks::sees_board(const PanelRecord& panel) const {
    const UserId& seat = face_.session.opened().seat;
    if (seat.empty()) return true;
    const User* user = face_.session.contest().table<User>().find(seat.text);
    return user != nullptr && std::any_of(user->grants.begin(), user->grants.end(), [&](const Grant& grant) {
               return grant.role != Role::Judge &&
                      covers(grant, Scope{panel.stage, panel.division, {}, panel.id});
           });
}

/// A judge's own marks come first; who is at the host may enter them for each.
void PanelMarks::fill_views() {
    const PanelRecord* chosen = panel();
    BoxChoices views;
    if (chosen != nullptr) {
        const UserId& seat = face_.session.opened().seat;
        const std::vector<UserId> judges = judges_of(*chosen);
        if (std::find(judges.begin(), judges.end(), seat) != judges.end())
            views.emplace_back(text_of(seat.text), face_.say({"Bảng điểm của tôi", "My marks"}));
        if (sees_board(*chosen)) {
            views.emplace_back(QString(), face_.say({"Cả hội đồng", "The whole panel"}));
            for (const UserId& judge : judges)
                if (judge != seat)
                    views.emplace_back(text_of(judge.text),
                                       face_.say({"Phiếu của %1", "Marks of %1"})
                                           .arg(person_name(face_.session.contest(), judge)));
        }
    }
    refill(views_, views);
    views_->setVisible(views.size() > 1);
}

void PanelMarks::fill_orders(const PanelRecord& panel, const UserId& judge) {
    BoxChoices orders{{QStringLiteral("number"), face_.say({"Xếp theo số báo danh", "By number"})},
                      {QStringLiteral("left"), face_.say({"Xếp theo việc còn lại", "By what is left"})},
                      {QStringLiteral("total"), face_.say({"Xếp theo tổng điểm", "By total"})}};
    const std::vector<OwnMark> marks = own_marks(face_.session.contest(), panel, judge);
    if (!marks.empty())
        if (const Rubric* by = rubric_of(face_.session.contest(), stage_, marks.front().mark.entry))
            for (const Criterion& criterion : by->criteria)
                orders.emplace_back(
                    QStringLiteral("criterion.") + text_of(criterion.id),
                    face_.say({"Xếp theo: %1", "By: %1"}).arg(shortened(criterion_words(face_, criterion))));
    refill(orders_, orders);
}

void PanelMarks::fill_filters() {
    refill(filters_, {{QStringLiteral("0"), face_.say({"Mọi bài", "All entries"})},
                      {QStringLiteral("1"), face_.say({"Còn thiếu phiếu", "Marks are missing"})},
                      {QStringLiteral("2"), face_.say({"Lệch quá mức", "Too far apart"})}});
}

const MarkRecord* PanelMarks::mark_of(const PanelRecord& panel, const UserId& judge,
                                      const EntryId& entry) const {
    const MarkRecord key{panel.stage, entry, judge, {}, MarkState::Draft, {}, {}, {}};
    return face_.session.contest().table<MarkRecord>().find(key.key());
}

bool PanelMarks::is_blind(const PanelRecord& panel, const EntryId& entry) const {
    const UserId& seat = face_.session.opened().seat;
    if (seat.empty() || panel_of(face_.session.contest(), panel.stage, seat, entry) == nullptr) return false;
    const MarkRecord* own = mark_of(panel, seat, entry);
    return own == nullptr || own->state != MarkState::Submitted;
}

/// Those of whom this station knows that they have something to mark: a judge's own seat knows of no other.
std::vector<UserId> PanelMarks::judges_of(const PanelRecord& panel) const {
    std::vector<UserId> judges;
    for (const PanelMember& member : panel.members)
        if (count_marks(face_.session.contest(), panel, member.judge).given > 0)
            judges.push_back(member.judge);
    return judges;
}

bool PanelMarks::is_shown(const Entry& entry) const {
    return (division_.empty() || entry.division == division_) &&
           folded_match(search_.toStdString(), entry.name);
}

void PanelMarks::count() {
    const Contest& contest = face_.session.contest();
    unpublished_ = 0;
    missing_ = 0;
    int given = 0;
    for (auto mark = contest.table<MarkRecord>().from(stage_.text + ".");
         mark != contest.table<MarkRecord>().end() && mark->stage == stage_; ++mark)
        if (mark->state == MarkState::Submitted && mark->published != mark->content) ++unpublished_;
    for (const PanelRecord& one : contest.table<PanelRecord>()) {
        if (one.stage != stage_) continue;
        const MarkCount marks = count_marks(contest, one);
        given += marks.given;
        missing_ += marks.open();
    }
    progress_ = given == 0 ? face_.say({"chưa phân công", "nothing is assigned"})
                           : face_.say({"%1 trên %2 phiếu đã nộp", "%1 of %2 marks are in"})
                                 .arg(given - missing_)
                                 .arg(given);
}

QString PanelMarks::left_words(const std::vector<OwnMark>& marks) const {
    const auto of = [&](MarkProgress progress) {
        return std::count_if(marks.begin(), marks.end(),
                             [&](const OwnMark& one) { return one.progress == progress; });
    };
    const auto none = of(MarkProgress::None), begun = of(MarkProgress::Begun),
               whole = of(MarkProgress::Complete);
    QString words =
        none + begun + whole == 0
            ? face_.say({"Đã nộp hết các phiếu được giao.", "All marks that were given are submitted."})
            : face_
                  .say({"Còn %1 phiếu chưa nộp: chưa chấm %2, đang chấm %3, đủ chờ nộp %4.",
                        "%1 marks are left: %2 not begun, %3 begun, %4 to be submitted."})
                  .arg(none + begun + whole)
                  .arg(none)
                  .arg(begun)
                  .arg(whole);
    if (const auto recused = of(MarkProgress::Recused); recused > 0)
        words += face_.say({" Không chấm %1 bài.", " Recused from %1."}).arg(recused);
    return words;
}

void PanelMarks::render_own(const PanelRecord& panel, const UserId& judge) {
    const Contest& contest = face_.session.contest();
    fill_orders(panel, judge);
    std::vector<OwnMark> marks = own_marks(contest, panel, judge);
    left_->setText(left_words(marks));
    render_buttons(marks);
    const QString order = orders_->currentData().toString();
    MarkOrder by;
    if (order == QLatin1String("left")) by.by = MarkOrder::By::Left;
    if (order == QLatin1String("total")) by.by = MarkOrder::By::Total;
    if (order.startsWith(QLatin1String("criterion.")))
        by = {MarkOrder::By::Criterion, order.mid(10).toStdString()};
    sort_marks(marks, by);
    const Rubric* rubric = marks.empty() ? nullptr : rubric_of(contest, stage_, marks.front().mark.entry);
    QStringList headers{face_.say({"Bài dự thi", "Entry"}), face_.say({"Tình trạng", "State"}),
                        face_.say({"Tổng", "Total"})};
    if (rubric != nullptr)
        for (const Criterion& criterion : rubric->criteria)
            headers << shortened(criterion_words(face_, criterion));
    std::vector<Line> lines;
    for (const OwnMark& one : marks) {
        const Entry* entry = contest.table<Entry>().find(one.mark.entry.text);
        // Whoever stepped aside has nothing more to do with the entry.
        if (entry == nullptr || !is_shown(*entry) || one.progress == MarkProgress::Recused) continue;
        lines.push_back(own_line(one, rubric));
    }
    show_lines(table_, model_, headers, std::move(lines));
}

Line PanelMarks::own_line(const OwnMark& own, const Rubric* rubric) const {
    const QString name = entry_name(face_.session.contest(), own.mark.entry);
    const QString dash = QStringLiteral("–");
    Line line{own.mark.entry.text,
              {{own.number.empty() ? name : text_of(own.number) + QStringLiteral("  ") + name, Tone::Plain,
                Qt::AlignLeft, true},
               {face_.say(progress_words(own.progress)), tone_of(own.progress)},
               {own.figures.empty() ? dash : face_.words.figure(own.sum.text()), Tone::Plain, Qt::AlignRight,
                true}}};
    if (rubric == nullptr) return line;
    for (const Criterion& criterion : rubric->criteria) {
        const auto figure = own.figures.find(criterion.id);
        const bool is_wrong = std::find(own.wrong.begin(), own.wrong.end(), criterion.id) != own.wrong.end();
        line.cells.push_back({figure != own.figures.end() ? face_.words.figure(figure->second.text()) : dash,
                              is_wrong ? Tone::Bad : Tone::Plain, Qt::AlignRight});
    }
    return line;
}

void PanelMarks::render_buttons(const std::vector<OwnMark>& marks) {
    const auto complete = std::count_if(marks.begin(), marks.end(), [](const OwnMark& one) {
        return one.progress == MarkProgress::Complete;
    });
    const bool is_left =
        std::any_of(marks.begin(), marks.end(), [](const OwnMark& one) { return one.is_open(); });
    next_->setVisible(is_left);
    next_->setText(face_.say({"Chấm bài tiếp theo", "Mark the next one"}));
    submit_all_->setVisible(complete > 0);
    submit_all_->setText(
        face_.say({"Nộp %1 phiếu đã chấm đủ (giữ 1 giây)", "Submit %1 complete marks (hold)"}).arg(complete));
}

/// Who has not submitted, and how many.
QString PanelMarks::late_judges(const PanelRecord& panel) const {
    const Contest& contest = face_.session.contest();
    QStringList late;
    for (const UserId& judge : judges_of(panel))
        if (const int open = count_marks(contest, panel, judge).open(); open > 0)
            late << QStringLiteral("%1 (%2)").arg(person_name(contest, judge)).arg(open);
    if (late.isEmpty()) return {};
    return face_.say({"Chưa nộp: %1", "Not submitted: %1"}).arg(late.join(QStringLiteral(", ")));
}

void PanelMarks::render_board(const PanelRecord& panel) {
    const Contest& contest = face_.session.contest();
    fill_filters();
    left_->setText(late_judges(panel));
    render_buttons({});
    QStringList headers{face_.say({"Bài dự thi", "Entry"})};
    for (const UserId& judge : judges_of(panel)) headers << person_name(contest, judge);
    headers << face_.say({"Lệch", "Spread"}) << face_.say({"Điểm", "Mark"});
    std::set<EntryId> entries;
    const Table<Assignment>& given = contest.table<Assignment>();
    const std::string of_panel = panel.id + ".";
    for (auto one = given.from(of_panel); one != given.end() && one->panel == panel.id; ++one)
        entries.insert(one->entry);
    const auto filter = static_cast<Filter>(filters_->currentData().toInt());
    std::vector<Line> lines;
    for (const EntryId& id : entries) {
        const Entry* entry = contest.table<Entry>().find(id.text);
        if (entry == nullptr || !is_shown(*entry)) continue;
        bool misses = false, is_apart = false;
        Line line = board_line(panel, *entry, misses, is_apart);
        if (filter == Filter::All || (filter == Filter::Missing ? misses : is_apart))
            lines.push_back(std::move(line));
    }
    show_lines(table_, model_, headers, std::move(lines));
}

Line PanelMarks::board_line(const PanelRecord& panel, const Entry& entry, bool& misses,
                            bool& is_apart) const {
    const Contest& contest = face_.session.contest();
    Line line{entry.id.text, {{text_of(entry.name), Tone::Plain, Qt::AlignLeft, true}}};
    const Rubric* rubric = rubric_of(contest, panel.stage, entry.id);
    const bool blind = is_blind(panel, entry.id);
    std::vector<Rational> totals;
    for (const UserId& judge : judges_of(panel)) {
        if (contest.table<Assignment>().find(Assignment{panel.id, judge, entry.id}.key()) == nullptr) {
            line.cells.push_back({QString(), Tone::Plain, Qt::AlignRight});
            continue;
        }
        const MarkRecord* mark = mark_of(panel, judge, entry.id);
        const bool submitted = mark != nullptr && mark->state == MarkState::Submitted;
        misses |= !submitted;
        LineCell cell{mark == nullptr ? QStringLiteral("–") : face_.say({"đang chấm", "begun"}),
                      mark == nullptr ? Tone::Plain : Tone::Accent, Qt::AlignRight};
        if (submitted && mark->content.recused) {
            cell = {face_.say({"không chấm", "recused"}), Tone::Warning, Qt::AlignRight};
        } else if (submitted) {
            const Figure total = rubric != nullptr ? read_mark(*rubric, mark->content).total : Figure();
            if (total) totals.push_back(*total);
            cell = {total && !blind ? QStringLiteral("✓ ") + face_.words.figure(total->text())
                                    : QStringLiteral("✓"),
                    Tone::Good, Qt::AlignRight};
        }
        line.cells.push_back(std::move(cell));
    }
    const Verdict verdict = verdict_of(face_.standings.look(), panel.stage, entry.id);
    const auto [lowest, highest] = std::minmax_element(totals.begin(), totals.end());
    is_apart = verdict.is_apart && !blind;
    line.cells.push_back({totals.size() > 1 && !blind
                              ? face_.words.figure((*highest - *lowest).text()) +
                                    (is_apart ? face_.say({" ⚠ lệch", " ⚠ apart"}) : QString())
                              : QStringLiteral("–"),
                          is_apart ? Tone::Bad : Tone::Plain, Qt::AlignRight});
    line.cells.push_back(
        {verdict.aggregate && !blind ? face_.words.figure(*verdict.aggregate) : QStringLiteral("–"),
         Tone::Plain, Qt::AlignRight, true});
    return line;
}

void PanelMarks::fill_judges(const PanelRecord& panel, const EntryId& entry) {
    const Contest& contest = face_.session.contest();
    BoxChoices judges;
    for (const UserId& judge : judges_of(panel))
        if (contest.table<Assignment>().find(Assignment{panel.id, judge, entry}.key()) != nullptr)
            judges.emplace_back(
                text_of(judge.text),
                face_.say({"Phiếu của %1", "The mark of %1"}).arg(person_name(contest, judge)));
    refill(judges_, judges);
}

void PanelMarks::render_mark() {
    if (!face_.session.is_open()) return;
    const PanelRecord* chosen = panel();
    const EntryId entry(model_->id_at(table_->currentIndex().row()));
    UserId judge = viewed();
    const bool is_board = judge.empty();
    if (chosen != nullptr && is_board && !entry.empty()) {
        fill_judges(*chosen, entry);
        judge = UserId(judges_->currentData().toString().toStdString());
    }
    const bool is_there = chosen != nullptr && !entry.empty() && !judge.empty();
    judges_->setVisible(is_there && is_board);
    none_->setVisible(!is_there);
    sheet_->setVisible(is_there);
    if (!is_there) return;
    const bool is_hidden = judge != face_.session.opened().seat && is_blind(*chosen, entry);
    sheet_->show_mark({chosen->id, chosen->stage, entry, judge, is_hidden});
}

/// To the next open mark after the chosen line, and round again to it.
void PanelMarks::go_to_next() {
    const PanelRecord* chosen = panel();
    const UserId judge = viewed();
    if (chosen == nullptr || judge.empty()) return table_->setFocus();
    std::set<std::string> open;
    for (const OwnMark& one : own_marks(face_.session.contest(), *chosen, judge))
        if (one.is_open()) open.insert(one.mark.entry.text);
    const int rows = model_->rowCount();
    const int here = std::max(0, table_->currentIndex().row());
    for (int step = 1; step <= rows; ++step) {
        const int row = (here + step) % rows;
        if (!open.contains(model_->id_at(row))) continue;
        choose_row(table_, row);
        return sheet_->focus_first();
    }
    table_->setFocus();
}

void PanelMarks::submit_complete() {
    const PanelRecord* chosen = panel();
    if (chosen == nullptr || viewed().empty()) return;
    const Contest& contest = face_.session.contest();
    for (const OwnMark& one : own_marks(contest, *chosen, viewed())) {
        if (one.progress != MarkProgress::Complete) continue;
        face_.session.submit(
            this, commands::MarkSubmit{one.mark.stage, one.mark.entry, one.mark.judge, {}},
            face_.say({"nộp phiếu %1, %2", "submit the mark of %1, %2"})
                .arg(entry_name(contest, one.mark.entry), person_name(contest, one.mark.judge)),
            {}, face_.session.as_seen(one.mark.object()));
    }
}

}  // namespace sandau::station
