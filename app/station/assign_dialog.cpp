#include "station/assign_dialog.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "station/dialog_foot.h"
#include "station/field_panels.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

AssignDialog::AssignDialog(const Face& face, Device device, QWidget* parent)
    : QDialog(parent), face_(face), device_(std::move(device)), name_(new QLineEdit), grid_(new QGridLayout) {
    setWindowTitle(face_.say({"Gán thiết bị", "Assign the device"}));
    setMinimumWidth(560);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(heading(text_of(device_.id.text)));
    name_->setText(text_of(device_.name));
    name_->setPlaceholderText(
        face_.say({"Tên dễ nhớ, ví dụ “Cổng sân 1”", "A name to remember, like “Gate of field 1”"}));
    name_->setAccessibleName(face_.say({"Tên thiết bị", "The device's name"}));
    column->addWidget(name_);
    grid_->setHorizontalSpacing(12);
    grid_->addWidget(muted(face_.say({"Kênh", "Channel"})), 0, 0);
    grid_->addWidget(muted(face_.say({"Sân", "Field"})), 0, 1);
    grid_->addWidget(muted(face_.say({"Vai trò", "Role"})), 0, 2);
    column->addLayout(grid_);
    constexpr int channels_offered = 4;
    for (int channel = 1; channel <= channels_offered; ++channel) {
        ChannelUse use{channel, FieldId(), ChannelRole::Unused, 1};
        for (const ChannelUse& known : device_.channels)
            if (known.channel == channel) use = known;
        add_row(use);
    }
    for (const ChannelUse& known : device_.channels)
        if (known.channel > channels_offered || known.channel < 1) add_row(known);
    add_foot(this, column, face_, face_.say({"Lưu", "Save"}));
}

void AssignDialog::add_row(const ChannelUse& use) {
    Row row{use.channel, new QComboBox, new QComboBox};
    row.field->addItem(QStringLiteral("–"), QString());
    for (const Field& field : face_.session.contest().table<Field>())
        row.field->addItem(text_of(field.id.text), text_of(field.id.text));
    if (!use.field.empty() && row.field->findData(text_of(use.field.text)) < 0)
        row.field->addItem(text_of(use.field.text), text_of(use.field.text));
    row.field->setCurrentIndex(std::max(0, row.field->findData(text_of(use.field.text))));
    for (std::size_t i = 0; i < enum_words(ChannelRole{}).size(); ++i)
        row.role->addItem(face_.say(role_name(static_cast<ChannelRole>(i))));
    row.role->setCurrentIndex(static_cast<int>(use.role));
    const int at = grid_->rowCount();
    auto* channel = new QLabel(QString::number(use.channel));
    channel->setProperty("role", "heading");
    grid_->addWidget(channel, at, 0);
    grid_->addWidget(row.field, at, 1);
    grid_->addWidget(row.role, at, 2);
    rows_.push_back(row);
}

Device AssignDialog::device() const {
    Device result = device_;
    result.name = name_->text().trimmed().toStdString();
    std::vector<ChannelUse> channels;
    for (const Row& row : rows_) {
        ChannelUse use{row.channel, FieldId(row.field->currentData().toString().toStdString()),
                       static_cast<ChannelRole>(row.role->currentIndex()), 1};
        for (const ChannelUse& known : device_.channels)
            if (known.channel == use.channel) use.lane = known.lane;
        if (use.role != ChannelRole::Unused && !use.field.empty()) channels.push_back(use);
    }
    result.channels = std::move(channels);
    return result;
}

}  // namespace sandau::station
