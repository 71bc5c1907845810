#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "scoring/result.h"

namespace sandau {

/// What lets a host that was started again know the tablets that are signed in: the key that signs their
/// sessions, and the sessions that were ended. It lies in NAME.sandau.session, beside the contest file and
/// for its owner alone, so that a copy of the contest file carries nobody's sign-in.
class SessionKeep {
public:
    /// Reads it, or makes one with a new key: also where others may have read or written the one that is
    /// there. Only the host of the contest file calls it. Sessions that were ended before `forget_before_s`
    /// are forgotten. Refused: `file.not_created` {detail}.
    static Result<SessionKeep> open(const std::filesystem::path& contest_file, std::int64_t forget_before_s);

    const std::string& key() const { return key_; }
    /// Session → when, in seconds since 1970.
    const std::map<std::string, std::int64_t>& ended() const { return ended_; }
    /// On the disk when it returns. Refused: `file.not_created` {detail}.
    Result<void> end(const std::string& session, std::int64_t now_s) const;

private:
    std::filesystem::path path_;
    std::string key_;
    std::map<std::string, std::int64_t> ended_;
};

}  // namespace sandau
