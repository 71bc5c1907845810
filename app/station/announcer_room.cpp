#include "station/announcer_room.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "scoring/run_clock.h"
#include "station/box_choices.h"
#include "station/kept.h"
#include "station/keys.h"
#include "station/lines_model.h"
#include "station/match_steps.h"
#include "station/reason_dialog.h"
#include "station/run_steps.h"
#include "station/seat_rooms.h"
#include "station/spoken.h"
#include "station/wall_lists.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

constexpr int estimates_ms = 10'000;
constexpr std::int64_t late_worth_saying_ms = 60'000;
constexpr std::size_t published_told = 6;

using Paragraphs = std::vector<KeptTexts::Paragraph>;

QString field_words(const Contest& contest, const FieldId& id) {
    const Field* field = contest.table<Field>().find(id.text);
    return text_of(field != nullptr && !field->name.empty() ? field->name : id.text);
}

QString time_words(const Face& face, WallTime at) {
    return face.words.clock_time(at, face.utc_offset_min()).left(5);
}

/// Who stands behind a team, where the settings show it.
QString public_members(const Contest& contest, const EntryId& id) {
    const Entry* entry = contest.table<Entry>().find(id.text);
    if (entry == nullptr || contest.settings().names_shown != NamesShown::Members) return {};
    QStringList names;
    for (const Part& part : entry->parts)
        if (const Person* person = contest.table<Person>().find(part.person.text);
            person != nullptr && part.role != PartRole::Coach)
            names << text_of(person->name);
    return names.join(QStringLiteral(", "));
}

/// A team as it is called out: number and name, its school in full, its members where they may be named.
void add_team(Paragraphs& texts, const Contest& contest, const EntryId& id, const QString& mark,
              const char* role) {
    const WallRow row = team_row(contest, id);
    if (row.name.isEmpty()) return;
    const Entry* entry = contest.table<Entry>().find(id.text);
    QStringList name{mark, entry != nullptr ? text_of(entry->number) : QString(), row.name};
    name.removeAll(QString());
    texts.push_back({name.join(QStringLiteral("  ")), role});
    if (!row.soft.isEmpty()) texts.push_back({spoken(row.soft)});
    if (const QString members = public_members(contest, id); !members.isEmpty())
        texts.push_back({members, "small"});
}

/// The mark of each side's team: "■ ĐỎ". A run's team has none.
std::vector<std::pair<EntryId, QString>> marked(const Words& words, const Contest& contest,
                                                const MatchId& match_id,
                                                const std::map<std::string, EntryId>& sides) {
    std::vector<std::pair<EntryId, QString>> teams;
    const Match* match = contest.table<Match>().find(match_id.text);
    const Game* game =
        match != nullptr ? game_of(*contest.definition, match->stage, match->division) : nullptr;
    if (game == nullptr) return teams;
    for (const SideId& side : game->sides)
        if (const auto found = sides.find(side.text); found != sides.end())
            teams.emplace_back(found->second, side_words(words, *game, side));
    return teams;
}

std::vector<std::pair<EntryId, QString>> marked(const Words& words, const Contest& contest,
                                                const ToCall& one) {
    if (one.next.match.empty()) return {{one.next.slot.entry, QString()}};
    return marked(words, contest, one.next.match, one.next.sides);
}

QString result_words(const Face& face, const Sheet& sheet) {
    const Contest& contest = face.session.contest();
    const SheetContent& content = *sheet.published;
    if (const Match* match = contest.table<Match>().find(sheet.id.text); match != nullptr && content.match) {
        const auto worth = worth_of_match(contest, *match, *content.match);
        return worth ? verdict_words(face.words, contest, *match, *worth) : QString();
    }
    if (content.status != SheetStatus::OK) return face.say(status_name(content.status));
    QStringList words;
    if (const auto worth = worth_of(contest, sheet, content); worth && worth->total)
        words << face.say({"%1 điểm", "%1 points"}).arg(face.words.figure(worth->total->text()));
    if (content.time_ms) words << face.words.time(*content.time_ms);
    return words.join(QStringLiteral(", "));
}

QString teams_of(const Contest& contest, const Sheet& sheet) {
    if (!sheet.is_match()) return team_row(contest, sheet.entry).name;
    const Match* match = contest.table<Match>().find(sheet.id.text);
    if (match == nullptr) return {};
    QStringList names;
    for (const auto& [side, entry] : match->sides) names << team_row(contest, entry).name;
    return names.join(QStringLiteral(" – "));
}

std::vector<const Sheet*> last_published(const Contest& contest) {
    std::vector<const Sheet*> sheets;
    for (const Sheet& sheet : contest.table<Sheet>())
        if (sheet.published) sheets.push_back(contest.table<Sheet>().find(sheet.id.text));
    const auto end = sheets.begin() + static_cast<std::ptrdiff_t>(std::min(sheets.size(), published_told));
    std::partial_sort(sheets.begin(), end, sheets.end(),
                      [](const Sheet* a, const Sheet* b) { return b->published_at < a->published_at; });
    sheets.erase(end, sheets.end());
    return sheets;
}

/// Who is on a field now.
void add_now(Paragraphs& texts, const Face& face, const FieldView& now) {
    const Contest& contest = face.session.contest();
    QStringList about;
    if (now.match != nullptr && !now.is_free()) {
        about << division_short(face.words, contest, now.match->division)
              << match_place(face.words, contest, *now.match);
    } else if (now.run != nullptr && !now.is_free()) {
        about << division_short(face.words, contest,
                                now.entry != nullptr ? now.entry->division : DivisionId())
              << (now.stage != nullptr ? face.say(now.stage->name) : QString())
              << face.say({"lượt %1", "run %1"}).arg(now.run->number);
    } else {
        texts.push_back({face.say({"Sân đang trống.", "Nobody is on the field."})});
        return;
    }
    about.removeAll(QString());
    texts.push_back({about.join(QStringLiteral(" · ")), "small"});
    if (now.match == nullptr) return add_team(texts, contest, now.run->entry, {}, "team");
    for (const auto& [team, mark] : marked(face.words, contest, now.match->id, now.match->sides))
        add_team(texts, contest, team, mark, "team");
}

void add_next(Paragraphs& texts, const Face& face, const ToCall& next) {
    texts.push_back(
        {next.expected
             ? face.say({"Tiếp theo, khoảng %1", "Next, at about %1"}).arg(time_words(face, *next.expected))
             : face.say({"Tiếp theo", "Next"}),
         "small"});
    for (const auto& [team, mark] : marked(face.words, face.session.contest(), next))
        add_team(texts, face.session.contest(), team, mark, "value");
}

void add_published(Paragraphs& texts, const Face& face) {
    const Contest& contest = face.session.contest();
    texts.push_back({face.say({"Kết quả vừa công bố", "Published last"}), "finding", Tone::Accent});
    const std::size_t before = texts.size();
    for (const Sheet* sheet : last_published(contest)) {
        const QString teams = teams_of(contest, *sheet);
        if (teams.isEmpty()) continue;
        texts.push_back({time_words(face, sheet->published_at) + QStringLiteral("  ") + teams, "value"});
        texts.push_back({result_words(face, *sheet)});
    }
    if (texts.size() == before)
        texts.push_back({face.say({"Chưa công bố kết quả nào.", "No results are published yet."})});
}

}  // namespace

AnnouncerRoom::AnnouncerRoom(const Face& face)
    : Room(face),
      head_(new PageHead(face.words, {"Gọi đội – Người dẫn", "Calls and announcer"})),
      card_(new KeptTexts(3)),
      fields_(new QComboBox),
      calls_(new TableView),
      model_(new LinesModel(this)),
      check_in_(new QPushButton),
      pass_(new QPushButton),
      fail_(new QPushButton) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    outer->addWidget(head_);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    auto* card = new Card;
    auto* scroll = new ScrollColumn;
    card_->let_select();
    card_->setObjectName(QStringLiteral("announcer_card"));
    scroll->column()->addWidget(card_);
    scroll->column()->addStretch(1);
    card->column()->addWidget(scroll);
    halves->addWidget(card, 2);
    auto* column = new QVBoxLayout;
    build_calls(column);
    halves->addLayout(column, 3);
    outer->addLayout(halves, 1);
    // When a team is expected follows from the time of day.
    again_.setInterval(estimates_ms);
    connect(&again_, &QTimer::timeout, this, [this] {
        if (isVisible() && face_.session.is_open()) render();
    });
    again_.start();
}

void AnnouncerRoom::build_calls(QVBoxLayout* column) {
    column->setSpacing(8);
    auto* row = new QHBoxLayout;
    auto* title = heading();
    face_.words.bind(title, {"Gọi vào sân", "To be called"});
    row->addWidget(title, 1);
    fields_->setObjectName(QStringLiteral("call_field"));
    fields_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    face_.words.bind_name(fields_, {"Sân", "Field"});
    row->addWidget(fields_);
    column->addLayout(row);
    calls_->setModel(model_);
    calls_->setObjectName(QStringLiteral("call_list"));
    face_.words.bind_name(calls_, {"Danh sách gọi", "Call list"});
    calls_->installEventFilter(this);
    column->addWidget(calls_, 1);
    auto* buttons = new QHBoxLayout;
    check_in_->setObjectName(QStringLiteral("call_check_in"));
    check_in_->setProperty("role", "primary");
    pass_->setObjectName(QStringLiteral("call_pass"));
    fail_->setObjectName(QStringLiteral("call_fail"));
    buttons->addWidget(check_in_, 1);
    buttons->addWidget(pass_);
    buttons->addWidget(fail_);
    column->addLayout(buttons);
    connect(fields_, &QComboBox::activated, this, &AnnouncerRoom::render);
    connect(calls_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &AnnouncerRoom::render_buttons);
    connect(check_in_, &QPushButton::clicked, this, &AnnouncerRoom::check_in);
    connect(pass_, &QPushButton::clicked, this, &AnnouncerRoom::pass);
    connect(fail_, &QPushButton::clicked, this, &AnnouncerRoom::ask_fail);
}

void AnnouncerRoom::take_focus() {
    if (!calls_->currentIndex().isValid() && model_->rowCount() > 0)
        calls_->setCurrentIndex(model_->index(0, 0));
    calls_->setFocus();
}

/// The number pad beside the list is enough: Enter, + and −.
bool AnnouncerRoom::eventFilter(QObject* watched, QEvent* event) {
    if (watched != calls_ || event->type() != QEvent::KeyPress) return Room::eventFilter(watched, event);
    QPushButton* meant = nullptr;
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            meant = check_in_;
            break;
        case Qt::Key_Plus:
            meant = pass_;
            break;
        case Qt::Key_Minus:
            meant = fail_;
            break;
        default:
            return Room::eventFilter(watched, event);
    }
    if (meant->isVisible()) meant->click();
    return true;
}

void AnnouncerRoom::render() {
    fill_fields();
    render_card();
    render_calls();
    render_buttons();
}

void AnnouncerRoom::fill_fields() {
    const Contest& contest = face_.session.contest();
    BoxChoices choices{{QString(), face_.say({"Mọi sân", "All fields"})}};
    for (const FieldId& field : fields_of(contest))
        choices.emplace_back(text_of(field.text), field_words(contest, field));
    refill(fields_, choices);
}

void AnnouncerRoom::render_card() {
    const Contest& contest = face_.session.contest();
    const std::vector<ToCall> calls = call_list(contest, face_.session.now().wall);
    const std::vector<FieldId> fields = fields_of(contest);
    Paragraphs texts;
    for (const FieldId& field : fields) {
        texts.push_back(
            {face_.say({"Sân %1", "Field %1"}).arg(field_words(contest, field)), "finding", Tone::Accent});
        add_now(texts, face_, look_at(contest, field));
        const auto next = std::find_if(calls.begin(), calls.end(), [&](const ToCall& one) {
            if (!one.expected) return fields.size() == 1;
            return one.next.slot.field == field && is_posted(contest, one.next.slot);
        });
        if (next != calls.end()) add_next(texts, face_, *next);
    }
    add_published(texts, face_);
    card_->show_texts(texts);
}

/// Whoever has nothing to do with the teams but to name them knows of the timetable what everybody does.
bool AnnouncerRoom::sees_all() const {
    const UserId& seat = face_.session.opened().seat;
    const User* user = face_.session.contest().table<User>().find(seat.text);
    return seat.empty() ||
           (user != nullptr && std::any_of(user->grants.begin(), user->grants.end(), [](const Grant& grant) {
                return grant.role != Role::Announcer && grant.role != Role::Display;
            }));
}

Line AnnouncerRoom::line_of(const ToCall& one, const EntryId& team, const QString& mark) const {
    const Contest& contest = face_.session.contest();
    const Entry* entry = contest.table<Entry>().find(team.text);
    const bool is_late = one.late_ms() >= late_worth_saying_ms;
    const auto answer = [&](bool is_so) {
        return LineCell{is_so ? QStringLiteral("✓") : QStringLiteral("–"), is_so ? Tone::Good : Tone::Warning,
                        Qt::AlignHCenter};
    };
    Line line{one.next.key() + "/" + team.text, {}};
    line.cells.push_back({one.expected ? time_words(face_, *one.expected) : QStringLiteral("–"),
                          is_late ? Tone::Warning : Tone::Plain, Qt::AlignLeft, true});
    line.cells.push_back({one.expected ? time_words(face_, one.next.slot.starts_at) : QString()});
    QStringList name{mark, entry != nullptr ? team_row(contest, team).name : QString()};
    if (entry == nullptr)
        if (const Match* match = contest.table<Match>().find(one.next.match.text))
            name << match_place(face_.words, contest, *match);
    name.removeAll(QString());
    line.cells.push_back({name.join(QStringLiteral("  ")), Tone::Plain, Qt::AlignLeft, true,
                          entry != nullptr ? organization_name(contest, *entry) : QString()});
    line.cells.push_back({field_words(contest, one.next.slot.field)});
    line.cells.push_back(entry != nullptr ? answer(entry->checked_in) : LineCell{});
    line.cells.push_back(entry != nullptr ? answer(entry->inspected) : LineCell{});
    return line;
}

void AnnouncerRoom::render_calls() {
    const Contest& contest = face_.session.contest();
    const std::string field = fields_->currentData().toString().toStdString();
    std::vector<Line> lines;
    std::int64_t latest_ms = 0;
    teams_.clear();
    for (const ToCall& one : call_list(contest, face_.session.now().wall)) {
        if (!field.empty() && one.next.slot.field.text != field) continue;
        if (!sees_all() && one.expected && !is_posted(contest, one.next.slot)) continue;
        latest_ms = std::max(latest_ms, one.late_ms());
        auto teams = marked(face_.words, contest, one);
        if (teams.empty()) teams.emplace_back();
        for (const auto& [team, mark] : teams) {
            lines.push_back(line_of(one, team, mark));
            teams_[lines.back().id] = team;
        }
    }
    head_->set_note(latest_ms >= late_worth_saying_ms
                        ? face_.say({"chậm nhất %1 phút so với lịch", "up to %1 min behind the timetable"})
                              .arg(latest_ms / 60'000)
                        : face_.say({"đúng lịch", "on time"}));
    calls_->set_empty_words(face_.say({"Không còn ai phải gọi.", "Nobody is left to call."}));
    show_lines(
        calls_, model_,
        {face_.say({"Dự kiến", "Expected"}), face_.say({"Theo lịch", "Planned"}), face_.say({"Đội", "Team"}),
         face_.say({"Sân", "Field"}), face_.say({"Có mặt", "Here"}), face_.say({"Kiểm tra", "Inspected"})},
        std::move(lines));
}

const Entry* AnnouncerRoom::chosen() const {
    const auto team = teams_.find(model_->id_at(calls_->currentIndex().row()));
    return team != teams_.end() ? face_.session.contest().table<Entry>().find(team->second.text) : nullptr;
}

void AnnouncerRoom::render_buttons() {
    if (!face_.session.is_open()) return;
    const Entry* entry = chosen();
    const auto with_key = [&](const QString& words, Qt::Key key) {
        return words + QStringLiteral("   [") + key_words(face_.words, key) + u']';
    };
    const EntryId asked = entry != nullptr ? entry->id : EntryId();
    check_in_->setVisible(may(face_, commands::EntryCheckIn{asked, true}));
    for (QPushButton* button : {pass_, fail_})
        button->setVisible(may(face_, commands::EntryInspect{asked, true, {}}));
    check_in_->setEnabled(entry != nullptr);
    check_in_->setText(with_key(entry != nullptr && entry->checked_in
                                    ? face_.say({"Bỏ điểm danh", "Undo check-in"})
                                    : face_.say({"Điểm danh: có mặt", "Check in"}),
                                Qt::Key_Enter));
    pass_->setEnabled(entry != nullptr && !entry->inspected);
    pass_->setText(with_key(face_.say({"Kiểm tra: đạt", "Inspection: pass"}), Qt::Key_Plus));
    fail_->setEnabled(entry != nullptr);
    fail_->setText(with_key(entry != nullptr && entry->inspected
                                ? face_.say({"Thu lại kết quả đạt…", "Take the pass back…"})
                                : face_.say({"Chưa đạt…", "Fail…"}),
                            Qt::Key_Minus));
}

void AnnouncerRoom::check_in() {
    const Entry* entry = chosen();
    if (entry == nullptr) return;
    face_.session.submit(this, commands::EntryCheckIn{entry->id, !entry->checked_in},
                         (entry->checked_in ? face_.say({"bỏ điểm danh, %1", "take check-in back, %1"})
                                            : face_.say({"điểm danh, %1", "check in, %1"}))
                             .arg(text_of(entry->name)));
}

void AnnouncerRoom::pass() {
    const Entry* entry = chosen();
    if (entry == nullptr || entry->inspected) return;
    face_.session.submit(this, commands::EntryInspect{entry->id, true, {}},
                         face_.say({"kiểm tra đạt, %1", "inspection passed, %1"}).arg(text_of(entry->name)));
}

void AnnouncerRoom::ask_fail() {
    const Entry* entry = chosen();
    if (entry == nullptr) return;
    const QString title =
        (entry->inspected ? face_.say({"Thu lại kết quả kiểm tra đạt: %1", "Take the pass back: %1"})
                          : face_.say({"Kiểm tra chưa đạt: %1", "Inspection failed: %1"}))
            .arg(text_of(entry->name));
    ReasonDialog::ask(
        face_, this, title,
        face_.say({"Đội được sửa và kiểm tra lại.", "The team may mend it and come again."}),
        face_.say({"Ghi lại", "Record"}),
        {{"Quá kích thước", "Too large"}, {"Quá khối lượng", "Too heavy"}, {"Bấm nhầm", "By mistake"}},
        [this, id = entry->id, title](const QString& reason) {
            face_.session.submit(this, commands::EntryInspect{id, false, reason.toStdString()}, title);
        });
}

}  // namespace sandau::station
