#include "station/rules_room.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>

#include "station/reason_dialog.h"
#include "station/typed_numbers.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

struct RulesKit : WindowKit {
    explicit RulesKit(Depth depth) : WindowKit(depth) {
        room = static_cast<RulesRoom*>(window->room(QStringLiteral("rules")));
        window->go_to(QStringLiteral("rules"));
        done();
    }
    void done() const {
        EXPECT_TRUE(QTest::qWaitFor([&] { return !room->is_working(); }, 60'000));
        draw();
    }
    int row_of(const QString& what) const {
        auto* table = find<QTableWidget>("rules_table");
        for (int row = 0; row < table->rowCount(); ++row)
            if (table->item(row, 1)->text() == what) return row;
        ADD_FAILURE() << "no line " << what.toStdString();
        return 0;
    }
    QString value(const QString& what) const {
        return find<QTableWidget>("rules_table")->item(row_of(what), 2)->text();
    }
    void type(const QString& what, const QString& text) const {
        find<QTableWidget>("rules_table")->item(row_of(what), 2)->setText(text);
        done();
    }
    QString says() const {
        QStringList lines;
        for (const QLabel* label : find<QWidget>("consequences")->findChildren<QLabel*>())
            if (label->isVisible()) lines << label->text();
        return lines.join(u'\n');
    }
    QPushButton* amend() const { return find<QPushButton>("amend"); }
    const Definition& rules() const { return *host->contest().definition; }

    RulesRoom* room;
};

TEST(Rules, AreShownInWords) {
    const RulesKit kit(Depth::Empty);
    EXPECT_EQ(kit.value(QStringLiteral("Giải Nhất: tiền thưởng")), QStringLiteral("10.000.000"));
    EXPECT_EQ(kit.value(QStringLiteral("Số đội vào vòng sau")), QStringLiteral("16"));
    EXPECT_EQ(kit.value(QStringLiteral("Vùng đi qua: điểm")), QStringLiteral("20"));
    EXPECT_EQ(kit.value(QStringLiteral("Vùng đi qua: nhiều nhất")), QStringLiteral("5"));
    EXPECT_EQ(kit.value(QStringLiteral("Thời gian tối đa (giây)")), QStringLiteral("90"));
    EXPECT_EQ(kit.value(QStringLiteral("Cách tính “task”")), QStringLiteral("POINTS(zone) + POINTS(finish)"));
    EXPECT_FALSE(kit.amend()->isEnabled()) << "nothing was changed";
}

TEST(Rules, ChangeAtOnceBeforeTheStart) {
    const RulesKit kit(Depth::Registered);
    kit.type(QStringLiteral("Giải Nhì: số giải"), QStringLiteral("3"));
    kit.type(QStringLiteral("Giải Nhì: tiền thưởng"), QStringLiteral("6.500.000"));
    ASSERT_TRUE(kit.amend()->isEnabled()) << kit.says().toStdString();
    QTest::mouseClick(kit.amend(), Qt::LeftButton);
    kit.settle();
    const Tier& second = kit.rules().awards.front().tiers[1];
    EXPECT_EQ(second.max, 3);
    EXPECT_EQ(second.money->text(), "6500000");
    kit.done();
    EXPECT_FALSE(kit.amend()->isEnabled());
}

TEST(Rules, ChangeTheGameItself) {
    const RulesKit kit(Depth::Registered);
    kit.type(QStringLiteral("Vùng đi qua: điểm"), QStringLiteral("12,5"));
    kit.type(QStringLiteral("Xuất phát lại: truất quyền từ lần thứ"), QStringLiteral("3"));
    kit.type(QStringLiteral("Thời gian tối đa (giây)"), QStringLiteral("1:45"));
    kit.type(QStringLiteral("Cách tính “task”"), QStringLiteral("POINTS(zone) + 2 * POINTS(finish)"));
    kit.type(QStringLiteral("Số lượt thi"), QStringLiteral("3"));
    ASSERT_TRUE(kit.amend()->isEnabled()) << kit.says().toStdString();
    QTest::mouseClick(kit.amend(), Qt::LeftButton);
    kit.settle();
    const Game& maze = *kit.rules().game(GameId("maze_a"));
    EXPECT_EQ(maze.item("zone")->points->text(), "12.5");
    EXPECT_EQ(maze.item("restart")->dsq_at->text(), "3");
    EXPECT_EQ(maze.limit_ms, 105'000);
    EXPECT_EQ(maze.derived[*maze.derived_index("task")].formula.text, "POINTS(zone) + 2 * POINTS(finish)");
    EXPECT_EQ(kit.rules().stages.front().divisions.front().attempts, 3);
}

TEST(Rules, RefuseAFormulaThatIsNone) {
    const RulesKit kit(Depth::Registered);
    for (const char* wrong : {"POINTS(zone", "nhieu + it", "1/0", ""}) {
        kit.type(QStringLiteral("Cách tính “task”"), QString::fromUtf8(wrong));
        EXPECT_FALSE(kit.amend()->isEnabled()) << wrong;
        EXPECT_FALSE(kit.says().isEmpty()) << wrong;
    }
}

TEST(Rules, SayWhatAChangeAltersAndWantAReasonAfterTheStart) {
    const RulesKit kit(Depth::Finished);
    kit.type(QStringLiteral("Giải Nhất: số giải"), QStringLiteral("2"));
    EXPECT_TRUE(kit.says().contains(QStringLiteral("Giải Nhất: thêm"))) << kit.says().toStdString();
    QTest::mouseClick(kit.amend(), Qt::LeftButton);
    auto* dialog = kit.window->findChild<ReasonDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(kit.rules().awards.front().tiers[0].max, 1);
    dialog->findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("Quyết định số 12"));
    dialog->accept();
    kit.settle();
    EXPECT_EQ(kit.rules().awards.front().tiers[0].max, 2);
}

TEST(Rules, MoveTieBreaksByTheKeyboard) {
    const RulesKit kit(Depth::Registered);
    const QString second = QStringLiteral("Xếp hạng, xét thứ 2"),
                  third = QStringLiteral("Xếp hạng, xét thứ 3");
    auto* table = kit.find<QTableWidget>("rules_table");
    int row = 0;
    for (int at = 0; at < table->rowCount(); ++at)
        if (table->item(at, 1)->text() == third) row = at;
    const QString was_third = table->item(row, 2)->text(), was_second = table->item(row - 1, 2)->text();
    table->setFocus();
    table->setCurrentCell(row, 2);
    QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
    kit.done();
    EXPECT_EQ(table->item(row - 1, 2)->text(), was_third);
    EXPECT_EQ(table->item(row, 2)->text(), was_second);
    EXPECT_TRUE(kit.amend()->isEnabled());
}

TEST(Rules, TakeNothingThatTheyDoNotUnderstand) {
    const RulesKit kit(Depth::Registered);
    for (const char* wrong : {"nhiều", "12,5", "1.48", "-3", "1e9"}) {
        kit.type(QStringLiteral("Giải Nhất: tiền thưởng"), QString::fromUtf8(wrong));
        EXPECT_EQ(kit.value(QStringLiteral("Giải Nhất: tiền thưởng")), QStringLiteral("10.000.000")) << wrong;
        EXPECT_FALSE(kit.amend()->isEnabled()) << wrong;
    }
    kit.type(QStringLiteral("Sinh từ ngày (năm-tháng-ngày)"), QStringLiteral("31/02/2013"));
    EXPECT_FALSE(kit.amend()->isEnabled()) << "the rules' own reader refuses it";
    EXPECT_FALSE(kit.says().isEmpty());
}

TEST(Rules, ReadAmountsAsPeopleWriteThem) {
    using Kind = RuleField::Kind;
    EXPECT_EQ(typed_value(Kind::Whole, QStringLiteral("10.000.000")), Json(10'000'000));
    EXPECT_EQ(typed_value(Kind::Whole, QStringLiteral("10,000,000")), Json(10'000'000));
    EXPECT_EQ(typed_value(Kind::Whole, QStringLiteral("1.484")), Json(1484));
    EXPECT_EQ(typed_value(Kind::Number, QStringLiteral("12,5")), Json(Json::Number{"12.5"}));
    EXPECT_EQ(typed_value(Kind::Whole, QStringLiteral(" ")), Json());
    EXPECT_EQ(typed_value(Kind::Whole, QStringLiteral("12,5")), std::nullopt);
    EXPECT_EQ(typed_value(Kind::Time, QStringLiteral("90")), Json(90'000));
    EXPECT_EQ(typed_value(Kind::Time, QStringLiteral("1:30")), Json(90'000));
    EXPECT_EQ(typed_value(Kind::Time, QStringLiteral("90,5")), Json(90'500));
    for (const char* wrong : {"1:75", "-3", "1.484,5", "90 giây", "1:"})
        EXPECT_EQ(typed_value(Kind::Time, QString::fromUtf8(wrong)), std::nullopt) << wrong;
}

TEST(TypedNumbers, AreAskedAboutWhereTheyReadTwoWays) {
    for (const char* typed : {"1.484", "1,484", " 12.000 ", "-1.500"})
        EXPECT_TRUE(reads_two_ways(QString::fromUtf8(typed))) << typed;
    for (const char* typed : {"1484", "12,5", "0.484", "1.4840", "1.484,5", "1.234.567", "", "a.bcd"})
        EXPECT_FALSE(reads_two_ways(QString::fromUtf8(typed))) << typed;
}

}  // namespace

}  // namespace sandau::station::testing
