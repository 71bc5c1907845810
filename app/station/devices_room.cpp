#include "station/devices_room.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "scoring/command_payloads.h"
#include "station/assign_dialog.h"
#include "station/beam_dialog.h"
#include "station/device_words.h"
#include "station/field_panels.h"
#include "station/kept.h"
#include "station/lines_model.h"
#include "station/match_steps.h"
#include "station/ports_dialog.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

std::string key_of(const DeviceRow& row) {
    return row.device.empty() ? row.where : row.device.text;
}

/// Of a caller on the network its own address: those of one listener share the link.
QString short_where(const DeviceRow& row) {
    return row.address.empty() ? short_link(row.where) : text_of(row.address);
}

}  // namespace

DevicesRoom::DevicesRoom(const Face& face)
    : Room(face),
      head_(new PageHead(face.words, {"Thiết bị", "Devices"})),
      table_(new TableView),
      model_(new LinesModel(this)),
      title_(heading()),
      channels_(new QLabel),
      health_(new KeptTexts),
      facts_(muted()),
      id_(muted()),
      raw_head_(new QLabel),
      raw_(new QLabel),
      beam_(new QPushButton),
      ports_(new QPushButton),
      assign_(new QPushButton),
      close_(new QPushButton) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    face_.words.bind(ports_, {"Tìm thiết bị…", "Find devices…"});
    ports_->setObjectName(QStringLiteral("find_devices"));
    face_.words.bind(beam_, {"Ngắt tia để gán…", "Break a beam to assign…"});
    beam_->setObjectName(QStringLiteral("break_beam"));
    beam_->setProperty("role", "primary");
    head_->right()->addWidget(ports_);
    head_->right()->addWidget(beam_);
    outer->addWidget(head_);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    table_->setModel(model_);
    table_->setObjectName(QStringLiteral("devices_table"));
    face_.words.bind_name(table_, {"Thiết bị", "Devices"});
    halves->addWidget(table_, 1);
    halves->addWidget(build_side());
    outer->addLayout(halves, 1);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DevicesRoom::render_side);
    connect(assign_, &QPushButton::clicked, this, &DevicesRoom::ask_assign);
    connect(beam_, &QPushButton::clicked, this, &DevicesRoom::ask_beam);
    connect(ports_, &QPushButton::clicked, this, &DevicesRoom::ask_ports);
    connect(close_, &QPushButton::clicked, this, &DevicesRoom::close_link);
    second_.setInterval(1000);
    connect(&second_, &QTimer::timeout, this, [this] {
        if (face_.session.is_open()) render();
    });
}

QWidget* DevicesRoom::build_side() {
    auto* card = new Card;
    card->setFixedWidth(372);
    auto* scroll = new ScrollColumn;
    QVBoxLayout* column = scroll->column();
    column->setSpacing(8);
    title_->setWordWrap(true);
    title_->setTextFormat(Qt::PlainText);
    column->addWidget(title_);
    id_->setWordWrap(true);
    column->addWidget(id_);
    health_->setObjectName(QStringLiteral("device_health"));
    column->addWidget(health_);
    channels_->setWordWrap(true);
    channels_->setTextFormat(Qt::PlainText);
    channels_->setObjectName(QStringLiteral("device_channels"));
    column->addWidget(channels_);
    facts_->setWordWrap(true);
    facts_->setTextFormat(Qt::PlainText);
    facts_->setObjectName(QStringLiteral("device_facts"));
    column->addWidget(facts_);
    column->addWidget(line());
    raw_head_->setProperty("role", "small");
    face_.words.bind(raw_head_, {"Dòng thô, mới nhất ở trên", "Raw lines, the latest on top"});
    column->addWidget(raw_head_);
    set_role(raw_, "raw");
    raw_->setTextFormat(Qt::PlainText);
    raw_->setWordWrap(true);
    raw_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(raw_);
    column->addStretch(1);
    card->column()->addWidget(scroll, 1);
    face_.words.bind(assign_, {"Sửa kênh, tên, địa chỉ…", "Edit channels, name, address…"});
    assign_->setObjectName(QStringLiteral("edit_device"));
    card->column()->addWidget(assign_);
    face_.words.bind(close_, {"Ngừng nối, nhả cổng", "Disconnect, free the port"});
    close_->setProperty("role", "link");
    card->column()->addWidget(close_);
    return card;
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

const DeviceRow* DevicesRoom::chosen_row() const {
    const std::string key = chosen();
    for (const DeviceRow& row : rows_)
        if (!key.empty() && key_of(row) == key) return &row;
    return nullptr;
}

QString DevicesRoom::shown_name(const DeviceRow& row) const {
    if (row.device.empty()) return face_.say({"chưa rõ là gì", "not known yet"});
    const Device* known = face_.session.contest().table<Device>().find(row.device.text);
    const bool is_named = known != nullptr && !known->name.empty();
    return is_named || row.name.empty() ? device_name(face_.session.contest(), row.device)
                                        : text_of(row.name);
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
            {key_of(row),
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
              {short_where(row), Tone::Plain, Qt::AlignLeft, false, text_of(row.where)}}});
    }
    head_->set_note(
        face_.say({"%1 thiết bị, %2 hoạt động", "%1 devices, %2 alive"}).arg(rows_.size()).arg(alive));
    table_->set_empty_words(face_.say({"Chưa có thiết bị. Cắm cổng đo vào máy rồi bấm “Tìm thiết bị”.",
                                       "No devices yet. Plug a gate in, then press “Find devices”."}));
    ports_->setVisible(face_.session.opened().ports != nullptr);
    beam_->setEnabled(!rows_.empty());
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
    const DeviceRow* row = chosen_row();
    const std::string id = row != nullptr ? row->device.text : std::string();
    assign_->setVisible(!id.empty());
    close_->setVisible(row != nullptr && !row->spec.empty() && face_.session.opened().close_link != nullptr);
    const QString name = row != nullptr ? shown_name(*row) : QString();
    title_->setText(row == nullptr ? face_.say({"Chọn một thiết bị.", "Choose a device."}) : name);
    const QString below = text_of(id.empty() && row != nullptr ? row->where : id);
    id_->setText(below);
    id_->setVisible(row != nullptr && name != below);
    std::vector<KeptTexts::Paragraph> notes;
    if (const DeviceHealth* health = face_.session.contest().table<DeviceHealth>().find(id)) {
        const DeviceNote note = health_note(face_, *health);
        notes.push_back({note.text, "finding", note.tone});
    }
    if (row != nullptr)
        for (const DeviceNote& note : diagnosis(face_, *row))
            notes.push_back({note.text, "finding", note.tone});
    health_->show_texts(notes);
    render_channels(id);
    const QStringList facts = row != nullptr ? link_facts(face_, *row) : QStringList();
    facts_->setText(facts.join(u'\n'));
    facts_->setVisible(!facts.isEmpty());
    QStringList raw;
    if (row != nullptr)
        for (const std::string& one : row->raw_lines) raw << text_of(one);
    raw_->setText(raw.isEmpty() ? QStringLiteral("–") : raw.join(u'\n'));
}

void DevicesRoom::render_channels(const std::string& id) {
    QStringList uses;
    bool stops = false;
    const Device* known = face_.session.contest().table<Device>().find(id);
    if (known != nullptr)
        for (const ChannelUse& use : known->channels) {
            stops = stops || use.role == ChannelRole::Stop;
            QString words = face_.say({"Kênh %1: %2, sân %3", "Channel %1: %2, field %3"})
                                .arg(use.channel)
                                .arg(face_.say(role_name(use.role)), text_of(use.field.text));
            if (use.lane > 1) words += face_.say({", làn %1", ", lane %1"}).arg(use.lane);
            uses << words;
        }
    if (uses.isEmpty())
        uses << face_.say({"Chưa gán kênh nào cho sân: tín hiệu sẽ vào hộp chờ.",
                           "No channel is assigned: its events wait in the inbox."});
    if (known != nullptr && !known->address.empty())
        uses << face_.say({"Chỉ nghe từ địa chỉ %1", "Heard from %1 only"}).arg(text_of(known->address));
    if (stops) uses << face_.say(stop_is_wired());
    channels_->setText(id.empty() ? QString() : uses.join(u'\n'));
    channels_->setVisible(!id.empty());
}

void DevicesRoom::ask_assign() {
    Device device;
    const DeviceRow* chosen = chosen_row();
    if (chosen == nullptr || chosen->device.empty()) return;
    device.id = chosen->device;
    if (const Device* known = face_.session.contest().table<Device>().find(device.id.text)) {
        device = *known;
    } else {
        device.name = chosen->name;
        // The next time the file is opened, so is the link.
        device.spec = chosen->spec;
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

void DevicesRoom::ask_beam() {
    const std::vector<FieldId> fields = fields_of(face_.session.contest());
    auto* dialog = new BeamDialog(face_, fields.empty() ? FieldId("F1") : fields.front(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void DevicesRoom::ask_ports() {
    auto* dialog = new PortsDialog(face_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, [this] { refresh(); });
    dialog->open();
}

void DevicesRoom::close_link() {
    const DeviceRow* row = chosen_row();
    if (row == nullptr || !face_.session.opened().close_link) return;
    if (const Result<void> closed = face_.session.opened().close_link(row->spec); !closed)
        emit face_.session.refused(closed.error(), face_.say({"ngừng nối", "disconnect"}));
    render();
}

}  // namespace sandau::station
