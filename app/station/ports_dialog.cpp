#include "station/ports_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

class PortCard : public Card {
public:
    using Open = std::function<void(const std::string&)>;

    PortCard(const Face& face, Open open)
        : Card(12),
          face_(face),
          open_(std::move(open)),
          name_(new OneLine),
          facts_(muted()),
          notes_(new KeptTexts(4)),
          ask_(new QPushButton),
          take_(new QPushButton) {
        column()->setSpacing(6);
        set_role(name_, "heading");
        name_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        auto* row = new QHBoxLayout;
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(name_);
        facts_->setWordWrap(true);
        words->addWidget(facts_);
        row->addLayout(words, 1);
        for (QPushButton* button : {ask_, take_}) {
            button->setAutoDefault(false);
            row->addWidget(button);
        }
        ask_->setObjectName(QStringLiteral("port_ask"));
        take_->setObjectName(QStringLiteral("port_take"));
        take_->setProperty("role", "primary");
        column()->addLayout(row);
        column()->addWidget(notes_);
        connect(ask_, &QPushButton::clicked, this, [this] {
            search_ = search_ ? std::function<PortSearch()>() : face_.session.opened().search_port(port_);
            found_ = {};
            show_search();
        });
        connect(take_, &QPushButton::clicked, this, [this] { open_(found_.spec); });
    }

    void show_port(const PortRow& port, bool is_open) {
        port_ = port.path;
        is_open_ = is_open;
        is_held_ = port.is_held;
        name_->setText(text_of(port.path));
        name_->setToolTip(text_of(port.path));
        QStringList facts;
        if (!port.description.empty()) facts << text_of(port.description);
        if (!port.identity.empty()) facts << QStringLiteral("USB ") + text_of(port.identity);
        if (port.latency_ms)
            facts << face_.say({"chip gom byte %1 ms", "the chip holds bytes %1 ms"}).arg(*port.latency_ms);
        facts_->setText(facts.join(QStringLiteral(" · ")));
        facts_->setVisible(!facts.isEmpty());
        advice_ = port.advice;
        show_search();
    }

private:
    void show_search() {
        if (search_) found_ = search_();
        if (found_.is_over) search_ = {};
        std::vector<KeptTexts::Paragraph> notes;
        for (const Refusal& one : advice_) notes.push_back({face_.words.say(one), "finding", Tone::Warning});
        QStringList tried;
        for (const PortTried& one : found_.tried)
            tried << face_.say({"%1 (%2 byte)", "%1 (%2 bytes)"})
                         .arg(text_of(one.driver).replace(QStringLiteral("&baud="), QStringLiteral(" ")))
                         .arg(one.bytes);
        if (!tried.isEmpty())
            notes.push_back(
                {face_.say({"Đã thử: %1", "Tried: %1"}).arg(tried.join(QStringLiteral(", "))), "small"});
        if (search_)
            notes.push_back(
                {face_.say({"Đang hỏi cổng này, lâu nhất hai phút. Ngắt thử một tia để nó lên tiếng.",
                            "Asking this port, two minutes at most. Break a beam to make it speak."}),
                 "plain"});
        if (is_open_)
            notes.push_back(
                {face_.say({"Đang mở: xem ở danh sách thiết bị.", "Open: see the list of devices."}),
                 "finding", Tone::Good});
        else if (!found_.spec.empty())
            notes.push_back({face_.say({"Nhận ra: %1", "Recognised: %1"}).arg(text_of(found_.spec)),
                             "finding", Tone::Good});
        else if (found_.is_over)
            notes.push_back({nothing_found(), "finding", Tone::Warning});
        notes_->show_texts(notes);
        notes_->setVisible(!notes.empty());
        ask_->setVisible(face_.session.opened().search_port != nullptr && !is_open_);
        ask_->setEnabled(!is_held_);
        ask_->setText(search_ ? face_.say({"Thôi hỏi", "Stop asking"})
                              : face_.say({"Hỏi xem là thiết bị gì", "Ask what is on it"}));
        take_->setText(face_.say({"Dùng thiết bị này", "Use this device"}));
        take_->setVisible(!found_.spec.empty() && !is_open_);
    }

    QString nothing_found() const {
        std::uint64_t bytes = 0;
        for (const PortTried& one : found_.tried) bytes += one.bytes;
        return bytes == 0
                   ? face_.say({"Không có byte nào: kiểm tra nguồn, dây TX/RX và dây mát.",
                                "Not one byte came: check power, the TX/RX wires and the ground."})
                   : face_.say(
                         {"Có byte nhưng không nhận ra: có thể là tốc độ khác, hoặc loại máy đo cần tệp "
                          "quy tắc riêng.",
                          "Bytes came, but nothing was recognised: another rate, or a timer that "
                          "needs a rules file of its own."});
    }

    const Face face_;
    Open open_;
    std::string port_;
    bool is_open_ = false;
    bool is_held_ = false;
    std::vector<Refusal> advice_;
    std::function<PortSearch()> search_;
    PortSearch found_;
    OneLine* name_;
    QLabel* facts_;
    KeptTexts* notes_;
    QPushButton* ask_;
    QPushButton* take_;
};

PortsDialog::PortsDialog(const Face& face, QWidget* parent)
    : QDialog(parent),
      face_(face),
      none_(muted()),
      cards_(new QVBoxLayout),
      spec_(new QLineEdit),
      answer_(new QLabel) {
    setObjectName(QStringLiteral("ports_dialog"));
    setWindowTitle(face_.say({"Tìm thiết bị", "Find devices"}));
    resize(760, 560);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(heading(face_.say({"Cổng của máy này", "Ports of this machine"})));
    auto* scroll = new ScrollColumn;
    none_->setWordWrap(true);
    none_->setText(
        face_.say({"Không thấy cổng nối tiếp nào. Cắm thiết bị vào cổng USB: nó hiện ở đây sau hai giây.",
                   "No serial port is here. Plug a device in: it shows within two seconds."}));
    scroll->column()->addWidget(none_);
    cards_.column()->setSpacing(8);
    scroll->column()->addLayout(cards_.column());
    scroll->column()->addStretch(1);
    column->addWidget(scroll, 1);
    column->addWidget(heading(
        face_.say({"Thiết bị qua mạng, hoặc địa chỉ biết trước", "On the network, or at a known address"})));
    auto* row = new QHBoxLayout;
    spec_->setPlaceholderText(QStringLiteral("tcp:192.168.1.50:7000?driver=tag-heuer"));
    spec_->setObjectName(QStringLiteral("ports_spec"));
    face_.words.bind_name(spec_, {"Địa chỉ thiết bị", "The device's address"});
    row->addWidget(spec_, 1);
    auto* open = new QPushButton(face_.say({"Nối", "Connect"}));
    open->setObjectName(QStringLiteral("ports_open"));
    open->setAutoDefault(false);
    row->addWidget(open);
    column->addLayout(row);
    answer_->setWordWrap(true);
    answer_->setTextFormat(Qt::PlainText);
    set_role(answer_, "finding");
    answer_->setObjectName(QStringLiteral("ports_answer"));
    answer_->hide();
    column->addWidget(answer_);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    auto* close = new QPushButton(face_.say({"Xong", "Done"}));
    close->setAutoDefault(false);
    foot->addWidget(close);
    column->addLayout(foot);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(open, &QPushButton::clicked, this, [this] { open_link(spec_->text().trimmed().toStdString()); });
    connect(spec_, &QLineEdit::returnPressed, open, &QPushButton::click);
    second_.setInterval(2000);
    connect(&second_, &QTimer::timeout, this, &PortsDialog::look);
    second_.start();
    look();
}

PortsDialog::~PortsDialog() = default;

void PortsDialog::look() {
    if (!face_.session.is_open()) return reject();
    const OpenedContest& opened = face_.session.opened();
    const std::vector<PortRow> ports = opened.ports ? opened.ports() : std::vector<PortRow>{};
    const std::vector<DeviceRow> rows = opened.devices ? opened.devices() : std::vector<DeviceRow>{};
    std::vector<std::string> names;
    for (const PortRow& port : ports) names.push_back(port.path);
    none_->setVisible(ports.empty());
    cards_.show(
        names,
        [this](const std::string&) {
            return new PortCard(face_, [this](const std::string& spec) { open_link(spec); });
        },
        [&](PortCard* card, std::size_t i) {
            const bool is_open = std::any_of(rows.begin(), rows.end(), [&](const DeviceRow& row) {
                const std::string link = row.spec.substr(0, row.spec.find('?'));
                return link == "serial:" + ports[i].path || link == "serial:" + ports[i].stable_path;
            });
            card->show_port(ports[i], is_open);
        });
}

void PortsDialog::open_link(const std::string& spec) {
    if (!face_.session.opened().open_link) return;
    const Result<void> opened = face_.session.opened().open_link(spec);
    answer_->show();
    set_tone(answer_, opened ? Tone::Good : Tone::Bad);
    answer_->setText(
        opened ? face_
                     .say({"Đã nối %1. Gán kênh của nó để lần sau tự mở.",
                           "Connected %1. Assign its channels, and it is opened by itself next time."})
                     .arg(text_of(spec))
               : face_.words.say(opened.error()));
    if (opened) {
        spec_->clear();
    } else {
        spec_->setFocus();
        spec_->selectAll();
    }
    look();
}

}  // namespace sandau::station
