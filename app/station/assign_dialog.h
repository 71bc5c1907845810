#pragma once

#include <vector>

#include "station/checked_dialog.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace sandau::station {

/// What a device is called, what each of its channels means on which field, and from where it is heard.
class AssignDialog : public CheckedDialog {
public:
    AssignDialog(const Face& face, Device device, QWidget* parent);
    Device device() const;

private:
    struct Row {
        QSpinBox* channel;
        QComboBox* field;
        QSpinBox* lane;
        QComboBox* role;
        QLineEdit* shortest_lap;
        QPushButton* remove;
    };
    void build_rows(QVBoxLayout* column);
    void add_row(const ChannelUse& use);
    void remove_row(const QPushButton* button);
    void render();
    std::optional<Fault> fault() const override;
    std::optional<Fault> row_fault(const Row& row) const;
    ChannelUse use_of(const Row& row) const;

    Device device_;
    QLineEdit* name_;
    QLineEdit* address_;
    QGridLayout* grid_;
    QLabel* stop_note_;
    std::vector<Row> rows_;
};

/// The fields that the contest knows, and whatever else is typed.
void fill_fields(QComboBox& box, const Face& face, const FieldId& chosen);
FieldId chosen_field(const QComboBox& box);
/// What is typed there is no name of a field.
std::optional<Fault> field_fault(const Face& face, QComboBox& box);
void fill_roles(QComboBox& box, const Face& face);
/// An emergency stop is wired; what a device tells of it is a mirror.
Phrase stop_is_wired();

}  // namespace sandau::station
