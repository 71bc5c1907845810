#include "station/scoring_room.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <functional>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "scoring/run_clock.h"
#include "scoring/text_fold.h"
#include "station/choice_row.h"
#include "station/match_sheet_view.h"
#include "station/match_steps.h"
#include "station/panel_marks.h"
#include "station/reason_dialog.h"
#include "station/run_steps.h"
#include "station/score_sheet.h"
#include "station/seat_rooms.h"
#include "station/standings_watch.h"
#include "station/table_export.h"
#include "station/widgets.h"

namespace sandau::station {

/// A protest, and how it was or may be resolved.
class ProtestBox : public QWidget {
public:
    ProtestBox(Words& words, std::function<void(bool)> resolve)
        : text_(new QLabel), upheld_(new QPushButton), rejected_(new QPushButton) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        text_->setProperty("role", "finding");
        text_->setWordWrap(true);
        text_->setTextFormat(Qt::PlainText);
        column->addWidget(text_);
        auto* row = new QHBoxLayout;
        words.bind(upheld_, {"Chấp nhận…", "Uphold…"});
        words.bind(rejected_, {"Bác…", "Reject…"});
        row->addWidget(upheld_);
        row->addWidget(rejected_);
        column->addLayout(row);
        connect(upheld_, &QPushButton::clicked, this, [resolve] { resolve(true); });
        connect(rejected_, &QPushButton::clicked, this, [resolve] { resolve(false); });
    }
    void show_protest(const Face& face, const Protest& protest) {
        QString text = face.say({"Khiếu nại: %1", "Protest: %1"}).arg(text_of(protest.text));
        if (!protest.resolution.empty())
            text += QStringLiteral("\n") + (protest.resolution == "upheld"
                                                ? face.say({"Chấp nhận: %1", "Upheld: %1"})
                                                : face.say({"Bác: %1", "Rejected: %1"}))
                                               .arg(text_of(protest.resolution_reason));
        text_->setText(text);
        for (QPushButton* button : {upheld_, rejected_}) button->setVisible(protest.resolution.empty());
    }

private:
    QLabel* text_;
    QPushButton* upheld_;
    QPushButton* rejected_;
};

ScoringRoom::ScoringRoom(const Face& face, const Keys& keys)
    : Room(face),
      head_(new PageHead(face.words, {"Chấm điểm", "Scoring"})),
      stages_(new ChoiceRow),
      division_(new QComboBox),
      state_(new QComboBox),
      search_(new SearchField),
      table_(new TableView),
      model_(new LinesModel(this)),
      side_title_(new QLabel),
      sheet_(new ScoreSheet(face, ScoreSheet::Mode::Correction)),
      match_sheet_(new MatchSheetView(face, MatchEntry::Mode::Correction)),
      none_(muted()),
      protests_(new QVBoxLayout),
      sheets_(new QWidget),
      panels_(new PanelMarks(face, keys)),
      publish_marks_(new HoldButton),
      publish_all_(new QPushButton),
      publish_one_(new QPushButton),
      correct_(new QPushButton),
      retract_(new HoldButton) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    outer->addWidget(head_);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(stages_);
    row->addStretch(1);
    face_.words.bind_name(division_, {"Bảng", "Division"});
    face_.words.bind_name(state_, {"Trạng thái phiếu", "State of the sheet"});
    for (QComboBox* box : {division_, state_}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        row->addWidget(box);
    }
    face_.words.bind_hint(search_, {"Tìm đội…", "Find a team…"});
    search_->setMinimumWidth(200);
    row->addWidget(search_);
    outer->addLayout(row);
    auto* halves = new QHBoxLayout(sheets_);
    halves->setContentsMargins(0, 0, 0, 0);
    halves->setSpacing(14);
    table_->setModel(model_);
    table_->setObjectName(QStringLiteral("sheets_table"));
    face_.words.bind_name(table_, {"Phiếu điểm", "Score sheets"});
    halves->addWidget(table_, 1);
    halves->addWidget(build_side());
    outer->addWidget(sheets_, 1);
    outer->addWidget(panels_, 1);
    build_head_buttons();
    connect(stages_, &ChoiceRow::changed, this, &ScoringRoom::render);
    connect(division_, &QComboBox::activated, this, &ScoringRoom::render);
    connect(state_, &QComboBox::activated, this, &ScoringRoom::render_table);
    connect(search_, &QLineEdit::textChanged, this, &ScoringRoom::render);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ScoringRoom::render_side);
    // How far the judges are apart follows from the standings.
    connect(&face_.standings, &StandingsWatch::changed, this, [this] {
        if (isVisible() && face_.session.is_open() && is_by_panels()) render_panels();
    });
    connect(publish_one_, &QPushButton::clicked, this, &ScoringRoom::publish_one);
    connect(correct_, &QPushButton::clicked, this, &ScoringRoom::correct);
    connect(retract_, &HoldButton::held, this, &ScoringRoom::retract);
    connect(sheet_, &ScoreSheet::changed, this, &ScoringRoom::render_side);
    connect(match_sheet_, &MatchSheetView::changed, this, &ScoringRoom::render_side);
}

void ScoringRoom::build_head_buttons() {
    publish_all_->setProperty("role", "primary");
    put_icon(publish_all_, QStringLiteral("publish"));
    export_sheets_ = export_button(face_, this, model_, {"Phiếu ghi điểm", "Score sheets"});
    export_marks_ = export_button(face_, this, panels_->model(), {"Phiếu chấm", "Marks"});
    publish_marks_->setProperty("role", "primary");
    publish_marks_->setObjectName(QStringLiteral("marks_publish"));
    put_icon(publish_marks_, QStringLiteral("publish"));
    for (QPushButton* button :
         {export_sheets_, export_marks_, publish_all_, static_cast<QPushButton*>(publish_marks_)})
        head_->right()->addWidget(button);
    connect(publish_all_, &QPushButton::clicked, this, &ScoringRoom::publish_stage);
    connect(publish_marks_, &HoldButton::held, this, &ScoringRoom::publish_stage);
}

QWidget* ScoringRoom::build_side() {
    auto* card = new Card(14);
    card->setFixedWidth(400);
    side_title_->setProperty("role", "heading");
    side_title_->setTextFormat(Qt::PlainText);
    side_title_->setWordWrap(true);
    card->column()->addWidget(side_title_);
    card->column()->addWidget(sheet_, 1);
    card->column()->addWidget(match_sheet_, 1);
    face_.words.bind(none_, {"Chọn một phiếu để xem và sửa.", "Choose a sheet to see and correct it."});
    none_->setAlignment(Qt::AlignCenter);
    card->column()->addWidget(none_);
    card->column()->addLayout(protests_.column());
    auto* row = new QHBoxLayout;
    face_.words.bind(publish_one_, {"Công bố", "Publish"});
    face_.words.bind(correct_, {"Lưu bản sửa…", "Save the correction…"});
    correct_->setProperty("role", "primary");
    face_.words.bind(retract_, {"Rút lại", "Retract"});
    face_.words.bind_tip(retract_, {"Giữ một giây", "Hold for a second"});
    row->addWidget(correct_, 1);
    row->addWidget(publish_one_);
    row->addWidget(retract_);
    card->column()->addLayout(row);
    return card;
}

namespace {

bool is_given_to_judges(const Contest& contest, const std::string& stage) {
    for (const PanelRecord& panel : contest.table<PanelRecord>())
        if (panel.stage.text == stage) return true;
    return false;
}

}  // namespace

void ScoringRoom::fill_choices() {
    std::vector<ChoiceRow::Choice> stages;
    for (const Stage& stage : face_.session.definition().stages)
        if (stage.format == StageFormat::Runs || stage.format == StageFormat::Rubric || stage.is_table() ||
            stage.is_elimination())
            stages.push_back({stage.id.text, face_.say(stage.name)});
    if (stages_->chosen().empty() && !stages.empty()) {
        // Who comes in first looks for the last stage that has sheets.
        stages_->show_choices(stages);
        std::string last = stages.front().id;
        const auto& sheets = face_.session.contest().table<Sheet>();
        for (const ChoiceRow::Choice& stage : stages) {
            const auto sheet = sheets.from(stage.id + ".");
            if ((sheet != sheets.end() && sheet->stage.text == stage.id) ||
                is_given_to_judges(face_.session.contest(), stage.id))
                last = stage.id;
        }
        stages_->choose(last);
    }
    stages_->show_choices(stages);
    // A box that somebody has open is not filled anew for nothing.
    const std::shared_ptr<const Definition>& rules = face_.session.contest().definition;
    if (rules == rules_filled_ && face_.words.language() == language_filled_) return;
    rules_filled_ = rules;
    language_filled_ = face_.words.language();
    const int division = std::max(0, division_->currentIndex());
    const int state = std::max(0, state_->currentIndex());
    division_->clear();
    division_->addItem(face_.say({"Mọi bảng", "All divisions"}), QString());
    for (const Division& one : face_.session.definition().divisions)
        division_->addItem(face_.say(one.name), text_of(one.id.text));
    division_->setCurrentIndex(std::min(division, division_->count() - 1));
    state_->clear();
    state_->addItem(face_.say({"Mọi phiếu", "All sheets"}), -1);
    for (int i = 0; i < 5; ++i) state_->addItem(face_.say(sheet_state_name(static_cast<SheetState>(i))), i);
    state_->setCurrentIndex(state);
}

bool ScoringRoom::is_by_panels() const {
    const Stage* stage = face_.session.definition().stage(StageId(stages_->chosen()));
    return stage != nullptr && stage->format == StageFormat::Rubric;
}

void ScoringRoom::take_focus() {
    is_by_panels() ? panels_->take_focus() : Room::take_focus();
}

void ScoringRoom::render_panels() {
    const DivisionId division(division_->currentData().toString().toStdString());
    panels_->show_stage(StageId(stages_->chosen()), division, search_->text());
    head_->set_note(panels_->progress());
    QString words =
        face_.say({"Công bố %1 phiếu (giữ 1 giây)", "Publish %1 marks (hold)"}).arg(panels_->unpublished());
    if (panels_->missing() > 0 && panels_->unpublished() > 0)
        words =
            face_.say({"Công bố %1 phiếu, còn thiếu %2 (giữ 1 giây)", "Publish %1 marks, %2 missing (hold)"})
                .arg(panels_->unpublished())
                .arg(panels_->missing());
    publish_marks_->setText(words);
    publish_marks_->setEnabled(panels_->unpublished() > 0);
    commands::ScorePublishStage publish;
    publish.stage = StageId(stages_->chosen());
    publish.division = division;
    publish_marks_->setVisible(may(face_, publish));
}

void ScoringRoom::render() {
    fill_choices();
    const bool by_panels = is_by_panels();
    panels_->setVisible(by_panels);
    export_marks_->setVisible(by_panels);
    publish_marks_->setVisible(by_panels);
    for (QWidget* widget : {sheets_, static_cast<QWidget*>(state_), static_cast<QWidget*>(export_sheets_),
                            static_cast<QWidget*>(publish_all_)})
        widget->setVisible(!by_panels);
    if (by_panels) return render_panels();
    render_table();
    if (!table_->currentIndex().isValid() && model_->rowCount() > 0)
        table_->setCurrentIndex(model_->index(0, 0));
    render_side();
}

namespace {

LineCell state_cell(const Face& face, const Sheet& sheet) {
    const Tone tones[] = {Tone::Plain, Tone::Accent, Tone::Warning, Tone::Good, Tone::Good};
    return {face.say(sheet_state_name(sheet.state)) +
                (sheet.protested ? face.say({" · khiếu nại", " · protest"}) : QString()),
            sheet.protested ? Tone::Bad : tones[static_cast<int>(sheet.state)]};
}

}  // namespace

bool ScoringRoom::is_shown(const Sheet& sheet, const DivisionId& of, const std::string& searched) const {
    const int state = state_->currentData().toInt();
    const QString division = division_->currentData().toString();
    if (state >= 0 && static_cast<int>(sheet.state) != state) return false;
    if (!division.isEmpty() && text_of(of.text) != division) return false;
    return folded_match(search_->text().toStdString(), searched);
}

std::optional<Line> ScoringRoom::line_of_run(const Sheet& sheet) const {
    const Contest& contest = face_.session.contest();
    const Entry* entry = contest.table<Entry>().find(sheet.entry.text);
    if (entry == nullptr || !is_shown(sheet, entry->division,
                                      entry->name + " " + organization_name(contest, *entry).toStdString()))
        return std::nullopt;
    const std::optional<SheetEvaluation> worth = worth_of(contest, sheet, sheet.content);
    const bool fine = sheet.content.status == SheetStatus::OK;
    const bool counts = worth && worth->counts && worth->total;
    const Run* run = contest.table<Run>().find(sheet.id.text);
    const bool goes_on = fine && run != nullptr && run->state < RunState::Ended;
    return Line{sheet.id.text,
                {{text_of(entry->name), Tone::Plain, Qt::AlignLeft, true},
                 {division_short(face_.words, contest, entry->division)},
                 {QString::number(sheet.number), Tone::Plain, Qt::AlignRight},
                 {face_.say(goes_on ? run_state_name(run->state) : status_name(sheet.content.status)),
                  goes_on ? Tone::Accent
                  : fine  ? Tone::Plain
                          : Tone::Bad},
                 {counts ? face_.words.figure(worth->total->text()) : QStringLiteral("–"), Tone::Plain,
                  Qt::AlignRight, true},
                 {sheet.content.time_ms ? face_.words.time(*sheet.content.time_ms) : QStringLiteral("–"),
                  Tone::Plain, Qt::AlignRight},
                 state_cell(face_, sheet)}};
}

std::optional<Line> ScoringRoom::line_of_match(const Sheet& sheet) const {
    const Contest& contest = face_.session.contest();
    const Match* match = contest.table<Match>().find(sheet.id.text);
    if (match == nullptr || !sheet.is_match()) return std::nullopt;
    const QString name = title_of(sheet);
    if (!is_shown(sheet, match->division, name.toStdString())) return std::nullopt;
    const auto worth = worth_of_match(contest, *match, *sheet.content.match);
    const bool goes_on = match->state == MatchState::Running;
    QStringList totals;
    if (worth)
        for (const MatchSideScore& side : worth->sides)
            totals << (side.total ? face_.words.figure(side.total->text()) : QString::number(side.bouts_won));
    const bool open = worth && !worth->decided && match->state >= MatchState::Ended;
    const QString verdict = worth ? verdict_words(face_.words, contest, *match, *worth) : QString();
    // Who won is what is looked for; why is said by the sheet beside it.
    const QString outcome =
        worth && worth->winner
            ? face_.say({"%1 thắng", "%1 wins"})
                  .arg(side_words(face_.words, *game_of(*contest.definition, match->stage, match->division),
                                  *worth->winner))
            : verdict;
    return Line{sheet.id.text,
                {{name, Tone::Plain, Qt::AlignLeft, true},
                 {match_place(face_.words, contest, *match)},
                 {totals.join(QStringLiteral(" : ")), Tone::Plain, Qt::AlignRight, true},
                 {goes_on ? face_.say({"Đang thi đấu", "Running"}) : outcome,
                  goes_on ? Tone::Accent
                  : open  ? Tone::Warning
                          : Tone::Plain,
                  Qt::AlignLeft, false, verdict},
                 state_cell(face_, sheet)}};
}

bool ScoringRoom::of_matches() const {
    const Stage* stage = face_.session.definition().stage(StageId(stages_->chosen()));
    return stage != nullptr && (stage->is_table() || stage->is_elimination());
}

QStringList ScoringRoom::headers() const {
    if (of_matches())
        return {face_.say({"Trận", "Match"}), face_.say({"Vòng", "Round"}), face_.say({"Tỉ số", "Score"}),
                face_.say({"Kết quả", "Outcome"}), face_.say({"Phiếu", "Sheet"})};
    return {face_.say({"Đội", "Team"}),   face_.say({"Bảng", "Division"}),
            face_.say({"Lượt", "Run"}),   face_.say({"Kết quả", "Outcome"}),
            face_.say({"Tổng", "Total"}), face_.say({"Thời gian", "Time"}),
            face_.say({"Phiếu", "Sheet"})};
}

void ScoringRoom::render_table() {
    std::vector<Line> lines;
    std::size_t all = 0, committed = 0;
    const auto& sheets = face_.session.contest().table<Sheet>();
    for (auto sheet = sheets.from(stages_->chosen() + "."); sheet != sheets.end(); ++sheet) {
        if (sheet->stage.text != stages_->chosen()) break;
        ++all;
        committed += sheet->state == SheetState::Committed ? std::size_t{1} : 0;
        std::optional<Line> line = sheet->is_match() ? line_of_match(*sheet) : line_of_run(*sheet);
        if (line) lines.push_back(std::move(*line));
    }
    head_->set_note(face_.say({"%1 phiếu, đang hiện %2", "%1 sheets, %2 shown"})
                        .arg(face_.words.count(static_cast<std::int64_t>(all)),
                             face_.words.count(static_cast<std::int64_t>(lines.size()))));
    publish_all_->setText(face_.say({"Công bố tất cả (%1)", "Publish all (%1)"}).arg(committed));
    publish_all_->setEnabled(committed > 0);
    table_->set_empty_words(
        face_.say({"Chưa có phiếu nào. Phiếu hiện ở đây khi đội được gọi vào sân hoặc khi nhập điểm.",
                   "No sheets yet. They show when a team is called or scores are imported."}));
    show_lines(table_, model_, headers(), std::move(lines));
}

QString ScoringRoom::title_of(const Sheet& sheet) const {
    const Contest& contest = face_.session.contest();
    if (const Match* match = contest.table<Match>().find(sheet.id.text))
        return match_name(contest, match->sides, game_of(*contest.definition, match->stage, match->division));
    return face_.say({"%1, lượt %2", "%1, run %2"}).arg(entry_name(contest, sheet.entry)).arg(sheet.number);
}

bool ScoringRoom::has_edits(const Sheet& sheet) const {
    return sheet.is_match() ? match_sheet_->entry().has_edits() : sheet_->has_edits();
}

const Sheet* ScoringRoom::chosen() const {
    const std::string id = model_->id_at(table_->currentIndex().row());
    return id.empty() ? nullptr : face_.session.contest().table<Sheet>().find(id);
}

void ScoringRoom::render_side() {
    if (!face_.session.is_open()) return;
    const Sheet* sheet = chosen();
    side_title_->setVisible(sheet != nullptr);
    sheet_->setVisible(sheet != nullptr && !sheet->is_match());
    match_sheet_->setVisible(sheet != nullptr && sheet->is_match());
    for (QPushButton* button : {publish_one_, correct_, static_cast<QPushButton*>(retract_)})
        button->setVisible(sheet != nullptr);
    none_->setVisible(sheet == nullptr);
    render_protests(sheet);
    if (sheet == nullptr) return;
    side_title_->setText(title_of(*sheet));
    if (sheet->is_match())
        match_sheet_->show_sheet(sheet->id);
    else
        sheet_->show_sheet(sheet->id);
    const bool committed = sheet->state >= SheetState::Committed;
    correct_->setVisible(committed);
    correct_->setEnabled(has_edits(*sheet));
    publish_one_->setVisible(sheet->state == SheetState::Committed);
    retract_->setVisible(sheet->state >= SheetState::Published);
}

void ScoringRoom::render_protests(const Sheet* sheet) {
    std::vector<std::string> ids;
    std::vector<const Protest*> shown;
    for (const Protest& protest : face_.session.contest().table<Protest>()) {
        if (sheet == nullptr || protest.sheet != sheet->id) continue;
        ids.push_back(protest.id);
        shown.push_back(&protest);
    }
    protests_.show(
        ids,
        [this](const std::string& id) {
            return new ProtestBox(face_.words, [this, id](bool upheld) { resolve(id, upheld); });
        },
        [&](ProtestBox* box, std::size_t i) { box->show_protest(face_, *shown[i]); });
}

void ScoringRoom::publish_stage() {
    commands::ScorePublishStage command;
    command.stage = StageId(stages_->chosen());
    command.division = DivisionId(division_->currentData().toString().toStdString());
    face_.session.submit(this, command, face_.say({"công bố kết quả", "publish results"}));
}

void ScoringRoom::publish_one() {
    const Sheet* sheet = chosen();
    if (sheet == nullptr) return;
    commands::ScorePublish command;
    command.sheet = sheet->id;
    face_.session.submit(this, command, face_.say({"công bố, %1", "publish, %1"}).arg(title_of(*sheet)), {},
                         face_.session.as_seen(sheet->object()));
}

void ScoringRoom::correct() {
    const Sheet* sheet = chosen();
    if (sheet == nullptr || !has_edits(*sheet)) return;
    const QString title = face_.say({"Sửa phiếu: %1", "Correct the sheet: %1"}).arg(side_title_->text());
    ReasonDialog::ask(
        face_, this, title,
        face_.say({"Công chúng vẫn thấy kết quả cũ cho tới khi bản sửa được công bố.",
                   "The public sees the old result until the correction is published."}),
        face_.say({"Lưu bản sửa", "Save the correction"}),
        {{"Nhập nhầm khi ghi phiếu", "Typed wrongly"}, {"Theo kết luận khiếu nại", "After a protest"}},
        [this, id = sheet->id, object = sheet->object(), of_match = sheet->is_match(),
         title](const QString& reason) {
            commands::ScoreCorrect command;
            command.sheet = id;
            if (of_match) {
                command.match = match_sheet_->entry().edits();
            } else {
                command.items = sheet_->edits();
                command.time_ms = sheet_->edited_time_ms();
            }
            command.reason = reason.toStdString();
            face_.session.submit(
                this, command, title,
                [this](const Result<Answer>& answer) {
                    if (!answer) return;
                    sheet_->forget_edits();
                    match_sheet_->entry().forget_edits();
                    render();
                },
                face_.session.as_seen(object));
        });
}

void ScoringRoom::retract() {
    const Sheet* sheet = chosen();
    if (sheet == nullptr) return;
    const QString title = face_.say({"Rút lại kết quả: %1", "Retract: %1"}).arg(side_title_->text());
    ReasonDialog::ask(face_, this, title,
                      face_.say({"Kết quả không còn hiện với công chúng; phiếu vẫn còn.",
                                 "The result is no longer shown to the public; the sheet stays."}),
                      face_.say({"Rút lại", "Retract"}), {{"Công bố nhầm", "Published by mistake"}},
                      [this, id = sheet->id, title](const QString& reason) {
                          commands::ScoreRetract command;
                          command.sheet = id;
                          command.reason = reason.toStdString();
                          face_.session.submit(this, command, title);
                      });
}

void ScoringRoom::resolve(const std::string& protest, bool upheld) {
    const QString title = upheld ? face_.say({"Chấp nhận khiếu nại", "Uphold the protest"})
                                 : face_.say({"Bác khiếu nại", "Reject the protest"});
    ReasonDialog::ask(
        face_, this, title,
        face_.say(
            {"Kết luận được ghi vào nhật ký. Nếu phải sửa điểm, hãy lưu bản sửa của phiếu.",
             "The finding goes into the journal. Where the score changes, save a correction of the sheet."}),
        title, {}, [this, protest, upheld, title](const QString& reason) {
            face_.session.submit(
                this, commands::ProtestResolve{protest, upheld ? "upheld" : "rejected", reason.toStdString()},
                title);
        });
}

}  // namespace sandau::station
