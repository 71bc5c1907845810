#include "station/monitor_row.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

/// Comma and point are the same mark here: nobody sits a thousand metres away.
class MetresBox : public QDoubleSpinBox {
protected:
    QValidator::State validate(QString& typed, int& cursor) const override {
        for (const QChar mark : {u'.', u','}) typed.replace(mark, locale().decimalPoint());
        return QDoubleSpinBox::validate(typed, cursor);
    }
};

}  // namespace

MonitorRow::MonitorRow(const Face& face, Projectors& projectors, std::string monitor)
    : face_(face),
      projectors_(projectors),
      monitor_(std::move(monitor)),
      name_(new QLabel),
      open_(new QPushButton),
      screen_(new QComboBox),
      width_(metres({"Bề rộng hình chiếu (m)", "Width of the picture (m)"}, 100)),
      seat_(metres({"Ghế xa nhất (m)", "Farthest seat (m)"}, 500)),
      dark_(new QCheckBox),
      moves_(new QCheckBox),
      legible_(new QLabel) {
    build();
    connect(open_, &QPushButton::clicked, this,
            [this](bool on) { change([on](Projection& one) { one.is_open = on; }); });
    connect(screen_, &QComboBox::activated, this, [this] {
        change([this](Projection& one) { one.display = screen_->currentData().toString().toStdString(); });
    });
    for (QDoubleSpinBox* box : {width_, seat_})
        connect(box, &QDoubleSpinBox::valueChanged, this, [this] {
            change([this](Projection& one) {
                const Hall hall{width_->value(), seat_->value()};
                one.look.hall = hall.is_measured() ? std::optional(hall) : std::nullopt;
            });
        });
    connect(dark_, &QCheckBox::toggled, this, [this](bool on) {
        change([on](Projection& one) { one.look.ground = on ? Ground::Dark : Ground::Light; });
    });
    connect(moves_, &QCheckBox::toggled, this,
            [this](bool on) { change([on](Projection& one) { one.look.moves = on; }); });
    const Projection known = projectors_.projection(monitor_);
    const QSignalBlocker quiet_width(width_), quiet_seat(seat_);
    if (known.look.hall) {
        width_->setValue(known.look.hall->picture_width_m);
        seat_->setValue(known.look.hall->farthest_seat_m);
    }
}

QDoubleSpinBox* MonitorRow::metres(Phrase name, double most) {
    auto* box = new MetresBox;
    // What is half typed is not written anew under the cursor.
    box->setKeyboardTracking(false);
    box->setRange(0, most);
    box->setDecimals(1);
    box->setSingleStep(0.5);
    box->setMinimumWidth(96);
    face_.words.bind_name(box, name);
    return box;
}

void MonitorRow::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* head = new QHBoxLayout;
    name_->setProperty("role", "plain");
    name_->setTextFormat(Qt::PlainText);
    head->addWidget(name_, 1);
    face_.words.bind_name(screen_, {"Màn nào", "Which screen"});
    head->addWidget(screen_);
    open_->setCheckable(true);
    open_->setObjectName(QStringLiteral("open_projector"));
    head->addWidget(open_);
    column->addLayout(head);
    auto* hall = new QHBoxLayout;
    for (const auto& [box, words] : {std::pair{width_, Phrase{"Hình rộng (m)", "Picture width (m)"}},
                                     std::pair{seat_, Phrase{"Ghế xa nhất (m)", "Farthest seat (m)"}}}) {
        auto* label = muted();
        face_.words.bind(label, words);
        hall->addWidget(label);
        hall->addWidget(box);
    }
    face_.words.bind(dark_, {"Nền tối", "Dark"});
    face_.words.bind(moves_, {"Hạng đổi thì trượt", "Rank changes move"});
    hall->addStretch(1);
    column->addLayout(hall);
    // In a row of their own: beside the sizes they are wider than their half of a small window.
    auto* looks = new QHBoxLayout;
    looks->addWidget(dark_);
    looks->addWidget(moves_);
    looks->addStretch(1);
    column->addLayout(looks);
    legible_->setProperty("role", "finding");
    legible_->setWordWrap(true);
    legible_->setObjectName(QStringLiteral("legible"));
    column->addWidget(legible_);
}

void MonitorRow::change(const std::function<void(Projection&)>& how) {
    Projection projection = projectors_.projection(monitor_);
    how(projection);
    projectors_.set(projection);
    render(projectors_.projection(monitor_));
}

void MonitorRow::show_monitor(const Monitor& monitor, const std::vector<Screen>& screens) {
    size_px_ = monitor.where.size();
    name_->setText(
        QStringLiteral("%1, %2 × %3").arg(monitor.name).arg(size_px_.width()).arg(size_px_.height()));
    const QSignalBlocker quiet(screen_);
    screen_->clear();
    for (const Screen& screen : screens) screen_->addItem(screen.name, text_of(screen.id));
    screen_->setVisible(screens.size() > 1);
    render(projectors_.projection(monitor_));
}

void MonitorRow::render(const Projection& projection) {
    const QSignalBlocker quiet_dark(dark_), quiet_moves(moves_);
    open_->setChecked(projection.is_open);
    open_->setText(projection.is_open ? face_.say({"Đóng màn chiếu", "Close the screen"})
                                      : face_.say({"Mở màn chiếu", "Open the screen"}));
    open_->setAccessibleName(open_->text() + u' ' + name_->text());
    screen_->setCurrentIndex(std::max(0, screen_->findData(text_of(projection.display))));
    dark_->setChecked(projection.look.ground == Ground::Dark);
    moves_->setChecked(projection.look.moves);
    const QLocale locale(face_.words.language() == Language::Vietnamese ? QLocale::Vietnamese
                                                                        : QLocale::English);
    for (QDoubleSpinBox* box : {width_, seat_}) {
        box->setLocale(locale);
        box->setSpecialValueText(face_.say({"chưa đo", "unknown"}));
    }
    const WallSize sizes = wall_size(size_px_, projection.look.hall);
    QString words =
        face_
            .say({"Chưa đo phòng: %1 dòng một trang. Ghi bề rộng hình chiếu và ghế xa nhất để chữ "
                  "vừa mắt người ngồi cuối.",
                  "The hall is not measured: %1 rows a page. Tell the picture's width and the "
                  "farthest seat, so that the last row can read."})
            .arg(sizes.rows);
    if (projection.look.hall) {
        const double needed_cm = capital_height_cm(projection.look.hall->farthest_seat_m);
        words = face_
                    .say({"Chữ hoa phải cao %1 cm: %2 dòng một trang.",
                          "Capitals have to be %1 cm high: %2 rows a page."})
                    .arg(face_.words.figure(QString::number(needed_cm, 'f', 1).toStdString()))
                    .arg(sizes.rows);
        if (sizes.is_too_deep)
            words +=
                u' ' + face_.say({"Phòng quá sâu: người ngồi cuối khó đọc. Hãy chiếu hình rộng hơn hoặc "
                                  "thêm màn hình.",
                                  "The hall is too deep: the last rows can hardly read. Make the picture "
                                  "wider or add a screen."});
    }
    if (projection.is_open)
        words += u' ' + face_.say({"Bấm Esc trên màn chiếu để đóng.", "Esc on that screen closes it."});
    legible_->setText(words);
    set_tone(legible_, sizes.is_too_deep ? Tone::Warning : Tone::Accent);
}

}  // namespace sandau::station
