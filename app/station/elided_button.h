#pragma once

#include <QPushButton>
#include <algorithm>

namespace sandau::station {

/// A button whose words end in dots where they do not fit; its tip has them whole.
class ElidedButton : public QPushButton {
public:
    using QPushButton::QPushButton;

    void show_words(const QString& words) {
        words_ = words;
        setToolTip(words);
        setAccessibleName(words);
        elide();
        updateGeometry();
    }
    /// What all the words ask for.
    QSize sizeHint() const override {
        const int missing_px =
            fontMetrics().horizontalAdvance(words_) - fontMetrics().horizontalAdvance(text());
        return QPushButton::sizeHint() + QSize(std::max(0, missing_px), 0);
    }
    QSize minimumSizeHint() const override {
        constexpr int least_px = 80;
        return {least_px, QPushButton::minimumSizeHint().height()};
    }

protected:
    void resizeEvent(QResizeEvent* event) override {
        QPushButton::resizeEvent(event);
        elide();
    }

private:
    void elide() {
        const int beside_px = QPushButton::sizeHint().width() - fontMetrics().horizontalAdvance(text());
        setText(fontMetrics().elidedText(words_, Qt::ElideRight, width() - beside_px));
    }

    QString words_;
};

}  // namespace sandau::station
