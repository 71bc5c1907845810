#include "station/memory.h"

#include <QFileInfo>
#include <QSettings>

namespace sandau::station {

namespace {
constexpr int recent_max = 8;

QString name_of(const std::filesystem::path& file) {
    return QString::fromStdString(file.string());
}
}  // namespace

std::vector<QString> Memory::recent() const {
    std::vector<QString> result;
    if (file_.empty()) return result;
    const QSettings settings(name_of(file_), QSettings::IniFormat);
    for (const QString& file : settings.value("recent").toStringList())
        if (QFileInfo::exists(file)) result.push_back(file);
    return result;
}

void Memory::add_recent(const QString& contest_file) {
    if (file_.empty() || contest_file.isEmpty()) return;
    QSettings settings(name_of(file_), QSettings::IniFormat);
    QStringList files = settings.value("recent").toStringList();
    files.removeAll(contest_file);
    files.prepend(contest_file);
    while (files.size() > recent_max) files.removeLast();
    settings.setValue("recent", files);
}

Language Memory::language() const {
    if (file_.empty()) return Language::Vietnamese;
    const QSettings settings(name_of(file_), QSettings::IniFormat);
    return settings.value("language").toString() == QLatin1String("en") ? Language::English
                                                                        : Language::Vietnamese;
}

void Memory::set_language(Language language) {
    if (file_.empty()) return;
    QSettings(name_of(file_), QSettings::IniFormat)
        .setValue("language", language == Language::English ? "en" : "vi");
}

Ground Memory::ground() const {
    if (file_.empty()) return Ground::Light;
    const QSettings settings(name_of(file_), QSettings::IniFormat);
    return settings.value("ground").toString() == QLatin1String("dark") ? Ground::Dark : Ground::Light;
}

void Memory::set_ground(Ground ground) {
    if (file_.empty()) return;
    QSettings(name_of(file_), QSettings::IniFormat)
        .setValue("ground", ground == Ground::Dark ? "dark" : "light");
}

}  // namespace sandau::station
