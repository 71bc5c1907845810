// Panels' marks in the real window: a judge at the host or in a seat that joined, and the head of the panel.
#include <gtest/gtest.h>

#include <QAbstractItemModel>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

#include "scoring/command_payloads.h"
#include "scoring/panels.h"
#include "station/conflict_dialog.h"
#include "station/own_marks.h"
#include "station/reason_dialog.h"
#include "station/screenshots.h"
#include "station/widgets.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

struct PanelContest {
    PanelContest() {
        for (const Entry& entry : host->contest().table<Entry>()) entries.push_back(entry.id);
    }
    UserId invite(const char* name, Role role) const {
        commands::UserGrant grant;
        grant.name = name;
        grant.grants.emplace_back();
        grant.grants.front().role = role;
        const Answer answer = host->must(grant);
        return UserId(*answer.result.find("user")->as_string());
    }
    MarkRecord mark(const UserId& judge, std::size_t entry) const {
        MarkRecord key{stage, entries[entry], judge, {}, MarkState::Draft, {}, {}, {}};
        const MarkRecord* there = host->contest().table<MarkRecord>().find(key.key());
        return there != nullptr ? *there : key;
    }
    void submit(const UserId& judge, std::size_t entry, int points) const {
        commands::MarkSet set{stage, entries[entry], judge, {}};
        set.criteria.set("moi", points).set("apdung", 20).set("trinhbay", 4);
        host->must(set);
        host->must(commands::MarkSubmit{stage, entries[entry], judge, {}});
    }

    const std::shared_ptr<FakeHost> host = a_contest_of_panels();
    const StageId stage{"so"};
    std::vector<EntryId> entries;
    const UserId an{"U1"}, binh{"U2"};
};

/// The window at the host, or in a seat that joined, in the room where marks are given.
struct MarksKit : PanelContest {
    explicit MarksKit(std::optional<Role> as = {}, bool as_an = false) {
        OpenedContest opened = opened_contest(host);
        if (as_an) opened.seat = an;
        if (as) opened.seat = invite("Trưởng ban Châu", *as);
        if (!opened.seat.empty()) opened.link = [] { return HostLink{}; };
        window = std::make_unique<MainWindow>(options_for(host));
        window->resize(1366, 768);
        window->show();
        window->show_contest(std::move(opened));
        QApplication::setActiveWindow(window.get());
        press(Qt::Key_7, Qt::ControlModifier);
    }
    static MarksKit judge() { return MarksKit({}, true); }
    void settle() const {
        EXPECT_TRUE(QTest::qWaitFor([&] {
            return window->session().waiting() == 0 &&
                   window->session().snapshot()->version == host->snapshot()->version;
        }));
        EXPECT_TRUE(QTest::qWaitFor(
            [&] { return window->standings().look() == nullptr || window->standings().is_current(); }));
        WindowKit::draw();
        window->room(QStringLiteral("scoring"))->refresh();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier) const {
        host->pass(milliseconds(600));
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : window.get(), key, with);
        settle();
    }
    void type(const char* figure) const {
        QTest::keyClicks(QApplication::focusWidget(), QString::fromUtf8(figure));
        press(Qt::Key_Return);
    }
    void choose_view(const UserId& judge) const {
        auto* views = find<QComboBox>("marks_view");
        const int at = views->findData(QString::fromStdString(judge.text));
        ASSERT_GE(at, 0);
        views->setCurrentIndex(at);
        emit views->activated(at);
        settle();
    }
    template <class Widget>
    Widget* find(const char* name) const {
        auto* widget = window->findChild<Widget*>(QString::fromLatin1(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    QTableView* table() const { return find<QTableView>("marks_table"); }
    QStringList rows() const {
        QStringList rows;
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            rows << table()->model()->index(row, 0).data().toString();
        return rows;
    }
    QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    QString focus() const {
        return QApplication::focusWidget() != nullptr ? QApplication::focusWidget()->objectName() : QString();
    }
    /// All that the room says now.
    QString said() const {
        QStringList texts;
        for (const auto* label : window->room(QStringLiteral("scoring"))->findChildren<QLabel*>())
            if (label->isVisible()) texts << label->text();
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            for (int column = 0; column < table()->model()->columnCount(); ++column)
                texts << cell(row, column);
        return texts.join(u'\n');
    }

    std::unique_ptr<MainWindow> window;
};

TEST(PanelMarks, AJudgeMarksThreeEntriesByTheKeyboardAloneAndSubmits) {
    const MarksKit kit(MarksKit::judge());
    ASSERT_EQ(kit.focus(), QStringLiteral("marks_table"));
    ASSERT_EQ(kit.rows().size(), 4);
    kit.press(Qt::Key_Return);
    for (std::size_t entry = 0; entry < 3; ++entry) {
        EXPECT_EQ(kit.focus(), QStringLiteral("figure_moi"));
        kit.type("32,5");
        kit.type("20.5");
        EXPECT_EQ(kit.focus(), QStringLiteral("figure_trinhbay"));
        kit.type("4");
        EXPECT_EQ(kit.mark(kit.an, entry).state, MarkState::Draft)
            << "kept at the host before it is submitted";
        EXPECT_TRUE(kit.find<QLabel>("mark_total")->text().contains(QStringLiteral("77")));
        kit.press(Qt::Key_Return, Qt::ControlModifier);
        const MarkRecord mark = kit.mark(kit.an, entry);
        EXPECT_EQ(mark.state, MarkState::Submitted);
        EXPECT_EQ(read_mark(*rubric_of(kit.host->contest(), kit.stage, mark.entry), mark.content).total,
                  Figure(Rational(77)));
    }
    EXPECT_TRUE(kit.find<QLabel>("marks_left")->text().contains(QStringLiteral("Còn 1 phiếu")));
    EXPECT_EQ(kit.mark(kit.an, 3).state, MarkState::Draft);
}

TEST(PanelMarks, ABadMarkIsRefusedInWordsAndStaysForCorrection) {
    const MarksKit kit(MarksKit::judge());
    kit.press(Qt::Key_Return);
    kit.type("41");
    EXPECT_TRUE(kit.said().contains(QStringLiteral("“Tính mới, sáng tạo” chấm sai: từ 0 đến 40, bước 0,5")))
        << kit.said().toStdString();
    EXPECT_EQ(kit.focus(), QStringLiteral("figure_moi")) << "it goes no further";
    EXPECT_EQ(kit.find<QLineEdit>("figure_moi")->text(), QStringLiteral("41"));
    kit.find<QLineEdit>("figure_trinhbay")->setFocus();
    kit.type("12,5");
    kit.find<QLineEdit>("figure_trinhbay")->selectAll();
    kit.type("2,5");
    EXPECT_TRUE(kit.said().contains(QStringLiteral("từ 0 đến 5, bước 1"))) << kit.said().toStdString();
    kit.find<QLineEdit>("figure_trinhbay")->selectAll();
    kit.type("bay");
    EXPECT_TRUE(kit.said().contains(QStringLiteral("“bay” không phải là số")));
    EXPECT_TRUE(kit.mark(kit.an, 0).content.criteria.as_object()->empty())
        << "nothing of it went to the host";
    kit.find<QLineEdit>("figure_moi")->setFocus();
    kit.press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(kit.focus(), QStringLiteral("figure_moi")) << "led to what is wrong";
    kit.press(Qt::Key_Escape);
    kit.press(Qt::Key_Down);
    EXPECT_FALSE(kit.said().contains(QStringLiteral("chấm sai")));
    kit.press(Qt::Key_Up);
    EXPECT_TRUE(kit.said().contains(QStringLiteral("chấm sai"))) << "another entry's sheet lost nothing";
}

TEST(PanelMarks, SaysWhatIsMissingAndGoesThere) {
    const MarksKit kit(MarksKit::judge());
    kit.press(Qt::Key_Return);
    kit.type("30");
    kit.press(Qt::Key_Return, Qt::ControlModifier);
    EXPECT_TRUE(kit.said().contains(QStringLiteral("Còn tiêu chí chưa chấm: Khả năng áp dụng, Trình bày")));
    EXPECT_EQ(kit.focus(), QStringLiteral("figure_apdung"));
    EXPECT_EQ(kit.mark(kit.an, 0).state, MarkState::Draft);
    EXPECT_EQ(kit.cell(0, 1), QStringLiteral("Đang chấm"));
}

TEST(PanelMarks, ArrowsGiveAStepAndBandsTheirLowestFigure) {
    const MarksKit kit(MarksKit::judge());
    kit.press(Qt::Key_Return);
    kit.type("20");
    kit.find<QLineEdit>("figure_moi")->setFocus();
    kit.press(Qt::Key_Up);
    EXPECT_EQ(kit.find<QLineEdit>("figure_moi")->text(), QStringLiteral("20,5"));
    kit.press(Qt::Key_Down);
    kit.press(Qt::Key_Down);
    EXPECT_EQ(kit.find<QLineEdit>("figure_moi")->text(), QStringLiteral("19,5"));
    for (QPushButton* button : kit.window->findChildren<QPushButton*>())
        if (button->isVisible() && button->accessibleName().startsWith(QStringLiteral("Lần đầu có")))
            button->click();
    kit.settle();
    EXPECT_EQ(kit.find<QLineEdit>("figure_moi")->text(), QStringLiteral("32"));
}

TEST(PanelMarks, ABlindStageShowsNoNameOfAuthorsOrSchool) {
    const MarksKit judge(MarksKit::judge());
    EXPECT_TRUE(judge.said().contains(QStringLiteral("Chấm ẩn danh")));
    const MarksKit head(Role::HeadJudge);
    const MarksKit host;
    for (const MarksKit* kit : {&judge, &head, &host})
        for (int row = 0; row < 4; ++row) {
            kit->table()->setCurrentIndex(kit->table()->model()->index(row, 0));
            kit->settle();
            for (const char* name : {"Kín Danh", "Gia Bảo", "Ánh", "Cường", "Dung"})
                EXPECT_FALSE(kit->said().contains(QString::fromUtf8(name))) << name;
        }
}

TEST(PanelMarks, TheEntrysPhotosLieBesideTheSheetAndABlindStageShowsOnlyThoseWithoutAnAuthor) {
    const MarksKit kit(MarksKit::judge());
    auto* list = kit.find<QListWidget>("mark_files");
    EXPECT_TRUE(list->isHidden()) << "there are none";
    const auto attach = [&](const char* bytes, const char* name, bool anonymous) {
        const Result<KeptFile> kept = kit.host->keep_file(bytes);
        ASSERT_TRUE(kept);
        kit.host->must(commands::EntryAttach{kit.entries[0], kept->sha256, name, anonymous, "", {}});
    };
    attach("\x89PNG robot", "rô bốt.png", true);
    attach("\x89PNG team", "cả đội.png", false);
    kit.settle();
    ASSERT_EQ(list->count(), 1);
    EXPECT_TRUE(list->isVisible());
    EXPECT_TRUE(list->item(0)->text().startsWith(QStringLiteral("rô bốt.png")));
    EXPECT_FALSE(list->accessibleName().isEmpty());
}

TEST(PanelMarks, ADeclaredConflictTakesTheEntryFromTheJudge) {
    const MarksKit kit(MarksKit::judge());
    const QString first = kit.rows().front();
    kit.find<QPushButton>("mark_conflict")->click();
    auto* dialog = open_dialog<ConflictDialog>();
    ASSERT_NE(dialog, nullptr);
    dialog->accept();
    EXPECT_TRUE(dialog->isVisible()) << "not without a reason";
    for (auto* edit : dialog->findChildren<QLineEdit*>())
        if (edit->isVisible()) edit->setText(QStringLiteral("con của bạn thân"));
    dialog->accept();
    kit.settle();
    EXPECT_FALSE(kit.rows().contains(first));
    EXPECT_EQ(kit.rows().size(), 3);
    EXPECT_FALSE(kit.table()->currentIndex().isValid()) << "the next one does not take its place unasked";
    EXPECT_TRUE(kit.said().contains(QStringLiteral("Không chấm 1 bài")));
    const MarkRecord mark = kit.mark(kit.an, 0);
    EXPECT_TRUE(mark.content.recused);
    const Conflict* conflict =
        kit.host->contest().table<Conflict>().find(kit.an.text + "." + kit.entries[0].text);
    ASSERT_NE(conflict, nullptr);
    EXPECT_EQ(conflict->reason, "con của bạn thân");
}

TEST(PanelMarks, OwnMarksAreSortedBeforeTheyAreSubmittedTogether) {
    const MarksKit kit(MarksKit::judge());
    const int points[] = {20, 38, 29};
    for (std::size_t entry = 0; entry < 3; ++entry) {
        commands::MarkSet set{kit.stage, kit.entries[entry], kit.an, {}};
        set.criteria.set("moi", points[entry]).set("apdung", 20).set("trinhbay", 4);
        kit.host->must(set);
    }
    kit.settle();
    auto* orders = kit.find<QComboBox>("marks_order");
    orders->setCurrentIndex(orders->findData(QStringLiteral("total")));
    emit orders->activated(orders->currentIndex());
    EXPECT_TRUE(kit.rows()[0].contains(QStringLiteral("Đèn học"))) << kit.rows().join(u'|').toStdString();
    EXPECT_TRUE(kit.rows()[1].contains(QStringLiteral("Gậy")));
    EXPECT_TRUE(kit.rows()[3].contains(QStringLiteral("Thùng rác"))) << "without a mark comes last";
    auto* all = kit.find<HoldButton>("marks_submit_all");
    EXPECT_TRUE(all->text().contains(QStringLiteral("3")));
    all->click();
    kit.settle();
    EXPECT_EQ(kit.mark(kit.an, 0).state, MarkState::Draft) << "a click is not enough";
    emit all->held();
    kit.settle();
    for (std::size_t entry = 0; entry < 3; ++entry)
        EXPECT_EQ(kit.mark(kit.an, entry).state, MarkState::Submitted);
    EXPECT_FALSE(all->isVisible());
}

TEST(PanelMarks, AJudgesSeatSeesItsOwnMarksAndPublishesNothing) {
    const MarksKit kit(MarksKit::judge());
    EXPECT_FALSE(kit.find<QComboBox>("marks_view")->isVisible());
    EXPECT_FALSE(kit.find<QPushButton>("marks_publish")->isVisible());
    EXPECT_FALSE(kit.find<QPushButton>("mark_recuse")->isVisible());
    EXPECT_EQ(kit.table()->model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("Tình trạng"));
}

TEST(PanelMarks, AtTheHostAMarkIsEnteredForTheJudgeItIsOf) {
    const MarksKit kit;
    kit.choose_view(kit.binh);
    kit.table()->setFocus();
    kit.press(Qt::Key_Return);
    kit.type("33");
    EXPECT_EQ(kit.mark(kit.binh, 0).typist, keyboard_actor);
    EXPECT_TRUE(kit.mark(kit.an, 0).content.criteria.as_object()->empty());
    EXPECT_TRUE(kit.said().contains(QStringLiteral("Người nhập: bàn phím máy chủ")));
}

TEST(PanelMarks, TheHeadSeesWhoIsLateAndHowFarApartTheyAreAndPublishes) {
    const MarksKit kit(Role::HeadJudge);
    kit.submit(kit.an, 0, 40);
    kit.submit(kit.binh, 0, 10);
    kit.submit(kit.an, 1, 30);
    kit.settle();
    EXPECT_EQ(kit.find<QLabel>("marks_left")->text(),
              QStringLiteral("Chưa nộp: Nguyễn Thị Hoài An (2), Trần Văn Bình (3)"));
    EXPECT_EQ(kit.cell(0, 1), QStringLiteral("✓ 84"));
    EXPECT_EQ(kit.cell(0, 2), QStringLiteral("✓ 54"));
    EXPECT_TRUE(kit.cell(0, 3).startsWith(QStringLiteral("30"))) << kit.cell(0, 3).toStdString();
    EXPECT_EQ(kit.cell(1, 2), QStringLiteral("–"));
    auto* publish = kit.find<HoldButton>("marks_publish");
    EXPECT_TRUE(publish->text().contains(QStringLiteral("3 phiếu, còn thiếu 5")))
        << publish->text().toStdString();
    emit publish->held();
    kit.settle();
    EXPECT_TRUE(kit.mark(kit.an, 0).published);
    EXPECT_FALSE(publish->isEnabled());
    EXPECT_FALSE(kit.find<QPushButton>("mark_submit")->isVisible()) << "a head judge marks for nobody";
}

TEST(PanelMarks, ADraftIsItsJudgesAlone) {
    const MarksKit kit(Role::HeadJudge);
    commands::MarkSet begun{kit.stage, kit.entries[0], kit.an, {}};
    begun.criteria.set("moi", 37);
    kit.host->must(begun);
    kit.settle();
    EXPECT_EQ(kit.cell(0, 1), QStringLiteral("đang chấm"));
    EXPECT_TRUE(kit.said().contains(QStringLiteral("Bản nháp là của riêng giám khảo")));
    EXPECT_EQ(kit.window->findChild<QLineEdit*>(QStringLiteral("figure_moi")), nullptr);
    EXPECT_FALSE(kit.said().contains(QStringLiteral("37")));
}

TEST(PanelMarks, TheHeadOpensAMarkAgainWithAReason) {
    const MarksKit kit(Role::HeadJudge);
    kit.submit(kit.an, 0, 40);
    kit.settle();
    kit.find<QPushButton>("mark_reopen")->click();
    auto* dialog = open_dialog<ReasonDialog>();
    ASSERT_NE(dialog, nullptr);
    dialog->findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("nhầm bài"));
    dialog->accept();
    kit.settle();
    EXPECT_EQ(kit.mark(kit.an, 0).state, MarkState::Draft);
    EXPECT_EQ(kit.mark(kit.an, 0).reason, "nhầm bài");
}

TEST(PanelMarks, WhoIsToMarkSeesWhatOthersGaveOnceTheOwnMarkIsIn) {
    const MarksKit kit(MarksKit::judge());
    commands::UserGrant grant;
    grant.user = kit.an;
    grant.name = "Nguyễn Thị Hoài An";
    grant.grants.resize(2);
    grant.grants[0].role = Role::Judge;
    grant.grants[1].role = Role::HeadJudge;
    kit.host->must(grant);
    kit.submit(kit.binh, 0, 10);
    kit.settle();
    auto* views = kit.find<QComboBox>("marks_view");
    views->setCurrentIndex(views->findData(QString()));
    emit views->activated(views->currentIndex());
    EXPECT_EQ(kit.cell(0, 2), QStringLiteral("✓")) << "that it is in, not what it says";
    auto* judges = kit.find<QComboBox>("marks_judge");
    judges->setCurrentIndex(1);
    emit judges->activated(1);
    EXPECT_TRUE(kit.said().contains(QStringLiteral("Nộp phiếu của bạn trước")));
    EXPECT_FALSE(kit.said().contains(QStringLiteral("54")));
    kit.submit(kit.an, 0, 40);
    kit.settle();
    EXPECT_EQ(kit.cell(0, 2), QStringLiteral("✓ 54"));
}

TEST(PanelMarks, AFigureOnItsWayCountsAndIsNotCalledSafe) {
    const MarksKit kit(MarksKit::judge());
    kit.press(Qt::Key_Return);
    kit.host->holds_back = true;
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("30"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    EXPECT_EQ(kit.find<QLineEdit>("figure_moi")->text(), QStringLiteral("30"));
    EXPECT_TRUE(kit.said().contains(QStringLiteral("○ Mới ở máy này")));
    kit.host->holds_back = false;
    kit.host->answer_held();
    kit.settle();
    EXPECT_TRUE(kit.said().contains(QStringLiteral("● Đã ghi chắc")));
}

class PanelScreenshots : public Screenshots {};

TEST_P(PanelScreenshots, AJudgesMarksAndTheHeadsBoard) {
    for (const bool of_judge : {true, false}) {
        const MarksKit kit({}, of_judge);
        kit.window->resize(GetParam().size);
        kit.window->words().set_language(GetParam().language);
        kit.window->set_ground(GetParam().ground);
        kit.submit(kit.an, 0, 40);
        kit.submit(kit.binh, 0, 10);
        kit.submit(kit.binh, 1, 31);
        commands::MarkSet begun{kit.stage, kit.entries[1], kit.an, {}};
        begun.criteria.set("moi", 28).set("apdung", 22);
        kit.host->must(begun);
        kit.settle();
        if (of_judge) {
            kit.table()->setFocus();
            kit.press(Qt::Key_Down);
            kit.press(Qt::Key_Return);
            kit.type("21");
        }
        keep(kit.window.get(), of_judge ? "marks-judge" : "marks-board");
    }
}

INSTANTIATE_TEST_SUITE_P(All, PanelScreenshots, looks(), name_of);

}  // namespace

}  // namespace sandau::station::testing
