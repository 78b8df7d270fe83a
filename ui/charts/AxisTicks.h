// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotTypes.h"

#include <QString>

#include <vector>

namespace cyclo::ui {

struct AxisTick {
    double value = 0.0;
    QString label; ///< empty: a minor tick, which has no label and no grid line

    bool operator==(const AxisTick&) const = default;
};

/// Ticks inside the range, rising. Linear: steps of 1, 2 or 5 times a power of ten, with as many decimals as
/// the step needs. Log: every decade or every few of them; 1-2-5 or every digit where less than about a
/// decade is in view; linear steps where not even those would give three. Decades get minor ticks between
/// them.
/// @param range     usable for the scale (see isUsable)
/// @param maxTicks  most labels that fit, >= 2; a log range may get one more
std::vector<AxisTick> axisTicks(const AxisRange& range, AxisScale scale, int maxTicks);

/// The smallest of 1, 2, 5 times a power of ten that is not below `step`. @param step  > 0
double niceStep(double step);

} // namespace cyclo::ui
