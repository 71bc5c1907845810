#pragma once

#include <QCollator>
#include <QString>

namespace sandau::station {

/// Text in the order of a Vietnamese dictionary, whatever the machine's own language; numbers in it by
/// their value.
class VietnameseOrder {
public:
    VietnameseOrder();
    QCollatorSortKey key(const QString& text) const { return collator_.sortKey(text); }
    /// A person is filed by the given name, then the family name, then what stands between:
    /// "Nguyễn Văn An" as "An Nguyễn Văn".
    QCollatorSortKey person_key(const QString& name) const { return key(filed_as(name)); }
    int compare(const QString& one, const QString& other) const { return collator_.compare(one, other); }

    static QString filed_as(const QString& person_name);

private:
    QCollator collator_;
};

}  // namespace sandau::station
