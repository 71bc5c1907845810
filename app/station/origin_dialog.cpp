#include "station/origin_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "station/device_words.h"
#include "station/field_panels.h"
#include "station/run_steps.h"
#include "station/time_words.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

QLabel* paragraph(const QString& text, const char* role = "plain") {
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    set_role(label, role);
    return label;
}

}  // namespace

QString bytes_as_text(const std::string& bytes) {
    constexpr qsizetype width_max = 76;
    QString text;
    qsizetype line_begin = 0;
    for (const char one : bytes) {
        const auto c = static_cast<unsigned char>(one);
        const bool line_is_over = text.endsWith(QStringLiteral("\\n"));
        if (line_is_over || text.size() - line_begin >= width_max) {
            text += u'\n';
            line_begin = text.size();
        }
        if (c == '\r') {
            text += QStringLiteral("\\r");
        } else if (c == '\n') {
            text += QStringLiteral("\\n");
        } else if (c < 0x20 || c > 0x7e) {
            text += QStringLiteral("\\x%1").arg(c, 2, 16, QChar(u'0'));
        } else {
            text += QLatin1Char(one);
        }
    }
    return text;
}

QString bytes_as_hex(const std::string& bytes) {
    constexpr int bytes_a_line = 16;
    QString text;
    int count = 0;
    for (const char one : bytes) {
        if (count > 0) text += count % bytes_a_line == 0 ? u'\n' : u' ';
        text += QStringLiteral("%1").arg(static_cast<unsigned char>(one), 2, 16, QChar(u'0')).toUpper();
        ++count;
    }
    return text;
}

OriginDialog::OriginDialog(const Face& face, const QString& title, QWidget* parent)
    : QDialog(parent), face_(face), column_(nullptr) {
    setObjectName(QStringLiteral("origin_dialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(face_.say({"Từ thời gian đến từng byte", "From the time to its bytes"}));
    resize(720, 640);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(24, 20, 24, 20);
    outer->setSpacing(12);
    auto* head = heading(title);
    head->setWordWrap(true);
    outer->addWidget(head);
    auto* scroll = new ScrollColumn;
    column_ = scroll->column();
    column_->setSpacing(10);
    outer->addWidget(scroll, 1);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    auto* close = new QPushButton(face_.say({"Đóng", "Close"}));
    close->setProperty("role", "primary");
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    row->addWidget(close);
    outer->addLayout(row);
}

void OriginDialog::add_time(const Sheet& sheet) {
    const SheetContent& content = sheet.content;
    if (content.time_ms)
        column_->addWidget(paragraph(face_.say({"Thời gian chính thức: %1", "Official time: %1"})
                                         .arg(face_.words.time(*content.time_ms)),
                                     "value"));
    if (const DeviceNote note = time_note(face_, content); !note.text.isEmpty()) {
        QLabel* label = paragraph(note.text, "finding");
        set_tone(label, note.tone == Tone::Plain ? Tone::Accent : note.tone);
        column_->addWidget(label);
    }
    if (!content.measured) {
        column_->addWidget(paragraph(
            face_.say({"Chưa có cổng đo nào cho thời gian này.", "No gate has given a time for this one."}),
            "muted"));
        return;
    }
    const auto& events = face_.session.contest().table<DeviceRecord>();
    std::vector<const DeviceRecord*> used;
    for (const DeviceEventId& id : content.measured->events)
        if (const DeviceRecord* event = events.find(id.text)) used.push_back(event);
    if (used.size() == 2)
        column_->addWidget(paragraph(
            face_
                .say({"Về đích − xuất phát = %1. Sai số %2 cộng %3 là %4.",
                      "Finish − start = %1. Bounds %2 and %3 make %4."})
                .arg(face_.words.time(content.measured->time_ms), face_.words.bound(used[0]->bound_ns),
                     face_.words.bound(used[1]->bound_ns), face_.words.bound(content.measured->bound_ns))));
    for (const DeviceRecord* event : used) add_event(*event);
}

void OriginDialog::add_event(const DeviceRecord& event) {
    auto* card = new Card(12);
    card->column()->setSpacing(6);
    const QChar mark = face_.words.language() == Language::Vietnamese ? u',' : u'.';
    const QString when =
        face_.words.clock_time(event.at.wall, face_.utc_offset_min()) +
        QStringLiteral("%1%2").arg(mark).arg(event.at.wall.utc_ms % 1000, 3, 10, QChar(u'0'));
    const QString what =
        event.role == ChannelRole::Unused ? text_of(event.type) : face_.say(role_name(event.role));
    card->column()->addWidget(
        heading(QStringLiteral("%1 · %2 %3").arg(what, when, face_.words.bound(event.bound_ns))));
    const Contest& contest = face_.session.contest();
    const QString name = device_name(contest, event.device);
    const QString id = text_of(event.device.text);
    card->column()->addWidget(
        paragraph(face_
                      .say({"%1, kênh %2, tín hiệu số %3 của lần bật máy %4; %5.",
                            "%1, channel %2, event number %3 since it started (%4); %5."})
                      .arg(name == id ? id : QStringLiteral("%1 (%2)").arg(name, id))
                      .arg(event.channel)
                      .arg(event.seq)
                      .arg(text_of(event.boot), face_.say(stamp_name(event.stamp)))));
    if (event.raw.empty() || !face_.session.opened().raw_bytes) {
        card->column()->addWidget(paragraph(
            event.raw.empty() ? face_.say({"Lúc đó không ghi lại byte thô.", "Its bytes were not recorded."})
                              : face_.say({"Byte thô nằm ở máy chủ (%1).", "Its bytes are at the host (%1)."})
                                    .arg(text_of(event.raw)),
            "muted"));
        column_->addWidget(card);
        return;
    }
    const Result<RawBytes> raw = face_.session.opened().raw_bytes(event.raw);
    if (!raw) {
        card->column()->addWidget(paragraph(face_.words.say(raw.error()), "finding"));
    } else {
        QLabel* text = paragraph(bytes_as_text(raw->bytes), "raw");
        text->setObjectName(QStringLiteral("raw_text"));
        card->column()->addWidget(text);
        QLabel* hex = paragraph(bytes_as_hex(raw->bytes), "raw");
        hex->setObjectName(QStringLiteral("raw_hex"));
        card->column()->addWidget(hex);
        card->column()->addWidget(
            paragraph(face_.say({"Tệp ghi: %1, từ byte %2", "Recording: %1, from byte %2"})
                          .arg(text_of(raw->recording))
                          .arg(raw->offset),
                      "small"));
    }
    column_->addWidget(card);
}

void OriginDialog::finish() {
    column_->addStretch(1);
    open();
}

void OriginDialog::show_time(const Face& face, const RunId& run, QWidget* parent) {
    const Sheet* sheet = face.session.contest().table<Sheet>().find(run.text);
    if (sheet == nullptr) return;
    auto* dialog = new OriginDialog(face, played_name(face, run), parent);
    dialog->add_time(*sheet);
    dialog->finish();
}

void OriginDialog::show_event(const Face& face, const DeviceEventId& event, QWidget* parent) {
    const DeviceRecord* record = face.session.contest().table<DeviceRecord>().find(event.text);
    if (record == nullptr) return;
    auto* dialog =
        new OriginDialog(face,
                         record->run.empty() ? face.say({"Một tín hiệu cảm biến", "A sensor event"})
                                             : played_name(face, record->run),
                         parent);
    dialog->add_event(*record);
    dialog->finish();
}

}  // namespace sandau::station
