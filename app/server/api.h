#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "desk/host.h"
#include "server/http.h"
#include "server/metrics.h"
#include "server/public_state.h"
#include "server/seat_board.h"
#include "server/seat_records.h"
#include "server/server.h"
#include "server/sessions.h"

namespace sandau::server {

/// The way from the answers to the readers of events.
struct EventDoor {
    std::function<void(const SharedText&)> publish;
    std::function<void(const std::string& user, const SharedText&)> publish_to;
    std::function<void()> restart;
    std::function<std::set<std::string>()> users;
    std::function<void(std::string_view session)> end_session;
    std::function<void(const std::string& user)> end_user;
};

/// What is at which address: requests in, answers out. Knows nothing of sockets. All on the io thread,
/// but for the answers of host, passwords and journal, which come back through `post`.
class Api : public std::enable_shared_from_this<Api> {
public:
    using Post = std::function<void(std::function<void()>)>;
    Api(Host& host, const ServerOptions& options, Metrics& metrics, EventDoor events, Post post);
    ~Api();

    std::size_t body_bytes_max(const Request& head) const;
    void answer(const Request& request, Respond respond);

    /// Takes the newest snapshot over and tells the readers.
    void refresh();
    void tick();
    std::vector<SharedText> snapshot_event(const std::string& user);
    std::optional<std::vector<SharedText>> missed(std::string_view last_event_id) const;
    /// Waits for the passwords under way; from any thread.
    void stop_pool();
    /// Nobody is answered any more.
    void forget_waiting() {
        waiting_.clear();
        waiting_for_news_.clear();
    }

private:
    struct Caller {
        UserId actor;
        std::string session;  ///< empty: by the owner's token
        bool owner = false;
    };

    const Contest& contest() const;
    std::optional<Caller> caller_of(const Request& request) const;
    std::optional<User> user_of(const Caller& caller) const;

    void answer_api(const Request& request, std::string_view name, Respond respond);
    Response get_resource(const Request& request, std::string_view name);
    Response get_standings(const Request& request);
    Response get_matches(const Request& request);
    Response get_seat(const Request& request);
    Response get_events(const Request& request);
    Response get_health();
    Response get_metrics();
    void get_journal(const Request& request, Respond respond);
    void get_seat_records(const Request& request, Respond respond);
    Response post_pairing(const Request& request);
    Response get_pairing(const Request& request, std::string_view id);
    /// The entry that a station has everything up to. Nothing: the question is wrong.
    static std::optional<Seq> since_of(const Request& request);
    /// Whether the question now waits for an entry after `since`, as its `wait_ms` asks: it is answered when
    /// there is one, or when its time is over.
    bool wait_for_news(const Request& request, Seq since, Respond& respond);
    /// Asks those questions anew: all, or those whose time is over.
    void answer_waiting_for_news(bool all);
    /// With how the host is.
    Response with_host(Response response) const;
    void post_owner(const Request& request, std::string_view work, Respond respond);
    /// A head judge reminds a judge. It is no part of the contest: it is told, not written down.
    Response post_nudge(const Request& request);
    /// Bytes of a document or photo, kept before they are attached.
    void post_file(const Request& request, Respond respond);
    /// `rest`: ENTRY/files/SHA256
    void get_file(const Request& request, std::string_view rest, Respond respond);
    Response file_or_problem(const Attachment& file, const Result<std::string>& bytes);
    void add_nudges(ResourceTexts& texts, const User& user) const;
    void post_command(const Request& request, Respond respond);
    void post_session(const Request& request, Respond respond);
    Response delete_session(const Request& request);
    Response finish_sign_in(const UserId& user, OpenedBy by, const std::string& address);
    /// Who sits there, with the cookie of a new session.
    Response seat_opened(const User& user, OpenedBy by) const;
    std::uint64_t wait(Respond respond);
    void finish(std::uint64_t number, Response response);
    void sweep_waiting();
    void tell_seats();
    void tell_seat(const std::string& user);
    ResourceTexts seat_texts(const std::string& user) const;

    Host& host_;
    const ServerOptions& options_;
    Metrics& metrics_;
    EventDoor events_;
    Post post_;
    PublicState state_;
    Sessions sessions_;
    Failures failures_;
    RateLimit command_rate_;
    std::unique_ptr<WorkPool> pool_;
    std::size_t sign_ins_under_way_ = 0;
    /// Bytes of documents and photos on their way to readers; shared with each of them.
    std::shared_ptr<std::size_t> file_bytes_out_ = std::make_shared<std::size_t>(0);
    struct Waiting {
        Respond respond;
        MonoTime deadline;
    };
    std::map<std::uint64_t, Waiting> waiting_;  ///< for the host, a password, the journal
    std::uint64_t last_number_ = 0;
    struct WaitingForNews {
        Request request;
        Respond respond;
        MonoTime until;
    };
    std::vector<WaitingForNews> waiting_for_news_;
    SeatRecords records_;
    SeatBoard board_;
    std::map<UserId, std::map<std::string, SharedText>> nudges_;  ///< by judge and panel: the last one
    std::map<std::string, ResourceTexts> seats_;                  ///< what each watched seat was told last
};

/// The description of all this.
std::string_view openapi_json();

}  // namespace sandau::server
