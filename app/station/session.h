#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QThreadPool>
#include <QTimer>
#include <functional>
#include <map>
#include <optional>

#include "scoring/command.h"
#include "station/station.h"

namespace sandau::station {

/// How safe a change is that was made here: only on this device, taken by the host, on the disk.
enum class Saved { Here, Received, Durable };

/// What this station did last and could undo by name.
struct DoneHere {
    Seq seq = 0;
    QString named;
    WallTime at;
};

/// The open contest as the faces see it: the latest snapshot on Qt's thread, commands out, answers back.
/// What others change comes at most twenty times a second, and never takes more than half of Qt's time; the
/// answer to what is done here comes at once.
class Session : public QObject {
    Q_OBJECT

public:
    using Then = std::function<void(const Result<Answer>&)>;

    explicit Session(std::function<Instant()> now, QObject* parent = nullptr);
    ~Session() override;

    void take(OpenedContest opened);
    /// Lets go of the contest. What that takes (a host that ends its threads) happens beside Qt's thread.
    void close();
    /// Opening and letting go, one after the other, beside Qt's thread: a file that is opened again is
    /// free by then.
    void beside(std::function<void()> work) { hosts_.start(std::move(work)); }
    bool is_open() const { return snapshot_ != nullptr; }

    const OpenedContest& opened() const { return opened_; }
    const SnapshotPtr& snapshot() const { return snapshot_; }
    /// Only while a contest is open.
    const Contest& contest() const { return *snapshot_->contest; }
    const Definition& definition() const { return *contest().definition; }
    Instant now() const { return now_(); }

    /// Hands a command in. `named` says what was done, for the undo button and the notice (empty: neither).
    /// `then` is called on Qt's thread, unless `context` is gone by then.
    template <class Payload>
    void submit(QObject* context, const Payload& payload, const QString& named, Then then = {},
                std::map<std::string, Seq> expect = {}) {
        Command command = command_of(new_id(), keyboard_actor, payload);
        command.expect = std::move(expect);
        hand_in(context, std::move(command), named, std::move(then));
    }
    /// What the rules have against a command as the contest stands here; nothing: nothing. For a dialog that
    /// is still open: the host decides anew.
    template <class Payload>
    std::optional<Refusal> would_refuse(const Payload& payload) const {
        return refusal_of(command_of(new_id(), keyboard_actor, payload));
    }
    /// The version of an object as this snapshot has it, to be expected by a command.
    std::map<std::string, Seq> as_seen(const std::string& object) const;

    /// How safe a change is that was handed in and is not answered. A joined station's host may never have
    /// heard of it.
    Saved handed_in() const { return opened_.link ? Saved::Here : Saved::Received; }
    /// Commands that were handed in and are not answered yet.
    int waiting() const { return waiting_; }
    const std::optional<DoneHere>& last_done() const { return last_done_; }
    void undo_last(QObject* context);
    void undo(QObject* context, Seq seq, const QString& named);

signals:
    void contest_changed();  ///< another contest, or none
    void snapshot_changed();
    void done(const QString& named);
    void refused(const sandau::Refusal& refusal, const QString& named);
    void waiting_changed();

private:
    static CommandId new_id();
    std::optional<Refusal> refusal_of(const Command& command) const;
    void hand_in(QObject* context, Command command, const QString& named, Then then);
    void answered(const Result<Answer>& result, const QString& named, bool undoable);
    void look_soon();
    void take_snapshot();

    std::function<Instant()> now_;
    OpenedContest opened_;
    SnapshotPtr snapshot_;
    Subscription subscription_;
    std::optional<DoneHere> last_done_;
    int waiting_ = 0;
    QElapsedTimer since_drawn_;
    qint64 drawing_ms_ = 0;  ///< how long the faces took over the last snapshot
    QTimer later_;
    QThreadPool hosts_;  ///< of one thread; ends with what was begun
};

}  // namespace sandau::station
