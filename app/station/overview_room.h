#pragma once

#include "station/face.h"

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace sandau::station {

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
    void add_figure(int column, const QString& figure, const QString& words);

    QLabel* name_;
    QLabel* facts_;
    QGridLayout* figures_;
    QGridLayout* divisions_;
    QVBoxLayout* stages_;
    QVBoxLayout* tasks_;
};

}  // namespace sandau::station
