#include "station/beam_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

#include "scoring/command_payloads.h"
#include "station/assign_dialog.h"
#include "station/field_panels.h"
#include "station/kept.h"
#include "station/match_steps.h"
#include "station/widgets.h"

namespace sandau::station {

BeamDialog::BeamDialog(const Face& face, const FieldId& field, QWidget* parent)
    : QDialog(parent),
      face_(face),
      field_(new QComboBox),
      lane_(new QSpinBox),
      role_(new QComboBox),
      call_(new QLabel),
      list_(new QListWidget),
      replace_(new QCheckBox),
      pin_(new QCheckBox),
      notes_(new KeptTexts),
      again_(new QPushButton(face.say({"Nghe lại từ đầu", "Listen anew"}))),
      assign_(new QPushButton) {
    setObjectName(QStringLiteral("beam_dialog"));
    setWindowTitle(face_.say({"Ngắt tia để gán", "Break a beam to assign it"}));
    setMinimumWidth(640);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(build_choices(field));
    call_->setWordWrap(true);
    set_role(call_, "value");
    call_->setObjectName(QStringLiteral("beam_call"));
    column->addWidget(call_);
    list_->setObjectName(QStringLiteral("beam_heard"));
    list_->setFixedHeight(108);
    list_->setTextElideMode(Qt::ElideRight);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    face_.words.bind_name(list_, {"Kênh vừa báo", "What fired"});
    column->addWidget(list_);
    replace_->setChecked(true);
    replace_->setObjectName(QStringLiteral("beam_replace"));
    column->addWidget(replace_);
    pin_->setChecked(true);
    pin_->setObjectName(QStringLiteral("beam_pin"));
    column->addWidget(pin_);
    column->addWidget(notes_);
    auto* row = new QHBoxLayout;
    auto* close = new QPushButton(face_.say({"Xong", "Done"}));
    for (QPushButton* button : {again_, close}) button->setAutoDefault(false);
    assign_->setProperty("role", "primary");
    assign_->setDefault(true);
    assign_->setObjectName(QStringLiteral("beam_assign"));
    row->addWidget(again_);
    row->addStretch(1);
    row->addWidget(close);
    row->addWidget(assign_);
    column->addLayout(row);
    connect(again_, &QPushButton::clicked, this, &BeamDialog::listen_anew);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(assign_, &QPushButton::clicked, this, &BeamDialog::assign);
    connect(list_, &QListWidget::currentRowChanged, this, &BeamDialog::render);
    connect(&face_.session, &Session::snapshot_changed, this, &BeamDialog::look);
    listen_anew();
}

QWidget* BeamDialog::build_choices(const FieldId& field) {
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    fill_fields(*field_, face_, field);
    field_->setObjectName(QStringLiteral("beam_field"));
    lane_->setRange(1, 99);
    lane_->setObjectName(QStringLiteral("beam_lane"));
    fill_roles(*role_, face_);
    role_->removeItem(static_cast<int>(ChannelRole::Unused));
    role_->setObjectName(QStringLiteral("beam_role"));
    const std::pair<QWidget*, Phrase> choices[] = {
        {field_, {"Sân", "Field"}}, {lane_, {"Làn", "Lane"}}, {role_, {"Vai trò", "Role"}}};
    int at = 0;
    for (const auto& [widget, words] : choices) {
        grid->addWidget(muted(face_.say(words)), 0, at);
        grid->addWidget(widget, 1, at++);
        face_.words.bind_name(widget, words);
    }
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 2);
    auto* note = new QLabel(face_.say(
        {"Mỗi làn đua là một sân riêng; các làn cùng xuất phát dùng chung một kênh xuất phát và mang "
         "số làn khác nhau. Đua một mình thì để làn 1.",
         "Each lane of a race is a field of its own; lanes that start together share one start "
         "channel and have different numbers. Racing alone: lane 1."}));
    note->setWordWrap(true);
    set_role(note, "small");
    grid->addWidget(note, 2, 0, 1, 3);
    connect(field_, &QComboBox::currentTextChanged, this, &BeamDialog::render);
    connect(role_, &QComboBox::currentIndexChanged, this, &BeamDialog::render);
    connect(lane_, &QSpinBox::valueChanged, this, &BeamDialog::render);
    return box;
}

FieldId BeamDialog::field() const {
    return chosen_field(*field_);
}

ChannelRole BeamDialog::role() const {
    return static_cast<ChannelRole>(role_->currentIndex() + 1);  // "unused" is not offered
}

void BeamDialog::listen_anew() {
    since_ = face_.session.contest().seq;
    heard_.clear();
    render();
}

void BeamDialog::look() {
    if (!face_.session.is_open()) return reject();
    const Contest& contest = face_.session.contest();
    std::map<Source, Heard> heard;
    for (const DeviceRecord& event : contest.table<DeviceRecord>()) {
        if (contest.version(event.object()) <= since_ || event.channel < 1) continue;
        // What another assignment moved is no new event, nor is what a timekeeper took back.
        if (event.place == EventPlace::Dismissed || event.type == "cancel") continue;
        // One edge, another field that it serves.
        if (event.id.text.find('@') != std::string::npos && event.seq > 0) continue;
        Heard& known = heard[{event.device, event.channel}];
        if (known.times++ == 0 || known.at.wall < event.at.wall)
            known = {event.id, event.at, event.bound_ns, known.times};
    }
    if (heard.size() == heard_.size() &&
        std::equal(heard.begin(), heard.end(), heard_.begin(),
                   [](const auto& a, const auto& b) { return a.second.event == b.second.event; }))
        return;
    if (heard.size() != heard_.size()) done_.clear();
    heard_ = std::move(heard);
    render();
}

std::optional<BeamDialog::Source> BeamDialog::chosen() const {
    const int row = list_->currentRow();
    if (row < 0 || row >= static_cast<int>(shown_.size())) return std::nullopt;
    return shown_[static_cast<std::size_t>(row)];
}

std::optional<DeviceRow> BeamDialog::row_of(const DeviceId& device) const {
    if (!face_.session.opened().devices) return std::nullopt;
    for (const DeviceRow& row : face_.session.opened().devices())
        if (row.device == device) return row;
    return std::nullopt;
}

QString BeamDialog::source_words(const Source& source) const {
    return face_.say({"%1, kênh %2", "%1, channel %2"})
        .arg(device_name(face_.session.contest(), source.first))
        .arg(source.second);
}

std::vector<BeamDialog::Source> BeamDialog::rivals(const Source& source) const {
    std::vector<Source> found;
    for (const Device& device : face_.session.contest().table<Device>())
        for (const ChannelUse& use : device.channels)
            if (use.field == field() && use.role == role() && Source(device.id, use.channel) != source)
                found.emplace_back(device.id, use.channel);
    return found;
}

Device BeamDialog::assigned(const Source& source) const {
    Device device;
    device.id = source.first;
    if (const Device* known = face_.session.contest().table<Device>().find(source.first.text))
        device = *known;
    const std::optional<DeviceRow> row = row_of(source.first);
    if (row) {
        if (device.name.empty()) device.name = row->name;
        // The next time the file is opened, so is the link.
        if (device.spec.empty()) device.spec = row->spec;
        if (!row->address.empty()) device.address = pin_->isChecked() ? row->address : std::string();
    }
    ChannelUse use{source.second, field(), role(), lane_->value()};
    std::erase_if(device.channels, [&](const ChannelUse& known) {
        if (known.field != use.field) return false;
        if (known.channel == use.channel) use.shortest_lap_ms = known.shortest_lap_ms;
        return known.channel == use.channel || (replace_->isChecked() && known.role == use.role);
    });
    device.channels.push_back(use);
    return device;
}

void BeamDialog::render() {
    // The order stays while a person chooses: by name, not by who spoke last.
    shown_.clear();
    for (const auto& [source, heard] : heard_) shown_.push_back(source);
    {
        const QSignalBlocker quiet(list_);
        const int before = list_->currentRow();
        while (list_->count() > static_cast<int>(shown_.size())) delete list_->takeItem(list_->count() - 1);
        while (list_->count() < static_cast<int>(shown_.size()))
            (new QListWidgetItem(list_))->setSizeHint({0, 30});
        for (int i = 0; i < list_->count(); ++i) {
            const Source& source = shown_[static_cast<std::size_t>(i)];
            const Heard& heard = heard_.at(source);
            list_->item(i)->setText(face_.say({"%1 · lúc %2 %3 · %4 lần", "%1 · at %2 %3 · %4×"})
                                        .arg(source_words(source),
                                             face_.words.clock_time(heard.at.wall, face_.utc_offset_min()),
                                             face_.words.bound(heard.bound_ns))
                                        .arg(heard.times));
        }
        // Of several, a person says which.
        list_->setCurrentRow(shown_.size() == 1 ? 0 : before < list_->count() ? before : -1);
    }
    const std::optional<Source> source = chosen();
    call_->setText(shown_.empty() ? face_.say({"Ngắt tia (hoặc bấm nút) ngay bây giờ…",
                                               "Break the beam (or press the button) now…"})
                   : source
                       ? face_.say({"Đúng kênh này thì bấm Gán.", "If this is the one, assign it."})
                       : face_.say({"Nhiều kênh cùng báo: chọn một, hoặc nghe lại và chỉ ngắt một tia.",
                                    "Several fired: choose one, or listen anew and break one beam only."}));
    assign_->setText(face_.say({"Gán: %1, sân %2", "Assign: %1, field %2"})
                         .arg(face_.say(role_name(role())), text_of(field().text)));
    assign_->setEnabled(source.has_value());
    QStringList others;
    if (source)
        for (const Source& rival : rivals(*source)) others << source_words(rival);
    replace_->setVisible(!others.isEmpty());
    replace_->setText(face_.say({"Thay cho %1", "In place of %1"}).arg(others.join(QStringLiteral("; "))));
    const std::optional<DeviceRow> row = source ? row_of(source->first) : std::nullopt;
    const QString address = row ? text_of(row->address) : QString();
    pin_->setVisible(!address.isEmpty());
    pin_->setText(
        face_.say({"Chỉ nghe thiết bị này từ địa chỉ %1", "Hear this device from %1 only"}).arg(address));
    std::vector<KeptTexts::Paragraph> notes;
    if (!done_.isEmpty()) notes.push_back({done_, "finding", Tone::Good});
    const FieldView there = look_at(face_.session.contest(), field());
    const bool busy = there.is_running() || there.step == Step::Ready;
    if (busy)
        notes.push_back({face_.say({"Sân này đang có đội thi: ngắt tia lúc này là tính cho đội đó.",
                                    "A team is on this field: a beam that breaks now counts for it."}),
                         "finding", Tone::Warning});
    if (role() == ChannelRole::Stop) notes.push_back({face_.say(stop_is_wired()), "finding", Tone::Bad});
    notes_->show_texts(notes);
    notes_->setVisible(!notes.empty());
    // What wraps keeps all its lines.
    if (layout() != nullptr)
        setMinimumHeight(layout()->totalHeightForWidth(std::max(width(), minimumWidth())));
}

void BeamDialog::take_from(const Source& rival) {
    const Device* known = face_.session.contest().table<Device>().find(rival.first.text);
    if (known == nullptr) return;
    Device device = *known;
    std::erase_if(device.channels, [&](const ChannelUse& use) {
        return use.channel == rival.second && use.field == field() && use.role == role();
    });
    face_.session.submit(this, commands::DeviceAssign{device},
                         face_.say({"thôi dùng %1", "no longer use %1"}).arg(source_words(rival)));
}

void BeamDialog::dismiss_trials(const Source& source) {
    const Contest& contest = face_.session.contest();
    for (const DeviceRecord& event : contest.table<DeviceRecord>()) {
        const bool is_trial = contest.version(event.object()) > since_ && event.device == source.first &&
                              event.channel == source.second && event.place == EventPlace::Inbox;
        if (!is_trial) continue;
        commands::EventAdopt dismiss;
        dismiss.event = event.id;
        dismiss.reason = "event.tried";
        face_.session.submit(this, dismiss, QString());
    }
}

void BeamDialog::assign() {
    const std::optional<Source> source = chosen();
    if (!source) return;
    if (const std::optional<Fault> wrong = field_fault(face_, *field_)) {
        notes_->show_texts({{wrong->words, "finding", Tone::Bad}});
        notes_->show();
        field_->setFocus();
        return;
    }
    const QString what = face_.say({"%1, sân %2: %3", "%1, field %2: %3"})
                             .arg(face_.say(role_name(role())), text_of(field().text), source_words(*source));
    const Device device = assigned(*source);
    if (replace_->isChecked())
        for (const Source& rival : rivals(*source))
            if (rival.first != source->first) take_from(rival);
    dismiss_trials(*source);
    const ChannelRole role_done = role();
    face_.session.submit(this, commands::DeviceAssign{device}, face_.say({"gán %1", "assign %1"}).arg(what),
                         [this, what, role_done](const Result<Answer>& answer) {
                             if (!answer) return;
                             done_ = face_.say({"Đã gán: %1", "Assigned: %1"}).arg(what);
                             // After the start most want the finish.
                             if (role_done == ChannelRole::Start)
                                 role_->setCurrentIndex(static_cast<int>(ChannelRole::Finish) - 1);
                             listen_anew();
                         });
}

}  // namespace sandau::station
