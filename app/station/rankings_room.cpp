#include "station/rankings_room.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "scoring/command_payloads.h"
#include "scoring/contest_results.h"
#include "scoring/definition.h"
#include "scoring/explain.h"
#include "scoring/run_clock.h"
#include "station/bracket_view.h"
#include "station/choice_row.h"
#include "station/kept.h"
#include "station/lines_model.h"
#include "station/match_steps.h"
#include "station/rank_words.h"
#include "station/run_steps.h"
#include "station/standings_watch.h"
#include "station/table_export.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {
/// A long header over short values leaves no room for the next column: it breaks at its middle space.
QString on_two_lines(QString header) {
    constexpr qsizetype short_header = 12;
    if (header.size() <= short_header) return header;
    const qsizetype middle = header.size() / 2;
    const qsizetype before = header.lastIndexOf(u' ', middle);
    const qsizetype after = header.indexOf(u' ', middle);
    const bool is_before = before > 0 && (after < 0 || middle - before <= after - middle + 1);
    const qsizetype at = is_before ? before : after;
    if (at > 0) header[at] = u'\n';
    return header;
}
}  // namespace

RankingsRoom::RankingsRoom(const Face& face)
    : Room(face),
      stages_(new ChoiceRow),
      divisions_(new ChoiceRow),
      groups_(new ChoiceRow),
      bracket_(new BracketView(face)),
      head_(new PageHead(face.words, {"Xếp hạng", "Rankings"})),
      flags_(new QLabel),
      table_(new TableView),
      model_(new LinesModel(this)),
      why_title_(heading()),
      values_(new KeptTexts(10)),
      between_(line()),
      reasons_(new KeptTexts(10)),
      scores_(new KeptTexts(6)),
      promote_(new QPushButton),
      publish_(new QPushButton),
      finalize_(new QPushButton) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    outer->addWidget(head_);
    auto* choices = new QHBoxLayout;
    choices->addWidget(stages_);
    choices->addSpacing(18);
    choices->addWidget(divisions_);
    choices->addSpacing(18);
    choices->addWidget(groups_);
    choices->addStretch(1);
    outer->addLayout(choices);
    flags_->setProperty("role", "finding");
    flags_->setWordWrap(true);
    flags_->setTextFormat(Qt::PlainText);
    outer->addWidget(flags_);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    table_->setModel(model_);
    table_->setObjectName(QStringLiteral("rankings_table"));
    face_.words.bind_name(table_, {"Xếp hạng", "Rankings"});
    auto* tables = new QVBoxLayout;
    tables->addWidget(bracket_, 3);
    tables->addWidget(table_, 2);
    halves->addLayout(tables, 1);
    halves->addWidget(build_why());
    outer->addLayout(halves, 1);
    publish_->setProperty("role", "primary");
    head_->right()->addWidget(export_button(face_, this, model_, {"Xếp hạng", "Ranking"}));
    for (QPushButton* button : {promote_, publish_, finalize_}) head_->right()->addWidget(button);
    face_.words.bind(finalize_, {"Thành chính thức", "Make official"});
    face_.words.bind(publish_, {"Công bố xếp hạng", "Publish the ranking"});
    put_icon(publish_, QStringLiteral("publish"));
    connect(stages_, &ChoiceRow::changed, this, &RankingsRoom::render);
    connect(divisions_, &ChoiceRow::changed, this, &RankingsRoom::render);
    connect(groups_, &ChoiceRow::changed, this, &RankingsRoom::render);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RankingsRoom::render_why);
    connect(promote_, &QPushButton::clicked, this, &RankingsRoom::promote);
    connect(publish_, &QPushButton::clicked, this, &RankingsRoom::publish);
    connect(finalize_, &QPushButton::clicked, this, &RankingsRoom::finalize);
}

QWidget* RankingsRoom::build_why() {
    auto* card = new Card;
    card->setFixedWidth(310);
    why_title_->setWordWrap(true);
    why_title_->setTextFormat(Qt::PlainText);
    card->column()->addWidget(why_title_);
    auto* scroll = new ScrollColumn;
    scores_->setObjectName(QStringLiteral("why_score"));
    for (QWidget* part : {static_cast<QWidget*>(values_), between_, static_cast<QWidget*>(reasons_),
                          static_cast<QWidget*>(scores_)})
        scroll->column()->addWidget(part);
    scroll->column()->addStretch(1);
    card->column()->addWidget(scroll, 1);
    return card;
}

void RankingsRoom::render() {
    std::vector<ChoiceRow::Choice> stages, divisions;
    for (const Stage& stage : face_.session.definition().stages)
        stages.push_back({stage.id.text, face_.say(stage.name)});
    // Who comes in first looks for the last stage that has something to show.
    if (stages_->chosen().empty() && face_.standings.look() != nullptr) {
        stages_->show_choices(stages);
        for (const StageStandings& one : face_.standings.look()->stages)
            for (const Ranking& ranking : one.rankings)
                if (!ranking.rows.empty()) stages_->choose(one.stage.text);
    }
    stages_->show_choices(stages);
    if (const Stage* stage = face_.session.definition().stage(StageId(stages_->chosen())))
        for (const DivisionPlay& play : stage->divisions)
            if (const Division* division = face_.session.definition().division(play.division))
                divisions.push_back({division->id.text, face_.say(division->name)});
    divisions_->show_choices(divisions);
    divisions_->setVisible(divisions.size() > 1);
    show_groups();
    render_table();
    render_actions();
    render_why();
}

const Ranking* RankingsRoom::ranking() const {
    const Standings* standings = face_.standings.look();
    const StageStandings* stage =
        standings != nullptr ? standings->stage(StageId(stages_->chosen())) : nullptr;
    if (stage == nullptr) return nullptr;
    for (const Ranking& one : stage->rankings)
        if (one.division.text == divisions_->chosen() && one.group.value_or("") == groups_->chosen())
            return &one;
    return nullptr;
}

void RankingsRoom::show_groups() {
    std::vector<ChoiceRow::Choice> groups;
    const Stage* stage = face_.session.definition().stage(StageId(stages_->chosen()));
    const Standings* standings = face_.standings.look();
    const StageStandings* now = standings != nullptr ? standings->stage(StageId(stages_->chosen())) : nullptr;
    if (now != nullptr)
        for (const Ranking& one : now->rankings)
            if (one.group && one.division.text == divisions_->chosen())
                groups.push_back(
                    {*one.group, face_.say({"Bảng đấu %1", "Group %1"}).arg(text_of(*one.group))});
    const bool some = !groups.empty();
    if (!some) groups.push_back({"", QString()});
    groups_->show_choices(groups);
    groups_->setVisible(some);
    const bool knock_out = stage != nullptr && stage->is_elimination() &&
                           face_.session.contest().table<StageDraw>().find(stage->id.text) != nullptr;
    bracket_->setVisible(knock_out);
    if (knock_out) bracket_->show_stage(*stage, now);
}

void RankingsRoom::render_table() {
    const Contest& contest = face_.session.contest();
    const Stage* stage = contest.definition->stage(StageId(stages_->chosen()));
    const Ranking* shown = ranking();
    QStringList headers{face_.say({"Hạng", "Place"}), face_.say({"Đội", "Team"}),
                        face_.say({"Đơn vị", "School"})};
    std::vector<Line> lines;
    if (shown != nullptr && stage != nullptr) {
        for (const RankKey& key : stage->rank)
            headers << on_two_lines(key_name(face_.words, *stage, key.key.text));
        const bool has_runs = stage->format == StageFormat::Runs;
        if (has_runs) headers << face_.say({"Các lượt", "Runs"});
        if (stage->promote) headers << face_.say({"Đi tiếp", "Goes on"});
        for (const StandingRow& row : shown->rows) {
            const Entry* entry = contest.table<Entry>().find(row.entry.text);
            Line line{row.entry.text, {}};
            line.cells.push_back({QString::number(row.place), row.place <= 3 ? Tone::Accent : Tone::Plain,
                                  Qt::AlignRight, true});
            line.cells.push_back(
                {entry_name(contest, row.entry), Tone::Plain, Qt::AlignLeft, row.place <= 3});
            line.cells.push_back({entry != nullptr ? organization_name(contest, *entry) : QString()});
            for (const RankKey& key : stage->rank) {
                QString text;
                for (const auto& [name, figure] : row.values)
                    if (name == key.key.text) text = key_value(face_.words, name, figure);
                line.cells.push_back({text, Tone::Plain, Qt::AlignRight, &key == &stage->rank.front()});
            }
            QStringList runs;
            if (row.runs)
                for (const Figure& run : *row.runs)
                    runs << (run ? face_.words.figure(run->text()) : QStringLiteral("–"));
            if (has_runs) line.cells.push_back({runs.join(QStringLiteral(" · "))});
            const bool goes =
                std::find(shown->promoted.begin(), shown->promoted.end(), row.entry) != shown->promoted.end();
            const bool spare =
                std::find(shown->reserves.begin(), shown->reserves.end(), row.entry) != shown->reserves.end();
            if (stage->promote)
                line.cells.push_back({goes    ? face_.say({"✓ vào vòng sau", "✓ promoted"})
                                      : spare ? face_.say({"dự bị", "reserve"})
                                              : QString(),
                                      goes ? Tone::Good : Tone::Plain});
            lines.push_back(std::move(line));
        }
        for (const UnrankedRow& row : shown->unranked)
            lines.push_back({row.entry.text,
                             {{QStringLiteral("–"), Tone::Plain, Qt::AlignRight},
                              {entry_name(contest, row.entry)},
                              {text_of(explain_unranked(row.why, face_.words.language()))}}});
    }
    table_->set_empty_words(face_.standings.look() == nullptr
                                ? face_.say({"Đang tính…", "Computing…"})
                                : face_.say({"Vòng này chưa có kết quả đã xác nhận.",
                                             "This stage has no confirmed results yet."}));
    head_->set_note(shown != nullptr ? face_
                                           .say({"%1 đội có hạng, gồm cả kết quả chưa công bố",
                                                 "%1 ranked, unpublished results included"})
                                           .arg(shown->rows.size())
                                     : QString());
    show_lines(table_, model_, headers, std::move(lines));
}

void RankingsRoom::render_actions() {
    const Contest& contest = face_.session.contest();
    const Stage* stage = contest.definition->stage(StageId(stages_->chosen()));
    const Stage* to =
        stage != nullptr && stage->promote ? contest.definition->stage(stage->promote->to) : nullptr;
    promote_->setVisible(to != nullptr);
    promote_->setText(face_.say({"Chọn vào vòng sau", "Promote"}));
    if (to != nullptr)
        promote_->setToolTip(face_.say({"Chọn đội vào %1", "Promote to %1"}).arg(face_.say(to->name)));
    QStringList flags;
    if (const Standings* standings = face_.standings.look())
        for (const Flag& flag : standings->flags) {
            const bool here = flag.stage && flag.stage->text == stages_->chosen();
            const bool division =
                !flag.division || !*flag.division || (*flag.division)->text == divisions_->chosen();
            if (!here || !division) continue;
            QStringList names;
            for (const EntryId& entry : flag.entries) names << entry_name(contest, entry);
            if (flag.match)
                if (const Match* match =
                        contest.table<Match>().find(flag.stage->text + "." + flag.match->text))
                    names << match_name(contest, match->sides,
                                        game_of(*contest.definition, match->stage, match->division));
            const QString words = flag_words(face_.words, *contest.definition, flag, names);
            if (!flags.contains(words)) flags << words;
        }
    if (const auto& refusal = face_.standings.refusal()) flags << face_.words.say(*refusal);
    flags_->setText(flags.join(u'\n'));
    flags_->setVisible(!flags.isEmpty());
}

void RankingsRoom::render_why() {
    if (!face_.session.is_open()) return;
    std::vector<KeptTexts::Paragraph> values, reasons, scores;
    add_why(values, reasons);
    add_score(EntryId(model_->id_at(table_->currentIndex().row())), scores);
    scores_->show_texts(scores);
    values_->show_texts(values);
    reasons_->show_texts(reasons);
    between_->setVisible(!values.empty() && !reasons.empty());
}

void RankingsRoom::add_why(std::vector<KeptTexts::Paragraph>& values,
                           std::vector<KeptTexts::Paragraph>& reasons) {
    const Contest& contest = face_.session.contest();
    const Stage* stage = contest.definition->stage(StageId(stages_->chosen()));
    const Ranking* shown = ranking();
    const std::string chosen = model_->id_at(table_->currentIndex().row());
    if (shown == nullptr || stage == nullptr || chosen.empty()) {
        why_title_->setText(face_.say({"Vì sao hạng này?", "Why this place?"}));
        reasons.push_back(
            {face_.say({"Chọn một dòng để đọc lý do bằng lời.", "Choose a row to read the reason in words."}),
             "muted"});
        return;
    }
    for (std::size_t i = 0; i < shown->rows.size(); ++i) {
        const StandingRow& row = shown->rows[i];
        if (row.entry.text != chosen) continue;
        const QString name = entry_name(contest, row.entry);
        why_title_->setText(
            face_.say({"Vì sao %1 hạng %2?", "Why is %1 in place %2?"}).arg(name).arg(row.place));
        for (const RankKey& key : stage->rank)
            for (const auto& [key_text, figure] : row.values) {
                if (key_text != key.key.text) continue;
                values.push_back({QStringLiteral("%1: %2").arg(key_name(face_.words, *stage, key_text),
                                                               key_value(face_.words, key_text, figure))});
                break;
            }
        const Results results = results_of(contest, stage->id, Visibility::Committed);
        const PlaceWords places(*contest.definition, results, face_.words.language());
        for (const std::string& sentence : places.why(stage->id, *shown, i))
            reasons.push_back({text_of(sentence)});
        return;
    }
    for (const UnrankedRow& row : shown->unranked) {
        if (row.entry.text != chosen) continue;
        why_title_->setText(entry_name(contest, row.entry));
        reasons.push_back({text_of(explain_unranked(row.why, face_.words.language()))});
    }
}

void RankingsRoom::add_score(const EntryId& entry, std::vector<KeptTexts::Paragraph>& lines) const {
    const Contest& contest = face_.session.contest();
    const Standings* standings = face_.standings.look();
    const StageStandings* stage =
        standings != nullptr ? standings->stage(StageId(stages_->chosen())) : nullptr;
    if (stage == nullptr || entry.empty()) return;
    const Results results = results_of(contest, stage->stage, Visibility::Committed);
    for (const std::string& line :
         explain_score(*contest.definition, results, *stage, entry, face_.words.language()))
        lines.push_back({text_of(line)});
    if (!lines.empty())
        lines.insert(lines.begin(),
                     {face_.say({"Điểm này từ đâu?", "Where does the score come from?"}), "heading"});
}

void RankingsRoom::promote() {
    face_.session.submit(this, commands::StagePromote{StageId(stages_->chosen())}, promote_->toolTip());
}

void RankingsRoom::publish() {
    face_.session.submit(this, commands::StagePublish{StageId(stages_->chosen())},
                         face_.say({"công bố xếp hạng", "publish the ranking"}));
}

void RankingsRoom::finalize() {
    face_.session.submit(this, commands::ResultFinalize{StageId(stages_->chosen())},
                         face_.say({"kết quả chính thức", "results made official"}));
}

}  // namespace sandau::station
