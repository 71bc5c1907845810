#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/http.h"
#include "server/metrics.h"
#include "server/server.h"
#include "server/wire.h"

namespace sandau::server {

/// The readers of events and their connections. A message is one shared buffer for all of them; writing never
/// waits: what a socket does not take at once waits in a queue of a few, and a reader whose queue is full
/// gets the latest state when it reads again, not the backlog. All on the io thread, which a message to
/// thousands does not keep from others: it goes out to some of them, then it is the next one's turn.
class EventHub {
public:
    /// Where a reader's first message comes from.
    struct Source {
        /// The whole state as one event in pieces, for the public (an empty name) or a seat.
        std::function<std::vector<SharedText>(const std::string& user)> snapshot;
        /// What was missed since; nothing: too much, or another epoch.
        std::function<std::optional<std::vector<SharedText>>(std::string_view last_event_id)> missed;
    };

    /// `later`: runs a job once all that waits on the io thread has had its turn.
    using Later = std::function<void(std::function<void()> job)>;

    EventHub(const ServerLimits& limits, Metrics& metrics, Source source, Later later);
    ~EventHub();

    void add(Wire wire, std::string head, StreamWish wish, std::function<void()> gone);

    void publish(const SharedText& message);
    void publish_to(const std::string& user, const SharedText& message);

    /// Everybody gets the state anew.
    void restart();

    /// The users whose seats are watched.
    std::set<std::string> users() const;
    void end_session(std::string_view session);
    void end_user(const std::string& user);
    /// Cuts off who has taken nothing for too long.
    void sweep(std::chrono::steady_clock::time_point now);
    void close_all();
    std::size_t size() const { return streams_.size(); }

private:
    struct Stream;
    using StreamPtr = std::shared_ptr<Stream>;

    void go_round();
    void catch_up(const StreamPtr& stream);
    void push(const StreamPtr& stream, const SharedText& message);
    enum class Written { Whole, InPart };
    Written write_first(Stream& stream, const std::string& message);
    void fall_behind(const StreamPtr& stream);
    void push_state(const StreamPtr& stream);
    void flush(const StreamPtr& stream);
    void await_end(const StreamPtr& stream);
    void remove(const StreamPtr& stream);

    const ServerLimits& limits_;
    Metrics& metrics_;
    Source source_;
    Later later_;
    std::vector<StreamPtr> streams_;

    /// Messages on their way, in order; the last is the `published_`th of all. A round hands each stream
    /// whatever it has not had yet, from the last to the first of them.
    std::deque<SharedText> messages_;
    std::uint64_t published_ = 0;
    std::size_t not_visited_ = 0;    ///< of the streams, in the round that goes on
    std::size_t of_this_round_ = 0;  ///< messages that everybody has once it ends
    bool is_going_round_ = false;
};

}  // namespace sandau::server
