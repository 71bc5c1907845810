#pragma once

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>
#include <QWidget>
#include <string>
#include <vector>

namespace sandau::station {

/// A few things side by side of which one is chosen.
class ChoiceRow : public QWidget {
    Q_OBJECT

public:
    struct Choice {
        std::string id;
        QString words;
    };
    explicit ChoiceRow(QWidget* parent = nullptr);
    /// The one chosen before stays chosen where it is still there, else the first.
    void show_choices(const std::vector<Choice>& choices);
    const std::string& chosen() const { return chosen_; }
    void choose(const std::string& id);

signals:
    void changed();

private:
    QHBoxLayout* row_;
    QButtonGroup* group_;
    std::vector<QPushButton*> buttons_;
    std::vector<std::string> ids_;
    std::string chosen_;
};

}  // namespace sandau::station
