// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepResults.h"
#include "ui/panels/SweepPanel.h"

namespace cyclo::ui {

/// How short runs ended, one row a value. @param valueTitle  of the first column
SweepTable scoreTable(const QString& valueTitle, const std::vector<ValueScore>& scores);

} // namespace cyclo::ui
