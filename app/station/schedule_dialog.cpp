#include "station/schedule_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "scoring/definition.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

QDateTimeEdit* time_edit(const QDateTime& at) {
    auto* edit = new QDateTimeEdit(at);
    edit->setDisplayFormat(QStringLiteral("HH:mm  dd/MM/yyyy"));
    edit->setMinimumWidth(200);
    return edit;
}

QSpinBox* minutes(int value, int least) {
    auto* box = new QSpinBox;
    box->setRange(least, 240);
    box->setValue(value);
    box->setMinimumWidth(120);
    return box;
}

}  // namespace

ScheduleDialog::ScheduleDialog(const Face& face, const StageId& stage, QWidget* parent)
    : CheckedDialog(face, parent),
      stage_(stage),
      division_(new QComboBox),
      fields_(new QSpinBox),
      slot_min_(minutes(4, 1)),
      rest_min_(minutes(15, 0)),
      with_break_(new QCheckBox),
      seed_(new QSpinBox),
      estimate_(new QLabel) {
    setWindowTitle(face_.say({"Xếp lịch thi đấu", "Make the timetable"}));
    setMinimumWidth(560);
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(face_.session.now().wall.utc_ms, Qt::OffsetFromUTC,
                                                           face_.utc_offset_min() * 60);
    const auto at = [&](int hour, int minute) { return QDateTime(today.date(), QTime(hour, minute)); };
    start_ = time_edit(at(7, 30));
    break_from_ = time_edit(at(11, 30));
    break_until_ = time_edit(at(13, 0));
    const std::pair<QDateTimeEdit*, Phrase> times[] = {{start_, {"Bắt đầu", "Start"}},
                                                       {break_from_, {"Nghỉ từ", "Break from"}},
                                                       {break_until_, {"Nghỉ đến", "Break until"}}};
    for (const auto& [edit, name] : times) edit->setAccessibleName(face_.say(name));
    start_->setObjectName(QStringLiteral("schedule_start"));
    break_from_->setObjectName(QStringLiteral("schedule_break_from"));
    break_until_->setObjectName(QStringLiteral("schedule_break_until"));
    division_->addItem(face_.say({"Mọi bảng", "All divisions"}), QString());
    if (const Stage* known = face_.session.definition().stage(stage_))
        for (const DivisionPlay& play : known->divisions)
            if (const Division* division = face_.session.definition().division(play.division))
                division_->addItem(face_.say(division->name), text_of(division->id.text));
    fields_->setRange(1, 64);
    fields_->setValue(std::max(1, static_cast<int>(face_.session.contest().table<Field>().size())));
    if (face_.session.contest().table<Field>().empty()) fields_->setValue(4);
    fields_->setMinimumWidth(120);
    seed_->setRange(1, 1'000'000);
    seed_->setMinimumWidth(120);
    with_break_->setText(face_.say({"Nghỉ giữa buổi", "A break"}));
    with_break_->setChecked(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(14);
    column->addWidget(heading(face_.say({"Xếp lịch thi đấu", "Make the timetable"})));
    column->addLayout(build_form());
    estimate_->setProperty("role", "finding");
    estimate_->setProperty("tone", "accent");
    estimate_->setWordWrap(true);
    column->addWidget(estimate_);
    add_checked_foot(column, face_.say({"Xếp lịch", "Make it"}));
    for (QSpinBox* box : {fields_, slot_min_, rest_min_})
        connect(box, &QSpinBox::valueChanged, this, &ScheduleDialog::estimate);
    connect(division_, &QComboBox::activated, this, &ScheduleDialog::estimate);
    // The break is on the day of the start, unless somebody says otherwise after that.
    connect(start_, &QDateTimeEdit::dateChanged, this, [this](QDate day) {
        for (QDateTimeEdit* edit : {break_from_, break_until_}) edit->setDate(day);
    });
    connect(with_break_, &QCheckBox::toggled, this, [this](bool on) {
        break_from_->setEnabled(on);
        break_until_->setEnabled(on);
    });
    estimate();
}

QLayout* ScheduleDialog::build_form() {
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->setHorizontalSpacing(20);
    form->setVerticalSpacing(10);
    form->addRow(face_.say({"Bảng", "Division"}), division_);
    form->addRow(face_.say({"Số sân", "Fields"}), fields_);
    form->addRow(face_.say({"Bắt đầu", "Start"}), start_);
    form->addRow(of_matches() ? face_.say({"Mỗi trận (phút)", "One match (minutes)"})
                              : face_.say({"Mỗi lượt (phút)", "One run (minutes)"}),
                 slot_min_);
    form->addRow(
        of_matches()
            ? face_.say({"Nghỉ giữa hai trận của một đội (phút)", "Rest between a team's matches (minutes)"})
            : face_.say({"Nghỉ giữa hai lượt của một đội (phút)", "Rest between a team's runs (minutes)"}),
        rest_min_);
    auto* pause = new QHBoxLayout;
    pause->addWidget(break_from_);
    pause->addWidget(new QLabel(QStringLiteral("–")));
    pause->addWidget(break_until_);
    form->addRow(with_break_, pause);
    form->addRow(face_.say({"Số bốc thăm", "Seed of the draw"}), seed_);
    return form;
}

bool ScheduleDialog::of_matches() const {
    const Stage* stage = face_.session.definition().stage(stage_);
    return stage != nullptr && (stage->is_table() || stage->is_elimination());
}

std::size_t ScheduleDialog::matches() const {
    std::size_t count = 0;
    for (const Match& match : face_.session.contest().table<Match>()) {
        const bool open = match.state == MatchState::Planned || match.state == MatchState::Aborted;
        const bool wanted = division_->currentData().toString().isEmpty() ||
                            text_of(match.division.text) == division_->currentData().toString();
        if (match.stage == stage_ && open && wanted && !match.is_bye()) ++count;
    }
    return count;
}

std::size_t ScheduleDialog::runs() const {
    const Contest& contest = face_.session.contest();
    const Stage* stage = contest.definition->stage(stage_);
    const StageEntrants* entrants = contest.table<StageEntrants>().find(stage_.text);
    std::size_t count = 0;
    for (const Entry& entry : contest.table<Entry>()) {
        const DivisionPlay* play = stage != nullptr ? stage->division(entry.division) : nullptr;
        const bool wanted = division_->currentData().toString().isEmpty() ||
                            text_of(entry.division.text) == division_->currentData().toString();
        const bool in = entrants == nullptr || std::find(entrants->entries.begin(), entrants->entries.end(),
                                                         entry.id) != entrants->entries.end();
        if (play != nullptr && wanted && in && entry.state == EntryState::Eligible)
            count += static_cast<std::size_t>(play->attempts);
    }
    return count;
}

void ScheduleDialog::estimate() {
    const std::size_t all = games();
    const auto fields = static_cast<std::size_t>(fields_->value());
    const std::size_t rows = (all + fields - 1) / fields;
    const std::size_t length_min = rows * static_cast<std::size_t>(slot_min_->value());
    if (all == 0) {
        estimate_->setText(
            of_matches()
                ? face_.say({"Vòng này không còn trận nào chưa đấu.",
                             "No match of this stage is still to be played."})
                : face_.say({"Chưa có đội nào vào vòng này. Hãy xét điều kiện hoặc chọn đội vào vòng trước.",
                             "Nobody is in this stage yet. Qualify or promote teams first."}));
        return;
    }
    estimate_->setText(
        (of_matches()
             ? face_.say(
                   {"%1 trận trên %2 sân: khoảng %3 giờ %4 phút hoặc hơn, tùy thời gian nghỉ. Lịch cũ của "
                    "các trận này được thay mới.",
                    "%1 matches on %2 fields: %3 h %4 min or more, as rest demands. The old timetable of "
                    "these matches is replaced."})
             : face_.say({"%1 lượt trên %2 sân: khoảng %3 giờ %4 phút, chưa kể nghỉ. Lịch cũ của các bảng "
                          "này được thay mới.",
                          "%1 runs on %2 fields: about %3 h %4 min without breaks. The old timetable of "
                          "these divisions is replaced."}))
            .arg(all)
            .arg(fields)
            .arg(length_min / 60)
            .arg(length_min % 60));
}

std::optional<Fault> ScheduleDialog::fault() const {
    constexpr std::int64_t day_ms = 24 * 3'600'000;
    const std::int64_t now_ms = face_.session.now().wall.utc_ms;
    const QString today = face_.words.day(face_.session.now().wall, face_.utc_offset_min());
    if (games() == 0)
        return Fault{division_, face_.say({"Không có gì để xếp: chọn bảng khác, hoặc xét đội vào vòng trước.",
                                           "There is nothing to plan: choose another division, or let teams "
                                           "into the stage first."})};
    if (instant(start_).utc_ms < now_ms - day_ms || instant(start_).utc_ms > now_ms + 3650 * day_ms)
        return Fault{start_, face_
                                 .say({"Ngày bắt đầu phải từ hôm nay (%1) và trong vòng 10 năm.",
                                       "The start has to be today (%1) or later, within ten years."})
                                 .arg(today)};
    if (!with_break_->isChecked()) return std::nullopt;
    if (instant(break_until_) <= instant(break_from_))
        return Fault{break_until_, face_.say({"Giờ nghỉ phải hết sau khi bắt đầu nghỉ: hãy sửa giờ sau, hoặc "
                                              "bỏ dấu “Nghỉ giữa buổi”.",
                                              "The break has to end after it begins: change the second time, "
                                              "or untick “A break”."})};
    if (instant(break_until_) <= instant(start_))
        return Fault{break_from_, face_.say({"Giờ nghỉ nằm trước giờ bắt đầu: hãy đổi giờ nghỉ, hoặc bỏ dấu "
                                             "“Nghỉ giữa buổi”.",
                                             "The break lies before the start: change it, or untick “A "
                                             "break”."})};
    return std::nullopt;
}

WallTime ScheduleDialog::instant(const QDateTimeEdit* edit) const {
    const QDateTime shown = edit->dateTime();
    return {QDateTime(shown.date(), shown.time(), Qt::OffsetFromUTC, face_.utc_offset_min() * 60)
                .toMSecsSinceEpoch()};
}

commands::StageSchedule ScheduleDialog::command() const {
    commands::StageSchedule result;
    result.stage = stage_;
    result.division = DivisionId(division_->currentData().toString().toStdString());
    result.fields_count = fields_->value();
    result.start = instant(start_);
    result.slot_ms = slot_min_->value() * std::int64_t{60'000};
    result.rest_ms = rest_min_->value() * std::int64_t{60'000};
    if (with_break_->isChecked()) result.breaks.push_back({instant(break_from_), instant(break_until_)});
    result.seed = seed_->value();
    return result;
}

}  // namespace sandau::station
