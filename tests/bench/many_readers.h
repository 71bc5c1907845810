#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sandau::bench {

/// Nanoseconds of CLOCK_MONOTONIC, which all processes of the machine share.
std::int64_t monotonic_ns();

/// What a message has in it so that its readers know when it was published: @NANOSECONDS@, 19 digits.
std::string stamp_of(std::int64_t at_ns);

/// How long deliveries took.
struct Deliveries {
    std::uint64_t count = 0;
    double p50_ms = 0;
    double p99_ms = 0;
    double worst_ms = 0;
};

/// Thousands of readers of events in a process of their own: what they cost is not counted with the
/// server. Must be made before the program has other threads.
class ManyReaders {
public:
    ManyReaders();
    ~ManyReaders();
    ManyReaders(const ManyReaders&) = delete;
    ManyReaders& operator=(const ManyReaders&) = delete;

    /// Connects to ADDRESS:PORT and asks each time for `target`; `silent` of them never read a byte. Returns
    /// when all have what they are sent at first.
    void connect(const std::string& address, const std::string& target, std::size_t count,
                 std::size_t silent = 0);
    /// From now on so many a second go away and come back at the place in the stream where they were.
    void reconnect(std::size_t per_second);
    void disconnect();

    void start_counting();
    /// Waits until as many stamped messages have been read, or nothing came for a second.
    Deliveries counted(std::uint64_t expected);

    std::uint64_t reconnected() const;

private:
    struct Board;
    void tell(char what, const std::string& address, const std::string& target, std::size_t count,
              std::size_t silent);

    Board* board_;
    int control_ = -1;
    pid_t child_ = -1;
};

}  // namespace sandau::bench
