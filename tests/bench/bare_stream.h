#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sandau::bench {

/// The floor: a bare epoll loop that serves a stream of events to whoever connects, or one fixed answer, and
/// does nothing else. No limits, no slow readers, no state, no safety.
class BareStream {
public:
    /// `tick_ms`: one small event that often, as a server of clocks has it. Not empty, `answer` is what
    /// every request is answered with instead.
    BareStream(std::string first, std::string tick, std::int64_t tick_ms, std::string answer = {});
    ~BareStream();
    BareStream(const BareStream&) = delete;
    BareStream& operator=(const BareStream&) = delete;

    const std::string& address() const { return address_; }
    void publish(std::shared_ptr<const std::string> message);

private:
    void run();
    void accept_all();
    void read(int socket);
    void send_all(const std::string& text);

    std::string first_, tick_, answer_;
    std::string address_;
    int listener_ = -1, poll_ = -1, wake_ = -1, timer_ = -1;
    std::mutex mutex_;
    std::vector<std::shared_ptr<const std::string>> waiting_;
    bool stopping_ = false;
    std::vector<int> sockets_;
    std::thread thread_;
};

}  // namespace sandau::bench
