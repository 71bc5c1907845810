#include "scoring/json.h"
#include "server/api.h"
#include "server/problems.h"

namespace sandau::server {

namespace {

Response refused(unsigned status, std::string code) {
    return problem(status, {std::move(code), {}, {}});
}

Response owner_response(const Result<Json>& done) {
    if (!done) return problem(status_of_refusal(done.error()), done.error());
    Response response;
    response.header("Content-Type", "application/json").header("Cache-Control", "no-store");
    response.text = std::make_shared<const std::string>(write_json(*done));
    return response;
}

}  // namespace

void Api::post_owner(const Request& request, std::string_view work, Respond respond) {
    const std::optional<Caller> caller = caller_of(request);
    // The owner of the host machine alone: not an organiser at a tablet.
    if (!caller || !caller->owner)
        return respond(refused(caller ? 403 : 401, caller ? "seat.not_granted" : "session.needed"));
    if (!options_.owner_work) return respond(refused(404, "http.not_found"));
    Result<Json> body = read_json(request.body);
    if (!body) return respond(problem(400, body.error()));
    const std::uint64_t number = wait(std::move(respond));
    // A copy of the file takes its time: not on this thread.
    const bool taken =
        pool_->submit([weak = weak_from_this(), post = post_, number, door = options_.owner_work,
                       name = std::string(work), body = std::move(*body)] {
            post([weak, number, done = door(name, body)] {
                if (const auto self = weak.lock()) self->finish(number, owner_response(done));
            });
        });
    if (!taken) finish(number, refused(503, "busy"));
}

}  // namespace sandau::server
