// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/Baseline.h"

#include "core/analysis/SignificantDigits.h"
#include "ui/views/Workspace.h"

#include <cmath>

namespace cyclo::ui {

std::optional<ExperimentConfig> baselineOf(const Workspace& workspace) {
    const LrBounds& bounds = workspace.plan().bounds;
    if (workspace.plan().rows.size() == 0 || std::holds_alternative<Constant>(workspace.plan().policy) ||
        !(bounds.minLr > 0.0 && bounds.maxLr > 0.0))
        return std::nullopt;
    ExperimentConfig config = workspace.config();
    config.policy = Constant{.learningRate = roundedToDigits(std::sqrt(bounds.minLr * bounds.maxLr)),
                             .momentum = config.momentum};
    return config;
}

} // namespace cyclo::ui
