#include "station/item_editors.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>
#include <algorithm>

#include "documents/exact_number.h"
#include "scoring/rational.h"
#include "station/run_steps.h"
#include "station/typed_numbers.h"
#include "station/widgets.h"

namespace sandau::station {

ItemEditor::ItemEditor(const Words& words, const Item& item) : words_(words), item_(item) {
    setObjectName(QStringLiteral("item_") + text_of(item.id));
}

QWidget* ItemEditor::label_column() {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* name = new QLabel(item_.name.empty() ? text_of(item_.id) : words_.say(item_.name));
    name->setProperty("role", "heading");
    name->setWordWrap(true);
    name->setTextFormat(Qt::PlainText);
    worth_ = new QLabel;
    worth_->setProperty("role", "small");
    worth_->setWordWrap(true);
    column->addStretch(1);
    column->addWidget(name);
    column->addWidget(worth_);
    column->addStretch(1);
    return box;
}

void ItemEditor::set_worth(const QString& text) {
    worth_text_ = text;
    say_worth();
}

void ItemEditor::show_keys(const QString& more, const QString& less) {
    QStringList keys;
    if (!more.isEmpty()) keys << u'[' + more + QStringLiteral("]+");
    if (!less.isEmpty()) keys << u'[' + less + QStringLiteral("]−");
    keys_text_ = keys.join(u' ');
    say_worth();
}

void ItemEditor::say_worth() {
    QStringList parts{worth_text_, keys_text_};
    parts.removeAll(QString());
    worth_->setText(parts.join(QStringLiteral("   ")));
}

void ItemEditor::mark_trouble(bool trouble) {
    set_tone(worth_, trouble ? Tone::Bad : Tone::Plain);
}

std::optional<std::int64_t> read_time_ms(const QString& text) {
    static const QRegularExpression form(QStringLiteral("^(?:(\\d{1,3}):)?(\\d{1,5})(?:[.,](\\d{1,3}))?$"));
    const QRegularExpressionMatch match = form.match(text.simplified());
    if (!match.hasMatch()) return std::nullopt;
    const std::int64_t minutes = match.captured(1).toLongLong();
    const std::int64_t whole = match.captured(2).toLongLong();
    if (!match.captured(1).isEmpty() && whole > 59) return std::nullopt;
    const std::int64_t part = match.captured(3).leftJustified(3, u'0').toLongLong();
    return minutes * 60'000 + whole * 1000 + part;
}

QString wrong_words(const Face& face) {
    return face.say({"Còn một ô ghi sai (đánh dấu “!”): sửa ô đó rồi soát điểm.",
                     "What is typed in a field is wrong (marked “!”): mend it, then review."});
}

namespace {

QPushButton* tap_button(const QString& sign) {
    auto* button = new QPushButton(sign);
    button->setProperty("role", "tap");
    button->setFixedSize(tap_px, tap_px);
    return button;
}

/// A key's name at the foot of a button.
void put_key(QPushButton* button, const QString& key) {
    auto* label = button->findChild<QLabel*>();
    if (label == nullptr) {
        label = new QLabel(button);
        label->setProperty("role", "key");
        label->setAlignment(Qt::AlignHCenter | Qt::AlignBottom);
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        label->setGeometry(2, tap_px / 2, tap_px - 4, tap_px / 2 - 4);
    }
    label->setText(key);
    label->setVisible(!key.isEmpty());
}

/// The shown text of an exact number.
QString shown(const Words& words, const Rational& value) {
    return words.figure(value.text());
}

/// A count between − and +; the arrow keys and the digits do the same.
class CountEditor : public ItemEditor {
public:
    CountEditor(const Words& words, const Item& item)
        : ItemEditor(words, item),
          less_(tap_button(QStringLiteral("−"))),
          value_(new QLabel(QStringLiteral("0"))),
          more_(tap_button(QStringLiteral("+"))) {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(6);
        row->addWidget(label_column(), 1);
        value_->setProperty("role", "total");
        value_->setAlignment(Qt::AlignCenter);
        value_->setFixedWidth(64);
        row->addWidget(less_);
        row->addWidget(value_);
        row->addWidget(more_);
        const QString name = item.name.empty() ? text_of(item.id) : words.say(item.name);
        less_->setAccessibleName(name + QStringLiteral(" −1"));
        more_->setAccessibleName(name + QStringLiteral(" +1"));
        less_->setFocusPolicy(Qt::ClickFocus);
        connect(less_, &QPushButton::clicked, this, [this] { step(-1); });
        connect(more_, &QPushButton::clicked, this, [this] { step(1); });
        more_->installEventFilter(this);
        setFocusProxy(more_);
    }

    void show_value(const Json& value) override {
        const Json& now = value.is_null() ? item_.default_value : value;
        const std::optional<std::int64_t> whole = now.as_int();
        count_ = whole.value_or(0);
        const Json::Number* number = now.as_number();
        value_->setText(whole || number == nullptr ? QString::number(count_) : words_.figure(number->text));
        show_worth();
    }
    void set_editable(bool editable) override {
        editable_ = editable;
        less_->setEnabled(editable && count_ > least());
        more_->setEnabled(editable && (!most() || count_ < *most()));
    }
    void bump(int by) override {
        if (editable_) step(by);
    }
    void show_keys(const QString& more, const QString& less) override {
        put_key(more_, more);
        put_key(less_, less);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::KeyPress || !editable_) return ItemEditor::eventFilter(watched, event);
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Up || key->key() == Qt::Key_Plus) return step(1), true;
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Minus) return step(-1), true;
        if (key->key() >= Qt::Key_0 && key->key() <= Qt::Key_9 && key->modifiers() == Qt::NoModifier)
            return put(key->key() - Qt::Key_0), true;
        return ItemEditor::eventFilter(watched, event);
    }

private:
    std::int64_t least() const { return item_.min ? item_.min->as_int64().value_or(0) : 0; }
    std::optional<std::int64_t> most() const { return item_.max ? item_.max->as_int64() : std::nullopt; }
    void step(std::int64_t by) { put(count_ + by); }
    void put(std::int64_t count) {
        if (count < least() || (most() && count > *most()) || count == count_) return;
        show_value(Json(count));
        set_editable(editable_);
        emit edited(Json(count));
    }
    void show_worth() {
        QString text;
        if (item_.points) {
            const Rational points = *item_.points * Rational(count_);
            text = QStringLiteral("%1 × %2 = %3")
                       .arg(count_)
                       .arg(shown(words_, *item_.points), shown(words_, points));
        } else if (!item_.table_points.empty()) {
            const auto at = std::min(static_cast<std::size_t>(std::max<std::int64_t>(count_, 0)),
                                     item_.table_points.size() - 1);
            text = words_.say({"%1 điểm", "%1 points"}).arg(shown(words_, item_.table_points[at]));
        }
        if (most())
            text += (text.isEmpty() ? QString() : QStringLiteral("   ")) +
                    words_.say({"tối đa %1", "at most %1"}).arg(*most());
        if (item_.dsq_at)
            text += QStringLiteral("   ") + words_.say({"từ %1: truất quyền", "from %1 on: disqualified"})
                                                .arg(shown(words_, *item_.dsq_at));
        set_worth(text);
    }

    QPushButton* less_;
    QLabel* value_;
    QPushButton* more_;
    std::int64_t count_ = 0;
    bool editable_ = true;
};

/// One of several buttons, or none while nobody has answered.
class ButtonsEditor : public ItemEditor {
public:
    struct Choice {
        QString words;
        Json value;
        QString worth;
    };
    ButtonsEditor(const Words& words, const Item& item, std::vector<Choice> choices)
        : ItemEditor(words, item), choices_(std::move(choices)) {
        const bool below = choices_.size() > 2;
        auto* outer = new QVBoxLayout(this);
        outer->setContentsMargins(0, 0, 0, 0);
        auto* row = new QHBoxLayout;
        row->setSpacing(6);
        row->addWidget(label_column(), 1);
        outer->addLayout(row);
        auto* buttons = below ? new QHBoxLayout : row;
        if (below) outer->addLayout(buttons);
        for (const Choice& choice : choices_) {
            auto* button = new QPushButton(choice.words);
            button->setProperty("role", "choice");
            button->setCheckable(true);
            button->setAutoDefault(true);  // Enter chooses; the space bar is the field's next step
            buttons->addWidget(button);
            buttons_.push_back(button);
            connect(button, &QPushButton::clicked, this, [this, at = buttons_.size() - 1] {
                show_value(choices_[at].value);
                emit edited(choices_[at].value);
            });
        }
        setFocusProxy(buttons_.empty() ? nullptr : buttons_.front());
    }

    void show_value(const Json& value) override {
        const Json& now = value.is_null() ? item_.default_value : value;
        QString worth =
            item_.kind == ItemKind::Flag ? words_.say({"cần trả lời", "to be answered"}) : QString();
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            const bool chosen = choices_[i].value == now;
            buttons_[i]->setChecked(chosen);
            if (chosen) worth = choices_[i].worth;
        }
        set_worth(worth);
    }
    void set_editable(bool editable) override {
        for (QPushButton* button : buttons_) button->setEnabled(editable);
    }
    /// To the next answer, or back to the one before; unanswered, to the first or the last.
    void bump(int by) override {
        const auto chosen = std::find_if(buttons_.begin(), buttons_.end(),
                                         [](const QPushButton* button) { return button->isChecked(); });
        const auto last = static_cast<int>(buttons_.size()) - 1;
        const bool is_answered = chosen != buttons_.end();
        const int now = is_answered ? static_cast<int>(chosen - buttons_.begin()) : by > 0 ? -1 : last + 1;
        const int next = std::clamp(now + by, 0, last);
        if (next != now) buttons_[static_cast<std::size_t>(next)]->click();
    }

private:
    std::vector<Choice> choices_;
    std::vector<QPushButton*> buttons_;
};

/// A number or a time, typed in; Enter or leaving the field takes it.
class TypedEditor : public ItemEditor {
public:
    TypedEditor(const Words& words, const Item& item) : ItemEditor(words, item), edit_(new QLineEdit) {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(label_column(), 1);
        edit_->setAlignment(Qt::AlignRight);
        edit_->setFixedWidth(150);
        edit_->setMinimumHeight(40);
        edit_->setAccessibleName(words.say(item.name));
        row->addWidget(edit_);
        setFocusProxy(edit_);
        connect(edit_, &QLineEdit::editingFinished, this, &TypedEditor::take);
    }

    void show_value(const Json& value) override {
        if ((edit_->hasFocus() && edit_->isModified()) || is_wrong_) return;
        const Json& now = value.is_null() ? item_.default_value : value;
        const Json::Number* number = now.as_number();
        QString text = number != nullptr ? words_.figure(number->text) : QString();
        if (item_.kind == ItemKind::Time && now.as_int()) text = words_.time(*now.as_int());
        edit_->setText(text);
        set_tone(edit_, Tone::Plain);
        show_limits();
    }
    void set_editable(bool editable) override { edit_->setReadOnly(!editable); }
    void forget_typing() override {
        edit_->setModified(false);
        is_wrong_ = false;
    }
    bool is_wrong() const override { return is_wrong_; }
    void bump(int) override { edit_->setFocus(); }

private:
    void show_limits() {
        QStringList parts;
        if (item_.min && item_.max)
            parts << words_.say({"từ %1 đến %2", "%1 to %2"})
                         .arg(shown(words_, *item_.min), shown(words_, *item_.max));
        else if (item_.max)
            parts << words_.say({"tối đa %1", "at most %1"}).arg(shown(words_, *item_.max));
        if (item_.kind == ItemKind::Time)
            parts << words_.say({"phút:giây,phần nghìn", "minutes:seconds.thousandths"});
        set_worth(parts.join(QStringLiteral("   ")));
    }
    void take() {
        if (edit_->isReadOnly() || !edit_->isModified()) return;
        edit_->setModified(false);
        const std::optional<Json> value = typed();
        is_wrong_ = !value;
        mark_trouble(is_wrong_);
        set_tone(edit_, is_wrong_ ? Tone::Bad : Tone::Plain);
        if (value) {
            show_limits();
            emit edited(*value);
        } else {
            set_worth(wrong_words());
        }
    }
    std::optional<Json> typed() const {
        if (item_.kind == ItemKind::Time) {
            const std::optional<std::int64_t> ms = read_time_ms(edit_->text());
            return ms ? std::optional(Json(*ms)) : std::nullopt;
        }
        if (reads_two_ways(edit_->text())) return std::nullopt;
        const auto number = documents::exact_number(edit_->text().replace(u'−', u'-').toStdString());
        return number ? std::optional(Json(Json::Number{*number})) : std::nullopt;
    }
    QString wrong_words() const {
        constexpr qsizetype shown_max = 24;
        if (item_.kind == ItemKind::Number && reads_two_ways(edit_->text()))
            return QStringLiteral("! ") + two_ways_words(words_, edit_->text());
        return QStringLiteral("! ") +
               (item_.kind == ItemKind::Time
                    ? words_.say({"“%1” không phải là thời gian: ghi như 1:02,5 hoặc 62,5.",
                                  "“%1” is no time: write it like 1:02.5 or 62.5."})
                    : words_.say({"“%1” không phải là số: ghi như 12 hoặc 12,5.",
                                  "“%1” is no number: write it like 12 or 12.5."}))
                   .arg(edit_->text().left(shown_max));
    }

    QLineEdit* edit_;
    bool is_wrong_ = false;
};

QString with_sign(const Words& words, const Rational& points) {
    return (points.sign() > 0 ? QStringLiteral("+") : QString()) + shown(words, points);
}

}  // namespace

ItemEditor* make_editor(const Words& words, const Item& item) {
    switch (item.kind) {
        case ItemKind::Count:
        case ItemKind::Table:
        case ItemKind::Penalty:
            return new CountEditor(words, item);
        case ItemKind::Flag: {
            const QString worth = item.points ? with_sign(words, *item.points) : QString();
            return new ButtonsEditor(words, item,
                                     {{words.say({"Không", "No"}), Json(false), QStringLiteral("0")},
                                      {words.say({"Có", "Yes"}), Json(true), worth}});
        }
        case ItemKind::Choice: {
            std::vector<ButtonsEditor::Choice> choices;
            for (const ChoiceOption& option : item.options)
                choices.push_back({option.name.empty() ? text_of(option.id) : words.say(option.name),
                                   Json(option.id), with_sign(words, option.points)});
            return new ButtonsEditor(words, item, std::move(choices));
        }
        case ItemKind::Number:
        case ItemKind::Time:
            return new TypedEditor(words, item);
    }
    return nullptr;
}

}  // namespace sandau::station
