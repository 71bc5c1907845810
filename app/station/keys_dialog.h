#pragma once

#include <QDialog>
#include <QLineEdit>
#include <functional>
#include <optional>

#include "station/face.h"
#include "station/keys.h"

class QLabel;
class QPushButton;

namespace sandau::station {

class LinesModel;
class SearchField;
class TableView;

/// Takes the next key that is pressed, instead of doing what it does. Tab leaves it.
class KeyField : public QLineEdit {
public:
    explicit KeyField(std::function<void(QKeyCombination)> taken);

protected:
    bool event(QEvent* event) override;

private:
    std::function<void(QKeyCombination)> taken_;
};

/// The table of all keys, and how to change them: choose an action, press its new key. What contradicts
/// another key is said at once, and nothing is taken over before it is settled.
class KeysDialog : public QDialog {
public:
    KeysDialog(const Face& face, Keys& keys, QWidget* parent);
    static void ask(const Face& face, Keys& keys, QWidget* parent);

private:
    QWidget* build_foot();
    void render();
    void render_chosen();
    void take(QKeyCombination key);
    KeyAction chosen() const;
    std::optional<KeyProblem> problem_with(const KeyAction& action) const;

    const Face face_;
    Keys& keys_;
    KeyMap map_;  ///< as chosen here so far
    std::vector<KeyProblem> problems_;
    SearchField* search_;
    TableView* table_;
    LinesModel* model_;
    QLabel* name_;
    KeyField* field_;
    QPushButton* none_;
    QPushButton* usual_;
    QLabel* trouble_;
    QPushButton* accept_ = nullptr;
};

}  // namespace sandau::station
