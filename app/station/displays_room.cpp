#include "station/displays_room.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <functional>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "station/qr_picture.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

struct View {
    const char* id;
    Phrase words;
};
constexpr View views[] = {{"live", {"Trực tiếp", "Live"}},         {"standings", {"Xếp hạng", "Standings"}},
                          {"next", {"Sắp thi đấu", "Next teams"}}, {"bracket", {"Nhánh đấu", "Bracket"}},
                          {"awards", {"Giải thưởng", "Awards"}},   {"message", {"Thông báo", "Message"}},
                          {"blank", {"Để trống", "Blank"}}};

}  // namespace

/// One screen: what it shows, chosen by a button each, and the message for it.
class ScreenRow : public QWidget {
public:
    using Show = std::function<void(const std::string& view, const std::string& message)>;

    ScreenRow(Words& words, Show show) : name_(new QLabel), message_(new QLineEdit) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        name_->setProperty("role", "plain");
        column->addWidget(name_);
        // Seven in one row are wider than their half of a small window.
        constexpr int in_a_row = 4;
        auto* rows = new QGridLayout;
        rows->setSpacing(6);
        for (const View& view : views) {
            auto* button = new QPushButton;
            words.bind(button, view.words);
            button->setCheckable(true);
            connect(button, &QPushButton::clicked, this, [this, show, id = std::string(view.id)] {
                message_->setModified(false);
                show_shown();
                show(id, message_->text().trimmed().toStdString());
            });
            const int at = static_cast<int>(buttons_.size());
            rows->addWidget(button, at / in_a_row, at % in_a_row);
            buttons_.push_back(button);
        }
        rows->setColumnStretch(in_a_row, 1);
        column->addLayout(rows);
        words.bind_hint(message_,
                        {"Nội dung thông báo, ví dụ: Nghỉ đến 13:30", "A message, like: Break until 13:30"});
        column->addWidget(message_);
        column->addWidget(line());
    }
    void show_screen(const QString& name, const DisplayChoice& display) {
        name_->setText(name);
        shown_ = display.view;
        show_shown();
        // A message that is being typed is not wiped by news about something else.
        if (!message_->isModified() && message_->text() != text_of(display.message))
            message_->setText(text_of(display.message));
    }

private:
    /// A pressed button is lit when the host has taken it, not before.
    void show_shown() {
        for (std::size_t i = 0; i < buttons_.size(); ++i) buttons_[i]->setChecked(views[i].id == shown_);
    }

    QLabel* name_;
    QLineEdit* message_;
    std::vector<QPushButton*> buttons_;
    std::string shown_;
};

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
    right->column()->addLayout(screens_.column());
    auto* published = muted();
    face_.words.bind(
        published, {"Màn hình chỉ nhận những gì đã công bố.", "Screens get nothing that is not published."});
    right->column()->addWidget(published);
    right->column()->addStretch(1);
    halves->addWidget(right, 1);
    outer->addLayout(halves, 1);
}

void DisplaysRoom::render() {
    render_addresses();
    render_screens();
}

void DisplaysRoom::render_addresses() {
    const OpenedContest& opened = face_.session.opened();
    QString drawn = face_.say({"vi", "en"});
    for (const std::string& address : opened.addresses) drawn += u' ' + text_of(address);
    if (drawn == addresses_drawn_) return;
    addresses_drawn_ = drawn;
    clear_layout(addresses_);
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
    std::vector<DisplayChoice> displays;
    for (const DisplayChoice& display : face_.session.contest().table<DisplayChoice>())
        displays.push_back(display);
    if (displays.empty()) {
        DisplayChoice hall;
        hall.id = "main";
        displays.push_back(hall);
    }
    std::vector<std::string> ids;
    for (const DisplayChoice& display : displays) ids.push_back(display.id);
    screens_.show(
        ids,
        [this](const std::string& id) {
            return new ScreenRow(face_.words,
                                 [this, id](const std::string& view, const std::string& message) {
                                     show_view(id, view, message);
                                 });
        },
        [&](ScreenRow* row, std::size_t i) {
            row->show_screen(displays[i].id == "main"
                                 ? face_.say({"Màn hình chính của hội trường", "The hall's main screen"})
                                 : text_of(displays[i].id),
                             displays[i]);
        });
}

void DisplaysRoom::show_view(const std::string& display, const std::string& view,
                             const std::string& message) {
    const std::vector<Stage>& stages = face_.session.definition().stages;
    DisplayChoice choice;
    choice.id = display;
    choice.view = view;
    if (!stages.empty()) choice.stage = stages.back().id;
    choice.message = message;
    face_.session.submit(this, commands::DisplayShow{choice},
                         face_.say({"đổi màn hình %1", "change screen %1"}).arg(text_of(display)));
}

}  // namespace sandau::station
