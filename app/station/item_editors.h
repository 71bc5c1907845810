#pragma once

#include <QWidget>
#include <optional>

#include "scoring/definition.h"
#include "scoring/json.h"
#include "station/face.h"

class QLabel;

namespace sandau::station {

/// What a referee enters for one item of a sheet. Made from the definition.
class ItemEditor : public QWidget {
    Q_OBJECT

public:
    /// Shows a value as it stands on the sheet; null: nothing was entered.
    virtual void show_value(const Json& value) = 0;
    virtual void set_editable(bool editable) = 0;
    /// Lets go of what is typed and not taken yet.
    virtual void forget_typing() {}
    /// What is typed is no answer: it stays until it is mended or let go of.
    virtual bool is_wrong() const { return false; }
    /// One more, or one less: what a key does that stands for the item.
    virtual void bump(int by) = 0;
    /// The keys that do so, said beside the worth, or on the buttons that do the same.
    virtual void show_keys(const QString& more, const QString& less);
    void mark_trouble(bool trouble);

signals:
    void edited(const sandau::Json& value);

protected:
    ItemEditor(const Words& words, const Item& item);
    QWidget* label_column();
    void set_worth(const QString& text);

    const Words& words_;
    const Item item_;

private:
    void say_worth();

    QLabel* worth_ = nullptr;
    QString worth_text_;
    QString keys_text_;
};

/// What stands against going on while an editor is_wrong().
QString wrong_words(const Face& face);

ItemEditor* make_editor(const Words& words, const Item& item);

/// "41,25", "41.250", "1:02.5" → milliseconds; nothing where it is no time.
std::optional<std::int64_t> read_time_ms(const QString& text);

constexpr int tap_px = 64;  ///< a button that scores is never smaller

}  // namespace sandau::station
