#pragma once

#include <QObject>
#include <memory>
#include <optional>

#include "scoring/contest.h"
#include "scoring/contest_standings.h"
#include "scoring/result.h"
#include "scoring/standings.h"

namespace sandau::station {

class Session;

/// The standings of the open contest, computed beside Qt's thread and only while somebody asks for them.
class StandingsWatch : public QObject {
    Q_OBJECT

public:
    /// Of what is committed, published or not, for the committee's eyes; or of what is published.
    explicit StandingsWatch(Session& session, Visibility visibility = Visibility::Committed,
                            QObject* parent = nullptr);

    /// The latest known, maybe of an earlier state: then a new one is on its way and `changed` follows.
    /// nullptr: none yet.
    const Standings* look();
    const std::optional<Refusal>& refusal() const { return refusal_; }
    /// True where what `look` gave is of the snapshot's state.
    bool is_current() const;

signals:
    void changed();

private:
    void forget();
    void compute();

    Session& session_;
    const Visibility visibility_;
    std::shared_ptr<ContestStandings> following_;  ///< one computation at a time uses it
    std::shared_ptr<const Standings> known_;
    std::optional<Refusal> refusal_;
    Seq known_seq_ = -1;
    std::uint64_t round_ = 0;  ///< rises when another contest is opened: late results are dropped
    bool computing_ = false;
};

}  // namespace sandau::station
