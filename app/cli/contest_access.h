#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "cli/owner_client.h"
#include "desk/desk.h"

namespace sandau::cli {

/// A contest file to change: through the host that has it open, or by becoming the host for as long as
/// this lives.
class ContestAccess {
public:
    static Result<ContestAccess> open(const std::filesystem::path& path);
    /// Whether a host has it open, with its devices.
    bool is_live() const { return client_.has_value(); }

    /// The organiser at the keyboard asks.
    template <class Payload>
    Result<Answer> ask(const Payload& payload) {
        return ask(command_of(new_command_id(), keyboard_actor, payload));
    }
    Result<Answer> ask(Command command);

    /// The contest as it stands now.
    Result<std::shared_ptr<const Contest>> contest() const;

    /// Keeps a document or photo, to be attached by its hash. Refused: as Host::keep_file.
    Result<std::string> keep_file(const std::string& bytes);
    Result<void> backup_to(const std::filesystem::path& destination);
    Result<void> erase_personal();

private:
    ContestAccess() = default;

    std::filesystem::path path_;
    std::unique_ptr<Desk> desk_;
    std::optional<OwnerClient> client_;
};

/// Looks in, read-only, beside a live host too.
Result<std::shared_ptr<const Contest>> look_into(const std::filesystem::path& path);

}  // namespace sandau::cli
