#include "station/awards_room.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "scoring/command_payloads.h"
#include "station/choice_row.h"
#include "station/order_dialog.h"
#include "station/rank_words.h"
#include "station/run_steps.h"
#include "station/standings_watch.h"
#include "station/widgets.h"

namespace sandau::station {

AwardsRoom::AwardsRoom(const Face& face)
    : Room(face),
      head_(new PageHead(face.words, {"Giải thưởng", "Awards"})),
      schemes_(new ChoiceRow),
      divisions_(new QVBoxLayout),
      flags_(new QVBoxLayout),
      money_(new QLabel),
      spent_(new QProgressBar),
      posted_(new QLabel),
      publish_(new QPushButton) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 20, 12);
    outer->setSpacing(12);
    outer->addWidget(head_);
    outer->addWidget(schemes_);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(14);
    auto* scroll = new ScrollColumn;
    divisions_->setSpacing(12);
    scroll->column()->addLayout(divisions_);
    scroll->column()->addStretch(1);
    halves->addWidget(scroll, 1);
    halves->addWidget(build_side());
    outer->addLayout(halves, 1);
    publish_->setProperty("role", "primary");
    face_.words.bind(publish_, {"Công bố giải", "Publish the awards"});
    put_icon(publish_, QStringLiteral("publish"));
    head_->right()->addWidget(publish_);
    connect(schemes_, &ChoiceRow::changed, this, &AwardsRoom::render);
    connect(publish_, &QPushButton::clicked, this, &AwardsRoom::publish);
}

QWidget* AwardsRoom::build_side() {
    auto* card = new Card;
    card->setFixedWidth(350);
    auto* budget = heading();
    face_.words.bind(budget, {"Tiền thưởng", "Prize money"});
    card->column()->addWidget(budget);
    money_->setProperty("role", "value");
    money_->setWordWrap(true);
    card->column()->addWidget(money_);
    spent_->setTextVisible(false);
    card->column()->addWidget(spent_);
    card->column()->addWidget(posted_);
    card->column()->addWidget(line());
    auto* open = heading();
    face_.words.bind(open, {"Chờ quyết định", "To be decided"});
    card->column()->addWidget(open);
    auto* scroll = new ScrollColumn;
    flags_->setSpacing(8);
    scroll->column()->addLayout(flags_);
    scroll->column()->addStretch(1);
    card->column()->addWidget(scroll, 1);
    return card;
}

const Awards* AwardsRoom::scheme() const {
    return face_.session.definition().award(AwardsId(schemes_->chosen()));
}

void AwardsRoom::render() {
    std::vector<ChoiceRow::Choice> schemes;
    for (const Awards& one : face_.session.definition().awards)
        schemes.push_back({one.id.text, face_.say(one.name)});
    schemes_->show_choices(schemes);
    schemes_->setVisible(schemes.size() > 1);
    clear_layout(divisions_);
    clear_layout(flags_);
    const Awards* chosen = scheme();
    publish_->setEnabled(chosen != nullptr);
    if (chosen == nullptr) {
        divisions_->addWidget(
            muted(face_.say({"Thể lệ này không có giải thưởng.", "These rules have no awards."})));
        return;
    }
    if (chosen->per == Awards::Per::Contest) {
        render_division(*chosen, std::nullopt, face_.say(chosen->name));
    } else {
        const Stage* stage = face_.session.definition().stage(chosen->from);
        if (stage != nullptr)
            for (const DivisionPlay& play : stage->divisions)
                if (const Division* division = face_.session.definition().division(play.division))
                    render_division(*chosen, division->id, face_.say(division->name));
    }
    render_money(*chosen);
    render_flags(*chosen);
    const Publication* posted =
        face_.session.contest().table<Publication>().find("awards:" + chosen->id.text);
    posted_->setText(posted == nullptr
                         ? face_.say({"Chưa công bố", "Not published"})
                         : face_.say({"Đã công bố lúc %1", "Published at %1"})
                               .arg(face_.words.day_and_time(posted->published_at, face_.utc_offset_min())));
    posted_->setProperty("role", "small");
}

void AwardsRoom::render_division(const Awards& chosen, const std::optional<DivisionId>& division,
                                 const QString& name) {
    const Contest& contest = face_.session.contest();
    const Standings* standings = face_.standings.look();
    auto* card = new Card;
    card->column()->addWidget(heading(name));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(2, 1);
    int row = 0;
    for (const Tier& tier : chosen.tiers) {
        std::vector<const AwardRow*> awarded;
        if (standings != nullptr)
            for (const AwardRow& one : standings->awards)
                if (one.scheme == chosen.id && one.tier == tier.id && one.division == division)
                    awarded.push_back(&one);
        auto* title = new QLabel(face_.say(tier.name));
        title->setProperty("role", "heading");
        grid->addWidget(title, row, 0, Qt::AlignTop);
        const bool full = tier.max && static_cast<std::int64_t>(awarded.size()) >= *tier.max;
        auto* quota = new Pill(tier.max ? QStringLiteral("%1/%2").arg(awarded.size()).arg(*tier.max)
                                        : QString::number(awarded.size()),
                               full ? Tone::Good : Tone::Plain);
        grid->addWidget(quota, row, 1, Qt::AlignTop);
        if (awarded.empty()) grid->addWidget(muted(face_.say({"chưa có đội", "nobody yet"})), row, 2);
        for (const AwardRow* one : awarded) {
            const Entry* entry = contest.table<Entry>().find(one->entry.text);
            auto* team = new QLabel(entry_name(contest, one->entry));
            team->setTextFormat(Qt::PlainText);
            auto* school = new QLabel(entry != nullptr ? organization_name(contest, *entry) : QString());
            school->setProperty("role", "muted");
            auto* money = new QLabel(one->money ? face_.words.money(one->money->text()) : QString());
            grid->addWidget(team, row, 2);
            grid->addWidget(school, row, 3);
            grid->addWidget(money, row, 4, Qt::AlignRight);
            ++row;
        }
        ++row;
    }
    card->column()->addLayout(grid);
    divisions_->addWidget(card);
}

void AwardsRoom::render_money(const Awards& chosen) {
    Rational sum;
    std::size_t count = 0;
    if (const Standings* standings = face_.standings.look())
        for (const AwardRow& row : standings->awards)
            if (row.scheme == chosen.id) {
                ++count;
                if (row.money) sum += *row.money;
            }
    head_->set_note(
        face_.say({"%1 giải, gồm cả kết quả chưa công bố", "%1 awards, unpublished results included"})
            .arg(count));
    const QString given = face_.words.money(sum.text());
    if (!chosen.budget_max) {
        money_->setText(given);
        spent_->hide();
        return;
    }
    money_->setText(
        face_.say({"%1 trên %2", "%1 of %2"}).arg(given, face_.words.money(chosen.budget_max->text())));
    spent_->show();
    const std::optional<std::int64_t> share =
        chosen.budget_max->is_zero() ? std::nullopt
                                     : (sum * Rational(100) / *chosen.budget_max).floor().as_int64();
    spent_->setValue(static_cast<int>(std::clamp<std::int64_t>(share.value_or(0), 0, 100)));
}

void AwardsRoom::render_flags(const Awards& chosen) {
    const Standings* standings = face_.standings.look();
    bool any = false;
    if (standings != nullptr)
        for (const Flag& flag : standings->flags) {
            if (flag.scheme != chosen.id) continue;
            any = true;
            QStringList names;
            for (const EntryId& entry : flag.entries) names << entry_name(face_.session.contest(), entry);
            auto* label = new QLabel(flag_words(face_.words, face_.session.definition(), flag, names));
            label->setProperty("role", "finding");
            label->setWordWrap(true);
            label->setTextFormat(Qt::PlainText);
            flags_->addWidget(label);
            if (flag.kind != "tie_straddles_tier") continue;
            auto* decide = new QPushButton(face_.say({"Ghi quyết định xếp thứ tự…", "Record the order…"}));
            connect(decide, &QPushButton::clicked, this,
                    [this, tied = flag.entries, from = chosen.from] { ask_order(tied, from); });
            flags_->addWidget(decide);
        }
    if (!any) flags_->addWidget(muted(face_.say({"Không có việc nào.", "Nothing."})));
}

void AwardsRoom::ask_order(const std::vector<EntryId>& tied, const StageId& stage) {
    auto* dialog = new OrderDialog(face_, tied, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, stage] {
        Json decision;
        decision.set("stage", stage.text).set("kind", "order").set("entries", to_json(dialog->order()));
        decision.set("by", "committee").set("reason", dialog->reason().toStdString());
        face_.session.submit(this, commands::DecisionMake{decision},
                             face_.say({"quyết định thứ tự", "decide the order"}));
    });
    dialog->open();
}

void AwardsRoom::publish() {
    face_.session.submit(this, commands::AwardPublish{AwardsId(schemes_->chosen())},
                         face_.say({"công bố giải", "publish the awards"}));
}

}  // namespace sandau::station
