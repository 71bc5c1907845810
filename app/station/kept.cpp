#include "station/kept.h"

#include <QGridLayout>

namespace sandau::station {

KeptTexts::KeptTexts(int spacing_px) : column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(spacing_px);
}

void KeptTexts::show_texts(const std::vector<Paragraph>& paragraphs) {
    while (labels_.size() < paragraphs.size()) {
        auto* label = new QLabel(this);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        if (selectable_) label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column_->addWidget(label);
        labels_.push_back(label);
    }
    for (std::size_t i = 0; i < labels_.size(); ++i) {
        QLabel* label = labels_[i];
        const bool used = i < paragraphs.size();
        if (used) {
            set_role(label, paragraphs[i].role);
            set_tone(label, paragraphs[i].tone);
            if (label->text() != paragraphs[i].text) label->setText(paragraphs[i].text);
        }
        label->setVisible(used);
    }
    setVisible(!paragraphs.empty());
}

KeptGrid::KeptGrid(int horizontal_px, int vertical_px, int wide_column) : grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(horizontal_px);
    grid_->setVerticalSpacing(vertical_px);
    grid_->setColumnStretch(wide_column, 1);
}

void KeptGrid::show_rows(const std::vector<Row>& rows) {
    for (std::size_t y = 0; y < rows.size(); ++y)
        for (std::size_t x = 0; x < rows[y].size(); ++x) {
            const Cell& cell = rows[y][x];
            const std::pair<int, int> place{static_cast<int>(y), static_cast<int>(x)};
            QLabel*& label = labels_[place];
            if (label == nullptr) {
                label = new QLabel(this);
                label->setTextFormat(Qt::PlainText);
            }
            const Qt::Alignment align = cell.align & (Qt::AlignHorizontal_Mask | Qt::AlignVertical_Mask);
            const int at = grid_->indexOf(label);
            if (at < 0 || grid_->itemAt(at)->alignment() != align) {
                grid_->removeWidget(label);
                grid_->addWidget(label, place.first, place.second, align);
            }
            set_role(label, cell.role);
            set_tone(label, cell.tone);
            if (label->text() != cell.text) label->setText(cell.text);
            label->setVisible(!cell.text.isEmpty());
        }
    for (const auto& [place, label] : labels_) {
        const auto y = static_cast<std::size_t>(place.first);
        const auto x = static_cast<std::size_t>(place.second);
        if (y >= rows.size() || x >= rows[y].size()) label->hide();
    }
}

}  // namespace sandau::station
