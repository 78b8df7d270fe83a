// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepStanding.h"
#include "ui/panels/SweepTable.h"

#include <cstdint>

namespace cyclo::ui {

/// What a sweep says of its values, in the words and numbers of the table beside it.

/// How short runs ended, one row a value. @param valueTitle  of the first column
SweepTable scoreTable(const QString& valueTitle, const std::vector<ValueScore>& scores);

/// "0.532", and over several runs with their standard deviation: "0.532 ± 0.011". One run has none.
QString meanText(double mean, double spread, std::int64_t runs);

/// Which value ends lowest, and from which others these runs cannot tell it.
QString standingText(const Standing& standing);

/// A sentence, with a blank before it, where the best is the largest that was tried; else empty.
QString largestText(const Standing& standing);

/// "0, 1e-5, 1e-4"
QString valuesText(const std::vector<double>& values);

} // namespace cyclo::ui
