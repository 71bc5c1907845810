#include "station/words.h"

#include <QAbstractButton>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>

#include "station/refusals.h"

namespace sandau::station {

void Words::set_language(Language language) {
    if (language_ == language) return;
    language_ = language;
    emit language_changed();
}

QString Words::say(const Phrase& phrase) const {
    return QString::fromUtf8(language_ == Language::Vietnamese ? phrase.vi : phrase.en);
}

QString Words::sentence(const Refusal& refusal) const {
    return sentence_of(refusal, *this);
}

void Words::always(QWidget* widget, std::function<void()> set) {
    set();
    connect(this, &Words::language_changed, widget, std::move(set));
}

void Words::bind(QLabel* label, Phrase phrase) {
    always(label, [this, label, phrase] { label->setText(say(phrase)); });
}

void Words::bind(QAbstractButton* button, Phrase phrase) {
    always(button, [this, button, phrase] { button->setText(say(phrase)); });
}

void Words::bind_tip(QWidget* widget, Phrase phrase) {
    always(widget, [this, widget, phrase] { widget->setToolTip(say(phrase)); });
}

void Words::bind_hint(QLineEdit* edit, Phrase phrase) {
    always(edit, [this, edit, phrase] {
        edit->setPlaceholderText(say(phrase));
        edit->setAccessibleName(say(phrase));
    });
}

void Words::bind_name(QWidget* widget, Phrase phrase) {
    always(widget, [this, widget, phrase] { widget->setAccessibleName(say(phrase)); });
}

QString Words::count(std::int64_t value) const {
    QString digits = QString::number(value);
    const QChar mark = language_ == Language::Vietnamese ? u'.' : u',';
    const qsizetype first = value < 0 ? 1 : 0;
    for (qsizetype at = digits.size() - 3; at > first; at -= 3) digits.insert(at, mark);
    return digits;
}

QString Words::figure(const std::string& text) const {
    if (text.empty()) return QStringLiteral("–");
    QString shown = QString::fromStdString(text);
    if (language_ == Language::Vietnamese) shown.replace(u'.', u',');
    return shown.replace(u'-', u'−');
}

QString Words::time(std::int64_t ms) const {
    const std::int64_t size = ms < 0 ? -ms : ms;
    const QChar mark = language_ == Language::Vietnamese ? u',' : u'.';
    return QStringLiteral("%1%2:%3%4%5")
        .arg(ms < 0 ? QStringLiteral("−") : QString())
        .arg(size / 60'000)
        .arg(size / 1000 % 60, 2, 10, QChar(u'0'))
        .arg(mark)
        .arg(size % 1000, 3, 10, QChar(u'0'));
}

QString Words::bound(std::int64_t ns) const {
    // Shown in tenths of a millisecond, rounded up: a bound never looks better than it is.
    const std::int64_t tenths = (ns + 99'999) / 100'000;
    const QChar mark = language_ == Language::Vietnamese ? u',' : u'.';
    return QStringLiteral("±%1%2%3 ms").arg(tenths / 10).arg(mark).arg(tenths % 10);
}

namespace {
QDateTime local(WallTime at, int utc_offset_min) {
    return QDateTime::fromMSecsSinceEpoch(at.utc_ms, Qt::OffsetFromUTC, utc_offset_min * 60);
}
}  // namespace

QString Words::clock_time(WallTime at, int utc_offset_min) const {
    return local(at, utc_offset_min).toString(QStringLiteral("HH:mm:ss"));
}

QString Words::day(WallTime at, int utc_offset_min) const {
    return local(at, utc_offset_min).toString(QStringLiteral("dd/MM/yyyy"));
}

QString Words::day_and_time(WallTime at, int utc_offset_min) const {
    return local(at, utc_offset_min).toString(QStringLiteral("HH:mm dd/MM/yyyy"));
}

QString Words::money(const std::string& text) const {
    bool whole = false;
    const qlonglong value = QString::fromStdString(text).toLongLong(&whole);
    return whole ? count(value) + QStringLiteral(" đ") : figure(text);
}

}  // namespace sandau::station
