#include "server/events.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <optional>

namespace sandau::server {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// What the kernel may hold for one reader: beyond it a slow one would get a backlog out of its buffers.
constexpr int send_buffer_bytes = 64 << 10;

/// How many readers get a message before others have their turn: half a millisecond of sending.
constexpr std::size_t readers_in_one_go = 64;

}  // namespace

struct EventHub::Stream {
    Stream(Wire its_wire, StreamWish& its_wish, std::function<void()> when_gone)
        : wire(std::move(its_wire)), gone(std::move(when_gone)) {
        if (!its_wish.user.empty())
            seat = std::make_unique<Seat>(Seat{std::move(its_wish.user), std::move(its_wish.session)});
    }

    Wire wire;
    /// Whose events these are; most are the public's.
    struct Seat {
        std::string user, session;
    };
    std::unique_ptr<const Seat> seat;
    bool is_of_user(std::string_view user) const { return seat && seat->user == user; }
    std::function<void()> gone;
    /// A piece of a message, waiting. A message that has begun has to be finished before another one.
    struct Piece {
        SharedText text;
        bool last = true;
    };
    std::vector<Piece> queue;
    std::size_t offset = 0;  ///< of the first piece, already with the kernel
    bool begun = false;      ///< pieces of the first message are gone already
    std::size_t index = 0;   ///< in streams_
    std::uint64_t had = 0;   ///< of all messages that were published
    std::chrono::steady_clock::time_point progress = std::chrono::steady_clock::now();
    bool waiting = false;
    bool behind = false;
    bool closed = false;
};

EventHub::EventHub(const ServerLimits& limits, Metrics& metrics, Source source, Later later)
    : limits_(limits), metrics_(metrics), source_(std::move(source)), later_(std::move(later)) {}

EventHub::~EventHub() {
    close_all();
}

void EventHub::add(Wire wire, std::string head, StreamWish wish, std::function<void()> gone) {
    wire.set_send_buffer(send_buffer_bytes);
    const auto stream = std::make_shared<Stream>(std::move(wire), wish, std::move(gone));
    stream->index = streams_.size();
    stream->had = published_;
    streams_.push_back(stream);
    ++metrics_.streams_open;
    await_end(stream);
    stream->queue.push_back({std::make_shared<const std::string>(std::move(head)), true});
    auto missed =
        stream->seat || wish.last_event_id.empty() ? std::nullopt : source_.missed(wish.last_event_id);
    if (missed) {
        ++metrics_.stream_resumed;
        for (const SharedText& message : *missed) stream->queue.push_back({message, true});
    } else {
        push_state(stream);
    }
    flush(stream);
}

void EventHub::publish(const SharedText& message) {
    ++metrics_.stream_messages;
    ++published_;
    messages_.push_back(message);
    if (!is_going_round_) go_round();
}

void EventHub::go_round() {
    if (!is_going_round_) {
        is_going_round_ = true;
        not_visited_ = streams_.size();
        of_this_round_ = messages_.size();
    }
    // From the end, so that one that goes away (the last takes its place) leaves nobody out.
    not_visited_ = std::min(not_visited_, streams_.size());
    for (std::size_t n = 0; n < readers_in_one_go && not_visited_ > 0; ++n)
        catch_up(StreamPtr(streams_[--not_visited_]));
    if (not_visited_ == 0) {
        messages_.erase(messages_.begin(), messages_.begin() + static_cast<std::ptrdiff_t>(of_this_round_));
        is_going_round_ = false;
        if (messages_.empty()) return;
    }
    later_([this] { go_round(); });
}

void EventHub::catch_up(const StreamPtr& stream) {
    while (stream->had < published_ && !stream->closed) {
        const std::uint64_t missing = published_ - stream->had;
        stream->had = published_ - missing + 1;
        push(stream, messages_[messages_.size() - missing]);
    }
}

void EventHub::publish_to(const std::string& user, const SharedText& message) {
    ++metrics_.stream_messages;
    for (std::size_t i = streams_.size(); i-- > 0;) {
        if (!streams_[i]->is_of_user(user)) continue;
        const StreamPtr stream = streams_[i];
        catch_up(stream);
        if (!stream->closed) push(stream, message);
    }
}

void EventHub::push(const StreamPtr& stream, const SharedText& message) {
    if (stream->behind) return;
    // Nearly everybody keeps up: what the socket takes at once needs no queue.
    if (stream->queue.empty() && write_first(*stream, *message) == Written::Whole) return;
    if (stream->queue.size() >= limits_.stream_queue) {
        ++metrics_.stream_behind;
        return fall_behind(stream);
    }
    stream->queue.push_back({message, true});
    if (!stream->waiting) flush(stream);
}

EventHub::Written EventHub::write_first(Stream& stream, const std::string& message) {
    error_code error;
    stream.offset = stream.wire.write_some(asio::buffer(message), error);
    metrics_.stream_bytes += stream.offset;
    if (stream.offset < message.size()) {
        // What is wrong with the socket is found again when the rest is to go out.
        stream.progress = std::chrono::steady_clock::now();
        return Written::InPart;
    }
    stream.offset = 0;
    return Written::Whole;
}

void EventHub::fall_behind(const StreamPtr& stream) {
    // A message that went out in part has to be finished; all others are overtaken by the state.
    std::size_t kept = 0;
    if (stream->offset > 0 || stream->begun)
        while (kept < stream->queue.size() && !stream->queue[kept++].last) {
        }
    stream->queue.resize(kept);
    stream->behind = true;
}

void EventHub::push_state(const StreamPtr& stream) {
    // What is still on its way is older than the state.
    stream->had = published_;
    for (SharedText& piece : source_.snapshot(stream->seat ? stream->seat->user : std::string()))
        stream->queue.push_back({std::move(piece), false});
    stream->queue.back().last = true;
}

void EventHub::restart() {
    for (std::size_t i = streams_.size(); i-- > 0;) {
        const StreamPtr stream = streams_[i];
        stream->had = published_;
        fall_behind(stream);
        if (!stream->waiting) flush(stream);
    }
}

void EventHub::flush(const StreamPtr& stream) {
    while (!stream->queue.empty() || stream->behind) {
        if (stream->queue.empty()) {
            stream->behind = false;
            push_state(stream);
        }
        const std::string& message = *stream->queue.front().text;
        error_code error;
        const std::size_t written = stream->wire.write_some(
            asio::buffer(message.data() + stream->offset, message.size() - stream->offset), error);
        if (error == asio::error::would_block || error == asio::error::try_again) {
            stream->waiting = true;
            stream->wire.async_wait_write([this, stream](error_code failed) {
                stream->waiting = false;
                if (failed || stream->closed) return remove(stream);
                flush(stream);
            });
            return;
        }
        if (error) return remove(stream);
        stream->progress = std::chrono::steady_clock::now();
        metrics_.stream_bytes += written;
        stream->offset += written;
        if (stream->offset < message.size()) continue;
        stream->offset = 0;
        stream->begun = !stream->queue.front().last;
        stream->queue.erase(stream->queue.begin());
    }
    // The room for a queue is only there while there is one: most readers keep up.
    if (stream->queue.capacity() > 0) std::vector<Stream::Piece>().swap(stream->queue);
}

void EventHub::await_end(const StreamPtr& stream) {
    stream->wire.async_wait_read([this, stream](error_code failed) {
        if (failed || stream->closed) return remove(stream);
        // Nobody has anything to say on a stream of events; what comes is thrown away.
        std::array<char, 512> nothing{};
        error_code error;
        stream->wire.read_some(asio::buffer(nothing), error);
        if (error && error != asio::error::would_block && error != asio::error::try_again)
            return remove(stream);
        await_end(stream);
    });
}

void EventHub::remove(const StreamPtr& stream) {
    if (stream->closed) return;
    stream->closed = true;
    stream->wire.close();
    --metrics_.streams_open;
    streams_.back()->index = stream->index;
    std::swap(streams_[stream->index], streams_.back());
    streams_.pop_back();
    if (stream->gone) stream->gone();
}

std::set<std::string> EventHub::users() const {
    std::set<std::string> users;
    for (const StreamPtr& stream : streams_)
        if (stream->seat) users.insert(stream->seat->user);
    return users;
}

void EventHub::end_session(std::string_view session) {
    for (std::size_t i = streams_.size(); i-- > 0;)
        if (!session.empty() && streams_[i]->seat && streams_[i]->seat->session == session)
            remove(StreamPtr(streams_[i]));
}

void EventHub::end_user(const std::string& user) {
    for (std::size_t i = streams_.size(); i-- > 0;)
        if (streams_[i]->is_of_user(user)) remove(StreamPtr(streams_[i]));
}

void EventHub::sweep(std::chrono::steady_clock::time_point now) {
    const auto limit = std::chrono::milliseconds(limits_.write_ms);
    for (std::size_t i = streams_.size(); i-- > 0;)
        if (streams_[i]->waiting && now - streams_[i]->progress > limit) remove(StreamPtr(streams_[i]));
}

void EventHub::close_all() {
    while (!streams_.empty()) remove(StreamPtr(streams_.back()));
}

}  // namespace sandau::server
