#include "scoring/words_tables.h"

namespace sandau {

namespace {

constexpr WordsRow rows[] = {
    {"@conflict.relative", "người thân", "a relative"},
    {"@conflict.same_organization", "cùng đơn vị", "the same organization"},
    {"@conflict.supervisor", "người hướng dẫn", "the supervisor"},
    {"assign.conflict", "{judge} không được chấm {entry} vì {conflict} {reason}: phân công giám khảo khác",
     "{judge} must not judge {entry}: {conflict} {reason}: assign another judge"},
    {"mark.has_errors", "tiêu chí “{criterion}” chấm sai: từ {min} đến {max}, bước {step}",
     "the criterion “{criterion}” is wrong: {min} to {max} in steps of {step}"},
    {"mark.incomplete", "chưa chấm tiêu chí “{criterion}”: chấm đủ rồi nộp phiếu",
     "the criterion “{criterion}” is missing: mark all of them, then submit"},
    {"mark.no_rubric", "vòng “{stage}” bỏ phiếu, không chấm điểm: ghi số phiếu",
     "the stage “{stage}” is voted on, not marked: record the votes"},
    {"mark.not_assigned", "{judge} không được phân công chấm {entry}: phân công trước",
     "{judge} is not assigned to {entry}: assign first"},
    {"mark.not_submitted", "{judge} chưa nộp phiếu chấm này: không cần mở lại",
     "{judge} has not submitted this mark: there is nothing to open"},
    {"mark.submitted",
     "phiếu chấm của {judge} cho {entry} đã nộp: Trưởng Ban Giám khảo mở lại thì mới sửa được",
     "the mark of {judge} for {entry} is submitted: the head judge opens it before it is changed"},
    {"panel.division_needed", "thể lệ lập hội đồng theo từng bảng ở vòng “{stage}”: chọn bảng",
     "the rules have a panel for each division of “{stage}”: name the division"},
    {"panel.in_use", "{judge} đã chấm trong hội đồng {panel}: giữ nguyên phân công đó",
     "{judge} has marked in the panel {panel}: that assignment stays"},
    {"panel.member_twice", "{judge} có tên hai lần trong hội đồng: bỏ một",
     "{judge} is in the panel twice: take one out"},
    {"panel.not_a_member", "{judge} không thuộc hội đồng {panel}: thêm vào hội đồng trước",
     "{judge} is not a member of the panel {panel}: add them first"},
    {"panel.not_judged", "vòng “{stage}” không có hội đồng: chọn vòng chấm điểm hoặc bỏ phiếu",
     "the stage “{stage}” has no panel: choose one that is marked or voted on"},
    {"vote.impossible",
     "số phiếu không hợp lý: phiếu thuận không quá số có mặt, số có mặt không quá tổng số, "
     "và cần đủ số {base}",
     "the votes cannot be: for at most present, present at most members, and {base} must be there"},
    {"vote.no_vote_stage", "vòng “{stage}” không bỏ phiếu: chọn vòng bỏ phiếu",
     "the stage “{stage}” is not voted on: choose one that is"},
};

}  // namespace

WordsTable words_panels() {
    return rows;
}

}  // namespace sandau
