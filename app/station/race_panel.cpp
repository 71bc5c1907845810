#include "station/race_panel.h"

#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "scoring/race.h"
#include "station/kept.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

RacePanel::RacePanel(const Face& face)
    : face_(face), head_(heading()), lanes_(new KeptGrid(10, 4, 2)), note_(new QLabel) {
    setObjectName(QStringLiteral("race_panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(head_);
    auto* card = new Card(10);
    auto* scroll = new ScrollColumn;
    scroll->column()->addWidget(lanes_);
    note_->setProperty("role", "small");
    note_->setWordWrap(true);
    scroll->column()->addWidget(note_);
    scroll->column()->addStretch(1);
    card->column()->addWidget(scroll);
    column->addWidget(card, 1);
    hide();
}

void RacePanel::render(const FieldId& field) {
    const Contest& contest = face_.session.contest();
    const std::vector<RaceLane> lanes = race_on(contest, field);
    const auto there =
        std::count_if(lanes.begin(), lanes.end(), [](const RaceLane& lane) { return !lane.run.empty(); });
    setVisible(there > 1);
    if (there < 2) return;
    head_->setText(face_.say({"Cùng xuất phát (%1 làn)", "Racing together (%1 lanes)"}).arg(lanes.size()));
    std::vector<KeptGrid::Row> rows;
    bool tied = false;
    for (const RaceLane& lane : lanes) {
        const Run* run = contest.table<Run>().find(lane.run.text);
        tied = tied || lane.tied;
        const bool here = lane.field == field;
        const QString place = !lane.place ? QStringLiteral("–")
                              : lane.tied ? face_.say({"%1 (hòa)", "%1 (tie)"}).arg(*lane.place)
                                          : QString::number(*lane.place);
        QString who = run != nullptr ? entry_name(contest, run->entry) : face_.say({"trống", "empty"});
        if (lane.time_ns) {
            who += u'\n' + face_.words.time(Duration{*lane.time_ns}.floor_ms());
            if (lane.bound_ns > 0) who += u' ' + face_.words.bound(lane.bound_ns);
        }
        rows.push_back({{face_.say({"Làn %1", "Lane %1"}).arg(lane.lane), "small"},
                        {place, "heading", lane.place == 1 ? Tone::Good : Tone::Plain},
                        {who, here ? "heading" : "plain"}});
    }
    lanes_->show_rows(rows);
    note_->setText(
        face_.say({"Hòa: hai làn gần nhau hơn tổng sai số, cổng đo không phân được.",
                   "A tie: two lanes closer than both bounds; the gates cannot tell them apart."}));
    note_->setVisible(tied);
}

}  // namespace sandau::station
