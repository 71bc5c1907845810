#include "scoring/statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "scoring/least_squares_statistics.h"

namespace sandau {

namespace {

using Marks = std::vector<Rational>;

Rational whole(std::size_t count) {
    return Rational(static_cast<std::int64_t>(count));
}

/// The nearest double; missing where it has none.
Advisory inexact(const Rational& exact) {
    const std::string text = exact.text();
    const std::size_t slash = text.find('/');
    const double numerator = std::strtod(text.c_str(), nullptr);
    const double value =
        slash == std::string::npos ? numerator : numerator / std::strtod(text.c_str() + slash + 1, nullptr);
    if (!std::isfinite(value)) return std::nullopt;
    return value;
}

Rational sum(const Marks& marks) {
    Rational total;
    for (const Rational& mark : marks) total += mark;
    return total;
}

Rational sum_of_squares(const Marks& marks) {
    Rational total;
    for (const Rational& mark : marks) total += mark * mark;
    return total;
}

Rational median(const Marks& sorted) {
    const std::size_t middle = sorted.size() / 2;
    if (sorted.size() % 2 == 1) return sorted[middle];
    return (sorted[middle - 1] + sorted[middle]) / Rational(2);
}

Rational trimmed_mean(const Marks& sorted, std::size_t drop) {
    if (sorted.size() / 2 < drop || sorted.size() == 2 * drop) drop = 0;
    const Marks kept(sorted.begin() + static_cast<std::ptrdiff_t>(drop),
                     sorted.end() - static_cast<std::ptrdiff_t>(drop));
    return sum(kept) / whole(kept.size());
}

/// Where a judge's marks lie; no deviation where all are the same.
struct Spread {
    Rational mean;
    Advisory deviation;
};

Spread spread_of(const Marks& marks) {
    if (marks.empty()) return {};
    const Rational count = whole(marks.size());
    const Rational mean = sum(marks) / count;
    const Rational variance = sum_of_squares(marks) / count - mean * mean;
    if (variance.is_zero()) return {mean, std::nullopt};
    const Advisory inexact_variance = inexact(variance);
    return {mean, inexact_variance ? Advisory(std::sqrt(*inexact_variance)) : std::nullopt};
}

void describe_entries(const MarkTable& table, std::size_t drop, MarkStatistics& result) {
    std::vector<Marks> of_judge(table.judges);
    for (const auto& cells : table.entries)
        for (const MarkCell& cell : cells) of_judge[cell.judge].push_back(cell.mark);
    std::vector<Spread> spreads;
    for (std::size_t j = 0; j < table.judges; ++j) {
        spreads.push_back(spread_of(of_judge[j]));
        result.judges[j].marks = of_judge[j].size();
    }
    for (std::size_t i = 0; i < table.entries.size(); ++i) {
        const auto& cells = table.entries[i];
        if (cells.empty()) continue;
        Marks marks;
        double z_sum = 0;
        for (const MarkCell& cell : cells) {
            marks.push_back(cell.mark);
            const Spread& spread = spreads[cell.judge];
            const Advisory distance = inexact(cell.mark - spread.mean);
            if (spread.deviation && distance) z_sum += *distance / *spread.deviation;
        }
        std::sort(marks.begin(), marks.end());
        EntryStatistics& entry = result.entries[i];
        entry.mean = inexact(sum(marks) / whole(marks.size()));
        entry.median = inexact(median(marks));
        entry.trimmed_mean = inexact(trimmed_mean(marks, drop));
        entry.z_mean = z_sum / static_cast<double>(cells.size());
    }
}

void adjust(const MarkTable& table, MarkStatistics& result) {
    AdditiveModel model;
    model.judges = table.judges;
    for (const auto& cells : table.entries) {
        auto& entry = model.entries.emplace_back();
        for (const MarkCell& cell : cells) entry.push_back({cell.judge, inexact(cell.mark).value_or(NAN)});
    }
    const AdditiveFit fit = fit_additive(model);
    result.components = fit.components;
    for (std::size_t i = 0; i < fit.entries.size(); ++i) {
        result.entries[i].adjusted = fit.entries[i].value;
        result.entries[i].component = fit.entries[i].component;
    }
    for (std::size_t j = 0; j < fit.judges.size(); ++j) {
        result.judges[j].effect = fit.judges[j].value;
        result.judges[j].component = fit.judges[j].component;
    }
}

/// The marks of the entries that all judges marked, by entry and judge. A judge without a single complete
/// mark is none.
std::vector<Marks> complete_block(const MarkTable& table) {
    std::set<std::size_t> judges;
    for (const auto& cells : table.entries)
        for (const MarkCell& cell : cells) judges.insert(cell.judge);
    std::vector<Marks> block;
    for (const auto& cells : table.entries) {
        if (cells.empty() || cells.size() != judges.size()) continue;
        std::map<std::size_t, Rational> by_judge;
        for (const MarkCell& cell : cells) by_judge.emplace(cell.judge, cell.mark);
        Marks& row = block.emplace_back();
        for (const auto& [judge, mark] : by_judge) row.push_back(mark);
    }
    return block;
}

/// W = 12 S / (m² (n³ − n) − m Σ(t³ − t)), S over the sums of mid-ranks (Kendall, Rank Correlation Methods).
Advisory kendall_w(const std::vector<Marks>& block) {
    const std::size_t entries = block.size();
    if (entries < 2 || block.front().size() < 2) return std::nullopt;
    const Rational n = whole(entries), m = whole(block.front().size());
    Marks rank_sums(entries);
    Rational ties;
    for (std::size_t j = 0; j < block.front().size(); ++j) {
        std::vector<std::pair<Rational, std::size_t>> order;
        for (std::size_t i = 0; i < entries; ++i) order.emplace_back(block[i][j], i);
        std::sort(order.begin(), order.end());
        for (std::size_t first = 0; first < entries;) {
            std::size_t end = first;
            while (end < entries && order[end].first == order[first].first) ++end;
            const Rational tied = whole(end - first);
            for (std::size_t i = first; i < end; ++i)
                rank_sums[order[i].second] += whole(first + 1 + end) / Rational(2);
            ties += tied * tied * tied - tied;
            first = end;
        }
    }
    const Rational all = sum(rank_sums);
    const Rational s = sum_of_squares(rank_sums) - all * all / n;
    const Rational most = m * m * (n * n * n - n) - m * ties;
    if (most.is_zero()) return std::nullopt;
    return inexact(Rational(12) * s / most);
}

/// Shrout & Fleiss (1979), two-way random effects: of one judge's mark, and of the mean of k.
void intraclass(const std::vector<Marks>& block, MarkStatistics& result) {
    if (block.size() < 2 || block.front().size() < 2) return;
    const Rational n = whole(block.size()), k = whole(block.front().size());
    Rational total, squares, row_squares, column_squares;
    Marks columns(block.front().size());
    for (const Marks& row : block) {
        const Rational row_sum = sum(row);
        total += row_sum;
        squares += sum_of_squares(row);
        row_squares += row_sum * row_sum;
        for (std::size_t j = 0; j < row.size(); ++j) columns[j] += row[j];
    }
    column_squares = sum_of_squares(columns);
    const Rational correction = total * total / (n * k);
    const Rational between_rows = row_squares / k - correction;
    const Rational between_columns = column_squares / n - correction;
    const Rational residual = squares - correction - between_rows - between_columns;
    const Rational msr = between_rows / (n - Rational(1));
    const Rational msc = between_columns / (k - Rational(1));
    const Rational mse = residual / ((n - Rational(1)) * (k - Rational(1)));
    const Rational single = msr + (k - Rational(1)) * mse + k * (msc - mse) / n;
    const Rational averaged = msr + (msc - mse) / n;
    if (!single.is_zero()) result.icc_2_1 = inexact((msr - mse) / single);
    if (!averaged.is_zero()) result.icc_2_k = inexact((msr - mse) / averaged);
}

/// Twice the sum of squared differences of all pairs.
Rational pair_differences(const Marks& marks) {
    const Rational all = sum(marks);
    return Rational(2) * (whole(marks.size()) * sum_of_squares(marks) - all * all);
}

/// 1 − observed / expected disagreement (Krippendorff, Content Analysis; interval difference).
Advisory krippendorff_alpha(const MarkTable& table) {
    Marks pairable;
    Rational observed;
    for (const auto& cells : table.entries) {
        if (cells.size() < 2) continue;
        Marks marks;
        for (const MarkCell& cell : cells) marks.push_back(cell.mark);
        observed += pair_differences(marks) / whole(marks.size() - 1);
        pairable.insert(pairable.end(), marks.begin(), marks.end());
    }
    if (pairable.size() < 2) return std::nullopt;
    const Rational expected = pair_differences(pairable) / whole(pairable.size() - 1);
    if (expected.is_zero()) return std::nullopt;
    return inexact(Rational(1) - observed / expected);
}

/// Without "-0", which no reader expects.
std::string twelve_digits(double value) {
    std::string text = fmt::format("{:.12g}", value);
    return text == "-0" ? "0" : text;
}

}  // namespace

MarkStatistics mark_statistics(const MarkTable& table, std::size_t drop) {
    MarkStatistics result;
    result.entries.resize(table.entries.size());
    result.judges.resize(table.judges);
    describe_entries(table, drop, result);
    adjust(table, result);
    const std::vector<Marks> block = complete_block(table);
    result.kendall_w = kendall_w(block);
    intraclass(block, result);
    result.alpha = krippendorff_alpha(table);
    return result;
}

Json to_json(const Advisory& value) {
    if (!value || !std::isfinite(*value)) return {};
    return Json(Json::Number{twelve_digits(*value)});
}

Figure figure_of(const Advisory& value) {
    if (!value || !std::isfinite(*value)) return std::nullopt;
    const Result<Rational> exact = Rational::parse(twelve_digits(*value));
    return exact ? Figure(*exact) : std::nullopt;
}

}  // namespace sandau
