#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "scoring/json.h"
#include "scoring/rational.h"

// Statistics over judges' marks that advise a head judge. They decide nothing: official figures are exact
// and come from `evaluate`.

namespace sandau {

/// An advisory figure. Missing where it is undefined, never NaN.
using Advisory = std::optional<double>;

struct MarkCell {
    std::size_t judge = 0;
    Rational mark;
};

/// Complete marks: by entry, each judge at most once.
struct MarkTable {
    std::size_t judges = 0;
    std::vector<std::vector<MarkCell>> entries;
};

struct EntryStatistics {
    Advisory mean, median, trimmed_mean, z_mean, adjusted;
    std::optional<std::size_t> component;
};

struct JudgeStatistics {
    std::size_t marks = 0;
    Advisory effect;
    std::optional<std::size_t> component;
};

struct MarkStatistics {
    std::vector<EntryStatistics> entries;  ///< as in the table
    std::vector<JudgeStatistics> judges;
    std::size_t components = 0;
    Advisory kendall_w, icc_2_1, icc_2_k, alpha;
};

/// Mean, median, mean without the `drop` highest and lowest, and the mean of the judges' z-scores
/// (population deviation; a judge without spread contributes 0) of each entry. The adjustment is the least
/// squares solution of mark = entry + judge, where the judges' effects sum to 0 in each connected component
/// of the bipartite graph of who marked what. Over the entries that all judges marked: Kendall's W with the
/// correction for ties; ICC(2,1) and ICC(2,k) of Shrout & Fleiss (1979). Krippendorff's alpha for interval
/// data over all entries with two marks or more.
MarkStatistics mark_statistics(const MarkTable& table, std::size_t drop);

/// A JSON number with 12 significant digits; null where there is none.
Json to_json(const Advisory& value);

/// The figure rounded to 12 significant digits; nothing where it is missing.
Figure figure_of(const Advisory& value);

}  // namespace sandau
