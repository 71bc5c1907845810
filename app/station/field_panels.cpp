#include "station/field_panels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <functional>

#include "scoring/command_payloads.h"
#include "scoring/run_clock.h"
#include "station/origin_dialog.h"
#include "station/refusals.h"
#include "station/time_words.h"
#include "station/widgets.h"

namespace sandau::station {

Phrase role_name(ChannelRole role) {
    switch (role) {
        case ChannelRole::Unused:
            return {"Không dùng", "Unused"};
        case ChannelRole::Start:
            return {"Xuất phát", "Start"};
        case ChannelRole::Finish:
            return {"Về đích", "Finish"};
        case ChannelRole::Split:
            return {"Mốc giữa", "Split"};
        case ChannelRole::Zone:
            return {"Vùng", "Zone"};
        case ChannelRole::Scale:
            return {"Cân", "Scale"};
        case ChannelRole::Button:
            return {"Nút bấm", "Button"};
        case ChannelRole::Stop:
            return {"Dừng khẩn cấp", "Emergency stop"};
    }
    return {"", ""};
}

NextTeams::NextTeams(const Face& face) : face_(face), head_(heading()), list_(new QListWidget) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(head_);
    list_->setMinimumHeight(48);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setTextElideMode(Qt::ElideRight);
    face_.words.bind_name(list_, {"Đội tiếp theo", "Next teams"});
    column->addWidget(list_, 1);
    connect(list_, &QListWidget::currentRowChanged, this, [this] {
        const std::optional<NextUp> next = chosen();
        picked_ = next ? next->key() : std::string();
        emit chosen_changed();
    });
}

QString NextTeams::words_of(const NextUp& next) const {
    const Contest& contest = face_.session.contest();
    const Match* match = contest.table<Match>().find(next.match.text);
    if (match == nullptr) return entry_name(contest, next.slot.entry);
    return match_name(contest, next.sides, game_of(*contest.definition, match->stage, match->division));
}

QString NextTeams::line_of(const NextUp& next) const {
    const Contest& contest = face_.session.contest();
    if (const Match* match = contest.table<Match>().find(next.match.text)) {
        QString line =
            QStringLiteral("%1   %2").arg(match_place(face_.words, contest, *match), words_of(next));
        if (!next.slot.id.empty())
            line.prepend(face_.words.clock_time(next.slot.starts_at, face_.utc_offset_min()).left(5) +
                         QStringLiteral("   "));
        if (next.on_another_field) line += face_.say({"  · đang ở sân khác", "  · on another field now"});
        return line;
    }
    const Slot& slot = next.slot;
    const Entry* entry = contest.table<Entry>().find(slot.entry.text);
    const QString time = face_.words.clock_time(slot.starts_at, face_.utc_offset_min()).left(5);
    const bool absent = entry != nullptr && !entry->checked_in;
    return QStringLiteral("%1   %2").arg(time, entry_name(contest, slot.entry)) +
           (slot.number > 1 ? face_.say({"  · lượt %1", "  · run %1"}).arg(slot.number) : QString()) +
           (absent ? face_.say({"  · chưa điểm danh", "  · not checked in"}) : QString());
}

void NextTeams::render(const FieldId& field) {
    waiting_ = waiting_on(face_.session.contest(), field);
    const bool matches = !waiting_.empty() && !waiting_.front().match.empty();
    head_->setText((matches ? face_.say({"Trận tiếp theo (%1)", "Next matches (%1)"})
                            : face_.say({"Đội tiếp theo (%1)", "Next teams (%1)"}))
                       .arg(waiting_.size()));
    const QSignalBlocker quiet(list_);
    constexpr std::size_t rows_max = 60;
    const int count = static_cast<int>(std::min(waiting_.size(), rows_max));
    while (list_->count() > count) delete list_->takeItem(list_->count() - 1);
    while (list_->count() < count) (new QListWidgetItem(list_))->setSizeHint(QSize(0, 30));
    int chosen_row = -1;
    for (int row = 0; row < count; ++row) {
        const NextUp& next = waiting_[static_cast<std::size_t>(row)];
        QListWidgetItem* item = list_->item(row);
        item->setText(line_of(next));
        item->setToolTip(item->text());
        // The first whose teams are not busy elsewhere.
        if (chosen_row < 0 && !next.on_another_field) chosen_row = row;
    }
    for (int row = 0; row < count; ++row)
        if (waiting_[static_cast<std::size_t>(row)].key() == picked_) chosen_row = row;
    if (chosen_row < 0 && count > 0) chosen_row = 0;
    if (list_->currentRow() != chosen_row) list_->setCurrentRow(chosen_row);
}

std::optional<NextUp> NextTeams::chosen() const {
    const int row = list_->currentRow();
    if (row < 0 || row >= static_cast<int>(waiting_.size())) return std::nullopt;
    return waiting_[static_cast<std::size_t>(row)];
}

QString NextTeams::chosen_words() const {
    const std::optional<NextUp> next = chosen();
    return next ? words_of(*next) : QString();
}

void NextTeams::choose_next(int by) {
    const int row = std::clamp(list_->currentRow() + by, 0, std::max(0, list_->count() - 1));
    list_->setCurrentRow(row);
}

/// One event: when, what, how exact, and what may be done about one that waits.
class EventRow : public QWidget {
public:
    using Adopt =
        std::function<void(const DeviceEventId&, const RunId&, ChannelRole, const std::string& reason)>;

    EventRow(const Face& face, Adopt adopt)
        : face_(face),
          adopt_(std::move(adopt)),
          when_(new QLabel),
          what_(new Pill),
          note_(new OneLine),
          settle_(new QPushButton) {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        row->addWidget(when_);
        row->addWidget(what_);
        note_->setProperty("role", "small");
        note_->setTextFormat(Qt::PlainText);
        note_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        row->addWidget(note_, 1);
        settle_->setProperty("role", "link");
        settle_->setObjectName(QStringLiteral("event_settle"));
        auto* menu = new QMenu(settle_);
        settle_->setMenu(menu);
        connect(menu, &QMenu::aboutToShow, this, [this, menu] { fill(*menu); });
        row->addWidget(settle_);
    }

    void show_event(const DeviceRecord& event, const RunId& run, const std::vector<RunId>& others) {
        event_ = event.id;
        run_ = run;
        others_ = others;
        const QChar mark = face_.words.language() == Language::Vietnamese ? u',' : u'.';
        when_->setText(face_.words.clock_time(event.at.wall, face_.utc_offset_min()) +
                       QStringLiteral("%1%2").arg(mark).arg(event.at.wall.utc_ms % 1000, 3, 10, QChar(u'0')));
        const bool is_stop = event.role == ChannelRole::Stop;
        const QString what = event.role == ChannelRole::Unused ? text_of(event.type)
                             : is_stop && event.value != 1 ? face_.say({"Nhả nút dừng", "Stop released"})
                                                           : face_.say(role_name(event.role));
        const bool inbox = event.place == EventPlace::Inbox;
        const bool suppressed = event.place == EventPlace::Suppressed;
        const bool used = event.place == EventPlace::Used;
        const bool stops = used && is_stop;
        what_->show_word((inbox   ? QStringLiteral("! ")
                          : stops ? QStringLiteral("■ ")
                          : used  ? QStringLiteral("✓ ")
                                  : QString()) +
                             what,
                         inbox   ? Tone::Warning
                         : stops ? Tone::Bad
                         : used  ? Tone::Good
                                 : Tone::Plain);
        const QString why = code_or_text(face_.words, event.why);
        // Of a stop the line above the next step says why.
        note_->setText(is_stop ? QString()
                               : face_.words.bound(event.bound_ns) +
                                     (why.isEmpty() ? QString() : QStringLiteral(" · ") + why));
        note_->setToolTip(QStringLiteral("%1 · %2").arg(text_of(event.device.text), why));
        waits_ = inbox;
        suppressed_ = suppressed;
        settle_->setText(inbox        ? face_.say({"Xử lý…", "Settle…"})
                         : suppressed ? face_.say({"Khôi phục…", "Restore…"})
                                      : face_.say({"Xem…", "Look…"}));
    }

private:
    void fill(QMenu& menu) {
        menu.clear();
        if (waits_ || suppressed_) {
            const bool match = face_.session.contest().table<Match>().find(run_.text) != nullptr;
            if (match)
                offer(menu, run_, {"Là lúc bắt đầu của trận này", "Is this match's start"},
                      {"Là lúc kết thúc của trận này", "Is this match's end"});
            else
                offer(menu, run_, {"Là lúc xuất phát của lượt này", "Is this run's start"},
                      {"Là lúc về đích của lượt này", "Is this run's finish"});
            QMenu* others = menu.addMenu(face_.say({"Của lượt khác", "Of another run"}));
            for (const RunId& other : others_) {
                QMenu* one = others->addMenu(played_name(face_, other));
                offer(*one, other, {"Là lúc xuất phát", "Is its start"}, {"Là lúc về đích", "Is its finish"});
            }
            others->setEnabled(!others_.empty());
        }
        if (waits_)
            menu.addAction(face_.say({"Bỏ qua", "Dismiss"}), this,
                           [this] { adopt_(event_, RunId(), ChannelRole::Unused, {}); });
        menu.addAction(face_.say({"Nguồn gốc và byte thô…", "Its origin and bytes…"}), this,
                       [this] { OriginDialog::show_event(face_, event_, window()); });
    }
    void offer(QMenu& menu, const RunId& run, const Phrase& start, const Phrase& finish) {
        if (run.empty()) return;
        const std::string reason = suppressed_ ? "event.restored" : "";
        const std::pair<Phrase, ChannelRole> roles[] = {{start, ChannelRole::Start},
                                                        {finish, ChannelRole::Finish}};
        for (const auto& [words, role] : roles)
            menu.addAction(face_.say(words), this,
                           [this, run, role = role, reason] { adopt_(event_, run, role, reason); });
    }

    const Face face_;
    Adopt adopt_;
    DeviceEventId event_;
    RunId run_;
    std::vector<RunId> others_;
    bool waits_ = false;
    bool suppressed_ = false;
    QLabel* when_;
    Pill* what_;
    QLabel* note_;
    QPushButton* settle_;
};

namespace {

/// Runs that an event may still belong to, those of the field first, the latest first.
std::vector<RunId> open_runs(const Contest& contest, const FieldId& field, const RunId& but) {
    constexpr std::size_t runs_max = 12;
    std::vector<const Run*> open;
    for (const Run& run : contest.table<Run>()) {
        const Sheet* sheet = contest.table<Sheet>().find(run.id.text);
        const bool is_open = sheet != nullptr && sheet->state < SheetState::Committed;
        if (is_open && run.state != RunState::Aborted && run.id != but) open.push_back(&run);
    }
    std::stable_sort(open.begin(), open.end(), [&](const Run* a, const Run* b) {
        if ((a->field == field) != (b->field == field)) return a->field == field;
        return contest.version(a->object()) > contest.version(b->object());
    });
    if (open.size() > runs_max) open.resize(runs_max);
    std::vector<RunId> ids;
    for (const Run* run : open) ids.push_back(run->id);
    return ids;
}

}  // namespace

EventsPanel::EventsPanel(const Face& face)
    : face_(face), head_(heading()), none_(muted()), rows_(new QVBoxLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(head_);
    auto* card = new Card(8);
    auto* scroll = new ScrollColumn;
    scroll->setMinimumHeight(40);
    rows_.column()->setSpacing(2);
    face_.words.bind(none_, {"Chưa có tín hiệu.", "Nothing yet."});
    scroll->column()->addWidget(none_);
    scroll->column()->addLayout(rows_.column());
    scroll->column()->addStretch(1);
    card->column()->addWidget(scroll);
    column->addWidget(card, 1);
}

void EventsPanel::render(const FieldId& field, const RunId& run) {
    const Contest& contest = face_.session.contest();
    std::vector<const DeviceRecord*> events;
    std::size_t waiting = 0;
    for (const DeviceRecord& event : contest.table<DeviceRecord>()) {
        const bool of_run = !run.empty() && event.run == run;
        const bool inbox = event.place == EventPlace::Inbox && (event.field == field || event.field.empty());
        if (!of_run && !inbox) continue;
        waiting += inbox ? 1 : 0;
        events.push_back(&event);
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const DeviceRecord* a, const DeviceRecord* b) { return a->at.wall > b->at.wall; });
    constexpr std::size_t rows_max = 24;
    if (events.size() > rows_max) events.resize(rows_max);
    head_->setText(
        waiting > 0
            ? face_.say({"Tín hiệu cảm biến · %1 chờ xử lý", "Sensor events · %1 in the inbox"}).arg(waiting)
            : face_.say({"Tín hiệu cảm biến", "Sensor events"}));
    is_empty_ = events.empty();
    none_->setVisible(is_empty_);
    std::vector<std::string> ids;
    for (const DeviceRecord* event : events) ids.push_back(event->id.text);
    const std::vector<RunId> others = open_runs(contest, field, run);
    rows_.show(
        ids,
        [this](const std::string&) {
            return new EventRow(face_, [this](const DeviceEventId& event, const RunId& to, ChannelRole role,
                                              const std::string& reason) { adopt(event, to, role, reason); });
        },
        [&](EventRow* row, std::size_t i) { row->show_event(*events[i], run, others); });
}

void EventsPanel::adopt(const DeviceEventId& event, const RunId& run, ChannelRole role,
                        const std::string& reason) {
    commands::EventAdopt command;
    command.reason = reason;
    command.event = event;
    command.run = run;
    command.role = role;
    const QString named =
        role == ChannelRole::Unused
            ? face_.say({"bỏ qua tín hiệu %1", "dismiss event %1"}).arg(text_of(event.text))
            : face_.say({"nhận tín hiệu %1", "adopt event %1"}).arg(face_.say(role_name(role)));
    face_.session.submit(this, command, named);
}

}  // namespace sandau::station
