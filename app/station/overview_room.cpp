#include "station/overview_room.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <map>
#include <set>

#include "scoring/definition.h"
#include "station/device_words.h"
#include "station/elided_button.h"
#include "station/rank_words.h"
#include "station/run_steps.h"
#include "station/standings_watch.h"
#include "station/widgets.h"

namespace sandau::station {

/// How far a stage is.
class StageProgress : public QWidget {
public:
    StageProgress() : title_(heading()), bar_(new QProgressBar), words_(muted()) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        bar_->setTextVisible(false);
        column->addWidget(title_);
        column->addWidget(bar_);
        column->addWidget(words_);
    }
    void show_state(const QString& title, std::int64_t done, std::int64_t all, const QString& words) {
        title_->setText(title);
        bar_->setRange(0, static_cast<int>(std::max<std::int64_t>(all, 1)));
        bar_->setValue(static_cast<int>(done));
        words_->setText(words);
    }

private:
    QLabel* title_;
    QProgressBar* bar_;
    QLabel* words_;
};

/// One thing to do; it leads to its room.
class TaskButton : public ElidedButton {
public:
    TaskButton() { setProperty("role", "link"); }
    void show_task(const QString& words, bool urgent, const char* room) {
        room_ = QString::fromLatin1(room);
        show_words(words);
        const QString drawing = urgent ? QStringLiteral("warning") : QStringLiteral("next");
        if (property("drawing").toString() != drawing)
            put_icon(this, drawing, urgent ? Tone::Bad : Tone::Accent);
    }
    const QString& room() const { return room_; }

private:
    QString room_;
};

OverviewRoom::OverviewRoom(const Face& face)
    : Room(face),
      name_(new QLabel),
      facts_(muted()),
      divisions_(new KeptGrid(20, 6, 0)),
      stages_(new QVBoxLayout),
      no_tasks_(muted()),
      tasks_(new QVBoxLayout) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(14);
    name_->setProperty("role", "title");
    name_->setWordWrap(true);
    name_->setTextFormat(Qt::PlainText);
    outer->addWidget(name_);
    outer->addWidget(facts_);
    outer->addWidget(build_figures());
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    halves->addWidget(build_tasks(), 1);
    auto* right = new QVBoxLayout;
    right->setSpacing(14);
    auto* divisions_card = new Card;
    auto* divisions_head = heading();
    face_.words.bind(divisions_head, {"Hồ sơ theo bảng", "Entries by division"});
    divisions_card->column()->addWidget(divisions_head);
    divisions_card->column()->addWidget(divisions_);
    right->addWidget(divisions_card);
    auto* stages_card = new Card;
    auto* stages_head = heading();
    face_.words.bind(stages_head, {"Các vòng thi", "Stages"});
    stages_card->column()->addWidget(stages_head);
    stages_.column()->setSpacing(8);
    stages_card->column()->addLayout(stages_.column());
    stages_card->column()->addStretch(1);
    right->addWidget(stages_card, 1);
    halves->addLayout(right, 1);
    outer->addLayout(halves, 1);
}

QWidget* OverviewRoom::build_figures() {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    constexpr Phrase names[] = {{"hồ sơ dự thi", "entries"},  {"đủ điều kiện", "eligible"},
                                {"người tham gia", "people"}, {"đơn vị", "schools"},
                                {"đội có mặt", "teams here"}, {"kết quả đã công bố", "results published"}};
    for (std::size_t i = 0; i < figures_.size(); ++i) {
        auto* card = new Card(14);
        card->column()->setSpacing(0);
        figures_[i] = new QLabel;
        figures_[i]->setProperty("role", "figure");
        card->column()->addWidget(figures_[i]);
        auto* name = muted();
        face_.words.bind(name, names[i]);
        card->column()->addWidget(name);
        row->addWidget(card, 1);
    }
    return box;
}

QWidget* OverviewRoom::build_tasks() {
    auto* card = new Card;
    auto* head = heading();
    face_.words.bind(head, {"Việc cần làm", "To do"});
    card->column()->addWidget(head);
    auto* scroll = new ScrollColumn;
    tasks_.column()->setSpacing(4);
    face_.words.bind(no_tasks_, {"Không còn việc nào đang chờ.", "Nothing is waiting."});
    scroll->column()->addWidget(no_tasks_);
    scroll->column()->addLayout(tasks_.column());
    scroll->column()->addStretch(1);
    card->column()->addWidget(scroll, 1);
    return card;
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

void OverviewRoom::render_figures() {
    const Contest& contest = face_.session.contest();
    std::int64_t eligible = 0, here = 0, published = 0;
    for (const Entry& entry : contest.table<Entry>()) {
        eligible += entry.state == EntryState::Eligible ? 1 : 0;
        here += entry.checked_in ? 1 : 0;
    }
    for (const Sheet& sheet : contest.table<Sheet>()) published += sheet.published ? 1 : 0;
    const std::int64_t numbers[] = {static_cast<std::int64_t>(contest.table<Entry>().size()),
                                    eligible,
                                    static_cast<std::int64_t>(contest.table<Person>().size()),
                                    static_cast<std::int64_t>(contest.table<Organization>().size()),
                                    here,
                                    published};
    for (std::size_t i = 0; i < figures_.size(); ++i) figures_[i]->setText(face_.words.count(numbers[i]));
}

void OverviewRoom::render_divisions() {
    const Contest& contest = face_.session.contest();
    constexpr int columns = 5;
    constexpr Phrase heads[columns] = {
        {"Tổng", "All"}, {"Chờ xét", "Waiting"}, {"Đủ", "Eligible"}, {"Không đủ", "Refused"}, {"Rút", "Out"}};
    std::map<std::string, std::array<std::int64_t, columns>> counts;
    for (const Entry& entry : contest.table<Entry>()) {
        auto& of = counts[entry.division.text];
        ++of[0];
        ++of[1 + static_cast<std::size_t>(entry.state)];
    }
    std::vector<KeptGrid::Row> rows(1);
    rows[0].push_back({});
    for (const Phrase& head : heads)
        rows[0].push_back({face_.say(head), "small", Tone::Plain, Qt::AlignRight | Qt::AlignVCenter});
    for (const Division& division : contest.definition->divisions) {
        KeptGrid::Row row{{face_.say(division.name)}};
        for (const std::int64_t count : counts[division.id.text])
            row.push_back({face_.words.count(count),
                           row.size() == 1 ? "heading"
                           : count == 0    ? "muted"
                                           : "plain",
                           Tone::Plain, Qt::AlignRight | Qt::AlignVCenter});
        rows.push_back(std::move(row));
    }
    divisions_->show_rows(rows);
}

void OverviewRoom::render_stages() {
    const Contest& contest = face_.session.contest();
    struct Counts {
        std::int64_t sheets = 0, confirmed = 0, published = 0, planned = 0;
    };
    std::map<std::string, Counts> counts;
    for (const Sheet& sheet : contest.table<Sheet>()) {
        Counts& of = counts[sheet.stage.text];
        ++of.sheets;
        of.confirmed += sheet.state >= SheetState::Committed ? 1 : 0;
        of.published += sheet.published ? 1 : 0;
    }
    for (const Slot& slot : contest.table<Slot>()) ++counts[slot.stage.text].planned;
    for (const ImportedScores& one : contest.table<ImportedScores>()) {
        Counts& of = counts[one.stage.text];
        ++of.sheets;
        ++of.confirmed;
        of.published += one.published ? 1 : 0;
    }
    std::vector<std::string> ids;
    for (const Stage& stage : contest.definition->stages) ids.push_back(stage.id.text);
    stages_.show(
        ids, [](const std::string&) { return new StageProgress; },
        [&](StageProgress* progress, std::size_t i) {
            const Counts& of = counts[ids[i]];
            const std::int64_t all = std::max(of.planned, of.sheets);
            progress->show_state(face_.say(contest.definition->stages[i].name), of.confirmed, all,
                                 all == 0 ? face_.say({"chưa có lượt nào", "no runs yet"})
                                          : face_
                                                .say({"%1/%2 lượt đã xác nhận, %3 đã công bố",
                                                      "%1 of %2 runs confirmed, %3 published"})
                                                .arg(face_.words.count(of.confirmed), face_.words.count(all),
                                                     face_.words.count(of.published)));
        });
}

std::vector<OverviewRoom::Task> OverviewRoom::tasks() const {
    std::vector<Task> all;
    add_entry_tasks(all);
    add_stage_tasks(all);
    add_field_tasks(all);
    add_decision_tasks(all);
    std::stable_partition(all.begin(), all.end(), [](const Task& task) { return task.urgent; });
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
        if (view.clock() == nullptr || view.is_free()) continue;
        if (is_stopped(contest, view)) {
            all.push_back({face_.say({"Sân %1: %2, DỪNG KHẨN CẤP", "Field %1: %2, EMERGENCY STOP"})
                               .arg(text_of(field.id.text), view.who(contest)),
                           "field", true});
            continue;
        }
        all.push_back({face_.say({"Sân %1: %2, %3", "Field %1: %2, %3"})
                           .arg(text_of(field.id.text), view.who(contest), face_.say(step_name(*view.step))),
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
    for (const DeviceHealth& health : contest.table<DeviceHealth>())
        if (health.state == HealthState::Silent)
            all.push_back({health_note(face_, health).text, "devices", true});
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
    const std::vector<Task> due = tasks();
    no_tasks_->setVisible(due.empty());
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < due.size(); ++i) keys.push_back(std::to_string(i));
    tasks_.show(
        keys,
        [this](const std::string&) {
            auto* button = new TaskButton;
            connect(button, &QPushButton::clicked, this, [this, button] { emit wanted(button->room()); });
            return button;
        },
        [&](TaskButton* button, std::size_t i) {
            const Task& task = due[i];
            button->show_task((task.urgent ? QStringLiteral("! ") : QString()) + task.words, task.urgent,
                              task.room);
        });
}

}  // namespace sandau::station
