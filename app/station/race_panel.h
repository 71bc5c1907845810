#pragma once

#include "station/face.h"

class QLabel;

namespace sandau::station {

class KeptGrid;

/// The lanes that race together with a field: who stands where, each time with its bound, and the places; two
/// times closer than their bounds share one.
class RacePanel : public QWidget {
public:
    explicit RacePanel(const Face& face);
    /// Hidden where the field races alone.
    void render(const FieldId& field);

private:
    const Face face_;
    QLabel* head_;
    KeptGrid* lanes_;
    QLabel* note_;
};

}  // namespace sandau::station
