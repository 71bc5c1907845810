#include "station/shared_editors.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "station/item_editors.h"
#include "station/match_entry.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

/// Index of a side in its game; nothing for none.
std::optional<std::size_t> side_index(const Game& game, const Json& cell) {
    if (cell.as_string() == nullptr) return std::nullopt;
    for (std::size_t i = 0; i < game.sides.size(); ++i)
        if (game.sides[i].text == *cell.as_string()) return i;
    return std::nullopt;
}

/// A place of the field that belongs to one side or to none. A press gives it to the next in turn; the keys
/// 1 and 2 give it to a side, 0 takes it back.
class CellButton : public QPushButton {
public:
    CellButton() {
        setProperty("role", "cell");
        setAutoDefault(true);
        setFixedSize(tap_px, tap_px);
    }
    void show_owner(const MatchEntry& entry, std::optional<std::size_t> owner, const QString& place) {
        owner_ = owner;
        sides_ = entry.game()->sides.size();
        const QString key = owner ? QString::number(*owner) : QString();
        if (property("side").toString() != key) {
            setProperty("side", key);
            style()->unpolish(this);
            style()->polish(this);
        }
        const Words& words = entry.face().words;
        const SideId side = owner ? entry.game()->sides[*owner] : SideId();
        setText(owner ? side_look(*entry.game(), side).mark : QString());
        const QString whose = owner ? side_words(words, *entry.game(), side) : words.say({"trống", "free"});
        setAccessibleName(place + QStringLiteral(": ") + whose);
        setToolTip(accessibleName());
    }
    std::optional<std::size_t> next_owner() const {
        if (!owner_) return 0;
        return *owner_ + 1 < sides_ ? std::optional(*owner_ + 1) : std::nullopt;
    }
    std::function<void(std::optional<std::size_t>)> give;

protected:
    void keyPressEvent(QKeyEvent* event) override {
        const int side = event->key() - Qt::Key_1;
        if (event->key() == Qt::Key_0 || event->key() == Qt::Key_Delete) return give(std::nullopt);
        if (side >= 0 && side < static_cast<int>(sides_)) return give(static_cast<std::size_t>(side));
        QPushButton::keyPressEvent(event);
    }

private:
    std::optional<std::size_t> owner_;
    std::size_t sides_ = 2;
};

/// A name in the rules stands above; without one there is no room to waste.
void add_title(QVBoxLayout* column, const MatchEntry& entry, const SharedState& state) {
    if (state.name.empty()) return;
    auto* title = heading(entry.face().words.say(state.name));
    title->setTextFormat(Qt::PlainText);
    title->setAlignment(Qt::AlignCenter);
    column->addWidget(title);
}

/// The editor's name and title, and below it a grid for its cells in the middle.
QGridLayout* add_titled_grid(QWidget* editor, MatchEntry& entry, const SharedState& state) {
    editor->setObjectName(QStringLiteral("shared_") + text_of(state.id));
    auto* column = new QVBoxLayout(editor);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    add_title(column, entry, state);
    auto* grid = new QGridLayout;
    grid->setSpacing(4);
    auto* centred = new QHBoxLayout;
    centred->addStretch(1);
    centred->addLayout(grid);
    centred->addStretch(1);
    column->addLayout(centred);
    return grid;
}

Json side_json(const Game& game, std::optional<std::size_t> owner) {
    return owner ? Json(game.sides[*owner].text) : Json();
}

class GridEditor : public SharedEditor {
public:
    GridEditor(MatchEntry& entry, const SharedState& state) : entry_(entry), state_(state) {
        QGridLayout* grid = add_titled_grid(this, entry, state);
        for (std::size_t row = 0; row < state.rows; ++row)
            for (std::size_t col = 0; col < state.cols; ++col) {
                auto* cell = new CellButton;
                cell->give = [this, row, col](std::optional<std::size_t> owner) { set(row, col, owner); };
                connect(cell, &QPushButton::clicked, this, [cell] { cell->give(cell->next_owner()); });
                grid->addWidget(cell, static_cast<int>(row), static_cast<int>(col));
                cells_.push_back(cell);
            }
    }

    void render(const MatchContent& content, bool editable) override {
        for (std::size_t row = 0; row < state_.rows; ++row)
            for (std::size_t col = 0; col < state_.cols; ++col) {
                CellButton* cell = cells_[row * state_.cols + col];
                cell->show_owner(entry_, side_index(*entry_.game(), cell_of(content, row, col)),
                                 QStringLiteral("%1, %2").arg(row + 1).arg(col + 1));
                cell->setEnabled(editable);
            }
    }

private:
    Json cell_of(const MatchContent& content, std::size_t row, std::size_t col) const {
        const Json* grid = content.shared.find(state_.id);
        const Json::Array* rows = grid != nullptr ? grid->as_array() : nullptr;
        const Json::Array* cells = rows != nullptr && row < rows->size() ? (*rows)[row].as_array() : nullptr;
        return cells != nullptr && col < cells->size() ? (*cells)[col] : Json();
    }
    void set(std::size_t row, std::size_t col, std::optional<std::size_t> owner) {
        if (entry_.sheet() == nullptr) return;
        const MatchContent content = entry_.content();
        Json::Array rows;
        for (std::size_t r = 0; r < state_.rows; ++r) {
            Json::Array cells;
            for (std::size_t c = 0; c < state_.cols; ++c)
                cells.push_back(r == row && c == col ? side_json(*entry_.game(), owner)
                                                     : cell_of(content, r, c));
            rows.emplace_back(std::move(cells));
        }
        entry_.enter_shared(state_.id, Json(std::move(rows)));
    }

    MatchEntry& entry_;
    const SharedState state_;
    std::vector<CellButton*> cells_;
};

/// Stacks stand side by side; the next free place and the uppermost thing of each can be changed.
class StacksEditor : public SharedEditor {
public:
    StacksEditor(MatchEntry& entry, const SharedState& state) : entry_(entry), state_(state) {
        QGridLayout* grid = add_titled_grid(this, entry, state);
        for (std::size_t stack = 0; stack < state.count; ++stack) {
            for (std::size_t level = 0; level < state.cap; ++level) {
                auto* cell = new CellButton;
                cell->give = [this, stack, level](std::optional<std::size_t> owner) {
                    set(stack, level, owner);
                };
                connect(cell, &QPushButton::clicked, this, [cell] { cell->give(cell->next_owner()); });
                grid->addWidget(cell, static_cast<int>(state.cap - level), static_cast<int>(stack));
                cells_.push_back(cell);
            }
            auto* number = muted(QString::number(stack + 1));
            number->setAlignment(Qt::AlignCenter);
            grid->addWidget(number, static_cast<int>(state.cap) + 1, static_cast<int>(stack));
        }
    }

    void render(const MatchContent& content, bool editable) override {
        for (std::size_t stack = 0; stack < state_.count; ++stack) {
            const Json::Array things = stack_of(content, stack);
            for (std::size_t level = 0; level < state_.cap; ++level) {
                CellButton* cell = cells_[stack * state_.cap + level];
                const bool filled = level < things.size();
                cell->show_owner(entry_, filled ? side_index(*entry_.game(), things[level]) : std::nullopt,
                                 QStringLiteral("%1, %2").arg(stack + 1).arg(level + 1));
                const bool top = level + 1 == things.size() || level == things.size();
                cell->setEnabled(editable && top);
            }
        }
    }

private:
    Json::Array stack_of(const MatchContent& content, std::size_t stack) const {
        const Json* all = content.shared.find(state_.id);
        const Json::Array* stacks = all != nullptr ? all->as_array() : nullptr;
        const Json::Array* one =
            stacks != nullptr && stack < stacks->size() ? (*stacks)[stack].as_array() : nullptr;
        return one != nullptr ? *one : Json::Array{};
    }
    void set(std::size_t stack, std::size_t level, std::optional<std::size_t> owner) {
        if (entry_.sheet() == nullptr) return;
        const MatchContent content = entry_.content();
        Json::Array stacks;
        for (std::size_t i = 0; i < state_.count; ++i) {
            Json::Array things = stack_of(content, i);
            if (i == stack) {
                if (level + 1 < things.size()) return;
                if (level < things.size()) things.pop_back();
                if (owner) things.push_back(side_json(*entry_.game(), owner));
            }
            stacks.emplace_back(std::move(things));
        }
        entry_.enter_shared(state_.id, Json(std::move(stacks)));
    }

    MatchEntry& entry_;
    const SharedState state_;
    std::vector<CellButton*> cells_;
};

/// Who won each bout. Bouts are answered in their order.
class BoutsEditor : public SharedEditor {
public:
    explicit BoutsEditor(MatchEntry& entry) : entry_(entry) {
        setObjectName(QStringLiteral("bouts"));
        const Game& game = *entry.game();
        auto* grid = new QGridLayout(this);
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setSpacing(6);
        const Words& words = entry.face().words;
        const std::int64_t most = std::min<std::int64_t>(game.bouts ? game.bouts->max : 0, 15);
        for (int bout = 0; bout < most; ++bout) {
            auto* name = heading(words.say({"Hiệp %1", "Bout %1"}).arg(bout + 1));
            grid->addWidget(name, bout, 0);
            std::vector<QPushButton*> row;
            for (std::size_t i = 0; i <= game.sides.size(); ++i) {
                const bool nobody = i == game.sides.size();
                auto* button = new QPushButton(nobody ? words.say({"Hòa", "None"})
                                                      : side_words(words, game, game.sides[i]));
                button->setProperty("role", "bout");
                if (!nobody) button->setProperty("side", QString::number(i));
                button->setCheckable(true);
                button->setAutoDefault(true);
                connect(button, &QPushButton::clicked, this,
                        [this, bout, i] { choose(static_cast<std::size_t>(bout), i); });
                // The one who won nothing stands between the two.
                grid->addWidget(button, bout, nobody ? 2 : i == 0 ? 1 : static_cast<int>(i) + 2);
                row.push_back(button);
            }
            rows_.push_back(std::move(row));
        }
        for (std::size_t i = 1; i <= game.sides.size() + 1; ++i)
            grid->setColumnStretch(static_cast<int>(i), 1);
    }

    void render(const MatchContent& content, bool editable) override {
        const Game& game = *entry_.game();
        const auto worth = entry_.worth();
        bool over = false;
        if (worth && game.bouts)
            for (const MatchSideScore& side : worth->sides)
                over = over || side.bouts_won >= game.bouts->first_to;
        for (std::size_t bout = 0; bout < rows_.size(); ++bout)
            for (std::size_t i = 0; i < rows_[bout].size(); ++i) {
                QPushButton* button = rows_[bout][i];
                const bool fought = bout < content.bouts.size();
                const auto& winner = fought ? content.bouts[bout].winner : std::nullopt;
                const bool chosen = fought && (i < game.sides.size() ? winner == game.sides[i] : !winner);
                button->setChecked(chosen);
                button->setEnabled(editable && (fought || (bout == content.bouts.size() && !over)));
            }
    }

private:
    void choose(std::size_t bout, std::size_t answer) {
        if (entry_.sheet() == nullptr) return;
        const Game& game = *entry_.game();
        std::vector<BoutContent> bouts = entry_.content().bouts;
        if (bout > bouts.size()) return;
        BoutContent given;
        if (answer < game.sides.size()) given.winner = game.sides[answer];
        if (bout == bouts.size()) {
            bouts.push_back(given);
        } else if (bouts[bout] == given && bout + 1 == bouts.size()) {
            bouts.pop_back();  // the last answer pressed again is taken back
        } else {
            bouts[bout] = given;
        }
        entry_.enter_bouts(std::move(bouts));
    }

    MatchEntry& entry_;
    std::vector<std::vector<QPushButton*>> rows_;
};

}  // namespace

SharedEditor* make_grid_editor(MatchEntry& entry, const SharedState& state) {
    return new GridEditor(entry, state);
}

SharedEditor* make_stacks_editor(MatchEntry& entry, const SharedState& state) {
    return new StacksEditor(entry, state);
}

SharedEditor* make_bouts_editor(MatchEntry& entry) {
    return new BoutsEditor(entry);
}

}  // namespace sandau::station
