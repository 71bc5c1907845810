#include "cli/contest_access.h"

#include "db/contest_file.h"

namespace sandau::cli {

Result<ContestAccess> ContestAccess::open(const std::filesystem::path& path) {
    ContestAccess access;
    access.path_ = path;
    if (const std::optional<LiveHost> live = find_live_host(path)) {
        if (live->address.empty()) return refuse("file.hosted", {{"file", path.string()}});
        access.client_.emplace(*live);
        return access;
    }
    Result<std::unique_ptr<Desk>> desk = Desk::open(path);
    if (!desk) return tl::unexpected(desk.error());
    access.desk_ = std::move(*desk);
    return access;
}

Result<Answer> ContestAccess::ask(Command command) {
    return client_ ? client_->ask(command) : desk_->ask(std::move(command));
}

Result<std::shared_ptr<const Contest>> ContestAccess::contest() const {
    if (desk_) return desk_->snapshot()->contest;
    return look_into(path_);
}

Result<std::string> ContestAccess::keep_file(const std::string& bytes) {
    if (desk_) return desk_->keep_file(bytes).map([](const KeptFile& kept) { return kept.sha256; });
    const Result<Json> kept = client_->post_bytes("/api/v1/files", bytes);
    if (!kept) return tl::unexpected(kept.error());
    const Json* sha256 = kept->find("sha256");
    return sha256 != nullptr && sha256->as_string() != nullptr ? *sha256->as_string() : std::string();
}

Result<void> ContestAccess::backup_to(const std::filesystem::path& destination) {
    if (desk_) return desk_->backup_to(destination);
    Json body;
    body.set("destination", std::filesystem::absolute(destination).string());
    const Result<Json> done = client_->post("/api/v1/owner/backup", body);
    if (!done) return tl::unexpected(done.error());
    return {};
}

Result<void> ContestAccess::erase_personal() {
    if (desk_) return desk_->erase_personal();
    const Result<Json> done = client_->post("/api/v1/owner/erase", Json(Json::Object{}));
    if (!done) return tl::unexpected(done.error());
    return {};
}

Result<std::shared_ptr<const Contest>> look_into(const std::filesystem::path& path) {
    const Result<ContestFile> file = ContestFile::open(path, FileMode::ReadOnly);
    if (!file) return tl::unexpected(file.error());
    Result<Contest> contest = file->load();
    if (!contest) return tl::unexpected(contest.error());
    return std::make_shared<const Contest>(std::move(*contest));
}

}  // namespace sandau::cli
