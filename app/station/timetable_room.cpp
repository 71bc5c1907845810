#include "station/timetable_room.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "scoring/text_fold.h"
#include "station/bracket_view.h"
#include "station/choice_row.h"
#include "station/kept.h"
#include "station/lines_model.h"
#include "station/run_steps.h"
#include "station/schedule_dialog.h"
#include "station/standings_watch.h"
#include "station/table_export.h"
#include "station/timetable_grid.h"
#include "station/widgets.h"

namespace sandau::station {

TimetableRoom::TimetableRoom(const Face& face, const Keys& keys)
    : Room(face),
      head_(new PageHead(face.words, {"Bốc thăm – Lịch", "Draw – Timetable"})),
      stages_(new ChoiceRow),
      views_(new ChoiceRow),
      search_(new SearchField),
      table_(new TableView),
      model_(new LinesModel(this)),
      grid_(new TimetableGrid(face, keys)),
      conflicts_(new KeptTexts(4)),
      make_(new QPushButton),
      publish_(new QPushButton),
      draw_(new QPushButton),
      draw_anew_(new HoldButton),
      bracket_(new BracketView(face)) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    outer->addWidget(head_);
    auto* row = new QHBoxLayout;
    row->addWidget(stages_);
    row->addStretch(1);
    row->addWidget(views_);
    face_.words.bind_hint(search_, {"Tìm đội, sân, giờ…", "Find a team, field, time…"});
    row->addWidget(search_);
    outer->addLayout(row);
    table_->setModel(model_);
    table_->setObjectName(QStringLiteral("timetable_table"));
    face_.words.bind_name(table_, {"Lịch thi đấu", "Timetable"});
    outer->addWidget(bracket_, 3);
    outer->addWidget(table_, 2);
    outer->addWidget(grid_, 2);
    conflicts_->setObjectName(QStringLiteral("timetable_conflicts"));
    outer->addWidget(conflicts_);
    face_.words.bind(make_, {"Xếp lịch…", "Schedule…"});
    make_->setProperty("role", "primary");
    make_->setObjectName(QStringLiteral("make_timetable"));
    put_icon(make_, QStringLiteral("timetable"));
    face_.words.bind(publish_, {"Công bố lịch", "Publish"});
    put_icon(publish_, QStringLiteral("publish"));
    head_->right()->addWidget(export_button(face_, this, model_, {"Lịch thi đấu", "Timetable"}));
    head_->right()->addWidget(publish_);
    head_->right()->addWidget(make_);
    draw_->setProperty("role", "primary");
    draw_->setObjectName(QStringLiteral("draw"));
    face_.words.bind(draw_anew_, {"Bốc thăm lại", "Draw anew"});
    face_.words.bind_tip(draw_anew_, {"Giữ một giây", "Hold for a second"});
    head_->right()->addWidget(draw_anew_);
    head_->right()->addWidget(draw_);
    connect(draw_, &QPushButton::clicked, this, [this] { draw({}, {}); });
    connect(draw_anew_, &HoldButton::held, this, [this] { draw({}, {}); });
    connect(&face_.standings, &StandingsWatch::changed, this, [this] {
        if (isVisible() && face_.session.is_open()) render_table();
    });
    connect(stages_, &ChoiceRow::changed, this, &TimetableRoom::render);
    connect(views_, &ChoiceRow::changed, this, &TimetableRoom::render);
    connect(grid_, &TimetableGrid::would_meet, this, [this](const QString& words, Tone tone) {
        if (words.isEmpty()) return render_conflicts();
        conflicts_->show_texts({{words, "finding", tone}});
    });
    connect(search_, &QLineEdit::textChanged, this, &TimetableRoom::render_table);
    connect(make_, &QPushButton::clicked, this, &TimetableRoom::ask_schedule);
    connect(publish_, &QPushButton::clicked, this, &TimetableRoom::publish);
}

void TimetableRoom::render() {
    std::vector<ChoiceRow::Choice> stages;
    for (const Stage& stage : face_.session.definition().stages)
        if ((stage.format == StageFormat::Runs && stage.mode != StageMode::Online) || stage.is_table() ||
            stage.is_elimination())
            stages.push_back({stage.id.text, face_.say(stage.name)});
    stages_->show_choices(stages);
    make_->setEnabled(!stages.empty());
    const bool matches = of_matches();
    // Matches have to be drawn before anybody can say when they are.
    const bool drawn =
        !matches || face_.session.contest().table<StageDraw>().find(stages_->chosen()) != nullptr;
    for (QPushButton* button : {make_, publish_}) button->setVisible(drawn);
    views_->show_choices(
        {{"list", face_.say({"Danh sách", "List"})}, {"grid", face_.say({"Theo sân", "By field"})}});
    const bool in_grid = views_->chosen() == "grid";
    table_->setVisible(!in_grid);
    search_->setVisible(!in_grid);
    grid_->setVisible(in_grid);
    render_draw();
    render_table();
    if (in_grid) grid_->show_stage(StageId(stages_->chosen()));
    render_conflicts();
}

bool TimetableRoom::is_changed_since_published() const {
    const Contest& contest = face_.session.contest();
    const Publication* posted = contest.table<Publication>().find("schedule:" + stages_->chosen());
    const Json* as_posted = posted != nullptr ? posted->content.find("slots") : nullptr;
    if (as_posted == nullptr) return false;
    Json now{Json::Array{}};
    for (const Slot& slot : contest.table<Slot>())
        if (slot.stage.text == stages_->chosen()) now.push_back(to_json(slot));
    return *as_posted != now;
}

void TimetableRoom::render_conflicts() {
    constexpr std::size_t shown_max = 3;
    const Contest& contest = face_.session.contest();
    std::vector<KeptTexts::Paragraph> lines;
    std::size_t count = 0;
    for (const SlotConflict& conflict : schedule_conflicts(contest)) {
        const Slot* slot = contest.table<Slot>().find(conflict.slot.text);
        if (slot == nullptr || slot->stage.text != stages_->chosen()) continue;
        if (++count <= shown_max)
            lines.push_back({conflict_words(face_, *slot, conflict), "finding", Tone::Bad});
    }
    if (count > shown_max)
        lines.back().text += face_.say({" (và %1 chỗ trùng nữa)", " (and %1 more)"}).arg(count - shown_max);
    if (is_changed_since_published())
        lines.push_back(
            {face_.say({"Lịch đã đổi sau khi công bố: người xem còn thấy lịch cũ. Bấm “Công bố lịch”.",
                        "The timetable has changed since it was published: the public still sees "
                        "the old one. Press “Publish”."}),
             "finding", Tone::Warning});
    conflicts_->show_texts(lines);
}

const Stage* TimetableRoom::stage() const {
    return face_.session.definition().stage(StageId(stages_->chosen()));
}

bool TimetableRoom::of_matches() const {
    const Stage* now = stage();
    return now != nullptr && (now->is_table() || now->is_elimination());
}

void TimetableRoom::render_table() {
    bracket_->setVisible(of_matches() && stage()->is_elimination() &&
                         face_.session.contest().table<StageDraw>().find(stages_->chosen()) != nullptr);
    of_matches() ? render_matches() : render_runs();
}

void TimetableRoom::render_runs() {
    const Contest& contest = face_.session.contest();
    const StageId stage(stages_->chosen());
    std::vector<const Slot*> places;
    std::set<std::string> fields;
    for (const Slot& slot : contest.table<Slot>()) {
        if (slot.stage != stage) continue;
        places.push_back(&slot);
        fields.insert(slot.field.text);
    }
    std::stable_sort(places.begin(), places.end(), [](const Slot* a, const Slot* b) {
        return a->starts_at != b->starts_at ? a->starts_at < b->starts_at : a->field < b->field;
    });
    const bool one_day =
        !places.empty() && face_.words.day(places.front()->starts_at, face_.utc_offset_min()) ==
                               face_.words.day(places.back()->starts_at, face_.utc_offset_min());
    std::vector<Line> lines;
    for (const Slot* slot : places)
        if (std::optional<Line> made = line_of(*slot, one_day)) lines.push_back(std::move(*made));
    QString note;
    if (!places.empty()) {
        const WallTime from = places.front()->starts_at;
        const WallTime until{places.back()->starts_at.utc_ms + places.back()->duration_ms};
        const auto shown = [&](WallTime at) {
            return one_day ? face_.words.clock_time(at, face_.utc_offset_min()).left(5)
                           : face_.words.day_and_time(at, face_.utc_offset_min());
        };
        note = face_.say({"%1 lượt trên %2 sân, %3 – %4", "%1 runs on %2 fields, %3 – %4"})
                   .arg(places.size())
                   .arg(fields.size())
                   .arg(shown(from), shown(until));
    }
    head_->set_note(note);
    publish_->setEnabled(!places.empty());
    table_->set_empty_words(
        places.empty()
            ? face_.say({"Chưa có lịch. Bấm “Xếp lịch…”: máy xếp theo số sân, giờ bắt đầu và thời gian nghỉ.",
                         "No timetable yet. Press “Schedule…”: it follows fields, start and rest."})
            : face_.say({"Không có lượt nào hợp với điều đang tìm.", "Nothing matches what you look for."}));
    show_lines(table_, model_,
               {face_.say({"Giờ", "Time"}), face_.say({"Sân", "Field"}), face_.say({"Đội", "Team"}),
                face_.say({"Lượt", "Run"}), face_.say({"Bảng", "Division"}), face_.say({"Đơn vị", "School"}),
                face_.say({"Tình trạng", "State"})},
               std::move(lines));
}

QString TimetableRoom::time_words(const Slot& slot, bool one_day) const {
    return one_day ? face_.words.clock_time(slot.starts_at, face_.utc_offset_min()).left(5)
                   : face_.words.day_and_time(slot.starts_at, face_.utc_offset_min());
}

QString TimetableRoom::field_words(const FieldId& id) const {
    const Field* field = face_.session.contest().table<Field>().find(id.text);
    return text_of(field != nullptr && !field->name.empty() ? field->name : id.text);
}

std::optional<Line> TimetableRoom::line_of(const Slot& slot, bool one_day) const {
    const Contest& contest = face_.session.contest();
    const Entry* entry = contest.table<Entry>().find(slot.entry.text);
    if (entry == nullptr) return std::nullopt;
    const QString time = time_words(slot, one_day);
    const QString field_name = field_words(slot.field);
    const QString school = organization_name(contest, *entry);
    const QString searched = time + u' ' + field_name + u' ' + text_of(entry->name) + u' ' + school;
    if (!folded_match(search_->text().toStdString(), searched.toStdString())) return std::nullopt;
    const std::string sheet_id = slot.stage.text + "." + slot.entry.text + "." + std::to_string(slot.number);
    const Sheet* sheet = contest.table<Sheet>().find(sheet_id);
    QString state =
        entry->checked_in ? face_.say({"có mặt", "here"}) : face_.say({"chưa điểm danh", "not checked in"});
    Tone tone = entry->checked_in ? Tone::Plain : Tone::Warning;
    if (entry->state == EntryState::Withdrawn) {
        state = face_.say({"rút lui", "withdrawn"});
        tone = Tone::Bad;
    } else if (sheet != nullptr) {
        const Run* run = contest.table<Run>().find(sheet_id);
        const bool goes_on =
            sheet->state == SheetState::Draft && run != nullptr && run->state < RunState::Ended;
        state = face_.say(goes_on ? run_state_name(run->state) : sheet_state_name(sheet->state));
        tone = sheet->state >= SheetState::Committed ? Tone::Good : Tone::Accent;
    }
    return Line{slot.id.text,
                {{time, Tone::Plain, Qt::AlignLeft, true},
                 {field_name},
                 {text_of(entry->name), Tone::Plain, Qt::AlignLeft, true},
                 {face_.say({"lượt %1", "run %1"}).arg(slot.number)},
                 {division_short(face_.words, contest, entry->division)},
                 {school},
                 {state, tone}}};
}

void TimetableRoom::ask_schedule() {
    auto* dialog = new ScheduleDialog(face_, StageId(stages_->chosen()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        face_.session.submit(this, dialog->command(), face_.say({"xếp lịch thi đấu", "make the timetable"}));
    });
    dialog->open();
}

void TimetableRoom::publish() {
    face_.session.submit(this, commands::SchedulePublish{StageId(stages_->chosen())},
                         face_.say({"công bố lịch", "publish the timetable"}));
}

}  // namespace sandau::station
