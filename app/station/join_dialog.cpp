#include "station/join_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

#include "station/dialog_foot.h"
#include "station/kept.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {
constexpr int look_ms = 200;
}

JoinDialog::JoinDialog(const Face& face, const QString& address, QWidget* parent)
    : QDialog(parent),
      face_(face),
      address_(new QLineEdit(address)),
      name_(new QLineEdit(QSysInfo::machineHostName())),
      notes_(new KeptTexts),
      code_(new QLabel),
      trust_(new QPushButton),
      ask_(new QPushButton),
      cancel_(new QPushButton) {
    setWindowTitle(face_.say({"Ghép vào máy khác", "Join another station"}));
    setMinimumWidth(640);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    const std::pair<QLineEdit*, Phrase> lines[] = {{address_, {"Địa chỉ của máy chủ", "The host's address"}},
                                                   {name_, {"Máy này là", "This station is"}}};
    for (const auto& [edit, title] : lines) {
        column->addWidget(heading(face_.say(title)));
        edit->setAccessibleName(face_.say(title));
        column->addWidget(edit);
    }
    address_->setObjectName(QStringLiteral("join_address"));
    address_->setPlaceholderText(QStringLiteral("http://192.168.1.20:8080"));
    name_->setObjectName(QStringLiteral("join_name"));
    name_->setMaxLength(40);
    name_->setPlaceholderText(face_.say({"Ví dụ: Bàn thư ký", "For example: Secretary's table"}));
    auto* hint = muted(
        face_.say({"Ở máy chủ, phòng Trình chiếu ghi địa chỉ. Hai máy phải cùng một mạng.",
                   "The host's Displays room says its address. Both machines must be in the same network."}));
    hint->setWordWrap(true);
    column->addWidget(hint);
    code_->setObjectName(QStringLiteral("join_code"));
    set_role(code_, "total");
    code_->setAlignment(Qt::AlignCenter);
    code_->setTextFormat(Qt::PlainText);
    column->addWidget(code_);
    column->addWidget(notes_);
    trust_->setObjectName(QStringLiteral("join_trust"));
    trust_->setText(face_.say({"Hai dấu vân tay giống nhau", "Both fingerprints are the same"}));
    column->addWidget(trust_);
    column->addStretch(1);
    auto* row = new QHBoxLayout;
    cancel_->setText(face_.say({"Thôi, quay lại", "Cancel"}));
    ask_->setObjectName(QStringLiteral("join_ask"));
    ask_->setText(face_.say({"Xin ghép", "Ask to join"}));
    ask_->setProperty("role", "primary");
    ask_->setDefault(true);
    for (QPushButton* button : {trust_, cancel_}) button->setAutoDefault(false);
    row->addStretch(1);
    row->addWidget(cancel_);
    row->addWidget(ask_);
    column->addLayout(row);
    look_.setInterval(look_ms);
    connect(&look_, &QTimer::timeout, this, &JoinDialog::show_progress);
    connect(ask_, &QPushButton::clicked, this, &JoinDialog::ask);
    connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
    connect(trust_, &QPushButton::clicked, this, [this] {
        if (attempt_) attempt_->trust();
    });
    for (QLineEdit* edit : {address_, name_}) connect(edit, &QLineEdit::textChanged, this, &JoinDialog::stop);
    stop();
    if (address.isEmpty() && face_.options.last_joined)
        address_->setText(text_of(face_.options.last_joined()));
    if (!address.isEmpty()) ask();
}

/// What is typed anew is asked anew.
void JoinDialog::stop() {
    look_.stop();
    attempt_.reset();
    code_->hide();
    trust_->hide();
    notes_->show_texts({});
    ask_->setEnabled(true);
}

void JoinDialog::ask() {
    const std::pair<QLineEdit*, Phrase> wanted[] = {
        {address_,
         {"Hãy ghi địa chỉ của máy chủ, ví dụ http://192.168.1.20:8080.",
          "Write the host's address, like http://192.168.1.20:8080."}},
        {name_, {"Hãy ghi tên máy này, ví dụ: Bàn thư ký.", "Name this station, like: Secretary's table."}}};
    for (const auto& [edit, words] : wanted) {
        if (!edit->text().simplified().isEmpty()) continue;
        notes_->show_texts({{face_.say(words), "finding", Tone::Bad}});
        return edit->setFocus();
    }
    attempt_ = face_.options.join(address_->text().trimmed().toStdString(),
                                  name_->text().simplified().toStdString());
    ask_->setEnabled(false);
    look_.start();
    show_progress();
}

void JoinDialog::show_progress() {
    if (!attempt_) return;
    JoinProgress progress = attempt_->progress();
    if (progress.stage != JoinStage::Joined || !progress.opened) return show_stage(progress);
    look_.stop();
    const auto opened = std::make_shared<OpenedContest>(std::move(*progress.opened));
    accept();
    emit joined(opened);
}

void JoinDialog::show_stage(const JoinProgress& progress) {
    std::vector<KeptTexts::Paragraph> notes;
    if (progress.is_anew)
        notes.push_back({face_.say({"Ghế cũ của máy này ở đó đã bị thu: đang xin ghế mới.",
                                    "This station's seat there was revoked: it asks for a new one."}),
                         "finding", Tone::Warning});
    switch (progress.stage) {
        case JoinStage::Connecting:
            notes.push_back({face_.say({"Đang nối tới máy chủ…", "Reaching the host…"})});
            break;
        case JoinStage::Comparing:
            notes.push_back(
                {face_.say({"Máy chủ dùng https. So dấu vân tay này với dấu vân tay ghi ở phòng "
                            "Trình chiếu của máy chủ; khác nhau thì dừng lại.",
                            "The host uses https. Compare this fingerprint with the one in the "
                            "host's Displays room; where they differ, stop."})});
            // Broken at its colons it fits the window.
            notes.push_back(
                {text_of(progress.fingerprint).replace(u':', QStringLiteral(":\u200b")), "plain"});
            break;
        case JoinStage::Waiting:
            notes.push_back(
                {face_.say({"Chờ Ban tổ chức: ở máy chủ, phòng Giám khảo – Trọng tài hiện tên máy "
                            "này với mã trên; họ chọn ghế rồi bấm Cho ghép.",
                            "Waiting for the organiser: the host's room of judges and referees "
                            "shows this station's name with the code above; they choose its seat "
                            "and let it join."})});
            break;
        case JoinStage::Joined:
            break;
        case JoinStage::Failed:
            notes.push_back(
                {face_.say({"Không ghép được: %1", "It did not join: %1"}).arg(face_.words.say(progress.why)),
                 "finding", Tone::Bad});
            look_.stop();
            attempt_.reset();
            ask_->setEnabled(true);
            // A name is never what was wrong: the dialog asks for one itself.
            address_->setFocus();
            address_->selectAll();
            break;
    }
    notes_->show_texts(notes);
    code_->setText(text_of(progress.code));
    code_->setAccessibleName(face_.say({"Mã ghép %1", "Code %1"}).arg(text_of(progress.code)));
    code_->setVisible(progress.stage == JoinStage::Waiting);
    trust_->setVisible(progress.stage == JoinStage::Comparing);
    if (isVisible()) keep_all_lines(*this);
}

void JoinDialog::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    keep_all_lines(*this);
}

}  // namespace sandau::station
