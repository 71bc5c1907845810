#pragma once

#include <QObject>
#include <QString>
#include <concepts>
#include <functional>

#include "scoring/result.h"
#include "scoring/text.h"
#include "scoring/time.h"

class QAbstractButton;
class QAction;
class QLabel;
class QLineEdit;
class QWidget;

namespace sandau::station {

/// What the station says, in both languages side by side: a phrase without one of them does not compile.
struct Phrase {
    const char* vi;
    const char* en;
};

/// The language of the station's faces. What was bound is set anew when the language changes.
class Words : public QObject {
    Q_OBJECT

public:
    explicit Words(Language language, QObject* parent = nullptr) : QObject(parent), language_(language) {}

    Language language() const { return language_; }
    void set_language(Language language);

    QString say(const Phrase& phrase) const;
    /// A definition's text. A template, so that braces always mean a phrase.
    template <std::same_as<Text> T>
    QString say(const T& text) const {
        return QString::fromStdString(text.in(language_));
    }
    /// A refusal as a sentence: what happened and what to do.
    template <std::same_as<Refusal> T>
    QString say(const T& refusal) const {
        return sentence(refusal);
    }

    void bind(QLabel* label, Phrase phrase);
    void bind(QAbstractButton* button, Phrase phrase);
    void bind_tip(QWidget* widget, Phrase phrase);
    void bind_hint(QLineEdit* edit, Phrase phrase);
    /// The name for those who hear the screen.
    void bind_name(QWidget* widget, Phrase phrase);

    /// 1234567 → "1.234.567" or "1,234,567".
    QString count(std::int64_t value) const;
    /// An exact figure's text with the language's decimal mark; what is missing is a dash.
    QString figure(const std::string& text) const;
    /// 41250 → "0:41,250" or "0:41.250".
    QString time(std::int64_t ms) const;
    /// 800000 ns → "±0,8 ms".
    QString bound(std::int64_t ns) const;
    QString clock_time(WallTime at, int utc_offset_min) const;
    QString day(WallTime at, int utc_offset_min) const;
    QString day_and_time(WallTime at, int utc_offset_min) const;
    QString money(const std::string& text) const;

signals:
    void language_changed();

private:
    QString sentence(const Refusal& refusal) const;
    void always(QWidget* widget, std::function<void()> set);

    Language language_;
};

}  // namespace sandau::station
