#include "db/rows.h"

// Panels, who marks what, and marks.

namespace sandau::db {

void put_rows(Connection& c, const PanelRecord& panel) {
    c.run(
        "INSERT OR REPLACE INTO panels(id, stage, division, decision_number, chair, members) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        panel.id, panel.stage, panel.division, panel.decision_number, panel.chair, to_json(panel.members));
}

void put_rows(Connection& c, const Assignment& assignment) {
    c.run("INSERT OR REPLACE INTO assignments(judge, panel, entry) VALUES (?, ?, ?)", assignment.judge,
          assignment.panel, assignment.entry);
}

void put_rows(Connection& c, const Conflict& conflict) {
    c.run("INSERT OR REPLACE INTO conflicts(judge, entry, kind, reason) VALUES (?, ?, ?, ?)", conflict.judge,
          conflict.entry, conflict.why, conflict.reason);
}

void put_rows(Connection& c, const MarkRecord& mark) {
    std::optional<Json> published;
    if (mark.published) published = to_json(*mark.published);
    c.run(
        "INSERT OR REPLACE INTO marks(stage, entry, judge, typist, state, criteria, recused, reason, "
        "published) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        mark.stage, mark.entry, mark.judge, mark.typist, mark.state, mark.content.criteria,
        mark.content.recused, mark.reason, published);
}

}  // namespace sandau::db
