#include "station/panel_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <tuple>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "station/people_words.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

bool is_judged(const Stage& stage) {
    return stage.format == StageFormat::Rubric || stage.format == StageFormat::Vote;
}

PanelDialog::PanelDialog(const Face& face, PanelRecord panel, QWidget* parent)
    : CheckedDialog(face, parent),
      panel_(std::move(panel)),
      stage_(new QComboBox),
      division_(new QComboBox),
      decision_(new QLineEdit(text_of(panel_.decision_number))),
      chair_(new QComboBox),
      note_(muted()) {
    const bool is_new = panel_.id.empty();
    setWindowTitle(is_new ? face_.say({"Lập hội đồng chấm", "Set up a panel"})
                          : face_.say({"Hội đồng %1", "Panel %1"}).arg(text_of(panel_.id)));
    setMinimumSize(640, 520);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    auto* form = new QGridLayout;
    form->setHorizontalSpacing(16);
    for (const Stage& stage : face_.session.definition().stages)
        if (is_judged(stage)) stage_->addItem(face_.say(stage.name), text_of(stage.id.text));
    if (!is_new) stage_->setCurrentIndex(std::max(0, stage_->findData(text_of(panel_.stage.text))));
    show_divisions();
    decision_->setPlaceholderText(face_.say({"Ví dụ: 214/QĐ-LHH", "For example: 214/QĐ-LHH"}));
    const std::tuple<QWidget*, int, int, Phrase> asked[] = {
        {stage_, 0, 0, {"Vòng chấm", "Stage"}},
        {division_, 0, 1, {"Lĩnh vực, bảng", "Division"}},
        {decision_, 2, 0, {"Quyết định số", "Decision number"}},
        {chair_, 2, 1, {"Chủ tịch, trưởng ban", "Chair"}}};
    for (const auto& [widget, row, at, name] : asked) {
        widget->setAccessibleName(face_.say(name));
        form->addWidget(muted(face_.say(name)), row, at);
        form->addWidget(widget, row + 1, at);
        form->setColumnStretch(at, 1);
    }
    column->addLayout(form);
    column->addWidget(heading(face_.say({"Thành viên và đơn vị của họ", "Members and their organizations"})));
    auto* people = new ScrollColumn;
    people->column()->setSpacing(4);
    add_people(people->column());
    people->column()->addStretch(1);
    column->addWidget(people, 1);
    note_->setWordWrap(true);
    column->addWidget(note_);
    add_checked_foot(column, is_new ? face_.say({"Lập hội đồng", "Set it up"}) : face_.say({"Lưu", "Save"}));
    connect(stage_, &QComboBox::currentIndexChanged, this, &PanelDialog::show_divisions);
    check();
}

void PanelDialog::show_divisions() {
    const QString before =
        division_->count() > 0 ? division_->currentData().toString() : text_of(panel_.division.text);
    division_->clear();
    division_->addItem(face_.say({"tất cả", "all of them"}), QString());
    for (const Stage& stage : face_.session.definition().stages) {
        if (text_of(stage.id.text) != stage_->currentData().toString()) continue;
        for (const DivisionPlay& play : stage.divisions)
            division_->addItem(division_words(face_, play.division), text_of(play.division.text));
    }
    division_->setCurrentIndex(std::max(0, division_->findData(before)));
}

void PanelDialog::add_people(QVBoxLayout* column) {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
    for (const User& user : face_.session.contest().table<User>()) {
        if (user.revoked && panel_.member(user.id) == nullptr) continue;
        const PanelMember* member = panel_.member(user.id);
        Line line{user.id, new QCheckBox(text_of(user.name).replace(u'&', QStringLiteral("&&"))),
                  new QLineEdit};
        line.sits->setChecked(member != nullptr);
        line.organization->setText(member != nullptr ? text_of(member->organization) : QString());
        line.organization->setPlaceholderText(face_.say({"Đơn vị công tác (để tránh chấm người cùng đơn vị)",
                                                         "Works for (so as not to judge their own)"}));
        line.organization->setAccessibleName(
            face_.say({"Đơn vị của %1", "Organization of %1"}).arg(text_of(user.name)));
        line.organization->setEnabled(member != nullptr);
        const int row = grid->rowCount();
        grid->addWidget(line.sits, row, 0);
        grid->addWidget(line.organization, row, 1);
        connect(line.sits, &QCheckBox::toggled, this, [this, line](bool sits) {
            line.organization->setEnabled(sits);
            check();
        });
        lines_.push_back(line);
    }
    if (lines_.empty())
        column->addWidget(muted(face_.say({"Chưa có ai: thêm người trước, rồi lập hội đồng.",
                                           "Nobody yet: add people first, then set up the panel."})));
}

/// The chair is one of the members; without members there is no panel.
void PanelDialog::check() {
    const QString before =
        chair_->count() > 0 ? chair_->currentData().toString() : text_of(panel_.chair.text);
    chair_->clear();
    chair_->addItem(face_.say({"chưa cử", "not named"}), QString());
    int sitting = 0;
    for (const Line& line : lines_) {
        if (!line.sits->isChecked()) continue;
        ++sitting;
        chair_->addItem(line.sits->text(), text_of(line.judge.text));
    }
    chair_->setCurrentIndex(std::max(0, chair_->findData(before)));
    note_->setText(sitting == 0 ? face_.say({"Chọn ít nhất một thành viên.", "Choose at least one member."})
                                : face_.say({"%1 thành viên", "%1 members"}).arg(sitting));
}

std::optional<Fault> PanelDialog::fault() const {
    if (stage_->count() == 0)
        return Fault{stage_, face_.say({"Thể lệ này không có vòng nào do hội đồng chấm.",
                                        "The rules have no stage that a panel judges."})};
    if (const auto wrong = length_fault(face_, decision_, decision_->text().simplified(), name_letters_max))
        return wrong;
    const Line* first = lines_.empty() ? nullptr : &lines_.front();
    bool is_empty = true;
    for (const Line& line : lines_) {
        if (!line.sits->isChecked()) continue;
        is_empty = false;
        if (const auto wrong = length_fault(face_, line.organization, line.organization->text().simplified(),
                                            name_letters_max))
            return wrong;
    }
    if (is_empty)
        return Fault{first != nullptr ? static_cast<QWidget*>(first->sits) : stage_,
                     face_.say({"Hội đồng chưa có ai: đánh dấu ít nhất một thành viên.",
                                "Nobody sits on the panel: tick at least one member."})};
    return refused(commands::PanelSet{panel()}, division_);
}

PanelRecord PanelDialog::panel() const {
    PanelRecord panel = panel_;
    panel.stage = StageId(stage_->currentData().toString().toStdString());
    panel.division = DivisionId(division_->currentData().toString().toStdString());
    panel.decision_number = decision_->text().simplified().toStdString();
    panel.chair = UserId(chair_->currentData().toString().toStdString());
    panel.members.clear();
    for (const Line& line : lines_)
        if (line.sits->isChecked())
            panel.members.push_back({line.judge, line.organization->text().simplified().toStdString()});
    return panel;
}

}  // namespace sandau::station
