#include "station/devices_room.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "scoring/command_payloads.h"
#include "station/assign_dialog.h"
#include "station/device_words.h"
#include "station/field_panels.h"
#include "station/kept.h"
#include "station/lines_model.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

DevicesRoom::DevicesRoom(const Face& face)
    : Room(face),
      head_(new PageHead(face.words, {"Thiết bị", "Devices"})),
      table_(new TableView),
      model_(new LinesModel(this)),
      title_(heading()),
      channels_(new QLabel),
      health_(new KeptTexts),
      id_(muted()),
      raw_(new QLabel),
      assign_(new QPushButton) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    outer->addWidget(head_);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    table_->setModel(model_);
    table_->setObjectName(QStringLiteral("devices_table"));
    halves->addWidget(table_, 1);
    auto* card = new Card;
    card->setFixedWidth(300);
    title_->setWordWrap(true);
    title_->setTextFormat(Qt::PlainText);
    card->column()->addWidget(title_);
    card->column()->addWidget(id_);
    health_->setObjectName(QStringLiteral("device_health"));
    card->column()->addWidget(health_);
    channels_->setWordWrap(true);
    channels_->setTextFormat(Qt::PlainText);
    card->column()->addWidget(channels_);
    card->column()->addWidget(line());
    auto* raw_head = new QLabel;
    raw_head->setProperty("role", "small");
    face_.words.bind(raw_head, {"Dòng thô mới nhất", "Latest raw lines"});
    card->column()->addWidget(raw_head);
    raw_->setProperty("role", "small");
    raw_->setTextFormat(Qt::PlainText);
    raw_->setWordWrap(true);
    raw_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card->column()->addWidget(raw_);
    card->column()->addStretch(1);
    face_.words.bind(assign_, {"Gán kênh cho sân…", "Assign channels to fields…"});
    assign_->setProperty("role", "primary");
    card->column()->addWidget(assign_);
    halves->addWidget(card);
    outer->addLayout(halves, 1);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DevicesRoom::render_side);
    connect(assign_, &QPushButton::clicked, this, &DevicesRoom::ask_assign);
    second_.setInterval(1000);
    connect(&second_, &QTimer::timeout, this, [this] {
        if (face_.session.is_open()) render();
    });
}

void DevicesRoom::showEvent(QShowEvent* event) {
    Room::showEvent(event);
    second_.start();
}

void DevicesRoom::hideEvent(QHideEvent* event) {
    second_.stop();
    Room::hideEvent(event);
}

std::string DevicesRoom::chosen() const {
    return model_->id_at(table_->currentIndex().row());
}

QString DevicesRoom::shown_name(const DeviceRow& row) const {
    const QString known = device_name(face_.session.contest(), row.device);
    return known == text_of(row.device.text) && !row.name.empty() ? text_of(row.name) : known;
}

void DevicesRoom::render() {
    const Contest& contest = face_.session.contest();
    rows_ = face_.session.opened().devices ? face_.session.opened().devices() : std::vector<DeviceRow>{};
    // What the file knows and nobody reaches now is shown as well.
    for (const Device& known : contest.table<Device>()) {
        const bool there = std::any_of(rows_.begin(), rows_.end(),
                                       [&](const DeviceRow& row) { return row.device == known.id; });
        if (there) continue;
        DeviceRow row;
        row.device = known.id;
        row.name = known.name;
        row.where = known.spec;
        row.state = "recorded";
        rows_.push_back(std::move(row));
    }
    const std::pair<const char*, Phrase> states[] = {{"connected", {"đang nối", "connected"}},
                                                     {"searching", {"đang tìm", "searching"}},
                                                     {"lost", {"mất liên lạc", "lost"}},
                                                     {"recorded", {"chưa nối", "not connected"}}};
    std::vector<Line> lines;
    std::size_t alive = 0;
    for (const DeviceRow& row : rows_) {
        alive += row.alive ? 1 : 0;
        QString state = text_of(row.state);
        for (const auto& [code, words] : states)
            if (row.state == code) state = face_.say(words);
        const std::optional<DeviceNote> health = health_brief(face_, row.device);
        if (health && health->tone == Tone::Bad) state = health->text;
        if (health && health->tone != Tone::Bad) state += QStringLiteral(", ") + health->text;
        const Tone tone = !row.alive ? Tone::Bad : health ? health->tone : Tone::Good;
        const QString age = row.last_event_age_ms ? face_.say({"%1 giây trước", "%1 s ago"})
                                                        .arg(face_.words.count(*row.last_event_age_ms / 1000))
                                                  : QStringLiteral("–");
        lines.push_back(
            {row.device.text,
             {{shown_name(row), Tone::Plain, Qt::AlignLeft, true},
              {(tone == Tone::Good      ? QStringLiteral("● ")
                : tone == Tone::Warning ? QStringLiteral("▲ ")
                                        : QStringLiteral("■ ")) +
                   state,
               tone},
              {age, Tone::Plain, Qt::AlignRight},
              {row.bound_ns ? face_.words.bound(*row.bound_ns) : QStringLiteral("–"), Tone::Plain,
               Qt::AlignRight},
              {face_.words.count(static_cast<std::int64_t>(row.events)), Tone::Plain, Qt::AlignRight},
              {face_.words.count(static_cast<std::int64_t>(row.lost)), row.lost > 0 ? Tone::Bad : Tone::Plain,
               Qt::AlignRight},
              {text_of(row.where)}}});
    }
    head_->set_note(
        face_.say({"%1 thiết bị, %2 hoạt động", "%1 devices, %2 alive"}).arg(rows_.size()).arg(alive));
    table_->set_empty_words(face_.say(
        {"Chưa có thiết bị. Cắm cổng đo vào máy hoặc thêm địa chỉ khi khởi động máy chủ (--device).",
         "No devices yet. Plug a gate in, or give its address when the host starts (--device)."}));
    show_lines(
        table_, model_,
        {face_.say({"Thiết bị", "Device"}), face_.say({"Tình trạng", "State"}),
         face_.say({"Tín hiệu cuối", "Last event"}), face_.say({"Sai số", "Bound"}),
         face_.say({"Tín hiệu", "Events"}), face_.say({"Mất", "Lost"}), face_.say({"Nối qua", "Through"})},
        std::move(lines));
    if (!table_->currentIndex().isValid() && !rows_.empty()) table_->setCurrentIndex(model_->index(0, 0));
    render_side();
}

void DevicesRoom::render_side() {
    if (!face_.session.is_open()) return;
    const std::string id = chosen();
    assign_->setVisible(!id.empty());
    QString name = text_of(id);
    for (const DeviceRow& row : rows_)
        if (row.device.text == id) name = shown_name(row);
    title_->setText(id.empty() ? face_.say({"Chọn một thiết bị.", "Choose a device."}) : name);
    id_->setText(text_of(id));
    id_->setVisible(name != text_of(id));
    const DeviceHealth* health = face_.session.contest().table<DeviceHealth>().find(id);
    if (health == nullptr) {
        health_->show_texts({});
    } else {
        const DeviceNote note = health_note(face_, *health);
        health_->show_texts({{note.text, "finding", note.tone}});
    }
    QStringList uses;
    if (const Device* known = face_.session.contest().table<Device>().find(id))
        for (const ChannelUse& use : known->channels)
            uses << face_.say({"Kênh %1: %2, sân %3", "Channel %1: %2, field %3"})
                        .arg(use.channel)
                        .arg(face_.say(role_name(use.role)), text_of(use.field.text));
    channels_->setText(id.empty() ? QString()
                       : uses.isEmpty() ? face_.say({"Chưa gán kênh nào cho sân: tín hiệu sẽ vào hộp chờ.",
                                                     "No channel is assigned: its events wait in the inbox."})
                                        : uses.join(u'\n'));
    QStringList raw;
    for (const DeviceRow& row : rows_)
        if (row.device.text == id)
            for (const std::string& one : row.raw_lines) raw << text_of(one);
    raw_->setText(raw.isEmpty() ? QStringLiteral("–") : raw.join(u'\n'));
}

void DevicesRoom::ask_assign() {
    Device device;
    device.id = DeviceId(chosen());
    if (device.id.empty()) return;
    if (const Device* known = face_.session.contest().table<Device>().find(device.id.text)) {
        device = *known;
    } else {
        for (const DeviceRow& row : rows_)
            if (row.device == device.id) device.name = row.name;
    }
    auto* dialog = new AssignDialog(face_, std::move(device), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        face_.session.submit(
            this, commands::DeviceAssign{dialog->device()},
            face_.say({"gán thiết bị %1", "assign device %1"}).arg(text_of(dialog->device().id.text)));
    });
    dialog->open();
}

}  // namespace sandau::station
