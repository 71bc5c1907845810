#pragma once

#include <QStringList>
#include <QWidget>

namespace sandau::station {

/// The steps of a run as a strip of arrows; what is past, now and to come look and read differently.
class StepStrip : public QWidget {
public:
    explicit StepStrip(QWidget* parent = nullptr);
    void set_steps(const QStringList& names);
    /// `-1`: none yet; the number of steps: all are past.
    void set_current(int step);
    int current() const { return current_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList names_;
    int current_ = -1;
};

}  // namespace sandau::station
