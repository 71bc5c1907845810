#include "station/standings_watch.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include "station/session.h"

namespace sandau::station {

StandingsWatch::StandingsWatch(Session& session, Visibility visibility, QObject* parent)
    : QObject(parent),
      session_(session),
      visibility_(visibility),
      following_(std::make_shared<ContestStandings>(visibility)) {
    connect(&session_, &Session::contest_changed, this, &StandingsWatch::forget);
}

void StandingsWatch::forget() {
    following_ = std::make_shared<ContestStandings>(visibility_);
    known_.reset();
    refusal_.reset();
    known_seq_ = -1;
    ++round_;
    computing_ = false;
}

bool StandingsWatch::is_current() const {
    return session_.is_open() && known_seq_ == session_.contest().seq;
}

const Standings* StandingsWatch::look() {
    if (session_.is_open() && !is_current() && !computing_) compute();
    return known_.get();
}

void StandingsWatch::compute() {
    computing_ = true;
    QThreadPool::globalInstance()->start([self = QPointer<StandingsWatch>(this), round = round_,
                                          following = following_, contest = session_.snapshot()->contest] {
        auto standings = std::make_shared<Result<Standings>>(following->of(*contest));
        QCoreApplication* application = QCoreApplication::instance();
        if (application == nullptr) return;
        QMetaObject::invokeMethod(
            application,
            [self, round, standings, seq = contest->seq] {
                if (!self || self->round_ != round) return;
                self->computing_ = false;
                self->known_seq_ = seq;
                if (*standings) {
                    self->known_ = std::make_shared<const Standings>(std::move(**standings));
                    self->refusal_.reset();
                } else {
                    self->refusal_ = standings->error();
                }
                emit self->changed();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace sandau::station
