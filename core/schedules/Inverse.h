// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>
#include <vector>

namespace cyclo {

struct PolicyField;

/// Caffe's "inv": learning rate lr·(1 + gamma·t)^-power at step t; the defaults are those of its LeNet.
/// Momentum is held.
struct Inverse {
    double learningRate = 0.01;
    double gamma = 1e-4; ///< >= 0
    double power = 0.75; ///< >= 0
    double momentum = 0.9;

    bool operator==(const Inverse&) const = default;
};

StepHyperparameters rowAt(const Inverse& config, std::int64_t step, std::int64_t totalSteps);

std::vector<PolicyField> fieldsOf(const Inverse&);

} // namespace cyclo
