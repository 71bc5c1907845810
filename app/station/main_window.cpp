#include "station/main_window.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "scoring/definition.h"
#include "station/announcer_room.h"
#include "station/awards_room.h"
#include "station/devices_room.h"
#include "station/displays_room.h"
#include "station/entries_room.h"
#include "station/field_room.h"
#include "station/journal_room.h"
#include "station/keys_dialog.h"
#include "station/notice.h"
#include "station/overview_room.h"
#include "station/people_room.h"
#include "station/rankings_room.h"
#include "station/refusals.h"
#include "station/reports_room.h"
#include "station/rules_room.h"
#include "station/run_steps.h"
#include "station/scoring_room.h"
#include "station/seat_rooms.h"
#include "station/start_page.h"
#include "station/status_lights.h"
#include "station/timetable_room.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {
constexpr int rail_px = 220;
}

MainWindow::MainWindow(StationOptions options, QWidget* parent)
    : QMainWindow(parent),
      options_(std::move(options)),
      memory_(options_.settings_file),
      words_(options_.language.value_or(memory_.language())),
      session_(options_.now),
      standings_(session_),
      face_{options_, words_, session_, standings_},
      published_(session_, Visibility::Published),
      projectors_({options_, words_, session_, published_}, memory_),
      keys_(memory_),
      sounds_(options_.sounds, memory_) {
    dress(*qApp, memory_.ground(), memory_.contrast());
    setMinimumSize(1180, 700);
    pages_ = new QStackedWidget;
    start_ = new StartPage(face_, memory_);
    pages_->addWidget(start_);
    auto* contest = new QWidget;
    auto* row = new QHBoxLayout(contest);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(build_rail());
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    room_pages_ = new QStackedWidget;
    column->addWidget(room_pages_, 1);
    lights_ = new StatusLights(face_, keys_, sounds_);
    column->addWidget(lights_);
    row->addLayout(column, 1);
    pages_->addWidget(contest);
    setCentralWidget(pages_);
    notice_ = new Notice(face_, pages_);
    build_rooms();
    build_keys();
    paint_icons();
    render_title();
    connect(start_, &StartPage::asked, this, &MainWindow::open);
    connect(start_, &StartPage::joined, this,
            [this](const std::shared_ptr<OpenedContest>& opened) { show_contest(std::move(*opened)); });
    connect(lights_, &StatusLights::pairings_wanted, this, [this] { go_to(QStringLiteral("people")); });
    connect(&session_, &Session::done, notice_, [this](const QString& named) {
        // In match control the window's foot says it: nothing covers the field at each step.
        if (room_pages_->currentWidget() != room(QStringLiteral("field"))) notice_->say_done(named);
    });
    connect(&session_, &Session::refused, notice_, [this](const Refusal& refusal, const QString& named) {
        const Refusal people = session_.is_open() ? with_names(session_.contest(), words_, refusal) : refusal;
        notice_->say_refused(words_.say(people), named);
    });
    connect(&words_, &Words::language_changed, this, &MainWindow::render_title);
    connect(&session_, &Session::snapshot_changed, this, &MainWindow::render_title);
    connect(&words_, &Words::language_changed, this, &MainWindow::render_rail);
    connect(&session_, &Session::snapshot_changed, this, &MainWindow::render_rail);
    if (!options_.join_at_start.empty() && options_.join)
        start_->ask_join(QString::fromStdString(options_.join_at_start));
    if (!options_.open_at_start.empty()) open(OpenRequest{OpenMode::Open, options_.open_at_start, {}, {}});
}

MainWindow::~MainWindow() {
    // The rooms look at members of this window: they go first, and quietly.
    session_.disconnect(this);
    for (QAbstractItemView* view : findChildren<QAbstractItemView*>())
        if (view->selectionModel() != nullptr) view->selectionModel()->disconnect();
    session_.close();
    delete takeCentralWidget();
}

QWidget* MainWindow::build_rail() {
    rail_ = new QWidget;
    rail_->setObjectName(QStringLiteral("rail"));
    rail_->setAttribute(Qt::WA_StyledBackground);
    rail_->setFixedWidth(rail_px);
    auto* column = new QVBoxLayout(rail_);
    column->setContentsMargins(10, 14, 10, 10);
    column->setSpacing(2);
    auto* brand = new QHBoxLayout;
    auto* mark = new QLabel;
    mark->setPixmap(QIcon(QStringLiteral(":/station/icons/sandau.svg")).pixmap(30, 30));
    brand->addWidget(mark);
    auto* name = new QLabel(QStringLiteral("Sàn Đấu"));
    name->setProperty("role", "heading");
    brand->addWidget(name, 1);
    column->addLayout(brand);
    contest_name_ = new QLabel;
    contest_name_->setProperty("role", "small");
    contest_name_->setWordWrap(true);
    contest_name_->setTextFormat(Qt::PlainText);
    contest_name_->setContentsMargins(2, 4, 2, 10);
    column->addWidget(contest_name_);
    rail_rooms_ = new QVBoxLayout;
    rail_rooms_->setSpacing(2);
    column->addLayout(rail_rooms_);
    column->addStretch(1);
    home_ = new QPushButton;
    words_.bind(home_, {"Đóng cuộc thi", "Close contest"});
    column->addWidget(home_);
    language_ = new QPushButton;
    words_.bind(language_, {"English", "Tiếng Việt"});
    column->addWidget(language_);
    ground_ = new QPushButton;
    column->addWidget(ground_);
    connect(home_, &QPushButton::clicked, this, &MainWindow::close_contest);
    connect(language_, &QPushButton::clicked, this, &MainWindow::toggle_language);
    connect(ground_, &QPushButton::clicked, this,
            [this] { set_ground(next_look().first, next_look().second); });
    return rail_;
}

void MainWindow::add_room(const QString& name, const char* icon_name, Phrase title, Room* room) {
    auto* button = new QPushButton;
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setProperty("icon_name", QString::fromLatin1(icon_name));
    // In the smallest window all of them are there, with less air.
    button->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
    words_.bind(button, title);
    rail_rooms_->addWidget(button);
    room_pages_->addWidget(room);
    const int at = static_cast<int>(rooms_.size());
    rooms_.push_back({name, room, button});
    connect(button, &QPushButton::clicked, this, [this, at] { go_to(at); });
}

void MainWindow::build_rooms() {
    auto* overview = new OverviewRoom(face_);
    add_room("overview", "overview", {"Tổng quan", "Overview"}, overview);
    add_room("rules", "edit", {"Thể lệ", "Rules"}, new RulesRoom(face_));
    add_room("entries", "entries", {"Hồ sơ dự thi", "Entries"}, new EntriesRoom(face_));
    add_room("people", "people", {"Giám khảo – Trọng tài", "Judges and referees"}, new PeopleRoom(face_));
    add_room("timetable", "timetable", {"Bốc thăm – Lịch", "Timetable"}, new TimetableRoom(face_, keys_));
    add_room("field", "field", {"Sân thi đấu", "Field"}, new FieldRoom(face_, keys_, sounds_));
    add_room("scoring", "scoring", {"Chấm điểm", "Scoring"}, new ScoringRoom(face_, keys_));
    add_room("rankings", "rankings", {"Xếp hạng", "Rankings"}, new RankingsRoom(face_));
    add_room("awards", "awards", {"Giải thưởng", "Awards"}, new AwardsRoom(face_));
    add_room("reports", "file", {"Báo cáo – In ấn", "Reports"}, new ReportsRoom(face_));
    add_room("devices", "devices", {"Thiết bị", "Devices"}, new DevicesRoom(face_));
    add_room("displays", "displays", {"Trình chiếu", "Displays"}, new DisplaysRoom(face_, projectors_));
    add_room("journal", "journal", {"Nhật ký", "Journal"}, new JournalRoom(face_));
    add_room("announcer", "publish", {"Gọi đội – Người dẫn", "Calls, announcer"}, new AnnouncerRoom(face_));
    connect(overview, &OverviewRoom::wanted, this, [this](const QString& name) { go_to(name); });
}

void MainWindow::build_keys() {
    for (const KeyAction& action : key_actions()) {
        if (scope_of(action.deed) != KeyScope::Window) continue;
        auto* shortcut = new QShortcut(this);
        connect(shortcut, &QShortcut::activated, this, [this, action] { press(action); });
        shortcuts_.emplace_back(action, shortcut);
    }
    connect(&keys_, &Keys::changed, this, &MainWindow::render_keys);
    connect(&words_, &Words::language_changed, this, &MainWindow::render_keys);
    render_keys();
}

void MainWindow::render_keys() {
    for (const auto& [action, shortcut] : shortcuts_) {
        QList<QKeySequence> sequences;
        for (const QKeyCombination key : {keys_.of(action).key, keys_.of(action).pad})
            if (key != no_key) sequences << QKeySequence(key);
        shortcut->setKeys(sequences);
    }
    for (int at = 0; at < room_count(); ++at)
        rooms_[static_cast<std::size_t>(at)].button->setToolTip(
            key_words(words_, keys_.of({Deed::ShowRoom, at + 1}).key));
}

void MainWindow::press(const KeyAction& action) {
    if (action.deed == Deed::FullScreen) return setWindowState(windowState() ^ Qt::WindowFullScreen);
    if (action.deed == Deed::ShowKeys) return KeysDialog::ask(face_, keys_, this);
    if (action.deed == Deed::Mute) return sounds_.set_muted(!sounds_.is_muted());
    if (!session_.is_open()) return;
    if (action.deed == Deed::ShowRoom) return go_to(action.number - 1);
    if (action.deed == Deed::Undo) return session_.undo_last(this);
    if (action.deed != Deed::Find) return;
    go_to(QStringLiteral("entries"));
    static_cast<EntriesRoom*>(room(QStringLiteral("entries")))->focus_search();
}

void MainWindow::go_to(int at) {
    if (at < 0 || at >= room_count()) return;
    const Place& place = rooms_[static_cast<std::size_t>(at)];
    if (!place.button->isEnabled()) return;
    place.button->setChecked(true);
    room_pages_->setCurrentWidget(place.room);
    place.room->take_focus();
    notice_->hide();
}

void MainWindow::render_rail() {
    if (!session_.is_open()) return;
    for (std::size_t i = 0; i < rooms_.size(); ++i) {
        const QString why_not = why_not_room(face_, rooms_[i].name);
        rooms_[i].button->setEnabled(why_not.isEmpty());
        const QString key = i < 9 ? QStringLiteral("Ctrl+%1").arg(i + 1) : QString();
        rooms_[i].button->setToolTip(why_not.isEmpty() ? key : why_not);
        rooms_[i].button->setAccessibleDescription(why_not);
    }
    leave_closed_room();
}

/// Whoever sits where the seat may not be any more is led to where it may.
void MainWindow::leave_closed_room() {
    const auto is_open = [&](const Place& place) { return place.button->isEnabled(); };
    const auto here = std::find_if(rooms_.begin(), rooms_.end(), [&](const Place& place) {
        return place.room == room_pages_->currentWidget();
    });
    if (here == rooms_.end() || is_open(*here)) return;
    const auto there = std::find_if(rooms_.begin(), rooms_.end(), is_open);
    if (there != rooms_.end()) go_to(there->name);
}

void MainWindow::go_to(const QString& name) {
    for (int i = 0; i < room_count(); ++i)
        if (rooms_[static_cast<std::size_t>(i)].name == name) go_to(i);
}

Room* MainWindow::room(const QString& name) const {
    for (const Place& place : rooms_)
        if (place.name == name) return place.room;
    return nullptr;
}

void MainWindow::paint_icons() {
    const Colours& in = colours_now();
    for (const Place& place : rooms_) {
        place.button->setIcon(icon(place.button->property("icon_name").toString(), in.rail_text));
        place.button->setIconSize(QSize(20, 20));
    }
    home_->setIcon(icon(QStringLiteral("home"), in.rail_text));
    language_->setIcon(icon(QStringLiteral("globe"), in.rail_text));
    ground_->setIcon(
        icon(ground_now() == Ground::Light ? QStringLiteral("moon") : QStringLiteral("sun"), in.rail_text));
    for (QPushButton* button : {home_, language_, ground_}) button->setIconSize(QSize(20, 20));
}

std::pair<Ground, Contrast> MainWindow::next_look() const {
    const Ground ground = ground_now() == Ground::Light ? Ground::Dark : Ground::Light;
    const bool was_high = contrast_now() == Contrast::High;
    const bool will_be_high = ground == Ground::Light ? !was_high : was_high;
    return {ground, will_be_high ? Contrast::High : Contrast::Usual};
}

void MainWindow::set_ground(Ground ground, Contrast contrast) {
    dress(*qApp, ground, contrast);
    memory_.set_ground(ground);
    memory_.set_contrast(contrast);
    draw_icons_anew(*this);
    paint_icons();
    render_title();
    for (const Place& place : rooms_)
        if (place.room->isVisible()) place.room->refresh();
}

void MainWindow::toggle_language() {
    words_.set_language(words_.language() == Language::Vietnamese ? Language::English : Language::Vietnamese);
    memory_.set_language(words_.language());
}

void MainWindow::render_title() {
    const auto [ground, contrast] = next_look();
    const bool light = ground == Ground::Light;
    ground_->setText(contrast == Contrast::High
                         ? words_.say(light ? Phrase{"Tương phản cao", "High contrast"}
                                            : Phrase{"Tương phản cao, tối", "High contrast, dark"})
                         : words_.say(light ? Phrase{"Nền sáng", "Light"} : Phrase{"Nền tối", "Dark"}));
    if (!session_.is_open()) {
        setWindowTitle(QStringLiteral("Sàn Đấu"));
        return;
    }
    const QString name = words_.say(session_.definition().name);
    const QString seat = seat_words(face_);
    contest_name_->setText(seat.isEmpty() ? name : name + QStringLiteral("\n") + seat);
    setWindowTitle(QStringLiteral("%1 – Sàn Đấu").arg(name));
}

void MainWindow::open(const OpenRequest& request) {
    if (opening_) return;
    opening_ = true;
    pages_->setCurrentIndex(0);
    start_->set_busy(request.mode == OpenMode::Open
                         ? words_.say({"Đang mở cuộc thi…", "Opening the contest…"})
                         : words_.say({"Đang tạo cuộc thi…", "Making the contest…"}));
    session_.beside([self = QPointer<MainWindow>(this), open_contest = options_.open_contest, request] {
        auto opened = std::make_shared<Result<OpenedContest>>(open_contest(request));
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, opened] {
                if (!self) return;
                self->opening_ = false;
                self->start_->set_busy({});
                if (*opened)
                    self->show_contest(std::move(**opened));
                else
                    self->start_->show_trouble(self->words_.say(opened->error()));
            },
            Qt::QueuedConnection);
    });
}

void MainWindow::show_contest(OpenedContest opened) {
    memory_.add_recent(QString::fromStdString(opened.file.string()));
    start_->show_trouble({});
    session_.take(std::move(opened));
    go_to(0);
    leave_closed_room();
    pages_->setCurrentIndex(1);
    render_title();
}

void MainWindow::close_contest() {
    pages_->setCurrentIndex(0);
    session_.close();
    start_->show_trouble({});
    render_title();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    notice_->settle();
}

}  // namespace sandau::station
