// What the keys do in match control.
#include <QAbstractSpinBox>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include "station/field_panels.h"
#include "station/field_room.h"
#include "station/match_control.h"
#include "station/score_sheet.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

bool types_text(const QWidget* widget) {
    return qobject_cast<const QLineEdit*>(widget) != nullptr ||
           qobject_cast<const QPlainTextEdit*>(widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(widget) != nullptr;
}

}  // namespace

bool FieldRoom::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::WindowDeactivate && watched == window()) let_go_of_key();
    if (event->type() == QEvent::KeyRelease && on_key_up(*static_cast<QKeyEvent*>(event))) return true;
    // Keys are looked at before the focused widget sees them, but only those meant for this window.
    if (event->type() != QEvent::KeyPress || !isVisible() || QApplication::activeModalWidget() != nullptr ||
        QApplication::activePopupWidget() != nullptr)
        return Room::eventFilter(watched, event);
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (widget == nullptr || widget->window() != window()) return Room::eventFilter(watched, event);
    return on_key(*static_cast<QKeyEvent*>(event)) || Room::eventFilter(watched, event);
}

bool FieldRoom::on_key(const QKeyEvent& event) {
    const QKeyCombination key = pressed(event);
    const std::optional<KeyAction> action = keys_.meaning(KeyScope::Field, key);
    if (!action || (writes_text(key) && types_text(QApplication::focusWidget()))) return false;
    if (event.isAutoRepeat()) return true;
    if (HoldButton* button = held_by(*action)) {
        let_go_of_key();
        held_ = button;
        held_key_ = event.key();
        button->key_down();
    } else {
        press(*action);
    }
    return true;
}

bool FieldRoom::on_key_up(const QKeyEvent& event) {
    if (held_ == nullptr || event.key() != held_key_) return false;
    if (!event.isAutoRepeat()) let_go_of_key();
    return true;
}

void FieldRoom::let_go_of_key() {
    if (held_ != nullptr) held_->key_up();
    held_ = nullptr;
}

HoldButton* FieldRoom::held_by(const KeyAction& action) const {
    if (plays_match(view())) return match_control_->held_by(action);
    const std::pair<Deed, HoldButton*> held[] = {{Deed::Rerun, rerun_},
                                                 {Deed::DidNotFinish, dnf_},
                                                 {Deed::FirstAbsent, dns_},
                                                 {Deed::FirstDisqualified, dsq_},
                                                 {Deed::SendAway, unload_}};
    for (const auto& [deed, button] : held)
        if (deed == action.deed) return button;
    return nullptr;
}

void FieldRoom::press(const KeyAction& action) {
    const auto at = static_cast<std::size_t>(std::max(0, action.number - 1));
    if (action.deed == Deed::Next) return press_next();
    if (action.deed == Deed::Confirm) return press_confirm();
    if (action.deed == Deed::Hold) return press_hold();
    if (action.deed == Deed::ShowField) {
        if (at < tab_buttons_.size()) choose_field(tab_buttons_[at].first);
        return;
    }
    if (plays_match(view())) return match_control_->press(action);
    if (action.deed == Deed::ChooseBefore) return next_teams_->choose_next(-1);
    if (action.deed == Deed::ChooseAfter) return next_teams_->choose_next(1);
    if (action.deed == Deed::SetClock && set_clock_->isVisible()) return set_clock_->click();
    if (action.deed == Deed::Protest) return protest_->click();
    if (action.deed == Deed::FirstMore) return sheet_->bump(at, 1);
    if (action.deed == Deed::FirstLess) return sheet_->bump(at, -1);
}

void FieldRoom::render_keys() {
    const auto say = [&](QPushButton* button, const Phrase& name, Deed deed) {
        button->setText(keys_.under(face_.words, name, {deed}));
    };
    say(hold_, {"Tạm dừng", "Hold"}, Deed::Hold);
    say(set_clock_, {"Đặt đồng hồ…", "Set the clock…"}, Deed::SetClock);
    say(rerun_, {"Thi lại", "Rerun"}, Deed::Rerun);
    say(dnf_, {"Bỏ dở", "DNF"}, Deed::DidNotFinish);
    say(dns_, {"Vắng mặt", "DNS"}, Deed::FirstAbsent);
    say(dsq_, {"Truất quyền", "DSQ"}, Deed::FirstDisqualified);
    say(unload_, {"Cho rời sân", "Send away"}, Deed::SendAway);
    say(protest_, {"Khiếu nại…", "Protest…"}, Deed::Protest);
    sheet_->show_keys(item_keys(face_.words, keys_, Deed::FirstMore, Deed::FirstLess));
}

}  // namespace sandau::station
