#include "station/match_panels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "station/item_editors.h"
#include "station/match_entry.h"
#include "station/rank_words.h"
#include "station/shared_editors.h"
#include "station/widgets.h"

namespace sandau::station {

namespace {

/// What editors were made for: other rules, another game or another language ask for new ones.
std::string built_key(const MatchEntry& entry) {
    const Match* match = entry.match();
    return match->stage.text + "/" + match->division.text + "/" +
           std::to_string(static_cast<int>(entry.face().words.language()));
}

}  // namespace

SideHead::SideHead(const Face& face, Size size, Qt::Alignment align)
    : face_(face),
      band_(new QLabel),
      team_(new QLabel),
      school_(new OneLine),
      total_(new QLabel),
      parts_(new QLabel),
      status_(new Pill),
      column_(new QVBoxLayout(this)) {
    setProperty("role", "card");
    const int margin = size == Size::Large ? 12 : 8;
    column_->setContentsMargins(margin, margin, margin, margin);
    column_->setSpacing(2);
    auto* top = new QHBoxLayout;
    band_->setProperty("role", "side");
    const bool right = (align & Qt::AlignRight) != 0;
    if (right) top->addStretch(1);
    if (right) top->addWidget(status_);
    top->addWidget(band_);
    if (!right) top->addWidget(status_);
    if (!right) top->addStretch(1);
    column_->addLayout(top);
    team_->setProperty("role", size == Size::Large ? "value" : "heading");
    school_->setProperty("role", "small");
    total_->setProperty("role", size == Size::Large ? "score" : "total");
    parts_->setProperty("role", "small");
    for (QLabel* label : {team_, school_, total_, parts_}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(align | Qt::AlignVCenter);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        column_->addWidget(label);
    }
    team_->setWordWrap(true);
    parts_->setWordWrap(true);
    if (size == Size::Large) column_->addStretch(1);
}

void SideHead::paint_band(const SideLook& look) {
    const QString text = look.mark + u' ' + face_.say(look.word);
    band_->setText(text);
    if (band_shown_ == look.colour.name()) return;
    band_shown_ = look.colour.name();
    band_->setStyleSheet(
        QStringLiteral("background: %1; color: #FFFFFF; border-radius: 6px; padding: 2px 10px; "
                       "font-size: 20px; font-weight: bold;")
            .arg(band_shown_));
}

void SideHead::make_room() {
    school_->hide();
}

void SideHead::show_free(std::size_t side) {
    Game usual;
    usual.sides = {SideId("red"), SideId("blue")};
    paint_band(side_look(usual, usual.sides[std::min<std::size_t>(side, 1)]));
    team_->setText(QStringLiteral("–"));
    total_->setText({});
    for (QLabel* label : {school_, parts_, static_cast<QLabel*>(status_)}) label->hide();
}

void SideHead::show_side(const MatchEntry& entry, std::size_t index) {
    const Contest& contest = face_.session.contest();
    const Game& game = *entry.game();
    const SideId& side = game.sides[index];
    paint_band(side_look(game, side));
    const MatchContent content = entry.content();
    const auto known = content.sides.find(side.text);
    const Entry* team =
        known != content.sides.end() ? contest.table<Entry>().find(known->second.entry.text) : nullptr;
    team_->setText(team != nullptr ? text_of(team->name) : QStringLiteral("–"));
    team_->setToolTip(team_->text());
    school_->setText(team != nullptr ? organization_name(contest, *team) : QString());
    school_->setVisible(!school_->text().isEmpty());
    const SheetStatus status = known != content.sides.end() ? known->second.status : SheetStatus::OK;
    status_->show_word(status == SheetStatus::OK ? QString() : face_.say(status_name(status)), Tone::Bad);
    status_->setVisible(status != SheetStatus::OK);
    const auto worth = entry.worth();
    const Stage* stage = face_.session.definition().stage(entry.match()->stage);
    QStringList parts;
    QString total = QStringLiteral("–");
    if (worth && index < worth->sides.size()) {
        const MatchSideScore& score = worth->sides[index];
        if (game.kind == GameKind::Series)
            total = QString::number(score.bouts_won);
        else if (score.total)
            total = face_.words.figure(score.total->text());
        for (const auto& [id, figure] : score.derived)
            if (id != "total" && stage != nullptr && figure)
                parts << QStringLiteral("%1 %2").arg(derived_name(face_.words, *stage, id),
                                                     face_.words.figure(figure->text()));
    }
    total_->setText(total);
    total_->setAccessibleName(side_words(face_.words, game, side) + u' ' + total);
    total_->setObjectName(QStringLiteral("total_") + text_of(side.text));
    parts_->setText(parts.join(QStringLiteral(" · ")));
    parts_->setVisible(!parts.isEmpty());
}

SidePanel::SidePanel(MatchEntry& entry, std::size_t side)
    : entry_(entry), side_(side), rows_(new QVBoxLayout(this)) {
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setSpacing(6);
}

void SidePanel::build(const Game& game, const SideId& side) {
    clear_layout(rows_);
    editors_.clear();
    in_order_.clear();
    setObjectName(QStringLiteral("side_") + text_of(side.text));
    for (const Item& item : game.items) {
        ItemEditor* editor = make_editor(entry_.face().words, item);
        connect(editor, &ItemEditor::edited, this,
                [this, side, id = item.id](const Json& value) { entry_.enter_item(side, id, value); });
        rows_->addWidget(editor);
        if (isVisible()) editor->show();
        editors_[item.id] = editor;
        in_order_.push_back(editor);
    }
    rows_->addStretch(1);
    show_keys(keys_);
}

void SidePanel::show_keys(const ItemKeys& keys) {
    keys_ = keys;
    for (std::size_t i = 0; i < std::min(in_order_.size(), keys.size()); ++i)
        in_order_[i]->show_keys(keys[i].first, keys[i].second);
}

void SidePanel::bump(std::size_t item, int by) {
    if (entry_.sheet() != nullptr && item < in_order_.size()) in_order_[item]->bump(by);
}

void SidePanel::render() {
    const Game* game = entry_.game();
    if (entry_.sheet() == nullptr || game == nullptr || side_ >= game->sides.size()) return;
    const SideId& side = game->sides[side_];
    const auto& rules = entry_.face().session.contest().definition;
    if (const std::string key = built_key(entry_); key != built_for_ || rules != built_rules_) {
        built_for_ = key;
        built_rules_ = rules;
        build(*game, side);
    }
    const MatchContent content = entry_.content();
    const auto known = content.sides.find(side.text);
    const auto worth = entry_.worth();
    for (const auto& [id, editor] : editors_) {
        const Json* value = known != content.sides.end() ? known->second.items.find(id) : nullptr;
        editor->show_value(value != nullptr ? *value : Json());
        editor->set_editable(entry_.editable());
        bool trouble = false;
        if (worth)
            for (const SheetFinding& finding : worth->findings)
                trouble = trouble || (finding.error.item == id && finding.error.side == side);
        editor->mark_trouble(trouble || editor->is_wrong());
    }
}

bool SidePanel::focus_wrong() {
    const auto wrong = std::find_if(in_order_.begin(), in_order_.end(),
                                    [](const ItemEditor* editor) { return editor->is_wrong(); });
    if (wrong == in_order_.end()) return false;
    (*wrong)->setFocus();
    return true;
}

bool SidePanel::focus_unanswered() {
    const Game* game = entry_.game();
    if (entry_.sheet() == nullptr || game == nullptr || side_ >= game->sides.size()) return false;
    const MatchContent content = entry_.content();
    const auto known = content.sides.find(game->sides[side_].text);
    if (known == content.sides.end() || known->second.status != SheetStatus::OK) return false;
    for (const Item& item : game->items) {
        if (item.kind != ItemKind::Flag || !item.default_value.is_null()) continue;
        if (known->second.items.find(item.id) != nullptr) continue;
        editors_[item.id]->setFocus();
        return true;
    }
    return false;
}

SharedPanel::SharedPanel(MatchEntry& entry) : entry_(entry), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(8);
}

void SharedPanel::build(const Game& game) {
    clear_layout(column_);
    editors_.clear();
    for (const SharedState& state : game.shared)
        editors_.push_back(state.kind == SharedKind::Grid ? make_grid_editor(entry_, state)
                                                          : make_stacks_editor(entry_, state));
    if (game.kind == GameKind::Series) editors_.push_back(make_bouts_editor(entry_));
    for (SharedEditor* editor : editors_) {
        column_->addWidget(editor);
        if (isVisible()) editor->show();
    }
    column_->addStretch(1);
}

void SharedPanel::render() {
    const Game* game = entry_.game();
    if (entry_.sheet() == nullptr || game == nullptr) return;
    const auto& rules = entry_.face().session.contest().definition;
    if (const std::string key = built_key(entry_); key != built_for_ || rules != built_rules_) {
        built_for_ = key;
        built_rules_ = rules;
        build(*game);
    }
    const MatchContent content = entry_.content();
    for (SharedEditor* editor : editors_) editor->render(content, entry_.editable());
    setVisible(!editors_.empty());
}

std::vector<QString> sheet_findings(const MatchEntry& entry, bool errors) {
    std::vector<QString> texts;
    const auto worth = entry.worth();
    if (!worth) return texts;
    const Words& words = entry.face().words;
    for (const SheetFinding& finding : worth->findings) {
        if ((finding.error.severity == Severity::Error) != errors) continue;
        QString text = finding.message.empty() ? words.say(finding.what) : words.say(finding.message);
        if (finding.error.side)
            text = side_words(words, *entry.game(), *finding.error.side) + QStringLiteral(": ") + text;
        texts.push_back(text);
    }
    return texts;
}

}  // namespace sandau::station
