#pragma once

#include "station/face.h"
#include "station/kept.h"
#include "station/match_steps.h"

class QLabel;
class QListWidget;

namespace sandau::station {

/// Who comes next on a field: runs of its timetable, then matches of the draws. The chosen line is what the
/// next step calls.
class NextTeams : public QWidget {
    Q_OBJECT

public:
    explicit NextTeams(const Face& face);
    void render(const FieldId& field);
    /// The chosen line's; nothing where the list is empty.
    std::optional<NextUp> chosen() const;
    /// "Sao Mai", "Sao Mai – Sông Hồng".
    QString chosen_words() const;
    void choose_next(int by);

signals:
    void chosen_changed();

private:
    QString words_of(const NextUp& next) const;
    QString line_of(const NextUp& next) const;

    const Face face_;
    QLabel* head_;
    QListWidget* list_;
    std::vector<NextUp> waiting_;
    std::string picked_;  ///< by hand; else the first that can be called
};

class EventRow;

/// What the field's sensors said, newest first, with bounds; what belongs to no run waits in the inbox.
class EventsPanel : public QWidget {
    Q_OBJECT

public:
    explicit EventsPanel(const Face& face);
    void render(const FieldId& field, const RunId& run);
    bool is_empty() const { return is_empty_; }

private:
    void adopt(const DeviceEventId& event, const RunId& run, ChannelRole role, const std::string& reason);

    const Face face_;
    QLabel* head_;
    QLabel* none_;
    KeptColumn<EventRow> rows_;
    bool is_empty_ = true;
};

Phrase role_name(ChannelRole role);

}  // namespace sandau::station
