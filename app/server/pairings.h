#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scoring/ids.h"
#include "scoring/result.h"
#include "scoring/time.h"

namespace sandau::server {

/// Stations that ask to join, until a person at the host has said which seat each is, or that it is none.
/// Kept in memory alone; a station that stops asking is forgotten by itself. From any thread.
class Pairings {
public:
    static constexpr std::size_t asking_max = 16;
    static constexpr std::size_t asking_of_address_max = 4;
    /// A station asks each second; one that has not been heard of for that long has gone away.
    static constexpr Duration silence_max = seconds(20);

    explicit Pairings(std::function<MonoTime()> now) : now_(std::move(now)) {}

    /// What the station keeps, and the four digits that both sides show.
    struct Ticket {
        std::string id;
        std::string secret;
        std::string code;
    };
    /// `name`: what the people at the station call it. Refused: `station.name`, `station.too_many`.
    Result<Ticket> ask(std::string name, std::string address);

    enum class State { Waiting, Approved, Refused };
    struct Verdict {
        State state = State::Waiting;
        UserId seat;  ///< once approved
    };
    /// Nothing: nobody asks under that id, or the secret is another's.
    std::optional<Verdict> look(std::string_view id, std::string_view secret);

    /// One that waits for a person at the host.
    struct Asking {
        std::string id;
        std::string name;
        std::string code;
        std::string address;
    };
    std::vector<Asking> waiting();
    /// False: it does not wait any more.
    bool approve(std::string_view id, UserId seat);
    bool refuse(std::string_view id);

private:
    struct One {
        Asking asking;
        std::string secret;
        Verdict verdict;
        MonoTime heard_at;
    };
    One* find(std::string_view id);
    bool decide(std::string_view id, Verdict verdict);
    void forget_silent();

    std::function<MonoTime()> now_;
    std::mutex mutex_;
    std::vector<One> all_;
};

}  // namespace sandau::server
