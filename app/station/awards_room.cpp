#include "station/awards_room.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <functional>

#include "scoring/command_payloads.h"
#include "station/choice_row.h"
#include "station/order_dialog.h"
#include "station/rank_words.h"
#include "station/run_steps.h"
#include "station/standings_watch.h"
#include "station/widgets.h"

namespace sandau::station {

/// Who stands in which tier of a division.
class TierCard : public Card {
public:
    TierCard() : name_(heading()), grid_(new KeptGrid(18, 4, 2)) {
        column()->addWidget(name_);
        column()->addWidget(grid_);
    }
    void show_tiers(const QString& name, const std::vector<KeptGrid::Row>& rows) {
        name_->setText(name);
        grid_->show_rows(rows);
    }

private:
    QLabel* name_;
    KeptGrid* grid_;
};

/// What waits for the committee; a tie has a button that records the order.
class FlagBox : public QWidget {
public:
    FlagBox(Words& words, std::function<void(const std::vector<EntryId>&)> decide)
        : text_(new QLabel), decide_(new QPushButton) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        text_->setProperty("role", "finding");
        text_->setWordWrap(true);
        text_->setTextFormat(Qt::PlainText);
        column->addWidget(text_);
        words.bind(decide_, {"Ghi quyết định xếp thứ tự…", "Record the order…"});
        column->addWidget(decide_);
        connect(decide_, &QPushButton::clicked, this, [this, decide = std::move(decide)] { decide(tied_); });
    }
    void show_flag(const QString& text, const Flag& flag) {
        text_->setText(text);
        tied_ = flag.entries;
        decide_->setVisible(flag.kind == "tie_straddles_tier");
    }

private:
    QLabel* text_;
    QPushButton* decide_;
    std::vector<EntryId> tied_;
};

AwardsRoom::AwardsRoom(const Face& face)
    : Room(face),
      head_(new PageHead(face.words, {"Giải thưởng", "Awards"})),
      schemes_(new ChoiceRow),
      no_awards_(muted()),
      divisions_(new QVBoxLayout),
      no_flags_(muted()),
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
    divisions_.column()->setSpacing(12);
    face_.words.bind(no_awards_, {"Thể lệ này không có giải thưởng.", "These rules have no awards."});
    scroll->column()->addWidget(no_awards_);
    scroll->column()->addLayout(divisions_.column());
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
    posted_->setProperty("role", "small");
    card->column()->addWidget(posted_);
    card->column()->addWidget(line());
    auto* open = heading();
    face_.words.bind(open, {"Chờ quyết định", "To be decided"});
    card->column()->addWidget(open);
    auto* scroll = new ScrollColumn;
    flags_.column()->setSpacing(8);
    face_.words.bind(no_flags_, {"Không có việc nào.", "Nothing."});
    scroll->column()->addWidget(no_flags_);
    scroll->column()->addLayout(flags_.column());
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
    const Awards* chosen = scheme();
    publish_->setEnabled(chosen != nullptr);
    no_awards_->setVisible(chosen == nullptr);
    if (chosen == nullptr) return;
    render_divisions(*chosen);
    render_money(*chosen);
    render_flags(*chosen);
    const Publication* posted =
        face_.session.contest().table<Publication>().find("awards:" + chosen->id.text);
    posted_->setText(posted == nullptr
                         ? face_.say({"Chưa công bố", "Not published"})
                         : face_.say({"Đã công bố lúc %1", "Published at %1"})
                               .arg(face_.words.day_and_time(posted->published_at, face_.utc_offset_min())));
}

void AwardsRoom::render_divisions(const Awards& chosen) {
    const Definition& definition = face_.session.definition();
    std::vector<std::string> keys;
    std::vector<const Division*> divisions;
    const Stage* stage = definition.stage(chosen.from);
    if (chosen.per == Awards::Per::Contest) {
        keys.push_back("contest");
        divisions.push_back(nullptr);
    } else if (stage != nullptr) {
        for (const DivisionPlay& play : stage->divisions)
            if (const Division* division = definition.division(play.division)) {
                keys.push_back("division:" + division->id.text);
                divisions.push_back(division);
            }
    }
    divisions_.show(
        keys, [](const std::string&) { return new TierCard; },
        [&](TierCard* card, std::size_t i) {
            const Division* division = divisions[i];
            card->show_tiers(
                face_.say(division != nullptr ? division->name : chosen.name),
                rows_of(chosen, division != nullptr ? std::optional(division->id) : std::nullopt));
        });
}

std::vector<KeptGrid::Row> AwardsRoom::rows_of(const Awards& chosen,
                                               const std::optional<DivisionId>& division) const {
    const Contest& contest = face_.session.contest();
    const Standings* standings = face_.standings.look();
    std::vector<KeptGrid::Row> rows;
    for (const Tier& tier : chosen.tiers) {
        std::vector<const AwardRow*> awarded;
        if (standings != nullptr)
            for (const AwardRow& one : standings->awards)
                if (one.scheme == chosen.id && one.tier == tier.id && one.division == division)
                    awarded.push_back(&one);
        const bool full = tier.max && static_cast<std::int64_t>(awarded.size()) >= *tier.max;
        KeptGrid::Row first{{face_.say(tier.name), "heading", Tone::Plain, Qt::AlignTop},
                            {tier.max ? QStringLiteral("%1/%2").arg(awarded.size()).arg(*tier.max)
                                      : QString::number(awarded.size()),
                             "pill", full ? Tone::Good : Tone::Plain, Qt::AlignTop}};
        if (awarded.empty()) {
            first.push_back({face_.say({"chưa có đội", "nobody yet"}), "muted"});
            rows.push_back(first);
        }
        for (const AwardRow* one : awarded) {
            const Entry* entry = contest.table<Entry>().find(one->entry.text);
            KeptGrid::Row row = one == awarded.front() ? first : KeptGrid::Row{{}, {}};
            row.push_back({entry_name(contest, one->entry)});
            row.push_back({entry != nullptr ? organization_name(contest, *entry) : QString(), "muted"});
            row.push_back({one->money ? face_.words.money(one->money->text()) : QString(), "plain",
                           Tone::Plain, Qt::AlignRight});
            rows.push_back(std::move(row));
        }
    }
    return rows;
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
    std::vector<std::string> keys;
    std::vector<const Flag*> open;
    if (const Standings* standings = face_.standings.look())
        for (const Flag& flag : standings->flags) {
            if (flag.scheme != chosen.id) continue;
            keys.push_back(std::to_string(keys.size()));
            open.push_back(&flag);
        }
    no_flags_->setVisible(open.empty());
    flags_.show(
        keys,
        [this](const std::string&) {
            return new FlagBox(face_.words, [this](const std::vector<EntryId>& tied) {
                if (const Awards* now = scheme()) ask_order(tied, now->from);
            });
        },
        [&](FlagBox* box, std::size_t i) {
            QStringList names;
            for (const EntryId& entry : open[i]->entries) names << entry_name(face_.session.contest(), entry);
            box->show_flag(flag_words(face_.words, face_.session.definition(), *open[i], names), *open[i]);
        });
}

void AwardsRoom::ask_order(const std::vector<EntryId>& tied, const StageId& stage) {
    const OrderDialog::Asks asks{
        {"Quyết định của Ban Tổ chức", "The committee's decision"},
        {"Xếp thứ tự các đội bằng nhau, hơn ở trên", "Put the teams that tie in order, the better one above"},
        {"Căn cứ của quyết định (bắt buộc)", "What the decision rests on (required)"},
        {"Ghi quyết định", "Record the decision"}};
    auto* dialog = new OrderDialog(face_, tied, asks, this);
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
