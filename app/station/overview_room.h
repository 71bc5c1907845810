#pragma once

#include <array>

#include "station/face.h"
#include "station/kept.h"

class QLabel;
class QProgressBar;

namespace sandau::station {

class StageProgress;
class TaskButton;

/// Where the contest stands, and what is to be done next; every line leads to its room.
class OverviewRoom : public Room {
    Q_OBJECT

public:
    explicit OverviewRoom(const Face& face);

signals:
    void wanted(const QString& room);

protected:
    void render() override;

private:
    struct Task {
        QString words;
        const char* room;
        bool urgent = false;
    };
    void render_figures();
    void render_divisions();
    void render_stages();
    void render_tasks();
    std::vector<Task> tasks() const;
    void add_entry_tasks(std::vector<Task>& all) const;
    void add_stage_tasks(std::vector<Task>& all) const;
    void add_field_tasks(std::vector<Task>& all) const;
    void add_decision_tasks(std::vector<Task>& all) const;
    QWidget* build_figures();
    QWidget* build_tasks();

    QLabel* name_;
    QLabel* facts_;
    std::array<QLabel*, 6> figures_{};
    KeptGrid* divisions_;
    KeptColumn<StageProgress> stages_;
    QLabel* no_tasks_;
    KeptColumn<TaskButton> tasks_;
};

}  // namespace sandau::station
