#include "station/own_marks.h"

#include <algorithm>

#include "scoring/definition.h"
#include "station/vietnamese_order.h"

namespace sandau::station {

namespace {

/// A criterion of more figures than these is typed.
constexpr int figures_max = 11;

Figure figure_in(const MarkContent& content, const std::string& criterion) {
    const Json* value = content.criteria.find(criterion);
    if (value == nullptr || value->is_null()) return std::nullopt;
    const Json::Number* number = value->as_number();
    const std::string* text = number != nullptr ? &number->text : value->as_string();
    if (text == nullptr) return std::nullopt;
    Result<Rational> read = Rational::parse(*text);
    return read ? Figure(std::move(*read)) : std::nullopt;
}

MarkProgress progress_of(const OwnMark& own, std::size_t criteria) {
    if (own.mark.state == MarkState::Submitted)
        return own.mark.content.recused ? MarkProgress::Recused : MarkProgress::Submitted;
    if (own.missing.size() == criteria) return MarkProgress::None;
    return own.missing.empty() && own.wrong.empty() ? MarkProgress::Complete : MarkProgress::Begun;
}

}  // namespace

Phrase progress_words(MarkProgress progress) {
    switch (progress) {
        case MarkProgress::None:
            return {"Chưa chấm", "Not begun"};
        case MarkProgress::Begun:
            return {"Đang chấm", "Begun"};
        case MarkProgress::Complete:
            return {"Đủ, chưa nộp", "To be submitted"};
        case MarkProgress::Submitted:
            return {"✓ Đã nộp", "✓ Submitted"};
        case MarkProgress::Recused:
            return {"Không chấm", "Recused"};
    }
    return {"", ""};
}

const Rubric* rubric_of(const Contest& contest, const StageId& stage_id, const EntryId& entry_id) {
    const Stage* stage = contest.definition->stage(stage_id);
    const Entry* entry = contest.table<Entry>().find(entry_id.text);
    const DivisionPlay* play =
        stage != nullptr && entry != nullptr ? stage->division(entry->division) : nullptr;
    return play != nullptr && play->rubric ? &*play->rubric : nullptr;
}

OwnMark read_own_mark(const Contest& contest, const Rubric& rubric, const std::string& panel,
                      MarkRecord mark) {
    OwnMark own;
    own.panel = panel;
    own.mark = std::move(mark);
    if (const Entry* entry = contest.table<Entry>().find(own.mark.entry.text)) own.number = entry->number;
    own.wrong = read_mark(rubric, own.mark.content).wrong;
    for (const Criterion& criterion : rubric.criteria) {
        const Figure figure = figure_in(own.mark.content, criterion.id);
        if (!figure) {
            own.missing.push_back(criterion.id);
            continue;
        }
        own.sum += criterion.weight * *figure;
        own.figures.emplace(criterion.id, *figure);
    }
    own.progress = progress_of(own, rubric.criteria.size());
    return own;
}

std::vector<OwnMark> own_marks(const Contest& contest, const PanelRecord& panel, const UserId& judge) {
    std::vector<OwnMark> marks;
    const std::string of_judge = panel.id + "." + judge.text + ".";
    const Table<Assignment>& given = contest.table<Assignment>();
    for (auto one = given.from(of_judge); one != given.end() && one->key().starts_with(of_judge); ++one) {
        if (one->judge != judge) continue;
        const Rubric* rubric = rubric_of(contest, panel.stage, one->entry);
        if (rubric == nullptr) continue;
        MarkRecord mark{panel.stage, one->entry, judge, {}, MarkState::Draft, {}, {}, {}};
        if (const MarkRecord* there = contest.table<MarkRecord>().find(mark.key())) mark = *there;
        marks.push_back(read_own_mark(contest, *rubric, panel.id, std::move(mark)));
    }
    return marks;
}

void sort_marks(std::vector<OwnMark>& marks, const MarkOrder& order) {
    const VietnameseOrder numbers;
    const auto figure = [&](const OwnMark& one) -> Figure {
        if (one.progress == MarkProgress::Recused || one.figures.empty()) return std::nullopt;
        if (order.by == MarkOrder::By::Total) return one.sum;
        const auto found = one.figures.find(order.criterion);
        return found != one.figures.end() ? Figure(found->second) : std::nullopt;
    };
    const auto by_number = [&](const OwnMark& a, const OwnMark& b) {
        const auto key = [](const OwnMark& one) {
            return QString::fromStdString(one.number.empty() ? one.mark.entry.text : one.number);
        };
        return numbers.compare(key(a), key(b)) < 0;
    };
    std::stable_sort(marks.begin(), marks.end(), by_number);
    switch (order.by) {
        case MarkOrder::By::Number:
            return;
        case MarkOrder::By::Left:
            std::stable_sort(marks.begin(), marks.end(),
                             [](const OwnMark& a, const OwnMark& b) { return a.progress < b.progress; });
            return;
        case MarkOrder::By::Total:
        case MarkOrder::By::Criterion:
            std::stable_sort(marks.begin(), marks.end(), [&](const OwnMark& a, const OwnMark& b) {
                const Figure one = figure(a), other = figure(b);
                return one && (!other || *other < *one);
            });
            return;
    }
}

bool takes(const Criterion& criterion, const Rational& figure) {
    if (figure < criterion.min || criterion.max < figure) return false;
    return !criterion.step || ((figure - criterion.min) / *criterion.step).is_whole();
}

std::vector<Rational> figures_of(const Criterion& criterion) {
    std::vector<Rational> figures;
    if (!criterion.step || criterion.step->sign() <= 0) return figures;
    if (criterion.max - criterion.min > *criterion.step * Rational(figures_max - 1)) return figures;
    for (Rational at = criterion.min; at <= criterion.max; at += *criterion.step) figures.push_back(at);
    return figures;
}

Rational stepped(const Criterion& criterion, const Figure& now, int way) {
    if (!now) return way > 0 ? criterion.min : criterion.max;
    const Rational next = *now + Rational(way) * criterion.step.value_or(Rational(1));
    return std::clamp(next, criterion.min, criterion.max);
}

const Band* band_of(const Criterion& criterion, const Figure& figure) {
    const Band* found = nullptr;
    for (const Band& band : criterion.bands)
        if (figure && band.from <= *figure && *figure <= band.to &&
            (found == nullptr || found->from < band.from))
            found = &band;
    return found;
}

}  // namespace sandau::station
