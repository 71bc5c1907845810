#include "station/criterion_row.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "station/elided_button.h"
#include "station/look.h"
#include "station/own_marks.h"
#include "station/run_steps.h"

namespace sandau::station {

namespace {

constexpr int bands_beside = 2;
constexpr int figure_px = 88;

QString name_of(const Words& words, const Criterion& criterion) {
    return criterion.name.empty() ? text_of(criterion.id) : words.say(criterion.name);
}

QString range_words(const Words& words, const Criterion& criterion) {
    QString range = words.say({"Từ %1 đến %2", "From %1 to %2"})
                        .arg(words.figure(criterion.min.text()), words.figure(criterion.max.text()));
    if (criterion.step)
        range += words.say({", bước %1", ", step %1"}).arg(words.figure(criterion.step->text()));
    if (criterion.weight != Rational(1))
        range += words.say({" · hệ số %1", " · weight %1"}).arg(words.figure(criterion.weight.text()));
    return range;
}

/// A button beside the figure: the keys stay where the figure is typed.
void keep_focus_away(QPushButton* button) {
    button->setFocusPolicy(Qt::NoFocus);
}

}  // namespace

CriterionRow::CriterionRow(const Words& words, Criterion criterion, Deeds deeds)
    : words_(words),
      criterion_(std::move(criterion)),
      deeds_(std::move(deeds)),
      range_(new QLabel),
      trouble_(new QLabel),
      figure_(new QLineEdit),
      less_(new QPushButton(QStringLiteral("−"))),
      more_(new QPushButton(QStringLiteral("+"))) {
    const QString name = name_of(words_, criterion_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 6);
    column->setSpacing(4);
    auto* row = new QHBoxLayout;
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    auto* title = new QLabel(name);
    set_role(range_, "small");
    range_->setText(range_words(words_, criterion_));
    for (QLabel* label : {title, range_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        texts->addWidget(label);
    }
    row->addLayout(texts, 1);
    figure_->setObjectName(QStringLiteral("figure_") + text_of(criterion_.id));
    figure_->setFixedWidth(figure_px);
    figure_->setAlignment(Qt::AlignRight);
    figure_->setAccessibleName(name);
    figure_->setAccessibleDescription(range_->text());
    figure_->installEventFilter(this);
    const QString step = words_.figure(criterion_.step ? criterion_.step->text() : "1");
    less_->setAccessibleName(words_.say({"Bớt %1: %2", "%1 less: %2"}).arg(step, name));
    more_->setAccessibleName(words_.say({"Thêm %1: %2", "%1 more: %2"}).arg(step, name));
    less_->setToolTip(QStringLiteral("↓"));
    more_->setToolTip(QStringLiteral("↑"));
    for (QWidget* widget :
         {static_cast<QWidget*>(less_), static_cast<QWidget*>(figure_), static_cast<QWidget*>(more_)})
        row->addWidget(widget);
    column->addLayout(row);
    set_role(trouble_, "finding");
    set_tone(trouble_, Tone::Bad);
    trouble_->setWordWrap(true);
    trouble_->setTextFormat(Qt::PlainText);
    column->addWidget(trouble_);
    build_choices(column);
    for (QPushButton* button : {less_, more_}) keep_focus_away(button);
    connect(less_, &QPushButton::clicked, this, [this] { give_stepped(-1); });
    connect(more_, &QPushButton::clicked, this, [this] { give_stepped(1); });
    connect(figure_, &QLineEdit::editingFinished, this, &CriterionRow::take_typed);
}

/// Few figures are pressed; a band gives its lowest figure, from which − and + go on.
void CriterionRow::build_choices(QVBoxLayout* column) {
    if (!criterion_.bands.empty()) {
        auto* grid = new QGridLayout;
        grid->setSpacing(4);
        for (const Band& band : criterion_.bands) {
            auto* button = new ElidedButton;
            button->show_words(QStringLiteral("%1  %2–%3")
                                   .arg(words_.say(band.name), words_.figure(band.from.text()),
                                        words_.figure(band.to.text())));
            set_role(button, "grave");
            button->setCheckable(true);
            keep_focus_away(button);
            connect(button, &QPushButton::clicked, this, [this, from = band.from] { deeds_.give(from); });
            const int at = static_cast<int>(bands_.size());
            grid->addWidget(button, at / bands_beside, at % bands_beside);
            bands_.push_back(button);
        }
        column->addLayout(grid);
    }
    const std::vector<Rational> figures = figures_of(criterion_);
    if (figures.empty()) return;
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    for (const Rational& figure : figures) {
        auto* button = new QPushButton(words_.figure(figure.text()));
        set_role(button, "grave");
        button->setCheckable(true);
        button->setAccessibleName(QStringLiteral("%1: %2").arg(name_of(words_, criterion_), button->text()));
        keep_focus_away(button);
        connect(button, &QPushButton::clicked, this, [this, figure] { deeds_.give(figure); });
        row->addWidget(button, 1);
        figures_.emplace_back(button, figure);
    }
    column->addLayout(row);
}

void CriterionRow::show_figure(const Figure& figure, const QString& typed, const QString& trouble,
                               bool is_open) {
    now_ = figure;
    is_open_ = is_open;
    trouble_->setVisible(!trouble.isEmpty());
    trouble_->setText(trouble);
    set_tone(figure_, trouble.isEmpty() ? Tone::Plain : Tone::Bad);
    figure_->setReadOnly(!is_open);
    const QString text = !typed.isEmpty() ? typed : figure ? words_.figure(figure->text()) : QString();
    if (!figure_->isModified() && figure_->text() != text) figure_->setText(text);
    for (QPushButton* button : {less_, more_}) button->setEnabled(is_open);
    const Band* band = band_of(criterion_, figure);
    for (std::size_t i = 0; i < bands_.size(); ++i) {
        bands_[i]->setEnabled(is_open);
        bands_[i]->setChecked(band == &criterion_.bands[i]);
    }
    for (const auto& [button, one] : figures_) {
        button->setEnabled(is_open);
        button->setChecked(figure && *figure == one);
    }
}

void CriterionRow::take_typed() {
    if (!figure_->isModified()) return;
    figure_->setModified(false);
    deeds_.type(figure_->text());
}

void CriterionRow::focus_figure() {
    figure_->setFocus();
    figure_->selectAll();
}

bool CriterionRow::has_focus() const {
    return figure_->hasFocus();
}

void CriterionRow::give_stepped(int way) {
    if (!is_open_) return;
    take_typed();
    deeds_.give(stepped(criterion_, now_, way));
}

bool CriterionRow::eventFilter(QObject* watched, QEvent* event) {
    if (watched != figure_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if ((key->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) return false;
    switch (key->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            take_typed();
            deeds_.next();
            return true;
        case Qt::Key_Up:
            give_stepped(1);
            return true;
        case Qt::Key_Down:
            give_stepped(-1);
            return true;
        case Qt::Key_Escape:
            figure_->setModified(false);
            deeds_.leave();
            return true;
        default:
            return false;
    }
}

}  // namespace sandau::station
