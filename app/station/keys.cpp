#include "station/keys.h"

#include <QKeyEvent>
#include <QKeySequence>
#include <algorithm>

#include "scoring/result.h"
#include "station/memory.h"

namespace sandau::station {

namespace {

constexpr int items_max = 6;   ///< that have keys, of a side
constexpr int fields_max = 9;  ///< that have keys
constexpr int rooms = 14;

constexpr Qt::KeyboardModifiers known_modifiers =
    Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier | Qt::KeypadModifier;

/// How each deed is called in the settings file and by people, and how many of it there are (0: one, without
/// a number).
struct DeedRow {
    Deed deed;
    const char* id;
    Phrase name;
    int count = 0;
};
constexpr DeedRow deeds[] = {
    {Deed::Next, "next", {"Việc tiếp theo", "The next action"}},
    {Deed::Confirm, "confirm", {"Xác nhận và công bố", "Confirm and publish"}},
    {Deed::Hold, "hold", {"Tạm dừng", "Hold"}},
    {Deed::OtherWay,
     "other_way",
     {"Hướng khác (không phải thắng tuyệt đối, không hiệp phụ)",
      "The other way (no instant win, no overtime)"}},
    {Deed::ChooseBefore,
     "choose_before",
     {"Chọn đội phía trên trong danh sách chờ", "Choose the team above in the waiting list"}},
    {Deed::ChooseAfter,
     "choose_after",
     {"Chọn đội phía dưới trong danh sách chờ", "Choose the team below in the waiting list"}},
    {Deed::SetClock, "set_clock", {"Đặt đồng hồ", "Set the clock"}},
    {Deed::Rerun, "rerun", {"Thi lại, đấu lại (giữ một giây)", "Rerun (hold for a second)"}},
    {Deed::DidNotFinish, "did_not_finish", {"Bỏ dở (giữ một giây)", "DNF (hold for a second)"}},
    {Deed::FirstAbsent,
     "first_absent",
     {"Vắng mặt: lượt, hoặc bên ĐỎ (giữ một giây)", "DNS: the run, or the RED side (hold for a second)"}},
    {Deed::SecondAbsent,
     "second_absent",
     {"Vắng mặt: bên XANH (giữ một giây)", "DNS: the BLUE side (hold for a second)"}},
    {Deed::FirstDisqualified,
     "first_disqualified",
     {"Truất quyền: lượt, hoặc bên ĐỎ (giữ một giây)", "DSQ: the run, or the RED side (hold for a second)"}},
    {Deed::SecondDisqualified,
     "second_disqualified",
     {"Truất quyền: bên XANH (giữ một giây)", "DSQ: the BLUE side (hold for a second)"}},
    {Deed::SendAway, "send_away", {"Cho rời sân (giữ một giây)", "Send away (hold for a second)"}},
    {Deed::Protest, "protest", {"Khiếu nại", "Protest"}},
    {Deed::FirstWins, "first_wins", {"Giám khảo: bên ĐỎ thắng", "Judges: the RED side wins"}},
    {Deed::SecondWins, "second_wins", {"Giám khảo: bên XANH thắng", "Judges: the BLUE side wins"}},
    {Deed::FirstMore,
     "first_more",
     {"Mục %1 của phiếu, hoặc bên ĐỎ: thêm", "Item %1 of the sheet, or of RED: more"},
     items_max},
    {Deed::FirstLess,
     "first_less",
     {"Mục %1 của phiếu, hoặc bên ĐỎ: bớt", "Item %1 of the sheet, or of RED: less"},
     items_max},
    {Deed::SecondMore, "second_more", {"Mục %1 của bên XANH: thêm", "Item %1 of BLUE: more"}, items_max},
    {Deed::SecondLess, "second_less", {"Mục %1 của bên XANH: bớt", "Item %1 of BLUE: less"}, items_max},
    {Deed::ShowField, "show_field", {"Sân số %1", "Field number %1"}, fields_max},
    {Deed::MoveEarlier, "move_earlier", {"Lịch: dời sớm hơn", "Timetable: move earlier"}},
    {Deed::MoveLater, "move_later", {"Lịch: dời muộn hơn", "Timetable: move later"}},
    {Deed::MoveLeft,
     "move_left",
     {"Lịch: dời sang sân bên trái", "Timetable: move to the field on the left"}},
    {Deed::MoveRight,
     "move_right",
     {"Lịch: dời sang sân bên phải", "Timetable: move to the field on the right"}},
    {Deed::ShowRoom, "show_room", {"Phòng thứ %1", "Room number %1"}, rooms},
    {Deed::Undo, "undo", {"Hoàn tác việc vừa làm", "Undo what was done last"}},
    {Deed::Find, "find", {"Tìm trong hồ sơ dự thi", "Search the entries"}},
    {Deed::FullScreen, "full_screen", {"Toàn màn hình", "Full screen"}},
    {Deed::Mute, "mute", {"Tắt, bật âm thanh", "Sounds off, on"}},
    {Deed::ShowKeys, "show_keys", {"Bảng phím tắt", "The table of keys"}},
};

std::string id_of(const KeyAction& action) {
    for (const DeedRow& row : deeds)
        if (row.deed == action.deed)
            return row.id + (action.number > 0 ? "_" + std::to_string(action.number) : std::string());
    return {};
}

constexpr Qt::Key numbered(Qt::Key first, int number) {
    return static_cast<Qt::Key>(static_cast<int>(first) + number);
}

KeyMap make_usual() {
    KeyMap keys;
    for (const KeyAction& action : key_actions()) keys[action] = {};
    const auto pad = [](Qt::Key key) { return QKeyCombination(Qt::KeypadModifier, key); };
    keys[{Deed::Next}] = {Qt::Key_Space, pad(Qt::Key_Enter)};
    keys[{Deed::Confirm}] = {Qt::CTRL | Qt::Key_Return, no_key};
    keys[{Deed::Hold}] = {Qt::Key_Escape, pad(Qt::Key_0)};
    keys[{Deed::OtherWay}] = {Qt::Key_F3, no_key};
    keys[{Deed::ChooseBefore}] = {Qt::ALT | Qt::Key_Up, no_key};
    keys[{Deed::ChooseAfter}] = {Qt::ALT | Qt::Key_Down, no_key};
    keys[{Deed::SetClock}] = {Qt::Key_F4, no_key};
    keys[{Deed::Rerun}] = {Qt::Key_F5, no_key};
    keys[{Deed::DidNotFinish}] = {Qt::Key_F6, no_key};
    keys[{Deed::FirstAbsent}] = {Qt::Key_F7, no_key};
    keys[{Deed::SecondAbsent}] = {Qt::SHIFT | Qt::Key_F7, no_key};
    keys[{Deed::FirstDisqualified}] = {Qt::Key_F8, no_key};
    keys[{Deed::SecondDisqualified}] = {Qt::SHIFT | Qt::Key_F8, no_key};
    keys[{Deed::SendAway}] = {Qt::Key_F9, no_key};
    keys[{Deed::Protest}] = {Qt::Key_F10, no_key};
    for (int item = 1; item <= items_max; ++item)
        keys[{Deed::FirstMore, item}] = {no_key, pad(numbered(Qt::Key_0, item))};
    for (int field = 1; field <= fields_max; ++field)
        keys[{Deed::ShowField, field}] = {Qt::ALT | numbered(Qt::Key_0, field), no_key};
    keys[{Deed::MoveEarlier}] = {Qt::ALT | Qt::Key_Up, no_key};
    keys[{Deed::MoveLater}] = {Qt::ALT | Qt::Key_Down, no_key};
    keys[{Deed::MoveLeft}] = {Qt::ALT | Qt::Key_Left, no_key};
    keys[{Deed::MoveRight}] = {Qt::ALT | Qt::Key_Right, no_key};
    for (int room = 1; room <= 9; ++room)
        keys[{Deed::ShowRoom, room}] = {Qt::CTRL | numbered(Qt::Key_0, room), no_key};
    keys[{Deed::Undo}] = {Qt::CTRL | Qt::Key_Z, no_key};
    keys[{Deed::Find}] = {Qt::CTRL | Qt::Key_F, no_key};
    keys[{Deed::FullScreen}] = {Qt::Key_F11, no_key};
    keys[{Deed::Mute}] = {Qt::CTRL | Qt::Key_M, no_key};
    keys[{Deed::ShowKeys}] = {Qt::Key_F1, no_key};
    return keys;
}

bool is_function_key(Qt::Key key) {
    return key >= Qt::Key_F1 && key <= Qt::Key_F35;
}

/// What moves the focus, or chooses in what has it, unless Ctrl or Alt is held with it.
bool moves_focus(QKeyCombination key) {
    if (key.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::KeypadModifier)) return false;
    switch (key.key()) {
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Home:
        case Qt::Key_End:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
        case Qt::Key_Backspace:
        case Qt::Key_Delete:
            return true;
        default:
            return false;
    }
}

bool meet(KeyScope a, KeyScope b) {
    return a == b || a == KeyScope::Window || b == KeyScope::Window;
}

std::string written(QKeyCombination key) {
    return key == no_key ? std::string()
                         : QKeySequence(key).toString(QKeySequence::PortableText).toStdString();
}

std::optional<QKeyCombination> read_key(const std::string& text) {
    if (text.empty()) return no_key;
    const QKeySequence sequence =
        QKeySequence::fromString(QString::fromStdString(text), QKeySequence::PortableText);
    if (sequence.count() != 1 || sequence[0].key() == Qt::Key_unknown) return std::nullopt;
    return sequence[0];
}

}  // namespace

const std::vector<KeyAction>& key_actions() {
    static const std::vector<KeyAction> all = [] {
        std::vector<KeyAction> actions;
        for (const DeedRow& row : deeds) {
            if (row.count == 0) actions.push_back({row.deed, 0});
            for (int number = 1; number <= row.count; ++number) actions.push_back({row.deed, number});
        }
        return actions;
    }();
    return all;
}

KeyScope scope_of(Deed deed) {
    if (deed < Deed::MoveEarlier) return KeyScope::Field;
    return deed < Deed::ShowRoom ? KeyScope::Timetable : KeyScope::Window;
}

QString action_words(const Words& words, const KeyAction& action) {
    for (const DeedRow& row : deeds) {
        if (row.deed != action.deed) continue;
        const QString name = words.say(row.name);
        return action.number > 0 ? name.arg(action.number) : name;
    }
    return {};
}

const KeyMap& usual_keys() {
    static const KeyMap keys = make_usual();
    return keys;
}

QString key_words(const Words& words, QKeyCombination key) {
    if (key == no_key) return {};
    QString text;
    const Qt::KeyboardModifiers with = key.keyboardModifiers();
    if (with & Qt::ControlModifier) text += QStringLiteral("Ctrl+");
    if (with & Qt::AltModifier) text += QStringLiteral("Alt+");
    if (with & Qt::ShiftModifier) text += QStringLiteral("Shift+");
    if (with & Qt::MetaModifier) text += QStringLiteral("Meta+");
    if (with & Qt::KeypadModifier) text += words.say({"Phím số ", "Pad "});
    switch (key.key()) {
        case Qt::Key_Space:
            return text + words.say({"Dấu cách", "Space"});
        case Qt::Key_Return:
        case Qt::Key_Enter:
            return text + QStringLiteral("Enter");
        case Qt::Key_Escape:
            return text + QStringLiteral("Esc");
        case Qt::Key_Up:
            return text + u'↑';
        case Qt::Key_Down:
            return text + u'↓';
        case Qt::Key_Left:
            return text + u'←';
        case Qt::Key_Right:
            return text + u'→';
        default:
            return text + QKeySequence(key.key()).toString(QKeySequence::PortableText);
    }
}

QKeyCombination pressed(const QKeyEvent& event) {
    return QKeyCombination(event.modifiers() & known_modifiers, static_cast<Qt::Key>(event.key()));
}

bool writes_text(QKeyCombination key) {
    const bool with_control =
        (key.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0;
    return !with_control && !is_function_key(key.key());
}

bool is_modifier(QKeyCombination key) {
    switch (key.key()) {
        case Qt::Key_Shift:
        case Qt::Key_Control:
        case Qt::Key_Alt:
        case Qt::Key_AltGr:
        case Qt::Key_Meta:
        case Qt::Key_CapsLock:
        case Qt::Key_NumLock:
        case Qt::Key_unknown:
            return true;
        default:
            return false;
    }
}

std::vector<KeyProblem> problems_of(const KeyMap& keys) {
    std::vector<KeyProblem> problems;
    std::vector<std::pair<KeyAction, QKeyCombination>> seen;
    for (const KeyAction& action : key_actions()) {
        const auto found = keys.find(action);
        if (found == keys.end()) continue;
        const bool is_needed =
            action.deed == Deed::Next || action.deed == Deed::Confirm || action.deed == Deed::Hold;
        if (is_needed && found->second == KeyPair{})
            problems.push_back({action, KeyProblem::Kind::NeedsAKey});
        for (const QKeyCombination key : {found->second.key, found->second.pad}) {
            if (key == no_key) continue;
            const bool with_control = (key.keyboardModifiers() & Qt::ControlModifier) != 0;
            if (key.key() == Qt::Key_Space && action.deed != Deed::Next)
                problems.push_back({action, KeyProblem::Kind::SpaceIsNext});
            else if (action.deed == Deed::Confirm && !with_control)
                problems.push_back({action, KeyProblem::Kind::NeedsControl});
            else if (moves_focus(key))
                problems.push_back({action, KeyProblem::Kind::MovesFocus});
            for (const auto& [other, taken] : seen)
                if (taken == key && other != action && meet(scope_of(other.deed), scope_of(action.deed)))
                    problems.push_back({action, KeyProblem::Kind::Shared, other});
            seen.emplace_back(action, key);
        }
    }
    return problems;
}

QString problem_words(const Words& words, const KeyProblem& problem) {
    switch (problem.kind) {
        case KeyProblem::Kind::Shared:
            return words
                .say({"Trùng phím với “%1”: hãy chọn phím khác cho một trong hai.",
                      "“%1” has the same key: choose another one for either."})
                .arg(action_words(words, problem.other));
        case KeyProblem::Kind::SpaceIsNext:
            return words.say({"Dấu cách chỉ dành cho việc tiếp theo: hãy chọn phím khác.",
                              "Space is for the next action only: choose another key."});
        case KeyProblem::Kind::NeedsControl:
            return words.say({"Xác nhận và công bố phải giữ Ctrl, để không ai lỡ tay: hãy chọn phím có Ctrl.",
                              "Confirming takes Ctrl, so that it never happens by a slip: choose a key with "
                              "Ctrl."});
        case KeyProblem::Kind::NeedsAKey:
            return words.say({"Việc này phải có một phím.", "This action needs a key."});
        case KeyProblem::Kind::MovesFocus:
            return words.say({"Phím này dùng để đi lại và chọn trong cửa sổ: hãy thêm Ctrl hoặc Alt.",
                              "This key moves and chooses in the window: add Ctrl or Alt."});
    }
    return {};
}

Keys::Keys(Memory& memory, QObject* parent) : QObject(parent), memory_(memory), map_(usual_keys()) {
    const std::map<std::string, std::string> remembered = memory_.keys();
    KeyMap chosen = map_;
    for (auto& [action, pair] : chosen)
        for (const auto& [suffix, key] : {std::pair("", &pair.key), std::pair(".pad", &pair.pad)})
            if (const auto text = remembered.find(id_of(action) + suffix); text != remembered.end())
                if (const std::optional<QKeyCombination> read = read_key(text->second)) *key = *read;
    // Somebody wrote the file by hand, or the usual keys are others by now.
    if (problems_of(chosen).empty()) map_ = std::move(chosen);
}

void Keys::set_map(KeyMap map) {
    CHECK(problems_of(map).empty(), "keys that contradict each other");
    map_ = std::move(map);
    std::map<std::string, std::string> other_than_usual;
    for (const auto& [action, pair] : map_) {
        const KeyPair& usual = usual_keys().at(action);
        if (pair.key != usual.key) other_than_usual[id_of(action)] = written(pair.key);
        if (pair.pad != usual.pad) other_than_usual[id_of(action) + ".pad"] = written(pair.pad);
    }
    memory_.set_keys(other_than_usual);
    emit changed();
}

KeyPair Keys::of(const KeyAction& action) const {
    const auto found = map_.find(action);
    return found != map_.end() ? found->second : KeyPair{};
}

std::optional<KeyAction> Keys::meaning(KeyScope scope, QKeyCombination key) const {
    // Whatever else is the next action: left to the button that has the focus, the space bar would confirm.
    if (scope == KeyScope::Field && key == QKeyCombination(Qt::Key_Space)) return KeyAction{Deed::Next};
    const auto bound = [&](QKeyCombination wanted) -> std::optional<KeyAction> {
        for (const auto& [action, pair] : map_)
            if (scope_of(action.deed) == scope && (pair.key == wanted || pair.pad == wanted)) return action;
        return std::nullopt;
    };
    if (const std::optional<KeyAction> action = bound(key)) return action;
    if (!(key.keyboardModifiers() & Qt::KeypadModifier)) return std::nullopt;
    // A key of the number pad that has no meaning of its own is what it is on the keyboard.
    const Qt::Key same = key.key() == Qt::Key_Enter ? Qt::Key_Return : key.key();
    return bound(QKeyCombination(key.keyboardModifiers() & ~Qt::KeypadModifier, same));
}

QString Keys::name(const Words& words, const KeyAction& action) const {
    const KeyPair pair = of(action);
    return key_words(words, pair.key != no_key ? pair.key : pair.pad);
}

QString Keys::on_button(const Words& words, const KeyAction& action) const {
    const QString text = name(words, action);
    return text.isEmpty() ? text : u'[' + text + u']';
}

QString Keys::stops_here(const Words& words) const {
    return words
        .say({"Việc tiếp theo dừng ở đây. Xác nhận và công bố bằng %1.",
              "The next action stops here. Confirm and publish with %1."})
        .arg(on_button(words, {Deed::Confirm}));
}

QString Keys::under(const Words& words, const Phrase& name, const KeyAction& action) const {
    const QString key = on_button(words, action);
    return key.isEmpty() ? words.say(name) : words.say(name) + u'\n' + key;
}

ItemKeys item_keys(const Words& words, const Keys& keys, Deed more, Deed less) {
    ItemKeys result;
    for (int item = 1; item <= items_max; ++item)
        result.emplace_back(keys.name(words, {more, item}), keys.name(words, {less, item}));
    return result;
}

}  // namespace sandau::station
