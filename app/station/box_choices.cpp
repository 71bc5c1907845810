#include "station/box_choices.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <algorithm>

namespace sandau::station {

void refill(QComboBox* box, const BoxChoices& choices) {
    bool is_same = box->count() == static_cast<int>(choices.size());
    for (int i = 0; is_same && i < box->count(); ++i) {
        const auto& [id, words] = choices[static_cast<std::size_t>(i)];
        is_same = box->itemData(i).toString() == id && box->itemText(i) == words;
    }
    if (is_same) return;
    const QSignalBlocker quiet(box);
    const QString chosen = box->currentData().toString();
    box->clear();
    for (const auto& [id, words] : choices) box->addItem(words, id);
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
}

}  // namespace sandau::station
