#include "station/match_sheet_view.h"

#include <QLabel>
#include <QVBoxLayout>

#include "station/kept.h"
#include "station/match_panels.h"
#include "station/match_steps.h"
#include "station/widgets.h"

namespace sandau::station {

MatchSheetView::MatchSheetView(const Face& face, MatchEntry::Mode mode)
    : face_(face),
      entry_(new MatchEntry(face, mode, this)),
      heads_{new SideHead(face, SideHead::Size::Small, Qt::AlignLeft),
             new SideHead(face, SideHead::Size::Small, Qt::AlignRight)},
      sheets_{new SidePanel(*entry_, 0), new SidePanel(*entry_, 1)},
      shared_(new SharedPanel(*entry_)),
      verdict_(new QLabel),
      findings_(new KeptTexts) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(8);
    auto* scroll = new ScrollColumn;
    for (const std::size_t side : {0U, 1U}) {
        scroll->column()->addWidget(heads_[side]);
        scroll->column()->addWidget(sheets_[side]);
    }
    scroll->column()->addWidget(shared_);
    scroll->column()->addStretch(1);
    outer->addWidget(scroll, 1);
    outer->addWidget(findings_);
    verdict_->setProperty("role", "heading");
    verdict_->setWordWrap(true);
    verdict_->setTextFormat(Qt::PlainText);
    verdict_->setObjectName(QStringLiteral("sheet_verdict"));
    outer->addWidget(verdict_);
    connect(entry_, &MatchEntry::changed, this, [this] {
        render();
        emit changed();
    });
}

void MatchSheetView::show_sheet(const RunId& match) {
    entry_->show_sheet(match);
    render();
}

void MatchSheetView::render() {
    const Game* game = entry_->game();
    const auto worth = entry_->worth();
    if (entry_->sheet() == nullptr || game == nullptr || !worth) return;
    for (std::size_t side = 0; side < 2 && side < game->sides.size(); ++side) {
        heads_[side]->show_side(*entry_, side);
        sheets_[side]->render();
    }
    shared_->render();
    std::vector<KeptTexts::Paragraph> findings;
    for (const bool errors : {true, false})
        for (const QString& text : sheet_findings(*entry_, errors))
            findings.push_back({text, "finding", errors ? Tone::Bad : Tone::Warning});
    findings_->show_texts(findings);
    verdict_->setText(verdict_words(face_.words, face_.session.contest(), *entry_->match(), *worth));
}

}  // namespace sandau::station
