#pragma once

#include <QKeyCombination>
#include <QObject>
#include <QString>
#include <compare>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "station/words.h"

class QKeyEvent;

namespace sandau::station {

class Memory;

/// Where a key acts. Two actions cannot share a key where they could both be meant.
enum class KeyScope { Window, Field, Timetable };

/// What a key does. In match control `First` is the red side, or the run's team; `Second` the blue side.
enum class Deed {
    Next,     ///< the one next action; whatever key it has, it never goes past the review
    Confirm,  ///< confirm and publish
    Hold,
    OtherWay,  ///< at a fork: no instant win, no overtime, no win after all
    ChooseBefore,
    ChooseAfter,
    SetClock,
    Protest,
    Rerun,  ///< this and what follows is held for a second
    DidNotFinish,
    FirstAbsent,
    SecondAbsent,
    FirstDisqualified,
    SecondDisqualified,
    SendAway,
    FirstWins,  ///< the judges say so
    SecondWins,
    ShowField,  ///< the n-th
    FirstMore,  ///< one more of the n-th item of the sheet
    FirstLess,
    SecondMore,
    SecondLess,
    MoveEarlier,  ///< a place of the timetable
    MoveLater,
    MoveLeft,
    MoveRight,
    ShowRoom,  ///< the n-th
    Undo,
    Find,
    FullScreen,
    Mute,
    ShowKeys
};

struct KeyAction {
    Deed deed = Deed::Next;
    int number = 0;  ///< from 1, where the deed has one

    auto operator<=>(const KeyAction&) const = default;
};

constexpr QKeyCombination no_key{Qt::Key_unknown};

/// An action's key, and its key on a number pad.
struct KeyPair {
    QKeyCombination key = no_key;
    QKeyCombination pad = no_key;

    bool operator==(const KeyPair&) const = default;
};
using KeyMap = std::map<KeyAction, KeyPair>;

/// In the order in which people read them.
const std::vector<KeyAction>& key_actions();
KeyScope scope_of(Deed deed);
QString action_words(const Words& words, const KeyAction& action);
const KeyMap& usual_keys();

/// "Ctrl+Enter", "Dấu cách", "Phím số 5"; nothing for no key.
QString key_words(const Words& words, QKeyCombination key);
/// What was pressed; a key of the number pad is told apart by its modifier.
QKeyCombination pressed(const QKeyEvent& event);
/// Whether the key writes something where text is typed.
bool writes_text(QKeyCombination key);
/// Whether the key alone holds a modifier.
bool is_modifier(QKeyCombination key);

/// Why a map of keys cannot be used.
struct KeyProblem {
    enum class Kind {
        Shared,       ///< with `other`
        SpaceIsNext,  ///< the space bar is the next action and nothing else
        NeedsControl,
        NeedsAKey,   ///< a field cannot be run from the keyboard without it
        MovesFocus,  ///< Tab, Enter, arrows and the like, without Ctrl or Alt
    };
    KeyAction action;
    Kind kind = Kind::Shared;
    KeyAction other{};
};
std::vector<KeyProblem> problems_of(const KeyMap& keys);
QString problem_words(const Words& words, const KeyProblem& problem);

/// The keys of this station: as usual, or as the person at it has chosen. One door for all of them.
class Keys : public QObject {
    Q_OBJECT

public:
    explicit Keys(Memory& memory, QObject* parent = nullptr);

    const KeyMap& map() const { return map_; }
    /// Only of a map without problems. It is remembered.
    void set_map(KeyMap map);
    KeyPair of(const KeyAction& action) const;
    /// What a key press means in a place; nothing: it is bound to nothing there.
    std::optional<KeyAction> meaning(KeyScope scope, QKeyCombination key) const;
    /// "Dấu cách": the action's key, else its key on the number pad; nothing where it has neither.
    QString name(const Words& words, const KeyAction& action) const;
    /// "[Dấu cách]" for a button; nothing where the action has no key.
    QString on_button(const Words& words, const KeyAction& action) const;
    /// Why the next action goes no further, and what does.
    QString stops_here(const Words& words) const;
    /// What a button says, with its key in a second line.
    QString under(const Words& words, const Phrase& name, const KeyAction& action) const;

signals:
    void changed();

private:
    Memory& memory_;
    KeyMap map_;
};

/// The names of the keys that stand for one more and one less of each item of a sheet.
using ItemKeys = std::vector<std::pair<QString, QString>>;
ItemKeys item_keys(const Words& words, const Keys& keys, Deed more, Deed less);

}  // namespace sandau::station
