// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/MultiStep.h"

#include "core/schedules/NumberText.h"
#include "core/schedules/PolicyField.h"
#include "core/schedules/SettingChecks.h"

#include <cmath>

namespace cyclo {

StepHyperparameters rowAt(const MultiStep& config, std::int64_t step, std::int64_t totalSteps) {
    double learningRate = config.learningRate;
    for (const double share : config.milestones)
        if (step >= std::llround(share * static_cast<double>(totalSteps))) learningRate *= config.gamma;
    return {.learningRate = learningRate, .momentum = config.momentum};
}

void requireConsistent(const MultiStep& config, std::int64_t) {
    double before = 0.0;
    for (const double share : config.milestones) {
        if (share <= before) {
            detail::refuse("milestones must rise, got " + exactText(share) + " after " + exactText(before));
        }
        before = share;
    }
}

std::vector<PolicyField> fieldsOf(const MultiStep&) {
    return {
        field(&MultiStep::learningRate, aboutLr()),
        field(&MultiStep::milestones, {.key = "milestones",
                                       .label = "Milestones",
                                       .help = "shares of the run where the learning rate falls",
                                       .range = kInnerShareRange}),
        field(&MultiStep::gamma,
              {.key = "gamma", .label = "Gamma", .help = "factor at each milestone", .range = kFactorRange}),
        field(&MultiStep::momentum, aboutMomentum())};
}

} // namespace cyclo
