#pragma once

#include <QFrame>
#include <map>
#include <memory>
#include <vector>

#include "station/face.h"
#include "station/keys.h"
#include "station/match_steps.h"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace sandau::station {

class ItemEditor;
class KeptTexts;
class MatchEntry;
class Pill;

/// Who stands on a side, large: mark and word of the side, the team, its total.
class SideHead : public QFrame {
public:
    enum class Size { Large, Small };
    SideHead(const Face& face, Size size, Qt::Alignment align);
    void show_side(const MatchEntry& entry, std::size_t side);
    /// Nobody stands there yet.
    void show_free(std::size_t side);
    /// What may be done about this side, at its foot.
    QVBoxLayout* column() const { return column_; }
    /// What is said least urgently gives way until the side is shown again.
    void make_room();

private:
    void paint_band(const SideLook& look);

    const Face face_;
    QLabel* band_;
    QLabel* team_;
    QLabel* school_;
    QLabel* total_;
    QLabel* parts_;
    Pill* status_;
    QVBoxLayout* column_;
    QString band_shown_;
};

/// A side's items, made from the definition, with what is wrong with them.
class SidePanel : public QWidget {
public:
    SidePanel(MatchEntry& entry, std::size_t side);
    void render();
    /// Puts the cursor where an answer is missing. False: nothing is missing.
    bool focus_unanswered();
    /// Puts the cursor where what is typed is no answer. False: nowhere.
    bool focus_wrong();
    /// One more, or one less, of the n-th item (from 0): what its keys do.
    void bump(std::size_t item, int by);
    /// The keys' names, for each item.
    void show_keys(const ItemKeys& keys);

private:
    void build(const Game& game, const SideId& side);

    MatchEntry& entry_;
    const std::size_t side_;
    std::shared_ptr<const Definition> built_rules_;
    std::string built_for_;
    QVBoxLayout* rows_;
    std::map<std::string, ItemEditor*> editors_;
    std::vector<ItemEditor*> in_order_;  ///< the same, as the rules have them
    ItemKeys keys_;
};

class SharedEditor;

/// What belongs to both sides: grids and stacks drawn as the field looks, and the bouts of a series.
class SharedPanel : public QWidget {
public:
    explicit SharedPanel(MatchEntry& entry);
    void render();
    /// The game has nothing that both sides share.
    bool is_empty() const { return editors_.empty(); }

private:
    void build(const Game& game);

    MatchEntry& entry_;
    std::shared_ptr<const Definition> built_rules_;
    std::string built_for_;
    QVBoxLayout* column_;
    std::vector<SharedEditor*> editors_;
};

/// What the rules find wrong with the sheet as it stands.
std::vector<QString> sheet_findings(const MatchEntry& entry, bool errors);

}  // namespace sandau::station
