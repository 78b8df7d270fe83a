// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrCurve.h"
#include "core/persistence/FileError.h"

#include <string_view>
#include <vector>

namespace cyclo {

/// A table with a header line that names "lr" and "loss" among its columns, or two columns of numbers without
/// a header. "lrs" and "learning_rate", "losses", "train_loss" and "training_loss" are understood too, in any
/// case; "val_loss" goes before them. Columns are separated by commas, tabs, semicolons or blanks; empty
/// lines are skipped; a loss may be "nan" or "inf" or left empty (nan).
/// @throws FileError  with the line, what stands there and what would be right
LrCurve parseCurveCsv(std::string_view text);

/// A table that may hold a test of several seeds, as `find --seeds --csv` writes it.
struct CurveTable {
    LrCurve curve;
    std::vector<LrCurve> seeds = {}; ///< columns (val_)loss_seed_1, ...; the curve is their mean and they may
                                     ///< be longer: where a curve has ended its cells are empty
};
/// @throws FileError  likewise
CurveTable parseCurveTable(std::string_view text);

} // namespace cyclo
