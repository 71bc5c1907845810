#pragma once

#include <string>
#include <vector>

#include "documents/table_write.h"
#include "scoring/contest.h"
#include "scoring/result.h"
#include "scoring/text.h"

namespace sandau::documents {

/// What is handed out, posted on a wall or signed.
enum class ReportKind {
    Entries,       ///< every entry with its people
    Attendance,    ///< to be ticked and signed at the desk
    Timetable,     ///< by time and field
    ScoreSheets,   ///< one a run or match, filled in with a pen
    Rankings,      ///< of a stage, with the reasons
    Awards,        ///< who gets what, each total beside its parts
    Minutes,       ///< of the contest, in the form of an administrative document
    Certificates,  ///< one page for each award
    Posters,       ///< where phones find the contest, to be hung up; see make_posters
};

/// A piece of a report: a title, lines, a table, a place to sign.
struct ReportPart {
    std::string title{};
    std::vector<std::string> lines{};
    Table table{};
    std::vector<std::string> signatures{};
    std::vector<std::vector<bool>> qr_squares{};
    bool on_new_page = false;
};

struct Report {
    std::string title;
    std::vector<ReportPart> parts;
    bool is_official = false;     ///< with the state's name and motto above
    bool is_certificate = false;  ///< large, in the middle of a page across
    bool is_poster = false;       ///< large, in the middle of a page upright
};

/// Whether a report is of one stage.
bool is_of_stage(ReportKind kind);

/// `stage` is looked at only where the report is of one. Over what is committed; what is not published says
/// so. Without parts: there is nothing to hand out yet. Refused: as the standings are.
Result<Report> make_report(const Contest& contest, ReportKind kind, const StageId& stage, Language language);

/// An address to be hung up, with its QR code.
struct PosterAddress {
    std::string url;
    std::vector<std::vector<bool>> qr_squares;
};
Report make_posters(const Contest& contest, const PosterAddress& pages, const PosterAddress& judges,
                    Language language);

/// Its tables, for a spreadsheet program.
std::vector<Table> tables_of(const Report& report);

}  // namespace sandau::documents
