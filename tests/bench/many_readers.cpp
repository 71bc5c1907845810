#include "bench/many_readers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <ctime>
#include <memory>
#include <string_view>

#include "bench/figures.h"
#include "bench/pace.h"

namespace sandau::bench {

namespace {

constexpr std::int64_t bucket_ns = 10'000;
constexpr std::size_t buckets = 2'000'000;  // 20 s
constexpr std::size_t stamp_bytes = 21;

struct Order {
    char what = 0;
    std::array<char, 64> address{};
    std::array<char, 64> target{};
    std::size_t count = 0;
    std::size_t silent = 0;
};

}  // namespace

std::int64_t monotonic_ns() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

std::string stamp_of(std::int64_t at_ns) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "@%019lld@", static_cast<long long>(at_ns));
    return text.data();
}

/// What both processes see.
struct ManyReaders::Board {
    std::atomic<std::uint64_t> orders_done{0};
    std::atomic<std::uint64_t> open{0};
    std::atomic<std::uint64_t> bytes{0};
    std::atomic<std::uint64_t> stamped{0};
    std::atomic<std::uint64_t> reconnected{0};
    std::array<std::atomic<std::uint32_t>, buckets> histogram{};
};

namespace {

/// The other process.
template <class Board>
class ReaderProcess {
public:
    ReaderProcess(Board& board, int control)
        : board_(board), control_(control), poll_(::epoll_create1(0)), space_(1 << 20) {
        watch(control_, control_mark);
    }

    void run() {
        std::array<epoll_event, 256> events;
        while (true) {
            const int count = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), wait_ms());
            for (int i = 0; i < count; ++i) {
                const std::uint64_t mark = events[static_cast<std::size_t>(i)].data.u64;
                if (mark == control_mark) {
                    if (!obey()) return;
                } else {
                    read(static_cast<std::size_t>(mark));
                }
            }
            connect_some();
            churn();
        }
    }

private:
    static constexpr std::uint64_t control_mark = ~0ull;
    struct Reader {
        int socket = -1;
        std::string carry;  ///< the beginning of a stamp whose end has not come yet
    };

    int wait_ms() const { return wanted_ > readers_.size() ? 0 : churn_per_second_ > 0 ? 1 : 1'000; }

    void watch(int descriptor, std::uint64_t mark) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = mark;
        if (::epoll_ctl(poll_, EPOLL_CTL_ADD, descriptor, &event) != 0) give_up("epoll_ctl");
    }

    bool obey() {
        Order order;
        if (::read(control_, &order, sizeof order) != static_cast<ssize_t>(sizeof order)) return false;
        switch (order.what) {
            case 'c': {
                const std::string_view address = order.address.data();
                const std::size_t colon = address.rfind(':');
                to_ = {};
                to_.sin_family = AF_INET;
                to_.sin_port = htons(static_cast<std::uint16_t>(std::atoi(address.data() + colon + 1)));
                ::inet_pton(AF_INET, std::string(address.substr(0, colon)).c_str(), &to_.sin_addr);
                request_ = std::string("GET ") + order.target.data() +
                           " HTTP/1.1\r\nHost: " + std::string(address) + "\r\n";
                wanted_ = order.count;
                silent_ = order.silent;
                last_id_.clear();
                break;
            }
            case 'r':
                churn_per_second_ = order.count;
                churn_from_ns_ = monotonic_ns();
                churned_ = 0;
                break;
            case 'd':
                for (Reader& reader : readers_) ::close(reader.socket);
                readers_.clear();
                wanted_ = 0;
                churn_per_second_ = 0;
                board_.open = 0;
                break;
            default:
                return false;
        }
        ++board_.orders_done;
        return true;
    }

    int dial(bool is_silent) {
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
        if (socket < 0) give_up("no more sockets");
        if (is_silent) {
            const int few = 4'096;
            ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &few, sizeof few);
        }
        sockaddr generic{};
        std::memcpy(&generic, &to_, sizeof to_);
        if (::connect(socket, &generic, sizeof generic) != 0) give_up("connection refused");
        const std::string text =
            request_ + (last_id_.empty() ? "" : "Last-Event-ID: " + last_id_ + "\r\n") + "\r\n";
        if (::send(socket, text.data(), text.size(), MSG_NOSIGNAL) < 0) give_up("nothing can be sent");
        return socket;
    }

    void connect_some() {
        for (int i = 0; i < 64 && readers_.size() < wanted_; ++i) {
            const bool is_silent = readers_.size() < silent_;
            readers_.push_back({dial(is_silent), {}});
            if (!is_silent) watch(readers_.back().socket, readers_.size() - 1);
            ++board_.open;
        }
    }

    void churn() {
        if (churn_per_second_ == 0) return;
        const auto due = static_cast<std::uint64_t>((monotonic_ns() - churn_from_ns_) / 1'000) *
                         churn_per_second_ / 1'000'000;
        for (; churned_ < due; ++churned_) {
            const std::size_t number = silent_ + churned_ % (readers_.size() - silent_);
            ::close(readers_[number].socket);
            readers_[number] = {dial(false), {}};
            watch(readers_[number].socket, number);
            ++board_.reconnected;
        }
    }

    void read(std::size_t number) {
        if (number >= readers_.size()) return;
        Reader& reader = readers_[number];
        const ssize_t got = ::recv(reader.socket, space_.data(), space_.size(), MSG_DONTWAIT);
        if (got < 0) return;
        if (got == 0) give_up("a reader was cut off");
        const std::int64_t at_ns = monotonic_ns();
        board_.bytes += static_cast<std::uint64_t>(got);
        std::string_view text(space_.data(), static_cast<std::size_t>(got));
        std::string joined;
        if (!reader.carry.empty()) {
            joined = reader.carry + std::string(text);
            text = joined;
            reader.carry.clear();
        }
        if (number == silent_) note_id(text);
        std::size_t at = text.find('@');
        while (at != std::string_view::npos) {
            if (text.size() - at < stamp_bytes) {
                reader.carry = text.substr(at);
                return;
            }
            if (text[at + stamp_bytes - 1] == '@') {
                count(at_ns - std::atoll(text.data() + at + 1));
                at += stamp_bytes - 1;
            }
            at = text.find('@', at + 1);
        }
    }

    void count(std::int64_t took_ns) {
        const auto bucket = static_cast<std::size_t>(took_ns < 0 ? 0 : took_ns / bucket_ns);
        ++board_.histogram[bucket < buckets ? bucket : buckets - 1];
        ++board_.stamped;
    }

    /// Where whoever comes back goes on.
    void note_id(std::string_view text) {
        const std::size_t at = text.rfind("id: ");
        const std::size_t end = at == std::string_view::npos ? at : text.find('\n', at);
        if (end != std::string_view::npos) last_id_ = text.substr(at + 4, end - at - 4);
    }

    Board& board_;
    int control_;
    int poll_;
    std::vector<char> space_;
    std::vector<Reader> readers_;
    sockaddr_in to_{};
    std::string request_;
    std::string last_id_;
    std::size_t wanted_ = 0;
    std::size_t silent_ = 0;
    std::size_t churn_per_second_ = 0;
    std::int64_t churn_from_ns_ = 0;
    std::uint64_t churned_ = 0;
};

}  // namespace

ManyReaders::ManyReaders() {
    void* shared = ::mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) give_up("no shared memory");
    board_ = new (shared) Board;
    rlimit descriptors{};
    ::getrlimit(RLIMIT_NOFILE, &descriptors);
    descriptors.rlim_cur = descriptors.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &descriptors);
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) give_up("no pair of sockets");
    const pid_t parent = ::getpid();
    child_ = ::fork();
    if (child_ < 0) give_up("no second process");
    if (child_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(0);
        ::close(ends[0]);
        ReaderProcess<Board>(*board_, ends[1]).run();
        ::_exit(0);
    }
    ::close(ends[1]);
    control_ = ends[0];
}

ManyReaders::~ManyReaders() {
    ::close(control_);
    ::waitpid(child_, nullptr, 0);
    ::munmap(board_, sizeof(Board));
}

void ManyReaders::tell(char what, const std::string& address, const std::string& target, std::size_t count,
                       std::size_t silent) {
    Order order;
    order.what = what;
    address.copy(order.address.data(), order.address.size() - 1);
    target.copy(order.target.data(), order.target.size() - 1);
    order.count = count;
    order.silent = silent;
    const std::uint64_t before = board_->orders_done;
    if (::write(control_, &order, sizeof order) != static_cast<ssize_t>(sizeof order))
        give_up("the readers are gone");
    for (Pace pace(std::chrono::milliseconds(1)); board_->orders_done == before; pace.next())
        if (::waitpid(child_, nullptr, WNOHANG) != 0) give_up("the readers are gone");
}

void ManyReaders::connect(const std::string& address, const std::string& target, std::size_t count,
                          std::size_t silent) {
    tell('c', address, target, count, silent);
    // Until all are there and what they were sent at first is read: then it is quiet but for ticks.
    for (Pace pace(std::chrono::milliseconds(10)); board_->open < count;) pace.next();
    std::uint64_t before = ~0ull;
    for (Pace pace(std::chrono::milliseconds(300)); before != board_->bytes; pace.next())
        before = board_->bytes;
}

void ManyReaders::reconnect(std::size_t per_second) {
    tell('r', {}, {}, per_second, 0);
}

void ManyReaders::disconnect() {
    tell('d', {}, {}, 0, 0);
}

std::uint64_t ManyReaders::reconnected() const {
    return board_->reconnected;
}

void ManyReaders::start_counting() {
    board_->stamped = 0;
    board_->reconnected = 0;
    for (auto& bucket : board_->histogram) bucket = 0;
}

Deliveries ManyReaders::counted(std::uint64_t expected) {
    std::uint64_t before = ~0ull;
    for (Pace pace(std::chrono::seconds(1)); board_->stamped < expected && before != board_->stamped;
         pace.next())
        before = board_->stamped;
    Deliveries deliveries;
    deliveries.count = board_->stamped;
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < buckets; ++i) {
        const std::uint32_t here = board_->histogram[i];
        if (here == 0) continue;
        const double ms = static_cast<double>(i) * static_cast<double>(bucket_ns) / 1e6;
        if (so_far * 2 < deliveries.count) deliveries.p50_ms = ms;
        if (so_far * 100 < deliveries.count * 99) deliveries.p99_ms = ms;
        deliveries.worst_ms = ms;
        so_far += here;
    }
    return deliveries;
}

}  // namespace sandau::bench
