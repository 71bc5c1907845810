#include "station/start_page.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSvgRenderer>
#include <QVBoxLayout>

#include "station/join_dialog.h"
#include "station/memory.h"
#include "station/new_contest_dialog.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

QPushButton* big_button(const Face& face, const QString& icon_name, Phrase words, bool primary) {
    auto* button = new QPushButton;
    button->setProperty("role", primary ? "next" : "start");
    face.words.bind(button, words);
    put_icon(button, icon_name, Tone::Accent, 26);
    button->setMinimumHeight(64);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

}  // namespace

StartPage::StartPage(const Face& face, Memory& memory, QWidget* parent)
    : QWidget(parent),
      face_(face),
      memory_(memory),
      recent_rows_(new QVBoxLayout),
      trouble_(new QLabel),
      busy_(new QLabel),
      body_(new QWidget) {
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(40, 40, 40, 40);
    outer->addStretch(2);
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    body_->setMaximumWidth(980);
    body_->setMinimumWidth(860);
    auto* column = new QVBoxLayout(body_);
    column->setSpacing(20);
    auto* brand = new QHBoxLayout;
    auto* mark = new QLabel;
    mark->setPixmap(QIcon(QStringLiteral(":/station/icons/sandau.svg")).pixmap(72, 72));
    brand->addWidget(mark);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addStretch(1);
    auto* name = new QLabel(QStringLiteral("Sàn Đấu"));
    name->setProperty("role", "figure");
    names->addWidget(name);
    auto* line_below = muted();
    face_.words.bind(
        line_below,
        {"Cuộc thi của bạn, từ danh sách đăng ký đến biên bản, trên một máy tính, không cần mạng.",
         "Your contest, from the registration sheet to the minutes, on one computer, with no internet."});
    names->addWidget(line_below);
    names->addStretch(1);
    brand->addSpacing(12);
    brand->addLayout(names, 1);
    column->addLayout(brand);
    trouble_->setProperty("role", "finding");
    trouble_->setProperty("tone", "bad");
    trouble_->setWordWrap(true);
    trouble_->setTextFormat(Qt::PlainText);
    trouble_->hide();
    column->addWidget(trouble_);
    busy_->setProperty("role", "finding");
    busy_->setProperty("tone", "accent");
    busy_->hide();
    column->addWidget(busy_);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(20);
    halves->addWidget(actions(), 1);
    halves->addWidget(recent(), 1);
    column->addLayout(halves);
    middle->addWidget(body_);
    middle->addStretch(1);
    outer->addLayout(middle);
    outer->addStretch(3);
    connect(&face_.words, &Words::language_changed, this, &StartPage::render_recent);
    render_recent();
}

QWidget* StartPage::actions() {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto* sample =
        big_button(face_, QStringLiteral("sample"), {"Thử cuộc thi mẫu", "Try the sample contest"}, true);
    auto* fresh = big_button(face_, QStringLiteral("new"), {"Cuộc thi mới…", "New contest…"}, false);
    auto* open =
        big_button(face_, QStringLiteral("open"), {"Mở tệp cuộc thi…", "Open a contest file…"}, false);
    sample->setObjectName(QStringLiteral("start_sample"));
    fresh->setObjectName(QStringLiteral("start_new"));
    open->setObjectName(QStringLiteral("start_open"));
    column->addWidget(sample);
    column->addWidget(fresh);
    column->addWidget(open);
    if (face_.options.join) {
        auto* join = big_button(face_, QStringLiteral("globe"),
                                {"Ghép vào máy khác…", "Join another station…"}, false);
        join->setObjectName(QStringLiteral("start_join"));
        column->addWidget(join);
        connect(join, &QPushButton::clicked, this, [this] { ask_join({}); });
    }
    auto* hint = muted();
    hint->setWordWrap(true);
    face_.words.bind(
        hint,
        {"Cuộc thi mẫu có 432 đội, vòng loại trực tuyến và chung kết trên 4 sân: cứ bấm thử, không hỏng gì.",
         "The sample has 432 teams, an online qualifier and a final on 4 fields: press anything, nothing "
         "breaks."});
    column->addWidget(hint);
    column->addStretch(1);
    connect(sample, &QPushButton::clicked, this, [this] {
        emit asked(OpenRequest{OpenMode::Sample, {}, {}, {}});
    });
    connect(fresh, &QPushButton::clicked, this, &StartPage::ask_new);
    connect(open, &QPushButton::clicked, this, &StartPage::ask_open);
    return box;
}

QWidget* StartPage::recent() {
    auto* card = new Card;
    auto* head = heading();
    face_.words.bind(head, {"Mở gần đây", "Recent"});
    card->column()->addWidget(head);
    recent_rows_->setSpacing(2);
    card->column()->addLayout(recent_rows_);
    card->column()->addStretch(1);
    return card;
}

void StartPage::render_recent() {
    clear_layout(recent_rows_);
    const std::vector<QString> files = memory_.recent();
    if (files.empty()) {
        auto* none = muted(face_.say(
            {"Chưa có tệp nào. Tệp đã mở sẽ hiện ở đây.", "None yet. Files that you open will show here."}));
        none->setWordWrap(true);
        recent_rows_->addWidget(none);
    }
    for (const QString& file : files) {
        const QFileInfo info(file);
        auto* button = new QPushButton(info.completeBaseName());
        button->setProperty("role", "link");
        button->setToolTip(file);
        put_icon(button, QStringLiteral("file"), Tone::Accent);
        connect(button, &QPushButton::clicked, this, [this, file] {
            emit asked(OpenRequest{OpenMode::Open, std::filesystem::path(file.toStdString()), {}, {}});
        });
        recent_rows_->addWidget(button);
        auto* where = new QLabel;
        where->setProperty("role", "small");
        where->setIndent(32);
        where->setText(where->fontMetrics().elidedText(info.absolutePath(), Qt::ElideMiddle, 380));
        recent_rows_->addWidget(where);
    }
}

void StartPage::show_trouble(const QString& sentence) {
    trouble_->setText(sentence);
    trouble_->setVisible(!sentence.isEmpty());
    render_recent();
}

void StartPage::set_busy(const QString& what) {
    busy_->setText(what);
    busy_->setVisible(!what.isEmpty());
    body_->setEnabled(what.isEmpty());
    if (!what.isEmpty()) trouble_->hide();
}

void StartPage::ask_open() {
    const QString file =
        QFileDialog::getOpenFileName(this, face_.say({"Mở tệp cuộc thi", "Open a contest file"}), QString(),
                                     face_.say({"Tệp cuộc thi (*.sandau)", "Contest file (*.sandau)"}));
    if (!file.isEmpty())
        emit asked(OpenRequest{OpenMode::Open, std::filesystem::path(file.toStdString()), {}, {}});
}

void StartPage::ask_join(const QString& address) {
    auto* dialog = new JoinDialog(face_, address, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &JoinDialog::joined, this, &StartPage::joined);
    dialog->open();
}

void StartPage::ask_new() {
    auto* dialog = new NewContestDialog(face_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { emit asked(dialog->request()); });
    dialog->open();
}

}  // namespace sandau::station
