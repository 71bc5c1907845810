#include "station/field_panels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "scoring/command_payloads.h"
#include "station/refusals.h"
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
            return {"Dừng", "Stop"};
    }
    return {"", ""};
}

NextTeams::NextTeams(const Face& face) : face_(face), head_(heading()), list_(new QListWidget) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(head_);
    list_->setMinimumHeight(64);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setTextElideMode(Qt::ElideRight);
    face_.words.bind_name(list_, {"Đội tiếp theo", "Next teams"});
    column->addWidget(list_, 1);
    connect(list_, &QListWidget::currentRowChanged, this, [this] { emit chosen_changed(); });
}

void NextTeams::render(const FieldId& field) {
    const Contest& contest = face_.session.contest();
    const std::optional<Slot> before = chosen();
    const bool first_chosen = list_->currentRow() <= 0;
    slots_ = waiting_slots(contest, field);
    head_->setText(face_.say({"Đội tiếp theo (%1)", "Next teams (%1)"}).arg(slots_.size()));
    const QSignalBlocker quiet(list_);
    list_->clear();
    int row = 0;
    constexpr std::size_t rows_max = 60;
    for (std::size_t i = 0; i < slots_.size() && i < rows_max; ++i) {
        const Slot& slot = slots_[i];
        const Entry* entry = contest.table<Entry>().find(slot.entry.text);
        const QString time = face_.words.clock_time(slot.starts_at, face_.utc_offset_min()).left(5);
        const bool absent = entry != nullptr && !entry->checked_in;
        auto* item = new QListWidgetItem(
            QStringLiteral("%1   %2").arg(time, entry_name(contest, slot.entry)) +
                (slot.number > 1 ? face_.say({"  · lượt %1", "  · run %1"}).arg(slot.number) : QString()) +
                (absent ? face_.say({"  · chưa điểm danh", "  · not checked in"}) : QString()),
            list_);
        item->setSizeHint(QSize(0, 30));
        if (entry != nullptr) item->setToolTip(organization_name(contest, *entry));
        if (before && slot.id == before->id && !first_chosen) row = static_cast<int>(i);
    }
    if (!slots_.empty()) list_->setCurrentRow(row);
}

std::optional<Slot> NextTeams::chosen() const {
    const int row = list_->currentRow();
    if (row < 0 || row >= static_cast<int>(slots_.size())) return std::nullopt;
    return slots_[static_cast<std::size_t>(row)];
}

void NextTeams::choose_next(int by) {
    const int row = std::clamp(list_->currentRow() + by, 0, std::max(0, list_->count() - 1));
    list_->setCurrentRow(row);
}

EventsPanel::EventsPanel(const Face& face) : face_(face), head_(heading()), rows_(new QVBoxLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(head_);
    auto* card = new Card(8);
    auto* scroll = new ScrollColumn;
    scroll->setMinimumHeight(56);
    rows_->setSpacing(2);
    scroll->column()->addLayout(rows_);
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
    std::string drawn = face_.say({"vi", "en"}).toStdString() + run.text;
    for (const DeviceRecord* event : events)
        drawn += event->id.text + std::string(word_of(event->place)) + ";";
    if (drawn == drawn_) return;
    drawn_ = drawn;
    head_->setText(
        waiting > 0
            ? face_.say({"Tín hiệu cảm biến · %1 chờ xử lý", "Sensor events · %1 in the inbox"}).arg(waiting)
            : face_.say({"Tín hiệu cảm biến", "Sensor events"}));
    clear_layout(rows_);
    if (events.empty()) rows_->addWidget(muted(face_.say({"Chưa có tín hiệu.", "Nothing yet."})));
    for (const DeviceRecord* event : events) add_event(*event, run);
}

void EventsPanel::add_event(const DeviceRecord& event, const RunId& run) {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const QString time = face_.words.clock_time(event.at.wall, face_.utc_offset_min()) +
                         QStringLiteral("%1%2")
                             .arg(face_.words.language() == Language::Vietnamese ? QChar(u',') : QChar(u'.'))
                             .arg(event.at.wall.utc_ms % 1000, 3, 10, QChar(u'0'));
    auto* when = new QLabel(time);
    row->addWidget(when);
    const QString what =
        event.role == ChannelRole::Unused ? text_of(event.type) : face_.say(role_name(event.role));
    const bool inbox = event.place == EventPlace::Inbox;
    row->addWidget(new Pill((inbox ? QStringLiteral("! ") : QStringLiteral("✓ ")) + what,
                            inbox ? Tone::Warning : Tone::Good));
    auto* note =
        new QLabel(face_.words.bound(event.bound_ns) +
                   (inbox ? QStringLiteral(" · ") + code_or_text(face_.words, event.why) : QString()));
    note->setProperty("role", "small");
    note->setToolTip(
        QStringLiteral("%1 · %2").arg(text_of(event.device.text), code_or_text(face_.words, event.why)));
    note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(note, 1);
    if (inbox) {
        auto* settle = new QPushButton(face_.say({"Xử lý", "Settle"}));
        settle->setProperty("role", "link");
        auto* menu = new QMenu(settle);
        if (!run.empty()) {
            menu->addAction(face_.say({"Là lúc xuất phát của lượt này", "Is this run's start"}), this,
                            [this, event, run] { adopt(event, run, ChannelRole::Start); });
            menu->addAction(face_.say({"Là lúc về đích của lượt này", "Is this run's finish"}), this,
                            [this, event, run] { adopt(event, run, ChannelRole::Finish); });
        }
        menu->addAction(face_.say({"Bỏ qua", "Dismiss"}), this,
                        [this, event] { adopt(event, RunId(), ChannelRole::Unused); });
        settle->setMenu(menu);
        row->addWidget(settle);
    }
    rows_->addWidget(box);
}

void EventsPanel::adopt(const DeviceRecord& event, const RunId& run, ChannelRole role) {
    commands::EventAdopt command;
    command.event = event.id;
    command.run = run;
    command.role = role;
    const QString named =
        role == ChannelRole::Unused
            ? face_.say({"bỏ qua tín hiệu %1", "dismiss event %1"}).arg(text_of(event.id.text))
            : face_.say({"nhận tín hiệu %1", "adopt event %1"}).arg(face_.say(role_name(role)));
    face_.session.submit(this, command, named);
}

}  // namespace sandau::station
