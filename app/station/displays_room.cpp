#include "station/displays_room.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

constexpr int qr_px = 240;

/// A code on white, whatever the ground: cameras want it so.
QPixmap qr_picture(const std::vector<std::vector<bool>>& squares) {
    const int count = static_cast<int>(squares.size());
    if (count == 0) return {};
    constexpr int quiet = 4;  // squares of white around, as the standard asks
    const int square = std::max(1, qr_px / (count + 2 * quiet));
    QPixmap picture(square * (count + 2 * quiet), square * (count + 2 * quiet));
    picture.fill(Qt::white);
    QPainter painter(&picture);
    for (int y = 0; y < count; ++y)
        for (int x = 0; x < count; ++x)
            if (squares[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)])
                painter.fillRect((x + quiet) * square, (y + quiet) * square, square, square, Qt::black);
    return picture;
}

/// Hosts say where they listen as ADDRESS:PORT; a browser wants more.
QString url_of(const std::string& address) {
    const QString text = text_of(address);
    return text.contains(QStringLiteral("://")) ? text : QStringLiteral("http://%1/").arg(text);
}

struct View {
    const char* id;
    Phrase words;
};
constexpr View views[] = {{"live", {"Trực tiếp", "Live"}},         {"standings", {"Xếp hạng", "Standings"}},
                          {"next", {"Sắp thi đấu", "Next teams"}}, {"awards", {"Giải thưởng", "Awards"}},
                          {"message", {"Thông báo", "Message"}},   {"blank", {"Để trống", "Blank"}}};

}  // namespace

DisplaysRoom::DisplaysRoom(const Face& face)
    : Room(face), addresses_(new QVBoxLayout), screens_(new QVBoxLayout) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    outer->addWidget(new PageHead(face_.words, {"Trình chiếu", "Displays"}));
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    auto* left = new Card;
    left->setFixedWidth(360);
    auto* phones = heading();
    face_.words.bind(phones, {"Điện thoại và màn hình", "Phones and screens"});
    left->column()->addWidget(phones);
    left->column()->addLayout(addresses_);
    left->column()->addStretch(1);
    halves->addWidget(left);
    auto* right = new Card;
    auto* screens = heading();
    face_.words.bind(screens, {"Màn hình đang chiếu gì", "What the screens show"});
    right->column()->addWidget(screens);
    right->column()->addLayout(screens_);
    right->column()->addStretch(1);
    halves->addWidget(right, 1);
    outer->addLayout(halves, 1);
}

void DisplaysRoom::render() {
    QString state = face_.say({"vi", "en"});
    for (const DisplayChoice& display : face_.session.contest().table<DisplayChoice>())
        state += text_of(write_json(to_json(display)));
    for (const std::string& address : face_.session.opened().addresses) state += text_of(address);
    // A message that is being typed is not wiped by a snapshot about something else.
    if (state == drawn_) return;
    drawn_ = state;
    render_addresses();
    render_screens();
}

void DisplaysRoom::render_addresses() {
    clear_layout(addresses_);
    const OpenedContest& opened = face_.session.opened();
    if (opened.addresses.empty()) {
        auto* none =
            muted(face_.say({"Trang web chưa được mở trên máy này.", "No web pages are served from here."}));
        none->setWordWrap(true);
        addresses_->addWidget(none);
        return;
    }
    if (opened.qr_code) {
        auto* code = new QLabel;
        code->setPixmap(qr_picture(opened.qr_code(url_of(opened.addresses.front()).toStdString())));
        code->setAccessibleName(url_of(opened.addresses.front()));
        addresses_->addWidget(code, 0, Qt::AlignHCenter);
    }
    for (const std::string& address : opened.addresses) {
        auto* label = new QLabel(url_of(address));
        label->setProperty("role", "heading");
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        addresses_->addWidget(label);
    }
    auto* hint = muted(face_.say(
        {"Khán giả nối cùng mạng Wi-Fi rồi quét mã. Màn chiếu mở thêm /screen. Giám khảo mở thêm /judge.",
         "The public joins the same Wi-Fi and scans the code. Screens add /screen, judges add /judge."}));
    hint->setWordWrap(true);
    addresses_->addWidget(hint);
}

void DisplaysRoom::render_screens() {
    clear_layout(screens_);
    std::vector<DisplayChoice> displays;
    for (const DisplayChoice& display : face_.session.contest().table<DisplayChoice>())
        displays.push_back(display);
    if (displays.empty()) {
        DisplayChoice hall;
        hall.id = "main";
        displays.push_back(hall);
    }
    for (const DisplayChoice& display : displays) {
        auto* name = new QLabel(display.id == "main"
                                    ? face_.say({"Màn hình chính của hội trường", "The hall's main screen"})
                                    : text_of(display.id));
        name->setProperty("role", "plain");
        screens_->addWidget(name);
        auto* row = new QHBoxLayout;
        row->setSpacing(6);
        auto* message = new QLineEdit(text_of(display.message));
        message->setPlaceholderText(
            face_.say({"Nội dung thông báo, ví dụ: Nghỉ đến 13:30", "A message, like: Break until 13:30"}));
        message->setAccessibleName(message->placeholderText());
        for (const View& view : views) {
            auto* button = new QPushButton(face_.say(view.words));
            button->setCheckable(true);
            button->setChecked(display.view == view.id);
            const StageId stage = face_.session.definition().stages.empty()
                                      ? StageId()
                                      : face_.session.definition().stages.back().id;
            connect(button, &QPushButton::clicked, this,
                    [this, id = display.id, view_id = std::string(view.id), stage, message] {
                        show_view(id, view_id, stage, message->text().trimmed().toStdString());
                    });
            row->addWidget(button);
        }
        row->addStretch(1);
        screens_->addLayout(row);
        screens_->addWidget(message);
        screens_->addWidget(line());
    }
    auto* hint = muted(
        face_.say({"Màn hình chỉ nhận những gì đã công bố.", "Screens get nothing that is not published."}));
    screens_->addWidget(hint);
}

void DisplaysRoom::show_view(const std::string& display, const std::string& view, const StageId& stage,
                             const std::string& message) {
    DisplayChoice choice;
    choice.id = display;
    choice.view = view;
    choice.stage = stage;
    choice.message = message;
    drawn_.clear();
    face_.session.submit(this, commands::DisplayShow{choice},
                         face_.say({"đổi màn hình %1", "change screen %1"}).arg(text_of(display)));
}

}  // namespace sandau::station
