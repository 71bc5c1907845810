#include "station/rules_room.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QThreadPool>
#include <QVBoxLayout>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "scoring/text_fold.h"
#include "station/kept.h"
#include "station/reason_dialog.h"
#include "station/rule_consequences.h"
#include "station/run_steps.h"
#include "station/typed_numbers.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

using Kind = RuleField::Kind;
constexpr int columns = 3;
constexpr int value_column = 2;
/// While somebody types one line after the other, what follows is looked for once.
constexpr int consequences_after_ms = 300;

}  // namespace

RulesRoom::RulesRoom(const Face& face)
    : Room(face),
      head_(new PageHead(face.words, {"Thể lệ", "Rules"})),
      search_(new SearchField),
      table_(new QTableWidget(0, columns)),
      consequences_(new KeptTexts),
      up_(new QPushButton),
      down_(new QPushButton),
      drop_(new QPushButton),
      give_(new QPushButton) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    face_.words.bind_hint(search_, {"Tìm trong thể lệ…", "Find in the rules…"});
    head_->right()->addWidget(search_);
    outer->addWidget(head_);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    table_->setObjectName(QStringLiteral("rules_table"));
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->setWordWrap(true);
    table_->verticalHeader()->hide();
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    face_.words.bind_name(table_, {"Thể lệ, từng điều một", "The rules, line by line"});
    halves->addWidget(table_, 1);
    halves->addWidget(build_changes());
    outer->addLayout(halves, 1);
    later_.setSingleShot(true);
    later_.setInterval(consequences_after_ms);
    connect(&later_, &QTimer::timeout, this, &RulesRoom::look_at_consequences);
    connect(table_, &QTableWidget::itemChanged, this, &RulesRoom::typed);
    connect(search_, &QLineEdit::textChanged, this, &RulesRoom::fill);
    connect(up_, &QPushButton::clicked, this, [this] { move_key(-1); });
    connect(down_, &QPushButton::clicked, this, [this] { move_key(+1); });
    connect(drop_, &QPushButton::clicked, this, &RulesRoom::drop);
    connect(give_, &QPushButton::clicked, this, &RulesRoom::give);
    for (const auto& [key, by] : {std::pair{Qt::Key_Up, -1}, std::pair{Qt::Key_Down, +1}})
        connect(new QShortcut(QKeySequence(Qt::ALT | key), this, nullptr, nullptr,
                              Qt::WidgetWithChildrenShortcut),
                &QShortcut::activated, this, [this, by = by] { move_key(by); });
}

QWidget* RulesRoom::build_changes() {
    auto* right = new Card;
    right->setFixedWidth(340);
    auto* title = heading();
    face_.words.bind(title, {"Sửa đổi", "Amendment"});
    right->column()->addWidget(title);
    auto* order = new QHBoxLayout;
    face_.words.bind(up_, {"Xét trước", "Earlier"});
    face_.words.bind(down_, {"Xét sau", "Later"});
    put_icon(up_, QStringLiteral("up"));
    put_icon(down_, QStringLiteral("down"));
    face_.words.bind_tip(up_, {"Thứ tự xét khi bằng điểm (Alt+↑)", "Order of the tie-breaks (Alt+↑)"});
    face_.words.bind_tip(down_, {"Thứ tự xét khi bằng điểm (Alt+↓)", "Order of the tie-breaks (Alt+↓)"});
    order->addWidget(up_);
    order->addWidget(down_);
    right->column()->addLayout(order);
    auto* scroll = new ScrollColumn;
    consequences_->setObjectName(QStringLiteral("consequences"));
    scroll->column()->addWidget(consequences_);
    scroll->column()->addStretch(1);
    right->column()->addWidget(scroll, 1);
    face_.words.bind(drop_, {"Bỏ các thay đổi", "Drop the changes"});
    right->column()->addWidget(drop_);
    face_.words.bind(give_, {"Sửa thể lệ…", "Amend the rules…"});
    give_->setProperty("role", "primary");
    give_->setObjectName(QStringLiteral("amend"));
    right->column()->addWidget(give_);
    return right;
}

void RulesRoom::take_focus() {
    table_->setFocus();
}

void RulesRoom::render() {
    head_->set_note(has_begun() ? face_.say({"Đã thi: sửa phải nêu lý do", "Begun: a change needs a reason"})
                                : face_.say({"Chưa thi: sửa được ngay", "Not begun: changed at once"}));
    const std::string& text = face_.session.contest().definition_text().text;
    const bool same_words = language_ == face_.words.language() && !fields_.empty();
    if (text == text_ && same_words) return;
    if (text != text_) {
        text_ = text;
        Result<Json> read = read_json(text);
        document_ = read ? std::move(*read) : Json();
        // What was typed was meant for the rules as they were.
        draft_ = document_;
    }
    language_ = face_.words.language();
    fill();
    look_at_consequences();
}

bool RulesRoom::has_begun() const {
    return !face_.session.contest().table<Sheet>().empty() ||
           !face_.session.contest().table<MarkRecord>().empty();
}

void RulesRoom::fill() {
    if (!face_.session.is_open()) return;
    const QSignalBlocker quiet(table_);
    const int current = table_->currentRow();
    // The names of keys and prizes are the rules' own, as they were given; the values are the draft's.
    fields_.clear();
    for (RuleField& field : rule_fields(face_.words, face_.session.definition(), draft_))
        if (folded_match(search_->text().toStdString(),
                         (field.section + u' ' + field.what + u' ' + field.value).toStdString()))
            fields_.push_back(std::move(field));
    table_->setHorizontalHeaderLabels(
        {face_.say({"Mục", "Section"}), face_.say({"Nội dung", "What"}), face_.say({"Giá trị", "Value"})});
    table_->setRowCount(static_cast<int>(fields_.size()));
    for (int row = 0; row < table_->rowCount(); ++row) show_line(row);
    table_->resizeRowsToContents();
    if (table_->rowCount() > 0)
        table_->setCurrentCell(std::clamp(current, 0, table_->rowCount() - 1), value_column);
}

void RulesRoom::show_line(int row) {
    const RuleField& field = fields_[static_cast<std::size_t>(row)];
    const bool same_section = row > 0 && fields_[static_cast<std::size_t>(row) - 1].section == field.section;
    const QString texts[columns] = {same_section ? QString() : field.section, field.what, field.value};
    for (int column = 0; column < columns; ++column) {
        auto* item = new QTableWidgetItem(texts[column]);
        const bool editable = column == value_column && field.kind != Kind::Fixed && field.kind != Kind::Key;
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable |
                       (editable ? Qt::ItemIsEditable : Qt::NoItemFlags));
        QFont font = item->font();
        font.setBold(column == 0 || editable);
        item->setFont(font);
        if (column == value_column && !editable) item->setForeground(colours_now().muted);
        item->setToolTip(column == 0 ? field.section : texts[column]);
        table_->setItem(row, column, item);
    }
}

void RulesRoom::typed(QTableWidgetItem* item) {
    const auto row = static_cast<std::size_t>(item->row());
    if (item->column() != value_column || row >= fields_.size()) return;
    const RuleField field = fields_[row];
    const std::optional<Json> value = typed_value(field.kind, item->text());
    if (!value) {
        const QString typed = item->text();
        show_consequences({QStringLiteral("%1: %2").arg(field.what, wrong_words(field.kind, typed))}, false);
        {
            const QSignalBlocker quiet(table_);
            item->setText(field.value);
        }
        // Once the table has its editor back: what was typed is there again, to be mended.
        QMetaObject::invokeMethod(
            this, [this, row = item->row(), typed] { mend(row, typed); }, Qt::QueuedConnection);
        return;
    }
    put_rule(draft_, field.path, *value);
    later_.start();
    // The table is still giving its editor back.
    QMetaObject::invokeMethod(this, &RulesRoom::fill, Qt::QueuedConnection);
}

QString RulesRoom::wrong_words(Kind kind, const QString& typed) const {
    constexpr qsizetype shown_max = 40;
    const QString shown = typed.size() > shown_max ? typed.first(shown_max) + u'…' : typed;
    switch (kind) {
        case Kind::Text:
            return face_.say({"dài quá: hãy viết ngắn lại.", "it is too long: write it shorter."});
        case Kind::Date:
            return face_
                .say({"“%1” không phải là một ngày có thật: ghi như 28/02/2013 hoặc 2013-02-28.",
                      "“%1” is no day of the calendar: write it like 28/02/2013 or 2013-02-28."})
                .arg(shown);
        case Kind::Whole:
            return face_
                .say({"“%1” không phải là số nguyên: ghi như 12 hoặc 10.000.000.",
                      "“%1” is no whole number: write it like 12 or 10,000,000."})
                .arg(shown);
        case Kind::Number:
            if (reads_two_ways(typed)) return two_ways_words(face_.words, typed);
            return face_
                .say({"“%1” không phải là số: ghi như 12 hoặc 12,5.",
                      "“%1” is no number: write it like 12 or 12.5."})
                .arg(shown);
        case Kind::Time:
            return face_
                .say({"“%1” không phải là thời gian: ghi bằng giây như 90 hoặc 90,5, hay phút:giây như 1:30.",
                      "“%1” is no time: write seconds like 90 or 90.5, or minutes and seconds like 1:30."})
                .arg(shown);
        case Kind::Fixed:
        case Kind::Key:
            break;
    }
    return face_.say({"dòng này không gõ vào được.", "nothing is typed here."});
}

void RulesRoom::mend(int row, const QString& typed) {
    QTableWidgetItem* item = table_->item(row, value_column);
    if (item == nullptr || !isVisible()) return;
    // Two lines that are both wrong would open each other without end.
    for (const QLineEdit* open : table_->viewport()->findChildren<QLineEdit*>())
        if (open->isVisible()) return;
    table_->setCurrentItem(item);
    table_->editItem(item);
    auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    if (editor == nullptr || !table_->isAncestorOf(editor)) return;
    editor->setText(typed);
    editor->selectAll();
}

void RulesRoom::move_key(int by) {
    const int row = table_->currentRow();
    if (row < 0 || row >= static_cast<int>(fields_.size())) return;
    const RuleField field = fields_[static_cast<std::size_t>(row)];
    if (field.kind != Kind::Key || !move_rule_key(draft_, field.path, by)) {
        show_consequences({face_.say({"Chọn một dòng “Xếp hạng, xét thứ…” rồi đưa lên hoặc xuống.",
                                      "Choose a line “Ranking, key …”, then move it up or down."})},
                          !is_changed() || give_->isEnabled());
        return;
    }
    fill();
    table_->setCurrentCell(row + by, value_column);
    later_.start();
}

void RulesRoom::look_at_consequences() {
    if (!face_.session.is_open()) return;
    ++asked_;
    if (!is_changed()) {
        show_consequences(
            {face_.say({"Bấm đúp hoặc gõ vào một giá trị in đậm để sửa. Thứ tự xét khi bằng điểm "
                        "đổi bằng hai nút trên.",
                        "Double-click or type into a value in bold to change it. The order of "
                        "the tie-breaks changes by the two buttons above."})},
            false);
        return;
    }
    give_->setEnabled(false);
    ++working_;
    QThreadPool::globalInstance()->start(
        [self = QPointer<RulesRoom>(this), asked = asked_, contest = face_.session.snapshot()->contest,
         rules = write_json_pretty(draft_), language = face_.words.language()] {
            const RuleConsequences found = consequences_of(*contest, rules, language);
            QCoreApplication* application = QCoreApplication::instance();
            if (application == nullptr) return;
            QMetaObject::invokeMethod(
                application,
                [self, asked, found] {
                    if (!self) return;
                    --self->working_;
                    if (asked != self->asked_) return;
                    QStringList words = found.words;
                    if (words.isEmpty())
                        words << self->face_.say(
                            {"Không thứ hạng hay giải nào thay đổi.", "No place and no award changes."});
                    else if (found.is_possible)
                        words.prepend(self->face_.say({"Sẽ thay đổi:", "This would change:"}));
                    self->show_consequences(words, found.is_possible);
                },
                Qt::QueuedConnection);
        });
}

void RulesRoom::show_consequences(const QStringList& words, bool is_possible) {
    std::vector<KeptTexts::Paragraph> lines;
    for (const QString& line : words)
        lines.push_back({line, "plain", is_changed() && !is_possible ? Tone::Bad : Tone::Plain});
    consequences_->show_texts(lines);
    drop_->setEnabled(is_changed());
    give_->setEnabled(is_changed() && is_possible);
}

void RulesRoom::drop() {
    draft_ = document_;
    fill();
    look_at_consequences();
}

void RulesRoom::give() {
    const auto submit = [this](const QString& reason) {
        face_.session.submit(this, commands::DefinitionAmend{write_json_pretty(draft_), reason.toStdString()},
                             face_.say({"sửa thể lệ", "amend the rules"}));
    };
    if (!has_begun()) {
        submit(face_.say({"sửa trước khi thi", "changed before the start"}));
        return;
    }
    QStringList follows;
    for (const QLabel* label : consequences_->findChildren<QLabel*>())
        if (label->isVisibleTo(consequences_)) follows << label->text();
    constexpr qsizetype lines_max = 8;
    ReasonDialog::ask(face_, this, face_.say({"Sửa thể lệ khi đã thi", "Amend the rules after the start"}),
                      follows.first(std::min(lines_max, follows.size())).join(u'\n'),
                      face_.say({"Sửa thể lệ", "Amend the rules"}),
                      {{"Quyết định của Ban Tổ chức", "Decision of the committee"},
                       {"Ghi nhầm khi lập thể lệ", "A slip when the rules were set up"}},
                      submit);
}

}  // namespace sandau::station
