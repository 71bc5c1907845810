#include "station/person_dialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "scoring/definition.h"
#include "station/people_words.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

constexpr Role roles_offered[] = {Role::Referee, Role::Judge,     Role::HeadJudge, Role::Secretary,
                                  Role::Marshal, Role::Announcer, Role::Organiser, Role::Display};

void choose(QComboBox* box, const std::string& id) {
    const int at = box->findData(text_of(id));
    // What the rules no longer name is shown as it is, not silently widened to "all".
    if (at < 0) box->addItem(text_of(id), text_of(id));
    box->setCurrentIndex(at < 0 ? box->count() - 1 : at);
}

std::string chosen(const QComboBox* box) {
    return box->currentData().toString().toStdString();
}

}  // namespace

PersonDialog::PersonDialog(const Face& face, User user, QWidget* parent)
    : CheckedDialog(face, parent),
      user_(std::move(user)),
      name_(new QLineEdit(text_of(user_.name))),
      grants_(new QVBoxLayout),
      more_(new QPushButton(face.say({"Thêm nhiệm vụ", "Add a role"}))) {
    const bool is_new = user_.id.empty();
    setWindowTitle(is_new ? face_.say({"Thêm người", "Add a person"}) : text_of(user_.name));
    setMinimumWidth(760);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(heading(face_.say({"Họ và tên", "Name"})));
    name_->setObjectName(QStringLiteral("person_name"));
    name_->setPlaceholderText(face_.say({"Ví dụ: Nguyễn Văn Đức", "For example: Nguyễn Văn Đức"}));
    name_->setAccessibleName(face_.say({"Họ và tên", "Name"}));
    column->addWidget(name_);
    column->addWidget(heading(face_.say({"Nhiệm vụ", "Roles"})));
    grants_->setSpacing(6);
    column->addLayout(grants_);
    more_->setProperty("role", "link");
    more_->setAutoDefault(false);
    column->addWidget(more_, 0, Qt::AlignLeft);
    column->addStretch(1);
    add_checked_foot(column,
                     is_new ? face_.say({"Thêm người", "Add the person"}) : face_.say({"Lưu", "Save"}));
    for (const Grant& grant : user_.grants) add_line(grant);
    Grant usual;
    usual.role = Role::Referee;
    if (user_.grants.empty()) add_line(usual);
    connect(more_, &QPushButton::clicked, this, [this, usual] { add_line(usual); });
    name_->setFocus();
}

void PersonDialog::add_line(const Grant& grant) {
    Line line{new QWidget, new QComboBox, new QComboBox, new QComboBox, new QComboBox, grant};
    auto* row = new QHBoxLayout(line.widget);
    row->setContentsMargins(0, 0, 0, 0);
    for (const Role role : roles_offered)
        line.role->addItem(face_.say(role_words(role)), static_cast<int>(role));
    line.role->setCurrentIndex(std::max(0, line.role->findData(static_cast<int>(grant.role))));
    line.stage->addItem(face_.say({"mọi vòng", "all stages"}), QString());
    line.field->addItem(face_.say({"mọi sân", "all fields"}), QString());
    line.side->addItem(face_.say({"mọi bên", "all sides"}), QString());
    std::vector<std::string> sides;
    for (const Stage& stage : face_.session.definition().stages) {
        line.stage->addItem(face_.say(stage.name), text_of(stage.id.text));
        for (const DivisionPlay& play : stage.divisions)
            if (play.game)
                for (const SideId& side : play.game->sides)
                    if (std::find(sides.begin(), sides.end(), side.text) == sides.end())
                        sides.push_back(side.text);
    }
    for (const std::string& side : sides) line.side->addItem(text_of(side), text_of(side));
    for (const Field& field : face_.session.contest().table<Field>())
        line.field->addItem(face_.say({"Sân %1", "Field %1"}).arg(text_of(field.id.text)),
                            text_of(field.id.text));
    choose(line.stage, grant.stage.text);
    choose(line.field, grant.field.text);
    choose(line.side, grant.side);
    const std::pair<QComboBox*, Phrase> names[] = {{line.role, {"Nhiệm vụ", "Role"}},
                                                   {line.stage, {"Vòng", "Stage"}},
                                                   {line.field, {"Sân", "Field"}},
                                                   {line.side, {"Bên", "Side"}}};
    for (const auto& [box, name] : names) {
        box->setAccessibleName(face_.say(name));
        row->addWidget(box, box == line.stage ? 2 : 1);
    }
    // A field or a side to be limited to is a question only where there are any.
    line.field->setVisible(line.field->count() > 1);
    line.side->setVisible(line.side->count() > 1);
    auto* gone = new QPushButton(face_.say({"Bỏ", "Remove"}));
    gone->setProperty("role", "link");
    gone->setAutoDefault(false);
    row->addWidget(gone);
    grants_->addWidget(line.widget);
    lines_.push_back(line);
    connect(gone, &QPushButton::clicked, this, [this, widget = line.widget] {
        std::erase_if(lines_, [&](const Line& one) { return one.widget == widget; });
        grants_->removeWidget(widget);
        widget->hide();
        widget->deleteLater();
    });
}

std::optional<Fault> PersonDialog::fault() const {
    if (const auto wrong = text_fault(
            face_, name_, name_->text().simplified(),
            {"Hãy ghi họ và tên, ví dụ: Nguyễn Văn Đức.", "Write the person's name, like: Nguyễn Văn Đức."},
            name_letters_max))
        return wrong;
    if (lines_.empty())
        return Fault{more_, face_.say({"Người này chưa có nhiệm vụ nào: bấm “Thêm nhiệm vụ”.",
                                       "This person has no role yet: press “Add a role”."})};
    return refused(command(), name_);
}

commands::UserGrant PersonDialog::command() const {
    commands::UserGrant command;
    command.user = user_.id;
    command.name = name_->text().simplified().toStdString();
    for (const Line& line : lines_) {
        Grant grant = line.grant;
        grant.role = static_cast<Role>(line.role->currentData().toInt());
        grant.stage = StageId(chosen(line.stage));
        grant.field = FieldId(chosen(line.field));
        grant.side = chosen(line.side);
        command.grants.push_back(std::move(grant));
    }
    return command;
}

}  // namespace sandau::station
