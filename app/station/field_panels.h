#pragma once

#include "station/face.h"
#include "station/kept.h"
#include "station/run_steps.h"

class QLabel;
class QListWidget;

namespace sandau::station {

/// Who comes next on a field. The chosen line is whom the next step calls.
class NextTeams : public QWidget {
    Q_OBJECT

public:
    explicit NextTeams(const Face& face);
    void render(const FieldId& field);
    /// The chosen line's; nothing where the list is empty.
    std::optional<Slot> chosen() const;
    void choose_next(int by);

signals:
    void chosen_changed();

private:
    const Face face_;
    QLabel* head_;
    QListWidget* list_;
    std::vector<Slot> slots_;
};

class EventRow;

/// What the field's sensors said, newest first, with bounds; what belongs to no run waits in the inbox.
class EventsPanel : public QWidget {
    Q_OBJECT

public:
    explicit EventsPanel(const Face& face);
    void render(const FieldId& field, const RunId& run);

private:
    void adopt(const DeviceEventId& event, const RunId& run, ChannelRole role);

    const Face face_;
    QLabel* head_;
    QLabel* none_;
    KeptColumn<EventRow> rows_;
};

Phrase role_name(ChannelRole role);

}  // namespace sandau::station
