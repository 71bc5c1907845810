#include "station/keys_dialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "scoring/text_fold.h"
#include "station/dialog_foot.h"
#include "station/lines_model.h"
#include "station/widgets.h"

namespace sandau::station {

KeyField::KeyField(std::function<void(QKeyCombination)> taken) : taken_(std::move(taken)) {
    setReadOnly(true);
}

bool KeyField::event(QEvent* event) {
    // Shortcuts of the window are keys like others here.
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (event->type() != QEvent::KeyPress) return QLineEdit::event(event);
    const QKeyCombination key = pressed(*static_cast<QKeyEvent*>(event));
    const bool leaves = key.key() == Qt::Key_Tab || key.key() == Qt::Key_Backtab;
    if (leaves) return QLineEdit::event(event);
    if (!is_modifier(key) && !static_cast<QKeyEvent*>(event)->isAutoRepeat()) taken_(key);
    return true;
}

KeysDialog::KeysDialog(const Face& face, Keys& keys, QWidget* parent)
    : QDialog(parent),
      face_(face),
      keys_(keys),
      map_(keys.map()),
      search_(new SearchField),
      table_(new TableView),
      model_(new LinesModel(this)),
      name_(heading()),
      field_(new KeyField([this](QKeyCombination key) { take(key); })),
      none_(new QPushButton(face.say({"Bỏ phím", "No key"}))),
      usual_(new QPushButton(face.say({"Mọi phím như ban đầu", "All keys as usual"}))),
      trouble_(new QLabel) {
    setWindowTitle(face.say({"Phím tắt", "Keys"}));
    resize(760, 640);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(10);
    auto* head = new QHBoxLayout;
    head->addWidget(heading(windowTitle()), 1);
    search_->setPlaceholderText(face.say({"Tìm việc, phím…", "Find an action, a key…"}));
    face_.words.bind_name(search_, {"Tìm phím tắt", "Search the keys"});
    head->addWidget(search_);
    column->addLayout(head);
    auto* hint = muted(face.say(
        {"Chọn một việc rồi bấm phím mới. Phím của bàn phím số rời (USB) được nhớ riêng, ở cột “Phím số”.",
         "Choose an action, then press its new key. Keys of a USB number pad are kept apart, in “Pad”."}));
    hint->setWordWrap(true);
    column->addWidget(hint);
    table_->setModel(model_);
    table_->setObjectName(QStringLiteral("keys_table"));
    table_->setAccessibleName(windowTitle());
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    column->addWidget(table_, 1);
    column->addWidget(build_foot());
    accept_ = add_foot(this, column, face, face.say({"Dùng các phím này", "Use these keys"}));
    accept_->setObjectName(QStringLiteral("keys_accept"));
    connect(search_, &QLineEdit::textChanged, this, [this] { render(); });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { render_chosen(); });
    connect(none_, &QPushButton::clicked, this, [this] {
        map_[chosen()] = {};
        render();
    });
    connect(usual_, &QPushButton::clicked, this, [this] {
        map_ = usual_keys();
        render();
    });
    connect(this, &QDialog::accepted, this, [this] { keys_.set_map(map_); });
    render();
    table_->horizontalHeader()->setStretchLastSection(false);
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table_->setCurrentIndex(model_->index(0, 0));
    table_->setFocus();
}

void KeysDialog::ask(const Face& face, Keys& keys, QWidget* parent) {
    auto* dialog = new KeysDialog(face, keys, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

QWidget* KeysDialog::build_foot() {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    name_->setWordWrap(true);
    column->addWidget(name_);
    auto* row = new QHBoxLayout;
    field_->setObjectName(QStringLiteral("keys_field"));
    field_->setPlaceholderText(
        face_.say({"Đưa con trỏ vào đây, bấm phím mới", "Click here, press the new key"}));
    field_->setAccessibleName(face_.say({"Phím mới", "The new key"}));
    row->addWidget(field_, 1);
    none_->setObjectName(QStringLiteral("keys_none"));
    usual_->setObjectName(QStringLiteral("keys_usual"));
    for (QPushButton* button : {none_, usual_}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    column->addLayout(row);
    trouble_->setProperty("role", "finding");
    trouble_->setProperty("tone", "bad");
    trouble_->setWordWrap(true);
    trouble_->setObjectName(QStringLiteral("keys_trouble"));
    column->addWidget(trouble_);
    return box;
}

std::optional<KeyProblem> KeysDialog::problem_with(const KeyAction& action) const {
    for (const KeyProblem& problem : problems_) {
        if (problem.action == action) return problem;
        if (problem.kind == KeyProblem::Kind::Shared && problem.other == action)
            return KeyProblem{action, problem.kind, problem.action};
    }
    return std::nullopt;
}

KeyAction KeysDialog::chosen() const {
    const std::string id = model_->id_at(table_->currentIndex().row());
    return id.empty() ? KeyAction{} : key_actions().at(std::stoul(id));
}

void KeysDialog::render() {
    problems_ = problems_of(map_);
    std::vector<Line> lines;
    for (std::size_t i = 0; i < key_actions().size(); ++i) {
        const KeyAction& action = key_actions()[i];
        const KeyPair& pair = map_[action];
        const QString name = action_words(face_.words, action);
        const QString key = key_words(face_.words, pair.key);
        const QString pad = key_words(face_.words, pair.pad);
        const QString searched = name + u' ' + key + u' ' + pad;
        if (!folded_match(search_->text().toStdString(), searched.toStdString())) continue;
        const auto problem = problem_with(action);
        const Tone tone = problem ? Tone::Bad : Tone::Plain;
        const QString mark = problem ? QStringLiteral("! ") : QString();
        lines.push_back(
            {std::to_string(i),
             {{mark + name, tone}, {key, tone, Qt::AlignLeft, true}, {pad, tone, Qt::AlignLeft, true}}});
    }
    table_->set_empty_words(
        face_.say({"Không có việc nào hợp với điều đang tìm.", "Nothing matches what you look for."}));
    show_lines(table_, model_,
               {face_.say({"Việc", "Action"}), face_.say({"Phím", "Key"}), face_.say({"Phím số", "Pad"})},
               std::move(lines));
    render_chosen();
}

void KeysDialog::render_chosen() {
    const bool is_chosen = table_->currentIndex().isValid();
    const KeyAction action = chosen();
    name_->setText(is_chosen
                       ? action_words(face_.words, action)
                       : face_.say({"Hãy chọn một việc trong bảng.", "Choose an action in the table."}));
    for (QWidget* widget : {static_cast<QWidget*>(field_), static_cast<QWidget*>(none_)})
        widget->setEnabled(is_chosen);
    field_->setText(is_chosen ? key_words(face_.words, map_[action].key) : QString());
    // The chosen one's trouble first, else the first there is: with any, the keys cannot be used.
    std::optional<KeyProblem> problem = is_chosen ? problem_with(action) : std::nullopt;
    if (!problem && !problems_.empty()) problem = problems_.front();
    QString text;
    if (problem)
        text = QStringLiteral("%1: %2").arg(action_words(face_.words, problem->action),
                                            problem_words(face_.words, *problem));
    trouble_->setText(text);
    trouble_->setVisible(!text.isEmpty());
    if (accept_ != nullptr) accept_->setEnabled(problems_.empty());
}

void KeysDialog::take(QKeyCombination key) {
    if (!table_->currentIndex().isValid()) return;
    KeyPair& pair = map_[chosen()];
    ((key.keyboardModifiers() & Qt::KeypadModifier) != 0 ? pair.pad : pair.key) = key;
    render();
}

}  // namespace sandau::station
