#include "station/displays_room.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <functional>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "station/checked_dialog.h"
#include "station/monitor_row.h"
#include "station/projectors.h"
#include "station/qr_picture.h"
#include "station/run_steps.h"
#include "station/wall_canvas.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

struct View {
    const char* id;
    Phrase words;
};
constexpr View views[] = {{"live", {"Trực tiếp", "Live"}},           {"standings", {"Xếp hạng", "Standings"}},
                          {"next", {"Sắp thi đấu", "Next teams"}},   {"queue", {"Hàng chờ", "Call list"}},
                          {"bracket", {"Nhánh đấu", "Bracket"}},     {"awards", {"Giải thưởng", "Awards"}},
                          {"announcer", {"Người dẫn", "Announcer"}}, {"message", {"Thông báo", "Message"}},
                          {"blank", {"Để trống", "Blank"}}};

/// The screen in the hall, where nobody has set up others: the web's /screen/wall.
constexpr const char* hall_id = "wall";
constexpr QSize preview_px(240, 135);

}  // namespace

/// One screen: what it shows, chosen by a button each, of which stage, and the message for it.
class ScreenRow : public QWidget {
public:
    using Show = std::function<void(const DisplayChoice&)>;

    ScreenRow(const Face& face, const Face& published, Show show)
        : show_(std::move(show)),
          name_(new QLabel),
          stage_(new QComboBox),
          message_(new QLineEdit),
          trouble_(new QLabel),
          preview_(new WallCanvas(published)) {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        auto* column = new QVBoxLayout;
        name_->setProperty("role", "plain");
        column->addWidget(name_);
        // All in one row are wider than their half of a small window.
        constexpr int in_a_row = 4;
        auto* rows = new QGridLayout;
        rows->setSpacing(6);
        for (const View& view : views) {
            auto* button = new QPushButton;
            face.words.bind(button, view.words);
            button->setCheckable(true);
            connect(button, &QPushButton::clicked, this, [this, face, id = std::string(view.id)] {
                show_shown();
                const std::optional<Fault> wrong = message_fault(face);
                trouble_->setText(wrong ? QStringLiteral("! ") + wrong->words : QString());
                trouble_->setVisible(wrong.has_value());
                if (wrong) return message_->setFocus();
                message_->setModified(false);
                DisplayChoice wanted = shown_;
                wanted.view = id;
                wanted.message = message_->text().trimmed().toStdString();
                show_(wanted);
            });
            const int at = static_cast<int>(buttons_.size());
            rows->addWidget(button, at / in_a_row, at % in_a_row);
            buttons_.push_back(button);
        }
        rows->setColumnStretch(in_a_row, 1);
        column->addLayout(rows);
        face.words.bind_name(stage_, {"Vòng thi trên màn này", "Stage on this screen"});
        connect(stage_, &QComboBox::activated, this, [this] {
            DisplayChoice wanted = shown_;
            wanted.stage = StageId(stage_->currentData().toString().toStdString());
            show_(wanted);
        });
        face.words.bind_hint(
            message_, {"Nội dung thông báo, ví dụ: Nghỉ đến 13:30", "A message, like: Break until 13:30"});
        auto* below = new QHBoxLayout;
        below->addWidget(message_, 1);
        below->addWidget(stage_);
        column->addLayout(below);
        set_role(trouble_, "finding");
        set_tone(trouble_, Tone::Bad);
        trouble_->setObjectName(QStringLiteral("message_trouble"));
        trouble_->setWordWrap(true);
        trouble_->setTextFormat(Qt::PlainText);
        trouble_->hide();
        column->addWidget(trouble_);
        row->addLayout(column, 1);
        preview_->setFixedSize(preview_px);
        preview_->setObjectName(QStringLiteral("preview"));
        row->addWidget(preview_, 0, Qt::AlignTop);
    }
    void show_screen(const Face& face, const QString& name, const DisplayChoice& display) {
        name_->setText(name);
        shown_ = display;
        show_shown();
        stage_->clear();
        stage_->addItem(face.say({"Vòng mới nhất", "The latest stage"}), QString());
        for (const Stage& stage : face.session.definition().stages)
            stage_->addItem(face.say(stage.name), text_of(stage.id.text));
        stage_->setCurrentIndex(std::max(0, stage_->findData(text_of(display.stage.text))));
        preview_->show_display(display.id);
        // A message that is being typed is not wiped by news about something else.
        if (!message_->isModified() && message_->text() != text_of(display.message))
            message_->setText(text_of(display.message));
    }

private:
    std::optional<Fault> message_fault(const Face& face) const {
        constexpr qsizetype letters_max = 200;  // more is not read from a wall
        return length_fault(face, message_, message_->text().trimmed(), letters_max);
    }
    /// A pressed button is lit when the host has taken it, not before.
    void show_shown() {
        for (std::size_t i = 0; i < buttons_.size(); ++i) buttons_[i]->setChecked(views[i].id == shown_.view);
    }

    Show show_;
    QLabel* name_;
    QComboBox* stage_;
    QLineEdit* message_;
    QLabel* trouble_;
    WallCanvas* preview_;
    std::vector<QPushButton*> buttons_;
    DisplayChoice shown_;
};

DisplaysRoom::DisplaysRoom(const Face& face, Projectors& projectors)
    : Room(face),
      projectors_(projectors),
      addresses_(new QVBoxLayout),
      screens_(new QVBoxLayout),
      monitors_(new QVBoxLayout) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    auto* head = new PageHead(face_.words, {"Trình chiếu", "Displays"});
    auto* add = new QPushButton;
    face_.words.bind(add, {"Thêm một màn chiếu", "Add a screen"});
    add->setObjectName(QStringLiteral("add_screen"));
    put_icon(add, QStringLiteral("displays"));
    head->right()->addWidget(add);
    outer->addWidget(head);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    auto* left = new Card;
    left->setFixedWidth(320);
    auto* phones = heading();
    face_.words.bind(phones, {"Điện thoại và màn hình", "Phones and screens"});
    left->column()->addWidget(phones);
    left->column()->addLayout(addresses_);
    left->column()->addStretch(1);
    halves->addWidget(left);
    auto* right = new ScrollColumn;
    build_cards(right->column());
    halves->addWidget(right, 1);
    outer->addLayout(halves, 1);
    connect(add, &QPushButton::clicked, this, &DisplaysRoom::add_screen);
    connect(&projectors_, &Projectors::changed, this, [this] {
        if (isVisible() && face_.session.is_open()) render_monitors();
    });
}

void DisplaysRoom::build_cards(QVBoxLayout* column) {
    auto* shown = new Card;
    auto* screens = heading();
    face_.words.bind(screens, {"Màn hình đang chiếu gì", "What the screens show"});
    shown->column()->addWidget(screens);
    shown->column()->addLayout(screens_.column());
    auto* published = muted();
    face_.words.bind(
        published, {"Màn hình chỉ nhận những gì đã công bố.", "Screens get nothing that is not published."});
    shown->column()->addWidget(published);
    column->addWidget(shown);
    auto* plugged = new Card;
    auto* monitors = heading();
    face_.words.bind(monitors, {"Màn hình nối với máy này", "Monitors of this machine"});
    plugged->column()->addWidget(monitors);
    plugged->column()->addLayout(monitors_.column());
    column->addWidget(plugged);
    column->addStretch(1);
}

void DisplaysRoom::render() {
    render_addresses();
    render_screens();
    render_monitors();
}

void DisplaysRoom::render_addresses() {
    const OpenedContest& opened = face_.session.opened();
    const std::vector<std::string> addresses =
        opened.addresses ? opened.addresses() : std::vector<std::string>();
    QString drawn = face_.say({"vi", "en"});
    for (const std::string& address : addresses) drawn += u' ' + text_of(address);
    if (drawn == addresses_drawn_) return;
    addresses_drawn_ = drawn;
    clear_layout(addresses_);
    if (addresses.empty()) {
        auto* none =
            muted(face_.say({"Trang web chưa được mở trên máy này.", "No web pages are served from here."}));
        none->setWordWrap(true);
        addresses_->addWidget(none);
        return;
    }
    if (opened.qr_code) {
        auto* code = new QLabel;
        code->setPixmap(qr_picture(opened.qr_code(addresses.front())));
        code->setAccessibleName(text_of(addresses.front()));
        addresses_->addWidget(code, 0, Qt::AlignHCenter);
    }
    for (const std::string& address : addresses) {
        auto* label = new QLabel(text_of(address));
        label->setProperty("role", "heading");
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        addresses_->addWidget(label);
    }
    auto* hint =
        muted(face_.say({"Khán giả nối cùng mạng Wi-Fi rồi quét mã. Màn chiếu mở thêm /screen/wall. Giám "
                         "khảo mở thêm /judge.",
                         "The public joins the same Wi-Fi and scans the code. Screens add /screen/wall, "
                         "judges add /judge."}));
    hint->setWordWrap(true);
    addresses_->addWidget(hint);
    auto* stations =
        muted(face_.say({"Máy khác ghép vào đây: ở trang đầu bấm Ghép vào máy khác, ghi một địa chỉ trên.",
                         "Another station joins from its start page: Join another station, with an address "
                         "above."}));
    stations->setWordWrap(true);
    addresses_->addWidget(stations);
    if (opened.fingerprint.empty()) return;
    // Broken at its colons it fits the card.
    auto* fingerprint =
        muted(face_.say({"Dấu vân tay của chứng chỉ: %1", "The certificate's fingerprint: %1"})
                  .arg(text_of(opened.fingerprint).replace(u':', QStringLiteral(":\u200b"))));
    fingerprint->setWordWrap(true);
    fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    addresses_->addWidget(fingerprint);
}

std::vector<DisplayChoice> DisplaysRoom::displays() const {
    std::vector<DisplayChoice> displays;
    const auto& known = face_.session.contest().table<DisplayChoice>();
    if (known.find(hall_id) == nullptr) {
        DisplayChoice hall;
        hall.id = hall_id;
        displays.push_back(hall);
    }
    for (const DisplayChoice& display : known) displays.push_back(display);
    return displays;
}

QString DisplaysRoom::display_name(const std::string& display) const {
    return display == hall_id ? face_.say({"Màn hình chính của hội trường", "The hall's main screen"})
                              : face_.say({"Màn %1", "Screen %1"}).arg(text_of(display));
}

void DisplaysRoom::render_screens() {
    const std::vector<DisplayChoice> displays = this->displays();
    std::vector<std::string> ids;
    for (const DisplayChoice& display : displays) ids.push_back(display.id);
    screens_.show(
        ids,
        [this](const std::string&) {
            return new ScreenRow(face_, projectors_.published(),
                                 [this](const DisplayChoice& choice) { show_view(choice); });
        },
        [&](ScreenRow* row, std::size_t i) {
            row->show_screen(face_, display_name(displays[i].id), displays[i]);
        });
}

void DisplaysRoom::render_monitors() {
    const std::vector<Monitor> monitors = projectors_.monitors();
    std::vector<MonitorRow::Screen> screens;
    for (const DisplayChoice& display : displays()) screens.push_back({display.id, display_name(display.id)});
    std::vector<std::string> keys;
    for (const Monitor& monitor : monitors) keys.push_back(monitor.key);
    monitors_.show(
        keys, [this](const std::string& key) { return new MonitorRow(face_, projectors_, key); },
        [&](MonitorRow* row, std::size_t i) { row->show_monitor(monitors[i], screens); });
}

void DisplaysRoom::show_view(DisplayChoice choice) {
    const QString named = face_.say({"đổi màn hình %1", "change screen %1"}).arg(display_name(choice.id));
    face_.session.submit(this, commands::DisplayShow{std::move(choice)}, named);
}

void DisplaysRoom::add_screen() {
    const auto& known = face_.session.contest().table<DisplayChoice>();
    DisplayChoice fresh;
    int number = 2;
    do fresh.id = hall_id + std::string("-") + std::to_string(number++);
    while (known.find(fresh.id) != nullptr);
    show_view(fresh);
}

}  // namespace sandau::station
