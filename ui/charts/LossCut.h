// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace cyclo::ui {

/// Where a linear axis of losses ends before the highest of them, and the line that says so.
struct LossCut {
    double to;
    QString note;
};

/// @return nothing where no loss lies above the limit, or the limit is 0: nothing is known of the usual losses
std::optional<LossCut> lossCut(double limit, double highest);

} // namespace cyclo::ui
