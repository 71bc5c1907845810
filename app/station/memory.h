#pragma once

#include <QString>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "scoring/text.h"
#include "station/look.h"
#include "station/wall_size.h"

namespace sandau::station {

/// What one of this machine's monitors shows to the hall.
struct Projection {
    std::string monitor;           ///< its maker, model and serial number, else where it is plugged in
    std::string display = "wall";  ///< the screen that it is
    WallLook look;
    bool is_open = false;

    bool operator==(const Projection&) const = default;
};

/// What the station remembers from one start to the next. Without a file it remembers nothing.
class Memory {
public:
    explicit Memory(std::filesystem::path file) : file_(std::move(file)) {}

    std::vector<QString> recent() const;  ///< newest first
    void add_recent(const QString& contest_file);
    Language language() const;
    void set_language(Language language);
    Ground ground() const;
    void set_ground(Ground ground);
    Contrast contrast() const;
    void set_contrast(Contrast contrast);
    /// Keys other than the usual ones, by the names of what they do (keys.h).
    std::map<std::string, std::string> keys() const;
    void set_keys(const std::map<std::string, std::string>& keys);
    bool is_muted() const;
    void set_muted(bool muted);
    std::vector<Projection> projections() const;
    void set_projections(const std::vector<Projection>& projections);

private:
    std::filesystem::path file_;
};

}  // namespace sandau::station
