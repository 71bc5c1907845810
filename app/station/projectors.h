#pragma once

#include <QObject>
#include <QRect>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "station/memory.h"
#include "station/wall_canvas.h"

namespace sandau::station {

/// A monitor that is plugged in.
struct Monitor {
    std::string key;  ///< as Projection has it
    QString name;
    QRect where;
};
/// Those of this machine, the first the main one.
std::vector<Monitor> monitors_of_machine();

/// A monitor's whole screen, without a cursor. Esc closes it.
class ProjectorWindow : public WallCanvas {
    Q_OBJECT

public:
    ProjectorWindow(const Face& published, const Monitor& monitor);
    void fill(const Monitor& monitor);

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
};

/// The windows on this machine's monitors: as they were set, and there again whenever their monitor and a
/// contest are.
class Projectors : public QObject {
    Q_OBJECT

public:
    using ListMonitors = std::function<std::vector<Monitor>()>;

    Projectors(const Face& published, Memory& memory, QObject* parent = nullptr);
    ~Projectors() override;

    const Face& published() const { return published_; }
    std::vector<Monitor> monitors() const { return list_monitors_(); }
    /// Other monitors than those of this machine.
    void use_monitors(ListMonitors list);
    /// As it is remembered, else as it would begin.
    Projection projection(const std::string& monitor) const;
    void set(const Projection& projection);
    /// nullptr: it is not open.
    ProjectorWindow* window(const std::string& monitor) const;
    /// After a monitor was plugged in or out.
    void look_again();

signals:
    void changed();

private:
    void close_window(const std::string& monitor);

    const Face published_;
    Memory& memory_;
    ListMonitors list_monitors_ = monitors_of_machine;
    std::vector<Projection> projections_;
    std::map<std::string, ProjectorWindow*> windows_;
};

}  // namespace sandau::station
