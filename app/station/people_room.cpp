#include "station/people_room.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>
#include <algorithm>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "scoring/stations.h"
#include "station/conflict_dialog.h"
#include "station/lines_model.h"
#include "station/pairing_box.h"
#include "station/panel_dialog.h"
#include "station/people_words.h"
#include "station/person_dialog.h"
#include "station/run_steps.h"
#include "station/seat_code_dialog.h"
#include "station/widgets.h"

namespace sandau::station {

PeopleRoom::PeopleRoom(const Face& face)
    : Room(face),
      head_(new PageHead(face.words, {"Giám khảo – Trọng tài", "Judges and referees"})),
      pairings_(new QVBoxLayout),
      joining_(new QPushButton),
      new_panel_(new QPushButton),
      people_(new TableView),
      people_model_(new LinesModel(this)),
      panels_head_(heading()),
      panels_(new TableView),
      panels_model_(new LinesModel(this)) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    outer->addWidget(head_);
    auto* add = new QPushButton;
    face_.words.bind(add, {"Thêm người…", "Add a person…"});
    add->setProperty("role", "primary");
    face_.words.bind(new_panel_, {"Lập hội đồng…", "Set up a panel…"});
    head_->right()->addWidget(joining_);
    head_->right()->addWidget(new_panel_);
    head_->right()->addWidget(add);
    build_pairings(outer);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    auto* tables = new QVBoxLayout;
    tables->setSpacing(8);
    people_->setModel(people_model_);
    people_->setObjectName(QStringLiteral("people_table"));
    face_.words.bind_name(people_, {"Người và ghế", "People and seats"});
    tables->addWidget(people_, 3);
    face_.words.bind(panels_head_, {"Hội đồng, ban chấm", "Panels and councils"});
    tables->addWidget(panels_head_);
    panels_->setModel(panels_model_);
    panels_->setObjectName(QStringLiteral("panels_table"));
    face_.words.bind_name(panels_, {"Hội đồng, ban chấm", "Panels and councils"});
    tables->addWidget(panels_, 2);
    halves->addLayout(tables, 1);
    auto* card = new Card;
    card->setFixedWidth(320);
    build_side(card->column());
    halves->addWidget(card);
    outer->addLayout(halves, 1);
    connect(add, &QPushButton::clicked, this, [this] { ask_person(User{}); });
    connect(new_panel_, &QPushButton::clicked, this, [this] { ask_panel(PanelRecord{}); });
    connect(joining_, &QPushButton::clicked, this, [this] {
        const bool is_open = face_.session.contest().settings().joining == Joining::Open;
        submit_joining(face_, this, is_open ? Joining::Closed : Joining::Open);
    });
    const std::pair<TableView*, bool> looked_at[] = {{people_, false}, {panels_, true}};
    for (const auto& [table, is_panel] : looked_at) {
        const auto look_at = [this, panel = is_panel] {
            panel_is_looked_at_ = panel;
            render_side();
        };
        connect(table, &QTableView::clicked, this, look_at);
        // A row that the room chose itself is not what somebody looks at.
        connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
                [this, view = table, look_at] { view->hasFocus() ? look_at() : render_side(); });
    }
    connect(people_, &QTableView::doubleClicked, this, [this] {
        if (const User* user = chosen_person()) ask_person(*user);
    });
    connect(panels_, &QTableView::doubleClicked, this, [this] {
        if (const PanelRecord* panel = chosen_panel()) ask_panel(*panel);
    });
}

void PeopleRoom::build_pairings(QVBoxLayout* column) {
    column->addLayout(pairings_.column());
    // Who asks is no part of the contest: nothing tells of it.
    look_.setInterval(1'000);
    connect(&look_, &QTimer::timeout, this, [this] {
        if (isVisible() && face_.session.is_open()) render_pairings();
    });
    look_.start();
}

void PeopleRoom::build_side(QVBoxLayout* column) {
    title_ = heading();
    title_->setWordWrap(true);
    title_->setTextFormat(Qt::PlainText);
    column->addWidget(title_);
    facts_ = new KeptTexts;
    column->addWidget(facts_);
    column->addStretch(1);
    first_ = new QPushButton;
    first_->setObjectName(QStringLiteral("people_first"));
    first_->setProperty("role", "primary");
    change_ = new QPushButton;
    conflict_ = new QPushButton;
    face_.words.bind(conflict_, {"Khai xung đột lợi ích…", "Declare a conflict of interest…"});
    revoke_ = new HoldButton;
    face_.words.bind(revoke_, {"Thu quyền (giữ 1 giây)", "Revoke (hold for 1 s)"});
    for (QPushButton* button : {first_, change_, conflict_, static_cast<QPushButton*>(revoke_)})
        column->addWidget(button);
    connect(first_, &QPushButton::clicked, this,
            [this] { panel_is_looked_at_ ? assign_all() : give_code(); });
    connect(change_, &QPushButton::clicked, this, [this] {
        if (const PanelRecord* panel = panel_is_looked_at_ ? chosen_panel() : nullptr)
            ask_panel(*panel);
        else if (const User* user = chosen_person())
            ask_person(*user);
    });
    connect(conflict_, &QPushButton::clicked, this, &PeopleRoom::ask_conflict);
    connect(revoke_, &HoldButton::held, this, &PeopleRoom::revoke);
}

void PeopleRoom::take_focus() {
    people_->setFocus();
}

const User* PeopleRoom::chosen_person() const {
    return face_.session.contest().table<User>().find(people_model_->id_at(people_->currentIndex().row()));
}

const PanelRecord* PeopleRoom::chosen_panel() const {
    return face_.session.contest().table<PanelRecord>().find(
        panels_model_->id_at(panels_->currentIndex().row()));
}

void PeopleRoom::render() {
    const std::vector<Stage>& stages = face_.session.definition().stages;
    const bool has_panels = std::any_of(stages.begin(), stages.end(), is_judged);
    for (QWidget* widget : {static_cast<QWidget*>(new_panel_), static_cast<QWidget*>(panels_head_),
                            static_cast<QWidget*>(panels_)})
        widget->setVisible(has_panels);
    joining_->setText(face_.session.contest().settings().joining == Joining::Open
                          ? face_.say({"Đang nhận ghế: đóng lại", "Joining is open: close it"})
                          : face_.say({"Mở nhận ghế bằng mã", "Open joining by code"}));
    render_pairings();
    render_people();
    if (has_panels) render_panels();
    render_side();
}

void PeopleRoom::render_pairings() {
    const PairingDoor& door = face_.session.opened().pairings;
    asking_ = door.waiting ? door.waiting() : std::vector<PairingRow>();
    std::vector<std::string> ids;
    for (const PairingRow& row : asking_) ids.push_back(row.id);
    pairings_.show(
        ids,
        [this](const std::string& id) {
            return new PairingBox(
                face_, [this, id] { approve_pairing(id); },
                [this, id] {
                    face_.session.opened().pairings.refuse(id);
                    render_pairings();
                });
        },
        [&](PairingBox* box, std::size_t i) { box->show_row(face_, asking_[i]); });
}

/// The seat is in the file before the station is let into it.
void PeopleRoom::approve_pairing(const std::string& id) {
    const auto row =
        std::find_if(asking_.begin(), asking_.end(), [&](const PairingRow& one) { return one.id == id; });
    if (row == asking_.end()) return;
    User station;
    station.name = row->name;
    auto* dialog = new PersonDialog(face_, station, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, id] {
        commands::UserGrant command = dialog->command();
        command.password_hash =
            std::string(station_mark) + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
        const QString named = face_.say({"cho ghép %1", "let %1 join"}).arg(text_of(command.name));
        face_.session.submit(this, command, named, [this, id, named](const Result<Answer>& answer) {
            const Json* seat = answer ? answer->result.find("user") : nullptr;
            if (seat == nullptr || seat->as_string() == nullptr) return;
            if (!face_.session.opened().pairings.approve(id, UserId(*seat->as_string())))
                emit face_.session.refused({"station.gone", {}, {}}, named);
            render_pairings();
        });
    });
    dialog->open();
}

void PeopleRoom::render_people() {
    std::vector<Line> lines;
    int seated = 0;
    for (const User& user : face_.session.contest().table<User>()) {
        QStringList roles;
        for (const Grant& grant : user.grants) roles << grant_words(face_, grant);
        const bool can_join = !user.code_hash.empty() || !user.password_hash.empty();
        seated += can_join ? 1 : 0;
        const QString seat = user.revoked              ? face_.say({"đã thu quyền", "revoked"})
                             : is_station(user)        ? face_.say({"máy đã ghép", "a paired station"})
                             : !user.code_hash.empty() ? face_.say({"có mã vào ghế", "has a seat code"})
                             : !user.password_hash.empty() ? face_.say({"có mật khẩu", "has a password"})
                                                           : face_.say({"chưa có mã", "no code yet"});
        const Tone tone = user.revoked ? Tone::Plain : can_join ? Tone::Good : Tone::Warning;
        lines.push_back({user.id.text,
                         {{text_of(user.name), Tone::Plain, Qt::AlignLeft, true},
                          {roles.join(QStringLiteral("; "))},
                          {seat, tone}}});
    }
    head_->set_note(face_.say({"%1 người, %2 có thể vào ghế", "%1 people, %2 can take their seat"})
                        .arg(lines.size())
                        .arg(seated));
    people_->set_empty_words(
        face_.say({"Chưa có ai. Thêm trọng tài, giám khảo, thư ký: mỗi người một ghế, một mã.",
                   "Nobody yet. Add referees, judges, secretaries: a seat and a code for each."}));
    show_lines(
        people_, people_model_,
        {face_.say({"Họ và tên", "Name"}), face_.say({"Nhiệm vụ", "Roles"}), face_.say({"Ghế", "Seat"})},
        std::move(lines));
    if (!people_->currentIndex().isValid() && people_model_->rowCount() > 0)
        people_->setCurrentIndex(people_model_->index(0, 0));
}

void PeopleRoom::render_panels() {
    const Contest& contest = face_.session.contest();
    std::vector<Line> lines;
    for (const PanelRecord& panel : contest.table<PanelRecord>()) {
        const MarkCount count = count_marks(contest, panel);
        QStringList members;
        for (const PanelMember& member : panel.members) members << person_name(contest, member.judge);
        const QString done = count.given == 0
                                 ? face_.say({"chưa phân công", "nothing assigned"})
                                 : face_.say({"%1 trên %2 phiếu đã nộp", "%1 of %2 marks are in"})
                                       .arg(count.submitted + count.recused)
                                       .arg(count.given);
        lines.push_back(
            {panel.id,
             {{text_of(panel.id), Tone::Plain, Qt::AlignLeft, true},
              {stage_words(face_, panel.stage)},
              {panel.division.empty() ? face_.say({"tất cả", "all"}) : division_words(face_, panel.division)},
              {face_.say({"%1 người", "%1 people"}).arg(members.size()), Tone::Plain, Qt::AlignLeft, false,
               members.join(QStringLiteral(", "))},
              {done, count.given == 0    ? Tone::Warning
                     : count.open() == 0 ? Tone::Good
                                         : Tone::Plain}}});
    }
    panels_->set_empty_words(face_.say({"Chưa có hội đồng nào.", "No panels yet."}));
    show_lines(panels_, panels_model_,
               {face_.say({"Hội đồng", "Panel"}), face_.say({"Vòng", "Stage"}),
                face_.say({"Lĩnh vực, bảng", "Division"}), face_.say({"Thành viên", "Members"}),
                face_.say({"Đã chấm", "Judged"})},
               std::move(lines));
    if (!panels_->currentIndex().isValid() && panels_model_->rowCount() > 0)
        panels_->setCurrentIndex(panels_model_->index(0, 0));
}

void PeopleRoom::render_side() {
    if (!face_.session.is_open()) return;
    const PanelRecord* panel = panel_is_looked_at_ ? chosen_panel() : nullptr;
    const User* user = panel == nullptr ? chosen_person() : nullptr;
    for (QPushButton* button : {first_, change_, conflict_, static_cast<QPushButton*>(revoke_)})
        button->setVisible(user != nullptr || (panel != nullptr && (button == first_ || button == change_)));
    if (panel != nullptr) return show_panel(*panel);
    if (user != nullptr) return show_person(*user);
    title_->setText(face_.say({"Mỗi người một ghế", "A seat for each"}));
    facts_->show_texts(
        {{face_.say(
              {"Người có ghế vào bằng mã sáu chữ số hoặc mã QR, trên máy tính bảng cùng mạng.",
               "Whoever has a seat joins by six digits or a QR code, on a tablet in the same network."}),
          "muted"}});
}

void PeopleRoom::show_person(const User& user) {
    const Contest& contest = face_.session.contest();
    title_->setText(text_of(user.name));
    std::vector<KeptTexts::Paragraph> facts;
    for (const Grant& grant : user.grants) facts.push_back({grant_words(face_, grant)});
    if (user.revoked)
        facts.push_back({face_.say({"Đã thu quyền: không vào ghế được.", "Revoked: cannot take a seat."}),
                         "finding", Tone::Warning});
    if (is_station(user))
        facts.push_back({face_.say({"Một máy khác trong mạng làm việc ở ghế này. Thu quyền thì máy ấy dừng "
                                    "ngay.",
                                    "Another station in the network works in this seat. Revoked, it stops "
                                    "at once."}),
                         "muted"});
    for (const PanelRecord& panel : contest.table<PanelRecord>()) {
        if (panel.member(user.id) == nullptr) continue;
        const MarkCount count = count_marks(contest, panel, user.id);
        facts.push_back({face_
                             .say({"Hội đồng %1: %2 hồ sơ, đã nộp %3, không chấm %4",
                                   "Panel %1: %2 entries, %3 submitted, %4 recused"})
                             .arg(text_of(panel.id))
                             .arg(count.given)
                             .arg(count.submitted)
                             .arg(count.recused)});
    }
    for (const Conflict& conflict : contest.table<Conflict>())
        if (conflict.judge == user.id)
            facts.push_back({face_.say({"Không chấm %1: %2, %3", "Must not judge %1: %2, %3"})
                                 .arg(entry_name(contest, conflict.entry),
                                      face_.say(conflict_words(conflict.why)), text_of(conflict.reason)),
                             "finding", Tone::Warning});
    facts_->show_texts(facts);
    first_->setText(user.code_hash.empty() ? face_.say({"Cấp mã vào ghế…", "Give a seat code…"})
                                           : face_.say({"Cấp mã mới…", "Give a new code…"}));
    first_->setVisible(face_.session.opened().seat_code != nullptr && !is_station(user));
    change_->setText(face_.say({"Sửa nhiệm vụ…", "Change the roles…"}));
    revoke_->setVisible(!user.revoked);
}

void PeopleRoom::show_panel(const PanelRecord& panel) {
    const Contest& contest = face_.session.contest();
    title_->setText(face_.say({"Hội đồng %1", "Panel %1"}).arg(text_of(panel.id)));
    std::vector<KeptTexts::Paragraph> facts{{stage_words(face_, panel.stage)}};
    if (!panel.decision_number.empty())
        facts.push_back(
            {face_.say({"Theo quyết định %1", "By decision %1"}).arg(text_of(panel.decision_number))});
    for (const PanelMember& member : panel.members) {
        const MarkCount count = count_marks(contest, panel, member.judge);
        QString text = person_name(contest, member.judge);
        if (member.judge == panel.chair) text += face_.say({" (chủ tịch)", " (chair)"});
        text +=
            face_.say({": đã nộp %1 trên %2", ": %1 of %2 submitted"}).arg(count.submitted).arg(count.given);
        if (count.recused > 0) text += face_.say({", không chấm %1", ", %1 recused"}).arg(count.recused);
        facts.push_back({text, "plain", count.given > 0 && count.open() == 0 ? Tone::Good : Tone::Plain});
    }
    facts_->show_texts(facts);
    first_->setText(face_.say({"Phân công mọi hồ sơ", "Assign all entries"}));
    change_->setText(face_.say({"Sửa hội đồng…", "Change the panel…"}));
}

void PeopleRoom::ask_person(const User& user) {
    auto* dialog = new PersonDialog(face_, user, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, seen = user.object(), is_new = user.id.empty()] {
        const commands::UserGrant command = dialog->command();
        face_.session.submit(this, command,
                             (is_new ? face_.say({"thêm %1", "add %1"})
                                     : face_.say({"sửa nhiệm vụ của %1", "change the roles of %1"}))
                                 .arg(text_of(command.name)),
                             {}, is_new ? std::map<std::string, Seq>{} : face_.session.as_seen(seen));
    });
    dialog->open();
}

void PeopleRoom::ask_panel(const PanelRecord& panel) {
    auto* dialog = new PanelDialog(face_, panel, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, is_new = panel.id.empty()] {
        const PanelRecord wanted = dialog->panel();
        panel_is_looked_at_ = true;
        face_.session.submit(
            this, commands::PanelSet{wanted},
            is_new ? face_.say({"lập hội đồng", "set up a panel"})
                   : face_.say({"sửa hội đồng %1", "change panel %1"}).arg(text_of(wanted.id)),
            {}, is_new ? std::map<std::string, Seq>{} : face_.session.as_seen(wanted.object()));
    });
    dialog->open();
}

void PeopleRoom::ask_conflict() {
    const User* user = chosen_person();
    if (user == nullptr) return;
    auto* dialog = new ConflictDialog(face_, user->id, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const commands::ConflictDeclare command = dialog->command();
        face_.session.submit(this, command,
                             face_.say({"%1 không chấm %2", "%1 does not judge %2"})
                                 .arg(person_name(face_.session.contest(), command.judge),
                                      entry_name(face_.session.contest(), command.entry)));
    });
    dialog->open();
}

/// The code is shown once its hash is in the file, not before: what is shown opens the seat.
void PeopleRoom::give_code() {
    const User* user = chosen_person();
    if (user == nullptr || !face_.session.opened().seat_code) return;
    const SeatCode code = face_.session.opened().seat_code();
    commands::UserGrant command;
    command.user = user->id;
    command.grants = user->grants;
    command.code_hash = code.hash;
    const QString name = text_of(user->name);
    face_.session.submit(
        this, command, face_.say({"cấp mã cho %1", "give %1 a code"}).arg(name),
        [this, name, digits = code.digits](const Result<Answer>& answer) {
            if (!answer) return;
            auto* dialog = new SeatCodeDialog(face_, name, digits, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        },
        face_.session.as_seen(user->object()));
}

void PeopleRoom::revoke() {
    const User* user = chosen_person();
    if (user == nullptr) return;
    face_.session.submit(this, commands::UserRevoke{user->id},
                         face_.say({"thu quyền của %1", "revoke %1"}).arg(text_of(user->name)));
}

void PeopleRoom::assign_all() {
    const PanelRecord* panel = chosen_panel();
    if (panel == nullptr) return;
    commands::JudgeAssign command;
    command.panel = panel->id;
    face_.session.submit(this, command,
                         face_.say({"phân công hội đồng %1", "assign panel %1"}).arg(text_of(panel->id)));
}

}  // namespace sandau::station
