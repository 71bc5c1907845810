#include "station/people_room.h"

#include <gtest/gtest.h>

#include <QAbstractItemModel>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTableView>

#include "scoring/command_payloads.h"
#include "scoring/presets.h"
#include "station/conflict_dialog.h"
#include "station/panel_dialog.h"
#include "station/person_dialog.h"
#include "station/screenshots.h"
#include "station/seat_code_dialog.h"
#include "station/widgets.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

/// A creativity contest with two entries, before anybody was invited to judge it.
std::shared_ptr<FakeHost> creativity_contest() {
    auto host = std::make_shared<FakeHost>(std::string(preset("youth-creativity")->text));
    const DivisionId division = host->contest().definition->divisions.front().id;
    for (const char* name : {"Máy gieo hạt <b>mini</b>", "Đèn học thông minh"}) {
        commands::EntryAdd entry;
        entry.row.name = name;
        entry.row.division = division;
        host->must(entry);
    }
    host->must(commands::EntryQualify{});
    return host;
}

struct PeopleKit : WindowKit {
    PeopleKit() : WindowKit(creativity_contest()) {
        window->go_to(QStringLiteral("people"));
        settle();
    }
    UserId invite(const char* name) const {
        commands::UserGrant grant;
        grant.name = name;
        Grant judge;
        judge.role = Role::Judge;
        grant.grants = {judge};
        const Answer answer = host->must(grant);
        settle();
        return UserId(*answer.result.find("user")->as_string());
    }
    void click(const char* text) const {
        for (auto* button : window->findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == QString::fromUtf8(text)) {
                button->click();
                settle();
                return;
            }
        ADD_FAILURE() << "no button " << text;
    }
    QString cell(const char* table, int row, int column) const {
        return find<QTableView>(table)->model()->index(row, column).data().toString();
    }
    /// A click on the first panel.
    void look_at_panel() const {
        auto* panels = find<QTableView>("panels_table");
        draw();
        QTest::mouseClick(panels->viewport(), Qt::LeftButton, {},
                          panels->visualRect(panels->model()->index(0, 0)).center());
        settle();
    }
    QString side() const {
        QStringList texts;
        for (auto* label : window->room(QStringLiteral("people"))->findChildren<QLabel*>())
            if (label->isVisible()) texts << label->text();
        return texts.join(u'\n');
    }
};

TEST(PeopleRoom, AddsAPersonWithARole) {
    const PeopleKit kit;
    kit.click("Thêm người…");
    auto* dialog = open_dialog<PersonDialog>();
    ASSERT_NE(dialog, nullptr);
    dialog->findChild<QLineEdit*>(QStringLiteral("person_name"))->setText(QStringLiteral("  Trần  Thị Ánh "));
    dialog->accept();
    kit.settle();
    const User* user = kit.host->contest().table<User>().find("U1");
    ASSERT_NE(user, nullptr);
    EXPECT_EQ(user->name, "Trần Thị Ánh");
    ASSERT_EQ(user->grants.size(), 1u);
    EXPECT_EQ(user->grants[0].role, Role::Referee);
    EXPECT_EQ(kit.cell("people_table", 0, 0), QStringLiteral("Trần Thị Ánh"));
    EXPECT_EQ(kit.cell("people_table", 0, 2), QStringLiteral("chưa có mã"));
}

TEST(PeopleRoom, KeepsWhatADialogDoesNotShowOfAGrant) {
    const PeopleKit kit;
    const UserId an = kit.invite("An");
    User user = *kit.host->contest().table<User>().find(an.text);
    user.grants[0].panel = "HD1";
    user.grants[0].stage = StageId("soKhao");
    const Face face{kit.window->options(), kit.window->words(), kit.window->session(),
                    kit.window->standings()};
    EXPECT_EQ(PersonDialog(face, user, kit.window.get()).command().grants, user.grants);
}

TEST(PeopleRoom, ASeatCodeIsShownOnceItsHashIsInTheFile) {
    const PeopleKit kit;
    const UserId an = kit.invite("An");
    kit.host->holds_back = true;
    kit.find<QPushButton>("people_first")->click();
    QCoreApplication::processEvents();
    for (QWidget* widget : QApplication::topLevelWidgets())
        EXPECT_FALSE(dynamic_cast<SeatCodeDialog*>(widget) != nullptr && widget->isVisible());
    kit.host->holds_back = false;
    kit.host->answer_held();
    kit.settle();
    auto* dialog = open_dialog<SeatCodeDialog>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(dialog->findChild<QLabel*>(QStringLiteral("seat_code"))->text(), QStringLiteral("407 113"));
    const User* user = kit.host->contest().table<User>().find(an.text);
    EXPECT_EQ(user->code_hash, "hash of 407113");
    EXPECT_EQ(user->grants[0].role, Role::Judge);
    dialog->accept();
}

TEST(PeopleRoom, APanelIsSetUpAssignedAndWatched) {
    const PeopleKit kit;
    const UserId an = kit.invite("An");
    kit.invite("Bình");
    kit.click("Lập hội đồng…");
    auto* dialog = open_dialog<PanelDialog>();
    ASSERT_NE(dialog, nullptr);
    for (auto* box : dialog->findChildren<QCheckBox*>()) box->setChecked(true);
    auto* division = dialog->findChildren<QComboBox*>()[1];
    division->setCurrentIndex(1);
    dialog->accept();
    kit.settle();
    ASSERT_NE(kit.host->contest().table<PanelRecord>().find("HD1"), nullptr);
    EXPECT_EQ(kit.cell("panels_table", 0, 3), QStringLiteral("2 người"));
    EXPECT_EQ(kit.cell("panels_table", 0, 4), QStringLiteral("chưa phân công"));
    kit.look_at_panel();
    EXPECT_TRUE(kit.side().contains(QStringLiteral("An: đã nộp 0 trên 0"))) << kit.side().toStdString();
    kit.click("Phân công mọi hồ sơ");
    kit.invite("Châu");
    EXPECT_TRUE(kit.side().contains(QStringLiteral("Hội đồng HD1"))) << "news turns nobody's page";
    EXPECT_EQ(kit.host->contest().table<PanelRecord>().find("HD1")->member(an)->judge, an);
}

TEST(PeopleRoom, AConflictNamesTheEntryAndItsReason) {
    const PeopleKit kit;
    const UserId an = kit.invite("An");
    const Face face{kit.window->options(), kit.window->words(), kit.window->session(),
                    kit.window->standings()};
    ConflictDialog dialog(face, an, kit.window.get());
    auto* entries = dialog.findChild<QListWidget*>(QStringLiteral("conflict_entries"));
    dialog.findChild<QLineEdit*>(QStringLiteral("conflict_search"))->setText(QStringLiteral("den hoc"));
    int shown = 0;
    for (int i = 0; i < entries->count(); ++i)
        if (!entries->item(i)->isHidden()) {
            ++shown;
            entries->setCurrentRow(i);
        }
    EXPECT_EQ(shown, 1);
    const commands::ConflictDeclare command = dialog.command();
    EXPECT_EQ(kit.host->contest().table<Entry>().find(command.entry.text)->name, "Đèn học thông minh");
    kit.host->must(commands::ConflictDeclare{an, command.entry, ConflictKind::Relative, "con gái"});
    kit.settle();
    EXPECT_TRUE(kit.side().contains(QStringLiteral("Không chấm Đèn học thông minh: người thân, con gái")))
        << kit.side().toStdString();
}

TEST(PeopleRoom, JoiningIsOpenedAndClosed) {
    const PeopleKit kit;
    kit.click("Mở nhận ghế bằng mã");
    EXPECT_EQ(kit.host->contest().settings().joining, Joining::Open);
    kit.click("Đang nhận ghế: đóng lại");
    EXPECT_EQ(kit.host->contest().settings().joining, Joining::Closed);
}

TEST(PeopleRoom, RevokingTakesAHeldButton) {
    const PeopleKit kit;
    const UserId an = kit.invite("An");
    auto* revoke = kit.window->room(QStringLiteral("people"))->findChild<HoldButton*>();
    revoke->click();
    kit.settle();
    EXPECT_FALSE(kit.host->contest().table<User>().find(an.text)->revoked);
    emit revoke->held();
    kit.settle();
    EXPECT_TRUE(kit.host->contest().table<User>().find(an.text)->revoked);
    EXPECT_EQ(kit.cell("people_table", 0, 2), QStringLiteral("đã thu quyền"));
}

class PeopleScreenshots : public Screenshots {};

TEST_P(PeopleScreenshots, TheRoomAndItsDialogs) {
    const PeopleKit kit;
    kit.window->resize(GetParam().size);
    prepare(kit);
    const UserId an = kit.invite("PGS.TS. Nguyễn Thị Hoài An");
    const UserId binh = kit.invite("TS. Trần Văn Bình");
    kit.invite("Lê Minh Châu");
    PanelRecord panel;
    panel.stage = StageId("soKhao");
    panel.division = kit.host->contest().definition->divisions.front().id;
    panel.decision_number = "214/QĐ-LHH";
    panel.chair = an;
    panel.members = {{an, "Trường Đại học Nông Lâm"}, {binh, ""}};
    kit.host->must(commands::PanelSet{panel});
    kit.host->must(commands::ConflictDeclare{an, kit.host->contest().table<Entry>().begin()->id,
                                             ConflictKind::Relative, "con gái"});
    kit.settle();
    keep(kit.window.get(), "people");
    kit.look_at_panel();
    keep(kit.window.get(), "people-panel");
    const Face face{kit.window->options(), kit.window->words(), kit.window->session(),
                    kit.window->standings()};
    PersonDialog person(face, *kit.host->contest().table<User>().find(an.text), kit.window.get());
    PanelDialog panels(face, *kit.host->contest().table<PanelRecord>().find("HD1"), kit.window.get());
    ConflictDialog conflict(face, an, kit.window.get());
    SeatCodeDialog code(face, QStringLiteral("PGS.TS. Nguyễn Thị Hoài An"), "407113", kit.window.get());
    const std::pair<QDialog*, const char*> dialogs[] = {
        {&person, "person"}, {&panels, "panel"}, {&conflict, "conflict"}, {&code, "seat-code"}};
    for (const auto& [dialog, name] : dialogs) {
        dialog->show();
        keep(dialog, QString::fromLatin1(name));
        dialog->hide();
    }
}

INSTANTIATE_TEST_SUITE_P(All, PeopleScreenshots, looks(), name_of);

}  // namespace

}  // namespace sandau::station::testing
