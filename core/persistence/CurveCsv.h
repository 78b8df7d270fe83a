// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrCurve.h"
#include "core/persistence/FileError.h"

#include <string_view>

namespace cyclo {

/// A table with a header line that names "lr" and "loss" among its columns, or two columns of numbers without
/// a header. "lrs" and "learning_rate", "losses", "train_loss" and "training_loss" are understood too, in any
/// case. Columns are separated by commas, tabs, semicolons or blanks; empty lines are skipped; a loss may be
/// "nan" or "inf" or left empty (nan).
/// @throws FileError  with the line, what stands there and what would be right
LrCurve parseCurveCsv(std::string_view text);

} // namespace cyclo
