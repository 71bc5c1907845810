#pragma once

#include <QString>
#include <utility>
#include <vector>

class QComboBox;

namespace sandau::station {

/// What a box offers: what each stands for, and its words.
using BoxChoices = std::vector<std::pair<QString, QString>>;

/// Fills a box anew and keeps what was chosen where it is still there. A box that somebody has open is not
/// filled anew for nothing.
void refill(QComboBox* box, const BoxChoices& choices);

}  // namespace sandau::station
