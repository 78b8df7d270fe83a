// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/Network.h"
#include "core/optim/Optimizer.h"
#include "core/training/LossMeter.h"

#include <cstdint>

namespace cyclo {

/// Where a training run stands between two steps, as a value: a trainer with the same data, rows and options
/// goes on from it to the last bit. The order of samples and what augmentation does follow from the seed and
/// the step.
struct TrainingSnapshot {
    std::int64_t step = 0; ///< updates made; the next row
    std::int64_t epoch = 0;
    NetworkState network;
    OptimizerState optimizer;
    RunningMean smoothedLoss{0.0};
    LossMeter epochMeter = {}; ///< of the epoch that is under way
    double wallSeconds = 0.0;  ///< what the run has taken; what is measured later counts on from it
};

} // namespace cyclo
