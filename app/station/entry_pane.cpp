#include "station/entry_pane.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "scoring/command_payloads.h"
#include "station/entries_model.h"
#include "station/entry_files.h"
#include "station/reason_dialog.h"
#include "station/refusals.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

QHBoxLayout* beside_each_other(QPushButton* wide, QPushButton* other) {
    auto* row = new QHBoxLayout;
    row->addWidget(wide, 1);
    row->addWidget(other);
    return row;
}

}  // namespace

EntryPane::EntryPane(const Face& face)
    : face_(face),
      none_(muted()),
      body_(new QWidget),
      name_(new QLabel),
      state_(new Pill),
      here_(new Pill),
      inspected_(new Pill),
      reason_(new QLabel),
      facts_(new KeptTexts(4)),
      files_(new EntryFiles(face)),
      check_in_(new QPushButton),
      passed_(new QPushButton),
      failed_(new QPushButton),
      eligible_(new QPushButton),
      refuse_(new QPushButton),
      withdraw_(new HoldButton) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    none_->setAlignment(Qt::AlignCenter);
    none_->setWordWrap(true);
    face_.words.bind(none_, {"Chọn một đội để xem chi tiết.", "Choose a team to see its details."});
    outer->addWidget(none_, 1);
    outer->addWidget(body_, 1);
    auto* column = new QVBoxLayout(body_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    name_->setProperty("role", "title");
    name_->setWordWrap(true);
    name_->setTextFormat(Qt::PlainText);
    column->addWidget(name_);
    auto* pills = new QHBoxLayout;
    for (Pill* pill : {state_, here_, inspected_}) pills->addWidget(pill);
    pills->addStretch(1);
    column->addLayout(pills);
    reason_->setWordWrap(true);
    reason_->setTextFormat(Qt::PlainText);
    reason_->setProperty("role", "finding");
    column->addWidget(reason_);
    auto* scroll = new ScrollColumn;
    facts_->let_select();
    scroll->column()->addWidget(facts_);
    scroll->column()->addStretch(1);
    column->addWidget(scroll, 1);
    column->addWidget(files_);
    column->addWidget(line());
    check_in_->setProperty("role", "primary");
    check_in_->setMinimumHeight(44);
    check_in_->setObjectName(QStringLiteral("check_in"));
    column->addWidget(check_in_);
    face_.words.bind(passed_, {"Kiểm tra: đạt", "Inspection: pass"});
    face_.words.bind(failed_, {"Chưa đạt…", "Fail…"});
    column->addLayout(beside_each_other(passed_, failed_));
    face_.words.bind(eligible_, {"Đủ điều kiện…", "Eligible…"});
    face_.words.bind(refuse_, {"Không đủ…", "Refuse…"});
    column->addLayout(beside_each_other(eligible_, refuse_));
    face_.words.bind(withdraw_, {"Rút lui (giữ 1 giây)", "Withdraw (hold)"});
    column->addWidget(withdraw_);
    connect(check_in_, &QPushButton::clicked, this, [this] { toggle_check_in(); });
    connect(passed_, &QPushButton::clicked, this, [this] { inspect(true); });
    connect(failed_, &QPushButton::clicked, this, [this] { inspect(false); });
    connect(eligible_, &QPushButton::clicked, this, [this] { qualify(true); });
    connect(refuse_, &QPushButton::clicked, this, [this] { qualify(false); });
    connect(withdraw_, &HoldButton::held, this, &EntryPane::withdraw);
    show_entry({});
}

void EntryPane::show_entry(const EntryId& id) {
    entry_ = id;
    const Entry* entry =
        face_.session.is_open() ? face_.session.contest().table<Entry>().find(id.text) : nullptr;
    none_->setVisible(entry == nullptr);
    body_->setVisible(entry != nullptr);
    if (entry == nullptr) return;
    name_->setText(text_of(entry->name));
    const Tone tones[] = {Tone::Warning, Tone::Good, Tone::Bad, Tone::Plain};
    state_->show_word(face_.say(entry_state_name(entry->state)), tones[static_cast<int>(entry->state)]);
    here_->show_word(entry->checked_in ? face_.say({"✓ Có mặt", "✓ Here"}) : QString(), Tone::Good);
    inspected_->show_word(entry->inspected ? face_.say({"✓ Robot đạt", "✓ Robot passed"}) : QString(),
                          Tone::Good);
    reason_->setVisible(!entry->reason.empty());
    reason_->setText(code_or_text(face_.words, entry->reason));
    Paragraphs facts;
    add_facts(facts, face_.session.contest(), *entry);
    add_people(facts, face_.session.contest(), *entry);
    facts_->show_texts(facts);
    files_->show_entry(id);
    const bool in = entry->state == EntryState::Registered || entry->state == EntryState::Eligible;
    check_in_->setText(entry->checked_in ? face_.say({"Bỏ điểm danh", "Undo check-in"})
                                         : face_.say({"Điểm danh: có mặt", "Check in"}));
    check_in_->setEnabled(in);
    passed_->setEnabled(in && !entry->inspected);
    failed_->setEnabled(in);
    eligible_->setEnabled(entry->state == EntryState::Registered || entry->state == EntryState::Refused);
    refuse_->setEnabled(in);
    withdraw_->setEnabled(entry->state != EntryState::Withdrawn);
}

namespace {
void add_fact(std::vector<KeptTexts::Paragraph>& facts, const QString& name, const QString& value) {
    if (value.isEmpty()) return;
    facts.push_back({name, "small"});
    facts.push_back({value, "fact"});
}

/// "2024-04-02T09:01:00" as "09:01 02/04/2024"; what is no date stays as it is.
QString readable_date(const std::string& iso) {
    const QDateTime at = QDateTime::fromString(text_of(iso), Qt::ISODate);
    return at.isValid() ? at.toString(QStringLiteral("HH:mm dd/MM/yyyy")) : text_of(iso);
}
}  // namespace

void EntryPane::add_facts(Paragraphs& facts, const Contest& contest, const Entry& entry) const {
    const Division* division = contest.definition->division(entry.division);
    add_fact(facts, face_.say({"Bảng", "Division"}),
             division != nullptr ? face_.say(division->name) : text_of(entry.division.text));
    if (const Organization* school = contest.table<Organization>().find(entry.organization.text)) {
        QString text = text_of(school->name);
        if (!school->parent.empty()) text += QStringLiteral(", ") + text_of(school->parent);
        add_fact(facts, face_.say({"Đơn vị", "School"}), text);
    }
    add_fact(facts, face_.say({"Số thứ tự", "Number"}), text_of(entry.number));
    add_fact(facts, face_.say({"Đăng ký lúc", "Registered"}), readable_date(entry.registered_at));
    add_fact(facts, face_.say({"Giấy tờ chưa có tệp", "Documents without a file"}),
             missing_documents_text(face_, entry));
}

void EntryPane::add_people(Paragraphs& facts, const Contest& contest, const Entry& entry) const {
    struct Line {
        QString filed;
        QString text;
    };
    std::vector<Line> members, coaches;
    const VietnameseOrder order;
    for (const Part& part : entry.parts) {
        const Person* person = contest.table<Person>().find(part.person.text);
        if (person == nullptr) continue;
        QString text = text_of(person->name);
        if (const Personal* personal = contest.personal.find(part.person.text)) {
            QStringList more;
            const QStringList birth = text_of(personal->birth).split(u'-');
            if (birth.size() == 3) more << QStringLiteral("%1/%2/%3").arg(birth[2], birth[1], birth[0]);
            if (!personal->phone.empty()) more << text_of(personal->phone);
            if (!personal->email.empty()) more << text_of(personal->email);
            if (!more.isEmpty()) text += QStringLiteral("\n    ") + more.join(QStringLiteral(" · "));
        }
        (part.role == PartRole::Coach ? coaches : members)
            .push_back({VietnameseOrder::filed_as(text_of(person->name)), text});
    }
    const auto joined = [&](std::vector<Line>& lines) {
        std::sort(lines.begin(), lines.end(),
                  [&](const Line& a, const Line& b) { return order.compare(a.filed, b.filed) < 0; });
        QStringList all;
        for (const Line& one : lines) all << one.text;
        return all.join(u'\n');
    };
    add_fact(facts, face_.say({"Thành viên (%1)", "Members (%1)"}).arg(members.size()), joined(members));
    add_fact(facts, face_.say({"Người hướng dẫn", "Coach"}), joined(coaches));
    for (const auto& [column, value] : entry.extra) add_fact(facts, text_of(column), text_of(value));
}

void EntryPane::toggle_check_in() {
    const Entry* entry = face_.session.contest().table<Entry>().find(entry_.text);
    if (entry == nullptr) return;
    const bool present = !entry->checked_in;
    const QString named = (present ? face_.say({"điểm danh, %1", "check in, %1"})
                                   : face_.say({"bỏ điểm danh, %1", "take check-in back, %1"}))
                              .arg(text_of(entry->name));
    face_.session.submit(this, commands::EntryCheckIn{entry_, present}, named);
}

void EntryPane::inspect(bool passed) {
    const QString team = entry_name(face_.session.contest(), entry_);
    if (passed) {
        face_.session.submit(this, commands::EntryInspect{entry_, true, {}},
                             face_.say({"kiểm tra đạt, %1", "inspection passed, %1"}).arg(team));
        return;
    }
    const QString title = face_.say({"Kiểm tra chưa đạt: %1", "Inspection failed: %1"}).arg(team);
    ReasonDialog::ask(
        face_, this, title,
        face_.say({"Đội được sửa và kiểm tra lại.", "The team may mend it and come again."}),
        face_.say({"Ghi lại", "Record"}), {{"Quá kích thước", "Too large"}, {"Quá khối lượng", "Too heavy"}},
        [this, entry = entry_, title](const QString& reason) {
            face_.session.submit(this, commands::EntryInspect{entry, false, reason.toStdString()}, title);
        });
}

void EntryPane::qualify(bool eligible) {
    const QString team = entry_name(face_.session.contest(), entry_);
    const QString title = (eligible ? face_.say({"Đủ điều kiện: %1", "Eligible: %1"})
                                    : face_.say({"Không đủ điều kiện: %1", "Refuse: %1"}))
                              .arg(team);
    ReasonDialog::ask(
        face_, this, title,
        eligible ? face_.say({"Đội được thi dù máy xét thế nào; lý do được ghi vào nhật ký.",
                              "The team competes whatever the rules' check says; the reason is kept."})
                 : face_.say({"Đội không được thi; lý do hiện ở hồ sơ.",
                              "The team does not compete; the reason shows with the entry."}),
        face_.say({"Ghi quyết định", "Record the decision"}),
        eligible ? std::vector<Phrase>{{"Đã bổ sung hồ sơ", "Documents were completed"}}
                 : std::vector<Phrase>{{"Sai độ tuổi của bảng", "Wrong age for the division"},
                                       {"Thiếu giấy tờ", "Documents are missing"}},
        [this, entry = entry_, eligible, title](const QString& reason) {
            commands::EntryQualify command;
            command.entries = {entry};
            command.verdict = eligible ? commands::Verdict::Eligible : commands::Verdict::Refused;
            command.reason = reason.toStdString();
            face_.session.submit(this, command, title);
        });
}

void EntryPane::withdraw() {
    const QString title =
        face_.say({"Rút lui: %1", "Withdraw: %1"}).arg(entry_name(face_.session.contest(), entry_));
    ReasonDialog::ask(
        face_, this, title,
        face_.say({"Đội không thi nữa; kết quả đã có vẫn giữ nguyên.",
                   "The team competes no more; results so far stay."}),
        face_.say({"Cho rút lui", "Withdraw"}), {{"Đội xin rút", "The team asked for it"}},
        [this, entry = entry_, title](const QString& reason) {
            face_.session.submit(this, commands::EntryWithdraw{entry, reason.toStdString()}, title);
        });
}

}  // namespace sandau::station
