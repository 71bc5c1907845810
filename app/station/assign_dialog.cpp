#include "station/assign_dialog.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

#include "documents/exact_number.h"
#include "scoring/command_payloads.h"
#include "station/field_panels.h"
#include "station/match_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

bool is_network_address(const QString& text) {
    static const QRegularExpression four(
        QStringLiteral("^((25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(\\.|$)){4}(?<!\\.)$"));
    static const QRegularExpression six(QStringLiteral("^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$"));
    return four.match(text).hasMatch() || six.match(text).hasMatch();
}

}  // namespace

void fill_fields(QComboBox& box, const Face& face, const FieldId& chosen) {
    box.setEditable(true);
    box.setInsertPolicy(QComboBox::NoInsert);
    std::vector<FieldId> known = fields_of(face.session.contest());
    for (const Device& device : face.session.contest().table<Device>())
        for (const ChannelUse& use : device.channels)
            if (!use.field.empty()) known.push_back(use.field);
    for (const FieldId& field : known)
        if (box.findText(text_of(field.text)) < 0) box.addItem(text_of(field.text));
    box.setCurrentText(text_of(chosen.empty() && !known.empty() ? known.front().text : chosen.text));
}

FieldId chosen_field(const QComboBox& box) {
    return FieldId(box.currentText().trimmed().toStdString());
}

std::optional<Fault> field_fault(const Face& face, QComboBox& box) {
    static const QRegularExpression form(QStringLiteral("^[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,15}$"));
    if (form.match(box.currentText().trimmed()).hasMatch()) return std::nullopt;
    return Fault{&box, face.say({"Tên sân chỉ gồm chữ và số, nhiều nhất 16 ký tự, ví dụ F1.",
                                 "A field's name is letters and digits, 16 at most, like F1."})};
}

void fill_roles(QComboBox& box, const Face& face) {
    for (std::size_t i = 0; i < enum_words(ChannelRole{}).size(); ++i)
        box.addItem(face.say(role_name(static_cast<ChannelRole>(i))));
}

Phrase stop_is_wired() {
    return {
        "Nút dừng khẩn cấp phải được đấu dây để tự cắt điện. Phần mềm chỉ phản chiếu nó và tạm dừng đồng hồ.",
        "The emergency stop must be wired and cut the power by itself. The program only mirrors it and holds "
        "the clock."};
}

AssignDialog::AssignDialog(const Face& face, Device device, QWidget* parent)
    : CheckedDialog(face, parent),
      device_(std::move(device)),
      name_(new QLineEdit),
      address_(new QLineEdit),
      grid_(new QGridLayout),
      stop_note_(new QLabel(face.say(stop_is_wired()))) {
    setObjectName(QStringLiteral("assign_dialog"));
    setWindowTitle(face_.say({"Gán thiết bị", "Assign the device"}));
    setMinimumWidth(720);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(heading(text_of(device_.id.text)));
    name_->setObjectName(QStringLiteral("assign_name"));
    name_->setText(text_of(device_.name));
    name_->setPlaceholderText(
        face_.say({"Tên dễ nhớ, ví dụ “Cổng sân 1”", "A name to remember, like “Gate of field 1”"}));
    name_->setAccessibleName(face_.say({"Tên thiết bị", "The device's name"}));
    column->addWidget(name_);
    build_rows(column);
    stop_note_->setWordWrap(true);
    set_role(stop_note_, "finding");
    set_tone(stop_note_, Tone::Bad);
    column->addWidget(stop_note_);
    auto* hint = muted(face_.say({"Thiết bị qua mạng: chỉ nghe từ địa chỉ này (bỏ trống: từ bất kỳ đâu)",
                                  "Over the network: heard from this address only (empty: from anywhere)"}));
    hint->setWordWrap(true);
    column->addWidget(hint);
    address_->setText(text_of(device_.address));
    address_->setPlaceholderText(QStringLiteral("192.168.1.51"));
    address_->setObjectName(QStringLiteral("assign_address"));
    address_->setAccessibleName(face_.say({"Địa chỉ", "Address"}));
    column->addWidget(address_);
    constexpr int channels_offered = 2;
    for (const ChannelUse& known : device_.channels) add_row(known);
    for (int channel = static_cast<int>(rows_.size()) + 1; channel <= channels_offered; ++channel)
        add_row({channel, FieldId(), ChannelRole::Unused, 1});
    add_checked_foot(column, face_.say({"Lưu", "Save"}));
    render();
}

void AssignDialog::build_rows(QVBoxLayout* column) {
    grid_->setHorizontalSpacing(10);
    grid_->setVerticalSpacing(8);
    const Phrase heads[] = {{"Kênh", "Channel"},
                            {"Sân", "Field"},
                            {"Làn", "Lane"},
                            {"Vai trò", "Role"},
                            {"Vòng ngắn nhất (giây)", "Shortest lap (s)"}};
    int at = 0;
    for (const Phrase& head : heads) grid_->addWidget(muted(face_.say(head)), 0, at++);
    grid_->setColumnStretch(1, 2);
    grid_->setColumnStretch(3, 2);
    column->addLayout(grid_);
    auto* add = new QPushButton(face_.say({"+ Thêm dòng", "+ Add a line"}));
    add->setProperty("role", "link");
    add->setAutoDefault(false);
    column->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &QPushButton::clicked, this, [this] {
        int channel = 1;
        for (const Row& row : rows_) channel = std::max(channel, row.channel->value() + 1);
        add_row({std::min(channel, 32), FieldId(), ChannelRole::Unused, 1});
    });
}

void AssignDialog::add_row(const ChannelUse& use) {
    Row row{new QSpinBox,  new QComboBox, new QSpinBox,
            new QComboBox, new QLineEdit, new QPushButton(face_.say({"Bỏ", "Remove"}))};
    row.channel->setRange(1, 32);
    row.channel->setValue(use.channel);
    row.lane->setRange(1, 99);
    row.lane->setValue(use.lane);
    fill_fields(*row.field, face_, use.field);
    fill_roles(*row.role, face_);
    row.role->setCurrentIndex(static_cast<int>(use.role));
    if (use.shortest_lap_ms > 0)
        row.shortest_lap->setText(
            face_.words.figure((Rational(use.shortest_lap_ms) / Rational(1000)).text()));
    row.shortest_lap->setObjectName(QStringLiteral("assign_lap"));
    row.field->setObjectName(QStringLiteral("assign_field"));
    row.role->setObjectName(QStringLiteral("assign_role"));
    row.shortest_lap->setPlaceholderText(QStringLiteral("0"));
    row.shortest_lap->setToolTip(
        face_.say({"Ngắt lại sớm hơn chừng này thì bị chặn; trọng tài vẫn khôi phục được.",
                   "A beam broken again sooner is held back; a referee can restore it."}));
    row.remove->setProperty("role", "link");
    row.remove->setAutoDefault(false);
    const int at = grid_->rowCount();
    int column = 0;
    for (QWidget* widget : std::initializer_list<QWidget*>{row.channel, row.field, row.lane, row.role,
                                                           row.shortest_lap, row.remove})
        grid_->addWidget(widget, at, column++);
    for (QSpinBox* number : {row.channel, row.lane}) number->setFixedWidth(64);
    row.shortest_lap->setFixedWidth(110);
    connect(row.role, &QComboBox::currentIndexChanged, this, &AssignDialog::render);
    connect(row.remove, &QPushButton::clicked, this, [this, button = row.remove] { remove_row(button); });
    rows_.push_back(row);
}

void AssignDialog::remove_row(const QPushButton* button) {
    const auto gone =
        std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.remove == button; });
    if (gone == rows_.end()) return;
    for (QWidget* widget : std::initializer_list<QWidget*>{gone->channel, gone->field, gone->lane, gone->role,
                                                           gone->shortest_lap, gone->remove}) {
        grid_->removeWidget(widget);
        widget->hide();
        widget->deleteLater();
    }
    rows_.erase(gone);
    render();
}

void AssignDialog::render() {
    stop_note_->setVisible(std::any_of(rows_.begin(), rows_.end(), [](const Row& row) {
        return row.role->currentIndex() == static_cast<int>(ChannelRole::Stop);
    }));
}

std::optional<Fault> AssignDialog::row_fault(const Row& row) const {
    constexpr std::int64_t day_ms = 86'400'000;
    if (row.role->currentIndex() == static_cast<int>(ChannelRole::Unused)) return std::nullopt;
    if (const auto wrong = field_fault(face_, *row.field)) return wrong;
    const QString typed = row.shortest_lap->text().trimmed();
    const documents::ReadTime lap = documents::time_of_seconds(typed.toStdString());
    if (typed.isEmpty() || (lap.fault == documents::TimeFault::None && lap.ms <= day_ms)) return std::nullopt;
    return Fault{row.shortest_lap,
                 face_.say({"Vòng ngắn nhất ghi bằng giây, ví dụ 2,5; không giới hạn thì bỏ trống.",
                            "The shortest lap is in seconds, like 2.5; without a limit leave it empty."})};
}

std::optional<Fault> AssignDialog::fault() const {
    if (const auto wrong = length_fault(face_, name_, name_->text().trimmed(), name_letters_max))
        return wrong;
    for (const Row& row : rows_)
        if (const auto wrong = row_fault(row)) return wrong;
    const QString address = address_->text().trimmed();
    if (!address.isEmpty() && !is_network_address(address))
        return Fault{address_, face_
                                   .say({"“%1” không phải là địa chỉ mạng: ghi như 192.168.1.51, không có "
                                         "cổng; nghe từ bất kỳ đâu thì bỏ trống.",
                                         "“%1” is no network address: write it like 192.168.1.51, without "
                                         "a port; leave it empty to hear from anywhere."})
                                   .arg(address)};
    return refused(commands::DeviceAssign{device()}, rows_.empty() ? nullptr : rows_.front().channel);
}

ChannelUse AssignDialog::use_of(const Row& row) const {
    ChannelUse use{row.channel->value(), chosen_field(*row.field),
                   static_cast<ChannelRole>(row.role->currentIndex()), row.lane->value()};
    if (!row.shortest_lap->text().trimmed().isEmpty())
        use.shortest_lap_ms = documents::time_of_seconds(row.shortest_lap->text().toStdString()).ms;
    return use;
}

Device AssignDialog::device() const {
    Device result = device_;
    result.name = name_->text().trimmed().toStdString();
    result.address = address_->text().trimmed().toStdString();
    result.channels.clear();
    for (const Row& row : rows_) {
        const ChannelUse use = use_of(row);
        if (use.role != ChannelRole::Unused && !use.field.empty()) result.channels.push_back(use);
    }
    return result;
}

}  // namespace sandau::station
