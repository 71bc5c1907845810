#include "scoring/sheet_values.h"
#include "scoring/stage_evaluation.h"

namespace sandau {

namespace {

class VoteKeys final : public FormulaScope {
public:
    VoteKeys(Figure votes_for, const Figure& base) : votes_for_(std::move(votes_for)) {
        if (votes_for_ && base && !base->is_zero()) ratio_ = *votes_for_ / *base;
    }
    Figure value(const std::string& name) const override {
        if (name == "ratio") return ratio_;
        if (name == "votes_for") return votes_for_;
        return std::nullopt;
    }

private:
    Figure votes_for_;
    Figure ratio_;
};

void add_error(StageState& state, const EntryId& entry, std::string item) {
    SheetError error;
    error.entry = entry;
    error.item = std::move(item);
    state.errors.push_back(std::move(error));
}

bool above(const Figure& a, const Figure& b) {
    return a && b && *a > *b;
}

}  // namespace

void evaluate_votes(Evaluation& evaluation, StageState& state) {
    for (const auto& [entry, sheet] : evaluation.stage_results(state.stage->id).votes) {
        Contender* contender = add_contender(evaluation, state, entry);
        if (contender == nullptr) continue;
        const NumberReading votes_for = read_number(sheet.votes_for, true, Rational(0), std::nullopt);
        const NumberReading members = read_number(sheet.members, true, Rational(0), std::nullopt);
        const NumberReading present = read_number(sheet.present, true, Rational(0), std::nullopt);
        if (votes_for.problem || above(votes_for.value, present.value) ||
            above(votes_for.value, members.value))
            add_error(state, entry, "for");
        if (members.problem) add_error(state, entry, "members");
        if (present.problem || above(present.value, members.value)) add_error(state, entry, "present");
        const Figure& base = state.stage->vote_base == VoteBase::AllMembers ? members.value : present.value;
        contender->keys = std::make_shared<VoteKeys>(votes_for.value, base);
    }
}

}  // namespace sandau
