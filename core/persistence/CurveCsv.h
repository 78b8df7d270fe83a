// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/FileError.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace cyclo {

/// A recorded curve: what the rules need.
struct LrCurve {
    std::vector<double> learningRates;
    std::vector<double> losses; ///< raw, as many; may end in NaN or infinity

    bool operator==(const LrCurve&) const = default;
};

/// A table with a header line that names "lr" and "loss" among its columns, or two columns of numbers without
/// a header. Comma-separated; empty lines are skipped; a loss may be "nan" or "inf" or left empty (nan).
/// @throws FileError  with the line, what stands there and what would be right
LrCurve parseCurveCsv(std::string_view text);

/// @throws FileError  with the path too
LrCurve readCurveCsv(const std::filesystem::path& path);

} // namespace cyclo
