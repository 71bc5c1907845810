#include "station/typed_numbers.h"

#include <QRegularExpression>

namespace sandau::station {

bool reads_two_ways(const QString& typed) {
    static const QRegularExpression form(QStringLiteral("^[+−-]?[1-9][0-9]{0,2}[.,][0-9]{3}$"));
    return form.match(typed.trimmed()).hasMatch();
}

QString two_ways_words(const Words& words, const QString& typed) {
    QString large = typed.trimmed();
    large.remove(u'.').remove(u',');
    // One more digit behind the mark, and it parts no thousands.
    QString small = typed.trimmed() + u'0';
    const bool is_vietnamese = words.language() == Language::Vietnamese;
    small.replace(is_vietnamese ? u'.' : u',', is_vietnamese ? u',' : u'.');
    return words
        .say({"“%1” đọc được hai cách: ghi %2 nếu là số lớn, ghi %3 nếu là số lẻ.",
              "“%1” can be read in two ways: write %2 for the large number, %3 for the small one."})
        .arg(typed.trimmed(), large, small);
}

}  // namespace sandau::station
