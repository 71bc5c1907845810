#include "station/spoken.h"

#include <QRegularExpression>
#include <QStringList>
#include <map>

namespace sandau::station {

namespace {

/// What is written short and read out long; nothing where it is read as it is written.
QString read_long(const QString& written) {
    static const std::map<QString, QString> known{
        {"MN", "Mầm non"},
        {"TH", "Tiểu học"},
        {"THCS", "Trung học cơ sở"},
        {"THPT", "Trung học phổ thông"},
        {"PTDTNT", "Phổ thông dân tộc nội trú"},
        {"PTDTBT", "Phổ thông dân tộc bán trú"},
        {"GDTX", "Giáo dục thường xuyên"},
        {"GDNN", "Giáo dục nghề nghiệp"},
        {"CLB", "Câu lạc bộ"},
        {"CĐ", "Cao đẳng"},
        {"ĐH", "Đại học"},
        {"TP", "Thành phố"},
        {"TX", "Thị xã"},
    };
    const auto found = known.find(written);
    return found != known.end() ? found->second : QString();
}

}  // namespace

QString spoken(const QString& name) {
    static const QRegularExpression joined(QStringLiteral("[&-]"));
    QStringList words;
    for (const QString& word : name.simplified().split(u' ')) {
        QStringList parts;
        for (const QString& part : (word.endsWith(u'.') ? word.chopped(1) : word).split(joined))
            parts << read_long(part);
        words << (parts.contains(QString()) ? word : parts.join(QStringLiteral(" và ")));
    }
    return words.join(u' ');
}

}  // namespace sandau::station
