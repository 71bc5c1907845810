#include "station/journal_room.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

#include "scoring/record.h"
#include "scoring/text_fold.h"
#include "station/device_words.h"
#include "station/field_panels.h"
#include "station/kept.h"
#include "station/lines_model.h"
#include "station/refusals.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {
constexpr std::size_t page_rows = 200;
constexpr int value_characters_max = 160;
constexpr std::size_t changes_shown_max = 40;
}  // namespace

JournalRoom::JournalRoom(const Face& face)
    : Room(face),
      head_(new PageHead(face.words, {"Nhật ký", "Journal"})),
      search_(new SearchField),
      table_(new TableView),
      model_(new LinesModel(this)),
      title_(heading()),
      changes_(new KeptTexts(8)),
      undo_(new QPushButton),
      more_(new QPushButton) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    outer->addWidget(head_);
    face_.words.bind_hint(search_, {"Tìm việc, đội, người…", "Find what, which team, who…"});
    outer->addWidget(search_);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    auto* left = new QVBoxLayout;
    table_->setModel(model_);
    table_->setObjectName(QStringLiteral("journal_table"));
    face_.words.bind_name(table_, {"Nhật ký", "Journal"});
    left->addWidget(table_, 1);
    face_.words.bind(more_, {"Xem thêm mục cũ hơn", "Show older entries"});
    left->addWidget(more_, 0, Qt::AlignLeft);
    halves->addLayout(left, 1);
    auto* card = new Card;
    card->setFixedWidth(380);
    title_->setWordWrap(true);
    card->column()->addWidget(title_);
    auto* scroll = new ScrollColumn;
    changes_->let_select();
    scroll->column()->addWidget(changes_);
    scroll->column()->addStretch(1);
    card->column()->addWidget(scroll, 1);
    put_icon(undo_, QStringLiteral("undo"));
    card->column()->addWidget(undo_);
    halves->addWidget(card);
    outer->addLayout(halves, 1);
    connect(search_, &QLineEdit::textChanged, this, &JournalRoom::render_table);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &JournalRoom::render_entry);
    connect(undo_, &QPushButton::clicked, this, &JournalRoom::undo);
    connect(more_, &QPushButton::clicked, this, [this] {
        if (!rows_.empty()) fetch(rows_.back().seq);
    });
    connect(&face_.session, &Session::contest_changed, this, [this] {
        rows_.clear();
        seen_ = 0;
        fetching_ = false;
    });
}

void JournalRoom::render() {
    if (face_.session.contest().seq != seen_) fetch(0);
    render_table();
    render_entry();
}

void JournalRoom::fetch(Seq before) {
    const auto& journal = face_.session.opened().journal;
    if (!journal || fetching_) return;
    fetching_ = true;
    if (before == 0) seen_ = face_.session.contest().seq;
    QThreadPool::globalInstance()->start(
        [self = QPointer<JournalRoom>(this), host = face_.session.opened().host.get(), journal, before] {
            auto rows = std::make_shared<Result<std::vector<JournalRow>>>(journal(before, page_rows));
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, host, rows, before] {
                    // Rows of a contest that was closed meanwhile are nobody's.
                    if (!self || self->face_.session.opened().host.get() != host) return;
                    self->fetching_ = false;
                    if (*rows) self->take(std::move(**rows), before);
                },
                Qt::QueuedConnection);
        });
}

void JournalRoom::take(std::vector<JournalRow> rows, Seq before) {
    more_->setVisible(rows.size() == page_rows);
    if (before == 0) {
        const Seq oldest = rows.empty() ? 0 : rows.back().seq;
        for (JournalRow& row : rows_)
            if (row.seq < oldest) rows.push_back(std::move(row));
        rows_ = std::move(rows);
    } else {
        rows_.insert(rows_.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    }
    if (!face_.session.is_open()) return;
    render_table();
    render_entry();
    if (isVisible() && face_.session.contest().seq != seen_) fetch(0);
}

QString JournalRoom::summary(const JournalRow& row) const {
    const Contest& contest = face_.session.contest();
    QStringList about;
    for (const Event& event : row.events) {
        QString name;
        if (event.kind == Entry::kind) name = entry_name(contest, EntryId(event.key));
        if (event.kind == Sheet::kind || event.kind == Run::kind) {
            const Sheet* sheet = contest.table<Sheet>().find(event.key);
            if (sheet != nullptr)
                name = face_.say({"%1, lượt %2", "%1, run %2"})
                           .arg(entry_name(contest, sheet->entry))
                           .arg(sheet->number);
        }
        if (event.kind == Device::kind) name = device_name(contest, DeviceId(event.key));
        if (event.kind == DeviceHealth::kind) name = health_change(event);
        if (event.kind == DeviceRecord::kind)
            if (const DeviceRecord* signal = contest.table<DeviceRecord>().find(event.key))
                name = QStringLiteral("%1: %2").arg(device_name(contest, signal->device),
                                                    face_.say(role_name(signal->role)));
        if (name.isEmpty() || about.contains(name)) continue;
        about << name;
        if (about.size() == 3) break;
    }
    QString text = about.join(QStringLiteral("; "));
    if (row.events.size() > 6)
        text += face_.say({" … (%1 thay đổi)", " … (%1 changes)"})
                    .arg(face_.words.count(static_cast<std::int64_t>(row.events.size())));
    return text.trimmed();
}

QString JournalRoom::health_change(const Event& event) const {
    const Json* fault = event.set.find("fault");
    const Json* state = event.set.find("state");
    // A silence is a fault again and again: only its state changes then.
    const bool silent = state != nullptr && state->as_string() != nullptr &&
                        *state->as_string() == word_of(HealthState::Silent);
    const QString what = silent ? code_or_text(face_.words, "device.silent")
                         : fault != nullptr && fault->as_string() != nullptr && !fault->as_string()->empty()
                             ? code_or_text(face_.words, *fault->as_string())
                         : state != nullptr ? face_.say({"Có tín hiệu trở lại.", "Is heard again."})
                                            : QString();
    const QString device = device_name(face_.session.contest(), DeviceId(event.key));
    return what.isEmpty() ? device : QStringLiteral("%1: %2").arg(device, what);
}

void JournalRoom::render_table() {
    if (!face_.session.is_open()) return;
    std::vector<Line> lines;
    for (const JournalRow& row : rows_) {
        const QString what = command_words(face_.words, row.kind);
        const QString about = summary(row);
        const QString actor = row.actor == keyboard_actor.text ? face_.say({"Ban Tổ chức", "Organiser"})
                              : row.actor == device_actor.text ? face_.say({"thiết bị", "devices"})
                              : row.actor == host_actor.text   ? face_.say({"máy", "the host"})
                                                               : text_of(row.actor);
        if (!folded_match(search_->text().toStdString(), (what + u' ' + about + u' ' + actor).toStdString()))
            continue;
        lines.push_back({std::to_string(row.seq),
                         {{face_.words.count(row.seq), Tone::Plain, Qt::AlignRight},
                          {face_.words.clock_time(row.at, face_.utc_offset_min())},
                          {what, Tone::Plain, Qt::AlignLeft, true},
                          {about},
                          {actor}}});
    }
    head_->set_note(face_.say({"%1 mục", "%1 entries"}).arg(face_.words.count(face_.session.contest().seq)));
    table_->set_empty_words(face_.say({"Chưa có gì.", "Nothing yet."}));
    show_lines(table_, model_,
               {face_.say({"Số", "No."}), face_.say({"Lúc", "At"}), face_.say({"Việc", "What"}),
                face_.say({"Về", "About"}), face_.say({"Ai", "Who"})},
               std::move(lines));
}

const JournalRow* JournalRoom::chosen() const {
    const std::string id = model_->id_at(table_->currentIndex().row());
    for (const JournalRow& row : rows_)
        if (std::to_string(row.seq) == id) return &row;
    return nullptr;
}

void JournalRoom::render_entry() {
    const JournalRow* row = chosen();
    undo_->setVisible(row != nullptr);
    if (row == nullptr) {
        changes_->show_texts({});
        title_->setText(
            face_.say({"Chọn một mục để xem trước và sau.", "Choose an entry to see before and after."}));
        return;
    }
    title_->setText(QStringLiteral("%1. %2, %3")
                        .arg(row->seq)
                        .arg(command_words(face_.words, row->kind),
                             face_.words.day_and_time(row->at, face_.utc_offset_min())));
    undo_->setText(face_.say({"Hoàn tác mục %1", "Undo entry %1"}).arg(row->seq));
    std::vector<KeptTexts::Paragraph> changes;
    for (const Event& event : row->events) {
        if (changes.size() >= 2 * changes_shown_max) break;
        changes.push_back(
            {QStringLiteral("%1 %2").arg(record_words(face_.words, event.kind), text_of(event.key))});
        changes.push_back({change_lines(event).join(u'\n'), "small"});
    }
    if (row->events.size() > changes_shown_max)
        changes.push_back(
            {face_.say({"… và %1 thay đổi nữa", "… and %1 more"}).arg(row->events.size() - changes_shown_max),
             "muted"});
    changes_->show_texts(changes);
}

QStringList JournalRoom::change_lines(const Event& event) const {
    const auto brief = [&](const Json* value) {
        if (value == nullptr || value->is_null()) return QStringLiteral("–");
        const QString text =
            value->as_string() != nullptr ? text_of(*value->as_string()) : text_of(write_json(*value));
        return text.size() > value_characters_max ? text.left(value_characters_max) + u'…' : text;
    };
    if (event.set.is_null()) return {face_.say({"xóa", "removed"})};
    QStringList lines;
    if (const Json::Object* fields = event.set.as_object())
        for (const auto& [name, value] : *fields) {
            const Json* was = event.was.find(name);
            lines << (was == nullptr && event.was.is_null()
                          ? QStringLiteral("%1: %2").arg(text_of(name), brief(&value))
                          : QStringLiteral("%1: %2 → %3").arg(text_of(name), brief(was), brief(&value)));
        }
    return lines;
}

void JournalRoom::undo() {
    if (const JournalRow* row = chosen())
        face_.session.undo(this, row->seq,
                           face_.say({"mục %1 (%2)", "entry %1 (%2)"})
                               .arg(row->seq)
                               .arg(command_words(face_.words, row->kind)));
}

}  // namespace sandau::station
