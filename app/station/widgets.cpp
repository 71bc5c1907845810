#include "station/widgets.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace sandau::station {

Pill::Pill(const QString& text, Tone tone) {
    setProperty("role", "pill");
    setAlignment(Qt::AlignCenter);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    show_word(text, tone);
}

void Pill::show_word(const QString& text, Tone tone) {
    setText(text);
    set_tone(this, tone);
    // Without a parent it would come up as a window of its own.
    if (text.isEmpty() || parentWidget() != nullptr) setVisible(!text.isEmpty());
}

void OneLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(),
                     static_cast<int>((alignment() & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter),
                     fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
}

Card::Card(int margin_px) : column_(new QVBoxLayout(this)) {
    setProperty("role", "card");
    column_->setContentsMargins(margin_px, margin_px, margin_px, margin_px);
    column_->setSpacing(8);
}

namespace {
constexpr int hold_step_ms = 50;
}

HoldButton::HoldButton(QWidget* parent) : QPushButton(parent) {
    timer_.setInterval(hold_step_ms);
    connect(&timer_, &QTimer::timeout, this, [this] {
        ++steps_;
        update();
        if (steps_ * hold_step_ms < hold_ms) return;
        let_go();
        setDown(false);
        emit held();
    });
}

void HoldButton::begin() {
    if (timer_.isActive() || !isEnabled()) return;
    steps_ = 0;
    timer_.start();
}

void HoldButton::let_go() {
    timer_.stop();
    steps_ = 0;
    update();
}

void HoldButton::key_down() {
    if (isVisible()) begin();
}

void HoldButton::key_up() {
    let_go();
}

void HoldButton::mousePressEvent(QMouseEvent* event) {
    QPushButton::mousePressEvent(event);
    if (event->button() == Qt::LeftButton) begin();
}

void HoldButton::mouseReleaseEvent(QMouseEvent* event) {
    QPushButton::mouseReleaseEvent(event);
    let_go();
}

void HoldButton::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!event->isAutoRepeat()) begin();
        return;
    }
    QPushButton::keyPressEvent(event);
}

void HoldButton::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!event->isAutoRepeat()) let_go();
        return;
    }
    QPushButton::keyReleaseEvent(event);
}

void HoldButton::focusOutEvent(QFocusEvent* event) {
    let_go();
    QPushButton::focusOutEvent(event);
}

void HoldButton::paintEvent(QPaintEvent* event) {
    QPushButton::paintEvent(event);
    if (!timer_.isActive()) return;
    QPainter painter(this);
    const int full = width() - 8;
    painter.fillRect(QRect(4, height() - 6, full * steps_ * hold_step_ms / hold_ms, 3), colours_now().bad);
}

ScrollColumn::ScrollColumn(QWidget* parent)
    : QScrollArea(parent), inside_(new QWidget), column_(new QVBoxLayout(inside_)) {
    inside_->setObjectName(QStringLiteral("scroll_inside"));
    inside_->setStyleSheet(QStringLiteral("#scroll_inside{background:transparent}"));
    column_->setContentsMargins(0, 0, 4, 0);
    column_->setSpacing(6);
    setWidget(inside_);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    inside_->installEventFilter(this);
}

bool ScrollColumn::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::Resize && event->type() != QEvent::LayoutRequest)
        return QScrollArea::eventFilter(watched, event);
    fit();
    // The area gives its widget another size from within this. Where what is inside needs less height beside
    // a bar than without one, the bar would come and go, each within the other, until the stack is full.
    constexpr int within_max = 3;
    if (resizes_within_ == within_max) return false;
    ++resizes_within_;
    const bool is_taken = QScrollArea::eventFilter(watched, event);
    --resizes_within_;
    return is_taken;
}

void ScrollColumn::fit() {
    // The bars come and go with what is set here, and each time the width is another: it is looked at again
    // here, not by those who would ask for it from within.
    constexpr int rounds_max = 3;
    if (is_fitting_) return;
    is_fitting_ = true;
    for (int round = 0; round < rounds_max; ++round) {
        // A scroll area asks its widget for the least height without a width: wrapped text would be cut.
        const int height = column_->hasHeightForWidth() ? column_->totalHeightForWidth(inside_->width())
                                                        : column_->totalMinimumSize().height();
        if (inside_->minimumHeight() == height) break;
        inside_->setMinimumHeight(height);
    }
    is_fitting_ = false;
}

SearchField::SearchField(QWidget* parent) : QLineEdit(parent) {
    setTextMargins(26, 0, 0, 0);
    setClearButtonEnabled(true);
    setMinimumWidth(260);
}

void SearchField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.drawPixmap(10, (height() - 18) / 2,
                       icon_picture(QStringLiteral("search"), colours_now().muted, 18, devicePixelRatioF()));
}

namespace {
/// A cell with air at its sides; a ground that the model gives is painted whatever the style sheet says.
class CellDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const QVariant ground = index.data(Qt::BackgroundRole);
        if (ground.isValid()) painter->fillRect(option.rect, ground.value<QColor>());
        QStyleOptionViewItem inner = option;
        if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, option.palette.highlight());
        inner.state &= ~(QStyle::State_HasFocus | QStyle::State_Selected);
        inner.rect.adjust(6, 0, -6, 0);
        QStyledItemDelegate::paint(painter, inner, index);
    }
};
}  // namespace

TableView::TableView(QWidget* parent) : QTableView(parent) {
    setItemDelegate(new CellDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(36);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
}

void TableView::set_empty_words(const QString& words) {
    empty_words_ = words;
    viewport()->update();
}

int TableView::needed_width_px(int column) const {
    constexpr int least_air_px = 13;  // what the cells keep clear at their sides
    return std::max(sizeHintForColumn(column) + least_air_px, horizontalHeader()->sectionSizeHint(column));
}

void TableView::fit_columns(bool anew) {
    constexpr int widest_px = 290;
    constexpr int air_px = 13;
    fits_columns_ = true;
    const int columns = model() != nullptr ? model()->columnCount() : 0;
    if (columns == 0) return;
    std::vector<int> needed;
    int all_needed = 0, all_now = 0;
    for (int column = 0; column < columns; ++column) {
        needed.push_back(std::min(needed_width_px(column), widest_px));
        all_needed += needed.back();
        all_now += column + 1 < columns ? columnWidth(column) : needed.back();
    }
    const int room = viewport()->width();
    const int air = std::clamp((room - all_needed) / columns, 0, air_px);
    const bool may_shrink = anew || (all_now > room && all_needed <= room);
    for (int column = 0; column < columns; ++column) {
        // The last one is stretched over what is left.
        const bool last = column + 1 == columns;
        const int width = needed[static_cast<std::size_t>(column)] + (last ? 0 : air);
        if (last || may_shrink || width > columnWidth(column)) setColumnWidth(column, width);
    }
}

void TableView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (fits_columns_) fit_columns(false);
}

void TableView::keyPressEvent(QKeyEvent* event) {
    if (!event->matches(QKeySequence::Copy) || selectionModel() == nullptr) {
        QTableView::keyPressEvent(event);
        return;
    }
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QString text;
    for (const QModelIndex& row : rows) {
        for (int column = 0; column < model()->columnCount(); ++column) {
            if (column > 0) text += u'\t';
            text += row.siblingAtColumn(column).data().toString().replace(u'\t', u' ').replace(u'\n', u' ');
        }
        text += u'\n';
    }
    QApplication::clipboard()->setText(text);
}

void TableView::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (empty_words_.isEmpty() || (model() != nullptr && model()->rowCount() > 0)) return;
    QPainter painter(viewport());
    painter.setPen(colours_now().muted);
    painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                     empty_words_);
}

QFrame* line() {
    auto* frame = new QFrame;
    frame->setProperty("role", "line");
    frame->setFixedHeight(1);
    return frame;
}

void clear_layout(QLayout* layout) {
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        if (QLayout* inner = item->layout()) clear_layout(inner);
        delete item;
    }
}

void put_icon(QAbstractButton* button, const QString& name, Tone tone, int size_px) {
    button->setProperty("drawing", name);
    button->setProperty("drawing_tone", static_cast<int>(tone));
    const bool primary = button->property("role") == QLatin1String("primary") ||
                         button->property("role") == QLatin1String("next");
    const Colours& in = colours_now();
    const QColor colour = primary ? in.accent_text : tone == Tone::Plain ? in.text : tone_text(in, tone);
    button->setIcon(icon(name, colour));
    button->setIconSize(QSize(size_px, size_px));
}

void draw_icons_anew(const QWidget& within) {
    for (QAbstractButton* button : within.findChildren<QAbstractButton*>()) {
        const QString name = button->property("drawing").toString();
        if (name.isEmpty()) continue;
        put_icon(button, name, static_cast<Tone>(button->property("drawing_tone").toInt()),
                 button->iconSize().width());
    }
}

PageHead::PageHead(Words& words, Phrase title) : note_(new OneLine), right_(new QHBoxLayout) {
    note_->setProperty("role", "muted");
    // What can be done is shown whole; the note gets what is left.
    note_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto* name = new QLabel;
    name->setProperty("role", "title");
    words.bind(name, title);
    row->addWidget(name);
    row->addWidget(note_, 1);
    right_->setSpacing(8);
    row->addLayout(right_);
}

void PageHead::set_note(const QString& note) {
    note_->setText(note);
    note_->setToolTip(note);
}

}  // namespace sandau::station
