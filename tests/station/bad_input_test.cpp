// What people type wrong, dialog by dialog and form by form: it is refused where it stands, in words that say
// what would be right; the dialog stays open, the field at fault has the focus, and nothing was handed in.
// Who asks for what is refused elsewhere, too: keys_test (keys), import_dialog_test (sheets), joining_test.
#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTemporaryDir>

#include "scoring/command_payloads.h"
#include "scoring/presets.h"
#include "station/assign_dialog.h"
#include "station/beam_dialog.h"
#include "station/clock_dialog.h"
#include "station/conflict_dialog.h"
#include "station/item_editors.h"
#include "station/join_dialog.h"
#include "station/new_contest_dialog.h"
#include "station/order_dialog.h"
#include "station/panel_dialog.h"
#include "station/person_dialog.h"
#include "station/ports_dialog.h"
#include "station/reason_dialog.h"
#include "station/run_steps.h"
#include "station/schedule_dialog.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

const QString far_too_long(5000, u'a');
constexpr const char* hostile = "<img src=x onerror=alert(1)>=1+1";

template <class Widget>
Widget* field(const QWidget& within, const char* name) {
    auto* found = within.findChild<Widget*>(QString::fromLatin1(name));
    EXPECT_NE(found, nullptr) << name;
    return found;
}

bool has_focus(const QWidget& window, const QWidget* field) {
    const QWidget* focused = window.focusWidget();
    return focused != nullptr && (focused == field || field->isAncestorOf(focused));
}

/// As if typed, accents and all, and Enter.
void enter(QLineEdit* edit, const char* text) {
    edit->setText(QString::fromUtf8(text));
    edit->setModified(true);
    QTest::keyClick(edit, Qt::Key_Return);
}

struct BadInput : ::testing::Test {
    explicit BadInput(std::shared_ptr<FakeHost> host = a_contest(Depth::Running)) : kit(std::move(host)) {
        face.emplace(
            Face{kit.window->options(), kit.window->words(), kit.window->session(), kit.window->standings()});
    }
    /// Asks an open dialog to go on; it must not.
    void refuses(QDialog& dialog, const QWidget* at, const char* says) const {
        const std::size_t before = kit.host->kinds().size();
        dialog.show();
        dialog.accept();
        kit.settle();
        EXPECT_TRUE(dialog.isVisible()) << says;
        EXPECT_EQ(kit.host->kinds().size(), before) << "nothing is saved, not even half";
        const auto* trouble = field<QLabel>(dialog, "dialog_trouble");
        EXPECT_TRUE(trouble->isVisible()) << says;
        EXPECT_TRUE(trouble->text().contains(QString::fromUtf8(says))) << trouble->text().toStdString();
        EXPECT_EQ(trouble->textFormat(), Qt::PlainText);
        EXPECT_TRUE(has_focus(dialog, at)) << says;
    }
    void goes_on(QDialog& dialog) const {
        dialog.accept();
        EXPECT_FALSE(dialog.isVisible()) << field<QLabel>(dialog, "dialog_trouble")->text().toStdString();
    }

    const WindowKit kit;
    std::optional<Face> face;
};

TEST_F(BadInput, OfANewContest) {
    const QTemporaryDir folder;
    NewContestDialog dialog(*face, kit.window.get());
    auto* file = field<QLineEdit>(dialog, "contest_file");
    const auto in_folder = [&](const QString& name) { return folder.filePath(name); };
    QFile there(in_folder("da-co.sandau"));
    ASSERT_TRUE(there.open(QIODevice::WriteOnly));
    const std::pair<QString, const char*> wrong[] = {
        {"", "Hãy ghi tên tệp"},
        {"   ", "Hãy ghi tên tệp"},
        {folder.path(), "Hãy ghi tên tệp"},
        {in_folder(QString(300, u'x')), "nhiều nhất 255 byte"},
        {in_folder("khong/co/thi.sandau"), "Không có thư mục"},
        {in_folder("da-co.sandau"), "Đã có tệp da-co.sandau"},
        {in_folder("da-co"), "Đã có tệp da-co.sandau"},
    };
    for (const auto& [typed, says] : wrong) {
        file->setText(typed);
        refuses(dialog, file, says);
    }
    file->setText(in_folder(QString::fromUtf8("=cmd|' Hội thi <b>.sandau")));
    goes_on(dialog);
}

TEST_F(BadInput, OfAPerson) {
    kit.host->must(commands::UserGrant{{}, "Nguyễn Văn Đức", {}, {}, {}});
    kit.settle();
    PersonDialog dialog(*face, User{}, kit.window.get());
    auto* name = field<QLineEdit>(dialog, "person_name");
    const std::pair<QString, const char*> wrong[] = {
        {"", "Hãy ghi họ và tên"},
        {" \t ", "Hãy ghi họ và tên"},
        {far_too_long, "nhiều nhất 120"},
        {"Nguyễn  Văn Đức", "Nguyễn Văn Đức"},  // somebody else's
    };
    for (const auto& [typed, says] : wrong) {
        name->setText(typed);
        refuses(dialog, name, says);
    }
    name->setText(QString::fromUtf8(hostile));
    goes_on(dialog);
    PersonDialog without(*face, User{}, kit.window.get());
    field<QLineEdit>(without, "person_name")->setText(QStringLiteral("Lan"));
    QPushButton* more = nullptr;
    for (auto* button : without.findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Bỏ")) button->click();
        if (button->text() == QStringLiteral("Thêm nhiệm vụ")) more = button;
    }
    refuses(without, more, "chưa có nhiệm vụ");
}

struct BadInputOfJudges : BadInput {
    BadInputOfJudges() : BadInput(judged()) {}
    static std::shared_ptr<FakeHost> judged() {
        auto host = std::make_shared<FakeHost>(std::string(preset("youth-creativity")->text));
        commands::EntryAdd entry;
        entry.row.name = "Đèn học thông minh";
        entry.row.division = host->contest().definition->divisions.front().id;
        host->must(entry);
        host->must(commands::UserGrant{{}, hostile, {}, {}, {}});
        return host;
    }
};

TEST_F(BadInputOfJudges, OfAPanel) {
    PanelDialog dialog(*face, PanelRecord{}, kit.window.get());
    auto* sits = dialog.findChild<QCheckBox*>();
    ASSERT_NE(sits, nullptr);
    refuses(dialog, sits, "đánh dấu ít nhất một thành viên");
    sits->setChecked(true);
    QLineEdit* organization = nullptr;
    QLineEdit* decision = nullptr;
    for (auto* edit : dialog.findChildren<QLineEdit*>())
        (edit->accessibleName().startsWith(QStringLiteral("Đơn vị của")) ? organization : decision) = edit;
    organization->setText(far_too_long);
    refuses(dialog, organization, "nhiều nhất 120");
    organization->clear();
    decision->setText(far_too_long);
    refuses(dialog, decision, "nhiều nhất 120");
    decision->setText(QString::fromUtf8(hostile));
    QComboBox* division = nullptr;
    for (auto* box : dialog.findChildren<QComboBox*>())
        if (box->accessibleName() == QStringLiteral("Lĩnh vực, bảng")) division = box;
    ASSERT_NE(division, nullptr);
    division->setCurrentIndex(0);
    refuses(dialog, division, "chọn bảng");
    division->setCurrentIndex(1);
    goes_on(dialog);
}

TEST_F(BadInputOfJudges, OfAConflict) {
    ConflictDialog dialog(*face, UserId("U1"), kit.window.get());
    auto* search = field<QLineEdit>(dialog, "conflict_search");
    auto* reason = field<QLineEdit>(dialog, "conflict_reason");
    auto* entries = field<QListWidget>(dialog, "conflict_entries");
    entries->setCurrentRow(-1);
    reason->setText(QStringLiteral("con của giám khảo"));
    refuses(dialog, search, "chọn một hồ sơ");
    entries->setCurrentRow(0);
    const std::pair<QString, const char*> wrong[] = {
        {"", "Hãy ghi rõ lý do"}, {"   ", "Hãy ghi rõ lý do"}, {far_too_long, "nhiều nhất 1.000"}};
    for (const auto& [typed, says] : wrong) {
        reason->setText(typed);
        refuses(dialog, reason, says);
    }
    reason->setText(QString::fromUtf8(hostile));
    goes_on(dialog);
}

TEST_F(BadInput, OfAReasonAndOfAnOrder) {
    ReasonDialog reason(*face, QStringLiteral("Truất quyền"), QStringLiteral("Không có điểm."),
                        QStringLiteral("Ghi"), {}, kit.window.get());
    OrderDialog order(*face, {kit.host->contest().table<Entry>().begin()->id},
                      {{"Thứ", "Order"}, {"Xếp", "Order them"}, {"Căn cứ", "Reason"}, {"Ghi", "Write"}},
                      kit.window.get());
    const std::pair<QString, const char*> wrong[] = {
        {"", "Chưa có lý do"}, {" \n\n ", "Chưa có lý do"}, {far_too_long, "nhiều nhất 1.000"}};
    for (ReasonedDialog* dialog :
         {static_cast<ReasonedDialog*>(&reason), static_cast<ReasonedDialog*>(&order)}) {
        auto* text = dialog->findChild<QPlainTextEdit*>();
        for (const auto& [typed, says] : wrong) {
            text->setPlainText(typed);
            refuses(*dialog, text, says);
        }
        text->setPlainText(QString::fromUtf8(hostile));
        goes_on(*dialog);
        EXPECT_EQ(dialog->reason(), QString::fromUtf8(hostile));
    }
}

TEST_F(BadInput, OfATimetable) {
    ScheduleDialog dialog(*face, StageId("final"), kit.window.get());
    auto* start = field<QDateTimeEdit>(dialog, "schedule_start");
    auto* from = field<QDateTimeEdit>(dialog, "schedule_break_from");
    auto* until = field<QDateTimeEdit>(dialog, "schedule_break_until");
    const QDateTime right = start->dateTime(), noon = from->dateTime(), after = until->dateTime();
    struct Times {
        QDateTime start, from, until;
        QWidget* at;
        const char* says;
    };
    const Times wrong[] = {
        {right, after, noon, until, "phải hết sau khi bắt đầu nghỉ"},
        {right, noon, noon, until, "phải hết sau khi bắt đầu nghỉ"},
        {right, right.addSecs(-7200), right.addSecs(-3600), from, "trước giờ bắt đầu"},
        {right.addDays(-3), noon, after, start, "phải từ hôm nay (10/08/2024)"},
        {right.addYears(50), noon, after, start, "phải từ hôm nay (10/08/2024)"},
    };
    for (const Times& times : wrong) {
        start->setDateTime(times.start);
        from->setDateTime(times.from);
        until->setDateTime(times.until);
        refuses(dialog, times.at, times.says);
    }
    // There is no 31/02 to be typed: the field takes the key or leaves it.
    start->setDateTime(right);
    start->setFocus();
    start->setSelectedSection(QDateTimeEdit::DaySection);
    QTest::keyClicks(start, QStringLiteral("31022012"));
    EXPECT_TRUE(start->date().isValid());
    EXPECT_NE(start->date(), QDate(2012, 3, 2)) << "31/02 is not made a day of March";
    start->setDateTime(right.addDays(1));
    EXPECT_EQ(from->date(), right.date().addDays(1)) << "the break goes along";
    until->setTime(after.time());
    from->setTime(noon.time());
    goes_on(dialog);
}

TEST_F(BadInput, OfAStoppedClock) {
    for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Space, Qt::Key_Space, Qt::Key_Escape}) {
        kit.window->go_to(QStringLiteral("field"));
        kit.press(key);
    }
    ClockDialog dialog(*face, look_at(kit.host->contest(), FieldId("F1")), kit.window.get());
    auto* time = field<QLineEdit>(dialog, "clock_time");
    auto* reason = field<QLineEdit>(dialog, "clock_reason");
    reason->setText(QStringLiteral("bấm tay"));
    const std::pair<QString, const char*> wrong[] = {
        {"", "Ghi thời gian như 1:02,5"},  {"một phút", "Ghi thời gian như"},
        {"1:75", "Ghi thời gian như"},     {"-5", "Ghi thời gian như"},
        {"1e3", "Ghi thời gian như"},      {"1.484,5", "Ghi thời gian như"},
        {"99:00", "Lượt chỉ có"},          {far_too_long, "Ghi thời gian như"},
        {"0:22.5.1", "Ghi thời gian như"},
    };
    for (const auto& [typed, says] : wrong) {
        time->setText(typed);
        refuses(dialog, time, says);
    }
    time->setText(QStringLiteral("12,5"));
    EXPECT_EQ(dialog.elapsed_ms(), 12'500);
    reason->clear();
    refuses(dialog, reason, "Hãy ghi lý do");
    reason->setText(far_too_long);
    refuses(dialog, reason, "nhiều nhất 1.000");
    reason->setText(QString::fromUtf8(hostile));
    goes_on(dialog);
}

TEST_F(BadInput, OfADevice) {
    Device gate;
    gate.id = DeviceId("SG-7F3A");
    gate.channels = {{1, FieldId("F1"), ChannelRole::Start, 1}};
    AssignDialog dialog(*face, gate, kit.window.get());
    auto* name = field<QLineEdit>(dialog, "assign_name");
    auto* address = field<QLineEdit>(dialog, "assign_address");
    auto* lap = field<QLineEdit>(dialog, "assign_lap");
    auto* where = field<QComboBox>(dialog, "assign_field");
    for (const char* typed :
         {"nha-toi", "192.168.1", "192.168.1.300", "192.168.1.5:7000", "http://a", "::zz"}) {
        address->setText(QString::fromUtf8(typed));
        refuses(dialog, address, "ghi như 192.168.1.51");
    }
    for (const char* typed : {"", "Sân số một của nhà thi đấu", "F1\nF2", "<b>", "../F1"}) {
        address->clear();
        where->setEditText(QString::fromUtf8(typed));
        refuses(dialog, where, "chữ và số");
    }
    where->setEditText(QStringLiteral("F1"));
    for (const char* typed : {"nhanh", "-1", "1e9", "100000", "1.2345", "2,5,1"}) {
        lap->setText(QString::fromUtf8(typed));
        refuses(dialog, lap, "ghi bằng giây");
    }
    lap->setText(QStringLiteral("1.484"));
    EXPECT_EQ(dialog.device().channels.front().shortest_lap_ms, 1484) << "seconds, whatever the mark";
    lap->setText(QStringLiteral("12,5"));
    EXPECT_EQ(dialog.device().channels.front().shortest_lap_ms, 12'500);
    name->setText(far_too_long);
    refuses(dialog, name, "nhiều nhất 120");
    name->setText(QString::fromUtf8(hostile));
    goes_on(dialog);
}

TEST_F(BadInput, OfADeviceWithAChannelTwice) {
    Device gate;
    gate.id = DeviceId("SG-7F3A");
    gate.channels = {{1, FieldId("F1"), ChannelRole::Start, 1}, {1, FieldId("F1"), ChannelRole::Finish, 1}};
    AssignDialog dialog(*face, gate, kit.window.get());
    dialog.show();
    dialog.accept();
    EXPECT_TRUE(dialog.isVisible());
    EXPECT_TRUE(field<QLabel>(dialog, "dialog_trouble")->text().contains(QStringLiteral("F1")));
}

TEST_F(BadInput, OfABrokenBeamsField) {
    BeamDialog dialog(*face, FieldId("F1"), kit.window.get());
    dialog.show();
    commands::DeviceReport report;
    report.device = DeviceId("SG-7F3A");
    report.boot = "B";
    report.seq = 1;
    report.channel = 1;
    report.type = "edge";
    report.at = kit.host->now;
    kit.host->must(report, device_actor);
    kit.settle();
    auto* assign = field<QPushButton>(dialog, "beam_assign");
    ASSERT_TRUE(kit.until([&] { return assign->isEnabled(); }));
    const std::size_t before = kit.host->kinds().size();
    auto* where = field<QComboBox>(dialog, "beam_field");
    for (const char* typed : {"", "Sân số một của nhà thi đấu", "<b>x</b>"}) {
        where->setEditText(QString::fromUtf8(typed));
        assign->click();
        kit.settle();
        EXPECT_EQ(kit.host->kinds().size(), before) << typed;
        EXPECT_TRUE(has_focus(dialog, where));
        QStringList said;
        for (const auto* label : dialog.findChildren<QLabel*>())
            if (label->isVisible()) said << label->text();
        EXPECT_TRUE(said.join(u' ').contains(QStringLiteral("chữ và số"))) << typed;
    }
}

TEST_F(BadInput, OfADevicesAddress) {
    OpenedContest opened = opened_contest(kit.host);
    opened.open_link = [](const std::string& spec) -> Result<void> {
        return refuse("device.spec_address", {{"spec", spec}, {"right", "tcp:192.168.1.50:7000"}});
    };
    kit.window->show_contest(std::move(opened));
    PortsDialog dialog(*face, kit.window.get());
    dialog.show();
    auto* spec = field<QLineEdit>(dialog, "ports_spec");
    for (const char* typed : {"tcp:", "tcp:1.2.3.4:99999", "<b>tcp</b>", "../../dev/mem"}) {
        spec->setText(QString::fromUtf8(typed));
        field<QPushButton>(dialog, "ports_open")->click();
        const auto* answer = field<QLabel>(dialog, "ports_answer");
        EXPECT_TRUE(answer->text().contains(QStringLiteral("tcp:192.168.1.50:7000"))) << typed;
        EXPECT_TRUE(answer->isVisible());
        EXPECT_EQ(answer->textFormat(), Qt::PlainText);
        EXPECT_TRUE(has_focus(dialog, spec));
        EXPECT_EQ(spec->text(), QString::fromUtf8(typed)) << "to be mended, not typed anew";
    }
}

TEST_F(BadInput, OfAHostToJoin) {
    StationOptions options = kit.window->options();
    int asked = 0;
    options.join = [&](const std::string& address, const std::string&) {
        ++asked;
        return JoinAttempt{[address] {
                               JoinProgress progress;
                               progress.stage = JoinStage::Failed;
                               progress.why = {"remote.address", {{"address", address}}, {}};
                               return progress;
                           },
                           [] {}};
    };
    const Face joining{options, kit.window->words(), kit.window->session(), kit.window->standings()};
    JoinDialog dialog(joining, QString(), kit.window.get());
    dialog.show();
    auto* address = field<QLineEdit>(dialog, "join_address");
    auto* name = field<QLineEdit>(dialog, "join_name");
    const auto says = [&] {
        QStringList said;
        for (const auto* label : dialog.findChildren<QLabel*>())
            if (label->isVisible()) said << label->text();
        return said.join(u' ');
    };
    const auto ask = [&] { field<QPushButton>(dialog, "join_ask")->click(); };
    ask();
    EXPECT_TRUE(says().contains(QStringLiteral("Hãy ghi địa chỉ"))) << says().toStdString();
    EXPECT_TRUE(has_focus(dialog, address));
    address->setText(QStringLiteral("http://192.168.1.20:8080"));
    name->setText(QStringLiteral("  "));
    ask();
    EXPECT_TRUE(says().contains(QStringLiteral("Hãy ghi tên máy này"))) << says().toStdString();
    EXPECT_TRUE(has_focus(dialog, name));
    EXPECT_EQ(asked, 0);
    name->setText(far_too_long);
    EXPECT_LE(name->text().size(), 40);
    for (const char* typed : {"ftp://x", "http://:99999", "<b>x</b>", "http://a b"}) {
        address->setText(QString::fromUtf8(typed));
        ask();
        EXPECT_TRUE(says().contains(QStringLiteral("Không ghép được"))) << typed;
        EXPECT_TRUE(has_focus(dialog, address)) << typed;
        EXPECT_TRUE(dialog.isVisible());
    }
}

TEST_F(BadInput, OfTheRules) {
    kit.window->go_to(QStringLiteral("rules"));
    auto* table = kit.find<QTableWidget>("rules_table");
    struct Typed {
        const char* line;
        const char* typed;
        const char* says;
    };
    const Typed wrong[] = {
        {"Sinh từ ngày (năm-tháng-ngày)", "31/02/2012", "không phải là một ngày có thật"},
        {"Sinh từ ngày (năm-tháng-ngày)", "hôm qua", "không phải là một ngày có thật"},
        {"Sinh từ ngày (năm-tháng-ngày)", "2012", "không phải là một ngày có thật"},
        {"Giải Nhất: số giải", "12,5", "không phải là số nguyên"},
        {"Giải Nhất: số giải", "nhiều", "không phải là số nguyên"},
        {"Vùng đi qua: điểm", "1.484", "đọc được hai cách: ghi 1484 nếu là số lớn, ghi 1,4840"},
        {"Vùng đi qua: điểm", "1,484", "đọc được hai cách: ghi 1484 nếu là số lớn, ghi 1,4840"},
        {"Vùng đi qua: điểm", "1e9", "không phải là số"},
        {"Thời gian tối đa (giây)", "1:75", "không phải là thời gian"},
        {"Thời gian tối đa (giây)", "1.800", "không phải là thời gian"},
        {"Thời gian tối đa (giây)", "-3", "không phải là thời gian"},
    };
    for (const Typed& one : wrong) {
        QTableWidgetItem* item = nullptr;
        for (int row = 0; row < table->rowCount(); ++row)
            if (table->item(row, 1)->text() == QString::fromUtf8(one.line)) item = table->item(row, 2);
        ASSERT_NE(item, nullptr) << one.line;
        const QString before = item->text();
        item->setText(QString::fromUtf8(one.typed));
        WindowKit::draw();
        EXPECT_EQ(item->text(), before) << one.typed;
        QStringList said;
        for (const auto* label : kit.find<QWidget>("consequences")->findChildren<QLabel*>())
            if (label->isVisible()) said << label->text();
        EXPECT_TRUE(said.join(u' ').contains(QString::fromUtf8(one.says))) << said.join(u' ').toStdString();
        auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        ASSERT_NE(editor, nullptr) << "the line is open to be mended";
        EXPECT_EQ(editor->text(), QString::fromUtf8(one.typed));
        EXPECT_FALSE(kit.find<QPushButton>("amend")->isEnabled());
        QTest::keyClick(editor, Qt::Key_Escape);
    }
}

TEST_F(BadInput, OfTwoLinesOfTheRulesAtOnce) {
    kit.window->go_to(QStringLiteral("rules"));
    auto* table = kit.find<QTableWidget>("rules_table");
    QTableWidgetItem *date = nullptr, *quota = nullptr;
    for (int row = 0; row < table->rowCount(); ++row) {
        if (table->item(row, 1)->text() == QStringLiteral("Giải Nhất: số giải")) quota = table->item(row, 2);
        if (table->item(row, 1)->text().startsWith(QStringLiteral("Sinh từ ngày")))
            date = table->item(row, 2);
    }
    ASSERT_TRUE(date != nullptr && quota != nullptr);
    quota->setText(QStringLiteral("nhiều"));
    date->setText(QStringLiteral("31/02/2012"));
    WindowKit::draw();
    EXPECT_FALSE(kit.find<QPushButton>("amend")->isEnabled());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    WindowKit::draw();
    EXPECT_FALSE(kit.find<QPushButton>("amend")->isEnabled()) << "neither is taken";
}

TEST_F(BadInput, OfAMessageForTheHall) {
    kit.window->go_to(QStringLiteral("displays"));
    QLineEdit* message = nullptr;
    for (auto* edit : kit.window->room(QStringLiteral("displays"))->findChildren<QLineEdit*>())
        if (edit->placeholderText().contains(QStringLiteral("13:30"))) message = edit;
    ASSERT_NE(message, nullptr);
    const std::size_t before = kit.host->kinds().size();
    message->setText(far_too_long);
    for (auto* button : message->parentWidget()->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Thông báo")) button->click();
    kit.settle();
    EXPECT_EQ(kit.host->kinds().size(), before);
    const auto* trouble = kit.find<QLabel>("message_trouble");
    EXPECT_TRUE(trouble->isVisible());
    EXPECT_TRUE(trouble->text().contains(QStringLiteral("nhiều nhất 200"))) << trouble->text().toStdString();
    EXPECT_TRUE(has_focus(*kit.window, message));
}

TEST_F(BadInput, OfAHallsSize) {
    kit.window->go_to(QStringLiteral("displays"));
    auto* box = kit.window->room(QStringLiteral("displays"))->findChild<QDoubleSpinBox*>();
    ASSERT_NE(box, nullptr);
    for (const char* typed : {"12,5", "12.5"}) {
        box->setValue(0);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QString::fromLatin1(typed));
        QTest::keyClick(box, Qt::Key_Tab);
        EXPECT_EQ(box->value(), 12.5) << typed;
    }
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QStringLiteral("99999999"));
    EXPECT_LE(box->value(), box->maximum());
}

TEST_F(BadInput, OfATimeOnAScoreSheet) {
    kit.window->go_to(QStringLiteral("field"));
    for (int step = 0; step < 4; ++step) kit.press(Qt::Key_Space);
    auto* room = kit.window->room(QStringLiteral("field"));
    QLineEdit* time = nullptr;
    for (auto* edit : room->findChildren<QLineEdit*>())
        if (edit->isVisible() && !edit->isReadOnly() && edit->isEnabled() && time == nullptr) time = edit;
    ASSERT_NE(time, nullptr);
    const auto* says = field<QLabel>(*room, "time_counts");
    for (const char* typed : {"1:75", "bốn mươi", "-3", "1.484,5", "41,2505"}) {
        const std::size_t before = kit.host->kinds().size();
        time->setFocus();
        enter(time, typed);
        kit.settle();
        EXPECT_EQ(kit.host->kinds().size(), before) << typed;
        EXPECT_TRUE(says->isVisible()) << typed;
        EXPECT_TRUE(says->text().contains(QStringLiteral("ghi như 1:02,5"))) << says->text().toStdString();
        EXPECT_EQ(time->text(), QString::fromUtf8(typed)) << "stays to be mended";
    }
    const std::size_t before = kit.host->kinds().size();
    room->setFocus();
    kit.press(Qt::Key_Space);
    EXPECT_EQ(kit.host->kinds().size(), before) << "a wrong time is not reviewed past";
    EXPECT_TRUE(has_focus(*kit.window, time));
    enter(time, "41,25");
    kit.settle();
    EXPECT_EQ(kit.host->kinds().size(), before + 1);
}

TEST_F(BadInput, OfANumberOnAScoreSheet) {
    Item item;
    item.id = "weight";
    item.kind = ItemKind::Number;
    std::unique_ptr<ItemEditor> editor(make_editor(kit.window->words(), item));
    std::optional<Json> taken;
    QObject::connect(editor.get(), &ItemEditor::edited, [&](const Json& value) { taken = value; });
    editor->show();
    auto* edit = editor->findChild<QLineEdit*>();
    const auto type = [&](const char* typed) {
        taken.reset();
        enter(edit, typed);
    };
    const std::pair<const char*, const char*> wrong[] = {{"1.484", "ghi 1484 nếu là số lớn"},
                                                         {"nặng", "ghi như 12 hoặc 12,5"},
                                                         {"1e9", "ghi như 12 hoặc 12,5"},
                                                         {"1/3", "ghi như 12 hoặc 12,5"}};
    for (const auto& [typed, says] : wrong) {
        type(typed);
        EXPECT_FALSE(taken) << typed;
        EXPECT_TRUE(editor->is_wrong()) << typed;
        QStringList said;
        for (const auto* label : editor->findChildren<QLabel*>()) said << label->text();
        EXPECT_TRUE(said.join(u' ').contains(QString::fromUtf8(says))) << said.join(u' ').toStdString();
        editor->show_value(Json(7));
        EXPECT_EQ(edit->text(), QString::fromUtf8(typed)) << "news about others does not wipe it";
    }
    const std::pair<const char*, const char*> right[] = {
        {"12,5", "12.5"}, {"12.5", "12.5"}, {"0,125", "0.125"}, {"1,4840", "1.484"}, {"1.234,5", "1234.5"}};
    for (const auto& [typed, exact] : right) {
        type(typed);
        ASSERT_TRUE(taken) << typed;
        EXPECT_EQ(taken->as_number()->text, exact) << typed;
        EXPECT_FALSE(editor->is_wrong());
    }
}

}  // namespace

}  // namespace sandau::station::testing
