#include "scoring/rubric_marks.h"

#include "scoring/sheet_values.h"

namespace sandau {

std::optional<CompleteMark> complete_mark(const Rubric& rubric, const Mark& mark,
                                          const std::function<void(const Criterion&)>& wrong) {
    if (mark.recused) return std::nullopt;
    CompleteMark complete;
    bool missing = false;
    for (const Criterion& criterion : rubric.criteria) {
        const auto found = mark.criteria.find(criterion.id);
        const NumberReading number = read_number(found == mark.criteria.end() ? SheetValue() : found->second,
                                                 false, criterion.min, criterion.max);
        const bool off_step =
            number.value && criterion.step && !((*number.value - criterion.min) / *criterion.step).is_whole();
        if (number.problem || off_step) wrong(criterion);
        missing = missing || !number.value;
        if (missing) continue;
        complete.mark += criterion.weight * *number.value;
        complete.criteria.push_back(*number.value);
    }
    if (missing) return std::nullopt;
    return complete;
}

}  // namespace sandau
