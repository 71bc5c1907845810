#include "station/entries_room.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "station/entries_model.h"
#include "station/entry_pane.h"
#include "station/import_dialog.h"
#include "station/run_steps.h"
#include "station/table_export.h"
#include "station/widgets.h"

namespace sandau::station {

EntriesRoom::EntriesRoom(const Face& face)
    : Room(face),
      model_(new EntriesModel(face, this)),
      head_(new PageHead(face.words, {"Hồ sơ dự thi", "Entries"})),
      search_(new SearchField),
      division_(new QComboBox),
      state_(new QComboBox),
      presence_(new QComboBox),
      shown_(muted()),
      qualify_(new QPushButton),
      table_(new TableView),
      pane_(new EntryPane(face)) {
    setAcceptDrops(true);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    outer->addWidget(head_);
    outer->addWidget(build_filters());
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    table_->setModel(model_);
    table_->setObjectName(QStringLiteral("entries_table"));
    face_.words.bind_name(table_, {"Hồ sơ dự thi", "Entries"});
    table_->setSortingEnabled(true);
    table_->sortByColumn(EntriesModel::Number, Qt::AscendingOrder);
    const int widths[] = {56, 140, 98, 166, 108, 124, 100, 96, 100, 170};
    for (int i = 0; i < EntriesModel::ColumnCount; ++i) table_->setColumnWidth(i, widths[i]);
    halves->addWidget(table_, 1);
    auto* card = new Card;
    card->setFixedWidth(320);
    card->column()->addWidget(pane_);
    halves->addWidget(card);
    outer->addLayout(halves, 1);

    put_icon(qualify_, QStringLiteral("check"));
    face_.words.bind_tip(qualify_, {"Xét mọi hồ sơ đang chờ theo thể lệ: độ tuổi, số thành viên",
                                    "Checks every waiting entry against the rules: ages, sizes"});
    head_->right()->addWidget(export_button(face_, this, model_, {"Hồ sơ dự thi", "Entries"}));
    head_->right()->addWidget(qualify_);
    auto* import = new QPushButton;
    import->setProperty("role", "primary");
    import->setObjectName(QStringLiteral("import"));
    face_.words.bind(import, {"Nhập từ Excel…", "Import a sheet…"});
    put_icon(import, QStringLiteral("import"));
    head_->right()->addWidget(import);

    connect(search_, &QLineEdit::textChanged, this, &EntriesRoom::filter);
    for (QComboBox* box : {division_, state_, presence_})
        connect(box, &QComboBox::activated, this, &EntriesRoom::filter);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &EntriesRoom::choose);
    connect(table_, &QAbstractItemView::activated, pane_, [this] { pane_->toggle_check_in(); });
    connect(qualify_, &QPushButton::clicked, this, &EntriesRoom::qualify_all);
    connect(import, &QPushButton::clicked, this, &EntriesRoom::ask_import);
}

QWidget* EntriesRoom::build_filters() {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    search_->setObjectName(QStringLiteral("entries_search"));
    face_.words.bind_hint(
        search_, {"Tìm đội, trường, người… không cần dấu", "Find a team, school, person… no accents needed"});
    row->addWidget(search_, 1);
    face_.words.bind_name(division_, {"Bảng", "Division"});
    face_.words.bind_name(state_, {"Điều kiện dự thi", "Eligibility"});
    face_.words.bind_name(presence_, {"Điểm danh", "Check-in"});
    for (QComboBox* choice : {division_, state_, presence_}) {
        choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        row->addWidget(choice);
    }
    // A long name leaves the others their place; the list that opens shows it whole.
    division_->setMaximumWidth(240);
    row->addWidget(shown_);
    return box;
}

void EntriesRoom::fill_choices() {
    // A box that somebody has open is not filled anew for nothing.
    const std::shared_ptr<const Definition>& rules = face_.session.contest().definition;
    if (rules == rules_filled_ && face_.words.language() == language_filled_) return;
    rules_filled_ = rules;
    language_filled_ = face_.words.language();
    const int division = std::max(0, division_->currentIndex());
    const int state = std::max(0, state_->currentIndex());
    const int presence = std::max(0, presence_->currentIndex());
    division_->clear();
    division_->addItem(face_.say({"Mọi bảng", "All divisions"}), QString());
    for (const Division& one : face_.session.definition().divisions)
        division_->addItem(face_.say(one.name), text_of(one.id.text));
    state_->clear();
    state_->addItem(face_.say({"Mọi hồ sơ", "All entries"}), -1);
    for (int i = 0; i < 4; ++i) state_->addItem(face_.say(entry_state_name(static_cast<EntryState>(i))), i);
    presence_->clear();
    presence_->addItem(face_.say({"Có mặt hay chưa", "Here or not"}), -1);
    presence_->addItem(face_.say({"Chưa điểm danh", "Not checked in"}), 0);
    presence_->addItem(face_.say({"Đã có mặt", "Checked in"}), 1);
    division_->setCurrentIndex(std::min(division, division_->count() - 1));
    state_->setCurrentIndex(state);
    presence_->setCurrentIndex(presence);
}

template <class Change>
void EntriesRoom::keep_choice(Change change) {
    const QSignalBlocker quiet(table_->selectionModel());
    change();
    const int row = model_->row_of(pane_->entry().text);
    if (table_->currentIndex().row() != row) {
        if (row >= 0)
            table_->setCurrentIndex(model_->index(row, EntriesModel::Name));
        else
            table_->selectionModel()->clear();
    }
    table_->viewport()->update();
}

void EntriesRoom::render() {
    fill_choices();
    for (int column = 0; column < EntriesModel::ColumnCount; ++column)
        table_->setColumnWidth(column, std::max(table_->columnWidth(column),
                                                table_->horizontalHeader()->sectionSizeHint(column)));
    keep_choice([this] { model_->read(); });
    table_->set_empty_words(
        model_->all() == 0
            ? face_.say({"Chưa có hồ sơ nào. Bấm “Nhập từ Excel…” hoặc kéo tệp bảng tính thả vào đây.",
                         "No entries yet. Press “Import a sheet…” or drop a spreadsheet here."})
            : face_.say({"Không có đội nào hợp với điều đang tìm.", "Nothing matches what you look for."}));
    pane_->show_entry(EntryId(pane_->entry()));
    count();
}

void EntriesRoom::count() {
    std::int64_t waiting = 0, here = 0;
    for (const Entry& entry : face_.session.contest().table<Entry>()) {
        waiting += entry.state == EntryState::Registered ? 1 : 0;
        here += entry.checked_in ? 1 : 0;
    }
    head_->set_note(face_.say({"%1 hồ sơ · %2 có mặt", "%1 entries · %2 here"})
                        .arg(face_.words.count(model_->all()), face_.words.count(here)));
    shown_->setText(face_.say({"Đang hiện %1", "%1 shown"}).arg(face_.words.count(model_->rowCount())));
    qualify_->setText(
        face_.say({"Xét điều kiện (%1)", "Check eligibility (%1)"}).arg(face_.words.count(waiting)));
    qualify_->setEnabled(waiting > 0);
}

void EntriesRoom::filter() {
    EntryFilter filter;
    filter.words = search_->text();
    filter.division = DivisionId(division_->currentData().toString().toStdString());
    const int state = state_->currentData().toInt();
    if (state >= 0) filter.state = static_cast<EntryState>(state);
    const int presence = presence_->currentData().toInt();
    if (presence >= 0) filter.checked_in = presence == 1;
    keep_choice([&] { model_->set_filter(std::move(filter)); });
    shown_->setText(face_.say({"Đang hiện %1", "%1 shown"}).arg(face_.words.count(model_->rowCount())));
    // One hit left is the one meant: its details show at once.
    if (model_->rowCount() == 1) table_->setCurrentIndex(model_->index(0, EntriesModel::Name));
}

void EntriesRoom::choose() {
    pane_->show_entry(model_->entry_at(table_->currentIndex().row()));
}

void EntriesRoom::focus_search() {
    search_->setFocus();
    search_->selectAll();
}

void EntriesRoom::qualify_all() {
    face_.session.submit(this, commands::EntryQualify{},
                         face_.say({"xét điều kiện dự thi", "check eligibility"}));
}

void EntriesRoom::ask_import() {
    const QString file = QFileDialog::getOpenFileName(
        this, face_.say({"Chọn bảng tính", "Choose a spreadsheet"}), QString(),
        face_.say({"Bảng tính (*.xlsx *.csv *.tsv *.txt)", "Spreadsheets (*.xlsx *.csv *.tsv *.txt)"}));
    if (!file.isEmpty()) open_import(file);
}

void EntriesRoom::open_import(const QString& file) {
    auto* dialog = new ImportDialog(face_, file, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void EntriesRoom::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void EntriesRoom::dropEvent(QDropEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.isEmpty() || !urls.first().isLocalFile()) return;
    event->acceptProposedAction();
    open_import(urls.first().toLocalFile());
}

}  // namespace sandau::station
