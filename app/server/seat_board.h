#pragma once

#include <map>
#include <set>
#include <string>

#include "desk/host.h"
#include "server/public_state.h"
#include "server/views.h"

namespace sandau::server {

/// What the seats work on: the sheets with something left to do, the device events to place, the judges' own
/// cells and the panels' progress; each made once for all seats that may see it, and anew only when it
/// changed.
class SeatBoard {
public:
    /// Takes the newest state over. False where nothing of it touches a seat.
    bool update(const std::shared_ptr<const Contest>& contest);
    /// What the user's grants reach, with the seat itself under the key `seat`.
    ResourceTexts texts_for(const User& user) const;

private:
    struct Item {
        SharedText text;
        Scope scope;
        MatchId match{};  ///< whoever has one of its sides sees it
    };
    /// A judge's own cell: nobody else's.
    struct OwnCell {
        SharedText text;
        Scope scope;
        UserId judge;
        std::string rubric;  ///< the key of what is marked by
        std::string key;     ///< its name among the judge's resources
    };
    /// A panel's progress with an entry. Who is to mark it and has not submitted sees no mark of the others.
    struct PanelEntry {
        SharedText open;
        SharedText blind;
        Scope scope;
        std::set<UserId> still_marking;
        std::string rubric;
    };

    void rebuild();
    bool update_what_changed(const Contest& before);
    bool update_sheets(const Contest& before);
    bool update_panels(const Contest& before);
    void put_sheet(const std::string& id);
    void put_run(const Run& run, const Sheet& sheet);
    void put_match(const Match& match, const Sheet& sheet);
    void put_event(const DeviceRecord* old, const DeviceRecord* now);
    void rebuild_panels();
    void put_cell(const Assignment& assignment);
    void put_panel_entry(const PanelRecord& panel, const EntryId& entry);
    void put_panel_entries(const StageId& stage, const EntryId& entry);
    const PanelFigures& figures_of(const StageId& stage);
    void add_panels(ResourceTexts& texts, const User& user) const;

    std::shared_ptr<const Contest> contest_;
    std::map<std::string, Item, std::less<>> items_;
    std::map<std::string, Item, std::less<>> panels_;
    std::map<std::string, SharedText, std::less<>> rubrics_;
    std::map<std::string, OwnCell, std::less<>> cells_;  ///< by assignment
    std::map<std::string, PanelEntry, std::less<>> panel_entries_;
    std::map<StageId, PanelFigures> figures_;
};

}  // namespace sandau::server
