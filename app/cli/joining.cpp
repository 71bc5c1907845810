#include "cli/joining.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace sandau::cli {

namespace {

/// How often the host is asked what came of it.
constexpr std::chrono::milliseconds asking_pause{500};
/// A host that cannot be reached for a moment is not given up at once: the request waits there for 20 s.
constexpr int failures_max = 10;

}  // namespace

struct Joining::Inner {
    Inner(std::string its_address, std::string its_name, SeatKeys its_seats)
        : typed(std::move(its_address)), name(std::move(its_name)), seats(std::move(its_seats)) {}

    void run();
    bool take_kept_seat(const HostAddress& address);
    void sit_down(std::unique_ptr<RemoteHost> host, const UserId& seat);
    Result<std::string> confirmed_fingerprint(const HostAddress& address);
    Result<PairingTicket> ask_for_a_seat();
    Result<RemoteSeat> wait_for_a_seat(const PairingTicket& ticket);
    std::shared_ptr<HostClient> take_client(const HostAddress& address, const std::string& fingerprint);
    void fail(const Refusal& why);
    bool pause();

    const std::string typed;
    const std::string name;
    SeatKeys seats;

    mutable std::mutex mutex;
    std::condition_variable changed;
    JoinState state;
    bool is_trusted = false;
    bool closing = false;
    std::shared_ptr<HostClient> client;
    std::thread thread;
};

std::shared_ptr<HostClient> Joining::Inner::take_client(const HostAddress& address,
                                                        const std::string& fingerprint) {
    const std::lock_guard lock(mutex);
    client = std::make_shared<HostClient>(address, fingerprint);
    if (closing) client->cancel();
    return client;
}

void Joining::Inner::fail(const Refusal& why) {
    const std::lock_guard lock(mutex);
    state.stage = JoinStage::Failed;
    state.why = why;
}

bool Joining::Inner::pause() {
    std::unique_lock lock(mutex);
    return !changed.wait_for(lock, asking_pause, [&] { return closing; });
}

void Joining::Inner::run() {
    const Result<HostAddress> address = parse_host_address(typed);
    if (!address) return fail(address.error());
    if (take_kept_seat(*address)) return;
    const Result<std::string> fingerprint = confirmed_fingerprint(*address);
    if (!fingerprint) return fail(fingerprint.error());
    take_client(*address, *fingerprint);
    const Result<PairingTicket> ticket = ask_for_a_seat();
    if (!ticket) return fail(ticket.error());
    {
        const std::lock_guard lock(mutex);
        state.stage = JoinStage::Waiting;
        state.code = ticket->code;
    }
    Result<RemoteSeat> seat = wait_for_a_seat(*ticket);
    if (!seat) return fail(seat.error());
    seat->address = *address;
    seat->fingerprint = *fingerprint;
    Result<std::unique_ptr<RemoteHost>> host = RemoteHost::join(*seat);
    if (!host) return fail(host.error());
    const UserId user = [&] {
        const std::lock_guard lock(mutex);
        return state.seat;
    }();
    seats.keep({std::move(*seat), user});
    sit_down(std::move(*host), user);
}

void Joining::Inner::sit_down(std::unique_ptr<RemoteHost> host, const UserId& seat) {
    const std::lock_guard lock(mutex);
    state.stage = JoinStage::Joined;
    state.seat = seat;
    state.host = std::move(host);
}

/// True: it sits there again, or it has failed for another reason than the seat itself.
bool Joining::Inner::take_kept_seat(const HostAddress& address) {
    const std::optional<KeptSeat> kept = seats.find(address);
    if (!kept) return false;
    Result<std::unique_ptr<RemoteHost>> host = RemoteHost::join(kept->at);
    if (host) {
        sit_down(std::move(*host), kept->seat);
        return true;
    }
    const std::string& why = host.error().code;
    // Another certificate is compared by a person, as the first one was.
    if (why != "remote.ended" && why != "remote.certificate") {
        fail(host.error());
        return true;
    }
    if (why == "remote.certificate") return false;
    seats.forget(address);
    const std::lock_guard lock(mutex);
    state.is_anew = true;
    return false;
}

Result<std::string> Joining::Inner::confirmed_fingerprint(const HostAddress& address) {
    if (!address.is_tls) return std::string();
    Result<std::string> fingerprint = take_client(address, {})->learn_fingerprint();
    if (!fingerprint) return fingerprint;
    std::unique_lock lock(mutex);
    state.stage = JoinStage::Comparing;
    state.fingerprint = *fingerprint;
    changed.wait(lock, [&] { return closing || is_trusted; });
    if (closing) return refuse("host.closing");
    return fingerprint;
}

Result<PairingTicket> Joining::Inner::ask_for_a_seat() {
    Json wish;
    wish.set("name", name);
    const Result<HostReply> reply =
        client->ask({HostRequest::Method::Post, "/api/v1/pairings", {}, write_json(wish)});
    if (!reply) return tl::unexpected(reply.error());
    // A host that sends to https wants to be called so.
    if (reply->status == 308) return refuse("remote.tls", {{"address", client->address().authority()}});
    if (reply->status != 200) return tl::unexpected(refusal_of(*reply));
    return read_ticket(reply->body);
}

Result<RemoteSeat> Joining::Inner::wait_for_a_seat(const PairingTicket& ticket) {
    for (int failures = 0; pause();) {
        const Result<HostReply> reply = client->ask({HostRequest::Method::Get,
                                                     "/api/v1/pairings/" + ticket.id,
                                                     {{"Authorization", "Bearer " + ticket.secret}}});
        if (!reply) {
            if (++failures >= failures_max) return tl::unexpected(reply.error());
            continue;
        }
        if (reply->status != 200) return tl::unexpected(refusal_of(*reply));
        failures = 0;
        const Result<PairingVerdict> verdict = read_verdict(reply->body);
        if (!verdict) return tl::unexpected(verdict.error());
        if (!verdict->seat) continue;
        RemoteSeat seat;
        seat.session = session_of(reply->header("set-cookie"));
        if (seat.session.empty())
            return refuse("remote.answer", {{"address", client->address().text()}, {"why", "session"}});
        const std::lock_guard lock(mutex);
        state.seat = *verdict->seat;
        return seat;
    }
    return refuse("host.closing");
}

Joining::Joining(std::string address, std::string name, SeatKeys seats)
    : inner_(std::make_unique<Inner>(std::move(address), std::move(name), std::move(seats))) {
    inner_->thread = std::thread([inner = inner_.get()] { inner->run(); });
}

Joining::~Joining() {
    {
        const std::lock_guard lock(inner_->mutex);
        inner_->closing = true;
        if (inner_->client) inner_->client->cancel();
    }
    inner_->changed.notify_all();
    inner_->thread.join();
}

JoinState Joining::state() const {
    const std::lock_guard lock(inner_->mutex);
    return inner_->state;
}

void Joining::trust() {
    {
        const std::lock_guard lock(inner_->mutex);
        inner_->is_trusted = true;
    }
    inner_->changed.notify_all();
}

}  // namespace sandau::cli
