#pragma once

#include <string>

#include "documents/sheet.h"

namespace sandau::documents {

/// Counts what the sheets of one workbook cost while they are read, and refuses in time.
class SheetBudget {
public:
    explicit SheetBudget(const SheetLimits& limits) : limits_(limits) {}

    const SheetLimits& limits() const { return limits_; }

    /// Puts a filled cell into its row, which grows to it.
    Result<void> place(SheetRow& row, std::uint32_t column, Cell cell);

    /// Puts a row that is done at the end of its sheet, unless it is empty. Out of order: by number.
    Result<void> finish(Sheet& sheet, SheetRow row);

private:
    SheetLimits limits_;
    std::size_t cells_ = 0;
    std::size_t text_bytes_ = 0;
    std::uint32_t rows_ = 0;
};

}  // namespace sandau::documents
