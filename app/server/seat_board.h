#pragma once

#include <map>
#include <set>
#include <string>

#include "desk/host.h"
#include "server/public_state.h"
#include "server/views.h"

namespace sandau::server {

/// What the seats work on: the sheets with something left to do and the device events to place, each made
/// once for all seats that may see it, and anew only when it changed.
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
    };
    void put_run(const std::string& run);
    void put_event(const DeviceRecord* old, const DeviceRecord* now);
    void rebuild();
    bool update_what_changed(const Contest& before);

    std::shared_ptr<const Contest> contest_;
    std::map<std::string, Item, std::less<>> items_;
};

}  // namespace sandau::server
