#include "station/timetable_grid.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <map>
#include <set>

#include "scoring/command_payloads.h"
#include "scoring/field_pace.h"
#include "scoring/run_clock.h"
#include "station/lines_model.h"
#include "station/match_steps.h"

namespace sandau::station {

namespace {

QString field_name(const Contest& contest, const FieldId& id) {
    const Field* field = contest.table<Field>().find(id.text);
    return text_of(field != nullptr && !field->name.empty() ? field->name : id.text);
}

QString teams_of(const Contest& contest, const Slot& slot) {
    QStringList names;
    for (const EntryId& entry : entries_of(contest, slot)) names << entry_name(contest, entry);
    return names.isEmpty() ? text_of(slot.match.text) : names.join(QStringLiteral(" – "));
}

}  // namespace

QString conflict_words(const Face& face, const Slot& slot, const SlotConflict& conflict) {
    const Contest& contest = face.session.contest();
    const Slot* other = contest.table<Slot>().find(conflict.other.text);
    const QString at = face.words.clock_time(slot.starts_at, face.utc_offset_min()).left(5);
    const QString teams = teams_of(contest, slot);
    const QString others = other != nullptr ? teams_of(contest, *other) : QString();
    switch (conflict.kind) {
        case SlotConflictKind::Field:
            return face.say({"%1 lúc %2 đã có %4: trùng với %3", "%1 at %2 is taken by %4: it meets %3"})
                .arg(field_name(contest, slot.field), at, teams, others);
        case SlotConflictKind::Entry:
            return face
                .say({"%1 thi ở hai nơi cùng lúc %2 (%3 và %4)", "%1 is in two places at %2 (%3 and %4)"})
                .arg(entry_name(contest, EntryId(conflict.who)), at, field_name(contest, slot.field),
                     other != nullptr ? field_name(contest, other->field) : QString());
        case SlotConflictKind::Person: {
            const Person* person = contest.table<Person>().find(conflict.who);
            return face
                .say({"%1 có tên ở cả %2 và %3, cùng thi lúc %4", "%1 belongs to %2 and to %3, both at %4"})
                .arg(person != nullptr ? text_of(person->name) : text_of(conflict.who), teams, others, at);
        }
        case SlotConflictKind::Judge: {
            const User* judge = contest.table<User>().find(conflict.who);
            return face
                .say({"%1 chấm ở %2 nhưng có xung đột lợi ích với %3",
                      "%1 judges at %2 and has a conflict of interest with %3"})
                .arg(judge != nullptr ? text_of(judge->name) : text_of(conflict.who),
                     field_name(contest, slot.field), teams);
        }
        case SlotConflictKind::Order: {
            // The one that is looked at may be either of the two.
            const auto standing = [&](const SlotId& id) {
                const Slot* known = contest.table<Slot>().find(id.text);
                return id == slot.id || known == nullptr ? slot : *known;
            };
            const Slot later = standing(conflict.slot), before = standing(conflict.other);
            return face.say({"%1 lúc %2 phải đợi %3, xong lúc %4", "%1 at %2 has to wait for %3, over at %4"})
                .arg(teams_of(contest, later),
                     face.words.clock_time(later.starts_at, face.utc_offset_min()).left(5),
                     teams_of(contest, before),
                     face.words.clock_time(before.ends_at(), face.utc_offset_min()).left(5));
        }
    }
    return {};
}

void GridTable::mousePressEvent(QMouseEvent* event) {
    TableView::mousePressEvent(event);
    const QModelIndex at = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !at.isValid() || !can_carry(at)) return;
    from_ = at;
    pressed_at_ = event->position().toPoint();
}

void GridTable::mouseMoveEvent(QMouseEvent* event) {
    if (!from_.isValid()) return TableView::mouseMoveEvent(event);
    const QPoint at = event->position().toPoint();
    if (!carries_ && (at - pressed_at_).manhattanLength() < QApplication::startDragDistance()) return;
    carries_ = true;
    over_ = indexAt(at).column() > 0 ? indexAt(at) : QModelIndex();
    viewport()->setCursor(over_.isValid() ? Qt::ClosedHandCursor : Qt::ForbiddenCursor);
    // At the edge the table goes on.
    if (over_.isValid()) scrollTo(over_);
    carried_over(from_, over_);
    viewport()->update();
}

void GridTable::mouseReleaseEvent(QMouseEvent* event) {
    const QModelIndex from = from_, over = over_;
    const bool carried = carries_;
    if (from_.isValid()) stop_carrying();
    if (carried && over.isValid() && over != from) return put_down(from, over);
    TableView::mouseReleaseEvent(event);
}

void GridTable::stop_carrying() {
    from_ = QModelIndex();
    over_ = QModelIndex();
    carries_ = false;
    viewport()->unsetCursor();
    viewport()->update();
    let_go();
}

void GridTable::keyPressEvent(QKeyEvent* event) {
    if (carries_ && event->key() == Qt::Key_Escape) return stop_carrying();
    if (takes_key(*event)) return;
    TableView::keyPressEvent(event);
}

void GridTable::paintEvent(QPaintEvent* event) {
    TableView::paintEvent(event);
    if (!carries_ || !over_.isValid()) return;
    QPainter painter(viewport());
    painter.setPen(QPen(colours_now().accent, 3));
    painter.drawRect(visualRect(over_).adjusted(1, 1, -2, -2));
}

TimetableGrid::TimetableGrid(const Face& face, const Keys& keys)
    : face_(face), keys_(keys), table_(new GridTable), model_(new LinesModel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(table_);
    table_->setObjectName(QStringLiteral("timetable_grid"));
    face_.words.bind_name(table_, {"Lịch theo sân", "Timetable by field"});
    table_->setModel(model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectItems);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(true);
    table_->can_carry = [this](const QModelIndex& at) { return slot_at(at) != nullptr; };
    table_->carried_over = [this](const QModelIndex& from, const QModelIndex& over) { carry(from, over); };
    table_->let_go = [this] { emit would_meet({}, Tone::Plain); };
    table_->put_down = [this](const QModelIndex& from, const QModelIndex& over) {
        // Somebody else may have moved it meanwhile.
        if (const Slot* slot = slot_at(from); slot != nullptr && slot->id == chosen_)
            move(*slot, fields_[static_cast<std::size_t>(over.column() - 1)],
                 WallTime{times_ms_[static_cast<std::size_t>(over.row())]});
    };
    table_->takes_key = [this](const QKeyEvent& event) { return on_key(event); };
    connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                if (const Slot* slot = slot_at(now)) chosen_ = slot->id;
            });
    setFocusProxy(table_);
}

void TimetableGrid::show_stage(const StageId& stage) {
    stage_ = stage;
    slots_.clear();
    for (const Slot& slot : face_.session.contest().table<Slot>())
        if (slot.stage == stage) slots_.push_back(slot);
    std::stable_sort(slots_.begin(), slots_.end(),
                     [](const Slot& a, const Slot& b) { return a.starts_at < b.starts_at; });
    build_axes();
    fill();
}

void TimetableGrid::build_axes() {
    constexpr int spare_rows = 4;  // before the first, after the last and in each gap
    times_ms_.clear();
    std::set<FieldId> known;
    for (const FieldId& field : fields_of(face_.session.contest())) known.insert(field);
    for (const Slot& slot : slots_) known.insert(slot.field);
    fields_.assign(known.begin(), known.end());
    if (slots_.empty()) return;
    const std::int64_t step_ms = std::max<std::int64_t>(slots_.front().duration_ms, 60'000);
    std::set<std::int64_t> starts;
    for (const Slot& slot : slots_) starts.insert(slot.starts_at.utc_ms);
    for (int spare = spare_rows; spare > 0; --spare) times_ms_.push_back(*starts.begin() - spare * step_ms);
    for (auto start = starts.begin(); start != starts.end(); ++start) {
        times_ms_.push_back(*start);
        const auto next = std::next(start);
        for (int spare = 1; spare <= spare_rows; ++spare) {
            const std::int64_t at = *start + spare * step_ms;
            if (next == starts.end() || at + step_ms <= *next) times_ms_.push_back(at);
        }
    }
}

QString TimetableGrid::header_of(const FieldId& field) const {
    const Contest& contest = face_.session.contest();
    const QString name = field_name(contest, field);
    const std::optional<FieldPace> pace = pace_of(contest, field, face_.session.now().wall);
    if (!pace) return name;
    const std::int64_t late_min = pace->late_ms / 60'000;
    const QString how = late_min > 0   ? face_.say({"muộn %1 phút", "%1 min late"}).arg(late_min)
                        : late_min < 0 ? face_.say({"sớm %1 phút", "%1 min early"}).arg(-late_min)
                                       : face_.say({"đúng giờ", "on time"});
    return name + QStringLiteral(" · ") + how + u'\n' +
           face_.say({"xong khoảng %1", "over at about %1"})
               .arg(face_.words.clock_time(pace->over_at, face_.utc_offset_min()).left(5));
}

QString TimetableGrid::words_of(const Slot& slot) const {
    return teams_of(face_.session.contest(), slot) +
           (slot.number > 1 ? face_.say({" · lượt %1", " · run %1"}).arg(slot.number) : QString());
}

void TimetableGrid::fill() {
    const Contest& contest = face_.session.contest();
    std::map<SlotId, QStringList> conflicts;
    for (const SlotConflict& conflict : schedule_conflicts(contest))
        for (const SlotId& id : {conflict.slot, conflict.other})
            if (const Slot* slot = contest.table<Slot>().find(conflict.slot.text); slot && !id.empty())
                conflicts[id] << conflict_words(face_, *slot, conflict);
    std::map<std::pair<std::int64_t, FieldId>, Cell> cells;
    for (const Slot& slot : slots_) {
        Cell& cell = cells[{slot.starts_at.utc_ms, slot.field}];
        cell.names << words_of(slot);
        cell.conflicts << conflicts[slot.id];
    }
    QStringList headers{face_.say({"Giờ", "Time"})};
    for (const FieldId& field : fields_) headers << header_of(field);
    std::vector<Line> lines;
    for (const std::int64_t at : times_ms_) {
        Line line{std::to_string(at),
                  {{face_.words.clock_time(WallTime{at}, face_.utc_offset_min()).left(5), Tone::Plain,
                    Qt::AlignLeft, true}}};
        for (const FieldId& field : fields_) {
            Cell& cell = cells[{at, field}];
            cell.conflicts.removeDuplicates();
            const bool fine = cell.conflicts.isEmpty();
            line.cells.push_back(
                {(fine ? QString() : QStringLiteral("! ")) + cell.names.join(QStringLiteral(" | ")),
                 fine ? Tone::Plain : Tone::Bad, Qt::AlignLeft, !fine, cell.conflicts.join(u'\n')});
        }
        lines.push_back(std::move(line));
    }
    table_->set_empty_words(face_.say({"Chưa có lịch. Bấm “Xếp lịch…”.", "No timetable yet."}));
    const Slot* chosen = contest.table<Slot>().find(chosen_.text);
    show_lines(table_, model_, headers, std::move(lines));
    if (chosen == nullptr || chosen->stage != stage_) return;
    const auto row = std::find(times_ms_.begin(), times_ms_.end(), chosen->starts_at.utc_ms);
    const auto column = std::find(fields_.begin(), fields_.end(), chosen->field);
    if (row == times_ms_.end() || column == fields_.end()) return;
    const QModelIndex at = model_->index(static_cast<int>(row - times_ms_.begin()),
                                         static_cast<int>(column - fields_.begin()) + 1);
    if (table_->currentIndex() != at) table_->setCurrentIndex(at);
}

const Slot* TimetableGrid::slot_at(const QModelIndex& index) const {
    if (!index.isValid() || index.column() < 1) return nullptr;
    const std::int64_t at = times_ms_[static_cast<std::size_t>(index.row())];
    const FieldId& field = fields_[static_cast<std::size_t>(index.column() - 1)];
    const Slot* found = nullptr;
    for (const Slot& slot : slots_) {
        if (slot.starts_at.utc_ms != at || slot.field != field) continue;
        // Of several in one place, the one that was brought there.
        if (found == nullptr || slot.id == chosen_) found = &slot;
    }
    return found;
}

QString TimetableGrid::place_words(const FieldId& field, WallTime at) const {
    return QStringLiteral("%1, %2").arg(field_name(face_.session.contest(), field),
                                        face_.words.clock_time(at, face_.utc_offset_min()).left(5));
}

void TimetableGrid::carry(const QModelIndex& from, const QModelIndex& over) {
    const Slot* slot = slot_at(from);
    if (slot == nullptr || !over.isValid()) return emit would_meet({}, Tone::Plain);
    Slot moved = *slot;
    moved.field = fields_[static_cast<std::size_t>(over.column() - 1)];
    moved.starts_at = WallTime{times_ms_[static_cast<std::size_t>(over.row())]};
    QStringList words;
    for (const SlotConflict& conflict : conflicts_of(face_.session.contest(), moved))
        words << conflict_words(face_, moved, conflict);
    if (words.isEmpty())
        emit would_meet(
            QStringLiteral("%1 → %2").arg(words_of(*slot), place_words(moved.field, moved.starts_at)),
            Tone::Good);
    else
        emit would_meet(words.join(QStringLiteral(" · ")), Tone::Bad);
}

void TimetableGrid::move(const Slot& slot, const FieldId& field, WallTime at) {
    if (slot.field == field && slot.starts_at == at) return;
    chosen_ = slot.id;
    const QString named =
        face_.say({"dời %1 đến %2", "move %1 to %2"}).arg(words_of(slot), place_words(field, at));
    face_.session.submit(this, commands::ScheduleMove{slot.stage, slot.id, field, at}, named, {},
                         face_.session.as_seen(slot.object()));
}

bool TimetableGrid::on_key(const QKeyEvent& event) {
    const std::optional<KeyAction> action = keys_.meaning(KeyScope::Timetable, pressed(event));
    if (!action) return false;
    const QModelIndex from = table_->currentIndex();
    const Slot* slot = slot_at(from);
    // What was asked for before is to be seen first: two moves at once would start from the same place.
    if (slot == nullptr || face_.session.waiting() > 0) return true;
    const int down = action->deed == Deed::MoveLater ? 1 : action->deed == Deed::MoveEarlier ? -1 : 0;
    const int right = action->deed == Deed::MoveRight ? 1 : action->deed == Deed::MoveLeft ? -1 : 0;
    const QModelIndex to = model_->index(from.row() + down, from.column() + right);
    if (!to.isValid() || to.column() < 1) return true;
    move(*slot, fields_[static_cast<std::size_t>(to.column() - 1)],
         WallTime{times_ms_[static_cast<std::size_t>(to.row())]});
    return true;
}

}  // namespace sandau::station
