#include "station/session.h"

#include <QCoreApplication>
#include <QUuid>
#include <algorithm>
#include <atomic>

#include "scoring/command_payloads.h"

namespace sandau::station {

namespace {
constexpr qint64 rest_ms = 50;

/// Runs on Qt's thread, whichever thread asks. The application outlives every host.
void post(std::function<void()> work) {
    if (QCoreApplication* application = QCoreApplication::instance())
        QMetaObject::invokeMethod(application, std::move(work), Qt::QueuedConnection);
}
}  // namespace

Session::Session(std::function<Instant()> now, QObject* parent) : QObject(parent), now_(std::move(now)) {
    hosts_.setMaxThreadCount(1);
    later_.setSingleShot(true);
    connect(&later_, &QTimer::timeout, this, &Session::take_snapshot);
}

Session::~Session() {
    close();
}

void Session::take(OpenedContest opened) {
    close();
    opened_ = std::move(opened);
    // One posted call at a time: a burst of snapshots costs the window one look.
    auto posted = std::make_shared<std::atomic<bool>>(false);
    subscription_ = opened_.host->subscribe([self = QPointer<Session>(this), posted](SnapshotPtr) {
        if (posted->exchange(true)) return;
        post([self, posted] {
            posted->store(false);
            if (self && self->opened_.host) self->look_soon();
        });
    });
    snapshot_ = opened_.host->snapshot();
    emit contest_changed();
    emit snapshot_changed();
}

void Session::close() {
    if (!opened_.host) return;
    later_.stop();
    subscription_ = Subscription();
    snapshot_.reset();
    auto gone = std::make_shared<OpenedContest>(std::exchange(opened_, OpenedContest()));
    beside([gone]() mutable { gone.reset(); });
    last_done_.reset();
    emit contest_changed();
}

void Session::look_soon() {
    if (later_.isActive()) return;
    const qint64 rest = std::max(rest_ms, drawing_ms_);
    const qint64 wait = since_drawn_.isValid() ? rest - since_drawn_.elapsed() : 0;
    if (wait > 0) return later_.start(static_cast<int>(wait));
    take_snapshot();
}

void Session::take_snapshot() {
    if (!opened_.host) return;
    later_.stop();
    SnapshotPtr latest = opened_.host->snapshot();
    if (snapshot_ && latest->version == snapshot_->version) return;
    snapshot_ = std::move(latest);
    QElapsedTimer drawing;
    drawing.start();
    emit snapshot_changed();
    drawing_ms_ = drawing.elapsed();
    since_drawn_.start();
}

CommandId Session::new_id() {
    return CommandId(QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString());
}

std::optional<Refusal> Session::refusal_of(const Command& command) const {
    const auto nothing_kept = [](const auto&) { return std::string(); };
    const Result<Outcome> outcome = decide(contest(), command, {now(), nothing_kept, nothing_kept});
    return outcome ? std::nullopt : std::optional(outcome.error());
}

std::map<std::string, Seq> Session::as_seen(const std::string& object) const {
    return {{object, contest().version(object)}};
}

void Session::hand_in(QObject* context, Command command, const QString& named, Then then) {
    if (!opened_.host) return;
    ++waiting_;
    emit waiting_changed();
    const bool undoable = command.kind != commands::JournalUndo::kind;
    opened_.host->submit(std::move(command), Lane::People,
                         [self = QPointer<Session>(this), asker = QPointer<QObject>(context), named,
                          then = std::move(then), undoable](const Result<Answer>& result) {
                             post([self, asker, named, then, undoable, result] {
                                 if (!self) return;
                                 self->answered(result, named, undoable);
                                 if (asker && then) then(result);
                             });
                         });
}

void Session::answered(const Result<Answer>& result, const QString& named, bool undoable) {
    --waiting_;
    emit waiting_changed();
    if (!opened_.host) return;
    take_snapshot();
    if (!result) {
        emit refused(result.error(), named);
        return;
    }
    if (named.isEmpty()) return;
    last_done_.reset();
    if (undoable && result->seq > 0) last_done_ = DoneHere{result->seq, named, now_().wall};
    emit done(named);
}

void Session::undo_last(QObject* context) {
    if (!last_done_) return;
    undo(context, last_done_->seq, last_done_->named);
}

void Session::undo(QObject* context, Seq seq, const QString& named) {
    submit(context, commands::JournalUndo{seq}, named);
}

}  // namespace sandau::station
