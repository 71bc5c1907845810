#include "station/choice_row.h"

#include <algorithm>

namespace sandau::station {

ChoiceRow::ChoiceRow(QWidget* parent)
    : QWidget(parent), row_(new QHBoxLayout(this)), group_(new QButtonGroup(this)) {
    row_->setContentsMargins(0, 0, 0, 0);
    row_->setSpacing(6);
    connect(group_, &QButtonGroup::idClicked, this, [this](int at) {
        chosen_ = ids_[static_cast<std::size_t>(at)];
        emit changed();
    });
}

void ChoiceRow::show_choices(const std::vector<Choice>& choices) {
    while (buttons_.size() > choices.size()) {
        delete buttons_.back();
        buttons_.pop_back();
    }
    while (buttons_.size() < choices.size()) {
        auto* button = new QPushButton;
        button->setCheckable(true);
        group_->addButton(button, static_cast<int>(buttons_.size()));
        row_->addWidget(button);
        buttons_.push_back(button);
    }
    ids_.clear();
    for (std::size_t i = 0; i < choices.size(); ++i) {
        ids_.push_back(choices[i].id);
        buttons_[i]->setText(choices[i].words);
    }
    choose(chosen_);
}

void ChoiceRow::choose(const std::string& id) {
    if (ids_.empty()) return;
    const auto at = std::find(ids_.begin(), ids_.end(), id);
    const std::size_t index = at == ids_.end() ? 0 : static_cast<std::size_t>(at - ids_.begin());
    chosen_ = ids_[index];
    buttons_[index]->setChecked(true);
}

}  // namespace sandau::station
