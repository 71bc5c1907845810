#include "station/import_dialog.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QCursor>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

#include "station/import_preview.h"
#include "station/run_steps.h"
#include "station/widgets.h"

namespace sandau::station {

using documents::Target;

namespace {

constexpr std::size_t problems_shown_max = 60;

/// What the sheet is under the state's map, compared with the contest.
void work_out(ImportState& state, const Contest& contest) {
    Result<documents::SheetImport> import = documents::import_entries(
        state.workbook, state.options, documents::import_context(*contest.definition));
    if (!import) {
        state.refusal = import.error();
        return;
    }
    state.refusal.reset();
    state.import = std::move(*import);
    state.matched =
        documents::match_rows(state.import, documents::existing_rows(contest), state.options.map.key);
}

}  // namespace

ImportDialog::ImportDialog(const Face& face, const QString& file, QWidget* parent)
    : QDialog(parent),
      face_(face),
      file_(file),
      title_(new QLabel),
      about_(muted()),
      sheet_(new QComboBox),
      trouble_(new QLabel),
      summary_(new QLabel),
      preview_(new ImportPreview(face, this)),
      table_(new TableView),
      problems_head_(heading()),
      problems_(new QVBoxLayout),
      skip_all_(new QPushButton),
      accept_(new QPushButton) {
    setWindowTitle(face_.say({"Nhập hồ sơ từ bảng tính", "Import entries from a sheet"}));
    const QSize room = parent != nullptr ? parent->window()->size() : QSize(1280, 760);
    resize(std::max(1000, room.width() - 80), std::max(600, room.height() - 80));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(22, 18, 22, 18);
    column->setSpacing(10);
    auto* head = new QHBoxLayout;
    title_->setProperty("role", "title");
    title_->setText(QFileInfo(file).fileName());
    head->addWidget(title_);
    head->addWidget(about_);
    head->addStretch(1);
    head->addWidget(sheet_);
    column->addLayout(head);
    trouble_->setProperty("role", "finding");
    trouble_->setProperty("tone", "bad");
    trouble_->setWordWrap(true);
    trouble_->setTextFormat(Qt::PlainText);
    trouble_->hide();
    column->addWidget(trouble_);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    table_->setModel(preview_);
    table_->setObjectName(QStringLiteral("import_table"));
    table_->horizontalHeader()->setSectionsClickable(true);
    table_->horizontalHeader()->setMinimumHeight(52);
    table_->verticalHeader()->setDefaultSectionSize(32);
    halves->addWidget(table_, 1);
    halves->addWidget(build_problems());
    column->addLayout(halves, 1);
    auto* foot = new QHBoxLayout;
    summary_->setProperty("role", "heading");
    summary_->setObjectName(QStringLiteral("import_summary"));
    foot->addWidget(summary_, 1);
    auto* cancel = new QPushButton(face_.say({"Thôi, quay lại", "Cancel"}));
    cancel->setAutoDefault(false);
    foot->addWidget(cancel);
    accept_->setProperty("role", "primary");
    accept_->setMinimumHeight(42);
    accept_->setObjectName(QStringLiteral("import_accept"));
    accept_->setAutoDefault(false);
    foot->addWidget(accept_);
    column->addLayout(foot);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(accept_, &QPushButton::clicked, this, &ImportDialog::take_in);
    connect(sheet_, &QComboBox::activated, this, [this] {
        if (!state_) return;
        state_->options.sheet = sheet_->currentData().toString().toStdString();
        look();
    });
    connect(table_->horizontalHeader(), &QHeaderView::sectionClicked, this, &ImportDialog::choose_target);
    load();
}

ImportDialog::~ImportDialog() = default;

QWidget* ImportDialog::build_problems() {
    auto* card = new Card;
    card->setFixedWidth(380);
    card->column()->addWidget(problems_head_);
    auto* scroll = new ScrollColumn;
    problems_->setSpacing(10);
    scroll->column()->addLayout(problems_);
    scroll->column()->addStretch(1);
    card->column()->addWidget(scroll, 1);
    face_.words.bind(skip_all_, {"Bỏ qua mọi dòng có lỗi", "Leave out every row with an error"});
    skip_all_->setObjectName(QStringLiteral("import_skip_all"));
    skip_all_->setAutoDefault(false);
    card->column()->addWidget(skip_all_);
    connect(skip_all_, &QPushButton::clicked, this, &ImportDialog::skip_all);
    return card;
}

void ImportDialog::set_busy(const QString& words) {
    busy_ = !words.isEmpty();
    if (busy_) summary_->setText(words);
    accept_->setEnabled(false);
    skip_all_->setEnabled(!busy_);
}

void ImportDialog::load() {
    set_busy(face_.say({"Đang đọc bảng tính…", "Reading the sheet…"}));
    QThreadPool::globalInstance()->start([self = QPointer<ImportDialog>(this), file = file_.toStdString(),
                                          contest = face_.session.snapshot()->contest] {
        auto state = std::make_shared<ImportState>();
        Result<documents::Workbook> workbook = documents::read_workbook(std::filesystem::path(file));
        if (workbook) {
            state->workbook = std::move(*workbook);
            work_out(*state, *contest);
        } else {
            state->refusal = workbook.error();
        }
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, state] {
                if (self) self->show_state(state);
            },
            Qt::QueuedConnection);
    });
}

void ImportDialog::look() {
    set_busy(face_.say({"Đang xem lại…", "Looking again…"}));
    auto next = std::make_shared<ImportState>(*state_);
    QThreadPool::globalInstance()->start([self = QPointer<ImportDialog>(this), next, round = ++round_,
                                          contest = face_.session.snapshot()->contest] {
        work_out(*next, *contest);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, next, round] {
                if (self && self->round_ == round) self->show_state(next);
            },
            Qt::QueuedConnection);
    });
}

void ImportDialog::show_state(std::shared_ptr<ImportState> state) {
    set_busy({});
    state_ = std::move(state);
    preview_->show_state(state_);
    trouble_->setVisible(state_->refusal.has_value());
    if (state_->refusal) trouble_->setText(face_.words.say(*state_->refusal));
    about_->setText(text_of(std::string(documents::encoding_name(state_->workbook.encoding))));
    sheet_->clear();
    for (const documents::Sheet& sheet : state_->workbook.sheets)
        sheet_->addItem(text_of(sheet.name), text_of(sheet.name));
    sheet_->setVisible(state_->workbook.sheets.size() > 1);
    sheet_->setCurrentIndex(std::max(0, sheet_->findData(text_of(state_->import.sheet))));
    for (int i = 0; i < preview_->columnCount(); ++i)
        table_->setColumnWidth(i, std::max(i == 0   ? 60
                                           : i == 1 ? 100
                                                    : 160,
                                           table_->horizontalHeader()->sectionSizeHint(i)));
    render_problems();
    render_summary();
    emit read();
}

void ImportDialog::render_summary() {
    if (state_->refusal) {
        summary_->setText(face_.say({"Chưa nhập được tệp này.", "This file cannot be imported yet."}));
        accept_->setText(face_.say({"Nhập", "Import"}));
        accept_->setEnabled(false);
        return;
    }
    using documents::RowState;
    const auto& matched = state_->matched;
    const auto number = [&](std::size_t count) {
        return face_.words.count(static_cast<std::int64_t>(count));
    };
    QStringList parts;
    parts << face_.say({"%1 mới", "%1 new"}).arg(number(matched.count(RowState::New)));
    parts << face_.say({"%1 thay đổi", "%1 changed"}).arg(number(matched.count(RowState::Changed)));
    parts << face_.say({"%1 như cũ", "%1 the same"}).arg(number(matched.count(RowState::Same)));
    if (!matched.gone.empty())
        parts << face_.say({"%1 không còn trong bảng tính (giữ nguyên)", "%1 gone from the sheet (kept)"})
                     .arg(number(matched.gone.size()));
    if (!state_->import.skipped.empty())
        parts << face_.say({"%1 bỏ qua", "%1 left out"}).arg(number(state_->import.skipped.size()));
    summary_->setText(parts.join(QStringLiteral(" · ")));
    const std::size_t errors = state_->errors();
    const std::size_t changes = matched.count(RowState::New) + matched.count(RowState::Changed);
    accept_->setEnabled(errors == 0 && changes > 0);
    accept_->setText(errors > 0    ? face_.say({"Còn %1 lỗi", "%1 errors left"}).arg(number(errors))
                     : changes > 0 ? face_.say({"Nhập %1 hồ sơ", "Import %1 entries"}).arg(number(changes))
                                   : face_.say({"Không có gì thay đổi", "Nothing would change"}));
}

void ImportDialog::render_problems() {
    clear_layout(problems_);
    const auto problems = state_->problems();
    const std::size_t errors = state_->errors();
    problems_head_->setText(problems.empty() ? face_.say({"✓ Không có lỗi", "✓ No problems"})
                                             : face_.say({"%1 lỗi, %2 lưu ý", "%1 errors, %2 warnings"})
                                                   .arg(errors)
                                                   .arg(problems.size() - errors));
    skip_all_->setVisible(errors > 0);
    for (std::size_t i = 0; i < problems.size() && i < problems_shown_max; ++i)
        problems_->addWidget(problem_box(i, *problems[i]));
    if (problems.size() > problems_shown_max)
        problems_->addWidget(
            muted(face_.say({"… và %1 mục nữa", "… and %1 more"}).arg(problems.size() - problems_shown_max)));
}

QWidget* ImportDialog::problem_box(std::size_t at, const documents::SheetProblem& problem) {
    const bool error = problem.problem.severity == Severity::Error;
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto* words = new QLabel((error ? QStringLiteral("! ") : QStringLiteral("? ")) +
                             face_.words.say(problem.problem.what));
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    words->setProperty("role", "finding");
    words->setProperty("tone", error ? "bad" : "warning");
    column->addWidget(words);
    auto* row = new QHBoxLayout;
    const auto offer = [&](const QString& text, std::function<void()> act) {
        auto* button = new QPushButton(text);
        button->setProperty("role", "link");
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, std::move(act));
        row->addWidget(button);
        return button;
    };
    offer(face_.say({"Xem ô", "Show"}), [this, sheet_row = problem.row,
                                         sheet_column = problem.column.value_or(0)] {
        const int shown = preview_->row_of_sheet_row(sheet_row);
        if (shown >= 0)
            table_->setCurrentIndex(preview_->index(shown, preview_->column_of_sheet_column(sheet_column)));
    });
    if (problem.fix)
        offer(fix_words(*problem.fix), [this, at] { fix(at); })->setObjectName(QStringLiteral("import_fix"));
    if (error && !(problem.fix && problem.fix->kind == documents::Fix::Kind::SkipRow))
        offer(face_.say({"Bỏ qua dòng", "Leave out"}), [this, sheet_row = problem.row] {
            state_->options.skip.insert(sheet_row);
            look();
        });
    row->addStretch(1);
    column->addLayout(row);
    return box;
}

QString ImportDialog::fix_words(const documents::Fix& fix) const {
    using Kind = documents::Fix::Kind;
    switch (fix.kind) {
        case Kind::SkipRow:
            return face_.say({"Bỏ qua dòng này", "Leave this row out"});
        case Kind::SetCell:
            return face_.say({"Sửa thành “%1”", "Change to “%1”"}).arg(text_of(fix.to));
        case Kind::MapValue:
            return face_.say({"“%1” là “%2”", "“%1” means “%2”"}).arg(text_of(fix.from), text_of(fix.to));
        case Kind::MapColumn:
            return face_.say({"Cột “%1” là %2", "Column “%1” is %2"}).arg(text_of(fix.from), text_of(fix.to));
    }
    return {};
}

void ImportDialog::fix(std::size_t at) {
    const auto problems = state_->problems();
    if (at >= problems.size() || !problems[at]->fix) return;
    const documents::Fix wanted = *problems[at]->fix;
    for (documents::Sheet& sheet : state_->workbook.sheets)
        if (sheet.name == state_->import.sheet) {
            documents::apply_fix(wanted, state_->options, sheet);
            break;
        }
    look();
}

void ImportDialog::skip_all() {
    for (const documents::SheetProblem* problem : state_->problems())
        if (problem->problem.severity == Severity::Error) state_->options.skip.insert(problem->row);
    look();
}

void ImportDialog::choose_target(int column) {
    if (!state_ || state_->refusal || column < ImportPreview::fixed_columns) return;
    const auto sheet_column = static_cast<std::uint32_t>(column - ImportPreview::fixed_columns);
    const documents::FoundColumn* found = nullptr;
    for (const documents::FoundColumn& one : state_->import.header.columns)
        if (one.column == sheet_column) found = &one;
    if (found == nullptr || found->header.empty()) return;
    const char* targets[] = {"name",
                             "number",
                             "division",
                             "organization.name",
                             "organization.parent",
                             "coach.name",
                             "coach.phone",
                             "coach.email",
                             "members[0].name",
                             "members[0].birth",
                             "members[1].name",
                             "members[1].birth",
                             "members[2].name",
                             "members[2].birth",
                             "members[].name",
                             "members[].birth",
                             "registered_at"};
    QMenu* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto offer = [&](const Target& target) {
        QAction* action = menu->addAction(target_words(face_.words, target));
        action->setCheckable(true);
        action->setChecked(found->target == target);
        connect(action, &QAction::triggered, this, [this, header = found->header, target] {
            auto& columns = state_->options.map.columns;
            std::erase_if(columns, [&](const auto& one) {
                return one.header == header || (target.kind != Target::Kind::Extra && one.target == target);
            });
            columns.push_back({header, target});
            look();
        });
    };
    for (const char* text : targets)
        if (const std::optional<Target> target = documents::read_target(text)) offer(*target);
    menu->addSeparator();
    offer(Target{});
    menu->popup(QCursor::pos());
}

void ImportDialog::take_in() {
    if (!state_ || state_->refusal || state_->errors() > 0) return;
    const QString name = QFileInfo(file_).fileName();
    accept_->setEnabled(false);
    set_busy(face_.say({"Đang ghi…", "Writing…"}));
    face_.session.submit(
        this, documents::import_command(state_->import, name.toStdString()),
        face_.say({"nhập %1 hồ sơ từ %2", "import %1 entries from %2"})
            .arg(face_.words.count(static_cast<std::int64_t>(state_->import.rows.size())), name),
        [this](const Result<Answer>& answer) {
            set_busy({});
            if (answer) return accept();
            trouble_->setText(face_.words.say(answer.error()));
            trouble_->show();
            render_summary();
        });
}

}  // namespace sandau::station
