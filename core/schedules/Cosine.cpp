// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Cosine.h"

#include "core/schedules/PolicyField.h"
#include "core/schedules/Shapes.h"

namespace cyclo {

StepHyperparameters rowAt(const Cosine& config, std::int64_t step, std::int64_t totalSteps) {
    const bool warming = step < config.warmup;
    return {.learningRate = warming ? detail::warmUpLr(config.learningRate, step, config.warmup)
                                    : detail::cosineLr(config.learningRate, config.minLr,
                                                       step - config.warmup, totalSteps - config.warmup),
            .momentum = config.momentum};
}

void requireConsistent(const Cosine& config, std::int64_t totalSteps) {
    detail::requireFallAfterWarmup(config.learningRate, config.minLr, config.warmup, totalSteps);
}

std::vector<PolicyField> fieldsOf(const Cosine&) {
    return {field(&Cosine::learningRate, aboutLr()), field(&Cosine::minLr, aboutMinLr()),
            field(&Cosine::warmup, aboutWarmup()), field(&Cosine::momentum, aboutMomentum())};
}

} // namespace cyclo
