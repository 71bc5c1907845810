#include "scoring/words_tables.h"

namespace sandau {

namespace {

constexpr WordsRow rows[] = {
    {"analyse.no_rubric", "vòng “{stage}” không chấm theo thang điểm: chọn một vòng có rubric",
     "the stage “{stage}” is not judged by a rubric: choose one that is"},
    {"evaluate.number_too_large", "một con số quá lớn để tính: kiểm tra công thức và kết quả",
     "a number is too large to compute: check the formulas and results"},
    {"flag.award_held", "Giải còn treo: điểm giám khảo chênh lệch, chờ xử lý",
     "Award on hold: the judges' marks differ, to be settled"},
    {"flag.both_instant_win", "Cả hai bên thắng tuyệt đối, không rõ ai trước",
     "Both sides have an instant win and nobody knows whose was first"},
    {"flag.decision_needed", "Trận đấu cần trọng tài quyết định", "The match needs a decision"},
    {"flag.decision_unused", "Quyết định không có gì để quyết", "The decision finds nothing to decide"},
    {"flag.deferred", "Bảo lưu kết quả", "Deferred"},
    {"flag.discrepancy", "Điểm giám khảo chênh lệch quá mức", "The judges' marks differ too much"},
    {"flag.match_superseded", "Trận đấu không còn đúng với sơ đồ", "The match no longer fits the bracket"},
    {"flag.not_promoted", "Thi vòng này mà chưa được chọn vào",
     "In the stage without having been promoted into it"},
    {"flag.over_budget", "Tổng tiền thưởng vượt dự toán", "The money awarded is above the budget"},
    {"flag.over_quota", "Số giải vượt cơ cấu", "More awards than the quota"},
    {"flag.seeds_needed", "Cần xếp hạt giống", "Seeds are needed"},
    {"flag.tie_at_cut", "Bằng nhau ở mức chọn", "A tie at the cut"},
    {"flag.tie_straddles_tier", "Bằng nhau ở ranh giới giữa hai giải: Hội đồng quyết định",
     "A tie across two tiers: the committee decides"},
    {"flag.undecided", "Trận đấu chưa phân thắng bại", "The match is undecided"},
    {"flag.vote_needed", "Cần biểu quyết của Hội đồng", "The committee has to vote"},
    {"unranked.no_counted_run", "không có lượt nào được tính", "no run that counts"},
    {"unranked.no_score", "chưa có điểm", "no score yet"},
    {"unranked.panel_below_minimum", "chưa đủ số giám khảo chấm", "too few judges have marked it"},
    {"unranked.still_in", "còn thi đấu", "still in"},
};

}  // namespace

WordsTable words_standings() {
    return rows;
}

}  // namespace sandau
