#include "station/overview_room.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <set>

#include "scoring/definition.h"
#include "station/rank_words.h"
#include "station/run_steps.h"
#include "station/standings_watch.h"
#include "station/widgets.h"

namespace sandau::station {

OverviewRoom::OverviewRoom(const Face& face)
    : Room(face),
      name_(new QLabel),
      facts_(muted()),
      figures_(new QGridLayout),
      divisions_(new QGridLayout),
      stages_(new QVBoxLayout),
      tasks_(new QVBoxLayout) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(14);
    name_->setProperty("role", "title");
    name_->setWordWrap(true);
    name_->setTextFormat(Qt::PlainText);
    outer->addWidget(name_);
    outer->addWidget(facts_);
    figures_->setSpacing(14);
    outer->addLayout(figures_);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    auto* left = new Card;
    auto* tasks_head = heading();
    face_.words.bind(tasks_head, {"Việc cần làm", "To do"});
    left->column()->addWidget(tasks_head);
    auto* scroll = new ScrollColumn;
    tasks_->setSpacing(4);
    scroll->column()->addLayout(tasks_);
    scroll->column()->addStretch(1);
    left->column()->addWidget(scroll, 1);
    halves->addWidget(left, 1);
    auto* right = new QVBoxLayout;
    right->setSpacing(14);
    auto* divisions_card = new Card;
    auto* divisions_head = heading();
    face_.words.bind(divisions_head, {"Hồ sơ theo bảng", "Entries by division"});
    divisions_card->column()->addWidget(divisions_head);
    divisions_->setHorizontalSpacing(20);
    divisions_card->column()->addLayout(divisions_);
    right->addWidget(divisions_card);
    auto* stages_card = new Card;
    auto* stages_head = heading();
    face_.words.bind(stages_head, {"Các vòng thi", "Stages"});
    stages_card->column()->addWidget(stages_head);
    stages_card->column()->addLayout(stages_);
    stages_card->column()->addStretch(1);
    right->addWidget(stages_card, 1);
    halves->addLayout(right, 1);
    outer->addLayout(halves, 1);
}

void OverviewRoom::render() {
    const Definition& definition = face_.session.definition();
    name_->setText(face_.say(definition.name));
    QStringList facts;
    for (const char* key : {"host", "venue"})
        if (const Json* value = definition.about.find(key); value != nullptr && value->as_string() != nullptr)
            facts << text_of(*value->as_string());
    facts << text_of(face_.session.opened().file.string());
    facts_->setText(facts.join(QStringLiteral(" · ")));
    render_figures();
    render_divisions();
    render_stages();
    render_tasks();
}

void OverviewRoom::add_figure(int column, const QString& figure, const QString& words) {
    auto* card = new Card(14);
    card->column()->setSpacing(0);
    auto* number = new QLabel(figure);
    number->setProperty("role", "figure");
    card->column()->addWidget(number);
    card->column()->addWidget(muted(words));
    figures_->addWidget(card, 0, column);
}

void OverviewRoom::render_figures() {
    clear_layout(figures_);
    const Contest& contest = face_.session.contest();
    std::int64_t eligible = 0, here = 0, published = 0;
    for (const Entry& entry : contest.table<Entry>()) {
        eligible += entry.state == EntryState::Eligible ? 1 : 0;
        here += entry.checked_in ? 1 : 0;
    }
    for (const Sheet& sheet : contest.table<Sheet>()) published += sheet.published ? 1 : 0;
    const auto number = [&](std::size_t count) {
        return face_.words.count(static_cast<std::int64_t>(count));
    };
    add_figure(0, number(contest.table<Entry>().size()), face_.say({"hồ sơ dự thi", "entries"}));
    add_figure(1, face_.words.count(eligible), face_.say({"đủ điều kiện", "eligible"}));
    add_figure(2, number(contest.table<Person>().size()), face_.say({"người tham gia", "people"}));
    add_figure(3, number(contest.table<Organization>().size()), face_.say({"đơn vị", "schools"}));
    add_figure(4, face_.words.count(here), face_.say({"đội có mặt", "teams here"}));
    add_figure(5, face_.words.count(published), face_.say({"kết quả đã công bố", "results published"}));
}

void OverviewRoom::render_divisions() {
    clear_layout(divisions_);
    const Contest& contest = face_.session.contest();
    const QString heads[] = {{},
                             face_.say({"Tổng", "All"}),
                             face_.say({"Chờ xét", "Waiting"}),
                             face_.say({"Đủ", "Eligible"}),
                             face_.say({"Không đủ", "Refused"}),
                             face_.say({"Rút", "Out"})};
    for (int i = 1; i < 6; ++i) {
        auto* head = new QLabel(heads[i]);
        head->setProperty("role", "small");
        divisions_->addWidget(head, 0, i, Qt::AlignRight);
    }
    divisions_->setColumnStretch(0, 1);
    int row = 1;
    for (const Division& division : contest.definition->divisions) {
        std::int64_t counts[5] = {};
        for (const Entry& entry : contest.table<Entry>()) {
            if (entry.division != division.id) continue;
            ++counts[0];
            ++counts[1 + static_cast<int>(entry.state)];
        }
        divisions_->addWidget(new QLabel(face_.say(division.name)), row, 0);
        for (int i = 0; i < 5; ++i) {
            auto* number = new QLabel(face_.words.count(counts[i]));
            number->setProperty("role", i == 0 ? "heading" : counts[i] == 0 ? "muted" : "plain");
            divisions_->addWidget(number, row, i + 1, Qt::AlignRight);
        }
        ++row;
    }
}

void OverviewRoom::render_stages() {
    clear_layout(stages_);
    const Contest& contest = face_.session.contest();
    for (const Stage& stage : contest.definition->stages) {
        std::int64_t sheets = 0, confirmed = 0, published = 0, planned = 0;
        for (const Sheet& sheet : contest.table<Sheet>()) {
            if (sheet.stage != stage.id) continue;
            ++sheets;
            confirmed += sheet.state >= SheetState::Committed ? 1 : 0;
            published += sheet.published ? 1 : 0;
        }
        for (const Slot& slot : contest.table<Slot>()) planned += slot.stage == stage.id ? 1 : 0;
        for (const ImportedScores& one : contest.table<ImportedScores>()) {
            if (one.stage != stage.id) continue;
            ++sheets;
            ++confirmed;
            published += one.published ? 1 : 0;
        }
        const std::int64_t all = std::max(planned, sheets);
        auto* title = new QLabel(face_.say(stage.name));
        title->setProperty("role", "heading");
        stages_->addWidget(title);
        auto* bar = new QProgressBar;
        bar->setTextVisible(false);
        bar->setRange(0, static_cast<int>(std::max<std::int64_t>(all, 1)));
        bar->setValue(static_cast<int>(confirmed));
        stages_->addWidget(bar);
        stages_->addWidget(muted(all == 0 ? face_.say({"chưa có lượt nào", "no runs yet"})
                                          : face_
                                                .say({"%1/%2 lượt đã xác nhận, %3 đã công bố",
                                                      "%1 of %2 runs confirmed, %3 published"})
                                                .arg(face_.words.count(confirmed), face_.words.count(all),
                                                     face_.words.count(published))));
    }
}

std::vector<OverviewRoom::Task> OverviewRoom::tasks() const {
    std::vector<Task> all;
    add_entry_tasks(all);
    add_stage_tasks(all);
    add_field_tasks(all);
    add_decision_tasks(all);
    return all;
}

void OverviewRoom::add_entry_tasks(std::vector<Task>& all) const {
    const Contest& contest = face_.session.contest();
    if (contest.table<Entry>().empty())
        all.push_back(
            {face_.say({"Nhập danh sách đội từ Excel", "Import the teams from a sheet"}), "entries", true});
    std::int64_t waiting = 0;
    for (const Entry& entry : contest.table<Entry>())
        waiting += entry.state == EntryState::Registered ? 1 : 0;
    if (waiting > 0)
        all.push_back({face_.say({"%1 hồ sơ chờ xét điều kiện", "%1 entries wait for the eligibility check"})
                           .arg(face_.words.count(waiting)),
                       "entries"});
    std::set<std::string> absent;
    for (const Slot& slot : contest.table<Slot>()) {
        const Entry* entry = contest.table<Entry>().find(slot.entry.text);
        if (entry != nullptr && entry->state == EntryState::Eligible && !entry->checked_in)
            absent.insert(entry->id.text);
    }
    if (!absent.empty())
        all.push_back(
            {face_.say({"%1 đội trong lịch chưa điểm danh", "%1 teams of the timetable are not checked in"})
                 .arg(absent.size()),
             "entries"});
}

void OverviewRoom::add_stage_tasks(std::vector<Task>& all) const {
    const Contest& contest = face_.session.contest();
    std::set<std::string> with_results, scheduled;
    for (const Sheet& sheet : contest.table<Sheet>()) with_results.insert(sheet.stage.text);
    for (const Slot& slot : contest.table<Slot>()) scheduled.insert(slot.stage.text);
    const auto entered = [&](const StageId& stage) {
        return contest.table<StageEntrants>().find(stage.text) != nullptr;
    };
    for (const Stage& stage : contest.definition->stages) {
        if (with_results.contains(stage.id.text) && stage.promote && !entered(stage.promote->to))
            all.push_back(
                {face_.say({"Chọn đội từ %1 vào vòng sau", "Promote from %1"}).arg(face_.say(stage.name)),
                 "rankings"});
        if (entered(stage.id) && !scheduled.contains(stage.id.text) && stage.format == StageFormat::Runs)
            all.push_back({face_.say({"Xếp lịch %1", "Make the timetable of %1"}).arg(face_.say(stage.name)),
                           "timetable"});
    }
}

void OverviewRoom::add_field_tasks(std::vector<Task>& all) const {
    const Contest& contest = face_.session.contest();
    for (const Field& field : contest.table<Field>()) {
        const FieldView view = look_at(contest, field.id);
        if (view.run == nullptr || view.is_free()) continue;
        all.push_back({face_.say({"Sân %1: %2, %3", "Field %1: %2, %3"})
                           .arg(text_of(field.id.text), entry_name(contest, view.run->entry),
                                face_.say(step_name(*view.step))),
                       "field"});
    }
    std::int64_t committed = 0, inbox = 0;
    for (const Sheet& sheet : contest.table<Sheet>())
        committed +=
            sheet.state == SheetState::Committed && sheet.content.status != SheetStatus::VOID ? 1 : 0;
    for (const DeviceRecord& event : contest.table<DeviceRecord>())
        inbox += event.place == EventPlace::Inbox ? 1 : 0;
    if (committed > 0)
        all.push_back(
            {face_.say({"%1 kết quả đã xác nhận chưa công bố", "%1 confirmed results are not published"})
                 .arg(face_.words.count(committed)),
             "scoring"});
    if (inbox > 0)
        all.push_back({face_.say({"%1 tín hiệu cảm biến chờ xử lý", "%1 sensor events wait in the inbox"})
                           .arg(face_.words.count(inbox)),
                       "field"});
}

void OverviewRoom::add_decision_tasks(std::vector<Task>& all) const {
    const Contest& contest = face_.session.contest();
    std::int64_t protests = 0;
    for (const Protest& protest : contest.table<Protest>()) protests += protest.resolution.empty() ? 1 : 0;
    if (protests > 0)
        all.push_back({face_.say({"%1 khiếu nại chờ giải quyết", "%1 protests are open"})
                           .arg(face_.words.count(protests)),
                       "scoring", true});
    const Standings* standings = face_.standings.look();
    if (standings == nullptr) return;
    for (const Flag& flag : standings->flags) {
        if (flag.kind != "tie_straddles_tier" && flag.kind != "tie_at_cut" && flag.kind != "over_budget")
            continue;
        QStringList names;
        for (const EntryId& entry : flag.entries) names << entry_name(contest, entry);
        all.push_back({flag_words(face_.words, *contest.definition, flag, names),
                       flag.scheme ? "awards" : "rankings", true});
    }
}

void OverviewRoom::render_tasks() {
    clear_layout(tasks_);
    const std::vector<Task> due = tasks();
    if (due.empty())
        tasks_->addWidget(muted(face_.say({"Không còn việc nào đang chờ.", "Nothing is waiting."})));
    for (const Task& task : due) {
        auto* button = new QPushButton;
        button->setProperty("role", "link");
        const QString words = (task.urgent ? QStringLiteral("! ") : QString()) + task.words;
        button->setToolTip(words);
        button->setText(
            button->fontMetrics().elidedText(words, Qt::ElideRight, std::max(320, width() / 2 - 110)));
        put_icon(button, task.urgent ? QStringLiteral("warning") : QStringLiteral("next"),
                 task.urgent ? Tone::Bad : Tone::Accent);
        connect(button, &QPushButton::clicked, this,
                [this, room = QString::fromLatin1(task.room)] { emit wanted(room); });
        tasks_->addWidget(button);
    }
}

}  // namespace sandau::station
