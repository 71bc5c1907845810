#pragma once

#include <vector>

#include "scoring/definition.h"
#include "station/checked_dialog.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace sandau::station {

/// Whether the rules have panels judge anything in this stage.
bool is_judged(const Stage& stage);

/// Who sits on a panel or council, who leads it, for which stage and division.
class PanelDialog : public CheckedDialog {
public:
    /// `panel` without an id: a new one.
    PanelDialog(const Face& face, PanelRecord panel, QWidget* parent);
    PanelRecord panel() const;

private:
    struct Line {
        UserId judge;
        QCheckBox* sits;
        QLineEdit* organization;
    };
    void add_people(QVBoxLayout* column);
    void show_divisions();
    void check();
    std::optional<Fault> fault() const override;

    PanelRecord panel_;
    QComboBox* stage_;
    QComboBox* division_;
    QLineEdit* decision_;
    QComboBox* chair_;
    QLabel* note_;
    std::vector<Line> lines_;
};

}  // namespace sandau::station
