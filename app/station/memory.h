#pragma once

#include <QString>
#include <filesystem>
#include <vector>

#include "scoring/text.h"
#include "station/look.h"

namespace sandau::station {

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

private:
    std::filesystem::path file_;
};

}  // namespace sandau::station
