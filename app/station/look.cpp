#include "station/look.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QFontDatabase>
#include <QLabel>
#include <QPainter>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QSvgRenderer>
#include <QVariant>

// A static library's resources are linked only when asked for, from outside any namespace.
static void load_station_resources() {
    Q_INIT_RESOURCE(station);
}

namespace sandau::station {

namespace {

const Colours& high_contrast(Ground ground) {
    static const Colours light{.ground = "#FFFFFF",
                               .surface = "#FFFFFF",
                               .raised = "#F2F2F2",
                               .border = "#000000",
                               .text = "#000000",
                               .muted = "#262626",
                               .accent = "#003A80",
                               .accent_text = "#FFFFFF",
                               .accent_soft = "#D6E6FF",
                               .good = "#00461B",
                               .good_soft = "#D9F5E3",
                               .warning = "#572E00",
                               .warning_soft = "#FFE9C2",
                               .bad = "#7F0000",
                               .bad_soft = "#FFDEDB",
                               .rail = "#000000",
                               .rail_text = "#FFFFFF",
                               .rail_chosen = "#003C8F"};
    static const Colours dark{.ground = "#000000",
                              .surface = "#000000",
                              .raised = "#141414",
                              .border = "#FFFFFF",
                              .text = "#FFFFFF",
                              .muted = "#E6E6E6",
                              .accent = "#8FCBFF",
                              .accent_text = "#000000",
                              .accent_soft = "#00305C",
                              .good = "#7CFFB0",
                              .good_soft = "#00381A",
                              .warning = "#FFD27A",
                              .warning_soft = "#3D2A00",
                              .bad = "#FFB8B0",
                              .bad_soft = "#520A05",
                              .rail = "#000000",
                              .rail_text = "#FFFFFF",
                              .rail_chosen = "#00468C"};
    return ground == Ground::Light ? light : dark;
}

}  // namespace

const Colours& colours(Ground ground, Contrast contrast) {
    static const Colours light{.ground = "#F2F4F7",
                               .surface = "#FFFFFF",
                               .raised = "#F7F9FB",
                               .border = "#D3DAE3",
                               .text = "#16202B",
                               .muted = "#536173",
                               .accent = "#0A5AA8",
                               .accent_text = "#FFFFFF",
                               .accent_soft = "#E3EEF9",
                               .good = "#17693D",
                               .good_soft = "#E0F3E8",
                               .warning = "#8A4B00",
                               .warning_soft = "#FDF0DA",
                               .bad = "#AE2118",
                               .bad_soft = "#FBE7E5",
                               .rail = "#12263A",
                               .rail_text = "#C7D4E2",
                               .rail_chosen = "#22496F"};
    static const Colours dark{.ground = "#10161D",
                              .surface = "#18212B",
                              .raised = "#1F2A36",
                              .border = "#334252",
                              .text = "#EAF0F6",
                              .muted = "#A3B2C2",
                              .accent = "#6DB3F2",
                              .accent_text = "#08131E",
                              .accent_soft = "#1B3450",
                              .good = "#6BD19A",
                              .good_soft = "#153526",
                              .warning = "#F0B35A",
                              .warning_soft = "#3A2B12",
                              .bad = "#FF9187",
                              .bad_soft = "#431D1A",
                              .rail = "#0A1119",
                              .rail_text = "#B8C7D6",
                              .rail_chosen = "#1E3A57"};
    if (contrast == Contrast::High) return high_contrast(ground);
    return ground == Ground::Light ? light : dark;
}

QColor tone_text(const Colours& in, Tone tone) {
    switch (tone) {
        case Tone::Plain:
            return in.muted;
        case Tone::Good:
            return in.good;
        case Tone::Warning:
            return in.warning;
        case Tone::Bad:
            return in.bad;
        case Tone::Accent:
            return in.accent;
    }
    return in.text;
}

QColor tone_ground(const Colours& in, Tone tone) {
    switch (tone) {
        case Tone::Plain:
            return in.raised;
        case Tone::Good:
            return in.good_soft;
        case Tone::Warning:
            return in.warning_soft;
        case Tone::Bad:
            return in.bad_soft;
        case Tone::Accent:
            return in.accent_soft;
    }
    return in.surface;
}

namespace {

constexpr const char* ground_property = "sandau_ground";
constexpr const char* contrast_property = "sandau_contrast";

QPalette palette_of(const Colours& in) {
    QPalette palette;
    palette.setColor(QPalette::Window, in.ground);
    palette.setColor(QPalette::WindowText, in.text);
    palette.setColor(QPalette::Base, in.surface);
    palette.setColor(QPalette::AlternateBase, in.raised);
    palette.setColor(QPalette::Text, in.text);
    palette.setColor(QPalette::PlaceholderText, in.muted);
    palette.setColor(QPalette::Button, in.surface);
    palette.setColor(QPalette::ButtonText, in.text);
    palette.setColor(QPalette::Highlight, in.accent_soft);
    palette.setColor(QPalette::HighlightedText, in.text);
    palette.setColor(QPalette::ToolTipBase, in.surface);
    palette.setColor(QPalette::ToolTipText, in.text);
    palette.setColor(QPalette::Link, in.accent);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::ButtonText, QPalette::WindowText})
        palette.setColor(QPalette::Disabled, role, in.muted);
    return palette;
}

QString sheet_of(Ground ground, Contrast contrast, const Colours& in) {
    QString sheet;
    for (const char* name : {":/station/style.qss", ":/station/style_high.qss"}) {
        QFile file(QString::fromLatin1(name));
        if (file.open(QIODevice::ReadOnly)) sheet += QString::fromUtf8(file.readAll());
        if (contrast == Contrast::Usual) break;
    }
    const std::pair<const char*, QColor> names[] = {{"@ground", in.ground},
                                                    {"@surface", in.surface},
                                                    {"@raised", in.raised},
                                                    {"@border", in.border},
                                                    {"@text", in.text},
                                                    {"@muted", in.muted},
                                                    {"@accent_text", in.accent_text},
                                                    {"@accent_soft", in.accent_soft},
                                                    {"@accent", in.accent},
                                                    {"@good_soft", in.good_soft},
                                                    {"@good", in.good},
                                                    {"@warning_soft", in.warning_soft},
                                                    {"@warning", in.warning},
                                                    {"@bad_soft", in.bad_soft},
                                                    {"@bad", in.bad},
                                                    {"@rail_text", in.rail_text},
                                                    {"@rail_chosen", in.rail_chosen},
                                                    {"@rail", in.rail}};
    for (const auto& [name, colour] : names) sheet.replace(QLatin1String(name), colour.name());
    sheet.replace(QLatin1String("@tick"),
                  ground == Ground::Light ? QLatin1String("tick-light.svg") : QLatin1String("tick-dark.svg"));
    return sheet;
}

}  // namespace

void dress(QApplication& application, Ground ground, Contrast contrast) {
    if (!application.property(ground_property).isValid()) {
        load_station_resources();
        for (const char* file : {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf"})
            QFontDatabase::addApplicationFont(QStringLiteral(":/station/fonts/") + QLatin1String(file));
        QFont font(QStringLiteral("Noto Sans"));
        font.setPixelSize(15);
        application.setFont(font);
        application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        application.setWindowIcon(QIcon(QStringLiteral(":/station/icons/sandau.svg")));
    }
    application.setProperty(ground_property, static_cast<int>(ground));
    application.setProperty(contrast_property, static_cast<int>(contrast));
    application.setPalette(palette_of(colours(ground, contrast)));
    application.setStyleSheet(sheet_of(ground, contrast, colours(ground, contrast)));
}

Contrast contrast_now() {
    return static_cast<Contrast>(qApp->property(contrast_property).toInt());
}

Ground ground_now() {
    const QVariant set = qApp->property(ground_property);
    return set.isValid() ? static_cast<Ground>(set.toInt()) : Ground::Light;
}

const Colours& colours_now() {
    return colours(ground_now(), contrast_now());
}

QPixmap icon_picture(const QString& name, const QColor& colour, int size_px, qreal ratio) {
    QFile file(QStringLiteral(":/station/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QByteArray drawing = file.readAll();
    drawing.replace("stroke=\"#000\"", "stroke=\"" + colour.name().toLatin1() + "\"");
    QSvgRenderer renderer(drawing);
    const int pixels = qRound(size_px * ratio);
    QPixmap picture(pixels, pixels);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    renderer.render(&painter);
    painter.end();
    picture.setDevicePixelRatio(ratio);
    return picture;
}

QIcon icon(const QString& name, const QColor& colour) {
    QIcon result;
    for (const qreal ratio : {1.0, 2.0}) {
        result.addPixmap(icon_picture(name, colour, 24, ratio));
        result.addPixmap(icon_picture(name, colours_now().muted, 24, ratio), QIcon::Disabled);
    }
    return result;
}

void set_role(QWidget* widget, const char* role) {
    if (widget->property("role").toString() == QLatin1String(role)) return;
    widget->setProperty("role", QString::fromLatin1(role));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

void set_tone(QWidget* widget, Tone tone) {
    const char* names[] = {"plain", "good", "warning", "bad", "accent"};
    const QString name = QString::fromLatin1(names[static_cast<int>(tone)]);
    if (widget->property("tone").toString() == name) return;
    widget->setProperty("tone", name);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QLabel* heading(const QString& text) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", "heading");
    return label;
}

QLabel* muted(const QString& text) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", "muted");
    return label;
}

}  // namespace sandau::station
