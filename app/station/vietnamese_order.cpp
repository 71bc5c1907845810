#include "station/vietnamese_order.h"

#include <QLocale>
#include <QStringList>

namespace sandau::station {

VietnameseOrder::VietnameseOrder() : collator_(QLocale(QLocale::Vietnamese, QLocale::Vietnam)) {
    collator_.setNumericMode(true);
    collator_.setCaseSensitivity(Qt::CaseInsensitive);
}

QString VietnameseOrder::filed_as(const QString& person_name) {
    QStringList words = person_name.split(u' ', Qt::SkipEmptyParts);
    if (words.size() > 1) words.prepend(words.takeLast());
    return words.join(u' ');
}

}  // namespace sandau::station
