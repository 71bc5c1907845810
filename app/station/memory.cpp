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

Contrast Memory::contrast() const {
    if (file_.empty()) return Contrast::Usual;
    const QSettings settings(name_of(file_), QSettings::IniFormat);
    return settings.value("contrast").toString() == QLatin1String("high") ? Contrast::High : Contrast::Usual;
}

void Memory::set_contrast(Contrast contrast) {
    if (file_.empty()) return;
    QSettings(name_of(file_), QSettings::IniFormat)
        .setValue("contrast", contrast == Contrast::High ? "high" : "usual");
}

std::map<std::string, std::string> Memory::keys() const {
    std::map<std::string, std::string> result;
    if (file_.empty()) return result;
    QSettings settings(name_of(file_), QSettings::IniFormat);
    settings.beginGroup("keys");
    for (const QString& name : settings.childKeys())
        result[name.toStdString()] = settings.value(name).toString().toStdString();
    return result;
}

void Memory::set_keys(const std::map<std::string, std::string>& keys) {
    if (file_.empty()) return;
    QSettings settings(name_of(file_), QSettings::IniFormat);
    settings.remove("keys");
    settings.beginGroup("keys");
    for (const auto& [name, key] : keys)
        settings.setValue(QString::fromStdString(name), QString::fromStdString(key));
}

bool Memory::is_muted() const {
    return !file_.empty() && QSettings(name_of(file_), QSettings::IniFormat).value("muted").toBool();
}

void Memory::set_muted(bool muted) {
    if (!file_.empty()) QSettings(name_of(file_), QSettings::IniFormat).setValue("muted", muted);
}

std::vector<Projection> Memory::projections() const {
    std::vector<Projection> result;
    if (file_.empty()) return result;
    QSettings settings(name_of(file_), QSettings::IniFormat);
    const int count = settings.beginReadArray("projections");
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        Projection one;
        one.monitor = settings.value("monitor").toString().toStdString();
        one.display = settings.value("display").toString().toStdString();
        one.look.ground =
            settings.value("ground").toString() == QLatin1String("light") ? Ground::Light : Ground::Dark;
        const Hall hall{settings.value("picture_width_m").toDouble(),
                        settings.value("farthest_seat_m").toDouble()};
        if (hall.is_measured()) one.look.hall = hall;
        one.look.moves = settings.value("moves", true).toBool();
        one.is_open = settings.value("open").toBool();
        if (!one.monitor.empty() && !one.display.empty()) result.push_back(std::move(one));
    }
    return result;
}

void Memory::set_projections(const std::vector<Projection>& projections) {
    if (file_.empty()) return;
    QSettings settings(name_of(file_), QSettings::IniFormat);
    settings.beginWriteArray("projections", static_cast<int>(projections.size()));
    for (int i = 0; i < static_cast<int>(projections.size()); ++i) {
        settings.setArrayIndex(i);
        const Projection& one = projections[static_cast<std::size_t>(i)];
        const Hall hall = one.look.hall.value_or(Hall{});
        settings.setValue("monitor", QString::fromStdString(one.monitor));
        settings.setValue("display", QString::fromStdString(one.display));
        settings.setValue("ground", one.look.ground == Ground::Light ? "light" : "dark");
        settings.setValue("picture_width_m", hall.picture_width_m);
        settings.setValue("farthest_seat_m", hall.farthest_seat_m);
        settings.setValue("moves", one.look.moves);
        settings.setValue("open", one.is_open);
    }
    settings.endArray();
}

}  // namespace sandau::station
