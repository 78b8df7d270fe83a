// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Schedule.h"

#include "core/schedules/PolicyKind.h"
#include "core/schedules/SettingChecks.h"

#include <string>

namespace cyclo {

namespace {

StepHyperparameters rowOf(const Schedule& schedule, std::int64_t step, std::int64_t totalSteps) {
    auto row =
        std::visit([&](const auto& policy) { return rowAt(policy, step, totalSteps); }, schedule.policy);
    row.weightDecay = schedule.weightDecay;
    if (const auto* phases = std::get_if<Phases>(&schedule.policy))
        row.weightDecay = weightDecayAt(*phases, step).value_or(schedule.weightDecay);
    return row;
}

void requireConsistency(const Policy& policy, std::int64_t totalSteps) {
    std::visit(
        [&](const auto& config) {
            if constexpr (requires { requireConsistent(config, totalSteps); })
                requireConsistent(config, totalSteps);
        },
        policy);
}

} // namespace

void validate(const Schedule& schedule, std::int64_t totalSteps) {
    if (totalSteps < 1) detail::refuse("steps must be at least 1, got " + std::to_string(totalSteps));
    detail::requireAtLeastZero("wd", schedule.weightDecay);
    requireInRanges(schedule.policy);
    requireConsistency(schedule.policy, totalSteps);
}

StepHyperparameters hyperparametersAt(const Schedule& schedule, std::int64_t step, std::int64_t totalSteps) {
    validate(schedule, totalSteps);
    if (step < 0 || step >= totalSteps) {
        detail::refuse("step must be at least 0 and below the " + std::to_string(totalSteps) +
                       " steps of the schedule, got " + std::to_string(step));
    }
    return rowOf(schedule, step, totalSteps);
}

ScheduleRows rowsOf(const Schedule& schedule, std::int64_t totalSteps) {
    if (totalSteps == 0) return {};
    validate(schedule, totalSteps);
    ScheduleRows rows;
    const auto count = static_cast<std::size_t>(totalSteps);
    for (auto* column : {&rows.learningRate, &rows.momentum, &rows.weightDecay})
        column->reserve(count);
    for (std::int64_t step = 0; step < totalSteps; ++step) {
        const auto row = rowOf(schedule, step, totalSteps);
        rows.learningRate.push_back(row.learningRate);
        rows.momentum.push_back(row.momentum);
        rows.weightDecay.push_back(row.weightDecay);
    }
    return rows;
}

} // namespace cyclo
