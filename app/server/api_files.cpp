#include <fmt/format.h>

#include <algorithm>

#include "scoring/attachments.h"
#include "scoring/json.h"
#include "server/api.h"
#include "server/parse.h"
#include "server/problems.h"

namespace sandau::server {

namespace {

Response refused(unsigned status, std::string code) {
    return problem(status, {std::move(code), {}, {}});
}

unsigned status_of_file(const Refusal& refusal) {
    if (refusal.code == "files.type") return 415;
    if (refusal.code == "files.too_large") return 413;
    if (refusal.code == "files.gone" || refusal.code == "files.elsewhere") return 404;
    return refusal.code == "files.folder_full" || refusal.code == "files.damaged"
               ? 503
               : status_of_refusal(refusal);
}

Response kept_response(const Result<KeptFile>& kept) {
    if (!kept) return problem(status_of_file(kept.error()), kept.error());
    Json json;
    json.set("sha256", kept->sha256).set("media_type", kept->media_type).set("bytes", kept->bytes);
    Response response;
    response.header("Content-Type", "application/json").header("Cache-Control", "no-store");
    response.text = std::make_shared<const std::string>(write_json(json));
    return response;
}

/// The bytes never change under their hash: whoever has them once need not ask again. They are looked at; a
/// PDF is handed to the program that opens it, outside this page.
Response file_response(const Attachment& file, SharedText bytes) {
    Response response;
    response.body_of = BodyOf::Others;
    const bool is_photo = file.media_type.starts_with("image/");
    response.header("Content-Type", file.media_type)
        .header("Content-Disposition",
                fmt::format("{}; filename*=UTF-8''{}", is_photo ? "inline" : "attachment",
                            percent_encode(file.name, AboveAscii::Encoded)))
        .header("ETag", '"' + file.sha256 + '"')
        .header("Cache-Control", "private, max-age=604800, immutable");
    response.text = std::move(bytes);
    return response;
}

}  // namespace

void Api::post_file(const Request& request, Respond respond) {
    refresh();
    const std::optional<Caller> caller = caller_of(request);
    const std::optional<User> user = caller ? user_of(*caller) : std::nullopt;
    if (!user) return respond(refused(401, "session.needed"));
    if (!may_send_files(*user)) return respond(refused(403, "seat.not_granted"));
    if (!caller->owner && !command_rate_.take(caller->actor.text, options_.now().mono))
        return respond(refused(429, "command.too_fast"));
    const std::uint64_t number = wait(std::move(respond));
    // The disk takes its time: not on this thread.
    const bool taken =
        pool_->submit([weak = weak_from_this(), post = post_, number, host = &host_, bytes = request.body] {
            post([weak, number, kept = host->keep_file(bytes)] {
                if (const auto self = weak.lock()) self->finish(number, kept_response(kept));
            });
        });
    if (!taken) finish(number, refused(503, "busy"));
}

void Api::get_file(const Request& request, std::string_view rest, Respond respond) {
    static constexpr std::string_view between = "/files/";
    const std::size_t at = rest.find(between);
    const std::optional<std::string> entry =
        at == std::string_view::npos ? std::nullopt : percent_decode(rest.substr(0, at));
    if (!entry) return respond(refused(404, "http.not_found"));
    const std::optional<Caller> caller = caller_of(request);
    const std::optional<User> user = caller ? user_of(*caller) : std::nullopt;
    if (!user) return respond(refused(401, "session.needed"));
    const std::vector<Attachment> files = attachments_of(contest(), EntryId(*entry));
    const auto file = std::ranges::find(files, rest.substr(at + between.size()), &Attachment::sha256);
    // Who may not know of a file is not told whether there is one.
    if (file == files.end() || !may_see_file(contest(), *user, *file))
        return respond(refused(403, "seat.not_granted"));
    if (etag_matches(request.if_none_match, '"' + file->sha256 + '"')) {
        Response response = file_response(*file, nullptr);
        response.status = 304;
        return respond(std::move(response));
    }
    if (*file_bytes_out_ > options_.limits.file_bytes_out) return respond(refused(503, "busy"));
    const std::uint64_t number = wait(std::move(respond));
    const bool taken =
        pool_->submit([weak = weak_from_this(), post = post_, number, host = &host_, file = *file] {
            post([weak, number, file, bytes = host->read_file(file.sha256)] {
                if (const auto self = weak.lock()) self->finish(number, self->file_or_problem(file, bytes));
            });
        });
    if (!taken) finish(number, refused(503, "busy"));
}

Response Api::file_or_problem(const Attachment& file, const Result<std::string>& bytes) {
    if (!bytes) return problem(status_of_file(bytes.error()), bytes.error());
    *file_bytes_out_ += bytes->size();
    // Whoever reads slowly holds the bytes for long: they count until they are let go.
    return file_response(file, SharedText(new std::string(*bytes), [out = file_bytes_out_](const auto* text) {
                             *out -= text->size();
                             delete text;
                         }));
}

}  // namespace sandau::server
