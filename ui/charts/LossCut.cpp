// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/LossCut.h"

#include "ui/charts/ViewRange.h"
#include "ui/theme/Numbers.h"

#include <QCoreApplication>

namespace cyclo::ui {

std::optional<LossCut> lossCut(double limit, double highest) {
    if (limit <= 0.0 || highest <= limit) return std::nullopt;
    const double to = niceRange(0.0, limit, AxisScale::Linear).to;
    return LossCut{to, QCoreApplication::translate("cyclo::ui::LossCut",
                                                   "losses above %1 are cut off; the highest is %2")
                           .arg(formatShort(to), formatNumber(highest))};
}

} // namespace cyclo::ui
