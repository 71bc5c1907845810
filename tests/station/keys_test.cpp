#include "station/keys.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <set>

#include "scoring/command_payloads.h"
#include "station/keys_dialog.h"
#include "station/match_steps.h"
#include "station/memory.h"
#include "station/reason_dialog.h"
#include "station/window_kit.h"

namespace sandau::station::testing {

namespace {

using Kind = KeyProblem::Kind;

QKeyCombination on_pad(Qt::Key key) {
    return QKeyCombination(Qt::KeypadModifier, key);
}

/// What is wrong with the usual keys when one action has this key instead.
std::vector<KeyProblem> problems_with(const KeyAction& action, KeyPair pair) {
    KeyMap keys = usual_keys();
    keys[action] = pair;
    return problems_of(keys);
}

TEST(Keys, DoNotContradictEachOtherAsTheyUsuallyAre) {
    EXPECT_TRUE(problems_of(usual_keys()).empty());
    EXPECT_EQ(usual_keys().size(), key_actions().size());
}

TEST(Keys, AreCalledByDifferentNamesInBothLanguages) {
    for (const Language language : {Language::Vietnamese, Language::English}) {
        const Words words(language);
        std::set<QString> names;
        for (const KeyAction& action : key_actions()) {
            EXPECT_FALSE(action_words(words, action).isEmpty());
            EXPECT_TRUE(names.insert(action_words(words, action)).second)
                << action_words(words, action).toStdString();
        }
    }
}

TEST(Keys, SpaceIsTheNextActionAlone) {
    const auto found = problems_with({Deed::Protest}, {Qt::Key_Space, no_key});
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().kind, Kind::SpaceIsNext);
}

TEST(Keys, ConfirmingTakesControl) {
    for (const QKeyCombination key :
         {QKeyCombination(Qt::Key_F12), QKeyCombination(Qt::ALT | Qt::Key_G), on_pad(Qt::Key_9)}) {
        const auto found = problems_with({Deed::Confirm}, {key, no_key});
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found[0].kind, Kind::NeedsControl);
    }
    EXPECT_TRUE(problems_with({Deed::Confirm}, {Qt::CTRL | Qt::Key_G, no_key}).empty());
}

TEST(Keys, WhatMovesInTheWindowIsNotTaken) {
    for (const Qt::Key key : {Qt::Key_Tab, Qt::Key_Return, Qt::Key_Down, Qt::Key_PageUp}) {
        const auto found = problems_with({Deed::Protest}, {key, no_key});
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found[0].kind, Kind::MovesFocus);
    }
}

TEST(Keys, NameWhoHasTheKeyAlready) {
    const auto found = problems_with({Deed::Protest}, {Qt::Key_F5, no_key});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::Shared);
    EXPECT_EQ(found[0].other, (KeyAction{Deed::Rerun}));
    EXPECT_FALSE(problems_with({Deed::Protest}, {Qt::CTRL | Qt::Key_Z, no_key}).empty())
        << "a key of the whole window";
    EXPECT_TRUE(problems_with({Deed::Protest}, {Qt::ALT | Qt::Key_Left, no_key}).empty())
        << "in the timetable it may be another's";
}

TEST(Keys, AFieldCannotBeRunWithoutSome) {
    for (const Deed deed : {Deed::Next, Deed::Confirm, Deed::Hold}) {
        const auto found = problems_with({deed}, {});
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found[0].kind, Kind::NeedsAKey);
    }
    EXPECT_TRUE(problems_with({Deed::Protest}, {}).empty());
}

TEST(Keys, AreRemembered) {
    const QTemporaryDir folder;
    Memory memory(folder.filePath("station.ini").toStdString());
    KeyMap chosen = usual_keys();
    chosen[{Deed::Next}] = {Qt::Key_N, on_pad(Qt::Key_Plus)};
    chosen[{Deed::Protest}] = {};
    chosen[{Deed::SecondMore, 2}] = {Qt::Key_Comma, no_key};
    Keys(memory).set_map(chosen);
    EXPECT_EQ(Keys(memory).map(), chosen);
    Keys(memory).set_map(usual_keys());
    EXPECT_TRUE(memory.keys().empty()) << "only what is not as usual";
}

TEST(Keys, ThatWereRememberedAndContradictEachOtherAreLeftAlone) {
    const QTemporaryDir folder;
    Memory memory(folder.filePath("station.ini").toStdString());
    memory.set_keys({{"protest", "F5"}, {"next", "no such key"}, {"nobody", "F12"}});
    EXPECT_EQ(Keys(memory).map(), usual_keys());
}

TEST(Keys, OfTheNumberPadAreTheKeyboardsWhereTheyHaveNoMeaningOfTheirOwn) {
    Memory memory({});
    Keys keys(memory);
    EXPECT_EQ(keys.meaning(KeyScope::Field, on_pad(Qt::Key_Enter)), (KeyAction{Deed::Next}));
    EXPECT_EQ(keys.meaning(KeyScope::Field,
                           QKeyCombination(Qt::ControlModifier | Qt::KeypadModifier, Qt::Key_Enter)),
              (KeyAction{Deed::Confirm}));
    EXPECT_EQ(keys.meaning(KeyScope::Field, on_pad(Qt::Key_2)), (KeyAction{Deed::FirstMore, 2}));
    EXPECT_EQ(keys.meaning(KeyScope::Field, Qt::Key_2), std::nullopt);
    EXPECT_EQ(keys.meaning(KeyScope::Timetable, on_pad(Qt::Key_2)), std::nullopt);
}

struct KeysKit : WindowKit {
    KeysKit() : KeysKit(a_contest(Depth::Scheduled)) {}
    explicit KeysKit(std::shared_ptr<FakeHost> contest) : WindowKit(std::move(contest)) {
        window->go_to(QStringLiteral("field"));
        settle();
    }
    FieldView field() const { return look_at(host->contest(), FieldId("F1")); }
    void bind(const KeyAction& action, KeyPair pair) const {
        KeyMap keys = window->keys().map();
        keys[action] = pair;
        window->keys().set_map(keys);
    }
    /// The dialog with the keys, opened from the field.
    KeysDialog* dialog() const {
        QTest::mouseClick(find<QPushButton>("show_keys"), Qt::LeftButton);
        draw();
        return window->findChild<KeysDialog*>();
    }
    QWidget* focus() const { return QApplication::focusWidget(); }
};

/// Chooses an action of the dialog's table.
void choose(const KeysDialog& dialog, const KeyAction& action) {
    auto* table = dialog.findChild<QTableView*>(QStringLiteral("keys_table"));
    const auto& all = key_actions();
    const auto row = static_cast<int>(std::find(all.begin(), all.end(), action) - all.begin());
    table->setCurrentIndex(table->model()->index(row, 0));
}

TEST(FieldKeys, AnActionHasTheKeyThatWasChosenAndItsButtonSaysSo) {
    const KeysKit kit;
    EXPECT_TRUE(kit.find<QPushButton>("next_action")->text().endsWith(QStringLiteral("[Dấu cách]")));
    KeysDialog* dialog = kit.dialog();
    ASSERT_NE(dialog, nullptr);
    choose(*dialog, {Deed::Next});
    auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("keys_field"));
    field->setFocus();
    QTest::keyClick(field, Qt::Key_N);
    QTest::keyClick(field, Qt::Key_Plus, Qt::KeypadModifier);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("keys_accept")), Qt::LeftButton);
    WindowKit::draw();
    EXPECT_TRUE(kit.find<QPushButton>("next_action")->text().endsWith(QStringLiteral("[N]")));
    kit.press(Qt::Key_N);
    ASSERT_NE(kit.field().run, nullptr);
    kit.press(Qt::Key_Plus, Qt::KeypadModifier);
    EXPECT_EQ(kit.field().run->state, RunState::Ready);
}

TEST(FieldKeys, WhateverTheKeysAreSpaceConfirmsNothing) {
    const KeysKit kit;
    kit.bind({Deed::Next}, {Qt::Key_N, no_key});
    const RunId run = [&] {
        kit.press(Qt::Key_N);
        return kit.field().played();
    }();
    kit.host->must(commands::RunReady{run, {}});
    kit.host->must(commands::RunStart{run, {}});
    kit.host->must(commands::RunEnd{run, {}});
    kit.host->must(commands::ScoreReview{run, {}});
    kit.settle();
    ASSERT_EQ(kit.field().next, NextAction::Confirm);
    kit.find<QPushButton>("next_action")->setFocus();
    kit.press(Qt::Key_Space);
    kit.press(Qt::Key_N);
    EXPECT_EQ(kit.field().sheet->state, SheetState::Reviewed);
    EXPECT_TRUE(kit.find<QLabel>("field_hint")->text().contains(QStringLiteral("[Ctrl+Enter]")));
}

TEST(FieldKeys, ANumberPadScores) {
    const KeysKit kit;
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    const Item& first = kit.field().game->items.front();
    kit.press(Qt::Key_1, Qt::KeypadModifier);
    kit.press(Qt::Key_1, Qt::KeypadModifier);
    const Json* value = kit.field().sheet->content.items.find(first.id);
    ASSERT_NE(value, nullptr) << first.id;
    EXPECT_EQ(value->as_int(), 2);
}

TEST(FieldKeys, ANumberPadScoresForBothSidesOfAMatch) {
    const KeysKit kit(a_contest_of_matches());
    kit.bind({Deed::SecondMore, 1}, {no_key, on_pad(Qt::Key_7)});
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    const std::string item = kit.field().game->items.front().id;
    kit.press(Qt::Key_1, Qt::KeypadModifier);
    kit.press(Qt::Key_7, Qt::KeypadModifier);
    kit.press(Qt::Key_7, Qt::KeypadModifier);
    const auto& sides = kit.field().sheet->content.match->sides;
    EXPECT_EQ(sides.at("red").items.find(item)->as_int(), 1);
    EXPECT_EQ(sides.at("blue").items.find(item)->as_int(), 2);
}

TEST(FieldKeys, ItsDigitsAreTypedWhereTextIsTyped) {
    const KeysKit kit;
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    auto* time = kit.find<QLineEdit>("official_time");
    time->setFocus();
    const std::size_t given = kit.host->kinds().size();
    QTest::keyClick(time, Qt::Key_1, Qt::KeypadModifier);
    QTest::keyClick(time, Qt::Key_0, Qt::KeypadModifier);
    EXPECT_EQ(time->text(), QStringLiteral("10"));
    EXPECT_EQ(kit.host->kinds().size(), given);
}

TEST(FieldKeys, WhatIsGraveIsHeldForASecond) {
    const KeysKit kit;
    for (int i = 0; i < 3; ++i) kit.press(Qt::Key_Space);
    QTest::keyPress(kit.window.get(), Qt::Key_F6);
    QTest::keyRelease(kit.window.get(), Qt::Key_F6);
    QTest::keyPress(kit.window.get(), Qt::Key_F8);
    EXPECT_TRUE(kit.until([&] { return kit.window->findChild<ReasonDialog*>() != nullptr; }));
    QTest::keyRelease(kit.window.get(), Qt::Key_F8);
    const auto dialogs = kit.window->findChildren<ReasonDialog*>();
    ASSERT_EQ(dialogs.size(), 1) << "what was let go early did nothing";
    EXPECT_TRUE(dialogs[0]->windowTitle().contains(QStringLiteral("Truất quyền")))
        << dialogs[0]->windowTitle().toStdString();
}

TEST(FieldKeys, ChooseWhoIsCalled) {
    const KeysKit kit;
    const std::vector<NextUp> waiting = waiting_on(kit.host->contest(), FieldId("F1"));
    kit.press(Qt::Key_Down, Qt::AltModifier);
    kit.press(Qt::Key_Down, Qt::AltModifier);
    kit.press(Qt::Key_Up, Qt::AltModifier);
    kit.press(Qt::Key_Space);
    EXPECT_EQ(kit.field().run->entry, waiting[1].slot.entry);
}

TEST(KeysDialog, SaysWhatContradictsAndTakesNothingOverBeforeItIsSettled) {
    const KeysKit kit;
    KeysDialog* dialog = kit.dialog();
    ASSERT_NE(dialog, nullptr);
    auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("keys_field"));
    auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("keys_accept"));
    const auto* trouble = dialog->findChild<QLabel*>(QStringLiteral("keys_trouble"));
    EXPECT_TRUE(accept->isEnabled());
    choose(*dialog, {Deed::Protest});
    QTest::keyClick(field, Qt::Key_F5);
    EXPECT_FALSE(accept->isEnabled());
    EXPECT_TRUE(trouble->text().contains(QStringLiteral("Thi lại, đấu lại")))
        << trouble->text().toStdString();
    choose(*dialog, {Deed::Rerun});
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("keys_none")), Qt::LeftButton);
    EXPECT_TRUE(accept->isEnabled());
    EXPECT_FALSE(trouble->isVisible());
    choose(*dialog, {Deed::Next});
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("keys_usual")), Qt::LeftButton);
    accept->click();
    EXPECT_EQ(kit.window->keys().map(), usual_keys());
}

TEST(KeysDialog, FindsAnActionByItsNameOrKey) {
    const KeysKit kit;
    KeysDialog* dialog = kit.dialog();
    ASSERT_NE(dialog, nullptr);
    auto* table = dialog->findChild<QTableView*>(QStringLiteral("keys_table"));
    auto* search = dialog->findChild<QLineEdit*>();
    search->setText(QStringLiteral("khieu nai"));
    EXPECT_EQ(table->model()->rowCount(), 1);
    search->setText(QStringLiteral("F11"));
    EXPECT_EQ(table->model()->rowCount(), 1);
}

TEST(WindowKeys, RoomsHaveTheKeysThatWereChosen) {
    const KeysKit kit;
    kit.bind({Deed::ShowRoom, 13}, {Qt::CTRL | Qt::Key_J, no_key});
    kit.press(Qt::Key_J, Qt::ControlModifier);
    EXPECT_TRUE(kit.window->room(QStringLiteral("journal"))->isVisible());
    kit.press(Qt::Key_1, Qt::ControlModifier);
    EXPECT_TRUE(kit.window->room(QStringLiteral("overview"))->isVisible());
}

}  // namespace

}  // namespace sandau::station::testing
